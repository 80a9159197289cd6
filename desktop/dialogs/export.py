"""Which format and which columns an export has."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from db.files.own_format import OWN_COLUMNS, OWN_MARKER
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

FORMATS: Final = (
    ("csv", "CSV, for every program"),
    ("xlsx", "XLSX, for spreadsheets"),
    ("vcf", "vCard, for address books"),
)
PEOPLE: Final = (
    "Display Name", "Status", "Owner", "Source", "Contact Type", "Priority", "Interest", "Hashtags", "E-mail 1",
    "Phone 1", "Address 1", "Created At", "Last Activity At",
)  # fmt: skip


class ExportDialog(QDialog):
    """Signal: chosen(format, columns). All columns make a file that Brokerdesk reads back without loss."""

    chosen = Signal(str, object)

    def __init__(self, sentence: str, parent: QWidget | None = None, *, note: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Export")
        self.resize(480, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.small)
        column.addWidget(PlainLabel(sentence, size=TYPE.lead, weight=WEIGHT.semibold, parent=self))
        if note:
            left_out = PlainLabel(note, tone="muted", parent=self)
            left_out.setWordWrap(True)
            column.addWidget(left_out)
        self._formats = QButtonGroup(self)
        self._keys: list[str] = []
        for key, label in FORMATS:
            button = QRadioButton(label, self)
            self._formats.addButton(button, len(self._keys))
            self._keys.append(key)
            column.addWidget(button)
        self._formats.button(0).setChecked(True)
        column.addLayout(self._heading())
        self._list = QListWidget(self)
        self._list.setAccessibleName("Columns")
        for name in OWN_COLUMNS:
            item = QListWidgetItem(name, self._list)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
        self._list.itemChanged.connect(self._changed)
        column.addWidget(self._list, 1)
        lossless = PlainLabel(
            "With all columns, Brokerdesk can read the file back without loss.", tone="muted", parent=self
        )
        lossless.setWordWrap(True)
        column.addWidget(lossless)
        self.yes = PushButton("Choose the file…", look="primary", parent=self)
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._choose)
        column.addLayout(button_row(cancel_of(self), self.yes))
        self._tick(OWN_COLUMNS)

    @property
    def format(self) -> str:
        """The format chosen: csv, xlsx or vcf."""
        return self._keys[self._formats.checkedId()]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns chosen, in the order of the file."""
        items = (self._list.item(n) for n in range(self._list.count()))
        return tuple(item.text() for item in items if item.checkState() == Qt.CheckState.Checked)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, SPACE.small, 0, 0)
        row.addWidget(PlainLabel("Columns", weight=WEIGHT.semibold, parent=self))
        row.addStretch()
        for label, names in (("All", OWN_COLUMNS), ("The usual", PEOPLE)):
            button = PushButton(label, look="link", parent=self)
            button.clicked.connect(lambda _checked=False, names=names: self._tick(names))
            row.addWidget(button)
        return row

    def _tick(self, names: tuple[str, ...]) -> None:
        for number in range(self._list.count()):
            item = self._list.item(number)
            wanted = item.text() in names
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)

    def _changed(self) -> None:
        self.yes.setEnabled(bool(set(self.columns) - {OWN_MARKER}))

    def _choose(self) -> None:
        format_, columns = self.format, self.columns
        self.accept()
        self.chosen.emit(format_, columns)
