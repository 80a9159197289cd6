"""Rows as text for the clipboard: tabs for a spreadsheet, a table for a document."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

# Telephone numbers, amounts and dates may begin with a sign; anything else that does is a formula to a
# spreadsheet.
_NUMBER = re.compile(r"[+\-][\d\s().,/-]+")


def as_tabs(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Tab-separated lines with a heading; a cell never spans lines and is never taken for a formula."""
    lines = [titles, *rows]
    return "\n".join("\t".join(_harmless(_one_line(cell)) for cell in line) for line in lines) + "\n"


def as_html(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; what members and the world typed is text, never markup."""
    head = "".join(f"<th>{html.escape(title, quote=False)}</th>" for title in titles)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_harmless(_one_line(cell)), quote=False)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def put_on_clipboard(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Both forms at once; the program that is pasted into takes the one it knows."""
    data = QMimeData()
    data.setText(as_tabs(titles, rows))
    data.setHtml(as_html(titles, rows))
    QGuiApplication.clipboard().setMimeData(data)


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _harmless(cell: str) -> str:
    if cell[:1] in {"=", "@"} or (cell[:1] in {"+", "-"} and len(cell) > 1 and not _NUMBER.fullmatch(cell)):
        return "'" + cell
    return cell
