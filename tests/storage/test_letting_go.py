"""A request that waits to write keeps no replica from taking up what others write."""

import pytest
from flask import Flask
from sqlalchemy import text

from config import Settings
from directory import context
from directory.storage import listings
from tests.postgres import Servers

HOLDING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE backend_xmin IS NOT NULL AND application_name = 'directory' AND state LIKE 'idle in %'
"""


@pytest.fixture
def settings(settings_with_replica: Settings) -> Settings:
    return settings_with_replica


def test_what_was_read_is_let_go_before_the_lock_is_waited_for(
    app: Flask, postgres_servers: Servers
) -> None:
    postgres_servers.caught_up()
    replica = postgres_servers.replica
    with app.app_context():
        listings.by_slug(context.session(), "any")
        reading = replica.asked(HOLDING)
        with context.writing() as session:
            session.execute(text("SELECT 1"))
            waiting = replica.asked(HOLDING)
        read_again = listings.by_slug(context.session(), "any")

    assert (reading, waiting, read_again) == (1, 0, None)
