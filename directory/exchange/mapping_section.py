"""One table of a mapping file, read so that every fault is a sentence naming file and key."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import process

from directory.domain.editing import DataError


class MappingError(DataError):
    """A mapping file that cannot be used; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class Section:
    file: str
    name: str  # as people write it: site, or values."Fees"
    content: Mapping[str, Any]

    @classmethod
    def of(cls, file: str, name: str, content: object) -> "Section":
        if not isinstance(content, dict):
            raise MappingError(f"{file}: {name} should be a table, [{name}].")
        return cls(file, name, content)

    def allowing(self, keys: Collection[str]) -> "Section":
        """Raise MappingError on a key that means nothing; it is mostly a slip of the hand."""
        for key in self.content:
            if key not in keys:
                raise self.fault(key, f"means nothing{nearest(key, keys)}")
        return self

    def within(self, key: str) -> "Section":
        """A table inside; empty where there is none."""
        return Section.of(self.file, f"{self.name}.{key}".lstrip("."), self.content.get(key, {}))

    def within_each(self, key: str) -> Iterator["Section"]:
        """The tables of a list of them, [[key]]."""
        entries = self.content.get(key, [])
        if not isinstance(entries, list):
            raise MappingError(f"{self.file}: {key} should be tables, [[{key}]].")
        for entry in entries:
            yield Section.of(self.file, key, entry)

    def text(self, key: str, default: str = "") -> str:
        value = self.content.get(key, default)
        if not isinstance(value, str):
            raise self.fault(key, "should be text in quotation marks")
        return value

    def needed(self, key: str) -> str:
        value = self.text(key)
        if not value:
            raise self.fault(key, "is missing")
        return value

    def texts(self, key: str, default: Collection[str] = ()) -> tuple[str, ...]:
        """A list of texts, or a single one."""
        value = self.content.get(key, list(default))
        several = [value] if isinstance(value, str) else value
        if not isinstance(several, list) or not all(isinstance(one, str) for one in several):
            raise self.fault(key, "should be text, or a list of texts")
        return tuple(several)

    def day(self, key: str) -> date | None:
        value = self.content.get(key)
        if value is not None and type(value) is not date:
            raise self.fault(key, "should be a day without quotation marks, 2026-01-31")
        return value

    def fault(self, key: str, why: str) -> MappingError:
        where = f"{self.name}.{key}".lstrip(".")
        return MappingError(f"{self.file}: {where} {why}{'' if why.endswith('?') else '.'}")


def nearest(written: str, known: Collection[str]) -> str:
    """Ask whether the likeliest of the known words was meant; empty where none is likely."""
    best = process.extractOne(written, list(known), score_cutoff=60)
    return f"; did you mean {best[0]}?" if best else ""
