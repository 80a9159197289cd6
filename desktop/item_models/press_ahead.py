"""What a press of each disposition would do to a contact, as the screens show it before it is done (R97)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from db.queries.dispositions import PressPreview, PressSubject, office_dispositions, press_subject, previews
from db.queries.holds import HoldRow, holds
from db.queries.reader import OfficeFacts, Reader
from db.rules.disposition_words import PressAt, effects_before
from db.rules.dispositions import NOTIFIES, RED, TELLING, Disposition, OfficeDispositions
from db.rules.permissions import Right
from db.rules.phones import format_phone
from desktop.item_models.looks import coloured_look, disposition_look, dispositions_of
from desktop.widgets.status_button import StatusChoice

RED_KEY: Final = "red"  # of the button whose menu holds the red ones
RED_MEANING: Final = "Each of these ends the lead, and asks once more before it does."
NO_NUMBER: Final = "They have no good number that could be the wrong one."
ONE_AT_A_TIME: Final = "It asks about one contact: press it there."


@dataclass(frozen=True, slots=True)
class PressAhead:
    """A contact before a press: who, what each disposition would do, what questions offer, the countdown, the office's
    list, its zone, and when this was so (ms UTC). `previews` are empty for who presses nothing.
    """

    contact_id: int
    name: str
    previews: tuple[PressPreview, ...]
    subject: PressSubject
    hold: HoldRow | None
    office: OfficeDispositions
    zone: str
    now: int

    def preview(self, key: str) -> PressPreview | None:
        """What a press of `key` would do; None where the office has it no more."""
        return next((one for one in self.previews if one.one.key == key), None)

    def why_not(self, preview: PressPreview) -> str:
        """Why it cannot be pressed, in a sentence; "" when it can."""
        if preview.allowed and TELLING in preview.one.asks and not self.subject.numbers:
            return NO_NUMBER
        return preview.why_not


def read_ahead(reader: Reader, contact_id: int, name: str) -> PressAhead:
    """Read it all on one connection. Errors: NotFoundError when the member does not see the contact (any more)."""
    may = reader.actor.may(Right.DISPOSE)  # who presses nothing has no bar
    office = office_dispositions(reader)
    hold = next(iter(holds(reader, contact_ids=(contact_id,))), None)
    found = previews(reader, contact_id) if may else ()
    subject = press_subject(reader, contact_id) if may else PressSubject((), ())
    shown = tuple(replace(one, effects=_readable(one.effects, subject)) for one in found)
    return PressAhead(contact_id, name, shown, subject, hold, office, reader.facts.zone, reader.now)


def bar_choices(ahead: PressAhead) -> list[StatusChoice]:
    """The buttons of the bar: each disposition in the office's order, the red ones in one menu at the end."""
    plain = [_choice(ahead, one) for one in ahead.previews if not one.one.kills]
    red = tuple(_choice(ahead, one) for one in ahead.previews if one.one.kills)
    if len(red) <= 1:
        return [*plain, *red]
    whole = StatusChoice(RED_KEY, coloured_look("Red", RED), RED_MEANING, red)
    return [*plain, whole]


def menu_choices(ahead: PressAhead) -> list[StatusChoice]:
    """All dispositions one after the other, as the menu has them."""
    return [_choice(ahead, one) for one in ahead.previews]


def choices_for_many(facts: OfficeFacts) -> list[StatusChoice]:
    """The dispositions for many contacts at once; those that ask about one contact are there, with the reason."""
    office = dispositions_of(facts)
    return [
        StatusChoice(
            one.key,
            disposition_look(one.key, office),
            "\n".join(in_general(one, facts)) if for_many(one) else ONE_AT_A_TIME,
            enabled=for_many(one),
        )
        for one in office.in_use
    ]


def for_many(one: Disposition) -> bool:
    """Whether it can be pressed for many contacts at once: its questions have one answer for all of them."""
    return not one.books and not one.opens and TELLING not in one.asks


def in_general(one: Disposition, facts: OfficeFacts) -> Sequence[str]:
    """What it does to whatever contact, a sentence for each effect."""
    told = [f"Tells {dict(NOTIFIES)[whom].lower()}." for whom in one.notifies]
    credit = ["Gives you one credit for each contact."] if one.credit else []
    at = PressAt(one.status or "", "their owner")
    said = [*told, *credit, *effects_before(replace(one, notifies=(), credit=False), at, facts.scheme)]
    if one.status and not one.kills:
        lifted = [facts.scheme.style(status).label for status in one.lifts]
        whom = f" for {', '.join(lifted)}" if lifted else ""
        said.append(f"Status becomes {facts.scheme.style(one.status).label}{whom}.")
    return said


def _readable(effects: Sequence[str], subject: PressSubject) -> tuple[str, ...]:
    """The sentences with numbers as people read them."""
    said = list(effects)
    for _key, number, _told in subject.numbers:
        said = [effect.replace(number, format_phone(number)) for effect in said] if number.startswith("+") else said
    return tuple(said)


def _choice(ahead: PressAhead, preview: PressPreview) -> StatusChoice:
    why_not = ahead.why_not(preview)
    look = disposition_look(preview.one.key, ahead.office)
    return StatusChoice(
        preview.one.key, look, why_not or "\n".join(preview.effects), enabled=not why_not
    )  # fmt: skip
