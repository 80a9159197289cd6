"""The first start: make a new office, look at the sample office, or open one that exists."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.button_row import button_row
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.progress_panel import ProgressPanel
from desktop.widgets.push_button import PushButton

CHOICES: Final = (
    ("new", "Make a new office", "An empty office in one file on this computer or on a share."),
    ("sample", "Open the sample office", "About 3,000 contacts to look around in; nothing is sent from it."),
    ("open", "Open an office", "A file that somebody has made already."),
)
PATTERNS: Final = "Offices (*.db *.brokerdesk);;All files (*)"


class FirstStartDialog(QDialog):
    """Signals: new_wanted(path, office name, broker name); sample_wanted(); open_wanted(path)."""

    new_wanted = Signal(object, str, str)
    sample_wanted = Signal()
    open_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, sentence: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("Brokerdesk")
        self.setMinimumSize(520, 440)
        self._error = PlainLabel(sentence, tone="error", parent=self)
        self._error.setWordWrap(True)
        self._error.setVisible(bool(sentence))
        self.progress = ProgressPanel(parent=self)
        self.progress.setContentsMargins(-SPACE.big, -SPACE.mid, -SPACE.big, 0)  # flush with the name above
        self.buttons: dict[str, PushButton] = {}
        self.office_name = QLineEdit(self)
        self.broker_name = QLineEdit(self)
        self._pages = QStackedWidget(self)
        for page in (self._choice_page(), self._new_page(), self.progress):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge * 2, SPACE.huge * 2, SPACE.huge * 2, SPACE.huge)
        column.setSpacing(SPACE.mid)
        column.addWidget(PlainLabel("Brokerdesk", size=TYPE.figure, weight=WEIGHT.semibold, parent=self))
        column.addWidget(self._error)
        column.addWidget(self._pages, 1)

    @property
    def error(self) -> str:
        """What went wrong, as it is shown; "" for nothing."""
        return "" if self._error.isHidden() else self._error.text()

    def refuse(self, sentence: str) -> None:
        """It did not work; choose again."""
        self._error.setText(sentence)
        self._error.show()
        self._pages.setCurrentIndex(0)

    def show_progress(self, title: str) -> None:
        """Something is being made."""
        self._error.hide()
        self.progress.begin(title, 0, "rows")
        self._pages.setCurrentWidget(self.progress)

    def _choice_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tiny)
        for key, label, meaning in CHOICES:
            button = PushButton(label, look="primary" if key == "new" else "", parent=page)
            button.setMinimumHeight(40)
            self.buttons[key] = button
            column.addWidget(button)
            column.addWidget(PlainLabel(meaning, size=TYPE.small, tone="muted", parent=page))
            column.addSpacing(SPACE.mid)
        column.addStretch()
        self.buttons["new"].clicked.connect(self._name_it)
        self.buttons["sample"].clicked.connect(self.sample_wanted)
        self.buttons["open"].clicked.connect(self._choose_existing)
        return page

    def _new_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tiny)
        lines = (("Name of the office", self.office_name), ("Your name; you are the broker", self.broker_name))
        for label, line in lines:
            column.addWidget(PlainLabel(label, size=TYPE.small, tone="muted", parent=page))
            column.addWidget(line)
            column.addSpacing(SPACE.small)
            line.setAccessibleName(label)
        column.addStretch()
        back = PushButton("Back", parent=page)
        back.clicked.connect(lambda: self._pages.setCurrentIndex(0))
        self.make = PushButton("Choose where it is kept…", look="primary", parent=page)
        self.make.setEnabled(False)
        self.make.clicked.connect(self._choose_new)
        for line in (self.office_name, self.broker_name):
            line.textChanged.connect(self._named)
        column.addLayout(button_row(back, self.make))
        return page

    def _name_it(self) -> None:
        self._error.hide()
        self._pages.setCurrentIndex(1)
        self.office_name.setFocus()

    def _named(self) -> None:
        self.make.setEnabled(bool(self.office_name.text().strip() and self.broker_name.text().strip()))

    def _choose_new(self) -> None:
        dialog = QFileDialog(self, "Where the office is kept", "office.db", PATTERNS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self._new_chosen)
        dialog.open()

    def _new_chosen(self, name: str) -> None:
        path = Path(name)
        path = path if path.suffix else path.with_suffix(".db")
        self.new_wanted.emit(path, self.office_name.text().strip(), self.broker_name.text().strip())

    def _choose_existing(self) -> None:
        dialog = QFileDialog(self, "Open an office", "", PATTERNS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open_wanted.emit(Path(name)))
        dialog.open()
