"""How a sentence is understood, for people who ask and for editors who add phrases."""

import json
from collections.abc import Iterator

import click
from flask import Blueprint

from directory import context
from directory.domain.understanding import Piece, Understood

bp = Blueprint("explaining", __name__, cli_group=None)


@bp.cli.command("explain")
@click.argument("sentence")
@click.option("--json", "as_json", is_flag=True, help="Print it as other programs read it.")
@click.option("--exact", is_flag=True, help="Take every word as written, misspelt or not.")
def explain(*, sentence: str, as_json: bool, exact: bool) -> None:
    """Show how a sentence is understood, as filters."""
    understood = context.explainer().explain(context.session(), sentence, exact=exact)
    if as_json:
        click.echo(json.dumps(understood.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(understood)))


def _lines(understood: Understood) -> Iterator[str]:
    criteria = understood.criteria
    settled = (piece for piece in understood.pieces if not (piece.unsettled or piece.text))
    yield from (_line(piece, understood.sentence) for piece in settled)
    if understood.place_choices:
        choices = "; ".join(place.label for place in understood.place_choices)
        yield f"Which place: {choices}"
    if understood.wants_place:
        yield "Near you: say a ZIP code or a city; nobody is located."
    for correction in understood.corrections:
        yield f"Searched for {correction.meant} instead of {correction.written}."
    if criteria.text:
        yield f"Words: {criteria.text}"
    if not understood.pieces and not criteria.text:
        yield "Nothing to filter by."


def _line(piece: Piece, sentence: str) -> str:
    said = sentence[piece.start : piece.end]
    return f"{said}: {', '.join(_meanings(piece))}"


def _meanings(piece: Piece) -> Iterator[str]:
    vocabulary = context.vocabulary()
    for sign, selections in (("", piece.include), ("not ", piece.exclude)):
        for selection in selections:
            yield f"{sign}{vocabulary.terms[selection].label} ({selection.facet})"
    if piece.place is not None:
        yield piece.place.label
    if piece.radius is not None:
        yield f"within {piece.radius:g} miles"
    if piece.accepting:
        yield "takes new clients now"
