"""What becomes of two listings when an editor makes them one; nothing is read or written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from directory.domain.facts import Statement, settled
from directory.domain.listings import Listing, Openings, Plan, Program


class Side(StrEnum):
    KEPT = "kept"
    GONE = "gone"
    BOTH = "both"  # telephones


# The attributes of a listing that are chosen together.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "name2"),
    "address": ("address",),
    "description": ("description",),
    "website": ("website",),
    "benefits_phone": ("benefits_phone",),
    "office_hours": ("office_hours",),
}
PHONES = "phones"
OWN, OUT = "own", "out"
APART = ("id", "care", "name", "statements", "openings")


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """`fields`: whose, by group. `programs`: what becomes of those of the one that goes.

    By its number a program is `own`, `out`, or the number of the one that it becomes part of.
    `dropped`: programs of the kept one that do not stay.
    """

    fields: Mapping[str, Side] = field(default_factory=dict)
    programs: Mapping[int, str] = field(default_factory=dict)
    dropped: frozenset[int] = frozenset()
    organization: Side = Side.KEPT
    all_members: bool = False  # those of the other organization join
    shows_street: bool = False  # though one of the two keeps it private

    @property
    def moved(self) -> list[int]:
        """The programs that go on by themselves."""
        return [id_ for id_, becomes in self.programs.items() if becomes == OWN]

    @property
    def joined(self) -> dict[int, int]:
        """The programs that become part of another."""
        return {id_: int(one) for id_, one in self.programs.items() if one not in (OWN, OUT)}


def suggested(kept: Listing, gone: Listing) -> Choice:
    """What the kept one leaves empty comes from the other; programs of one level become one."""
    levels = {program.care: program.id for program in kept.programs}
    return Choice(
        fields={
            **{name: _fuller(kept, gone, parts) for name, parts in GROUPS.items()},
            PHONES: Side.BOTH,
        },
        programs={
            one.id: str(levels[one.care]) if one.care in levels else OWN for one in gone.programs
        },
    )


def merged(kept: Listing, gone: Listing, choice: Choice) -> Listing:
    sides = {Side.KEPT: kept, Side.GONE: gone}
    chosen: dict[str, Any] = {
        part: getattr(sides[choice.fields.get(name, Side.KEPT)], part)
        for name, parts in GROUPS.items()
        for part in parts
    }
    phones = {Side.BOTH: {one.number: one for one in (*gone.phones, *kept.phones)}}
    side = choice.fields.get(PHONES, Side.BOTH)
    lines = phones[side].values() if side in phones else sides[side].phones
    order = [one.number for one in (*kept.phones, *gone.phones)]
    hidden = private(kept, gone) and not choice.shows_street
    return replace(
        kept,
        **chosen | {"address": replace(chosen["address"], confidential=hidden)},
        phones=tuple(sorted(lines, key=lambda one: order.index(one.number))),
        statements=united((*kept.statements, *gone.statements)),
        plans=_plans((*kept.plans, *gone.plans)),
        programs=tuple(_programs(kept, gone, choice)),
        confirmed_on=_latest(kept.confirmed_on, gone.confirmed_on),
        gone_since=_last_named(kept, gone),
    )


def private(kept: Listing, gone: Listing) -> bool:
    """Whether one of them keeps its address private: then so do both, once they are one."""
    return kept.address.confidential or gone.address.confidential


def united(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """One a term and source: what it said last."""
    grouped: dict[tuple[object, str], list[Statement]] = {}
    for each in statements:
        grouped.setdefault((each.about, each.source.slug), []).append(each)
    return tuple(settled(those) for those in grouped.values())


def _programs(kept: Listing, gone: Listing, choice: Choice) -> Iterator[Program]:
    for program in kept.programs:
        if program.id not in choice.dropped:
            parts = (one for one in gone.programs if choice.joined.get(one.id) == program.id)
            for one in parts:
                program = _joined(program, one)
            yield program
    yield from (one for one in gone.programs if one.id in choice.moved)


def _joined(program: Program, other: Program) -> Program:
    """What the first leaves empty comes from the other; the later word on openings counts."""
    filled: dict[str, Any] = {
        part.name: getattr(program, part.name) or getattr(other, part.name)
        for part in fields(Program)
        if part.name not in APART
    }
    return replace(
        program,
        **filled,
        name=program.name or other.name,
        openings=max(program.openings, other.openings, key=_said),
        statements=united((*program.statements, *other.statements)),
    )


def _said(openings: Openings) -> tuple[bool, date]:
    return bool(openings.answer), openings.reported_on or date.min


def _plans(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """One an insurer, kind and source: the first."""
    found: dict[tuple[str, str, str], Plan] = {}
    for plan in plans:
        found.setdefault((plan.insurer, plan.kind, plan.source.slug), plan)
    return tuple(found.values())


def _fuller(kept: Listing, gone: Listing, parts: tuple[str, ...]) -> Side:
    empty = not any(getattr(kept, part) for part in parts)
    return Side.GONE if empty and any(getattr(gone, part) for part in parts) else Side.KEPT


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def _last_named(kept: Listing, gone: Listing) -> date | None:
    """The day since which nobody names either of them."""
    return (
        _latest(kept.gone_since, gone.gone_since) if kept.gone_since and gone.gone_since else None
    )
