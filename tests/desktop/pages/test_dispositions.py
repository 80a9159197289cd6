"""Dispositions on the agent dashboard: the preview's bar, the key D, many contacts at once, the list of approvals."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from db.actions import dispositions, members, ownership, statuses
from db.changes import Selection
from db.queries.contacts import ContactCard, contact_card
from db.rules.filters import ListSpec
from desktop.dialogs.approvals.dialog import ApprovalsDialog
from desktop.dialogs.dispositions.amount_panel import AmountPanel
from desktop.dialogs.dispositions.mass_press_form import MassPressForm
from desktop.dialogs.dispositions.press_form import PressForm
from desktop.pages.agent_dashboard.targets import Target
from desktop.widgets.choice_menu import ChoiceMenu
from tests.desktop.conftest import Opened
from tests.desktop.dialogs.press_hands import words_of
from tests.desktop.pages.hands import click_list, dialog_of, menu_of, page, press
from tests.desktop.pages.lead_hands import Leads

Key, Left = Qt.Key, Qt.MouseButton.LeftButton


def current(opened: Opened) -> int:
    found = page(opened).contacts.view.current_id
    assert found is not None
    return found


def card(opened: Opened, contact_id: int) -> ContactCard:
    return opened.session.services.office.read(contact_card, contact_id)


def disposition(opened: Opened, contact_id: int) -> str:
    return str(card(opened, contact_id).fields["disposition"])


def go_to_owned(opened: Opened) -> int:
    """Make a contact that somebody owns the current one."""
    opened.settle()
    ids = (int(page(opened).contacts.table.id_at(n) or 0) for n in range(1, 20))
    owned = next(n for n in ids if card(opened, n).owner)
    page(opened).contacts.view.go_to(owned)
    opened.settle()
    return owned


def choices(opened: Opened) -> ChoiceMenu:
    menu = menu_of(opened)
    assert isinstance(menu, ChoiceMenu)
    return menu


def test_the_preview_has_the_dispositions_where_the_board_has_them(opened: Opened) -> None:
    opened.settle()
    preview, who = page(opened).preview, current(opened)
    assert preview.dispositions.button("not_contacted").toolTip().startswith("Logs one attempt")
    QTest.mouseClick(preview.dispositions.button("not_contacted"), Left)
    opened.settle()
    assert disposition(opened, who) == "not_contacted"
    assert preview.dispositions.current == "not_contacted"
    press(opened, Key.Key_S)  # the status stays on its key
    QTest.keyClick(menu_of(opened), Key.Key_5)
    opened.settle()
    assert card(opened, who).fields["status"] == "client"


def test_in_a_low_window_every_button_is_there(opened: Opened) -> None:
    opened.session.window.resize(1024, 640)
    opened.settle()
    bar = page(opened).preview.dispositions
    assert bar.height() >= bar.heightForWidth(bar.width())
    assert bar.button("red").geometry().bottom() < bar.height()


def test_r15_the_preview_counts_down(opened: Opened) -> None:
    preview = page(opened).preview
    go_to_owned(opened)
    QTest.mouseClick(preview.dispositions.button("offer_rejected"), Left)
    opened.settle()
    assert preview.countdown.text == "Goes to the pool in 7 d unless something happens."
    opened.clock.tick(3 * 3_600_000)
    page(opened).lists.minute_passed.emit()
    assert preview.countdown.text == "Goes to the pool in 6 d 21 h unless something happens."


def test_a_press_while_the_next_contact_is_on_its_way_hits_nobody(opened: Opened) -> None:
    opened.settle()
    preview, who = page(opened).preview, current(opened)
    preview.begin("Somebody Else")
    QTest.mouseClick(preview.dispositions.button("not_contacted"), Left)
    opened.settle()
    assert disposition(opened, who) == ""


def test_d_and_a_figure_press_on_the_row_at_hand(opened: Opened) -> None:
    who = go_to_owned(opened)
    press(opened, Key.Key_D)
    menu = choices(opened)
    QTest.keyClick(menu, Key.Key_Down)
    assert menu.explanation == "Logs one attempt that nobody answered; the owner stays."
    QTest.keyClick(menu, Key.Key_1)
    opened.settle()
    assert disposition(opened, who) == "not_contacted"
    assert opened.prompts.toasts[-1].startswith("Not Contacted: ")
    press(opened, Key.Key_D)
    QTest.keyClick(choices(opened), Key.Key_4)
    opened.settle()
    panel = dialog_of(opened, AmountPanel)
    QTest.keyClick(panel, Key.Key_Escape)
    assert card(opened, who).fields["status"] == "client"


def test_d_and_a_letter_opens_a_red_form(opened: Opened) -> None:
    press(opened, Key.Key_D)
    QTest.keyClick(choices(opened), Key.Key_D)
    form = dialog_of(opened, PressForm)
    assert form.windowTitle() == "Dead Deal"
    form.reject()


def test_many_contacts_say_the_counts_first(open_window: Callable[..., Opened]) -> None:
    opened = open_window("Wes Park")
    click_list(opened, "everyone")
    dashboard = page(opened)
    dashboard.contacts.table.selection.include_all()
    opened.settle()
    QTest.mouseClick(dashboard.bar.button("disposition"), Left)
    opened.settle()
    menu = choices(opened)
    QTest.keyClick(menu, Key.Key_3)  # an appointment is one contact's
    assert menu.explanation == "It asks about one contact: press it there."
    QTest.keyClick(menu, Key.Key_1)
    form = dialog_of(opened, MassPressForm)
    assert "Not Contacted for 40 contacts?" in words_of(form)
    assert "40 contacts change." in words_of(form)
    QTest.keyClick(form, Key.Key_Return)
    opened.settle()
    assert opened.prompts.toasts[-1] == "Not Contacted: 40 contacts · 40 attempts logged that nobody answered"
    assert opened.prompts.offer is not None
    opened.prompts.offer()
    opened.settle()
    assert disposition(opened, current(opened)) == ""


def test_r18_a_newcomers_many_wait_and_the_archived_are_refused(open_window: Callable[..., Opened]) -> None:
    opened = open_window()
    office = opened.session.services.office
    nia = office.perform(members.add_member, name="Nia Grant", roles=("agent",), joined_on="2026-11-20").value
    ids = tuple(int(page(opened).contacts.table.id_at(n) or 0) for n in range(5))
    office.perform(ownership.assign, selection=Selection(ids=ids), member_id=nia)
    office.perform(statuses.change_status, selection=Selection(ids=ids[:2]), status="archive")
    office.sign_in("Nia Grant")
    opened.session.services.announcer.announce_elsewhere()
    opened.settle()
    dashboard = page(opened)
    dashboard.member_changed()
    opened.settle()
    dashboard.contacts.table.selection.clear()
    dashboard.actions_.popup_disposition(Target(Selection(ids=ids), 5), dashboard.mapToGlobal(dashboard.pos()), name="")
    QTest.keyClick(choices(opened), Key.Key_D)
    form = dialog_of(opened, MassPressForm)
    said = words_of(form)
    assert "Dead Deal for 3 of 5 contacts?" in said
    assert "3 contacts wait for a broker's approval." in said
    assert "2 are in Archive and are refused." in said
    assert form.yes.text() == "Ask about 3 contacts"
    QTest.keyClick(form, Key.Key_Return)
    opened.settle()
    assert opened.prompts.toasts[-1].startswith("Dead Deal: 3 waiting for a broker · 3 contacts are waiting")
    assert "2 contacts refused: " in opened.prompts.toasts[-1]


def test_r62_the_list_of_approvals_leads_to_the_request(opened: Opened) -> None:
    office = opened.session.services.office
    office.perform(members.add_member, name="Nia Grant", roles=("agent",), joined_on="2026-11-20")
    who, broker = current(opened), office.actor
    nia = office.facts.member_ids["nia grant"]
    office.perform(ownership.assign, selection=Selection(ids=(who,)), member_id=nia)
    office.sign_in("Nia Grant")
    office.perform(dispositions.press, selection=Selection(ids=(who,)), key="dead_deal")
    office.actor = broker
    page(opened).show_list(ListSpec("approvals"))
    opened.settle()
    view = page(opened).contacts.view
    view.context_requested.emit(who, view.mapToGlobal(view.pos()))
    entry = next(act for act in menu_of(opened).actions() if act.text() == "Approve or refuse…")
    entry.trigger()
    dialog = dialog_of(opened, ApprovalsDialog)
    assert dialog.card.shown is not None
    assert dialog.card.shown.row.contact_id == who
    opened.session.window.action("approvals").trigger()
    assert dialog_of(opened, ApprovalsDialog) is dialog
    dialog.close()


def test_approvals_are_for_brokers_only(open_window: Callable[..., Opened]) -> None:
    opened = open_window("Wes Park")
    assert not opened.session.window.action("approvals").isVisible()
    menu = page(opened).actions_.context_menu(page(opened).targets.of(), open_contact=None)
    assert isinstance(menu, QMenu)
    assert "Approve or refuse…" not in [act.text() for act in menu.actions()]
    menu.deleteLater()


def test_d_on_a_lead_is_for_the_contact_behind_it(leads: Leads) -> None:
    opened, tables = leads.opened, leads.page.tables
    tables.view.go_to_row(0)
    opened.settle()
    QTest.keyClick(tables.view, Key.Key_D)
    opened.settle()
    menu = next(one for one in leads.page.findChildren(ChoiceMenu) if one.isVisible())
    QTest.keyClick(menu, Key.Key_1)
    opened.settle()
    assert opened.prompts.toasts[-1].endswith(" · 1 attempt logged that nobody answered")
