"""Where things stand in the window and in a contact: one axis, equal gaps, edges that meet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from db.rules.filters import ListSpec
from desktop.dialogs.contact.dialog import ContactDialog
from desktop.dialogs.contact.header import ARROW, SIDE
from desktop.dialogs.prompts import ABOVE_THE_BAR
from desktop.widgets.floating_panel import SHADOW
from desktop.widgets.push_button import LINK_INSET
from desktop.widgets.toast import Toast, ToastMessage
from tests.desktop.conftest import Opened


@pytest.fixture
def contact(opened: Opened) -> Callable[[], ContactDialog]:
    """Opens the second contact of a list."""

    def make() -> ContactDialog:
        spec = ListSpec("active_lead")
        opened.session.dashboard.show_list(spec)
        opened.settle()
        row_id = opened.session.dashboard.contacts.table.id_at(1)
        assert row_id is not None
        dialog = ContactDialog(opened.session.services, row_id, spec=spec, parent=opened.session.window)
        dialog.show()
        opened.settle()
        return dialog

    return make


def left_in(widget: QWidget, window: QWidget) -> int:
    return widget.mapTo(window, QPoint(0, 0)).x()


@pytest.mark.parametrize("width", [1024, 1440])
def test_the_message_stands_over_the_selection_bar(opened: Opened, width: int) -> None:
    window, dashboard = opened.session.window, opened.session.dashboard
    window.resize(width, 700)
    row_id = dashboard.contacts.table.id_at(0)
    assert row_id is not None
    dashboard.contacts.table.selection.set_ticked(row_id, True)
    opened.settle()
    toast = Toast(window)
    toast.set_lift(ABOVE_THE_BAR)
    toast.say(ToastMessage("Status of 1 contact to Client", "Undo", "undo"))
    opened.settle()
    bar = dashboard.bar
    assert bar.isVisible()
    middle = left_in(bar, window) + bar.width() / 2
    assert abs(toast.x() + toast.width() / 2 - middle) <= 1
    assert toast.geometry().bottom() - SHADOW <= bar.mapTo(window, QPoint(0, SHADOW)).y()


def test_on_another_page_it_stands_in_the_middle_of_the_window(opened: Opened) -> None:
    window = opened.session.window
    window.open_page(opened.session.broker.key)
    opened.settle()
    toast = Toast(window)
    toast.say(ToastMessage("Backed up"))
    assert abs(toast.x() + toast.width() / 2 - window.width() / 2) <= 1


def test_the_preview_has_the_same_edge_on_every_side(opened: Opened) -> None:
    preview = opened.session.dashboard.preview
    opened.settle()
    edges = preview.why.parentWidget()
    assert edges is not None
    layout = edges.layout()
    assert layout is not None
    margins = layout.contentsMargins()
    assert {margins.left(), margins.top(), margins.right(), margins.bottom()} == {18}
    assert left_in(preview.why, preview) == 18
    assert preview.width() - preview.why.geometry().right() - 1 == 18


def test_what_was_found_has_a_shadow_around_it_and_hangs_at_the_field(opened: Opened) -> None:
    palette, window = opened.session.palette, opened.session.window
    palette.focus()
    palette.box.setText("ana")
    palette._search("ana")
    opened.settle()
    palette._show()
    panel = palette.panel
    surface = panel.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
    assert surface.right() == left_in(palette.box, window) + palette.box.width() - 1
    assert surface.contains(palette.results.geometry().translated(panel.pos()))
    picture = panel.grab().toImage()
    below = picture.pixelColor(panel.width() // 2, panel.height() - SHADOW + 2)
    far = picture.pixelColor(panel.width() // 2, panel.height() - 1)
    assert below != far


def test_arrows_stand_as_far_from_the_number_and_on_the_edge(contact: Callable[[], ContactDialog]) -> None:
    dialog = contact()
    head = dialog.header
    words = head._place.fontMetrics().horizontalAdvance(head._place.text())
    middle = left_in(head._place, head) + head._place.width() / 2
    before = middle - words / 2 - (left_in(head.previous, head) + head.previous.width())
    after = left_in(head.next, head) - (middle + words / 2)
    assert abs(before - after) <= 1
    assert left_in(head.previous, head) + ARROW == SIDE == left_in(head.statuses, head)
    dialog.close()


def test_the_link_begins_where_the_labels_begin(contact: Callable[[], ContactDialog]) -> None:
    dialog = contact()
    overview = dialog.overview
    label = overview.receives.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[0]
    link = overview.subscription.unsubscribe
    assert left_in(link, dialog) + LINK_INSET == left_in(label, dialog) == SIDE
    dialog.close()


def test_values_of_a_contact_are_whole(contact: Callable[[], ContactDialog]) -> None:
    dialog = contact()
    for row in dialog.overview.contact._rows.values():
        assert row._value.shown_text() == row._value.text(), row.key
    dialog.close()
