"""The local time of a contact in its own window, and the office's hours for calls (R87)."""

from __future__ import annotations

from db.actions.settings import set_office
from desktop.dialogs.contact import fields
from desktop.dialogs.contact.field_column import FieldSpec
from desktop.dialogs.contact.view import ContactView, read_view
from tests.desktop.dialogs.contact_hands import Opener
from tests.desktop.dialogs.desk import Desk

HOUR = 60 * 60_000


def local_time(view: ContactView, passed: int = 0) -> FieldSpec:
    return next(one for one in fields.overview_fields(view, passed=passed) if one.key == "time_there")


def test_r87_the_overview_says_what_time_it_is_there(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    row = dialog.overview.contact.row("time_there")
    assert row.text == "12:00 there"
    assert "Lives in" in [spec.label for spec in fields.overview_fields(desk.office.read(read_view, ann))]
    view = desk.office.read(read_view, ann)
    assert local_time(view, 7 * HOUR).text == "19:00 there"
    assert local_time(view, 7 * HOUR).tip == "By their numbers and addresses."
    assert local_time(view, 8 * HOUR).tip == "No time to call: 20:00 there, after 20:00."
    desk.office.perform(set_office, values={"call_until_hour": "18"})
    desk.settle()
    view = desk.office.read(read_view, ann)
    assert local_time(view, 7 * HOUR).tip == "No time to call: 19:00 there, after 18:00."
