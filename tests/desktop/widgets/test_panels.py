"""Toast, selection bar, timeline, progress, empty state: panels that come, stay, and go."""

from __future__ import annotations

from itertools import chain, repeat

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme.icons import pixmap
from desktop.theme.tokens import LIGHT, MEASURE
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.icon_button import IconButton
from desktop.widgets.progress_panel import ProgressPanel, duration_words
from desktop.widgets.push_button import PushButton
from desktop.widgets.selection_bar import BarAction, SelectionBar
from desktop.widgets.timeline import Timeline
from desktop.widgets.toast import Toast, ToastMessage
from desktop.widgets.why_box import WhyBox
from tests.desktop.widgets.gallery import timeline_entries

LEFT = Qt.MouseButton.LeftButton
SAID = ToastMessage("3 contacts to Client", "Undo", "step-1")


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 600)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    QTest.mouseMove(made, QPoint(2, 2))
    return made


def press(qtbot: QtBot, panel: QWidget, label: str) -> None:
    button = next(each for each in panel.findChildren(PushButton) if each.accessibleName() == label)
    QTest.mouseClick(button, LEFT)


def test_a_toast_offers_undo_and_goes(qtbot: QtBot, host: QWidget) -> None:
    toast = Toast(host)
    toast.say(SAID)
    assert toast.isVisible()
    assert host.rect().contains(toast.geometry().center())
    with qtbot.waitSignal(toast.acted) as blocker:
        press(qtbot, toast, "Undo")
    assert blocker.args == ["step-1"]
    assert toast.isHidden()


def test_a_toast_wears_the_sign_of_its_tone(host: QWidget) -> None:
    signs = []
    for tone in ("", "news", "error"):
        toast = Toast(host)
        toast.say(ToastMessage("4 follow-ups are overdue", tone=tone))
        signs.append(toast._sign.pixmap().toImage())
    wanted = (("circle-check", LIGHT.good), ("bell", LIGHT.accent), ("circle-alert", LIGHT.error))
    assert signs == [pixmap(name, own, MEASURE.icon, host.devicePixelRatioF()).toImage() for name, own in wanted]


def test_a_toast_goes_by_itself_and_the_next_follows(qtbot: QtBot, host: QWidget) -> None:
    toast = Toast(host, stay_ms=40)
    toast.say(SAID)
    toast.say(ToastMessage("2 contacts to Closed", "Undo", "step-2"))
    assert toast.waiting == 1
    with qtbot.waitSignal(toast.closed) as blocker:
        pass
    assert blocker.args == ["step-1"]
    assert toast.message is not None
    assert toast.message.key == "step-2"
    qtbot.waitUntil(toast.isHidden)


def test_a_toast_stays_while_the_keyboard_is_on_it(qtbot: QtBot, host: QWidget) -> None:
    toast = Toast(host, stay_ms=1500)
    toast.say(SAID)
    host.activateWindow()
    undo = next(each for each in toast.findChildren(PushButton))
    undo.setFocus()
    qtbot.waitUntil(undo.hasFocus)
    qtbot.wait(1800)
    assert toast.isVisible()
    with qtbot.waitSignal(toast.acted):
        QTest.keyClick(undo, Qt.Key.Key_Return)


def test_a_toast_stays_while_the_pointer_is_on_it(qtbot: QtBot, host: QWidget) -> None:
    toast = Toast(host, stay_ms=1500)
    toast.say(SAID)
    QTest.mouseMove(host, QPoint(2, 2))
    QTest.mouseMove(toast, toast.rect().center())
    qtbot.waitUntil(toast.underMouse)
    qtbot.wait(1800)
    assert toast.isVisible()
    QTest.mouseMove(host, QPoint(2, 2))
    qtbot.waitUntil(toast.isHidden, timeout=9000)


def test_what_can_no_longer_be_undone_is_not_offered(qtbot: QtBot, host: QWidget) -> None:
    toast = Toast(host)
    toast.say(SAID)
    toast.say(ToastMessage("again", "Undo", "step-1"))
    toast.say(ToastMessage("other", key="step-2"))
    toast.forget("step-1")
    assert toast.message is not None
    assert toast.message.key == "step-2"
    assert toast.waiting == 0


def bar_of(host: QWidget) -> SelectionBar:
    bar = SelectionBar(host)
    labels = ("Status", "Assign", "Hashtag", "Campaign", "E-mail", "Text", "Export")
    bar.set_actions([BarAction(each.lower(), each, has_menu=each == "Status") for each in labels])
    return bar


def test_the_selection_bar_counts_and_includes_all(qtbot: QtBot, host: QWidget) -> None:
    bar = bar_of(host)
    assert bar.isHidden()
    bar.show_selection(3, 128)
    assert bar.isVisible()
    with qtbot.waitSignal(bar.include_all):
        press(qtbot, bar, "Include all 128")
    bar.show_selection(128, 128, all_included=True)
    assert "Include all 128" not in [each.accessibleName() for each in bar.findChildren(PushButton) if each.isVisible()]
    with qtbot.waitSignal(bar.pressed) as blocker:
        press(qtbot, bar, "Export")
    assert blocker.args == ["export"]
    with qtbot.waitSignal(bar.cleared):
        QTest.mouseClick(bar.findChildren(IconButton)[0], LEFT)
    bar.show_selection(0, 128)
    assert bar.isHidden()


