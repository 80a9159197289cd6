"""An alert in the panel; a digest says whom it is about, as far as they are in sight."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.queries.alerts import AlertRow
from db.rules.alerts import DigestEntry, alert_kind
from desktop.dialogs.alerts.item import Item
from desktop.theme.tokens import SPACE, TYPE
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.plain_label import PlainLabel

MOST_NAMED: Final = 5
FOR_RESEARCH: Final = "For your research: not to be mentioned"


class AlertItem(Item):
    """What is new stands in bold; the icon names its kind on hover."""

    def __init__(
        self, row: AlertRow, entries: tuple[DigestEntry, ...], zone: ZoneInfo, *, now: int, parent: QWidget
    ) -> None:
        kind = alert_kind(row.kind)
        super().__init__(kind.icon, row.line, is_new=row.seen_at is None, parent=parent)
        self.row = row
        self._sign.setToolTip(kind.label)
        for entry in entries[:MOST_NAMED]:
            self._name(entry)
        if len(entries) > MOST_NAMED:
            rest = PlainLabel(f"and {len(entries) - MOST_NAMED:,} more", size=TYPE.small, tone="muted", parent=self)
            self.add_words(rest)
        if entries:
            self.add_words(PlainLabel(FOR_RESEARCH, size=TYPE.small, tone="muted", parent=self))
        self.add_foot(row.contact_id, row.name)
        self.set_time(row.at, zone, now=now)

    def _name(self, entry: DigestEntry) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        line.addWidget(self.link(entry.contact_id, entry.name))
        words = ElidedLabel(entry.words, size=TYPE.small, tone="muted", parent=self)
        line.addWidget(words, 1)
        self.body.addLayout(line)
