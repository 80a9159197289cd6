"""Dispositions: the buttons an agent presses, what each asks and sets in motion; the office's own list (R9–R24)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from db.rules.errors import FieldProblemsError, WrongUseError
from db.rules.statuses import Status
from db.rules.values import Pairs

SETTING: Final = "dispositions"
PURPLE, GREEN, YELLOW, RED = "purple", "green", "yellow", "red"
COLOURS: Final[Pairs] = ((PURPLE, "Purple"), (GREEN, "Green"), (YELLOW, "Yellow"), (RED, "Red"))
# What a button asks for before or after its press.
APPOINTMENT, AMOUNT, RECORD, TELLING = "appointment", "amount", "record", "telling"
ASKS: Final[Pairs] = (
    (APPOINTMENT, "Date and place of an appointment"),
    (AMOUNT, "The amount; the press does not wait for it"),
    (RECORD, "Which record confirmed it, and whether there is another property"),
    (TELLING, "Whether they told you that the number is wrong"),
)
UNDERWRITERS, TRANSACTIONS, BROKERS = "underwriters", "transactions", "brokers"
NOTIFIES: Final[Pairs] = (
    (UNDERWRITERS, "The agent's underwriter, or all of them"),
    (TRANSACTIONS, "The transactions team"),
    (BROKERS, "The brokers"),
)
# The guards, each a switch of a disposition: R16, R17, R18.
EVIDENCE, TELLINGS, NEWCOMER = "evidence", "tellings", "newcomer"
GUARDS: Final[Pairs] = (
    (EVIDENCE, "Refused without a record that confirms it"),
    (TELLINGS, "Counts until they told it three times"),
    (NEWCOMER, "A broker approves it in a member's first 30 days"),
)
CONTRACT, DEAL = "contract", "deal"
LONGEST_LABEL: Final = 24
LONGEST_POLICY: Final = 400
MOST_HOLD_DAYS: Final = 365
LIFTED: Final = (Status.SPHERE.value, Status.PROSPECT.value, Status.NEW_LEAD.value)
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class Disposition:
    """A button. `status` is where it leads, "" leaves it, from the statuses `lifts` only (none named: from any).

    `opens` (contract, deal) belongs to the key and is not the broker's to change; the rest is (R23).
    """

    key: str
    label: str
    colour: str
    asks: tuple[str, ...] = ()
    notifies: tuple[str, ...] = ()
    hold_days: int = 0
    credit: bool = False
    guard: str = ""
    status: str = ""
    lifts: tuple[str, ...] = ()
    opens: str = ""
    in_use: bool = True

    @property
    def books(self) -> bool:
        """Whether it puts an appointment into the calendar (R11)."""
        return APPOINTMENT in self.asks

    @property
    def kills(self) -> bool:
        """Whether it takes the contact out of everything: red."""
        return self.colour == RED

    def leads_to(self, status: str) -> str:
        """The status that a contact of `status` gets; its own where the disposition leaves it (R24)."""
        if self.kills:
            return Status.ARCHIVE.value
        return self.status if self.status and (not self.lifts or status in self.lifts) else status


def _shipped() -> tuple[Disposition, ...]:
    active, client = Status.ACTIVE_LEAD.value, Status.CLIENT.value
    archive = Status.ARCHIVE.value
    return (
        Disposition("not_contacted", "Not Contacted", PURPLE),
        Disposition("needs_offer", "Needs Offer", GREEN, notifies=(UNDERWRITERS,), status=active, lifts=LIFTED),
        Disposition("appointment_booked", "Appointment Booked", GREEN, asks=(APPOINTMENT,), status=active,
                    lifts=LIFTED),
        Disposition("offer_made", "Offer Made", GREEN, asks=(AMOUNT,), credit=True, status=client),
        Disposition("send_contract", "Send Contract", GREEN, status=client, opens=CONTRACT),
        Disposition("under_contract", "Under Contract", GREEN, notifies=(TRANSACTIONS,),
                    status=Status.CONTRACT.value, opens=DEAL),
        Disposition("offer_rejected", "Offer Rejected", YELLOW, hold_days=7),
        Disposition("not_interested", "Not Interested", YELLOW),
        Disposition("not_ready", "Not Ready", YELLOW),
        Disposition("listed_with_agent", "Listed with Agent", YELLOW),
        Disposition("already_sold", "Already Sold", RED, asks=(RECORD,), guard=EVIDENCE, status=archive),
        Disposition("wrong_number", "Wrong Number", RED, asks=(TELLING,), guard=TELLINGS, status=archive),
        Disposition("dead_deal", "Dead Deal", RED, guard=NEWCOMER, status=archive),
    )  # fmt: skip


SHIPPED: Final = _shipped()
POLICIES: Final[dict[str, str]] = {
    EVIDENCE: "Already Sold only when PropStream or the assessor confirms the sale, and only after you have checked "
    "whether they have another property.",
    TELLINGS: "Wrong Number only after they have told you at least three times that the number is wrong.",
    NEWCOMER: "Dead Deal only if it would never be a deal for any reason. In your first 30 days, not without approval.",
    RED: "Red kills the lead and takes it out of everything automatic. Use it very sparingly.",
}
RECORDS: Final[Pairs] = (("propstream", "PropStream"), ("assessor", "The assessor"))


@dataclass(frozen=True, slots=True)
class OfficeDispositions:
    """The office's list in its order, its policy texts by guard (R97), the records that confirm a sale (R16), and the
    forms' addresses with {id} for the contact's ("" where there is none, R13, R14).
    """

    all: tuple[Disposition, ...] = SHIPPED
    policies: tuple[tuple[str, str], ...] = tuple(POLICIES.items())
    records: Pairs = RECORDS
    contract_link: str = ""
    deal_link: str = ""

    @property
    def in_use(self) -> tuple[Disposition, ...]:
        """The buttons that are offered, in order."""
        return tuple(d for d in self.all if d.in_use)

    def of(self, key: str) -> Disposition:
        """The disposition `key`. Errors: WrongUseError names the keys there are."""
        for one in self.in_use:
            if one.key == key:
                return one
        raise WrongUseError(f"“{key}” is no disposition; the keys are {', '.join(d.key for d in self.in_use)}.")

    def label(self, key: str) -> str:
        """What a key is called now; the key in words where the office no longer has it."""
        return next((d.label for d in self.all if d.key == key), key.replace("_", " ").capitalize())

    def policy(self, guard: str) -> str:
        """The office's own text for a guard, or for red (R97)."""
        return dict(self.policies).get(guard, "")

    def link(self, opens: str, contact_id: int) -> str:
        """The address of the form of a contact; "" where the office has set none."""
        template = {CONTRACT: self.contract_link, DEAL: self.deal_link}.get(opens, "")
        return template.replace("{id}", str(contact_id))


