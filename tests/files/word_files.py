"""Word files for tests: paragraphs of runs, and what stands in a filled one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from docx import Document

from db.files.word_documents import FilledDocument, fill_document
from db.files.word_templates import read_template

Paragraph = str | Sequence[str]


def word_file(*paragraphs: Paragraph, header: str = "") -> bytes:
    """A .docx file; a paragraph is a text, or the runs that Word split it into."""
    made = Document()
    for paragraph in paragraphs:
        added = made.add_paragraph()
        for number, run in enumerate([paragraph] if isinstance(paragraph, str) else paragraph):
            added.add_run(run).bold = number % 2 == 0
    if header:
        made.sections[0].header.paragraphs[0].text = header
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def changed(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """The same file with other parts; None takes one away."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename not in parts:
                new.writestr(member, old.read(member))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def part(data: bytes, name: str = "word/document.xml") -> bytes:
    """What stands in a part of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def filled(data: bytes, **values: str) -> FilledDocument:
    """A template filled with these values."""
    return fill_document(read_template(data, "t.docx"), values)


def texts(data: bytes) -> list[str]:
    """The paragraphs of a file as Word's own library reads them."""
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def highlighted(data: bytes) -> list[str]:
    """The runs of a file that are highlighted."""
    found = (run for paragraph in Document(io.BytesIO(data)).paragraphs for run in paragraph.runs)
    return [run.text for run in found if run.font.highlight_color is not None]
