"""Says how a sentence is understood, knowing the providers that exist by name."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from directory.domain.understanding import Understood
from directory.services.read_signs import SignReader
from directory.storage.signs import Sign
from directory.understanding.sentence import Understanding


class Explainer:
    """Kept open by a running app and shared by its threads."""

    def __init__(self, understanding: Understanding, signs: SignReader) -> None:
        self._signs = signs
        self._known: Sequence[Sign] = ()
        self._understanding = understanding

    def explain(self, session: Session, sentence: str, *, exact: bool = False) -> Understood:
        """Read a sentence. `exact` takes every word as it is written, misspelt or not."""
        known = self._signs.read(session)
        if known is not self._known:
            self._understanding = self._understanding.knowing(sign.name for sign in known)
            self._known = known
        return self._understanding.understand(sentence, exact=exact)
