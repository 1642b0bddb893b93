"""Mail as servers and mailboxes read it."""

import email.policy
from dataclasses import dataclass
from datetime import UTC
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from directory.domain.mail import Mail

# Text is carried in ASCII, so that any server on its way takes it as it is.
POLICY = email.policy.SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Sender:
    name: str
    address: str
    answers_to: str = ""  # where an answer goes, if elsewhere

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def message(mail: Mail, sender: Sender) -> EmailMessage:
    """The same at every try. ValueError: a header would hold what no header may."""
    made = EmailMessage(policy=POLICY)
    made["From"] = Address(sender.name, addr_spec=sender.address)
    made["To"] = Address(addr_spec=mail.to)
    made["Subject"] = mail.written.subject
    made["Date"] = format_datetime(mail.made_at.replace(tzinfo=UTC))
    made["Message-ID"] = f"<{mail.message}@{sender.domain}>"
    if sender.answers_to not in ("", sender.address):
        made["Reply-To"] = Address(addr_spec=sender.answers_to)
    made["Auto-Submitted"] = "auto-generated"  # so that no answering machine answers
    made.set_content(mail.written.body)
    return made
