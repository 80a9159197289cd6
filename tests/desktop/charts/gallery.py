"""Bars for the tests of charts."""

from __future__ import annotations

from desktop.charts.bars import Bar

STATUSES = (
    Bar("Sphere", 500, "#0D8764", "#AFF7D9"),
    Bar("New Lead", 550, "#0D93FF", "#86A5FF"),
    Bar("Client", 0, "#2C5B17", "#19964D"),
    Bar("Contract", 1, "#532D82", "#994ED6"),
)
AGENTS = tuple(Bar(name, value) for name, value in (("Ivy <Sandoval>", 660), ("Wes Park", 561), ("Pool", 430)))
WEEKS = tuple(
    Bar(f"week {n}", n % 7, name=f"Week {n} of 2026", mark="Nov" if n == 20 else "Jun" if n == 0 else "")
    for n in range(26)
)
