"""Making one contact of two, whole and undoable, and remembering that two are not the same (R25)."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import and_, or_, select

from db.actions.base import action
from db.actions.merged_parts import join_parts
from db.actions.requests import withdraw_requests
from db.actions.selecting import reader_of
from db.actions.statuses import ARCHIVED
from db.history import MERGE
from db.models import Base, Contact, ContactShare, Duplicate, PastEvent, Step, StepImage, StepWrite
from db.queries.history import changes_of
from db.rules.errors import NotFoundError, RefusedError, StaleEditError, WrongUseError
from db.rules.moments import day_of
from db.rules.permissions import Right
from db.rules.statuses import Status
from db.rules.survivors import MERGE_FIELDS, discarded, survivor
from db.unit_of_work import UnitOfWork
from db.visibility import visible

# Every table whose rows belong to a contact. The journal is none of them: it says what was, of the one that goes too.
OF_CONTACT: Final[tuple[type[Base], ...]] = tuple(
    m for m in Base.__subclasses__() if "contact_id" in m.__table__.c and m is not StepImage
)
NOT_YOURS: Final = "You may merge your own contacts with one another. Ask your broker about the others."
_ALL_IMAGES: Final = 100_000


@action(Right.MERGE)
def merge(
    uow: UnitOfWork,
    *,
    keep: int,
    gone: int,
    take: frozenset[str] = frozenset(),
    seen: tuple[int, int] | None = None,
) -> int:
    """Make one contact of two: `keep` stays with all that hangs on `gone`, which goes; gives the survivor's id.

    `take` are the fields (rules/survivors.MERGE_FIELDS) that the gone one gives; empty ones are filled from it.
    `seen` are the versions of both that the person looked at. Errors: WrongUseError; NotFoundError, also when one was
    merged meanwhile; RefusedError; StaleEditError when one was changed meanwhile. Then nothing is changed.
    """
    unknown = sorted(take - set(MERGE_FIELDS))
    if unknown:
        raise WrongUseError(f"There is no field “{unknown[0]}”; the fields are {', '.join(MERGE_FIELDS)}.")
    kept_row, gone_row = _pair(uow, keep, gone)
    if seen is not None and seen != (kept_row["version"], gone_row["version"]):
        raise StaleEditError("One of the two was changed by someone else in between; look at them again.")
    values = survivor(kept_row, gone_row, take)
    story = _story(uow, kept_row, gone_row, values)
    join_parts(uow, keep, gone)
    for model in OF_CONTACT:
        of: Any = model.__table__.c.contact_id
        uow.update(model, of == gone, {"contact_id": keep})
    uow.insert(PastEvent, story)
    if values:
        uow.update_rows(Contact, [{"id": keep} | values])
    if values.get("status", kept_row["status"]) == Status.ARCHIVE.value:
        withdraw_requests(uow, Contact.id == keep, ARCHIVED)
    owner = values.get("owner_id", kept_row["owner_id"])
    uow.delete(ContactShare, and_(ContactShare.contact_id == keep, ContactShare.member_id == owner))
    _carry_over_differences(uow, keep, gone)
    uow.delete(Contact, Contact.id == gone)
    uow.label = f"{_name(gone_row)} merged into {_name(kept_row)}"
    uow.counts = {"kept": keep, "gone": gone}
    return keep


@action(Right.MERGE)
def not_the_same(uow: UnitOfWork, *, one: int, other: int) -> int:
    """Remember that two contacts are two, so that they are not proposed again; 1, or 0 when it was known.

    Errors: WrongUseError, NotFoundError, RefusedError.
    """
    first, second = _pair(uow, min(one, other), max(one, other))
    if uow.connection.scalar(select(Duplicate.id).where(_of_both(one, other))) is not None:
        return 0
    row = {"first_id": first["id"], "second_id": second["id"], "member_id": uow.actor.id or None, "at": uow.now}
    uow.insert(Duplicate, [row])
    uow.label = f"{_name(first)} and {_name(second)} are not the same"
    return 1


def _pair(uow: UnitOfWork, one: int, other: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both contacts' rows, where the actor may merge them."""
    if one == other:
        raise WrongUseError("A contact is not merged with itself; name two.")
    for contact_id in (one, other):
        try:
            uow.require(contact_id)
        except NotFoundError:
            raise NotFoundError(_what_became_of(uow, contact_id)) from None
        except RefusedError:
            raise RefusedError(NOT_YOURS) from None
    table = Contact.__table__
    rows = {
        row.id: dict(row._mapping)
        for row in uow.connection.execute(select(*table.c).where(table.c.id.in_((one, other))))
    }
    return rows[one], rows[other]


