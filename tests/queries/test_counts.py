"""Counts cannot lie: a count, the list behind it, its document and its "why" are one definition (R92, R91, R19)."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy import select, update

from db.actions import activity, members, statuses, subscriptions
from db.changes import Selection
from db.checking import check
from db.models import Contact
from db.office import Office
from db.queries import exports, lists
from db.queries.contacts import contact_card
from db.queries.documents import contact_document, list_document
from db.queries.keys import contact_keys
from db.queries.offered import lists_offered
from db.queries.search import find
from db.queries.why import why
from db.rules.errors import NotFoundError, RefusedError
from db.rules.filters import ListSpec, Sort, parse_filter
from db.rules.statuses import Status
from tests import builders
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
    add,
    these,
)
from tests.office_fixtures import START, FakeClock

BOTH = "Otto Both"
EVERYONE = (BROKER, AGENT, OTHER_AGENT, CONCIERGE, LENDER, UNDERWRITER, TRANSACTIONS, BOTH)
FILTERS = (
    "", "status=new_lead,client", "status!=archive&kind=ordinary", "subscribed=no", "subscribed!=yes", "seller=yes",
    "pool=yes", "pool=no", "owner=Wes Park", "owner=none", "owner=none,Ivy Sandoval", "owner!=Wes Park", "owner=0",
    "hashtag=pool", "hashtag!=#Pool", "hashtag=*", "city~tam", "city=Tampa", "postal_code=02134", "created<=30",
    "created>30", "last_visit=*", "last_visit!=*", "interest=unrated,5", "interest!=5", "priority=hot", "priority!=hot",
    "has_email=yes&has_phone=no", "lead_type=question", "lead_type!=question", "text~lee", "unsubscribe_cause~them",
    "lender=Lena Ortiz", "lender!=*", "source=*", "missed_call=no", "waiting_inquiry=yes,no", "subscribed=yes,no",
    "drips=no", "drips=yes", "alerts=no", "seller_any=yes", "approval=no", "archived=no",
    "captured_by_text=*", "captured_by_text!=*",
)  # fmt: skip


@pytest.fixture
def busy(office: Office, clock: FakeClock) -> Office:
    """An office where every member sees something, and something else than the others."""
    dice = Random(7)  # the same office every time
    office.perform(members.add_member, name=BOTH, roles=("agent", "lender"))
    for n in range(24):
        clock.now = START - dice.choice((0, 10, 89, 90, 91, 400)) * DAY
        contact_id = add(
            office, f"{dice.choice(('Ann', 'Bea', 'Cal'))} Lee{'abcdefghij'[n % 10]}",
            owner=dice.choice((AGENT, OTHER_AGENT, BOTH, "")), status=dice.choice(list(Status)).value,
            email=dice.choice((f"p{n}@example.com", "")), phone=dice.choice((f"(813) 555-01{n + 10}", "")),
            tags=dice.choice(("pool", "", "loft pool")), captured_by_text=dice.choice(("", "", "mls")),
            address=dice.choice(("", "1 Main St, Tampa, 02134", "9 Dune Rd, Boston, 33602")),
            interest=dice.choice((None, 0, 5)), priority=dice.choice(("", "hot")),
            sell_form_at=dice.choice(("", "2026-01-02T03:04:05Z")),
            last_visit_at=dice.choice(("", "2026-11-01T00:00:00Z")),
        )  # fmt: skip
        if n % 4 == 0:
            builders.share_with(office, contact_id, dice.choice((AGENT, OTHER_AGENT, BOTH)))
        if n % 5 == 0:
            lender = builders.member(office, dice.choice((LENDER, BOTH)))
            builders.set_columns(office, contact_id, lender_id=lender)
            builders.send_to_underwriter(office, contact_id)
        if n % 7 == 0:
            office.perform(builders.put_deal, contact_id=contact_id)
            office.perform(subscriptions.unsubscribe, contact_id=contact_id)
        if n % 3 == 0:
            office.perform(activity.add_lead, contact_id=contact_id, lead_type=dice.choice(("question", "favorite")))
            builders.call_due(office, contact_id, START - DAY)
    clock.now = START
    return office


def test_r92_a_count_is_its_list_for_every_list_filter_and_member(busy: Office) -> None:
    for name in EVERYONE:
        with acting(busy, name):
            for one in busy.read(lists_offered):
                filtered = ("everyone", "pool") if name in (BROKER, AGENT, BOTH) else ()
                for text in FILTERS if one.key in filtered else FILTERS[:2]:
                    spec = ListSpec(one.key, parse_filter(text))
                    shown = [int(n) for n in busy.read(lists.ids, spec)]
                    said = busy.read(lists.count, spec), busy.read(lists.recount, spec)
                    assert said == (len(shown), len(shown)), (name, one.key, text)
                    assert len(set(shown)) == len(shown)


def test_r92_the_document_and_the_first_page_are_the_list(busy: Office) -> None:
    for name in (BROKER, AGENT, LENDER):
        with acting(busy, name):
            for one in busy.read(lists_offered):
                shown = [int(n) for n in busy.read(lists.ids, ListSpec(one.key))]
                assert [row["id"] for row in busy.read(list_document, ListSpec(one.key))] == shown
                page = busy.read(lists.first_page, ListSpec(one.key), count=5)
                assert [row.id for row in page] == shown[:5]
                found = busy.read(lists.rows, tuple(shown))
                assert set(found) == set(shown)
                assert all(found[row.id] == row for row in page)
    assert len(busy.read(list_document, ListSpec("everyone"), limit=3)) == 3
    assert busy.read(lists.counts, ("new_lead",)).keys() == {"new_lead"}


def test_r91_why_says_member_exactly_where_the_list_holds_the_contact(busy: Office, clock: FakeClock) -> None:
    for name in (BROKER, AGENT):
        with acting(busy, name):
            everyone = [int(n) for n in busy.read(lists.ids, ListSpec("everyone"))][:12]
            for one in busy.read(lists_offered):
                shown = {int(n) for n in busy.read(lists.ids, ListSpec(one.key))}
                for contact_id in everyone:
                    answer = busy.read(why, contact_id, one.key)
                    assert answer.member is (contact_id in shown), (name, one.key, contact_id)
                    assert answer.member is all(c.met for c in answer.conditions)
                    if answer.until is not None:
                        clock.now = answer.until - 1
                        assert busy.read(why, contact_id, one.key).member
                        clock.now = answer.until
                        assert not busy.read(why, contact_id, one.key).member
                        clock.now = START


def test_r91_why_not_names_the_condition_of_a_filter_on_top(busy: Office) -> None:
    contact_id = add(busy, "Zoe Hart", priority="hot", tags="loft")
    extra = parse_filter("priority=cold&hashtag=loft&interest=5&created<=30")
    answer = busy.read(why, contact_id, "new_lead", extra=extra)
    assert [c.met for c in answer.conditions] == [True, False, True, False, True]
    assert answer.conditions[1].sentence == "Priority is Cold."
    assert answer.conditions[1].value == "Hot"
    within = busy.read(why, contact_id, "new_lead", extra=parse_filter("created<=30"))
    assert within.until == START + 30 * DAY + 1


def test_the_ids_come_in_the_cursors_order_for_every_sort(busy: Office) -> None:
    with busy.engines.read.connect() as connection:
        for column in (*lists.SORTS, "waiting"):
            for descending in (True, False):
                spec = ListSpec("everyone", sort=Sort(column, descending=descending))
                by_cursor = list(connection.scalars(busy.read(lists.ordered, spec)))
                assert [int(n) for n in busy.read(lists.ids, spec)] == by_cursor, column


def test_r19_nothing_of_anothers_contact_appears_anywhere(busy: Office) -> None:
    hidden = add(busy, "Quentin Hidden", owner=OTHER_AGENT, email="quentin@hidden.example", phone="(813) 555-0199",
                 tags="secret")  # fmt: skip
    busy.perform(statuses.change_status, selection=these(hidden), status="client")
    for name in (AGENT, LENDER, UNDERWRITER, TRANSACTIONS):
        with acting(busy, name):
            for one in busy.read(lists_offered):
                assert hidden not in busy.read(lists.ids, ListSpec(one.key))
                assert hidden not in {r["id"] for r in busy.read(list_document, ListSpec(one.key))}
            for words in ("Quentin", "hidden.example", "5550199", "#secret", "qu"):
                assert hidden not in {f.id for f in busy.read(find, words)}
                assert hidden not in busy.read(lists.ids, ListSpec("everyone", search=words))
            assert busy.read(lists.rows, (hidden,)) == {}
            assert hidden not in busy.read(contact_keys).values()
            for query in (contact_card, contact_document):  # the timeline is read by the card
                with pytest.raises(NotFoundError, match=f"no contact {hidden}"):
                    busy.read(query, hidden)
            with pytest.raises(NotFoundError):
                busy.read(why, hidden, "new_lead")
    with acting(busy, AGENT):
        assert hidden not in busy.read(exports.export_ids, Selection(ids=(hidden,)))
        assert hidden not in busy.read(exports.export_ids, Selection(spec=ListSpec("everyone")))
    with acting(busy, LENDER), pytest.raises(RefusedError):
        busy.read(exports.export_ids, Selection(spec=ListSpec("everyone")))


def test_r92_sidebar_counts_equal_a_recount_at_every_boundary_of_the_clock(busy: Office, clock: FakeClock) -> None:
    assert [f.sentence for f in busy.read(check) if not f.right] == []
    with busy.engines.read.connect() as connection:
        turns = {n + 90 * DAY for n in connection.scalars(select(Contact.searching_at).distinct())}
        turns |= {n for n in connection.scalars(select(Contact.call_due_at)) if n is not None}
        turns |= {n for n in connection.scalars(select(Contact.waiting_since)) if n is not None}
    clocked = ("actively_searching", "not_searching", "missed_calls", "waiting_inquiries", "back_again", "no_drips")
    for name in (BROKER, AGENT):
        with acting(busy, name):
            for turn in sorted(turns):
                for clock.now in (turn, turn + 1):
                    counted = busy.read(lists.counts, clocked)
                    assert counted == {key: busy.read(lists.recount, ListSpec(key)) for key in clocked}


def test_r92_check_finds_a_contact_that_does_not_say_what_waits_for_it(busy: Office) -> None:
    with busy.engines.write.begin() as connection:
        connection.execute(update(Contact).where(Contact.call_due_at.is_not(None)).values(call_due_at=1))
    assert [f.name for f in busy.read(check) if not f.right] == ["standing"]
