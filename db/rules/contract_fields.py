"""The fields that a contract template may use: name, what it is, and an example (R13)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.rules.moments import MONTHS
from db.rules.values import Pairs

SETTING: Final = "contract_template"
CONTACT, PROPERTY, DEAL, AGENT, OFFICE, TODAY = "contact", "property", "deal", "agent", "office", "today"
GROUPS: Final[Pairs] = (
    (CONTACT, "The contact"), (PROPERTY, "The property"), (DEAL, "The deal"), (AGENT, "The agent"),
    (OFFICE, "The office"), (TODAY, "The day"),
)  # fmt: skip
_ONES: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NTH: Final = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
               "twelve": "twelfth"}  # fmt: skip
_SCALES: Final = (("billion", 10**9), ("million", 10**6), ("thousand", 1000))


@dataclass(frozen=True, slots=True)
class ContractField:
    """A field: `key` is what stands between {{ and }}, `label` what it is, in words."""

    key: str
    label: str
    group: str
    example: str

    @property
    def written(self) -> str:
        """As a template has it: "{{ email }}"."""
        return f"{{{{ {self.key} }}}}"


CONTRACT_FIELDS: Final = tuple(ContractField(*one) for one in (
    ("contact_name", "Name", CONTACT, "Ann Lee"),
    ("first_name", "First name", CONTACT, "Ann"),
    ("last_name", "Last name", CONTACT, "Lee"),
    ("spouse", "Spouse", CONTACT, "Bo Lee"),
    ("company", "Company", CONTACT, "Lee & Sons"),
    ("email", "E-mail", CONTACT, "ann@example.com"),
    ("phone", "Phone", CONTACT, "(813) 555-0111"),
    ("mailing_address", "Mailing address", CONTACT, "1 Main St, Tampa, FL 33602"),
    ("mailing_street", "Street of the mailing address", CONTACT, "1 Main St"),
    ("mailing_city", "City of the mailing address", CONTACT, "Tampa"),
    ("mailing_state", "State of the mailing address", CONTACT, "FL"),
    ("mailing_postal_code", "Postal code of the mailing address", CONTACT, "33602"),
    ("property_address", "Property address", PROPERTY, "12 Oak Ave, Tampa, FL 33606"),
    ("property_street", "Street of the property", PROPERTY, "12 Oak Ave"),
    ("property_city", "City of the property", PROPERTY, "Tampa"),
    ("property_state", "State of the property", PROPERTY, "FL"),
    ("property_postal_code", "Postal code of the property", PROPERTY, "33606"),
    ("property_type", "Property type", PROPERTY, "House"),
    ("bedrooms", "Bedrooms", PROPERTY, "3"),
    ("bathrooms", "Bathrooms", PROPERTY, "2.5"),
    ("floor_area", "Floor area", PROPERTY, "1,840"),
    ("asking_price", "Asking price", PROPERTY, "$460,000"),
    ("mls_number", "MLS number", PROPERTY, "TB8205001"),
    ("offer_amount", "Amount of the newest offer", DEAL, "$450,000.00"),
    ("price", "Price", DEAL, "$450,000.00"),
    ("price_in_words", "Price in words", DEAL, "four hundred fifty thousand dollars"),
    ("closing_date", "Closing date", DEAL, "January 15, 2027"),
    ("buyer", "Buyer", DEAL, "Cy Young"),
    ("seller", "Seller", DEAL, "Ann Lee"),
    ("contingencies", "Contingencies", DEAL, "inspection, financing"),
    ("agent_name", "Name of the agent", AGENT, "Wes Park"),
    ("agent_email", "E-mail of the agent", AGENT, "wes@example.com"),
    ("agent_phone", "Phone of the agent", AGENT, "(813) 555-0122"),
    ("agent_license", "Licence number of the agent", AGENT, "SL3456789"),
    ("agent_company", "Company of the agent", AGENT, "Moreau Realty"),
    ("agent_signature", "Signature of the agent", AGENT, "Wes Park, Moreau Realty"),
    ("office_name", "Name of the office", OFFICE, "Moreau Realty"),
    ("office_phone", "Phone of the office", OFFICE, "(813) 555-0100"),
    ("office_address", "Postal address of the office", OFFICE, "5 Bay St, Tampa, FL 33602"),
    ("today", "Date of the draft", TODAY, "November 22, 2026"),
    ("today_in_words", "Date of the draft in words", TODAY, "the twenty-second day of November, 2026"),
))  # fmt: skip
FIELDS_BY_KEY: Final = {field.key: field for field in CONTRACT_FIELDS}
EXAMPLES: Final = {field.key: field.example for field in CONTRACT_FIELDS}


def nearest(word: str) -> str:
    """The field that is written most like `word`; "" when none is near."""
    found = difflib.get_close_matches(word.casefold(), FIELDS_BY_KEY, 1, 0.6)
    return found[0] if found else ""


def label_in_text(key: str) -> str:
    """What a field is called in the middle of a sentence: "closing date", "MLS number"."""
    label = FIELDS_BY_KEY[key].label
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def blank(key: str) -> str:
    """What stands in a draft where the office does not know: a line to write on, and what belongs there (R13)."""
    return f"________ ({label_in_text(key)})"


def labels_of(keys: Iterable[str]) -> tuple[str, ...]:
    """Fields as they are named in a list of what is missing."""
    return tuple(label_in_text(key) for key in keys)


def written_day(day: date) -> str:
    """A day as a contract has it: "November 22, 2026"."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def day_in_words(day: date) -> str:
    """A day in words: "the twenty-second day of November, 2026"."""
    first, dash, last = _below_thousand(day.day).rpartition("-")
    nth = _NTH.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"the {first}{dash}{nth} day of {MONTHS[day.month - 1]}, {day.year}"


def dollars(cents: int) -> str:
    """An amount as it is written: "$450,000.00"."""
    return f"${cents // 100:,}.{cents % 100:02}"


def dollars_in_words(cents: int) -> str:
    """An amount in words: "four hundred fifty thousand dollars and fifty cents"; "" beyond a thousand billions."""
    whole, part = divmod(cents, 100)
    if not 0 <= whole < 10**12:
        return ""
    words = f"{_number(whole)} dollar{'' if whole == 1 else 's'}"
    return f"{words} and {_number(part)} cent{'' if part == 1 else 's'}" if part else words


def _number(number: int) -> str:
    words = []
    for name, size in _SCALES:
        count, number = divmod(number, size)
        if count:
            words.append(f"{_below_thousand(count)} {name}")
    if number or not words:
        words.append(_below_thousand(number))
    return " ".join(words)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_ONES[hundreds]} hundred"] if hundreds else []
    if rest >= 20:
        ten, one = divmod(rest, 10)
        words.append(f"{_TENS[ten]}-{_ONES[one]}" if one else _TENS[ten])
    elif rest or not hundreds:
        words.append(_ONES[rest])
    return " ".join(words)
