"""Windowed tables over lists in memory, opened and looked at as tests want."""

from __future__ import annotations

from PySide6.QtTest import QAbstractItemModelTester

from desktop.item_models.table import WindowedTable
from desktop.tasks import Tasks
from tests.desktop.item_models.lists import MemorySource, make_table, shown_names

# Qt's tester asks for every cell after every signal, which is the very thing a window of rows is there to
# avoid.
WATCHED = 160


def watched(table: WindowedTable) -> WindowedTable:
    """Qt's own tester looks at every signal; a complaint is a Qt warning, and that fails the test."""
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Warning, table)
    return table


def opened(source: MemorySource, tasks: Tasks) -> WindowedTable:
    table = make_table(source, tasks)
    if all(len(ids) <= WATCHED for ids in source.lists.values()):
        watched(table)
    table.show("all")
    assert tasks.wait_idle()
    return table


def names(table: WindowedTable, tasks: Tasks, first: int, last: int) -> list[str]:
    shown_names(table, first, last)
    assert tasks.wait_idle()
    return shown_names(table, first, last)
