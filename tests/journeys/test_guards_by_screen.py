"""One journey for each rule of guards, owners and settings (R16–R24, R97), in the whole window by keys and mouse."""

from __future__ import annotations

from PySide6.QtTest import QTest

from db.actions import details
from db.queries.dispositions import press_subject
from db.rules.dispositions import EVIDENCE, POLICIES
from desktop.dialogs.approvals.dialog import ApprovalsDialog
from desktop.dialogs.choose_value import ChooseValueDialog
from desktop.dialogs.dispositions.amount_panel import AmountPanel
from desktop.dialogs.dispositions.number_part import NOT_TOLD, NumberPart
from desktop.dialogs.dispositions.press_form import PressForm
from desktop.dialogs.dispositions.record_part import RecordPart
from desktop.dialogs.office_settings.dialog import OfficeSettingsDialog
from desktop.dialogs.office_settings.dispositions_tab import DispositionsTab
from tests.builders import DAY
from tests.desktop.dialogs.press_hands import words_of
from tests.desktop.dialogs.settings_desk import DISPOSITIONS
from tests.journeys.conftest import Opener
from tests.journeys.desk import AGENT, BROKER, OTHER
from tests.journeys.screen import Control, Key, Screen

OWN_WORDS = "Call the county first."


def open_dispositions(dana: Screen) -> DispositionsTab:
    """Ctrl+comma, and the tab of dispositions."""
    dana.front()
    QTest.keyClick(dana.window, Key.Key_Comma, Control)
    settings = dana.dialog(OfficeSettingsDialog)
    settings.open_tab(DISPOSITIONS)
    dana.settle()
    return settings.dispositions


def test_r16_sold_needs_a_record_and_the_other_property_lives_on(sit_down: Opener) -> None:
    wes = sit_down()
    for street in ("14 Alder Court", "9 Bay Street"):
        values = {"street": street, "city": "Tampa"}
        wes.office.perform(details.add_detail, contact_id=wes.who, kind="properties", values=values)
    wes.go_to()
    wes.red("Already Sold")
    form = wes.dialog(PressForm)
    assert f"“{POLICIES[EVIDENCE]}”" in words_of(form)
    (part,) = (one for one in form.parts if isinstance(one, RecordPart))
    wes.enter(form)
    assert part.lines["record"].error == "Say which record confirmed it."
    assert (form.isVisible(), wes.card().fields["disposition"]) == (True, "")
    for box, words in ((part.record, "Prop"), (part.other, "Yes"), (part.sold, "9 Bay")):
        QTest.keyClicks(box, words)
    wes.enter(form)
    assert wes.said.toasts[-1].endswith("lives on with the other property")
    assert [words for _key, words in wes.office.read(press_subject, wes.who).properties] == ["14 Alder Court, Tampa"]
    assert (wes.status(), wes.sees()) == ("new_lead", True)
    wes.undo()
    assert len(wes.office.read(press_subject, wes.who).properties) == 2


def test_r17_three_tellings_on_three_days(sit_down: Opener) -> None:
    wes = sit_down()
    wes.go_to()
    for told in ("Not told so far", "Told once so far", "Told twice so far"):
        assert wes.status() == "new_lead"
        wes.red("Wrong Number")
        form = wes.dialog(PressForm)
        (part,) = (one for one in form.parts if isinstance(one, NumberPart))
        assert part.words.text.startswith(told)
        wes.enter(form)
        assert part.lines["told"].error == NOT_TOLD
        QTest.keyClick(part.told, Key.Key_Space)
        wes.enter(form)
        wes.opened.clock.tick(DAY)
    assert (wes.status(), wes.sees("new_lead")) == ("archive", False)
    wes.undo()
    assert (wes.status(), wes.sees("new_lead")) == ("new_lead", True)


def test_r18_a_newcomer_s_dead_deal_waits_for_the_broker(sit_down: Opener) -> None:
    wes, dana = sit_down(), sit_down(BROKER)
    wes.go_to()
    wes.press("Dead Deal")
    form = wes.dialog(PressForm)
    assert form.yes.text() == "Ask the broker"
    wes.enter(form)
    assert wes.said.toasts[-1].startswith("Dead Deal: 1 waiting for a broker")
    assert (wes.status(), wes.sees("new_lead")) == ("new_lead", True)
    dana.front()
    dana.command("approvals")
    approvals = dana.dialog(ApprovalsDialog)
    assert approvals.waiting.model_of_rows.index(0, 2).data() == AGENT
    dana.click(approvals.card.approve)
    assert approvals.decided.model_of_rows.index(0, 2).data() == f"Approved by {BROKER}"
    assert (wes.status(), wes.sees("new_lead")) == ("archive", False)
    dana.undo()
    assert approvals.waiting.model_of_rows.rowCount() == 1
    assert (wes.status(), wes.sees("new_lead")) == ("new_lead", True)


