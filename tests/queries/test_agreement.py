"""Every list agrees with itself: count, tally, ids, pages, document, export, mass change, chart bar and why (R91, R92).

Offices of many shapes are looked at by every role at many moments. BROKERDESK_AGREEMENT says how many offices.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from db.changes import Selection
from db.office import Office
from db.queries import exports, lists
from db.queries.charts import chart
from db.queries.documents import list_document
from db.queries.offered import lists_offered
from db.queries.selections import selection_facts
from db.queries.why import why
from db.rules.charts import CHARTS
from db.rules.errors import RefusedError
from db.rules.filters import ListSpec, parse_filter
from db.rules.lead_types import ListDefinition
from db.rules.permissions import Right
from tests.builders import (
    AGENT,
    BROKER,
    CONCIERGE,
    DAY,
    LENDER,
    OTHER_AGENT,
    TRANSACTIONS,
    UNDERWRITER,
    acting,
    tally_is_true,
)
from tests.office_fixtures import FakeClock, Offices
from tests.queries.generated_offices import BOTH, Shape, fill

ROLES = (BROKER, AGENT, OTHER_AGENT, CONCIERGE, UNDERWRITER, TRANSACTIONS, LENDER, BOTH)
# How many offices on each database; in a long run every list is looked at from every side at every view.
ASKED = int(os.environ.get("BROKERDESK_AGREEMENT", "0"))
OFFICES = ASKED or 2
THOROUGH = 1.0 if ASKED else 0.16
WHYS = 4 if ASKED else 2
LOOKS = 4 if ASKED else 2
NARROWED = ("status=new_lead,client", "pool=yes", "subscribed=no&seller=no", "owner=Wes Park", "drips=yes",
            "created<=90", "alerts=no&kind=ordinary", "archived=no")  # fmt: skip


class Agreement:
    """Looks at one office as one member at one moment, and counts what it tried."""

    def __init__(self, office: Office, clock: FakeClock, dice: Random) -> None:
        self.office = office
        self.clock = clock
        self.dice = dice
        self.tried: Counter[str] = Counter()

    def look(self, ids: list[int]) -> None:
        """Every list and chart, as the member who is signed in, now."""
        offered = self.office.read(lists_offered)
        counts = self.office.read(lists.counts)
        assert counts.keys() == {one.key for one in offered}
        for one in self.office.facts.lists:
            if one in offered:
                self.one_list(one, ids, counts[one.key])
            else:
                self.refused(one, ids)
        key = self.dice.choice([c.key for c in CHARTS])
        self.bars(key, counts)

    def one_list(self, one: ListDefinition, ids: list[int], counted: int) -> None:
        """All that is made from a definition says the same."""
        read, spec = self.office.read, ListSpec(one.key, sort=one.sort)
        shown = [int(n) for n in read(lists.ids, spec)]
        where = (self.office.actor.name, one.key, self.clock.now)
        assert len(set(shown)) == len(shown) == counted, where
        self.tried["lists"] += 1
        self.tried["rows"] += len(shown)
        if self.dice.random() >= THOROUGH:
            return
        self.tried["lists from every side"] += 1
        assert (read(lists.count, spec), read(lists.recount, spec)) == (len(shown),) * 2, where
        assert [row.id for row in read(lists.first_page, spec, count=200)] == shown, where
        assert [row["id"] for row in read(list_document, spec)] == shown, where
        assert read(selection_facts, Selection(spec=spec), right=Right.SEE).count == len(shown), where
        self.exported(spec, shown)
        self.narrowed(one, shown)
        for contact_id in self.dice.sample(ids, min(WHYS, len(ids))):
            self.asked(contact_id, one, member=contact_id in shown)

    def exported(self, spec: ListSpec, shown: list[int]) -> None:
        """An export of the list holds the list: for an agent, what of it is their own."""
        if not self.office.actor.may(Right.EXPORT):
            with pytest.raises(RefusedError):
                self.office.read(exports.export_ids, Selection(spec=spec))
            return
        found = self.office.read(exports.export_ids, Selection(spec=spec))
        if self.office.actor.sees_all:
            assert sorted(found) == sorted(shown)
            return
        own = self.office.read(lists.rows, tuple(shown)) if shown else {}
        assert sorted(found) == sorted(n for n, row in own.items() if row.owner_id == self.office.actor.id)

    def narrowed(self, one: ListDefinition, shown: list[int]) -> None:
        """A filter, a search, and the archived where the list has room for them."""
        texts = [self.dice.choice(NARROWED), *(["archived=yes"] if one.widens else [])]
        for spec in (*(ListSpec(one.key, parse_filter(t)) for t in texts), ListSpec(one.key, search="lee")):
            found = [int(n) for n in self.office.read(lists.ids, spec)]
            said = self.office.read(lists.count, spec), self.office.read(lists.recount, spec)
            assert said == (len(found),) * 2, (self.office.actor.name, spec)
            assert "archived=yes" in texts or set(found) <= set(shown)

    def asked(self, contact_id: int, one: ListDefinition, *, member: bool) -> None:
        """Why says what the list says, and the moment it names is the last one."""
        if not self.office.read(lists.rows, (contact_id,)):
            return
        answer = self.office.read(why, contact_id, one.key)
        where = (self.office.actor.name, one.key, contact_id, self.clock.now)
        assert answer.member is member is all(c.met for c in answer.conditions), where
        assert all(c.sentence and c.value for c in answer.conditions), where
        self.tried["whys"] += 1
        if not member:
            return
        now = self.clock.now
        if answer.until is None:  # then no day to come ends it
            looks = [(now + days * DAY + 1, True) for days in (self.dice.randrange(1, 400), 5_000)]
        else:
            looks = [(answer.until - 1, True), (answer.until, False)]
            self.tried["ends"] += 1
        for at, still in looks:
            self.clock.now = at
            assert self.office.read(why, contact_id, one.key).member is still, (*where, at)
            assert (contact_id in self.office.read(lists.ids, ListSpec(one.key))) is still, (*where, at)
        self.clock.now = now

    def refused(self, one: ListDefinition, ids: list[int]) -> None:
        """A broker's list tells others nothing, in whatever way it is asked for."""
        spec = ListSpec(one.key)
        for query in (lists.count, lists.recount, lists.ids, lists.first_page, list_document):
            with pytest.raises(RefusedError, match=r"broker's lists\."):
                self.office.read(query, spec)
        with pytest.raises(RefusedError):
            self.office.read(lists.counts, (one.key,))
        for contact_id in ids[:1]:
            with pytest.raises(RefusedError):
                self.office.read(why, contact_id, one.key)

    def bars(self, key: str, counts: dict[str, int]) -> None:
        """A bar's value is the list it opens; the bars by status are the lists by status."""
        for item in self.office.read(chart, key).items:
            if item.list_key not in counts or item.value is None:
                continue
            spec = ListSpec(item.list_key, item.filter)
            said = self.office.read(lists.count, spec), len(self.office.read(lists.ids, spec))
            assert said == (item.value, item.value), (key, item.label, self.clock.now)
            if key == "status" and self.office.actor.sees_all:
                assert item.value == counts[item.filter.terms[0].values[0]]
            self.tried["bars"] += 1


@pytest.fixture(scope="module")
def tried() -> Iterator[Counter[str]]:
    """What all offices of this run tried, printed at its end (`-s` shows it)."""
    total: Counter[str] = Counter()
    yield total
    print(f"\nagreement: {', '.join(f'{total[key]:,} {key}' for key in sorted(total))}")


@pytest.mark.parametrize("seed", range(OFFICES))
def test_r92_every_list_agrees_with_itself(offices: Offices, clock: FakeClock, tried: Counter[str], seed: int) -> None:
    shape = Shape(seed)
    office = offices.with_members()
    ids = fill(office, clock, shape)
    checking = Agreement(office, clock, shape.dice)
    for number, moment in enumerate(shape.looks(LOOKS)):
        clock.now = moment
        for name in ROLES if ASKED else ROLES[number % 2 :: 2]:
            with acting(office, name):
                checking.look(ids)
            checking.tried["views"] += 1
        checking.tried["moments"] += 1
    assert tally_is_true(office)
    tried.update(checking.tried)
    tried["offices"] += 1
    assert checking.tried["lists"] > 0
