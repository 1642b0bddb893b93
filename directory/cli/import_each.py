"""Files imported one after another, each whole or not at all."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import click

from directory.context import Held
from directory.exchange import formats
from directory.exchange.records import Given, PublishedList
from directory.exchange.unreadable import UnreadableFileError
from directory.services.compare_records import ManyGoneError, OlderEditionError
from directory.services.copy_listings import OtherKindError
from directory.services.import_listings import Advance, Manner, import_listings
from directory.services.import_report import Report

REFUSING = (UnreadableFileError, OlderEditionError, ManyGoneError, OtherKindError)


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
                with (
                    nullcontext(trial) if trial else held.database.writing() as session,
                    _progress(published) as advance,
                ):
                    report = import_listings(session, published, held.gazetteer, how, advance)
                yield Imported(path, report)
            except REFUSING as error:
                yield Refused(path, str(error))


@contextmanager
def _progress(published: PublishedList) -> Iterator[Advance]:
    """A bar on standard error where a person watches; nothing where a script does."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    length, label = len(published.records), published.source.slug
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update