def _what_became_of(uow: UnitOfWork, contact_id: int) -> str:
    """The sentence about a contact that is not there; who may not see the survivor learns no more than that (R19)."""
    i, w, s = StepImage, StepWrite, Step
    steps = select(s.counts).join_from(i, w, w.id == i.write_id).join(s, s.id == w.step_id)
    merged = steps.where(i.contact_id == contact_id, s.action == MERGE, s.undone_by.is_(None), w.op == "delete")
    for counts in uow.connection.scalars(merged.order_by(s.id.desc())):
        if counts.get("gone") == contact_id:
            seen = select(Contact.display_name).where(Contact.id == counts["kept"], visible(uow.actor))
            name = uow.connection.scalar(seen)
            if name is not None:
                return f"Contact {contact_id} was merged into {name or 'contact'} ({counts['kept']}) meanwhile."
            break
    return f"There is no contact {contact_id}."


def _name(row: dict[str, Any]) -> str:
    return str(row["display_name"] or f"contact {row['id']}")


def _story(uow: UnitOfWork, kept: dict[str, Any], gone: dict[str, Any], values: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines of history that the gone contact's changes leave with the survivor, and the one about the merge."""
    reader = reader_of(uow)
    lines = [line for line in changes_of(reader, gone["id"], most=_ALL_IMAGES) if line.step is not None]
    standing = _standing_steps(uow, gone["id"])
    rows = [
        {"contact_id": kept["id"], "kind": line.kind, "title": line.title, "detail": line.detail,
         "member": line.member, "status": line.status if line.step in standing else "",
         "status_from": line.was if line.step in standing else "", "at": line.at}
        for line in reversed(lines)
    ]  # fmt: skip
    day = day_of(gone["created_at"], reader.facts.zone).isoformat()
    other = [f"{label}: {_shown(key, value, reader.facts)}" for key, (label, value) in
             discarded(kept, gone, values).items()]  # fmt: skip
    detail = f"Contact {gone['id']}, added {day}" + (f". It said otherwise: {'; '.join(other)}" if other else "")
    rows.append(
        {"contact_id": kept["id"], "kind": "change", "title": f"Merged with {_name(gone)}", "detail": detail,
         "member": reader.facts.members.get(uow.actor.id, "Brokerdesk"), "status": "", "status_from": "",
         "at": uow.now}
    )  # fmt: skip
    return rows


def _shown(key: str, value: Any, facts: Any) -> str:
    if key == "lender_id":
        return str(facts.members.get(value, value))
    return str(facts.scheme.style(value).label) if key == "status" else str(value)


def _standing_steps(uow: UnitOfWork, contact_id: int) -> set[int]:
    """The steps whose change of this contact stands: undone ones count in no chart (db/journal.py)."""
    s, w, i = Step, StepWrite, StepImage
    found = select(s.id, s.undone_by, s.undoes_id).join_from(i, w, w.id == i.write_id).join(s, s.id == w.step_id)
    steps = uow.connection.execute(found.where(i.contact_id == contact_id).distinct()).all()
    known = {step.id for step in steps}
    return {step.id for step in steps if step.undoes_id is None and step.undone_by not in known}


def _of_both(one: int, other: int) -> Any:
    d = Duplicate
    return or_(and_(d.first_id == one, d.second_id == other), and_(d.first_id == other, d.second_id == one))


def _carry_over_differences(uow: UnitOfWork, keep: int, gone: int) -> None:
    """Whom the gone contact is not, the survivor is not either; that the two are not the same is taken back."""
    uow.delete(Duplicate, _of_both(keep, gone))
    d = Duplicate
    for mine, theirs in ((d.first_id, d.second_id), (d.second_id, d.first_id)):
        known = select(theirs).where(mine == keep).union(select(mine).where(theirs == keep))
        uow.delete(Duplicate, and_(mine == gone, theirs.in_(known)))
        uow.update(Duplicate, mine == gone, {mine.key: keep})
