"""A small real office with everything a dialog is handed; questions are answered by the test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QWidget

from db.actions import activity, contacts, members
from db.office import Office
from db.rules.addresses import read_one_cell
from db.rules.drafts import ContactDraft
from db.rules.emails import read_emails
from db.rules.names import read_name
from db.rules.phones import read_phones
from desktop.announcer import Announcer
from desktop.navigation import Navigation
from desktop.prompting import ProgressView
from desktop.services import Services
from desktop.tasks import Tasks
from desktop.theme.theme import Theme

NOON = 1_795_366_800_000  # 22 November 2026, noon in New York
MINUTE = 60_000
DAY = 24 * 60 * MINUTE


@dataclass
class Answers:
    """Prompts that remember what was said, and answer what the test says."""

    toasts: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    offers: list[Callable[[], object]] = field(default_factory=list)
    yes: bool = True
    files: tuple[Path, ...] = ()
    target: Path | None = None
    text: str = ""

    def toast(
        self, text: str, *, action: str = "", on_action: Callable[[], object] | None = None, tone: str = ""
    ) -> None:
        (self.errors if tone == "error" else self.toasts).append(text)
        if on_action is not None:
            self.offers.append(on_action)

    def tell(self, sentence: str, *, detail: str = "") -> None:
        self.told.append((sentence, detail))

    def confirm(
        self, question: str, *, yes: str, then: Callable[[], object], detail: str = "", danger: bool = False
    ) -> None:
        self.asked.append(question)
        if self.yes:
            then()

    def ask_text(self, question: str, *, then: Callable[[str], object], value: str = "", label: str = "") -> None:
        self.asked.append(question)
        if self.text:
            then(self.text)

    def open_files(self, title: str, *, then: Callable[[Sequence[Path]], object], patterns: str = "") -> None:
        self.asked.append(title)
        if self.files:
            then(self.files)

    def save_file(self, title: str, *, then: Callable[[Path], object], name: str = "", patterns: str = "") -> None:
        self.asked.append(title)
        if self.target is not None:
            then(self.target)

    def progress(self, title: str, *, unit: str, on_cancel: Callable[[], object], total: int = 0) -> ProgressView:
        raise AssertionError("dialogs show their own progress")


class Desk:
    """An office of Dana (broker) and Wes (agent), its services, and short ways to fill it."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        self.now = NOON
        self.office = Office.create(folder / "office.db", clock=lambda: self.now)
        self.office.perform(members.add_member, name="Dana Moreau", roles=("broker",))
        self.wes = self.office.perform(members.add_member, name="Wes Park", roles=("agent",)).value
        self.office.sign_in("Dana Moreau")
        self.answers = Answers()
        self.windows: list[QWidget] = []
        self.services = Services(self.office, Tasks(), Announcer(), theme, self.answers, Navigation())

    def settle(self) -> None:
        """Let everything that is under way arrive."""
        assert self.services.tasks.wait_idle()

    def show(self, window: QWidget) -> None:
        """Show a window and let everything arrive; it lives until the desk is closed."""
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self.windows.append(window)
        window.show()
        window.activateWindow()
        self.settle()

    def close(self) -> None:
        # Qt deletes the windows while Python still knows them: the other way round, layouts ask parts already gone.
        for window in self.windows:
            window.hide()
            window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.services.tasks.close()
        self.office.close()

    def add(self, name: str, *, owner: int | None = None, status: str = "new_lead", **more: object) -> int:
        """A contact with an e-mail and a number of its own."""
        draft = ContactDraft(
            name=read_name(name),
            emails=read_emails(f"{name.split(maxsplit=1)[0].lower()}@example.com", label="home"),
            phones=read_phones("(813) 555-0117", label="mobile"),
            addresses=(read_one_cell("14 Alder Court, Tampa, FL 33606"),),
            **more,  # type: ignore[arg-type]  # fields of the draft by name
        )
        return self.office.perform(contacts.add_contact, draft=draft, status=status, owner_id=owner).value

    def fill(self, contact_id: int, events: int) -> None:
        """Leads and notes, one a day, the newest 27 minutes ago."""
        kinds = ("showing_request", "viewed_listing", "favorite", "question")
        for n in range(events):
            at = self.now - 27 * MINUTE - n * DAY // 4
            if n % 5 == 4:
                self.office.perform(activity.add_note, contact_id=contact_id, body="Asked for the survey.", at=at)
            else:
                self.office.perform(
                    activity.add_lead,
                    contact_id=contact_id,
                    lead_type=kinds[n % 4],
                    listing="14 Alder Court, $612,000",
                    message="Is Saturday morning possible?",
                    at=at,
                )
