"""The Listings tab: lists, search, table, the listing at the right, import by drop, links to it (R19, R61, R92)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from db.queries import listings as query
from db.queries.listings import ListingSpec, list_spec
from db.rules.listing_lists import ALL_LISTINGS, LISTING_LISTS
from desktop.dialogs.contact.body import LEADS
from desktop.dialogs.contact.dialog import ContactDialog
from desktop.dialogs.contact.leads_tab import LeadsTab
from desktop.dialogs.reverse_market.dialog import ReverseMarketDialog
from desktop.dialogs.row_import.dialog import RowImportDialog
from desktop.theme.theme import Theme
from tests.desktop.conftest import Opened
from tests.desktop.pages.listing_hands import HOMES, Listings, add_listings
from tests.desktop.pages.windows import at_tab, copied_office, kept_at_tab

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
MARKET = Path(__file__).parents[2] / "inputs" / "market"


@pytest.fixture(scope="session")
def market_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office of 60 contacts with listings, made once and copied for every test."""
    return copied_office(template, tmp_path_factory.mktemp("market") / "office.db", add_listings)


@pytest.fixture
def listings_of(open_window: Callable[..., Opened], market_template: Path, tmp_path: Path) -> Callable[..., Listings]:
    """Opens the window of a member at the Listings tab, an hour after the last lead."""

    def build(member: str = "", *, original: Path | None = None) -> Listings:
        place = tmp_path / "market.db"
        found = Listings(at_tab(open_window, original or market_template, place, key="listings", member=member))
        found.settle()
        return found

    return build


@pytest.fixture
def listings(listings_of: Callable[..., Listings]) -> Listings:
    """The Listings tab of the broker."""
    return listings_of()


@pytest.fixture(scope="module")
def reading_window(market_template: Path, theme: Theme, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listings]:
    """One window at the Listings tab, shared by the tests that write nothing."""
    for opened in kept_at_tab(market_template, theme, tmp_path_factory.mktemp("reading"), "listings"):
        yield Listings(opened)


@pytest.fixture
def reading(reading_window: Listings) -> Listings:
    """The shared window, at all listings and with nothing searched."""
    found = reading_window
    found.opened.session.window.activateWindow()
    found.opened.session.window.open_page("listings")
    found.settle()
    found.page.search.clear_all()
    found.page.open_list(ALL_LISTINGS)
    found.settle()
    found.page.table.view.setFocus()
    return found


def test_r92_every_count_is_what_its_list_opens(reading: Listings) -> None:
    office = reading.opened.session.services.office
    shown = [one for one in LISTING_LISTS if reading.page.lists.sidebar.count(one.key) is not None]
    assert len(shown) == len(LISTING_LISTS)
    for one in LISTING_LISTS:
        reading.page.open_list(one.key)
        reading.settle()
        expected = office.read(query.count, list_spec(one.key))
        assert reading.page.lists.count(one.key) == expected == reading.page.table.table.total, one.key
    reading.click_list("Past sales")
    assert reading.page.header.count.text() == "2 past sales"
    assert reading.column("Address") == ["Parcel 1245003160", "Parcel 7525000080"], "the last sold first"
    assert "nothing here is for sale" in reading.page.panel.note.text()
    reading.click_list("All listings")
    assert reading.page.header.count.text() == "6 listings"


def test_odd_listings_are_shown_as_they_are(reading: Listings) -> None:
    by_number = dict(zip(reading.column("MLS number"), reading.column("Price"), strict=True))
    assert by_number == {"A1": "$400,000", "A2": "$410,500", "A3": "–", "A4": "$0", "A5": "–", "A6": "$490,000"}
    numbers = reading.column("MLS number")
    for number, price, name in (("A5", "No price", "A5"), ("A3", "No price", HOMES[2]["street"].strip())):
        reading.click_row(numbers.index(number))
        panel = reading.page.panel
        assert (panel.price.text(), panel.name.text().strip()) == (price, name)
        assert panel.activity.text() == "0 views, 0 favorites, 0 inquiries"
        assert panel.no_views.isVisible()
        assert panel.people.words(0) == "Nobody has asked about it yet."


