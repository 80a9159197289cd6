"""What a person's hands do in the contact dialog: real clicks and real keys, in few words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QWidget

from db.queries.contacts import ContactCard, contact_card
from desktop.dialogs.contact.body import PROFILE
from desktop.dialogs.contact.dialog import ContactDialog
from desktop.dialogs.contact.field_column import FieldColumn
from desktop.dialogs.contact.profile_tab import ProfileTab
from desktop.widgets.field_row import FieldRow
from desktop.widgets.icon_button import IconButton
from tests.desktop.dialogs.desk import Desk

LEFT = Qt.MouseButton.LeftButton
Opener = Callable[..., ContactDialog]


def card(desk: Desk, contact_id: int) -> ContactCard:
    """The contact as the office has it."""
    return desk.office.read(contact_card, contact_id)


def row_key(desk: Desk, contact_id: int, kind: str, place: int = 0, part: str = "") -> str:
    """The key of a row of the contact, the oldest first."""
    key = f"{kind}:{getattr(card(desk, contact_id), kind)[place].id}"
    return f"{key}:{part}" if part else key


def press(widget: QWidget) -> None:
    """A click in the middle."""
    QTest.mouseClick(widget, LEFT)


def profile_of(dialog: ContactDialog) -> ProfileTab:
    """The profile, brought to the front."""
    dialog.tab_bar.setCurrentIndex(PROFILE)
    profile = dialog.tab(PROFILE)
    assert isinstance(profile, ProfileTab)
    return profile


def type_in(row: FieldRow, text: str, *, enter: bool = True) -> None:
    """Click a field, type over what is in it, Enter."""
    QTest.mouseClick(row, LEFT, pos=QPoint(row.width() - 50, 10))
    line = row.editor
    assert isinstance(line, QLineEdit)
    line.selectAll()
    if text:
        QTest.keyClicks(line, text)
    else:
        QTest.keyClick(line, Qt.Key.Key_Delete)
    if enter:
        QTest.keyClick(line, Qt.Key.Key_Return)


def choose_in(row: FieldRow, key: str) -> None:
    """Open the choices of a field with the keyboard and take one."""
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_F2)
    combo = row.editor
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData(key))
    QTest.keyClick(combo, Qt.Key.Key_Return)


def choose(column: FieldColumn, key: str, *words: str) -> None:
    """Press the button of a row's menu and go to the words by the keyboard."""
    (button,) = column.row(key).findChildren(IconButton)
    press(button)
    menu: QMenu | None = column.menu
    assert menu is not None
    for word in words:
        assert menu is not None
        menu.setActiveAction(next(act for act in menu.actions() if act.text() == word))
        inner = menu.activeAction().menu()
        QTest.keyClick(menu, Qt.Key.Key_Right if inner is not None else Qt.Key.Key_Return)
        menu = inner if isinstance(inner, QMenu) else None
    QApplication.processEvents()
