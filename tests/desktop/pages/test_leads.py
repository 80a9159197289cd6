"""The Leads tab: lists, search panel, table, summary, keys (R70, R71, R74)."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.actions import activity
from db.queries import lead_lists
from db.queries import leads as leads_query
from db.queries.reader import Reader
from db.rules.filters import Filter, ListSpec, Term
from db.rules.lead_lists import LEAD_LISTS, lead_spec
from desktop.item_models.span_editor import SpanEditor
from desktop.item_models.term_editors import ChoiceEditor, TextEditor
from desktop.pages.leads.lead_header import NOUNS
from desktop.pages.leads.search_panel import GROUPS
from desktop.widgets.many_choices import Choice
from tests.desktop.pages.lead_hands import MINUTE, Leads

Key, Left, Control = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


# -- lists and rows --------------------------------------------------------------------------------------------


def test_r92_the_sidebar_counts_what_the_lists_hold(reading: Leads) -> None:
    office = reading.opened.session.services.office
    for one in LEAD_LISTS:
        expected = office.read(lead_lists.count, lead_spec(one.key))
        assert reading.count(one.key) == expected
        reading.click_list(one.title)
        assert reading.page.tables.table.total == expected
        assert reading.page.header.title == one.title
        one_word, many = NOUNS[one.unit]
        assert reading.page.header.count_words == f"{expected:,} {one_word if expected == 1 else many}"


def test_r70_rows_are_leads_newest_first_and_their_first_is_in_the_summary(reading: Leads) -> None:
    assert reading.page.tables.table.total == 12, "eleven by hand, one call in"
    office = reading.opened.session.services.office
    newest = office.read(leads_query.first_page, lead_spec())
    assert reading.shown() == [row.contact for row in newest]
    assert [row.occurred_at for row in newest] == sorted((row.occurred_at for row in newest), reverse=True)
    shown = reading.page.summary.shown
    assert shown is not None
    assert shown.row_id == reading.page.tables.table.id_at(0)


def test_waiting_shows_how_long_they_have_waited_and_grows_by_the_minute(leads: Leads) -> None:
    leads.click_list("Waiting")
    before = leads.column("Waiting")
    assert len(before) == leads.count("waiting")
    assert before[0] == "1 h"
    assert leads.page.summary.clock.text() == "Waiting 1 h"
    leads.opened.clock.tick(2 * 60 * MINUTE)
    leads.page.lists.minute_passed.emit()
    assert leads.column("Waiting")[0] == "3 h"
    assert leads.page.summary.clock.text() == "Waiting 3 h"


def test_a_click_on_a_heading_sorts_and_only_where_the_query_can(reading: Leads) -> None:
    header = reading.page.tables.view.header
    titles = [column.title for column in reading.page.tables.table.columns]

    def click(title: str) -> None:
        number = titles.index(title)
        at = QPoint(header.sectionViewportPosition(number) + 30, header.height() // 2)
        QTest.mouseClick(header.viewport(), Left, pos=at)
        reading.settle()

    before = reading.shown()
    click("Waiting")
    assert reading.shown() == before
    assert header.sortIndicatorSection() == titles.index("When")
    click("Name")
    assert reading.shown() == sorted(before, key=lambda name: name.split()[::-1]) or reading.shown() == sorted(before)
    assert header.sortIndicatorSection() == titles.index("Name")


def test_columns_are_remembered_for_each_kind_of_row(leads: Leads, leads_of: Callable[..., Leads]) -> None:
    view = leads.page.tables.view
    view.header.show_column("listing", shown=False)
    view.header.rearranged.emit()
    leads.click_list("Call Log")
    assert not leads.page.tables.view.header.isSectionHidden(3)
    again = leads_of()
    titles = [column.key for column in again.page.tables.table.columns]
    assert again.page.tables.view.header.isSectionHidden(titles.index("listing"))


def test_an_empty_list_says_why_and_offers_the_way_out(reading: Leads) -> None:
    page = reading.page
    reading.click_list("Showing Requests")
    QTest.keyClick(page.tables.view, Key.Key_Slash)
    QTest.keyClicks(page.search.text, "nobody is called that")
    QTest.keyClick(page.search.text, Key.Key_Return)
    reading.settle()
    assert page.tables.shown.is_empty
    assert page.summary.shown is None
    assert page.header.count_words == "0 of 3 leads"
    page.tables.shown.empty.pressed.emit("clear")
    reading.settle()
    assert not reading.page.tables.shown.is_empty
    assert page.search.text.text() == ""


def test_the_models_keep_qts_rules(leads: Leads) -> None:
    for one in leads.page.tables.all.values():
        QAbstractItemModelTester(one.table, QAbstractItemModelTester.FailureReportingMode.Warning, one.table)
    for one_list in LEAD_LISTS:
        leads.click_list(one_list.title)
    office = leads.opened.session.services.office
    ids = office.read(leads_ids)
    office.perform(activity.add_lead, contact_id=ids[0], lead_type="question")
    leads.opened.session.services.announcer.announce_elsewhere()
    leads.settle()


def leads_ids(reader: Reader) -> list[int]:
    return [row.contact_id for row in leads_query.first_page(reader, lead_spec())]


def test_the_leads_behind_a_figure_open_here_and_contacts_do_not(reading: Leads) -> None:
    session = reading.opened.session
    session.window.open_page("agent_dashboard")
    session.services.navigation.open_list(lead_spec("waiting", "lead_type=question"))
    reading.settle()
    assert reading.page.isVisible()
    assert reading.page.header.title == "Waiting"
    assert set(reading.column("Inquiry type")) == {"Question"}
    session.services.navigation.open_list(ListSpec("new_lead"))
    reading.settle()
    assert session.dashboard.isVisible()
    session.window.open_page("leads")


# -- the search panel ------------------------------------------------------------------------------------------


def test_r74_several_values_widen_and_several_fields_narrow(reading: Leads) -> None:
    panel = reading.page.search
    kind, source = panel.editor("lead_type"), panel.editor("source")
    assert isinstance(kind, ChoiceEditor)
    assert isinstance(source, ChoiceEditor)
    kind.button.set_choice(Choice("in", ("question", "favorite")))
    QTest.mouseClick(panel.go, Left)
    reading.settle()
    assert set(reading.column("Inquiry type")) == {"Question", "Favorite"}
    both = len(reading.shown())
    source.button.set_choice(Choice("in", ("zillow",)))
    QTest.mouseClick(panel.go, Left)
    reading.settle()
    assert 0 < len(reading.shown()) < both
    assert [chip.key for chip in reading.page.chips.chips] == ["lead_type", "source"]
    assert reading.page.header.count_words == f"{len(reading.shown())} of 12 leads"
    QTest.mouseClick(panel.clear, Left)
    reading.settle()
    assert len(reading.shown()) == 12
    assert panel.filter() == Filter()


def test_every_field_of_the_panel_finds_rows_or_says_so(reading: Leads) -> None:
    """Each editor's own term is one the query takes, with every list of its unit."""
    office = reading.opened.session.services.office
    for unit, title in (("lead", "All Leads"), ("task", "Outbound Calls"), ("call", "Call Log")):
        reading.click_list(title)
        for _heading, keys in GROUPS[unit]:
            for key in keys:
                editor = reading.page.search.editor(key)
                for term in (Term(key, "in", ("zz",)), Term(key, "yes"), Term(key, "within_days", ("7",))):
                    editor.set_term(term)
                    if editor.term() is not None:
                        break
                if isinstance(editor, ChoiceEditor):
                    editor.button.set_choice(Choice("not_set"))
                if isinstance(editor, TextEditor):
                    editor.line.setText("a")
                assert editor.term() is not None, key
                QTest.mouseClick(reading.page.search.go, Left)
                reading.settle()
                assert reading.page.spec.filter.terms[0].field == key
                assert reading.page.tables.table.total == office.read(lead_lists.count, reading.page.spec)
                reading.page.search.clear_all()
    assert reading.opened.prompts.toasts == []


