"""Back Again beside the list: the day, the line that mentions nothing, and the call set by one press (R42)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.actions import activity
from db.queries.contacts import contact_card
from db.rules.back_again import line_for
from db.rules.filters import ListSpec
from tests.builders import set_columns
from tests.desktop.conftest import Opened

DAY = 24 * 60 * 60_000
OWN = 1


def come_back(opened: Opened) -> None:
    """Ana looks at homes again, after more than a year."""
    office = opened.session.services.office
    office.sign_in("Dana Moreau")
    set_columns(office, OWN, created_at=opened.clock.now - 800 * DAY)
    office.perform(activity.add_lead, contact_id=OWN, lead_type="visit", at=opened.clock.now - 500 * DAY)
    office.perform(activity.add_lead, contact_id=OWN, lead_type="saved_search", at=opened.clock.now - DAY)
    opened.session.dashboard.show_list(ListSpec("back_again"))
    opened.settle()
    opened.session.dashboard.contacts.view.go_to_row(0)


def test_r42_the_preview_suggests_a_call_and_sets_it(opened: Opened) -> None:
    come_back(opened)
    assert opened.shown() == ["Ana Whitfield"]
    preview = opened.session.dashboard.preview
    opened.settle()
    QTest.qWait(20)
    opened.settle()
    assert preview.shown is not None
    line = line_for(OWN, "Ana")
    # Sunday the 22nd: the next working day is Monday
    assert preview.shown.reasons.endswith(f"Call on Monday, 23 Nov 2026, the next working day, and say: {line}")
    assert preview.set_call.isVisible()
    assert preview.set_call.accessibleName() == "Set the call for Monday, 23 Nov 2026"
    QTest.mouseClick(preview.set_call, Qt.MouseButton.LeftButton)
    opened.settle()
    card = opened.session.services.office.read(contact_card, OWN)
    [task] = [one for one in card.tasks if one.done_at is None]
    assert (task.kind, task.title) == ("call", f"Back again: {line}")
    assert opened.prompts.toasts[-1] == "1 contact with a new task"
    QTest.qWait(20)
    opened.settle()
    assert not preview.set_call.isVisible()
    assert "A call is set for Monday, 23 Nov 2026." in preview.shown.reasons


def test_other_lists_suggest_no_call(opened: Opened) -> None:
    come_back(opened)
    opened.session.dashboard.show_list(ListSpec("everyone"))
    opened.settle()
    opened.session.dashboard.contacts.view.go_to_row(0)
    QTest.qWait(20)
    opened.settle()
    assert not opened.session.dashboard.preview.set_call.isVisible()
