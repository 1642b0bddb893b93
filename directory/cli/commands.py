"""All commands, in the order in which they are registered, and how one is run."""

import os
import sys
from pathlib import Path

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

NAME = "directory"
TRIES = 3
GIVING_WAY = 5  # how far a command stands back, for the machine's time, behind who is served
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
    if Path(sys.argv[0]).name == NAME and sys.argv[1:2] != ["serve"]:
        os.nice(GIVING_WAY)
    for tries in range(1, TRIES + 1):
        positions.begin()
        try:
            group.main(prog_name=NAME)
        except Exception as error:
            has_kept = positions.written() is not None
            if tries == TRIES or has_kept or not passing.is_rolled_back(error):
                raise
