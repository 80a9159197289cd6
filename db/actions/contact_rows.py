"""From a ContactDraft to rows of tables: used by adding, editing and importing alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from db.models import (
    Base,
    ContactAddress,
    ContactEmail,
    ContactHashtag,
    ContactPhone,
    ContactProperty,
    Note,
)
from db.rules.details import PROPERTY_FIELDS
from db.rules.drafts import AddressDraft, ContactDraft, EmailDraft, NameDraft, PhoneDraft
from db.rules.kinds import kind_of
from db.rules.moments import from_iso
from db.rules.names import display_name, name_key

Rows = dict[type[Base], list[dict[str, Any]]]
_NAME_PARTS = ("prefix", "first_name", "middle_name", "last_name", "suffix", "nickname", "company", "spouse")


def contact_values(draft: ContactDraft, *, status: str, now: int, owner: int | None, how: str) -> dict[str, Any]:
    """The contact's own columns. A contact without a name is shown by its e-mail, phone or address."""
    name = draft.name
    display = name.display or _stand_in(draft)
    created = from_iso(draft.created_at) or now
    viewed = from_iso(draft.last_viewed_at)
    subscribed = draft.subscribed_email is not False and not draft.unsubscribe_cause
    return {
        "created_at": created, "added_at": now, "updated_at": now, "display_name": display,
        "name_key": name_key(name) or display.casefold(),
        "name_kind": name.kind, "prefix": name.prefix, "first_name": name.first, "middle_name": name.middle,
        "last_name": name.last, "suffix": name.suffix, "nickname": name.nickname, "company": name.company,
        "spouse": name.spouse, "job_title": draft.job_title, "birthday": draft.birthday,
        "anniversary": draft.anniversary,
        "status": status, "status_since": created, "status_why": "", "owner_id": owner,
        "owner_how": how if owner else "", "owner_since": now if owner else None,
        "source": draft.source, "business_source": draft.business_source, "contact_type": draft.contact_type,
        "priority": draft.priority, "interest": draft.interest, "time_frame": draft.time_frame,
        "mls_number": draft.mls_number, "captured_by_text": draft.captured_by_text,
        "valuation_address": draft.valuation_address, "sell_form_at": from_iso(draft.sell_form_at),
        "last_viewed_at": viewed, "last_visit_at": from_iso(draft.last_visit_at),
        "email_subscribed": subscribed, "text_subscribed": draft.subscribed_text is not False and subscribed,
        "unsubscribe_cause": "" if subscribed else draft.unsubscribe_cause or "import",
        "unsubscribed_at": None if subscribed else now,
        "extra": dict(draft.extra),
        "kind": kind_of(
            has_usable_email=any(e.usable for e in draft.emails), captured_by_text=bool(draft.captured_by_text),
            has_usable_phone=any(p.usable for p in draft.phones), valuation_address=bool(draft.valuation_address),
        ),
        "searching_at": max(created, viewed or 0), "last_activity_at": created,
    }  # fmt: skip


def _stand_in(draft: ContactDraft) -> str:
    for email in draft.emails:
        if email.value and email.usable:
            return email.value
    for phone in draft.phones:
        return phone.raw or phone.e164
    for address in draft.addresses:
        return " ".join(t for t in (address.street, address.city) if t) or address.raw
    return draft.valuation_address or next((e.raw for e in draft.emails), "")


def email_columns(email: EmailDraft) -> dict[str, Any]:
    """What an e-mail address is stored as, without whose it is and which is the primary one."""
    return {"label": email.label, "value": email.value, "raw": email.raw, "usable": email.usable,
            "why_not": email.why_not}  # fmt: skip


def phone_columns(phone: PhoneDraft) -> dict[str, Any]:
    """What a number is stored as, without whose it is and which is the primary one."""
    return {"label": phone.label, "e164": phone.e164, "extension": phone.extension, "raw": phone.raw,
            "usable": phone.usable, "why_not": phone.why_not}  # fmt: skip


def address_columns(address: AddressDraft) -> dict[str, Any]:
    """What an address is stored as, without whose it is and which is the primary one."""
    return {"label": address.label, "street": address.street, "unit": address.unit, "city": address.city,
            "region": address.region, "postal_code": address.postal_code, "country": address.country,
            "raw": address.raw}  # fmt: skip


def rows_for_children(draft: ContactDraft, contact_id: int, *, now: int, member_id: int | None) -> Rows:
    """Rows of e-mails, phones, addresses, hashtags, seller info and notes; tables without rows are left out."""
    rows: Rows = {
        ContactEmail: [
            {"contact_id": contact_id, "is_primary": n == _primary(draft.emails)} | email_columns(e)
            for n, e in enumerate(draft.emails)
        ],
        ContactPhone: [
            {"contact_id": contact_id, "is_primary": n == _primary(draft.phones)} | phone_columns(p)
            for n, p in enumerate(draft.phones)
        ],
        ContactAddress: [
            {"contact_id": contact_id, "is_primary": n == _primary(draft.addresses)} | address_columns(a)
            for n, a in enumerate(draft.addresses)
        ],
        ContactHashtag: [
            {"contact_id": contact_id, "tag": t, "tag_key": t.casefold()}
            for t in {t.casefold(): t for t in draft.hashtags}.values()
        ],
        ContactProperty: _seller(draft, contact_id),
        Note: [
            {"contact_id": contact_id, "member_id": member_id, "body": text, "at": from_iso(draft.created_at) or now}
            for text in draft.notes
        ],
    }  # fmt: skip
    return {model: these for model, these in rows.items() if these}


def _primary(parts: Sequence[Any]) -> int:
    """The place of the one that is primary: two rows of one contact may each name theirs."""
    return next((n for n, part in enumerate(parts) if part.primary), 0)


def _seller(draft: ContactDraft, contact_id: int) -> list[dict[str, Any]]:
    if not draft.seller:
        return []
    given = dict(draft.seller)
    return [{"contact_id": contact_id} | {n: given.get(n, "") for n in PROPERTY_FIELDS}]


def renamed(row: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """`changes`, and the shown name and its sort key where a part of the name is among them."""
    if not set(changes) & set(_NAME_PARTS):
        return changes
    part = {k: str(changes.get(k, row[k])) for k in _NAME_PARTS}
    kind = row["name_kind"] if row["name_kind"] in ("couple", "trust") else "person"
    if part["company"] and not (part["first_name"] or part["last_name"]):
        kind = "company"
    name = NameDraft("", part["prefix"], part["first_name"], part["middle_name"], part["last_name"], part["suffix"],
                     part["nickname"], part["company"], part["spouse"], kind)  # fmt: skip
    shown = display_name(name) or row["display_name"]
    named = NameDraft(shown, name.prefix, name.first, name.middle, name.last, name.suffix, name.nickname, name.company,
                      name.spouse, kind)  # fmt: skip
    return changes | {"display_name": shown, "name_key": name_key(named)}
