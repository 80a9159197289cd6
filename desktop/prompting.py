"""What operations and pages may ask or tell the person: one small interface, so that tests answer it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol


class ProgressView(Protocol):
    """Long work on the screen: how far it is, and in the end a summary that stays until it is closed."""

    def advance(self, done: int, total: int) -> None:
        """`done` of `total` are done; total 0 when it is not known."""
        ...

    def finish(self, summary: str, *, title: str = "") -> None:
        """It is over; the summary can be copied and closed."""
        ...

    def close(self) -> None:
        """Take it away without a summary."""
        ...


class Prompts(Protocol):
    """Questions never block: the answer comes by calling `then`; calling off calls nothing.

    The real one is `desktop.dialogs.prompts.WindowPrompts`; tests hand in one that answers at once.
    """

    def toast(
        self, text: str, *, action: str = "", on_action: Callable[[], object] | None = None, tone: str = ""
    ) -> None:
        """Say in passing what was done; `action` is the word of its button, such as Undo.

        `tone` is "error", "news" for what nobody did just now, "" for what was done.
        """
        ...

    def tell(self, sentence: str, *, detail: str = "") -> None:
        """Say something that must be read: an error, or what an undo left alone. `detail` may be long."""
        ...

    def confirm(
        self, question: str, *, yes: str, then: Callable[[], object], detail: str = "", danger: bool = False
    ) -> None:
        """Ask before something large; `yes` is the verb on the button."""
        ...

    def ask_text(self, question: str, *, then: Callable[[str], object], value: str = "", label: str = "") -> None:
        """Ask for one line of text; an empty answer calls nothing."""
        ...

    def open_files(self, title: str, *, then: Callable[[Sequence[Path]], object], patterns: str = "") -> None:
        """Ask for one or more existing files; `patterns` as Qt writes them: "Contacts (*.csv *.xlsx)"."""
        ...

    def save_file(self, title: str, *, then: Callable[[Path], object], name: str = "", patterns: str = "") -> None:
        """Ask where to write; the person has agreed to overwrite what is there."""
        ...

    def progress(self, title: str, *, unit: str, on_cancel: Callable[[], object], total: int = 0) -> ProgressView:
        """Show long work without blocking the window; `unit` is what is counted, such as contacts."""
        ...
