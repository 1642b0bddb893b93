"""Measure search beside other engines: the same sites, questions and answers, in one run."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from benchmarks import engines, table
from benchmarks.bench import Bench
from benchmarks.timing import Row

HERE = Path(__file__).parent


@click.command()
@click.option("--sizes", envvar="BENCH_SIZES", default="20000,100000", help="Sites, by comma.")
@click.option("--questions", default=60, show_default=True, help="Of each kind.")
@click.option("--stock-up-to", default=20_000, show_default=True, help="Whoosh's own index.")
@click.option("--pages-up-to", default=20_000, show_default=True, help="Pages and Datasette.")
@click.option("--sql-up-to", default=100_000, show_default=True, help="SQLite, both ways.")
def main(sizes: str, questions: int, stock_up_to: int, pages_up_to: int, sql_up_to: int) -> None:
    """Print a table and write benchmarks/results.json."""
    rows: list[Row] = []
    for size in map(int, sizes.split(",")):
        most = {"whoosh": stock_up_to, "fts5": sql_up_to, "fts5-tuned": sql_up_to}
        others = [name for name in engines.OTHERS if size <= most.get(name, size)]
        bench = Bench(size, questions, others, HERE / "indexes")
        for row in _measured(bench, pages=size <= pages_up_to):
            rows.append(row)
            print(f"{size} {row.job} {row.engine} {row.p50_ms} ms ({row.p95_ms})", flush=True)
            (HERE / "results.json").write_text(_as_json(rows))
    print(table.of(rows))


def _measured(bench: Bench, *, pages: bool) -> Iterator[Row]:
    yield from bench.build()
    yield from bench.ask()
    if pages:
        yield from bench.pages()
    yield from bench.change()


def _as_json(rows: list[Row]) -> str:
    told = [
        {name: value for name, value in asdict(row).items() if value is not None} for row in rows
    ]
    return json.dumps(told, indent=1) + "\n"


if __name__ == "__main__":
    main()
