"""An index as one file, for a node that shall serve before it could have read the whole database.

It says how far it has read the outbox; whoever takes it up reads on from there, and so mends what a
change did to it while it was packed.
"""

import shutil
import tempfile
import time
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from directory.search import card_file, journal, position
from directory.search.text import files, generations
from directory.search.text.errors import IndexBusyError, IndexDamagedError
from directory.search.text.index import TextIndex

PARTS = ("columns", "text", card_file.NAME)
TRIES, SECONDS_BETWEEN_TRIES = 200, 0.05


def pack(root: Path, file: Path) -> int:
    """Write the current index of the folder to the file. Return how far it has read.

    Raises IndexDamagedError where there is none, IndexBusyError while it never stands still.
    """
    with tempfile.TemporaryDirectory(prefix="packing-", dir=root) as name:
        folder = Path(name) / "index"
        _hold_still(root, folder)
        draft = file.with_name(f"{file.name}.part")
        with ZipFile(draft, "w") as archive:
            for path in filter(Path.is_file, folder.rglob("*")):
                archive.write(path, path.relative_to(folder))
        draft.replace(file)
        return int((folder / position.NAME).read_text())


def unpack(file: Path, root: Path) -> int:
    """Put the index of the file in the place of the current one. Return how far it has read.

    Raises IndexDamagedError where the file is none.
    """
    with generations.building(root) as folder:
        try:
            with ZipFile(file) as archive:  # which writes nowhere but below this folder
                archive.extractall(folder)
            if not all((folder / part).exists() for part in PARTS):
                raise IndexDamagedError(f"{file} holds no search index.")
            return int((folder / position.NAME).read_text())
        except (BadZipFile, OSError, ValueError) as error:
            raise IndexDamagedError(f"{file} holds no search index.") from error


def _hold_still(root: Path, folder: Path) -> None:
    for _ in range(TRIES):
        current = generations.current(root)
        if current is None or not (current / card_file.NAME).exists():
            raise IndexDamagedError(f"There is no search index of this version in {root}.")
        if _links(current, folder):
            return
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(SECONDS_BETWEEN_TRIES)
    raise IndexBusyError(f"The search index in {root} changes all the time.")


def _links(current: Path, folder: Path) -> bool:
    """Name its files once more; no when some of them went away, or came, meanwhile."""
    words = TextIndex(current / "text")
    mark = words.mark()
    try:
        # First how far it has read: what is taken in from here on, the new node reads again.
        folder.mkdir(parents=True)
        shutil.copyfile(current / position.NAME, folder / position.NAME)
        words.share(folder / "text")
        (folder / "columns").mkdir()
        for path in (current / "columns").iterdir():
            files.name_again(path, folder / "columns" / path.name)
        # Both grow in their places. Cards come before what the journal says of them.
        if (current / journal.NAME).exists():
            shutil.copyfile(current / journal.NAME, folder / journal.NAME)
        shutil.copyfile(current / card_file.NAME, folder / card_file.NAME)
    except FileNotFoundError:
        return False
    return words.mark() == mark
