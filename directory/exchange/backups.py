"""A backup as one file: a gzipped tar whose first member lists the others with their digests."""

import gzip
import json
import re
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from io import BytesIO
from pathlib import Path
from typing import IO

FORMAT = 1
LIST = "backup.json"
DATABASE, SECRET, DOCUMENTS = "directory.db", "secret-key", "documents"
NAME = re.compile(rf"{re.escape(DATABASE)}|{SECRET}|{DOCUMENTS}/[0-9a-f]{{32}}\.(pdf|png|jpg)")
QUICK = 3  # compression: half the time of the usual, and little more space
AT_ONCE = 1 << 20  # bytes
Digests = Mapping[str, str]
TORN = (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error)


class NotABackupError(Exception):
    """The file is none, or it is torn; the message says which."""


@dataclass(frozen=True, slots=True)
class Manifest:
    made_at: datetime  # UTC without a zone
    files: Digests  # by name within the backup


def gathered(folder: Path, made_at: datetime) -> Manifest:
    """What a folder holds that is laid out as a backup is."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return Manifest(made_at, {str(path.relative_to(folder)): _digest(path) for path in paths})


def pack(folder: Path, manifest: Manifest, target: IO[bytes]) -> None:
    told = {"format": FORMAT, "made_at": manifest.made_at.isoformat(), "files": manifest.files}
    with tarfile.open(fileobj=target, mode="w:gz", compresslevel=QUICK) as archive:
        content = json.dumps(told, indent=1).encode()
        listed = tarfile.TarInfo(LIST)
        listed.size, listed.mode = len(content), 0o600
        archive.addfile(listed, BytesIO(content))
        for name in manifest.files:
            archive.add(folder / name, name, recursive=False)


def unpack(path: Path, folder: Path | None = None) -> Manifest:
    """Read every byte of it, and keep the files where a folder is given.

    Raises NotABackupError where anything is missing, other than listed, or beyond the list.
    """
    try:
        with tarfile.open(path, "r:gz") as archive:
            members = iter(archive)
            manifest = _manifest(archive, next(members, None))
            found = dict(_unpacked(archive, members, folder))
    except TORN as error:
        raise NotABackupError("is no backup, or not a whole one") from error
    if found != manifest.files:
        raise NotABackupError("does not hold what it held when it was made")
    return manifest


def _manifest(archive: tarfile.TarFile, first: tarfile.TarInfo | None) -> Manifest:
    if first is None or first.name != LIST:
        raise NotABackupError("is no backup of a directory")
    try:
        told = json.loads(_content(archive, first).read())
        manifest = Manifest(datetime.fromisoformat(told["made_at"]), dict(told["files"]))
    except (ValueError, KeyError, TypeError) as error:
        raise NotABackupError("has a list of its files that cannot be read") from error
    if told["format"] != FORMAT:
        raise NotABackupError("was made by a newer version; install that first")
    return manifest


def _unpacked(
    archive: tarfile.TarFile, members: Iterator[tarfile.TarInfo], folder: Path | None
) -> Iterator[tuple[str, str]]:
    for member in members:
        if not NAME.fullmatch(member.name) or not member.isreg():
            raise NotABackupError(f"holds {member.name!r}, which no backup does")
        content = _content(archive, member)
        if folder is None:
            yield member.name, file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
        else:
            yield member.name, _keep(content, folder / member.name)


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(member)
    if content is None:
        raise NotABackupError(f"holds {member.name!r}, which is no file")
    return content


def _keep(content: IO[bytes], path: Path) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    with path.open("wb") as file:
        while part := content.read(AT_ONCE):
            file.write(part)
    return _digest(path)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
