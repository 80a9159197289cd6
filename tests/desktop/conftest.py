"""A small real office with 60 contacts, and the whole window on a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.actions import activity, contacts, members
from db.office import Office
from db.rules.drafts import ContactDraft
from db.rules.emails import read_emails
from db.rules.names import read_name
from db.rules.phones import read_phones
from desktop.session import Session
from desktop.settings_file import SettingsFile
from desktop.theme.theme import Theme
from tests.office_fixtures import FakeClock

FIRST = ("Ana", "Marcus", "Priya", "Jonas", "Carla", "Theo", "Ruth", "Omar", "Lucy", "Samuel")
LAST = ("Whitfield", "Oyelaran", "Raman", "Lindqvist", "Benedetti", "Nakamura")
# 24 new leads, 18 active leads, 12 clients, 6 in the sphere
STATUSES = ("new_lead",) * 24 + ("active_lead",) * 18 + ("client",) * 12 + ("sphere",) * 6


def make_contacts(office: Office, clock: FakeClock) -> None:
    """60 contacts of two agents and the pool, a second apart."""
    wes = office.perform(members.add_member, name="Wes Park", roles=("agent",)).value
    ivy = office.perform(members.add_member, name="Ivy Sandoval", roles=("agent",)).value
    for n, status in enumerate(STATUSES):
        clock.tick()
        draft = ContactDraft(
            name=read_name(f"{FIRST[n % 10]} {LAST[n // 10]}"),
            emails=read_emails(f"{FIRST[n % 10].lower()}.{LAST[n // 10].lower()}@example.com"),
            phones=read_phones(f"(813) 555-01{n:02d}"),
            hashtags=("relocation",) if n % 5 == 0 else (),
            priority=("hot", "warm", "")[n % 3],
            source=("zillow", "website", "referral")[n % 3],
        )
        owner = (wes, ivy, None)[n % 3]
        made = office.perform(contacts.add_contact, draft=draft, status=status, owner_id=owner).value
        if n == 23:
            office.perform(activity.add_lead, contact_id=made, lead_type="showing_request", listing="14 Alder Court")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office, made once and copied for every test."""
    path = tmp_path_factory.mktemp("template") / "office.db"
    clock = FakeClock()
    office = Office.create(path, clock=clock)
    office.perform(members.add_member, name="Dana Moreau", roles=("broker",))
    office.sign_in()
    make_contacts(office, clock)
    office.close()
    return path


@dataclass
class Answers:
    """Prompts that note what was said and asked, and answer as the test wants."""

    toasts: list[str] = field(default_factory=list)
    tones: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    offer: Callable[[], object] | None = None
    yes: bool = True
    text: str = ""
    path: Path | None = None
    summaries: list[str] = field(default_factory=list)
    cancelled: bool = False  # Cancel is pressed as soon as there is a progress
    advanced: list[tuple[int, int]] = field(default_factory=list)

    def toast(
        self, text: str, *, action: str = "", on_action: Callable[[], object] | None = None, tone: str = ""
    ) -> None:
        del action
        self.toasts.append(text)
        self.tones.append(tone)
        self.offer = on_action

    def tell(self, sentence: str, *, detail: str = "") -> None:
        del detail
        self.told.append(sentence)

    def confirm(
        self, question: str, *, yes: str, then: Callable[[], object], detail: str = "", danger: bool = False
    ) -> None:
        del yes, detail, danger
        self.asked.append(question)
        if self.yes:
            then()

    def ask_text(self, question: str, *, then: Callable[[str], object], value: str = "", label: str = "") -> None:
        del value, label
        self.asked.append(question)
        if self.text:
            then(self.text)

    def open_files(self, title: str, *, then: Callable[[Sequence[Path]], object], patterns: str = "") -> None:
        del patterns
        self.asked.append(title)
        if self.path is not None:
            then([self.path])

    def save_file(self, title: str, *, then: Callable[[Path], object], name: str = "", patterns: str = "") -> None:
        del name, patterns
        self.asked.append(title)
        if self.path is not None:
            then(self.path)

    def progress(self, title: str, *, unit: str, on_cancel: Callable[[], object], total: int = 0) -> Answers:
        del unit, total
        self.asked.append(title)
        if self.cancelled:
            on_cancel()
        return self

    def advance(self, done: int, total: int) -> None:
        assert done <= total
        self.advanced.append((done, total))

    def finish(self, summary: str, *, title: str = "") -> None:
        del title
        self.summaries.append(summary)

    def close(self) -> None:
        """Nothing to take away."""


@dataclass
class Opened:
    """The window on an office, and what a test needs to work it."""

    session: Session
    prompts: Answers
    clock: FakeClock

    def settle(self) -> None:
        """Until nothing is under way."""
        assert self.session.services.tasks.wait_idle(10_000)

    def shown(self) -> list[str]:
        """The names in the table."""
        self.settle()
        table = self.session.dashboard.contacts.table
        return [str(table.index(row, 1).data()) for row in range(table.total)]

    def count(self, key: str) -> int | None:
        """The count in the sidebar."""
        self.settle()
        return self.session.dashboard.lists.sidebar.count(key)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    made = Theme("light", bundled_font=True)
    made.apply(qapp)
    return made


@pytest.fixture
def open_window(template: Path, tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Callable[..., Opened]]:
    """Opens windows on a copy of the office, as the member named."""
    sessions: list[Session] = []

    def build(member: str = "", *, place: Path | None = None) -> Opened:
        path = place or tmp_path / "office.db"
        if place is None:
            shutil.copyfile(template, path)
        clock = FakeClock()
        clock.tick(120_000)
        office = Office.open(path, clock=clock)
        office.sign_in(member)
        prompts = Answers()
        session = Session(office, theme, SettingsFile(tmp_path / "settings.ini"), prompts=prompts)
        sessions.append(session)
        qtbot.addWidget(session.window)
        session.window.resize(1440, 900)
        session.show()
        session.work_clock.stop()  # what comes by itself comes when a test asks for it, however slow the machine
        session.reminders.stop()
        opened = Opened(session, prompts, clock)
        opened.settle()
        return opened

    yield build
    for session in sessions:
        session.close()


@pytest.fixture
def opened(open_window: Callable[..., Opened]) -> Opened:
    """The window of the broker."""
    return open_window()
