"""Commands for charts: charts, chart."""

from __future__ import annotations

import argparse

from db.queries import charts as charts_query
from db.rules.charts import CHARTS
from desktop.cli.answers import Answer, number, table
from desktop.cli.opening import opened

Subparsers = dict[str, argparse.ArgumentParser]


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    subs["chart"].add_argument("key", metavar="KEY")
    subs["chart"].add_argument("--from", dest="first", default="", metavar="D", help="created on this day or later")
    subs["chart"].add_argument("--to", dest="last", default="", metavar="D", help="created on this day or before")
    subs["chart"].add_argument("--agent", default="", metavar="NAME", help="only what this member owns")
    subs["chart"].add_argument("--source", default="", metavar="S", help="only what came from this source")


def charts(_given: argparse.Namespace) -> Answer:
    """Every chart with its unit and definition; needs no office."""
    document = [{"key": c.key, "title": c.title, "unit": c.unit, "definition": c.definition} for c in CHARTS]
    return Answer(document, table((c.title, c.key, c.unit, c.definition) for c in CHARTS))


def chart(given: argparse.Namespace) -> Answer:
    """The bars of a chart: `list LIST --filter FILTER` of a bar gives exactly its value."""
    ask = charts_query.ChartAsk(given.first, given.last, given.agent, given.source)
    with opened(given) as office:
        found = office.read(charts_query.chart, given.key, ask)
    items = [{"label": i.label, "value": i.value, "list": i.list_key, "filter": i.filter_text} for i in found.items]
    most = max((i.value for i in found.items), default=0)
    lines = table((i.label, f"{i.value:,}", "█" * round(i.value / most * 40) if most else "") for i in found.items)
    total = number(sum(i.value for i in found.items), "contact")
    return Answer(
        {"key": given.key, "unit": found.definition.unit, "items": items},
        (f"{found.definition.title}: {total}. {found.definition.definition}", *lines),
    )