def test_a_time_range_from_to_and_a_day_that_is_none(reading: Leads) -> None:
    span = reading.page.search.editor("occurred")
    assert isinstance(span, SpanEditor)
    span.box.setFocus()
    QTest.keyClick(span.box, Key.Key_End)
    QTest.keyClicks(span.first, "2026-11-22")
    QTest.keyClicks(span.last, "soon")
    QTest.keyClick(span.last, Key.Key_Return)
    reading.settle()
    assert reading.page.spec.filter == Filter(), "nothing is searched while a day is none"
    assert span.last.property("wrong")
    span.last.clear()
    QTest.keyClicks(span.last, "2026-11-22")
    QTest.keyClick(span.last, Key.Key_Return)
    reading.settle()
    assert reading.page.spec.filter == Filter((Term("occurred", "on_days", ("2026-11-22", "2026-11-22")),))
    assert len(reading.shown()) == 12


def test_the_search_stays_from_list_to_list_and_chips_take_it_away(reading: Leads) -> None:
    page = reading.page
    page.show_list(lead_spec(filter_words="lead_type=question&priority=hot", search="Message"))
    reading.settle()
    reading.click_list("Call Log")
    assert [t.field for t in page.spec.filter.terms] == ["priority"]
    assert page.spec.search == "Message"
    QTest.mouseClick(page.chips.chips[0]._close, Left)
    reading.settle()
    assert page.spec.search == ""
    assert page.search.text.text() == ""


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_tab_goes_from_the_text_through_the_fields_to_go(reading: Leads) -> None:
    page = reading.page
    QTest.keyClick(page, Key.Key_F, Control)
    assert page.search.text.hasFocus()
    order = []
    for _ in range(40):
        QTest.keyClick(focused(), Key.Key_Tab)
        order.append(focused())
        if page.search.go.hasFocus():
            break
    names = [part.accessibleName() for part in order]
    assert names[0].startswith("Inquiry type")
    assert names[-1] == "Go"
    assert all(names), names
    assert len(names) == len([key for _title, keys in GROUPS["lead"] for key in keys]) + 1


