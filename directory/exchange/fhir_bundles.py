"""What a search answers with: a Bundle; and what goes wrong: an OperationOutcome."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from directory.exchange.fhir_parts import Resource, instant
from directory.exchange.hsds_objects import known


def searchset(
    total: int, links: Mapping[str, str], entries: Iterable[Resource], at: datetime
) -> Resource:
    """`links` by relation; `at`: now, in UTC without a zone."""
    return known(
        resourceType="Bundle",
        meta={"lastUpdated": instant(at)},
        type="searchset",
        total=total,
        link=[{"relation": relation, "url": url} for relation, url in links.items()],
        entry=list(entries),
    )


def entry(base: str, resource: Resource, mode: str = "match") -> Resource:
    """`mode`: match, or include for what a match refers to."""
    url = f"{base}/{resource['resourceType']}/{resource['id']}"
    return {"fullUrl": url, "resource": resource, "search": {"mode": mode}}


def remark(severity: str, code: str, text: str) -> Resource:
    """A word about the search itself, among the results."""
    return {"resource": outcome(severity, code, text), "search": {"mode": "outcome"}}


def outcome(severity: str, code: str, text: str) -> Resource:
    issue = {"severity": severity, "code": code, "diagnostics": text}
    return {"resourceType": "OperationOutcome", "issue": [issue]}
