"""What is wrong with the colours of a scheme, in sentences: too faint, or too near to each other for some eyes."""

from __future__ import annotations

from typing import Final

from db.rules.statuses import Scheme
from desktop.item_models.looks import status_look
from desktop.theme.colour_distance import MIN_STATUS_DISTANCE, ColourTrouble, troubles
from desktop.theme.tokens import DARK, LIGHT

MOST: Final = 3  # sentences: the worst pairs are told first


def colour_warnings(scheme: Scheme) -> list[str]:
    """The worst first, each pair once; none for the program's own colours. Icons still tell the statuses apart."""
    labels = {style.key.value: style.label for style in scheme.in_use}
    looks = {style.key.value: status_look(style) for style in scheme.in_use}
    found: list[tuple[ColourTrouble, str]] = []
    for colours, mode in ((LIGHT, "light"), (DARK, "dark")):
        own = {key: look.colour(colours) for key, look in looks.items()}
        wrong = troubles(own, surface=colours.surface, apart=MIN_STATUS_DISTANCE)
        found += [(trouble, mode) for trouble in wrong]
    found.sort(key=lambda one: one[0].measured / one[0].wanted)
    said: dict[tuple[str, ...], str] = {}
    for trouble, mode in found:
        said.setdefault(trouble.keys, _sentence(trouble, mode, [labels[key] for key in trouble.keys]))
    return list(said.values())[:MOST]


def _sentence(trouble: ColourTrouble, mode: str, names: list[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} is hard to see in {mode}."
    pair = " and ".join(names)
    if not trouble.measured:
        return f"{pair} have the same colour."
    whom = "" if trouble.sight == "normal sight" else f" for somebody with {trouble.sight}"
    return f"{pair} look much alike in {mode}{whom}."
