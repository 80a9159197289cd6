"""The pictures of dispositions: the form of each, many contacts at once, the menu, the broker's approvals."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from db.changes import Selection
from db.queries.lists import ids, rows
from db.queries.reader import Reader
from db.queries.selections import SelectionFacts
from db.rules.filters import ListSpec
from db.rules.permissions import Right
from desktop.item_models.press_ahead import PressAhead, menu_choices, read_ahead
from desktop.session import Session

WORKED, POOL = "active_lead", "pool"
COUNTED: Final = SelectionFacts(Selection(), 12, already=1, refused=3, right=Right.DISPOSE)


def _ahead(session: Session, list_key: str) -> PressAhead | None:
    """The first contact of a list before a press; None in an office without one."""

    def query(reader: Reader) -> PressAhead | None:
        found = tuple(int(n) for n in ids(reader, ListSpec(list_key))[:1])
        return next((read_ahead(reader, n, row.name) for n, row in rows(reader, found).items()), None)

    return session.services.office.read(query)


def _form(session: Session, key: str, list_key: str = WORKED, *, confirmed: bool = False) -> QWidget:
    """`confirmed` without an answer: what is missing stands under its line."""
    from desktop.dialogs.dispositions.press_form import PressForm

    ahead = _ahead(session, list_key)
    preview = ahead.preview(key) if ahead is not None else None
    if ahead is None or preview is None:  # the office has it no more
        return session.window
    form = PressForm(session.services, ahead, preview, session.window)
    form.show()
    if confirmed:
        form.yes.click()
    return form


def _menu(session: Session) -> QWidget:
    from desktop.widgets.choice_menu import ChoiceMenu

    ahead = _ahead(session, WORKED)
    if ahead is None:
        return session.window
    menu = ChoiceMenu(menu_choices(ahead), marked=True, parent=session.window)
    menu.open_at(QPoint(0, 0))
    menu.setActiveAction(menu.actions()[3])
    return menu


def _many(session: Session) -> QWidget:
    from desktop.dialogs.dispositions.mass_press_form import MassPressForm
    from desktop.item_models.looks import dispositions_of

    facts = session.services.office.facts
    one = dispositions_of(facts).in_use[0]
    form = MassPressForm(one, facts, COUNTED, waits=False, may_claim=True, parent=session.window)
    form.show()
    return form


def _approvals(session: Session) -> QWidget:
    from desktop.dialogs.approvals.dialog import ApprovalsDialog

    dialog = ApprovalsDialog(session.services, session.window)
    dialog.show()
    return dialog


PRESS_SHOTS: Final[tuple[tuple[str, Callable[[Session], QWidget]], ...]] = (
    ("press-appointment", partial(_form, key="appointment_booked")),
    ("press-already-sold", partial(_form, key="already_sold", confirmed=True)),
    ("press-wrong-number", partial(_form, key="wrong_number")),
    ("press-dead-deal", partial(_form, key="dead_deal")),
    ("press-under-contract", partial(_form, key="under_contract")),
    ("press-claim", partial(_form, key="needs_offer", list_key=POOL)),
    ("press-menu", _menu),
    ("press-many", _many),
    ("approvals", _approvals),
)
