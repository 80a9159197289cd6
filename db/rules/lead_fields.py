"""The fields one can filter leads, calls, touches and presses by (R74); `parse_filter(text, fields)` reads them."""

from __future__ import annotations

from typing import Final

from db.rules import values
from db.rules.contact_status import CONTACT_STATUSES
from db.rules.dispositions import COLOURS, SHIPPED
from db.rules.filters import FIELDS, YES_NO, Field

Fields = dict[str, Field]

ACTIONS: Final[values.Pairs] = (("form", "Form inquiry"), ("passive", "Passive activity"))
LEAD_STATUSES: Final[values.Pairs] = (("active", "Active"), ("inactive", "Inactive"))
# How soon a person answered a form inquiry: milliseconds at most, None for any.
ANSWER_TIMES: Final[dict[str, tuple[str, int | None]]] = {
    "5_min": ("Within 5 minutes", 5 * 60_000),
    "1_h": ("Within an hour", 60 * 60_000),
    "24_h": ("Within 24 hours", 24 * 60 * 60_000),
    "later": ("Later", None),
    "open": ("Open", None),
}
ANSWERS: Final[values.Pairs] = tuple((key, label) for key, (label, _) in ANSWER_TIMES.items())
DIRECTIONS: Final[values.Pairs] = (("in", "In"), ("out", "Outbound"))
SCHEDULED_BY: Final[values.Pairs] = (("lead", "Lead action"), ("reminder", "Reminder"))

# The contact's own fields, under the names they have in lists of contacts.
_OF_CONTACT: Final = (
    "type", "status", "owner", "business_source", "interest", "priority", "time_frame", "hashtag", "lender",
    "disposition", "kind", "pool", "subscribed", "seller", "has_email", "has_phone", "city", "postal_code", "created",
    "last_visit", "last_activity",
)  # fmt: skip


def _table(*own: Field) -> Fields:
    """The row's own fields; where it has one of the contact's names, its own."""
    found = {one.key: one for one in own}
    return found | {key: FIELDS[key] for key in _OF_CONTACT if key not in found}


LEAD_FIELDS: Final = _table(
    Field("lead_type", "Inquiry type", "choice", values.LEAD_TYPES, closed=True),
    Field("action", "Action", "choice", ACTIONS, closed=True),
    Field("origin", "Origin", "text"),
    Field("source", "Source", "choice", values.CONTACT_SOURCES),
    Field("contact_source", "Contact source", "choice", values.CONTACT_SOURCES),
    Field("contact_status", "Contact Status", "choice", CONTACT_STATUSES, closed=True),
    Field("lead_status", "Lead Status", "choice", LEAD_STATUSES, closed=True),
    Field("occurred", "Occurred", "days"),
    Field("waiting", "Waits for a first touch", "flag", YES_NO),
    Field("first_answer", "First answer", "choice", ANSWERS, closed=True),
    Field("message", "Message", "text"),
    Field("listing", "Listing", "text"),
)
TASK_FIELDS: Final = _table(
    Field("due", "Due", "days"),
    Field("done", "Done", "flag", YES_NO),
    Field("missed", "Its time has passed, not done", "flag", YES_NO),
    Field("scheduled_by", "Scheduled by", "choice", SCHEDULED_BY, closed=True),
    Field("member", "Who calls", "member"),
    Field("title", "Title", "text"),
)
CALL_FIELDS: Final = _table(
    Field("direction", "Direction", "choice", DIRECTIONS, closed=True),
    Field("called", "Called", "days"),
    Field("number", "Number", "text"),
    Field("outcome", "Outcome", "text"),
    Field("member", "Member", "member"),
    Field("known", "From a contact", "flag", YES_NO),
)
TOUCH_FIELDS: Final = _table(
    Field("made", "Made", "days"),
    Field("member", "Agent", "member"),
    Field("channel", "Channel", "choice", values.CHANNELS, closed=True),
    Field("outcome", "What came of it", "text"),
    Field("words", "Words", "text"),
    FIELDS["source"],
)
# The disposition here is the pressed one; the contact's own is what was pressed last.
PRESS_FIELDS: Final = _table(
    Field("pressed", "Pressed", "days"),
    Field("member", "Agent", "member"),
    Field("disposition", "Disposition", "choice", tuple((d.key, d.label) for d in SHIPPED)),
    Field("label", "Called then", "text"),
    Field("colour", "Colour", "choice", COLOURS, closed=True),
    Field("credit", "Counts as a credit", "flag", YES_NO),
    Field("evidence", "Names a record", "flag", YES_NO),
    Field("approved", "Approved by a broker", "flag", YES_NO),
    FIELDS["source"],
)
