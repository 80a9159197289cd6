"""What another scheme of statuses would do, before it is chosen (R1)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from db.models import Contact
from db.queries.reader import Reader
from db.rules.statuses import Scheme


@dataclass(frozen=True, slots=True)
class SchemeEffect:
    """One status under the new scheme: how many contacts have it, and a sentence about what changes for them."""

    status: str
    contacts: int
    sentence: str


def scheme_preview(reader: Reader, scheme: Scheme) -> tuple[SchemeEffect, ...]:
    """Every status whose standing or wording changes; contacts never lose theirs (R1)."""
    rows = reader.connection.execute(select(Contact.status, func.count()).group_by(Contact.status))
    counts: dict[str, int] = {r[0]: r[1] for r in rows}
    effects = []
    for new in scheme.statuses:
        old = reader.facts.scheme.style(new.key)
        sentences = []
        if old.in_use and not new.in_use:
            sentences.append(
                f"{old.label} can no longer be chosen; the contacts that have it keep it and can leave it."
            )
        if new.in_use and not old.in_use:
            sentences.append(f"{new.label} can be chosen again.")
        if old.label != new.label:
            sentences.append(f"{old.label} is called {new.label}.")
        if sentences:
            effects.append(SchemeEffect(new.key.value, counts.get(new.key.value, 0), " ".join(sentences)))
    if reader.facts.scheme.archive_unsubscribes != scheme.archive_unsubscribes:
        does = "unsubscribes" if scheme.archive_unsubscribes else "no longer unsubscribes"
        effects.append(SchemeEffect("archive", counts.get("archive", 0), f"Archiving {does} from now on."))
    return tuple(effects)
