"""Finds the text in a template that no translator would ever see."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

MARKED = ("_", "gettext", "ngettext", "pgettext", "lazy_gettext")
READ_OUT = ("alt", "title", "placeholder", "aria-label", "content", "label")
WORD = re.compile(r"[^\W\d_]{2,}")
# A slug or a class is small and alone; what people read begins large or has several words.
PROSE = re.compile(r"^[^\W\d_a-z][a-z]+|[^\W\d_]{2,} [^\W\d_]{2,}")
CLASSES = re.compile(r'\bclass="[^"]*"')
# Read out by nobody, or the same in every language.
NEUTRAL = re.compile(r"^(width=device-width.*|light dark|noindex|website|summary|Español|English)$")


def unmarked(path: Path) -> list[str]:
    """Every piece of visible text that stands in the template as it is."""
    source = path.read_text("utf-8")
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    written = _Text("".join(_markup(environment, source))).found
    spoken = _constants(environment.parse(CLASSES.sub("", source)))
    return [each for each in (*written, *spoken) if not NEUTRAL.match(each.strip())]


def _markup(environment: Environment, source: str) -> Iterator[str]:
    """What stands outside of tags, with the texts for translators taken out."""
    inside, marked, first = False, False, False
    for _line, kind, value in environment.lex(source):
        if first and kind == "name":
            marked = value not in ("endtrans",) and (marked or value == "trans")
            first = False
        if kind in ("block_begin", "block_end"):
            inside = first = kind == "block_begin"
        elif kind == "data" and not marked and not inside:
            yield value


class _Text(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        if WORD.search(data):
            self.found.append(" ".join(data.split()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # What a <data> names is for machines, whatever its attributes are called.
        for name, value in attrs if tag != "data" else ():
            if name in READ_OUT and WORD.search(value or ""):
                self.found.append(value or "")


def _constants(node: nodes.Node) -> Iterator[str]:
    """Prose among the strings of an expression, outside of what is marked."""
    if isinstance(node, nodes.Call) and getattr(node.node, "name", "") in MARKED:
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and PROSE.search(node.value):
        yield node.value
    # A key is looked up and never shown.
    for child in node.iter_child_nodes(exclude=("key",)):
        yield from _constants(child)
