"""The third step: what each column becomes."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from db.rules.import_mapping import Mapping
from db.rules.import_shapes import GENERIC
from desktop.dialogs.import_wizard.mapping_table import MappingModel, MappingTable
from desktop.dialogs.import_wizard.plan import ImportPlan
from desktop.dialogs.import_wizard.step import SourceChooser, Step
from desktop.theme.tokens import SPACE
from desktop.widgets.plain_label import PlainLabel

AS_NEW = "New Lead, as the office does it"


class ColumnsStep(Step):
    """The table of columns, and what holds for every contact of the files."""

    def __init__(self, plan: ImportPlan, parent: QWidget | None = None) -> None:
        super().__init__(plan, title="Columns", sentence="", parent=parent)
        self.chooser = SourceChooser(plan, self)
        self.model = MappingModel(self)
        self.table = MappingTable(self.model, self)
        self.status = QComboBox(self)
        self.status.setAccessibleName("Status of contacts whose row names none")
        self.owner = QComboBox(self)
        self.owner.setAccessibleName("Owner of contacts whose row names none")
        self._filled = False
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addWidget(PlainLabel("Where the row names none: status", tone="muted", parent=self))
        row.addWidget(self.status)
        row.addSpacing(SPACE.mid)
        self._owner_words = PlainLabel("owner", tone="muted", parent=self)
        row.addWidget(self._owner_words)
        row.addWidget(self.owner)
        row.addStretch()
        self.body.addWidget(self.chooser)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row)
        self.chooser.chosen.connect(self.enter)
        self.model.target_chosen.connect(self._chosen)
        self.status.activated.connect(self._set_status)
        self.owner.activated.connect(self._set_owner)
        plan.changed.connect(self.enter)

    @property
    def ready(self) -> bool:
        """Every file has its columns."""
        return self.plan.ready

    @property
    def next_words(self) -> str:
        """What comes next."""
        return "Rehearse"

    def enter(self) -> None:
        """Show the file's columns as they stand."""
        self.chooser.refresh()
        self._fill_choices()
        source = self.chooser.source
        self.ready_changed.emit()
        if source is not None and source.mapping is not None:
            self.model.show(source)
            self.say(summary_of(source.mapping))

    def _fill_choices(self) -> None:
        ground = self.plan.ground
        if ground is None or self._filled:
            return
        self._filled = True
        self.status.addItem(AS_NEW, "")
        for style in ground.facts.scheme.in_use:
            self.status.addItem(style.label, style.key.value)
        self.owner.addItem("nobody: the pool", None)
        for member_id, name in ground.facts.members.items():
            self.owner.addItem(name, member_id)
        for part in (self._owner_words, self.owner):
            part.setVisible(ground.may_give_away)

    def _chosen(self, column: int, target: str) -> None:
        source = self.chooser.source
        if source is not None:
            self.plan.set_target(source, column, target)

    def _set_status(self, _index: int) -> None:
        self.plan.status = str(self.status.currentData())

    def _set_owner(self, _index: int) -> None:
        self.plan.owner_id = self.owner.currentData()


def summary_of(mapping: Mapping) -> str:
    """How many columns are known, kept under their own names, left out; and what the file was recognised as."""
    kinds = Counter(
        "ignore" if c.target == "ignore" else "extra" if c.target == "extra" else "known" for c in mapping.columns
    )
    parts = [f"{kinds['known']:,} of {len(mapping.columns):,} columns are known"]
    if kinds["extra"]:
        parts.append(f"{kinds['extra']:,} kept as extra fields under their own names")
    if kinds["ignore"]:
        parts.append(f"{kinds['ignore']:,} left out")
    title = f"Recognised as {mapping.title}: " if mapping.shape != GENERIC.key else ""
    again = " Mapped as you did last time." if any(c.why == "remembered" for c in mapping.columns) else ""
    return f"{title}{'; '.join(parts)}.{again}"
