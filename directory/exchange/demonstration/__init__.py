"""Fictional listings with everything filled in that published lists lack, the same for each seed.

They say Example in every name, their phones end in 555-0100 to 555-0199, which no one has, and
their words, odds and schedules stand in data/demo, for anyone to edit.
"""

from directory.exchange.demonstration.listings import generate
from directory.exchange.demonstration.sayings import SOURCE

__all__ = ["SOURCE", "generate"]
