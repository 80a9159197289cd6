"""What the tab of dispositions shows, read in one go on a worker, and how a row of its list is worded."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries.disposition_preview import InFlight, in_flight
from db.queries.dispositions import office_dispositions
from db.queries.reader import OfficeFacts, Reader
from db.rules.disposition_words import days
from db.rules.dispositions import COLOURS, YELLOW, Disposition, OfficeDispositions
from db.rules.values import label_of
from desktop.dialogs.office_settings.disposition_list import DispositionLines


@dataclass(frozen=True, slots=True)
class DispositionsView:
    """The list in use, what hangs on each of it, and the office's words."""

    office: OfficeDispositions
    flying: InFlight
    facts: OfficeFacts

    def hangs_on(self, key: str) -> int:
        """How many presses, contacts, countdowns and requests hang on a disposition: one that has any stays."""
        found = self.flying
        return sum(part.get(key, 0) for part in (found.presses, found.contacts, found.holds, found.requests))


def read_dispositions_view(reader: Reader) -> DispositionsView:
    """All of it on one connection."""
    return DispositionsView(office_dispositions(reader), in_flight(reader), reader.facts)


def lines_of(d: Disposition, view: DispositionsView, *, wrong: bool) -> DispositionLines:
    """A disposition in the list: what it is called and, below, what it does in few words."""
    parts = ["Something is wrong"] if wrong else []
    parts += ["Switched off"] if not d.in_use else []
    parts += [label_of(COLOURS, d.colour)]
    if d.colour == YELLOW:
        parts.append(f"{days(d.hold_days)}, then the pool" if d.hold_days else "to the pool")
    if d.kills:
        parts.append(view.facts.scheme.style("archive").label)
    elif d.status:
        parts.append(view.facts.scheme.style(d.status).label)
    parts += [f"tells {', '.join(d.notifies)}"] if d.notifies else []
    parts += ["a credit"] if d.credit else []
    return DispositionLines(d.label.strip() or "No name", " · ".join(parts), d.colour, off=not d.in_use)
