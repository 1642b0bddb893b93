"""Mutated sentences: understanding them never raises, and takes neither long nor much."""

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from config import DATA
from directory.domain.vocabulary import Vocabulary
from directory.services.prepare_directory import prepare_directory
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.understanding.sentence import Understanding
from tests.mutated.row import Row, memory_of

SENTENCES = Path(__file__).parents[1] / "sentences.jsonl"
MORE = Path(__file__).parents[3] / "shared" / "queries.jsonl"  # kept beside the project, if at all
PLACES = ("Peoria, IL", "61602", "Cook County", "St. Louis", "New York New York", "near me", "PR")
ODD = (
    *("\0", "\ud800", "\udfff", "\u202e", "\ufeff", "\u0301" * 40, "👩‍👩‍👧", "ﬁ", "İ", "ß", "ẞ"),
    *("²", "¾", "٣", "\uff19\uff12\uff11\uff10\uff13", "\n", "\t", '"', "((((", "]]", "not not"),
    *("no", "-", "--", "*", "?", "~", "^3", "AND OR", "٦١٦٠٢", "½ mile", "0 miles", "24/7/365"),
    *("99999999999999999999", "1e999", "within -5 miles", "x" * 300, "a " * 200, "日本語", "مركز"),
    *("центр", "ñ" * 50, "%00", "<b>", "{{7*7}}", "'; DROP TABLE"),
)
MOST_MILLISECONDS = 2_000
MOST_GROWTH = 60  # megabytes
SETTLED_AFTER = 2_000  # sentences: what is held ready is there by then


@dataclass
class Trial:
    understanding: Understanding
    known: Sequence[str]
    random: Random
    faults: list[str] = field(default_factory=list)
    worst: tuple[float, str] = (0.0, "")

    def run(self, count: int) -> None:
        for _ in range(count):
            sentence = mutated(self.random, self.known)
            before = time.process_time()
            try:
                self._check(sentence)
            except Exception as error:
                self.faults.append(f"{error!r}: {sentence[:300]!r}")
            took = (time.process_time() - before) * 1_000
            self.worst = max(self.worst, (took, sentence))

    def _check(self, sentence: str) -> None:
        understood = self.understanding.understand(sentence)
        if understood.sentence != sentence:
            raise ValueError("another sentence came back")
        if any(not 0 <= each.start < each.end <= len(sentence) for each in understood.pieces):
            raise ValueError("a piece lies outside the sentence")


def mutated(random: Random, known: Sequence[str]) -> str:
    sentence = random.choice(known)
    for _ in range(random.randrange(1, 5)):
        sentence = random.choice(CHANGES)(random, sentence, known)
    return sentence


def _characters(random: Random, sentence: str, _known: Sequence[str]) -> str:
    place = random.randrange(len(sentence) + 1)
    put = random.choice((random.choice(ODD), chr(random.randrange(0x110000)), ""))
    return sentence[:place] + put + sentence[place + random.randrange(3) :]


def _words(random: Random, sentence: str, _known: Sequence[str]) -> str:
    words = sentence.split(" ")
    random.shuffle(words)
    return " ".join(words)


def _joined(random: Random, sentence: str, known: Sequence[str]) -> str:
    return random.choice((" ", "", ", ", " not ", " or ", "/")).join(
        (sentence, random.choice(known))
    )


def _cut(random: Random, sentence: str, _known: Sequence[str]) -> str:
    return sentence[random.randrange(len(sentence) + 1) :][: random.randrange(200)]


def _again(random: Random, sentence: str, _known: Sequence[str]) -> str:
    return sentence[:2_000] * (random.randrange(2, 30) if not random.randrange(20) else 2)


def _spelt(random: Random, sentence: str, _known: Sequence[str]) -> str:
    turns: Sequence[Callable[[str], str]] = (str.upper, str.title, str.swapcase, str.casefold)
    return random.choice(turns)(sentence)


CHANGES = (*([_characters] * 4), _words, _joined, _cut, _again, _spelt)


def known_sentences(vocabulary: Vocabulary) -> Iterator[str]:
    for path in (SENTENCES, MORE):
        if path.exists():
            yield from (json.loads(line)["q"] for line in path.read_text().splitlines())
    for term in vocabulary:
        yield from (term.label, term.label_es)
    yield from PLACES


def sentences(count: int, seed: int = 1) -> Row:
    vocabulary = Vocabulary.load(DATA / "vocabulary")
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/directory.db")
        prepare_directory(database, vocabulary)
        with database.reading() as session:
            gazetteer = Gazetteer.load(session)
        database.close()
    return tried(Understanding.load(vocabulary, gazetteer), count, seed)


def tried(understanding: Understanding, count: int, seed: int) -> Row:
    known = list(known_sentences(understanding.vocabulary))
    trial = Trial(understanding, known, Random(seed))
    settling = min(SETTLED_AFTER, count // 4)
    trial.run(settling)
    before = memory_of(os.getpid())
    trial.run(count - settling)
    growth = memory_of(os.getpid()) - before
    worst, sentence = trial.worst
    if worst > MOST_MILLISECONDS:
        trial.faults.append(f"{worst:.0f} ms for {sentence[:300]!r}")
    if growth > MOST_GROWTH:
        trial.faults.append(f"memory grew by {growth:.0f} MB")
    return Row(
        what="mutated sentences",
        count=count,
        faults=tuple(trial.faults),
        seen=f"the slowest {worst:.0f} ms of processor ({len(sentence):,} characters), "
        f"memory grew by {growth:.1f} MB",
        bound=f"never an error, each under {MOST_MILLISECONDS:,} ms, growth under {MOST_GROWTH} MB",
    )
