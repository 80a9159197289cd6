"""The right of the dashboard: the preview, or the filter in its place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.rules.filters import FIELDS, Filter
from desktop.pages.agent_dashboard.filter_panel import FilterPanel
from desktop.pages.agent_dashboard.preview import Preview


class RightSide(QStackedWidget):
    """Signals: preview_shown() when the preview is in sight again; filter_opened(); filter_closed()."""

    preview_shown = Signal()
    filter_opened = Signal()
    filter_closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = Preview(self)
        self.filter_panel = FilterPanel(self)
        self._preview_wanted = True
        self.addWidget(self.preview)
        self.addWidget(self.filter_panel)
        self.setMinimumWidth(260)
        self.filter_panel.closed.connect(self.close_filter)

    @property
    def filter_is_open(self) -> bool:
        """Whether the filter stands there."""
        return self.currentWidget() is self.filter_panel and not self.isHidden()

    def want_preview(self, wanted: bool) -> None:  # noqa: FBT001 - the slot of a check mark
        """Show or hide the preview; an open filter stays."""
        self._preview_wanted = wanted
        self.setVisible(wanted or self.filter_is_open)
        if wanted:
            self.preview_shown.emit()

    def toggle_filter(self, shown: Filter, key: str = "") -> None:
        """Open the filter with these conditions, at the field `key` if one is named; open already: close it."""
        if self.filter_is_open and not key:
            self.close_filter()
            return
        self.filter_panel.set_filter(shown)
        self.setCurrentWidget(self.filter_panel)
        self.show()
        self.filter_opened.emit()
        self.filter_panel.focus_field(key if key in FIELDS else "text")

    def close_filter(self) -> None:
        """The preview again, if it is wanted, in place of the filter."""
        self.setCurrentWidget(self.preview)
        self.setVisible(self._preview_wanted)
        self.filter_closed.emit()
        self.preview_shown.emit()
