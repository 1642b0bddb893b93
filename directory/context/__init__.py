"""What pages and commands ask of the app that runs, for the request that is answered."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import cast

from flask import Flask, current_app, g, has_request_context, request
from sqlalchemy.orm import Session

from config import Settings
from directory.context.held import Held as Held
from directory.domain.guide import Guide
from directory.domain.questionnaire import Questionnaire
from directory.domain.vocabulary import Vocabulary
from directory.domain.wording import Wording
from directory.search.engine import Engine
from directory.services.ask import Asker
from directory.services.explain import Explainer
from directory.services.find_programs import Finder
from directory.services.send_mail import Letterbox
from directory.services.suggest_while_typing import Suggester
from directory.storage.gazetteer import Gazetteer

EXTENSION = "directory"
# Of the request that is answered, as its address says it. A page asks for it hundreds of times,
# and a variable of its own answers twenty times faster than the request does.
_language: ContextVar[str] = ContextVar("language", default="en")


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


def wording() -> Wording:
    """What finds words in a listing that are better said otherwise."""
    return held().wording


def letterbox() -> Letterbox:
    """Where a use case puts the mail it makes needed."""
    return held().letterbox


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
    return Finder(
        session=session(), engine=engine(), vocabulary=vocabulary(), newest=has_own_session()
    )


def has_own_session() -> bool:
    """Whether whoever asks may have written something; who only searches has no such cookie."""
    return has_request_context() and current_app.config["SESSION_COOKIE_NAME"] in request.cookies


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
    """A session whose transaction holds the write lock; the use case commits it.

    What was read is let go before: a replica may not take up what others write as long as a
    transaction on it goes on, and they may wait for the replica, and we for them.
    """
    if "session" in g:
        session().commit()  # what it has read stays in the hands of who asked for it
    return held().database.writing()


def _close_session(error: BaseException | None) -> None:
    scope = g.pop("session_scope", None)
    g.pop("session", None)
    if scope is not None:
        scope.__exit__(None, None, None)
    del error
