"""Mail is written down with what makes it needed, and sent from there until it arrives."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.orm import Session

from directory.domain import moments
from directory.domain.mail import Fault, Letter, Mail, next_try
from directory.exchange.letters import Letters
from directory.storage import mail
from directory.storage.database import Database

AT_ONCE = 20
CLAIMED_FOR = timedelta(minutes=15)  # longer than the tries of so many can last
KEPT_FOR = timedelta(days=30)


class Line(Protocol):
    """An open way out."""

    def send(self, mail: Mail) -> Fault | None: ...


class Transport(Protocol):
    """The mail server, or the folder that stands for one."""

    def opened(self) -> AbstractContextManager[Line | Fault]:
        """A way out, or why there is none."""


@dataclass(frozen=True)
class Letterbox:
    """Where use cases put their letters."""

    letters: Letters

    def queue(self, session: Session, to: str, language: str, letter: Letter) -> None:
        """Let a letter be sent once the caller's transaction is committed, and only then.

        `to` is an address as `exchange.mailboxes` returns it.
        """
        mail.add(session, to, self.letters.written(letter, language), moments.now())


@dataclass(frozen=True)
class Sender:
    database: Database
    transport: Transport

    def send_due(self, at: datetime) -> int:
        """Try what is due; `at` is UTC without a zone.

        Returns how many were sent, so that the caller comes back at once while there are any.
        """
        return sum(self._send(self._due(at), at))

    def send_all(self, at: datetime) -> int:
        """Try all that is due once, and return how many were sent."""
        sent = 0
        while due := self._due(at):
            sent += sum(self._send(due, at))
        return sent

    def _due(self, at: datetime) -> list[Mail]:
        with self.database.reading() as session:
            return mail.due(session, at, AT_ONCE)

    def _send(self, due: list[Mail], at: datetime) -> Iterator[bool]:
        if not due:
            return
        with self.transport.opened() as line:
            for each in due:
                if not self._is_mine(each, at):
                    continue
                fault = line if isinstance(line, Fault) else line.send(each)
                with self.database.writing() as session:
                    mail.record(session, after(each, fault, at))
                    session.commit()
                yield fault is None

    def _is_mine(self, due: Mail, at: datetime) -> bool:
        with self.database.writing() as session:
            is_mine = mail.claim(session, due, at + CLAIMED_FOR)
            session.commit()
        return is_mine


def forget_old_mail(database: Database, at: datetime) -> None:
    with database.writing() as session:
        mail.forget(session, at - KEPT_FOR)
        session.commit()


def try_again(database: Database, at: datetime) -> int:
    """Make due what failed or was given up. Returns how many that are."""
    with database.writing() as session:
        count = mail.try_again(session, at)
        session.commit()
    return count


def after(tried: Mail, fault: Fault | None, at: datetime) -> Mail:
    """The mail once it was tried. Neither sent nor with a next try, it is given up."""
    tries = tried.tries + 1
    if fault is None:
        return replace(tried, tries=tries, sent_at=at, next_at=None, fault="")
    again = None if fault.is_final else next_try(tries, at)
    return replace(tried, tries=tries, next_at=again, fault=fault.words)
