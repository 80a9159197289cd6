"""No row stays under the selection bar."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from desktop.widgets.floating_panel import SHADOW
from tests.desktop.conftest import Opened
from tests.desktop.pages.hands import click_list, page


def test_rows_come_out_from_under_the_selection_bar(opened: Opened) -> None:
    click_list(opened, "everyone")
    view, table = page(opened).contacts.view, page(opened).contacts.table
    table.selection.set_ticked(table.id_at(0) or 0, True)
    opened.settle()
    bar = page(opened).bar
    assert bar.isVisible()
    view.go_to_row(table.total - 1)
    foot = view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft()).y()
    assert foot < bar.mapToGlobal(QPoint(0, SHADOW)).y()
    page(opened).bar.cleared.emit()
    opened.settle()
    view.go_to_row(table.total - 1)
    assert view.visualRect(view.currentIndex()).bottom() >= view.viewport().height() - 2, "no room is left below"
