"""The panel with an editor for every field one can filter by."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.queries.reader import OfficeFacts
from db.rules.filters import FIELDS, Filter, Term
from desktop.item_models.term_editors import Pairs, TermEditor, make_editor
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.icon_button import IconButton
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

GROUPS: Final = (
    ("Contact", ("text", "status", "kind", "type", "priority", "interest", "time_frame", "hashtag", "disposition")),
    ("Where from", ("source", "business_source", "lead_type", "captured_by_text")),
    ("Owner", ("owner", "lender", "pool")),
    ("Reach", ("subscribed", "unsubscribe_cause", "archived", "has_email", "has_phone")),
    ("Place and property", ("city", "postal_code", "seller", "seller_info", "seller_any")),
    ("Dates", ("created", "searching", "last_viewed", "last_visit", "last_activity")),
    ("Needs care", ("waiting_inquiry", "missed_call", "back_again", "drips", "alerts")),
)
WIDTH: Final = 300


class FilterPanel(QFrame):
    """Every field of the filter, Apply and Clear All. Signals: applied(Filter), closed()."""

    applied = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "surface")
        self.setAccessibleName("Filter")
        self._facts: OfficeFacts | None = None
        self._wanted = Filter()
        self._editors: dict[str, TermEditor] = {}
        self._kept: tuple[Term, ...] = ()
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.apply = PushButton("Apply", look="primary", parent=self)
        self.clear = PushButton("Clear All", parent=self)
        self.apply.clicked.connect(self._apply)
        self.clear.clicked.connect(self._clear)
        self._lay_out()

    def set_facts(self, facts: OfficeFacts) -> None:
        """Offer the office's own statuses, sources and members; what was set stays set.

        The thirty editors are made when they are first wanted: the window starts without them (P14).
        """
        self._facts = facts
        if self._editors:
            self._wanted = self.filter()
            self._editors = {}
            self._build()

    def set_filter(self, shown: Filter) -> None:
        """Show these conditions; what no editor can show is kept and not lost by Apply."""
        self._wanted = shown
        by_field = {term.field: term for term in shown.terms}
        for key, editor in self._editors.items():
            editor.set_term(by_field.get(key))
        self._kept = tuple(t for t in shown.terms if self._shown(t) is None)

    def filter(self) -> Filter:
        """What the editors say."""
        self._build()
        terms = [term for editor in self._editors.values() if (term := editor.term()) is not None]
        said = {term.field for term in terms}
        return Filter((*(t for t in self._kept if t.field not in said), *terms))

    def _build(self) -> None:
        if self._editors or self._facts is None:
            return
        body = QWidget(self._scroll)
        column = QVBoxLayout(body)
        column.setContentsMargins(SPACE.big, 0, SPACE.big, SPACE.big)
        column.setSpacing(SPACE.tiny)
        for title, keys in GROUPS:
            heading = PlainLabel(title, size=TYPE.body, weight=WEIGHT.semibold, parent=body)
            heading.setContentsMargins(0, SPACE.mid, 0, SPACE.tiny)
            column.addWidget(heading)
            for key in keys:
                column.addLayout(self._field(key, _choices(self._facts, key), body))
        column.addStretch()
        self._scroll.setWidget(body)
        body.setAutoFillBackground(False)  # the panel's surface shows through
        self._scroll.viewport().setAutoFillBackground(False)
        self.set_filter(self._wanted)

    def editor(self, key: str) -> TermEditor:
        """The editor of a field."""
        self._build()
        return self._editors[key]

    def focus_field(self, key: str) -> None:
        """Bring the editor of a field into sight and give it the keyboard."""
        editor = self.editor(key)
        self._scroll.ensureWidgetVisible(editor)
        for child in editor.findChildren(QWidget):
            if child.focusPolicy() != Qt.FocusPolicy.NoFocus:
                child.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def sizeHint(self) -> QSize:
        """As wide as the preview, whose place it takes."""
        return QSize(WIDTH, 600)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the editors the first time."""
        self._build()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, Enter applies."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._apply()
        else:
            super().keyPressEvent(event)

    def _shown(self, term: Term) -> Term | None:
        editor = self._editors.get(term.field)
        return editor.term() if editor else None

    def _apply(self) -> None:
        self.applied.emit(self.filter())

    def _clear(self) -> None:
        self._kept = ()
        for editor in self._editors.values():
            editor.set_term(None)
        self._apply()

    def _field(self, key: str, choices: Pairs, body: QWidget) -> QVBoxLayout:
        editor = make_editor(FIELDS[key], choices, body)
        editor.submitted.connect(self._apply)
        self._editors[key] = editor
        field = QVBoxLayout()
        field.setContentsMargins(0, 0, 0, SPACE.small)
        field.setSpacing(2)
        field.addWidget(PlainLabel(FIELDS[key].label, size=TYPE.small, tone="muted", parent=body))
        field.addWidget(editor)
        return field

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(SPACE.big, SPACE.big, SPACE.mid, 0)
        top.addWidget(PlainLabel("Filter", size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        top.addStretch()
        close = IconButton("x", "Close the filter", parent=self)
        close.clicked.connect(self.closed)
        top.addWidget(close)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE.big, SPACE.mid, SPACE.big, SPACE.big)
        foot.setSpacing(SPACE.small)
        foot.addWidget(self.apply)
        foot.addWidget(self.clear)
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)


def _choices(facts: OfficeFacts, key: str) -> Pairs:
    if key == "status":
        return [(style.key.value, style.label) for style in facts.scheme.statuses]
    if key == "source":
        return facts.sources
    if key == "owner":
        return [(str(n), name) for n, name in facts.members.items()]
    if key == "lender":
        return [(str(n), name) for n, name in facts.members.items() if "lender" in facts.roles.get(n, ())]
    return FIELDS[key].choices
