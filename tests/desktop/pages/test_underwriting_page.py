"""The queue of offers as a page of who underwrites, and as a window for the others (R10)."""

from __future__ import annotations

from collections.abc import Callable

from db.actions.dispositions import press
from db.actions.members import add_member
from db.changes import Selection
from db.queries import lists
from db.rules.filters import ListSpec
from desktop.dialogs.underwriting.dialog import UnderwritingDialog
from tests.desktop.conftest import Opened


def test_r10_the_queue_is_a_page_of_who_underwrites(open_window: Callable[..., Opened]) -> None:
    opened = open_window()
    session, office = opened.session, opened.session.services.office
    office.perform(add_member, name="Una Best", roles=("underwriter",))
    contact = next(int(n) for n in office.read(lists.ids, ListSpec("everyone")))
    office.perform(press, selection=Selection(ids=(contact,)), key="needs_offer")
    session.window.commanded.emit("underwriting")
    opened.settle()
    dialog = session.window.findChild(UnderwritingDialog)
    assert dialog is not None
    assert [row.underwriter for row in dialog.queue.waiting.model_of_rows.rows] == ["Una Best"]
    dialog.close()
    office.sign_in("Una Best")
    session.show_member()
    session.window.open_page(session.underwriting.key)
    opened.settle()
    queue = session.underwriting.page.queue
    assert queue.isVisible()
    assert [row.contact_id for row in queue.waiting.model_of_rows.rows] == [contact]
    office.sign_in("Wes Park")
    session.show_member()
    opened.settle()
    assert not queue.isVisible(), "no page of an agent"
    assert list(queue.waiting.model_of_rows.rows) == [], "and nothing of the one before is left (R19)"
