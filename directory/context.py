"""What a running app holds open: settings, database, vocabulary, gazetteer and search engine."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import cast

from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from config import DATA, Settings
from directory.domain.guide import Guide
from directory.domain.questionnaire import Questionnaire
from directory.domain.spanish import in_spanish
from directory.domain.vocabulary import Vocabulary
from directory.exchange import guide as guide_files
from directory.exchange import levels as level_files
from directory.exchange.fhir_codes import Codes
from directory.exchange.hsds_taxonomies import Catalogue
from directory.search.engine import EmbeddedEngine, Engine
from directory.services.ask import Asker
from directory.services.explain import Explainer
from directory.services.find_programs import Finder
from directory.services.read_signs import SignReader
from directory.services.recognize_identifiers import Identifiers
from directory.services.suggest_while_typing import Suggester
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.understanding.sentence import Understanding

EXTENSION = "directory"
# Of the request that is answered, as its address says it. A page asks for it hundreds of times,
# and a variable of its own answers twenty times faster than the request does.
_language: ContextVar[str] = ContextVar("language", default="en")


class Held:
    """Opens each part at its first use, so that `directory init` can start from nothing."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.database = Database(settings.database_url, settings.read_database_urls)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary.load(DATA / "vocabulary")

    @cached_property
    def spanish_vocabulary(self) -> Vocabulary:
        return in_spanish(self.vocabulary)

    @cached_property
    def guide(self) -> Guide:
        return guide_files.load(DATA / "guide")

    @cached_property
    def levels(self) -> Questionnaire:
        named = DATA / "guide" / "sources.toml"
        sources = {each: guide_files.sources(named, each) for each in guide_files.LANGUAGES}
        return level_files.load(DATA / "levels.toml", frozenset(self.vocabulary.terms), sources)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The vocabulary as other systems read it, which is in English only."""
        return Catalogue.of(self.vocabulary)

    @cached_property
    def fhir_codes(self) -> Codes:
        return Codes.load(DATA / "fhir.toml", self.vocabulary)

    @cached_property
    def identifiers(self) -> Identifiers:
        return Identifiers()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        with self.database.reading() as session:
            return Gazetteer.load(session)

    @cached_property
    def signs(self) -> SignReader:
        return SignReader()

    @cached_property
    def understanding(self) -> Understanding:
        return Understanding.load(self.vocabulary, self.gazetteer)

    @cached_property
    def explainer(self) -> Explainer:
        return Explainer(self.understanding, self.signs)

    @cached_property
    def suggester(self) -> Suggester:
        return Suggester(self.vocabulary, self.gazetteer, self.signs)

    @cached_property
    def engine(self) -> EmbeddedEngine:
        return EmbeddedEngine.open(self.settings.index, self.vocabulary)


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions[EXTENSION] = Held(settings)
    app.teardown_appcontext(_close_session)


def held(app: Flask | None = None) -> Held:
    return cast(Held, (app or current_app).extensions[EXTENSION])


def settings() -> Settings:
    return held().settings


def language() -> str:
    """Return `es` for a request below `/es`, otherwise `en`."""
    return _language.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def vocabulary() -> Vocabulary:
    """The words of the language that is asked for; what they stand for is the same."""
    return held().spanish_vocabulary if language() == "es" else held().vocabulary


def gazetteer() -> Gazetteer:
    return held().gazetteer


def guide() -> Guide:
    return held().guide


def levels() -> Questionnaire:
    return held().levels


def engine() -> Engine:
    return held().engine


def explainer() -> Explainer:
    return held().explainer


def suggester() -> Suggester:
    return held().suggester


def asker() -> Asker:
    """What reads this request's address into what it asks for."""
    return Asker(
        session=session(),
        vocabulary=vocabulary(),
        gazetteer=gazetteer(),
        explainer=explainer(),
    )


def finder() -> Finder:
    return Finder(session=session(), engine=engine(), vocabulary=vocabulary())


def warm() -> None:
    """Open everything now, so that no first visitor waits for it."""
    for part in (vocabulary, guide, levels, gazetteer, engine, explainer):
        part()
    with held().database.reading() as session:
        suggester().prepare(session)


def session() -> Session:
    """The reading session of this request or command."""
    if "session" not in g:
        g.session_scope = held().database.reading()
        g.session = g.session_scope.__enter__()
    return cast(Session, g.session)


def writing() -> AbstractContextManager[Session]:
    """A session whose transaction holds the write lock; the use case commits it."""
    return held().database.writing()


def _close_session(error: BaseException | None) -> None:
    scope = g.pop("session_scope", None)
    g.pop("session", None)
    if scope is not None:
        scope.__exit__(None, None, None)
    del error
