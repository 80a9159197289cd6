"""What dialogs share: the row of buttons, reading by keyboard, values that are long, one way to write a date."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCommonStyle,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import desktop
from desktop.dialogs import button_row as rows
from desktop.dialogs.add_task import AddTaskDialog
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.dialogs.contact.conflict import ConflictDialog, FieldConflict
from desktop.dialogs.question import QuestionDialog
from desktop.dialogs.sign_in import SignInDialog
from desktop.theme.theme import Theme
from desktop.theme.tokens import MEASURE
from desktop.widgets.push_button import PushButton

LONG = "14 Alder Court, Building 7, Apartment 1204, Saint Petersburg, FL 33701 " * 2
WORD = "averyveryverylongwordwithoutanyblankinitatallanditgoesonandonandonandonandonandon"


class _Layouts(QCommonStyle):
    """A system that has its buttons in another order."""

    hint = 0

    def styleHint(self, hint: QStyle.StyleHint, *rest: object) -> int:
        return self.hint if hint is QStyle.StyleHint.SH_DialogButtonLayout else 0


@pytest.mark.parametrize(
    ("system", "order"), [(0, "yes more no"), (1, "no more yes"), (2, "yes more no"), (3, "no more yes")]
)
def test_buttons_stand_in_the_systems_order(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, system: int, order: str
) -> None:
    """Windows and KDE confirm first, macOS and Gnome last; Tab goes from left to right."""
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QLineEdit(dialog)
    yes, more, no = (PushButton(words, parent=dialog) for words in ("yes", "more", "no"))
    style = _Layouts()
    style.hint = system
    monkeypatch.setattr(QPushButton, "style", lambda _self: style)
    row = button_row(no, more, yes)
    monkeypatch.undo()
    QVBoxLayout(dialog).addLayout(row)
    dialog.show()
    shown = sorted((yes, more, no), key=lambda button: button.x())
    assert " ".join(button.text() for button in shown) == order
    gaps = {after.x() - before.geometry().right() - 1 for before, after in pairwise(shown)}
    assert gaps == {MEASURE.button_gap}
    assert [one.nextInFocusChain() for one in shown[:-1]] == shown[1:]


def test_no_dialog_lays_out_its_buttons_by_itself() -> None:
    """One place says where Cancel stands."""
    folder = Path(desktop.__file__).parent / "dialogs"
    own = re.compile(
        r"addWidget\((cancel|self\.yes|self\.save|close|self\.leave)\)"
        r"|PushButton\(.Cancel., parent=self\)\n\s+\S+\.clicked\.connect\(self\.reject\)"
    )
    others = [path for path in folder.rglob("*.py") if path.name != "button_row.py"]
    found = [path.name for path in others if own.search(path.read_text(encoding="utf-8"))]
    assert found == []
    assert {0, 2} == rows.YES_FIRST


def test_cancel_calls_the_dialog_off(qtbot: QtBot) -> None:
    dialog = SignInDialog("Harbor", ())
    qtbot.addWidget(dialog)
    dialog.show()
    cancel = next(button for button in dialog.findChildren(PushButton) if button.text() == "Cancel")
    with qtbot.waitSignal(dialog.rejected):
        QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    other = QDialog()
    qtbot.addWidget(other)
    assert cancel_of(other, "Close").accessibleName() == "Close"


def test_long_detail_is_read_with_the_keyboard(qtbot: QtBot, theme: Theme) -> None:
    """It takes the focus, shows its ring, scrolls by keys, and Tab leads out of it."""
    dialog = QuestionDialog("So it was.", yes="Close", only=True, detail="\n".join(f"Line {n}" for n in range(80)))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    box = dialog.findChild(QPlainTextEdit)
    assert isinstance(box, QPlainTextEdit)
    seen: list[QWidget | None] = []
    for _press in range(3):
        seen.append(dialog.focusWidget())
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
    assert box in seen
    assert dialog.yes in seen
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    bar = box.verticalScrollBar()
    QTest.keyClick(box, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    edge = box.grab().toImage().pixelColor(QPoint(1, box.height() // 2))
    assert edge.name().upper() == theme.colours.accent


def test_values_that_met_are_whole_however_long(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    dialog = ConflictDialog("Ann Lee", (FieldConflict("a", "Address", LONG, WORD),), host)
    dialog.show()
    assert dialog.width() < 700
    for mine in (True, False):
        value = dialog.value("a", mine=mine)
        assert value.height() == value.heightForWidth(value.width())
        assert dialog.rect().contains(value.mapTo(dialog, value.rect().bottomRight()))
    assert dialog.choice("a", mine=True).accessibleName() == f"Yours: {LONG}"
    QTest.mouseClick(dialog.value("a", mine=False), Qt.MouseButton.LeftButton)
    assert dialog.choice("a", mine=False).isChecked()
    assert dialog.keep.isEnabled()
    dialog.reject()


def test_a_tasks_day_reads_as_days_do_elsewhere(qtbot: QtBot) -> None:
    dialog = AddTaskDialog("Task", now=1_795_356_300_000, zone="America/New_York")
    qtbot.addWidget(dialog)
    assert dialog.day.text() == "22 Nov 2026"
