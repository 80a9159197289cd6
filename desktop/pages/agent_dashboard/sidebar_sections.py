"""The sidebar's sections, made from the office's lists and the member's saved filters."""

from __future__ import annotations

from collections.abc import Sequence

from db.queries.reader import OfficeFacts
from db.queries.saved import SavedFilterRow
from db.rules.lead_types import BROKER, ListDefinition
from db.rules.plain_list import PLAIN_KEY, PLAIN_TITLE
from desktop.item_models.looks import status_looks
from desktop.widgets.sidebar_model import SidebarEntry, SidebarSection

SAVED = "saved:"


def sections(facts: OfficeFacts, saved: Sequence[SavedFilterRow], *, plain: str = "") -> list[SidebarSection]:
    """Status, Lead types, Needs care, Office, and the member's own lists when there are some; `plain` is what the one
    list of a member holds who has no others.
    """
    if plain:
        return [SidebarSection("Contacts", (SidebarEntry(PLAIN_KEY, PLAIN_TITLE, meaning=plain),)), *_own(saved)]
    looks = status_looks(facts.scheme)
    shown = set(shown_keys(facts))
    unused = {style.key.value for style in facts.scheme.statuses if not style.in_use}
    by_title: dict[str, list[SidebarEntry]] = {}
    for one in facts.lists:
        if one.key in unused or one.key not in shown:
            continue
        entries = by_title.setdefault(one.section, [])
        if one.key in looks:
            look = looks[one.key]
            entries.append(
                SidebarEntry(one.key, one.title, look.icon, look.light, look.dark, one.definition, takes_rows=True)
            )
        else:
            entries.append(SidebarEntry(one.key, one.title, meaning=_meaning(one), warns=one.care))
    return [*(SidebarSection(title, tuple(entries)) for title, entries in by_title.items()), *_own(saved)]


def _own(saved: Sequence[SavedFilterRow]) -> list[SidebarSection]:
    own = tuple(SidebarEntry(f"{SAVED}{row.id}", row.title, meaning=row.filter_text, has_count=True) for row in saved)
    return [SidebarSection("Saved", own)] if own else []


def shown_keys(facts: OfficeFacts, *, plain: str = "") -> tuple[str, ...]:
    """The lists that this dashboard counts; those of section Broker stand on the broker dashboard."""
    if plain:
        return (PLAIN_KEY,)
    return tuple(one.key for one in facts.lists if one.section != BROKER)


def _meaning(one: ListDefinition) -> str:
    return f"{one.definition} ({one.rule})" if one.rule else one.definition
