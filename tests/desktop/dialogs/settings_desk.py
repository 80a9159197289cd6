"""Opening the office's settings in the tests of dialogs, and working them by keys and mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.dialogs.office_settings.dialog import OfficeSettingsDialog
from desktop.dialogs.office_settings.form_line import FormLine
from tests.desktop.dialogs.desk import Desk

MEMBERS, STATUSES, OFFICE, ROUTING, DISPOSITIONS, CONTRACT = range(6)


def open_dialog(desk: Desk, tab: int = MEMBERS, *, member: str = "Dana Moreau") -> OfficeSettingsDialog:
    """The settings as a member sees them, with a tab open."""
    desk.office.sign_in(member)
    dialog = OfficeSettingsDialog(desk.services)
    desk.show(dialog)
    dialog.open_tab(tab)
    desk.settle()
    return dialog


def press(widget: QWidget) -> None:
    """Click what can be clicked."""
    assert widget.isVisible()
    assert widget.isEnabled()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def type_in(line: FormLine, text: str) -> None:
    """Type over what stands in a line."""
    assert isinstance(line.editor, QLineEdit)
    line.editor.selectAll()
    QTest.keyClicks(line.editor, text)
