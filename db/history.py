"""Undo and redo: reversing a step from its images, leaving alone what moved on since (R90). Steps are never trimmed."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    JSON,
    Select,
    Table,
    UniqueConstraint,
    and_,
    cast,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB

from db.changes import Left, UndoResult
from db.models import Base, Contact, Step, StepImage, StepWrite
from db.rules.errors import NotFoundError, RefusedError
from db.rules.field_words import words_of
from db.rules.permissions import REFUSALS, Right
from db.rules.steps import NOT_WORK
from db.scratch import PICKED, REMAINING, among, fill, from_document
from db.unit_of_work import UnitOfWork
from db.visibility import visible

MODELS: Final[dict[str, type[Base]]] = {str(m.__tablename__): m for m in Base.__subclasses__()}
# Taken back, or done again, whole or not at all: its counts name the two contacts (db/actions/merging.py).
MERGE: Final = "merge"
NAMED_LEFT: Final = 1_000
# Columns that say one thing together: all of them come back, or none; the first one names them.
TOGETHER: Final[tuple[tuple[str, ...], ...]] = (
    ("status", "status_since", "status_why"),
    ("owner_id", "owner_how", "owner_since"),
    ("email_subscribed", "text_subscribed", "unsubscribe_cause", "unsubscribed_at"),
    ("display_name", "name_key", "name_kind", "first_name", "last_name", "company", "spouse"),
    # an e-mail, or a number, and how it was written
    ("value", "e164", "extension", "raw"),
)


def latest_to_undo(uow: UnitOfWork) -> Step:
    """The actor's newest step that stands and is itself no undo. Errors: NotFoundError when there is none."""
    where = and_(
        Step.undoes_id.is_(None),
        Step.undone_by.is_(None),
        Step.member_id == uow.actor.id,
        Step.action.not_in(NOT_WORK),
    )
    return _step(uow, select(Step).where(where).order_by(Step.id.desc()).limit(1), "There is nothing of yours to undo.")


def latest_to_redo(uow: UnitOfWork) -> Step:
    """The actor's newest undo that was not itself taken back. Errors: NotFoundError when there is none."""
    undone = select(Step.undone_by).where(Step.undone_by.is_not(None), Step.undoes_id.is_(None))
    where = and_(Step.id.in_(undone), Step.member_id == uow.actor.id)
    return _step(uow, select(Step).where(where).order_by(Step.id.desc()).limit(1), "There is nothing to redo.")


