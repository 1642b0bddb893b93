"""The results as a table for people: a line a job, a column an engine, median (95th percentile)."""

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.timing import Row


def of(rows: Iterable[Row]) -> str:
    by_size: dict[int, list[Row]] = {}
    for row in rows:
        by_size.setdefault(row.size, []).append(row)
    return "\n".join(line for size, these in by_size.items() for line in _lines(size, these))


def _lines(size: int, rows: Sequence[Row]) -> Iterator[str]:
    engines = list(dict.fromkeys(row.engine for row in rows))
    cells = {(row.job, row.engine): f"{row.p50_ms:.4g} ({row.p95_ms:.4g})" for row in rows}
    memory = {row.engine: f"{row.memory_mb:.0f} MB" for row in rows if row.memory_mb is not None}
    yield f"\n{size:,} sites, milliseconds\n"
    yield _line("", engines)
    for job in dict.fromkeys(row.job for row in rows):
        yield _line(job, [cells.get((job, engine), "") for engine in engines])
    yield _line("memory", [memory.get(engine, "") for engine in engines])


def _line(name: str, cells: Sequence[str]) -> str:
    return "".join([f"{name:16}", *(f"{cell:>24}" for cell in cells)])
