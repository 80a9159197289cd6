"""The office as it stood at an earlier moment: temporary tables and views in front of today's tables (R94).

Every list, tile and chart then answers by its own definition. What was written since is taken back row by row, from the
images of the steps. What came into the office since with days of its own (an import, the history that came along)
counts from these days on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Connection,
    and_,
    bindparam,
    column,
    delete,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    table,
    update,
)
from sqlalchemy import insert as insert_into

from db import tallies
from db.engine import Engines
from db.journal import BROUGHT_IN
from db.models import Base, Call, Contact, ContactTally, Lead, PastEvent, Step, StepImage, StepWrite
from db.rules.permissions import Actor
from db.rules.values import PASSIVE_TYPES, VIEWING_TYPES
from db.scratch import SEEN_BY_SUMMARY, numbers
from db.visibility import visible

# The column that says from when on a row counts which was brought in later; a row without one goes with its contact.
OWN_DAY: Final = {
    "contact": "created_at", "lead": "occurred_at", "touch": "at", "note": "at", "task": "created_at", "call": "at",
    "message": "at", "listing_activity": "at", "alert_search": "created_at", "enrolment": "since", "deal": "at",
    "past_event": "at", "subscription_change": "at", "contact_share": "since", "document": "at", "approval": "at",
    "press": "at", "hold": "since", "underwriting": "asked_at", "routing_offer": "offered_at", "alert": "at",
}  # fmt: skip
# What had not happened yet, of a row that was brought in later.
NOT_YET: Final = {
    "lead": ("first_touch_at",), "task": ("done_at",), "hold": ("ended_at",), "underwriting": ("answered_at",),
    "alert": ("seen_at",), "contact_property": ("struck_at",),
    "contact": ("last_visit_at", "last_viewed_at", "first_reply_at", "sell_form_at", "unsubscribed_at"),
}  # fmt: skip
# The step that makes one contact of two (db/actions/merging.py).
MERGED: Final = "merge"
# PostgreSQL: how long one statement on the way back may take.
PATIENCE_MS: Final = 120_000
# Today's rows answer for these: no image tells them, or they are the same on every day.
BORN_CONTACTS: Final = table("born_contact", column("id"), column("step_id"))
_TODAYS: Final = frozenset({"step", "step_write", "step_image", "key_counter", "contact_tally", "setting", "member"})


@contextmanager
def earlier(engines: Engines, actor: Actor, at: int) -> Iterator[Connection]:
    """A connection that reads the office as it stood at `at` (ms UTC), and writes nothing.

    A member who does not see all contacts sees of the past only those that are in their sight today (R19).
    """
    sqlite = engines.dialect == "sqlite"
    with engines.read.connect() as connection:
        connection.detach()  # the pool gets none back that has tables of its own
        if sqlite:
            raw: Any = connection.connection
            raw.execute("PRAGMA query_only=OFF")
            raw.create_function("fold", 1, str.lower, deterministic=True)
        with connection.begin() as transaction:
            if not sqlite:
                connection.exec_driver_sql("SET TRANSACTION READ WRITE")
                connection.exec_driver_sql(f"SET LOCAL statement_timeout = {PATIENCE_MS}")
            _Past(connection, actor, at).build()
            connection.exec_driver_sql("PRAGMA query_only=ON" if sqlite else "SET TRANSACTION READ ONLY")
            yield connection
            transaction.rollback()


class _Past:
    """For each table that was written to since: `born_…` (rows that came since, and their step) and `past_…`, its rows
    as they stood, which takes the table's name in the end. Whole tables: SQLite hands no condition of an outer row into
    a view of two halves.
    """

    def __init__(self, connection: Connection, actor: Actor, at: int) -> None:
        self._connection = connection
        self._actor = actor
        self._at = at
        self._dialect = connection.dialect.name
        self._is_sqlite = self._dialect == "sqlite"
        self._schema = "main" if self._is_sqlite else str(connection.dialect.default_schema_name)

    def build(self) -> None:
        """Everything, contacts last: their summaries are derived from the rest."""
        seen = None if self._actor.sees_all else self._ids("seen_now", select(Contact.id).where(visible(self._actor)))
        written = self._written()
        born = self._born(Contact.__table__)
        models = [m for m in Base.__subclasses__() if m.__tablename__ in written - _TODAYS and m is not Contact]
        affected = self._with_more_to_come(born)
        for model in models:
            affected |= self._rewind(model.__table__)
        affected |= self._rewind(Contact.__table__, only=seen)
        self._statuses_that_came_along()
        for model in models:
            self._part_from_who_was_not_there(model.__table__, seen)
        for name in (*(model.__tablename__ for model in models), "contact"):
            self._connection.exec_driver_sql(f"ALTER TABLE past_{name} RENAME TO {name}")
        self._derive(affected)
        self._recount()
        self._steps_until_then()

    def _written(self) -> set[str]:
        names = select(StepWrite.model).join_from(StepWrite, Step, Step.id == StepWrite.step_id)
        return set(self._connection.scalars(names.where(Step.at > self._at).distinct()))

    # -- temporary tables ---------------------------------------------------------------------------------------

    def _ids(self, name: str, rows: Any, *more: str) -> Any:
        """A temporary table of ids and, where named, numbers that go with them."""
        kind = "INTEGER" if self._is_sqlite else "bigint"
        columns = ", ".join([f"id {kind} PRIMARY KEY", *(f"{one} {kind}" for one in more)])
        self._connection.exec_driver_sql(f"CREATE TEMP TABLE {name} ({columns})")
        made = table(name, column("id"), *(column(one) for one in more))
        self._connection.execute(insert_into(made).from_select(["id", *more], rows))
        return made

    def _images(self, target: Any, *columns: Any) -> Any:
        """The images of `target` that were made since."""
        i, w, s = StepImage, StepWrite, Step
        joined = i.__table__.join(w.__table__, w.id == i.write_id).join(s.__table__, s.id == w.step_id)
        return select(*columns).select_from(joined).where(w.model == target.name, s.at > self._at)

    def _born(self, target: Any) -> Any:
        """Rows whose first write since is the one that made them, and the step of it."""
        first = self._images(target, StepImage.row_id, func.min(StepImage.write_id).label("write_id"))
        firsts = first.group_by(StepImage.row_id).subquery("firsts")
        w = StepWrite
        made = select(firsts.c.row_id, w.step_id).join_from(firsts, w, w.id == firsts.c.write_id)
        return self._ids(f"born_{target.name}", made.where(w.op == "insert"), "step_id")

    # -- rows as they stood -------------------------------------------------------------------------------------

    def _rewind(self, target: Any, *, only: Any = None) -> set[int]:
        """Make `past_…` of a table; gives the contacts whose rows are others than today's."""
        born = BORN_CONTACTS if target is Contact.__table__ else self._born(target)
        changes, of_contacts = self._changes(target, born)
        new = self._too_new(target, born)
        if "contact_id" in target.c:
            of_contacts |= set(self._connection.scalars(select(target.c.contact_id).where(new))) - {None}
        stood = not_(func.coalesce(new, false()))
        self._copy(target, stood if only is None else and_(stood, target.c.id.in_(select(only.c.id))))
        self._apply(target, changes, born, only)
        self._forget_what_came_later(target, born)
        return of_contacts

    def _changes(self, target: Any, born: Any) -> tuple[dict[int, dict[str, Any]], set[int]]:
        """Of each row written since: the columns to put back, the whole row where it was taken away."""
        found: dict[int, dict[str, Any]] = defaultdict(dict)
        contacts: set[int] = set()
        i = StepImage
        images = self._images(target, i.row_id, i.contact_id, i.before).where(StepWrite.op != "insert")
        # the history that came along has days of its own, and is told by them
        images = images.where(or_(Step.action.not_in(BROUGHT_IN), i.row_id.not_in(select(born.c.id))))
        for row_id, contact_id, before in self._connection.execute(images.order_by(i.write_id.desc())):
            found[row_id].update(before)
            if contact_id is not None:
                contacts.add(contact_id)
        moved = [row_id for row_id, before in found.items() if "contact_id" in before]
        if moved:  # by a merge: the contact they are with today had them not
            these = target.c.id.in_(numbers(self._connection.dialect.name, moved))
            contacts |= set(self._connection.scalars(select(target.c.contact_id).where(these)))
        return dict(found), contacts

    def _too_new(self, target: Any, born: Any) -> Any:
        """Rows that came since and do not count yet: dated later, or added to a contact that was there before."""
        came = target.c.id.in_(select(born.c.id))
        if target is PastEvent.__table__:  # a merge has these from the contact that went, which then was there itself
            merges = select(Step.id).where(Step.root_id.in_(select(Step.id).where(Step.action == MERGED)))
            merged = target.c.id.in_(select(born.c.id).where(born.c.step_id.in_(merges)))
            return and_(came, or_(merged, target.c.at > self._at))
        if target.name in OWN_DAY:
            return and_(came, target.c[OWN_DAY[target.name]] > self._at)
        if "contact_id" not in target.c:
            return came
        of = BORN_CONTACTS
        together = exists(
            select(1).where(of.c.id == target.c.contact_id, born.c.id == target.c.id, of.c.step_id == born.c.step_id)
        )
        return and_(came, not_(together))

    def _copy(self, target: Any, stood: Any) -> None:
        name = f"past_{target.name}"
        run = self._connection.exec_driver_sql
        run(f"CREATE TEMP TABLE {name} AS SELECT * FROM {self._schema}.{target.name} WHERE 1 = 0")
        rows = select(*target.c).where(stood)
        self._connection.execute(insert_into(self._past(target)).from_select(list(target.c.keys()), rows))
        for key in ("id", "contact_id"):
            if key in target.c:
                run(f"CREATE INDEX ix_{name}_{key} ON {name} ({key})")

    def _past(self, target: Any) -> Any:
        """`past_…`; on PostgreSQL with the types, which documents and flags need."""
        if self._is_sqlite:
            return table(f"past_{target.name}", *(column(c.name) for c in target.c))
        return table(f"past_{target.name}", *(column(c.name, c.type) for c in target.c))

    def _apply(self, target: Any, changes: dict[int, dict[str, Any]], born: Any, only: Any) -> None:
        past, these = self._past(target), numbers(self._dialect, changes)
        standing = set(self._connection.scalars(select(past.c.id).where(past.c.id.in_(these))))
        gone = set(changes) - standing - set(self._connection.scalars(select(born.c.id).where(born.c.id.in_(these))))
        if only is not None:
            gone &= set(self._connection.scalars(select(only.c.id)))
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for row_id in standing:
            alike[tuple(sorted(changes[row_id]))].append(changes[row_id] | {"id": row_id})
        for names, rows in alike.items():
            marked = [{f"new_{name}": row[name] for name in names} | {"of": row["id"]} for row in rows]
            self._connection.execute(_setting(past, names), marked)
        # what came since and went again was never there
        if gone:
            self._connection.execute(insert_into(past), [changes[row_id] for row_id in gone])

    def _forget_what_came_later(self, target: Any, born: Any) -> None:
        past = self._past(target)
        came = past.c.id.in_(select(born.c.id))
        for name in NOT_YET.get(target.name, ()):
            later = and_(came, past.c[name] > self._at)
            values: dict[str, Any] = {name: None}
            if name == "unsubscribed_at":
                values |= {"email_subscribed": True, "text_subscribed": True, "unsubscribe_cause": ""}
            self._connection.execute(update(past).where(later).values(**values))

    def _part_from_who_was_not_there(self, target: Any, seen: Any) -> None:
        """A row goes with its contact, however old it is itself; a call with whom one sees today was made all the same,
        one with whom one does not see is no call of nobody's (R19).
        """
        if "contact_id" not in target.c:
            return
        past, contacts = self._past(target), self._past(Contact.__table__)
        alone = and_(past.c.contact_id.is_not(None), past.c.contact_id.not_in(select(contacts.c.id)))
        if target is Call.__table__:
            known = alone if seen is None else and_(alone, past.c.contact_id.in_(select(seen.c.id)))
            self._connection.execute(update(past).where(known).values(contact_id=None))
        self._connection.execute(delete(past).where(alone))

    # -- contacts -----------------------------------------------------------------------------------------------

    def _with_more_to_come(self, born: Any) -> set[int]:
        """Contacts that came since and had visited, as they are told today, after that moment."""
        c = Contact
        later = or_(*(c.__table__.c[name] > self._at for name in NOT_YET["contact"]))
        return set(self._connection.scalars(select(c.id).where(c.id.in_(select(born.c.id)), later)))

    def _statuses_that_came_along(self) -> None:
        """A contact whose history came along had, at that time, the status its history says."""
        p, past = PastEvent, self._past(Contact.__table__)
        told = select(p.contact_id, p.at, p.status, p.status_from).where(
            p.kind == "status", p.status != "", p.contact_id.in_(select(BORN_CONTACTS.c.id))
        )
        found: dict[int, str] = {}
        for contact_id, at, status, before in self._connection.execute(told.order_by(p.contact_id, p.at, p.id)):
            if at <= self._at:
                found[contact_id] = status
            else:
                found.setdefault(contact_id, before)
        rows = [{"new_status": status, "of": key} for key, status in found.items() if status]
        if rows:
            self._connection.execute(_setting(past, ("status",)), rows)

    def _derive(self, affected: set[int]) -> None:
        """The summaries of the contacts that were others, by the office's own statement over the past's tables."""
        here = Contact.__table__.c
        these = Contact.id.in_(select(BORN_CONTACTS.c.id))
        for name, kinds in (("last_visit_at", PASSIVE_TYPES), ("last_viewed_at", VIEWING_TYPES)):
            of = and_(Lead.contact_id == Contact.id, Lead.lead_type.in_(kinds), Lead.occurred_at <= self._at)
            latest = select(func.max(Lead.occurred_at)).where(of).correlate(Contact).scalar_subquery()
            visited = update(Contact).where(these).values({name: func.coalesce(latest, here[name])})
            self._connection.execute(visited)
        self._ids(SEEN_BY_SUMMARY.name, select(Contact.id).where(Contact.id.in_(numbers(self._dialect, affected))))
        tallies.renew_summaries(self._connection)

    def _recount(self) -> None:
        """The tally of that day, for the lists that a tally answers (R92)."""
        names = [c.name for c in ContactTally.__table__.c if c.name != "count"]
        flags = {c.name for c in Contact.__table__.c if isinstance(c.type, Boolean)}
        cells = [f"CAST({name} AS INTEGER)" if name in flags else name for name in names]
        cells = ["coalesce(owner_id, 0)" if name == "owner_id" else name for name in cells]
        self._connection.exec_driver_sql(
            f"CREATE TEMP VIEW contact_tally ({', '.join(names)}, count) AS SELECT {', '.join(cells)}, count(*) "
            f"FROM contact GROUP BY {', '.join(cells)}"
        )

    def _steps_until_then(self) -> None:
        """The journal of that day: a step undone since stood then."""
        step, later = f"{self._schema}.step", f"SELECT id FROM {self._schema}.step WHERE at > {self._at:d}"
        undone = f"CASE WHEN undone_by IN ({later}) THEN NULL ELSE undone_by END"
        columns = ", ".join(undone if c.name == "undone_by" else f'"{c.name}"' for c in Step.__table__.c)
        names = ", ".join(f'"{c.name}"' for c in Step.__table__.c)
        self._connection.exec_driver_sql(
            f"CREATE TEMP VIEW step ({names}) AS SELECT {columns} FROM {step} WHERE at <= {self._at:d}"
        )


def _setting(past: Any, names: Sequence[str]) -> Any:
    values = {name: bindparam(f"new_{name}", type_=past.c[name].type) for name in names}
    return update(past).where(past.c.id == bindparam("of")).values(**values)
