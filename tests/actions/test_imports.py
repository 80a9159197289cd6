"""Imports: counts, nothing twice, undo, opt-outs, households, statuses; and the export that comes back (R4, R95)."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.actions import imports, members, statuses, subscriptions
from db.changes import Outcome, Selection
from db.files.own_format import OWN_COLUMNS
from db.models import ContactEmail
from db.office import Office
from db.queries.documents import contact_document
from db.queries.exports import export_ids, export_rows
from db.queries.imports import (
    DUPLICATE,
    NEW,
    REFUSED,
    UPDATED,
    FileRehearsal,
    ImportRequest,
    Rehearsal,
    import_count,
    open_source,
    refused_rows,
    rehearse,
)
from db.queries.lists import ids
from db.rules.errors import CancelledError, RefusedError
from db.rules.filters import ListSpec
from db.rules.matching import own_emails, own_name, own_phones
from tests import builders
from tests.builders import AGENT, LENDER, OTHER_AGENT, acting, add, columns, contents, tally_is_true, these
from tests.office_fixtures import MEMBERS, FakeClock, Offices

INPUTS = Path(__file__).parents[1] / "inputs"
FILES = sorted(INPUTS.glob("*.csv"))


def try_out(office: Office, *paths: Path, **choices: Any) -> Rehearsal:
    """The rehearsal of some files."""
    sources = [office.read(open_source, path) for path in paths]
    return office.read(rehearse, tuple(ImportRequest(s, s.mapping, **choices) for s in sources))


def take_in(office: Office, *paths: Path, **choices: Any) -> tuple[Rehearsal, Outcome[imports.ImportSummary]]:
    """Import some files; unknown statuses become New Lead."""
    choices = {"on_unknown_status": "new_lead"} | choices
    rehearsal = try_out(office, *paths, **choices)
    return rehearsal, office.perform(imports.import_contacts, rehearsal=rehearsal)


def one_file(office: Office, path: Path, **choices: Any) -> FileRehearsal:
    """What one file would do."""
    return try_out(office, path, **choices).files[0]


def written(folder: Path, text: str) -> Path:
    """A file of these lines."""
    path = folder / "people.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_r95_every_file_comes_in_goes_out_and_is_not_taken_twice(offices: Offices, path: Path) -> None:
    office = offices.with_members()
    before = contents(office)
    rehearsal, done = take_in(office, path)
    (one,) = rehearsal.files
    assert contents(office) != before
    assert one.counts == {key: sum(r.outcome == key for r in one.rows) for key in one.counts}
    assert one.counts[NEW] == len(one.new) == len(done.value.new_ids[0]) == len(office.read(ids, ListSpec("everyone")))
    assert done.value.counts == one.counts
    assert tally_is_true(office)
    after = contents(office)
    again, second = take_in(office, path)
    # a relay's address and not even a name: there is nothing such a row may be known again by
    unknowable = sum(not (own_emails(p.draft) or own_phones(p.draft) or own_name(p.draft)) for p in one.new)
    assert (again.files[0].counts[NEW], again.files[0].counts[UPDATED]) == (unknowable, 0), again.files[0].rows
    if unknowable:
        office.undo(second.step)
    else:
        assert second.step is None
    assert contents(office) == after
    office.undo(done.step)
    assert contents(office) == before
    office.redo()
    assert contents(office) == after


def test_r95_all_files_together_are_one_step(office: Office) -> None:
    before = contents(office)
    rehearsal, done = take_in(office, *FILES)
    assert sum(len(f.new) for f in rehearsal.files) == len(office.read(ids, ListSpec("everyone")))
    assert office.read(import_count) == len([f for f in rehearsal.files if f.new or f.updates])
    assert office.undo().value.undid == done.step
    assert contents(office) == before


def test_r95_imported_contacts_stay_frozen_until_the_member_confirms(office: Office) -> None:
    _rehearsal, done = take_in(office, INPUTS / "kvcore.csv")
    new = done.value.new_ids[0]
    assert all(columns(office, n, "automation_frozen") for n in new)
    assert done.step is not None
    assert office.perform(imports.unfreeze, step_id=done.step).value == len(new)
    assert not any(columns(office, n, "automation_frozen") for n in new)


def test_r95_a_stopped_import_leaves_nothing(office: Office) -> None:
    before = contents(office)
    rehearsal = try_out(office, INPUTS / "kvcore.csv")
    with pytest.raises(CancelledError):
        office.perform(imports.import_contacts, rehearsal=rehearsal, progress=lambda _done, _total: False)
    source = office.read(open_source, INPUTS / "kvcore.csv")
    with pytest.raises(CancelledError):
        office.read(rehearse, (ImportRequest(source, source.mapping),), progress=lambda _done, _total: False)
    assert contents(office) == before


def test_r04_an_unknown_status_is_reported_with_its_row_and_mapped_once(office: Office, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "First Name,Last Name,Email,Status\nAnn,Lee,ann@example.com,Lukewarm\nBea,Orr,bea@example.com,Trash\n"
        "Cal,Poe,cal@example.com,Lukewarm\nDee,Fox,dee@example.com,\n",
    )
    one = one_file(office, path)
    assert one.unknown_statuses == ("Lukewarm",)
    assert [(r.row, r.outcome, r.status) for r in one.rows] == [
        (2, REFUSED, ""), (3, NEW, "archive"), (4, REFUSED, ""), (5, NEW, "new_lead"),
    ]  # fmt: skip
    assert "Lukewarm" in one.rows[0].reasons[0]
    header, rows = refused_rows(one)
    assert header[:4] == ("First Name", "Last Name", "Email", "Status")
    assert [row[:4] for row in rows] == [("Ann", "Lee", "ann@example.com", "Lukewarm"),
                                         ("Cal", "Poe", "cal@example.com", "Lukewarm")]  # fmt: skip
    mapped = one_file(office, path, unknown_statuses={"Lukewarm": "prospect"}, status="sphere")
    assert [r.status for r in mapped.rows] == ["prospect", "archive", "prospect", "sphere"]


def test_r06_an_archived_row_comes_in_unsubscribed(office: Office, tmp_path: Path) -> None:
    path = written(tmp_path, "First Name,Last Name,Email,Status\nBea,Orr,bea@example.com,Archived\n")
    _rehearsal, done = take_in(office, path)
    contact_id = done.value.new_ids[0][0]
    assert columns(office, contact_id, "email_subscribed", "unsubscribe_cause") == (False, "archive")


def test_r38_an_unsubscribed_person_stays_so_when_the_file_says_nothing(office: Office, tmp_path: Path) -> None:
    contact_id = add(office, "Ann Lee", email="ann@example.com")
    office.perform(subscriptions.unsubscribe, contact_id=contact_id)
    path = written(tmp_path, "First Name,Last Name,Email,Company\nAnn,Lee,ann@example.com,Bluewater Title LLC\n")
    rehearsal, _done = take_in(office, path)
    assert rehearsal.files[0].rows[0].outcome == UPDATED
    assert columns(office, contact_id, "email_subscribed", "company") == (False, "Bluewater Title LLC")


def test_a_file_can_unsubscribe_and_move_a_known_contact(office: Office, tmp_path: Path) -> None:
    contact_id = add(office, "Ann Lee", email="ann@example.com")
    before = contents(office)
    path = written(tmp_path, "First Name,Last Name,Email,Status\nAnn,Lee,ann@example.com,Archived\n")
    rehearsal, _done = take_in(office, path)
    assert rehearsal.files[0].rows[0].changes == ("Status",)
    assert columns(office, contact_id, "status", "email_subscribed") == ("archive", False)
    office.undo()
    assert contents(office) == before


def test_relays_and_placeholders_match_nobody(office: Office) -> None:
    for path in (INPUTS / "fub_relay.csv", INPUTS / "kvcore_placeholders.csv"):
        rehearsal, _done = take_in(office, path)
        assert rehearsal.files[0].counts[UPDATED] == 0
    with office.engines.read.connect() as connection:
        used = connection.execute(select(ContactEmail.value, ContactEmail.usable)).all()
    assert {e.usable for e in used if "kvleads.com" in e.value or "convo.zillow" in e.value} == {False}


def test_a_household_number_merges_nobody(office: Office, tmp_path: Path) -> None:
    add(office, "Ann Lee", email="ann@example.com", phone="(813) 555-0142")
    path = written(tmp_path, "First Name,Last Name,Email,Phone\nBart,Lee,bart@example.com,813-555-0142\n")
    rehearsal, _done = take_in(office, path)
    (row,) = rehearsal.files[0].rows
    assert (row.outcome, len(office.read(ids, ListSpec("everyone")))) == (NEW, 2)
    assert any("Ann Lee" in warning for warning in row.warnings)


def test_r19_a_hidden_duplicate_is_refused_without_naming_anyone(office: Office, tmp_path: Path) -> None:
    add(office, "Quentin Hidden", owner=OTHER_AGENT, email="q@example.com", phone="(813) 555-0142")
    path = written(
        tmp_path, "First Name,Last Name,Email,Phone\nQ,H,q@example.com,\nBart,Lee,bart@example.com,813-555-0142\n"
    )
    with acting(office, AGENT):
        one = one_file(office, path)
    assert [r.outcome for r in one.rows] == [REFUSED, NEW]
    assert one.rows[0].reasons == ("This contact is already in the office; ask your broker.",)
    assert "Quentin" not in repr([*one.rows, *one.new, *one.updates])
    assert one.rows[0].of is None


def test_agents_import_into_their_own_and_others_not_at_all(office: Office, tmp_path: Path) -> None:
    path = written(tmp_path, "First Name,Last Name,Email,Assigned To\nAnn,Lee,ann@example.com,Ivy Sandoval\n")
    with acting(office, AGENT):
        _rehearsal, done = take_in(office, path)
        assert len(office.read(ids, ListSpec("new_lead"))) == 1
    contact_id = done.value.new_ids[0][0]
    assert columns(office, contact_id, "owner_id", "owner_how") == (builders.member(office, AGENT), "imported")
    with acting(office, LENDER), pytest.raises(RefusedError):
        office.perform(imports.import_contacts, rehearsal=Rehearsal(()))
    with acting(office, LENDER), pytest.raises(RefusedError):  # a rehearsal would tell who is in the office (R19)
        take_in(office, path)


def test_an_agents_file_updates_no_contact_of_the_pool(office: Office, tmp_path: Path) -> None:
    add(office, "Ann Lee", email="ann@example.com")
    path = written(tmp_path, "First Name,Last Name,Email,Company\nAnn,Lee,ann@example.com,Bluewater\n")
    before = contents(office)
    with acting(office, AGENT):
        rehearsal = try_out(office, path)
        assert [r.outcome for r in rehearsal.files[0].rows] == [REFUSED]
        office.perform(imports.import_contacts, rehearsal=rehearsal)
    assert contents(office) == before


def exported(office: Office, path: Path) -> Path:
    """The whole office as a file of its own columns."""
    everyone = office.read(export_ids, Selection(spec=ListSpec("everyone")))
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(OWN_COLUMNS)
        rows.writerows(office.read(lambda reader: list(export_rows(reader, everyone))))
    return path


def plain(document: dict[str, Any]) -> dict[str, Any]:
    """A contact's document less its id and the times of steps."""
    history = [{k: v for k, v in entry.items() if k != "at"} for entry in document["history"]]
    return {k: v for k, v in document.items() if k != "id"} | {"history": history}


