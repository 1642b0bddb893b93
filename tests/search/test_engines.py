"""Both engines say the same, whatever is asked: sites, order, counts, reasons, ways out."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from directory.domain.criteria import Criteria
from directory.domain.listings import Listing
from directory.domain.places import Box
from directory.domain.vocabulary import Vocabulary
from directory.exchange import demonstration
from directory.search.embedded import EmbeddedEngine
from directory.search.hits import Hits
from directory.search.postgres import PostgresEngine
from directory.storage import demonstrations
from directory.storage.database import Database
from tests.search import asking
from tests.search.listings import TODAY, listing, varied
from tests.search.varied_questions import Questions

SITES = 300
ILLINOIS = Box(36.9, -91.5, 42.5, -87.0)


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> EmbeddedEngine:
    return EmbeddedEngine.open(tmp_path_factory.mktemp("index"), vocabulary)


@pytest.fixture(scope="session")
def shown(prepared: Path, vocabulary: Vocabulary) -> list[Listing]:
    """Demonstration listings, numbered as the database would."""
    database = Database(f"sqlite:///{prepared}")
    with database.reading() as session:
        places = demonstrations.places(session)
    database.close()
    made = demonstration.generate(SITES, 1, vocabulary, places, TODAY)
    return [
        replace(
            one,
            id=number,
            programs=tuple(
                replace(program, id=number * 100 + place)
                for place, program in enumerate(one.programs)
            ),
        )
        for number, one in enumerate(made, 1)
    ]


def test_both_say_the_same_of_the_demonstration_listings(
    embedded: EmbeddedEngine,
    postgres_engine: PostgresEngine,
    shown: list[Listing],
    vocabulary: Vocabulary,
) -> None:
    embedded.rebuild(shown)
    postgres_engine.rebuild(shown)

    questions = list(Questions(shown, vocabulary).all())

    found = [compared(embedded, postgres_engine, criteria) for criteria in questions]
    assert sum(hits.total > 0 for hits in found) > 100  # that much was worth comparing
    assert sum(bool(hits.relaxations) for hits in found) > 50
    assert sum(bool(hits.online_elsewhere) for hits in found) > 10
    assert any(hits.nearly for hits in found)
    assert any(hits.suggestion for hits in found)
    assert any(hit.unknown for hits in found for hit in hits.hits)


def compared(embedded: EmbeddedEngine, postgres: PostgresEngine, criteria: Criteria) -> Hits:
    """What the embedded engine says, after the other one has said the same."""
    hits = embedded.search(criteria, today=TODAY)

    assert postgres.search(criteria, today=TODAY) == hits
    box = ILLINOIS if hits.total > SITES // 2 else None
    spread = embedded.spread(criteria, today=TODAY, box=box)
    other = postgres.spread(criteria, today=TODAY, box=box)
    assert replace(other, heaps=()) == replace(spread, heaps=())
    assert [heap[1:] for heap in other.heaps] == [heap[1:] for heap in spread.heaps]
    return hits


@pytest.mark.parametrize("seed", range(3))
def test_both_say_the_same_after_any_changes(
    embedded: EmbeddedEngine, postgres_engine: PostgresEngine, vocabulary: Vocabulary, seed: int
) -> None:
    random = Random(seed)
    now = {one.id: one for one in varied(vocabulary, 80, seed=seed)}
    postgres_engine.rebuild(now.values())

    for step in range(3):
        changed = list(varied(vocabulary, 12, seed=100 * seed + step, first=7 * step + 70))
        gone = random.sample(sorted(set(now) - {one.id for one in changed}), 3)
        postgres_engine.update(changed, gone)
        now |= {one.id: one for one in changed}
        now = {id_: one for id_, one in now.items() if id_ not in gone}
    embedded.rebuild(now.values())

    for _ in range(40):
        compared(embedded, postgres_engine, asking.criteria(random, vocabulary))
    for _ in range(20):  # with a term that is asked for and left out at once
        asked = asking.criteria(random, vocabulary)
        both = {random.choice(sorted(asked.include or vocabulary.terms))}
        contradicted = replace(asked, include=asked.include | both, exclude=asked.exclude | both)
        compared(embedded, postgres_engine, contradicted)


def test_both_mark_the_same_words(
    embedded: EmbeddedEngine, postgres_engine: PostgresEngine
) -> None:
    passages = ["The <b> gardens", "No word"]

    marked = [engine.highlights("garden", passages) for engine in (embedded, postgres_engine)]

    assert marked == [["The &lt;b&gt; <mark>gardens</mark>", "No word"]] * 2


def test_both_forgive_whatever_is_typed(
    embedded: EmbeddedEngine, postgres_engine: PostgresEngine
) -> None:
    for engine in (embedded, postgres_engine):
        engine.rebuild([listing(1, name="Étoile d'Or", description="100% O'Brien's \\ house")])
    typed = (
        "'",
        "\\",
        "a:b & c | !d",
        "étoile",
        "O'Brien",
        '"house',
        "%s",
        "<->",
        "\x00",
        "家",
        "🙂",
    )

    for text in typed:
        compared(embedded, postgres_engine, Criteria(text=text))
