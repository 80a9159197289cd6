"""The head of the contact dialog: place in the list, who it is, what can be done, statuses and dispositions."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.rules.permissions import Right
from db.rules.statuses import LEAD_STATUSES, MEANINGS, Status
from db.rules.values import CONTACT_TYPES, label_of
from desktop.dialogs.contact.view import ContactView
from desktop.dialogs.dispositions.countdown import Countdown
from desktop.item_models.looks import status_look
from desktop.item_models.press_ahead import bar_choices
from desktop.theme.fonts import tabular
from desktop.theme.tokens import MEASURE, SPACE, TYPE, WEIGHT
from desktop.times import full as full_date
from desktop.widgets.avatar import Avatar
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_button import IconButton
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton
from desktop.widgets.status_bar_buttons import StatusBarButtons
from desktop.widgets.status_button import StatusChoice

SIDE = 22
ARROW = 10  # of a button with an arrow: what is empty beside the arrow


class ContactHeader(QWidget):
    """Signals: step_wanted(-1 or 1), status_wanted(key), disposition_wanted(key), claim_wanted(), release_wanted()."""

    step_wanted = Signal(int)
    status_wanted = Signal(str)
    disposition_wanted = Signal(str)
    claim_wanted = Signal()
    release_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.previous = IconButton("chevron-left", _with_key("Previous contact", QKeySequence.StandardKey.Back))
        self.next = IconButton("chevron-right", _with_key("Next contact", QKeySequence.StandardKey.Forward))
        self._place = PlainLabel(tone="muted")
        self._place.setAlignment(Qt.AlignmentFlag.AlignCenter)  # as far from the one arrow as from the other
        self._place.setFont(tabular(self._place.font()))
        self._avatar = Avatar("")
        self._name = ElidedLabel(size=TYPE.title, weight=WEIGHT.semibold)
        self._line = ElidedLabel(tone="muted")
        self.claim = PushButton("Claim")
        self.release = PushButton("Release")
        self.make_client = PushButton("Make Client", look="primary")
        self.statuses = StatusBarButtons()
        self.dispositions = StatusBarButtons("Disposition")
        self.countdown = Countdown(self)
        self._lay_out()
        self.previous.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        self.statuses.chosen.connect(self.status_wanted)
        self.dispositions.chosen.connect(self.disposition_wanted)
        self.claim.clicked.connect(self.claim_wanted)
        self.release.clicked.connect(self.release_wanted)
        self.make_client.clicked.connect(lambda: self.status_wanted.emit(Status.CLIENT.value))

    def show_place(self, place: str, where: str, *, has_previous: bool, has_next: bool) -> None:
        """Where in its list the contact is; an empty `place` hides the arrows' number but keeps their room."""
        self._place.setText(place)
        # As wide as the last place of the list: nothing moves on the way through it.
        of_all = place.partition(" of ")[2]
        widest = self._place.fontMetrics().horizontalAdvance(f"{of_all} of {of_all}") + 4 if place else 0
        self._place.setMinimumWidth(widest)
        self._place.setToolTip(where)
        self._place.setAccessibleName(f"{place} {where}".strip())
        self.previous.setEnabled(has_previous)
        self.next.setEnabled(has_next)

    def set_has_list(self, *, has_list: bool) -> None:
        """Without a list there is nothing to walk in, and the arrows are not there."""
        for part in (self.previous, self._place, self.next):
            part.setVisible(has_list)
        self._top.setContentsMargins(SIDE - ARROW if has_list else SIDE, 0, SIDE, 0)

    def show_view(self, view: ContactView) -> None:
        """Show a contact."""
        name = view.card.name or "No name"
        self._avatar.set_name(name)
        self._name.setText(name)
        self._line.setText(line_of(view))
        status = str(view.card.fields["status"])
        may_edit = view.may(Right.EDIT)
        self.statuses.set_choices(status_choices(view, enabled=may_edit))
        self.statuses.set_current(status)
        self._show_dispositions(view)
        in_use = {style.key for style in view.facts.scheme.in_use}
        self.make_client.setVisible(may_edit and status in LEAD_STATUSES and Status.CLIENT in in_use)
        in_pool = view.card.fields["owner_id"] is None
        self.claim.setVisible(in_pool and view.may(Right.CLAIM))
        self.release.setVisible(not in_pool and view.may(Right.RELEASE))

    def _show_dispositions(self, view: ContactView) -> None:
        """The bar is there for who presses dispositions at all; what cannot be pressed here says why."""
        ahead = view.ahead
        self.dispositions.setVisible(bool(ahead.previews))
        self.dispositions.set_choices(bar_choices(ahead))
        self.dispositions.set_current(str(view.card.fields["disposition"]))
        full = full_date(ahead.hold.until_at, view.facts.zone_info) if ahead.hold is not None else ""
        self.countdown.show_hold(ahead.hold, full)

    def _lay_out(self) -> None:
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self._name)
        who.addWidget(self._line)
        self._top = top = QHBoxLayout()
        top.setContentsMargins(SIDE, 0, SIDE, 0)
        top.setSpacing(SPACE.mid)
        walk = QHBoxLayout()
        walk.setSpacing(0)
        for part in (self.previous, self._place, self.next):
            walk.addWidget(part)
        top.addLayout(walk)
        top.addWidget(self._avatar)
        top.addLayout(who, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(MEASURE.button_gap)
        for button in (self.claim, self.release, self.make_client):
            button.hide()
            buttons.addWidget(button)
        top.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.big, 0, SPACE.mid)
        column.setSpacing(SPACE.mid)
        column.addLayout(top)
        bars: tuple[QWidget, ...] = (self.statuses, self.dispositions, self.countdown)
        for bar in bars:
            below = QHBoxLayout()
            below.setContentsMargins(SIDE, 0, SIDE, 0)
            below.addWidget(bar)
            column.addLayout(below)


def line_of(view: ContactView) -> str:
    """Type, source, owner, and with whom the contact is shared."""
    fields, card = view.card.fields, view.card
    parts = [
        label_of(CONTACT_TYPES, str(fields["contact_type"])),
        label_of(view.facts.sources, str(fields["source"])),
        f"owner {card.owner}" if fields["owner_id"] is not None else "in the pool",
        f"shared with {', '.join(card.shared_with)}" if card.shared_with else "",
    ]
    return " · ".join(filter(None, parts))


def status_choices(view: ContactView, *, enabled: bool) -> list[StatusChoice]:
    """The scheme's statuses, and the contact's own where the scheme has hidden it (R1)."""
    status, scheme = str(view.card.fields["status"]), view.facts.scheme
    shown = [style for style in scheme.statuses if style.in_use or style.key == status]
    return [StatusChoice(style.key.value, status_look(style), MEANINGS[style.key], enabled=enabled) for style in shown]


def _with_key(name: str, key: QKeySequence.StandardKey) -> str:
    return f"{name} ({QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)})"
