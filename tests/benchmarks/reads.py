"""P1 to P4, P8 and P11: lists, pages, counts and search through Office.read, against bare SQL on the same file."""

from __future__ import annotations

import random
from typing import Final

import numpy as np

from db.queries import lists
from db.rules.filters import ListSpec, Sort
from tests.benchmarks.bench import ROW, Bench
from tests.benchmarks.measuring import Figure, Goal, in_turn

PAGE: Final = 200
WINDOW: Final = 128
_ACTIVITY: Final = "ORDER BY last_activity_at DESC, id DESC"
_SHARED: Final = "id IN (SELECT contact_id FROM contact_share WHERE member_id = ?1)"
# Every list whose counts the tally answers; the others go by the clock.
_BY_CLOCK: Final = ("actively_searching", "not_searching", "missed_calls", "waiting_inquiries", "back_again")


def first_pages(bench: Bench) -> list[Figure]:
    """P1: the first 200 rows."""
    me = bench.as_agent().actor.id
    own_and_shared = f"""SELECT {ROW} FROM contact WHERE owner_id = ?1 AND status = 'new_lead'
        UNION ALL SELECT {ROW} FROM contact WHERE {_SHARED} AND owner_id IS NOT ?1 AND status = 'new_lead'
        ORDER BY 17 DESC, 1 DESC LIMIT {PAGE}"""
    plain = f"SELECT {ROW} FROM contact"
    cases = (
        ("everyone, broker", True, ListSpec("everyone"), f"{plain} {_ACTIVITY} LIMIT {PAGE}"),
        ("New Lead, broker", True, ListSpec("new_lead"), f"{plain} WHERE status = 'new_lead' {_ACTIVITY} LIMIT {PAGE}"),
        ("everyone by name, broker", True, ListSpec("everyone", sort=Sort("name", descending=False)),
         f"{plain} ORDER BY name_key, id LIMIT {PAGE}"),
        ("New Lead, agent", False, ListSpec("new_lead"), own_and_shared),
    )  # fmt: skip
    figures = []
    for what, broker, spec, sql in cases:
        office = bench.as_broker() if broker else bench.as_agent()
        parameters = () if broker else (me,)
        assert [r.id for r in office.read(lists.first_page, spec, count=PAGE)] == [
            r[0] for r in bench.all(sql, *parameters)
        ]
        ours, raw = in_turn(
            lambda _n, o=office, s=spec: o.read(lists.first_page, s, count=PAGE),  # type: ignore[misc]  # called at once
            lambda _n, q=sql, p=parameters: bench.all(q, *p),  # type: ignore[misc]  # called at once
            bench.rounds(300),
        )
        figures.append(Figure("P1", f"first page: {what}", ours, raw, (Goal("ratio", 1.3),)))
    return figures


def whole_list(bench: Bench) -> list[Figure]:
    """P2, second half: the ids of the unfiltered list."""
    office, spec = bench.as_broker(), ListSpec("everyone")
    sql = f"SELECT group_concat(id) FROM (SELECT id FROM contact {_ACTIVITY})"
    ours, raw = in_turn(lambda _n: office.read(lists.ids, spec), lambda _n: bench.all(sql), bench.rounds(15))
    return [Figure("P2", "ids of the unfiltered list", ours, raw, (Goal("ratio", 1.25),))]


def filtered_ids(bench: Bench) -> list[Figure]:
    """P3: all ids of a filter that 12.3 % of the contacts meet (123,000 of a million), and an agent's list."""
    office, spec = bench.as_broker(), ListSpec("prospect")
    sql = f"SELECT group_concat(id) FROM (SELECT id FROM contact WHERE status = 'prospect' {_ACTIVITY})"
    assert ",".join(map(str, office.read(lists.ids, spec).tolist())) == bench.all(sql)[0][0]
    ours, raw = in_turn(lambda _n: office.read(lists.ids, spec), lambda _n: bench.all(sql), bench.rounds(60))
    return [Figure("P3", "ids of a 12.3 % filter", ours, raw, (Goal("ratio", 1.3),))]


