"""The audit of dependencies, beside a server on this machine that answers as the source does."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from config import ROOT
from tests import advisories
from tests.advisories import NothingAuditedError, Pin
from tests.serving import free_port

HOLED = Pin("flask", "0.1")


class Source(BaseHTTPRequestHandler):
    """Knows of one hole; below /mute it answers fewer questions than it was asked."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        told = [] if self.path == "/mute" else [answer(each) for each in asked]
        body = json.dumps({"results": told}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def answer(query: dict[str, object]) -> dict[str, object]:
    is_holed = query == {"package": {"ecosystem": "PyPI", "name": "flask"}, "version": "0.1"}
    return {"vulns": [{"id": "PYSEC-2019-179"}]} if is_holed else {}


@pytest.fixture
def source() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Source)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_every_pinned_dependency_is_looked_up() -> None:
    found = advisories.pins(ROOT / name for name in advisories.LOCKS)

    assert {"flask", "pillow", "nh3", "whoosh", "pytest"} <= {each.name for each in found}
    assert len(found) > 100


def test_a_known_hole_is_named(source: str) -> None:
    holes = advisories.audit([Pin("whoosh", "2.7.4"), HOLED], source)

    assert holes == {HOLED: ["PYSEC-2019-179"]}


def test_where_nobody_answers_nothing_was_audited(capsys: pytest.CaptureFixture[str]) -> None:
    code = advisories.main(f"http://127.0.0.1:{free_port()}")

    assert code == 2
    assert capsys.readouterr().err.startswith("Nothing was audited: ")


def test_half_an_answer_is_none(source: str) -> None:
    with pytest.raises(NothingAuditedError, match="answered 0 of 1 questions"):
        advisories.audit([HOLED], f"{source}/mute")


def test_to_look_nothing_up_is_no_audit(source: str) -> None:
    with pytest.raises(NothingAuditedError, match="no dependency is pinned"):
        advisories.audit([], source)
