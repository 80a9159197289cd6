"""A field of a contact: its label, its value, and the editing of it in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from desktop.theme.tokens import MEASURE, TYPE
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.painting import colour, colours_for, paint_focus, paint_pill
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.wrapped_label import WrappedLabel

LABEL_WIDTH = 108
INSET = 6
ROW = MEASURE.target + 1
ABOVE = 4  # and below a value: lines stand closer than rows
EDIT_KEYS = {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class FieldRow(QWidget):
    """Click, F2 or Enter edits; Enter or leaving the field commits, Escape puts it back.

    Signal: committed(key, text), for a choice the key of the choice. The new value shows at once; when
    it is refused, `set_error` says so beside the field and opens it again with what was typed.
    """

    committed = Signal(str, str)

    def __init__(
        self,
        key: str,
        label: str,
        *,
        choices: Sequence[tuple[str, str]] = (),
        editable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key = key
        self._text = ""  # what is shown, perhaps not accepted yet
        self._saved = ""
        self._choices = dict(choices)
        self._editable = editable
        self._editor: QLineEdit | QComboBox | None = None
        self._label = ElidedLabel(label, tone="muted", parent=self)
        self._value = WrappedLabel(parent=self)
        # The text stands where it will stand in the editor: nothing moves.
        self._value.setContentsMargins(INSET, ABOVE, 0, ABOVE)
        self._label.setMinimumHeight(ROW)
        self._error = PlainLabel(size=TYPE.small, tone="error", parent=self)
        self._error.setContentsMargins(INSET, 0, 0, 2)
        self._error.setWordWrap(True)
        self._error.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 4, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._label, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._value, 0, 1)
        self._grid.addWidget(self._error, 1, 1)
        self.setMinimumHeight(ROW)
        if editable:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.IBeamCursor if not choices else Qt.CursorShape.PointingHandCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._describe()

    @property
    def text(self) -> str:
        """The value: text, or the key of a choice."""
        return self._text

    @property
    def error(self) -> str:
        """What is wrong, or ""."""
        return self._error.text()

    @property
    def editor(self) -> QLineEdit | QComboBox | None:
        """The open editor, while the field is being edited."""
        return self._editor

    def set_text(self, text: str) -> None:
        """Show a value; an open editor keeps what is being typed."""
        self._text = self._saved = text
        self._describe()

    def set_label(self, label: str) -> None:
        """Call the field something else."""
        self._label.setText(label)
        self._describe()

    def set_error(self, error: str) -> None:
        """Say what is wrong beside the field and open it; "" takes the error away."""
        self._error.setText(error)
        self._error.setVisible(bool(error))
        if error and self._editor is None:
            self.start_edit()
        if self._editor is not None:
            self._mark_wrong(self._editor, wrong=bool(error))
        self.setAccessibleDescription(error)

    def start_edit(self) -> None:
        """Open the editor over the value."""
        if not self._editable or self._editor is not None:
            return
        self._editor = self._make_combo() if self._choices else self._make_line()
        self._editor.setProperty("look", "inplace")
        self._editor.setFixedHeight(ROW)
        self._editor.setAccessibleName(self._label.text())
        self._editor.installEventFilter(self)
        self.setMinimumHeight(max(ROW, self.height()))  # what is below stays where it is
        self._value.hide()
        self._grid.addWidget(self._editor, 0, 1, Qt.AlignmentFlag.AlignTop)
        self._editor.show()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_value_widget(self, widget: QWidget) -> None:
        """Show a widget of its own, such as stars, in place of text; it edits itself."""
        self._value.hide()
        self._editable = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.unsetCursor()
        self._grid.addWidget(widget, 0, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click edits."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.start_edit()
            if isinstance(self._editor, QComboBox):
                self._editor.showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2, Enter and Space edit."""
        if event.key() in EDIT_KEYS and self._editable and self._editor is None:
            self.start_edit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape puts the value back; Enter and leaving the editor commit."""
        if watched is not self._editor:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._close(keep_focus=True)
                self.set_text(self._saved)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._commit(keep_focus=True)
                return True
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self._on_editor_left(event.reason())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The field under the pointer, or with the keyboard."""
        if not self._editable or self._editor is not None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_for(self)
        left = self._value.geometry().left()
        rect = QRectF(left, 0, self.width() - left, self._value.geometry().bottom() + 1)
        if self.hasFocus():
            paint_focus(painter, rect, colours, MEASURE.radius_small)
        elif self.underMouse():
            paint_pill(painter, rect, colour(colours.hover), MEASURE.radius_small)

    def _on_editor_left(self, reason: Qt.FocusReason) -> None:
        # The list of a combo box takes the focus too, and gives it back.
        if reason != Qt.FocusReason.PopupFocusReason:
            self._commit(keep_focus=False)

    def _make_line(self) -> QLineEdit:
        line = QLineEdit(self._text, self)
        line.selectAll()
        return line

    def _make_combo(self) -> QComboBox:
        combo = _ChoiceCombo(self)
        for key, label in self._choices.items():
            combo.addItem(label, key)
        combo.setCurrentIndex(combo.findData(self._text))
        combo.picked.connect(lambda: self._commit(keep_focus=True))
        return combo

    def _commit(self, *, keep_focus: bool) -> None:
        if self._editor is None:
            return
        typed = self._typed(self._editor)
        self._close(keep_focus=keep_focus)
        self._text = typed
        self._describe()
        if typed == self._saved:
            return
        self.committed.emit(self.key, typed)

    @staticmethod
    def _typed(editor: QLineEdit | QComboBox) -> str:
        if isinstance(editor, QLineEdit):
            return editor.text().strip()
        return str(editor.currentData() or "")

    def _close(self, *, keep_focus: bool) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        editor.removeEventFilter(self)
        if keep_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._grid.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self._value.show()
        self.setMinimumHeight(ROW)
        self._error.hide()
        self._error.setText("")

    def _describe(self) -> None:
        shown = self._choices.get(self._text, self._text)
        self._value.setText(shown or "Not set")
        self._value.set_tone("" if shown else "muted")
        self.setAccessibleName(f"{self._label.text()}: {shown or 'not set'}")

    @staticmethod
    def _mark_wrong(editor: QWidget, *, wrong: bool) -> None:
        editor.setProperty("wrong", "true" if wrong else "false")
        editor.style().unpolish(editor)
        editor.style().polish(editor)


class _ChoiceCombo(QComboBox):
    """A combo box that tells apart what is stepped through and what is picked. Signal: picked()."""

    picked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._stepping = False
        self.activated.connect(self._on_activated)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._stepping = True
        super().keyPressEvent(event)
        self._stepping = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the page must not change a contact.
        event.ignore()

    def _on_activated(self) -> None:
        if not self._stepping:
            self.picked.emit()
