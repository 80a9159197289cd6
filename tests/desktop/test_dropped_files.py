"""Files of contacts dropped anywhere on the main window begin an import; rows still fall on a status."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.import_wizard.wizard import ImportWizard
from desktop.widgets.list_sidebar import CONTACT_ROWS
from tests.desktop.conftest import Opened

COPY, LEFT, PLAIN = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def dragged(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setText("\n".join(map(str, paths)))  # as file managers add it
    return data


def enter(over: QWidget, data: QMimeData) -> bool:
    """What Qt does with a drag: the widget under the pointer is asked, then those around it."""
    event = QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, PLAIN)
    event.ignore()
    QApplication.sendEvent(over, event)
    return event.isAccepted()


def made(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).write_text("First Name,Last Name,Email\nAnn,Lee,ann@example.com\n", encoding="utf-8")
    return [folder / name for name in names]


@pytest.mark.parametrize("ending", ["csv", "CSV", "xlsx", "xls", "ods", "vcf", "txt"])
def test_files_of_contacts_are_taken_by_the_window(opened: Opened, tmp_path: Path, ending: str) -> None:
    assert enter(opened.session.window, dragged(*made(tmp_path, f"people.{ending}")))


def test_other_files_folders_and_text_are_refused_by_the_cursor(opened: Opened, tmp_path: Path) -> None:
    window = opened.session.window
    (tmp_path / "folder.csv").mkdir()
    text = QMimeData()
    text.setText("ann@example.com")
    assert not enter(window, dragged(*made(tmp_path, "photo.png")))
    assert not enter(window, dragged(tmp_path / "folder.csv"))
    assert not enter(window, dragged(tmp_path / "gone.csv"))
    assert not enter(window, text)


def test_several_files_dropped_open_one_wizard_with_them(opened: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    """Of a mixed lot those that hold contacts."""
    window = opened.session.window
    data = dragged(*made(tmp_path, "a.csv", "photo.png", "b.csv"))
    assert enter(window, data)
    drop = QDropEvent(QPointF(5, 5), COPY, data, LEFT, PLAIN)
    QApplication.sendEvent(window, drop)
    assert drop.isAccepted()
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportWizard)))
    opened.settle()
    (wizard,) = window.findChildren(ImportWizard)
    assert [source.path.name for source in wizard.plan.sources] == ["a.csv", "b.csv"]
    assert wizard.isVisible()
    wizard.close()


def test_nothing_inside_the_window_catches_the_files_away(opened: Opened, tmp_path: Path) -> None:
    """The table, the sidebar, the search: each lets the window have them; a field would paste the path."""
    data = dragged(*made(tmp_path, "people.csv"))
    dashboard = opened.session.dashboard
    for part in (dashboard.contacts.view.viewport(), dashboard.lists.sidebar.viewport(), dashboard.preview):
        assert enter(part, data), part
    dashboard.filter_action.trigger()
    assert [line for line in opened.session.window.findChildren(QLineEdit) if line.acceptDrops()] == []


def test_rows_still_fall_on_a_status_and_are_no_files(opened: Opened) -> None:
    rows = QMimeData()
    rows.setData(CONTACT_ROWS, b"1")
    assert enter(opened.session.dashboard.lists.sidebar.viewport(), rows)
    assert not enter(opened.session.dashboard.contacts.view.viewport(), rows)
