from flask import Blueprint, render_template

from directory import context
from directory.storage import cards, sources

bp = Blueprint("guide", __name__, url_prefix="/guide")


@bp.get("/data")
def data() -> str:
    return render_template("guide/data.html", sources=sources.in_use(context.session()))


@bp.get("/ranking")
def ranking() -> str:
    return render_template("guide/ranking.html")


@bp.app_context_processor
def banner() -> dict[str, object]:
    """Every page says whether made-up listings are loaded; asked only where a page shows it."""
    return {"any_demonstration": lambda: cards.any_demonstration(context.session())}
