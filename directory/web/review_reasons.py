"""Reasons that editors give again and again, in the language of whoever reads the mail."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request


@dataclass(frozen=True, slots=True)
class Reason:
    label: str  # for editors
    texts: Mapping[str, str]  # by language


# What stands in a mail where part was accepted and no reason is given.
NONE = {
    "en": "No further reason was given. You can ask us.",
    "es": "No se dio otro motivo. Puede preguntarnos.",
}
# Above what was not accepted, and what an editor wrote otherwise, in that mail.
LEFT_OUT = {"en": "This is not shown:", "es": "Esto no se muestra:"}
MENDED = {
    "en": "An editor put this right, and it is shown so:",
    "es": "Un editor corrigió esto y se muestra así:",
}
REASONS: Mapping[str, Reason] = {
    "wording": Reason(
        "Promises or advertising",
        {
            "en": "Some words promise more than anybody can check, such as a rate of success or "
            "“the best”. Please say in plain words what you offer.",
            "es": "Algunas palabras prometen más de lo que se puede comprobar, como una tasa de "
            "éxito o “el mejor”. Por favor, diga con palabras sencillas lo que ofrece.",
        },
    ),
    "not-treatment": Reason(
        "Not a place for treatment",
        {
            "en": "We list places that treat addiction. We could not tell that this is one.",
            "es": "Incluimos lugares que tratan la adicción. No pudimos ver que este lo sea.",
        },
    ),
    "listed": Reason(
        "Listed already",
        {
            "en": "This place is in the directory already. You can ask to keep its listing.",
            "es": "Este lugar ya está en el directorio. Puede pedir mantener su ficha.",
        },
    ),
    "unreached": Reason(
        "Could not be reached",
        {
            "en": "We called the phone number that was given, and could not reach the place.",
            "es": "Llamamos al teléfono indicado y no pudimos comunicarnos con el lugar.",
        },
    ),
    "incomplete": Reason(
        "Too little is said",
        {
            "en": "Readers could not do much with this yet. Please add a phone number, the level "
            "of care and when the sessions are.",
            "es": "Con esto los lectores no pueden hacer mucho. Por favor, añada un teléfono, el "
            "nivel de atención y cuándo son las sesiones.",
        },
    ),
    "unproven": Reason(
        "Not proven to be theirs",
        {
            "en": "We could not make sure that you speak for this place.",
            "es": "No pudimos comprobar que usted hable en nombre de este lugar.",
        },
    ),
}


def given(language: str) -> str:
    """What the form says: a reason from the list, the editor's own words, or both."""
    known = REASONS.get(request.form.get("reason", ""))
    listed = known.texts.get(language, known.texts["en"]) if known else ""
    own = request.form.get("words", "").strip()
    return "\n\n".join(filter(None, (listed, own)))
