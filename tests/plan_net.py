"""Reads FHIR resources as strictly as can be done without a terminology server.

Structure and types are the library's to judge; codes that the standard fixes, the rules of
Plan-Net's profiles and that nothing is empty are checked here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, cast

from pydantic import BaseModel

Resource = Mapping[str, Any]

GUIDE = "http://hl7.org/fhir/us/davinci-pdex-plan-net"
NUCC = "http://nucc.org/provider-taxonomy"
KNOWN_BESIDE = ("4.0.1", "application/fhir+json")  # the library lists its own version, and no types
# Of its value set of non-individual specialties, those that a place of treatment may have.
SPECIALTIES = {
    *("251S00000X", "261QM0801X", "261QM0850X", "261QM0855X", "261QM2800X", "261QR0405X"),
    *("273R00000X", "276400000X", "283Q00000X", "320800000X", "323P00000X", "324500000X"),
    *("3245S0500X",),
}
SERVICE_TYPES = {"105", "106", "108", "111", "317", "552"}
ORGANIZATION_TYPES = {"fac", "prvgrp", "payer", "atyprv", "bus"}
ACCEPTING = {"nopt", "newpt", "existptonly", "existptfam"}
DELIVERY = {"virtual", "physical"}


def check(resource: Resource) -> None:
    """Fails where the resource is no FHIR R4, or not what its Plan-Net profile asks for."""
    kind = resource["resourceType"]
    model = _model(kind).model_validate(resource)
    assert list(_unknown_codes(model)) == []
    assert list(_empty(resource, kind)) == []
    if kind in RULES and "meta" in resource:
        assert f"{GUIDE}/StructureDefinition/plannet-{kind}" in resource["meta"]["profile"]
        RULES[kind](resource)


def codes(concepts: Iterable[Resource], system: str) -> list[str]:
    return [
        coding["code"]
        for concept in concepts
        for coding in concept.get("coding", ())
        if coding["system"] == system
    ]


def extensions(resource: Resource, name: str) -> list[dict[str, Any]]:
    """The parts of each extension of that name, by their own names."""
    url = f"{GUIDE}/StructureDefinition/{name}"
    return [
        {part["url"]: next(v for k, v in part.items() if k != "url") for part in one["extension"]}
        for one in resource.get("extension", ())
        if one["url"] == url
    ]


def _model(kind: str) -> type[BaseModel]:
    module = import_module(f"fhir.resources.R4B.{kind.lower()}")
    return cast(type[BaseModel], getattr(module, kind))


def _unknown_codes(model: BaseModel) -> Iterator[str]:
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        values = value if isinstance(value, list) else [] if value is None else [value]
        extra = field.json_schema_extra
        allowed = extra.get("enum_values") if isinstance(extra, dict) else None
        for one in values:
            if isinstance(one, BaseModel):
                yield from _unknown_codes(one)
            elif isinstance(allowed, list) and one not in (*allowed, *KNOWN_BESIDE):
                yield f"{name}: {one}"


def _empty(value: object, path: str) -> Iterator[str]:
    if value in (None, "", [], {}):
        yield path
    inner = value.items() if isinstance(value, dict) else ()
    for name, part in inner:
        yield from _empty(part, f"{path}.{name}")
    for place, part in enumerate(value if isinstance(value, list) else ()):
        yield from _empty(part, f"{path}[{place}]")


def _service(resource: Resource) -> None:
    assert resource["active"] is True
    categories = f"{GUIDE}/CodeSystem/HealthcareServiceCategoryCS"
    assert codes(resource["category"], categories) == ["behav"]
    assert set(codes(resource.get("specialty", ()), NUCC)) <= SPECIALTIES
    types = codes(resource.get("type", ()), "http://terminology.hl7.org/CodeSystem/service-type")
    assert set(types) <= SERVICE_TYPES
    assert resource["providedBy"]["reference"].startswith("Organization/")
    places = [*resource["location"], *resource.get("coverageArea", ())]
    assert all(place["reference"].startswith("Location/") for place in places)
    for told in extensions(resource, "newpatients"):
        (answer,) = codes([told["acceptingPatients"]], f"{GUIDE}/CodeSystem/AcceptingPatientsCS")
        assert answer in ACCEPTING
        assert answer != "nopt" or "characteristics" not in told
    for told in extensions(resource, "delivery-method"):
        assert set(codes([told["type"]], f"{GUIDE}/CodeSystem/DeliveryMethodCS")) <= DELIVERY


def _location(resource: Resource) -> None:
    assert resource["status"] == "active"
    assert resource["name"]
    assert resource["address"]
    assert "mode" not in resource
    owner = resource.get("managingOrganization", {"reference": "Organization/"})
    assert owner["reference"].startswith("Organization/")


def _organization(resource: Resource) -> None:
    assert resource["active"] is True
    assert resource["name"]
    assert resource["address"]
    types = codes(resource["type"], f"{GUIDE}/CodeSystem/OrgTypeCS")
    assert types
    assert set(types) <= ORGANIZATION_TYPES
    assert all(held["status"] == "active" for held in extensions(resource, "qualification"))


RULES: Mapping[str, Callable[[Resource], None]] = {
    "HealthcareService": _service,
    "Location": _location,
    "Organization": _organization,
}
