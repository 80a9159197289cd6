"""THE GATE: every write passes here, keeps its images, bumps versions, checks fields and scope, and is one step."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, and_, delete, func, insert, literal, not_, select, update

from db import direct, statements
from db.changes import Changes
from db.models import Base, Contact, ContactShare, KeyCounter, Step, StepImage
from db.rules.errors import NotFoundError, RefusedError
from db.rules.number_ranges import NumberRanges
from db.rules.permissions import REFUSALS, RESTRICTED_FIELDS, Actor, Right, Scope
from db.scratch import (
    CHOSEN,
    OF_CONTACTS,
    PICKED,
    SEEN_BY_SUMMARY,
    add,
    among,
    as_document,
    clear_all,
    fill,
    one_value,
    refill,
    stored,
)
from db.tallies import SUMMARY_SOURCES, SUMMARY_TABLES, TALLY_COLUMNS, TallyKeeper, renew_summaries
from db.visibility import scope_clause, visible

NAMED_IDS: Final = 5_000


class UnitOfWork:
    """One transaction of one member, doing one action. Actions write through insert, update, update_rows, delete.

    `right` is what the action was declared with: rows outside its scope are never written.
    """

    def __init__(self, connection: Connection, *, actor: Actor, now: int, action: str, right: Right) -> None:
        self.connection = connection
        self.actor = actor
        self.now = now
        self.right = right
        self.label = action
        self.why = ""
        self.counts: dict[str, Any] = {}
        self.members: dict[str, int] = {}
        self.facts: Any = None  # what the office knew of its settings and members when this began (OfficeFacts)
        self.trusted = False  # the office itself at work: making, sample, migrations
        self._action = action
        self._step_id: int | None = None
        self._told = False  # whether the step's row stands; what it wrote is written down at the end
        self._writes: list[dict[str, Any]] = []
        self._tables: set[str] = set()
        self._tally = TallyKeeper(connection)
        self._summaries = False
        self._born = NumberRanges()
        self.undoes: Step | None = None
        clear_all(connection)

    # -- reading within the transaction -------------------------------------------------------------------------

    @property
    def step_id(self) -> int:
        """The id of this step; its row stands from now on, for others to refer to."""
        if self._step_id is None:
            self._step_id = self.next_ids("step", 1)[0]
        if not self._told:
            self._tell(self._step_id)
        return self._step_id

    def _tell(self, step_id: int) -> None:
        """Write the step's row."""
        undone, self._told = self.undoes, True
        direct.write(
            self.connection, statements.new_step(),
            {"id": step_id, "member_id": self.actor.id or None, "action": self._action, "label": self.label,
             "why": self.why, "at": self.now, "counts": self.counts, "undoes_id": undone.id if undone else None,
             "root_id": undone.root_id if undone else step_id},
        )  # fmt: skip

    @property
    def wrote(self) -> bool:
        """Whether anything was written yet."""
        return self._step_id is not None

    def wrote_to(self, *tables: str) -> bool:
        """Whether this step has written to one of these tables."""
        return not self._tables.isdisjoint(tables)

    def next_ids(self, name: str, count: int) -> range:
        """`count` ids of the table `name` that were never used before."""
        drawn = direct.rows(self.connection, statements.draw_ids(), {"of": name, "by": count})
        if not drawn:
            self.connection.execute(insert(KeyCounter).values(name=name, next_id=1 + count))
        end = drawn[0][0] if drawn else 1 + count
        return range(end - count, end)

    def choose(self, ids: Any, *, listed: bool = False) -> tuple[int, tuple[int, ...], int]:
        """Put the contacts of `ids` (a select, or numbers) the actor holds `right` on into CHOSEN; `listed` says that
        they were selected from the contacts, so that nobody needs looking up twice.

        Returns how many, the ids of visible ones refused (2,000 at most), and the count of those out of sight.
        """
        if listed and Scope.ALL in self.actor.scopes(self.right):
            return fill(self.connection, CHOSEN, ids), (), 0
        if not isinstance(ids, Select):
            dialect, ids = self.connection.dialect.name, list(dict.fromkeys(ids))
            choosing = statements.choosing(dialect, self.actor, self.right)
            count = refill(self.connection, CHOSEN, choosing, {"ids": one_value(dialect, ids)})
            if count == len(ids):
                return count, (), 0
        total = fill(self.connection, PICKED, ids)
        wanted = Contact.id.in_(among(PICKED))
        allowed = scope_clause(self.actor, self.right)
        count = fill(self.connection, CHOSEN, select(Contact.id).where(wanted, allowed))
        if count == total:
            return count, (), 0
        seen = select(Contact.id).where(wanted, visible(self.actor), not_(func.coalesce(allowed, literal(False))))
        refused = tuple(self.connection.scalars(seen.order_by(Contact.id).limit(2_000)))
        return count, refused, total - count - len(refused)

    def require(self, contact_id: int) -> None:
        """Put one contact into CHOSEN; NotFoundError when it is out of sight (R19), RefusedError when not allowed."""
        count, refused, _unseen = self.choose([contact_id])
        if refused:
            raise RefusedError(REFUSALS[self.right])
        if not count:
            raise NotFoundError(f"There is no contact {contact_id}.")

    # -- writing ------------------------------------------------------------------------------------------------

    def insert(self, model: type[Base], rows: Sequence[dict[str, Any]]) -> range:
        """Insert rows (all with the same keys); returns their ids."""
        target = self._table(model)
        restricted = [key for table, key in RESTRICTED_FIELDS if table == target.name]
        self._check_fields(target, [key for key in restricted if any(row.get(key) for row in rows)])
        ids = self.next_ids(target.name, len(rows))
        if not rows:
            return ids
        complete = [{"id": key} | row for key, row in zip(ids, rows, strict=True)]
        contact_ids = {r["contact_id"] for r in rows if r.get("contact_id") is not None}
        self._before_children(target, self._born.without(contact_ids))
        statements.insert_rows(self.connection, target, complete)
        if target is Contact.__table__:
            self._born.add(ids)
            self._tally.inserted(list(ids))
            self._summaries = True
            add(self.connection, SEEN_BY_SUMMARY, ids)
        write = self._write(target, "insert", [])
        direct.write(self.connection, statements.image_new(target), {"write": write, "first": ids[0], "last": ids[-1]})
        return ids

    def update(self, model: type[Base], where: Any, values: dict[str, Any]) -> int:
        """Set `values` (constants) on the rows of `model` that `where` selects and that differ; returns how many.
        With `contact_id` among them the rows move to that contact, which is guarded and renewed as the one they leave.

        For contacts, pass a clause such as Contact.id.in_(among(CHOSEN)). The statement of a clause that is kept, the
        same object at every call, is made once.
        """
        target, columns = self._table(model), tuple(sorted(values))
        self._check_fields(target, columns)
        named = {f"new_{k}": values[k] for k in columns}
        count = refill(self.connection, PICKED, statements.picking(target, where, columns), named)
        if not count:
            return 0
        self._guard(target)
        self._before_update(target, set(columns))
        self._before_children(target, {values.get("contact_id")})
        write = self._write(target, "update", columns, after=stored(self.connection, target, values))
        self._image_picked(target, write, columns)
        direct.write(self.connection, statements.set_picked(target, columns), named | {"now": self.now})
        return count

    def update_rows(self, model: type[Base], rows: Sequence[dict[str, Any]]) -> int:
        """Set each row's own values; every dict holds `id` and the same other keys. Returns how many differed."""
        target = self._table(model)
        if not rows:
            return 0
        keys = [k for k in rows[0] if k != "id"]
        self._check_fields(target, set(keys))
        fill(self.connection, PICKED, [r["id"] for r in rows])
        current = {
            r.id: r._mapping
            for r in self.connection.execute(
                select(target.c.id, statements.contact_column(target).label("of_contact"), *(target.c[k] for k in keys))
                .where(target.c.id.in_(among(PICKED)))
            )
        }  # fmt: skip
        changed = [r for r in rows if r["id"] in current and any(current[r["id"]][k] != r[k] for k in keys)]
        if not changed:
            return 0
        fill(self.connection, PICKED, [r["id"] for r in changed])
        self._guard(target)
        self._before_update(target, set(keys))
        self._before_children(target, {r.get("contact_id") for r in changed})
        images = []
        for row in changed:
            old = current[row["id"]]
            before = stored(self.connection, target, {k: old[k] for k in keys})
            after = stored(self.connection, target, {k: row[k] for k in keys})
            images.append((row["id"], old["of_contact"], before, after))
        self._image_rows(target, "update", images, columns=sorted(keys))
        values = [{"row": r["id"], "now": self.now} | {f"new_{k}": r[k] for k in keys} for r in changed]
        self.connection.execute(statements.set_by_id(target, tuple(keys)), values)
        return len(changed)

    def delete(self, model: type[Base], where: Any) -> int:
        """Delete the rows of `model` that `where` selects, keeping them whole in the images; returns how many."""
        target = self._table(model)
        count = fill(self.connection, PICKED, select(target.c.id).where(where))
        if not count:
            return 0
        self._guard(target)
        self._before_update(target, set(target.c.keys()))
        write = self._write(target, "delete", sorted(target.c.keys()))
        self._image_picked(target, write, tuple(target.c.keys()))
        self.connection.execute(delete(target).where(target.c.id.in_(among(PICKED))))
        return count

    # -- for undo (db/history.py): rows from images -------------------------------------------------------------

    def restore_picked(self, model: type[Base], source: Any, values: dict[str, Any]) -> None:
        """Set the rows in PICKED to `values` (expressions on the select `source`, joined by row_id), with images."""
        target = self._table(model)
        self._check_fields(target, set(values))
        self._guard(target)
        self._before_update(target, set(values))
        if "contact_id" in values:
            to = select(values["contact_id"]).where(source.c.row_id.in_(among(PICKED)))
            self._before_children(target, set(self.connection.scalars(to.distinct())))
        write = self._write(target, "update", sorted(values))
        before = as_document(self.connection, [(k, target.c[k]) for k in sorted(values)])
        after = as_document(self.connection, [(k, values[k]) for k in sorted(values)])
        found = select(literal(write), target.c.id, statements.contact_column(target), before, after)
        joined = found.join_from(target, source, source.c.row_id == target.c.id).where(target.c.id.in_(among(PICKED)))
        columns = ["write_id", "row_id", "contact_id", "before", "after"]
        self.connection.execute(insert(StepImage).from_select(columns, joined))
        self.connection.execute(
            update(target)
            .where(target.c.id == source.c.row_id, target.c.id.in_(among(PICKED)))
            .values(**values, **statements.bumped(target)),
            {"now": self.now},
        )

    def reinsert_picked(self, model: type[Base], source: Any, values: dict[str, Any]) -> None:
        """Insert the rows in PICKED anew from the images `source`; `values` are expressions for every column."""
        target = self._table(model)
        rows = select(*values.values()).where(source.c.row_id.in_(among(PICKED)))
        for key in sorted({key for table, key in RESTRICTED_FIELDS if table == target.name}):
            given = select(values[key]).where(source.c.row_id.in_(among(PICKED))).distinct()
            self._check_fields(target, [key] if any(self.connection.scalars(given)) else [])
        is_contact = target is Contact.__table__
        if not is_contact and "contact_id" in target.c:
            of = select(source.c.contact_id).where(source.c.row_id.in_(among(PICKED)))
            self._before_children(target, set(self.connection.scalars(of)))
        self.connection.execute(insert(target).from_select(list(values), rows))
        if is_contact:
            ids = set(self.connection.scalars(select(PICKED.c.id)))
            self._born.add(ids)
            self._tally.inserted(sorted(ids))
            self._renew(ids)
        write = self._write(target, "insert", [])
        self._image_picked(target, write, ())

    def contact_of(self, model: type[Base]) -> Any:
        """The column of `model` that names its contact, NULL where it has none."""
        return statements.contact_column(self._table(model))

    def settle(self) -> None:
        """Renew the summaries of what was written so far. Who writes very much calls it now and then: one statement
        over all of it would keep every page it changes in memory until it is over.
        """
        if self._summaries:
            renew_summaries(self.connection)
            fill(self.connection, SEEN_BY_SUMMARY, ())
            self._summaries = False

    def finish(self) -> Changes:
        """Renew what is derived, book the tallies, write the step down. Called by Office.perform, before the commit."""
        if self._step_id is None:
            return Changes()
        self._keep_a_broker()
        self.settle()
        self._tally.finish()
        step_id = self._step_id
        if self._told:
            words = {"new_label": self.label, "new_why": self.why, "new_counts": self.counts, "of": step_id}
            direct.write(self.connection, statements.close_step(), words)
        else:
            self._tell(step_id)
        for row in self._writes:
            direct.write(self.connection, statements.new_write(), row)
        found = direct.rows(self.connection, statements.touched(), {"of": step_id, "most": NAMED_IDS + 1})
        ids = tuple([row[0] for row in found]) if len(found) <= NAMED_IDS else None
        return Changes(step_id, self.label, frozenset(self._tables), ids)

    # -- the gate's own work ------------------------------------------------------------------------------------

    def _keep_a_broker(self) -> None:
        """Refuse whatever, an undo too, would leave an office that nobody may run."""
        if "member" in self._tables and not self.trusted and not self.connection.scalar(statements.broker_ids()):
            raise RefusedError("The office would be left without a broker. Make another member a broker first.")

    def _table(self, model: type[Base]) -> Table:
        target = model.__table__
        assert isinstance(target, Table)
        return target

    def _check_fields(self, target: Table, columns: Iterable[str]) -> None:
        written = set(columns)
        for (table, key), right in RESTRICTED_FIELDS.items():
            if table == target.name and key in written and not self.trusted and not self.actor.may(right):
                raise RefusedError(REFUSALS[right])

    def _guard(self, target: Table) -> None:
        """Refuse when PICKED holds a row of a contact outside the actor's scope, whatever the action asked for."""
        if self.trusted or Scope.ALL in self.actor.scopes(self.right):
            return
        if target is not Contact.__table__ and "contact_id" not in target.c:
            return
        # of contacts this step made itself there may be as many as the office holds: they are told apart here
        most = 1 + sum(high - low + 1 for low, high in self._born.bounds)
        outside = direct.rows(self.connection, statements.outside(target, self.actor, self.right), {"most": most})
        if self._born.without({row[0] for row in outside}):
            raise RefusedError(REFUSALS[self.right])

    def _guard_contacts(self, contact_ids: Iterable[int]) -> None:
        strange = self._born.without(set(contact_ids))
        if self.trusted or not strange:
            return
        fill(self.connection, OF_CONTACTS, strange)
        allowed = and_(Contact.id.in_(among(OF_CONTACTS)), scope_clause(self.actor, self.right))
        if self.connection.scalar(select(func.count()).select_from(Contact).where(allowed)) != len(strange):
            raise RefusedError(REFUSALS[self.right])

    def _before_children(self, target: Table, of: Collection[int | None]) -> None:
        """Rows are to be these contacts' from now on, new ones or moved ones; None is nobody's."""
        contact_ids = {n for n in of if n is not None}
        if not contact_ids:
            return
        self._guard_contacts(contact_ids)
        if target.name in SUMMARY_TABLES:
            fill(self.connection, OF_CONTACTS, contact_ids)
            self._tally.before(among(OF_CONTACTS))
            self._renew(contact_ids)
        elif target is ContactShare.__table__:
            self._tables.add("contact")

    def _before_update(self, target: Table, columns: set[str]) -> None:
        """Tell the tally and the summaries before PICKED rows of `target` change."""
        if target is Contact.__table__:
            if columns & (TALLY_COLUMNS | SUMMARY_SOURCES):
                self._tally.before(among(PICKED))
            if columns & SUMMARY_SOURCES:
                self._renew(among(PICKED))
        elif target.name in SUMMARY_TABLES:
            of = select(target.c.contact_id).where(target.c.id.in_(among(PICKED))).distinct()
            self._tally.before(of)
            self._renew(of)

    def _renew(self, contact_ids: Any) -> None:
        self._summaries = True
        if isinstance(contact_ids, (set, range)):
            known = set(self.connection.scalars(select(SEEN_BY_SUMMARY.c.id)))
            add(self.connection, SEEN_BY_SUMMARY, sorted(set(contact_ids) - known))
            return
        fresh = select(Contact.id).where(Contact.id.in_(contact_ids), Contact.id.not_in(among(SEEN_BY_SUMMARY)))
        add(self.connection, SEEN_BY_SUMMARY, fresh)

    def _write(self, target: Table, op: str, columns: Sequence[str], *, after: dict[str, Any] | None = None) -> int:
        """Draw the id of a write, and of the step with the first; it is written down at the end."""
        if self._step_id is None:
            drawn = dict(direct.rows(self.connection, statements.draw_step()))
            firsts = [drawn[n] - 1 if n in drawn else self.next_ids(n, 1)[0] for n in ("step", "step_write")]
            self._step_id, write_id = firsts
        else:
            write_id = self.next_ids("step_write", 1)[0]
        self._tables.add(target.name)
        told = {"id": write_id, "step_id": self._step_id, "model": target.name, "op": op}
        self._writes.append(told | {"columns": list(columns), "after": after})
        return write_id

    def _image_picked(self, target: Table, write: int, columns: tuple[str, ...]) -> None:
        """Keep `columns` of the rows in PICKED; none of a row that is new."""
        direct.write(self.connection, statements.image_picked(self.connection, target, columns), {"write": write})

    def _image_rows(
        self, target: Table, op: str, rows: Sequence[tuple[Any, Any, Any, Any]], *, columns: list[str] | None = None
    ) -> None:
        write = self._write(target, op, columns or [])
        keys = ("row_id", "contact_id", "before", "after")
        self.connection.execute(
            insert(StepImage), [{"write_id": write} | dict(zip(keys, row, strict=True)) for row in rows]
        )
