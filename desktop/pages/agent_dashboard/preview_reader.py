"""Fills the preview: reads the current contact on a worker, drops what is stale, keeps what is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from db.changes import Selection
from db.rules.errors import NotFoundError
from db.rules.filters import ListSpec
from desktop.operations.activity import NewTask, add_tasks
from desktop.operations.running import report
from desktop.pages.agent_dashboard.preview import Preview
from desktop.pages.agent_dashboard.preview_words import PreviewFacts, preview_facts
from desktop.services import Services
from desktop.tasks import AFTER_PAINT_MS


class PreviewReader(QObject):
    """Shows the contact it is told; a hidden preview reads nothing."""

    def __init__(self, services: Services, preview: Preview, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._preview = preview
        self._id: int | None = None
        self._spec = ListSpec()
        self._name = ""
        self._turn = QTimer(self, singleShot=True, interval=AFTER_PAINT_MS)
        self._turn.timeout.connect(self._read_now)
        preview.call_wanted.connect(self._set_call)

    @property
    def contact_id(self) -> int | None:
        """Who is shown, or on the way."""
        return self._id

    def show_contact(self, contact_id: int | None, spec: ListSpec, *, name: str = "") -> None:
        """Another contact is current in the list."""
        self._id, self._spec, self._name = contact_id, spec, name
        self._services.tasks.drop(id(self))
        self.read()

    def read(self) -> None:
        """Read again what is shown, a turn later: the list's rows are painted first, and asked twice it reads once."""
        self._turn.start()

    def _read_now(self) -> None:
        contact_id, spec, office = self._id, self._spec, self._services.office
        if contact_id is None:
            self._preview.show_nobody()
            return
        name, self._name = self._name, ""
        if name:
            self._preview.begin(name)
        if self._preview.isHidden():
            return
        self._services.tasks.read(
            id(self), lambda: office.read(preview_facts, contact_id, spec), self._take, self._failed
        )

    def _set_call(self, contact_id: int, task: NewTask) -> None:
        add_tasks(self._services, Selection(ids=(contact_id,)), task)

    def _take(self, facts: PreviewFacts) -> None:
        self._preview.show_contact(facts)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, NotFoundError):
            self._preview.show_nobody()
        else:
            report(self._services, error)
