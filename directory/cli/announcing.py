"""Tells feeds, partners and people while the site is served, apart from all else it does."""

import contextlib
import logging
import threading
from collections.abc import Callable

from directory.context import Held
from directory.domain import moments
from directory.exchange.posting import Poster
from directory.services.announce_changes import (
    Links,
    announce_changes,
    forget_old_deliveries,
)
from directory.services.send_mail import Sender as MailSender
from directory.services.send_mail import forget_old_mail
from directory.services.send_webhooks import Sender
from directory.storage.watching import Watch

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 1.0
LOOKS_BETWEEN_READINGS = 2  # where nothing was written: for what is to be tried again
LOOKS_BETWEEN_CLEARINGS = 3600
MOST_IN_A_ROW = 100  # tries for every partner, before others may take their turn
Look = Callable[[Held, int, threading.Event], None]


def start(held: Held, end: threading.Event) -> list[threading.Thread]:
    """Begin in threads of their own: who is slow to hear keeps news from nobody else.

    The event, once set, ends each between two messages.
    """
    looks: dict[str, Look] = {"announcer": _announce, "sender": _send, "mail": _send_mail}
    threads = [
        threading.Thread(
            target=_again_and_again, args=(held, name, look, end), name=name, daemon=True
        )
        for name, look in looks.items()
    ]
    for thread in threads:
        thread.start()
    return threads


def sender(held: Held) -> Sender:
    poster = Poster(to_loopback=held.settings.webhooks_to_loopback)
    return Sender(database=held.database, poster=poster)


def mail_sender(held: Held) -> MailSender:
    return MailSender(database=held.database, transport=held.mail)


def _announce(held: Held, looks: int, _end: threading.Event) -> None:
    """Tell what is new."""
    announce_changes(held.database, Links(held.settings.base_url), moments.now())
    if looks % LOOKS_BETWEEN_CLEARINGS == 0:
        forget_old_deliveries(held.database, moments.now())


def _send(held: Held, _looks: int, end: threading.Event) -> None:
    """Send what is due."""
    sending = sender(held)
    for _ in range(MOST_IN_A_ROW):
        if end.is_set() or not sending.send_due(moments.now()):
            break


def _send_mail(held: Held, looks: int, end: threading.Event) -> None:
    """Send the mail that is due."""
    sending = mail_sender(held)
    for _ in range(MOST_IN_A_ROW):
        if end.is_set() or not sending.send_due(moments.now()):
            break
    if looks % LOOKS_BETWEEN_CLEARINGS == 0:
        forget_old_mail(held.database, moments.now())


def _again_and_again(held: Held, name: str, look: Look, end: threading.Event) -> None:
    """One alone of all nodes does it, whichever has the duty."""
    looks, read = 0, None
    with (
        contextlib.closing(held.database.duty(name)) as duty,
        contextlib.closing(Watch(held.database)) as watch,
    ):
        while not end.wait(SECONDS_BETWEEN_LOOKS):
            looks += 1
            try:
                if duty.is_mine():
                    state = watch.state()
                    if state != read or looks % LOOKS_BETWEEN_READINGS == 0:
                        look(held, looks, end)
                        read = state
            except Exception:
                log.exception("The %s could not do its work; it will try again.", name)
