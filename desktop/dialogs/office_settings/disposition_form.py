"""One disposition: its name and colour, what it asks, whom it tells, and what it does to the contact (R23)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from db.rules.disposition_editing import OWN_COLOURS, is_own
from db.rules.dispositions import (
    ASKS,
    COLOURS,
    GUARDS,
    LONGEST_LABEL,
    MOST_HOLD_DAYS,
    NOTIFIES,
    RED,
    YELLOW,
    Disposition,
)
from db.rules.statuses import Scheme
from desktop.dialogs.office_settings.form_line import FormLine
from desktop.dialogs.office_settings.tick_column import TickColumn
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.many_choices import Choice, ManyChoices
from desktop.widgets.plain_label import PlainLabel

HOLD: Final = "Days it stays with its owner before it goes to the pool; 0 releases it at once."
LIFTS: Final = "Contacts with another status keep theirs. Any: whatever their status is."
KILLS: Final = "Red always archives, unsubscribes, and takes the contact out of every automation."
LEAVES: Final = "Leaves it as it is"
_GROUPS: Final = (
    ("The button", ("label", "colour", "in_use")),
    ("What it asks and tells", ("asks", "notifies")),
    ("What it does", ("hold_days", "credit", "guard", "status", "lifts")),
)


class DispositionForm(QWidget):
    """Shows a disposition and gives it back as it stands. Signal: typed() at every change."""

    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Disposition | None = None
        self._showing = False
        self.label = QLineEdit(self)
        self.label.setMaxLength(LONGEST_LABEL * 2)  # what is too long is said, not cut
        self.colour, self.guard, self.status = QComboBox(self), QComboBox(self), QComboBox(self)
        self.in_use = QCheckBox("In use: it can be pressed", self)
        self.asks, self.notifies = TickColumn(ASKS, self), TickColumn(NOTIFIES, self)
        self.hold_days = QSpinBox(self)
        self.hold_days.setRange(0, MOST_HOLD_DAYS)
        self.credit = QCheckBox("A press is one KPI credit for who presses it", self)
        self._lifts_holder = QWidget(self)
        self._lifts_slot = QVBoxLayout(self._lifts_holder)
        self._lifts_slot.setContentsMargins(0, 0, 0, 0)
        self.lifts: ManyChoices | None = None
        self.kills = PlainLabel(KILLS, size=TYPE.small, tone="muted", parent=self)
        self.kills.setWordWrap(True)
        self.lines: dict[str, FormLine] = {}
        self._statuses: tuple[tuple[str, str], ...] = ()
        self._make_lines()
        self._lay_out()
        self._connect()

    # -- the disposition --------------------------------------------------------------------------------------

    def disposition(self) -> Disposition:
        """The disposition as it stands; what its colour does not have is left empty."""
        assert self._shown is not None
        colour = str(self.colour.currentData())
        status = "" if colour == RED else str(self.status.currentData() or "")
        lifts = self.lifts.choice.keys if self.lifts is not None else ()
        return replace(
            self._shown,
            label=self.label.text(),
            colour=colour,
            asks=self.asks.keys,
            notifies=self.notifies.keys,
            hold_days=self.hold_days.value() if colour == YELLOW else 0,
            credit=self.credit.isChecked(),
            guard=str(self.guard.currentData() or "") if colour == RED else "",
            # red archives whatever is set: what was set stays, for a change of colour to come back to
            status=self._shown.status if colour == RED else status,
            lifts=self._shown.lifts if colour == RED else lifts if status else (),
            in_use=self.in_use.isChecked(),
        )

    def show_disposition(self, d: Disposition, scheme: Scheme) -> None:
        """Show a disposition, without a signal."""
        self._showing = True
        another = self._shown is None or self._shown.key != d.key
        self._shown = d
        self._offer(d, scheme)
        if self.label.text() != d.label:
            self.label.setText(d.label)
        self.colour.setCurrentIndex(max(0, self.colour.findData(d.colour)))
        self.in_use.setChecked(d.in_use)
        self.asks.set_keys(d.asks)
        self.notifies.set_keys(d.notifies)
        if another or d.hold_days:
            self.hold_days.setValue(d.hold_days)
        self.credit.setChecked(d.credit)
        self.guard.setCurrentIndex(max(0, self.guard.findData(d.guard)))
        self.status.setCurrentIndex(max(0, self.status.findData(d.status)))
        assert self.lifts is not None
        self.lifts.set_choice(Choice("in", d.lifts) if d.lifts else Choice())
        self._show_parts()
        self._showing = False

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say what is wrong beside its field; what has no line of its own stands under the name."""
        rest = [words for key, words in problems.items() if key not in self.lines or self.lines[key].isHidden()]
        for key, line in self.lines.items():
            sentence = problems.get(key, "")
            line.set_error(" ".join(filter(None, (sentence, *rest))) if key == "label" else sentence)

    def set_read_only(self, *, on: bool) -> None:
        """Whether it is only shown."""
        for line in self.lines.values():
            line.set_read_only(on=on)

    # -- within -----------------------------------------------------------------------------------------------

    def _offer(self, d: Disposition, scheme: Scheme) -> None:
        """The colours this one may have, and the office's statuses under their names."""
        colours = OWN_COLOURS if is_own(d) else COLOURS
        self._fill(self.colour, colours)
        statuses = tuple((s.key.value, s.label) for s in scheme.statuses)
        if statuses == self._statuses:
            return
        self._statuses = statuses
        self._fill(self.status, (("", LEAVES), *statuses))
        old, self.lifts = self.lifts, ManyChoices("From which status", statuses, self, only_values=True)
        self.lifts.changed.connect(self._changed)
        self._lifts_slot.addWidget(self.lifts)
        self._lifts_holder.setFocusProxy(self.lifts)
        if old is not None:
            self._lifts_slot.removeWidget(old)
            old.hide()
            old.deleteLater()

    @staticmethod
    def _fill(box: QComboBox, pairs: Sequence[tuple[str, str]]) -> None:
        if [(box.itemData(n), box.itemText(n)) for n in range(box.count())] == list(pairs):
            return
        box.blockSignals(True)
        box.clear()
        for key, label in pairs:
            box.addItem(label, key)
        box.blockSignals(False)

    def _show_parts(self) -> None:
        """Only what its colour has: a hold for yellow, a guard for red, a status for the others."""
        colour = self.colour.currentData()
        self.lines["hold_days"].setVisible(colour == YELLOW)
        self.lines["guard"].setVisible(colour == RED)
        self.lines["status"].setVisible(colour != RED)
        self.lines["lifts"].setVisible(colour != RED and bool(self.status.currentData()))
        self.kills.setVisible(colour == RED)

    def _changed(self) -> None:
        if not self._showing:
            self._show_parts()
            self.typed.emit()

    def _make_lines(self) -> None:
        self._fill(self.guard, (("", "None"), *GUARDS))
        words = {
            "label": ("Name", self.label, ""), "colour": ("Colour", self.colour, ""),
            "in_use": ("In use", self.in_use, ""), "asks": ("Asks for", self.asks, ""),
            "notifies": ("Tells", self.notifies, ""), "hold_days": ("Hold, days", self.hold_days, HOLD),
            "credit": ("Credit", self.credit, ""), "guard": ("Guard", self.guard, ""),
            "status": ("Status becomes", self.status, ""), "lifts": ("From which", self._lifts_holder, LIFTS),
        }  # fmt: skip
        for key, (label, editor, meaning) in words.items():
            self.lines[key] = FormLine(label, editor, meaning=meaning, parent=self)
            if isinstance(editor, TickColumn):  # its name beside the first of them
                grid = self.lines[key].layout()
                assert isinstance(grid, QGridLayout)
                beside = grid.itemAtPosition(0, 0)
                if beside is not None:
                    beside.setAlignment(Qt.AlignmentFlag.AlignTop)
                    name = beside.widget()
                    assert name is not None
                    name.setContentsMargins(0, SPACE.tiny, 0, 0)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.mid)
        for heading, keys in _GROUPS:
            column.addWidget(PlainLabel(heading, weight=WEIGHT.semibold, parent=self))
            for key in keys:
                column.addWidget(self.lines[key])
            column.addSpacing(SPACE.tiny)
        column.insertWidget(_after(column, self.lines["guard"]), self.kills)

    def _connect(self) -> None:
        self.label.textChanged.connect(self._changed)
        for box in (self.colour, self.guard, self.status):
            box.currentIndexChanged.connect(self._changed)
        for tick in (self.in_use, self.credit):
            tick.toggled.connect(self._changed)
        self.hold_days.valueChanged.connect(self._changed)
        for ticks in (self.asks, self.notifies):
            ticks.changed.connect(self._changed)


def _after(column: QBoxLayout, widget: QWidget) -> int:
    return column.indexOf(widget) + 1
