"""The pages in each of their states, by their English address.

A test holds that no page is missing here; every address is looked at in both languages, but those
of editors. What stands in {braces} is filled in by tests/furnishing.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from config import DATA
from directory.web import languages

GUIDE = sorted(path.stem for path in DATA.glob("guide/en/*.md"))
PAGES = {
    "home": "/",
    "results": "/search?near=Peoria,+IL&care=intensive-outpatient&insurance=aetna&q=house",
    "older results": "/search?near=Peoria,+IL&q=house&older=1",
    "old listing": "/providers/old-house",
    "hours": "/search?near=Peoria,+IL&free=mon-1700-2100&hours-max=20&accepting=1&not-therapy=emdr",
    "danger": "/search?care=detox&near=IL",
    "read otherwise": "/search?q=intesive+outpatient+61602",
    "nothing": "/search?near=Peoria,+IL&therapy=emdr&q=zzzz",
    "notices": "/search?radius=abc&colour=blue&therapy=tea&near=IL&near=WI&q=detox",
    "past the end": "/search?near=IL&page=9999",
    "which place": "/search?near=Springfield",
    "unknown place": "/search?near=Peoira,+IL",
    "near me": "/search?q=rehab+near+me",
    "listing": "/providers/harbor-house",
    "sparse listing": "/providers/quiet-house",
    "example listing": "/providers/example-house",
    "compare none": "/compare",
    "compare one": "/compare?provider=harbor-house&provider=nobody&near=IL&add=zzzz",
    "compare four": "/compare?provider=harbor-house&provider=quiet-house&provider=long-name"
    "&provider=example-house&near=61602",
    "compare more": "/compare?provider=harbor-house&provider=long-name&add=house",
    "shortlist": "/shortlist",
    "call sheet": "/call-sheet?provider=harbor-house&provider=quiet-house",
    "call sheet of none": "/call-sheet",
    "no such time": "/call-sheet.ics?provider=harbor-house&on=never",
    "guide": "/guide/",
    **{f"guide, {slug}": f"/guide/{slug}" for slug in GUIDE},
    "which level": "/guide/which-level",
    "developers": "/api/docs",
    "for other sites": "/embed?near=Peoria,+IL&care=intensive-outpatient",
    "in a frame": "/embed/search?near=Peoria,+IL&care=intensive-outpatient",
    "asking in a frame": "/embed/search?near=Springfield&scheme=dark",
    "exports": "/exports",
    "link that is not whole": "/confirm/torn",
    "error": "/nowhere",
}

# Everybody may open these; their forms need a cookie.
FORMS = {
    "sign in": "/account/sign-in",
    "code": "/account/code",
    "passkey": "/account/passkey",
    "report": "/correct/harbor-house",
    "reported": "/correct/harbor-house/thanks",
    "add a program": "/submit",
    "place": "/submit/{draft}/place?listed=1",
    "week": "/submit/{half}/sessions-new-1?look=1",
    "to mend": "/submit/{half}/check",
    "to send": "/submit/{draft}/check",
    "draft": "/submit/{draft}",
    "sent in": "/submit/{sent}",
    "confirmation": "/submit/confirm/torn",
}
# For those who keep listings, and are signed in.
OWN = {
    "account": "/account/",
    "passkeys": "/account/passkeys",
    "app": "/account/app",
    "recovery codes": "/account/recovery-codes",
    "new address": "/account/email",
    "password": "/account/password",
    "second proof": "/account/second-factor",
    "end of an account": "/account/delete",
    "claim": "/claim/harbor-house",
    "claimed": "/claim/{claim}/state",
    "your listings": "/manage",
    "one of them": "/manage/long-name",
    "from day to day": "/manage/long-name/small",
    "edited": "/manage/long-name/edit/place",
    "differences": "/manage/long-name/difference",
    "preview": "/manage/long-name/preview",
    "history": "/manage/long-name/history",
    "undo": "/manage/long-name/undo/{made}",
    "pause": "/manage/long-name/pause",
    "close": "/manage/long-name/close",
    "members": "/manage/organizations/{organization}",
    "taking out": "/manage/organizations/{organization}/remove/{colleague}",
    "leaving": "/manage/organizations/{organization}/leave",
    "table": "/manage/organizations/{organization}/table",
    "invitation": "/manage/invitation/{invitation}",
}
NO_PAGES = {
    "account.change_email_confirm",
    "manage.begin",
    "manage.download",
}  # they lead on, in each case
# For editors.
REVIEW = {
    "what waits": "/review",
    "change": "/review/change/{made}",
    "claim to decide": "/review/claim/{claim}",
    "as readers would see it": "/review/preview/{made}",
    "overview": "/review/overview?state=IL",
    "unknown codes": "/review/codes",
    "merges": "/review/merges",
    "merge": "/review/merge/{quiet}/{harbor}",
    "audit trail": "/review/audit",
    "whole trail": "/review/audit/check",
    "any listing": "/review/listing/harbor-house",
}

# What machines read has no language of its own.
SPANISH = {
    name: f"/es{address}"
    for name, address in PAGES.items()
    if address in languages.FOR_PEOPLE or address.split("/")[1] not in languages.WITHOUT_LANGUAGE
}
OPENED = "for (const each of document.querySelectorAll('details')) each.open = true"


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as somebody sees it; `who`: a name of tests/furnishing.py, or nobody in particular."""

    name: str
    address: str
    who: str = ""
    needs_cookie: bool = False

    def __str__(self) -> str:
        return f"{self.name} {self.who}".strip()


def in_english() -> Iterator[Seen]:
    for name, address in PAGES.items():
        yield Seen(name, address)
    for who, pages in (("", FORMS), ("keeper", OWN), ("editor", REVIEW)):
        for name, address in pages.items():
            yield Seen(name, address, who, needs_cookie=True)


def in_spanish() -> Iterator[Seen]:
    """Editors read English."""
    for name, address in SPANISH.items():
        yield Seen(name, address)
    for who, pages in (("", FORMS), ("keeper", OWN)):
        for name, address in pages.items():
            yield Seen(name, f"/es{address}", who, needs_cookie=True)
