"""P5: jumping in the table and repainting 40 rows of 10 columns, against a C++ QStandardItemModel in turn."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from desktop.item_models.table_view import ContactTableView
from desktop.tasks import Tasks
from tests.desktop.item_models.lists import COLUMNS, Contact, MemorySource, cell, make_delegate, make_table

ROWS_SHOWN = 40
ROW_HEIGHT = 36
WIDTH = 1_100
# What is jumped among fits the page cache, so that painting is measured and not reading (P4 measures that).
ROWS = 8_000


def painting(jumps: int = 200, rows: int = ROWS) -> dict[str, float]:
    """Milliseconds (median and p99) of a jump with its repaint for both, and the ratios."""
    application = QApplication.instance() or QApplication([])
    tasks = Tasks()
    ours, theirs = _our_view(tasks, rows), _their_view(rows)
    targets = random.Random(1).choices(range(rows - ROWS_SHOWN), k=jumps)
    times: dict[str, list[float]] = {"ours": [], "theirs": []}
    for row in targets:
        times["ours"].append(_timed(lambda: _jump(ours, row)))  # noqa: B023 - called at once
        times["theirs"].append(_timed(lambda: _jump(theirs, row)))  # noqa: B023 - called at once
    ours.close()
    theirs.close()
    tasks.close()
    application.processEvents()
    figures = {
        f"{who}_{name}": float(np.percentile(values, percent))
        for who, values in times.items()
        for name, percent in (("p50", 50), ("p99", 99))
    }
    figures["ratio_p50"] = figures["ours_p50"] / figures["theirs_p50"]
    figures["ratio_p99"] = figures["ours_p99"] / figures["theirs_p99"]
    return figures


def _our_view(tasks: Tasks, rows: int) -> ContactTableView:
    table = make_table(MemorySource({"all": range(rows)}), tasks)
    view = ContactTableView(table, make_delegate())
    table.setParent(view)
    _show(view)
    table.show("all")
    tasks.wait_idle()
    for row in range(0, rows, 128):
        table.loaded_at(row)
        tasks.wait_idle()
    return view


def _their_view(rows: int) -> QTableView:
    """The same texts and check boxes, all in C++: model, delegate and view as Qt brings them."""
    view = QTableView()
    model = QStandardItemModel(rows, len(COLUMNS), view)
    for row in range(rows):
        for number, column in enumerate(COLUMNS):
            item = QStandardItem("" if column.kind == "check" else _text(row, column.key))
            if column.kind == "check":
                item.setCheckable(True)
                item.setCheckState(Qt.CheckState.Unchecked)
            model.setItem(row, number, item)
    view.setModel(model)
    for number, column in enumerate(COLUMNS):
        view.setColumnWidth(number, column.width)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    _show(view)
    return view


def _text(row: int, key: str) -> str:
    shown = cell(Contact(row), key)
    return "★" * shown.value if isinstance(shown.value, int) else shown.text


def _show(view: QTableView) -> None:
    view.resize(WIDTH, ROWS_SHOWN * ROW_HEIGHT + view.horizontalHeader().sizeHint().height() + 20)
    view.show()
    QApplication.processEvents()


def _jump(view: QTableView, row: int) -> None:
    view.verticalScrollBar().setValue(row * ROW_HEIGHT)
    view.viewport().repaint()


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1_000


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name, figure in painting().items():
        print(f"{name:12} {figure:8.2f}")
