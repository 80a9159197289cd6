"""An hour of calls as a queue: in which order, who is through, whose turn is next, who is passed over."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

# A dial is done up to so often before a contact counts as tried (R9: each dial is an attempt of its own).
TRIPLE: Final = 3
MOST_DIALS: Final = 9
MOST_CALLS: Final = 5_000  # a list that takes weeks is a slip
UNANSWERED: Final = "no_answer"
# Why somebody in the queue is passed over.
GONE, ARCHIVED, LEFT, NUMBERLESS = "gone", "archived", "left", "numberless"


@dataclass(frozen=True, slots=True)
class Course:
    """What changes of a session: those put off in the order that was done, whose turn it is (None: the first), since
    when (ms UTC), and how many dials each gets.
    """

    off: tuple[int, ...] = ()
    at: int | None = None
    since: int = 0
    dials: int = TRIPLE

    def document(self) -> dict[str, Any]:
        """As the office keeps it."""
        return {"off": list(self.off), "at": self.at, "since": self.since, "dials": self.dials}

    def put_off(self, contact_id: int, now: int) -> Course:
        """The same with a contact at the end of the queue, also one that was put off before."""
        return replace(self, off=(*(n for n in self.off if n != contact_id), contact_id), since=now)


def read_course(kept: Mapping[str, Any]) -> Course:
    """What `Course.document` made; what is missing is as it ships."""
    at = kept.get("at")
    dials = int(kept.get("dials") or TRIPLE)
    return Course(
        tuple(int(n) for n in kept.get("off") or ()), None if at is None else int(at), int(kept.get("since") or 0),
        min(max(dials, 1), MOST_DIALS),
    )  # fmt: skip


def read_queue(kept: Mapping[str, Any]) -> tuple[int, ...]:
    """The ids of a queue in their order."""
    return tuple(int(n) for n in kept.get("ids") or ())


@dataclass(frozen=True, slots=True)
class Worked:
    """What the session's member did with one contact since it began: dials nobody answered, whether anything else came
    of it (an answer, a message, a press), and when last (ms UTC).
    """

    unanswered: int = 0
    settled: bool = False
    last_at: int = 0

    def is_over(self, dials: int) -> bool:
        """Whether the contact's turn is over."""
        return self.settled or self.unanswered >= dials


@dataclass(frozen=True, slots=True)
class Queue:
    """A session's contacts: `ids` in the list's order, what was done with whom, who is passed over and why."""

    ids: tuple[int, ...]
    course: Course = Course()
    worked: Mapping[int, Worked] = field(default_factory=dict)
    passed: Mapping[int, str] = field(default_factory=dict)

    @property
    def order(self) -> tuple[int, ...]:
        """As they come: those put off after the others."""
        known = set(self.ids)
        put_off = tuple(n for n in self.course.off if n in known)
        late = set(put_off)
        return tuple(n for n in self.ids if n not in late) + put_off

    @property
    def done(self) -> frozenset[int]:
        """Those whose turn is over."""
        return frozenset(n for n in self.ids if n in self.worked and self.worked[n].is_over(self.course.dials))

    @property
    def open(self) -> tuple[int, ...]:
        """Those still to be called, as they come."""
        done = self.done
        return tuple(n for n in self.order if n not in done and n not in self.passed)

    def turn(self) -> int | None:
        """Whose turn it is when the session is gone on with: whoever was at hand last, or the next after them."""
        last = max(self.worked, key=lambda n: self.worked[n].last_at, default=None)
        at = self.course.at
        if last is not None and (at is None or self.worked[last].last_at > self.course.since):
            at = last
        still = self.open
        return at if at in still else self.after(at)

    def after(self, contact_id: int | None) -> int | None:
        """Who is next after a contact, from the front again at the end; None when nobody else is open."""
        still = [n for n in self.open if n != contact_id]
        behind = _behind(self.order, contact_id)
        return next((n for n in still if n in behind), still[0] if still else None)

    def before(self, contact_id: int | None) -> int | None:
        """Who stands before a contact, done or not; None at the front."""
        order = [n for n in self.order if n == contact_id or n not in self.passed]
        place = order.index(contact_id) if contact_id in order else 0
        return order[place - 1] if place else None


def _behind(order: Sequence[int], contact_id: int | None) -> Collection[int]:
    if contact_id is None or contact_id not in order:
        return set(order)
    return set(order[order.index(contact_id) + 1 :])
