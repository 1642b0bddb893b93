"""Templates as the machine reads them, kept from one start to the next."""

from contextlib import suppress
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class Compiled(FileSystemBytecodeCache):
    """What cannot be kept, as on a full disk, is made again at the next start."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), "%s.cache")

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            Path(self.directory).mkdir(mode=0o700, exist_ok=True)
            super().dump_bytecode(bucket)
