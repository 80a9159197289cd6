"""The eight statuses, the two schemes that ship (R1), and the words other systems use for them (R4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Status(StrEnum):
    """Where a contact stands in its life with the office. The order is the office's order everywhere."""

    SPHERE = "sphere"
    PROSPECT = "prospect"
    NEW_LEAD = "new_lead"
    ACTIVE_LEAD = "active_lead"
    CLIENT = "client"
    CONTRACT = "contract"
    CLOSED = "closed"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class StatusStyle:
    """What the office shows for a status. `light`/`dark` are colours #RRGGBB or "" for the theme's default."""

    key: Status
    label: str
    icon: str
    in_use: bool = True
    light: str = ""
    dark: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """Which statuses are in use, their labels and order, and whether Archive unsubscribes (R1, R6)."""

    key: str
    title: str
    statuses: tuple[StatusStyle, ...]
    archive_unsubscribes: bool = True

    def style(self, status: str) -> StatusStyle:
        """The style of `status`, also of one the scheme has hidden: contacts that have it keep showing it (R1)."""
        return next(s for s in self.statuses if s.key == status)

    @property
    def in_use(self) -> tuple[StatusStyle, ...]:
        """The statuses that can be chosen, in order."""
        return tuple(s for s in self.statuses if s.in_use)


ICONS: Final[dict[Status, str]] = {
    Status.SPHERE: "users",
    Status.PROSPECT: "search",
    Status.NEW_LEAD: "sparkles",
    Status.ACTIVE_LEAD: "flame",
    Status.CLIENT: "handshake",
    Status.CONTRACT: "file-pen-line",
    Status.CLOSED: "key-round",
    Status.ARCHIVE: "archive",
}
LABELS: Final[dict[Status, str]] = {
    Status.SPHERE: "Sphere",
    Status.PROSPECT: "Prospect",
    Status.NEW_LEAD: "New Lead",
    Status.ACTIVE_LEAD: "Active Lead",
    Status.CLIENT: "Client",
    Status.CONTRACT: "Contract",
    Status.CLOSED: "Closed",
    Status.ARCHIVE: "Archive",
}
MEANINGS: Final[dict[Status, str]] = {
    Status.SPHERE: "People the office knows, interested or not.",
    Status.PROSPECT: "Known, to be won as a lead, not searching now.",
    Status.NEW_LEAD: "Signed up, came by a source, or was added with signs of interest.",
    Status.ACTIVE_LEAD: "Actively searching or wanting to list, or has answered.",
    Status.CLIENT: "Being worked with: paperwork, showings.",
    Status.CONTRACT: "In a buying or selling transaction.",
    Status.CLOSED: "Has completed a transaction.",
    Status.ARCHIVE: "Nobody intends to communicate with them.",
}
LEAD_STATUSES: Final = (Status.SPHERE, Status.PROSPECT, Status.NEW_LEAD, Status.ACTIVE_LEAD)

EIGHT: Final = Scheme("eight", "Eight statuses", tuple(StatusStyle(s, LABELS[s], ICONS[s]) for s in Status))
SEVEN: Final = Scheme(
    "seven",
    "Seven statuses",
    tuple(
        StatusStyle(
            s,
            "Archived" if s is Status.ARCHIVE else LABELS[s],
            ICONS[s],
            in_use=s is not Status.PROSPECT,
        )
        for s in Status
    ),
    archive_unsubscribes=False,
)
SCHEMES: Final[dict[str, Scheme]] = {"eight": EIGHT, "seven": SEVEN}

# kvCORE's interface writes statuses as numbers (INPUTS 1).
KVCORE_CODES: Final[dict[str, Status]] = {
    "0": Status.NEW_LEAD,
    "1": Status.CLIENT,
    "2": Status.CLOSED,
    "3": Status.SPHERE,
    "4": Status.ACTIVE_LEAD,
    "5": Status.CONTRACT,
    "6": Status.ARCHIVE,
    "7": Status.PROSPECT,
}
SYNONYMS: Final[dict[str, Status]] = {
    "lead": Status.NEW_LEAD,
    "new": Status.NEW_LEAD,
    "newlead": Status.NEW_LEAD,
    "active": Status.ACTIVE_LEAD,
    "activelead": Status.ACTIVE_LEAD,
    "archived": Status.ARCHIVE,
    "archive": Status.ARCHIVE,
    "trash": Status.ARCHIVE,
    "undercontract": Status.CONTRACT,
    "pending": Status.CONTRACT,
    "incontract": Status.CONTRACT,
    "pastclient": Status.CLOSED,
    "closed": Status.CLOSED,
    "sold": Status.CLOSED,
    "soi": Status.SPHERE,
    "sphereofinfluence": Status.SPHERE,
    "currentclient": Status.CLIENT,
    "activeclient": Status.CLIENT,
    "prospects": Status.PROSPECT,
    "clients": Status.CLIENT,
}


@lru_cache(maxsize=4096)
def status_of_word(word: str, *, codes: bool = False) -> Status | None:
    """The status a file's word means, or None when it is unknown and must be asked about (R4).

    Case, blanks, hyphens and underscores do not matter. With `codes`, kvCORE's numbers 0–7 are understood too.
    """
    plain = "".join(ch for ch in word.casefold() if ch.isalnum())
    if codes and plain.removesuffix("0" if word.strip().endswith(".0") else "") in KVCORE_CODES:
        return KVCORE_CODES[plain.removesuffix("0" if word.strip().endswith(".0") else "")]
    by_key = {"".join(ch for ch in s.value if ch.isalnum()): s for s in Status}
    return by_key.get(plain) or SYNONYMS.get(plain)
