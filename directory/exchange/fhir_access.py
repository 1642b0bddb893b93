"""Who may come, and how: Plan-Net's extensions for new patients and for the way of delivery."""

from collections.abc import Iterable, Iterator
from datetime import date

from directory.domain.listings import Openings, Program
from directory.domain.vocabulary import Facet, Selection
from directory.exchange import fhir_parts as parts
from directory.exchange.fhir_parts import PLAN_NET, Resource, coding

ACCEPTING = {
    "yes": coding(f"{PLAN_NET}/CodeSystem/AcceptingPatientsCS", "newpt", "Accepting"),
    "waitlist": coding(f"{PLAN_NET}/CodeSystem/AcceptingPatientsCS", "newpt", "Accepting"),
    "no": coding(f"{PLAN_NET}/CodeSystem/AcceptingPatientsCS", "nopt", "Not Accepting"),
}
PHYSICAL = coding(f"{PLAN_NET}/CodeSystem/DeliveryMethodCS", "physical", "Physical")
VIRTUAL = coding(f"{PLAN_NET}/CodeSystem/DeliveryMethodCS", "virtual", "Virtual")
DELIVERY = {"in-person": (PHYSICAL,), "online": (VIRTUAL,), "hybrid": (PHYSICAL, VIRTUAL)}


def new_patients(told: Openings, today: date) -> Iterator[Resource]:
    """Nothing where the answer may be over: its day stands in the details of the service."""
    if told.answer not in ACCEPTING or not told.hold(today):
        return
    accepting = {
        "url": "acceptingPatients",
        "valueCodeableConcept": {"coding": [ACCEPTING[told.answer]]},
    }
    waiting = [{"url": "characteristics", "valueString": _waiting(told)}]
    more = waiting if told.answer == "waitlist" else []
    yield {"url": parts.profile("newpatients"), "extension": [accepting, *more]}


def _waiting(told: Openings) -> str:
    days = "" if told.wait_days is None else f", about {told.wait_days} days"
    since = f", as reported on {told.reported_on.isoformat()}" if told.reported_on else ""
    return f"By a waiting list{days}{since}."


def delivery(program: Program, holds: Iterable[Selection]) -> Iterator[Resource]:
    """Stated, or seen from the sessions."""
    formats = {about.slug for about in holds if about.facet is Facet.FORMAT}
    formats |= {held.format for held in program.sessions}
    methods = {one["code"]: one for slug in sorted(formats) for one in DELIVERY.get(slug, ())}
    for _, method in sorted(methods.items()):
        told = {"url": "type", "valueCodeableConcept": {"coding": [method]}}
        yield {"url": parts.profile("delivery-method"), "extension": [told]}
