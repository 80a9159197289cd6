"""One journey for each rule of working a lead (R9–R15), in the whole window by keys and mouse."""

from __future__ import annotations

from PySide6.QtTest import QTest

from db.queries.agenda import of_contact
from db.queries.dispositions import underwriting_queue
from desktop.dialogs.contact.body import DOCUMENTS
from desktop.dialogs.contact.documents_tab import DocumentsTab
from desktop.dialogs.dispositions.amount_panel import AmountPanel
from desktop.dialogs.dispositions.appointment_part import AppointmentPart
from desktop.dialogs.dispositions.deal_part import DealPart
from desktop.dialogs.dispositions.press_form import PressForm
from tests.builders import DAY, MINUTE
from tests.desktop.pages.follow_up_hands import FollowUps
from tests.desktop.pages.test_deals import Deals
from tests.journeys.conftest import Opener
from tests.journeys.desk import AGENT, BROKER, OTHER, UNDERWRITER
from tests.journeys.screen import Key


def test_r09_three_keys_are_three_attempts(sit_down: Opener) -> None:
    wes = sit_down()
    wes.go_to()
    wes.keys(Key.Key_N, Key.Key_N, Key.Key_N)
    assert [(one.channel, one.outcome) for one in wes.card().touches] == [("call", "no_answer")] * 3
    assert [toast.rsplit(" · ", 1)[1] for toast in wes.said.toasts] == ["1 attempt logged that nobody answered"] * 3
    assert (wes.figures().dials, wes.card().owner, wes.chip()) == (3, AGENT, "New Lead")
    assert wes.events().count("Not Contacted") == 3
    wes.undo()
    assert (len(wes.card().touches), wes.events().count("Not Contacted"), wes.figures().dials) == (2, 2, 2)


def test_r10_the_underwriter_is_told_answers_and_the_agent_sees_the_number(sit_down: Opener) -> None:
    wes, uma = sit_down(), sit_down(UNDERWRITER)
    uma.front()
    assert uma.opened.shown() == []
    wes.go_to()
    wes.press("Needs Offer")
    assert "Text to Uma Whitlock in the outbox" in wes.said.toasts[-1]
    assert wes.chip() == "Active Lead"
    uma.front()
    assert uma.opened.shown() == [wes.card().name]
    uma.tab("underwriting")
    queue = uma.opened.session.underwriting.page.queue
    assert [row.contact_id for row in queue.waiting.model_of_rows.rows] == [wes.who]
    QTest.keyClick(queue.waiting, Key.Key_Return)
    QTest.keyClicks(queue.card.amount, "412k")
    uma.enter(queue.card.amount)
    assert [row.amount_cents for row in uma.office.read(underwriting_queue, answered=True)] == [41_200_000]
    wes.front()
    assert "Offer numbers: $412,000, from Uma Whitlock" in wes.events()
    uma.undo()
    assert [row.contact_id for row in queue.waiting.model_of_rows.rows] == [wes.who]


def test_r11_the_appointment_stands_in_the_week(sit_down: Opener) -> None:
    wes = sit_down()
    wes.go_to()
    wes.press("Appointment Booked")
    form = wes.dialog(PressForm)
    (part,) = form.parts
    assert isinstance(part, AppointmentPart)
    assert part.day.hasFocus()
    QTest.keyClicks(part.place, "12 Elm St")
    starts = part.starts_at
    wes.enter(form)
    assert "In Wes Park's calendar, 12 Elm St" in wes.said.toasts[-1]
    wes.tab("follow_ups")
    follow_ups = FollowUps(wes.opened).page
    wes.click(follow_ups.header.week)
    (block,) = follow_ups.week.blocks
    assert block.title == wes.card().name
    assert (block.detail[:11], block.detail[-9:]) == ("10:00–11:00", "12 Elm St")
    assert [(one.at, one.place) for one in wes.office.read(of_contact, wes.who)] == [(starts, "12 Elm St")]
    wes.undo()
    assert (list(follow_ups.week.blocks), wes.status()) == ([], "new_lead")


