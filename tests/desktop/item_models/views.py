"""A window with a table of contacts in memory, and what a person does to it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from desktop.item_models.table import CONTACTS_MIME
from desktop.item_models.table_view import ContactTableView
from desktop.tasks import Tasks
from tests.desktop.item_models.lists import MemorySource, make_delegate, make_table

Key = Qt.Key
CONTROL, SHIFT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class WatchedView(ContactTableView):
    """Notes what was dragged: drawing into memory there is nowhere to drop, and the drag ends at once."""

    dragged: list[bytes]

    def startDrag(self, supported_actions: Qt.DropAction) -> None:
        data = self.table.mimeData([self.currentIndex()])
        self.dragged.append(bytes(data.data(CONTACTS_MIME).data()))
        super().startDrag(supported_actions)


class Shown:
    """A window with a table in it, and hands on keyboard and mouse."""

    def __init__(self, source: MemorySource, tasks: Tasks, qtbot: QtBot) -> None:
        self.source = source
        self.tasks = tasks
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.table = make_table(source, tasks)
        self.table.setParent(self.window)
        self.view = WatchedView(self.table, make_delegate())
        self.view.dragged = []
        self.window.setCentralWidget(self.view)
        self.window.resize(1_160, 520)
        self.view.setFocus(Qt.FocusReason.MouseFocusReason)
        # Before there are rows: Qt makes the first one current when the focus comes with the window.
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.show("all")

    def show(self, spec: str) -> None:
        self.table.show(spec)
        self.settle()

    def settle(self) -> None:
        self.view.viewport().repaint()
        assert self.tasks.wait_idle()

    def refresh(self) -> None:
        self.table.refresh()
        self.settle()

    def key(self, key: Qt.Key | str, held: Qt.KeyboardModifier = PLAIN) -> None:
        if isinstance(key, str):
            QTest.keyClicks(self.view, key, held)
        else:
            QTest.keyClick(self.view, key, held)

    def place(self, row: int, column: int = 1) -> QPoint:
        return self.view.visualRect(self.table.index(row, column)).center()

    def click(
        self,
        row: int,
        column: int = 1,
        held: Qt.KeyboardModifier = PLAIN,
        button: Qt.MouseButton = LEFT,
    ) -> None:
        QTest.mouseClick(self.view.viewport(), button, held, self.place(row, column))

    @property
    def row(self) -> int:
        return self.view.currentIndex().row()

    @property
    def ticked(self) -> tuple[int, ...]:
        return self.table.selection.value().ids
