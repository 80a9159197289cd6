"""What a chart is handed: bars with label, value and colours, and the words in which they are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10
from typing import Final

from desktop.theme.tokens import Colours

# What one of them is called.
ONE: Final = {"people": "person", "leads": "lead", "form leads": "form lead"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `name` is the long form of `label`, "" for the same; `mark` stands under it on an axis of time.

    `light` and `dark` are its colours #RRGGBB; "" is the accent.
    """

    label: str
    value: int
    light: str = ""
    dark: str = ""
    name: str = ""
    mark: str = ""

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
    """A bar in words: "Client: 160 people"."""
    return f"{bar.full_name}: {counted(bar.value, unit)}"


def description(bars: Sequence[Bar], unit: str) -> str:
    """All numbers of a chart in one line, for a screen reader."""
    parts = "; ".join(f"{bar.full_name} {bar.value:,}" for bar in bars)
    return f"{counted(sum(bar.value for bar in bars), unit)} in all. {parts}." if bars else "Nothing to show."


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
