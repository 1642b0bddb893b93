"""Yes, no or not said, for every term of some facets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from directory import context
from directory.domain import documents
from directory.domain.vocabulary import Facet, Selection, Term
from directory.web.listing_form.fields import Many, Sent, Told, Values

ANSWERS = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Row:
    term: Term
    name: str  # of the boxes
    answer: str  # yes, no, or empty
    inherited: str = ""  # what the site says, where a program is asked

    @property
    def id(self) -> str:
        return self.name.replace("/", "-")


class Answers(Many):
    """`asked`: the facets, or for each some of its terms only."""

    def __init__(self, label: str = "", **given: Any) -> None:  # noqa: ANN401
        super().__init__(label, **given)
        self.asked: Mapping[Facet, Sequence[Term]] = {}
        self.site: Values = {}

    def read(self, sent: Sent) -> None:
        """Boxes are called as the document has it: `says/therapy/cbt`."""
        self.data = {name: sent[name] for name in sent if name.startswith(f"{documents.SAYS}/")}

    def show(self, values: Values) -> None:
        self.data = {name: str(value) for name, value in values.items() if self.covers(name)}

    def told(self) -> Told:
        """What was not sent stays as it was."""
        rows = (row for rows in self.rows.values() for row in rows)
        return {row.name: row.answer or None for row in rows if row.name in self.data}

    def covers(self, name: str) -> bool:
        kind, _, rest = name.partition("/")
        facet = rest.partition("/")[0]
        return kind == documents.SAYS and any(facet == each.value for each in self.asked)

    @property
    def rows(self) -> dict[Facet, list[Row]]:
        """By facet, in the vocabulary's order."""
        return {facet: [self._row(term) for term in terms] for facet, terms in self.asked.items()}

    def _row(self, term: Term) -> Row:
        name = name_of(term.selection)
        answer = str(self.data.get(name, ""))
        inherited = str(self.site.get(name, ""))
        return Row(term, name, answer if answer in ANSWERS else "", inherited)


def name_of(about: Selection) -> str:
    return f"{documents.SAYS}/{about.facet.value}/{about.slug}"


def all_terms(*facets: Facet) -> dict[Facet, tuple[Term, ...]]:
    vocabulary = context.vocabulary()
    return {facet: vocabulary.of_facet(facet) for facet in facets}
