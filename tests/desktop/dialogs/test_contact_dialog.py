"""The contact dialog on a real office: what it shows, what a press or a key does, what is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.actions import activity, ownership, statuses
from db.changes import Selection
from db.rules.filters import ListSpec
from db.rules.statuses import SEVEN
from desktop.dialogs.call_result import CallResultDialog
from desktop.dialogs.contact.body import HISTORY, LEADS
from desktop.dialogs.contact.header import status_choices
from desktop.dialogs.contact.history_tab import HistoryTab
from desktop.dialogs.contact.leads_tab import LeadsTab
from tests.desktop.dialogs.contact_hands import LEFT, Opener, card, press, row_key, type_in
from tests.desktop.dialogs.desk import DAY, MINUTE, Desk

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def status_of(desk: Desk, contact_id: int) -> str:
    return str(card(desk, contact_id).fields["status"])


def test_it_shows_who_it_is(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.office.actor.id, contact_type="buyer_seller", source="realtor_com")
    desk.office.perform(ownership.share, selection=Selection(ids=(ann,)), member_id=desk.wes)
    dialog = open_dialog(ann)
    assert dialog.windowTitle() == "Ann Lee – Brokerdesk"
    assert dialog.header._line.text() == "Buyer-Seller · Realtor.com · owner Dana Moreau · shared with Wes Park"
    assert dialog.header.statuses.current == "new_lead"
    assert dialog.overview.contact.row(row_key(desk, ann, "phones")).text == "(813) 555-0117"
    assert dialog.overview.contact.row(row_key(desk, ann, "addresses")).text == "14 Alder Court, Tampa, FL 33606"
    assert not dialog.header.previous.isVisible()
    titles = [dialog.tab_bar.tabText(n) for n in range(dialog.tab_bar.count())]
    assert titles == ["Overview", "Profile", "Leads", "Documents", "History"]


def test_r02_one_press_sets_the_status_and_undo_takes_it_back(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    press(dialog.header.statuses.button("sphere"))
    desk.settle()
    assert status_of(desk, ann) == "sphere"
    assert dialog.header.statuses.current == "sphere"
    assert desk.answers.toasts == ["1 contact to Sphere"]
    QTest.keyClick(dialog, Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert status_of(desk, ann) == "new_lead"
    assert dialog.header.statuses.current == "new_lead"


def test_r02_make_client_is_there_for_lead_statuses_only(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", status="prospect")
    dialog = open_dialog(ann)
    press(dialog.header.make_client)
    desk.settle()
    assert status_of(desk, ann) == "client"
    assert not dialog.header.make_client.isVisible()


def test_r01_a_hidden_status_is_shown_where_a_contact_has_it(desk: Desk, open_dialog: Opener) -> None:
    view = open_dialog(desk.add("Ann Lee", status="prospect")).view
    assert view is not None
    facts = view.facts
    object.__setattr__(facts, "scheme", SEVEN)
    keys = [choice.key for choice in status_choices(view, enabled=True)]
    assert "prospect" in keys
    view.card.fields["status"] = "sphere"
    assert "prospect" not in [choice.key for choice in status_choices(view, enabled=True)]


def test_note_is_written_by_key_and_shows_on_top(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    desk.fill(ann, 5)
    desk.now += MINUTE
    dialog = open_dialog(ann)
    note = dialog.overview.note
    QTest.keyClicks(note.editor, "Wants a garden.")
    QTest.keyClick(note.editor, Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert note.text == ""
    assert card(desk, ann).notes[0].body == "Wants a garden."
    assert dialog.overview.timeline.entries()[0].detail.startswith("Wants a garden.")


def test_next_column_names_what_waits_and_a_task_is_done(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    desk.office.perform(activity.add_lead, contact_id=ann, lead_type="showing_request", at=desk.now - 27 * MINUTE)
    task = desk.office.perform(
        activity.add_task, contact_id=ann, kind="call", title="Ring back", due_at=desk.now - DAY
    ).value
    dialog = open_dialog(ann)
    said = [(item.title, item.when, item.late) for item in dialog.overview.next.items]
    assert said == [
        ("Answer the showing request", "waiting 27 min", True),
        ("Ring back", "was due Sat 21 Nov 12:00", True),
    ]
    dialog.overview.next.task_done.emit(task)
    result = dialog.findChild(CallResultDialog)
    assert result is not None, "a finished call asks what came of it"
    result.answers["no_answer"].click()
    result.yes.click()
    desk.settle()
    assert dialog.overview.next.items == (), "the call was an answer too (R43)"


def test_walk_through_the_list(desk: Desk, open_dialog: Opener) -> None:
    made = [desk.add(f"Ann{n} Lee") for n in range(3)]
    order = [int(n) for n in reversed(made)]  # the newest first
    dialog = open_dialog(order[0], spec=ListSpec("new_lead"))
    assert dialog.header._place.text() == "1 of 3"
    assert dialog.header._place.toolTip() == "in New Lead"
    QTest.keyClick(dialog, Qt.Key.Key_Right, ALT)
    desk.settle()
    assert dialog.contact_id == order[1]
    press(dialog.header.statuses.button("client"))  # it leaves the list, and keeps its place in the walk
    desk.settle()
    assert dialog.header._place.text() == "2 of 3"
    press(dialog.header.next)
    desk.settle()
    assert dialog.contact_id == order[2]
    assert not dialog.header.next.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Left, ALT)
    desk.settle()
    assert dialog.contact_id == order[1]
    assert dialog.header.statuses.current == "client"


def test_ctrl_enter_saves_then_goes_on(desk: Desk, open_dialog: Opener) -> None:
    made = [desk.add(f"Ann{n} Lee") for n in range(2)]
    dialog = open_dialog(made[1], spec=ListSpec("new_lead"))
    row = dialog.overview.contact.row(row_key(desk, made[1], "phones"))
    type_in(row, "813 555 0199", enter=False)
    assert row.editor is not None
    QTest.keyClick(row.editor, Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert card(desk, made[1]).phones[0].e164 == "+18135550199"
    assert dialog.contact_id == made[1]
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert dialog.contact_id == made[0]
    assert dialog.overview.contact.row(row_key(desk, made[0], "phones")).text == "(813) 555-0117"


def test_a_note_begun_waits_on_its_contact(desk: Desk, open_dialog: Opener) -> None:
    made = [desk.add(f"Ann{n} Lee") for n in range(2)]
    dialog = open_dialog(made[1], spec=ListSpec("new_lead"))
    QTest.keyClicks(dialog.overview.note.editor, "Half a tho")
    dialog.go(1)
    desk.settle()
    assert dialog.overview.note.text == ""
    assert dialog.typing
    dialog.go(-1)
    desk.settle()
    assert dialog.overview.note.text == "Half a tho"


def test_escape_asks_before_it_throws_typing_away(desk: Desk, open_dialog: Opener) -> None:
    desk.answers.yes = False
    dialog = open_dialog(desk.add("Ann Lee"))
    QTest.keyClicks(dialog.overview.note.editor, "Half a thought")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert desk.answers.asked == ["Close without keeping what you typed?"]
    desk.answers.yes = True
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_escape_closes_at_once_when_nothing_is_typed(desk: Desk, open_dialog: Opener) -> None:
    dialog = open_dialog(desk.add("Ann Lee"))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert desk.answers.asked == []


def test_r19_agent_claims_from_the_pool_and_may_then_edit(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    desk.office.sign_in("Wes Park")
    dialog = open_dialog(ann)
    assert not dialog.header.statuses.button("client").isEnabled()
    assert not dialog.header.release.isVisible()
    assert not dialog.overview.note.isVisible()
    row = dialog.overview.contact.row(row_key(desk, ann, "phones"))
    QTest.mouseClick(row, LEFT)
    assert row.editor is None
    press(dialog.header.claim)
    desk.settle()
    assert card(desk, ann).owner == "Wes Park"
    assert dialog.header.release.isVisible()
    assert dialog.header.statuses.button("client").isEnabled()
    type_in(dialog.overview.contact.row(row_key(desk, ann, "phones")), "813 555 0150")
    desk.settle()
    assert card(desk, ann).phones[0].e164 == "+18135550150"


def test_r19_a_contact_that_goes_out_of_sight_says_so(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    wes = desk.office.sign_in("Wes Park")
    dialog = open_dialog(ann)
    dana = desk.office.sign_in("Dana Moreau")
    desk.office.perform(ownership.claim, selection=Selection(ids=(ann,)))
    desk.office.actor = wes
    desk.services.announcer.announce_elsewhere()
    desk.settle()
    assert dialog._gone.isVisible()
    assert dana.name not in dialog._gone._detail.text()


def test_leads_and_history_tabs(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    desk.fill(ann, 10)
    outcome = desk.office.perform(statuses.change_status, selection=Selection(ids=(ann,)), status="client")
    dialog = open_dialog(ann)
    assert dialog.tab_bar.tabText(LEADS) == "Leads 8"
    dialog.tab_bar.setCurrentIndex(LEADS)
    leads = dialog.tab(LEADS)
    assert isinstance(leads, LeadsTab)
    model = leads.table.model()
    first = [str(model.index(0, n).data()) for n in range(5)]
    assert first == ["27 min ago", "Showing request", "14 Alder Court, $612,000", "by hand", "waiting 27 min"]
    dialog.tab_bar.setCurrentIndex(HISTORY)
    history = dialog.tab(HISTORY)
    assert isinstance(history, HistoryTab)
    entry = next(e for e in history.timeline.entries() if e.title == "New Lead → Client")
    assert history.step_of(entry.key) == outcome.step
    history.timeline.opened.emit(entry.key)
    desk.settle()
    assert desk.answers.asked == ["Take this step back?"]
    assert status_of(desk, ann) == "new_lead"


def test_passive_activity_is_marked_as_not_to_be_mentioned(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    desk.office.perform(activity.add_lead, contact_id=ann, lead_type="favorite", at=desk.now)
    dialog = open_dialog(ann)
    entry = next(e for e in dialog.overview.timeline.entries() if e.title == "Favorite")
    assert entry.detail == "For your research: not to be mentioned"


def test_several_may_be_open(desk: Desk, open_dialog: Opener) -> None:
    ann, bob = desk.add("Ann Lee"), desk.add("Bob Ray")
    first, second = open_dialog(ann), open_dialog(bob)
    assert first.isVisible()
    assert second.isVisible()
    assert not first.isModal()
    press(first.header.statuses.button("client"))
    desk.settle()
    assert (first.header.statuses.current, second.header.statuses.current) == ("client", "new_lead")
