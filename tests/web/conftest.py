import pytest
from flask import Flask

from directory import context
from tests.factories import Make
from tests.web.html import PageClient


@pytest.fixture
def client(app: Flask) -> PageClient:
    return PageClient(app, app.response_class)


@pytest.fixture(scope="module")
def visitor(lasting_app: Flask) -> PageClient:
    """A client of a directory that holds one listing and stays as it is."""
    Make(context.held(lasting_app)).listing()
    return PageClient(lasting_app, lasting_app.response_class)
