"""FHIR R4 resources with the elements that are filled in here."""

from directory.api.openapi.shapes import (
    MOMENT,
    NUMBER,
    TEXT,
    TRUTH,
    WHOLE,
    Schema,
    element,
    listed,
    ref,
)

DAYS: Schema = listed({"type": "string", "enum": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]})
CLOCK: Schema = {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}:[0-9]{2}$"}


def schemas() -> dict[str, Schema]:
    return {f"Fhir{name}": schema for name, schema in (_resources() | _parts()).items()}


def of(name: str) -> Schema:
    return ref(f"Fhir{name}")


def some(name: str) -> Schema:
    return listed(of(name))


def _resource(kind: str, about: str, texts: str = "", /, **more: Schema) -> Schema:
    made = element(about, "resourceType", texts, **more)
    made["properties"]["resourceType"] = {"const": kind}
    return made


def _resources() -> dict[str, Schema]:
    held = {"meta": of("Meta"), "telecom": some("ContactPoint")}
    return {
        "HealthcareService": _resource(
            "HealthcareService",
            "A program, after Plan-Net. What nobody has said is left out.",
            "id name comment extraDetails",
            active=TRUTH,
            extension=some("Extension"),
            providedBy=of("Reference"),
            location=some("Reference"),
            coverageArea=some("Reference"),
            availableTime=some("Hours"),
            **{each: some("CodeableConcept") for each in CONCEPTS},
            **held,
        ),
        "Organization": _resource(
            "Organization",
            "A provider, after Plan-Net.",
            "id name",
            active=TRUTH,
            extension=some("Extension"),
            identifier=some("Identifier"),
            type=some("CodeableConcept"),
            address=some("Address"),
            contact=listed(
                element(
                    "Whom to call for what.",
                    purpose=of("CodeableConcept"),
                    telecom=some("ContactPoint"),
                )
            ),
            **held,
        ),
        "Location": _resource(
            "Location",
            "Where a provider is, or a state that is served online.",
            "id name status description",
            identifier=some("Identifier"),
            type=some("CodeableConcept"),
            address=of("Address"),
            position=element("Degrees, WGS 84.", latitude=NUMBER, longitude=NUMBER),
            managingOrganization=of("Reference"),
            hoursOfOperation=some("Hours"),
            **held,
        ),
        "Bundle": _bundle(),
        "OperationOutcome": _resource(
            "OperationOutcome",
            "What went wrong, or what was left out.",
            issue=listed(element("One of them.", "severity code", "diagnostics")),
        ),
        "CapabilityStatement": {
            "description": "What can be asked here.",
            "type": "object",
            "required": ["resourceType", "fhirVersion", "rest"],
        },
        "CodeSystem": {
            "description": "A facet, with its entries and their definitions.",
            "type": "object",
            "required": ["resourceType", "id", "concept"],
        },
    }


CONCEPTS = (
    "category",
    "type",
    "specialty",
    "serviceProvisionCode",
    "program",
    "characteristic",
    "communication",
)


def _bundle() -> Schema:
    kinds = ("HealthcareService", "Organization", "Location", "OperationOutcome")
    entry = element(
        "A match, what it refers to, or a remark.",
        "",
        "fullUrl",
        resource={"anyOf": [of(kind) for kind in kinds]},
        search=element("Why it is there.", "mode"),
    )
    return _resource(
        "Bundle",
        "A page of what is found; the link `next` leads to the page after it.",
        "type",
        meta=of("Meta"),
        total=WHOLE,
        link=listed(element("A page.", "relation url")),
        entry=listed(entry),
    )


def _parts() -> dict[str, Schema]:
    hours = ["availableStartTime", "availableEndTime", "openingTime", "closingTime"]
    return {
        "Meta": element(
            "About the resource itself.",
            lastUpdated=MOMENT,
            profile=listed(TEXT),
            security=some("Coding"),
        ),
        "Coding": element("A code of a list.", "", "system code display"),
        "CodeableConcept": element("A thing by its codes.", "", "text", coding=some("Coding")),
        "Reference": element("Another resource.", "reference", "display"),
        "Identifier": element("What names it.", "value", "system"),
        "ContactPoint": element("A number or an address.", "system value", "use", rank=WHOLE),
        "Address": element(
            "An address. Of a confidential one, the city and the state.",
            "",
            "use type text city district state postalCode country",
            line=listed(TEXT),
        ),
        "Extension": element(
            "What Plan-Net adds.",
            "url",
            "valueString valueCode",
            valueCodeableConcept=of("CodeableConcept"),
            extension=some("Extension"),
        ),
        "Hours": element(
            "The same hours on some days of each week.",
            daysOfWeek=DAYS,
            allDay=TRUTH,
            **dict.fromkeys(hours, CLOCK),
        ),
    }
