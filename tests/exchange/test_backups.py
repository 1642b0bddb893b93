import io
import json
import tarfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from directory.exchange import backups
from directory.exchange.backups import NotABackupError

DOCUMENT = f"documents/{'ab' * 16}.pdf"
MADE_AT = datetime(2026, 11, 22, 12)  # noqa: DTZ001


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "gathered"
    (folder / "documents").mkdir(parents=True)
    (folder / "directory.db").write_bytes(b"tables")
    (folder / DOCUMENT).write_bytes(b"a letter")
    return folder


@pytest.fixture
def path(tmp_path: Path, folder: Path) -> Path:
    path = tmp_path / "backup.tar.gz"
    with path.open("wb") as file:
        backups.pack(folder, backups.gathered(folder, MADE_AT), file)
    return path


def test_what_was_packed_is_unpacked(path: Path, tmp_path: Path) -> None:
    manifest = backups.unpack(path, tmp_path / "out")

    assert manifest.made_at == MADE_AT
    assert list(manifest.files) == ["directory.db", DOCUMENT]
    assert (tmp_path / "out" / DOCUMENT).read_bytes() == b"a letter"
    assert (tmp_path / "out" / "directory.db").stat().st_mode & 0o077 == 0


def torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def something_else(path: Path) -> None:
    path.write_bytes(b"PK and so on")


def changed(path: Path) -> None:
    """A letter in a document is another, and its list does not know."""
    with tarfile.open(path) as archive:
        opened = [(member.name, archive.extractfile(member)) for member in archive]
        contents = [(name, file.read()) for name, file in opened if file]
    write(path, [(name, each.replace(b"a letter", b"a latter")) for name, each in contents])


def lacking(path: Path) -> None:
    write(path, [("backup.json", listed({"directory.db": "0"}))])


def climbing(path: Path) -> None:
    write(path, [("backup.json", listed({"../out": ""})), ("../out", b"")])


def newer(path: Path) -> None:
    write(path, [("backup.json", listed({}, format_=2))])


def without_a_list(path: Path) -> None:
    write(path, [("directory.db", b"")])


def with_a_torn_list(path: Path) -> None:
    write(path, [("backup.json", b"{")])


def listed(files: dict[str, str], format_: int = 1) -> bytes:
    told = {"format": format_, "made_at": MADE_AT.isoformat(), "files": files}
    return json.dumps(told).encode()


def write(path: Path, contents: list[tuple[str, bytes]]) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in contents:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (torn, "not a whole one"),
        (something_else, "is no backup"),
        (changed, "does not hold what it held"),
        (lacking, "does not hold what it held"),
        (climbing, "which no backup does"),
        (newer, "newer version"),
        (without_a_list, "no backup of a directory"),
        (with_a_torn_list, "a list of its files that cannot be read"),
    ],
)
def test_what_is_not_whole_is_refused(
    path: Path, tmp_path: Path, spoil: Callable[[Path], None], told: str
) -> None:
    spoil(path)

    with pytest.raises(NotABackupError, match=told):
        backups.unpack(path, tmp_path / "out")
