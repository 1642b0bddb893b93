"""Whole listings, one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from directory.domain.facts import Answer, Statement
from directory.domain.listings import Listing, Plan
from directory.domain.places import Place
from directory.domain.vocabulary import Facet, Vocabulary
from directory.exchange.demonstration import levels, naming, sayings, sites, texts
from directory.exchange.demonstration.dice import Dice
from directory.exchange.demonstration.naming import Naming
from directory.exchange.demonstration.payers import Payers
from directory.exchange.demonstration.programs import Circumstances, Programs
from directory.exchange.demonstration.prose import Prose
from directory.exchange.demonstration.sayings import Chances, Sayings
from directory.exchange.demonstration.sites import Sites, Spot

RETICENCES = (0.8, 1.0, 1.0, 1.4, 2.2)
HOUSING = ("recovery-housing",)
DAYS_A_YEAR = 365
RECENCY = 1.7  # above 1: more listings were confirmed lately than long ago


def generate(
    count: int, seed: int, vocabulary: Vocabulary, places: Sequence[Place], today: date
) -> Iterator[Listing]:
    """Make `count` listings. The first of them do not depend on how many follow.

    `places` are ZIPs with their cities, of which one with more ZIPs gets more sites; and the cities
    themselves, in whose middle confidential sites are put.
    """
    inventor = Inventor(vocabulary, places, today)
    dice = Dice()
    for number in range(count):
        dice.throw_for(seed, number)
        yield inventor.listing(dice, number)


class Inventor:
    def __init__(self, vocabulary: Vocabulary, places: Sequence[Place], today: date) -> None:
        said = Sayings()
        self._sayings = said
        self._sites = Sites(places)
        self._prose = Prose()
        self._naming = Naming(self._prose.proper_names)
        self._programs = Programs(vocabulary, said, self._prose, self._naming)
        self._combinations = levels.combinations(vocabulary)
        self._facts = Chances(sayings.site_odds(vocabulary), said)
        self._payer_classes = Chances(sayings.payer_odds(vocabulary), said)
        self._payers = Payers(vocabulary, said)
        self._owners = sayings.owners(vocabulary)
        self._confidential: int = texts.read("programs")["confidential"]
        self._days = [today - timedelta(days=ago) for ago in range(DAYS_A_YEAR + 1)]

    def listing(self, dice: Dice, number: int) -> Listing:
        spot = self._sites.spot(dice, number)
        care = self._combinations.draw(dice)
        at = self._circumstances(dice, spot, care)
        name = self._naming.site(dice, spot.city, house=care == HOUSING)
        slug = naming.slug(name, spot.state.code, number)
        plans, paid = self._paid(dice, at, insured=care != HOUSING)
        phones, benefits_phone = sites.phones(dice, spot.state)
        listing = Listing(
            name=name,
            name2=self._naming.branch(dice),
            slug=slug,
            description=self._prose.about_site(dice, spot.city) if dice.chance(92) else "",
            website=naming.website(dice, slug),
            address=self._sites.address(dice, spot, confidential=at.shelter),
            phones=phones,
            statements=(*self._statements(dice, at), *paid),
            plans=plans,
            programs=tuple([self._programs.program(dice, level, at) for level in care]),
            benefits_phone=benefits_phone,
            demonstration=True,
        )
        return replace(listing, confirmed_on=_last_word(listing, at.confirmed_on))

    def _circumstances(self, dice: Dice, spot: Spot, care: tuple[str, ...]) -> Circumstances:
        return Circumstances(
            state=spot.state,
            time_zone=spot.state.time_zone_at(spot.point),
            today=self._days[0],
            confirmed_on=self._days[int(len(self._days) * dice.random() ** RECENCY)],
            reticence=dice.one(RETICENCES),
            shelter=care == HOUSING and dice.chance(self._confidential),
        )

    def _statements(self, dice: Dice, at: Circumstances) -> list[Statement]:
        said = self._facts.draw(dice, at.confirmed_on, at.reticence)
        owner = self._owners.draw(dice)
        if owner != sayings.NOT_REPORTED:
            said.append(self._sayings.yes(Facet.OWNERSHIP, owner, at.confirmed_on))
        return said

    def _paid(
        self, dice: Dice, at: Circumstances, *, insured: bool
    ) -> tuple[tuple[Plan, ...], list[Statement]]:
        on = at.confirmed_on
        said = self._payer_classes.draw(dice, on, at.reticence)
        if not insured:
            return (), said
        accepted = {one.about.slug for one in said if one.answer is Answer.YES}
        plans, named = self._payers.draw(dice, on, at.state.code, accepted)
        return tuple(plans), said + named


def _last_word(listing: Listing, confirmed_on: date) -> date:
    """Who tells of openings confirms that the place is there."""
    told = (program.openings.reported_on for program in listing.programs)
    return max([confirmed_on, *filter(None, told)])