def test_r61_the_listing_says_price_activity_who_asked_and_who_looked(reading: Listings) -> None:
    reading.click_row(reading.column("MLS number").index("A1"))
    panel = reading.page.panel
    assert (panel.name.text(), panel.price.text(), panel.chip.look.label) == ("1 Oak St", "$400,000", "Active")
    assert panel.fields.fields()["On the market"] == "30 days"
    assert panel.activity.text() == "3 views, 1 favorite, 1 inquiry"
    assert panel.unseen.text() == ""
    assert [one.kind for one in panel.people.asked.model_of_rows.rows] == ["Question"]
    assert sorted(one.did for one in panel.people.looked.model_of_rows.rows) == ["1 view, asked", "2 views, saved"]
    assert [panel.people.tabs.tabText(n) for n in (0, 1)] == ["Inquiries 1", "Contacts 2"]


def test_r92_a_weeks_bar_opens_the_contacts_whose_views_it_counts(reading: Listings) -> None:
    reading.click_row(reading.column("MLS number").index("A1"))
    panel = reading.page.panel
    assert panel.chart is not None
    assert panel.shown is not None
    QTest.mouseClick(panel.chart.target, Left, pos=panel.chart.bar_rect(11).center())
    reading.settle()
    rows = panel.people.looked.model_of_rows.rows
    assert sum(one.views for one in rows) == panel.shown.weeks[11].value == 3
    assert panel.people.week.text().startswith("Views of 16 Nov")
    assert panel.people.tabs.currentIndex() == 1
    QTest.mouseClick(panel.people.whole, Left)
    assert not panel.people.week.isVisible()
    panel.people.tabs.setCurrentIndex(0)


def test_r19_an_agent_is_told_of_others_only_how_many(listings_of: Callable[..., Listings]) -> None:
    listings = listings_of("Wes Park")
    page = listings.page
    listings.click_list("All listings")
    row = listings.column("MLS number").index("A1")
    listings.click_row(row)
    assert listings.column("Views")[row] == "2"
    assert page.panel.activity.text() == "2 views, 1 favorite, 0 inquiries"
    told = "Not in these figures: 1 view, 0 favorites, 1 inquiry of 1 contact you may not see."
    assert page.panel.unseen.text() == told
    assert len(page.panel.people.looked.model_of_rows.rows) == 1
    assert len(page.panel.people.asked.model_of_rows.rows) == 0
    assert not page.header.bring_in.isVisible()
    assert listings.drop(MARKET / "reso_listings.csv")
    listings.settle()
    assert "the whole office's" in listings.opened.prompts.toasts[-1]
    assert not listings.opened.session.window.action("call_log").isVisible()


def test_a_search_by_keys_narrows_and_its_chips_take_it_back(reading: Listings) -> None:
    page = reading.page
    reading.press(Key.Key_Slash)
    assert page.search.text.hasFocus()
    QTest.keyClicks(page.search.text, "oak")
    QTest.keyClicks(page.search.price_to, "450,000")
    page.search.bedrooms.setCurrentIndex(4)
    QTest.keyClick(page.search.price_to, Key.Key_Return)
    reading.settle()
    assert reading.column("MLS number") == ["A2"]
    assert page.header.count.text() == "1 of 6 listings"
    assert [chip.text for chip in page.chips.chips] == ["“oak”", "Up to $450,000", "4 bedrooms or more"]
    page.chips.removed.emit("bedrooms")
    reading.settle()
    assert sorted(reading.column("MLS number")) == ["A1", "A2"]
    page.search.city.setCurrentIndex(page.search.city.findData("Largo"))
    QTest.mouseClick(page.search.go, Left)
    reading.settle()
    assert page.table.is_empty
    assert page.panel.shown is None
    page.table.empty.pressed.emit("clear")
    reading.settle()
    assert page.table.table.total == 6
    assert page.search.search() == ListingSpec()


