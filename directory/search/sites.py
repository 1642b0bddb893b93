"""A listing reduced to what the columns hold: what programs answer, where it is, when it meets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from directory.domain.facts import Answer, Statement, settled
from directory.domain.listings import Address, Listing, Plan, Program
from directory.domain.schedule import Session, times_of_day, tracks
from directory.domain.vocabulary import Facet, Selection
from directory.search import openings
from directory.search.card_file import NOWHERE, Place
from directory.search.headings import Headings

NAME_BYTES = 48
WEEK = 7 * 24 * 60

Answers = dict[Selection, Answer]
Track = tuple[tuple[int, int], ...]  # minutes of the week; an end may lie in the next week


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """`yes` holds parents of what is said and payer classes that an insurer implies."""

    id: int
    yes: tuple[int, ...]
    no: tuple[int, ...]
    unnamed: tuple[int, ...]  # payer classes taken without saying which insurers
    hours: float | None
    opening: int
    opening_said: int  # day number of that answer, 0 where there is none or nobody dates it
    wait: int | None
    tracks: tuple[Track, ...]
    serves: tuple[str, ...]  # states whose residents may attend online


@dataclass(frozen=True, slots=True)
class SiteFacts:
    id: int
    name: bytes
    latitude: float | None
    longitude: float | None
    regions: tuple[str, str, str, str]  # state, county, city, ZIP
    confirmed: int  # day number, 0 for not known
    leaves: int  # day number from which only who asks for it sees it, 0 for never
    programs: tuple[ProgramFacts, ...]
    made_up: bool = False
    card: Place = NOWHERE  # in the file of cards


def of(listing: Listing, headings: Headings) -> SiteFacts:
    point = listing.address.shown_point
    inherited = _settled(listing.statements)
    programs = listing.programs or (Program(care=None),)
    return SiteFacts(
        id=listing.id,
        name=name_key(listing),
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        regions=regions(listing.address),
        confirmed=openings.day_number(listing.confirmed_on),
        leaves=openings.day_number(listing.leaves_on),
        programs=tuple(_program(listing, one, inherited, headings) for one in programs),
        made_up=listing.demonstration,
    )


def name_key(listing: Listing) -> bytes:
    """What ties are broken by before the id: the start of the name, without regard to case."""
    return listing.full_name.casefold().encode()[:NAME_BYTES]


def regions(address: Address) -> tuple[str, str, str, str]:
    """By which places it is found; a hidden site's county and ZIP may be less than its city."""
    address = address.public
    return (
        state_key(address.state),
        county_key(address.state, address.county),
        city_key(address.state, address.city),
        zip_key(address.zip),
    )


def state_key(state: str) -> str:
    return f"state:{state.upper()}" if state else ""


def county_key(state: str, county: str) -> str:
    bare = county.casefold().removesuffix(" county").strip()
    return f"county:{state.upper()}:{bare}" if bare else ""


def city_key(state: str, city: str) -> str:
    return f"city:{state.upper()}:{city.casefold().strip()}" if city else ""


def zip_key(code: str) -> str:
    return f"zip:{code[:5]}" if code else ""


def answers(listing: Listing, program: Program) -> Answers:
    """What the listing says of a program, with what follows from care, plans and sessions."""
    return _answers(listing, program, _settled(listing.statements))


def _answers(listing: Listing, program: Program, inherited: Answers) -> Answers:
    said = inherited | _settled(program.statements)
    if program.care:
        said.setdefault(Selection(Facet.CARE, program.care), Answer.YES)
    for plan in listing.plans:
        said[Selection(Facet.INSURANCE, plan.insurer)] = Answer.YES
    if program.sessions:
        times = times_of_day(program.sessions)
        for slug in ("morning", "afternoon", "evening", "weekend"):
            said[Selection(Facet.WHEN, slug)] = Answer.YES if slug in times else Answer.NO
    return said


def _settled(statements: Iterable[Statement]) -> Answers:
    first: dict[Selection, Statement] = {}
    for statement in statements:
        other = first.get(statement.about)
        first[statement.about] = settled((other, statement)) if other else statement
    return {about: statement.answer for about, statement in first.items()}


def _program(
    listing: Listing, program: Program, inherited: Answers, headings: Headings
) -> ProgramFacts:
    said = _answers(listing, program, inherited)
    numbers = headings.numbers
    known = [(numbers[about], word) for about, word in said.items() if about in numbers]
    direct = {number for number, word in known if word is Answer.YES}
    named = _classes_named(direct, listing.plans, headings)
    yes = {above for number in direct | named for above in headings.lineages[number]}
    opening = openings.Opening.of(program.openings)
    return ProgramFacts(
        id=program.id,
        yes=tuple(sorted(yes)),
        no=tuple(sorted({number for number, word in known if word is Answer.NO} - yes)),
        unnamed=tuple(sorted((yes & set(headings.classes.values())) - named)),
        hours=program.hours_a_week,
        opening=opening.rank,
        opening_said=opening.day,
        wait=opening.wait,
        tracks=weekly(program.sessions),
        serves=_serves(program, said),
    )


def _classes_named(taken: set[int], plans: tuple[Plan, ...], headings: Headings) -> set[int]:
    """The payer classes that the insurers taken imply, by the kind of a plan where it is known."""
    kinds: dict[int | None, list[str]] = {}
    for plan in plans:
        insurer = headings.numbers.get(Selection(Facet.INSURANCE, plan.insurer))
        kinds.setdefault(insurer, []).append(plan.kind)
    return {
        _class_of(insurer, kind, headings)
        for insurer in taken & headings.classes.keys()
        for kind in kinds.get(insurer, [""])
    }


def _class_of(insurer: int, kind: str, headings: Headings) -> int:
    for payer in ("medicaid", "medicare"):
        number = headings.numbers.get(Selection(Facet.INSURANCE, payer))
        if number is not None and payer in kind.casefold():
            return number
    return headings.classes[insurer]


_ONLINE = (Selection(Facet.FORMAT, "online"), Selection(Facet.FORMAT, "hybrid"))


def _serves(program: Program, said: Mapping[Selection, Answer]) -> tuple[str, ...]:
    if not any(said.get(form) is Answer.YES for form in _ONLINE):
        return ()
    return tuple(sorted({state.upper() for state in program.states_served}))


def weekly(sessions: Iterable[Session]) -> tuple[Track, ...]:
    return tuple(sorted(tuple(sorted(map(_minutes, these))) for these in tracks(sessions).values()))


def _minutes(session: Session) -> tuple[int, int]:
    """A session that ends at or before its start ends on the next day."""
    span = session.span
    start = span.weekday * 24 * 60 + span.start
    end = span.weekday * 24 * 60 + span.end
    return start, end if end > start else end + 24 * 60
