"""The window of duplicates: searched, looked at side by side, merged, told apart (R25)."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.actions import contacts, merging
from db.queries.contacts import contact_card
from db.rules.drafts import ContactDraft
from db.rules.emails import read_emails
from db.rules.names import read_name
from db.rules.phones import read_phones
from desktop.dialogs.duplicates.dialog import DuplicatesDialog
from desktop.tasks import READERS
from tests.desktop.dialogs.desk import Desk


def add(desk: Desk, name: str, phone: str, *, email: str = "", source: str = "", job_title: str = "") -> int:
    """A contact with a number."""
    draft = ContactDraft(name=read_name(name), phones=read_phones(phone), emails=read_emails(email))
    draft = replace(draft, source=source, job_title=job_title)
    return desk.office.perform(contacts.add_contact, draft=draft).value


def opened(desk: Desk) -> DuplicatesDialog:
    """The window, when it has searched."""
    dialog = DuplicatesDialog(desk.services)
    desk.show(dialog)
    return dialog


def pairs(dialog: DuplicatesDialog) -> list[tuple[int, int]]:
    """The pairs it shows."""
    return [(p.one, p.other) for p in dialog.table.model_of_rows.rows]


@pytest.fixture
def four(desk: Desk) -> tuple[int, int, int, int]:
    bob = add(desk, "Bob Lee", "(813) 555-0134", email="bob@example.com", source="zillow", job_title="Cook")
    robert = add(desk, "Robert Lee", "(813) 555-0134", email="bob@example.com", source="website")
    return bob, robert, add(desk, "Cay Moss", "(813) 555-0199"), add(desk, "Cay Moss", "(813) 555-0199")


def test_r25_the_best_pair_is_side_by_side_with_its_reasons(desk: Desk, four: tuple[int, ...]) -> None:
    dialog = opened(desk)
    assert pairs(dialog) == [four[:2], four[2:]]
    assert "same number (813) 555-0134" in dialog.why.text
    assert "names alike: Bob Lee / Robert Lee" in dialog.why.text
    assert dialog.said.text() == "2 pairs of contacts may be one."
    assert dialog.one.isEnabled()
    assert dialog.side is not None
    assert dialog.side.choice.keep == four[0]
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    desk.settle()
    assert "Cay Moss" in dialog.why.text


def test_r25_what_is_chosen_is_merged_and_the_toast_undoes_it(desk: Desk, four: tuple[int, ...]) -> None:
    dialog = opened(desk)
    assert dialog.side is not None
    dialog.side.button("stays", 1).click()
    dialog.side.button("source", 0).click()
    choice = dialog.side.choice
    assert (choice.keep, choice.gone, choice.take) == (four[1], four[0], frozenset({"source"}))
    dialog.one.click()
    desk.settle()
    card = desk.office.read(contact_card, four[1])
    assert (card.name, card.fields["source"], card.fields["job_title"]) == ("Robert Lee", "zillow", "Cook")
    assert desk.answers.toasts == ["Bob Lee merged into Robert Lee"]
    assert pairs(dialog) == [four[2:]]
    desk.answers.offers[0]()
    desk.settle()
    assert desk.office.read(contact_card, four[0]).name == "Bob Lee"
    dialog.again.click()
    desk.settle()
    assert pairs(dialog) == [four[:2], four[2:]]


def test_r25_not_the_same_goes_for_good(desk: Desk, four: tuple[int, ...]) -> None:
    dialog = opened(desk)
    dialog.two.click()
    desk.settle()
    assert pairs(dialog) == [four[2:]]
    assert "are not the same" in desk.answers.toasts[0]
    dialog.two.click()
    desk.settle()
    assert dialog.empty.isVisible()
    assert not dialog.one.isEnabled()


def test_r25_an_office_without_duplicates_says_so(desk: Desk) -> None:
    dialog = opened(desk)
    assert dialog.empty.isVisible()
    assert not dialog.one.isEnabled()
    assert not dialog.two.isEnabled()
    assert dialog.again.isEnabled()


def test_r25_a_pair_that_somebody_changed_or_merged_is_looked_at_again(desk: Desk, four: tuple[int, ...]) -> None:
    dialog = opened(desk)
    desk.office.perform(contacts.edit_contact, contact_id=four[1], changes={"company": "Palm"})
    dialog.one.click()
    desk.settle()
    assert "look at them again" in desk.answers.errors[0]
    assert pairs(dialog) == [four[:2], four[2:]]
    assert dialog.one.isEnabled()
    done = desk.office.perform(merging.merge, keep=four[0], gone=four[1])
    desk.services.announcer.announce(done.changes)
    desk.settle()
    assert pairs(dialog) == [four[2:]]


def test_r25_the_search_is_called_off(desk: Desk, four: tuple[int, ...]) -> None:
    assert four
    go = Event()
    for number in range(READERS):  # so that the search has not begun when Cancel is pressed
        desk.services.tasks.read(number, go.wait, lambda _answer: None)
    dialog = DuplicatesDialog(desk.services)
    dialog.progress.cancelled.emit()
    go.set()
    desk.show(dialog)
    assert dialog.empty.isVisible()
    assert (desk.answers.errors, desk.answers.told) == ([], [])
    dialog.again.click()
    desk.settle()
    assert len(pairs(dialog)) == 2


def test_r25_the_window_may_be_closed_while_it_searches(desk: Desk, four: tuple[int, ...]) -> None:
    assert four
    dialog = DuplicatesDialog(desk.services)
    dialog.show()
    dialog.close()
    desk.settle()
    assert desk.answers.told == []
