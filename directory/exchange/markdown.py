"""Markdown into HTML that anybody can read: anchors, tables that scroll, numbered sources.

Raw HTML stays text. A heading has its anchor in the line before it, as `{#cbt}`; a mark such as
`[^samhsa-tip47]` becomes a small number that leads to the source.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.footnote import footnote_plugin

from directory.domain.editing import DataError
from directory.domain.guide import GuideSection


@dataclass(frozen=True, slots=True)
class Read:
    opening: str  # what stands before the first heading
    html: str
    sections: tuple[GuideSection, ...]
    marks: tuple[str, ...]  # the sources named, in the order of their first mention


def read(text: str, name: str) -> Read:
    """Raise DataError where a heading has no anchor, or one that is taken; `name` is the file's."""
    env: dict[str, Any] = {}
    tokens = _MARKDOWN.parse(text, env)
    sections = tuple(_sections(tokens))
    anchors = [section.anchor for section in sections]
    for section in sections:
        if not section.anchor or anchors.count(section.anchor) > 1:
            raise DataError(f"{name}: “{section.title}” needs an anchor of its own, as {{#name}}.")
    _name_tables(tokens)
    _name_columns(tokens)
    _name_cells(tokens)
    _keep_links_quiet(tokens)
    named = env.get("footnotes", {}).get("list", {})
    first = next((at for at, each in enumerate(tokens) if each.type == "heading_open"), len(tokens))
    return Read(
        opening=_MARKDOWN.renderer.render(tokens[:first], _MARKDOWN.options, env),
        html=_MARKDOWN.renderer.render(tokens[first:], _MARKDOWN.options, env),
        sections=sections,
        marks=tuple(str(named[number]["label"]) for number in sorted(named)),
    )


def _sections(tokens: Sequence[Token]) -> Iterator[GuideSection]:
    for token, inside in itertools.pairwise(tokens):
        if token.type == "heading_open":
            anchor = str(token.attrGet("id") or "")
            yield GuideSection(anchor, _words(inside), int(token.tag[1:]))


def _words(inline: Token) -> str:
    return "".join(
        child.content for child in inline.children or () if child.type in ("text", "code_inline")
    )


def _name_tables(tokens: Sequence[Token]) -> None:
    """A table scrolls inside its box, which a screen reader calls by the heading above it."""
    anchor = ""
    for token in tokens:
        if token.type == "heading_open":
            anchor = str(token.attrGet("id"))
        elif token.type == "table_open":
            token.meta["anchor"] = anchor


def _name_columns(tokens: Sequence[Token]) -> None:
    """Each cell says what it is of, for narrow screens, where a row stands as a list."""
    heads: list[str] = []
    left: list[str] = []
    for token, inside in itertools.pairwise(tokens):
        if token.type == "table_open":
            heads = []
        elif token.type == "th_open":
            heads.append(_words(inside))
        elif token.type == "tr_open":
            left = heads.copy()
        elif token.type == "td_open":
            token.attrSet("data-of", left.pop(0))


def _name_cells(tokens: Sequence[Token]) -> None:
    """The first cell of a row names it."""
    before = ""
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "td_open" and before == "tr_open":
            token.tag = "th"
            token.attrs = {"scope": "row"}
            token.meta["names_row"] = True
        before = token.type
    _close_cells(tokens)


def _close_cells(tokens: Sequence[Token]) -> None:
    names_row = False
    for token in tokens:
        if token.type == "td_open":
            names_row = "names_row" in token.meta
        elif token.type == "td_close" and names_row:
            token.tag = "th"


def _keep_links_quiet(tokens: Sequence[Token]) -> None:
    """Other sites are not told where their reader comes from."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open" and str(child.attrGet("href")).startswith("http"):
                child.attrSet("rel", "noreferrer")


def _table_open(
    _: RendererProtocol, tokens: Sequence[Token], at: int, _o: OptionsDict, _e: EnvType
) -> str:
    anchor = tokens[at].meta["anchor"]
    return f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{anchor}">\n<table>\n'


def _table_close(*_: object) -> str:
    return "</table>\n</div>\n"


def _mark(
    _: RendererProtocol, tokens: Sequence[Token], at: int, _o: OptionsDict, _e: EnvType
) -> str:
    number = tokens[at].meta["id"] + 1
    link = f'<a href="#source-{number}" role="doc-noteref">[{number}]</a>'
    return f'&#8288;<sup class="ref">{link}</sup>'  # joined to the word before it


def _made() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    attrs_block_plugin(made, allowed=("id", "class"))
    attrs_plugin(made, after=(), spans=True, allowed=("lang",))  # [in network]{lang=en}
    footnote_plugin(made, inline=False, move_to_end=False, always_match_refs=True)
    made.add_render_rule("table_open", _table_open)
    made.add_render_rule("table_close", _table_close)
    made.add_render_rule("footnote_ref", _mark)
    return made


_MARKDOWN = _made()