def read_dispositions(value: Any) -> OfficeDispositions:
    """What the office's setting holds, over what ships; what it does not name, or cannot be read, stays as it ships."""
    if not isinstance(value, dict):
        return OfficeDispositions()
    shipped = {d.key: d for d in SHIPPED}
    own = [one for one in value.get("list", ()) if isinstance(one, dict) and one.get("key")]
    made = {str(one["key"]): _read(one, shipped.get(str(one["key"]))) for one in own}
    rest = (d for d in SHIPPED if d.key not in made)
    return OfficeDispositions(
        (*made.values(), *rest),
        tuple((key, str(value.get("policies", {}).get(key) or text)) for key, text in POLICIES.items()),
        tuple((str(key), str(label)) for key, label in value.get("records") or RECORDS),
        str(value.get("contract_link") or ""),
        str(value.get("deal_link") or ""),
    )


def _read(one: Mapping[str, Any], shipped: Disposition | None) -> Disposition:
    base = shipped or Disposition(str(one["key"]), str(one["key"]), GREEN)
    return replace(
        base,
        label=str(one.get("label") or base.label),
        colour=str(one.get("colour") or base.colour),
        asks=tuple(map(str, one.get("asks", base.asks))),
        notifies=tuple(map(str, one.get("notifies", base.notifies))),
        hold_days=int(one.get("hold_days", base.hold_days)),
        credit=bool(one.get("credit", base.credit)),
        guard=str(one.get("guard", base.guard)),
        status=str(one.get("status", base.status)),
        lifts=tuple(map(str, one.get("lifts", base.lifts))),
        in_use=bool(one.get("in_use", base.in_use)),
    )


