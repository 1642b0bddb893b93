"""The guide: texts about treatment, each statement of which names a source and its date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideSource:
    """Where a statement comes from.

    `dated` is the day that the document bears, as fine as it is known: 2006, 2023-09 or 2022-04-05;
    of a page without a date, the day it was last read, and then `was_seen` holds. `language` is
    the title's.
    """

    slug: str
    publisher: str
    title: str
    language: str
    url: str = ""
    dated: str
    was_seen: bool


@dataclass(frozen=True, slots=True)
class GuideSection:
    anchor: str
    title: str
    level: int


@dataclass(frozen=True, kw_only=True, slots=True)
class GuidePage:
    """One text in one language; `sources` stand in the order of their first mention.

    `opening` is what comes before the first heading, and so before the list of contents.
    """

    slug: str
    language: str
    title: str
    summary: str
    reviewed: date
    opening: str
    html: str
    sections: tuple[GuideSection, ...]
    sources: tuple[GuideSource, ...]

    @property
    def anchors(self) -> frozenset[str]:
        return frozenset(section.anchor for section in self.sections)


@dataclass(frozen=True, kw_only=True, slots=True)
class GuidePart:
    """Pages that belong together, in the order to read them."""

    labels: Mapping[str, str]  # by language
    slugs: tuple[str, ...]


@dataclass(frozen=True)
class Guide:
    parts: tuple[GuidePart, ...]
    pages: Mapping[tuple[str, str], GuidePage]  # by language and slug

    def page(self, language: str, slug: str) -> GuidePage | None:
        return self.pages.get((language, slug))

    def of_part(self, language: str, part: GuidePart) -> list[GuidePage]:
        return [self.pages[language, slug] for slug in part.slugs]

    def before(self, page: GuidePage) -> GuidePage | None:
        return self._beside(page, -1)

    def after(self, page: GuidePage) -> GuidePage | None:
        return self._beside(page, 1)

    def _beside(self, page: GuidePage, step: int) -> GuidePage | None:
        slugs = list(chain.from_iterable(part.slugs for part in self.parts))
        there = slugs.index(page.slug) + step
        return self.pages[page.language, slugs[there]] if 0 <= there < len(slugs) else None
