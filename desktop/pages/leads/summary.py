"""The lead beside the table: who, what, which listing, message, wait, owner, status, last touches (R71)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from db.queries.reader import OfficeFacts
from desktop.item_models.lead_source import shown_number
from desktop.item_models.looks import status_looks
from desktop.pages.leads.summary_words import SummaryFacts
from desktop.theme.fonts import sized
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.fields_grid import FieldsGrid
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton
from desktop.widgets.reach_row import ReachRow
from desktop.widgets.status_chip import StatusChip
from desktop.widgets.timeline import Timeline
from desktop.widgets.wrapped_label import WrappedLabel

WIDTH: Final = 300
EDGE: Final = 18
TOUCH_HEIGHT: Final = 45


class Summary(QFrame):
    """Signals: open_wanted(contact id); listing_wanted(listing id). While another row loads, what is shown stays."""

    open_wanted = Signal(object)
    listing_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "surface")
        self.setAccessibleName("Summary of the lead")
        self._facts: OfficeFacts | None = None
        self._shown: SummaryFacts | None = None
        self._chip: StatusChip | None = None
        self.name = _Name(self)
        self.name.pressed.connect(self._open)
        self.line = WrappedLabel(parent=self, lines=2)
        self.line.set_tone("muted")
        self.phone = PushButton("", look="link", parent=self)
        self.reach = ReachRow("View", self)
        self.phone.clicked.connect(self.reach.dial)
        self.heading = WrappedLabel(parent=self, lines=2)
        self.when = ElidedLabel(tone="muted", parent=self)
        self.about = WrappedLabel(parent=self, lines=3)
        self.listing = PushButton("Open the listing", look="link", parent=self)
        self.listing.clicked.connect(self._open_listing)
        self.message = Paragraph(parent=self)
        self.clock = WrappedLabel(parent=self, lines=2)
        self.fields = FieldsGrid(self)
        self.touches = Timeline(compact=True, parent=self)
        self.touches.setAccessibleName("Last touches")
        self._untouched = PlainLabel("No touches yet", tone="muted", parent=self)
        self.reach.open_wanted.connect(self._open)
        self._pages = QStackedWidget(self)
        self._empty = EmptyState("inbox", "No lead chosen", detail="Choose one in the list to see it here.")
        self._lay_out()

    @property
    def shown(self) -> SummaryFacts | None:
        """What is shown."""
        return self._shown

    def set_facts(self, facts: OfficeFacts) -> None:
        """The office's own statuses."""
        self._facts = facts

    def show_row(self, facts: SummaryFacts) -> None:
        """Show it all."""
        same = self._shown is not None and (self._shown.unit, self._shown.row_id) == (facts.unit, facts.row_id)
        self._shown = facts
        self._pages.setCurrentIndex(1)
        self.name.setText(facts.name)
        self.line.setText(facts.line)
        self._show_status(facts.status)
        self.phone.set_text(shown_number(facts.phone))
        self.phone.setVisible(bool(facts.phone))
        self.phone.setAccessibleName(f"Call {shown_number(facts.phone)}")
        self.heading.setText(facts.heading)
        self.when.setText(facts.when)
        self.when.set_tip(facts.full_time)
        self.about.setText(facts.about)
        self.about.setVisible(bool(facts.about))
        self.listing.setVisible(facts.listing_id is not None)
        self.message.set_text(facts.message)
        self.message.setVisible(bool(facts.message))
        self.clock.setText(facts.clock)
        self.clock.set_tone("error" if facts.waits else "muted")
        self.clock.setVisible(bool(facts.clock))
        self.fields.set_fields(facts.fields)
        self.touches.set_entries(facts.touches)
        self.touches.setFixedHeight(TOUCH_HEIGHT * max(1, len(facts.touches)))
        self.touches.setVisible(bool(facts.touches))
        self._untouched.setVisible(not facts.touches)
        self._offer(facts)
        if not same:
            self._scroll.verticalScrollBar().setValue(0)

    def show_nothing(self) -> None:
        """No row is chosen."""
        self._shown = None
        self._pages.setCurrentIndex(0)

    def sizeHint(self) -> QSize:
        """As on the boards."""
        return QSize(WIDTH, 600)

    def _offer(self, facts: SummaryFacts) -> None:
        known = facts.contact_id is not None
        self.reach.open.setEnabled(known)
        self.reach.open.setToolTip("" if known else f"{facts.line}.")
        self.name.set_live(live=known)
        self.reach.set_reach(facts.phone, facts.email, phone_shown=shown_number(facts.phone))

    def _show_status(self, key: str) -> None:
        if self._chip is not None:
            self._chip_row.removeWidget(self._chip)
            self._chip.hide()
            self._chip.deleteLater()
            self._chip = None
        if key and self._facts is not None:
            self._chip = StatusChip(status_looks(self._facts.scheme)[key], self)
            self._chip_row.insertWidget(0, self._chip)
            self._chip.show()

    def _open(self) -> None:
        if self._shown is not None and self._shown.contact_id is not None:
            self.open_wanted.emit(self._shown.contact_id)

    def _open_listing(self) -> None:
        if self._shown is not None and self._shown.listing_id is not None:
            self.listing_wanted.emit(self._shown.listing_id)

    def _lay_out(self) -> None:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(EDGE, EDGE, EDGE, SPACE.small)
        column.setSpacing(SPACE.tiny)
        self._chip_row = QHBoxLayout()
        self._chip_row.setSpacing(SPACE.small)
        self._chip_row.addWidget(self.phone)
        self._chip_row.addStretch()
        column.addWidget(self.name)
        column.addWidget(self.line)
        column.addSpacing(SPACE.tiny)
        column.addLayout(self._chip_row)
        column.addSpacing(SPACE.small)
        column.addWidget(self._box())
        column.addSpacing(SPACE.small)
        column.addWidget(self.fields)
        column.addSpacing(SPACE.small)
        line = QFrame(self)
        line.setProperty("look", "line")
        column.addWidget(line)
        column.addSpacing(SPACE.small)
        column.addWidget(PlainLabel("Last touches", size=TYPE.tiny, weight=WEIGHT.medium, tone="muted", parent=self))
        column.addWidget(self._untouched)
        column.addWidget(self.touches)
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(body)
        body.setAutoFillBackground(False)  # the panel's surface shows through
        self._scroll.viewport().setAutoFillBackground(False)
        self._stand(self._scroll)

    def _stand(self, body: QWidget) -> None:
        """The body over the buttons, or the sentence in place of both."""
        self.reach.setContentsMargins(EDGE, SPACE.small, EDGE, EDGE)
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(body, 1)
        column.addWidget(self.reach)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _box(self) -> QFrame:
        """What the consumer did, and how long they have waited for an answer."""
        box = QFrame(self)
        box.setProperty("look", "box")
        column = QVBoxLayout(box)
        column.setContentsMargins(SPACE.mid, 10, SPACE.mid, 10)
        column.setSpacing(SPACE.tiny)
        self.clock.setFont(sized(self.clock.font(), TYPE.body, WEIGHT.medium))
        self.heading.setFont(sized(self.heading.font(), TYPE.body, WEIGHT.semibold))
        for part in (self.heading, self.when, self.about):
            column.addWidget(part)
        column.addWidget(self.listing, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.clock)
        column.addWidget(self.message)
        return box


class _Name(ElidedLabel):
    """The contact's name, which opens them. Signal: pressed()."""

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(size=TYPE.title, weight=WEIGHT.semibold, parent=parent)
        self._live = True

    def set_live(self, *, live: bool) -> None:
        """Whether there is anybody to open."""
        self._live = live
        self.setCursor(Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor)
        self.set_tip("Open the contact" if live else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click that ends here opens."""
        if (
            self._live
            and event.button() == Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self.pressed.emit()
