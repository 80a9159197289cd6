"""A contact's MLS number that is a listing of the office opens it; another one does not (R61)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.actions.listings import import_listings
from db.queries.listing_imports import ListingFile
from db.rules.listing_rows import ListingDraft
from tests.desktop.dialogs.contact_hands import Opener
from tests.desktop.dialogs.desk import Desk


def test_the_mls_number_of_a_contact_opens_its_listing(desk: Desk, open_dialog: Opener) -> None:
    values = {"standard_status": "active", "mls_number": "A1", "city": "Tampa"}
    desk.office.perform(import_listings, files=(ListingFile("own.csv", "csv", (ListingDraft(2, values),)),))
    wanted: list[int] = []
    desk.services.navigation.listing_wanted.connect(wanted.append)
    for name, number, known in (("Ann Lee", "a1", True), ("Bo Chu", "Z9", False), ("Cy Poe", "", False)):
        dialog = open_dialog(desk.add(name, mls_number=number))
        assert dialog.overview.listing.isVisible() is known, name
        if known:
            assert dialog.overview.listing.text() == f"Open listing {number}"
            QTest.mouseClick(dialog.overview.listing, Qt.MouseButton.LeftButton)
    assert wanted == [1]
