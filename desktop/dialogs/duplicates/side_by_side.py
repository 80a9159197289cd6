"""Two contacts side by side: who stays, and of each field that differs, which value."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from db.queries.contacts import ContactCard
from db.queries.duplicates import ComparedField, Comparison
from db.rules.details import shown_address, shown_email, shown_phone
from db.rules.drafts import AddressDraft
from desktop.operations.duplicates import MergeChoice
from desktop.theme.tokens import MEASURE, SPACE, WEIGHT
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel

LABELS = 116
BELOW = 3  # so that a value's first line stands beside its button


class SideBySide(QWidget):
    """A grid: labels, the one, the other; `choice` is what the person has made of it."""

    def __init__(self, found: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = found
        self._groups: dict[str, QButtonGroup] = {}
        self._row = 0
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE.big)
        self._grid.setVerticalSpacing(SPACE.small)
        self._grid.setColumnMinimumWidth(0, LABELS)
        for column in (1, 2):
            self._grid.setColumnStretch(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SPACE.small, SPACE.big, SPACE.small)
        whole.addLayout(self._grid)
        whole.addStretch()
        self._stays = self._choice("stays", "Stays", _names(*self._cards), strong=True)
        self._stays.idClicked.connect(self._turn)
        for field in found.fields:
            self._add_field(field)
        self._add_rest()

    @property
    def _cards(self) -> tuple[ContactCard, ContactCard]:
        return self._found.one, self._found.other

    @property
    def choice(self) -> MergeChoice:
        """What was chosen."""
        kept = self._stays.checkedId()
        cards, versions = self._cards, self._found.versions
        take = frozenset(key for key, group in self._groups.items() if key != "stays" and group.checkedId() != kept)
        return MergeChoice(cards[kept].id, cards[1 - kept].id, take, (versions[kept], versions[1 - kept]))

    def button(self, key: str, side: int) -> QRadioButton:
        """The button of one side, 0 or 1, of a field that differs; of "stays", who is kept."""
        found = self._groups[key].button(side)
        assert isinstance(found, QRadioButton)
        return found

    def _turn(self, side: int) -> None:
        """Who stays gives every field, until another choice is made."""
        for group in self._groups.values():
            group.button(side).setChecked(True)

    def _add_field(self, field: ComparedField) -> None:
        if field.differs:
            self._choice(field.key, field.label, (field.one, field.other))
            return
        self._plain(field.label, (field.one, field.other))

    def _choice(self, key: str, label: str, values: tuple[str, ...], *, strong: bool = False) -> QButtonGroup:
        group = self._groups[key] = QButtonGroup(self)
        self._label(label)
        for side, value in enumerate(values):
            button = QRadioButton(self)
            button.setAccessibleName(f"{label}: {value}")
            button.setChecked(side == 0)
            group.addButton(button, side)
            line = QHBoxLayout()
            line.setSpacing(SPACE.small)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            words = Paragraph(value, strong=True, parent=self)
            beside = QVBoxLayout()
            beside.setContentsMargins(0, BELOW, 0, 0)
            beside.addWidget(words)
            line.addLayout(beside, 1)
            self._grid.addLayout(line, self._row, side + 1)
        if strong:
            self._grid.setRowMinimumHeight(self._row, MEASURE.row)
        self._row += 1
        return group

    def _plain(self, label: str, values: tuple[str, str]) -> None:
        """What needs no choice: both say the same, only one says it, or both are kept."""
        self._label(label)
        for side, value in enumerate(values):
            cell = QVBoxLayout()
            cell.setContentsMargins(0, BELOW, 0, 0)
            cell.addWidget(Paragraph(value or "–", strong=bool(value), parent=self))
            self._grid.addLayout(cell, self._row, side + 1)
        self._row += 1

    def _label(self, text: str) -> None:
        name = PlainLabel(text, tone="muted", parent=self)
        name.setMinimumHeight(MEASURE.target)
        self._grid.addWidget(name, self._row, 0, Qt.AlignmentFlag.AlignTop)

    def _add_rest(self) -> None:
        heading = PlainLabel("What both have is kept together", weight=WEIGHT.semibold, parent=self)
        heading.setContentsMargins(0, SPACE.mid, 0, 0)
        self._grid.addWidget(heading, self._row, 0, 1, 3)
        self._row += 1
        sides = [_rest(card) for card in self._cards]
        for label, one in sides[0].items():
            if one or sides[1][label]:
                self._plain(label, (one, sides[1][label]))


def _names(one: ContactCard, other: ContactCard) -> tuple[str, str]:
    """The two by name; where they have the same, with the first thing that tells them apart."""
    if one.name != other.name:
        return one.name, other.name
    for tell in ("E-mail", "Phone", "Owner"):
        first, second = _rest(one)[tell], _rest(other)[tell]
        if first != second:
            none = f"no {tell.lower()}"
            return f"{one.name} ({first or none})", f"{other.name} ({second or none})"
    return one.name, other.name


def _rest(card: ContactCard) -> dict[str, str]:
    """What is not chosen but kept of both, by label, as people read it."""
    addresses = [
        shown_address(AddressDraft(a.street, a.unit, a.city, a.region, a.postal_code, a.country, raw=a.raw))
        for a in card.addresses
    ]
    activity = ((len(card.leads), "lead"), (len(card.touches), "touch"), (len(card.notes), "note"),
                (len(card.tasks), "task"))  # fmt: skip
    plural = {"touch": "touches"}
    return {
        "Owner": card.owner,
        "E-mail": ", ".join(shown_email(e.value, e.raw) for e in card.emails),
        "Phone": ", ".join(shown_phone(p.e164, p.extension, p.raw) for p in card.phones),
        "Address": "; ".join(addresses),
        "Hashtags": " ".join(f"#{tag}" for tag in card.hashtags),
        "Unsubscribed": "" if card.fields["email_subscribed"] and card.fields["text_subscribed"] else "yes",
        "Activity": ", ".join(
            f"{count} {word if count == 1 else plural.get(word, f'{word}s')}" for count, word in activity if count
        ),
    }
