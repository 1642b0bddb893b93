"""Whose turn it is to write the index."""

from directory.context import Held
from directory.storage.duties import FileDuty


class IndexTurn:
    """One process of a machine has it, and one machine alone where all of them search one index."""

    def __init__(self, held: Held) -> None:
        held.settings.index.mkdir(parents=True, exist_ok=True)  # where the index is kept elsewhere
        self._here = FileDuty(held.settings.index / "writer.lock")
        is_shared = held.settings.search != "embedded"
        self._everywhere = held.database.duty("index") if is_shared else None

    def is_of_this_process(self) -> bool:
        """Take it up on this machine or keep it, if no other process has it. Never waits."""
        return self._here.is_mine()

    def is_mine(self) -> bool:
        """The same among all machines."""
        return self.is_of_this_process() and (
            self._everywhere is None or self._everywhere.is_mine()
        )

    def close(self) -> None:
        self._here.close()
        if self._everywhere is not None:
            self._everywhere.close()
