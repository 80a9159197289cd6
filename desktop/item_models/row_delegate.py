"""Paints the rows of a table: a column at a time, from text that was fitted once and pictures that were
drawn once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.item_models.columns import Column, Tone
from desktop.item_models.fitted_text import FittedText
from desktop.item_models.row_source import CellValue
from desktop.item_models.table import WindowedTable

# Draws a chip in the rectangle at hand: painter, rectangle, the cell, the column's kind (chip or
# disposition).
PaintChip = Callable[[QPainter, QRect, CellValue, str], object]

PADDING: Final = 12
BOX: Final = 14
LOWEST: Final = 28
STAR: Final = 11
STAR_STEP: Final = 12
MARK_WIDTH: Final = 3
# Pictures kept; chips come in a few dozen kinds, so this is reached by odd data or odd widths only.
PICTURES: Final = 2_000


@dataclass(frozen=True, slots=True)
class TableColours:
    """The colours of a table, as the theme names them: #RRGGBB or #AARRGGBB."""

    surface: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    ticked: str
    current: str
    star: str


@dataclass(frozen=True, slots=True)
class ColumnBox:
    """Where a column stands on the screen: its number in the model, what it is, left edge and width."""

    number: int
    column: Column
    left: int
    width: int


@dataclass(frozen=True, slots=True)
class RowBox:
    """One row to paint: top edge, its cells (None while they are on their way), and how it is marked."""

    top: int
    cells: tuple[CellValue, ...] | None
    ticked: bool = False
    current: bool = False


