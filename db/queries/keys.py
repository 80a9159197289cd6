"""Contacts by what outside files call them: e-mail, number, or "name:Full Name"."""

from __future__ import annotations

from sqlalchemy import select

from db.models import Contact, ContactEmail, ContactPhone
from db.queries.reader import Reader


def contact_keys(reader: Reader) -> dict[str, int]:
    """The id of each visible contact by e-mail, E.164 number and "name:" key; the older contact wins."""
    found: dict[str, int] = {}
    c, e, p = Contact, ContactEmail, ContactPhone
    names = select(c.id, c.display_name).where(reader.visible).order_by(c.id)
    for contact_id, name in reader.connection.execute(names):
        found.setdefault(f"name:{name}".casefold(), contact_id)
    for model, column in ((e, e.value), (p, p.e164)):
        query = select(model.contact_id, column).join(c, c.id == model.contact_id).where(column != "", reader.visible)
        for contact_id, value in reader.connection.execute(query.order_by(model.contact_id)):
            found.setdefault(value.casefold(), contact_id)
    return found
