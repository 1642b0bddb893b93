"""Files imported one after another, each whole or not at all."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy.orm import Session

from directory.context import Held
from directory.exchange import formats
from directory.exchange.records import Given, PublishedList
from directory.exchange.unreadable import UnreadableFileError
from directory.services.compare_records import ManyGoneError, OlderEditionError
from directory.services.import_listings import Advance, Manner, import_listings
from directory.services.import_report import Report


@dataclass(frozen=True, slots=True)
class Imported:
    path: Path
    report: Report


@dataclass(frozen=True, slots=True)
class Refused:
    path: Path
    reason: str  # a sentence


def import_each(
    held: Held, paths: Sequence[Path], format_name: str, given: Given, how: Manner
) -> Iterator[Imported | Refused]:
    """One that is refused leaves nothing behind, and does not keep the others out.

    A trial of several files is one transaction, so that each meets what those before it brought.
    """
    with ExitStack() as stack:
        trial = stack.enter_context(held.database.writing()) if how.dry_run else None
        for path in paths:
            try:
                published = formats.read(path, format_name, given)
                writing = nullcontext(trial) if trial else held.database.writing()
                yield Imported(path, _import(held, published, writing, how))
            except (UnreadableFileError, OlderEditionError, ManyGoneError) as error:
                yield Refused(path, str(error))


def _import(
    held: Held,
    published: PublishedList,
    writing: AbstractContextManager[Session],
    how: Manner,
) -> Report:
    label = published.source.slug
    with writing as session, _progress(label, len(published.records)) as advance:
        return import_listings(session, published, held.gazetteer, how, advance)


@contextmanager
def _progress(label: str, length: int) -> Iterator[Advance]:
    """A bar on standard error where a person watches; nothing where a script does."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update
