"""Undo and redo: reversing a step from its images, leaving alone what moved on since (R90). Steps are never trimmed."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import JSON, Select, and_, cast, func, not_, or_, select, true, update
from sqlalchemy.dialects.postgresql import JSONB

from db.changes import Left, UndoResult
from db.models import Base, Contact, Step, StepImage, StepWrite
from db.rules.errors import NotFoundError, RefusedError
from db.rules.permissions import REFUSALS, Actor, Right
from db.scratch import PICKED, fill, from_document
from db.unit_of_work import UnitOfWork
from db.visibility import visible

MODELS: Final[dict[str, type[Base]]] = {str(m.class_.__tablename__): m.class_ for m in Base.registry.mappers}
NAMED_LEFT: Final = 1_000


def latest_to_undo(uow: UnitOfWork) -> Step:
    """The actor's newest step that stands and is itself no undo. Errors: NotFoundError when there is none."""
    where = and_(Step.undoes_id.is_(None), Step.undone_by.is_(None), Step.member_id == uow.actor.id)
    return _step(uow, select(Step).where(where).order_by(Step.id.desc()).limit(1), "There is nothing of yours to undo.")


def latest_to_redo(uow: UnitOfWork) -> Step:
    """The actor's newest undo that was not itself taken back. Errors: NotFoundError when there is none."""
    undone = select(Step.undone_by).where(Step.undone_by.is_not(None), Step.undoes_id.is_(None))
    where = and_(Step.id.in_(undone), Step.member_id == uow.actor.id)
    return _step(uow, select(Step).where(where).order_by(Step.id.desc()).limit(1), "There is nothing to redo.")


def named_step(uow: UnitOfWork, step_id: int) -> Step:
    """The step `step_id` to be undone. Errors: NotFoundError; RefusedError for another's step or one undone already."""
    found = _step(uow, select(Step).where(Step.id == step_id), f"There is no step {step_id}.")
    if found.member_id != uow.actor.id and not uow.actor.may(Right.UNDO_ANY):
        raise RefusedError(REFUSALS[Right.UNDO_ANY])
    if found.undone_by is not None:
        raise RefusedError(f"Step {step_id} is undone already.")
    return found


def _step(uow: UnitOfWork, query: Select[Any], sentence: str) -> Step:
    row = uow.connection.execute(query).first()
    if row is None:
        raise NotFoundError(sentence)
    return Step(**row._mapping)


def reverse(uow: UnitOfWork, step: Step) -> UndoResult:
    """Take `step` back through the gate. What moved on since is left and named; out of sight, only counted."""
    uow.undoes = step
    run = _Reversal(uow, step)
    writes = select(StepWrite.id, StepWrite.model, StepWrite.op, StepWrite.columns).where(StepWrite.step_id == step.id)
    for write in uow.connection.execute(writes.order_by(StepWrite.id.desc())).all():
        run.write(write.id, MODELS[write.model], write.op, list(write.columns))
    is_redo = step.undoes_id is not None
    uow.label = f"{'Redo' if is_redo else 'Undo'}: {step.label.removeprefix('Undo: ')}"
    uow.counts = {"restored": run.restored, "left": len(run.left) + run.unseen}
    root = step.root_id
    if uow.wrote:
        uow.connection.execute(update(Step).where(Step.id == root).values(undone_by=None if is_redo else uow.step_id))
        if is_redo:
            uow.connection.execute(update(Step).where(Step.id == step.id).values(undone_by=uow.step_id))
    left = tuple(run.left[:NAMED_LEFT])
    return UndoResult(root, run.restored, left, run.unseen + len(run.left) - len(left))


