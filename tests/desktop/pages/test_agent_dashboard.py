from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.actions.statuses import change_status
from db.changes import Selection
from db.queries import lists
from db.rules.filters import Filter, ListSpec, Term
from desktop.dialogs.change_status import ChangeStatusDialog
from desktop.dialogs.choose_value import ChooseValueDialog
from desktop.item_models.table import CONTACTS_MIME
from desktop.item_models.term_editors import ChoiceEditor, DaysEditor
from desktop.pages.agent_dashboard.sidebar_sections import sections, shown_keys
from desktop.widgets.many_choices import Choice
from tests.desktop.conftest import Opened
from tests.desktop.pages.hands import click_list, dialog_of, menu_of, page, press

Key, Left, Control = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


# -- lists and counts ------------------------------------------------------------------------------------------


def test_the_sidebar_counts_what_the_lists_hold(opened: Opened) -> None:
    office = opened.session.services.office
    for key, count in office.read(lists.counts, shown_keys(office.facts)).items():
        assert opened.count(key) == count
    entries = {entry.key for section in sections(office.facts, ()) for entry in section.entries}
    assert {"no_drips", "no_alerts"} <= entries
    assert "buyer_leads" not in entries, "the broker's lists stand on the broker dashboard"
    assert opened.count("new_lead") == 24
    assert page(opened).header.count_words == "24 contacts"


def test_a_click_on_a_list_shows_its_rows_and_its_first_contact(opened: Opened) -> None:
    click_list(opened, "client")
    assert len(opened.shown()) == 12
    shown = page(opened).preview.shown
    assert shown is not None
    assert shown.name == opened.shown()[0]
    assert shown.reasons == "Status is Client."


def test_the_preview_follows_the_keys(opened: Opened) -> None:
    press(opened, Key.Key_J, Key.Key_J)
    shown = page(opened).preview.shown
    assert shown is not None
    assert shown.name == opened.shown()[2]


def test_an_empty_list_says_why(opened: Opened) -> None:
    click_list(opened, "contract")
    assert page(opened).contacts.is_empty
    assert page(opened).preview.shown is None
    click_list(opened, "client")
    assert not page(opened).contacts.is_empty


# -- statuses --------------------------------------------------------------------------------------------------


def test_status_by_key_and_back_by_undo(opened: Opened) -> None:
    name = opened.shown()[0]
    press(opened, Key.Key_S)
    QTest.keyClick(menu_of(opened), Key.Key_5)
    assert name not in opened.shown()
    assert (opened.count("new_lead"), opened.count("client")) == (23, 13)
    assert opened.prompts.toasts == ["1 contact to Client"]
    QTest.keyClick(opened.session.window, Key.Key_Z, Control)
    assert name in opened.shown()
    assert (opened.count("new_lead"), opened.count("client")) == (24, 12)
    QTest.keyClick(opened.session.window, Key.Key_Z, Control | Qt.KeyboardModifier.ShiftModifier)
    assert opened.count("client") == 13


def test_the_menu_names_the_step_it_would_undo(opened: Opened) -> None:
    press(opened, Key.Key_S)
    QTest.keyClick(menu_of(opened), Key.Key_5)
    opened.settle()
    assert opened.session.window.action("undo").text() == "Undo “Status of 1 contact to Client”"
    assert not opened.session.window.action("redo").isEnabled()


def test_undo_from_the_toast(opened: Opened) -> None:
    press(opened, Key.Key_S)
    QTest.keyClick(menu_of(opened), Key.Key_8)
    assert opened.count("archive") == 1
    assert opened.prompts.offer is not None
    opened.prompts.offer()
    assert opened.count("archive") == 0


