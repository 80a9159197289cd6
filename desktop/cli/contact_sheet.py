"""A contact as a person reads it on paper: words instead of keys, the office's clock, telephone numbers as written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from typing import Any, Final

from db.queries.reader import OfficeFacts
from db.rules import values
from db.rules.contact_fields import CONTACT_FIELDS
from db.rules.details import PROPERTY_FIELDS
from db.rules.moments import day_words
from db.rules.phones import format_phone
from db.rules.values import label_of

Document = dict[str, Any]

# Key of the document → what stands before its value, in the order they are read.
_MOMENTS: Final = {
    "created_at": "Created", "last_visit_at": "Last visit", "last_viewed_at": "Last viewed a home",
    "last_activity_at": "Last activity", "sell_form_at": "Sell form submitted",
}  # fmt: skip
_PLAIN: Final = {
    "company": "Company", "job_title": "Job title", "spouse": "Spouse", "nickname": "Nickname", "birthday": "Birthday",
    "anniversary": "Anniversary", "source": "Contact source", "business_source": "Business source",
    "contact_type": "Contact type", "priority": "Priority", "time_frame": "Time frame", "mls_number": "MLS number",
    "disposition": "Disposition", "valuation_address": "Valuation asked for",
}  # fmt: skip
_SECTIONS: Final = {
    "emails": "E-mail", "phones": "Phone", "addresses": "Address", "properties": "Seller information", "leads": "Leads",
    "dispositions": "Dispositions", "tasks": "Tasks", "appointments": "Appointments", "campaigns": "Campaigns",
    "listing_alerts": "Listing alerts", "notes": "Notes", "touches": "Touches", "history": "History",
}  # fmt: skip
_WIDTH: Final = 22


class ContactSheet:
    """Turns the document of `show --json` into lines for a person."""

    def __init__(self, facts: OfficeFacts) -> None:
        self._facts = facts
        self._zone: tzinfo = facts.zone_info
        self._items: dict[str, Callable[[Document], str]] = {
            "emails": _email, "phones": _phone, "addresses": _address, "properties": _property, "leads": self._lead,
            "tasks": self._task, "notes": self._note, "touches": self._touch, "history": self._entry,
            "appointments": self._appointment, "listing_alerts": self._alert, "dispositions": self._press,
            "campaigns": self._campaign,
        }  # fmt: skip

    def lines(self, document: Document) -> tuple[str, ...]:
        """Everything that is known, each under its name; what is not known is left out."""
        facts = [f"{label:<{_WIDTH}}{value}".rstrip() for label, value in self._facts_of(document) if value]
        sections: list[str] = []
        for key, title in _SECTIONS.items():
            shown = [self._items[key](one) for one in document[key]]
            if shown:
                sections += ["", title, *(f"  {line}" for text in shown for line in text.splitlines())]
        return (f"{document['name'] or 'No name'} (contact {document['id']})", *facts, *sections)

    def _facts_of(self, one: Document) -> Iterator[tuple[str, str]]:
        yield "Status", self._facts.scheme.style(one["status"]).label
        yield "Kind", label_of(values.KINDS, one["kind"])
        how = f" ({_words(one['owner_how'])})" if one["owner_how"] else ""
        yield "Owner", f"{one['owner']}{how}" if one["owner"] else "nobody: in the pool"
        yield "Shared with", ", ".join(one["shared_with"])
        yield "Lender", one["lender"]
        yield "Hashtags", " ".join(f"#{tag}" for tag in one["hashtags"])
        for key, label in _PLAIN.items():
            yield label, self._plain(key, str(one[key] or ""))
        yield "Interest", "" if one["interest"] is None else f"{one['interest']} of 5 stars"
        yield "Captured by text", label_of(values.TEXT_TYPES, one["captured_by_text"])
        for key, label in _MOMENTS.items():
            yield label, self._moment(one[key])
        yield from self._subscription(one["subscription"])
        for name, text in one["extra"].items():
            yield name, str(text)

    def _plain(self, key: str, value: str) -> str:
        if key == "source":
            return label_of(self._facts.sources, value)
        return label_of(CONTACT_FIELDS[key].choices, value) if key in CONTACT_FIELDS else value

    def _subscription(self, one: Document) -> Iterator[tuple[str, str]]:
        cause = label_of(values.UNSUBSCRIBE_CAUSES, one["cause"])
        off = f"unsubscribed {cause}".rstrip()
        yield "Automated e-mail", "subscribed" if one["email"] else off
        yield "Automated texts", "subscribed" if one["text"] else "unsubscribed" if one["email"] else off
        for change in one["changes"]:
            what = "subscribed to" if change["subscribed"] else "unsubscribed from"
            said = f" “{change['words']}”" if change["words"] else ""
            channel = "everything" if change["channel"] == "all" else _words(change["channel"])
            yield "", f"{self._moment(change['at'])}: {what} {channel}{said}"

    def _moment(self, text: str | None) -> str:
        """28 Jun 2025, 11:37 by the office's clock."""
        if not text:
            return ""
        at = datetime.fromisoformat(text).astimezone(self._zone)
        return f"{day_words(at)}, {at:%H:%M}"

    def _lead(self, one: Document) -> str:
        kind = label_of(values.LEAD_TYPES, one["type"])
        came = " from ".join(filter(None, (kind, label_of(self._facts.sources, one["source"]) or one["origin"])))
        by = f" by {one['first_touch_by']}" if one["first_touch_by"] else ""
        touched = f"first touched {self._moment(one['first_touch_at'])}{by}" if one["first_touch_at"] else ""
        told = (f"Lead Status {one['lead_status']}" if one["lead_status"] else "", touched, one["routed_why"])
        return _joined(self._moment(one["occurred_at"]), came, one["listing"], one["message"], *told)

    def _task(self, one: Document) -> str:
        done = f"done {self._moment(one['done_at'])}" if one["done_at"] else "open"
        return _joined(
            self._moment(one["due_at"]), _words(one["kind"]).capitalize(), one["title"], one["said"], done, one["for"]
        )

    def _appointment(self, one: Document) -> str:
        length = f"{one['minutes']} min"
        ended = _words(one["ended_as"])
        return _joined(
            self._moment(one["starts_at"]), length, one["title"], one["place"], one["people"], ended, one["for"]
        )

    def _alert(self, one: Document) -> str:
        return _joined(self._moment(one["created_at"]), one["title"], "" if one["active"] else "stopped")

    def _press(self, one: Document) -> str:
        amount = "" if one["amount_cents"] is None else f"${one['amount_cents'] / 100:,.0f}"
        return _joined(self._moment(one["at"]), one["by"], one["label"], amount, "KPI credit" if one["credit"] else "")

    def _campaign(self, one: Document) -> str:
        after = f"next {self._moment(one['next_at'])}" if one["next_at"] else ""
        since = f"since {self._moment(one['since'])}"
        return _joined(one["title"], one["state"], one["why"], since, f"step {one['step']}", after)

    def _note(self, one: Document) -> str:
        return _joined(self._moment(one["at"]), one["by"], one["body"])

    def _touch(self, one: Document) -> str:
        what = values.touch_words(one["channel"], one["outcome"])
        return _joined(self._moment(one["at"]), one["by"], what, one["words"])

    def _entry(self, one: Document) -> str:
        return _joined(self._moment(one["at"]), one["by"], one["title"], one["detail"])


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _words(key: str) -> str:
    return key.replace("_", " ")


def _noted(text: str, one: Document) -> str:
    """With the label, whether it is the main one, and why it is not used."""
    notes = [one["label"], "main" if one["primary"] else "", one.get("why_not", "")]
    return text + (f" ({', '.join(filter(None, notes))})" if any(notes) else "")


def _email(one: Document) -> str:
    return _noted(one["value"] or one["raw"], one)


def _phone(one: Document) -> str:
    return _noted(format_phone(one["e164"], one["extension"]) or one["raw"], one)


def _address(one: Document) -> str:
    return _noted(_place(one) or one["raw"], one)


def _place(one: Document) -> str:
    code = " ".join(filter(None, (one["region"], one["postal_code"])))
    return ", ".join(filter(None, (one["street"], one.get("unit", ""), one["city"], code, one.get("country", ""))))


def _property(one: Document) -> str:
    rest = [field for key, field in PROPERTY_FIELDS.items() if key not in {"street", "city", "region", "postal_code"}]
    told = (f"{field.label} {label_of(field.choices, one[field.key])}" for field in rest if one[field.key])
    return _joined(_place(one), *told)
