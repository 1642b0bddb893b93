"""What a search and a sentence are answered with, as `services/describe_results.py` makes it."""

from directory.api.openapi.shapes import (
    DAY,
    NUMBER,
    TEXT,
    TRUTH,
    WHOLE,
    Schema,
    listed,
    maybe,
    one_of,
    record,
    ref,
    said,
)
from directory.domain.criteria import Sort
from directory.domain.vocabulary import Facet
from directory.understanding.written import Trouble


def schemas() -> dict[str, Schema]:
    return {
        "Place": _place(),
        "Understood": _understood(),
        "Criteria": _criteria(),
        "SearchAnswer": _answer(),
        "Result": _result(),
        "TermCount": _count(),
        "Relaxation": _relaxation(),
    }


def _place() -> Schema:
    return {
        "description": "A ZIP code, a city, a county or a state, as the gazetteer writes it.",
        "type": "object",
        "minProperties": 1,
        "properties": {"zip": TEXT, "city": TEXT, "county": TEXT, "state": TEXT},
    }


def _understood() -> Schema:
    correction = record(**{"from": TEXT, "to": TEXT})
    return record(
        "How a sentence was understood, as filters.",
        query=TEXT,
        place=maybe(ref("Place")),
        radius_miles=said("null: nobody said", maybe(NUMBER)),
        place_choices=said(
            "What an ambiguous name may mean, most populous first", listed(ref("Place"))
        ),
        include=_by_facet("Entries asked for"),
        exclude=_by_facet("Entries that must not be"),
        text=said("What is left to search as words", TEXT),
        corrections=said("Words that were read as others", listed(correction)),
        spans=said("Which stretch of the sentence means what", listed(_span())),
        wants_place=said("It says “near me”; nobody is located", TRUTH),
    )


def _by_facet(about: str) -> Schema:
    slugs = {facet.value: listed(TEXT) for facet in Facet}
    return {"type": "object", "description": about, "properties": slugs}


def _span() -> Schema:
    meaning = record(facet=TEXT, slug=TEXT)
    about = "A facet and its entry, or one of place, radius, accepting and text with its value."
    span = record(about, start=WHOLE, end=WHOLE, facet=TEXT, slug=TEXT)
    span["properties"] |= {"also": listed(meaning), "excluded": TRUTH}
    return span


def _criteria() -> Schema:
    """As a sentence is understood, with what was chosen beside it."""
    understood = _understood()
    chosen = record(
        accepting=TRUTH,
        free=said("Hours as `free` writes them", listed(TEXT)),
        hours_min=maybe(NUMBER),
        hours_max=maybe(NUMBER),
        confirmed_within=said("days", maybe(WHOLE)),
        older=said("With listings that nobody confirmed for more than a year", TRUTH),
        sort=one_of(sort.value for sort in Sort),
    )
    return {
        "description": "What was searched for: the sentence with what was chosen beside it.",
        "type": "object",
        "required": understood["required"] + chosen["required"],
        "properties": understood["properties"] | chosen["properties"],
    }


def _answer() -> Schema:
    ignored = record(
        "Something in the address that was not used.",
        parameter=TEXT,
        value=TEXT,
        why=one_of(trouble.value for trouble in Trouble),
    )
    counts = {facet.value: listed(ref("TermCount")) for facet in Facet}
    return record(
        total=said("Sites, exactly", WHOLE),
        page=WHOLE,
        pages=WHOLE,
        criteria=ref("Criteria"),
        place_choices=said("Choose one of these first, where there are any", listed(ref("Place"))),
        place_suggestions=said(
            "No place has that name; these are much like it", listed(ref("Place"))
        ),
        results=listed(ref("Result")),
        online_elsewhere=said("Online programs for people who live here", listed(ref("Result"))),
        nearly=said("Fit some of the hours asked for, not counted", listed(ref("Result"))),
        facets={
            "type": "object",
            "description": "Sites under each entry, whatever else of its facet is selected",
            "properties": counts,
        },
        not_reported={
            "type": "object",
            "description": "Sites left out only because they do not say, by parameter",
            "additionalProperties": WHOLE,
        },
        left_out=said("More sites, not confirmed for more than a year; see `older`", WHOLE),
        relaxations=said("What would be found with less asked", listed(ref("Relaxation"))),
        suggestion=said("The same words as they may be meant", maybe(TEXT)),
        ignored=listed(ignored),
    )


def _result() -> Schema:
    matched = record(
        facet=ref("Facet"),
        slug=TEXT,
        reported_on=maybe(DAY),
        source=said("null: the listing itself shows it", maybe(TEXT)),
    )
    fit = said("full, or 2 of 3 sessions; null where no hours were asked for", maybe(TEXT))
    return record(
        "A site, with the programs that satisfy all that was asked.",
        slug=TEXT,
        name=TEXT,
        place=record(street=TEXT, city=TEXT, state=TEXT, zip=TEXT),
        phones=listed(ref("Phone")),
        distance_miles=said("null: no center, or a confidential address", maybe(NUMBER)),
        distance_is_approximate=TRUTH,
        programs=listed(record(care=maybe(TEXT), fit=fit)),
        confirmed_on=maybe(DAY),
        no_longer_listed_since=said("None of its lists names it any more", maybe(DAY)),
        demonstration=said("A made-up example", TRUTH),
        matched=listed(matched),
        unknown=said("Asked, and not reported", listed(ref("Selection"))),
        missed=said("Alternatives asked for that it does not have", listed(ref("Selection"))),
    )


def _count() -> Schema:
    return record(
        slug=TEXT,
        label=TEXT,
        count=WHOLE,
        not_reported=said("Sites that say neither yes nor no", WHOLE),
        selected=TRUTH,
    )


def _relaxation() -> Schema:
    drop = {"anyOf": [ref("Selection"), record(parameter=TEXT)]}
    way = record("What would be found if one thing were given up.", drop=drop, total=WHOLE)
    way["properties"]["radius"] = said("The next wider circle, in miles", NUMBER)
    return way
