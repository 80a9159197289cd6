"""The head of a form: what will be pressed for whom, what it does, and the office's own policy text (R97)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.chip_painting import ChipLook
from desktop.widgets.disposition_chip import DispositionChip
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel


class PressWords(QWidget):
    """Sentence, chip, a line for each effect, and the policy in a box, quoted word for word."""

    def __init__(
        self, sentence: str, look: ChipLook, *, effects: Sequence[str], policies: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        head = PlainLabel(sentence, size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        head.setWordWrap(True)
        column.addWidget(head)
        column.addWidget(DispositionChip(look, self))
        if effects:
            column.addWidget(Paragraph("\n".join(effects), parent=self))
        quoted = [text for text in dict.fromkeys(policies) if text]
        if quoted:
            column.addWidget(policy_box(quoted, self))


def policy_box(texts: Sequence[str], parent: QWidget) -> QWidget:
    """The office's own texts, quoted."""
    box = QFrame(parent)
    box.setProperty("look", "box")
    column = QVBoxLayout(box)
    column.setContentsMargins(SPACE.mid, SPACE.small, SPACE.mid, SPACE.small)
    column.setSpacing(SPACE.tiny)
    column.addWidget(PlainLabel("The office's policy", size=TYPE.small, weight=WEIGHT.medium, parent=box))
    column.addWidget(Paragraph("\n".join(f"“{text}”" for text in texts), parent=box))
    return box
