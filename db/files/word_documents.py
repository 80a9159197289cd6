"""Filling a Word template: a document for each contact, with a marked blank for what the office does not know (R13)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from db.files.word_xml import NAMES, as_xml, run_like, text_element, to_bytes
from db.rules.contract_fields import FIELDS_BY_KEY, blank, labels_of
from db.rules.errors import FileProblemError

# Marks of ours within the text, from the range that Unicode leaves to everyone; taken out of every value first.
_OPEN, _SHUT, _BREAK = "\ue000", "\ue001", "\ue002"
_OURS: Final = re.compile("[\ue000-\ue002]")
_MARKED: Final = re.compile("(\ue000[^\ue001]*\ue001|\ue002)")
# What XML cannot hold, and halves of signs.
_NOT_XML: Final = re.compile("[^\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS: Final = re.compile("\r\n?|\n|\x0b|\x0c|\u2028|\u2029")
# The same text gives the same file, and the same file is kept once.
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
MOST_TEXT: Final = 5_000_000  # characters of a filled part; a draft never comes near


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A template that may be filled: `texts` are its parts with fields, `rest` a ZIP file of all others, `fields`
    those it uses, in their order.
    """

    texts: Mapping[str, Any]
    rest: bytes
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilledDocument:
    """A document, and what is missing in it, in words: "closing date"."""

    data: bytes
    missing: tuple[str, ...]


class _Blank(str):
    """A field that the office does not know: no for {% if … %}, a blank where it is written."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


def fill_document(template: WordTemplate, values: Mapping[str, str]) -> FilledDocument:
    """The document of one contact; `values` by field, a field without one becomes a marked blank.

    Errors: FileProblemError when the template makes of these values what is no document.
    """
    known = {key: _value(key, values.get(key, "")) for key in FIELDS_BY_KEY}
    missing: dict[str, None] = {}
    stream = io.BytesIO(template.rest)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, text in template.texts.items():
            archive.writestr(part_entry(name), _filled(text, known, missing))
    return FilledDocument(stream.getvalue(), labels_of(missing))


def part_entry(name: str) -> zipfile.ZipInfo:
    """The entry of a part, without the moment that would make equal documents differ."""
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _value(key: str, value: str) -> str:
    lines = _BREAKS.sub("\n", value).replace("\t", " ")
    clean = _OURS.sub("", _NOT_XML.sub("", lines)).strip()
    return clean.replace("\n", _BREAK) or _Blank(f"{_OPEN}{key}{_SHUT}")


def _filled(text: Any, known: Mapping[str, str], missing: dict[str, None]) -> bytes:
    from jinja2 import TemplateError

    try:
        made = text.render(known)
    except (TemplateError, ArithmeticError, TypeError, ValueError) as problem:
        raise FileProblemError("The template asks for what cannot be reckoned. Look at what stands in {% … %}.") from (
            problem
        )
    if len(made) > MOST_TEXT:
        raise FileProblemError("The template makes a document that is far too long.")
    tree = as_xml(made.encode())
    if tree is None:
        raise FileProblemError("The template's {% if … %} cuts through its layout. Put it round whole paragraphs.")
    _mark(tree, missing)
    return to_bytes(tree)


def _mark(tree: Any, missing: dict[str, None]) -> None:
    """Make runs of their own of the blanks, highlighted, and line breaks of our marks."""
    for text in list(tree.iter(f"{NAMES}t")):
        if text.text and _MARKED.search(text.text):
            _split(text, missing)
    for element in tree.iter():  # what stands in no text of a paragraph: the name of a picture, a field's order
        if isinstance(element.text, str) and _MARKED.search(element.text):
            element.text = _plain(element.text, missing)
        for name, value in element.attrib.items():
            if _MARKED.search(value):
                element.set(name, _plain(value, missing))


def _plain(text: str, missing: dict[str, None]) -> str:
    return "".join(" " if part == _BREAK else _blank(part, missing) for part in _MARKED.split(text))


def _blank(part: str, missing: dict[str, None]) -> str:
    if not part.startswith(_OPEN):
        return part
    key = part[1:-1].casefold()
    missing.setdefault(key)
    return blank(key)


def _split(text: Any, missing: dict[str, None]) -> None:
    """One text of a run into runs behind it, each with the look of the first."""
    run = text.getparent()
    if run.tag != f"{NAMES}r":
        return
    made = []
    for part in filter(None, _MARKED.split(text.text)):
        child = run.makeelement(f"{NAMES}br") if part == _BREAK else text_element(run, _blank(part, missing))
        made.append(run_like(run, child, highlighted=part.startswith(_OPEN)))
    if rest := list(text.itersiblings()):
        made.append(run_like(run, *rest))
    run.remove(text)
    for one in reversed(made):
        run.addnext(one)
