"""What a person does to the agent dashboard: press keys, click a list, answer a dialog."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu

from desktop.pages.agent_dashboard.page import AgentDashboard
from tests.desktop.conftest import Opened

Kind = TypeVar("Kind", bound=QDialog)
Left = Qt.MouseButton.LeftButton


def page(opened: Opened) -> AgentDashboard:
    return opened.session.dashboard


def menu_of(opened: Opened) -> QMenu:
    menus = [m for m in page(opened).findChildren(QMenu) if m.isVisible()]
    assert len(menus) == 1
    return menus[0]


def dialog_of(opened: Opened, kind: type[Kind]) -> Kind:
    opened.settle()
    found = [d for d in opened.session.window.findChildren(kind) if d.isVisible()]
    assert len(found) == 1
    return found[0]


def click_list(opened: Opened, key: str) -> None:
    sidebar = page(opened).lists.sidebar
    model = sidebar.model()
    rows = [model.index(n, 0) for n in range(model.rowCount())]
    titles = {d.key: d.title for d in opened.session.services.office.facts.lists}
    index = next(i for i in rows if i.data() == titles.get(key, key))
    QTest.mouseClick(sidebar.viewport(), Left, pos=sidebar.visualRect(index).center())
    opened.settle()


def press(opened: Opened, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(page(opened).contacts.view, key)
    opened.settle()
