"""The pieces of a row while it is read, and how they become names, e-mails, phones and addresses of a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from db.rules import emails, phones
from db.rules.addresses import address_of
from db.rules.drafts import AddressDraft, EmailDraft, NameDraft, PhoneDraft
from db.rules.import_words import label_of_word
from db.rules.names import name_of_parts, plain_name, read_name

# Why an e-mail is not used, as the end of a warning.
_EMAIL_WARNINGS: Final = {
    emails.MALFORMED: "is no e-mail address; kept as written",
    emails.PLACEHOLDER: "is a portal's placeholder; kept, never mailed",
    emails.RELAY: "is a portal's relay, not their own address; kept, never mailed",
    emails.PORTAL_OWN: "is the portal's own address; kept, never mailed",
    emails.EXCHANGE: "is a path inside a company's Exchange server, no e-mail address; kept as written",
    emails.RESERVED: "is in a domain that does not exist on the internet; kept, never mailed",
}
_PHONE_WARNINGS: Final = {
    "no area code": "has no area code; kept as written",
    "no digits": "holds no number; kept as written",
    "too short": "is too short for a number; kept as written",
    "too long": "is too long for a number; kept as written",
    "digits lost in a spreadsheet": "has lost digits in a spreadsheet; kept as written",
    "fax": "",
}


class RowParts:
    """What the columns of one row have said so far. Made anew for each row; never leaves the row reader."""

    __slots__ = (
        "addresses", "asked_valuation", "emails", "extra", "fields", "hashtags", "labels", "names", "notes", "pairs",
        "phones", "seller",
        "warnings",
    )  # fmt: skip

    def __init__(self) -> None:
        self.fields: dict[str, object] = {}
        self.names: dict[str, tuple[str, str]] = {}  # target → (column, cell)
        self.emails: list[tuple[int, str, str, str]] = []  # group, label, column, cell
        self.phones: list[tuple[int, str, str, str]] = []
        self.labels: dict[int, tuple[str, str]] = {}  # group → (column, cell)
        self.addresses: dict[int, dict[str, str]] = {}
        self.pairs: dict[int, tuple[str, str]] = {}  # group → (column, cell)
        self.hashtags: tuple[str, ...] = ()
        self.notes: list[str] = []
        self.seller: list[tuple[str, str]] = []
        self.extra: list[tuple[str, str]] = []
        self.warnings: list[str] = []
        self.asked_valuation = False


class PhoneBook:
    """The numbers of one row, each once, in order."""

    __slots__ = ("found", "parts", "region")

    def __init__(self, parts: RowParts, region: str) -> None:
        self.parts = parts
        self.region = region
        self.found: list[tuple[phones.FoundPhone, str, bool]] = []

    def add(self, cell: str, *, label: str, starred: bool, column: str) -> None:
        """All numbers of a cell, warned about where there is reason to."""
        for number in phones.find_phones(cell, self.region):
            fax = "fax" in label or (not label and number.label == "fax")
            if number.e164 and self._is_known(number, label=label, starred=starred):
                continue
            if fax and number.usable:
                number = number._replace(usable=False, why_not="fax")
            self.found.append((number, label or number.label, starred))
            warning = self._warning(number)
            if warning:
                self.parts.warnings.append(f"{column}: {number.raw} {warning}.")

    def add_number(self, text: str) -> bool:
        """A number that stood elsewhere (in the name, in a placeholder address); False when it is no usable one."""
        usable = [number for number in phones.find_phones(text, self.region) if number.usable]
        for number in usable:
            if not self._is_known(number, label="", starred=False):
                self.found.append((number, "", False))
        return bool(usable)

    def drafts(self) -> tuple[PhoneDraft, ...]:
        """The drafts; the starred number is the primary one, else the first that is usable."""
        at = _primary(self.found)
        return tuple(
            [
                PhoneDraft(
                    number.e164,
                    number.raw,
                    number.extension,
                    label,
                    index == at,
                    number.usable,
                    number.why_not,
                )
                for index, (number, label, _) in enumerate(self.found)
            ]
        )

    def _is_known(self, number: phones.FoundPhone, *, label: str, starred: bool) -> bool:
        for index, (known, known_label, known_star) in enumerate(self.found):
            if known.e164 == number.e164 and known.extension == number.extension:
                self.found[index] = (known, _both(known_label, label), known_star or starred)
                return True
        return False

    @staticmethod
    def _warning(number: phones.FoundPhone) -> str:
        if not number.usable:
            return _PHONE_WARNINGS.get(number.why_not, "is no telephone number; kept as written")
        doubt = phones.doubt_of(number.e164)
        return f"may be mistyped: {doubt}" if doubt else ""


def email_drafts(parts: RowParts, book: PhoneBook) -> tuple[EmailDraft, ...]:
    """The addresses of the row, each once; a placeholder's number goes into `book`."""
    found: list[tuple[emails.FoundEmail, str, bool]] = []
    for group, label, column, cell in parts.emails:
        label, starred = _label_for(parts, group, label)
        for email in emails.find_emails(cell):
            if found and email.value and _is_known_email(found, email, label=label, starred=starred):
                continue
            found.append((email, label, starred))
            if not email.usable:
                parts.warnings.append(f"{column}: {email.raw} {_EMAIL_WARNINGS[email.why_not]}.")
                placeholder = emails.placeholder_phone(email.value)
                if placeholder:
                    book.add_number(placeholder)
    at = _primary(found)
    return tuple(
        [
            EmailDraft(email.value, email.raw, label, index == at, email.usable, email.why_not)
            for index, (email, label, _) in enumerate(found)
        ]
    )


