"""From a field that was edited in place to the action that keeps it, and back with what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from db.rules.contact_fields import CONTACT_FIELDS
from db.rules.details import Detail
from db.rules.errors import BrokerdeskError, FieldProblemsError, StaleEditError
from desktop.dialogs.contact import fields
from desktop.dialogs.contact.conflict import ConflictDialog, FieldConflict
from desktop.dialogs.contact.field_column import FieldColumn
from desktop.dialogs.contact.keys import NEW, RowKey
from desktop.dialogs.contact.row_menu import COPY, LABEL, OTHER_LABEL, PRIMARY, REMOVE
from desktop.dialogs.contact.view import ContactView, read_view
from desktop.dialogs.while_alive import is_alive, while_alive
from desktop.operations import contact_edits
from desktop.operations.contact_edits import Answer, DetailEdit
from desktop.operations.running import report
from desktop.services import Services

HOW_EXTRA = "Write it as name: value."


@dataclass(frozen=True, slots=True)
class Edit:
    """A field as it was typed: of which contact, in which column, and what the person had been looking at."""

    contact_id: int
    name: str
    column: FieldColumn
    key: str
    text: str
    seen: str


class ContactEdits(QObject):
    """One for a dialog. Signal: settled(), when an edit has been kept or a conflict resolved: time to read again."""

    settled = Signal()

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._view: ContactView | None = None
        self._conflict: ConflictDialog | None = None

    @property
    def conflict(self) -> ConflictDialog | None:
        """The question that is being asked, while two edits met."""
        return self._conflict

    def set_view(self, view: ContactView | None) -> None:
        """The contact that is shown now."""
        self._view = view

    def save(self, column: FieldColumn, key: str, text: str, seen: str) -> None:
        """Keep what was typed in a field of the contact that is shown."""
        if self._view is not None:
            card = self._view.card
            self._send(Edit(card.id, card.name, column, key, text, seen))

    def do(self, column: FieldColumn, key: str, command: str) -> None:
        """What was chosen from the menu of a row of the contact that is shown."""
        if self._view is None:
            return
        text = fields.text_of(self._view, key) or ""
        edit = Edit(self._view.card.id, self._view.card.name, column, key, "", text)
        at = RowKey.read(key)
        if command == COPY:
            QGuiApplication.clipboard().setText(text)
        elif command == REMOVE and at.kind == "properties":
            contact_edits.remove_detail(
                self._services, edit.contact_id, detail=Detail(at.kind, at.id), answer=self._told(edit)
            )
        elif command == REMOVE:
            self._send(edit)
        elif command == PRIMARY:
            contact_edits.make_primary(
                self._services, edit.contact_id, detail=Detail(at.kind, at.id), answer=self._told(edit)
            )
        elif command == OTHER_LABEL:
            self._services.prompts.ask_text(
                f"What is {text} called?", label="Label", then=while_alive(self, partial(self._name, edit))
            )
        elif command.startswith(LABEL):
            self._name(edit, command.removeprefix(LABEL))

    def _name(self, edit: Edit, label: str) -> None:
        at = RowKey.read(edit.key)
        change = DetailEdit(Detail(at.kind, at.id), {"label": label}, {})
        contact_edits.change_detail(self._services, edit.contact_id, edit=change, answer=self._told(edit))

    def _told(self, edit: Edit) -> Answer:
        """For what is no typing: a refusal is said in passing."""
        kept = while_alive(self, lambda: self.settled.emit() if self._shows(edit) else None)
        return Answer(kept, lambda error: report(self._services, error))

    def _send(self, edit: Edit) -> None:
        answer = Answer(while_alive(self, partial(self._kept, edit)), partial(self._refused, edit))
        at = RowKey.read(edit.key)
        if edit.key in CONTACT_FIELDS:
            contact_edits.edit_field(
                self._services,
                edit.contact_id,
                changes={edit.key: edit.text},
                seen={edit.key: _stored(edit.key, edit.seen)},
                answer=answer,
            )
        elif at.kind == "hashtags":
            add, remove = hashtag_changes(edit.seen, edit.text)
            contact_edits.change_hashtags(self._services, edit.contact_id, add=add, remove=remove, answer=answer)
        elif at.kind == "extra":
            self._send_extra(edit, at.part, answer)
        elif at.id == NEW:
            values = {at.part or "text": edit.text}
            contact_edits.add_detail(self._services, edit.contact_id, kind=at.kind, values=values, answer=answer)
        else:
            part = at.part or "text"
            change = DetailEdit(Detail(at.kind, at.id), {part: edit.text}, {part: edit.seen})
            contact_edits.change_detail(self._services, edit.contact_id, edit=change, answer=answer)

    def _send_extra(self, edit: Edit, name: str, answer: Answer) -> None:
        values = (edit.seen, edit.text)
        if not name:  # the row of a new one
            name, colon, value = (part.strip() for part in edit.text.partition(":"))
            values = (edit.seen, value)
            if edit.text and not (name and colon and value):
                answer.on_error(FieldProblemsError({edit.key: HOW_EXTRA}))
                return
        contact_edits.change_extra(self._services, edit.contact_id, name=name, values=values, answer=answer)

    def _kept(self, edit: Edit) -> None:
        if self._shows(edit):
            edit.column.settle(edit.key, edit.text)
        self.settled.emit()

    def _refused(self, edit: Edit, error: BaseException) -> None:
        if isinstance(error, StaleEditError) and is_alive(self):
            self._ask(edit)
            return
        if not isinstance(error, BrokerdeskError):
            report(self._services, error)
        sentence = _sentence(edit, error)
        if self._shows(edit):
            edit.column.fail(edit.key, sentence)
        else:  # the dialog was closed, or has gone on to somebody else: what was typed must not vanish
            self._services.prompts.tell(f"{edit.name}: {sentence}", detail=f"You had typed: {edit.text}")

    def _shows(self, edit: Edit) -> bool:
        return is_alive(self) and self._view is not None and self._view.card.id == edit.contact_id

    # -- two edits that meet --------------------------------------------------------------------------------

    def _ask(self, edit: Edit) -> None:
        office = self._services.office
        self._services.tasks.read(
            (id(self), "newer", edit.key),
            lambda: office.read(read_view, edit.contact_id),
            while_alive(self, partial(self._compare, edit)),
            partial(self._refused, edit),
        )

    def _compare(self, edit: Edit, newer: ContactView) -> None:
        key = _conflict_key(edit)
        theirs = fields.text_of(newer, key)
        typed = edit.text.partition(":")[2].strip() if edit.key == "extra" else edit.text
        mine, other = fields.shown(newer, key, typed), fields.shown(newer, key, theirs)
        one = FieldConflict(edit.key, fields.name_of(key), mine, other)
        dialog = ConflictDialog(edit.name, (one,), self._window)
        dialog.resolved.connect(partial(self._resolved, edit, theirs))
        self._conflict = dialog
        dialog.open()

    def _resolved(self, edit: Edit, theirs: str | None, mine: frozenset[str]) -> None:
        self._conflict = None
        if edit.key in mine:
            again = replace(edit, seen=theirs or "")
            if theirs is None:  # the row is gone: what was typed becomes a new one
                again = replace(again, key=str(replace(RowKey.read(edit.key), id=NEW)))
            self._send(again)
            return
        if self._shows(edit):
            edit.column.settle(edit.key, theirs or "")
        self.settled.emit()


def hashtag_changes(seen: str, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which hashtags to put on and which to take off, from two lines such as "#pool #relocation"."""
    before = {tag.casefold(): tag for tag in _tags(seen)}
    after = {tag.casefold(): tag for tag in _tags(text)}
    add = tuple(tag for key, tag in after.items() if key not in before)
    return add, tuple(tag for key, tag in before.items() if key not in after)


def _tags(line: str) -> list[str]:
    return [tag for word in line.replace(",", " ").replace("#", " #").split() if (tag := word.lstrip("#"))]


def _conflict_key(edit: Edit) -> str:
    """The field two people wrote: of a new extra field the one that has its name already."""
    if edit.key != "extra":
        return edit.key
    return str(RowKey("extra", part=edit.text.partition(":")[0].strip()))


def _stored(key: str, text: str) -> Any:
    """The value as the office stores it, to compare with what was seen."""
    if CONTACT_FIELDS[key].kind in {"stars", "member"}:
        return int(text) if text else None
    return text


def _sentence(edit: Edit, error: BaseException) -> str:
    if isinstance(error, FieldProblemsError):
        return error.problems.get(edit.key) or " ".join(error.problems.values())
    return error.sentence if isinstance(error, BrokerdeskError) else "This could not be kept. Try again."
