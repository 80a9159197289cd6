"""The template of contracts: the office's own Word file or the sample, the fields it may use, and a try (R13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from db.queries.contracts import ContractTrial, contract_template
from db.queries.dispositions import office_dispositions
from db.queries.reader import Reader
from db.rules.contract_fields import CONTRACT_FIELDS, GROUPS, ContractField
from db.rules.errors import BrokerdeskError
from db.rules.values import label_of
from desktop.dialogs.contact_choice import ContactChoice
from desktop.dialogs.office_settings.form_line import LABEL_WIDTH
from desktop.dialogs.office_settings.tab import SettingsTab
from desktop.dialogs.office_settings.view import SettingsView
from desktop.dialogs.rows_table import RowsColumn, RowsTable
from desktop.dialogs.while_alive import while_alive
from desktop.operations import documents as operations
from desktop.operations.office_settings import Answer
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

PATTERNS: Final = "Word documents (*.docx *.dotx);;All files (*)"
MEANING: Final = (
    "Send Contract fills this Word file for each contact. Where the office does not know a field, the draft has a "
    "marked blank. {%\u00a0if\u00a0spouse\u00a0%} … {%\u00a0endif\u00a0%} leaves out what is between where a field "
    "is empty."
)
STAYS: Final = "The template in use stays."
NO_LINK: Final = "No form is texted with Send Contract. Its address is set under Dispositions."


@dataclass(frozen=True, slots=True)
class ContractView:
    """What the tab shows: the name of the template, whether it is the sample, the address of the form."""

    name: str
    is_sample: bool
    link: str


def read_contract_view(reader: Reader) -> ContractView:
    """The template in use and the form's address, in one read."""
    template = contract_template(reader)
    return ContractView(template.name, template.is_sample, office_dispositions(reader).contract_link)


