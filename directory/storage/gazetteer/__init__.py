"""Places: built once from a published list of ZIP codes, then read from memory."""

from directory.storage.gazetteer.building import MARK, build, is_current
from directory.storage.gazetteer.gazetteer import Gazetteer

__all__ = ["MARK", "Gazetteer", "build", "is_current"]
