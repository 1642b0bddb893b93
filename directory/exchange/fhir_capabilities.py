"""What can be asked in FHIR: the CapabilityStatement, and our facets as code systems."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.domain.vocabulary import Facet, Term
from directory.exchange import fhir_parts as parts
from directory.exchange.fhir_parts import FHIR_VERSION, PLAN_NET, Resource, Speaker
from directory.exchange.hsds_objects import known
from directory.exchange.hsds_taxonomies import TAXONOMIES

# The day that what is said here last changed.
WRITTEN_ON = "2026-11-22"
GUIDE = f"{PLAN_NET}/ImplementationGuide/hl7.fhir.us.davinci-pdex-plan-net"
FORMATS = ("application/fhir+json", "json")
ABOUT = (
    "Programs, places and organizations that treat addiction, as Da Vinci PDEX Plan-Net has them. "
    "Reading is open to everybody, and nothing that is asked is written down."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Searched:
    """A search parameter as the statement lists it."""

    name: str
    type: str
    definition: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Served:
    """A type of resource as it can be read and searched."""

    type: str
    parameters: Sequence[Searched]
    includes: Sequence[str]
    revincludes: Sequence[str]


def statement(served: Iterable[Served], speaker: Speaker, name: str) -> Resource:
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": WRITTEN_ON,
        "kind": "instance",
        "name": "TreatmentDirectory",
        "title": name,
        "implementation": {"description": ABOUT, "url": speaker.base},
        "software": {"name": "treatment-directory"},
        "fhirVersion": FHIR_VERSION,
        "format": list(FORMATS),
        "implementationGuide": [GUIDE],
        "rest": [
            {
                "mode": "server",
                "documentation": ABOUT,
                "resource": [*map(_resource, served), CODE_SYSTEMS],
            }
        ],
    }


def code_system(facet: Facet, speaker: Speaker) -> Resource:
    """A facet of the vocabulary, with its definitions in both languages."""
    title, description = TAXONOMIES[facet]
    terms = speaker.vocabulary.of_facet(facet)
    return {
        "resourceType": "CodeSystem",
        "id": facet.value,
        "url": speaker.system(facet),
        "name": f"Treatment{facet.value.title()}",
        "title": title,
        "status": "active",
        "experimental": False,
        "description": description,
        "caseSensitive": True,
        "content": "complete",
        "count": len(terms),
        "concept": [_concept(term) for term in terms],
    }


CODE_SYSTEMS = {
    "type": "CodeSystem",
    "interaction": [{"code": "read"}],
    "documentation": "This directory's own words: one code system for each facet.",
}


def _resource(served: Served) -> Resource:
    return known(
        type=served.type,
        supportedProfile=[parts.profile(f"plannet-{served.type}")],
        interaction=[{"code": "read"}, {"code": "search-type"}],
        versioning="no-version",
        readHistory=False,
        referencePolicy=["literal", "resolves"],
        searchInclude=list(served.includes),
        searchRevInclude=list(served.revincludes),
        searchParam=[
            {"name": one.name, "definition": one.definition, "type": one.type}
            for one in served.parameters
        ],
    )


def _concept(term: Term) -> Resource:
    return {
        "code": term.slug,
        "display": term.label,
        "definition": term.definition,
        "designation": [{"language": "es", "value": term.label_es}],
    }
