"""From the button to the write: reads what a press would do, asks what it has to, presses, asks for the amount."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from db.changes import Selection
from db.queries.reader import Reader
from db.rules.dispositions import AMOUNT
from db.rules.errors import BrokerdeskError
from desktop.dialogs.dispositions.amount_panel import AmountPanel
from desktop.dialogs.dispositions.press_form import PressForm, asks_first
from desktop.dialogs.while_alive import while_alive
from desktop.item_models.press_ahead import PressAhead, menu_choices, read_ahead
from desktop.operations.dispositions import Answer, PressResult, did_something, press, refusal_of
from desktop.operations.running import report
from desktop.services import Services
from desktop.widgets.choice_menu import ChoiceMenu

NO_MORE = "The office has this disposition no more."
PURPLE_KEY = "not_contacted"


class Pressing(QObject):
    """For the contacts of one window or page; `host` is what its forms stand over."""

    def __init__(self, services: Services, host: QWidget) -> None:
        super().__init__(host)
        self._services = services
        self._host = host

    def press(self, ahead: PressAhead, key: str) -> None:
        """Press `key` as it was seen; who may not is told why."""
        preview = ahead.preview(key)
        why_not = NO_MORE if preview is None else ahead.why_not(preview)
        if preview is None or why_not:
            self._services.prompts.toast(why_not, tone="error")
        elif asks_first(preview):
            form = PressForm(self._services, ahead, preview, self._host.window())
            form.pressed.connect(lambda result: self._pressed(ahead, key, result))
            form.open()
        else:
            contact = Selection(ids=(ahead.contact_id,))
            answer = Answer(while_alive(self, lambda result: self._answered(ahead, key, result)), self._failed)
            press(self._services, contact, key=key, answer=answer)

    def not_contacted(self, contact_id: int) -> None:
        """Log a dial nobody answered, at once: it asks nothing (R9)."""
        press(self._services, Selection(ids=(contact_id,)), key=PURPLE_KEY)

    def popup(self, contact_id: int, at: QPoint, *, name: str, above: bool = False) -> None:
        """Open the menu of dispositions for a contact at a place on the screen, once it is known what each will do."""
        office = self._services.office

        def query(reader: Reader) -> PressAhead:
            return read_ahead(reader, contact_id, name)

        def show(ahead: PressAhead) -> None:
            menu = ChoiceMenu(menu_choices(ahead), marked=True, parent=self._host)
            menu.chosen.connect(lambda key: self.press(ahead, key))
            menu.open_at(at, above=above)

        self._services.tasks.read(
            (id(self), "ahead"), lambda: office.read(query), while_alive(self, show), while_alive(self, self._failed)
        )

    def _answered(self, ahead: PressAhead, key: str, result: PressResult) -> None:
        if did_something(result):
            self._pressed(ahead, key, result)
        else:
            self._services.prompts.toast(refusal_of(result), tone="error")

    def _pressed(self, ahead: PressAhead, key: str, result: PressResult) -> None:
        preview = ahead.preview(key)
        if preview is None or AMOUNT not in preview.one.asks or not result.changed:
            return
        said = f"{preview.one.label}: {ahead.name or 'No name'}"
        window = self._host.window()
        # Of the main window, not of the contact's: what is typed there outlives that one.
        parent = window.parentWidget() or window
        AmountPanel(self._services, ahead.contact_id, key, said=said, parent=parent).show()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, BrokerdeskError):
            self._services.prompts.toast(error.sentence, tone="error")
        else:
            report(self._services, error)
