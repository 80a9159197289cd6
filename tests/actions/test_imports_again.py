"""Imports that meet what is there: rows about one person, known contacts, and what others wrote since (R95)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from db.actions import imports, statuses
from db.models import ContactPhone, SubscriptionChange
from db.office import Office
from db.queries.contacts import contact_card
from db.queries.lists import count
from db.rules.errors import StaleRehearsalError
from db.rules.filters import ListSpec
from tests.actions.test_imports import take_in, try_out, written
from tests.builders import AGENT, acting, add, columns, contents, these

EVERYONE = ListSpec("everyone")


def opt_outs(office: Office) -> list[Any]:
    change = SubscriptionChange
    with office.engines.read.connect() as connection:
        return [tuple(row) for row in connection.execute(select(change.channel, change.subscribed))]


def test_two_imports_of_one_file_at_once_take_nothing_in_twice(office: Office, tmp_path: Path) -> None:
    file = written(tmp_path, "Name,Email\nAnn Lee,ann@example.com\nBea Roe,bea@example.com\n")
    mine, theirs = try_out(office, file), try_out(office, file)
    with acting(office, AGENT):
        own = try_out(office, file)
        office.perform(imports.import_contacts, rehearsal=own)
    before = contents(office)
    for late in (mine, theirs):
        with pytest.raises(StaleRehearsalError, match=r"2 contacts it would add.*rehearse it again"):
            office.perform(imports.import_contacts, rehearsal=late)
    assert contents(office) == before
    again, _done = take_in(office, file)
    assert again.files[0].counts["new"] == 0
    assert office.read(count, EVERYONE) == 2


def test_a_newer_change_is_not_overwritten_by_an_older_rehearsal(office: Office, tmp_path: Path) -> None:
    contact_id = add(office, "Ann Lee", email="ann@example.com")
    late = try_out(office, written(tmp_path, "Name,Email,Priority\nAnn Lee,ann@example.com,Hot\n"))
    office.perform(statuses.change_status, selection=these(contact_id), status="client")
    with pytest.raises(StaleRehearsalError, match="1 contacts it would change"):
        office.perform(imports.import_contacts, rehearsal=late)


def test_what_others_do_with_other_contacts_stops_no_import(office: Office, tmp_path: Path) -> None:
    other = add(office, "Cal Fox", phone="(813) 555-0100")
    plan = try_out(office, written(tmp_path, "Name,Email\nAnn Lee,ann@example.com\n"))
    add(office, "Dee Fox", phone="(813) 555-0101")
    office.perform(statuses.change_status, selection=these(other), status="client")
    assert office.perform(imports.import_contacts, rehearsal=plan).value.counts["new"] == 1


def test_r38_a_file_takes_a_known_contact_off_texts_alone(office: Office, tmp_path: Path) -> None:
    contact_id = add(office, "Tina Moe", email="tina@example.com")
    before = contents(office)
    file = written(tmp_path, "Name,Email,Text Opt Out\nTina Moe,tina@example.com,yes\n")
    rehearsal, done = take_in(office, file)
    assert rehearsal.files[0].rows[0].changes == ("Unsubscribed from texts",)
    assert columns(office, contact_id, "email_subscribed", "text_subscribed") == (True, False)
    assert opt_outs(office) == [("text", False)]
    office.undo(done.step)
    assert contents(office) == before


def test_r38_a_new_contact_without_texts_has_its_opt_out_written_down(office: Office, tmp_path: Path) -> None:
    take_in(office, written(tmp_path, "Name,Email,Text Opt Out\nTina Moe,tina@example.com,yes\n"))
    assert opt_outs(office) == [("text", False)]


def test_rows_about_one_person_lose_nothing_in_silence(office: Office, tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "First Name,Last Name,Email,Phone,Priority,Company,Spouse,Pet\n"
        "Tw,In,tw@example.com,(813) 555-0100,Hot,,,Rex\n"
        "Tw,In,tw@example.com,(813) 555-0101,Cold,Blue Water,Kim,Bello\n",
    )
    rehearsal, _done = take_in(office, file)
    second = rehearsal.files[0].rows[1]
    assert second.outcome == "duplicate"
    assert "not taken from this one: Priority, Pet." in second.warnings[-1]
    contact_id = office.read(count, EVERYONE)
    card = office.read(contact_card, contact_id)
    assert (card.fields["company"], card.fields["spouse"], card.fields["priority"]) == ("Blue Water", "Kim", "hot")
    with office.engines.read.connect() as connection:
        primary = select(func.count()).select_from(ContactPhone).where(ContactPhone.is_primary.is_(True))
        assert connection.scalar(primary) == 1


def test_what_an_update_does_not_take_is_said(office: Office, tmp_path: Path) -> None:
    add(office, "Robert Lee", email="bob@example.com")
    file = written(tmp_path, "First Name,Last Name,Email,Lender,Priority\nBob,Lee,bob@example.com,Wes Park,Hot\n")
    row = try_out(office, file).files[0].rows[0]
    assert row.changes == ("Priority", "Extra fields")
    assert row.warnings == (
        "Nobody with the role Lender is called “Wes Park”; the contact has no lender from it.",
        "What the office has was kept; not taken from the file: First name.",
    )


def test_words_for_members_who_are_none_here_are_kept(office: Office, tmp_path: Path) -> None:
    file = written(tmp_path, "Name,Email,Lender,Assigned To\nAnn Lee,ann@example.com,Nobody Lender,Nobody Agent\n")
    rehearsal, done = take_in(office, file)
    assert [w for w in rehearsal.files[0].rows[0].warnings if "There is no member" in w] == [
        "There is no member “Nobody Agent”; the contact has no owner from it.",
        "There is no member “Nobody Lender”; the contact has no lender from it.",
    ]
    (contact_id,) = done.value.new_ids[0]
    extra = office.read(contact_card, contact_id).fields["extra"]
    assert extra == {"Owner": "Nobody Agent", "Lender": "Nobody Lender"}
