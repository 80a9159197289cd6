"""A page of figures and charts on paper: heading, key figures, a block for each chart that is never cut in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from desktop.operations.list_paper import GREY, INK, LINE, ONE_LINE, Heading, Sheet

# All in points, 72 an inch.
BODY: Final = 8.0
BLOCK: Final = 10.0
TITLE: Final = 15.0
FIGURE: Final = 15.0
ROW: Final = 13.0
FOOT: Final = 20.0
GAP: Final = 10.0
TILE: Final = 52.0
NAMES: Final = 0.34  # of a column of bars: the names
MOST_COLUMNS: Final = 4
LONG: Final = 14  # more bars than these stand in several columns
BAR: Final = QColor("#1D5FC4")


@dataclass(frozen=True, slots=True)
class PaperFigure:
    """A key figure: its title, the figure, the line below."""

    title: str
    figure: str
    detail: str


@dataclass(frozen=True, slots=True)
class PaperBar:
    """A name, a value with what is said behind it, and the bar's colour."""

    name: str
    value: int
    text: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class PaperBlock:
    """A chart: title, what it is about, its bars; or a table of texts with its titles; or a sentence."""

    title: str
    about: str
    bars: tuple[PaperBar, ...] = ()
    titles: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    empty: str = ""


class BoardPaper:
    """Paints a dashboard with a painter that is open on a device; may be used on any thread."""

    def __init__(self, painter: QPainter, sheet: Sheet, heading: Heading, *, font: QFont) -> None:
        self._painter = painter
        self._sheet = sheet
        self._heading = heading
        self._unit = sheet.dpi / 72
        self._fonts = {
            "body": self._font(font, BODY, QFont.Weight.Normal),
            "bold": self._font(font, BODY, QFont.Weight.DemiBold),
            "block": self._font(font, BLOCK, QFont.Weight.DemiBold),
            "title": self._font(font, TITLE, QFont.Weight.DemiBold),
            "figure": self._font(font, FIGURE, QFont.Weight.DemiBold),
        }
        self._top = sheet.room.top()
        self._page = 1

    def paint(self, figures: Sequence[PaperFigure], blocks: Sequence[PaperBlock]) -> int:
        """Paint everything; returns how many pages there are. Stops where there is no next page."""
        pages = self._pages(figures, blocks)
        self._head()
        if figures:
            self._figures(figures)
        self._foot(pages)
        for block in blocks:
            high = self._height(block)
            if self._top + high > self._bottom():
                if not self._sheet.next_page():
                    return self._page
                self._page += 1
                self._top = self._sheet.room.top()
                self._foot(pages)
            self._block(block)
            self._top += high
        return self._page

    # -- measures ------------------------------------------------------------------------------------------

    def _bottom(self) -> float:
        return self._sheet.room.bottom() - FOOT * self._unit

    def _pages(self, figures: Sequence[PaperFigure], blocks: Sequence[PaperBlock]) -> int:
        top, pages = self._sheet.room.top() + self._head_height(), 1
        top += (TILE + GAP) * self._unit if figures else 0
        for block in blocks:
            high = self._height(block)
            if top + high > self._bottom():
                top, pages = self._sheet.room.top(), pages + 1
            top += high
        return pages

    def _head_height(self) -> float:
        return (TITLE * 1.6 + len(self._lines()) * ROW + GAP) * self._unit

    def _lines(self) -> list[str]:
        heading = self._heading
        narrowed = f"Only: {heading.narrowed}" if heading.narrowed else ""
        return [line for line in (heading.definition, narrowed, heading.printed) if line]

    def _columns(self, block: PaperBlock) -> int:
        return 1 if len(block.bars) <= LONG else min(MOST_COLUMNS, -(-len(block.bars) // LONG))

    def _fitting(self) -> int:
        """How many rows of one block a page has room for."""
        free = (self._bottom() - self._sheet.room.top()) / self._unit - ROW * 4 - GAP
        return max(1, int(free / ROW))

    def _rows_of(self, block: PaperBlock) -> int:
        if block.rows:
            return min(len(block.rows), self._fitting()) + 1
        return min(-(-len(block.bars) // self._columns(block)), self._fitting()) if block.bars else 1

    def _left_out(self, block: PaperBlock) -> int:
        if block.rows:
            return max(0, len(block.rows) - self._fitting())
        return max(0, len(block.bars) - self._rows_of(block) * self._columns(block)) if block.bars else 0

    def _height(self, block: PaperBlock) -> float:
        more = 1 if self._left_out(block) else 0
        return (BLOCK * 1.6 + ROW * (1 + self._rows_of(block) + more) + GAP) * self._unit

    # -- the parts -----------------------------------------------------------------------------------------

    def _head(self) -> None:
        room = self._sheet.room
        self._text(
            self._heading.title, "title", INK, QRectF(room.left(), self._top, room.width(), TITLE * 1.6 * self._unit)
        )
        self._top += TITLE * 1.6 * self._unit
        for line in self._lines():
            self._text(line, "body", GREY, QRectF(room.left(), self._top, room.width(), ROW * self._unit))
            self._top += ROW * self._unit
        self._top += GAP * self._unit

    def _figures(self, figures: Sequence[PaperFigure]) -> None:
        room, unit = self._sheet.room, self._unit
        wide = (room.width() - GAP * unit * (len(figures) - 1)) / len(figures)
        for number, one in enumerate(figures):
            box = QRectF(room.left() + number * (wide + GAP * unit), self._top, wide, TILE * unit)
            self._painter.setPen(QPen(LINE, 0.75 * unit))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRoundedRect(box, 4 * unit, 4 * unit)
            inner = box.adjusted(6 * unit, 5 * unit, -6 * unit, -5 * unit)
            for text, font, ink, top, high in (
                (one.title, "body", GREY, 0.0, 11.0), (one.figure, "figure", INK, 11.0, 20.0),
                (one.detail, "body", GREY, 31.0, 11.0),
            ):  # fmt: skip
                self._text(text, font, ink, QRectF(inner.left(), inner.top() + top * unit, inner.width(), high * unit))
        self._top += (TILE + GAP) * unit

    def _block(self, block: PaperBlock) -> None:
        room, unit, top = self._sheet.room, self._unit, self._top
        self._text(block.title, "block", INK, QRectF(room.left(), top, room.width(), BLOCK * 1.6 * unit))
        top += BLOCK * 1.6 * unit
        self._text(block.about, "body", GREY, QRectF(room.left(), top, room.width(), ROW * unit))
        top += ROW * unit
        if block.rows:
            self._table(block, top)
        elif block.bars:
            self._bars(block, top)
        else:
            self._text(block.empty, "body", GREY, QRectF(room.left(), top, room.width(), ROW * unit))
        left = self._left_out(block)
        if left:
            place = QRectF(room.left(), top + self._rows_of(block) * ROW * unit, room.width(), ROW * unit)
            self._text(f"and {left:,} more, in the program", "body", GREY, place)

    def _bars(self, block: PaperBlock, top: float) -> None:
        columns, each, unit = self._columns(block), self._rows_of(block), self._unit
        most = max((bar.value for bar in block.bars), default=0)
        gap = GAP * unit * 1.5
        wide = (self._sheet.room.width() - gap * (columns - 1)) / columns
        for number, bar in enumerate(block.bars[: columns * each]):
            column, row = divmod(number, each)
            left = self._sheet.room.left() + column * (wide + gap)
            line = QRectF(left, top + row * ROW * unit, wide, ROW * unit)
            self._bar(bar, line, most)

    def _bar(self, bar: PaperBar, line: QRectF, most: int) -> None:
        metrics = QFontMetricsF(self._fonts["bold"], self._painter.device())
        names, said = line.width() * NAMES, metrics.horizontalAdvance(bar.text) + GAP * self._unit
        self._text(bar.name, "body", GREY, QRectF(line.left(), line.top(), names - 4 * self._unit, line.height()))
        room = max(0.0, line.width() - names - said)
        length = room * bar.value / most if most else 0.0
        box = QRectF(line.left() + names, line.top() + line.height() * 0.2, length, line.height() * 0.6)
        self._painter.fillRect(box, QColor(bar.colour) if bar.colour else BAR)
        place = QRectF(box.right() + 4 * self._unit, line.top(), said, line.height())
        self._text(bar.text, "bold", INK, place)

    def _table(self, block: PaperBlock, top: float) -> None:
        room, unit = self._sheet.room, self._unit
        many = len(block.titles)
        first = room.width() * (0.4 if many < 5 else 0.24)
        other = (room.width() - first) / max(1, many - 1)
        lines = [(block.titles, "bold", GREY)]
        lines += [(row, "body", INK) for row in block.rows[: self._rows_of(block) - 1]]
        for number, (cells, font, ink) in enumerate(lines):
            y = top + number * ROW * unit
            for place, text in enumerate(cells):
                left = room.left() + (first + (place - 1) * other if place else 0.0)
                box = QRectF(left, y, (other if place else first) - 4 * unit, ROW * unit)
                self._text(text, font, ink, box, right=place > 0)
            self._painter.setPen(QPen(LINE, 0.5 * unit))
            self._painter.drawLine(
                round(room.left()), round(y + ROW * unit), round(room.right()), round(y + ROW * unit)
            )

    def _foot(self, pages: int) -> None:
        room, height = self._sheet.room, FOOT * self._unit
        box = QRectF(room.left(), room.bottom() - height, room.width(), height)
        right = f"Page {self._page:,} of {pages:,}"
        self._text(right, "body", GREY, box, right=True)
        self._text(
            f"{self._heading.title} · {self._heading.printed}",
            "body",
            GREY,
            box.adjusted(0, 0, -room.width() * 0.25, 0),
        )

    def _text(self, text: str, font: str, ink: QColor, box: QRectF, *, right: bool = False) -> None:
        metrics = QFontMetricsF(self._fonts[font], self._painter.device())
        shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, box.width())
        self._painter.setFont(self._fonts[font])
        self._painter.setPen(ink)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._painter.drawText(box, int(side | ONE_LINE), shown)

    def _font(self, font: QFont, points: float, weight: QFont.Weight) -> QFont:
        copy = QFont(font)
        copy.setPixelSize(max(1, round(points * self._unit)))
        copy.setWeight(weight)
        copy.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return copy
