"""A directory whose every text was written by somebody who wants to run a script in it.

The texts are put into the database as they are, past all that would have cleaned them: so it is
the pages that are held to account, whatever once got in.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from config import Settings
from directory import context
from directory.app import create_app
from directory.domain.acts import Act, Deed
from directory.domain.people import Actor
from directory.services.rebuild_index import rebuild_index
from directory.storage import audit, corrections
from tests.security import town as towns
from tests.security.town import Town

MARK = "zqxj"
PAYLOAD = (
    f"{MARK} \"'><script>alert('{MARK}')</script><img src={MARK} onerror=alert(1)>"
    "<svg onload=alert(2)></svg></title></textarea></select></script><!-- {{7*7}} ${7*7} "
    "' onfocus=alert(3) autofocus x=' \u202e&quot; onclick=alert(4) javascript:alert(5)"
)
FORMULA = f"=HYPERLINK({MARK})"
SCRIPT_URL = f"javascript:alert('{MARK}')"
BREAKING_URL = f'https://x.example/"onmouseover="alert(6)//<script>{MARK}'
# By table, the columns that hold what somebody wrote.
WRITTEN: Mapping[str, tuple[str, ...]] = {
    "provider": ("name", "name2", "description", "street", "street2", "city", "county"),
    "program": ("name", "description", "entry", "cost", "copay"),
    "program_session": ("track",),
    "phone": ("number",),
    "source": ("name", "publisher"),
    "organization": ("name",),
    "account": ("name",),
    "invitation": ("email",),
    "claim": ("organization", "contact", "note", "reason"),
    "correction": ("shown", "said"),
    "revision": ("note", "reason"),
    "history": ("was", "became"),
    "record": ("unclaimed",),
}
TEXTS = re.compile(r"(.*/)?(name2?|description|street2?|city|entry|cost|copay)")
RUNS = ("javascript:", "data:text", "vbscript:")
LOADED = ("href", "src", "action", "formaction", "data", "xlink:href", "srcdoc")


def build(instance: Path, prepared: Path, written: str = PAYLOAD) -> Town:
    """`prepared`: a database with terms and places. `written`: what stands in every text."""
    (instance / "directory.db").write_bytes(prepared.read_bytes())
    app = create_app(Settings.from_env({"DIRECTORY_INSTANCE": str(instance)}))
    app.config.update(FORM_SECONDS=0, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    town = towns.build(app)
    _spoil(app, town, written)
    return town


def _spoil(app: Flask, town: Town, written: str) -> None:
    held = context.held(app)
    with app.app_context(), held.database.writing() as session:
        corrections.add(session, int(town.values["kept"]), "website", "x", "y")
        for table, columns in WRITTEN.items():
            set_ = ", ".join(f"{column} = :written" for column in columns)
            session.execute(text(f"UPDATE {table} SET {set_}"), {"written": written})  # noqa: S608
        _spoil_links(session, town)
        _spoil_documents(session, written)
        audit.note(session, Actor(written), Deed(Act.PAUSED, written, details={"reason": written}))
        session.commit()
    with held.database.reading() as session:
        rebuild_index(session, held.engine)


def _spoil_links(session: Session, town: Town) -> None:
    session.execute(text("UPDATE source SET url = :url"), {"url": SCRIPT_URL})
    session.execute(text("UPDATE provider SET website = :url"), {"url": BREAKING_URL})
    one = {"url": SCRIPT_URL, "id": int(town.values["kept"])}
    session.execute(text("UPDATE provider SET website = :url WHERE id = :id"), one)


def _spoil_documents(session: Session, written: str) -> None:
    """What was sent in: texts of the site and of its programs."""
    for id_, *documents in session.execute(text("SELECT id, base, proposal FROM revision")):
        base, proposal = (_spoiled(json.loads(each), written) for each in documents)
        values = {"id": id_, "base": json.dumps(base), "proposal": json.dumps(proposal)}
        session.execute(
            text("UPDATE revision SET base = :base, proposal = :proposal WHERE id = :id"), values
        )


def _spoiled(document: dict[str, Any], written: str) -> dict[str, Any]:
    texts = {key: f"{written} {key}" for key in document if TEXTS.fullmatch(key)}
    return {**document, **texts, "description": written, "website": SCRIPT_URL}


def runs(html: str) -> list[str]:
    """What a browser would run of a page, beside the files that are named in it."""
    root: Element = html5lib.parse(html, namespaceHTMLElements=False)
    elements = list(root.iter())
    scripts = [each for each in elements if each.tag == "script" and "src" not in each.attrib]
    named = [(each.tag, *pair) for each in elements for pair in each.attrib.items()]
    return [
        *(f"<script>{each.text}" for each in scripts if not _is_data(each)),
        *(f"<{tag} {name}={value[:40]}>" for tag, name, value in named if _runs(name, value)),
    ]


def _runs(name: str, value: str) -> bool:
    is_run = name in LOADED and value.strip().lower().startswith(RUNS)
    return is_run or name.startswith("on") or (name in ("src", "style") and value.startswith(MARK))


def _is_data(script: Element) -> bool:
    """Whether it is for search engines, and whole: so nothing broke out of it."""
    if script.get("type") != "application/ld+json":
        return False
    json.loads(script.text or "")
    return True
