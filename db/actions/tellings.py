"""A call that ended with a wrong number is a telling of the number that was called, as a press of it is (R17)."""

from __future__ import annotations

from typing import Any, Final

from db.models import ContactPhone
from db.queries.press_facts import WRONG_NUMBER, good_numbers
from db.rules.disposition_guards import same_telling, tellings_left
from db.unit_of_work import UnitOfWork

WHY_NOT: Final = "wrong number"


def with_telling(uow: UnitOfWork, touch: dict[str, Any]) -> dict[str, Any]:
    """A touch, a row of its columns, with the number it was told of; the telling is counted on that number.

    That is the number the touch names, else the contact's primary one in use; a touch of anything else, or of a contact
    without such a number, is given back as it was. The third telling takes a number out of use where the contact has
    another good one; the last number stays until Wrong Number is pressed, which archives. Said again within a minute it
    is the same telling (R17).
    """
    if touch["channel"] != "call" or touch["outcome"] != WRONG_NUMBER:
        return touch
    contact_id, named = touch["contact_id"], touch.get("phone_id")
    good = good_numbers(uow.connection, (contact_id,))[contact_id]
    wrong = next((p for p in good if named in (None, p.id)), None)
    if wrong is None:
        return touch
    if not same_telling(touch["at"], wrong.told_at):
        told = wrong.told_wrong + 1
        uow.update_rows(ContactPhone, [{"id": wrong.id, "told_wrong": told}])
        if not tellings_left(told) and len(good) > 1:
            uow.update_rows(ContactPhone, [{"id": wrong.id, "usable": False, "why_not": WHY_NOT}])
    return touch | {"phone_id": wrong.id}
