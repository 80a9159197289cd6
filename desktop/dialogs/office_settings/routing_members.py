"""Who takes part in a rule of lead routing, each with their share where leads go in turn."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QSpinBox, QWidget

from db.rules.routing import Share
from db.rules.routing_settings import MOST_SHARE, Offered
from desktop.theme.tokens import SPACE, TYPE
from desktop.widgets.plain_label import PlainLabel

SHARE_WIDTH: Final = 56
SHARE_HEIGHT: Final = 32


class RoutingMembers(QWidget):
    """A tick for each member, those who cannot be given leads only while they are in the rule. Signal: changed()."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order: tuple[int, ...] = ()
        self._with_shares = False
        self.boxes: dict[int, QCheckBox] = {}
        self.shares: dict[int, QSpinBox] = {}
        self._words: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.mid)
        self._grid.setVerticalSpacing(SPACE.tiny)
        self._grid.setColumnStretch(3, 1)

    @property
    def members(self) -> tuple[Share, ...]:
        """Who is ticked: those of the rule in its order, then who was added."""
        ticked = [key for key, box in self.boxes.items() if box.isChecked()]
        ordered = [key for key in self._order if key in ticked] + [key for key in ticked if key not in self._order]
        return tuple(Share(key, self.shares[key].value() if self._with_shares else 1) for key in ordered)

    def show_members(self, members: tuple[Share, ...], offered: Offered) -> None:
        """Tick these, without a signal."""
        self._order = tuple(one.member_id for one in members)
        shares = {one.member_id: one.share for one in members}
        gone = {key: offered.names.get(key, "Somebody") for key in self._order if key not in offered.able}
        wanted = dict(offered.able) | {key: f"{name} (cannot be given leads)" for key, name in gone.items()}
        if list(self.boxes) != list(wanted):
            self._build(wanted)
        for key, box in self.boxes.items():
            for part in (box, self.shares[key]):
                part.blockSignals(True)
            box.setChecked(key in shares)
            self.shares[key].setValue(shares.get(key, 1))
            for part in (box, self.shares[key]):
                part.blockSignals(False)
        self._show_shares()

    def set_with_shares(self, *, on: bool) -> None:
        """Whether shares are asked for."""
        self._with_shares = on
        self._show_shares()

    def _build(self, wanted: dict[int, str]) -> None:
        for part in (*self.boxes.values(), *self.shares.values(), *self._words):
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self.boxes, self.shares, self._words = {}, {}, []
        for row, (key, name) in enumerate(wanted.items()):
            box, share = QCheckBox(name.replace("&", "&&"), self), QSpinBox(self)
            share.setRange(1, MOST_SHARE)
            share.setFixedWidth(SHARE_WIDTH)
            share.setAccessibleName(f"Share of {name}")
            word = PlainLabel("share", size=TYPE.small, tone="muted", parent=self)
            box.toggled.connect(self._ticked)
            share.valueChanged.connect(self.changed)
            self.boxes[key], self.shares[key] = box, share
            self._words.append(word)
            if row == 0:
                self.setFocusProxy(box)
            for column, part in enumerate((box, word, share)):
                self._grid.addWidget(part, row, column)

    def _ticked(self) -> None:
        self._show_shares()
        self.changed.emit()

    def _show_shares(self) -> None:
        for row, (word, (key, share)) in enumerate(zip(self._words, self.shares.items(), strict=True)):
            # a tick that brings its share moves nothing
            self._grid.setRowMinimumHeight(row, SHARE_HEIGHT if self._with_shares else 0)
            for part in (word, share):
                part.setVisible(self._with_shares and self.boxes[key].isChecked())
