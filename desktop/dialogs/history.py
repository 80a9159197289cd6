"""The history of steps: what was done, by whom, when; each can be taken back from here (R90)."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.queries.history import StepRow, steps
from db.queries.reader import Reader
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.operations.running import report
from desktop.operations.undo import undo
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.times import ago, full
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

SHOWN: Final = 200


class HistoryDialog(QDialog):
    """The newest steps first; it stays open while one works on, and follows what happens."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("History")
        self.resize(640, 600)
        self._services = services
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._align)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.tiny, SPACE.big)
        column.setSpacing(SPACE.small)
        column.addWidget(PlainLabel("History", size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        column.addWidget(
            PlainLabel("Every step can be taken back, whatever its size or age.", tone="muted", parent=self)
        )
        column.addWidget(self._scroll, 1)
        line = QFrame(self)
        line.setProperty("look", "rule")
        line.setFixedHeight(1)
        ruled = QHBoxLayout()
        ruled.addWidget(line)
        ruled.addSpacing(SPACE.huge - SPACE.tiny)  # it ends where the buttons do
        column.addLayout(ruled)
        foot = button_row(cancel_of(self, "Close"), above=0)
        foot.addSpacing(SPACE.huge - SPACE.tiny)
        column.addLayout(foot)
        services.announcer.changed.connect(self._read)
        services.announcer.office_changed_elsewhere.connect(self._read)
        self._read()

    def _read(self) -> None:
        office = self._services.office

        def query(reader: Reader) -> tuple[list[tuple[StepRow, str, str]], int]:
            zone = reader.facts.zone_info
            found = steps(reader, limit=SHOWN)
            return [(s, ago(s.at, reader.now, zone), full(s.at, zone)) for s in found], reader.actor.id

        self._services.tasks.read(
            id(self), lambda: office.read(query), self._show, lambda error: report(self._services, error)
        )

    def _show(self, answer: tuple[list[tuple[StepRow, str, str]], int]) -> None:
        rows, _member = answer
        place = self._scroll.verticalScrollBar().value()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setSpacing(0)
        for step, when, exactly in rows:
            column.addWidget(self._line(step, when, exactly))
        if not rows:
            column.addWidget(EmptyState("history", "Nothing has been done in this office yet", parent=body))
        column.addStretch()
        self._scroll.setWidget(body)
        self._align()
        body.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.verticalScrollBar().setValue(place)

    def _align(self) -> None:
        """The buttons stand above Close, whether there is a scroll bar beside them or not."""
        body = self._scroll.widget()
        column = body.layout() if body is not None else None
        if column is not None:
            beside = SPACE.mid if self._scroll.verticalScrollBar().maximum() else 0
            column.setContentsMargins(0, 0, SPACE.huge - SPACE.tiny - beside, 0)

    def _line(self, step: StepRow, when: str, exactly: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, SPACE.small, 0, SPACE.small)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ElidedLabel(step.label, weight=WEIGHT.medium, tone="muted" if step.undone else "", parent=line))
        by = ElidedLabel(f"{step.member} · {when}", size=TYPE.small, tone="muted", parent=line)
        by.set_tip(exactly)
        words.addWidget(by)
        row.addLayout(words, 1)
        if step.undone:
            row.addWidget(PlainLabel("undone", tone="muted", parent=line))
        elif not step.is_undo:
            button = PushButton("Undo", parent=line)
            button.setAccessibleName(f"Undo {step.label}")
            button.clicked.connect(partial(self._undo, step.id))
            row.addWidget(button)
        return line

    def _undo(self, step: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt hands it over
        undo(self._services, step)
