"""Cells are made for the rows that are looked at, once, and anew after a minute has passed."""

from __future__ import annotations

from desktop.item_models.columns import Column
from desktop.item_models.page_cache import PAGE
from desktop.item_models.row_source import CellValue
from desktop.item_models.table import ID_ROLE, WindowedTable
from desktop.tasks import Tasks
from tests.desktop.item_models.lists import Contact, MemorySource


def test_only_rows_that_are_looked_at_get_cells(tasks: Tasks) -> None:
    made: list[int] = []

    def cell(contact: Contact, _key: str) -> CellValue:
        made.append(contact.id)
        return CellValue(f"row {contact.id}", tip=lambda: f"all of row {contact.id}")

    columns = (Column("name", "Name", 100),)
    table = WindowedTable(MemorySource({"all": range(PAGE)}), tasks, columns=columns, cell=cell)
    table.show("all")
    assert tasks.wait_idle()
    assert made == []
    assert table.index(2, 0).data(ID_ROLE) == 2
    assert [table.index(row, 0).data() for row in (2, 3, 2)] == ["row 2", "row 3", "row 2"]
    assert table.index(3, 0).data(0x3) == "all of row 3"
    assert made == [2, 3]
    table.recompute()
    assert table.index(2, 0).data() == "row 2"
    assert made == [2, 3, 2]
