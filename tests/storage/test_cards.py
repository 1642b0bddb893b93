from dataclasses import replace

from sqlalchemy import event
from sqlalchemy.orm import Session

from directory.domain.facts import SourceKind
from directory.domain.listings import Openings, Phone
from directory.domain.vocabulary import Facet, Selection
from directory.storage import cards
from tests import factories
from tests.factories import PEORIA, SOURCE, Make, program, said

CBT = Selection(Facet.THERAPY, "cbt")


def test_a_card_holds_what_a_list_shows(session: Session, make: Make) -> None:
    openings = Openings(answer="yes", wait_days=3)
    site = make.listing(
        "Harbor House",
        name2="North",
        phones=(Phone(kind="main", number="+1"), Phone(kind="intake", number="+2")),
        programs=(program("detox"), program("outpatient", openings=openings)),
    )

    card = cards.by_ids(session, [site.id])[site.id]

    assert card.name == "Harbor House, North"
    assert card.slug == site.slug
    assert [phone.number for phone in card.phones] == ["+1", "+2"]
    assert [line.care for line in card.programs] == ["detox", "outpatient"]
    assert card.programs[1].openings == openings


def test_only_the_facts_asked_for_are_read(session: Session, make: Make) -> None:
    own = program("outpatient", said("therapy", "cbt"))
    site = make.listing(
        statements=(said("therapy", "cbt"), said("therapy", "dbt")), programs=(own,)
    )

    card = cards.by_ids(session, [site.id], {CBT})[site.id]

    assert {owner: [each.about for each in said] for owner, said in card.statements.items()} == {
        None: [CBT],
        site.programs[0].id: [CBT],
    }
    assert card.statements[None][0].source == SOURCE


def test_a_confidential_address_never_leaves_the_database(session: Session, make: Make) -> None:
    site = make.listing(address=replace(PEORIA, confidential=True))

    address = cards.by_ids(session, [site.id])[site.id].address

    assert (address.city, address.state) == ("Peoria", "IL")
    assert (address.street, address.zip, address.point) == ("", "", None)


def test_a_page_costs_the_same_few_selects_however_many_sites(session: Session, make: Make) -> None:
    sites = make.listings([factories.listing(f"House {number}") for number in range(20)])
    selects: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *call: selects.append(call[2]))

    found = cards.by_ids(session, [site.id for site in sites], {CBT})

    assert len(found) == 20
    assert len([each for each in selects if each.startswith("SELECT")]) <= 4


def test_nobody_is_found_for_no_ids(session: Session) -> None:
    assert cards.by_ids(session, []) == {}


def test_made_up_listings_are_noticed_only_while_there(session: Session, make: Make) -> None:
    made_up = replace(SOURCE, slug="demonstration", kind=SourceKind.DEMONSTRATION)
    make.listing(statements=(replace(said("therapy", "cbt"), source=made_up),))
    assert not cards.any_demonstration(session)

    make.listing("Example House", demonstration=True)

    session.rollback()
    assert cards.any_demonstration(session)