def test_a_click_on_a_heading_sorts(reading: Listings) -> None:
    header = reading.page.table.view.header
    number = [column.key for column in reading.page.table.table.columns].index("price")
    at = QPoint(header.sectionViewportPosition(number) + 30, header.height() // 2)
    QTest.mouseClick(header.viewport(), Left, pos=at)
    reading.settle()
    assert reading.column("MLS number")[:3] == ["A6", "A2", "A1"], "the dearest first"


def test_enter_goes_to_the_listing_and_the_panel_hides(reading: Listings) -> None:
    page = reading.page
    reading.press(Key.Key_Home, Key.Key_J)
    shown = page.panel.shown
    assert shown is not None
    assert shown.listing_id == page.table.view.current_id
    page.panel_action.trigger()
    assert not page.panel.isVisible()
    reading.press(Key.Key_Return)
    assert page.panel.isVisible()
    assert page.panel.people.tabs.hasFocus()


def test_the_model_keeps_qts_rules(reading: Listings) -> None:
    model = reading.page.table.table
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    for one in LISTING_LISTS:
        reading.page.open_list(one.key)
        reading.settle()


def test_an_office_without_listings_says_what_to_do(listings_of: Callable[..., Listings], template: Path) -> None:
    listings = listings_of(original=template)
    page = listings.page
    assert page.table.is_empty
    assert page.lists.none_at_all
    assert page.panel.shown is None
    listings.opened.prompts.path = MARKET / "reso_listings.csv"
    page.table.empty.pressed.emit("import")
    listings.settle()
    dialog = page.window().findChildren(RowImportDialog)[0]
    QTest.mouseClick(dialog.go, Left)
    listings.settle()
    dialog.close()
    assert page.lists.count(ALL_LISTINGS) == 5
    assert page.table.table.total == page.lists.count("on_the_market"), "the page shows at once what was written"


def test_a_dropped_file_is_rehearsed(listings: Listings, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"x")
    assert not listings.drop(picture)
    assert listings.drop(MARKET / "reso_web_api.json")
    listings.settle()
    dialog = listings.page.window().findChildren(RowImportDialog)[0]
    assert dialog.go.text() == "Import 2 listings"
    dialog.close()


def test_r61_the_ranking_opens_with_the_listing(listings: Listings) -> None:
    listings.click_list("All listings")
    listings.click_row(listings.column("MLS number").index("A2"))
    QTest.mouseClick(listings.page.panel.wanted_by, Left)
    listings.settle()
    dialog = listings.page.window().findChildren(ReverseMarketDialog)[0]
    assert dialog.windowTitle() == "Who would want 2 Oak St?"
    assert [row.score for row in dialog.table.model_of_rows.rows]
    QTest.keyClick(dialog.table, Key.Key_Return)
    listings.settle()
    opened = [d for d in listings.page.window().findChildren(ContactDialog) if d.isVisible()]
    assert opened[0].contact_id == dialog.table.model_of_rows.rows[0].contact_id
    dialog.close()


def test_who_asked_opens_the_contact_and_their_lead_the_listing(listings: Listings, qtbot: QtBot) -> None:
    listings.click_list("All listings")
    listings.click_row(listings.column("MLS number").index("A1"))
    people = listings.page.panel.people
    people.asked.setFocus()
    people.asked.selectRow(0)
    QTest.keyClick(people.asked, Key.Key_Return)
    listings.settle()
    dialog = next(d for d in listings.page.window().findChildren(ContactDialog) if d.isVisible())
    assert dialog.contact_id == people.asked.model_of_rows.rows[0].contact_id
    listings.click_list("Past sales")
    dialog.tab_bar.setCurrentIndex(LEADS)
    tab = dialog.tab(LEADS)
    assert isinstance(tab, LeadsTab)
    assert not tab.listing.isEnabled()
    tab.table.selectRow(0)
    with qtbot.waitSignal(listings.opened.session.services.navigation.listing_wanted):
        QTest.mouseClick(tab.listing, Left)
    listings.settle()
    shown = listings.page.panel.shown
    assert shown is not None
    assert (shown.name, listings.page.key) == ("1 Oak St", ALL_LISTINGS)
    assert listings.page.table.view.current_id == shown.listing_id
    dialog.close()


def test_a_lead_about_a_listing_leads_to_it(listings: Listings) -> None:
    session = listings.opened.session
    session.window.open_page("leads")
    listings.settle()
    summary = session.leads.page.summary
    assert summary.shown is not None
    assert summary.shown.listing_id is not None
    QTest.mouseClick(summary.listing, Left)
    listings.settle()
    assert listings.page.isVisible()
    assert listings.page.panel.shown is not None
    assert listings.page.panel.shown.listing_id == summary.shown.listing_id


def test_what_is_undone_is_gone_from_the_page(listings: Listings) -> None:
    listings.opened.session.window.action("undo").trigger()
    listings.settle()
    listings.click_list("All listings")
    listings.click_row(listings.column("MLS number").index("A1"))
    assert listings.page.panel.activity.text() == "3 views, 1 favorite, 0 inquiries"
