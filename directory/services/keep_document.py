"""Keeps documents that prove a claim: for editors only, and for so long as they are of use."""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from directory.exchange.uploads import Kind, Upload
from directory.storage import claims

KEPT_AFTER_DECISION = timedelta(days=90)
STRAY_AFTER = timedelta(days=1)  # long after its claim was written down, if it ever was
NAME = re.compile(r"[0-9a-f]{32}\.(pdf|png|jpg)")
TYPES = {Kind.PDF: "application/pdf", Kind.PNG: "image/png", Kind.JPEG: "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Kept:
    path: Path
    mimetype: str


def keep_document(folder: Path, upload: Upload) -> str:
    """Return the name under which it is kept. `folder`: the documents of the instance."""
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{secrets.token_hex(16)}.{upload.kind}"
    path = folder / name
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(upload.content)
    return name


def open_document(folder: Path, name: str) -> Kept | None:
    """The document of that name; None where there is none, or the name is none of ours."""
    known = NAME.fullmatch(name)
    path = folder / name
    if not known or path.is_symlink() or not path.is_file():
        return None
    return Kept(path, TYPES[Kind(known[1])])


def drop_document(folder: Path, name: str) -> None:
    """Delete one whose claim was not written down after all."""
    if NAME.fullmatch(name):
        (folder / name).unlink(missing_ok=True)


def forget_documents(session: Session, folder: Path, at: datetime) -> int:
    """Delete those whose claims were decided long enough ago, and those that no claim names.

    `at` is UTC without a zone.
    """
    names = claims.decided_documents(session, at - KEPT_AFTER_DECISION)
    for name in names:
        # The file first: should the rest fail, the row still says what is to be done.
        drop_document(folder, name)
        claims.forget_document(session, name)
    session.commit()
    return len(names) + _forget_strays(session, folder, at - STRAY_AFTER)


def _forget_strays(session: Session, folder: Path, before: datetime) -> int:
    """Delete those whose claims are gone: an account ended, or a copy of older rows came back."""
    named, last = claims.documents(session), before.replace(tzinfo=UTC).timestamp()
    files = folder.iterdir() if folder.is_dir() else ()
    strays = [path.name for path in files if path.name not in named and _is_older(path, last)]
    for name in strays:
        drop_document(folder, name)
    return len(strays)


def _is_older(path: Path, last: float) -> bool:
    return bool(NAME.fullmatch(path.name)) and path.lstat().st_mtime < last
