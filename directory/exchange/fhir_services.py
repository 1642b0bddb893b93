"""A program as a Plan-Net HealthcareService."""

from collections.abc import Iterable, Iterator, Mapping

from directory.domain import codings
from directory.domain.listings import Listing, Plan, Program
from directory.domain.vocabulary import Facet, Selection
from directory.exchange import fhir_access as access
from directory.exchange import fhir_parts as parts
from directory.exchange import fhir_times as times
from directory.exchange.fhir_parts import Resource, Speaker, coding
from directory.exchange.hsds_facts import plan_words
from directory.exchange.hsds_languages import CODES as LANGUAGE_CODES
from directory.exchange.hsds_objects import known, sentence
from directory.exchange.hsds_services import amount, entry

CONDITIONS = "http://terminology.hl7.org/CodeSystem/service-provision-conditions"
PRICES = {
    "free": coding(CONDITIONS, "free", "Free"),
    "sliding-scale": coding(CONDITIONS, "disc", "Discounts Available"),
    "payment-assistance": coding(CONDITIONS, "disc", "Discounts Available"),
}
NO_PAYER = frozenset({*PRICES, "self-pay"})
TRAITS = (Facet.THERAPY, Facet.MEDICATION, Facet.FOR, Facet.SUBSTANCE, Facet.SERVICE)


def service(listing: Listing, program: Program, speaker: Speaker) -> Resource:
    """What nobody has said is left out; so is every no, which FHIR has no place for."""
    holds = speaker.ordered(parts.holding(listing, program))
    return known(
        resourceType="HealthcareService",
        id=str(program.id),
        meta=parts.meta("plannet-HealthcareService", listing),
        extension=[
            *access.new_patients(program.openings, speaker.today),
            *access.delivery(program, holds),
        ],
        active=True,
        providedBy=parts.reference("Organization", listing.id, listing.full_name),
        category=[parts.concept(parts.CATEGORIES, parts.BEHAVIORAL)],
        type=list(_types(listing, program, speaker)),
        specialty=_specialties(listing, program, speaker),
        location=[parts.reference("Location", listing.id, listing.full_name)],
        name=title(listing, program, speaker.levels),
        comment=sentence(parts.caution(listing), program.description),
        extraDetails=_details(program),
        telecom=parts.telecom(listing),
        coverageArea=[
            parts.reference("Location", parts.area_id(state)) for state in program.states_served
        ],
        serviceProvisionCode=_prices(holds),
        program=list(_payers(listing, holds, speaker)),
        characteristic=[speaker.term(about) for about in holds if about.facet in TRAITS],
        communication=[_language(about, speaker) for about in holds if _is_spoken(about)],
        availableTime=list(times.of_sessions(program.sessions)),
    )


def title(listing: Listing, program: Program, levels: Mapping[str, str]) -> str:
    """The site's name and what the program is called; searches by name read the same."""
    own = program.name or levels.get(program.care or "", "")
    return f"{listing.full_name}: {own}" if own else listing.full_name


def _types(listing: Listing, program: Program, speaker: Speaker) -> Iterator[Resource]:
    """The level of care in our words, with the codes of the guide's list that mean it."""
    if program.care is None:
        return
    level = speaker.term(Selection(Facet.CARE, program.care))
    theirs = codings.fitting(speaker.codes.service_types, listing, program)
    codes = [coding(parts.SERVICE_TYPES, one.code, one.display) for one in theirs]
    yield {"coding": [*codes, *level["coding"]], "text": level["coding"][0]["display"]}


def _specialties(listing: Listing, program: Program, speaker: Speaker) -> list[Resource]:
    fitting = codings.fitting(speaker.codes.specialties, listing, program)
    return [parts.concept(parts.NUCC, one) for one in fitting]


def _details(program: Program) -> str:
    zone = f"Times are those of {program.time_zone}" if _tells_times(program) else ""
    return sentence(amount(program), entry(program), program.cost, program.copay, zone)


def _tells_times(program: Program) -> bool:
    return bool(program.sessions and program.time_zone)


def _prices(holds: Iterable[Selection]) -> list[Resource]:
    found = {PRICES[about.slug]["code"]: PRICES[about.slug] for about in holds if _is_price(about)}
    return [{"coding": [one]} for one in found.values()]


def _is_price(about: Selection) -> bool:
    return about.slug in PRICES


def _payers(listing: Listing, holds: Iterable[Selection], speaker: Speaker) -> Iterator[Resource]:
    """Insurers and public programs. They are no networks: nobody has told of contracts."""
    plans: dict[Selection, list[Plan]] = {}
    for plan in listing.plans:
        plans.setdefault(Selection(Facet.INSURANCE, plan.insurer), []).append(plan)
    payers = {about for about in holds if about.facet is Facet.INSURANCE} | plans.keys()
    for about in speaker.ordered(payers):
        if about.slug not in NO_PAYER:
            label = speaker.vocabulary.terms[about].label
            words = [plan_words(plan) for plan in plans.get(about, ())] or [""]
            yield from (speaker.term(about, _and(label, told)) for told in words)


def _and(label: str, told: str) -> str:
    return f"{label}, {told}" if told else label


def _is_spoken(about: Selection) -> bool:
    return about.facet is Facet.LANGUAGE


def _language(about: Selection, speaker: Speaker) -> Resource:
    code = LANGUAGE_CODES.get(about.slug)
    label = speaker.vocabulary.terms[about].label
    return known(coding=[coding(parts.LANGUAGES, code)] if code else [], text=label)
