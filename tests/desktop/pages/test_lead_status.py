"""Lead Status on the Leads tab: the concierge's and the broker's to set, the agent's to see (R72)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from db.rules.lead_lists import lead_spec
from tests.desktop.pages.lead_hands import Leads

Key, Left, Control = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def choose(menu: QMenu, label: str) -> None:
    action = next(a for a in menu.actions() if a.text().replace("&", "") == label)
    QTest.mouseClick(menu, Left, pos=menu.actionGeometry(action).center())


@pytest.mark.parametrize("member", ["", "Corinne Hale"])
def test_r72_one_lead_by_key_with_toast_and_undo(leads_of: Callable[..., Leads], member: str) -> None:
    leads = leads_of(member)
    leads.press(Key.Key_L)
    QTest.keyClick(leads.menu(), Key.Key_A)
    assert leads.column("Lead Status")[0] == "Active"
    assert leads.column("Lead Status")[1:] == ["–"] * 11
    assert leads.page.summary.fields.fields()["Lead Status"] == "Active"
    assert leads.opened.prompts.toasts == ["1 lead to Active"]
    assert leads.opened.prompts.offer is not None
    leads.opened.prompts.offer()
    assert leads.column("Lead Status") == ["–"] * 12


def test_r72_many_leads_from_the_bar_after_the_question(leads: Leads) -> None:
    for row in (0, 2, 3):
        leads.tick(row)
    bar = leads.page.bar
    assert bar.isVisible()
    QTest.mouseClick(bar.button("lead_status"), Left)
    choose(leads.menu(), "Inactive")
    assert leads.column("Lead Status")[:5] == ["Inactive", "–", "Inactive", "Inactive", "–"]
    assert leads.opened.prompts.asked == ["Set the Lead Status of 3 leads to Inactive?"]
    assert leads.opened.prompts.toasts == ["3 leads to Inactive"]
    assert leads.page.tables.table.selection.count == 3
    leads.opened.session.window.activateWindow()  # as a window system does by itself when a menu closes
    leads.settle()
    QTest.keyClick(leads.opened.session.window, Key.Key_Z, Control)
    assert leads.column("Lead Status") == ["–"] * 12


def test_r3_the_whole_list_but_one(leads: Leads) -> None:
    leads.page.show_list(lead_spec(filter_words="action=form"))
    leads.settle()
    total = len(leads.shown())
    leads.tick(0)
    QTest.mouseClick(leads.page.bar._all, Left)
    leads.tick(1)
    QTest.mouseClick(leads.page.bar.button("lead_status"), Left)
    choose(leads.menu(), "Active")
    expected = ["Active", "–", *["Active"] * (total - 2)]
    assert leads.column("Lead Status") == expected
    assert leads.opened.prompts.asked == [f"Set the Lead Status of {total - 1} leads to Active?"]
    leads.press(Key.Key_Escape)
    QTest.mouseClick(leads.page.search.clear, Left)
    leads.settle()
    assert leads.column("Lead Status").count("Active") == total - 1, "only leads of the filter"


def test_nothing_is_changed_where_the_question_is_refused(leads: Leads) -> None:
    leads.opened.prompts.yes = False
    leads.tick(0)
    leads.tick(1)
    QTest.mouseClick(leads.page.bar.button("lead_status"), Left)
    choose(leads.menu(), "Active")
    assert leads.column("Lead Status") == ["–"] * 12
    assert leads.opened.prompts.toasts == []


def test_r72_an_agent_sees_it_and_is_not_offered_it(leads_of: Callable[..., Leads], leads: Leads) -> None:
    leads.press(Key.Key_L)
    QTest.keyClick(leads.menu(), Key.Key_A)
    agent = leads_of("Wes Park")
    assert "Lead Status" in [column.title for column in agent.page.tables.table.columns]
    assert "Lead Status" in agent.page.summary.fields.fields()
    agent.press(Key.Key_L)
    agent.tick(0)
    assert not [menu for menu in agent.page.findChildren(QMenu) if menu.isVisible()]
    assert list(agent.page.bar._buttons) == ["copy", "export"]
    view = agent.page.tables.view
    view.context_requested.emit(view.current_id, view.mapToGlobal(view.rect().center()))
    entries = [a.text() for a in agent.menu().actions()]
    agent.menu().close()
    assert "Lead Status" not in entries
    assert "Open contact" in entries


def test_calls_have_no_lead_status(leads: Leads) -> None:
    leads.click_list("Call Log")
    leads.press(Key.Key_L)
    leads.tick(0)
    assert list(leads.page.bar._buttons) == ["copy", "export"]
    assert not [menu for menu in leads.page.findChildren(QMenu) if menu.isVisible()]
