"""Telephone numbers: one cell of a file into numbers in E.164 with extension, and back into what a person reads."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from db.rules.drafts import PhoneDraft

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber


class FoundPhone(NamedTuple):
    """One number found in a cell; `label` is a word such as "mobile" written beside it, else ""."""

    e164: str
    extension: str
    raw: str
    usable: bool
    why_not: str
    label: str


# Countries of the North American plan: ten digits, +1.
_NORTH_AMERICA: Final = frozenset(
    "US CA AG AI AS BB BM BS DM DO GD GU JM KN KY LC MP MS PR SX TC TT VC VG VI".split()  # noqa: SIM905 - readable
)
_PLAIN: Final = re.compile(
    r"\s*(?:\+?1[ .-]?)?\(?([2-9]\d\d)\)?[ .-]{0,2}([2-9]\d\d)[ .-]?(\d{4})(?:\.0)?\s*", re.ASCII
)
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_FLOAT: Final = re.compile(r"\+?\d{7,15}\.0+", re.ASCII)
_SCIENTIFIC: Final = re.compile(r"(\d(?:[.,]\d+)?)[eE]\+?(\d{1,6})", re.ASCII)
_SEPARATOR: Final = re.compile(
    r"(\s*:::\s*|\s*[\r\n|]\s*|\s*,\s*|\s*;(?!\s*ext=)\s*|\s*/\s*|\s+(?:or|and|&)\s+)", re.IGNORECASE
)
_LABEL_WORDS: Final = {
    "cell": "mobile", "mobile": "mobile", "c": "mobile", "m": "mobile", "home": "home", "h": "home",
    "work": "work", "w": "work", "office": "work", "o": "work", "fax": "fax",
}  # fmt: skip
_LABEL: Final = re.compile(
    r"(?<![A-Za-z])(cell|mobile|home|work|office|fax|[chmow](?=[:.)]))(?![A-Za-z])", re.IGNORECASE
)
_LONGEST: Final = 500  # characters; a longer cell is no phone number, and the matcher is slow on prose


def read_phones(cell: str, *, region: str = "US", label: str = "") -> tuple[PhoneDraft, ...]:
    """All numbers of a cell, in order. `region` is the office's ISO country, for numbers written without +.

    Nothing is dropped: a text without a usable number comes back as one draft with `e164` "", the text in `raw` and
    `why_not`; words beside a number stay in its `raw`. Numbers of the right length in an area code that the numbering
    plan does not know are usable (the plan grows each year); `doubt_of` says so.
    """
    return tuple(
        PhoneDraft(
            e164=found.e164,
            raw=found.raw,
            extension=found.extension,
            label=label or found.label,
            usable=found.usable,
            why_not=found.why_not,
        )
        for found in find_phones(cell, region)
    )


def find_phones(cell: str, region: str) -> tuple[FoundPhone, ...]:
    """The same as plain tuples, without building drafts: the import's quick way (several million cells a minute)."""
    if region in _NORTH_AMERICA:
        match = _PLAIN.fullmatch(cell)
        if match is not None:
            area, exchange, line = match.groups()
            if area != exchange or not _one_digit(area + exchange + line):
                return (FoundPhone(f"+1{area}{exchange}{line}", "", cell.strip(), True, "", ""),)
    return _find_slowly(cell.strip(), region)


def format_phone(e164: str, extension: str = "") -> str:
    """What a person reads: "(813) 555-0142 x12", other countries "+44 20 7946 0958". "" stays ""."""
    if e164.startswith("+1") and len(e164) == 12:
        shown = f"({e164[2:5]}) {e164[5:8]}-{e164[8:]}"
    else:
        shown = _format_abroad(e164) if e164 else ""
    return f"{shown} x{extension}" if shown and extension else shown


def digits_of(text: str) -> str:
    """Only the digits of `text`, for search in any formatting; digits of other scripts become 0–9."""
    if text.isascii():
        return "".join(ch for ch in text if "0" <= ch <= "9")
    return "".join(str(int(ch)) for ch in text if ch.isdecimal())


def doubt_of(e164: str) -> str:
    """Why a usable number should be looked at again ("the numbering plan has no such number"), or ""."""
    if e164.startswith("+1") and len(e164) == 12 and not _in_use(e164[2:6] + "34") and not _in_use(e164[2:8]):
        return "the numbering plan has no such number"
    return ""