# -- summary, opening, dialling --------------------------------------------------------------------------------


def test_a_write_is_shown_once_and_keeps_place_and_ticks(leads: Leads) -> None:
    page, office = leads.page, leads.opened.session.services.office
    leads.press(Key.Key_J, Key.Key_J)
    leads.tick(2)
    current = page.tables.view.current_id
    outcome = office.perform(activity.add_lead, contact_id=office.read(leads_ids)[0], lead_type="question")
    leads.opened.session.services.announcer.announce(outcome.changes)
    leads.settle()
    assert page.tables.table.total == 13
    assert leads.count("all_leads") == 13
    assert page.tables.view.current_id == current
    assert page.tables.table.selection.count == 1
    assert leads.column("When")[0] == "just now"


def test_out_of_sight_nothing_is_read_until_it_is_looked_at(leads: Leads) -> None:
    session = leads.opened.session
    page, office = leads.page, session.services.office
    session.window.open_page("agent_dashboard")
    outcome = office.perform(activity.add_lead, contact_id=office.read(leads_ids)[0], lead_type="question")
    session.services.announcer.announce(outcome.changes)
    leads.settle()
    assert page.tables.table.total == 12
    session.window.open_page("leads")
    leads.settle()
    assert page.tables.table.total == 13


def test_a_search_that_takes_long_says_so_and_another_takes_its_place(
    reading: Leads, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page, source = reading.page, reading.page.tables.table._source
    gate, real = Event(), source.first_page

    def slow(spec: ListSpec, count: int) -> object:
        assert gate.wait(10)
        return real(spec, count)

    monkeypatch.setattr(source, "first_page", slow)
    QTest.keyClicks(page.search.text, "nobody")
    QTest.mouseClick(page.search.go, Left)
    qtbot.waitUntil(lambda: page.tables.shown.is_empty, timeout=5_000)
    assert page.tables.shown.empty._sentence.text() == "Searching…"
    assert page.header.count_words == "counting…"
    gate.set()
    QTest.mouseClick(page.search.clear, Left)
    reading.settle()
    assert not reading.page.tables.shown.is_empty
    assert page.header.count_words == "12 leads"


def test_a_new_question_takes_the_place_of_the_old_one(reading: Leads) -> None:
    page = reading.page
    for title in ("Waiting", "Call Log", "Showing Requests"):
        sidebar = page.lists.sidebar
        model = sidebar.model()
        index = next(i for n in range(model.rowCount()) if (i := model.index(n, 0)).data() == title)
        QTest.mouseClick(sidebar.viewport(), Left, pos=sidebar.visualRect(index).center())
    assert page.header.count_words in {"counting…", "3 leads"}
    reading.settle()
    assert page.header.title == "Showing Requests"
    assert page.header.count_words == "3 leads"


# -- keys ------------------------------------------------------------------------------------------------------


def test_letters_work_on_the_contact_behind_the_lead(leads: Leads) -> None:
    leads.click_list("Waiting")
    before, name = leads.count("waiting"), leads.shown()[0]
    assert before is not None
    leads.press(Key.Key_N)
    assert leads.opened.prompts.toasts == [f"Not Contacted: {name} · 1 attempt logged that nobody answered"]
    assert (leads.count("waiting") or 0) < before
    leads.press(Key.Key_S)
    QTest.keyClick(leads.menu(), Key.Key_5)
    leads.settle()
    assert leads.opened.prompts.toasts[-1] == "1 contact to Client"


def test_every_part_has_a_name_and_nothing_is_wider_than_the_panel(reading: Leads) -> None:
    page = reading.page
    for part in (*(one.view for one in page.tables.all.values()), page.search, page.lists.sidebar, page.summary):
        assert part.accessibleName()
    for size in ((1440, 900), (1024, 640)):
        reading.opened.session.window.resize(*size)
        reading.settle()
        body = page.search._scroll.widget()
        assert body is not None
        assert body.width() <= page.search._scroll.viewport().width()
    QTest.keyClick(page.tables.view, Key.Key_F8)
    assert page.summary.isHidden()
    reading.press(Key.Key_Space)
    assert not page.summary.isHidden()


def test_the_concierge_presses_no_disposition_and_is_told_why(leads_of: Callable[..., Leads]) -> None:
    leads = leads_of("Corinne Hale")
    for key in (Key.Key_N, Key.Key_D):
        leads.press(key)
    leads.settle()
    assert leads.opened.prompts.toasts == ["Dispositions are for agents and brokers."] * 2
