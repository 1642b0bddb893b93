"""The tables of an HSDS 3.1 data package that a directory fills, and what their columns are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NUMBERS = {"latitude", "longitude", "timezone", "amount", "extension"}
FORMATS = {
    "url": "uri",
    "website": "uri",
    "term_uri": "uri",
    "id": "uuid",
    "link_id": "uuid",
    "resource_id": "uuid",
    "parent_id": "uuid",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """`keys` are the columns that name a row of another table, with that table's name."""

    path: str
    columns: tuple[str, ...]
    needed: tuple[str, ...] = ()  # besides the id
    keys: Mapping[str, str]

    def described(self, name: str) -> dict[str, Any]:
        """As a resource of `datapackage.json`."""
        return {
            "profile": "tabular-data-resource",
            "name": name,
            "path": self.path,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [self._field(column) for column in self.columns],
                "primaryKey": "id",
                "foreignKeys": [
                    {"fields": column, "reference": {"resource": table, "fields": "id"}}
                    for column, table in self.keys.items()
                ],
            },
        }

    def _field(self, column: str) -> dict[str, Any]:
        field: dict[str, Any] = {"name": column, "type": "string"}
        if column in NUMBERS:
            field["type"] = "number"
        elif column in FORMATS or column in self.keys:
            field["format"] = FORMATS.get(column, "uuid")
        if column == "id":
            field["constraints"] = {"required": True, "unique": True}
        elif column in self.needed:
            field["constraints"] = {"required": True}
        return field


def _table(path: str, columns: str, needed: str = "", **keys: str) -> Table:
    return Table(path=path, columns=tuple(columns.split()), needed=tuple(needed.split()), keys=keys)


TABLES: Mapping[str, Table] = {
    "organization": _table(
        "organizations.csv",
        "id name alternate_name description website legal_status",
        "name description",
    ),
    "service": _table(
        "services.csv",
        "id organization_id name description url status application_process fees_description "
        "accreditations eligibility_description assured_date alert last_modified",
        "name status",
        organization_id="organization",
    ),
    "attribute": _table(
        "attributes.csv",
        "id link_id link_entity link_type taxonomy_term_id value",
        taxonomy_term_id="taxonomy_term",
    ),
    "service_at_location": _table(
        "service_at_location.csv",
        "id service_id location_id description",
        service_id="service",
        location_id="location",
    ),
    "location": _table(
        "locations.csv",
        "id location_type organization_id name description transportation latitude longitude",
        "location_type",
        organization_id="organization",
    ),
    "phone": _table(
        "phones.csv",
        "id location_id organization_id number extension type description",
        "number",
        location_id="location",
        organization_id="organization",
    ),
    "address": _table(
        "addresses.csv",
        "id location_id address_1 address_2 city region state_province postal_code country "
        "address_type",
        "country address_type",
        location_id="location",
    ),
    "schedule": _table(
        "schedules.csv",
        "id service_id location_id timezone freq wkst byday opens_at closes_at description "
        "attending_type notes",
        service_id="service",
        location_id="location",
    ),
    "service_area": _table(
        "service_areas.csv", "id service_id name description", service_id="service"
    ),
    "language": _table("languages.csv", "id service_id name code", service_id="service"),
    "accessibility": _table(
        "accessibility.csv", "id location_id description", location_id="location"
    ),
    "taxonomy_term": _table(
        "taxonomy_terms.csv",
        "id code name description parent_id taxonomy language taxonomy_id",
        "name description",
        parent_id="taxonomy_term",
        taxonomy_id="taxonomy",
    ),
    "metadata": _table(
        "metadata.csv",
        "id resource_id resource_type last_action_date last_action_type field_name "
        "previous_value replacement_value updated_by",
        "last_action_date last_action_type field_name updated_by",
    ),
    "cost_option": _table(
        "cost_options.csv",
        "id service_id option currency amount amount_description",
        service_id="service",
    ),
    "taxonomy": _table("taxonomies.csv", "id name description", "name description"),
    "url": _table("url.csv", "id service_id label url", "url", service_id="service"),
}
# Under which name an object holds those of another table.
HELD = {
    "accessibility": "accessibility",
    "additional_urls": "url",
    "addresses": "address",
    "attributes": "attribute",
    "cost_options": "cost_option",
    "languages": "language",
    "metadata": "metadata",
    "phones": "phone",
    "schedules": "schedule",
    "service_areas": "service_area",
}
