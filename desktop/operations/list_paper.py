"""A list on paper: title, definition, filter and date, a table that goes on over pages, page numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

# All in points, 72 an inch; the painter's own unit is the device's dot.
BODY: Final = 8.0
TITLE: Final = 15.0
ROW: Final = 16.0
FOOT: Final = 20.0
GAP: Final = 8.0
MEASURED: Final = 300  # rows that the widths of the columns are made from
WIDEST: Final = 0.4  # of the page, for one column
NAME: Final = 1.5  # times as wide as the others the first may be where room is short: it is the name
LEAST: Final = 0.2  # of the page, for the columns that may be cut; with less all of them give way
USUAL: Final = 0.9  # of the texts of a column go by; one long one must not take the room of all others
INK: Final = QColor("#14161A")
GREY: Final = QColor("#565D67")
LINE: Final = QColor("#C9CED6")
ONE_LINE: Final = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the table: the list's name, its definition, how it is narrowed ("" for not), when printed."""

    title: str
    definition: str
    narrowed: str
    printed: str


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column: its title, and whether its texts may be cut short: a name still says something, a number does not."""

    title: str
    may_be_cut: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to paint on: its room in dots, dots an inch, and what brings the next page (False: it cannot)."""

    room: QRectF
    dpi: float
    next_page: Callable[[], bool]


