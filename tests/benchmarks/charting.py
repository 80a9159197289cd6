"""P13: charts of the broker page over millions of events, and a click on one of their bars."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from db.queries import charts, leads, lists, tiles
from db.queries.chart_items import Chart, ChartAsk, ChartItem
from db.rules.charts import CHARTS
from db.rules.filters import ListSpec, parse_filter
from db.rules.lead_lists import LEAD_LIST_KEYS, lead_spec
from db.rules.moments import day_of, day_start
from tests.benchmarks.bench import Bench
from tests.benchmarks.measuring import Figure, Goal, in_turn, timed
from tests.benchmarks.office_maker import NOW

WEEKS: Final = 26
# What the broker page shows at first (desktop/pages/broker_dashboard/cards.py).
PAGE: Final = ("status", "leads_week_by_source", "funnel_cohort", "created_week", "source", "first_answer", "agent")
_WEEK_MS: Final = 7 * 24 * 60 * 60 * 1_000


def standard_charts(bench: Bench) -> list[Figure]:
    """The page's charts over 26 weeks beside one raw scan each, the page as a whole, and the click on a bar."""
    office = bench.as_broker()
    zone = office.facts.zone
    last = day_of(NOW, zone)
    ask = ChartAsk(str(last - timedelta(weeks=WEEKS)), str(last))
    since, until = day_start(last - timedelta(weeks=WEEKS), zone), day_start(last + timedelta(days=1), zone)
    assert set(PAGE) <= {one.key for one in CHARTS}
    by_week = f"""SELECT l.occurred_at / {_WEEK_MS}, coalesce(nullif(l.source, ''), c.source), count(*)
        FROM lead l JOIN contact c ON c.id = l.contact_id WHERE l.occurred_at >= ? AND l.occurred_at < ?
        GROUP BY 1, 2"""
    scans: tuple[tuple[str, str, ChartAsk, str, tuple[int, ...]], ...] = (
        ("contacts by status", "status", ChartAsk(), "SELECT status, count(*) FROM contact GROUP BY status", ()),
        ("leads by week and source, 26 weeks", "leads_week_by_source", ask, by_week, (since, until)),
    )
    figures = []
    for what, key, asked, sql, values in scans:
        made = office.read(charts.chart, key, asked)
        assert sum(item.value for item in made.items) == sum(row[-1] for row in bench.all(sql, *values)), what
        ours, raw = in_turn(
            lambda _n, k=key, a=asked: office.read(charts.chart, k, a),  # type: ignore[misc]  # called at once
            lambda _n, q=sql, v=values: bench.all(q, *v),  # type: ignore[misc]  # called at once
            bench.rounds(9), warm=1,
        )  # fmt: skip
        figures.append(Figure("P13", f"chart: {what}", ours, raw, (Goal("ratio", 1.2),)))

    def whole_page(_number: int) -> None:
        office.read(tiles.tiles, ask)
        for key in PAGE:
            office.read(charts.chart, key, ask)

    times = [timed(whole_page, n) for n in range(bench.rounds(5))]
    figures.append(Figure("P13", "the broker page: tiles and the charts it opens with, 26 weeks", times))
    return [*figures, _clicks(bench, office.read(charts.chart, "leads_week_by_source", ask))]


def _clicks(bench: Bench, shown: Chart) -> Figure:
    """From a click on a bar to the first rows behind it, over the bars of both kinds of rows."""
    office = bench.as_broker()
    bars = [item for item in (*office.read(charts.chart, "status").items, *shown.items) if item.value]
    times = [timed(lambda _n, b=bar: _open(bench, b), n) for n, bar in enumerate(bars[: bench.rounds(40)])]  # type: ignore[misc]  # called at once
    return Figure("P13", "a click on a bar: the first rows behind it", times, (), (Goal("p95", 25.0),))


def _open(bench: Bench, bar: ChartItem) -> None:
    if bar.list_key in LEAD_LIST_KEYS:
        rows = len(bench.office.read(leads.first_page, lead_spec(bar.list_key, bar.filter_text)))
    else:
        rows = len(bench.office.read(lists.first_page, ListSpec(bar.list_key, parse_filter(bar.filter_text))))
    assert 0 < rows <= bar.value
