"""Pages about chosen places: the tests of a file share a directory, and none searches it."""

import pytest
from flask import Flask

from directory import context
from tests.factories import Make
from tests.web.html import PageClient


@pytest.fixture
def client(lasting_app: Flask) -> PageClient:
    return PageClient(lasting_app, lasting_app.response_class)


@pytest.fixture
def make(lasting_app: Flask) -> Make:
    return Make(context.held(lasting_app), indexed=False)
