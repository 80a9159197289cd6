"""Reading a Word template: what stands in {{ }} and {% %} is checked before it is used, and named where wrong (R13)."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any, Final

from db.files.word_documents import WordTemplate, fill_document, part_entry
from db.files.word_guards import word_parts
from db.files.word_xml import as_xml, paragraphs, set_text, to_bytes
from db.rules.contract_fields import EXAMPLES, FIELDS_BY_KEY, nearest
from db.rules.errors import FileProblemError

_WITH_TEXT: Final = re.compile(r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml")
_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_HALF: Final = re.compile(r"\{\{|\}\}|\{%|%\}")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TAGS_OF_XML: Final = re.compile(r"<[^>]*>")
FILTERS: Final = ("upper", "lower", "title", "capitalize", "trim")
# A template may write fields and leave paragraphs out. It may not count, call, or look into anything.
_ALLOWED: Final = frozenset({
    "Template", "Output", "TemplateData", "Name", "If", "And", "Or", "Not", "Const", "Compare", "Operand", "Filter",
    "CondExpr",
})  # fmt: skip
_QUOTED: Final = 60
MOST_NAMED: Final = 10


@lru_cache(maxsize=4)
def read_template(data: bytes, name: str = "The template") -> WordTemplate:
    """The template in a .docx file; `name` is what the file is called.

    Errors: FileProblemError with a sentence for what is wrong: no Word document, half a {{, an unknown field with the
    nearest known one, what no template may do. What it makes of the examples has been tried, too.
    """
    parts = word_parts(name, data)
    trees = {part: _tree(name, parts[part]) for part in parts if _WITH_TEXT.fullmatch(part)}
    problems = list(dict.fromkeys(problem for tree in trees.values() for problem in _problems(tree)))
    if problems:
        more = f" {len(problems) - MOST_NAMED} more are wrong." if len(problems) > MOST_NAMED else ""
        raise FileProblemError(f"{name}: {' '.join(problems[:MOST_NAMED])}{more}")
    used: dict[str, None] = {}
    texts = {part: _compiled(name, to_bytes(tree).decode(), used) for part, tree in trees.items()}
    made = WordTemplate(texts, _rest(parts, texts), tuple(used))
    _try(name, made)
    return made


def _tree(name: str, content: bytes) -> Any:
    tree = as_xml(content)
    if tree is None:
        raise FileProblemError(f"{name} is damaged: its text cannot be read. Open it in Word and save it anew.")
    return tree


def _rest(parts: dict[str, bytes], texts: Iterable[str]) -> bytes:
    """All parts without fields as a ZIP file, to which a draft adds its own; a .dotx becomes a .docx."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            if part == "[Content_Types].xml":
                plain = content.replace(b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml")
                archive.writestr(part_entry(part), plain)
            elif part not in texts:
                archive.writestr(part_entry(part), content)
    return stream.getvalue()


def _problems(tree: Any) -> Iterator[str]:
    """What is wrong with the tags of a part; those that Word split into runs are put together on the way."""
    for texts in paragraphs(tree):
        whole = "".join(text.text or "" for text in texts)
        if not _HALF.search(whole):
            continue
        if _HALF.search(_TAG.sub("", whole)):
            yield f"In “{_short(whole)}” a {{{{ or {{% has no other half in its paragraph."
            continue
        _join(texts)
        yield from filter(None, (_problem(tag) for tag in _TAG.findall(whole)))


def _join(texts: list[Any]) -> None:
    """Put each tag that Word split into the text in which it begins."""
    parts = [text.text or "" for text in texts]
    whole, starts = "".join(parts), [0, *accumulate(map(len, parts))][:-1]
    pieces: list[list[str]] = [[] for _ in texts]
    at = 0
    for begin, end in [*(match.span() for match in _TAG.finditer(whole)), (len(whole), len(whole))]:
        while at < begin:
            number = bisect_right(starts, at) - 1
            stop = min([begin, *starts[number + 1 : number + 2]])
            pieces[number].append(whole[at:stop])
            at = stop
        pieces[bisect_right(starts, begin) - 1].append(whole[begin:end])
        at = end
    for text, before, piece in zip(texts, parts, map("".join, pieces), strict=True):
        if piece != before:
            set_text(text, piece)


def _problem(tag: str) -> str:
    """What is wrong with {{ }} around something that is no field; "" when nothing is, or Jinja says it better."""
    if not tag.startswith("{{"):
        return ""
    word = tag[2:-2].strip().partition("|")[0].strip()
    if word.startswith("r ") or not word:
        return f"“{_short(tag)}” names no field." if not word else ""
    if _NAME.fullmatch(word) and word in FIELDS_BY_KEY:
        return ""
    if any(sign in word for sign in "\"'(=") or " if " in word:
        return ""
    near = nearest("_".join(_NAME.findall(word)))
    meant = f"; did you mean {FIELDS_BY_KEY[near].written}?" if near else "."
    return f"“{_short(tag)}” is no field{meant}"


def _compiled(name: str, xml: str, used: dict[str, None]) -> Any:
    """A part's text as what Jinja fills, in its sandbox; docxtpl puts {%p if … %} round whole paragraphs."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # ships no types
    from jinja2 import StrictUndefined, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    source = DocxTemplate(io.BytesIO()).patch_xml(xml)
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", source)
    place = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    try:
        found = place.parse(source)
        _check(name, found, used)
        return place.from_string(found)
    except TemplateSyntaxError as problem:
        lines = source.split("\n")
        line = _TAGS_OF_XML.sub("", lines[min(problem.lineno, len(lines)) - 1])
        where = f" near “{_short(line)}”" if line.strip() else ""
        raise FileProblemError(f"{name}: what stands in {{% … %}} is not right{where}: {problem.message}") from problem
    except RecursionError as problem:
        raise FileProblemError(f"{name}: its {{% if … %}} are nested too deep.") from problem


def _check(name: str, found: Any, used: dict[str, None]) -> None:
    """Errors: FileProblemError for what no template may do."""
    from jinja2 import nodes

    todo = deque([found])
    while todo:
        node = todo.popleft()
        kind = type(node).__name__
        if isinstance(node, nodes.Name) and node.name not in FIELDS_BY_KEY:
            near = nearest(node.name)
            meant = f"; did you mean {near}?" if near else "."
            raise FileProblemError(f"{name}: “{_short(node.name)}” is no field{meant}")
        if kind not in _ALLOWED or (isinstance(node, nodes.Filter) and node.name not in FILTERS):
            raise FileProblemError(
                f"{name}: a template writes fields and asks {{% if field %}}; it may not do more ({kind})."
            )
        if isinstance(node, nodes.Name):
            used.setdefault(node.name)
        todo += node.iter_child_nodes()


def _try(name: str, made: WordTemplate) -> None:
    """Fill it with all and with nothing: what breaks, breaks now, before the broker."""
    for values in (EXAMPLES, {}):
        try:
            fill_document(made, values)
        except FileProblemError as problem:
            raise FileProblemError(f"{name}: {problem.sentence}") from problem


def _short(text: str) -> str:
    clean = " ".join(text.split())
    return clean if len(clean) <= _QUOTED else f"{clean[: _QUOTED - 1]}…"