class ListPaper:
    """Paints one list with a painter that is open on a device; may be used on any thread."""

    def __init__(
        self, painter: QPainter, sheet: Sheet, *, heading: Heading, columns: Sequence[PaperColumn], font: QFont
    ) -> None:
        self._painter = painter
        self._sheet = sheet
        self._unit = sheet.dpi / 72
        self._heading = heading
        self._columns = tuple(columns)
        self._body = self._font(font, BODY, QFont.Weight.Normal)
        self._bold = self._font(font, BODY, QFont.Weight.DemiBold)
        self._title = self._font(font, TITLE, QFont.Weight.DemiBold)
        self._widths: list[float] = []
        self._metrics = QFontMetricsF(self._body, painter.device())

    def pages(self, total: int) -> int:
        """How many pages `total` rows take."""
        first, others = self._rows_from(self._head_height()), self._rows_from(0)
        return 1 if total <= first else 1 + -(-(total - first) // others)

    def paint(self, rows: Iterable[Sequence[str]], total: int) -> int:
        """Paint the rows, `total` of them; returns how many pages there are. Stops where there is no next page."""
        waiting = iter(rows)
        first = list(islice(waiting, MEASURED))
        self._widths = self._fitted(first)
        pages, page = self.pages(total), 1
        top, left = self._begin_page(page, pages), self._rows_from(self._head_height())
        for row in chain(first, waiting):
            if not left:
                if not self._sheet.next_page():
                    return page
                page += 1
                top, left = self._begin_page(page, pages), self._rows_from(0)
            self._row(row, top, self._body, INK)
            top, left = top + ROW * self._unit, left - 1
        return page

    # -- the parts of a page -------------------------------------------------------------------------------

    def _begin_page(self, page: int, pages: int) -> float:
        """Heading (on the first), titles of the columns, foot; returns where the rows begin."""
        top = self._sheet.room.top()
        if page == 1:
            top = self._head(top)
        self._row([column.title for column in self._columns], top, self._bold, GREY)
        top += ROW * self._unit
        self._foot(page, pages)
        return top

    def _head(self, top: float) -> float:
        self._text(self._heading.title, self._title, INK, top=top, height=TITLE * 1.6)
        top += TITLE * 1.6 * self._unit
        for line in self._lines():
            self._text(line, self._body, GREY, top=top, height=ROW * 0.8)
            top += ROW * 0.8 * self._unit
        return top + GAP * self._unit

    def _foot(self, page: int, pages: int) -> None:
        room, height = self._sheet.room, FOOT * self._unit
        box = QRectF(room.left(), room.bottom() - height, room.width(), height)
        self._painter.setFont(self._body)
        self._painter.setPen(GREY)
        right = f"Page {page:,} of {pages:,}"
        left = self._metrics.elidedText(
            f"{self._heading.title} · {self._heading.printed}", Qt.TextElideMode.ElideRight, room.width() * 0.75
        )
        self._painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | ONE_LINE), left)
        self._painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | ONE_LINE), right)

    def _row(self, cells: Sequence[str], top: float, font: QFont, ink: QColor) -> None:
        painter, left, height = self._painter, self._sheet.room.left(), ROW * self._unit
        painter.setFont(font)
        painter.setPen(ink)
        metrics = self._metrics if font is self._body else QFontMetricsF(font, painter.device())
        for text, width in zip(cells, self._widths, strict=True):
            room = width - GAP * self._unit
            shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(left, top, room + 1, height), int(Qt.AlignmentFlag.AlignLeft | ONE_LINE), shown)
            left += width
        painter.setPen(QPen(LINE, 0.5 * self._unit))
        right = self._sheet.room.right()
        painter.drawLine(round(self._sheet.room.left()), round(top + height), round(right), round(top + height))

    def _text(self, text: str, font: QFont, ink: QColor, *, top: float, height: float) -> None:
        room = self._sheet.room
        metrics = QFontMetricsF(font, self._painter.device())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        self._painter.setFont(font)
        self._painter.setPen(ink)
        self._painter.drawText(QRectF(room.left(), top, room.width(), height * self._unit), int(ONE_LINE), shown)

    # -- measures ------------------------------------------------------------------------------------------

    def _lines(self) -> list[str]:
        heading = self._heading
        narrowed = f"Only: {heading.narrowed}" if heading.narrowed else ""
        return [line for line in (heading.definition, narrowed, heading.printed) if line]

    def _head_height(self) -> float:
        return TITLE * 1.6 + len(self._lines()) * ROW * 0.8 + GAP

    def _rows_from(self, above: float) -> int:
        """How many rows stand under the titles of the columns, `above` points below the page's upper edge."""
        room = self._sheet.room.height() / self._unit - above - ROW - FOOT
        return max(1, int(room / ROW + 1e-6))

    def _fitted(self, rows: Sequence[Sequence[str]]) -> list[float]:
        """The columns as wide as their texts want; where the page is too narrow, those that may be cut give way."""
        page = self._sheet.room.width()
        wanted = [self._wanted(number, rows) for number in range(len(self._columns))]
        soft = [number for number, column in enumerate(self._columns) if column.may_be_cut]
        room = page - sum(wanted) + sum(wanted[number] for number in soft)
        if not soft or sum(wanted) <= page or room < page * LEAST:
            return shrunk(wanted, page)
        given = shrunk([wanted[number] for number in soft], room, first=NAME if soft[0] == 0 else 1.0)
        return [given[soft.index(number)] if number in soft else width for number, width in enumerate(wanted)]

    def _wanted(self, number: int, rows: Sequence[Sequence[str]]) -> float:
        column = self._columns[number]
        title = QFontMetricsF(self._bold, self._painter.device()).horizontalAdvance(column.title)
        texts = sorted(self._metrics.horizontalAdvance(row[number]) for row in rows)
        longest = texts[int((USUAL if column.may_be_cut else 1.0) * (len(texts) - 1))] if texts else 0.0
        return min(max(longest, title) + GAP * self._unit, self._sheet.room.width() * WIDEST)

    def _font(self, font: QFont, points: float, weight: QFont.Weight) -> QFont:
        copy = QFont(font)
        copy.setPixelSize(max(1, round(points * self._unit)))
        copy.setWeight(weight)
        copy.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return copy


def shrunk(wanted: Sequence[float], room: float, *, first: float = 1.0) -> list[float]:
    """Widths that fill `room`: what is left over is shared out, what is lacking is taken from the widest; the first
    may stay `first` times as wide as the others.
    """
    total = sum(wanted)
    if total <= room:
        return [width + (room - total) / max(1, len(wanted)) for width in wanted]
    shares = [first if number == 0 else 1.0 for number in range(len(wanted))]
    left, parts, cap = room, sum(shares), room
    for width, share in sorted(zip(wanted, shares, strict=True), key=lambda pair: pair[0] / pair[1]):
        cap = left / parts
        if width > cap * share:
            break
        left, parts = left - width, parts - share
    return [min(width, cap * share) for width, share in zip(wanted, shares, strict=True)]
