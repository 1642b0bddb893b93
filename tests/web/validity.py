"""What the HTML standard asks beyond what a parser sees: which element may stand where, with which
attributes. It knows the elements that our pages use, and refuses others."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element


def _names(names: str) -> set[str]:
    return set(names.split())


GLOBAL = re.compile(
    r"(aria-[a-z]+|data-[a-z0-9-]+|id|class|lang|hidden|tabindex|role|title|translate|autofocus"
    r"|spellcheck|inputmode)"
)
# Each element that is used, with the attributes of its own.
ATTRIBUTES = {
    "a": "href hreflang rel download target",
    "abbr article aside b blockquote body br caption cite code dd div dl dt em fieldset figcaption "
    "figure footer h1 h2 h3 h4 head header hr i kbd legend main mark nav p pre q rp rt ruby s samp "
    "section small span strong sub summary sup table tbody tfoot thead title tr u ul var": "",
    "button": "type name value disabled form formaction",
    "details": "open name",
    "dialog": "open",
    "form": "action method autocomplete novalidate enctype",
    "html": "",
    "iframe": "src title width height loading",
    "img": "src alt width height loading",
    "input": "type name value checked required disabled min max step maxlength minlength pattern "
    "autocomplete placeholder list size accept multiple readonly",
    "label": "for",
    "li": "value",
    "link": "rel href type hreflang as media sizes",
    "meta": "charset name content property http-equiv",
    "ol": "start reversed type",
    "optgroup": "label disabled",
    "option": "value selected disabled label",
    "output": "for name",
    "progress meter": "value max min",
    "script": "src defer async type",
    "select": "name required disabled multiple size autocomplete",
    "td": "colspan rowspan headers",
    "textarea": "name rows cols maxlength minlength required placeholder autocomplete readonly",
    "th": "colspan rowspan headers scope abbr",
    "time": "datetime",
}
KNOWN = {tag: _names(own) for tags, own in ATTRIBUTES.items() for tag in tags.split()}
PHRASING = _names(
    "a abbr b br button cite code em i img input kbd label mark meter output progress q s samp "
    "script select small span strong sub sup svg time textarea u var"
)
# Inside these only phrasing may stand.
HOLD_PHRASING = _names(
    "abbr b button cite code em h1 h2 h3 h4 i kbd label mark p pre q s samp small span strong sub "
    "sup time u var"
)
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"div", "dt", "dd"},
    "table": {"caption", "thead", "tbody", "tfoot"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "select": {"option", "optgroup"},
}
FIRST_ONLY = {"legend": "fieldset", "summary": "details", "caption": "table"}
INTERACTIVE = {"a", "button", "details", "input", "label", "select", "textarea"}
HELD_APART = {"a", "button"}  # nothing that acts may stand inside
DRAWN = "{"  # drawings have a standard and a namespace of their own

# Roles that an element has by itself, and so must not be given.
IMPLIED = {
    "table": ("table",),
    "thead": ("rowgroup",),
    "tbody": ("rowgroup",),
    "tr": ("row",),
    "th": ("columnheader", "rowheader", "cell"),
    "td": ("cell",),
    "ul": ("list",),
    "ol": ("list",),
    "li": ("listitem",),
    "main": ("main",),
    "nav": ("navigation",),
    "button": ("button",),
}


def faults(root: Element) -> list[str]:
    return [fault for element in root.iter() for fault in _of(element)]


def _of(element: Element) -> Iterator[str]:
    tag = str(element.tag)  # of a comment it is no text; our pages have none
    if tag.startswith(DRAWN):
        return
    if tag not in KNOWN:
        yield f"<{tag}> is not known here"
        return
    yield from _attributes(element)
    yield from _children(element)
    yield from _nested(element)


def _attributes(element: Element) -> Iterator[str]:
    tag = element.tag
    for name, value in element.attrib.items():
        if not GLOBAL.fullmatch(name) and name not in KNOWN[tag]:
            yield f"<{tag}> has no attribute {name!r}"
        if name in ("id", "for") and (not value or re.search(r"\s", value)):
            yield f"{name}={value!r} is no id"
    if element.get("role") in IMPLIED.get(tag, ()):
        yield f"<{tag}> has its role by itself"
    if tag == "img" and "alt" not in element.attrib:
        yield "a picture without words"


def _children(element: Element) -> Iterator[str]:
    tag, allowed = element.tag, CHILDREN.get(element.tag)
    for place, child in enumerate(element):
        if allowed and child.tag not in allowed:
            yield f"<{child.tag}> in <{tag}>"
        if tag in HOLD_PHRASING and child.tag not in PHRASING and not child.tag.startswith(DRAWN):
            yield f"<{child.tag}> in <{tag}>"
        if child.tag in FIRST_ONLY and (tag != FIRST_ONLY[child.tag] or place):
            yield f"<{child.tag}> must come first in <{FIRST_ONLY[child.tag]}>"
    if allowed and (element.text or "").strip():
        yield f"words in <{tag}>"


def _nested(element: Element) -> Iterator[str]:
    if element.tag in HELD_APART:
        for each in element.iter():
            if each is not element and each.tag in INTERACTIVE:
                yield f"<{each.tag}> in <{element.tag}>"
