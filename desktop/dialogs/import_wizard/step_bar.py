"""Where in the wizard one is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.theme.fonts import sized
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel


class StepBar(QWidget):
    """The names of the steps in order; the one that is open is strong. It shows, it is not pressed."""

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.huge, SPACE.mid, SPACE.huge, SPACE.mid)
        row.setSpacing(SPACE.huge)
        self._labels = [PlainLabel(f"{n}  {title}", parent=self) for n, title in enumerate(titles, start=1)]
        for label in self._labels:
            # Room for the bold one, so that nothing moves from step to step.
            label.setFont(sized(label.font(), TYPE.body, WEIGHT.semibold))
            label.setMinimumWidth(label.sizeHint().width())
            row.addWidget(label)
        row.addStretch()
        self.set_current(0)

    def set_current(self, place: int) -> None:
        """Show where one is."""
        for n, label in enumerate(self._labels):
            weight = WEIGHT.semibold if n == place else WEIGHT.regular
            label.set_tone("accent" if n == place else "muted")  # first: polishing brings the old font back
            label.setFont(sized(label.font(), TYPE.body, weight))
        self.setAccessibleName(f"Step {place + 1} of {len(self._titles)}: {self._titles[place]}")
