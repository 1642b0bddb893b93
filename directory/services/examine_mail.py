"""Looks at mail that does not arrive."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from directory.storage import unsent
from directory.storage.unsent import Unsent

PATIENCE = timedelta(minutes=15)  # while the site is served, mail leaves within seconds
ADVICE = "`directory mail` shows it, and `directory mail --send` tries again."


def examine_mail(session: Session, now: datetime) -> str:
    """A sentence about mail that fails, was given up or waits for long; empty where none does."""
    stuck = unsent.unsent(session, made_before=now - PATIENCE)
    if stuck.failing or stuck.given_up:
        return f"{_told(stuck)} Last answer: {stuck.fault} See DIRECTORY_SMTP_URL; {ADVICE}"
    if stuck.waiting:
        longest = f"{stuck.waiting:,} of mail waits for more than a quarter of an hour"
        return f"{longest}: is the site being served? {ADVICE}"
    return ""


def _told(stuck: Unsent) -> str:
    failing = f"{stuck.failing:,} could not be sent yet" if stuck.failing else ""
    given_up = f"{stuck.given_up:,} were given up" if stuck.given_up else ""
    return f"Mail fails: {', '.join(filter(None, (failing, given_up)))}."
