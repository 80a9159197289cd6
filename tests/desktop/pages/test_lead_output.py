"""The lists of the Leads tab in a file, on paper, and kept under a name (R61, R70)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from db.actions.lenders import add_lender
from db.queries import lead_lists
from db.queries.lead_exports import export_row_ids
from db.rules.errors import RefusedError
from db.rules.lead_lists import LEAD_LISTS, lead_list, lead_spec
from desktop.dialogs.print_list import PrintListDialog
from desktop.operations.lead_exports import of_rows
from tests.desktop.pages.lead_hands import Leads

Key, Left, Control = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def written(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def export_by_key(leads: Leads, path: Path) -> None:
    leads.opened.prompts.path = path
    leads.page.tables.view.setFocus()
    QTest.keyClick(leads.page.tables.view, Key.Key_E, Control)
    leads.settle()


def shown_titles(leads: Leads) -> list[str]:
    arranged = leads.page.tables.view.header.arrangement()
    titles = {column.key: column.title for column in leads.page.tables.table.columns}
    return [titles[key] for key in arranged.order if key not in arranged.hidden and key != "tick"]


# -- export ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [one.key for one in LEAD_LISTS])
def test_r61_a_list_is_exported_as_it_stands(leads: Leads, key: str, tmp_path: Path) -> None:
    leads.click_list(lead_list(key).title)
    total = leads.page.tables.table.total
    if not total:
        return
    export_by_key(leads, tmp_path / "rows.csv")
    head, *rows = written(tmp_path / "rows.csv")
    assert head == shown_titles(leads)
    assert [row[head.index("Name")] for row in rows] == leads.shown()
    assert leads.opened.prompts.toasts[-1] == f"{of_rows(total, lead_list(key).unit)} written to rows.csv"
    assert [of_rows(n, "touch") for n in (1, 2)] == ["1 touch", "2 touches"]


def test_r61_the_ticked_rows_alone_as_a_workbook(leads: Leads, tmp_path: Path) -> None:
    leads.tick(1)
    leads.tick(3)
    names = [leads.shown()[n] for n in (1, 3)]
    leads.opened.prompts.path = tmp_path / "two.xlsx"
    QTest.mouseClick(leads.page.bar.button("export"), Left)
    leads.settle()
    assert leads.opened.prompts.toasts[-1] == "2 leads written to two.xlsx"
    assert (tmp_path / "two.xlsx").stat().st_size > 1_000
    leads.opened.prompts.path = tmp_path / "two"  # no ending: CSV
    QTest.mouseClick(leads.page.bar.button("export"), Left)
    leads.settle()
    rows = written(tmp_path / "two.csv")
    assert [row[rows[0].index("Name")] for row in rows[1:]] == names


def test_an_export_that_is_called_off_leaves_no_file(leads: Leads, tmp_path: Path) -> None:
    leads.opened.prompts.cancelled = True
    export_by_key(leads, tmp_path / "rows.csv")
    assert leads.opened.prompts.toasts[-1] == "The export was stopped; no file was written."
    assert list(tmp_path.glob("*.csv")) == []


def test_r61_an_agent_exports_what_is_their_own_and_is_told_of_the_rest(leads: Leads, tmp_path: Path) -> None:
    session = leads.opened.session
    leads.settle()
    session.services.office.sign_in("Wes Park")
    session.show_member()
    leads.settle()
    document = session.services.office.read(lead_lists.list_document, lead_spec())
    own = [row["contact"]["name"] for row in document if row["owner"] == "Wes Park"]
    export_by_key(leads, tmp_path / "own.csv")
    head, *rows = written(tmp_path / "own.csv")
    assert [row[head.index("Name")] for row in rows] == own
    assert 0 < len(own) < len(document)
    left = f"{len(document) - len(own)} of contacts that are not yours left out"
    assert leads.opened.prompts.toasts[-1] == f"{len(own)} leads written to own.csv · {left}"


def test_who_may_export_nothing_is_told(leads: Leads, tmp_path: Path) -> None:
    session = leads.opened.session
    leads.settle()
    office = session.services.office
    office.perform(add_lender, values={"name": "Lena Ortiz", "signs_in": True})
    office.sign_in("Lena Ortiz")
    session.show_member()
    leads.settle()
    session.window.open_page("leads")
    export_by_key(leads, tmp_path / "none.csv")
    assert leads.opened.prompts.toasts[-1].startswith("Exporting contacts is for")
    assert not (tmp_path / "none.csv").exists()
    with pytest.raises(RefusedError):
        office.read(export_row_ids, lead_spec())


# -- paper -----------------------------------------------------------------------------------------------------


def test_a_list_of_leads_prints_in_its_columns(leads: Leads, tmp_path: Path) -> None:
    leads.click_list("Outbound Calls")
    total = leads.page.tables.table.total
    leads.page.tables.view.setFocus()
    QTest.keyClick(leads.page.tables.view, Key.Key_P, Control)
    leads.settle()
    dialog = leads.opened.session.window.findChild(PrintListDialog)
    assert dialog is not None
    leads.opened.prompts.path = tmp_path / "calls.pdf"
    dialog.pdf_wanted.emit(True)
    leads.settle()
    assert (tmp_path / "calls.pdf").read_bytes().startswith(b"%PDF")
    assert total
    assert leads.opened.prompts.toasts[-1] == "Outbound Calls saved as calls.pdf, 1 page"
    dialog.close()


def test_the_menus_offer_what_the_page_in_front_can_do(leads: Leads) -> None:
    session = leads.opened.session
    assert session.leads.export_action.isVisible()
    assert not session.dashboard.export_action.isVisible()
    session.window.open_page(session.dashboard.key)
    assert not session.leads.export_action.isVisible()
    assert session.dashboard.export_action.isVisible()


# -- kept lists ------------------------------------------------------------------------------------------------


def kept(leads: Leads) -> list[str]:
    model = leads.page.lists.sidebar.model()
    texts = [str(model.index(row, 0).data() or "") for row in range(model.rowCount())]
    return texts[texts.index("Saved") + 1 :] if "Saved" in texts else []


def on_menu(leads: Leads, title: str, entry: str) -> None:
    sidebar = leads.page.lists.sidebar
    model = sidebar.model()
    index = next(i for n in range(model.rowCount()) if (i := model.index(n, 0)).data() == title)
    sidebar.scrollTo(index)
    sidebar.customContextMenuRequested.emit(sidebar.visualRect(index).center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(one for one in menu.actions() if one.text() == entry)
    menu.close()
    action.trigger()
    leads.settle()


def test_a_search_is_kept_renamed_removed_and_undone(leads: Leads) -> None:
    page, prompts = leads.page, leads.opened.prompts
    page.show_list(lead_spec("all_leads", "lead_type=question,favorite", search="Message"))
    leads.settle()
    expected = page.tables.table.total
    prompts.text = "Questions"
    page.chips.save_wanted.emit()
    leads.settle()
    assert kept(leads) == ["Questions"]
    leads.click_list("Showing Requests")
    leads.click_list("Questions")
    assert (page.spec.search, page.tables.table.total) == ("Message", expected)
    assert page.lists.sidebar.current_key.startswith("saved:")
    assert leads.count(page.lists.sidebar.current_key) == expected
    assert len(page.chips.chips) == 2
    prompts.text = "What they ask"
    on_menu(leads, "Questions", "Rename…")
    assert kept(leads) == ["What they ask"]
    on_menu(leads, "What they ask", "Remove this list")
    assert kept(leads) == []
    assert prompts.offer is not None
    prompts.offer()
    leads.settle()
    assert kept(leads) == ["What they ask"]
    dashboard = leads.opened.session.dashboard
    model = dashboard.lists.sidebar.model()
    assert "What they ask" not in [model.index(row, 0).data() for row in range(model.rowCount())]
