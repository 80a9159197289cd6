"""The colours of statuses and dispositions, by key, their icons, and the palette an office may choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ColourPair:
    """One colour for each mode, as #RRGGBB."""

    light: str
    dark: str


STATUS_COLOURS: Final[dict[str, ColourPair]] = {
    "sphere": ColourPair("#0D8764", "#AFF7D9"),
    "prospect": ColourPair("#7F6795", "#D8DBFD"),
    "new_lead": ColourPair("#0D93FF", "#86A5FF"),
    "active_lead": ColourPair("#E77515", "#F2BE57"),
    "client": ColourPair("#2C5B17", "#19964D"),
    "contract": ColourPair("#532D82", "#994ED6"),
    "closed": ColourPair("#1D252F", "#5C6D7F"),
    "archive": ColourPair("#93949B", "#9E9C9A"),
}


@dataclass(frozen=True, slots=True)
class NamedColour:
    """A colour of the palette, and what people call it."""

    name: str
    pair: ColourPair


# What a status may be coloured with: the program's own eight first. Each is seen on its surface, in light and dark.
PALETTE: Final[tuple[NamedColour, ...]] = (
    *(NamedColour(name, pair) for name, pair in zip(
        ("Green", "Lavender", "Sky blue", "Orange", "Forest", "Violet", "Slate", "Grey"), STATUS_COLOURS.values(),
        strict=True)),
    NamedColour("Teal", ColourPair("#00707F", "#4FC6D6")),
    NamedColour("Navy", ColourPair("#1F3A93", "#6E8DF7")),
    NamedColour("Magenta", ColourPair("#B0178B", "#F07FD4")),
    NamedColour("Rose", ColourPair("#D6336C", "#FF9DB8")),
    NamedColour("Brick", ColourPair("#8C2F14", "#DB6A4A")),
    NamedColour("Brown", ColourPair("#6B4A2B", "#B98D62")),
    NamedColour("Olive", ColourPair("#737A00", "#C9CF5A")),
    NamedColour("Gold", ColourPair("#A87400", "#F6DC7A")),
)  # fmt: skip
DISPOSITION_COLOURS: Final[dict[str, ColourPair]] = {
    "purple": ColourPair("#6A30A7", "#875EDE"),
    "green": ColourPair("#007C68", "#7DC2B5"),
    "yellow": ColourPair("#C48A00", "#F0DC3C"),
    "red": ColourPair("#A91507", "#E2432F"),
}
DISPOSITION_ICONS: Final[dict[str, str]] = {
    "purple": "phone-missed",
    "green": "arrow-up",
    "yellow": "cloud",
    "red": "octagon-x",
}