def test_r12_two_presses_within_a_minute_are_one_credit(sit_down: Opener) -> None:
    wes = sit_down()
    wes.go_to()
    button = wes.page.preview.dispositions.button("offer_made")
    wes.click(button)
    panel = wes.dialog(AmountPanel)
    QTest.keyClicks(panel.line, "245k")
    wes.enter(panel)
    assert wes.said.toasts[-1] == "Offer Made: amount $245,000.00"
    for wait, told, offers in ((MINUTE - 1, "No second credit", 1), (MINUTE + 1, "1 credit for Wes Park", 2)):
        wes.opened.clock.tick(wait)
        wes.front()
        wes.click(button)
        assert told in wes.said.toasts[-1]
        assert wes.figures().offers == offers
        QTest.keyClick(wes.dialog(AmountPanel), Key.Key_Escape)
    dana = sit_down(BROKER)
    dana.front()
    dana.tab(dana.opened.session.broker.key)
    broker = dana.opened.session.broker.page
    assert broker is not None
    board = broker.cards["kpi_board"].table.model_
    assert "2" in next(row for n in range(board.rowCount()) if (row := board.cells(n))[0] == AGENT)
    wes.undo()
    assert wes.figures().offers == 1


def test_r13_the_draft_names_what_it_lacks(sit_down: Opener) -> None:
    wes = sit_down()
    wes.go_to()
    wes.press("Send Contract")
    assert f"The contract of {wes.card().name} lacks" in wes.said.toasts[-1]
    assert wes.chip() == "Client"
    dialog = wes.contact()
    dialog.tab_bar.setCurrentIndex(DOCUMENTS)
    tab = dialog.tab(DOCUMENTS)
    assert isinstance(tab, DocumentsTab)
    wes.settle()
    (row,) = tab.table.model_of_rows.rows
    assert (row.state, row.by) == ("draft", AGENT)
    assert {"buyer", "closing date"} <= set(row.missing)
    assert "closing date" in tab.note.text()
    wes.undo()
    assert tab.empty.isVisible()
    assert wes.status() == "new_lead"


def test_r14_the_deal_form_leads_to_the_board(sit_down: Opener) -> None:
    wes = sit_down()
    wes.go_to()
    wes.press("Under Contract")
    form = wes.dialog(PressForm)
    (part,) = form.parts
    assert isinstance(part, DealPart)
    QTest.keyClicks(part.price, "612k")
    QTest.keyClicks(part.texts["buyer"], "Marcus Oyelaran")
    wes.enter(form)
    assert (wes.chip(), wes.status()) == ("Contract", "contract")
    dana = sit_down(BROKER)
    dana.front()
    dana.tab("deals")
    board = Deals(dana.opened, [])
    assert list(board.stages()) == ["pending"]
    (card,) = board.page.columns["pending"].view.deals.cards
    assert (card.contact_id, card.price_cents) == (wes.who, 61_200_000)
    wes.undo()
    dana.front()
    assert (board.stages(), wes.status()) == ({}, "new_lead")


def test_r15_seven_days_later_it_is_in_the_pool_though_the_program_was_closed(sit_down: Opener) -> None:
    wes = sit_down()
    wes.go_to()
    preview = wes.page.preview
    for taken_back in (True, False):
        wes.click(preview.dispositions.button("offer_rejected"))  # on Sunday, 22 November, at 9:07
        assert preview.countdown.text == "Goes to the pool in 7 d unless something happens."
        if taken_back:
            wes.undo()
            assert preview.countdown.isHidden()
    wes.window.close()
    wes.opened.session.close()
    ivy = sit_down(OTHER)
    ivy.opened.clock.tick(7 * DAY - MINUTE)
    ivy.opened.session.work_clock.work()
    assert not ivy.sees("pool", wes.who)
    ivy.opened.clock.tick(13 * DAY)
    ivy.opened.session.work_clock.work()
    ivy.who = wes.who
    assert ivy.sees("pool")
    ivy.go_to("pool")
    released = next(one for one in ivy.history() if "pool" in f"{one.title} {one.detail}")
    assert released.full_time == "Sunday, 29 November 2026, 09:07"
    assert (ivy.card().owner, ivy.status()) == ("", "new_lead")
