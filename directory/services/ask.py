"""Reads an address into what it asks for: filters, a place, and a sentence in anyone's words."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.domain.vocabulary import Vocabulary
from directory.services.explain import Explainer
from directory.storage.gazetteer import Gazetteer
from directory.understanding import asking, parameters
from directory.understanding.parameters import Asked


@dataclass(frozen=True, kw_only=True, slots=True)
class Asker:
    session: Session
    vocabulary: Vocabulary
    gazetteer: Gazetteer
    explainer: Explainer

    def ask(self, pairs: Iterable[tuple[str, str]]) -> Asked:
        asked = parameters.read(pairs, self.vocabulary, self.gazetteer)
        return asking.measured(self._interpreted(asked) if asked.criteria.text else asked)

    def _interpreted(self, asked: Asked) -> Asked:
        criteria = asked.criteria
        understood = self.explainer.explain(self.session, criteria.text, exact=criteria.exact)
        return asking.interpreted(asked, understood)
