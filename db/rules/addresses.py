"""Postal addresses: parts or one cell into a street, city, state and code, with leading zeros given back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from db.rules.drafts import AddressDraft

_STATE_NAMES: Final = (
    "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,"
    "DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,"
    "KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,"
    "MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,"
    "NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,"
    "SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,"
    "WV West Virginia,WI Wisconsin,WY Wyoming,PR Puerto Rico,VI Virgin Islands,GU Guam,AS American Samoa,"
    "MP Northern Mariana Islands"
)
STATES: Final = {pair[:2]: pair[3:] for pair in _STATE_NAMES.split(",")}
_CODE_OF_STATE: Final = {name.casefold(): code for code, name in STATES.items()}
_UNITED_STATES: Final = frozenset({
    "us", "usa", "u.s.", "u.s.a.", "united states", "united states of america", "america", "pr",
    "puerto rico",
})  # fmt: skip
_COUNTRIES: Final = _UNITED_STATES - {"pr", "puerto rico"} | {
    "canada", "mexico", "united kingdom", "uk", "england", "ireland", "france", "germany",
    "deutschland", "spain",
    "italy", "brazil", "australia", "new zealand", "india", "china", "japan", "austria", "switzerland",
    "colombia",
    "venezuela", "argentina", "bahamas", "jamaica", "netherlands", "belgium", "portugal", "poland", "sweden",
}  # fmt: skip
_CODE: Final = re.compile(r"(\d{3,5}|\d{7,9})(?:\.0+)?|(\d{4,5})[- ](\d{4})", re.ASCII)
_STATE_AND_CODE: Final = re.compile(r"(.+?)[\s,]+(\d{5}(?:-?\d{4})?|\d{4}(?:-\d{4})?)", re.ASCII)
_ENDING: Final = re.compile(r"(.+?)\s+([A-Za-z]{2})\.?\s+(\d{5}(?:-\d{4})?)", re.ASCII)
_UNIT: Final = re.compile(
    r"(?:(?:apt|apartment|unit|suite|ste|lot|rm|room|floor|bldg|building)\b\.?\s*#?|#)\s*[\w-]+",
    re.IGNORECASE,
)


def postal_code(text: str, *, country: str = "", region: str = "US") -> str:
    """A postal code as text. In the United States a lost leading zero comes back: "2134" and "2134.0" → "02134";
    ZIP+4 is kept. Elsewhere the code stays as written. `region` is the office's country, used where none is given.
    """
    text = text.strip()
    if len(text) == 5 and text.isdigit():
        return text
    match = _CODE.fullmatch(text)
    if not match:
        return text
    if not is_american(country, region):
        return text.partition(".")[0]
    if match[2]:
        return f"{match[2]:0>5}-{match[3]}"
    digits = match[1]
    nine = f"{digits:0>9}"
    return f"{digits:0>5}" if len(digits) <= 5 else f"{nine[:5]}-{nine[5:]}"


def state_of(text: str, *, country: str = "", region: str = "US") -> str:
    """A state as its two letters where the address is American and the text names one; else as written."""
    if not is_american(country, region):
        return text
    if text in STATES:
        return text
    return _state(text) or text


def read_address(parts: AddressDraft, *, region: str = "US") -> AddressDraft:
    """The address with its code and state in normal form. Where only `raw` is given, it is taken apart."""
    cells = {
        "street": parts.street,
        "unit": parts.unit,
        "city": parts.city,
        "state": parts.region,
        "postal_code": parts.postal_code,
        "country": parts.country,
        "address": parts.raw,
    }
    return address_of(cells, label=parts.label, primary=parts.primary, region=region)


def address_of(cells: Mapping[str, str], *, label: str, primary: bool, region: str) -> AddressDraft:
    """The same from cells by their import targets ("street", "state", "address" for the whole in one cell …)."""
    get = cells.get
    street, city, state, code = get("street", ""), get("city", ""), get("state", ""), get("postal_code", "")
    country, raw = get("country", ""), get("address", "")
    if raw and not (street or city or state or code):
        found = read_one_cell(raw, region=region, label=label)
        return replace(found, primary=primary, unit=get("unit") or found.unit, country=country or found.country)
    return AddressDraft(
        street=_one_line(street) if "\n" in street or "  " in street else street,
        unit=get("unit", ""),
        city=city,
        region=state_of(state, country=country, region=region) if state else "",
        postal_code=postal_code(code, country=country, region=region) if code else "",
        country=country,
        label=label,
        raw=raw,
        primary=primary,
    )


def one_line(address: AddressDraft) -> str:
    """The address in one line: "12 Oak St, Apt 4, Tampa, FL 33601"."""
    place = " ".join(filter(None, (address.region, address.postal_code)))
    return ", ".join(filter(None, (address.street, address.unit, address.city, place, address.country)))


def read_one_cell(text: str, *, region: str = "US", label: str = "") -> AddressDraft:
    """An address that came as one text: "12 Oak St, Apt 4, Tampa, FL 33601" or "street, city, state, code, country".

    What cannot be told apart stays in `street`; `raw` always keeps the text as written.
    """
    raw = text.strip()
    pieces = [piece for part in re.split(r"[,\r\n]+", raw) if (piece := " ".join(part.split()))]
    country = pieces.pop() if len(pieces) > 1 and pieces[-1].casefold() in _COUNTRIES else ""
    state = code = city = ""
    if pieces and is_american(country, region):
        state, code = _take_state_and_code(pieces)
    if state and (len(pieces) > 1 or (pieces and not pieces[0][0].isdigit())):
        city = pieces.pop()
    unit = pieces.pop() if len(pieces) > 1 and _UNIT.fullmatch(pieces[-1]) else ""
    return AddressDraft(
        street=", ".join(pieces),
        unit=unit,
        city=city,
        region=state,
        postal_code=postal_code(code, country=country, region=region),
        country=country,
        label=label,
        raw=raw,
    )


def _take_state_and_code(pieces: list[str]) -> tuple[str, str]:
    """State and ZIP code off the end of the pieces, where they are there."""
    last = pieces[-1]
    code = ""
    if _CODE.fullmatch(last) and len(pieces) > 1 and _state(pieces[-2]):
        code = pieces.pop()
        return _state(pieces.pop()), code
    joined = _STATE_AND_CODE.fullmatch(last)
    if joined is not None and _state(joined[1]):
        pieces.pop()
        return _state(joined[1]), joined[2]
    ending = _ENDING.fullmatch(last)
    if ending is not None and _state(ending[2]):
        pieces[-1] = ending[1]
        return _state(ending[2]), ending[3]
    if len(pieces) > 1 and _state(last):
        return _state(pieces.pop()), ""
    return "", ""


def _state(text: str) -> str:
    upper = text.strip().upper().rstrip(".")
    return upper if upper in STATES else _CODE_OF_STATE.get(text.strip().casefold(), "")


def is_american(country: str, region: str) -> bool:
    """Whether an address is one of the United States; `region` is the office's country, where it names none."""
    return country.strip().casefold() in _UNITED_STATES if country else region in {"US", "PR"}


def _one_line(street: str) -> str:
    return ", ".join(line for part in street.splitlines() if (line := " ".join(part.split()).strip(",")))
