"""What a person calls a row or a column of the office: "the phone number", "the status"."""

from __future__ import annotations

from typing import Final

from db.rules.contact_fields import CONTACT_FIELDS

_ROWS: Final = {
    "contact": "the contact", "contact_email": "the e-mail", "contact_phone": "the phone number",
    "contact_address": "the address", "contact_property": "the property", "contact_hashtag": "the hashtag",
    "contact_share": "the share", "subscription_change": "the subscription", "note": "the note", "lead": "the lead",
    "touch": "the touch", "task": "the task", "appointment": "the appointment", "call": "the call",
    "message": "the message", "listing": "the listing", "listing_activity": "the activity",
    "alert_search": "the saved search", "past_event": "the earlier event", "member": "the member",
    "setting": "the setting", "saved_filter": "the saved list", "import_run": "the import", "campaign": "the campaign",
    "enrolment": "the campaign of the contact", "deal": "the deal", "document": "the document",
    "approval": "the approval", "press": "the disposition", "hold": "the hold", "underwriting": "the offer's numbers",
    "routing_offer": "the offer of the lead", "routing_turn": "the turn", "alert": "the alert",
}  # fmt: skip
# Columns that people know by another name than their key; the contact's own fields have theirs in CONTACT_FIELDS.
_COLUMNS: Final = {
    ("contact", "status"): "the status", ("contact", "owner_id"): "the owner", ("contact", "display_name"): "the name",
    ("contact", "email_subscribed"): "the subscription", ("contact", "text_subscribed"): "the subscription",
    ("contact", "automation_frozen"): "the freeze of automated messages", ("contact", "extra"): "the other fields",
    ("contact", "last_visit_at"): "the last visit", ("contact", "last_viewed_at"): "the last view of a home",
    ("contact", "first_reply_at"): "the first reply", ("contact", "sell_form_at"): "the date of the sell form",
    ("contact", "captured_by_text"): "the text it came by", ("contact", "valuation_address"): "the valuation's address",
    ("contact", "lender_id"): "the lender", ("contact", "mls_number"): "the MLS number",
    ("contact", "household_id"): "the household", ("contact", "disposition"): "the disposition",
    ("member", "name"): "the member's name", ("member", "roles"): "the member's roles",
    ("member", "email"): "the member's e-mail", ("member", "phone"): "the member's phone number",
    ("member", "joined_on"): "the day the member joined", ("member", "underwriter_id"): "the member's underwriter",
    ("member", "active"): "whether the member works here", ("member", "password_hash"): "the member's password",
    ("member", "signature"): "the member's signature", ("member", "goals"): "the member's goals",
    ("task", "member_id"): "whom the task is for", ("task", "due_at"): "when the task is due",
    ("task", "done_at"): "whether the task is done", ("appointment", "member_id"): "whom the appointment is for",
    ("lead", "lead_status"): "the lead's status", ("lead", "first_touch_at"): "the first touch of the lead",
    ("lead", "first_touch_by"): "the first touch of the lead",
}  # fmt: skip
# Of a number, an address or an e-mail: what is no part of it.
_ABOUT: Final = {
    "label": "the label of {}", "is_primary": "which one is primary of {}", "usable": "whether {} can be used",
    "why_not": "whether {} can be used", "told_wrong": "how often {} was told wrong",
}  # fmt: skip


def words_of(table: str, column: str = "") -> str:
    """A row of `table`, or its `column`, in the words of a person, in the middle of a sentence: "the phone number"."""
    row = _ROWS.get(table, f"the {table.replace('_', ' ')}")
    if (table, column) in _COLUMNS:
        return _COLUMNS[table, column]
    if table == "contact" and column in CONTACT_FIELDS:
        return f"the {CONTACT_FIELDS[column].label.lower()}"
    if column in _ABOUT and table.startswith("contact_"):
        return _ABOUT[column].format(row)
    return row
