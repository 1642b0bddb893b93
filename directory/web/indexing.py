"""What search engines are told: one address for each page, its languages, what to leave alone."""

from flask import Blueprint, Response, request, url_for
from flask.blueprints import BlueprintSetupState

from directory import context
from directory.web import formats, languages

bp = Blueprint("indexing", __name__)

# Pages to be found by. What is not named here is not: searches, what a person gathered, accounts.
FOUND = {
    "search.home",
    "search.results",
    "providers.show",
    "guide.index",
    "guide.page",
    "guide.data",
    "levels.ask",
    "embed.explain",
    "exports.index",
    "docs.show",
}
# Where the query makes another page, which is not to be found.
SEARCHING = {"search.results"}
# Addresses without end, which a crawler would follow from each to the next.
ENDLESS = (
    "search.results",
    "maps.results",
    "compare.show",
    "call_sheet.show",
    "call_sheet.table",
    "call_sheet.reminders",
    "embed.results",
)


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(
        is_found=is_found, canonical=canonical, alternates=alternates
    )


def is_found() -> bool:
    """Whether search engines may list the page."""
    asks = bool(request.query_string) and request.endpoint in SEARCHING
    return request.endpoint in FOUND and not asks


def canonical() -> str:
    return alternates()[context.language()]


def alternates() -> dict[str, str]:
    """The same page in each language; of a page to be found, without what was added to it."""
    found = {each: formats.outside(languages.address_in(each)) for each in languages.LOCALES}
    if is_found():
        found = {each: address.partition("?")[0] for each, address in found.items()}
    return found


def in_every_language(address: str) -> dict[str, str]:
    """Whole addresses of a page, from the one that `url_for` makes, in whatever language."""
    return {each: formats.outside(path) for each, path in paths(address).items()}


def paths(address: str) -> dict[str, str]:
    """The same without the host."""
    mounted = request.environ.get(languages.MOUNTED, "")
    path = address.removeprefix(request.script_root)
    return {
        languages.ENGLISH: f"{mounted}{path}",
        languages.SPANISH: f"{mounted}/{languages.SPANISH}{path}",
    }


@bp.app_template_filter()
def in_english(address: str) -> str:
    """For what machines read, which has no language of its own."""
    return paths(address)[languages.ENGLISH]


@bp.get("/robots.txt")
def robots() -> Response:
    lines = ["User-agent: *"]
    for endpoint in ENDLESS:
        lines += [f"Disallow: {path}?" for path in paths(url_for(endpoint)).values()]
    # Drafts are for who has their addresses.
    lines += [f"Disallow: {path}/" for path in paths(url_for("submit.start")).values()]
    lines.append(f"Disallow: {url_for('api.search')}")
    lines.append(f"Sitemap: {formats.outside(url_for('sitemap.index'))}")
    response = Response("\n".join(lines) + "\n", mimetype="text/plain")
    response.cache_control.public = True
    response.cache_control.max_age = 3600
    return response
