"""Commands for charts: charts, chart."""

from __future__ import annotations

import argparse

from db.queries import charts as charts_query
from db.queries.chart_items import ChartAsk, ChartItem
from db.rules.charts import CHARTS, NESTED
from db.rules.values import share_words
from desktop.cli.answers import Answer, number, table
from desktop.cli.opening import add_day, opened_at

Subparsers = dict[str, argparse.ArgumentParser]


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    add_day(subs["chart"])
    subs["chart"].add_argument("key", metavar="KEY")
    subs["chart"].add_argument("--from", dest="first", default="", metavar="D", help="from this day on")
    subs["chart"].add_argument("--to", dest="last", default="", metavar="D", help="up to this day")
    subs["chart"].add_argument(
        "--agent", default="", metavar="NAME", help="only what this member owns; of the tables of work, what they did"
    )
    subs["chart"].add_argument("--source", default="", metavar="S", help="only what came from this source")
    subs["chart"].add_argument("--type", default="", metavar="TYPE", help="only contacts of this type, such as buyer")


def charts(_given: argparse.Namespace) -> Answer:
    """Every chart with its unit and definition; needs no office."""
    document = [{"key": c.key, "title": c.title, "unit": c.unit, "definition": c.definition} for c in CHARTS]
    return Answer(document, table((c.title, c.key, c.unit, c.definition) for c in CHARTS))


def chart(given: argparse.Namespace) -> Answer:
    """The bars of a chart: `list LIST --filter FILTER` of a bar gives exactly its value."""
    ask = ChartAsk(given.first, given.last, given.agent, given.source, given.type)
    with opened_at(given) as office:
        found = office.read(charts_query.chart, given.key, ask)
    most = max((i.value for i in found.items), default=0)
    lines = table((_name(i), f"{i.value:,}", _share(i), "█" * round(i.value / most * 40) if most else "")
                  for i in found.items)  # fmt: skip
    one = found.definition
    total = number(found.total, "lead" if one.unit == "leads" else "contact")
    head = f"{one.title}." if one.shape in NESTED else f"{one.title}: {total}."
    return Answer(
        {"key": given.key, "unit": one.unit, "items": [_item(i) for i in found.items]},
        (f"{head} {one.definition}", *lines),
    )


def _item(item: ChartItem) -> dict[str, object]:
    found: dict[str, object] = {"label": item.label, "value": item.value, "list": item.list_key,
                                "filter": item.filter_text}  # fmt: skip
    if item.series:
        found["series"] = item.series
    if item.of is not None:
        found["of"] = item.of
    return found


def _name(item: ChartItem) -> str:
    return f"{item.label}: {item.series}" if item.series else item.label


def _share(item: ChartItem) -> str:
    """The part of the whole; nothing divided by nothing is no number."""
    return "" if item.of is None else share_words(item.value, item.of)