def test_what_does_not_fit_the_bar_is_under_more(qtbot: QtBot, host: QWidget) -> None:
    bar = bar_of(host)
    bar.show_selection(3, 128)
    host.resize(620, 600)
    assert bar.width() <= 620
    assert bar.button("status").isVisible()
    assert bar.button("export").isHidden()
    more = next(menu for menu in bar.findChildren(QMenu) if menu.actions())
    assert more.actions()[-1].text() == "Export"
    with qtbot.waitSignal(bar.pressed) as blocker:
        more.actions()[-1].trigger()
    assert blocker.args == ["export"]
    host.resize(1000, 600)
    assert bar.button("export").isVisible()


def test_the_timeline_grows_at_its_end_without_moving(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.resize(500, 400)
    timeline.set_entries(timeline_entries(200))
    timeline.show()
    qtbot.waitExposed(timeline)
    timeline.setCurrentIndex(timeline.model().index(0, 0))
    with qtbot.waitSignal(timeline.older_wanted):
        QTest.keyClick(timeline, Qt.Key.Key_End)
    kept = timeline.verticalScrollBar().value()
    with qtbot.assertNotEmitted(timeline.model().modelReset):
        timeline.set_entries(timeline_entries(230))
    assert timeline.verticalScrollBar().value() == kept
    assert len(timeline.entries()) == 230
    timeline.set_entries(timeline_entries(4)[1:])
    assert len(timeline.entries()) == 3


def test_an_event_is_opened_by_enter(qtbot: QtBot) -> None:
    timeline = Timeline(compact=True)
    qtbot.addWidget(timeline)
    timeline.set_entries(timeline_entries(5))
    timeline.show()
    timeline.setCurrentIndex(timeline.model().index(2, 0))
    with qtbot.waitSignal(timeline.opened) as blocker:
        QTest.keyClick(timeline, Qt.Key.Key_Return)
    assert blocker.args == ["event-2"]


def test_the_timeline_model_keeps_the_contract_of_item_models(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    reporting = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(timeline.model(), reporting)
    timeline.set_entries(timeline_entries(3))
    timeline.set_entries(timeline_entries(9))
    timeline.set_entries([])
    assert tester.model().rowCount() == 0


def test_progress_tells_rate_and_time_left_and_keeps_a_summary(qtbot: QtBot) -> None:
    panel = ProgressPanel(clock=chain((0.0, 0.0), repeat(2.0)).__next__)
    qtbot.addWidget(panel)
    panel.begin("Import of leads.csv", 40_000)
    panel.show()
    panel.advance(10_000)
    assert panel.figures == "10,000 of 40,000 rows · 5,000 a second · 6 s left"
    with qtbot.waitSignal(panel.cancelled):
        press(qtbot, panel, "Cancel")
    with qtbot.assertNotEmitted(panel.cancelled):
        press(qtbot, panel, "Stopping…")
    panel.finish("9,990 rows came in, 10 are in the error list.")
    press(qtbot, panel, "Copy summary")
    assert QGuiApplication.clipboard().text().startswith("Import of leads.csv\n9,990 rows")
    with qtbot.waitSignal(panel.closed):
        press(qtbot, panel, "Close")


def test_progress_without_a_known_total(qtbot: QtBot) -> None:
    panel = ProgressPanel(clock=repeat(0.0).__next__)
    qtbot.addWidget(panel)
    panel.begin("Reading", 0, "contacts")
    panel.advance(1200)
    assert panel.figures == "1,200 contacts"
    panel.advance(1200, total=4_000_000_000)
    assert panel.figures == "1,200 of 4,000,000,000 contacts"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0.2, "1 s"), (59.4, "59 s"), (90, "2 min"), (3600, "1 h"), (3900, "1 h 5 min")],
)
def test_durations(seconds: float, expected: str) -> None:
    assert duration_words(seconds) == expected


def test_an_empty_state_offers_what_can_be_done(qtbot: QtBot) -> None:
    empty = EmptyState("inbox", "No contact here.")
    qtbot.addWidget(empty)
    empty.set_actions([("old", "Old")])
    empty.set_actions([("add", "Add contact"), ("import", "Import")], primary="add")
    empty.show()
    with qtbot.waitSignal(empty.pressed) as blocker:
        press(qtbot, empty, "Import")
    assert blocker.args == ["import"]
    assert empty.findChildren(PushButton)[-2].property("look") == "primary"


def test_why_here_keeps_its_place_while_it_loads(qtbot: QtBot) -> None:
    box = WhyBox()
    qtbot.addWidget(box)
    assert box.reasons == "…"
    box.set_reasons("Status is Active Lead.")
    assert box.reasons == "Status is Active Lead."
