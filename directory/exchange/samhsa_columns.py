"""What the columns of SAMHSA's lists are called, in all of their formats."""

from typing import Protocol

from directory.exchange.sites import Told

PRESCRIBER = "BUPREN"  # a kind of facility
NO_PROGRAM = "an individual prescriber and not a program"
INTAKE = ("intake1", "intake2", "intake1a", "intake2a")
PHONES = (
    ("main", "phone"),
    *(("intake", column) for column in INTAKE),
    *(("hotline", "hotline1"), ("hotline", "hotline2")),
)


class Row(Protocol):
    def __getitem__(self, column: str, /) -> str:
        """The tidy text, empty where the list has no such column."""


def told(row: Row) -> Told:
    return Told(
        name=row["name1"],
        name2=row["name2"],
        street=row["street1"],
        street2=row["street2"],
        city=row["city"],
        state=row["state"],
        zip=row["zip"],
        county=row["county"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        website=row["website"],
        phones=tuple((kind, row[column]) for kind, column in PHONES),
    )
