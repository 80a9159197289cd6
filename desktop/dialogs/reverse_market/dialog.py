"""Who would want this listing: contacts ranked with reasons, opened and exported (R61)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.queries.reverse_market import Match
from db.rules.errors import NotFoundError
from db.rules.permissions import REFUSALS, Right
from desktop.dialogs.button_row import button_row
from desktop.dialogs.contact.parts import line
from desktop.dialogs.rows_table import RowsColumn, RowsTable
from desktop.item_models.lead_source import shown_number
from desktop.item_models.listing_words import counted
from desktop.operations.reverse_market import PATTERNS, Ask, Ranking, export_ranking, read_ranking
from desktop.operations.running import of_contacts, report
from desktop.services import Services
from desktop.theme.fonts import sized
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton
from desktop.widgets.wrapped_label import WrappedLabel

WIDE, HIGH = 940, 640
LIMITS: Final = (50, 200, 1_000)
LOOKING: Final = "Looking through what contacts viewed, saved and asked…"
NOBODY: Final = "Nobody's viewing history or saved search fits this listing"
NOBODY_WHY: Final = "Views, favorites and inquiries of the last year count, and saved searches that it meets."


class ReverseMarketDialog(QDialog):
    """Non-modal. The ranking is read anew when the office changes while it is open."""

    def __init__(self, services: Services, listing_id: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Who would want {name}?")
        self.resize(WIDE, HIGH)
        self._services = services
        self._listing_id = listing_id
        self._labels: dict[str, str] = {}
        self.title = WrappedLabel(f"Who would want {name}?", lines=2, size=TYPE.lead)
        self.said = PlainLabel(LOOKING, tone="muted")
        self.said.setWordWrap(True)
        self.unsubscribed = QCheckBox("Name the unsubscribed too")
        self.unsubscribed.toggled.connect(self.read)
        self.limit = QComboBox()
        self.limit.setAccessibleName("How many at most")
        for number in LIMITS:
            self.limit.addItem(f"The best {number:,}", number)
        self.limit.currentIndexChanged.connect(self.read)
        self.table = RowsTable(self._columns(), name="Contacts who may want it", compact=False)
        self.whole = Paragraph()
        self.whole.setMinimumHeight(3 * self.whole.minimumSizeHint().height())  # the table keeps its place
        self.empty = EmptyState("users", NOBODY, detail=NOBODY_WHY)
        self.leave = PushButton("Close", parent=self)
        self.open_contact = PushButton("Open contact", parent=self)
        self.export = PushButton("Export…", look="primary", parent=self)
        self._lay_out()
        self._connect()
        self.read()

    @property
    def ask(self) -> Ask:
        """What is asked."""
        return Ask(self._listing_id, int(self.limit.currentData()), self.unsubscribed.isChecked())

    def read(self) -> None:
        """Rank anew; what is shown stays until the answer is here."""
        read_ranking(self._services, self.ask, on_done=self._take, on_error=self._failed)

    def _take(self, ranking: Ranking) -> None:
        found, self._labels = ranking.found, ranking.labels
        at = self.table.currentIndex().row()
        self.table.set_rows(found.matches)
        self._stack.setCurrentIndex(0 if found.matches else 1)
        left = [
            f"{number:,} {word}"
            for number, word in ((found.archived, "archived"), (found.unsubscribed, "unsubscribed"))
            if number
        ]
        shown = len(found.matches)
        verb = "fits" if found.found == 1 else "fit"
        total = f"{of_contacts(found.found)} {verb}, by {counted(found.homes, 'home')} alike."
        best = f" Here are the best {shown:,}." if shown < found.found else ""
        out = f" Left out: {', '.join(left)}." if left else ""
        self.said.setText(f"{total}{best}{out}")
        may = self._services.office.actor.may(Right.EXPORT)
        self.export.setEnabled(bool(found.matches) and may)
        self.export.setToolTip("" if may else REFUSALS[Right.EXPORT])
        if found.matches:
            self.table.selectRow(min(max(at, 0), shown - 1))
        self._show_whole()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, NotFoundError):  # the import that made it was taken back
            self.close()
        else:
            report(self._services, error)

    def _current(self) -> Match | None:
        at, rows = self.table.currentIndex(), self.table.model_of_rows.rows
        return rows[at.row()] if at.isValid() and at.row() < len(rows) else None

    def _show_whole(self) -> None:
        """All reasons of the contact that is chosen: a cell has room for one line of them."""
        match = self._current()
        self.open_contact.setEnabled(match is not None)
        self.whole.set_text("" if match is None else f"{match.name}: {' '.join(match.reasons)}")

    def _open(self) -> None:
        match = self._current()
        if match is not None:
            self._services.navigation.open_contact(match.contact_id)

    def _export(self) -> None:
        ask, services = self.ask, self._services
        services.prompts.save_file(
            "Export the ranking", then=lambda path: export_ranking(services, ask, path), name="ranking.csv",
            patterns=PATTERNS,
        )  # fmt: skip

    # -- parts ----------------------------------------------------------------------------------------------

    def _columns(self) -> Sequence[RowsColumn[Match]]:
        return (
            RowsColumn("Score", 66, lambda one: str(one.score), lambda _one: "0 to 100", right=True),
            RowsColumn("Contact", 170, lambda one: one.name),
            RowsColumn("Status", 112, lambda one: self._labels.get(one.status, one.status)),
            RowsColumn("Owner", 126, lambda one: one.owner or "Pool"),
            RowsColumn("Phone", 132, lambda one: shown_number(one.phone)),
            RowsColumn("Reasons", 200, lambda one: " ".join(one.reasons)),
        )

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._show_whole)
        self.table.doubleClicked.connect(lambda _index: self._open())
        self.leave.clicked.connect(self.close)
        self.open_contact.clicked.connect(self._open)
        self.export.clicked.connect(self._export)
        announcer = self._services.announcer
        announcer.changed.connect(self._changed)
        announcer.office_changed_elsewhere.connect(self.read)

    def _changed(self, _changes: object) -> None:
        self.read()

    def _lay_out(self) -> None:
        self.title.setFont(sized(self.title.font(), TYPE.lead, WEIGHT.semibold))
        some = QWidget()
        rows = QVBoxLayout(some)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.whole)
        self._stack = QStackedWidget()
        self._stack.addWidget(some)
        self._stack.addWidget(self.empty)
        asks = QHBoxLayout()
        asks.setSpacing(SPACE.mid)
        asks.addWidget(self.limit)
        asks.addWidget(self.unsubscribed)
        asks.addStretch()
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.small)
        inside.setSpacing(SPACE.small)
        inside.addWidget(self.title)
        inside.addWidget(self.said)
        inside.addLayout(asks)
        inside.addWidget(self._stack, 1)
        foot = button_row(self.leave, self.export, left=(self.open_contact,))
        foot.setContentsMargins(SPACE.huge, SPACE.mid, SPACE.huge, SPACE.mid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inside, 1)
        column.addWidget(line())
        column.addLayout(foot)
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the contact that is chosen."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.table.hasFocus():
            self._open()
        else:
            super().keyPressEvent(event)