class RowDelegate(QStyledItemDelegate):
    """Paints cells by the kind of their column. The view hands it whole rows; any other view can use
    paint().
    """

    def __init__(self, colours: TableColours, paint_chip: PaintChip, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paint_chip = paint_chip
        self._font = QFont()
        self._texts: dict[tuple[Tone, bool], FittedText] = {}
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
        self._ratio = 1.0
        self.set_colours(colours)

    def set_colours(self, colours: TableColours) -> None:
        """Paint in other colours, such as after a change of theme or of the office's scheme."""
        self._colours = {name: QColor(getattr(colours, name)) for name in TableColours.__slots__}
        self.forget()

    def forget(self) -> None:
        """Give up everything that was drawn before: fonts, colours or chips are other ones now."""
        self._texts.clear()
        self._pictures.clear()

    # -- whole rows ----------------------------------------------------------------------------------------

    def paint_rows(
        self,
        painter: QPainter,
        rows: Sequence[RowBox],
        columns: Sequence[ColumnBox],
        *,
        height: int,
        width: int,
    ) -> None:
        """Paint these rows over the surface: pens and fonts are set once a column, not once a cell."""
        self._use(painter)
        for row in rows:
            self._paint_ground(painter, row, height, width)
        loaded = [row for row in rows if row.cells is not None]
        for box in columns:
            self._paint_column(painter, box, loaded, height)
        for row in rows:
            if row.cells is None:
                self._paint_waiting(painter, row.top, columns, height)

    def _paint_ground(self, painter: QPainter, row: RowBox, height: int, width: int) -> None:
        if row.ticked or row.current:
            painter.fillRect(0, row.top, width, height, self._colours["ticked" if row.ticked else "current"])
        painter.fillRect(0, row.top + height - 1, width, 1, self._colours["line"])
        if row.current:
            painter.fillRect(0, row.top, MARK_WIDTH, height - 1, self._colours["accent"])

    def _paint_column(self, painter: QPainter, box: ColumnBox, rows: Sequence[RowBox], height: int) -> None:
        kind, number = box.column.kind, box.number
        if kind == "check":
            for row in rows:
                painter.drawPixmap(*self._box_place(box, row.top, height), self._box_picture(ticked=row.ticked))
        elif kind == "stars":
            for row in rows:
                self._paint_stars(painter, box, _cell(row, number), row.top, height)
        elif kind in {"chip", "disposition"}:
            self._paint_chips(painter, box, rows, height)
        else:
            self._paint_texts(painter, box, [(row.top, _cell(row, number).text) for row in rows], height)

    def _paint_chips(self, painter: QPainter, box: ColumnBox, rows: Sequence[RowBox], height: int) -> None:
        plain = []
        for row in rows:
            cell = _cell(row, box.number)
            if cell.value is None:
                plain.append((row.top, cell.text))
            else:
                painter.drawPixmap(box.left, row.top, self._chip_picture(box, cell, height))
        self._paint_texts(painter, box, plain, height)

    def _paint_texts(self, painter: QPainter, box: ColumnBox, texts: Sequence[tuple[int, str]], height: int) -> None:
        column, room = box.column, box.width - 2 * PADDING
        fitted = self._fitted(column)
        painter.setFont(fitted.font)
        painter.setPen(self._colours["muted" if column.tone == "muted" else "text"])
        down = (height - fitted.height) // 2
        left = box.left + PADDING
        if column.align == "left":
            for top, text in texts:
                if text:
                    fitted.draw(painter, left, top + down, text, room)
            return
        part = 2 if column.align == "center" else 1
        for top, text in texts:
            if text:
                spare = max(room - fitted.width_of(text, room), 0)
                fitted.draw(painter, left + spare // part, top + down, text, room)

    def _paint_stars(self, painter: QPainter, box: ColumnBox, cell: CellValue, top: int, height: int) -> None:
        count = cell.value if isinstance(cell.value, int) else 0
        if count > 0:
            place = (box.left + PADDING, top + (height - STAR) // 2)
            painter.drawPixmap(*place, self._star_picture(min(count, 10)))

    def _paint_waiting(self, painter: QPainter, top: int, columns: Sequence[ColumnBox], height: int) -> None:
        """A row on its way keeps its place with a quiet bar where text will be."""
        for box in columns:
            if box.column.kind != "check":
                length = max((box.width - 2 * PADDING) * 3 // 5, 8)
                right = box.column.align == "right"
                left = box.left + box.width - PADDING - length if right else box.left + PADDING
                painter.fillRect(left, top + height // 2 - 4, length, 8, self._colours["line"])

    # -- one cell, for any other view ----------------------------------------------------------------------

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell of a WindowedTable, as part of a view that does not hand over whole rows."""
        table = index.model()
        if not isinstance(table, WindowedTable):
            super().paint(painter, option, index)
            return
        rect, columns = option.rect, table.columns
        loaded = table.loaded_at(index.row())
        row = RowBox(
            top=0,
            cells=None if loaded is None else loaded.cells,
            ticked=loaded is not None and loaded.row.id in table.selection,
            current=bool(option.state & QStyle.StateFlag.State_HasFocus),
        )
        box = ColumnBox(index.column(), columns[index.column()], 0, rect.width())
        painter.save()
        painter.translate(rect.topLeft())
        self.paint_rows(painter, [row], [box], height=rect.height(), width=rect.width())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The column's own width; never measured from cells, of which there may be a million."""
        table = index.model()
        if not isinstance(table, WindowedTable):
            return super().sizeHint(option, index)
        return QSize(table.columns[index.column()].width, LOWEST)

    # -- what is drawn once --------------------------------------------------------------------------------

    def _use(self, painter: QPainter) -> None:
        """Take over the font and the pixel ratio of what is painted on."""
        font, ratio = painter.font(), painter.device().devicePixelRatio()
        if font != self._font or ratio != self._ratio:
            self._font, self._ratio = QFont(font), ratio
            self.forget()

    def _fitted(self, column: Column) -> FittedText:
        tabular = column.kind in {"number", "moment"} or column.align == "right"
        key = (column.tone, tabular)
        if key not in self._texts:
            font = QFont(self._font)
            if column.tone == "strong":
                font.setWeight(QFont.Weight.DemiBold)
            if tabular:
                font.setFeature(QFont.Tag("tnum"), 1)
            self._texts[key] = FittedText(font)
        return self._texts[key]

    def _chip_picture(self, box: ColumnBox, cell: CellValue, height: int) -> QPixmap:
        kind = box.column.kind

        def draw(painter: QPainter) -> None:
            room = QRect(PADDING, 0, max(box.width - 2 * PADDING, 1), height)
            painter.setFont(self._font)
            painter.setPen(self._colours["text"])
            self._paint_chip(painter, room, cell, kind)

        return self._picture((kind, cell.value, cell.text, box.width, height), QSize(box.width, height), draw)

    def _box_place(self, box: ColumnBox, top: int, height: int) -> tuple[int, int]:
        return box.left + (box.width - BOX) // 2, top + (height - BOX) // 2

    def _box_picture(self, *, ticked: bool) -> QPixmap:
        def draw(painter: QPainter) -> None:
            frame = QRectF(0.5, 0.5, BOX - 1, BOX - 1)
            painter.setPen(QPen(self._colours["accent" if ticked else "muted"], 1))
            painter.setBrush(self._colours["accent" if ticked else "surface"])
            painter.drawRoundedRect(frame, 3, 3)
            if ticked:
                painter.setPen(QPen(self._colours["on_accent"], 1.8))
                painter.drawPolyline([QPointF(3.5, 7.2), QPointF(6, 9.7), QPointF(10.5, 4.6)])

        return self._picture(("box", ticked), QSize(BOX, BOX), draw)

    def _star_picture(self, count: int) -> QPixmap:
        def draw(painter: QPainter) -> None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colours["star"])
            for number in range(count):
                painter.drawPolygon(_star(QPointF(number * STAR_STEP + STAR / 2, STAR / 2), STAR / 2))

        return self._picture(("stars", count), QSize(count * STAR_STEP, STAR), draw)

    def _picture(self, key: tuple[object, ...], size: QSize, draw: Callable[[QPainter], None]) -> QPixmap:
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) >= PICTURES:
                self._pictures.clear()
            picture = QPixmap(size * self._ratio)
            picture.setDevicePixelRatio(self._ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(painter)
            painter.end()
            self._pictures[key] = picture
        return picture


def _cell(row: RowBox, number: int) -> CellValue:
    assert row.cells is not None
    return row.cells[number]


def _star(center: QPointF, radius: float) -> QPolygonF:
    """Five points, the first one up; drawn rather than taken from a font that may not have one."""
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.42
        angle = math.pi * corner / 5
        points.append(center + QPointF(math.sin(angle) * reach, -math.cos(angle) * reach))
    return QPolygonF(points)
