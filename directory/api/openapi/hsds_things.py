"""The objects of HSDS 3.1 with the fields that are filled in here."""

from directory.api.hsds_parameters import IDENTIFIER
from directory.api.openapi.shapes import (
    DAY,
    MOMENT,
    NUMBER,
    WHOLE,
    Schema,
    element,
    listed,
    one_of,
    ref,
)

ADDRESS: Schema = {"type": "string", "format": "uri"}
CLOCK: Schema = {"type": "string", "description": "Like 17:30-06:00"}


def schemas() -> dict[str, Schema]:
    return {name_of(kind): schema for kind, schema in (_things() | _hanging()).items()}


def name_of(kind: str) -> str:
    """What the schema of an object is called here: HsdsServiceAtLocation."""
    return "Hsds" + kind.title().replace("_", "")


def of(kind: str) -> Schema:
    return ref(name_of(kind))


def _thing(about: str, required: str, texts: str = "", /, **more: Schema) -> Schema:
    """An element that is named by an identifier, as is every `…_id`."""
    names = f"id {required} {texts}".split()
    identifiers = {name: IDENTIFIER for name in names if name.endswith("id")}
    return element(about, f"id {required}", texts, **identifiers, **more)


def _things() -> dict[str, Schema]:
    return {
        "service": _thing(
            "A program.",
            "name",
            "organization_id description url application_process fees_description accreditations "
            "eligibility_description alert",
            status=one_of(("active",)),
            assured_date=DAY,
            last_modified=MOMENT,
            modified_date=MOMENT,
            organization=of("organization"),
            service_at_locations=listed(of("service_at_location")),
            cost_options=listed(of("cost_option")),
            languages=listed(of("language")),
            service_areas=listed(of("service_area")),
            additional_urls=listed(of("url")),
            **_around("schedules"),
        ),
        "organization": _thing(
            "A provider.",
            "name description",
            "alternate_name legal_status",
            website=ADDRESS,
            locations=listed(of("location")),
            services=listed(of("service")),
            **_around(),
        ),
        "location": _thing(
            "Where a provider is. Of a confidential address, the city and the state.",
            "location_type",
            "organization_id name description transportation",
            latitude=NUMBER,
            longitude=NUMBER,
            addresses=listed(of("address")),
            accessibility=listed(of("accessibility")),
            phones=listed(of("phone")),
            schedules=listed(of("schedule")),
        ),
        "service_at_location": _thing(
            "That a program is run at a place.",
            "",
            "service_id location_id description",
            service=of("service"),
            location=of("location"),
        ),
        "taxonomy": _thing("A facet, or what is said not to hold.", "name description"),
        "taxonomy_term": _thing(
            "An entry of a facet. That it does not hold is a term of its own.",
            "name description",
            "code taxonomy taxonomy_id parent_id language",
            taxonomy_detail=of("taxonomy"),
        ),
    }


def _around(*more: str) -> dict[str, Schema]:
    """Lists that hang on services and organizations alike."""
    return {
        name: listed(of(kind))
        for name, kind in (
            ("phones", "phone"),
            ("attributes", "attribute"),
            ("metadata", "metadata"),
            *((name, name.removesuffix("s")) for name in more),
        )
    }


def _hanging() -> dict[str, Schema]:
    return {
        "attribute": _thing(
            "A term that holds.",
            "link_id link_entity taxonomy_term_id",
            "link_type value",
            taxonomy_term=of("taxonomy_term"),
        ),
        "metadata": _thing(
            "Who said which terms, and when.",
            "resource_id resource_type last_action_type field_name previous_value "
            "replacement_value updated_by",
            last_action_date=DAY,
        ),
        "phone": _thing(
            "A telephone number.",
            "number",
            "location_id organization_id type description",
            extension=WHOLE,
        ),
        "schedule": _thing(
            "The same hours on some days of each week.",
            "",
            "service_id location_id freq wkst byday attending_type notes description",
            timezone={"type": "number", "description": "Hours from UTC, today"},
            opens_at=CLOCK,
            closes_at=CLOCK,
        ),
        "address": _thing(
            "An address.",
            "address_1 city state_province postal_code country address_type",
            "location_id address_2 region",
        ),
        "accessibility": _thing("What helps people in.", "", "location_id description"),
        "language": _thing("A language spoken.", "", "service_id name code"),
        "service_area": _thing("A state served online.", "", "service_id name description"),
        "cost_option": _thing(
            "A price, or a way to pay less.",
            "",
            "service_id option amount_description currency",
            amount=NUMBER,
        ),
        "url": _thing("Where people read about it.", "url", "label service_id"),
    }
