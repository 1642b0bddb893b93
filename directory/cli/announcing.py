"""Tells feeds and partners of changes while the site is served, apart from all else it does."""

import logging
import threading
from datetime import UTC, datetime

from directory.cli import locking
from directory.context import Held
from directory.exchange.posting import Poster
from directory.services.announce_changes import (
    Links,
    announce_changes,
    forget_old_deliveries,
)
from directory.services.send_webhooks import Sender

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 1.0
LOOKS_BETWEEN_CLEARINGS = 3600
MOST_IN_A_ROW = 100  # tries for every partner, before the outbox is looked at again


def start(held: Held) -> None:
    """Begin in a thread of its own: a slow partner must not keep changes from the index."""
    threading.Thread(target=_announce, args=(held,), name="announcer", daemon=True).start()


def sender(held: Held) -> Sender:
    poster = Poster(to_loopback=held.settings.webhooks_to_loopback)
    return Sender(database=held.database, poster=poster)


def look(held: Held, sending: Sender) -> None:
    """Tell what is new, and send what is due."""
    announce_changes(held.database, Links(held.settings.base_url), _now())
    for _ in range(MOST_IN_A_ROW):
        if not sending.send_due(_now()):
            break


def _announce(held: Held) -> None:
    pause = threading.Event()
    sending = sender(held)
    looks = 0
    with (held.settings.instance / "announcer.lock").open("w") as lock:
        while not pause.wait(SECONDS_BETWEEN_LOOKS):
            looks += 1
            try:
                if locking.has(lock.fileno()):
                    look(held, sending)
                    _clear(held, looks)
            except Exception:
                log.exception("Changes could not be told; it will be tried again.")


def _clear(held: Held, looks: int) -> None:
    if looks % LOOKS_BETWEEN_CLEARINGS == 0:
        forget_old_deliveries(held.database, _now())


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
