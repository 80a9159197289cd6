"""What a chart is handed: bars with label, value and colours, and the words in which they are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10
from typing import Final

from desktop.theme.tokens import Colours

# What one of them is called.
ONE: Final = {"people": "person", "contacts": "contact", "leads": "lead", "form leads": "form lead", "views": "view"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `name` is the long form of `label`, "" for the same; `mark` stands under it on an axis of time.

    `then` is the value it is compared with, of the days `then_name`. `light` and `dark` are its colours #RRGGBB; "" is
    the accent. `of` is the whole it is a part of, where that is not all bars together.
    """

    label: str
    value: int
    light: str = ""
    dark: str = ""
    name: str = ""
    mark: str = ""
    of: int | None = None
    then: int | None = None
    then_name: str = ""

    @property
    def part(self) -> str:
        """Which part of its whole it is: "70 %"; "" where it has none."""
        return "" if self.of is None else share(self.value, self.of)

    @property
    def full_name(self) -> str:
        """The long form, for hover, table and screen reader."""
        return self.name or self.label

    def colour(self, colours: Colours) -> str:
        """Its colour in the mode as it stands."""
        return (self.dark if colours.dark else self.light) or colours.accent


def counted(value: int, unit: str) -> str:
    """A value with its unit: 1 person, 2,995 people."""
    return f"{value:,} {ONE.get(unit, unit) if value == 1 else unit}"


def share(value: int, total: int) -> str:
    """A part of the whole in percent; nothing of nothing is n/a."""
    if total == 0:
        return "n/a"
    part = value / total * 100
    return "< 1 %" if 0 < part < 1 else f"{part:.0f} %"


def sentence(bar: Bar, unit: str) -> str:
    """A bar in words: "Client: 160 people", "Client: 160 people, 42 % of 380"."""
    part = f", {bar.part} of {bar.of:,}" if bar.of else ""
    then = "" if bar.then is None else f"; {bar.then_name}: {counted(bar.then, unit)}"
    return f"{bar.full_name}: {counted(bar.value, unit)}{part}{then}"


def description(bars: Sequence[Bar], unit: str) -> str:
    """All numbers of a chart in one line, for a screen reader."""
    if not bars:
        return "Nothing to show."
    if any(bar.of is not None for bar in bars):  # they lie within each other
        return f"{'; '.join(sentence(bar, unit) for bar in bars)}."
    parts = "; ".join(f"{bar.full_name} {bar.value:,}" for bar in bars)
    return f"{counted(sum(bar.value for bar in bars), unit)} in all. {parts}."


def tip(text: str) -> str:
    """`text` for a tooltip, which would otherwise take a name with angle brackets for markup."""
    return f"<span>{escape(text)}</span>" if "<" in text or "&" in text else text


def grid_steps(most: int, *, lines: int = 4) -> list[int]:
    """Round values from the first above zero up to `most`, at most `lines` + 1 of them, whole numbers."""
    if most <= 0:
        return []
    rough = max(1.0, most / lines)
    scale = 10 ** floor(log10(rough))
    steps = (round(times * scale) for times in (1, 2, 2.5, 5, 10) if times * scale >= rough and times * scale % 1 == 0)
    step = next(steps)
    return list(range(step, most + 1, step))