def test_r19_a_claim_by_key_hides_it_from_the_other_agent(sit_down: Opener) -> None:
    wes, ivy = sit_down(pool=True), sit_down(OTHER, pool=True)
    assert wes.who == ivy.who
    assert ivy.sees("pool")
    wes.go_to("pool")
    wes.keys(Key.Key_C)
    assert (wes.card().owner, wes.sees("pool"), wes.sees()) == (AGENT, False, True)
    assert (ivy.sees("pool"), ivy.sees()) == (False, False)
    wes.undo()
    assert (wes.sees("pool"), ivy.sees("pool")) == (True, True)


def test_r20_released_it_is_everybody_s_and_assigned_it_is_one_s(sit_down: Opener) -> None:
    wes, ivy, dana = sit_down(), sit_down(OTHER), sit_down(BROKER)
    assert not ivy.sees("pool")
    wes.go_to()
    wes.keys(Key.Key_R)
    assert (wes.card().owner, ivy.sees("pool")) == ("", True)
    dana.go_to()
    dana.keys(Key.Key_A)
    dialog = dana.dialog(ChooseValueDialog)
    assert dialog.box is not None
    QTest.keyClicks(dialog.box, "Ivy")
    dana.click(dialog.yes)
    assert (dana.card().owner, ivy.sees(), wes.sees(), wes.sees("pool")) == (OTHER, True, False, False)
    dana.undo()
    wes.undo()
    assert (dana.card().owner, wes.sees(), ivy.sees()) == (AGENT, True, False)


def test_r22_what_they_said_and_what_is_set_are_both_shown(sit_down: Opener) -> None:
    wes = sit_down()
    wes.go_to()
    dialog = wes.contact()
    box = dialog.overview.follow_up
    QTest.keyClicks(box.said.line, "6 months")
    assert box.said.sentence == "They said 6 months · set for 22 Feb 2027 (halved)"
    wes.click(box.set_button)
    (task,) = wes.card().tasks
    assert (task.kind, task.said) == ("follow_up", "6 months")
    assert [item.detail for item in dialog.overview.next.items] == ["They said 6 months"]
    wes.undo()
    assert (wes.card().tasks, list(dialog.overview.next.items)) == ((), [])


def test_r23_a_new_name_is_in_the_menu_and_the_history_keeps_the_old(sit_down: Opener) -> None:
    wes, dana = sit_down(), sit_down(BROKER)
    wes.go_to()
    wes.click(wes.page.preview.dispositions.button("not_contacted"))
    tab = open_dispositions(dana)
    assert tab.form.label.text() == "Not Contacted"
    tab.form.label.selectAll()
    QTest.keyClicks(tab.form.label, "No Answer")
    dana.settle()
    dana.click(tab.save)
    wes.front()
    wes.press("No Answer")
    assert wes.said.toasts[-1].startswith("No Answer: ")
    assert {"No Answer", "Not Contacted"} <= set(wes.events())
    dana.undo()
    wes.front()
    wes.press("Not Contacted")
    assert wes.said.toasts[-1].startswith("Not Contacted: ")


def test_r24_statuses_follow_and_ctrl_z_goes_all_the_way_back(sit_down: Opener) -> None:
    wes = sit_down()
    wes.go_to()
    walked = (("Needs Offer", "Active Lead"), ("Offer Made", "Client"), ("Needs Offer", "Client"),
              ("Not Contacted", "Client"), ("Offer Rejected", "Client"))  # fmt: skip
    seen = []
    for label, status in walked:
        wes.press(label)
        if label == "Offer Made":
            QTest.keyClick(wes.dialog(AmountPanel), Key.Key_Escape)
        seen.append((label, wes.chip()))
        assert wes.status() == status.lower().replace(" ", "_")
    assert tuple(seen) == walked
    for status in ("client", "client", "client", "active_lead", "new_lead"):
        wes.undo()
        assert wes.status() == status
    assert wes.chip() == "New Lead"


def test_r97_what_the_broker_writes_is_quoted_at_the_press(sit_down: Opener) -> None:
    wes, dana = sit_down(), sit_down(BROKER)
    tab = open_dispositions(dana)
    QTest.keyClick(tab.list, Key.Key_End)
    text = tab.texts.policies[EVIDENCE]
    QTest.keyClick(text, Key.Key_A, Control)
    QTest.keyClicks(text, OWN_WORDS)
    dana.settle()
    dana.click(tab.save)
    wes.go_to()
    for words in (OWN_WORDS, POLICIES[EVIDENCE]):
        wes.red("Already Sold")
        form = wes.dialog(PressForm)
        assert f"“{words}”" in words_of(form)
        QTest.keyClick(form, Key.Key_Escape)
        if words == OWN_WORDS:
            dana.undo()
            wes.front()
    assert (wes.status(), wes.said.toasts) == ("new_lead", [])
