"""The only door to an office: open, sign in, read, perform, undo, redo."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from db import schema
from db.actions.base import Action
from db.as_of import earlier
from db.changes import Changes, Outcome, UndoResult
from db.engine import Engines, open_engines, plain_error
from db.history import latest_to_redo, latest_to_undo, named_step, reverse
from db.queries.facts import load_facts
from db.queries.members import MemberRow, member_for_sign_in, members
from db.queries.reader import OfficeFacts, Prepared, Reader
from db.rules.errors import FileProblemError, RefusedError
from db.rules.permissions import Actor, Right, Role, lacking
from db.unit_of_work import UnitOfWork

P = ParamSpec("P")
R = TypeVar("R")
Clock = Callable[[], int]
THE_OFFICE = Actor(0, "Brokerdesk", (Role.BROKER,))
# What runs by itself: it sees all and passes every check that a member passes.
BY_ITSELF = Actor(0, "Brokerdesk", (Role.BROKER,))


def wall_clock() -> int:
    """Now, in milliseconds UTC."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class EarlierOffice:
    """An office as it stood at the moment of `reader`: it is read, and nothing else (R94)."""

    reader: Reader

    def read(self, query: Callable[Concatenate[Reader, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a query over what stood then."""
        return query(self.reader, *args, **kwargs)


class Office:
    """One open office and the member who works in it. Thread-safe: reads run side by side, writes one after another."""

    def __init__(self, engines: Engines, *, clock: Clock = wall_clock) -> None:
        self.engines = engines
        self.clock = clock
        self.actor: Actor = THE_OFFICE
        self._write_lock = threading.Lock()
        self._facts: OfficeFacts | None = None
        self._facts_age = 0
        self._data_version = 0
        self._written_version = 0

    # -- opening ------------------------------------------------------------------------------------------------

    @classmethod
    def open(cls, place: str | Path, *, clock: Clock = wall_clock, key: bytes | None = None) -> Office:
        """Open an existing office, a file or a database URL; an older one is backed up, then migrated.

        Errors: FileProblemError when there is none or it is damaged, OfficeVersionError when it is newer than this.
        """
        engines = open_engines(place, key=key)
        try:
            schema.check_exists(engines)
            schema.upgrade(engines)
        except DBAPIError as error:
            engines.dispose()
            raise plain_error(error, str(place)) from error
        except Exception:
            engines.dispose()
            raise
        return cls(engines, clock=clock)

    @classmethod
    def create(cls, place: str | Path, *, clock: Clock = wall_clock, key: bytes | None = None) -> Office:
        """Make a new, empty office. Errors: FileProblemError when something stands at `place` already."""
        engines = open_engines(place, key=key)
        fresh = engines.path is not None and not engines.path.exists()
        try:
            schema.create(engines)
        except DBAPIError as error:
            engines.dispose()
            plain = plain_error(error, str(place))
            if fresh and engines.path is not None and isinstance(plain, FileProblemError):
                schema.remove_unfinished(engines.path)
            raise plain from error
        except Exception:
            engines.dispose()
            raise
        return cls(engines, clock=clock)

    def close(self) -> None:
        """Give back every connection; the file can then be moved."""
        self.engines.dispose()

    @property
    def place(self) -> str:
        """The office's file, or its database without the password."""
        return str(self.engines.path or self.engines.write.url.render_as_string(hide_password=True))

    # -- members ------------------------------------------------------------------------------------------------

    def members(self) -> tuple[MemberRow, ...]:
        """The active members, to choose oneself from; known before anyone has signed in."""
        return self._read_as(THE_OFFICE, members)

    def sign_in(self, name: str = "", *, password: str | None = None) -> Actor:
        """Work as the member `name`, the first broker when empty. Errors: NotFoundError, RefusedError (password)."""
        self.actor = self._read_as(THE_OFFICE, member_for_sign_in, name=name, password=password)
        return self.actor

    @property
    def facts(self) -> OfficeFacts:
        """Settings, scheme of statuses, lists and members' names, read once and renewed when they change."""
        found = self._facts
        if found is None:
            asked = self._facts_age
            with self._reading() as connection:
                found = load_facts(connection)
            if asked == self._facts_age:  # else a write has overtaken this read, and the next one reads again
                self._facts = found
        return found

    def _forget_facts(self) -> None:
        self._facts_age += 1
        self._facts = None

    # -- reading and writing ------------------------------------------------------------------------------------

    def read(self, query: Callable[Concatenate[Reader, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a query as the member who is signed in, on a connection that cannot write."""
        return self._read_as(self.actor, query, *args, **kwargs)

    @contextmanager
    def as_of(self, at: int) -> Iterator[EarlierOffice]:
        """The office as it stood at `at` (ms UTC), for as many reads as are wanted (R94)."""
        facts = replace(self.facts, prepared=Prepared())  # no statement made for today's tables
        try:
            with earlier(self.engines, self.actor, at) as connection:
                yield EarlierOffice(Reader(connection, self.actor, at, facts))
        except DBAPIError as error:
            raise plain_error(error, self.place) from error

    def perform(self, action: Action[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Outcome[R]:
        """Run an action as one step in one transaction; an error leaves the office as it was."""
        return self._perform(self.actor, self.clock(), action, *args, **kwargs)

    def read_by_itself(self, query: Callable[Concatenate[Reader, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a query for the worker, which sees every contact, whoever is signed in."""
        return self._read_as(BY_ITSELF, query, *args, **kwargs)

    def perform_by_itself(
        self, at: int | None, action: Action[P, R], /, *args: P.args, **kwargs: P.kwargs
    ) -> Outcome[R]:
        """Run an action for the worker (DOMAIN 3): a step of nobody's, dated at the moment it fell due.

        `at` in milliseconds UTC: now when None, and never later than now (R15: the program may have been closed then).
        """
        now = self.clock()
        return self._perform(BY_ITSELF, now if at is None else min(at, now), action, *args, **kwargs)

    def _perform(
        self, actor: Actor, now: int, action: Action[P, R], /, *args: P.args, **kwargs: P.kwargs
    ) -> Outcome[R]:
        self._check(action.right, actor)
        with self._writing(action.name, action.right, actor=actor, now=now) as uow:
            value = action.run(uow, *args, **kwargs)
            changes = uow.finish()
        return self._done(value, changes)

    def undo(self, step: int | None = None) -> Outcome[UndoResult]:
        """Take back a step (the member's latest when None); what moved on since is left and named (R90)."""
        self._check(Right.UNDO_OWN)
        with self._writing("undo", Right.UNDO_OWN) as uow:
            value = reverse(uow, latest_to_undo(uow) if step is None else named_step(uow, step))
            changes = uow.finish()
        return self._done(value, changes)

    def redo(self) -> Outcome[UndoResult]:
        """Do again what the member undid last."""
        self._check(Right.UNDO_OWN)
        with self._writing("redo", Right.UNDO_OWN) as uow:
            value = reverse(uow, latest_to_redo(uow))
            changes = uow.finish()
        return self._done(value, changes)

    def changed_elsewhere(self) -> bool:
        """Whether another program wrote since the last call; the window asks about once a second.

        Asked on the connection that writes, whose data_version stands still at its own commits: what this Office wrote
        itself has been told already. While it writes the answer waits for the next call.
        """
        if self.engines.dialect != "sqlite" or not self._write_lock.acquire(blocking=False):
            return False
        try:
            version = self._version_on_disk()
        finally:
            self._write_lock.release()
        changed = self._data_version not in (0, version)
        self._data_version = version
        if changed:
            self._forget_facts()
        return changed

    def _version_on_disk(self) -> int:
        raw = self.engines.write.raw_connection()
        try:
            return int(raw.cursor().execute("PRAGMA data_version").fetchone()[0])
        finally:
            raw.close()

    # -- within -------------------------------------------------------------------------------------------------

    def _check(self, right: Right, actor: Actor | None = None) -> None:
        if not (actor or self.actor).may(right):
            raise RefusedError(lacking(right))

    def _read_as(
        self, actor: Actor, query: Callable[Concatenate[Reader, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        facts = self.facts
        with self._reading() as connection:
            return query(Reader(connection, actor, self.clock(), facts), *args, **kwargs)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self.engines.read.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise plain_error(error, self.place) from error

    @contextmanager
    def _writing(
        self, name: str, right: Right, *, actor: Actor | None = None, now: int | None = None
    ) -> Iterator[UnitOfWork]:
        try:
            with self._write_lock, self.engines.write.begin() as connection:
                facts = self._facts_for(connection)
                who, when = actor or self.actor, self.clock() if now is None else now
                uow = UnitOfWork(connection, actor=who, now=when, action=name, right=right)
                uow.facts, uow.members = facts, facts.member_ids
                uow.trusted = who is THE_OFFICE
                yield uow
        except DBAPIError as error:
            raise plain_error(error, self.place) from error

    def _facts_for(self, connection: Connection) -> OfficeFacts:
        """The facts a write goes by: read anew when another program has written since this one last did."""
        if self.engines.dialect != "sqlite":
            return load_facts(connection)
        version = int(connection.connection.cursor().execute("PRAGMA data_version").fetchone()[0])
        if version != self._written_version:
            self._written_version = version
            found = load_facts(connection)
            self._facts_age += 1  # a read that began before the other program's commit must not put its own over these
            self._facts = found
            return found
        return self.facts

    def _done(self, value: R, changes: Changes) -> Outcome[R]:
        if changes.tables & {"member", "setting"}:
            self._forget_facts()
        return Outcome(value, changes, changes.step)
