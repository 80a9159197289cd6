"""How a heading and an entry of the list sidebar are painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.theme.fonts import sized, tabular
from desktop.theme.icons import pixmap
from desktop.theme.palette import colours_of
from desktop.theme.tokens import MEASURE, TYPE, WEIGHT, Colours
from desktop.widgets.chip_painting import paint_elided
from desktop.widgets.painting import centre_top, colour, paint_focus, paint_pill, pixel_ratio
from desktop.widgets.sidebar_model import SidebarEntry, SidebarRole

OUTER: Final = 8  # from the edge to the box of the chosen entry
INNER: Final = 10  # from that box to its content
GAP: Final = 8
RADIUS: Final = 6.0


@dataclass(frozen=True, slots=True)
class _Row:
    """What is known of the row being painted."""

    rect: QRectF
    colours: Colours
    entry: SidebarEntry
    count: int | None
    state: QStyle.StateFlag

    @property
    def chosen(self) -> bool:
        return bool(self.state & QStyle.StateFlag.State_Selected)


class SidebarDelegate(QStyledItemDelegate):
    """Icon, label, and the count at the right in figures of one width. Fonts are made once, not per paint."""

    def __init__(self, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.drop_row = -1  # where a drop would land
        self._heading = sized(font, TYPE.tiny, WEIGHT.semibold)
        self._heading.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.3)
        self._label = sized(font, TYPE.body)
        self._chosen = sized(font, TYPE.body, WEIGHT.semibold)
        self._count = tabular(sized(font, TYPE.small))
        self._warning = tabular(sized(font, TYPE.small, WEIGHT.semibold))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(option.palette)
        rect = QRectF(option.rect).adjusted(OUTER, 0, -OUTER, 0)
        entry = index.data(SidebarRole.ENTRY)
        if isinstance(entry, SidebarEntry):
            row = _Row(rect, colours, entry, index.data(SidebarRole.COUNT), option.state)
            _paint_box(painter, row, takes_drop=index.row() == self.drop_row)
            end = self._paint_count(painter, row)
            self._paint_label(painter, row, end)
        else:
            painter.setFont(self._heading)
            inner = rect.adjusted(INNER, rect.height() - 24, -INNER, -4)
            paint_elided(painter, inner, str(index.data()), colours.muted)
        painter.restore()

    def _paint_count(self, painter: QPainter, row: _Row) -> float:
        """The count, or an ellipsis while it loads; returns where the label has to end."""
        right = row.rect.right() - INNER
        if not row.entry.has_count:
            return right
        text = "…" if row.count is None else f"{row.count:,}"
        warns = row.entry.warns and bool(row.count)
        ink = row.colours.error if warns else row.colours.accent if row.chosen else row.colours.muted
        painter.setFont(self._warning if warns else self._count)
        painter.setPen(colour(ink))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(row.rect.adjusted(INNER, 0, -INNER, 0), int(flags), text)
        return right - QFontMetricsF(painter.font()).horizontalAdvance(text) - GAP

    def _paint_label(self, painter: QPainter, row: _Row, end: float) -> None:
        left = row.rect.left() + INNER
        entry = row.entry
        if entry.icon:
            size = MEASURE.icon_small
            own = (entry.dark if row.colours.dark else entry.light) or row.colours.muted
            picture = pixmap(entry.icon, own, size, pixel_ratio(painter))
            painter.drawPixmap(QPointF(left, centre_top(row.rect, size)), picture)
            left += size + GAP
        painter.setFont(self._chosen if row.chosen else self._label)
        place = QRectF(left, row.rect.top(), end - left, row.rect.height())
        paint_elided(painter, place, entry.label, row.colours.text)


def _paint_box(painter: QPainter, row: _Row, *, takes_drop: bool) -> None:
    if row.chosen or takes_drop:
        paint_pill(painter, row.rect, colour(row.colours.selection), RADIUS)
    elif row.state & QStyle.StateFlag.State_MouseOver:
        paint_pill(painter, row.rect, colour(row.colours.hover), RADIUS)
    by_keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    if takes_drop or row.state & by_keyboard == by_keyboard:
        paint_focus(painter, row.rect, row.colours, RADIUS)
