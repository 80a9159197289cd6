"""The end of a session of calls: what came of it, and how long it took."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.queries.calling import Calling
from desktop import times
from desktop.dialogs.calling.side import TallyPanel
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.card import Card
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

WIDTH = 420
ALL_CALLED, ENDED = "Everyone has been called", "The calls are ended"
UNDO_NOTE = "takes back the last press, and its contact comes back."
KEPT_NOTE = "What was done stays. Those left are in their list as before."


class EndPage(QWidget):
    """Signal: closed() when there is nothing more to look at."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = PlainLabel(ALL_CALLED, size=TYPE.title, weight=WEIGHT.semibold)
        self.tally = TallyPanel()
        self.note = Paragraph()
        self.close_button = PushButton("Close", look="primary")
        self.close_button.setToolTip("The session ends; it is not gone on with.")
        self.close_button.clicked.connect(self.closed)
        card = Card(padding=SPACE.huge)
        card.setFixedWidth(WIDTH)
        card.body.setSpacing(SPACE.mid)
        for part in (self.head, self.tally, self.note):
            card.body.addWidget(part)
        card.body.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card)
        across.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(across)
        column.addStretch(2)

    def show_session(self, session: Calling, now: int) -> None:
        """Show what came of it."""
        self.head.setText(ENDED if session.ended_at is not None else ALL_CALLED)
        self.tally.show_session(session)
        length = duration(session.started_at, session.ended_at or now)
        undo = QKeySequence(QKeySequence.StandardKey.Undo).toString(QKeySequence.SequenceFormat.NativeText)
        self.note.set_text(f"{length}. {KEPT_NOTE if session.ended_at is not None else f'{undo} {UNDO_NOTE}'}")


def duration(since: int, until: int) -> str:
    """How long, in words: "1 h 42 min"."""
    minutes = max(0, until - since) // times.MINUTE
    hours, rest = divmod(minutes, 60)
    return f"{hours:,} h {rest} min" if hours else f"{rest} min"
