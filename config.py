"""Settings, read once from the environment when the app starts."""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

ROOT = Path(__file__).parent
DATA = ROOT / "data"
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
SMTP_URL = re.compile(
    r"smtps?://([^@/?#\s]+@)?([\w.-]+|\[[0-9a-fA-F:.]+\])(:[0-9]{1,5})?/?(\?tls=(required|never))?"
)

REDIS_URL = re.compile(
    r"rediss?://([^@/?#\s]*@)?([\w.-]+|\[[0-9a-fA-F:.]+\])(:[0-9]{1,5})?(/[0-9]*)?|unix://\S+"
)


class SettingError(ValueError):
    """A setting that cannot be used; the message names it and says what would do."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    instance: Path
    database_url: str
    read_database_urls: tuple[str, ...] = ()
    site_name: str = "Treatment directory"
    base_url: str = ""  # empty: whatever address the request came to
    contact_email: str = ""  # who keeps the directory and hears of mistakes in it
    smtp_url: str = ""  # empty: mail becomes files in the instance's outbox folder
    mail_from: str = ""  # the address that mail comes from; see `mail_address`
    webhooks_to_loopback: bool = False  # for tests: partners on this machine, without encryption
    secret_key: str
    requests_a_minute: int = 600  # of the API, from one address
    requests_a_minute_with_key: int = 6000
    puzzle: str = "auto"  # before something is sent to editors: auto, always, never
    search: str = "embedded"  # embedded: an index on each node; postgres: nodes keep nothing
    redis_url: str = ""  # what nodes count together in; empty: each counts for itself
    log: str = "text"  # text: faults and warnings; json: a line of each request, too

    @property
    def index(self) -> Path:
        return self.instance / "index"

    @property
    def outlines(self) -> Path:
        """What the map draws: the borders of states and counties."""
        return self.instance / "outlines"

    @property
    def templates(self) -> Path:
        """Templates as the machine reads them."""
        return self.instance / "templates"

    @property
    def exports(self) -> Path:
        """Files of the whole directory, kept until it changes."""
        return self.instance / "exports"

    @property
    def documents(self) -> Path:
        """What people sent in to prove who they are, which only editors read."""
        return self.instance / "documents"

    @property
    def outbox(self) -> Path:
        """Where mail lies as files while there is no mail server."""
        return self.instance / "outbox"

    @property
    def mail_goes_to_a_folder(self) -> bool:
        return not self.smtp_url

    @property
    def mail_address(self) -> str:
        """Where mail comes from."""
        host = urlsplit(self.base_url).hostname or "localhost"
        return self.mail_from or self.contact_email or f"directory@{host}"

    @property
    def sender(self) -> str:
        """Who sends mail, as its readers are told, and how to reach them where that is said."""
        return "\n".join(filter(None, (self.site_name, self.base_url, self.contact_email)))

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        """Read DIRECTORY_… settings, making the instance folder and its secret where missing."""
        instance = _folder(env.get("DIRECTORY_INSTANCE", "instance"))
        return cls(
            instance=instance,
            database_url=_database_url(env, instance),
            read_database_urls=tuple(env.get("DIRECTORY_READ_DATABASE_URLS", "").split()),
            site_name=env.get("DIRECTORY_SITE_NAME", "").strip() or cls.site_name,
            base_url=_web_address(env.get("DIRECTORY_BASE_URL", "")),
            contact_email=_email(env, "DIRECTORY_CONTACT_EMAIL"),
            smtp_url=_smtp_url(env),
            mail_from=_email(env, "DIRECTORY_MAIL_FROM"),
            webhooks_to_loopback=_switch(env, "DIRECTORY_WEBHOOKS_TO_LOOPBACK"),
            secret_key=_secret(env.get("DIRECTORY_SECRET_KEY", ""), instance / "secret-key"),
            requests_a_minute=_count(env, "DIRECTORY_API_LIMIT", cls.requests_a_minute),
            requests_a_minute_with_key=_count(
                env, "DIRECTORY_API_KEY_LIMIT", cls.requests_a_minute_with_key
            ),
            puzzle=_choice(env, "DIRECTORY_PUZZLE", ("auto", "always", "never")),
            search=_search(env),
            redis_url=_redis_url(env),
            log=_choice(env, "DIRECTORY_LOG", ("text", "json")),
        )


def _folder(text: str) -> Path:
    path = Path(text or "instance").absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)  # mail addresses are in there
    except OSError as error:
        raise SettingError(
            f"DIRECTORY_INSTANCE is {text!r}, a folder that cannot be made: {error.strerror}."
        ) from error
    return path


def _database_url(env: Mapping[str, str], instance: Path) -> str:
    url = env.get("DIRECTORY_DATABASE_URL", "") or f"sqlite:///{instance / 'directory.db'}"
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingError(
            "DIRECTORY_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://."
        )
    folder = Path(url.removeprefix("sqlite:///")).parent
    if url.startswith("sqlite") and not folder.is_dir():
        raise SettingError(f"DIRECTORY_DATABASE_URL names {folder}, a folder that does not exist.")
    return url


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.netloc):
        raise SettingError(
            f"DIRECTORY_BASE_URL is {text!r}; write it like https://treatment.example.org."
        )
    return text.rstrip("/")


def _email(env: Mapping[str, str], name: str) -> str:
    text = env.get(name, "").strip()
    if text and not EMAIL.fullmatch(text):
        raise SettingError(f"{name} is {text!r}; write it like listings@example.org.")
    return text


def _smtp_url(env: Mapping[str, str]) -> str:
    """The mail server. Links in mail need a host that nobody else can choose."""
    text = env.get("DIRECTORY_SMTP_URL", "").strip()
    if text and not _names_a_server(text):
        raise SettingError("DIRECTORY_SMTP_URL must look like smtp://user:password@host:587.")
    if text and not env.get("DIRECTORY_BASE_URL", ""):
        raise SettingError("DIRECTORY_SMTP_URL needs DIRECTORY_BASE_URL too: mail holds links.")
    return text


def _names_a_server(text: str) -> bool:
    try:
        return SMTP_URL.fullmatch(text) is not None and urlsplit(text).port != 0
    except ValueError:  # no such port
        return False


def _count(env: Mapping[str, str], name: str, usual: int) -> int:
    text = env.get(name, "").strip()
    if not text:
        return usual
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise SettingError(f"{name} is {text!r}; write how many requests a minute, like {usual}.")
    return int(text)


def _search(env: Mapping[str, str]) -> str:
    engine = _choice(env, "DIRECTORY_SEARCH", ("embedded", "postgres"))
    if engine == "postgres" and not env.get("DIRECTORY_DATABASE_URL", "").startswith("postgresql"):
        raise SettingError(
            "DIRECTORY_SEARCH is 'postgres', which needs a DIRECTORY_DATABASE_URL that begins with "
            "postgresql+psycopg://."
        )
    return engine


def _redis_url(env: Mapping[str, str]) -> str:
    text = env.get("DIRECTORY_REDIS_URL", "").strip()
    if text and not REDIS_URL.fullmatch(text):
        raise SettingError(
            "DIRECTORY_REDIS_URL must look like redis://:password@host:6379/0, or rediss:// for an "
            "encrypted line."
        )
    return text


def _choice(env: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """One of the choices, of which the first is the usual one."""
    text = env.get(name, "").strip() or choices[0]
    if text not in choices:
        raise SettingError(f"{name} is {text!r}; write one of {', '.join(choices)}.")
    return text


def _switch(env: Mapping[str, str], name: str) -> bool:
    text = env.get(name, "")
    if text not in ("", "0", "1"):
        raise SettingError(f"{name} is {text!r}; write 1 for yes, or leave it away.")
    return text == "1"


def _secret(given: str, kept: Path) -> str:
    """Return the given key, else the one kept in the instance, made on the first start."""
    if given:
        if len(given) < 32:
            raise SettingError("DIRECTORY_SECRET_KEY is shorter than 32 characters.")
        return given
    try:
        if not kept.exists():
            _keep(secrets.token_hex(32), kept)
        secret = kept.read_text()
    except OSError as error:
        raise SettingError(f"The secret key cannot be kept in {kept}: {error.strerror}.") from error
    if len(secret) < 32:
        raise SettingError(
            f"The secret key in {kept} is not whole: take it from a backup, or delete the file to "
            "have another made, which signs everybody out."
        )
    return secret


def _keep(secret: str, path: Path) -> None:
    """Write it whole or not at all; whoever was quicker is right."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600)
        draft.write_text(secret)
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)
