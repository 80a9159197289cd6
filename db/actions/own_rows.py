"""Rows of Brokerdesk's own export back into tables, so that an exported office comes back the same (R95)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from db.actions.contact_rows import Rows
from db.files.own_format import OWN_MARKER, decode_list
from db.models import (
    AlertSearch,
    Appointment,
    ContactAddress,
    ContactEmail,
    ContactHashtag,
    ContactPhone,
    ContactProperty,
    ContactShare,
    Lead,
    Note,
    PastEvent,
    Press,
    SubscriptionChange,
    Task,
    Touch,
)
from db.rules.drafts import ContactDraft
from db.rules.errors import FileProblemError
from db.rules.moments import from_iso

Items = list[dict[str, Any]]
# Where a list names a member.
_NAMES_IN: Final = (
    ("Notes", "by"), ("Touches", "by"), ("Tasks", "for"), ("Leads", "first_touch_by"), ("Appointments", "for"),
    ("Dispositions", "by"),
)  # fmt: skip


def is_own(draft: ContactDraft) -> bool:
    """Whether the row came from Brokerdesk's own export."""
    return bool(dict(draft.full).get(OWN_MARKER))


def member_names(draft: ContactDraft) -> set[str]:
    """The members an own row speaks of: owner, lender, shares, and whoever wrote, called or has to."""
    full = dict(draft.full)
    names = {full.get("Owner", ""), full.get("Lender", ""), *full.get("Shared With", "").split("|")}
    for column, key in _NAMES_IN:
        names |= {str(item.get(key, "")) for item in _items(full, column)}
    return {n for n in names if n}


def own_values(draft: ContactDraft, members: dict[str, int]) -> dict[str, Any]:
    """Contact columns that only the own export carries; nothing for other files. `members`: ids by folded name."""
    if not is_own(draft):
        return {}
    full = dict(draft.full)
    subscription = next(iter(_items(full, "Subscription")), {})
    extra = next(iter(_items(full, "Extra")), {})
    off = [c for c in subscription.get("changes", []) if not c.get("subscribed")]
    return {
        "display_name": full.get("Display Name", ""),
        "name_kind": full.get("Name Kind", ""),
        "source": full.get("Source", ""),
        "owner_id": members.get(full.get("Owner", "").casefold()),
        "owner_how": str(subscription.get("owner_how", "")),
        "lender_id": members.get(full.get("Lender", "").casefold()),
        "email_subscribed": bool(subscription.get("email", True)),
        "text_subscribed": bool(subscription.get("text", True)),
        "unsubscribe_cause": str(subscription.get("cause", "")),
        "unsubscribed_at": from_iso(str(off[-1]["at"])) if off else None,
        "interest": int(full["Interest"]) if full.get("Interest") else None,
        "extra": extra,
    }


def own_children(draft: ContactDraft, contact_id: int, members: dict[str, int]) -> Rows | None:
    """All rows that hang on an own contact; None for other files. Errors: FileProblemError for a damaged cell."""
    if not is_own(draft):
        return None
    full = dict(draft.full)

    def member(item: dict[str, Any], key: str = "by") -> int | None:
        return members.get(str(item.get(key, "")).casefold())

    shared = [members[n.casefold()] for n in full.get("Shared With", "").split("|") if n.casefold() in members]
    changes = next(iter(_items(full, "Subscription")), {}).get("changes", [])
    made = from_iso(full.get("Created At", "")) or 0
    rows: Rows = {
        ContactEmail: [_part(i) for i in _items(full, "E-mails")],
        ContactPhone: [_part(i) for i in _items(full, "Phones")],
        ContactAddress: [_part(i) for i in _items(full, "Addresses")],
        ContactProperty: _items(full, "Properties"),
        ContactHashtag: [{"tag": t, "tag_key": t.casefold()} for t in full.get("Hashtags", "").split("|") if t],
        ContactShare: [{"member_id": n, "since": made} for n in shared],
        Note: [
            {"member_id": member(i), "body": i["body"], "at": _ms(i["at"])} for i in reversed(_items(full, "Notes"))
        ],
        Touch: [
            {"member_id": member(i), "channel": i["channel"], "outcome": i["outcome"], "words": i["words"],
             "at": _ms(i["at"])}
            for i in reversed(_items(full, "Touches"))
        ],
        Lead: [_lead(i) | {"first_touch_by": member(i, "first_touch_by")} for i in reversed(_items(full, "Leads"))],
        Task: [
            {"member_id": member(i, "for"), "kind": i["kind"], "title": i["title"], "said": i["said"],
             "due_at": _ms(i["due_at"]), "done_at": from_iso(i["done_at"] or ""), "created_at": made}
            for i in reversed(_items(full, "Tasks"))
        ],
        **_standing(full, member),
        SubscriptionChange: [
            {"channel": i["channel"], "subscribed": i["subscribed"], "cause": i["cause"], "words": i["words"],
             "source": i["source"], "member_id": None, "at": _ms(i["at"])}
            for i in changes
        ],
        PastEvent: [
            {"kind": i["kind"], "title": i["title"], "detail": i["detail"], "member": i["by"], "status": i["status"],
             "status_from": i["was"],
             "at": _ms(i["at"])}
            for i in _items(full, "History")
        ],
    }  # fmt: skip
    return {model: [{"contact_id": contact_id} | r for r in these] for model, these in rows.items() if these}


def _standing(full: dict[str, str], member: Callable[..., int | None]) -> Rows:
    """What stands in a calendar, which listing alerts run, which dispositions were pressed."""
    return {
        Appointment: [
            {"member_id": member(i, "for"), "kind": i["kind"], "title": i["title"], "place": i["place"],
             "people": i["people"], "ended_as": i["ended_as"], "uid": i["uid"], "starts_at": _ms(i["starts_at"]),
             "minutes": i["minutes"], "created_at": from_iso(i["created_at"] or "")}
            for i in reversed(_items(full, "Appointments"))
        ],
        AlertSearch: [
            {"title": i["title"], "criteria": i["criteria"], "active": i["active"], "created_at": _ms(i["created_at"])}
            for i in reversed(_items(full, "Listing Alerts"))
        ],
        Press: [
            {"member_id": member(i), "disposition": i["key"], "label": i["label"], "colour": i["colour"],
             "credit": i["credit"], "amount_cents": i["amount_cents"], "details": i["details"], "at": _ms(i["at"])}
            for i in reversed(_items(full, "Dispositions"))
        ],
    }  # fmt: skip


def _items(full: dict[str, str], column: str) -> Items:
    try:
        return decode_list(full.get(column, ""))
    except ValueError as error:
        raise FileProblemError(
            f"The column “{column}” of this export is damaged: {error} Nothing was imported."
        ) from error


def _part(item: dict[str, Any]) -> dict[str, Any]:
    return {("is_primary" if key == "primary" else key): value for key, value in item.items()}


def _lead(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "lead_type": item["type"], "origin": item["origin"], "source": item["source"], "listing_text": item["listing"],
        "message": item["message"], "occurred_at": _ms(item["occurred_at"]), "lead_status": item["lead_status"],
        "first_touch_at": from_iso(item["first_touch_at"] or ""), "routed_why": item["routed_why"],
    }  # fmt: skip


def _ms(text: str) -> int:
    return from_iso(str(text)) or 0
