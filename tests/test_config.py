from pathlib import Path

import pytest

from config import SettingError, Settings


def read(tmp_path: Path, **env: str) -> Settings:
    return Settings.from_env({"DIRECTORY_INSTANCE": str(tmp_path / "instance"), **env})


def test_everything_has_a_default(tmp_path: Path) -> None:
    settings = read(tmp_path)

    assert settings.database_url == f"sqlite:///{tmp_path / 'instance' / 'directory.db'}"
    assert settings.index == tmp_path / "instance" / "index"
    assert settings.site_name == "Treatment directory"


def test_the_secret_is_made_once_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    first, second = read(tmp_path), read(tmp_path)

    assert first.secret_key == second.secret_key
    assert len(first.secret_key) == 64
    assert (tmp_path / "instance" / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DIRECTORY_DATABASE_URL", "mysql://somewhere"),
        ("DIRECTORY_DATABASE_URL", "sqlite:////nowhere/at/all.db"),
        ("DIRECTORY_DATABASE_URL", "postgresql://somewhere/directory"),
        ("DIRECTORY_BASE_URL", "treatment.example.org"),
        ("DIRECTORY_SMTP_URL", "mail.example.org"),
        ("DIRECTORY_SMTP_URL", "smtp://mail.example.org"),  # and no base URL
        ("DIRECTORY_CONTACT_EMAIL", "somebody"),
        ("DIRECTORY_MAIL_FROM", "somebody"),
        ("DIRECTORY_SECRET_KEY", "short"),
        ("DIRECTORY_SEARCH", "elsewhere"),
        ("DIRECTORY_REDIS_URL", "http://cache:6379"),
        ("DIRECTORY_SEARCH", "postgres"),  # and a database that is none
        ("DIRECTORY_API_LIMIT", "0"),
        ("DIRECTORY_API_KEY_LIMIT", "many"),
        ("DIRECTORY_WEBHOOKS_TO_LOOPBACK", "yes"),
    ],
)
def test_a_bad_value_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        read(tmp_path, **{name: value})


def test_an_instance_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(SettingError, match="DIRECTORY_INSTANCE"):
        Settings.from_env({"DIRECTORY_INSTANCE": str(tmp_path / "file" / "below")})


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://mail.example.org:port",
        "smtp://mail.example.org:99999",
        "smtp://mail.example.org?tls=perhaps",
        "smtp://user:p@ss/word@mail.example.org",
    ],
)
def test_a_mail_server_that_cannot_be_meant_is_named(tmp_path: Path, url: str) -> None:
    base = "https://treatment.example.org"

    with pytest.raises(SettingError, match="DIRECTORY_SMTP_URL must look like"):
        read(tmp_path, DIRECTORY_SMTP_URL=url, DIRECTORY_BASE_URL=base)


def test_mail_comes_from_the_best_address_that_is_known(tmp_path: Path) -> None:
    base = {"DIRECTORY_BASE_URL": "https://treatment.example.org"}
    contact = {"DIRECTORY_CONTACT_EMAIL": "listings@example.org"}

    found = [
        read(tmp_path, **env).mail_address
        for env in ({}, base, base | contact, contact | {"DIRECTORY_MAIL_FROM": "no@example.org"})
    ]

    assert found == [
        "directory@localhost",
        "directory@treatment.example.org",
        "listings@example.org",
        "no@example.org",
    ]


def test_a_secret_that_was_not_written_whole_is_named(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "instance" / "secret-key").write_text("")

    with pytest.raises(SettingError, match="secret-key is not whole"):
        read(tmp_path)


def test_nobody_else_may_look_into_a_new_instance(tmp_path: Path) -> None:
    read(tmp_path)

    assert (tmp_path / "instance").stat().st_mode & 0o077 == 0
