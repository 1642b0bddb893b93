"""Who signs in, and what they may do."""

from dataclasses import dataclass
from enum import StrEnum

from directory.domain.people import Actor


class Role(StrEnum):
    PROVIDER = "provider"
    EDITOR = "editor"
    ADMIN = "admin"


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    id: int
    email: str
    name: str = ""
    language: str = "en"  # of the mail that they are sent
    roles: frozenset[Role] = frozenset()

    @property
    def is_editor(self) -> bool:
        return bool(self.roles & {Role.EDITOR, Role.ADMIN})

    @property
    def is_admin(self) -> bool:
        return Role.ADMIN in self.roles

    @property
    def actor(self) -> Actor:
        return Actor(self.email, self.id)
