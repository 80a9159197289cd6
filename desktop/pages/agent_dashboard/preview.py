"""The contact beside the table: who it is, why it is here, what happened, what can be done."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from db.queries.reader import OfficeFacts
from desktop.dialogs.contact.parts import Column
from desktop.dialogs.dispositions.countdown import Countdown
from desktop.item_models.looks import disposition_look, dispositions_of, status_looks
from desktop.item_models.press_ahead import bar_choices
from desktop.pages.agent_dashboard.preview_words import PreviewFacts
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.chip_painting import ChipLook
from desktop.widgets.disposition_chip import DispositionChip
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton
from desktop.widgets.reach_row import ReachRow
from desktop.widgets.status_bar_buttons import StatusBarButtons
from desktop.widgets.status_chip import StatusChip
from desktop.widgets.timeline import Timeline
from desktop.widgets.why_box import WhyBox

WIDTH = 300
EDGE = 18


class Preview(QFrame):
    """Signals: open_wanted(id); disposition_wanted(PressAhead, key); call_wanted(id, NewTask) of Back Again.

    While another contact loads, its place is kept.
    """

    open_wanted = Signal(object)
    disposition_wanted = Signal(object, str)
    call_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "surface")
        self.setAccessibleName("Preview")
        self._facts: OfficeFacts | None = None
        self._shown: PreviewFacts | None = None
        self._arriving = False
        self._name = ElidedLabel(size=TYPE.title, weight=WEIGHT.semibold, parent=self)
        self._line = PlainLabel(tone="muted", parent=self)
        self._line.setWordWrap(True)
        self._chips = QWidget(self)
        self._chips_row = FlowLayout(self._chips, gap=6)
        self._chip_widgets: list[QWidget] = []
        self.why = WhyBox(parent=self)
        self.set_call = PushButton("", look="link", icon_name="phone-call", parent=self)
        self.set_call.clicked.connect(self._set_call)
        self.set_call.hide()
        self._title = PlainLabel("Disposition", size=TYPE.tiny, weight=WEIGHT.medium, tone="muted", parent=self)
        self.dispositions = StatusBarButtons(parent=self)
        self.dispositions.setAccessibleName("Disposition")
        self.dispositions.chosen.connect(self._disposition_chosen)
        self.countdown = Countdown(self)
        self.timeline = Timeline(compact=True, parent=self)
        self.reach = ReachRow("Open contact", self)
        self.reach.open_wanted.connect(self._open)
        self._pages = QStackedWidget(self)
        self._empty = EmptyState("user", "No contact chosen", detail="Choose one in the list to see it here.")
        self._lay_out()

    @property
    def shown(self) -> PreviewFacts | None:
        """What is shown."""
        return self._shown

    def set_facts(self, facts: OfficeFacts) -> None:
        """Show the office's own statuses and dispositions."""
        self._facts = facts

    def offer_dispositions(self, *, shown: bool) -> None:
        """Whether this member presses dispositions at all."""
        self._title.setVisible(shown)
        self.dispositions.setVisible(shown)

    def begin(self, name: str) -> None:
        """Another contact is on its way; its name is known already."""
        self._pages.setCurrentIndex(1)
        self._name.setText(name)
        self._arriving = True

    def show_contact(self, facts: PreviewFacts) -> None:
        """Show it all."""
        same = self._shown is not None and self._shown.id == facts.id
        self._shown = facts
        self._arriving = False
        self._pages.setCurrentIndex(1)
        self._name.setText(facts.name)
        self._line.setText(facts.line)
        self.why.set_reasons(facts.reasons)
        self.set_call.set_text(facts.idea.button if facts.idea else "")
        self.set_call.setVisible(facts.idea is not None and facts.idea.task is not None)
        self.dispositions.set_choices(bar_choices(facts.ahead))
        self.dispositions.set_current(facts.disposition)
        self.countdown.show_hold(facts.ahead.hold, facts.hold_until)
        self._show_chips(facts)
        self.timeline.set_entries(facts.events)
        if not same:
            self.timeline.scrollToTop()
        self.reach.set_reach(facts.phone, facts.email, phone_shown=facts.phone_shown)

    def show_nobody(self) -> None:
        """Nothing is chosen."""
        self._shown = None
        self._pages.setCurrentIndex(0)

    def sizeHint(self) -> QSize:
        """As on the boards."""
        return QSize(WIDTH, 600)

    def _open(self) -> None:
        if self._shown is not None:
            self.open_wanted.emit(self._shown.id)

    def _set_call(self) -> None:
        """Once: the next reading of the contact knows the call."""
        if self._shown is not None and self._shown.idea is not None and self._shown.idea.task is not None:
            self.set_call.hide()
            self.call_wanted.emit(self._shown.id, self._shown.idea.task)

    def _disposition_chosen(self, key: str) -> None:
        """While the next contact is on its way the name is already theirs: such a press would hit the one before."""
        if self._shown is not None and not self._arriving:
            self.disposition_wanted.emit(self._shown.ahead, key)

    def _show_chips(self, facts: PreviewFacts) -> None:
        assert self._facts is not None
        for old in self._chip_widgets:
            self._chips_row.removeWidget(old)
            old.hide()
            old.deleteLater()
        looks = status_looks(self._facts.scheme)
        self._chip_widgets = [StatusChip(looks[facts.status], self._chips)]
        if facts.disposition:
            self._chip_widgets.append(DispositionChip(self._look(facts.disposition), self._chips))
        for tag in facts.hashtags:
            self._chip_widgets.append(DispositionChip(replace(TAG, label=f"#{tag}"), self._chips))
        for chip in self._chip_widgets:
            self._chips_row.addWidget(chip)
            chip.show()

    def _look(self, disposition: str) -> ChipLook:
        assert self._facts is not None
        return disposition_look(disposition, dispositions_of(self._facts))

    def _lay_out(self) -> None:
        inside = Column(margins=(EDGE, EDGE, EDGE, EDGE))  # in a low window the bar is whole, and the rest scrolls
        column = inside.body
        column.setSpacing(SPACE.tiny)
        column.addWidget(self._name)
        column.addWidget(self._line)
        column.addSpacing(SPACE.small)
        column.addWidget(self._chips)
        column.addSpacing(SPACE.mid)
        column.addWidget(self.why)
        column.addWidget(self.set_call, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(SPACE.mid)
        column.addWidget(self._title)
        column.addWidget(self.dispositions)
        column.addWidget(self.countdown)
        column.addSpacing(SPACE.mid)
        line = QFrame(self)
        line.setProperty("look", "line")
        column.addWidget(line)
        column.addSpacing(SPACE.small)
        column.addWidget(PlainLabel("Timeline", size=TYPE.tiny, weight=WEIGHT.medium, tone="muted", parent=self))
        column.addWidget(self.timeline, 1)
        self.reach.setContentsMargins(EDGE, 0, EDGE, EDGE)
        body = QWidget(self)
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(inside, 1)
        whole.addWidget(self.reach)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(body)
        outer.addWidget(self._pages)


TAG = ChipLook("", "", "#7D858F", "#7C8591", square=True)
