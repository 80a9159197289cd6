"""The search panel of the Leads tab: an editor for every field, Go and Clear All (R70, R74)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.queries.reader import OfficeFacts
from db.rules.filters import Field, Filter, Term
from db.rules.lead_lists import FIELDS_OF
from desktop.item_models.looks import dispositions_of
from desktop.item_models.span_editor import SpanEditor
from desktop.item_models.term_editors import Pairs, TermEditor, make_editor
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

_WHO: Final = (
    "Contact",
    ("type", "contact_status", "contact_source", "business_source", "interest", "priority", "time_frame", "owner",
     "status", "hashtag"),
)  # fmt: skip
_FROM: Final = ("Contact", ("type", "source", "priority", "owner", "status", "hashtag"))
_WHOSE: Final = ("Contact", ("type", "priority", "owner", "status", "hashtag"))
GROUPS: Final[dict[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "lead": (
        ("Lead", ("lead_type", "action", "occurred", "waiting", "lead_status", "origin", "source", "listing",
                  "message")),
        _WHO,
    ),
    "task": (("Call", ("due", "done", "missed", "scheduled_by", "member", "title")), _WHOSE),
    "call": (("Call", ("direction", "called", "number", "outcome", "member", "known")), _WHOSE),
    "touch": (("Touch", ("made", "member", "channel", "outcome", "words")), _FROM),
    "press": (("Press", ("pressed", "member", "disposition", "label", "colour", "credit", "evidence", "approved")),
              _FROM),
}  # fmt: skip
# What a field is called where there is little room; its whole name is the tooltip.
SHORT: Final = {
    "waiting": "Waiting", "missed": "Missed", "occurred": "When", "action": "Action", "made": "When", "pressed": "When",
    "outcome": "Outcome", "credit": "Credit", "evidence": "Record", "approved": "Approved",
}  # fmt: skip
TEXT_HINTS: Final = {
    "lead": "Name, phone, message", "task": "Name, phone, title", "call": "Name, number, outcome",
    "touch": "Name, phone, words", "press": "Name, phone, disposition",
}  # fmt: skip
LABEL: Final = 104
WIDTH: Final = 284


class SearchPanel(QFrame):
    """Stays in sight. Signal: applied(Filter, text) by Go, Enter in any field, or Clear All."""

    applied = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "surface")
        self.setAccessibleName("Search leads")
        self._facts: OfficeFacts | None = None
        self._unit = "lead"
        self._editors: dict[str, TermEditor] = {}
        self._kept: tuple[Term, ...] = ()
        self.text = QLineEdit(self)
        self.text.setAcceptDrops(False)  # a file over it is the window's
        self.text.setAccessibleName("Text")
        self.text.returnPressed.connect(self._apply)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.go = PushButton("Go", look="primary", parent=self)
        self.clear = PushButton("Clear All", parent=self)
        self.go.clicked.connect(self._apply)
        self.clear.clicked.connect(self.clear_all)
        self._lay_out()

    def set_facts(self, facts: OfficeFacts) -> None:
        """Offer the office's own statuses, sources and members; what was set stays set."""
        shown = self.filter()
        self._facts = facts
        self._build()
        self.set_search(shown, self.text.text())

    def set_unit(self, unit: str) -> None:
        """Offer the fields of leads ("lead"), scheduled calls ("task"), calls, touches or presses."""
        if unit != self._unit:
            self._unit = unit
            self._build()

    def set_search(self, shown: Filter, text: str) -> None:
        """Show these conditions; what no editor can show is kept and not lost by Go."""
        by_field = {term.field: term for term in shown.terms}
        for key, editor in self._editors.items():
            editor.set_term(by_field.get(key))
        self._kept = tuple(t for t in shown.terms if t.field not in self._editors or not self._editors[t.field].term())
        self.text.setText(text)

    def filter(self) -> Filter:
        """What the editors say."""
        terms = [term for editor in self._editors.values() if (term := editor.term()) is not None]
        said = {term.field for term in terms}
        return Filter((*(t for t in self._kept if t.field not in said), *terms))

    def editor(self, key: str) -> TermEditor:
        """The editor of a field."""
        return self._editors[key]

    def focus_field(self, key: str = "") -> None:
        """Bring the editor of a field into sight and give it the keyboard; without one, the text."""
        editor = self._editors.get(key)
        if editor is None:
            self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.text.selectAll()
            return
        self._scroll.ensureWidgetVisible(editor)
        for child in editor.findChildren(QWidget):
            if child.focusPolicy() != Qt.FocusPolicy.NoFocus:
                child.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def clear_all(self) -> None:
        """Empty every field, and show the list whole."""
        self.set_search(Filter(), "")
        self._apply()

    def sizeHint(self) -> QSize:
        """Room for a word and a choice side by side."""
        return QSize(WIDTH, 600)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter applies."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._apply()
        else:
            super().keyPressEvent(event)

    def _apply(self) -> None:
        wrong = [one for one in self._editors.values() if isinstance(one, SpanEditor) and not one.is_valid()]
        if wrong:
            wrong[0].first.setFocus()
            return
        self.applied.emit(self.filter(), self.text.text().strip())

    def _build(self) -> None:
        if self._facts is None:
            return
        self._editors = {}
        self.text.setPlaceholderText(TEXT_HINTS[self._unit])
        body = QWidget(self._scroll)
        grid = QGridLayout(body)
        grid.setContentsMargins(SPACE.big, 0, SPACE.mid, SPACE.mid)
        grid.setHorizontalSpacing(SPACE.small)
        grid.setVerticalSpacing(SPACE.tiny)
        grid.setColumnMinimumWidth(0, LABEL)
        grid.setColumnStretch(1, 1)
        for title, keys in GROUPS[self._unit]:
            heading = PlainLabel(title, size=TYPE.tiny, weight=WEIGHT.medium, tone="muted", parent=body)
            heading.setContentsMargins(0, SPACE.small, 0, 2)
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for key in keys:
                self._add(FIELDS_OF[self._unit][key], grid, body)
        grid.setRowStretch(grid.rowCount(), 1)
        self._scroll.setWidget(body)
        body.setAutoFillBackground(False)  # the panel's surface shows through
        self._scroll.viewport().setAutoFillBackground(False)
        self._order_keys()

    def _order_keys(self) -> None:
        """Tab goes from the text through the fields to Go; what is made later would come last."""
        before: QWidget = self.text
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for editor in self._editors.values():
            parts = editor.findChildren(QWidget, options=direct)
            parts += [editor.first, editor.last] if isinstance(editor, SpanEditor) else []
            for part in parts:
                if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    self.setTabOrder(before, part)
                    before = part
        self.setTabOrder(before, self.go)
        self.setTabOrder(self.go, self.clear)

    def _add(self, field: Field, grid: QGridLayout, body: QWidget) -> None:
        assert self._facts is not None
        days = field.type == "days"
        editor = SpanEditor(field, body) if days else make_editor(field, _choices(self._facts, field), body)
        editor.submitted.connect(self._apply)
        self._editors[field.key] = editor
        give_way = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        editor.setSizePolicy(give_way)  # the panel has one width, whatever a field would like
        row = grid.rowCount()
        label = ElidedLabel(SHORT.get(field.key, field.label), tone="muted", parent=body)
        label.setFixedWidth(LABEL)
        label.set_tip(field.label if field.key in SHORT else "")
        grid.addWidget(label, row, 0)
        grid.addWidget(editor, row, 1)
        if isinstance(editor, SpanEditor):
            editor.days.setSizePolicy(give_way)
            grid.addWidget(editor.days, row + 1, 0, 1, 2)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(SPACE.big, SPACE.mid, SPACE.mid, SPACE.tiny)
        top.addWidget(self.text)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE.big, SPACE.mid, SPACE.big, SPACE.big)
        foot.setSpacing(SPACE.small)
        foot.addWidget(self.go)
        foot.addWidget(self.clear)
        foot.addStretch()
        line = QFrame(self)
        line.setProperty("look", "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)


def _choices(facts: OfficeFacts, field: Field) -> Pairs:
    if field.key == "status":
        return [(style.key.value, style.label) for style in facts.scheme.statuses]
    if field.key in ("source", "contact_source"):
        return facts.sources
    if field.key == "disposition" and field.type == "choice":  # those that were pressed, by what they are called now
        return tuple((one.key, one.label) for one in dispositions_of(facts).all)
    if field.type == "member":
        return [(str(n), name) for n, name in facts.members.items()]
    return field.choices
