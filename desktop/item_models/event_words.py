"""What happened with a contact as a timeline shows it: words, time, colour; for the preview and the dialog alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from db.queries.contacts import TimelineEntry as Event
from db.queries.reader import OfficeFacts
from db.rules.values import PASSIVE_LEAD_TYPES, label_of
from desktop import times
from desktop.item_models.looks import status_look
from desktop.theme.status_colours import DISPOSITION_COLOURS, STATUS_COLOURS, ColourPair
from desktop.widgets.timeline_delegate import TimelineEntry

DAY: Final = 24 * times.HOUR
NOT_TO_MENTION: Final = "For your research: not to be mentioned"
_PASSIVE: Final = frozenset(label for _, label in PASSIVE_LEAD_TYPES)
_PLAIN: Final = ColourPair("#7D858F", "#7C8591")
_COLOURS: Final[dict[str, ColourPair]] = {
    "lead": STATUS_COLOURS["new_lead"],
    "passive": DISPOSITION_COLOURS["yellow"],
    "touch": DISPOSITION_COLOURS["purple"],
    "task": DISPOSITION_COLOURS["green"],
    "created": STATUS_COLOURS["sphere"],
    **DISPOSITION_COLOURS,
}


def timeline_entries(events: Sequence[Event], facts: OfficeFacts, now: int) -> list[TimelineEntry]:
    """Events as the timeline widget shows them; the key is "step:id:n" where a step can be taken back."""
    zone = facts.zone_info
    made = []
    for number, event in enumerate(events):
        passive = event.kind == "lead" and event.title in _PASSIVE
        detail = label_of(facts.sources, event.detail) if event.kind == "created" else event.detail
        parts = (NOT_TO_MENTION if passive else "", " ".join(detail.split()), event.member)
        pair = _colour(facts, event, passive=passive)
        made.append(
            TimelineEntry(
                f"step:{event.step}:{number}" if event.step else f"event:{number}",
                event.title,
                " · ".join(filter(None, parts)),
                times.ago(event.at, now, zone),
                times.full(event.at, zone),
                pair.light,
                pair.dark,
            )
        )
    return made


def wait(since: int, now: int) -> str:
    """How long: "27 min", "5 h", "3 days"."""
    passed = max(0, now - since)
    if passed < times.HOUR:
        return f"{passed // times.MINUTE} min"
    if passed < 2 * DAY:
        return f"{passed // times.HOUR} h"
    return f"{passed // DAY:,} days"


def _colour(facts: OfficeFacts, event: Event, *, passive: bool) -> ColourPair:
    if event.kind == "status" and event.status:
        look = status_look(facts.scheme.style(event.status))
        return ColourPair(look.light, look.dark)
    return _COLOURS.get("passive" if passive else event.kind, _PLAIN)
