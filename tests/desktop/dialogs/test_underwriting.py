"""The queue of the underwriters on the screen: facts, the answer by keys, undo, and what the agent sees (R10)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.actions.dispositions import press
from db.actions.members import add_member
from db.changes import Selection
from db.queries.dispositions import underwriting_queue
from desktop.dialogs.contact.dialog import ContactDialog
from desktop.dialogs.underwriting.dialog import UnderwritingDialog
from tests.desktop.dialogs.desk import MINUTE, Desk

Key = Qt.Key


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """Wes asked for the numbers of two of his contacts, two hours and one hour ago."""
    desk.office.perform(add_member, name="Una Best", roles=("underwriter",))
    for name in ("Ann Lee", "Bo Chen"):
        contact = desk.add(name, owner=desk.wes)
        desk.office.sign_in("Wes Park")
        desk.office.perform(press, selection=Selection(ids=(contact,)), key="needs_offer")
        desk.office.sign_in("Dana Moreau")
        desk.now += 60 * MINUTE
    return desk


def opened(desk: Desk, member: str) -> UnderwritingDialog:
    desk.office.sign_in(member)
    dialog = UnderwritingDialog(desk.services)
    desk.show(dialog)
    desk.settle()
    return dialog


def test_r10_the_numbers_are_answered_by_keys_and_taken_back(asked: Desk) -> None:
    queue = opened(asked, "Una Best").queue
    assert [row.contact for row in queue.waiting.model_of_rows.rows] == ["Ann Lee", "Bo Chen"]
    shown = [queue.waiting.model_of_rows.index(0, n).data() for n in range(4)]
    assert shown == ["Ann Lee", "Wes Park", "Una Best", "2 h"]
    assert queue.card.sentences.startswith(
        "Wes Park asked Una Best by Needs Offer, today 12:00.\nWaiting 2 h, since Sunday"
    )
    words = queue.card.shown
    assert words is not None
    assert ("Phone", "(813) 555-0117") in words.facts
    queue.waiting.setFocus()
    QTest.keyClick(queue.waiting, Key.Key_Return)
    assert queue.card.amount.hasFocus()
    QTest.keyClicks(queue.card.amount, "lots")
    QTest.keyClick(queue.card.amount, Key.Key_Return)
    assert queue.card.problem.text() == "Write an amount such as 612,000 or 612k."
    queue.card.amount.selectAll()
    QTest.keyClicks(queue.card.amount, "412k")
    QTest.keyClick(queue.card.amount, Key.Key_Tab)
    assert queue.card.words.hasFocus()
    QTest.keyClicks(queue.card.words, "New roof")
    QTest.keyClick(queue.card.words, Key.Key_Return)
    asked.settle()
    assert asked.answers.toasts == ["Offer for Ann Lee: $412,000.00"]
    assert [row.contact for row in queue.waiting.model_of_rows.rows] == ["Bo Chen"]
    assert queue.card.shown is not None
    assert queue.card.shown.row.contact == "Bo Chen", "on to who waits next"
    assert queue.card.amount.text() == ""
    assert queue.waiting.hasFocus()
    assert [queue.done.model_of_rows.index(0, n).data() for n in range(3)] == ["Ann Lee", "Wes Park", "$412,000"]
    asked.answers.offers[-1]()
    asked.settle()
    assert [row.contact for row in queue.waiting.model_of_rows.rows] == ["Ann Lee", "Bo Chen"]


def test_r10_what_is_typed_stays_while_one_looks_at_another(asked: Desk) -> None:
    queue = opened(asked, "Dana Moreau").queue
    QTest.keyClicks(queue.card.amount, "300k")
    QTest.keyClick(queue.waiting, Key.Key_Down)
    asked.settle()
    assert (queue.card.amount.text(), queue.card.amount.isVisible()) == ("", True)
    QTest.keyClick(queue.waiting, Key.Key_Up)
    asked.settle()
    assert queue.card.amount.text() == "300k"


def test_r10_the_agent_reads_it_in_the_queue_and_in_the_contact(asked: Desk) -> None:
    queue = opened(asked, "Wes Park").queue
    assert [row.contact for row in queue.waiting.model_of_rows.rows] == ["Ann Lee", "Bo Chen"]
    assert not queue.card.amount.isVisible(), "the answer is the underwriter's"
    ann = asked.office.read(underwriting_queue)[0]
    dialog = ContactDialog.for_contact(asked.services, ann.contact_id, parent=queue)
    asked.show(dialog)
    (card,) = [item for item in dialog.overview.next.items if item.title == "Offer numbers"]
    assert (card.detail, card.when) == ("Asked of Una Best by Wes Park", "waiting 2 h")
    una = opened(asked, "Una Best").queue
    una.card.amount.setFocus()
    QTest.keyClicks(una.card.amount, "412000")
    QTest.keyClick(una.card.amount, Key.Key_Return)
    asked.settle()
    asked.office.sign_in("Wes Park")
    asked.services.announcer.announce_elsewhere()
    asked.settle()
    assert "Offer numbers" not in [item.title for item in dialog.overview.next.items]
    titles = [entry.title for entry in dialog.overview.timeline.entries()]
    assert "Offer numbers: $412,000, from Una Best" in titles


def test_an_empty_queue_says_so(desk: Desk) -> None:
    queue = opened(desk, "Dana Moreau").queue
    assert queue.empty.isVisible()
