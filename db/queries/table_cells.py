"""Tables of figures: titles, rows of texts, and for each figure the list and the filter that hold its rows (R92)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from db.queries.chart_items import ChartItem
from db.rules.charts import chart_definition
from db.rules.filters import Filter


@dataclass(frozen=True, slots=True)
class WorkTable:
    """Titles of the columns, rows of texts, and how many of its unit it counts in all.

    `items` are the figures that open their rows; `opens` gives for each cell the number of its item, -1 for none.
    """

    key: str
    title: str
    unit: str
    definition: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    items: tuple[ChartItem, ...] = ()
    opens: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell that opens its rows; `words` are its text where that is more than the number."""

    item: ChartItem
    words: str = ""


Cell = str | Figure


def table_of(key: str, titles: tuple[str, ...], cells: Iterable[Sequence[Cell]], total: int) -> WorkTable:
    """A table of the chart `key`, `total` of whose unit it counts. The first cell of a row is its name, which labels
    the row's figures as the titles do.
    """
    one = chart_definition(key)
    items: list[ChartItem] = []
    rows, opens = [], []
    for row in cells:
        numbers = []
        for title, cell in zip(titles, row, strict=True):
            numbers.append(len(items) if isinstance(cell, Figure) and cell.item.value else -1)
            if isinstance(cell, Figure):
                items.append(replace(cell.item, label=str(row[0]), series=cell.item.series or title))
        rows.append(tuple(_words_of(cell) for cell in row))
        opens.append(tuple(numbers))
    return WorkTable(key, one.title, one.unit, one.definition, titles, tuple(rows), total, tuple(items), tuple(opens))


def _words_of(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.words or f"{cell.item.value:,}"


def figure(value: int, list_key: str, narrow: Filter, words: str = "") -> Figure:
    """A cell of `value` rows of a list; `words` are its text where that is more than the number."""
    return Figure(ChartItem("", value, list_key, narrow), words)
