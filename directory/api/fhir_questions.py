"""How the value of a search parameter becomes a question to the database."""

from collections.abc import Callable, Iterable

from directory.api import fhir_values as values
from directory.api.fhir_errors import BadParameterError
from directory.api.fhir_values import Moment, Token
from directory.domain.codings import Coding, Sign
from directory.storage.question_texts import How
from directory.storage.questions import AllOf, AnyOf, Care, Changed, Not, Question, Runs, Told

Ask = Callable[[str, str], Question]  # of a value, still escaped, and a modifier

HOWS = {"": How.BEGINS, "contains": How.CONTAINS, "exact": How.EXACTLY}


def by_text(ask: Callable[[str, How], Question]) -> Ask:
    def read(written: str, modifier: str) -> Question:
        if modifier not in HOWS:
            raise BadParameterError(
                f":{modifier[:20]} is not understood here, only :contains and :exact."
            )
        return ask(values.text(written), HOWS[modifier])

    return read


def by_token(ask: Callable[[Token], Question]) -> Ask:
    def read(written: str, modifier: str) -> Question:
        _refuse(modifier)
        return ask(values.token(written))

    return read


def by_reference(kind: str, base: str, ask: Callable[[str], Question]) -> Ask:
    """`ask` is given an id, or nothing where something else is referred to."""

    def read(written: str, modifier: str) -> Question:
        _refuse(modifier if modifier != kind else "")
        return ask(values.reference(written, kind, base))

    return read


def by_change(written: str, modifier: str) -> Question:
    _refuse(modifier)
    return _changed(values.moment(written))


def of_codings(system: str, codings: Iterable[Coding]) -> Callable[[Token], Question]:
    """Ask for the programs that would be given the token's code."""
    given = tuple(codings)

    def ask(token: Token) -> Question:
        return AnyOf(tuple(_fits(one) for one in given if token.means(system, one.code)))

    return ask


def _fits(coding: Coding) -> Question:
    signs: list[Question] = [_shows(coding.has)] if coding.has else []
    signs += [Not(_shows(coding.lacks))] if coding.lacks else []
    return AllOf((Care(coding.care), *signs))


def _shows(sign: Sign) -> Question:
    return AnyOf((Runs(sign.care), Told(sign.facts)))


def _changed(moment: Moment) -> Question:
    """A change is at one time, which a day or a second spans."""
    at = Changed(since=moment.start, before=moment.end)
    compared: dict[str, Question] = {
        "gt": Changed(since=moment.end),
        "sa": Changed(since=moment.end),
        "ge": Changed(since=moment.start),
        "lt": Changed(before=moment.start),
        "eb": Changed(before=moment.start),
        "le": Changed(before=moment.end),
        "ne": Not(at),
    }
    return compared.get(moment.comparison, at)


def _refuse(modifier: str) -> None:
    if modifier:
        raise BadParameterError(f":{modifier[:20]} is not understood on this parameter.")