def pages(bench: Bench) -> list[Figure]:
    """P4: 128 rows from anywhere in the list, by id."""
    marks = ", ".join("?" * WINDOW)
    sql = f"SELECT {ROW} FROM contact WHERE id IN ({marks})"
    rounds = bench.rounds(300)
    figures = []
    for who in ("broker", "agent"):
        office = bench.as_broker() if who == "broker" else bench.as_agent()
        vector = office.read(lists.ids, ListSpec("everyone" if who == "broker" else "new_lead"))
        chance = random.Random(4)
        starts = [chance.randrange(max(len(vector) - WINDOW, 1)) for _ in range(rounds + 2)]
        wanted = [tuple(int(n) for n in np.resize(vector[s : s + WINDOW], WINDOW)) for s in starts]
        ours, raw = in_turn(
            lambda n, o=office, w=wanted: o.read(lists.rows, w[n]),  # type: ignore[misc]  # called at once
            lambda n, w=wanted: bench.all(sql, *w[n]),  # type: ignore[misc]  # called at once
            rounds,
        )
        figures.append(Figure("P4", f"random page, {who}", ours, raw, (Goal("ratio", 1.3),)))
    return figures


def counts(bench: Bench) -> list[Figure]:
    """P8: the sidebar of an agent: the lists the tally answers, then all of them."""
    office = bench.as_agent()
    me = office.actor.id
    cell = "owner_id, status, kind, is_seller, email_subscribed, in_campaign, has_alert"
    sql = f"SELECT {cell}, count FROM contact_tally WHERE owner_id IN (?, 0)"
    found = office.read(lists.counts)
    every = tuple(found)
    quick = tuple(k for k in every if k not in _BY_CLOCK)
    told = {key: office.read(lists.recount, ListSpec(key)) for key in every}
    assert found == told, {k: (found[k], told[k]) for k in every if found[k] != told[k]}
    figures = []
    for what, keys, goals in (
        ("the lists a tally answers", quick, (Goal("ratio", 5),)),
        ("all lists of the sidebar", every, (Goal("p50", 2),)),
    ):
        ours, raw = in_turn(
            lambda _n, k=keys: office.read(lists.counts, k),  # type: ignore[misc]  # called at once
            lambda _n: bench.all(sql, me),
            bench.rounds(100),
        )
        figures.append(Figure("P8", f"counts: {what}, agent", ours, raw, goals, "equal to a recount"))
    return figures


def search(bench: Bench) -> list[Figure]:
    """P11: what is typed, letter by letter, within one agent's contacts.

    From three letters on raw is the index alone: whoever of the whole office has the pieces, in no order, unread. Ours are
    the agent's own contacts among them, their texts looked into, in the order of the list. Both come as one text: a
    cursor of 900,000 rows would measure Python.
    """
    office = bench.as_agent()
    me = office.actor.id
    words = [
        typed[:n] for typed in ("whitman", "example.com", "8132", "barbara j", "golf") for n in range(1, len(typed) + 1)
    ]
    figures = []
    short = [w for w in words if len(w) < 3]
    long = [w for w in words if len(w) >= 3 and not w.endswith(" ")]
    own = f"SELECT id FROM contact WHERE (owner_id = ?1 OR {_SHARED} OR owner_id IS NULL) AND name_key LIKE ?2 || '%'"
    trigram = "SELECT group_concat(rowid) FROM contact_search WHERE contact_search MATCH ?"
    for word in ("barbara j", "golf"):
        spec = ListSpec("everyone", search=word)
        assert len(office.read(lists.ids, spec)) == office.read(lists.recount, spec)
    for what, these in (("3 letters and more", long), ("1 and 2 letters", short)):
        raws = (
            (lambda n, t=these: bench.all(trigram, _match(t[n % len(t)])))
            if these is long
            else (lambda n, t=these: bench.all(own, me, t[n % len(t)]))
        )
        ours, raw = in_turn(
            lambda n, t=these: office.read(lists.ids, ListSpec("everyone", search=t[n % len(t)])),  # type: ignore[misc]  # called at once
            raws,
            bench.rounds(4 * len(these)),
        )
        figures.append(Figure("P11", f"search, agent: {what}", ours, raw, (Goal("ratio_p95", 2),)))
    return figures


def _match(word: str) -> str:
    parts = dict.fromkeys(part[n : n + 3] for part in word.split() for n in range(len(part) - 2))
    return " AND ".join(f'"{p}"' for p in parts)
