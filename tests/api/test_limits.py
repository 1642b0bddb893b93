import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import Settings
from directory import context
from directory.services import keep_keys
from directory.storage import keys

FEW, MORE = 3, 8


@pytest.fixture
def app(app: Flask, settings: Settings) -> Flask:
    """Where little is allowed, so that a test need not ask much."""
    limits = {"DIRECTORY_API_LIMIT": str(FEW), "DIRECTORY_API_KEY_LIMIT": str(MORE)}
    env = {"DIRECTORY_INSTANCE": str(settings.instance)} | limits
    context.held(app).settings = Settings.from_env(env)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def key(app: Flask) -> str:
    with context.writing() as session:
        return keep_keys.give(session, "Helpline 211")


def statuses(client: FlaskClient, times: int, **headers: str) -> list[int]:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return [client.get("/api/explain?q=iop", headers=sent).status_code for _ in range(times)]


def test_whoever_asks_too_often_is_told_when_to_come_back(client: FlaskClient) -> None:
    assert statuses(client, FEW) == [200] * FEW

    answer = client.get("/api/explain?q=iop")

    assert answer.status_code == 429
    assert answer.content_type == "application/problem+json"
    assert 0 < int(answer.headers["Retry-After"]) <= 60 / FEW
    assert "Try again in" in answer.get_json(force=True)["detail"]


def test_each_answer_says_what_is_left(client: FlaskClient) -> None:
    headers = client.get("/api/explain?q=iop").headers

    assert headers["RateLimit-Policy"] == f'"address";q={FEW};w=60'
    assert headers["RateLimit"] == f'"address";r={FEW - 1};t=20'
    assert "Retry-After" not in headers


def test_what_does_not_exist_counts_too(client: FlaskClient) -> None:
    answers = [client.get("/api/nothing/here").status_code for _ in range(FEW + 1)]

    assert answers == [404] * FEW + [429]


def test_a_file_counts_as_many_requests(client: FlaskClient) -> None:
    first, second = client.get("/exports/none"), client.get("/exports/none")

    assert (first.status_code, second.status_code) == (404, 429)


@pytest.mark.parametrize("address", ["/", "/guide/", "/nowhere"])
def test_pages_are_not_counted(client: FlaskClient, address: str) -> None:
    answers = [client.get(address) for _ in range(FEW + 1)]

    assert 429 not in {answer.status_code for answer in answers}
    assert "RateLimit" not in answers[0].headers


@pytest.mark.parametrize("header", ["Bearer {}", "bearer {}", ""])
def test_a_key_allows_more(client: FlaskClient, key: str, header: str) -> None:
    sent = {"Authorization": header.format(key)} if header else {"X_API_Key": key}

    assert statuses(client, MORE + 1, **sent) == [200] * MORE + [429]


def test_a_key_has_a_limit_of_its_own(client: FlaskClient, key: str) -> None:
    statuses(client, FEW + 1)

    answer = client.get("/api/explain?q=iop", headers={"X-API-Key": key})

    assert answer.status_code == 200
    assert answer.headers["RateLimit"].startswith('"key"')


def test_a_revoked_key_opens_nothing(client: FlaskClient, key: str) -> None:
    with context.writing() as session:
        keep_keys.revoke(session, "Helpline 211")

    answer = client.get("/api/explain?q=iop", headers={"Authorization": f"Bearer {key}"})

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "revoked" in answer.get_json(force=True)["detail"]


def test_guessing_keys_counts(client: FlaskClient) -> None:
    assert statuses(client, FEW + 1, X_API_Key="tpd_guess") == [401] * FEW + [429]


def test_a_password_for_the_proxy_is_no_key(client: FlaskClient) -> None:
    assert statuses(client, 1, Authorization="Basic c3RhZ2luZzpzdGFnaW5n") == [200]


def test_a_proxy_on_this_machine_says_who_asks(client: FlaskClient) -> None:
    mine = statuses(client, FEW + 1, X_Forwarded_For="9.9.9.9, 203.0.113.7")

    assert mine == [200] * FEW + [429]
    assert statuses(client, 1, X_Forwarded_For="203.0.113.8") == [200]


def test_anybody_else_is_not_believed_about_an_address(client: FlaskClient) -> None:
    def ask(pretended: str) -> int:
        headers, peer = {"X-Forwarded-For": pretended}, {"REMOTE_ADDR": "203.0.113.9"}
        return client.get("/api/explain", headers=headers, environ_overrides=peer).status_code

    assert [ask(f"198.51.100.{each}") for each in range(FEW + 1)] == [200] * FEW + [429]


def test_the_key_is_not_in_the_database(app: Flask, key: str) -> None:
    kept = keys.by_name(context.session(), "Helpline 211")

    assert kept is not None
    assert key.encode() not in b"".join(
        path.read_bytes() for path in context.settings().instance.glob("directory.db*")
    )


def test_no_address_is_on_the_disk(app: Flask, client: FlaskClient) -> None:
    client.get("/api/explain?q=iop", environ_overrides={"REMOTE_ADDR": "203.0.113.77"})

    files = [path for path in context.settings().instance.rglob("*") if path.is_file()]

    assert not [path for path in files if b"203.0.113.77" in path.read_bytes()]
