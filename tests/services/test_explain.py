import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory import context
from directory.services.explain import Explainer
from directory.services.read_signs import SECONDS_KEPT, SignReader
from directory.storage import passing
from directory.storage.database import Database
from tests.factories import Make

NOWHERE = "postgresql+psycopg://app@127.0.0.2:9/directory"


def test_a_provider_is_known_by_its_name(app: Flask, session: Session, make: Make) -> None:
    make.listing("Detox of the Quiet Wharf")

    understood = context.explainer().explain(session, "detox of the quiet wharf")

    assert understood.criteria.text == "detox of the quiet wharf"


def test_a_new_name_is_known_within_a_minute(app: Flask, session: Session, make: Make) -> None:
    seconds = [0.0]
    signs = SignReader(clock=lambda: seconds[0])
    explainer = Explainer(context.held().understanding, signs)
    explainer.explain(session, "detox")
    make.listing("Detox of the Quiet Wharf")
    session.rollback()

    seconds[0] += SECONDS_KEPT + 1

    understood = explainer.explain(session, "detox of the quiet wharf")
    assert understood.criteria.text == "detox of the quiet wharf"


def test_names_are_not_read_again_while_nothing_changes(
    app: Flask, session: Session, make: Make
) -> None:
    seconds = [0.0]
    signs = SignReader(clock=lambda: seconds[0])
    make.listing("Harbor House")
    first = signs.read(session)

    seconds[0] += SECONDS_KEPT + 1

    assert signs.read(session) is first


def test_names_that_are_known_stay_so_while_the_database_is_out_of_reach(
    app: Flask, session: Session, make: Make
) -> None:
    seconds = [0.0]
    signs = SignReader(clock=lambda: seconds[0])
    make.listing("Harbor House")
    signs.renew(session)
    first = signs.read(session)

    seconds[0] += SECONDS_KEPT + 1

    with Database(NOWHERE).reading() as broken:
        assert signs.read(broken) is first
        with pytest.raises(passing.Fault):
            signs.renew(broken)
        assert signs.read(broken) is first