def test_mass_change_of_all_asks_with_the_exact_number(opened: Opened) -> None:
    dashboard = page(opened)
    view = dashboard.contacts.view
    first_box = view.visualRect(dashboard.contacts.table.index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Left, pos=first_box)
    QTest.mouseClick(dashboard.bar._all, Left)
    opened.settle()
    # one row is taken out again: 23 of 24
    QTest.mouseClick(view.viewport(), Left, pos=first_box)
    QTest.mouseClick(dashboard.bar.button("status"), Left)
    QTest.keyClick(menu_of(opened), Key.Key_8)
    dialog = dialog_of(opened, ChangeStatusDialog)
    assert isinstance(dialog, ChangeStatusDialog)
    assert dialog.yes.text() == "Change 23 contacts"
    QTest.mouseClick(dialog.yes, Left)
    assert opened.count("archive") == 23
    assert opened.count("new_lead") == 1
    assert opened.prompts.toasts[-1] == "23 contacts to Archive"
    opened.session.window.activateWindow()  # as a window system does by itself when a dialog closes
    opened.settle()
    QTest.keyClick(opened.session.window, Key.Key_Z, Control)
    assert opened.count("new_lead") == 24


def test_the_set_is_fixed_when_it_is_confirmed(opened: Opened, qtbot: QtBot) -> None:
    dashboard = page(opened)
    dashboard.contacts.table.selection.include_all()
    target = dashboard.targets.ticked()
    assert target.selection.spec is not None
    assert target.selection.spec.now == 0
    dashboard.actions_.set_status(target, "client")
    dialog = dialog_of(opened, ChangeStatusDialog)
    assert isinstance(dialog, ChangeStatusDialog)
    with qtbot.waitSignal(dialog.confirmed) as told:
        QTest.mouseClick(dialog.yes, Left)
    assert told.args is not None
    assert told.args[0].spec.now == opened.clock.now
    assert opened.count("client") == 36


def test_cancel_changes_nothing(opened: Opened) -> None:
    page(opened).contacts.table.selection.include_all()
    page(opened).actions_.start("archive", page(opened).targets.ticked())
    QTest.keyClick(dialog_of(opened, ChangeStatusDialog), Key.Key_Escape)
    assert opened.count("archive") == 0