def write_dispositions(office: OfficeDispositions) -> dict[str, Any]:
    """The office's list as `read_dispositions` reads it."""
    rows = [
        {"key": d.key, "label": d.label, "colour": d.colour, "asks": list(d.asks), "notifies": list(d.notifies),
         "hold_days": d.hold_days, "credit": d.credit, "guard": d.guard, "status": d.status, "lifts": list(d.lifts),
         "in_use": d.in_use}
        for d in office.all
    ]  # fmt: skip
    return {
        "list": rows, "policies": dict(office.policies), "records": [list(pair) for pair in office.records],
        "contract_link": office.contract_link, "deal_link": office.deal_link,
    }  # fmt: skip


def check_dispositions(office: OfficeDispositions) -> OfficeDispositions:
    """The office's list with its texts cleaned (R23).

    Errors: FieldProblemsError with all that is wrong at once, by disposition key, policy, records or link.
    """
    problems: dict[str, str] = {}
    taken: dict[str, str] = {}
    for d in office.all:
        for problem in field_problems(d, taken).values():
            problems.setdefault(d.key or "new", problem)
    missing = [d.label for d in SHIPPED if d.key not in {one.key for one in office.all}]
    if len({d.key for d in office.all}) < len(office.all):
        problems["list"] = "Each key stands once in the list."
    if missing:
        problems["list"] = f"{', '.join(missing)} can be switched off, not taken away."
    for key, text in office.policies:
        if len(text) > LONGEST_POLICY or not text.strip():
            problems[f"policy.{key}"] = f"A policy text has 1 to {LONGEST_POLICY} characters."
    if not office.records or any(not key.strip() or not label.strip() for key, label in office.records):
        problems["records"] = "Name at least one record that confirms a sale, each with a name."
    for name, link in (("contract_link", office.contract_link), ("deal_link", office.deal_link)):
        if link and not (link.startswith(("https://", "http://")) and "{id}" in link):
            problems[name] = "A form's address begins with https:// and holds {id} for the contact."
    if problems:
        raise FieldProblemsError(problems)
    return replace(
        office,
        all=tuple(replace(d, label=" ".join(d.label.split())) for d in office.all),
        policies=tuple((key, text.strip()) for key, text in office.policies),
    )


def field_problems(d: Disposition, taken: dict[str, str]) -> dict[str, str]:
    """What is wrong with one disposition, a sentence by field, the first first. `taken` learns its label."""
    label = " ".join(d.label.split())
    same = taken.setdefault(label.casefold(), d.key)
    shipped = next((one for one in SHIPPED if one.key == d.key), None)
    wrong = (
        ("key", not _KEY.fullmatch(d.key), "A key has small letters, digits and _ only."),
        ("label", not label, "A disposition needs a name."),
        ("label", len(label) > LONGEST_LABEL, f"A name has room for {LONGEST_LABEL} characters."),
        ("label", ":" in label, "A name has no colon in it."),
        ("label", same != d.key, f"Another disposition is called {label} already."),
        ("colour", d.colour not in dict(COLOURS), "A colour is purple, green, yellow or red."),
        ("colour", d.colour == PURPLE and shipped is None, "One that the office adds is green, yellow or red."),
        ("asks", not set(d.asks) <= set(dict(ASKS)), f"It can ask for {', '.join(dict(ASKS))}."),
        ("notifies", not set(d.notifies) <= set(dict(NOTIFIES)), f"It can notify {', '.join(dict(NOTIFIES))}."),
        ("hold_days", not 0 <= d.hold_days <= MOST_HOLD_DAYS, f"A hold lasts 0 to {MOST_HOLD_DAYS} days."),
        ("hold_days", d.hold_days > 0 and d.colour != YELLOW,
         "Only a yellow one holds the contact before it releases it."),
        ("guard", d.guard not in ("", *dict(GUARDS)), f"A guard is {', '.join(dict(GUARDS))}, or none."),
        ("guard", d.guard == EVIDENCE and RECORD not in d.asks, "This guard needs the record to be asked for."),
        ("guard", d.guard == TELLINGS and TELLING not in d.asks, "This guard needs the telling to be asked for."),
        ("guard", d.guard != "" and d.colour != RED, "Only red ones are guarded."),
        ("status", d.status not in ("", *Status), "It leads to one of the eight statuses, or leaves it."),
        ("lifts", not set(d.lifts) <= set(Status), "It lifts from some of the eight statuses, or from any."),
    )  # fmt: skip
    found: dict[str, str] = {}
    for field, is_wrong, sentence in wrong:
        if is_wrong:
            found.setdefault(field, sentence)
    return found
