"""Before a list is printed: how many rows, which way the paper lies, a printer or a PDF."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QVBoxLayout, QWidget

from desktop.dialogs.button_row import button_row, cancel_of
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton


class PrintListDialog(QDialog):
    """Signals: print_wanted(landscape), pdf_wanted(landscape). Without a printer only the PDF is offered."""

    print_wanted = Signal(bool)
    pdf_wanted = Signal(bool)

    def __init__(self, sentence: str, *, detail: str, has_printer: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Print")
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.small)
        column.addWidget(PlainLabel(sentence, size=TYPE.lead, weight=WEIGHT.semibold, parent=self))
        without = "" if has_printer else "No printer is set up on this computer; a PDF can be printed elsewhere."
        for text in (detail, without):
            if text:
                label = PlainLabel(text, tone="muted", parent=self)
                label.setWordWrap(True)
                column.addWidget(label)
        self._ways = QButtonGroup(self)
        for number, label_ in enumerate(("Landscape, for many columns", "Portrait")):
            button = QRadioButton(label_, self)
            self._ways.addButton(button, number)
            column.addWidget(button)
        self._ways.button(0).setChecked(True)
        self.pdf = PushButton("Save as PDF…", look="" if has_printer else "primary", parent=self)
        self.print_ = PushButton("Print…", look="primary" if has_printer else "", parent=self)
        self.print_.setEnabled(has_printer)
        (self.print_ if has_printer else self.pdf).setDefault(True)
        self.pdf.clicked.connect(lambda: self._done(self.pdf_wanted.emit))
        self.print_.clicked.connect(lambda: self._done(self.print_wanted.emit))
        column.addLayout(button_row(cancel_of(self), self.pdf, self.print_))

    @property
    def landscape(self) -> bool:
        """Which way the paper lies."""
        return self._ways.checkedId() == 0

    def _done(self, tell: Callable[[bool], object]) -> None:
        landscape = self.landscape
        self.accept()
        tell(landscape)
