"""The default colours and icons of the eight statuses and the four dispositions, by key."""

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
