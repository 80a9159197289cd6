"""What a person's hands do with dispositions: press the bar, choose in the red menu, answer a form."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from desktop.dialogs.contact.dialog import ContactDialog
from desktop.dialogs.dispositions.press_form import PressForm
from desktop.widgets.choice_menu import ChoiceMenu
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from tests.desktop.dialogs.contact_hands import press
from tests.desktop.dialogs.desk import Desk

Kind = TypeVar("Kind", bound=QWidget)


def press_bar(desk: Desk, dialog: ContactDialog, key: str) -> None:
    """A click on a button of the disposition bar."""
    press(dialog.header.dispositions.button(key))
    desk.settle()


def menu_of(widget: QWidget) -> ChoiceMenu:
    """The menu that is open."""
    return next(menu for menu in widget.findChildren(ChoiceMenu) if menu.isVisible())


def press_red(desk: Desk, dialog: ContactDialog, label: str) -> PressForm:
    """Open the red menu, go to an entry by the keyboard, and take it; gives the form that asks once more."""
    press_bar(desk, dialog, "red")
    menu = menu_of(dialog)
    menu.setActiveAction(next(act for act in menu.actions() if act.text() == label))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    desk.settle()
    return shown(dialog, PressForm)


def shown(window: QWidget, kind: type[Kind]) -> Kind:
    """The one window of a kind that stands over another."""
    QApplication.processEvents()
    (found,) = (one for one in window.findChildren(kind) if one.isVisible())
    return found


def words_of(window: QWidget) -> str:
    """All that a window says."""
    labels = [label.text() for label in window.findChildren(PlainLabel) if label.isVisibleTo(window)]
    return "\n".join([*labels, *(one.text for one in window.findChildren(Paragraph) if one.isVisibleTo(window))])


def choose_in(box: QComboBox, label: str) -> None:
    """Take a choice by its words."""
    place = box.findText(label)
    assert place >= 0
    box.setCurrentIndex(place)


def confirm(desk: Desk, form: QWidget) -> None:
    """Enter."""
    QTest.keyClick(form, Qt.Key.Key_Return)
    desk.settle()
