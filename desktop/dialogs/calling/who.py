"""Who is called: name, status, owner, the number large, what time it is there, how many dials were made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.rules.values import PRIORITIES, label_of
from desktop import times
from desktop.dialogs.calling.reading import CallView
from desktop.dialogs.contact import words
from desktop.dialogs.contact.header import line_of
from desktop.item_models.looks import coloured_look, status_look
from desktop.theme.fonts import tabular
from desktop.theme.tokens import MEASURE, SPACE, TYPE, WEIGHT
from desktop.widgets.avatar import Avatar
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton
from desktop.widgets.status_chip import StatusChip

NO_NUMBER = "No number"


class WhoPanel(QWidget):
    """Signals: copy_wanted(); dial_wanted()."""

    copy_wanted = Signal()
    dial_wanted = Signal()

    def __init__(self, clock: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._view: CallView | None = None
        self._avatar = Avatar("")
        self.name = ElidedLabel(size=TYPE.title, weight=WEIGHT.semibold)
        self.line = ElidedLabel(tone="muted")
        self._status = StatusChip(coloured_look(""))
        self.place = PlainLabel(tone="muted")
        self.place.setFont(tabular(self.place.font()))
        self.number = PlainLabel(size=TYPE.figure, weight=WEIGHT.semibold)
        self.number.setFont(tabular(self.number.font()))
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.others = ElidedLabel(size=TYPE.small, tone="muted")
        self.copy = PushButton("Copy", icon_name="copy")
        self.dial = PushButton("Dial", icon_name="phone")
        self.copy.setToolTip("Copies the number (C).")
        self.dial.setToolTip("Hands the number to this computer's telephone program (P).")
        self.there = PlainLabel(tone="muted")
        self.dials = PlainLabel(weight=WEIGHT.medium)
        self._minute = QTimer(self, interval=times.MINUTE)
        self._minute.timeout.connect(self.recompute)
        self._minute.start()
        self._lay_out()
        self.copy.clicked.connect(self.copy_wanted)
        self.dial.clicked.connect(self.dial_wanted)

    @property
    def phone(self) -> str:
        """The number to dial, E.164; "" for none."""
        return self._view.numbers[0].e164 if self._view is not None and self._view.numbers else ""

    def show_view(self, view: CallView) -> None:
        """Show a contact."""
        self._view = view
        card, facts = view.contact.card, view.contact.facts
        name = card.name or "No name"
        self._avatar.set_name(name)
        self.name.setText(name)
        priority = label_of(PRIORITIES, str(card.fields["priority"]))
        self.line.setText(" · ".join(filter(None, (priority, line_of(view.contact)))))
        self._status.set_look(status_look(facts.scheme.style(str(card.fields["status"]))))
        numbers = [f"{words.label(row.label, 'Phone')} {words.phone(row)}" for row in view.numbers]
        self.number.setText(words.phone(view.numbers[0]) if numbers else NO_NUMBER)
        first = words.label(view.numbers[0].label, "Phone") if numbers else ""
        self.others.setText(" · ".join([first, *numbers[1:]]))
        self.others.setVisible(bool(numbers))
        for button in (self.copy, self.dial):
            button.setEnabled(bool(numbers))
        self.recompute()

    def show_place(self, place: str, dials: str) -> None:
        """Where in the queue, and how many dials were made."""
        self.place.setText(place)
        self.dials.setText(dials)
        self.dials.setVisible(bool(dials))

    def recompute(self) -> None:
        """The clock went on; it reads nothing."""
        if self._view is None:
            return
        there = self._view.contact.there_at(self._clock())
        self.there.setText(f"{there.quiet}: no time to call" if there.quiet else there.words)
        self.there.set_tone("error" if there.quiet else "muted")
        self.there.setToolTip(there.words and f"By their numbers and addresses: {there.words}")
        self.there.setVisible(bool(self.there.text()))

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(SPACE.small)
        title.addWidget(self.name)
        title.addWidget(self._status)
        title.addStretch(1)
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addLayout(title)
        who.addWidget(self.line)
        top = QHBoxLayout()
        top.setSpacing(SPACE.mid)
        top.addWidget(self._avatar)
        top.addLayout(who, 1)
        top.addWidget(self.place)
        call = QHBoxLayout()
        call.setSpacing(MEASURE.button_gap)
        for part in (self.number, self.copy, self.dial):
            call.addWidget(part)
        call.addSpacing(SPACE.mid)
        call.addWidget(self.dials)
        call.addStretch(1)
        call.addWidget(self.there)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addLayout(top)
        column.addLayout(call)
        column.addWidget(self.others)
