"""A card as a row under Google Contacts' column names, so that one mapping reads both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from db.files.vcard_lines import Card, Property, unescape

OWN_PREFIX: Final = "X-BROKERDESK-"
OWN_COLUMN: Final = "X-BROKERDESK-COLUMN"  # X-NAME holds the column's name
OWN_COLUMNS_LINE: Final = "X-BROKERDESK-COLUMNS"  # all columns of the export, in order, in its first card
GOOGLE_COLUMNS: Final = (
    "Name", "First Name", "Middle Name", "Last Name", "Name Prefix", "Name Suffix", "Nickname", "File As",
    "Organization Name", "Organization Title", "Organization Department", "Birthday", "Anniversary", "Notes",
    "Labels",
)  # fmt: skip
ADDRESS_PARTS: Final = ("PO Box", "Extended Address", "Street", "City", "Region", "Postal Code", "Country")
# Packaging, not facts about the person: how the card is written, and what is read together with another line.
_PACKAGING: Final = frozenset({"VERSION", "PRODID", "BEGIN", "END", "X-ABLABEL", "X-ABADR"})
# What a card usually is; another word is kept.
_PERSONS: Final = frozenset({"", "individual", "org", "group"})
# What was not taken over from a card, in words.
LEFT_OUT: Final = {
    "PHOTO": "photo", "LOGO": "logo", "SOUND": "sound", "KEY": "key", "AGENT": "card of another person inside it",
}  # fmt: skip
_NUMBERED: Final = {
    "EMAIL": "E-mail",
    "TEL": "Phone",
    "ADR": "Address",
    "URL": "Website",
    "X-ABDATE": "Event",
}
_RELATED: Final = frozenset({"RELATED", "X-ABRELATEDNAMES", "X-SPOUSE"})
_PHONE_LABELS: Final = {
    "cell": "Mobile", "iphone": "Mobile", "mobile": "Mobile", "home": "Home", "work": "Work",
    "pager": "Pager", "main": "Main", "car": "Car", "other": "Other",
}  # fmt: skip
_TECHNICAL: Final = frozenset({
    "voice", "pref", "internet", "text", "video", "msg", "textphone", "bbs", "modem", "isdn", "parcel",
    "postal", "dom", "intl", "fax",
})  # fmt: skip
_APPLE_LABEL: Final = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_COMPACT_DATE: Final = re.compile(r"(\d{4}|--)-?(\d{2})-?(\d{2})(?:T.*)?")

Row = dict[str, str]


def own_columns(cards: Iterable[Card]) -> tuple[str, ...]:
    """The columns an export of ours lists in its first card, () when there is none."""
    for card in cards:
        for prop in card.properties:
            if prop.name == OWN_COLUMNS_LINE:
                return tuple(prop.parts(","))
    return ()


def card_row(card: Card) -> Row:
    """The card as column → cell. A card of our own export gives exactly its columns; nothing else in it
    counts.
    """
    own = {
        prop.params.get("X-NAME", ("",))[0]: prop.text()
        for prop in card.properties
        if prop.name.startswith(OWN_PREFIX) and "X-NAME" in prop.params
    }
    return own or _Turned(card).row


def is_group(card: Card) -> bool:
    """A named set of contacts (KIND:group), not a contact."""
    kinds = {"KIND", "X-ADDRESSBOOKSERVER-KIND"}
    return any(prop.name in kinds and prop.text().strip().casefold() == "group" for prop in card.properties)


class _Turned:
    """One card being turned into a row."""

    def __init__(self, card: Card) -> None:
        self.row: Row = {}
        self._counts: dict[str, int] = {}
        self._labels = {
            prop.group: _plain_label(prop.text()) for prop in card.properties if prop.group and prop.name == "X-ABLABEL"
        }
        self._countries = {
            prop.group: prop.text().strip().upper() for prop in card.properties if prop.name == "X-ABADR"
        }
        self._formatted_name = ""
        handlers: dict[str, Callable[[Property], None]] = {
            "N": self._name, "FN": self._full_name, "ORG": self._organization, "ADR": self._address,
            "TEL": self._phone, "EMAIL": self._email, "URL": self._website, "BDAY": self._birthday,
            "CATEGORIES": self._categories, "X-ABDATE": self._event, "LABEL": self._address_label,
        }  # fmt: skip
        simple = {"NICKNAME": "Nickname", "TITLE": "Organization Title", "NOTE": "Notes"}
        for prop in card.properties:
            if prop.name in handlers:
                handlers[prop.name](prop)
            elif prop.name in simple:
                self._add(simple[prop.name], prop.text(), "\n\n" if prop.name == "NOTE" else ", ")
            elif prop.name in {"ANNIVERSARY", "X-ANNIVERSARY"}:
                self._add("Anniversary", _date(prop))
            elif prop.name in _RELATED:
                self._related(prop)
            elif prop.name == "KIND" and prop.text().strip().casefold() in _PERSONS:
                continue
            elif prop.name not in _PACKAGING:
                label = self._labels.get(prop.group, "")
                self._add(f"{prop.name}: {label}" if label else prop.name, _readable(prop))
        self._settle_name()

    def _add(self, column: str, text: str, joint: str = " ::: ") -> None:
        text = text.strip()
        if text:
            self.row[column] = f"{self.row[column]}{joint}{text}" if self.row.get(column) else text

    def _numbered(self, kind: str, prop: Property, label: str, **cells: str) -> None:
        if not any(cells.values()):
            return
        number = self._counts[kind] = self._counts.get(kind, 0) + 1
        label = self._labels.get(prop.group, "") or label
        preferred = "pref" in prop.types or prop.params.get("PREF", ("",))[0] == "1"
        self._add(f"{kind} {number} - Label", f"* {label}" if preferred else label)
        for part, text in cells.items():
            self._add(f"{kind} {number} - {part}", text)

    def _name(self, prop: Property) -> None:
        columns = ("Last Name", "First Name", "Middle Name", "Name Prefix", "Name Suffix")
        for column, part in zip(columns, prop.parts(), strict=False):
            self._add(column, " ".join(part.replace(",", " ").split()) if column != "Name Suffix" else part)
        self._more("N", prop, len(columns))

    def _more(self, column: str, prop: Property, known: int) -> None:
        """Components beyond those we know the meaning of, as later versions add them."""
        self._add(column, ", ".join(filter(None, prop.parts()[known:])))

    def _full_name(self, prop: Property) -> None:
        name = prop.text().strip()
        if self._formatted_name and name != self._formatted_name:
            self._add("FN", name)  # a second one, in another script or language
        self._formatted_name = self._formatted_name or name

    def _settle_name(self) -> None:
        """FN stands as the name only where N says nothing; else beside it, where it says something else."""
        order = ("Name Prefix", "First Name", "Middle Name", "Last Name", "Name Suffix")
        words = " ".join(self.row[column] for column in order if column in self.row)
        full = self._formatted_name
        if not full or full == self.row.get("Organization Name"):
            return
        if not words:
            contacts = {self.row.get("E-mail 1 - Value"), self.row.get("Phone 1 - Value")}
            if full not in contacts:
                self.row["Name"] = full
        elif sorted(_letters(full)) != sorted(_letters(words)):
            self.row["File As"] = full

    def _organization(self, prop: Property) -> None:
        first, *rest = prop.parts() or [""]
        self._add("Organization Name", first)
        self._add("Organization Department", ", ".join(filter(None, rest)))

    def _birthday(self, prop: Property) -> None:
        self._add("Birthday", _date(prop))

    def _categories(self, prop: Property) -> None:
        for label in prop.parts(","):
            self._add("Labels", label)

    def _email(self, prop: Property) -> None:
        self._numbered("E-mail", prop, _place(prop), Value=prop.text().removeprefix("mailto:"))

    def _phone(self, prop: Property) -> None:
        types = prop.types
        label = next((text for word, text in _PHONE_LABELS.items() if word in types), "") or _place(prop)
        if "fax" in types:
            label = f"{label} Fax".strip()
        self._numbered("Phone", prop, label, Value=_phone_text(prop.text()))

    def _address(self, prop: Property) -> None:
        parts = dict(zip(ADDRESS_PARTS, prop.parts(), strict=False))
        if any(parts.values()) and prop.group:  # Apple's country by which the address is written
            parts["Country"] = parts.get("Country") or self._countries.get(prop.group, "")
        formatted = unescape(prop.params.get("LABEL", ("",))[0])
        self._numbered("Address", prop, _place(prop), **{"Formatted": formatted, **parts})
        self._more("ADR", prop, len(ADDRESS_PARTS))

    def _address_label(self, prop: Property) -> None:
        """LABEL of 2.1 and 3.0: the printed form of the address before it; alone, an address of its own."""
        number = self._counts.get("Address", 0)
        if number and f"Address {number} - Formatted" not in self.row:
            self._add(f"Address {number} - Formatted", prop.text())
        else:
            self._numbered("Address", prop, _place(prop), Formatted=prop.text())

    def _website(self, prop: Property) -> None:
        self._numbered("Website", prop, _place(prop), Value=prop.text())

    def _event(self, prop: Property) -> None:
        if self._labels.get(prop.group, "").casefold() == "anniversary":
            self._add("Anniversary", _date(prop))
        else:
            self._numbered("Event", prop, "", Value=_date(prop))

    def _related(self, prop: Property) -> None:
        label = "Spouse" if prop.name == "X-SPOUSE" else "".join(prop.types[:1]).capitalize()
        self._numbered("Relation", prop, label, Value=prop.text())


def _plain_label(text: str) -> str:
    found = _APPLE_LABEL.fullmatch(text.strip())
    return found.group(1) if found else text.strip()


def _place(prop: Property) -> str:
    """The label: "Home", "Work" or a word someone made up; "" for words that say how the line works."""
    words = [word for word in prop.types if word not in _TECHNICAL]
    known = next((word for word in ("home", "work", "other") if word in words), "")
    return (known or "".join(words[:1])).capitalize()


def _letters(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _readable(prop: Property) -> str:
    """The value of a property nobody knows: components of a structured one with commas between."""
    return ", ".join(filter(None, prop.parts())) if ";" in prop.value else prop.text()


def _phone_text(text: str) -> str:
    """A tel: address as a person would write it: "tel:+1-813-555-0142;ext=5" is "+1-813-555-0142 ext. 5"."""
    if not text.casefold().startswith("tel:"):
        return text
    number, *params = text[4:].split(";")
    extension = next((param[4:] for param in params if param.casefold().startswith("ext=")), "")
    return f"{number} ext. {extension}" if extension else number


def _date(prop: Property) -> str:
    """ISO: 19850317 is 1985-03-17; a year that is not known is left open, --03-17, as Google writes it."""
    text = prop.text().strip()
    found = _COMPACT_DATE.fullmatch(text)
    if found is None:
        return text
    year, month, day = found.groups()
    if year == "--" or year in prop.params.get("X-APPLE-OMIT-YEAR", ()):
        return f"--{month}-{day}"
    return f"{year}-{month}-{day}"
