"""Makes the smallest valid listing; a test names only what it is about."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import count

from directory.context import Held
from directory.domain.facts import Answer, Source, SourceKind, Statement
from directory.domain.listings import Address, Listing, Phone, Program
from directory.domain.places import Point, Precision
from directory.domain.vocabulary import Facet, Selection
from directory.services.rebuild_index import rebuild_index
from directory.storage import keeping, listings

NUMBERS = count(1)
REPORTED_ON = date(2026, 3, 31)
SOURCE = Source(
    slug="county-list",
    name="County list 2026",
    kind=SourceKind.PUBLIC,
    publisher="Some County",
    url="https://county.example/list",
    published_on=REPORTED_ON,
)
PEORIA = Address(
    street="100 Main Street",
    city="Peoria",
    state="IL",
    zip="61602",
    county="Peoria",
    point=Point(40.6936, -89.589),
    precision=Precision.ZIP,
)


def said(facet: str, slug: str, answer: Answer = Answer.YES) -> Statement:
    about = Selection(Facet(facet), slug)
    return Statement(about=about, answer=answer, source=SOURCE, reported_on=REPORTED_ON)


def program(
    care: str | None = "intensive-outpatient", *more: Statement, **fields: object
) -> Program:
    own = (said("care", care), *more) if care else more
    return replace(Program(care=care, statements=own), **fields)  # type: ignore[arg-type]


def listing(name: str = "Harbor House", **fields: object) -> Listing:
    whole = Listing(
        name=name,
        slug=f"{name.lower().replace(' ', '-')}-{next(NUMBERS)}",
        address=PEORIA,
        phones=(Phone(kind="main", number="+13095550100"),),
        programs=(program(),),
        confirmed_on=REPORTED_ON,
    )
    return replace(whole, **fields)  # type: ignore[arg-type]


class Make:
    """Keeps listings in the real database and, unless no page searches them, the real index."""

    def __init__(self, held: Held, *, indexed: bool = True) -> None:
        self._held = held
        self._indexed = indexed

    def listing(self, name: str = "Harbor House", **fields: object) -> Listing:
        return self.listings([listing(name, **fields)])[0]

    def listings(self, wanted: Iterable[Listing]) -> Sequence[Listing]:
        with self._held.database.writing() as session:
            ids = keeping.add(session, wanted)
            session.commit()
        with self._held.database.reading() as session:
            if self._indexed:
                rebuild_index(session, self._held.engine)
            return listings.by_ids(session, ids)
