"""Every reading there is, tried by members who may not see the other agent's contacts (R19, DOMAIN 1a).

What is read must be the same, to the last count, as it was before those contacts came into the office, and none of
their words or numbers may be in it. `pytest -s tests/visibility_walk` prints how many readings were tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from db.actions import activity, appointments, details, dispositions, ownership
from db.office import Office
from db.queries.imports import ImportRequest, open_source, rehearse
from tests.builders import AGENT, BROKER, DAY, LENDER, OTHER_AGENT, TRANSACTIONS, UNDERWRITER, acting, member, these
from tests.office_fixtures import START, FakeClock
from tests.visibility_walk.ground import MARK, OWN_WORK, Ground, first_id, hang_own, hide, make
from tests.visibility_walk.questions import found_queries, is_piece, named_by, questions, unknown
from tests.visibility_walk.readings import Refused, leaks, read

# Each reading of a walk, by its name and place, with the numbers that its question names itself.
Readings = dict[tuple[str, int], tuple[Any, frozenset[int]]]

# Asked by what runs by itself, which sees everything: whether something is due, and what. No screen shows a member.
BY_ITSELF: Final = frozenset({
    "claims.any_claim_due", "claims.claims_due",
    "digests.any_digest_due", "digests.digest_due_at", "digests.digests_due",
    "holds.any_hold_due", "holds.due_moments", "routing.any_offer_due", "routing.offers_due",
    "update_requests.any_update_due", "update_requests.updates_due",
})  # fmt: skip
# What is the whole office's and not of its contacts: these may differ, and still say no word of them.
OF_THE_OFFICE: Final = {"listing_page.listing_page": "how many others looked at a listing is told, not who"}


def walk(ground: Ground, name: str, *, every: int = 1) -> Readings:
    """Every reading as the member `name`; of those that differ in their arguments one in `every`."""
    found: Readings = {}
    with acting(ground.office, name):
        for place, (query, (function, arguments)) in enumerate(questions(ground, every=every)):
            if query not in BY_ITSELF:
                found[query, place] = ground.office.read(read, function, arguments), named_by(arguments)
    return found


def walk_back(ground: Ground, at: int) -> Readings:
    """The same of a past day, as the agent."""
    with acting(ground.office, AGENT), ground.office.as_of(at) as earlier:
        return {
            (query, place): (earlier.read(read, function, arguments), named_by(arguments))
            for place, (query, (function, arguments)) in enumerate(questions(ground, every=3))
            if query not in BY_ITSELF
        }


def told(readings: Readings, own: frozenset[int] = frozenset()) -> Iterator[str]:
    """What is said of hidden contacts, by query; and where a query cannot be asked so."""
    for (query, _place), (value, given) in readings.items():
        if isinstance(value, Refused) and value.broken:
            yield f"{query} broke ({value.kind}: {value.sentence:.200}): mend it, or the walk's questions"
            continue
        given |= own
        yield from (f"{query} tells: {leak}" for leak in list(leaks(value, given=given))[:1])


def differing(before: Readings, after: Readings) -> Iterator[str]:
    """The queries that answer otherwise since the hidden contacts are there."""
    for (query, place), (value, _given) in after.items():
        if value != before[query, place][0] and query not in OF_THE_OFFICE:
            yield f"{query} says otherwise: {before[query, place][0]!r:.300} is now {value!r:.300}"


def answered(readings: Readings) -> frozenset[str]:
    """The queries that gave something other than a refusal."""
    return frozenset(query for (query, _place), (value, _given) in readings.items() if not isinstance(value, Refused))


def check(readings: Readings, before: Readings | None = None, own: frozenset[int] = frozenset()) -> int:
    """No word, no number but those of one's own work, and no difference; gives how many readings that was."""
    faults = [*told(readings, own), *(differing(before, readings) if before is not None else ())]
    assert not faults, "\n".join(faults[:20])
    return len(readings)


