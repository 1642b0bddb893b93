"""What a running app holds open: settings, database, vocabulary, gazetteer and search engine."""

from functools import cached_property

from config import DATA, Settings
from directory.domain.guide import Guide
from directory.domain.questionnaire import Questionnaire
from directory.domain.spanish import in_spanish
from directory.domain.vocabulary import Vocabulary
from directory.domain.wording import Wording
from directory.exchange import guide as guide_files
from directory.exchange import letters as letter_files
from directory.exchange import levels as level_files
from directory.exchange import wording as wording_file
from directory.exchange.fhir_codes import Codes
from directory.exchange.hsds_taxonomies import Catalogue
from directory.exchange.mail_folder import MailFolder
from directory.exchange.messages import Sender
from directory.exchange.smtp import MailServer, Server
from directory.search.embedded import EmbeddedEngine
from directory.search.engine import IndexedEngine
from directory.search.postgres import PostgresEngine
from directory.services.explain import Explainer
from directory.services.read_signs import SignReader
from directory.services.recognize_identifiers import Identifiers
from directory.services.send_mail import Letterbox
from directory.services.suggest_while_typing import Suggester
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.understanding.sentence import Understanding


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
    def wording(self) -> Wording:
        return wording_file.load(DATA / "wording.toml")

    @cached_property
    def letterbox(self) -> Letterbox:
        return Letterbox(letter_files.load(DATA / "letters", self.settings.sender))

    @property
    def mail(self) -> MailServer | MailFolder:
        """Where mail goes."""
        own = self.settings
        sender = Sender(own.site_name, own.mail_address, own.contact_email)
        if own.mail_goes_to_a_folder:
            return MailFolder(own.outbox, sender)
        return MailServer(server=Server.of(own.smtp_url), sender=sender)

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
    def engine(self) -> IndexedEngine:
        if self.settings.search == "postgres":
            return PostgresEngine(self.database, self.vocabulary)
        return EmbeddedEngine.open(self.settings.index, self.vocabulary)
