"""A page that shows the description, for people who write software."""

from flask import Blueprint, render_template, request

from directory import context
from directory.api import docs_view
from directory.api.openapi.route import described

bp = Blueprint("docs", __name__, url_prefix="/api")


@bp.get("/docs")
def show() -> str:
    document = described()
    site = context.settings().base_url or request.host_url.rstrip("/")
    return render_template(
        "api/docs.html",
        parts=docs_view.parts(document, site),
        shapes=docs_view.shapes(document),
        settings=context.settings(),
        with_key=f"curl -H 'Authorization: Bearer tpd_…' '{site}/api/search?near=61602'",
    )


@bp.app_template_filter()
def with_code(text: str) -> list[tuple[str, bool]]:
    """Part what stands between backticks from the rest: each piece, and whether it is code."""
    return [(piece, place % 2 == 1) for place, piece in enumerate(text.split("`")) if piece]
