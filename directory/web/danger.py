"""When a search sounds like danger to life, the page says what to do before it lists anything."""

import re

from directory.domain.criteria import Criteria
from directory.domain.vocabulary import Facet, Selection

ASKED = {
    Selection(Facet.CARE, "detox"),
    Selection(Facet.CARE, "detox-outpatient"),
    Selection(Facet.CARE, "detox-residential"),
    Selection(Facet.CARE, "detox-inpatient"),
    Selection(Facet.SUBSTANCE, "benzodiazepines"),
    Selection(Facet.SERVICE, "crisis-24h"),
    Selection(Facet.SERVICE, "suicide-prevention"),
    Selection(Facet.FOR, "pregnant"),
}
# English and Spanish beginnings of words.
WORDS = re.compile(
    r"\b(detox|withdraw|overdos|suicid|seizure|delirium|dts?\b|shak(es|ing)|pregnan|benzo|xanax"
    r"|desintox|abstinencia|sobredosis|convulsi|embaraz|kill myself|want to die|quiero morir)",
    re.IGNORECASE,
)


def sounds_in(criteria: Criteria) -> bool:
    return bool(criteria.include & ASKED) or WORDS.search(criteria.text) is not None
