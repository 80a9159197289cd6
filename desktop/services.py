"""What every screen is handed: the office and the few things shared by the whole window."""

from __future__ import annotations

from dataclasses import dataclass

from db.office import Office
from desktop.announcer import Announcer
from desktop.navigation import Navigation
from desktop.prompting import Prompts
from desktop.tasks import Tasks
from desktop.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Services:
    """Made once by the composition root. `office` is for workers only: read and perform through `tasks`."""

    office: Office
    tasks: Tasks
    announcer: Announcer
    theme: Theme
    prompts: Prompts
    navigation: Navigation
