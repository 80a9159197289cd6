"""The office itself: its name, its region and time zone, what counts as searching; each with what it means."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.queries.schemes import SearchingEffect, searching_preview
from db.rules.errors import BrokerdeskError, FieldProblemsError
from db.rules.settings import OFFICE_SETTINGS, OfficeSetting, check_office
from desktop.dialogs.button_row import button_row
from desktop.dialogs.office_settings.form_line import LABEL_WIDTH, FormLine
from desktop.dialogs.office_settings.tab import SettingsTab
from desktop.dialogs.office_settings.view import SettingsView
from desktop.dialogs.while_alive import while_alive
from desktop.operations.office_settings import Answer, set_office
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

LINE_WIDTH = 640
SEARCHING = ("searching_days", "searching_viewed_only")


class OfficeTab(SettingsTab):
    """A form of all settings; one step writes those that differ."""

    title = "Office"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._view: SettingsView | None = None
        self._saved: dict[str, str] = {}
        self.lines = {setting.key: self._make_line(setting) for setting in OFFICE_SETTINGS}
        self.effect = PlainLabel(size=TYPE.small, tone="accent", parent=self)
        self.effect.setWordWrap(True)
        self.save = PushButton("Save", look="primary", parent=self)
        self.put_back = PushButton("Put back", parent=self)
        self._lay_out()
        self.save.clicked.connect(self._save)
        self.put_back.clicked.connect(self._put_back)
        self._typed()

    @property
    def unsaved(self) -> bool:
        """Whether a setting differs from what is saved."""
        return bool(self._changes())

    def start(self) -> None:
        """The name comes first."""
        self.lines["name"].editor.setFocus()

    def show_view(self, view: SettingsView) -> None:
        """Show the settings, unless some are being changed."""
        keep = self.unsaved
        first, self._view = self._view is None, view
        if first:
            self._fill_choices(view)
        for line in self.lines.values():
            line.set_read_only(on=not view.may_change)
        self.save.setVisible(view.may_change)
        self.put_back.setVisible(view.may_change)
        if not keep:
            self._saved = {setting.key: view.text(setting) for setting in OFFICE_SETTINGS}
            self._put_back()

    # -- parts ----------------------------------------------------------------------------------------------

    def _make_line(self, setting: OfficeSetting) -> FormLine:
        editor: QWidget
        if setting.kind == "yes_no":
            editor = QCheckBox(setting.label, self)
            editor.toggled.connect(self._typed)
        elif setting.kind == "region":
            editor = QComboBox(self)
            editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            editor.currentIndexChanged.connect(self._typed)
        else:
            editor = QLineEdit(self)
            editor.textChanged.connect(self._typed)
            editor.returnPressed.connect(self._save)
        return FormLine(setting.label, editor, meaning=setting.meaning, parent=self)

    def _fill_choices(self, view: SettingsView) -> None:
        region, zone = self.lines["region"].editor, self.lines["zone"].editor
        assert isinstance(region, QComboBox)
        assert isinstance(zone, QLineEdit)
        region.blockSignals(True)
        for name, key in sorted((country(key), key) for key in view.regions):
            region.addItem(name, key)
        region.blockSignals(False)
        completer = QCompleter(view.zones, zone)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        zone.setCompleter(completer)
        # the line itself listens only while it counts as focused, which a popup may end
        completer.activated[str].connect(zone.setText)  # type: ignore[index]  # unknown to the stubs

    def _lay_out(self) -> None:
        body = QWidget()
        body.setMaximumWidth(LINE_WIDTH + LABEL_WIDTH)
        form = QVBoxLayout(body)
        form.setContentsMargins(SPACE.huge, SPACE.big, SPACE.huge, SPACE.big)
        form.setSpacing(SPACE.mid)
        inset = QHBoxLayout()
        inset.setContentsMargins(LABEL_WIDTH + SPACE.big, 0, 0, 0)
        inset.addWidget(self.effect)
        for key, line in self.lines.items():
            form.addWidget(line)
            if key == "searching_days":
                form.addLayout(inset)
        form.addStretch()
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        row = button_row(self.put_back, self.save)
        row.setContentsMargins(SPACE.huge, SPACE.mid, SPACE.huge, SPACE.mid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(row)

    # -- typing and saving ----------------------------------------------------------------------------------

    def _changes(self) -> dict[str, str]:
        return {key: line.text() for key, line in self.lines.items() if line.text() != self._saved.get(key, "")}

    def _typed(self) -> None:
        changed = self._changes() if self._view is not None else {}
        self.save.setEnabled(bool(changed))
        self.put_back.setEnabled(bool(changed))
        self._say_effect("")
        if changed.keys() & set(SEARCHING):
            self._read_effect()

    def _put_back(self) -> None:
        for key, line in self.lines.items():
            line.set_error("")
            line.set_text(self._saved.get(key, ""))
        self._typed()

    def _save(self) -> None:
        changes = self._changes()
        if not changes or not self.save.isEnabled():
            return
        self._show_errors({})
        self.save.setEnabled(False)
        set_office(
            self._services,
            dict(changes),
            Answer(while_alive(self, lambda _count: self._kept(changes)), while_alive(self, self._refused)),
        )

    def _kept(self, changes: dict[str, str]) -> None:
        self._saved |= changes
        self._typed()

    def _refused(self, error: BaseException) -> None:
        self._typed()
        if isinstance(error, FieldProblemsError):
            self._show_errors(error.problems)
        else:
            report(self._services, error)

    def _show_errors(self, problems: dict[str, str]) -> None:
        for key, line in self.lines.items():
            line.set_error(problems.get(key, ""))
        first = next((line for key, line in self.lines.items() if key in problems), None)
        if first is not None:
            first.editor.setFocus()

    # -- what another threshold would do (R93) ----------------------------------------------------------------

    def _read_effect(self) -> None:
        office = self._services.office
        values = {key: self.lines[key].text() for key in SEARCHING}
        try:
            clean = check_office(values)
        except BrokerdeskError:
            return
        days, viewed_only = clean["searching_days"], clean["searching_viewed_only"]
        self._services.tasks.read(
            (id(self), "effect"),
            lambda: office.read(searching_preview, days=days, viewed_only=viewed_only),
            self._show_effect,
        )

    def _show_effect(self, effect: SearchingEffect) -> None:
        if self._changes().keys() & set(SEARCHING):
            self._say_effect(
                f"Contacts in Actively Searching: {effect.searching:,} now, {effect.would_be:,} with this; "
                f"in Not Searching: {effect.not_searching:,} now, {effect.would_not_be:,} with this."
            )

    def _say_effect(self, sentence: str) -> None:
        self.effect.setText(sentence)
        self.effect.setVisible(bool(sentence))


def country(key: str) -> str:
    """A country's name by its two letters; the letters themselves where Qt knows no name."""
    territory = QLocale.codeToTerritory(key)
    known = territory != QLocale.Country.AnyCountry
    return f"{QLocale.territoryToString(territory)} ({key})" if known else key
