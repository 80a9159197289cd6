"""The step that asks once for each word in a Status column that the office does not know (R4)."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from desktop.dialogs.contact.parts import Column
from desktop.dialogs.import_wizard.plan import ImportPlan
from desktop.dialogs.import_wizard.step import Step
from desktop.theme.tokens import SPACE
from desktop.widgets.plain_label import PlainLabel

ASK = "ask"
REFUSE = ""


class StatusesStep(Step):
    """A choice a word; none is made beforehand."""

    def __init__(self, plan: ImportPlan, parent: QWidget | None = None) -> None:
        super().__init__(
            plan,
            title="Statuses",
            sentence="These words stand in the Status column and are none of the office's. Say once what each means.",
            parent=parent,
        )
        self.combos: dict[str, QComboBox] = {}
        self._area = Column(margins=(0, 0, 0, 0))
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(SPACE.huge)
        self._form.setVerticalSpacing(SPACE.small)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self._area.body.addLayout(self._form)
        self._area.body.addStretch()
        self.body.addWidget(self._area, 1)

    @property
    def ready(self) -> bool:
        """Every word has its answer."""
        return all(combo.currentData() != ASK for combo in self.combos.values())

    @property
    def next_words(self) -> str:
        """What comes next."""
        return "Rehearse"

    def ask(self, words: tuple[str, ...]) -> None:
        """Show these words; answers that were given stay."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self.combos = {word: self._combo(word) for word in words}
        for word, combo in self.combos.items():
            label = PlainLabel(f"“{word[:80]}”", parent=self)
            label.setBuddy(combo)
            self._form.addRow(label, combo)
        self.ready_changed.emit()

    def _combo(self, word: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(f"“{word}” means")
        combo.setMinimumWidth(240)
        combo.addItem("Choose …", ASK)
        ground = self.plan.ground
        for style in ground.facts.scheme.in_use if ground else ():
            combo.addItem(style.label, style.key.value)
        combo.addItem("Refuse these rows", REFUSE)
        if word in self.plan.statuses:
            combo.setCurrentIndex(combo.findData(self.plan.statuses[word]))
        combo.activated.connect(lambda _index: self._chosen(word, combo))
        return combo

    def _chosen(self, word: str, combo: QComboBox) -> None:
        if combo.currentData() == ASK:
            self.plan.statuses.pop(word, None)
        else:
            self.plan.statuses[word] = str(combo.currentData())
        self.ready_changed.emit()
