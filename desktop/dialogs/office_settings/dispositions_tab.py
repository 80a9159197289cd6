"""The office's dispositions: their order, each one's form, and what changes for contacts before one step saves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from db.queries.disposition_preview import DispositionEffect, disposition_preview
from db.rules.disposition_editing import (
    OWN_COLOURS,
    is_own,
    new_disposition,
    problems_by_field,
    rebase,
    with_own_keys,
)
from db.rules.dispositions import Disposition, OfficeDispositions, check_dispositions
from db.rules.errors import FieldProblemsError, StaleEditError
from desktop.dialogs.button_row import button_row
from desktop.dialogs.office_settings.disposition_effects import DispositionEffects
from desktop.dialogs.office_settings.disposition_form import DispositionForm
from desktop.dialogs.office_settings.disposition_list import DispositionLines, DispositionList
from desktop.dialogs.office_settings.disposition_texts import DispositionTexts
from desktop.dialogs.office_settings.disposition_view import DispositionsView, lines_of, read_dispositions_view
from desktop.dialogs.office_settings.list_and_form import over_foot, scrolled, stand_beside
from desktop.dialogs.office_settings.tab import SettingsTab
from desktop.dialogs.office_settings.view import SettingsView
from desktop.dialogs.while_alive import while_alive
from desktop.operations.office_settings import Answer, set_dispositions
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE
from desktop.widgets.icon_button import IconButton
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

LIST_WIDTH: Final = 272
EFFECTS_HEIGHT: Final = 152
TEXTS: Final = DispositionLines("Texts, records, forms", "Policy texts, what confirms a sale, addresses")
ELSEWHERE: Final = "Somebody changed the dispositions meanwhile. Both changes stand here now; nothing is saved yet."


class DispositionsTab(SettingsTab):
    """The list at the left, the chosen one at the right, under it what a save would change."""

    title = "Dispositions"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._may_change = False
        self._view: DispositionsView | None = None
        self._saved = self._mine = OfficeDispositions()
        self._asked: OfficeDispositions | None = None
        self._place = 0
        self.list = DispositionList(self)
        self.add = PushButton("Add", icon_name="plus", parent=self)
        self.up = IconButton("arrow-up", "Move it up (Alt+Up)", size=14, parent=self)
        self.down = IconButton("arrow-down", "Move it down (Alt+Down)", size=14, parent=self)
        self.remove = IconButton("trash", "Delete it (Delete)", size=14, parent=self)
        self.form, self.texts = DispositionForm(self), DispositionTexts(self)
        self.effects = DispositionEffects(self)
        self.note = PlainLabel(size=TYPE.small, tone="error", parent=self)
        self.note.setWordWrap(True)
        self.save = PushButton("Save", look="primary", parent=self)
        self.put_back = PushButton("Put back", parent=self)
        self._lay_out()
        self._connect()
        self._say("")

    # -- what is shown ----------------------------------------------------------------------------------------

    @property
    def office(self) -> OfficeDispositions:
        """The dispositions as they stand on the screen."""
        return self._mine

    @property
    def unsaved(self) -> bool:
        """Whether they differ from those in use."""
        return self._mine != self._saved

    @property
    def chosen(self) -> Disposition | None:
        """The disposition at hand; None while the texts are."""
        return self._mine.all[self._place] if self._place < len(self._mine.all) else None

    def start(self) -> None:
        """The list comes first."""
        self.list.setFocus()

    def choose(self, key: str) -> None:
        """Have a disposition at hand, "" for the texts."""
        keys = [d.key for d in self._mine.all]
        self.list.setCurrentRow(keys.index(key) if key in keys else len(keys))

    def show_view(self, view: SettingsView) -> None:
        """Read them; they are shown, or laid under what is being put together."""
        self._may_change = view.may_change
        self._read()

    def _read(self) -> None:
        office = self._services.office
        self._services.tasks.read(
            (id(self), "dispositions"), lambda: office.read(read_dispositions_view), while_alive(self, self._arrived),
            while_alive(self, lambda error: report(self._services, error)),
        )  # fmt: skip

    def _arrived(self, view: DispositionsView) -> None:
        before, self._view = self._saved, view
        if self.unsaved and view.office not in (before, self._mine):
            self._mine, said = rebase(before, self._mine, view.office)
            self._say(" ".join((ELSEWHERE, *said)))
        elif not self.unsaved:
            self._mine = view.office
        self._saved = view.office
        self._place = min(self._place, len(self._mine.all))
        for part in (self.add, self.up, self.down, self.remove, self.save, self.put_back):
            part.setVisible(self._may_change)
        self._show_all()

    def _show_all(self) -> None:
        """The chosen one in its form, then all that follows from it."""
        if self._view is None:
            return
        one = self.chosen
        if one is None:
            self.texts.show_texts(self._mine)
        else:
            self.form.show_disposition(one, self._view.facts.scheme)
        self._stack.setCurrentWidget(self.form if one is not None else self.texts)
        self.form.set_read_only(on=not self._may_change)
        self.texts.set_read_only(on=not self._may_change)
        self._edited()

    def _edited(self) -> None:
        """The list, what is wrong, and what a save would change; nothing is saved before that was shown."""
        if self._view is None:
            return
        self._asked = None
        problems, one = problems_by_field(self._mine), self.chosen
        rows = [lines_of(d, self._view, wrong=d.key in problems) for d in self._mine.all]
        self.list.show_rows([*rows, TEXTS], self._place)
        self.form.show_problems(problems.get(one.key, {}) if one is not None else {})
        self.texts.show_problems(problems.get("", {}))
        last = len(self._mine.all) - 1
        self.up.setEnabled(0 < self._place <= last)
        self.down.setEnabled(self._place < last)
        self.remove.setEnabled(one is not None and not self._why_kept(one))
        self.remove.setToolTip(self._why_kept(one) if one is not None else "")
        self.save.setEnabled(False)
        self.put_back.setEnabled(self.unsaved)
        self.effects.setVisible(self.unsaved)
        if not self.unsaved:
            return
        if problems:
            named = [d.label.strip() or "one without a name" for d in self._mine.all if d.key in problems]
            self.effects.say(f"Put right what is marked first: {', '.join(named) or TEXTS.title}.")
        else:
            self._preview()

    def _preview(self) -> None:
        office, wanted = self._services.office, check_dispositions(with_own_keys(self._mine, self._saved))
        self._asked = wanted

        def arrived(effects: Sequence[DispositionEffect]) -> None:
            if self._asked is wanted:
                self.effects.show_changes(effects)
                self.save.setEnabled(self._may_change)

        self._services.tasks.read(
            (id(self), "effects"), lambda: office.read(disposition_preview, wanted), while_alive(self, arrived),
            while_alive(self, lambda error: report(self._services, error)),
        )  # fmt: skip

    def _say(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    # -- changing ---------------------------------------------------------------------------------------------

    def _choose(self, place: int) -> None:
        self._place = place
        self._scroll.verticalScrollBar().setValue(0)
        self._show_all()

    def _typed(self) -> None:
        one = self.chosen
        if one is None:
            self._mine = self.texts.texts(self._mine)
        else:
            rows = list(self._mine.all)
            rows[self._place] = self.form.disposition()
            self._mine = replace(self._mine, all=tuple(rows))
        self._edited()

    def _move(self, by: int) -> None:
        rows = list(self._mine.all)
        to = min(self._place + by, len(rows) - 1)  # what is dragged over the texts stays above them
        if not self._may_change or self._place >= len(rows) or to < 0 or to == self._place:
            return
        rows.insert(to, rows.pop(self._place))
        self._mine, self._place = replace(self._mine, all=tuple(rows)), to
        self._edited()

    def _add_menu(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for colour, label in OWN_COLOURS:
            menu.addAction(label).triggered.connect(lambda _c=False, colour=colour: self.add_one(colour))
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))

    def add_one(self, colour: str) -> None:
        """A new one stands after the last of its colour; it is named first."""
        rows = list(self._mine.all)
        same = [place for place, d in enumerate(rows) if d.colour == colour]
        self._place = same[-1] + 1 if same else len(rows)
        rows.insert(self._place, new_disposition(self._mine, colour))
        self._mine = replace(self._mine, all=tuple(rows))
        self._show_all()
        self.form.label.setFocus()
        self.form.label.selectAll()

    def _remove(self) -> None:
        one = self.chosen
        if one is None or not self._may_change:
            return
        why = self._why_kept(one)
        self._say(why)
        if why:
            return
        self._mine = replace(self._mine, all=tuple(d for d in self._mine.all if d is not one))
        self._place = min(self._place, len(self._mine.all) - 1)
        self._show_all()
        self.list.setFocus()

    def _why_kept(self, one: Disposition) -> str:
        """Why it cannot be deleted, in a sentence; "" when it can."""
        if not is_own(one):
            return f"{one.label} belongs to the program: it can be switched off, not deleted."
        hangs = self._view.hangs_on(one.key) if self._view is not None else 0
        return f"{one.label} was pressed before: it can be switched off, not deleted." if hangs else ""

    def _put_back(self) -> None:
        self._mine = self._saved
        self._place = min(self._place, len(self._mine.all))
        self._say("")
        self._show_all()

    # -- saving -----------------------------------------------------------------------------------------------

    def _save(self) -> None:
        wanted, base = self._asked, self._saved
        if wanted is None:
            return
        self.save.setEnabled(False)
        answer = Answer(while_alive(self, lambda _count: self._kept(wanted)), while_alive(self, self._failed))
        set_dispositions(self._services, wanted, base=base, answer=answer)

    def _kept(self, wanted: OfficeDispositions) -> None:
        self._saved = self._mine = wanted
        self._say("")
        self._show_all()

    def _failed(self, error: BaseException) -> None:
        self._edited()
        if isinstance(error, StaleEditError):
            self._say(error.sentence)
            self._read()
        elif isinstance(error, FieldProblemsError):
            self._say(error.sentence)
        else:
            report(self._services, error)

    # -- parts ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        tools = (self.add, self.up, self.down, self.remove)
        stand_beside(self, self.list, tools, self._right(), width=LIST_WIDTH)

    def _right(self) -> QVBoxLayout:
        self._stack = QStackedWidget()
        for part in (self.form, self.texts):
            self._stack.addWidget(part)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(SPACE.huge, SPACE.big, SPACE.big, SPACE.big)
        inner.addWidget(self._stack)
        inner.addStretch()
        self._scroll = scrolled(holder, self)
        self.effects.setFixedHeight(EFFECTS_HEIGHT)
        foot = QVBoxLayout()
        foot.setContentsMargins(SPACE.huge, SPACE.mid, SPACE.huge, SPACE.mid)
        foot.setSpacing(SPACE.small)
        foot.addWidget(self.effects)
        foot.addWidget(self.note)
        foot.addLayout(button_row(self.put_back, self.save, above=0))
        return over_foot(self._scroll, foot, self)

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.move_wanted.connect(self._move)
        self.list.delete_wanted.connect(self._remove)
        self.add.clicked.connect(self._add_menu)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.remove.clicked.connect(self._remove)
        self.form.typed.connect(self._typed)
        self.texts.typed.connect(self._typed)
        self.save.clicked.connect(self._save)
        self.put_back.clicked.connect(self._put_back)
