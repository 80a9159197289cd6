"""Ending automated messages and starting them again: the buttons, and the dialog that asks for cause or reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.rules.permissions import REFUSALS, Right
from db.rules.statuses import Status
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.dialogs.contact.view import ContactView
from desktop.theme.tokens import MEASURE, SPACE, TYPE, WEIGHT
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

WIDTH = 460
ARCHIVED = "Archived contacts get no automated messages. Take them out of Archive first."
CAUSES = (
    ("themselves", "They asked for it"),
    ("bounce", "Their mail came back"),
    ("complaint", "They complained to their mail service"),
)


class SubscriptionButtons(QWidget):
    """Whichever is possible; who may not sees it disabled, with the reason. Signal: wanted(subscribe again or not)."""

    wanted = Signal(bool)

    def __init__(self, *, look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unsubscribe = PushButton("Unsubscribe…", look=look, parent=self)
        self.resubscribe = PushButton("Resubscribe…", look=look, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEASURE.button_gap)
        for button in (self.unsubscribe, self.resubscribe):
            row.addWidget(button)
        row.addStretch()
        self.unsubscribe.clicked.connect(lambda: self.wanted.emit(False))
        self.resubscribe.clicked.connect(lambda: self.wanted.emit(True))

    def show_view(self, view: ContactView) -> None:
        """Show what can be done with this contact's subscription."""
        known = view.card.fields
        subscribed = bool(known["email_subscribed"])
        refusal = "" if view.may(Right.EDIT) else REFUSALS[Right.EDIT]
        archived = known["status"] == Status.ARCHIVE and view.facts.scheme.archive_unsubscribes
        self.unsubscribe.setVisible(subscribed or known["unsubscribe_cause"] == "archive")
        self.resubscribe.setVisible(not subscribed)
        _allow(self.unsubscribe, refusal)
        _allow(self.resubscribe, refusal or (ARCHIVED if archived else ""))


def _allow(button: PushButton, refusal: str) -> None:
    button.setEnabled(not refusal)
    button.setToolTip(refusal)
    button.setAccessibleDescription(refusal)


class SubscriptionDialog(QDialog):
    """Asks for the cause and their words, or for the reason. Signals: unsubscribed(cause, words), resubscribed(reason).

    Without a reason nobody is subscribed again; that is said beside the line.
    """

    unsubscribed = Signal(str, str)
    resubscribed = Signal(str)

    def __init__(self, name: str, *, again: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle("Resubscribe" if again else "Unsubscribe")
        self.setMinimumWidth(WIDTH)
        self._again = again
        title = f"Subscribe {name} again?" if again else f"End automated e-mail and text for {name}?"
        text = (
            "Only a person decides this. The reason is kept with your name and the date."
            if again
            else "Campaigns, alerts and reports stop. Ask whether it was meant: it is easily pressed by mistake."
        )
        self.cause = QComboBox(self)
        self.cause.setAccessibleName("Cause")
        for key, label in CAUSES:
            self.cause.addItem(label, key)
        self.cause.setVisible(not again)
        self.line = QLineEdit(self)
        self.line.setMaxLength(500)
        self.line.setAccessibleName("Reason" if again else "Their words")
        self.line.setPlaceholderText(
            "Why they want our messages again" if again else "In their words, if they said why"
        )
        self.problem = PlainLabel(size=TYPE.small, tone="error", parent=self)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.yes = PushButton("Resubscribe" if again else "Unsubscribe", look="primary", parent=self)
        self.yes.setDefault(True)
        head = PlainLabel(title, size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        head.setWordWrap(True)
        self._lay_out(
            (head, Paragraph(text, parent=self), self.cause, self.line, self.problem), (cancel_of(self), self.yes)
        )
        self.yes.clicked.connect(self._submit)
        (self.line if again else self.cause).setFocus()

    def _lay_out(self, parts: tuple[QWidget, ...], buttons: tuple[PushButton, ...]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.mid)
        for part in parts:
            column.addWidget(part)
        column.addLayout(button_row(*buttons))

    def _submit(self) -> None:
        said = self.line.text().strip()
        if self._again and not said:
            self.problem.setText("Say why they want our messages again; the reason is kept with the date.")
            self.problem.show()
            self.line.setFocus()
            return
        self.accept()
        if self._again:
            self.resubscribed.emit(said)
        else:
            self.unsubscribed.emit(str(self.cause.currentData()), said)
