"""Two chosen contacts side by side, to be made one, or told apart (R25)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from db.queries.duplicates import Comparison, compare
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.dialogs.duplicates.side_by_side import SideBySide
from desktop.dialogs.while_alive import while_alive
from desktop.operations.duplicates import merge, not_the_same
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

LITTLE = "Nothing says that the two are one: look twice."


class PairDialog(QDialog):
    """It closes when the two are one, or told apart, or one of them is gone."""

    def __init__(self, services: Services, one: int, other: int, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Merge two contacts")
        self.resize(720, 620)
        self._services = services
        self._pair = one, other
        self.side: SideBySide | None = None
        self.why = Paragraph("Reading the two…", parent=self)
        self.sides = QScrollArea(self)
        self.sides.setWidgetResizable(True)
        self.sides.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.two = PushButton("Not the same", parent=self)
        self.one = PushButton("Merge", look="primary", parent=self)
        self.one.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.small)
        column.addWidget(PlainLabel("Merge two contacts", size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        column.addWidget(self.why)
        column.addWidget(self.sides, 1)
        column.addLayout(button_row(cancel_of(self), self.two, self.one))
        self.one.clicked.connect(self._merge)
        self.two.clicked.connect(self._not_the_same)
        services.announcer.changed.connect(self._look)
        services.announcer.office_changed_elsewhere.connect(self._look)
        self._look()

    @Slot()
    def _look(self) -> None:
        """Read both, as they stand now."""
        self._allow(on=False)
        office, (one, other) = self._services.office, self._pair
        self._services.tasks.read(
            (id(self), "pair"), lambda: office.read(compare, one, other), self._compared, self._not_compared
        )

    def _compared(self, found: Comparison) -> None:
        self.side = SideBySide(found)
        self.sides.setWidget(self.side)
        self.side.setAutoFillBackground(False)
        self.sides.viewport().setAutoFillBackground(False)
        words = [*found.likeness.reasons, *(f"but {one}" for one in found.likeness.against)]
        self.why.set_text(f"{found.likeness.score} of 100: {'; '.join(words)}" if found.likeness.reasons else LITTLE)
        self._allow(on=True)

    def _not_compared(self, error: BaseException) -> None:
        """One of the two is gone, or out of sight by now."""
        self.reject()
        report(self._services, error)

    def _allow(self, *, on: bool) -> None:
        self.one.setEnabled(on)
        self.two.setEnabled(on)

    @Slot()
    def _merge(self) -> None:
        if self.side is not None:
            self._allow(on=False)
            merge(
                self._services, self.side.choice, on_done=while_alive(self, self._done),
                on_error=while_alive(self, self._refused),
            )  # fmt: skip

    @Slot()
    def _not_the_same(self) -> None:
        self._allow(on=False)
        not_the_same(
            self._services, *self._pair, on_done=while_alive(self, self._done),
            on_error=while_alive(self, self._refused),
        )  # fmt: skip

    def _done(self) -> None:
        self._services.tasks.drop((id(self), "pair"))  # one of the two is gone: by what was asked for here
        self.accept()

    def _refused(self, error: BaseException) -> None:
        report(self._services, error)
        self._look()
