"""Lets a list correct sessions, cost and openings of programs, as `merge_record` does a site."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from directory.domain.listings import Listing, Program
from directory.storage import program_parts, said
from directory.storage.restating import Programs
from directory.storage.said import Parts, Said


@dataclass(frozen=True, kw_only=True, slots=True)
class Corrected:
    """What a list says of a site now, and what it said before."""

    provider_id: int
    listing: Listing
    before: Said | None

    @property
    def care(self) -> set[str]:
        """The programs of which it says or said more than facts; most lists say no more."""
        now = {program.care or "" for program in self.listing.programs if said.of_program(program)}
        return now | set(said.programs(self.before))


def merge_programs(session: Session, sites: Sequence[Corrected], programs: Programs) -> None:
    wanted = {
        programs[one.provider_id, care]: (one, care)
        for one in sites
        for care in one.care
        if (one.provider_id, care) in programs
    }
    if not wanted:
        return
    there = program_parts.of(session, wanted)
    merged = {
        id_: merge_program(
            there[id_], _named(one.listing, care), said.programs(one.before).get(care, {})
        )
        for id_, (one, care) in wanted.items()
    }
    program_parts.save(session, {id_: one for id_, one in merged.items() if one != there[id_]})


def merge_program(program: Program, new: Program, before: Parts) -> Program:
    """A part follows the list where it is empty, or still as the list said before."""
    now, told = said.of_program(program), said.of_program(new)
    follows = {
        part: getattr(new, part)
        for part in {*now, *told, *before}
        if part not in now or now[part] == before.get(part)
    }
    return replace(program, **follows)


def _named(listing: Listing, care: str) -> Program:
    same = (program for program in listing.programs if (program.care or "") == care)
    return next(same, Program(care=care or None))
