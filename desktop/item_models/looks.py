"""How statuses and dispositions look: the office's own wording and colours, else the program's."""

from __future__ import annotations

from typing import Final

from db.queries.reader import OfficeFacts
from db.rules.dispositions import GREEN, RED, SETTING, OfficeDispositions, read_dispositions
from db.rules.statuses import Scheme, StatusStyle
from desktop.theme.status_colours import DISPOSITION_COLOURS, DISPOSITION_ICONS, STATUS_COLOURS
from desktop.widgets.chip_painting import ChipLook

SHIPPED_LIST: Final = OfficeDispositions()


def status_look(style: StatusStyle) -> ChipLook:
    """The chip of a status."""
    own = STATUS_COLOURS[style.key.value]
    return ChipLook(style.label, style.icon, style.light or own.light, style.dark or own.dark)


def status_looks(scheme: Scheme) -> dict[str, ChipLook]:
    """The chips of all statuses by key, hidden ones too."""
    return {style.key.value: status_look(style) for style in scheme.statuses}


def dispositions_of(facts: OfficeFacts) -> OfficeDispositions:
    """The office's own list of dispositions (R23); read once for the facts at hand."""
    return facts.prepared.get(SETTING, lambda: read_dispositions(facts.settings.get(SETTING)))


def disposition_label(key: str, office: OfficeDispositions = SHIPPED_LIST) -> str:
    """What a disposition is called now; its key in words where the office has none of it."""
    return office.label(key)


def disposition_look(key: str, office: OfficeDispositions = SHIPPED_LIST) -> ChipLook:
    """The chip of a disposition; one that the office does not know has the colour of a working step."""
    colour = next((one.colour for one in office.all if one.key == key), GREEN)
    return coloured_look(office.label(key), colour)


def coloured_look(label: str, colour: str = RED) -> ChipLook:
    """A chip in one of the four colours of dispositions, with the icon that says it without colour."""
    own = DISPOSITION_COLOURS[colour]
    return ChipLook(label, DISPOSITION_ICONS[colour], own.light, own.dark, square=True)
