"""How far colours stand apart: contrast, ΔE2000, and sight with a colour deficiency (Machado 2009)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from typing import Final

Triple = tuple[float, float, float]

MIN_CONTRAST: Final = 3.0
MIN_STATUS_DISTANCE: Final = 14.0
MIN_DISPOSITION_DISTANCE: Final = 20.0

# Machado, Oliveira and Fernandes 2009, severity 1.0; they work on linear light.
SIGHTS: Final[dict[str, tuple[Triple, Triple, Triple]]] = {
    "normal sight": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


@dataclass(frozen=True, slots=True)
class ColourTrouble:
    """One warning of the scheme editor: the keys concerned, measured against wanted, and for whom."""

    keys: tuple[str, ...]
    measured: float
    wanted: float
    sight: str


def contrast(first: str, second: str) -> float:
    """The contrast of two colours after WCAG 2: from 1 (the same) to 21 (black on white)."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def mix(colour: str, ground: str, share: float) -> str:
    """`share` (0–1) of `colour` laid over `ground`, as #RRGGBB."""
    pairs = zip(_bytes(colour), _bytes(ground), strict=True)
    return "#" + "".join(f"{round(top * share + below * (1 - share)):02X}" for top, below in pairs)


def distance(first: str, second: str, sight: str = "normal sight") -> float:
    """ΔE2000 between two colours as somebody with `sight` (a key of SIGHTS) sees them."""
    return delta_e2000(_lab(simulate(first, sight)), _lab(simulate(second, sight)))


def simulate(colour: str, sight: str) -> Triple:
    """`colour` in linear light (0–1 each) as somebody with `sight` sees it."""
    red, green, blue = _linear(colour)
    mixed = (row[0] * red + row[1] * green + row[2] * blue for row in SIGHTS[sight])
    first, second, third = (min(1.0, max(0.0, value)) for value in mixed)
    return first, second, third


def troubles(colours: Mapping[str, str], *, surface: str, apart: float) -> list[ColourTrouble]:
    """What is wrong with a set of colours: too faint on `surface`, or nearer than `apart` for some sight.

    Of each pair only the worst sight is told, the worst pair first.
    """
    faint = [
        ColourTrouble((key,), contrast(colour, surface), MIN_CONTRAST, "normal sight")
        for key, colour in colours.items()
        if contrast(colour, surface) < MIN_CONTRAST
    ]
    near: list[ColourTrouble] = []
    for one, other in combinations(colours, 2):
        measured, sight = min((distance(colours[one], colours[other], sight), sight) for sight in SIGHTS)
        if measured < apart:
            near.append(ColourTrouble((one, other), measured, apart, sight))
    return faint + sorted(near, key=lambda trouble: trouble.measured)


def delta_e2000(first: Triple, second: Triple) -> float:
    """CIEDE2000 between two L*a*b* colours, after Sharma, Wu and Dalal 2005."""
    light1, a1, b1 = first
    light2, a2, b2 = second
    mean_chroma = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - sqrt(mean_chroma**7 / (mean_chroma**7 + 25.0**7)))
    chroma1, hue1 = _polar(a1 * stretch, b1)
    chroma2, hue2 = _polar(a2 * stretch, b2)
    turn = _turn(hue1, hue2) if chroma1 * chroma2 else 0.0
    d_light, d_chroma = light2 - light1, chroma2 - chroma1
    d_hue = 2 * sqrt(chroma1 * chroma2) * sin(radians(turn / 2))
    light, chroma = (light1 + light2) / 2, (chroma1 + chroma2) / 2
    hue = hue1 + turn / 2 if chroma1 * chroma2 else hue1 + hue2
    s_light = 1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2)
    s_chroma = 1 + 0.045 * chroma
    s_hue = 1 + 0.015 * chroma * _hue_weight(hue)
    part_light, part_chroma, part_hue = d_light / s_light, d_chroma / s_chroma, d_hue / s_hue
    crossed = _rotation(hue, chroma) * part_chroma * part_hue
    return sqrt(part_light**2 + part_chroma**2 + part_hue**2 + crossed)


def _polar(a: float, b: float) -> tuple[float, float]:
    return hypot(a, b), degrees(atan2(b, a)) % 360


def _turn(hue1: float, hue2: float) -> float:
    """The shorter way round from one hue to the other, in degrees."""
    return (hue2 - hue1 + 180) % 360 - 180


def _hue_weight(hue: float) -> float:
    return (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )


def _rotation(hue: float, chroma: float) -> float:
    spread = 30 * exp(-((((hue % 360) - 275) / 25) ** 2))
    return -2 * sqrt(chroma**7 / (chroma**7 + 25.0**7)) * sin(radians(2 * spread))


def _bytes(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(colour: str) -> Triple:
    red, green, blue = (_from_srgb(value / 255) for value in _bytes(colour))
    return red, green, blue


def _from_srgb(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lab(linear: Triple) -> Triple:
    """Linear sRGB to L*a*b* under D65."""
    red, green, blue = linear
    x = _cube((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
    y = _cube(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
    z = _cube((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116