def documents(office: Office) -> list[dict[str, Any]]:
    """Every contact's document, the oldest contact first."""
    return [plain(office.read(contact_document, int(n))) for n in sorted(office.read(ids, ListSpec("everyone")))]


def test_r95_an_exported_office_comes_back_the_same(offices: Offices, clock: FakeClock, tmp_path: Path) -> None:
    office = offices.with_members()
    take_in(office, *FILES)
    full = add(
        office, "Ann Lee", owner=AGENT, email="ann@example.com, second@example.com", phone="(813) 555-0142 x12",
        tags="pool Past_Client", address="1 Main St, Tampa, 02134", notes=("first", "second | with a bar\nand a line"),
        seller=(("street", "1 Main St"), ("bedrooms", "3")), interest=0, priority="hot", captured_by_text="mls",
        valuation_address="1 Main St", sell_form_at="2026-01-02T03:04:05Z", last_viewed_at="2026-02-02T03:04:05Z",
        extra=(("Favorite colour", "=blue"), ("Empty", "")),
    )  # fmt: skip
    builders.share_with(office, full, OTHER_AGENT)
    builders.set_columns(office, full, lender_id=builders.member(office, LENDER))
    builders.lead(office, full, "question", message="Is it quiet?", listing="T3412345")
    builders.call_due(office, full, clock.now + 5)
    for to in ("client", "archive", "sphere"):
        clock.tick()
        office.perform(statuses.change_status, selection=these(full), status=to, why=f"because {to}")
    clock.tick()
    office.perform(subscriptions.resubscribe, contact_id=full, reason="asked for it")
    clock.tick()
    path = exported(office, tmp_path / "office.csv")
    bare = offices.bare()
    for name, role in MEMBERS:
        bare.perform(members.add_member, name=name, roles=(role,))
    bare.sign_in()
    rehearsal, done = take_in(bare, path)
    assert rehearsal.files[0].counts[NEW] == len(office.read(ids, ListSpec("everyone"))), [
        r for r in rehearsal.files[0].rows if r.outcome != NEW
    ]
    assert documents(bare) == documents(office)
    assert tally_is_true(bare)
    again = one_file(bare, path)
    unknowable = {
        n for n, p in enumerate(rehearsal.files[0].new)
        if not (own_emails(p.draft) or own_phones(p.draft) or own_name(p.draft))
    }  # fmt: skip
    assert {n for n, r in enumerate(again.rows) if r.outcome != DUPLICATE} == unknowable
    bare.undo(done.step)
    assert len(bare.read(ids, ListSpec("everyone"))) == 0
