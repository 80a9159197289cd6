"""From a field that was edited in place to the action that keeps it, and back with what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.queries.contacts import ContactCard
from db.rules.addresses import read_one_cell
from db.rules.contact_fields import CONTACT_FIELDS
from db.rules.drafts import AddressDraft
from db.rules.errors import BrokerdeskError, FieldProblemsError, StaleEditError
from desktop.dialogs.contact import words
from desktop.dialogs.contact.conflict import ConflictDialog, FieldConflict
from desktop.dialogs.contact.field_column import FieldColumn
from desktop.dialogs.contact.fields import NEW
from desktop.dialogs.contact.view import ContactView, read_view
from desktop.dialogs.while_alive import is_alive, while_alive
from desktop.operations import contact_edits
from desktop.operations.contact_edits import Answer
from desktop.operations.running import report
from desktop.services import Services


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
        if self._view is None:
            return
        card = self._view.card
        self._send(Edit(card.id, card.name, column, key, text, seen), card)

    def _send(self, edit: Edit, card: ContactCard) -> None:
        answer = Answer(while_alive(self, partial(self._kept, edit)), partial(self._refused, edit))
        kind, _, place = edit.key.partition(":")
        if edit.key in CONTACT_FIELDS:
            contact_edits.edit_field(
                self._services,
                edit.contact_id,
                changes={edit.key: edit.text},
                seen={edit.key: _stored(edit.key, edit.seen)},
                answer=answer,
            )
        elif kind in ("phones", "emails"):
            texts = _texts(card, kind, place, edit.text)
            contact_edits.replace_details(self._services, edit.contact_id, kind=kind, texts=texts, answer=answer)
        elif kind == "addresses":
            address = self._address(card, edit.text)
            contact_edits.replace_address(self._services, edit.contact_id, address=address, answer=answer)
        elif kind == "hashtags":
            add, remove = hashtag_changes(edit.seen, edit.text)
            contact_edits.change_hashtags(self._services, edit.contact_id, add=add, remove=remove, answer=answer)

    def _address(self, card: ContactCard, text: str) -> AddressDraft:
        label = card.addresses[0].label if card.addresses else ""
        region = self._view.facts.region if self._view else "US"
        return read_one_cell(text, region=region, label=label) if text else AddressDraft()

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
        theirs = "" if newer.card.fields[edit.key] is None else str(newer.card.fields[edit.key])
        one = FieldConflict(edit.key, CONTACT_FIELDS[edit.key].label, edit.text, theirs, newer)
        dialog = ConflictDialog(edit.name, (one,), self._window)
        dialog.resolved.connect(partial(self._resolved, edit, newer, theirs))
        self._conflict = dialog
        dialog.open()

    def _resolved(self, edit: Edit, newer: ContactView, theirs: str, mine: frozenset[str]) -> None:
        self._conflict = None
        if edit.key in mine:
            again = Edit(edit.contact_id, edit.name, edit.column, edit.key, edit.text, theirs)
            self._send(again, newer.card)
            return
        if self._shows(edit):
            edit.column.settle(edit.key, theirs)
        self.settled.emit()


def hashtag_changes(seen: str, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which hashtags to put on and which to take off, from two lines such as "#pool #relocation"."""
    before = {tag.casefold(): tag for tag in _tags(seen)}
    after = {tag.casefold(): tag for tag in _tags(text)}
    add = tuple(tag for key, tag in after.items() if key not in before)
    return add, tuple(tag for key, tag in before.items() if key not in after)


def _tags(line: str) -> list[str]:
    return [tag for word in line.replace(",", " ").replace("#", " #").split() if (tag := word.lstrip("#"))]


def _texts(card: ContactCard, kind: str, place: str, text: str) -> tuple[tuple[str, str], ...]:
    """All numbers (or e-mails) of the contact with the one at `place` replaced; emptied, it is taken away."""
    if kind == "phones":
        pairs = [(row.label, words.phone(row)) for row in card.phones]
    else:
        pairs = [(row.label, row.value or row.raw) for row in card.emails]
    if place == NEW:
        pairs.append(("", text))
    elif int(place) < len(pairs):
        pairs[int(place)] = (pairs[int(place)][0], text)
    return tuple(pair for pair in pairs if pair[1].strip())


def _stored(key: str, text: str) -> Any:
    """The value as the office stores it, to compare with what was seen."""
    if CONTACT_FIELDS[key].kind == "stars":
        return int(text) if text else None
    return text


def _sentence(edit: Edit, error: BaseException) -> str:
    if isinstance(error, FieldProblemsError):
        return error.problems.get(edit.key) or " ".join(error.problems.values())
    return error.sentence if isinstance(error, BrokerdeskError) else "This could not be kept. Try again."
