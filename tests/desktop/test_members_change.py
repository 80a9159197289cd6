"""Who works here changes: pages by right, windows of the member before, a sign-in that was given up (R19)."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from db.queries.charts import chart
from db.rules.filters import parse_filter
from desktop.dialogs.sign_in import SignInDialog
from desktop.item_models.term_editors import DaysEditor
from desktop.widgets.underlined_tabs import UnderlinedTabs
from tests.desktop.conftest import Opened


def tabs(opened: Opened) -> list[str]:
    bar = opened.session.window.top.findChildren(UnderlinedTabs)[0]
    return [bar.tabText(n) for n in range(bar.count())]


def asked(opened: Opened) -> SignInDialog:
    opened.session.choose_member()
    opened.settle()
    return opened.session.window.findChildren(SignInDialog)[0]


def become(opened: Opened, name: str) -> None:
    asked(opened).chosen.emit(name, "")
    opened.settle()


def test_the_broker_dashboard_is_the_broker_s(opened: Opened, open_window: Callable[..., Opened]) -> None:
    session = opened.session
    assert tabs(opened) == ["Agent Dashboard", "Broker Dashboard", "Leads", "Follow-ups", "Listings", "Deals"]
    session.window.open_page(session.broker.key)
    opened.settle()
    become(opened, "Wes Park")
    assert tabs(opened) == ["Agent Dashboard", "Leads", "Follow-ups", "Listings", "Deals"]
    assert session.window.top.current == session.dashboard.key
    session.window.open_page(session.broker.key)
    assert session.window.top.current == session.dashboard.key
    assert session.dashboard.isVisible()
    become(opened, "Dana Moreau")
    assert tabs(opened) == ["Agent Dashboard", "Broker Dashboard", "Leads", "Follow-ups", "Listings", "Deals"]


def test_r92_a_bar_opens_its_rows_in_the_agent_dashboard(opened: Opened) -> None:
    session = opened.session
    session.window.open_page(session.broker.key)
    opened.settle()
    bars = session.services.office.read(chart, "status").items
    one = max(bars, key=lambda bar: bar.value)
    session.broker.opened.emit(one.list_key, one.filter)
    assert len(opened.shown()) == one.value > 0
    assert session.window.top.current == session.dashboard.key


def test_windows_of_the_member_before_are_closed(opened: Opened) -> None:
    window = opened.session.window
    window.action("history").trigger()
    opened.session.services.navigation.open_import()
    opened.session.dashboard.contacts.view.go_to_row(0)
    opened.settle()
    assert [d for d in window.findChildren(QDialog) if d.isVisible()]
    become(opened, "Wes Park")
    assert [d for d in window.findChildren(QDialog) if d.isVisible()] == []


def test_a_sign_in_that_was_given_up_does_not_happen_later(opened: Opened, qtbot: QtBot) -> None:
    session, running = opened.session, Event()
    session.services.tasks.perform(lambda: running.wait(10), lambda _done: None)
    session.choose_member()
    qtbot.waitUntil(lambda: bool(session.window.findChildren(SignInDialog)))
    dialog = session.window.findChildren(SignInDialog)[0]
    dialog.chosen.emit("Wes Park", "")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    running.set()
    opened.settle()
    assert session.services.office.actor.name == "Dana Moreau"
    assert opened.prompts.told == []


def test_days_that_came_with_a_bar_stay_in_the_panel(opened: Opened, qtbot: QtBot) -> None:
    del opened
    from db.rules.filters import FIELDS

    editor = DaysEditor(FIELDS["created"])
    qtbot.addWidget(editor)
    days = parse_filter("created=2026-11-01..2026-11-30").terms[0]
    editor.set_term(days)
    assert editor.term() == days
    assert editor.box.currentText() == "From 2026-11-01 to 2026-11-30"
    within = parse_filter("created<=30").terms[0]
    editor.set_term(within)
    assert editor.term() == within
    assert editor.box.findData("on_days") == -1
