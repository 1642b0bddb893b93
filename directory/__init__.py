"""A directory of treatment programs. Start reading at directory/app.py."""

from importlib import import_module
from typing import Any


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Let `flask --app directory` find the factory, without loading all for a part."""
    if name == "create_app":
        return import_module("directory.app").create_app
    raise AttributeError(name)
