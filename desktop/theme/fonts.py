"""Type: the system's font on screen; bundled Inter for tests, pictures and PDF; tabular figures."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from desktop.resource_files import resource
from desktop.theme.tokens import TYPE, WEIGHT

FAMILY: Final = "Inter"
FILES: Final = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")


@cache
def register_inter() -> str:
    """Make the bundled Inter known to Qt, once a process; returns the name of its family."""
    for name in FILES:
        if QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}"))) < 0:
            raise OSError(f"The font {name} could not be read.")
    return FAMILY


def base_font(*, bundled: bool) -> QFont:
    """The font of the whole program at the body size: Inter when `bundled`, else what the system uses."""
    if bundled:
        font = QFont(register_inter())
        # Unhinted it has the same widths on every machine, so pictures can be compared.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    else:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(TYPE.body)
    return font


def sized(font: QFont, pixels: int, weight: int = WEIGHT.regular) -> QFont:
    """A copy of `font` at another size of the scale and another weight."""
    copy = QFont(font)
    copy.setPixelSize(pixels)
    copy.setWeight(QFont.Weight(weight))
    return copy


def tabular(font: QFont) -> QFont:
    """A copy of `font` whose figures all have one width, so that columns line up and never jump."""
    copy = QFont(font)
    copy.setFeature(QFont.Tag("tnum"), 1)
    return copy
