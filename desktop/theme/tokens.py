"""THE table of the look: colours light and dark, spacing, type scale, weights, row heights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour the program paints with, as #RRGGBB; statuses and dispositions have their own table."""

    dark: bool
    window: str
    surface: str
    line: str
    text: str
    muted: str
    accent: str
    error: str
    on_accent: str  # text on a filled accent button
    accent_hover: str
    selection: str  # the chosen row or entry
    hover: str  # what the pointer is over
    edge: str  # outlines that must be seen, such as a check box: at least 3:1
    good: str  # a figure that moved the right way
    stars: str
    stars_empty: str
    shadow: str


LIGHT: Final = Colours(
    dark=False,
    window="#F5F6F8",
    surface="#FFFFFF",
    line="#E3E6EC",
    text="#14161A",
    muted="#565D67",
    accent="#1D5FC4",
    error="#B3261E",
    on_accent="#FFFFFF",
    accent_hover="#174FA6",
    selection="#E4ECF9",
    hover="#EEF0F4",
    edge="#7D858F",
    good="#007C68",
    stars="#532D82",
    stars_empty="#D4D8DF",
    shadow="#14161A",
)
DARK: Final = Colours(
    dark=True,
    window="#16181C",
    surface="#1E2126",
    line="#3B424C",
    text="#E8EAED",
    muted="#A3ABB6",
    accent="#7FB2FF",
    error="#FF8A80",
    on_accent="#16181C",
    accent_hover="#9CC4FF",
    selection="#24344D",
    hover="#272B32",
    edge="#7C8591",
    good="#7DC2B5",
    stars="#B57BEA",
    stars_empty="#464D58",
    shadow="#000000",
)


@dataclass(frozen=True, slots=True)
class Space:
    """Distances in device-independent pixels, all multiples of 4."""

    tiny: int = 4
    small: int = 8
    mid: int = 12
    big: int = 16
    huge: int = 24


@dataclass(frozen=True, slots=True)
class Type:
    """The type scale in pixels; a panel uses three of these at most."""

    tiny: int = 11
    small: int = 12
    body: int = 13
    lead: int = 15
    title: int = 18
    figure: int = 24


@dataclass(frozen=True, slots=True)
class Weight:
    """The three weights, by their OpenType numbers."""

    regular: int = 400
    medium: int = 500
    semibold: int = 600


@dataclass(frozen=True, slots=True)
class Measure:
    """Heights, radii and times that several parts share."""

    row: int = 36
    row_compact: int = 28
    control: int = 30
    target: int = 24  # nothing to be hit with a pointer is smaller
    button_gap: int = 8  # between two buttons of a row, everywhere
    chip: int = 20
    icon: int = 16
    icon_small: int = 14
    radius: int = 8
    radius_small: int = 4
    top_bar: int = 48
    sidebar: int = 228
    toast_ms: int = 8000
    settle_ms: int = 80


SPACE: Final = Space()
TYPE: Final = Type()
WEIGHT: Final = Weight()
MEASURE: Final = Measure()