def named_step(uow: UnitOfWork, step_id: int) -> Step:
    """The step to take back when `step_id` is named: an undo is done again, a redo undone once more.

    Errors: NotFoundError; RefusedError for another's step or one undone already.
    """
    found = _step(uow, select(Step).where(Step.id == step_id), f"There is no step {step_id}.")
    if found.undoes_id is not None:
        root = _step(uow, select(Step).where(Step.id == found.root_id), f"There is no step {step_id}.")
        undone = uow.connection.scalar(select(Step.undoes_id).where(Step.id == found.undoes_id))
        found = root if undone is not None else found
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
    run.check_merge()
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
        self._step = step
        self._later = self._later_writes()
        moved = select(StepImage.contact_id).where(StepImage.write_id.in_(self._later))
        self._moved_contacts = moved.where(StepImage.contact_id.is_not(None))
        self._unseen = self._count_unseen()
        self._elsewhere: set[int] = set()

    @property
    def unseen(self) -> int:
        """How many contacts were left alone because the actor does not see them, or where their rows are now."""
        return self._unseen + len(self._elsewhere)

    def check_merge(self) -> None:
        """Errors: RefusedError when the step is a merge of which only a part would come back, or go again."""
        connection = self.uow.connection
        root = select(Step.action, Step.counts).where(Step.id == self._step.root_id)
        action, counts = connection.execute(root).one()
        if action != MERGE:
            return
        again = self._step.undoes_id is not None
        needed = [counts["kept"], counts["gone"]] if again else [counts["kept"]]
        of_pair = select(Contact.id, Contact.id.in_(self._moved_contacts)).where(Contact.id.in_(needed))
        standing = {row[0]: row[1] for row in connection.execute(of_pair)}
        if len(standing) < len(needed):
            raise RefusedError("What was merged here was itself merged, or taken back, since. Undo that first.")
        if len(connection.execute(of_pair.where(self._in_sight(Contact.id))).all()) < len(needed):
            raise RefusedError("Somebody else owns the contact by now. Ask your broker to undo the merge.")
        if again and any(standing.values()):
            raise RefusedError("The two were worked with since. Look at them again, and merge them anew.")

    def write(self, write_id: int, model: type[Base], op: str, columns: list[str]) -> None:
        """Reverse one write."""
        moved_out = self._moved_out(model)
        i = StepImage
        self._elsewhere.update(
            self.uow.connection.scalars(select(i.contact_id).where(i.write_id == write_id, moved_out))
        )
        images = self._images(write_id, not_(moved_out))
        if op == "update":
            self._restore(model, images, columns)
        elif op == "insert":
            self._take_away(model, images)
        else:
            self._bring_back(model, images)

    # -- what the step wrote, and what came after it ------------------------------------------------------------

    def _images(self, write_id: int, here: Any) -> Any:
        w, i = StepWrite, StepImage
        return (
            select(i.row_id, i.contact_id, i.before, func.coalesce(i.after, w.after).label("after"))
            .join_from(i, w, w.id == i.write_id)
            .where(i.write_id == write_id, self._in_sight(i.contact_id), here)
            .subquery("old")
        )

    def _moved_out(self, model: type[Base]) -> Any:
        """Whether the row of an image went, by a merge since, to a contact that the actor does not see (R19)."""
        if model is Contact or "contact_id" not in model.__table__.c or self._sees_all:
            return false()
        now, i = model.__table__.alias("row_now"), StepImage
        moved = now.c.contact_id.is_distinct_from(i.contact_id)
        there = select(1).where(now.c.id == i.row_id, moved, not_(self._in_sight(now.c.contact_id)))
        return exists(there.correlate(i.__table__))

    @property
    def _sees_all(self) -> bool:
        return self.uow.actor.sees_all or self.uow.trusted

    def _in_sight(self, contact_id: Any) -> Any:
        if self._sees_all:
            return true()
        seen = select(Contact.id).where(visible(self.uow.actor))
        gone = contact_id.not_in(select(Contact.id))
        return or_(contact_id.is_(None), contact_id.in_(seen), gone)

    def _count_unseen(self) -> int:
        """Contacts of the step that the actor no longer sees: left alone, and only counted (R19)."""
        i = StepImage
        hidden = select(func.count(i.contact_id.distinct())).join_from(i, StepWrite, StepWrite.id == i.write_id)
        hidden = hidden.where(StepWrite.step_id == self._step.id, not_(self._in_sight(i.contact_id)))
        return int(self.uow.connection.scalar(hidden) or 0)

    def _later_writes(self) -> Select[Any]:
        """The writes since of other stories that do not stand as they stood then; not what is no work.

        A story's steps are its doing, its undo, its redo, …: an even number of them since then has left no trace.
        """
        since = and_(Step.id > self._step.id, Step.action.not_in(NOT_WORK))
        turned = select(Step.root_id).where(since).group_by(Step.root_id).having(func.count() % 2 == 1)
        later = select(Step.id).where(since, Step.root_id != self._step.root_id, Step.root_id.in_(turned))
        return select(StepWrite.id).where(StepWrite.step_id.in_(later))

    def _written_later(self, model: type[Base]) -> Select[Any]:
        """Rows of `model` that later writes touched."""
        of_model = select(StepWrite.id).where(StepWrite.id.in_(self._later), StepWrite.model == model.__tablename__)
        return select(StepImage.row_id).where(StepImage.write_id.in_(of_model))

    def _inserted(self, model: type[Base], column: Any) -> Select[Any]:
        """`column` of the images of the rows of `model` that the step inserted."""
        w = StepWrite
        found = select(column).join_from(StepImage, w, w.id == StepImage.write_id)
        return found.where(w.step_id == self._step.id, w.op == "insert", w.model == model.__tablename__)

    # -- updates ------------------------------------------------------------------------------------------------

    def _restore(self, model: type[Base], old: Any, columns: list[str]) -> None:
        connection, target = self.uow.connection, model.__table__
        same = {c: target.c[c].is_not_distinct_from(self._value(old.c.after, target, c)) for c in columns}
        joined = target.join(old, old.c.row_id == target.c.id)
        values = {c: self._value(old.c.before, target, c) for c in columns}
        hangs = self._hangs(target, values)
        fill(
            connection,
            REMAINING,
            select(target.c.id).select_from(joined).where(not_(and_(*same.values())), not_(hangs)),
        )
        untouched = select(target.c.id).select_from(joined).where(and_(*same.values()), not_(hangs))
        hanging = connection.execute(select(target.c.id, old.c.contact_id).select_from(joined).where(hangs))
        self._leave(hanging, model, "", "belonged to something that is no longer there; it was left as it is.")
        done = fill(connection, PICKED, untouched)
        if done:
            self.uow.restore_picked(model, old, values)
            self.restored += done
        self._restore_by_column(model, old, same, values)
        gone = select(old.c.row_id, old.c.contact_id).where(old.c.row_id.not_in(select(target.c.id)))
        self._leave(connection.execute(gone), model, "", "was removed since; it was not brought back.")

    def _restore_by_column(self, model: type[Base], old: Any, same: dict[str, Any], values: dict[str, Any]) -> None:
        """Rows that moved on in some columns: the other columns come back, the moved ones are left and named."""
        connection, target = self.uow.connection, model.__table__
        of = self.uow.contact_of(model)
        joined = target.join(old, old.c.row_id == target.c.id)
        rows = select(target.c.id, of).select_from(joined).where(target.c.id.in_(among(REMAINING)))
        restored: set[int] = set()
        for names in _groups(list(values)):
            alike = and_(*(same[n] for n in names))
            back = and_(*(target.c[n].is_not_distinct_from(values[n]) for n in names))
            moved = rows.where(not_(alike), not_(back))
            self._leave(connection.execute(moved), model, names[0], "was changed again since; it was left as it is.")
            picked = select(target.c.id).select_from(joined).where(
                target.c.id.in_(among(REMAINING)), alike, not_(back)
            )  # fmt: skip
            if fill(connection, PICKED, picked):
                restored.update(connection.scalars(select(PICKED.c.id)))
                self.uow.restore_picked(model, old, {n: values[n] for n in names})
        self.restored += len(restored)

    def _leave(self, rows: Any, model: type[Base], column: str, what: str) -> None:
        """Name rows that are left, with whose they are; past what is told, they are only counted."""
        table = str(model.__tablename__)
        found = [(row_id, contact_id) for row_id, contact_id in rows]
        if not found:
            return
        ids = {contact_id for _, contact_id in found[:NAMED_LEFT] if contact_id is not None}
        query = select(Contact.id, Contact.display_name).where(Contact.id.in_(ids))
        names = {contact_id: str(name) for contact_id, name in self.uow.connection.execute(query)}
        words = words_of(table, column)
        reason = f"{words[0].upper()}{words[1:]} {what}"
        self.left += [Left(of or row_id, column or table, reason, names.get(of, "")) for row_id, of in found]

    # -- inserts and deletes ------------------------------------------------------------------------------------

    def _take_away(self, model: type[Base], old: Any) -> None:
        """Undo an insert: delete, unless the row, or the contact that came with it, has been worked with since."""
        target = model.__table__
        standing = select(target.c.id, old.c.contact_id).join_from(target, old, old.c.row_id == target.c.id)
        if model is Contact:
            kept: Any = old.c.contact_id.in_(self._moved_contacts)
            self._leave(
                self.uow.connection.execute(standing.where(kept)), model, "", "has been worked with since; it was kept."
            )
        else:
            changed = or_(old.c.row_id.in_(self._written_later(model)), self._needed(model))
            of_kept = and_(
                old.c.contact_id.in_(self._moved_contacts),
                old.c.contact_id.in_(self._inserted(Contact, StepImage.row_id)),
            )
            alone = standing.where(changed, not_(func.coalesce(of_kept, false())))
            self._leave(self.uow.connection.execute(alone), model, "", "was changed since; it was kept.")
            kept = func.coalesce(or_(of_kept, changed), false())
        going = standing.where(not_(kept)).with_only_columns(target.c.id)
        self.restored += self.uow.delete(model, target.c.id.in_(going))

    def _needed(self, model: type[Base]) -> Any:
        """Whether rows of other tables refer to a row (a member's contacts), and would be left hanging."""
        target = model.__table__
        columns = [
            t.alias("referring").c[c.name] for t in Base.metadata.sorted_tables for c in t.c for f in c.foreign_keys
            if f.column.table is target and f.ondelete != "CASCADE"
        ]  # fmt: skip
        return or_(false(), *(exists(select(1).where(c == target.c.id).correlate(target)) for c in columns))

    def _bring_back(self, model: type[Base], old: Any) -> None:
        """Undo a delete: insert again under the old id, where its contact still exists and nothing took its place."""
        connection, target = self.uow.connection, model.__table__
        values = {c.name: self._value(old.c.before, target, c.name) for c in target.c}
        wanted = [old.c.row_id.not_in(select(target.c.id)), not_(self._hangs(target, values))]
        taken = func.coalesce(or_(self._clashes(model, values), self._replaced(model, old)), false())
        displaced = select(old.c.row_id, old.c.contact_id).where(*wanted, taken)
        self._leave(connection.execute(displaced), model, "", "was set anew since; it was left as it is.")
        count = fill(connection, PICKED, select(old.c.row_id).where(*wanted, not_(taken)))
        if count:
            self.uow.reinsert_picked(model, old, values)
            self.restored += count

    def _hangs(self, target: Any, values: dict[str, Any]) -> Any:
        """Whether a row with `values` would refer to a row that is gone: merged since, taken back, taken away."""
        found = []
        for name, value in values.items():
            for key in target.c[name].foreign_keys:
                there = select(key.column.table.alias("referred_to").c[key.column.name])
                found.append(and_(value.is_not(None), value.not_in(there)))
        return or_(false(), *found)

    def _clashes(self, model: type[Base], values: dict[str, Any]) -> Any:
        """Whether a row stands that is the same by what must be unique (the same hashtag, put on again)."""
        assert isinstance(model.__table__, Table)
        target = model.__table__.alias("standing")
        uniques = [c for c in model.__table__.constraints if isinstance(c, UniqueConstraint)]
        return or_(false(), *(exists().where(*(target.c[c.name] == values[c.name] for c in u)) for u in uniques))

    def _replaced(self, model: type[Base], old: Any) -> Any:
        """Whether the rows the step put in place of the old ones were themselves replaced since."""
        put = self._inserted(model, StepImage.contact_id).where(
            StepImage.contact_id.is_not(None), StepImage.row_id.in_(self._written_later(model))
        )
        return old.c.contact_id.in_(put)

    def _value(self, document: Any, target: Any, name: str) -> Any:
        value = from_document(self.uow.connection, document, name, target.c[name])
        is_json = isinstance(target.c[name].type, JSON)
        if is_json and self.uow.connection.dialect.name != "sqlite":
            return cast(value, JSONB)
        return value


def _groups(columns: list[str]) -> list[list[str]]:
    """`columns` in groups that come back together."""
    groups: list[list[str]] = [[c for c in group if c in columns] for group in TOGETHER]
    together = {c for group in groups for c in group}
    return [g for g in groups if g] + [[c] for c in columns if c not in together]


__all__ = ["NOT_WORK", "latest_to_redo", "latest_to_undo", "named_step", "reverse"]
