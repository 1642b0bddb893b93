"""What a long trial has to tell: one line of the table in docs/reliability.md."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    what: str
    count: int
    faults: tuple[str, ...]  # a sentence each; the first few are printed
    seen: str  # what was measured
    bound: str  # what must hold

    def __str__(self) -> str:
        """As a line of the table, and below it what went wrong."""
        line = f"| {self.what} | {self.count:,} | {len(self.faults)} | {self.seen} | {self.bound} |"
        return "\n".join((line, *self.faults[:20]))


def memory_of(process: int) -> float:
    """Megabytes that another process holds now; 0 where it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    held = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")]
    return int(held[0]) * 1024 / 1_000_000 if held else 0.0
