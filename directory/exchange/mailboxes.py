"""Reads e-mail addresses as people type them. Nothing is looked up."""

import email_validator

LONGEST = 254  # characters, of any address that mail can go to


def address(written: str) -> str | None:
    """The address in one spelling, its domain in ASCII; None where no mail can go to it."""
    if len(written) > LONGEST + 10:
        return None
    try:
        read = email_validator.validate_email(
            written.strip(), check_deliverability=False, allow_smtputf8=False
        )
    except email_validator.EmailNotValidError:
        return None
    return read.ascii_email
