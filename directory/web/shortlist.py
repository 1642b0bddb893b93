from flask import Blueprint, render_template

bp = Blueprint("shortlist", __name__)


@bp.get("/shortlist")
def show() -> str:
    """The same page for everybody: what a person keeps stays in their browser."""
    return render_template("shortlist/show.html")
