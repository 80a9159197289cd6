"""What another scheme of statuses (R1) or another threshold (R93) would do, before it is chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import func, select

from db.models import Contact
from db.queries.lists import counts
from db.queries.reader import Prepared, Reader
from db.rules.lead_types import definitions
from db.rules.statuses import Scheme


@dataclass(frozen=True, slots=True)
class SchemeEffect:
    """One status under the new scheme: how many contacts have it, and a sentence about what changes for them.

    The order concerns all of them: its `status` is "".
    """

    status: str
    contacts: int
    sentence: str


def scheme_preview(reader: Reader, scheme: Scheme) -> tuple[SchemeEffect, ...]:
    """Every status whose standing, wording or colour changes, and the order; contacts never lose theirs (R1)."""
    rows = reader.connection.execute(
        select(Contact.status, func.count()).where(reader.visible).group_by(Contact.status)
    )
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
        if (old.light, old.dark) != (new.light, new.dark):
            sentences.append(f"{new.label} has another colour.")
        if sentences:
            effects.append(SchemeEffect(new.key.value, counts.get(new.key.value, 0), " ".join(sentences)))
    if reader.facts.scheme.archive_unsubscribes != scheme.archive_unsubscribes:
        does = "unsubscribes" if scheme.archive_unsubscribes else "no longer unsubscribes"
        effects.append(SchemeEffect("archive", counts.get("archive", 0), f"Archiving {does} from now on."))
    if _order(reader.facts.scheme, scheme) != _order(scheme, reader.facts.scheme):
        labels = ", ".join(s.label for s in scheme.in_use)
        effects.append(SchemeEffect("", sum(counts.values()), f"The order becomes {labels}; the keys follow it."))
    return tuple(effects)


def _order(scheme: Scheme, other: Scheme) -> list[str]:
    """The statuses in use in both, in the order of the first: hiding one moves no other."""
    both = {s.key for s in other.in_use}
    return [s.key.value for s in scheme.in_use if s.key in both]


@dataclass(frozen=True, slots=True)
class SearchingEffect:
    """The contacts that are Actively Searching and Not Searching now, and that would be."""

    searching: int
    would_be: int
    not_searching: int
    would_not_be: int


def searching_preview(reader: Reader, *, days: int, viewed_only: bool) -> SearchingEffect:
    """How R31's and R32's lists would move with another threshold (R93): the lists' own counts, by both definitions."""
    keys = ("actively_searching", "not_searching")
    facts = replace(reader.facts, lists=definitions(days=days, viewed_only=viewed_only), prepared=Prepared())
    now, then = counts(reader, keys), counts(replace(reader, facts=facts), keys)
    return SearchingEffect(now[keys[0]], then[keys[0]], now[keys[1]], then[keys[1]])
