"""Reads `data/letters/`: the mail that the directory sends, as texts that anybody can edit.

The first line is the subject, then comes an empty line, then the text. What begins with $ is
filled in; `$sender`, who sends it, must stand in every text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from directory.domain.editing import DataError
from directory.domain.mail import Letter, Written

LANGUAGES = ("en", "es")
SENDER = "sender"
LONGEST_SUBJECT = 150  # characters
ENDS_A_LINE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Text:
    subject: Template
    body: Template

    @property
    def placeholders(self) -> frozenset[str]:
        return frozenset((*self.subject.get_identifiers(), *self.body.get_identifiers()))


@dataclass(frozen=True)
class Letters:
    texts: Mapping[tuple[str, str], Text]  # by name and language
    sender: str  # the directory's name, and how it is reached

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.texts)

    def placeholders(self, name: str) -> frozenset[str]:
        """What has to be given for a letter."""
        return self.texts[name, LANGUAGES[0]].placeholders - {SENDER}

    def written(self, letter: Letter, language: str) -> Written:
        """Fill it in. KeyError: there is no such letter, or a value is missing."""
        text = self.texts[letter.name, language if language in LANGUAGES else LANGUAGES[0]]
        values = {SENDER: self.sender, **letter.values}
        inline = {name: _on_one_line(value) for name, value in values.items()}
        whole = {name: CONTROLS.sub("", value) for name, value in values.items()}
        return Written(
            subject=text.subject.substitute(inline)[:LONGEST_SUBJECT],
            body=text.body.substitute(whole),
        )


def load(folder: Path, sender: str) -> Letters:
    """Read every text, or raise DataError where one is torn, missing, or unlike its translation."""
    files = sorted(folder.glob("*.*.txt"))
    names = sorted({path.name.split(".")[0] for path in files})
    if not names:
        raise DataError(f"There are no letters in {folder.name}.")
    texts = {
        (name, language): _text(folder / f"{name}.{language}.txt")
        for name in names
        for language in LANGUAGES
    }
    for name in names:
        _check(name, [texts[name, language].placeholders for language in LANGUAGES])
    return Letters(texts=texts, sender=sender)


def _text(path: Path) -> Text:
    try:
        subject, empty, body = path.read_text("utf-8").split("\n", 2)
    except (OSError, ValueError) as error:
        raise DataError(f"The letter {path.name} cannot be read: {error}.") from error
    if not subject.strip() or empty.strip() or not body.strip():
        raise DataError(f"The letter {path.name} needs a subject, an empty line and a text.")
    text = Text(subject=Template(subject.strip()), body=Template(body.strip() + "\n"))
    if not (text.subject.is_valid() and text.body.is_valid()):
        raise DataError(f"The letter {path.name} has a $ that begins no name; write it as $$.")
    if SENDER not in text.body.get_identifiers():
        raise DataError(f"The letter {path.name} does not say who sends it: ${SENDER} is missing.")
    return text


def _check(name: str, placeholders: list[frozenset[str]]) -> None:
    if len(set(placeholders)) > 1:
        unlike = ", ".join(
            sorted(frozenset.union(*placeholders) - frozenset.intersection(*placeholders))
        )
        raise DataError(f"The letter {name} fills in {unlike} in one language only.")


def _on_one_line(value: str) -> str:
    """A header ends where its line does, so a value must not end it."""
    return ENDS_A_LINE.sub(" ", value).strip()
