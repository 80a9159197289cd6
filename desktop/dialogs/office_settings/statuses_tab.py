"""Which statuses the office uses, how they are called and ordered; what a change does is shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from db.queries.schemes import SchemeEffect, scheme_preview
from db.rules.errors import FieldProblemsError
from db.rules.settings import check_scheme
from db.rules.statuses import EIGHT, SCHEMES, Scheme
from desktop.dialogs.button_row import button_row
from desktop.dialogs.office_settings.colour_warnings import colour_warnings
from desktop.dialogs.office_settings.scheme_effects import SchemeEffects
from desktop.dialogs.office_settings.status_row import StatusRow
from desktop.dialogs.office_settings.tab import SettingsTab
from desktop.dialogs.office_settings.view import SettingsView
from desktop.dialogs.while_alive import while_alive
from desktop.operations.office_settings import Answer, set_scheme
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

EFFECTS_WIDTH: Final = 288


class StatusesTab(SettingsTab):
    """The scheme at the left, what changes at the right; one step writes it."""

    title = "Statuses"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._view: SettingsView | None = None
        self._saved: Scheme = EIGHT
        self._asked: Scheme | None = None
        self.rows: list[StatusRow] = []
        self.schemes = {key: QRadioButton(scheme.title, self) for key, scheme in SCHEMES.items()}
        self._group = QButtonGroup(self)
        for radio in self.schemes.values():
            self._group.addButton(radio)
            radio.clicked.connect(self._choose_scheme)
        self.unsubscribes = QCheckBox("Archiving unsubscribes from all automated messages", self)
        self.unsubscribes.toggled.connect(self._edited)
        self.effects = SchemeEffects(self)
        self.use = PushButton("Use these statuses", look="primary", parent=self)
        self.put_back = PushButton("Put back", parent=self)
        self.use.clicked.connect(self._use)
        self.put_back.clicked.connect(lambda: self._show_scheme(self._saved))
        self._lay_out()
        self._show_scheme(EIGHT)

    # -- what is shown --------------------------------------------------------------------------------------

    @property
    def scheme(self) -> Scheme:
        """The scheme as it stands on the screen."""
        key = next((key for key, radio in self.schemes.items() if radio.isChecked()), EIGHT.key)
        styles = tuple(row.style_ for row in self.rows)
        return Scheme(key, SCHEMES[key].title, styles, self.unsubscribes.isChecked())

    @property
    def unsaved(self) -> bool:
        """Whether it differs from the scheme in use."""
        return self.scheme != self._saved

    def row(self, status: str) -> StatusRow:
        """The row of a status."""
        return next(row for row in self.rows if row.style_.key == status)

    def start(self) -> None:
        """The choice of the scheme comes first."""
        self.schemes[self.scheme.key].setFocus()

    def show_view(self, view: SettingsView) -> None:
        """Show the scheme in use, unless another is being put together: then what changes is counted anew."""
        keep = self._view is not None and self.unsaved
        self._view = view
        self._saved = view.facts.scheme
        self.use.setVisible(view.may_change)
        self.put_back.setVisible(view.may_change)
        self.effects.setVisible(view.may_change)
        for radio in self.schemes.values():
            radio.setEnabled(view.may_change)
        self.unsubscribes.setEnabled(view.may_change)
        if not keep:
            self._show_scheme(self._saved)
        else:
            self._edited()

    def _show_scheme(self, scheme: Scheme) -> None:
        self.schemes[scheme.key].setChecked(True)
        self.unsubscribes.blockSignals(True)
        self.unsubscribes.setChecked(scheme.archive_unsubscribes)
        self.unsubscribes.blockSignals(False)
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._make_row(place, scheme) for place in range(len(scheme.statuses))]
        self._edited()

    def _make_row(self, place: int, scheme: Scheme) -> StatusRow:
        row = StatusRow(scheme.statuses[place], self._holder)
        may = self._view is not None and self._view.may_change
        row.set_state(may_change=may, first=place == 0, last=place == len(scheme.statuses) - 1)
        row.changed.connect(self._edited)
        row.move_wanted.connect(lambda by: self._move(row, by))
        self._column.insertWidget(place, row)
        return row

    # -- changing -------------------------------------------------------------------------------------------

    def _choose_scheme(self) -> None:
        """The scheme in use comes back with its own wording; another one begins as it ships."""
        key = self.scheme.key
        self._show_scheme(self._saved if key == self._saved.key else SCHEMES[key])

    def _move(self, row: StatusRow, by: int) -> None:
        place = self.rows.index(row)
        styles = [one.style_ for one in self.rows]
        styles[place], styles[place + by] = styles[place + by], styles[place]
        self._show_scheme(replace(self.scheme, statuses=tuple(styles)))
        moved = self.rows[place + by]
        arrow = moved.up if by < 0 else moved.down
        (arrow if arrow.isEnabled() else moved.label).setFocus()

    def _edited(self) -> None:
        """Nothing can be done before what it does has been shown."""
        self._asked = None
        self.use.setEnabled(False)
        self.put_back.setEnabled(self.unsaved)
        problems = self._problems()
        for row in self.rows:
            row.set_error(problems.get(row.style_.key.value, ""))
        if self._view is None or not self.unsaved:
            self.effects.show_effects(())
        elif problems:
            self.effects.say("Put right what is marked first.")
        else:
            self.effects.say("Counting…")
            self._read_effects()

    def _problems(self) -> dict[str, str]:
        try:
            check_scheme(self.scheme)
        except FieldProblemsError as error:
            return error.problems
        return {}

    def _read_effects(self) -> None:
        office, scheme = self._services.office, check_scheme(self.scheme)
        self._asked = scheme

        def arrived(effects: Sequence[SchemeEffect]) -> None:
            if self._asked is scheme:
                self.effects.show_effects(effects, colour_warnings(scheme))
                self.use.setEnabled(bool(effects))

        self._services.tasks.read(
            (id(self), "effects"), lambda: office.read(scheme_preview, scheme), while_alive(self, arrived),
            while_alive(self, self._failed),
        )  # fmt: skip

    def _use(self) -> None:
        scheme = self._asked
        if scheme is None:
            return
        self.use.setEnabled(False)

        def done(_count: int) -> None:
            self._saved = scheme
            self._show_scheme(scheme)

        set_scheme(self._services, scheme, Answer(while_alive(self, done), while_alive(self, self._failed)))

    def _failed(self, error: BaseException) -> None:
        self._edited()
        if isinstance(error, FieldProblemsError):
            for row in self.rows:
                row.set_error(error.problems.get(row.style_.key.value, ""))
        else:
            report(self._services, error)

    # -- parts ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._holder = QWidget()
        inner = QVBoxLayout(self._holder)
        inner.setContentsMargins(SPACE.huge, SPACE.big, SPACE.big, SPACE.big)
        inner.setSpacing(SPACE.mid)
        inner.addWidget(PlainLabel("Scheme", weight=WEIGHT.semibold))
        choice = QHBoxLayout()
        choice.setSpacing(SPACE.huge)
        for radio in self.schemes.values():
            choice.addWidget(radio)
        choice.addStretch()
        inner.addLayout(choice)
        words = "Colour, label and order are the office's. Contacts keep a hidden status, show it, and can leave it."
        note = PlainLabel(words, size=TYPE.small, tone="muted")
        note.setWordWrap(True)
        inner.addWidget(note)
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE.small)
        inner.addLayout(self._column)
        inner.addWidget(self.unsubscribes)
        inner.addStretch()
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._holder)
        self._holder.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        right = QVBoxLayout()
        right.setContentsMargins(0, SPACE.big, SPACE.huge, SPACE.mid)
        right.setSpacing(SPACE.mid)
        self.effects.setFixedWidth(EFFECTS_WIDTH)
        right.addWidget(self.effects, 1)
        right.addLayout(button_row(self.put_back, self.use, above=0))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scroll, 1)
        row.addLayout(right)
