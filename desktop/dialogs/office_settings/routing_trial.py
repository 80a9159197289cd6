"""Where a lead would go by the rules on the screen, before they are saved: a rehearsal without effect."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.rules.routing import LeadFacts, RoutingRule, Team, decide
from db.rules.routing_settings import Offered
from db.rules.values import FORM_LEAD_TYPES, LEAD_TYPES, label_of
from desktop.dialogs.office_settings.routing_form import read_price
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel


class RoutingTrial(QFrame):
    """Source, type, place and price of an imagined lead of somebody new, and the sentence of what becomes of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "box")
        self._rules: tuple[RoutingRule, ...] = ()
        self._team = Team({})
        self.source, self.kind = QComboBox(self), QComboBox(self)
        self.place, self.price = QLineEdit(self), QLineEdit(self)
        self.place.setPlaceholderText("Code or city")
        self.price.setPlaceholderText("Price, $")
        for editor, name in (
            (self.source, "Source"), (self.kind, "Type"), (self.place, "Postal code or city"),
            (self.price, "Price, dollars"),
        ):  # fmt: skip
            editor.setAccessibleName(name)
        for key, label in LEAD_TYPES:
            self.kind.addItem(label, key)
        self._answer = Paragraph(strong=True, parent=self)
        self._lay_out()
        self.source.currentIndexChanged.connect(self._tell)
        self.kind.currentIndexChanged.connect(self._tell)
        self.place.textChanged.connect(self._tell)
        self.price.textChanged.connect(self._tell)

    @property
    def answer(self) -> str:
        """What would become of the lead."""
        return self._answer.text

    def show_rules(self, rules: Sequence[RoutingRule], team: Team, offered: Offered) -> None:
        """Rehearse by these rules."""
        self._rules, self._team = tuple(rules), team
        if self.source.count() != len(offered.sources):
            self.source.blockSignals(True)
            chosen = self.source.currentData() or "zillow"
            self.source.clear()
            for key, label in offered.sources:
                self.source.addItem(label, key)
            self.source.setCurrentIndex(max(0, self.source.findData(chosen)))
            self.source.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        if not self._rules:
            return
        place, price = " ".join(self.place.text().split()), read_price(self.price.text())
        source, kind = str(self.source.currentData()), str(self.kind.currentData())
        is_code = any(ch.isdigit() for ch in place)
        facts = LeadFacts(
            kind, source, source, place if is_code else "", "" if is_code else place, None if price == -1 else price
        )
        decision = decide(self._rules, facts, self._team)
        what = f"A {label_of(FORM_LEAD_TYPES, kind).lower().replace('_', ' ')} from {self.source.currentText()}"
        about = f" about {place}" if place else ""
        names = [self._team.names[one] for one in decision.offered]
        to = self._team.names.get(decision.member_id or 0) or (f"{' or '.join(names)}" if names else "the pool")
        verb = "would be offered to" if names else "would go to"
        self._answer.set_text(f"{what}{about} {verb} {to}. {decision.why}")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.mid, SPACE.small, SPACE.mid, SPACE.mid)
        column.setSpacing(SPACE.small)
        column.addWidget(PlainLabel("Try a lead of somebody new", weight=WEIGHT.semibold, size=TYPE.body, parent=self))
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        for part, stretch in ((self.source, 2), (self.kind, 3), (self.place, 2), (self.price, 2)):
            part.setMinimumWidth(60)
            row.addWidget(part, stretch)
        column.addLayout(row)
        column.addWidget(self._answer)
