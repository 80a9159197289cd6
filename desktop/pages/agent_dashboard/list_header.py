"""What stands above the table: the list's name, how many, the search in it, and the buttons."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.shortcuts import shortcut
from desktop.theme.tokens import MEASURE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton
from desktop.widgets.search_box import SearchBox

# What the plain buttons shrink to where the list's name needs the room.
ICONS: Final = ("filter", "columns-3", "upload", "user-plus")
SQUARE: Final = 22  # padding and line of a button with nothing but an icon


class ListHeader(QWidget):
    """Signals: filter_wanted, columns_wanted, import_wanted, add_wanted; search(text); search_left."""

    filter_wanted = Signal()
    columns_wanted = Signal()
    import_wanted = Signal()
    add_wanted = Signal()
    search = Signal(str)
    search_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(size=TYPE.title, weight=WEIGHT.semibold, parent=self)
        self._count = PlainLabel(size=TYPE.body, tone="muted", parent=self)
        self.box = SearchBox("Search in this list", key_hint="", parent=self)
        self.box.setMaximumWidth(240)
        self.box.setAccessibleName("Search in this list")
        self.box.text_settled.connect(self.search)
        self.box.left.connect(self.search_left)
        self.box.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEASURE.button_gap)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.box, 1)
        self.filter = PushButton("Filter", parent=self)
        self.columns = PushButton("Columns", parent=self)
        self.import_ = PushButton("Import", parent=self)
        self.add = PushButton("Add contact", look="primary", parent=self)
        for button, signal, key in (
            (self.filter, self.filter_wanted, "filter"),
            (self.columns, self.columns_wanted, ""),
            (self.import_, self.import_wanted, "import"),
            (self.add, self.add_wanted, "add_contact"),
        ):
            button.clicked.connect(signal)
            tip = f"{shortcut(key).words} ({shortcut(key).shown()})" if key else "Columns of the table"
            button.setToolTip(tip)
            row.addWidget(button)
        self._all = (self.filter, self.columns, self.import_, self.add)
        self._buttons: tuple[PushButton, ...] = self._all  # those this member has
        self._wide: dict[PushButton, int] = {}  # of each with its words

    def offer(self, *, may_import: bool, may_add: bool) -> None:
        """What this member may not do has no button."""
        self.import_.setVisible(may_import)
        self.add.setVisible(may_add)
        self._buttons = tuple(b for b in self._all if not b.isHidden())
        self._make_room()

    def calm(self, *, on: bool) -> None:
        """The filled button becomes a plain one while another of the view is filled: one a view."""
        self.add.set_look("" if on else "primary")

    def set_list(self, title: str, definition: str) -> None:
        """Name the list; its definition is the tooltip."""
        self._title.setText(title)
        self._title.set_tip(definition)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """With icons for words: what is beside it need not give way to buttons."""
        least = super().minimumSizeHint()
        self._measure()
        words = sum(self._saved(button) for button in self._buttons if button.text())
        return QSize(max(0, least.width() - words), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list's name comes before the words of its buttons."""
        super().resizeEvent(event)
        self._make_room()

    def event(self, event: QEvent) -> bool:
        """A part wants another width: its words, or the font, are other ones."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return done

    def _measure(self) -> None:
        self._wide |= {button: button.sizeHint().width() for button in self._buttons if button.text()}

    def _saved(self, button: PushButton) -> int:
        """How much narrower a button is as an icon."""
        return self._wide[button] - MEASURE.icon_small - SQUARE

    def _make_room(self) -> None:
        """Icons for words where the name would be cut short: first of the plain buttons, then of the filled one."""
        self._measure()
        shown = [self._title, self._count, *([self.box] if not self.box.isHidden() else [])]
        wanted = sum(part.sizeHint().width() for part in shown if part is not self.box)
        wanted += sum(self._wide[button] for button in self._buttons)
        wanted += self.box.minimumWidth() if self.box in shown else 0
        wanted += (len(shown) + len(self._buttons)) * MEASURE.button_gap
        over = wanted - self.width()
        few = over > 0
        all_ = over > sum(self._saved(button) for button in self._buttons if button is not self.add)
        for button, name in zip(self._all, ICONS, strict=True):
            if button in self._buttons:
                button.shrink_to(name if (all_ if button is self.add else few) else "")

    @property
    def title(self) -> str:
        """The list's name."""
        return self._title.text()

    @property
    def count_words(self) -> str:
        """How many, as it is said."""
        return self._count.text()

    def set_count(self, shown: int | None, of: int | None = None) -> None:
        """How many are shown, of how many when the list is narrowed; None while it is being counted."""
        if shown is None:
            self._count.setText("…")
        elif of is None:
            self._count.setText(f"{shown:,} contact{'' if shown == 1 else 's'}")
        else:
            self._count.setText(f"{shown:,} of {of:,}")
        self._make_room()

    def open_search(self) -> None:
        """Show the search in the list and put the keyboard there."""
        self.box.show()
        self._make_room()
        self.box.setFocus()
        self.box.selectAll()

    def close_search(self) -> None:
        """Take it away."""
        self.box.clear()
        self.box.hide()
        self._make_room()
