"""The site or one of its programs as the checks read it: nothing in it is believed yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from directory.domain import documents
from directory.domain.documents import Document
from directory.domain.findings import Finding, Problem
from directory.exchange import text
from directory.storage.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Part:
    """`program` is the number of the program, or empty for the site."""

    program: str
    fields: Mapping[str, object]

    def has(self, name: str) -> bool:
        """Whether anything was entered. Zero is something, an unticked box is not."""
        value = self.fields.get(name)
        return value is not None and value is not False and value != "" and value != []

    def text(self, name: str) -> str:
        """What was typed, tidy; empty where it is no text at all, which others complain about."""
        value = self.fields.get(name)
        return text.tidy(value) if isinstance(value, str) else ""

    def entries(self, name: str) -> list[object]:
        value = self.fields.get(name)
        return value if isinstance(value, list) else []

    def found(self, name: str, problem: Problem, **values: object) -> Finding:
        return Finding(documents.key_of(self.program, name), problem, values)


@dataclass(frozen=True, slots=True)
class Whole:
    """A document in its parts, and what places it may name."""

    site: Part
    programs: tuple[Part, ...]
    gazetteer: Gazetteer

    @classmethod
    def of(cls, document: Document, gazetteer: Gazetteer) -> "Whole":
        programs = documents.programs(document).items()
        return cls(
            site=Part("", documents.site(document)),
            programs=tuple(Part(number, fields) for number, fields in programs),
            gazetteer=gazetteer,
        )

    @property
    def is_confidential(self) -> bool:
        return self.site.fields.get("confidential") is True

    @property
    def state(self) -> str:
        """Two letters, or empty where no state can be read."""
        return self.gazetteer.state(self.site.text("state")) or ""

    def says(self, program: Part, name: str) -> object:
        """A program's own answer about a term, else the site's."""
        return program.fields.get(name, self.site.fields.get(name))

    def is_online(self, program: Part) -> bool:
        """Whether some of it takes place online."""
        return self.says(program, "says/format/online") == "yes" or any(
            isinstance(row, list) and "online" in row[4:5] for row in program.entries("sessions")
        )
