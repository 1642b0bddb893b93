import pytest

from directory.domain.listings import Listing, Openings, Plan
from directory.exchange.hsds import Exchange
from directory.exchange.hsds_objects import Object
from tests.factories import REPORTED_ON, SOURCE, listing, program, said


def service(exchange: Exchange, of: Listing) -> Object:
    return exchange.of(of).service(of.programs[0])


def test_an_insurer_is_told_with_its_plans(exchange: Exchange) -> None:
    plans = (
        Plan(
            insurer="aetna",
            kind="PPO",
            in_network=True,
            source=SOURCE,
            confirmed_on=REPORTED_ON,
        ),
        Plan(insurer="aetna", kind="HMO", source=SOURCE),
    )

    attributes = service(exchange, listing(plans=plans))["attributes"]

    assert [each.get("value") for each in attributes if each["link_type"] == "insurance"] == [
        "PPO, in network, confirmed 2026-03-31; HMO"
    ]


def test_a_made_up_listing_says_so(exchange: Exchange) -> None:
    whole = service(exchange, listing(demonstration=True))

    assert "made-up" in whole["alert"]
    assert "made-up" in whole["organization"]["description"]


def test_ways_to_start_to_pay_and_to_be_understood_have_their_fields(exchange: Exchange) -> None:
    own = program(
        "residential",
        said("for", "women"),
        said("language", "spanish"),
        said("language", "yupik"),
        said("insurance", "free"),
        said("accreditation", "carf"),
        entry="rolling",
        cost="$200 a week",
        states_served=("IL", "WI"),
        openings=Openings(answer="waitlist", wait_days=9, reported_on=REPORTED_ON),
        hours_a_week=12.5,
    )

    whole = service(exchange, listing(programs=(own,)))

    assert whole["application_process"] == (
        "People can start in any week. "
        "Reported on 2026-03-31: had a waiting list, the wait was 9 days; "
        "this may have changed, so ask."
    )
    assert whole["eligibility_description"] == "Made for: Women."
    assert [(one["name"], one.get("code")) for one in whole["languages"]] == [
        ("Spanish", "es"),
        ("Yupik", None),
    ]
    assert whole["accreditations"] == "CARF International"
    assert [cost.get("amount") for cost in whole["cost_options"]] == [None, 0]
    assert [area["name"] for area in whole["service_areas"]] == ["IL", "WI"]
    assert "12.5 hours a week" in whole["description"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("harbor.example/täglich", "https://harbor.example/t%C3%A4glich"),
        ("http://harbor.example", "http://harbor.example"),
        ("ask at the desk", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_website_is_an_address_or_left_out(
    exchange: Exchange, written: str, read: str | None
) -> None:
    assert service(exchange, listing(website=written)).get("url") == read


def test_a_place_that_left_its_list_says_since_when(exchange: Exchange) -> None:
    gone = listing(gone_since=REPORTED_ON)

    assert service(exchange, gone)["alert"] == "No longer listed by its source since 2026-03-31."