def test_the_walk_can_call_every_query() -> None:
    missing = [words for name, function in found_queries().items() if (words := unknown(name, function))]
    assert not missing, f"Tell the walk how to call {missing} (tests/visibility_walk/questions.py)"


def test_r19_every_reading_is_as_if_the_other_s_contacts_were_not_there(office: Office) -> None:
    ground = make(office)
    every = {AGENT: 2, TRANSACTIONS: 9, LENDER: 9, UNDERWRITER: 9}
    before = {name: walk(ground, name, every=some) for name, some in every.items()}
    hide(ground, deals=False)
    tried = {TRANSACTIONS: check(walk(ground, TRANSACTIONS, every=every[TRANSACTIONS]), before[TRANSACTIONS])}
    hide(ground, deals=True)  # whoever sees every deal sees them from now on
    for name in (AGENT, LENDER, UNDERWRITER):
        tried[name] = check(walk(ground, name, every=every[name]), before[name])
    seen = walk(ground, BROKER, every=9)
    names = {name for name in found_queries() if not is_piece(name)} - BY_ITSELF
    in_vain = names - answered(before[AGENT]) - answered(seen)
    assert len(in_vain) < len(names) / 10, f"never answered, so never tried: {sorted(in_vain)}"
    # the words are there to be found: who may see them meets them in most of what tells of contacts
    speaking = Counter(line.partition(" tells")[0] for line in told(seen))
    assert len(speaking) > 35
    print(
        f"\n{office.engines.dialect}: {len(names)} queries; readings {tried}; words in {len(speaking)} of the broker's"
    )
    print(f"refused to everybody here: {', '.join(sorted(in_vain)) or 'none'}")


def test_r19_what_was_one_s_own_and_is_another_s_now_is_as_hidden(office: Office, clock: FakeClock) -> None:
    ground = make(office)
    moved = hang_own(ground)
    with acting(office, AGENT):
        office.perform(activity.add_note, contact_id=moved, body=f"{MARK} own note")
        office.perform(activity.add_task, contact_id=moved, kind="call", title=f"{MARK} own call", due_at=START + DAY)
        office.perform(details.add_detail, contact_id=moved, kind="phones", values={"text": "(813) 555-0188"})
        meeting = appointments.NewAppointment(START + DAY, title=f"{MARK} own meeting")
        office.perform(appointments.add_appointment, contact_id=moved, appointment=meeting)
        office.perform(dispositions.press, selection=these(moved), key="offer_made")
        own = office.perform(dispositions.press, selection=these(moved), key="not_contacted").step
    clock.tick(60_000)
    with acting(office, BROKER):
        office.perform(ownership.assign, selection=these(moved), member_id=member(office, OTHER_AGENT))
    clock.tick(60_000)
    # their own work has its numbers, and says nothing of whom it was done for (R12)
    own_work = frozenset(n for table in OWN_WORK for n in range(first_id(table), first_id(table) + 99))
    tried = check(walk(ground, AGENT, every=2), own=own_work) + check(walk_back(ground, START), own=own_work)
    with acting(office, AGENT):
        undone = office.undo(own)
        assert not list(leaks([repr(undone.value), undone.changes.label])), undone
    print(f"\n{office.engines.dialect}: {tried} readings of what was one's own")


def test_r19_an_import_tells_of_them_only_that_they_are_there(office: Office, tmp_path: Path) -> None:
    ground = make(office)
    hide(ground, deals=False)
    path = tmp_path / "mine.csv"
    path.write_text("Name,E-mail,Phone\nZoe Hart,both@zqx.example,\nYan Hart,,(813) 555-0123\n", encoding="utf-8")
    with acting(office, AGENT):
        source = office.read(open_source, path)
        (file,) = office.read(rehearse, (ImportRequest(source, source.mapping),)).files
        rows = list(file.rows)
    assert rows[0].reasons == ("This contact is already in the office; ask your broker.",)
    assert rows[0].of is None
    about = [row for row in repr(rows).split("'") if "zoe" not in row.casefold() and "both@" not in row]
    assert not list(leaks(about))
