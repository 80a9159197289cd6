"""The XML of a Word document: paragraphs, texts and runs, as far as templates need them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, Final

NAMES: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
# What follows a highlight among the properties of a run: their order is fixed.
_AFTER_HIGHLIGHT: Final = (
    "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish",
    "oMath", "rPrChange",
)  # fmt: skip


def as_xml(content: bytes) -> Any:
    """The root of an XML text; None for what is none. Nothing is fetched, nothing declared is put in."""
    from lxml import etree  # type: ignore[import-untyped]  # ships no types

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def to_bytes(tree: Any) -> bytes:
    """An XML tree as it stands in the file."""
    from lxml import etree

    made: bytes = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
    return made


def paragraphs(tree: Any) -> Iterator[list[Any]]:
    """The texts of each paragraph, without those of a paragraph within it (a text box)."""
    for paragraph in tree.iter(f"{NAMES}p"):
        texts = [t for t in paragraph.iter(f"{NAMES}t") if next(t.iterancestors(f"{NAMES}p"), None) is paragraph]
        if texts:
            yield texts


def set_text(element: Any, text: str) -> None:
    """Put a text into its element; blanks at its ends stay."""
    element.text = text
    element.set(_SPACE, "preserve")


def run_like(run: Any, *children: Any, highlighted: bool = False) -> Any:
    """A run of its own with the look of another one."""
    made, look = run.makeelement(f"{NAMES}r"), run.find(f"{NAMES}rPr")
    if look is not None:
        made.append(copy.deepcopy(look))
    if highlighted:
        _highlight(made)
    for child in children:
        made.append(child)
    return made


def text_element(run: Any, text: str) -> Any:
    """A text for a run."""
    made = run.makeelement(f"{NAMES}t")
    set_text(made, text)
    return made


def _highlight(run: Any) -> None:
    look = run.find(f"{NAMES}rPr")
    if look is None:
        look = run.makeelement(f"{NAMES}rPr")
        run.insert(0, look)
    for old in look.findall(f"{NAMES}highlight"):
        look.remove(old)
    later = {f"{NAMES}{name}" for name in _AFTER_HIGHLIGHT}
    place = next((n for n, child in enumerate(look) if child.tag in later), len(look))
    look.insert(place, look.makeelement(f"{NAMES}highlight", {f"{NAMES}val": "yellow"}))
