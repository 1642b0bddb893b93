"""Languages by their ISO codes: two letters, or three where ISO 639-1 has none."""

from collections.abc import Mapping

from directory.domain.vocabulary import Facet
from directory.exchange import hsds_ids as ids
from directory.exchange.hsds_facts import Facts
from directory.exchange.hsds_objects import Object, known

# A family of languages, such as Yupik, has no code of its own there.
CODES: Mapping[str, str] = {
    "spanish": "es",
    "asl": "ase",
    "arabic": "ar",
    "chinese": "zh",
    "haitian-creole": "ht",
    "farsi": "fa",
    "french": "fr",
    "german": "de",
    "greek": "el",
    "hebrew": "he",
    "hindi": "hi",
    "hmong": "hmn",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "polish": "pl",
    "portuguese": "pt",
    "russian": "ru",
    "tagalog": "tl",
    "vietnamese": "vi",
    "ojibwa": "oj",
}


def of_service(facts: Facts, service_id: str) -> list[Object]:
    terms = facts.catalogue.vocabulary.terms
    return [
        known(
            id=ids.of("language", service_id, about.slug),
            service_id=service_id,
            name=terms[about].label,
            code=CODES.get(about.slug),
        )
        for about in facts.yes(Facet.LANGUAGE)
    ]
