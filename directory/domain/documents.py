"""A listing as a person edits it: keys and plain values, so that any two can be compared.

`name` … `zip` stand for themselves; `phone/main` is a list of numbers; `says/therapy/cbt` is yes or
no; `plan/aetna/PPO` is whether that plan is in the network; `program/12/sessions` belongs to the
program with the number 12, and `program/new-1/care` to one that is new. Nothing empty is in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from directory.domain import hours
from directory.domain.facts import Answer, Statement
from directory.domain.listings import Listing, Plan, Program
from directory.domain.schedule import Session
from directory.domain.vocabulary import Facet, Selection

Document = Mapping[str, object]
Fields = dict[str, object]

PROGRAM, PHONE, SAYS, PLAN = "program", "phone", "says", "plan"
NEW = "new-"  # before the number of a program that the directory does not know yet
LINES = ("main", "intake", "hotline")
SITE_TEXTS = ("name", "name2", "description", "website", "benefits_phone")
ADDRESS_TEXTS = ("street", "street2", "city", "state", "zip")
PROGRAM_VALUES = (
    *("care", "name", "description", "time_zone", "hours_a_week", "days_a_week", "weeks"),
    *("entry", "cost", "copay"),
)
HIDDEN = ("street", "street2", "zip")  # of an address that is kept private, nothing of these
NETWORKS = {True: "in", False: "out", None: "unsaid"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a key is about. `program` is empty for the whole site."""

    program: str
    name: str  # the rest of the key

    @property
    def selection(self) -> Selection | None:
        """The term that it says something of."""
        kind, _, rest = self.name.partition("/")
        facet, _, slug = rest.partition("/")
        return Selection(Facet(facet), slug) if kind == SAYS else None


def subject(key: str) -> Subject:
    kind, _, rest = key.partition("/")
    if kind != PROGRAM:
        return Subject("", key)
    number, _, name = rest.partition("/")
    return Subject(number, name)


def key_of(program: str, name: str) -> str:
    return f"{PROGRAM}/{program}/{name}" if program else name


def of(listing: Listing) -> Document:
    """The settled answers of all sources, as readers see them; a plan that several give is one."""
    found = dict(_site(listing))
    for place, program in enumerate(listing.programs, start=1):
        number = str(program.id) if program.id else f"{NEW}{place}"
        values = _program(program)
        found |= {key_of(number, name): value for name, value in values}
    # No wait at all is an answer, and 0 equals False.
    empty: tuple[object, ...] = (None, "", [])
    return guarded(
        {key: value for key, value in found.items() if value is not False and value not in empty}
    )


def guarded(document: Document) -> dict[str, object]:
    """Without the street of an address that is kept private, whoever typed it."""
    hidden = HIDDEN if document.get("confidential") else ()
    return {key: value for key, value in document.items() if key not in hidden}


def site(document: Document) -> Fields:
    """What is not of a program."""
    return {key: value for key, value in document.items() if not subject(key).program}


def programs(document: Document) -> dict[str, Fields]:
    """By number, in their order; without `program/…/` before the names."""
    found: dict[str, Fields] = {}
    for key, value in document.items():
        about = subject(key)
        if about.program:
            found.setdefault(about.program, {})[about.name] = value
    return found


def new_program(document: Document) -> str:
    """A number for one more program."""
    taken = programs(document)
    return next(each for n in range(1, len(taken) + 2) if (each := f"{NEW}{n}") not in taken)


def _site(listing: Listing) -> Iterator[tuple[str, object]]:
    address = listing.address
    yield from ((name, getattr(listing, name)) for name in SITE_TEXTS)
    yield from ((name, getattr(address, name)) for name in ADDRESS_TEXTS)
    yield "confidential", address.confidential
    yield "office_hours", hours.written(listing.office_hours)
    for line in LINES:
        numbers = [phone.number for phone in listing.phones if phone.kind == line]
        yield f"{PHONE}/{line}", numbers
    yield from _says(
        Listing(name="", statements=listing.statements).settled_for(Program(care=None))
    )
    yield from _plans(listing.plans)


def _plans(plans: Iterable[Plan]) -> Iterator[tuple[str, object]]:
    for plan in sorted(plans, key=lambda each: each.source.kind.value != "provider", reverse=True):
        yield f"{PLAN}/{plan.insurer}/{plan.kind}", NETWORKS[plan.in_network]


def _program(program: Program) -> Iterator[tuple[str, object]]:
    yield from ((name, getattr(program, name)) for name in PROGRAM_VALUES)
    yield "openings", program.openings.answer
    yield "wait_days", program.openings.wait_days
    yield "sessions", [_session(held) for held in program.sessions]
    yield "states", list(program.states_served)
    own = Listing(name="").settled_for(program)
    yield from _says(said for said in own if said.about != _care(program))


def _says(statements: Iterable[Statement]) -> Iterator[tuple[str, object]]:
    for said in statements:
        if said.answer is not Answer.NOT_REPORTED:
            yield f"{SAYS}/{said.about.facet.value}/{said.about.slug}", said.answer.value


def _care(program: Program) -> Selection | None:
    return Selection(Facet.CARE, program.care) if program.care else None


def _session(held: Session) -> list[object]:
    times = (f"{at:%H:%M}" for at in (held.starts_at, held.ends_at))
    return [held.track, held.weekday, *times, held.format]
