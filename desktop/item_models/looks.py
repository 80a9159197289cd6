"""How statuses and dispositions look: the office's own wording and colours, else the program's."""

from __future__ import annotations

from typing import Final

from db.rules.statuses import Scheme, StatusStyle
from desktop.theme.status_colours import DISPOSITION_COLOURS, DISPOSITION_ICONS, STATUS_COLOURS
from desktop.widgets.chip_painting import ChipLook

# DOMAIN 3: what came of working a contact, and the colour of its button.
DISPOSITIONS: Final[dict[str, tuple[str, str]]] = {
    "not_contacted": ("Not Contacted", "purple"),
    "needs_offer": ("Needs Offer", "green"),
    "appointment_booked": ("Appointment Booked", "green"),
    "offer_made": ("Offer Made", "green"),
    "send_contract": ("Send Contract", "green"),
    "under_contract": ("Under Contract", "green"),
    "offer_rejected": ("Offer Rejected", "yellow"),
    "not_interested": ("Not Interested", "yellow"),
    "not_ready": ("Not Ready", "yellow"),
    "listed_with_agent": ("Listed with Agent", "yellow"),
    "already_sold": ("Already Sold", "red"),
    "wrong_number": ("Wrong Number", "red"),
    "dead_deal": ("Dead Deal", "red"),
}


def status_look(style: StatusStyle) -> ChipLook:
    """The chip of a status."""
    own = STATUS_COLOURS[style.key.value]
    return ChipLook(style.label, style.icon, style.light or own.light, style.dark or own.dark)


def status_looks(scheme: Scheme) -> dict[str, ChipLook]:
    """The chips of all statuses by key, hidden ones too."""
    return {style.key.value: status_look(style) for style in scheme.statuses}


def disposition_label(key: str) -> str:
    """What a disposition is called; its key in words where the office added its own."""
    return DISPOSITIONS.get(key, (key.replace("_", " ").capitalize(), ""))[0]


def disposition_look(key: str) -> ChipLook:
    """The chip of a disposition; one that the program does not know has the colour of a working step."""
    label, colour = DISPOSITIONS.get(key, (disposition_label(key), "green"))
    own = DISPOSITION_COLOURS[colour]
    return ChipLook(label, DISPOSITION_ICONS[colour], own.light, own.dark, square=True)
