"""Makes the sample office's own listings and its call log, from what activity.csv and the contact files say.

`python -m tests.sample_office_maker.listing_files` writes both; run it after the maker itself.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

from tests.sample_office.reading import Entry, Person, e164, people

from .moments import DAY, day_of, token
from .places import AREAS
from .plan import MEMBERS

FOLDER: Final = Path(__file__).parents[2] / "resources" / "sample_office"
TARGET_SALES: Final = "listings.csv"
TARGET_OWN: Final = "listings_own.csv"
TARGET_CALLS: Final = "calls.csv"
_TEXT: Final = re.compile(r"(?P<mls>\S+) · (?P<street>[^·]+), (?P<city>[^,·]+) · \$(?P<price>[\d,]+)")
_CODES: Final = {(city, road): code for city, code, roads in AREAS for road in roads}
# Somebody asked, looked or saved within so many days: still on the market.
_CURRENT_DAYS: Final = 45
_CALL_DAYS: Final = 60
_STRANGERS: Final = 30
LISTING_HEADER: Final = (
    "ListingId", "StandardStatus", "PropertyType", "PropertySubType", "ListPrice", "ClosePrice", "ListingContractDate",
    "CloseDate", "UnparsedAddress", "City", "StateOrProvince", "PostalCode", "BedroomsTotal", "BathroomsFull",
    "BathroomsHalf", "LivingArea", "LotSizeAcres", "YearBuilt", "ListAgentFullName", "ListOfficeName",
)  # fmt: skip
CALL_HEADER: Final = (
    "resource_id", "answered", "call_type", "customer_name", "customer_phone_number", "tracking_phone_number",
    "source_name", "direction", "duration", "voicemail", "start_time", "first_call", "company_name", "agent_email",
)  # fmt: skip
_MEMBERS: Final = ("+1813555010", "+1813555011")
_LINES: Final = (
    ("+18135550190", "Website"), ("+17275550191", "Yard signs"), ("+18135550192", "Zillow"),
    ("+19415550193", "Google Business Profile"),
)  # fmt: skip


def make_listings() -> bytes:
    """listings_own.csv: every home the leads name, invented as their addresses are, those asked for lately for sale."""
    mentions: dict[str, list[int]] = {}
    for person in people().values():
        for entry in person.entries:
            if entry.what == "lead" and _TEXT.fullmatch(entry.c):
                mentions.setdefault(entry.c, []).append(entry.at)
    rows = [_listing(text, min(at), max(at)) for text, at in sorted(mentions.items())]
    return _csv(LISTING_HEADER, rows)


def _listing(text: str, first: int, last: int) -> tuple[str, ...]:
    found = _TEXT.fullmatch(text)
    assert found is not None
    rng, price = Random(text), int(found["price"].replace(",", ""))
    road = re.sub(r" Unit \d+$", "", found["street"]).partition(" ")[2]
    flat = "Unit" in found["street"]
    subtype = "Condominium" if flat else rng.choices(
        ("Single Family Residence", "Townhouse", "Condominium", "Duplex"), (76, 12, 9, 3))[0]  # fmt: skip
    area = max(640, min(5_200, round(price / rng.uniform(210, 330) / 10) * 10))
    beds = max(1, min(6, round(area / 620 + rng.uniform(-0.4, 0.6))))
    full = max(1, min(4, beds - rng.randrange(2)))
    lot = "" if subtype == "Condominium" else f"{rng.uniform(0.05, 0.14) + area / 14_000:.2f}"
    listed = day_of(first) - rng.randrange(3, 21)
    status, close_price, closed = _state(rng, price, last)
    return (
        found["mls"], status, "Residential", subtype, str(price), close_price,
        token(_at(listed, 9)), closed, found["street"], found["city"], "FL",
        _CODES[(found["city"], road)], str(beds), str(full), str(rng.randrange(2)), str(area), lot,
        str(rng.randrange(1926, 2025)), rng.choice(_agents(listed)),
        "Harbor & Pine Realty",
    )  # fmt: skip


def _agents(day: int) -> list[str]:
    """Who could have taken a listing on that day."""
    return [m.name for m in MEMBERS if "agent" in m.roles and m.joined_days_ago > -day]


def _state(rng: Random, price: int, last: int) -> tuple[str, str, str]:
    """Status, close price and closing day of a home last asked for at `last`."""
    days = -day_of(last)
    if days <= _CURRENT_DAYS:
        return rng.choices(("Active", "Active Under Contract", "Pending"), (78, 9, 13))[0], "", ""
    if rng.random() < 0.14:
        return rng.choice(("Expired", "Withdrawn", "Canceled")), "", ""
    closed = min(day_of(last) + rng.randrange(18, 60), -1)
    return "Closed", str(round(price * rng.uniform(0.95, 1.015) / 500) * 500), token(_at(closed, 12))


def _at(day: int, hour: int) -> int:
    return day * DAY + hour * 60


def make_calls() -> bytes:
    """calls.csv: the calls that activity.csv tells of, as the log of the smart numbers has them, and strangers'.

    Only contacts whose number nobody shares: the others' calls would be somebody else's to the log.
    """
    numbers = Counter(number for person in people().values() for number in _numbers(person))
    found = [
        (entry.at, _of_contact(person, entry))
        for person in people().values()
        if person.phone and numbers[e164(person.phone)] == 1
        for entry in person.entries
        if _is_call(entry)
    ]
    rng = Random("strangers")
    taken = set(numbers)
    found += [_stranger(rng, taken) for _n in range(_STRANGERS)]
    return _csv(CALL_HEADER, [row for _at, row in sorted(found)])


def _numbers(person: Person) -> set[str]:
    """Every number of a contact, whichever column it stands in."""
    return {e164(text) for column, text in person.cells.items() if "Phone" in column and "Label" not in column} - {""}


def _is_call(entry: Entry) -> bool:
    if day_of(entry.at) >= 0:
        return False  # of the making day: minutes before the making, which the log's dates cannot say
    if entry.what == "lead":
        return entry.a == "call"
    return entry.what == "touch" and entry.a == "call" and bool(entry.by) and -day_of(entry.at) <= _CALL_DAYS


def _of_contact(person: Person, entry: Entry) -> tuple[str, ...]:
    rng = Random(f"{person.key} {entry.at}")
    inbound = entry.what == "lead"
    outcome = rng.choices(("talked", "left_message", "no_answer"), (75, 15, 10))[0] if inbound else entry.b
    email = "" if inbound else next(_email(m.name) for m in MEMBERS if m.key == entry.by)
    name = person.name if rng.random() < 0.7 else person.name.upper()
    return _row(rng, (e164(person.phone), name), entry.at, outcome, ("inbound" if inbound else "outbound", email))


def _email(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@harborandpine.example"


def _stranger(rng: Random, taken: set[str]) -> tuple[int, tuple[str, ...]]:
    """A call of a number that nobody in the office has."""
    while True:
        number = f"+1{rng.choice(('813', '727', '941', '352'))}55501{rng.randrange(100):02d}"
        if number not in taken and number not in dict(_LINES) and not number.startswith(_MEMBERS):
            break
    taken.add(number)
    at = _at(-rng.randrange(1, 40), rng.randrange(8, 20)) + rng.randrange(60)
    outcome = rng.choices(("talked", "left_message", "no_answer"), (45, 25, 30))[0]
    caller = rng.choice(("WIRELESS CALLER", "TAMPA FL", "CLEARWATER FL", "", "SARASOTA FL"))
    return at, _row(rng, (number, caller), at, outcome, ("inbound", ""))


def _row(rng: Random, who: tuple[str, str], at: int, outcome: str, way: tuple[str, str]) -> tuple[str, ...]:
    (number, name), (direction, email) = who, way
    line, source = rng.choice(_LINES)
    lengths = {"talked": (45, 900), "replied": (45, 900), "left_message": (12, 70), "wrong_number": (8, 40)}
    seconds = rng.randrange(*lengths[outcome]) if outcome in lengths else 0
    voicemail = outcome == "left_message"
    answered = seconds > 0 and not voicemail
    kind = "voicemail" if voicemail else "completed" if answered else "abandoned"
    key = hashlib.sha256(f"{number} {at}".encode()).hexdigest()[:32]
    return (
        f"CAL{key}", str(answered).lower(), kind, name, number, line, source, direction, str(seconds),
        str(voicemail).lower(), token(at), str(rng.random() < 0.3).lower(), "Harbor & Pine Realty", email,
    )  # fmt: skip


def _csv(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def main() -> None:
    """Writes both files and says how large they are."""
    for name, content in ((TARGET_OWN, make_listings()), (TARGET_CALLS, make_calls())):
        (FOLDER / name).write_bytes(content)
        print(f"{name}: {len(content.splitlines()) - 1:,} rows, {len(content):,} bytes")


if __name__ == "__main__":
    main()