@lru_cache(maxsize=16384)
def _in_use(start: str) -> bool:
    """Whether the North American plan knows numbers that begin with this area code and exchange (six digits)."""
    import phonenumbers

    return phonenumbers.is_valid_number(phonenumbers.parse(f"+1{start}5678"))


@lru_cache(maxsize=2048)
def _format_abroad(e164: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _one_digit(digits: str) -> bool:
    return len(set(digits)) == 1


@lru_cache(maxsize=16384)
def _find_slowly(text: str, region: str) -> tuple[FoundPhone, ...]:
    raw, text = text, _INVISIBLE.sub("", text).replace("\u00a0", " ").strip()
    if not text:
        return ()
    if len(text) > _LONGEST:
        return (_unusable(raw, "too long"),)
    if _SCIENTIFIC.fullmatch(text):
        return (_from_spreadsheet(text, region),)
    pieces = _pieces(text)
    if len(pieces) == 1:
        whole = _parse(text.partition(".")[0] if _FLOAT.fullmatch(text) else text, raw, region)
        if whole is not None:
            return (whole,)
    return tuple(found for piece in pieces for found in _find_in_piece(piece, region))


def _from_spreadsheet(text: str, region: str) -> FoundPhone:
    """From "8.135550142E+09" the number comes back; "8.13555E+09" has lost its last digits for good."""
    mantissa, exponent = text.lower().replace(",", ".").split("e")
    decimals = mantissa.partition(".")[2]
    lost = int(exponent) - len(decimals)
    found = None if lost else _parse(mantissa.replace(".", ""), text, region)
    return found or _unusable(text, "digits lost in a spreadsheet" if lost else "not a phone number")


def _pieces(text: str) -> list[str]:
    """The cell cut at separators, but so that each piece can hold a whole number; what is shorter stays with it."""
    parts = _SEPARATOR.split(text)
    pieces = [parts[0]]
    for separator, part in zip(parts[1::2], parts[2::2], strict=True):
        if len(digits_of(part)) >= 7 and len(digits_of(pieces[-1])) >= 7:
            pieces.append(part)
        else:
            pieces[-1] += separator + part
    return [stripped for piece in pieces if (stripped := piece.strip(" \t,;/|"))]


def _find_in_piece(piece: str, region: str) -> list[FoundPhone]:
    single = _parse(piece, piece, region)
    if single is not None:
        return [single]
    import phonenumbers

    found: list[FoundPhone] = []
    start = 0
    matches = list(phonenumbers.PhoneNumberMatcher(piece, region, leniency=phonenumbers.Leniency.POSSIBLE))
    for position, match in enumerate(matches):
        end = len(piece) if position == len(matches) - 1 else match.end
        raw = piece[start:end].strip(" \t,;/|")
        start = end
        found.append(_judged(match.number, raw) or _unusable(raw, _reason(raw, region)))
    return found or [_unusable(piece, _reason(piece, region))]


def _parse(text: str, raw: str, region: str) -> FoundPhone | None:
    """The one number that `text` is, or None when it is none, several, or unusable."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return _judged(number, raw)


def _judged(number: PhoneNumber, raw: str) -> FoundPhone | None:
    import phonenumbers

    national = str(number.national_number)
    if number.country_code == 1:
        good = (
            not number.italian_leading_zero
            and len(national) == 10
            and national[0] in "23456789"
            and not _one_digit(national)
        )
    else:
        good = phonenumbers.is_valid_number(number)
    if not good:
        return None
    e164 = str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return FoundPhone(e164, number.extension or "", raw, True, "", _label_in(raw))


def _label_in(raw: str) -> str:
    match = _LABEL.search(raw)
    return _LABEL_WORDS[match[1].lower()] if match else ""


def _unusable(raw: str, why_not: str) -> FoundPhone:
    return FoundPhone("", "", raw, False, why_not, _label_in(raw))


def _reason(text: str, region: str) -> str:
    digits = len(digits_of(text))
    if digits == 0:
        return "no digits"
    if digits == 7 and region in _NORTH_AMERICA:
        return "no area code"
    if digits < 7:
        return "too short"
    return "too long" if digits > 15 else "not a phone number"
