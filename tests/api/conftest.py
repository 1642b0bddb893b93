from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory import context
from tests.api.described import Description
from tests.api.filled import make_filled
from tests.factories import Make


@dataclass(frozen=True)
class Reader:
    """A client of a directory that stays as it is, with what is said of its answers."""

    client: FlaskClient
    description: Description
    slug: str  # of the listing that has everything


@pytest.fixture(scope="module")
def reader(lasting_app: Flask) -> Reader:
    """Shared by the tests of a file, for what is quick once a directory stands."""
    client = lasting_app.test_client()
    return Reader(client, Description(client), make_filled(Make(context.held(lasting_app))))
