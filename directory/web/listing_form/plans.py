"""Insurers by name, each with the kinds of plan that are taken and whether they are in network."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from directory import context
from directory.domain import documents, names
from directory.domain.documents import PLAN
from directory.domain.vocabulary import Facet, Term
from directory.exchange.insurers import KINDS
from directory.web.listing_form.fields import Many, Sent, Told, Values

PLAN_KINDS = tuple(dict.fromkeys(KINDS.values()))
NETWORK, KIND = "network", "kind"
UNSAID = documents.NETWORKS[None]
MOST_ROWS = 12  # plans of one insurer


@dataclass(frozen=True, slots=True)
class Row:
    """One plan of an insurer, or the blank row for another one."""

    insurer: Term
    place: int
    kind: str = ""
    network: str = ""

    @property
    def network_name(self) -> str:
        return f"{NETWORK}/{self.insurer.slug}/{self.place}"

    @property
    def kind_name(self) -> str:
        return f"{KIND}/{self.insurer.slug}/{self.place}"


class Plans(Many):
    """`sought`: only insurers with these words in their names are shown; the others stay."""

    def __init__(self, label: str = "", **given: Any) -> None:  # noqa: ANN401
        super().__init__(label, **given)
        self.sought = ""

    def read(self, sent: Sent) -> None:
        self.data: dict[str, str] = {}
        known = {term.slug for term in insurers()}
        self.shown = frozenset(known.intersection(sent.getlist("insurer")))
        for slug in self.shown:
            for place in range(MOST_ROWS):
                network = sent.get(f"{NETWORK}/{slug}/{place}", "")
                kind = sent.get(f"{KIND}/{slug}/{place}", "")
                if network or kind:
                    self.data[f"{PLAN}/{slug}/{kind}"] = network or UNSAID

    def show(self, values: Values) -> None:
        self.data = {name: str(value) for name, value in values.items() if self.covers(name)}

    def told(self) -> Told:
        """Of those that were on the page; the others stay as they were."""
        before = (name for name in self.before if self.covers(name) and _slug(name) in self.shown)
        return {**dict.fromkeys(before), **self.data}

    def covers(self, name: str) -> bool:
        return name == PLAN or name.startswith(f"{PLAN}/")

    @property
    def kinds(self) -> tuple[str, ...]:
        return PLAN_KINDS

    @property
    def groups(self) -> list[tuple[Term, list[Row]]]:
        """By insurer: what is taken first, then the others by name."""
        words = names.words(self.sought)
        found = [term for term in insurers() if _is_sought(term, words)]
        taken = {_slug(name) for name in self.data}
        found.sort(key=lambda term: (term.slug not in taken, names.fold(term.label)))
        return [(term, list(self._rows(term))) for term in found]

    def _rows(self, term: Term) -> Iterator[Row]:
        taken = [(name, value) for name, value in self.data.items() if _slug(name) == term.slug]
        for place, (name, network) in enumerate(taken):
            yield Row(term, place, name.split("/", 2)[2], network)
        yield Row(term, len(taken))


def insurers() -> list[Term]:
    """Terms that are names of insurers."""
    paid_by = {term.slug for term in payers()}
    terms = context.vocabulary().of_facet(Facet.INSURANCE)
    return [term for term in terms if term.slug not in paid_by]


def payers() -> list[Term]:
    """Ways to pay that are nobody's name: those with a published code, or implied by a name."""
    terms = context.vocabulary().of_facet(Facet.INSURANCE)
    implied = {term.implies for term in terms if term.implies}
    return [term for term in terms if term.codes or term.slug in implied]


def _is_sought(term: Term, sought: list[str]) -> bool:
    known = " ".join(word for name in term.names for word in names.words(name))
    return all(word in known for word in sought)


def _slug(name: str) -> str:
    return documents.subject(name).name.split("/")[1] if "/" in name else ""
