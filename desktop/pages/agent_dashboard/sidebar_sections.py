"""The sidebar's sections, made from the office's lists and the member's saved filters."""

from __future__ import annotations

from collections.abc import Sequence

from db.queries.reader import OfficeFacts
from db.queries.saved import SavedFilterRow
from db.rules.lead_types import BROKER, ListDefinition
from desktop.item_models.looks import status_looks
from desktop.widgets.sidebar_model import SidebarEntry, SidebarSection

SAVED = "saved:"


def sections(facts: OfficeFacts, saved: Sequence[SavedFilterRow]) -> list[SidebarSection]:
    """Status, Lead types, Needs care, Office, and the member's own lists when there are some."""
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
    made = [SidebarSection(title, tuple(entries)) for title, entries in by_title.items()]
    if saved:
        own = tuple(
            SidebarEntry(f"{SAVED}{row.id}", row.title, meaning=row.filter_text, has_count=True) for row in saved
        )
        made.append(SidebarSection("Saved", own))
    return made


def shown_keys(facts: OfficeFacts) -> tuple[str, ...]:
    """The lists that this dashboard counts; those of section Broker stand on the broker dashboard."""
    return tuple(one.key for one in facts.lists if one.section != BROKER)


def _meaning(one: ListDefinition) -> str:
    return f"{one.definition} ({one.rule})" if one.rule else one.definition
