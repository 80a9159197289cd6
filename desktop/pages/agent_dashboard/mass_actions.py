"""What can be done with the chosen contacts, one or many: menus, the question with the exact number, the start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from db.changes import Selection
from db.queries.reader import OfficeFacts
from db.queries.selections import SelectionFacts, selection_facts
from db.rules.permissions import REFUSALS, Actor, Right, Role, Scope
from db.rules.statuses import Status
from db.rules.values import CONTACT_TYPES, PRIORITIES
from desktop.dialogs.add_task import AddTaskDialog
from desktop.dialogs.change_status import ChangeStatusDialog
from desktop.dialogs.choose_value import ChooseValueDialog
from desktop.dialogs.dispositions.mass_press_form import MassPressForm, asks_broker
from desktop.dialogs.dispositions.pressing import Pressing
from desktop.dialogs.export import ExportDialog
from desktop.item_models.looks import dispositions_of
from desktop.item_models.press_ahead import choices_for_many
from desktop.item_models.status_menu import status_menu
from desktop.operations import activity, contacts, dispositions, exports, ownership, statuses
from desktop.operations.counting import how_many, who_stays
from desktop.operations.exports import ExportRequest
from desktop.operations.lenders import assign_lender
from desktop.operations.running import of_contacts, report
from desktop.pages.agent_dashboard.targets import Target
from desktop.services import Services
from desktop.widgets.choice_menu import ChoiceMenu
from desktop.widgets.selection_bar import BarAction

MANY_FIELDS: Final = {"priority": ("priority", PRIORITIES), "type": ("contact_type", CONTACT_TYPES)}
WORDS: Final = {"priority": "priority", "type": "contact type"}
NO_LENDER: Final = "0"
# Those in Archive are counted apart: every press refuses them.
ARCHIVED: Final = Status.ARCHIVE.value
NO_CHOICES: Final[tuple[tuple[str, str], ...]] = ()
# What an action needs where it is not the right to edit: the question counts by it.
RIGHTS: Final = {
    "claim": Right.CLAIM, "release": Right.RELEASE, "assign": Right.ASSIGN, "export": Right.EXPORT,
    "disposition": Right.DISPOSE,
}  # fmt: skip

BAR_ACTIONS: Final = (
    BarAction("status", "Status", has_menu=True),
    BarAction("disposition", "Disposition", has_menu=True),
    BarAction("assign", "Assign"),
    BarAction("hashtag", "Hashtag", has_menu=True),
    BarAction("export", "Export"),
    BarAction("priority", "Priority"),
    BarAction("type", "Type"),
)


def bar_actions(actor: Actor) -> list[BarAction]:
    """What this member may do with the ticked contacts."""
    return [one for one in BAR_ACTIONS if actor.may(RIGHTS.get(one.key, Right.EDIT))]


class MassActions(QObject):
    """Starts actions on a Target. It asks before it touches more than one contact (R3)."""

    def __init__(self, services: Services, host: QWidget) -> None:
        super().__init__(host)
        self._services = services
        self._host = host
        self._facts: OfficeFacts | None = None
        self.pressing = Pressing(services, host)

    def set_facts(self, facts: OfficeFacts) -> None:
        """The office's statuses and members."""
        self._facts = facts

    def status_menu(self, parent: QWidget, choose: Callable[[str], object]) -> QMenu:
        """The statuses with their icons, numbered for the key after S."""
        assert self._facts is not None
        return status_menu(self._facts.scheme, self._services.theme.colours, parent, choose)

    def popup_status(self, target: Target, at: QPoint, *, above: bool = False) -> None:
        """Open the statuses at a place on the screen; `above` puts the menu's lower edge there."""
        menu = self.status_menu(self._host, lambda key: self.set_status(target, key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at - QPoint(0, menu.sizeHint().height()) if above else at)

    def context_menu(self, target: Target, *, open_contact: Callable[[], object] | None) -> QMenu:
        """Everything that can be done with these contacts and that this member may do."""
        menu = QMenu(self._host)
        actor = self._services.office.actor
        if open_contact is not None:
            menu.addAction("Open contact").triggered.connect(open_contact)
            menu.addSeparator()
        entries: list[tuple[str, str, Right]] = [
            ("assign", "Assign…", Right.ASSIGN), ("claim", "Claim from the pool", Right.CLAIM),
            ("release", "Release to the pool", Right.RELEASE), ("", "", Right.SEE),
            ("hashtag_add", "Add hashtag…", Right.EDIT), ("hashtag_remove", "Remove hashtag…", Right.EDIT),
            ("priority", "Priority…", Right.EDIT), ("type", "Contact type…", Right.EDIT),
            ("lender", "Lender…", Right.EDIT), ("", "", Right.SEE),
            ("task", "Task…", Right.EDIT), ("archive", "Archive", Right.EDIT), ("export", "Export…", Right.EXPORT),
        ]  # fmt: skip
        if actor.may(Right.EDIT):
            menu.addMenu(self.status_menu(menu, lambda key: self.set_status(target, key)))
        for key, label, right in entries:
            if not key:
                menu.addSeparator()
            elif actor.may(right) and (key != "lender" or self._lenders()):
                menu.addAction(label).triggered.connect(partial(_call, partial(self.start, key), target))
        return menu

    def hashtag_menu(self, target: Target) -> QMenu:
        """Add or remove."""
        menu = QMenu(self._host)
        for key, label in (("hashtag_add", "Add hashtag…"), ("hashtag_remove", "Remove hashtag…")):
            menu.addAction(label).triggered.connect(partial(_call, partial(self.start, key), target))
        return menu

    def start(self, key: str, target: Target) -> None:
        """Start an action by its key."""
        if target.count == 0:
            return
        if key == "archive":
            self.set_status(target, "archive")
        elif key in ("claim", "release"):
            self._own(key, target)
        else:
            self._counted(target, partial(self._ask, key), right=RIGHTS.get(key, Right.EDIT))

    def popup_disposition(self, target: Target, at: QPoint, *, name: str, above: bool = False) -> None:
        """Open the dispositions at a place on the screen: for one contact with what each will do to it. Who presses
        nothing is told why.
        """
        if not self._services.office.actor.may(Right.DISPOSE):
            self._services.prompts.toast(REFUSALS[Right.DISPOSE], tone="error")
            return
        if target.is_one:
            self.pressing.popup(next(iter(target.selection.ids)), at, name=name, above=above)
            return
        assert self._facts is not None
        menu = ChoiceMenu(choices_for_many(self._facts), marked=True, parent=self._host)
        menu.chosen.connect(
            lambda key: self._counted(target, partial(self._press_many, key), right=Right.DISPOSE, status=ARCHIVED)
        )
        menu.open_at(at, above=above)

    def _press_many(self, key: str, counted: SelectionFacts) -> None:
        """Say how many change, wait and are refused, then press (R3)."""
        assert self._facts is not None
        facts, services = self._facts, self._services
        one, actor = dispositions_of(facts).of(key), services.office.actor
        waits = asks_broker(one, actor, facts, services.office.clock())
        form = MassPressForm(
            one, facts, counted, waits=waits, may_claim=actor.may(Right.CLAIM), parent=self._host.window()
        )
        form.confirmed.connect(
            lambda answers: dispositions.press(services, counted.selection, key=key, answers=answers)
        )
        form.open()

    def set_status(self, target: Target, status: str) -> None:
        """Set a status: at once for one contact, after the question for more."""
        assert self._facts is not None
        facts, services = self._facts, self._services
        label = facts.scheme.style(status).label
        if target.is_one:
            statuses.change_status(services, target.selection, status=status, label=label)
            return

        def ask(counted: SelectionFacts) -> None:
            dialog = ChangeStatusDialog(facts.scheme, status, counted, self._host.window())
            dialog.confirmed.connect(
                lambda chosen: statuses.change_status(services, chosen, status=status, label=label)
            )
            dialog.open()

        self._counted(target, ask, status=status)

    def _own(self, key: str, target: Target) -> None:
        act = ownership.claim if key == "claim" else ownership.release
        if target.is_one:
            act(self._services, target.selection)
            return
        words = ("Claim", "from the pool") if key == "claim" else ("Release", "to the pool")

        def ask(counted: SelectionFacts) -> None:
            self._services.prompts.confirm(
                f"{words[0]} {how_many(counted)} {words[1]}?",
                yes=f"{words[0]} {of_contacts(counted.count)}",
                then=lambda: act(self._services, counted.selection),
                detail=f"{who_stays(counted)} One undo takes it all back.".strip(),
            )

        self._counted(target, ask, right=RIGHTS[key])

    def _counted(
        self,
        target: Target,
        then: Callable[[SelectionFacts], object],
        *,
        right: Right = Right.EDIT,
        status: str = "",
    ) -> None:
        """Fix the set now, and count it as the change will find it; a set of which nothing may change needs no
        question.
        """
        office, services = self._services.office, self._services
        chosen = target.selection
        if chosen.spec is not None:
            chosen = replace(chosen, spec=replace(chosen.spec, now=office.clock()))

        def answer(counted: SelectionFacts) -> None:
            if counted.count:
                then(counted)
            elif counted.refused:
                services.prompts.toast(who_stays(counted), tone="error")

        services.tasks.read(
            (id(self), "count"),
            lambda: office.read(selection_facts, chosen, right=right, status=status),
            answer,
            lambda error: report(services, error),
        )

    def _ask(self, key: str, counted: SelectionFacts) -> None:
        if key in ("export", "task"):
            (self._export if key == "export" else self._task)(counted)
            return
        many, choices = how_many(counted), NO_CHOICES
        verb = f"{'Assign' if key == 'assign' else 'Change'} {of_contacts(counted.count)}"
        if key == "assign":
            sentence, choices = f"Assign {many} to", self._assignable()
        elif key == "lender":
            sentence, choices = f"The lender of {many} is", (*self._lenders(), (NO_LENDER, "Nobody"))
        elif key.startswith("hashtag"):
            sentence = f"{'Put this hashtag on' if key == 'hashtag_add' else 'Take this hashtag off'} {many}"
        else:
            sentence, choices = f"Set the {WORDS[key]} of {many} to", (("", "Nothing"), *MANY_FIELDS[key][1])
        dialog = ChooseValueDialog(
            sentence, verb=verb, choices=choices, note=who_stays(counted), parent=self._host.window()
        )
        dialog.chosen.connect(lambda value: self._do(key, counted.selection, value))
        dialog.open()

    def _do(self, key: str, chosen: Selection, value: str) -> None:
        services = self._services
        if key == "assign":
            name = dict(self._assignable())[value]
            ownership.assign(services, chosen, member_id=int(value), name=name)
        elif key == "lender":
            lender = int(value) or None
            assign_lender(services, chosen, lender_id=lender, name=dict(self._lenders()).get(value, ""))
        elif key == "hashtag_add":
            contacts.add_hashtag(services, chosen, value)
        elif key == "hashtag_remove":
            contacts.remove_hashtag(services, chosen, value)
        else:
            contacts.set_field(services, chosen, field=MANY_FIELDS[key][0], value=value)

    def _assignable(self) -> tuple[tuple[str, str], ...]:
        """Whom contacts can be handed to: every agent and broker, or oneself (R20)."""
        assert self._facts is not None
        facts, actor = self._facts, self._services.office.actor
        everyone = Scope.ALL in actor.scopes(Right.ASSIGN)
        return tuple(
            (str(n), name)
            for n, name in facts.members.items()
            if {"agent", "broker"} & set(facts.roles.get(n, ())) and (everyone or n == actor.id)
        )

    def _lenders(self) -> tuple[tuple[str, str], ...]:
        """Who can be the lender of a contact (R53)."""
        assert self._facts is not None
        roles = self._facts.roles
        return tuple((str(n), name) for n, name in self._facts.members.items() if Role.LENDER in roles.get(n, ()))

    def _task(self, counted: SelectionFacts) -> None:
        office, window = self._services.office, self._host.window()
        assert self._facts is not None
        dialog = AddTaskDialog(
            f"Task for {how_many(counted)}", now=office.clock(), zone=self._facts.zone, note=who_stays(counted),
            parent=window,
        )  # fmt: skip
        dialog.chosen.connect(lambda task: activity.add_tasks(self._services, counted.selection, task))
        dialog.open()

    def _export(self, counted: SelectionFacts) -> None:
        dialog = ExportDialog(f"Export {how_many(counted)}", self._host.window(), note=who_stays(counted))
        dialog.chosen.connect(lambda format_, columns: self._choose_file(counted.selection, format_, columns))
        dialog.open()

    def _choose_file(self, chosen: Selection, format_: str, columns: tuple[str, ...]) -> None:
        def write(path: Path) -> None:
            whole = path if path.suffix.lower() == f".{format_}" else path.with_name(f"{path.name}.{format_}")
            exports.export(self._services, ExportRequest(chosen, columns, format_, whole))

        self._services.prompts.save_file(
            "Export contacts", then=write, name=f"contacts.{format_}", patterns=f"*.{format_}"
        )


def _call(function: Callable[..., object], value: object, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt hands it over
    function(value)
