"""What a figure is: ours and its raw counterpart timed in turn, and the goals it is held against."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Step = Callable[[int], object]
"""One piece of work; the number says which round it is, so that rounds can ask for different things."""


@dataclass(frozen=True, slots=True)
class Goal:
    """`measure` (ratio, ratio_p99, p50, p95, p99, max, mb) must be at most `limit`, or at least it."""

    measure: str
    limit: float
    at_least: bool = False

    def met(self, value: float) -> bool:
        """Whether a value reaches the goal."""
        return value >= self.limit if self.at_least else value <= self.limit

    def __str__(self) -> str:
        unit = "" if self.measure.startswith("ratio") else " MB" if self.measure == "mb" else " ms"
        return f"{self.measure} {'≥' if self.at_least else '≤'} {self.limit:g}{unit}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table: milliseconds of every round of ours and of raw (none: there is no counterpart)."""

    name: str
    what: str
    ours: Sequence[float]
    raw: Sequence[float] = ()
    goals: tuple[Goal, ...] = ()
    note: str = ""
    extra: dict[str, float] = field(default_factory=dict)

    def value(self, measure: str) -> float:
        """A measure of this figure by its name."""
        if measure in self.extra:
            return self.extra[measure]
        if measure == "ratio":
            return statistics.median(self.ours) / statistics.median(self.raw)
        if measure == "ratio_p95":
            return percentile(self.ours, 95) / percentile(self.raw, 95)
        if measure == "ratio_p99":
            return percentile(self.ours, 99) / percentile(self.raw, 99)
        return max(self.ours) if measure == "max" else percentile(self.ours, float(measure.removeprefix("p")))

    @property
    def ratio(self) -> float | None:
        """Median of ours over median of raw."""
        return self.value("ratio") if self.raw or "ratio" in self.extra else None

    @property
    def spread(self) -> tuple[float, float] | None:
        """Between which ratios the middle half of the rounds lay: each round's ours over its own raw."""
        if len(self.raw) != len(self.ours) or not self.raw:
            return None
        pairs = [a / b for a, b in zip(self.ours, self.raw, strict=True)]
        return percentile(pairs, 25), percentile(pairs, 75)

    @property
    def met(self) -> bool:
        """Whether every goal is reached."""
        return all(goal.met(self.value(goal.measure)) for goal in self.goals)

    def as_document(self) -> dict[str, Any]:
        """The figure for --json; milliseconds."""
        sides = {"ours": self.ours, "raw": self.raw}
        return {
            "name": self.name, "what": self.what, "rounds": len(self.ours),
            **{side: {f"p{n}": percentile(t, n) for n in (50, 95, 99)} for side, t in sides.items() if t},
            "ratio": self.ratio, "spread": self.spread, "goals": [str(g) for g in self.goals], "met": self.met,
            "note": self.note, **self.extra,
        }  # fmt: skip


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` of the values lie, interpolated."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def timed(work: Step, number: int) -> float:
    """Milliseconds that one round of `work` takes."""
    start = time.perf_counter()
    work(number)
    return (time.perf_counter() - start) * 1_000


def in_turn(ours: Step, raw: Step, rounds: int, *, warm: int = 2) -> tuple[list[float], list[float]]:
    """Milliseconds of both, round by round; who begins changes, so that neither always finds warm pages."""
    for number in range(min(warm, rounds)):
        ours(number)
        raw(number)
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        for side in (0, 1) if number % 2 else (1, 0):
            times[side].append(timed((ours, raw)[side], number))
    return times


def table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = [
        "| # | what | ours p50 / p95 / p99 ms | raw p50 / p95 / p99 ms | ratio (middle half) | goal | | note |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for f in figures:
        spread = f" ({f.spread[0]:.2f}–{f.spread[1]:.2f})" if f.spread else ""
        ratio = f"{f.ratio:.2f}{spread}" if f.ratio is not None else ""
        goals = "; ".join(str(g) for g in f.goals)
        verdict = "" if not f.goals else "met" if f.met else "**missed**"
        cells = (f.name, f.what, _times(f.ours), _times(f.raw), ratio, goals, verdict, f.note)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _times(values: Sequence[float]) -> str:
    return " / ".join(f"{percentile(values, n):.3g}" for n in (50, 95, 99)) if values else ""
