"""All commands, in the order in which they are registered, and how one is run."""

from flask import Blueprint
from flask.cli import FlaskGroup

from directory.cli import (
    auditing,
    backups,
    demonstration,
    explaining,
    exporting,
    importing,
    indexes,
    keys,
    mailing,
    moving,
    reminding,
    reviewing,
    searching,
    serving,
    upkeep,
    users,
    webhooks,
)
from directory.storage import passing, positions

TRIES = 3
PARTS = (
    upkeep,
    backups,
    importing,
    indexes,
    exporting,
    demonstration,
    searching,
    explaining,
    serving,
    keys,
    reviewing,
    auditing,
    webhooks,
    mailing,
    moving,
    reminding,
    users,
)
COMMANDS: tuple[Blueprint, ...] = tuple(part.bp for part in PARTS)


def run(group: FlaskGroup) -> None:
    """Do a command again that the database undid before anything was kept."""
    for tries in range(1, TRIES + 1):
        positions.begin()
        try:
            group.main(prog_name="directory")
        except Exception as error:
            has_kept = positions.written() is not None
            if tries == TRIES or has_kept or not passing.is_rolled_back(error):
                raise
