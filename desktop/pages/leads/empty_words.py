"""What stands in place of rows: why there are none, and what can be done."""

from __future__ import annotations

from typing import Final

from db.rules.filters import ListSpec
from db.rules.lead_lists import ALL_LEADS, LeadListDefinition

CLEAR: Final = ("clear", "Clear All")
EVERY: Final = ("all_leads", "Search all leads")
_NONE: Final = {
    "all_leads": ("There are no leads yet", "A form, a visit, a favorite, a call or a text of a contact shows here."),
    "waiting": ("Nobody waits for an answer", "Every form lead has had a first touch by a person."),
    "information_requests": ("There are no information requests", ""),
    "showing_requests": ("There are no showing requests", ""),
    "outbound_calls": ("No calls are scheduled", "A call set as a task on a contact shows here."),
    "touches": ("Nobody was called or written to yet", "A call, a text or an e-mail that a member logs shows here."),
    "presses": ("No disposition was pressed yet", "Each press of a button of a contact shows here."),
    "call_log": ("The call log is empty", "Calls come from the file of your number's provider, or by hand."),
}


def empty_words(spec: ListSpec, one: LeadListDefinition) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Sentence, second line, and buttons as (key, label), for a list without rows."""
    if spec.search.strip() or spec.filter.terms:
        what = f"matches “{spec.search.strip()}”" if not spec.filter.terms else "fits the search"
        others = (CLEAR,) if one.unit != "lead" or one.key == ALL_LEADS else (CLEAR, EVERY)
        return f"Nothing in {one.title} {what}", "Take a condition away, or clear them all.", others
    sentence, detail = _NONE[one.key]
    return sentence, detail, ()