class ContractTab(SettingsTab):
    """Everything takes effect at once, with Undo; a wrong file is refused in place."""

    title = "Contract"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._may_change = False
        self._view: ContractView | None = None
        self.name = PlainLabel(weight=WEIGHT.semibold, parent=self)
        self.replace = PushButton("Replace…", parent=self)
        self.save = PushButton("Save a copy…", parent=self)
        self.sample = PushButton("Back to the sample", parent=self)
        self.error = PlainLabel(size=TYPE.small, tone="error", parent=self)
        self.error.setWordWrap(True)
        self.link = Paragraph(NO_LINK, size=TYPE.small, parent=self)
        columns: tuple[RowsColumn[ContractField], ...] = (
            RowsColumn("Field", 200, lambda field: field.written),
            RowsColumn("What it is", 250, lambda field: field.label),
            RowsColumn("Of", 110, lambda field: label_of(GROUPS, field.group)),
            RowsColumn("Example", 200, lambda field: field.example),
        )
        self.fields = RowsTable(columns, name="Fields that a template may use")
        self.fields.set_rows(CONTRACT_FIELDS)
        self.copy = PushButton("Copy field", icon_name="copy", parent=self)
        self.contact = ContactChoice(services, self)
        self.try_it = PushButton("Try it", parent=self)
        self.tried = PlainLabel(size=TYPE.small, tone="muted", parent=self)
        self.tried.setWordWrap(True)
        self._lay_out()
        self._connect()
        self._say("")
        self._show_trial(None)

    def start(self) -> None:
        """The fields come first: they are looked up most."""
        self.fields.setFocus()
        if not self.fields.selectionModel().hasSelection():
            self.fields.selectRow(0)

    def show_view(self, view: SettingsView) -> None:
        """Read which template is in use."""
        self._may_change = view.may_change
        office = self._services.office
        self._services.tasks.read(
            (id(self), "contract"), lambda: office.read(read_contract_view), while_alive(self, self._arrived),
            while_alive(self, lambda error: report(self._services, error)),
        )  # fmt: skip

    def _arrived(self, view: ContractView) -> None:
        self._view = view
        self.name.setText("The sample that comes with Brokerdesk" if view.is_sample else view.name)
        self.replace.setVisible(self._may_change)
        self.sample.setVisible(self._may_change and not view.is_sample)
        self.link.set_text(
            f"Texted with Send Contract: {view.link}. It is set under Dispositions." if view.link else NO_LINK
        )

    # -- the template ---------------------------------------------------------------------------------------

    def _choose(self) -> None:
        self._services.prompts.open_files("The office's contract template", then=self._take, patterns=PATTERNS)

    def _take(self, paths: Sequence[Path]) -> None:
        self._say("")
        answer = Answer(lambda _count: None, while_alive(self, self._refused))
        operations.set_template(self._services, paths[0], answer)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, BrokerdeskError):
            self._say(f"{error.sentence} {STAYS}")
        else:
            report(self._services, error)

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _save(self) -> None:
        if self._view is not None:
            self._services.prompts.save_file(
                "Save a copy of the template", then=lambda path: operations.save_template(self._services, path),
                name=self._view.name, patterns=PATTERNS,
            )  # fmt: skip

    def _back(self) -> None:
        self._say("")
        operations.use_sample(self._services)

    # -- fields and the try ---------------------------------------------------------------------------------

    def copy_field(self) -> None:
        """Put the field at hand on the clipboard, as a template has it."""
        at = self.fields.currentIndex()
        if at.isValid():
            field = CONTRACT_FIELDS[at.row()]
            QGuiApplication.clipboard().setText(field.written)
            self._services.prompts.toast(f"{field.written} copied")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C and Enter copy the field at hand."""
        enters = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if self.fields.hasFocus() and (event.matches(QKeySequence.StandardKey.Copy) or event.key() in enters):
            self.copy_field()
        else:
            super().keyPressEvent(event)

    def _show_trial(self, contact_id: int | None) -> None:
        self.try_it.setEnabled(contact_id is not None)
        self.try_it.setToolTip(
            "Opens the draft of this contact; it is kept nowhere" if contact_id else "Name a contact first"
        )
        self.tried.setText("")
        self.tried.hide()

    def _try(self) -> None:
        contact_id = self.contact.contact_id
        if contact_id is None:
            return
        answer = Answer(while_alive(self, self._opened), while_alive(self, self._not_opened))
        operations.try_template(self._services, contact_id, answer)

    def _opened(self, trial: ContractTrial) -> None:
        blank = f"Blank in it: {', '.join(trial.missing)}." if trial.missing else "Nothing is blank in it."
        self._tell(" ".join(filter(None, (blank, trial.choice))))

    def _not_opened(self, error: BaseException) -> None:
        if isinstance(error, BrokerdeskError):
            self._tell(error.sentence)
        else:
            report(self._services, error)

    def _tell(self, sentence: str) -> None:
        self.tried.setText(sentence)
        self.tried.show()

    # -- parts ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE.small)
        top.addWidget(_label("Template", self))
        top.addWidget(self.name, 1)
        for button in (self.replace, self.save, self.sample):
            top.addWidget(button)
        head = QVBoxLayout()
        head.setContentsMargins(SPACE.huge, SPACE.big, SPACE.huge, SPACE.mid)
        head.setSpacing(SPACE.small)
        head.addLayout(top)
        for part in (self.error, Paragraph(MEANING, size=TYPE.small, parent=self), self.link):
            line = QHBoxLayout()
            line.setContentsMargins(LABEL_WIDTH + SPACE.small, 0, 0, 0)
            line.addWidget(part)
            head.addLayout(line)
        trial = QHBoxLayout()
        trial.setSpacing(SPACE.small)
        trial.addWidget(self.copy)
        trial.addStretch()
        self.contact.setFixedWidth(300)
        trial.addWidget(_plain("Try it on", self))
        trial.addWidget(self.contact)
        trial.addWidget(self.try_it)
        foot = QVBoxLayout()
        foot.setContentsMargins(SPACE.huge, SPACE.mid, SPACE.huge, SPACE.mid)
        foot.setSpacing(SPACE.small)
        foot.addLayout(trial)
        foot.addWidget(self.tried)
        between = QFrame(self)
        between.setProperty("look", "line")
        table = QHBoxLayout()
        table.setContentsMargins(SPACE.mid, 0, SPACE.mid, 0)
        table.addWidget(self.fields)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(table, 1)
        column.addWidget(between)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.replace.clicked.connect(self._choose)
        self.save.clicked.connect(self._save)
        self.sample.clicked.connect(self._back)
        self.copy.clicked.connect(self.copy_field)
        self.fields.doubleClicked.connect(lambda _index: self.copy_field())
        self.contact.chosen.connect(self._show_trial)
        self.contact.returnPressed.connect(self._try)
        self.try_it.clicked.connect(self._try)


def _plain(text: str, parent: QWidget) -> PlainLabel:
    return PlainLabel(text, tone="muted", parent=parent)


def _label(text: str, parent: QWidget) -> PlainLabel:
    made = _plain(text, parent)
    made.setFixedWidth(LABEL_WIDTH)
    return made
