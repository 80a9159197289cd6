"""A column of fields edited in place, that may be refreshed while somebody types in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desktop.dialogs.contact.row_menu import Command, open_menu
from desktop.theme.tokens import SPACE, WEIGHT
from desktop.widgets.field_row import FieldRow
from desktop.widgets.icon_button import IconButton
from desktop.widgets.painting import plain_tip
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.star_rating import StarRating

STARS = "stars"
SIGN = 14


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field as it stands: `text` is the value (the key of a choice; digits or "" for stars)."""

    key: str
    label: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    kind: str = "text"
    editable: bool = True
    tip: str = ""
    menu: tuple[Command, ...] = ()

    @property
    def shape(self) -> tuple[object, ...]:
        """What the row is built from; with the same shape it is kept."""
        return (self.choices, self.kind, self.editable, bool(self.menu))


class FieldColumn(QWidget):
    """Signals: edited(key, text, seen), where `seen` is the value the person was looking at when typing began;
    commanded(key, command) from the menu of a row, which a right click or the menu key opens too.

    What is being typed stays while the values around it are refreshed. `buttons`: rows show that they have a menu.
    """

    edited = Signal(str, str, str)
    commanded = Signal(str, str)

    def __init__(self, title: str, *, buttons: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = buttons
        self._rows: dict[str, FieldRow] = {}
        self._specs: dict[str, FieldSpec] = {}
        self._stars: dict[str, StarRating] = {}
        self._seen: dict[str, str] = {}
        self._saving: set[str] = set()
        self._anew = False
        self.menu: QMenu | None = None  # the one that was opened last
        self._title = PlainLabel(title, weight=WEIGHT.semibold, parent=self)
        self._title.setContentsMargins(0, 0, 0, SPACE.tiny)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._title)
        self.setAccessibleName(title)

    @property
    def typing(self) -> bool:
        """Whether an editor is open with something in it that was not saved."""
        return any(row.editor is not None and _typed(row) != self._seen.get(key, "") for key, row in self._rows.items())

    def row(self, key: str) -> FieldRow:
        """The row of a field."""
        return self._rows[key]

    @property
    def order(self) -> tuple[str, ...]:
        """The keys of the fields shown, from the top."""
        return tuple(self._specs)

    def show_fields(self, specs: Sequence[FieldSpec]) -> None:
        """Show these fields in this order; an open editor keeps its place and what is typed."""
        if self._anew:  # what was opened while the next contact was on its way was still the last one's
            self.drop_open()
            self._anew = False
        wanted = {spec.key: spec for spec in specs}
        left = [key for key in self._rows if key not in wanted]
        for spec in specs:
            if spec.key not in self._rows:
                self._use_again(left, spec)
        for key in left:
            self._remove(key)
        for place, spec in enumerate(specs, start=1):
            row = self._rows.get(spec.key)
            if row is not None and row.editor is None and self._specs[spec.key].shape != spec.shape:
                self._remove(spec.key)
                row = None
            if row is None:
                row = self._make(spec)
            elif self._specs[spec.key].label != spec.label:
                row.set_label(spec.label)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
            self._specs[spec.key] = spec
            self._show_value(row, spec)
        self._specs = wanted

    def start_anew(self) -> None:
        """Another contact comes: nothing of the old one's editing is left. Its rows are used again."""
        self._saving.clear()
        self.drop_open()
        self._anew = True

    def settle(self, key: str, text: str) -> None:
        """What was typed has been saved."""
        self._saving.discard(key)
        self._seen[key] = text
        if key in self._rows:
            self._put(key, text)

    def fail(self, key: str, sentence: str) -> None:
        """What was typed was refused: say so beside the field, which opens again with it."""
        self._saving.discard(key)
        if key in self._stars:
            self._put(key, self._specs[key].text)
        if key in self._rows:
            self._rows[key].set_error(sentence)

    def give_up(self, key: str) -> None:
        """Take what the office has now, in place of what was typed."""
        self._saving.discard(key)
        if key in self._specs:
            self._seen[key] = self._specs[key].text
            self._put(key, self._specs[key].text)

    def commit_open(self) -> None:
        """Save what is being typed, as Enter does."""
        self._press_in_editors(Qt.Key.Key_Return)

    def drop_open(self) -> None:
        """Throw away what is being typed, as Escape does; leaving an editor would save it."""
        self._press_in_editors(Qt.Key.Key_Escape)

    def _press_in_editors(self, key: Qt.Key) -> None:
        for row in list(self._rows.values()):
            if row.editor is not None:
                press = QKeyEvent(QEvent.Type.KeyPress, int(key), Qt.KeyboardModifier.NoModifier)
                QCoreApplication.sendEvent(row.editor, press)

    def _make(self, spec: FieldSpec) -> FieldRow:
        editable = spec.editable and spec.kind != STARS
        row = FieldRow(spec.key, spec.label, choices=spec.choices, editable=editable, parent=self)
        if spec.kind == STARS:
            stars = StarRating(read_only=not spec.editable)
            stars.rated.connect(lambda rating, key=spec.key: self._committed(key, _stars_text(rating)))
            row.set_value_widget(stars)
            self._stars[spec.key] = stars
        row.committed.connect(self._committed)
        self._rows[spec.key] = row
        if spec.menu:
            self._give_menu(row)
        return row

    def _give_menu(self, row: FieldRow) -> None:
        row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        row.customContextMenuRequested.connect(lambda at, row=row: self.open_menu(row.key, row.mapToGlobal(at)))
        grid = row.layout()
        if self._buttons and isinstance(grid, QGridLayout):
            button = IconButton("ellipsis", "More", size=SIGN, parent=row)
            button.clicked.connect(lambda: self.open_menu(row.key, button.mapToGlobal(QPoint(0, button.height()))))
            grid.addWidget(button, 0, 2, Qt.AlignmentFlag.AlignTop)

    def open_menu(self, key: str, at: QPoint) -> QMenu:
        """Show what can be done with a row, at a place on the screen."""
        given = self._specs[key].menu
        self.menu = open_menu(self, at, given, lambda command: self.commanded.emit(key, command))
        return self.menu

    def _use_again(self, left: list[str], spec: FieldSpec) -> None:
        """A row that is not needed any more becomes the row of `spec`, when it is built like it: making one costs."""
        for key in left:
            row, old = self._rows[key], self._specs[key]
            if row.editor is None and key not in self._saving and key not in self._stars and old.shape == spec.shape:
                left.remove(key)
                self._seen.pop(key, None)
                row.key = spec.key
                self._rows[spec.key] = self._rows.pop(key)
                self._specs[spec.key] = old
                return

    def _remove(self, key: str) -> None:
        row = self._rows.pop(key)
        self._stars.pop(key, None)
        self._seen.pop(key, None)
        self._column.removeWidget(row)
        row.blockSignals(True)
        row.hide()
        row.deleteLater()

    def _show_value(self, row: FieldRow, spec: FieldSpec) -> None:
        row.setToolTip(plain_tip(spec.tip))
        if spec.key in self._saving:
            return
        if row.editor is None:
            self._seen[spec.key] = spec.text
        self._put(spec.key, spec.text)

    def _put(self, key: str, text: str) -> None:
        if key in self._stars:
            self._stars[key].set_rating(int(text) if text else None)
            return
        self._rows[key].set_text(text)

    def _committed(self, key: str, text: str) -> None:
        seen = self._seen.get(key, "")
        if text == seen:  # nothing was typed; somebody else may have changed it meanwhile
            self.give_up(key)
            return
        self._saving.add(key)
        self.edited.emit(key, text, seen)


def _typed(row: FieldRow) -> str:
    editor = row.editor
    if isinstance(editor, QLineEdit):
        return editor.text().strip()
    return str(editor.currentData() or "") if isinstance(editor, QComboBox) else ""


def _stars_text(rating: object) -> str:
    return "" if rating is None else str(rating)
