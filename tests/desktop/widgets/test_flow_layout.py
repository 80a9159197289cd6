"""The layout of chips holds no part that is gone, however it went."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.flow_layout import FlowLayout


def test_parts_leave_the_layout_before_they_are_deleted(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    layout = FlowLayout(host)
    labels = [QLabel(f"chip {n}", host) for n in range(4)]
    for label in labels:
        layout.addWidget(label)
    host.show()
    shiboken6.delete(labels[0])
    labels[1].deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    layout.removeWidget(labels[2])
    left = [item for item in (layout.itemAt(n) for n in range(layout.count())) if item is not None]
    assert [item.widget() for item in left] == [labels[3]]
    assert layout.heightForWidth(300) == labels[3].sizeHint().height()


def test_a_host_goes_with_its_parts(qtbot: QtBot) -> None:
    host = QWidget()
    layout = FlowLayout(host)
    for n in range(3):
        layout.addWidget(QLabel(f"chip {n}", host))
    host.show()
    host.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(layout)
    assert not shiboken6.isValid(host)