def _is_known_email(
    found: list[tuple[emails.FoundEmail, str, bool]], email: emails.FoundEmail, *, label: str, starred: bool
) -> bool:
    """Whether the address came before in this row; its label, star and other wording then join the earlier one."""
    for index, (known, known_label, known_star) in enumerate(found):
        if known.value == email.value:
            told = email.raw.casefold() in known.raw.casefold()
            raw = known.raw if told else f"{known.raw} ::: {email.raw}"
            found[index] = (known._replace(raw=raw), _both(known_label, label), known_star or starred)
            return True
    return False


def add_phones(parts: RowParts, book: PhoneBook) -> None:
    """The cells of the phone columns into `book`, with the labels of their label columns."""
    for group, label, column, cell in parts.phones:
        label, starred = _label_for(parts, group, label)
        book.add(cell, label=label, starred=starred, column=column)


def name_draft(parts: RowParts) -> NameDraft:
    """The row's name. A whole name beside its parts is kept as an extra field where it says more than they do."""
    names = parts.names
    if len(names) == 2 and "first_name" in names and "last_name" in names:
        plain = plain_name(names["first_name"][1], names["last_name"][1])
        if plain is not None:
            return plain
    cells = {target: cell for target, (_, cell) in names.items()}
    full = cells.get("full_name", "")
    if not full:
        return name_of_parts(_parts_of(cells))
    if not ("first_name" in cells or "last_name" in cells):
        return _with_parts(read_name(full), _parts_of(cells))
    name = name_of_parts(_parts_of(cells))
    if not _words(full) <= _words(f"{name.prefix} {name.display} {name.nickname}"):
        parts.extra.append((names["full_name"][0], full))
    return name


def own_name(parts: RowParts) -> NameDraft:
    """The name in Brokerdesk's own export: as it was, nothing is read into it."""
    cells = {target: cell for target, (_, cell) in parts.names.items()}
    name = _parts_of(cells)
    kind = cells.get("name_kind", "person" if name.first or name.last else "company" if name.company else "none")
    return NameDraft(
        display=cells.get("display_name", ""), prefix=name.prefix, first=name.first, middle=name.middle,
        last=name.last, suffix=name.suffix, nickname=name.nickname, company=name.company, spouse=name.spouse, kind=kind,
    )  # fmt: skip


def keep_what_is_no_name(parts: RowParts, name: NameDraft, book: PhoneBook) -> None:
    """A number or an address in a name column goes where it belongs; words like "Unknown" stay an extra field."""
    if name.first or name.last or name.kind == "trust":
        return
    for target in ("full_name", "first_name", "middle_name", "last_name"):
        column, cell = parts.names.get(target, ("", ""))
        if not cell or cell in name.display:
            continue
        if "@" in cell and " " not in cell:
            parts.emails.append((0, "", column, cell))
        elif not book.add_number(cell):
            parts.extra.append((column, cell))


def address_drafts(parts: RowParts, groups: dict[int, str], region: str) -> tuple[AddressDraft, ...]:
    """The addresses of the row by their groups; `groups` gives the label of each. The first one is the primary."""
    found: list[AddressDraft] = []
    for group, cells in parts.addresses.items():
        label, starred = _label_for(parts, group, groups.get(group, ""))
        if "street_2" in cells or "po_box" in cells:
            cells["street"] = _street_of(cells)
        found.append(address_of(cells, label=label, primary=starred or not found, region=region))
    return tuple(found)


def unused_labels(parts: RowParts, used: Callable[[int], bool]) -> None:
    """Labels whose value is empty are kept as extra fields."""
    for group, (column, cell) in parts.labels.items():
        if not used(group):
            parts.extra.append((column, cell))


def _street_of(cells: dict[str, str]) -> str:
    box = cells.get("po_box", "")
    if box and not any(ch.isalpha() for ch in box):
        box = f"PO Box {box}"
    return ", ".join(filter(None, (cells.get("street", ""), cells.get("street_2", ""), box)))


def _label_for(parts: RowParts, group: int, label: str) -> tuple[str, bool]:
    written = parts.labels.get(group) if parts.labels else None
    if written is None:
        return label, False
    said, starred = label_of_word(written[1])
    return said or label, starred


def _primary(found: Sequence[tuple[emails.FoundEmail | phones.FoundPhone, str, bool]]) -> int:
    """Which of several is the primary one: starred and usable, else the first usable; -1 for none."""
    first = -1
    for at, (one, _, starred) in enumerate(found):
        if one.usable:
            if starred:
                return at
            first = at if first < 0 else first
    return first


def _both(one: str, other: str) -> str:
    if not one or not other or one == other:
        return one or other
    return one if other in one.split(", ") else f"{one}, {other}"


def _parts_of(cells: dict[str, str]) -> NameDraft:
    get = cells.get
    return NameDraft(
        prefix=get("prefix", ""), first=get("first_name", ""), middle=get("middle_name", ""),
        last=get("last_name", ""), suffix=get("suffix", ""), nickname=get("nickname", ""),
        company=get("company", ""), spouse=get("spouse", ""),
    )  # fmt: skip


def _with_parts(name: NameDraft, beside: NameDraft) -> NameDraft:
    """A name read from one text, with the company, spouse and titles of other columns."""
    if name.kind == "none":
        return name_of_parts(beside)
    return NameDraft(
        display=name.display, prefix=beside.prefix or name.prefix, first=name.first,
        middle=beside.middle or name.middle, last=name.last, suffix=beside.suffix or name.suffix,
        nickname=beside.nickname or name.nickname, company=beside.company or name.company,
        spouse=beside.spouse or name.spouse, kind=name.kind,
    )  # fmt: skip


def _words(text: str) -> set[str]:
    return {plain for word in text.casefold().split() if (plain := "".join(ch for ch in word if ch.isalnum()))}
