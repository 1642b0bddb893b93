"""Marks to send to a server, and all that it has put anywhere: files with and without a name."""

import gzip
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.cli.running import Running


@dataclass(frozen=True)
class Leftovers:
    """`folder` holds the instance, and is home and temporary folder of the server too."""

    server: Running
    folder: Path

    def matching(self, pattern: str) -> Counter[tuple[str, str]]:
        """How often each text is found in each place, in whatever case it is written."""
        wanted = re.compile(pattern.lower().encode())
        return Counter(
            (found.decode(), place)
            for place, content in self._all()
            for found in wanted.findall(content.lower())
        )

    def _all(self) -> Iterator[tuple[str, bytes]]:
        for path in self.folder.rglob("*"):
            if path.is_file():
                yield str(path.relative_to(self.folder)), _plain(path)
        if self.server.process.poll() is None:
            _, headers, text = self.server.get("/metrics")
            yield "/metrics", f"{headers}{text}".encode()
            yield from self._open_files()

    def _open_files(self) -> Iterator[tuple[str, bytes]]:
        """What processes of the server write to, though no folder lists it any more."""
        for process in _family(self.server.process.pid):
            for each in Path(f"/proc/{process}/fd").iterdir():
                with suppress(FileNotFoundError):  # closed meanwhile
                    target = str(each.readlink())
                    if each.is_file() and target.endswith("(deleted)"):
                        yield target, each.read_bytes()


class Marks:
    """Words that nobody ever wrote, each given out once."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self._numbers = count(1)

    def fill(self, text: str) -> str:
        return re.sub(r"\{\}", lambda _: self.new(), text)

    def new(self) -> str:
        mark = f"zq{next(self._numbers):04}vyx"
        self.given.append(mark)
        return mark

    def headers(self) -> dict[str, str]:
        lines = ("User-Agent", "Referer", "X-Forwarded-For", "Accept-Language", "X-Request-Id")
        return {
            **{name: self.new() for name in lines},
            "Cookie": f"{self.new()}={self.new()}; session={self.new()}",
            "Authorization": f"Bearer {self.new()}",
        }


def environment(folder: Path) -> dict[str, str]:
    """For a server that can put nothing elsewhere without being seen."""
    temporary = folder / "temporary"
    temporary.mkdir()
    assert tempfile.gettempdir() != str(temporary)
    return {"DIRECTORY_INSTANCE": str(folder), "TMPDIR": str(temporary), "HOME": str(folder)}


def _plain(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))