def drop(opened: Opened, what: bytes, key: str) -> None:
    sidebar = page(opened).lists.sidebar
    model = sidebar.model()
    titles = {d.key: d.title for d in opened.session.services.office.facts.lists}
    index = next(i for n in range(model.rowCount()) if (i := model.index(n, 0)).data() == titles[key])
    at = QPointF(sidebar.visualRect(index).center())
    data = QMimeData()
    data.setData(CONTACTS_MIME, what)
    held = (Qt.DropAction.CopyAction, data, Left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(sidebar.viewport(), QDragEnterEvent(at.toPoint(), *held))
    QApplication.sendEvent(sidebar.viewport(), QDropEvent(at, *held))
    opened.settle()


def test_rows_dropped_on_a_status_get_it(opened: Opened) -> None:
    name = opened.shown()[0]
    drop(opened, b"one", "client")
    assert opened.count("client") == 13
    assert name not in opened.shown()


def test_nothing_can_be_dropped_on_a_lead_type(opened: Opened) -> None:
    drop(opened, b"one", "phone_leads")
    assert opened.prompts.toasts == []


# -- other mass actions ----------------------------------------------------------------------------------------


def choose(opened: Opened, value: str) -> None:
    dialog = dialog_of(opened, ChooseValueDialog)
    assert isinstance(dialog, ChooseValueDialog)
    if dialog.box is not None:
        dialog.box.setCurrentIndex(dialog.box.findText(value))
    else:
        assert dialog.line is not None
        QTest.keyClicks(dialog.line, value)
    QTest.mouseClick(dialog.yes, Left)
    opened.settle()


def test_assign_hashtag_priority_and_type_on_the_ticked(opened: Opened) -> None:
    dashboard = page(opened)
    dashboard.contacts.table.selection.include_all()
    for action, value, toast in (
        ("assign", "Wes Park", "16 contacts assigned to Wes Park"),
        ("hashtag_add", "pool", "24 contacts carry #pool"),
        ("priority", "Hot", "16 contacts to priority Hot"),
        ("type", "Buyer", "24 contacts to contact type Buyer"),
        ("hashtag_remove", "pool", "24 contacts without #pool"),
    ):
        dashboard.actions_.start(action, dashboard.targets.ticked())
        choose(opened, value)
        assert opened.prompts.toasts[-1] == toast


def test_an_agent_is_told_what_was_refused(open_window: Callable[..., Opened]) -> None:
    opened = open_window("Wes Park")
    click_list(opened, "pool")
    assert opened.shown()
    page(opened).actions_.set_status(page(opened).targets.of(), "client")
    opened.settle()
    assert opened.prompts.toasts[-1].startswith("Nothing was changed · 1 refused: You may change your own")
    press(opened, Key.Key_C)
    assert opened.prompts.toasts[-1] == "1 contact claimed"


def test_export_writes_the_ticked(opened: Opened, tmp_path: Path) -> None:
    from desktop.dialogs.export import ExportDialog

    opened.prompts.path = tmp_path / "out.csv"
    page(opened).contacts.table.selection.include_all()
    QTest.mouseClick(page(opened).bar.button("export"), Left)
    dialog = dialog_of(opened, ExportDialog)
    assert isinstance(dialog, ExportDialog)
    QTest.mouseClick(dialog.yes, Left)
    opened.settle()
    assert opened.prompts.toasts[-1] == "24 contacts written to out.csv"
    assert len((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()) == 25


# -- filter and search -----------------------------------------------------------------------------------------


def test_filter_apply_and_clear_all(opened: Opened) -> None:
    dashboard = page(opened)
    QTest.mouseClick(dashboard.header.filter, Left)
    assert dashboard.filter_panel.isVisible()
    priority = dashboard.filter_panel.editor("priority")
    assert isinstance(priority, ChoiceEditor)
    priority.button.set_choice(Choice("in", ("hot",)))
    days = dashboard.filter_panel.editor("created")
    assert isinstance(days, DaysEditor)
    QTest.keyClicks(days.line, "30")
    QTest.mouseClick(dashboard.filter_panel.apply, Left)
    opened.settle()
    assert [chip.text for chip in dashboard.chips.chips] == ["Priority is Hot", "Created is within the last 30 days"]
    assert dashboard.header.count_words == "8 of 24"
    QTest.mouseClick(dashboard.filter_panel.clear, Left)
    opened.settle()
    assert dashboard.chips.chips == []
    assert dashboard.header.count_words == "24 contacts"


def test_a_chip_can_be_taken_away(opened: Opened) -> None:
    dashboard = page(opened)
    dashboard.show_list(ListSpec("new_lead", Filter((Term("priority", "in", ("hot",)),))))
    opened.settle()
    QTest.keyClick(dashboard.chips.chips[0], Key.Key_Delete)
    opened.settle()
    assert dashboard.header.count_words == "24 contacts"


def test_every_field_of_the_filter_has_an_editor_that_keeps_its_term(opened: Opened) -> None:
    from db.rules.filters import FIELDS

    panel = page(opened).filter_panel
    for key, known in FIELDS.items():
        value = {"days": "30", "flag": ""}.get(known.type, known.choices[0][0] if known.choices else "1")
        op = {"days": "within_days", "flag": "yes", "text": "contains"}.get(known.type, "in")
        if known.key == "lender":
            op, value = "is_set", ""
        term = Term(key, op, (value,) if value else ())
        panel.set_filter(Filter((term,)))
        assert panel.filter() == Filter((term,)), key


def test_ticking_in_the_menu_of_a_choice(opened: Opened) -> None:
    dashboard = page(opened)
    QTest.mouseClick(dashboard.header.filter, Left)
    editor = dashboard.filter_panel.editor("source")
    assert isinstance(editor, ChoiceEditor)
    QTest.mouseClick(editor.button, Left)
    menu = editor.button.menu_
    action = next(a for a in menu.actions() if a.text() == "Zillow")
    QTest.mouseClick(menu, Left, pos=menu.actionGeometry(action).center())
    assert menu.isVisible()
    menu.close()
    assert editor.term() == Term("source", "in", ("zillow",))


def test_search_in_the_list_as_one_types(opened: Opened, qtbot: QtBot) -> None:
    dashboard = page(opened)
    press(opened, Key.Key_Slash)
    assert dashboard.header.box.hasFocus()
    QTest.keyClicks(dashboard.header.box, "oyel")
    qtbot.waitUntil(lambda: dashboard.spec.search == "oyel")
    assert all("Oyelaran" in name for name in opened.shown())
    QTest.keyClick(dashboard.header.box, Key.Key_Escape)
    assert len(opened.shown()) == 24
    QTest.keyClick(dashboard.header.box, Key.Key_Escape)
    assert not dashboard.header.box.isVisible()


def test_searching_all_contacts_from_the_top(opened: Opened, qtbot: QtBot) -> None:
    palette = opened.session.palette
    QTest.keyClick(opened.session.window, Key.Key_K, Control)
    assert palette.box.hasFocus()
    QTest.keyClicks(palette.box, "555-0107")
    qtbot.waitUntil(lambda: palette.results.count() == 2)
    found: list[int] = []
    opened.session.services.navigation.contact_wanted.disconnect()
    opened.session.services.navigation.contact_wanted.connect(lambda row_id, _spec: found.append(row_id))
    QTest.keyClick(palette.box, Key.Key_Return)
    assert len(found) == 1


def test_a_filter_is_kept_as_a_list_and_taken_away(opened: Opened) -> None:
    dashboard = page(opened)
    dashboard.show_list(ListSpec("new_lead", Filter((Term("hashtag", "in", ("relocation",)),))))
    opened.settle()
    opened.prompts.text = "Moving soon"
    QTest.mouseClick(dashboard.chips._save, Left)
    opened.settle()
    click_list(opened, "client")
    click_list(opened, "Moving soon")
    assert dashboard.header.title == "Moving soon"
    assert len(opened.shown()) == 5
    assert opened.count(dashboard.lists.sidebar.current_key) == 5
    QTest.keyClick(opened.session.window, Key.Key_Z, Control)
    opened.settle()
    assert dashboard.lists.choice("saved:1") is None


# -- columns, sort, others -------------------------------------------------------------------------------------


def test_columns_are_remembered_for_the_member(opened: Opened, open_window: Callable[..., Opened]) -> None:
    header = page(opened).contacts.view.header
    header.show_column("phone", shown=False)
    header.rearranged.emit()
    path = Path(opened.session.services.office.place)
    again = open_window(place=path)
    assert "phone" in page(again).contacts.view.header.arrangement().hidden
    other = open_window("Wes Park", place=path)
    assert "phone" not in page(other).contacts.view.header.arrangement().hidden


def test_a_click_on_a_heading_sorts(opened: Opened) -> None:
    header = page(opened).contacts.view.header
    at = header.sectionViewportPosition(1) + 20
    QTest.mouseClick(header.viewport(), Left, pos=QPoint(at, 10))
    assert opened.shown() == sorted(opened.shown(), key=lambda name: name.split()[::-1])


def test_what_another_program_wrote_is_seen(opened: Opened) -> None:
    from db.office import Office

    session = opened.session
    session.watch.look()
    opened.settle()
    other = Office.open(session.services.office.place)
    other.sign_in()
    other.perform(change_status, selection=Selection(spec=ListSpec("sphere")), status="closed")
    other.close()
    session.watch.look()
    opened.settle()
    assert opened.count("closed") == 6


def test_single_letters_can_be_switched_off(opened: Opened) -> None:
    page(opened).set_letters(on=False)
    press(opened, Key.Key_S)
    assert not [m for m in page(opened).findChildren(QMenu) if m.isVisible()]
