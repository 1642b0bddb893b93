"""Who does something to the directory, as the audit trail names them."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Actor:
    """`name` is an e-mail address, or what kind of person or command it was."""

    name: str
    account_id: int | None = None

    VISITOR: ClassVar["Actor"]
    COMMAND: ClassVar["Actor"]
    CLOCK: ClassVar["Actor"]


Actor.VISITOR = Actor("a visitor")
Actor.COMMAND = Actor("a command")
Actor.CLOCK = Actor("the directory itself")