class _Reversal:
    """The reversal of one step's writes, newest first."""

    def __init__(self, uow: UnitOfWork, step: Step) -> None:
        self.uow = uow
        self.restored = 0
        self.left: list[Left] = []
        self.unseen = 0
        self._step = step
        self._moved_contacts = self._contacts_moved_on()

    def write(self, write_id: int, model: type[Base], op: str, columns: list[str]) -> None:
        """Reverse one write."""
        images = self._images(write_id)
        if op == "update":
            self._restore(model, images, columns)
        elif op == "insert":
            self._take_away(model, images)
        else:
            self._bring_back(model, images)

    def _images(self, write_id: int) -> Any:
        w, i = StepWrite, StepImage
        return (
            select(i.row_id, i.contact_id, i.before, func.coalesce(i.after, w.after).label("after"))
            .join_from(i, w, w.id == i.write_id)
            .where(i.write_id == write_id, self._in_sight(i.contact_id))
            .subquery("old")
        )

    def _in_sight(self, contact_id: Any) -> Any:
        actor: Actor = self.uow.actor
        if actor.sees_all or self.uow.trusted:
            return true()
        seen = select(Contact.id).where(visible(actor))
        gone = contact_id.not_in(select(Contact.id))
        return or_(contact_id.is_(None), contact_id.in_(seen), gone)

    def _contacts_moved_on(self) -> Select[Any]:
        """Contacts that a later step, still standing and of another story, has written to."""
        root = self._step.root_id
        later = select(Step.id).where(
            Step.root_id.in_(
                select(Step.id).where(Step.id > self._step.id, Step.undone_by.is_(None), Step.undoes_id.is_(None))
            ),
            Step.root_id != root,
        )
        writes = select(StepWrite.id).where(StepWrite.step_id.in_(later))
        return select(StepImage.contact_id).where(StepImage.write_id.in_(writes), StepImage.contact_id.is_not(None))

    def _restore(self, model: type[Base], old: Any, columns: list[str]) -> None:
        connection, target = self.uow.connection, model.__table__
        same = {c: target.c[c].is_not_distinct_from(self._value(old.c.after, target, c)) for c in columns}
        joined = target.join(old, old.c.row_id == target.c.id)
        untouched = select(target.c.id).select_from(joined).where(and_(*same.values()))
        done = fill(connection, PICKED, untouched)
        values = {c: self._value(old.c.before, target, c) for c in columns}
        total = connection.scalar(select(func.count()).select_from(old)) or 0
        if done:
            self.uow.restore_picked(model, old, values)
            self.restored += done
        if done < total:
            self._restore_by_column(model, old, same, values)

    def _restore_by_column(self, model: type[Base], old: Any, same: dict[str, Any], values: dict[str, Any]) -> None:
        """Rows that moved on in some columns: the other columns come back, the moved ones are left and named."""
        connection, target = self.uow.connection, model.__table__
        back = {c: target.c[c].is_not_distinct_from(values[c]) for c in values}
        joined = target.join(old, old.c.row_id == target.c.id)
        rows = select(target.c.id).select_from(joined)
        # what the first pass restored equals `before` in every column; only the rest is looked at here
        rest = list(connection.scalars(rows.where(not_(and_(*back.values())))))
        restored: set[int] = set()
        for name, value in values.items():
            moved = (
                rows.where(target.c.id.in_(rest), not_(same[name]), not_(back[name]))
                if rest
                else rows.where(not_(true()))
            )
            if name not in ("status_since", "status_why", "owner_since", "owner_how"):
                self._leave(connection.scalars(moved), name)
            picked = rows.where(target.c.id.in_(rest), same[name], not_(back[name]))
            if rest and fill(connection, PICKED, picked):
                restored.update(connection.scalars(select(PICKED.c.id)))
                self.uow.restore_picked(model, old, {name: value})
        self.restored += len(restored)

    def _leave(self, row_ids: Any, name: str) -> None:
        words = name.replace("_id", "").replace("_", " ")
        for row_id in row_ids:
            self.left.append(Left(row_id, name, f"{words.capitalize()} was changed again since; it was left as it is."))

    def _take_away(self, model: type[Base], old: Any) -> None:
        """Undo an insert: delete, unless the contact has been worked with since."""
        connection, target = self.uow.connection, model.__table__
        joined = target.join(old, old.c.row_id == target.c.id)
        moved = old.c.contact_id.in_(self._moved_contacts)
        standing = select(target.c.id).select_from(joined)
        if model is Contact:
            for row_id in connection.scalars(standing.where(moved)):
                self.left.append(Left(row_id, "contact", "The contact has been worked with since; it was kept."))
        keep = or_(old.c.contact_id.is_(None), not_(moved))
        self.restored += self.uow.delete(model, target.c.id.in_(standing.where(keep)))

    def _bring_back(self, model: type[Base], old: Any) -> None:
        """Undo a delete: insert again under the old id, where its contact still exists."""
        connection, target = self.uow.connection, model.__table__
        absent = old.c.row_id.not_in(select(target.c.id))
        alive: Any = true()
        if model is not Contact and "contact_id" in target.c:
            alive = or_(old.c.contact_id.is_(None), old.c.contact_id.in_(select(Contact.id)))
        count = fill(connection, PICKED, select(old.c.row_id).where(absent, alive))
        if count:
            values = {c.name: self._value(old.c.before, target, c.name) for c in target.c}
            self.uow.reinsert_picked(model, old, values)
            self.restored += count

    def _value(self, document: Any, target: Any, name: str) -> Any:
        value = from_document(self.uow.connection, document, name, target.c[name])
        is_json = isinstance(target.c[name].type, JSON)
        if is_json and self.uow.connection.dialect.name != "sqlite":
            return cast(value, JSONB)
        return value


__all__ = ["latest_to_redo", "latest_to_undo", "named_step", "reverse"]
