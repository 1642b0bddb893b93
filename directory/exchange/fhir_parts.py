"""What FHIR resources have in common: names of profiles and code systems, references, concepts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self

from directory.domain import phones_to_call
from directory.domain.codings import Coding
from directory.domain.facts import Answer
from directory.domain.listings import Address, Listing, Program
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.exchange.fhir_codes import Codes
from directory.exchange.hsds_objects import known, sentence, web_address
from directory.exchange.hsds_services import DEMONSTRATION

Resource = dict[str, Any]

FHIR_VERSION = "4.0.1"
PATH = "/api/fhir"
PLAN_NET = "http://hl7.org/fhir/us/davinci-pdex-plan-net"
NUCC = "http://nucc.org/provider-taxonomy"
SERVICE_TYPES = "http://terminology.hl7.org/CodeSystem/service-type"
PLACES = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
CATEGORIES = f"{PLAN_NET}/CodeSystem/HealthcareServiceCategoryCS"
ORGANIZATION_TYPES = f"{PLAN_NET}/CodeSystem/OrgTypeCS"
LANGUAGES = "urn:ietf:bcp:47"
MADE_UP = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason",
    "code": "HTEST",
    "display": "test health data",
}
BEHAVIORAL = Coding(code="behav", display="Behavioral Health", care=frozenset())
FACILITY = Coding(code="fac", display="Facility", care=frozenset())
COUNTRY = "US"
AREA = "US-"  # begins the id of a state, after ISO 3166-2


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaker:
    """What every resource is made with. `base` is this directory's own FHIR address.

    Keeps the concepts it has made: a page of programs names the same terms some thousand times.
    """

    base: str
    site: str
    vocabulary: Vocabulary
    codes: Codes
    levels: Mapping[str, str]  # labels of the levels of care
    today: date
    _made: dict[tuple[Selection, str], Resource] = field(default_factory=dict)

    @classmethod
    def at(cls, site: str, vocabulary: Vocabulary, codes: Codes, today: date) -> Self:
        levels = {term.slug: term.label for term in vocabulary.of_facet(Facet.CARE)}
        return cls(
            base=site + PATH,
            site=site,
            vocabulary=vocabulary,
            codes=codes,
            levels=levels,
            today=today,
        )

    def system(self, facet: Facet) -> str:
        """The name of a facet as a code system; it can be read there."""
        return f"{self.base}/CodeSystem/{facet.value}"

    def term(self, about: Selection, text: str = "") -> Resource:
        made = self._made.get((about, text))
        if made is None:
            label = self.vocabulary.terms[about].label
            own = coding(self.system(about.facet), about.slug, label)
            made = known(coding=[own], text=text if text != label else "")
            self._made[about, text] = made
        return made

    def ordered(self, abouts: Iterable[Selection]) -> list[Selection]:
        held = set(abouts)
        return [about for about in self.vocabulary.terms if about in held]

    def page(self, listing: Listing) -> str:
        return f"{self.site}/providers/{listing.slug}"


def coding(system: str, code: str, display: str = "") -> Resource:
    return known(system=system, code=code, display=display)


def concept(system: str, of: Coding) -> Resource:
    return {"coding": [coding(system, of.code, of.display)]}


def profile(name: str) -> str:
    return f"{PLAN_NET}/StructureDefinition/{name}"


def reference(kind: str, id_: int | str, display: str = "") -> Resource:
    return known(reference=f"{kind}/{id_}", display=display)


def area_id(state: str) -> str:
    return f"{AREA}{state}"


def meta(profile_name: str, listing: Listing) -> Resource:
    return known(
        lastUpdated=instant(listing.changed_at) if listing.changed_at else None,
        profile=[profile(profile_name)],
        security=[MADE_UP] if listing.demonstration else [],
    )


def instant(at: datetime) -> str:
    """Of a time in UTC without a zone."""
    return f"{at.isoformat(timespec='milliseconds')}Z"


def caution(listing: Listing) -> str:
    """What has to be known before anything else is believed."""
    gone = listing.gone_since
    return sentence(
        DEMONSTRATION if listing.demonstration else "",
        f"None of the lists it was in has named it since {gone.isoformat()}" if gone else "",
    )


def identifiers(listing: Listing, speaker: Speaker) -> list[Resource]:
    """The address of its page, which redirects should it ever change."""
    return [{"system": "urn:ietf:rfc:3986", "value": speaker.page(listing)}]


def telecom(listing: Listing) -> list[Resource]:
    """How to reach a place, first what is best to call first."""
    ordered = phones_to_call.in_order(listing.phones)
    ranked = [line(phone.number) | {"rank": rank} for rank, phone in enumerate(ordered, start=1)]
    return [*ranked, *_website(listing)]


def line(number: str) -> Resource:
    return {"system": "phone", "value": number.replace(";ext=", " ext. "), "use": "work"}


def _website(listing: Listing) -> Iterator[Resource]:
    if address := web_address(listing.website):
        yield {"system": "url", "value": address, "use": "work"}


def postal(address: Address) -> Resource:
    """What may be known of an address; where that is little, why."""
    shown = address.public
    return known(
        use="work",
        type="physical",
        text="The address is confidential." if shown.confidential else "",
        line=[line for line in (shown.street, shown.street2) if line],
        city=shown.city,
        district=shown.county,
        state=shown.state,
        postalCode=shown.zip,
        country=COUNTRY,
    )


def holding(listing: Listing, program: Program) -> list[Selection]:
    """What holds for a program, as far as anybody said."""
    return [said.about for said in listing.settled_for(program) if said.answer is Answer.YES]
