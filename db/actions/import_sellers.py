"""What an import says of the homes that known contacts may sell: written to the property meant, or to a new one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select

from db.models import ContactProperty
from db.rules.details import PROPERTY_FIELDS
from db.rules.merging import seller_place
from db.unit_of_work import UnitOfWork


def sell(uow: UnitOfWork, said: dict[int, dict[str, str]]) -> None:
    """Set the fields of `said` (by contact) on the contacts' properties; a batch of an import at a time."""
    table = ContactProperty.__table__
    known: dict[int, list[Any]] = defaultdict(list)
    if said:
        for row in uow.connection.execute(select(*table.c).where(table.c.contact_id.in_(said)).order_by(table.c.id)):
            known[row.contact_id].append(row)
    changes, fresh = [], []
    for contact_id, values in said.items():
        given = {key: value for key, value in values.items() if value}
        at = seller_place([row.street for row in known[contact_id]], given.get("street", ""))
        if at == len(known[contact_id]):
            fresh.append({"contact_id": contact_id} | {name: given.get(name, "") for name in PROPERTY_FIELDS})
        else:
            row = known[contact_id][at]
            changes.append({"id": row.id} | {name: given.get(name, getattr(row, name)) for name in PROPERTY_FIELDS})
    uow.update_rows(ContactProperty, changes)
    if fresh:
        uow.insert(ContactProperty, fresh)
