"""The office's settings and its scheme of statuses: what is written, refused, shown before, and undone (R1, R93)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.actions import settings
from db.office import Office
from db.queries.lists import counts
from db.queries.schemes import scheme_preview, searching_preview
from db.rules.errors import FieldProblemsError, RefusedError
from db.rules.statuses import EIGHT, SEVEN, Status
from tests.builders import AGENT, DAY, OTHER_AGENT, acting, add, columns, contents, perform_as, set_columns
from tests.office_fixtures import FakeClock


def test_r01_a_scheme_is_one_step_and_changes_no_contact(office: Office) -> None:
    contact_id = add(office, "Ann Lee", status="prospect")
    before = contents(office)
    done = office.perform(settings.set_scheme, scheme=SEVEN)
    assert (done.value, done.changes.label) == (1, "Statuses: seven statuses, 7 in use")
    assert (office.facts.scheme, columns(office, contact_id, "status")) == (SEVEN, "prospect")
    office.undo(done.step)
    assert (office.facts.scheme, contents(office)) == (EIGHT, before)


def test_r01_the_scheme_in_use_is_no_step(office: Office) -> None:
    done = office.perform(settings.set_scheme, scheme=EIGHT)
    assert (done.value, done.step) == (0, None)
    office.perform(settings.set_scheme, scheme=SEVEN)
    assert office.perform(settings.set_scheme, scheme=SEVEN).step is None


def test_r01_what_a_scheme_does_is_shown_first(office: Office) -> None:
    for name, status in (("Ann Lee", "prospect"), ("Bea Orr", "prospect"), ("Cal Poe", "archive")):
        add(office, name, status=status)
    shown = {(e.status, e.contacts): e.sentence for e in office.read(scheme_preview, SEVEN)}
    assert shown == {
        ("prospect", 2): "Prospect can no longer be chosen; the contacts that have it keep it and can leave it.",
        ("archive", 1): "Archiving no longer unsubscribes from now on.",
    } | {key: text for key, text in shown.items() if "called" in text}
    sentences = [e.sentence for e in office.read(scheme_preview, SEVEN)]
    assert "Archive is called Archived." in sentences
    assert office.facts.scheme == EIGHT


def test_r01_order_and_colours_are_shown_too(office: Office) -> None:
    add(office, "Ann Lee")
    first, *others = EIGHT.statuses
    moved = replace(EIGHT, statuses=(*others, replace(first, light="#112233")))
    effects = office.read(scheme_preview, moved)
    assert [(e.status, e.contacts) for e in effects] == [("sphere", 0), ("", 1)]
    assert effects[0].sentence == "Sphere has another colour."
    assert effects[1].sentence.startswith("The order becomes Prospect, New Lead")
    assert office.read(scheme_preview, EIGHT) == ()


def test_r01_hiding_a_status_is_no_other_order(office: Office) -> None:
    hidden = replace(EIGHT, statuses=tuple(replace(s, in_use=s.key is not Status.PROSPECT) for s in EIGHT.statuses))
    assert [e.status for e in office.read(scheme_preview, hidden)] == ["prospect"]
    office.perform(settings.set_scheme, scheme=hidden)
    assert [e.sentence for e in office.read(scheme_preview, EIGHT)] == ["Prospect can be chosen again."]


def test_r19_a_preview_counts_what_the_member_sees(office: Office) -> None:
    add(office, "Ann Lee", status="prospect", owner=AGENT)
    add(office, "Bea Orr", status="prospect", owner=OTHER_AGENT)
    with acting(office, AGENT):
        assert next(e.contacts for e in office.read(scheme_preview, SEVEN) if e.status == "prospect") == 1


def test_r01_a_scheme_that_hides_what_rules_set_is_refused(office: Office) -> None:
    hidden = replace(EIGHT, statuses=tuple(replace(s, in_use=s.key is not Status.ARCHIVE) for s in EIGHT.statuses))
    with pytest.raises(FieldProblemsError, match="cannot be hidden"):
        office.perform(settings.set_scheme, scheme=hidden)


def test_settings_are_checked_cleaned_and_undone(office: Office) -> None:
    before = contents(office)
    values = {"name": " Harbor  Realty ", "zone": "america/chicago", "searching_days": "60"}
    done = office.perform(settings.set_office, values=values)
    assert (done.value, office.facts.name, office.facts.zone) == (3, "Harbor Realty", "America/Chicago")
    assert done.changes.label == "Office settings: Name of the office, Actively searching, days, Time zone"
    assert "within the last 60 days" in next(one.definition for one in office.facts.lists if one.rule == "R31")
    office.undo()
    assert contents(office) == before
    with pytest.raises(FieldProblemsError):
        office.perform(settings.set_office, values={"name": "New", "searching_days": "soon"})
    assert contents(office) == before


def test_a_phone_is_read_by_the_offices_region(office: Office) -> None:
    office.perform(settings.set_office, values={"region": "DE"})
    office.perform(settings.set_office, values={"phone": "030 901820"})
    assert office.facts.settings["phone"] == "+4930901820"


def test_who_may_not_change_settings_is_refused(office: Office) -> None:
    with pytest.raises(RefusedError, match="broker's to change"):
        perform_as(office, AGENT, settings.set_scheme, scheme=SEVEN)


def test_r93_another_threshold_is_tried_before_it_is_saved(office: Office, clock: FakeClock) -> None:
    recent, older, viewer = (add(office, name) for name in ("Ann Lee", "Bea Orr", "Cal Poe"))
    old = clock.now - 75 * DAY
    set_columns(office, older, created_at=old)
    set_columns(office, viewer, created_at=old, last_viewed_at=clock.now - DAY)
    assert columns(office, recent, "created_at") > old
    shown = office.read(searching_preview, days=60, viewed_only=False)
    assert (shown.searching, shown.would_be, shown.not_searching, shown.would_not_be) == (3, 2, 0, 1)
    strict = office.read(searching_preview, days=60, viewed_only=True)
    assert (strict.would_be, strict.would_not_be) == (1, 2)
    office.perform(settings.set_office, values={"searching_days": 60, "searching_viewed_only": True})
    found = office.read(counts, ("actively_searching", "not_searching"))
    assert (found["actively_searching"], found["not_searching"]) == (strict.would_be, strict.would_not_be)
