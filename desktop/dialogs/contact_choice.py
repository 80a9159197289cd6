"""A field that finds a contact by what is typed: name, number, address."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from db.queries.search import Found, find
from desktop.operations.running import report
from desktop.services import Services

PAUSE_MS = 120
MOST = 12


class ContactChoice(QLineEdit):
    """Signal: chosen(contact id or None) when what is typed names a contact, or none any more."""

    chosen = Signal(object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._found: dict[str, Found] = {}
        self.contact_id: int | None = None
        self.setPlaceholderText("Type a name")
        self.setAccessibleName("Contact")
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._take)
        self.setCompleter(self._completer)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textEdited.connect(self._typed)

    def show_contact(self, contact_id: int, name: str) -> None:
        """Have this contact chosen."""
        self.setText(name or "No name")
        self._set(contact_id)

    def _typed(self, text: str) -> None:
        self._set(None)
        if text.strip():
            self._pause.start()

    def _search(self) -> None:
        office, text = self._services.office, self.text()
        self._services.tasks.read(
            (id(self), "find"), lambda: office.read(find, text, limit=MOST), self._arrived,
            lambda error: report(self._services, error),
        )  # fmt: skip

    def _arrived(self, found: tuple[Found, ...]) -> None:
        if self.contact_id is not None:
            return
        self._found = {_line(one): one for one in found}
        self._names.setStringList(list(self._found))
        if self.hasFocus() and found:
            self._completer.complete()

    def _take(self, line: str) -> None:
        one = self._found.get(line)
        if one is not None:
            self.setText(one.name or line)
            self._set(one.id)

    def _set(self, contact_id: int | None) -> None:
        if contact_id != self.contact_id:
            self.contact_id = contact_id
            self.chosen.emit(contact_id)


def _line(one: Found) -> str:
    return " · ".join(part for part in (one.name or "No name", one.email or one.phone, f"№ {one.id}") if part)
