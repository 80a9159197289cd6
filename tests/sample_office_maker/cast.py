"""Casts the contacts: who they are, where they came from, when, and whose they were at first."""

from __future__ import annotations

from random import Random
from typing import Final

from db.rules.values import CONTACT_TYPES

from .model import Contact, Name
from .moments import DAY, click_day, click_on, days_ago, work_day, work_on
from .people import People, plain
from .people_words import HASHTAGS, JOBS, SPHERE_TAGS
from .places import NEIGHBOURHOODS, ORIGIN_TOWNS
from .plan import FLOWS, LEAD_SHARES, LEAN, LENDER, MEMBER, POOL_SHARE, SOURCES

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CHILDREN: Final = ("Their daughter", "Their son", "The oldest", "The youngest", "Her son", "His daughter")
BANKS: Final = ("the credit union", "their bank", "Rafael", "First Harbor Mortgage", "the VA lender", "a lender online")
FIRST_CREATION: Final = 722
# How old contacts are that are now in a status: (youngest, mean beyond that), in days.
AGES: Final = {
    "new_lead": (1, 210.0), "active_lead": (8, 230.0), "client": (40, 210.0), "contract": (75, 210.0),
}  # fmt: skip
EARLIEST: Final = {"closed": 130, "archive": 55, "prospect": 25, "sphere": 16}
BOOK_DAYS: Final = {"dana": 719, "tom": 706, "": 698}

TYPES: Final = {
    "sphere": (
        ("Sphere", 52), ("Friend", 20), ("Vendor", 9), ("Buyer", 8), ("Seller", 6), ("Agent", 3), ("Landlord", 2),
    ),
    "prospect": (("Seller", 50), ("Buyer", 18), ("Landlord", 16), ("Buyer-Seller", 12), ("Recruit", 4)),
    "archive": (
        ("Buyer", 60), ("Seller", 14), ("Rental", 14), ("Agent", 5), ("Competitor", 3), ("Other", 4),
    ),
    "new_lead": (
        ("Buyer", 66), ("Seller", 12), ("Buyer-Seller", 14), ("Rental", 4), ("Landlord", 3), ("Other", 1),
    ),
}  # fmt: skip
BUSINESS: Final = (
    ("Portal", 30), ("Referral", 22), ("Social Media", 14), ("Sign Call", 10), ("Open House", 10), ("Past Client", 8),
    ("Direct Mail", 4), ("Advertisement", 2),
)  # fmt: skip


def _age(rng: Random, final: str) -> int:
    if final in AGES:
        least, mean = AGES[final]
        age = least + int(rng.expovariate(1 / mean))
        return age if age < FIRST_CREATION else rng.randrange(least, FIRST_CREATION)
    ages = [rng.randrange(EARLIEST[final], FIRST_CREATION) for _ in range(2)]
    return max(ages) if final in {"archive", "closed"} else ages[0]


def _member_at(rng: Random, age: int, *, fairly: bool) -> str:
    """Who gets a lead that came `age` days ago: nobody who had not joined well before."""
    keys = [k for k in LEAD_SHARES if MEMBER[k].joined_days_ago >= age + 14]
    return rng.choice(keys) if fairly else rng.choices(keys, [LEAD_SHARES[k] for k in keys])[0]


def _when(rng: Random, contact: Contact) -> int:
    age = _age(rng, contact.final)
    if contact.file == "old_book":
        age = BOOK_DAYS[contact.holder]
        return -age * DAY + 9 * 60 + 40 + rng.randrange(45)
    if contact.file == "sphere":
        imported = {"wes": 711, "ivy": 691}[contact.holder]
        if contact.final in {"closed", "sphere"} and rng.random() < 0.45:
            return -imported * DAY + 10 * 60 + rng.randrange(30)
        return work_on(rng, min(work_day(rng, -min(age, imported - 5)), -1))
    if contact.source in {"Agent", "Broker", "Other", "Open house", "Referral"} or contact.lead_kind == "phone":
        return work_on(rng, min(work_day(rng, -age), -1))
    return click_on(rng, click_day(rng, -age))


def _holder(rng: Random, contact: Contact) -> str:
    if contact.file == "sphere":
        return rng.choice(("wes", "ivy"))
    if contact.file == "old_book":
        if contact.final == "prospect" and rng.random() < 0.5:
            return ""
        return rng.choices(("dana", "tom"), (60, 40))[0]
    return ""


def _source(rng: Random, contact: Contact) -> str:
    if contact.lead_kind in {"text", "phone"} and contact.file == "website":
        return contact.lead_kind.title()
    if contact.lead_kind == "valuation":
        return "Website"
    by_hand = contact.file == "website" and contact.start in {"sphere", "prospect"}
    pairs = SOURCES["by_hand" if by_hand else contact.file]
    return rng.choices([p[0] for p in pairs], [p[1] for p in pairs])[0]


def _slots(rng: Random, contact: Contact) -> None:
    area, area2 = rng.sample(NEIGHBOURHOODS, 2)
    contact.price = max(185_000, round(rng.lognormvariate(13.0, 0.4) / 25_000) * 25_000)
    contact.slots = {
        "area": area,
        "area2": area2,
        "town": rng.choice(ORIGIN_TOWNS),
        "price": f"${contact.price:,}",
        "beds": str(rng.choices((2, 3, 4, 5), (22, 45, 28, 5))[0]),
        "street": contact.home.road,
        "child": rng.choice(CHILDREN),
        "lender": rng.choice(BANKS),
        "first": contact.name.first.split(" ")[0],
    }


def _identity(people: People, contact: Contact) -> None:
    rng = people.rng
    chance = rng.random()
    if contact.lead_kind != "ordinary":
        contact.name = people.person()
    elif chance < 0.035:
        contact.name = people.couple()
    elif chance < 0.045:
        contact.name = people.trust()
    elif chance < 0.062:
        contact.name = people.company()
    else:
        contact.name = people.person()
    if contact.file in {"sphere", "old_book"}:
        people.adorn(contact.name)
    contact.home = people.home()
    known = {"sphere": 0.8, "old_book": 0.9, "zillow": 0.3, "website": 0.3}[contact.file]
    contact.has_address = rng.random() < known + (0.4 if contact.final in {"closed", "contract"} else 0)


def _reach(people: People, contact: Contact) -> None:
    """How the contact can be reached, by the kind it shall be (DOMAIN 4)."""
    rng = people.rng
    kind = contact.lead_kind
    if kind == "ordinary":
        contact.email = people.email(contact.name)
        share = {"website": 0.55, "zillow": 0.86, "sphere": 0.76, "old_book": 0.7}[contact.file]
        if rng.random() < share or contact.final in {"client", "contract"}:
            contact.phone = people.phone()
            if rng.random() < 0.07:
                contact.phone2 = people.phone()
        if rng.random() < 0.05:
            contact.email2 = people.email(contact.name)
    elif kind in {"phone", "text"}:
        contact.phone = people.phone()
        if contact.file == "zillow":
            contact.placeholder = f"{rng.randrange(16**10):010x}@convo.zillow.com"
        elif kind == "phone" and rng.random() < 0.5:
            contact.placeholder = f"{contact.phone}@kvleads.com"
    elif kind == "invalid" and rng.random() < 0.4:
        first, last = plain(contact.name.first), plain(contact.name.last)
        contact.placeholder = rng.choice(("none", "n/a", "unknown", f"{first}@", f"{first}.{last}", f"@{last}"))
    if kind == "valuation" or (contact.placeholder.endswith("kvleads.com") and rng.random() < 0.5):
        contact.name = Name("none", first=contact.phone)
    if kind == "text":
        contact.captured = rng.choice(("mls", "app"))
    if contact.name.kind == "couple" and contact.email and rng.random() < 0.4:
        contact.spouse_email = people.email(Name(first=contact.name.spouse, last=contact.name.last))


def _traits(rng: Random, contact: Contact) -> None:
    """The fields members fill in as they come to know somebody."""
    known = {"active_lead": 0.8, "client": 0.95, "contract": 0.95, "new_lead": 0.3, "prospect": 0.4}.get(
        contact.final, 0.25
    )
    situation = contact.start if contact.start in {"sphere", "prospect"} else contact.final
    situation = "sphere" if contact.file == "sphere" else situation
    pairs = TYPES.get(situation, TYPES["new_lead"])
    contact.contact_type = rng.choices([p[0] for p in pairs], [p[1] for p in pairs])[0]
    if rng.random() < known:
        weights = (30, 50, 18, 2) if contact.final in {"active_lead", "client", "contract"} else (8, 34, 48, 10)
        contact.priority = rng.choices(("Hot", "Warm", "Cold", "Dead"), weights)[0]
    if rng.random() < known * 0.8:
        low = contact.final in {"new_lead", "archive", "prospect"}
        contact.interest = str(rng.choices(range(6), (6, 14, 30, 30, 14, 6) if low else (0, 2, 10, 30, 36, 22))[0])
    if rng.random() < known:
        frames = ("Now", "1–3 months", "3–6 months", "6–12 months", "Over a year", "Unknown")
        late = contact.final in {"prospect", "archive", "sphere"}
        contact.time_frame = rng.choices(frames, (3, 8, 18, 26, 28, 17) if late else (18, 34, 24, 12, 4, 8))[0]
    if rng.random() < 0.35:
        contact.business_source = rng.choices([p[0] for p in BUSINESS], [p[1] for p in BUSINESS])[0]
    tags = SPHERE_TAGS if contact.file in {"sphere", "old_book"} else HASHTAGS
    contact.tags = rng.sample(tags, rng.choices((0, 1, 2, 3), (45, 33, 17, 5))[0])
    if contact.source == "Referral" and rng.random() < 0.6:
        contact.referrer = "Past client" if rng.random() < 0.5 else "Agent out of state"
    if (
        contact.final in {"active_lead", "client", "contract"}
        and "Buyer" in contact.contact_type
        and rng.random() < 0.3
    ):
        contact.lender = MEMBER[LENDER].name
    if contact.file in {"sphere", "old_book"}:
        contact.job = rng.choice(JOBS) if rng.random() < 0.3 else ""
        if rng.random() < 0.35:
            contact.birthday = (rng.randrange(1942, 1999), rng.randrange(1, 13), rng.randrange(1, 29))


def _belongings(rng: Random, contact: Contact) -> None:
    """Whose the contact is at first and now; the pool holds what nobody owns."""
    if contact.file in {"sphere", "old_book"}:
        contact.owner = contact.holder
        contact.pool = not contact.holder
        return
    share = POOL_SHARE.get(contact.final, 0.0)
    if contact.lead_kind in {"valuation", "invalid"}:
        share = 0.3
    age = days_ago(contact.created)
    contact.pool = rng.random() < share
    if contact.pool and rng.random() < 0.6:
        return
    contact.holder = _member_at(rng, age, fairly=contact.lead_kind in {"valuation", "invalid"})
    if contact.pool or contact.lead_kind in {"valuation", "invalid"} or rng.random() < 0.55:
        contact.owner = contact.holder


def _contact(people: People, flow: tuple[str, str, str], kind: str) -> Contact:
    rng = people.rng
    contact = Contact(file=flow[0], start=flow[1], final=flow[2], lead_kind=kind)
    contact.holder = _holder(rng, contact)
    contact.source = _source(rng, contact)
    _identity(people, contact)
    _reach(people, contact)
    contact.created = _when(rng, contact)
    _traits(rng, contact)
    _belongings(rng, contact)
    _slots(rng, contact)
    if kind == "valuation":
        contact.valuation_address = contact.home.one_line
        contact.contact_type = "Seller"
        contact.has_address = False
    return contact


def _households(people: People, cast: list[Contact]) -> None:
    """Some share house and telephone with another contact of the same file: two people, one number."""
    rng = people.rng
    able = [c for c in cast if c.lead_kind == "ordinary" and c.name.kind == "person" and c.phone and c.file != "zillow"]
    for first, second in zip(able[::11], able[5::11], strict=False):
        if first.file != second.file:
            continue
        second.name = people.relative(first.name)
        second.email = people.email(second.name)
        second.email2 = ""
        second.phone = first.phone
        second.home, second.has_address = first.home, first.has_address
        second.slots["street"] = first.home.road
        second.slots["first"] = second.name.first
    mains = [people.phone("local") for _ in range(6)]  # switchboards of hospitals, schools, the base
    for contact in cast:
        if contact.job and contact.email and rng.random() < 0.2:
            contact.phone, contact.extension = rng.choice(mains), str(rng.randrange(101, 480))


def _sellers(rng: Random, cast: list[Contact]) -> None:
    """Seller info in three depths: the sell form, all fields, some fields (R33, R52)."""
    able = [
        c for c in cast
        if c.file == "website" and c.lead_kind in {"ordinary", "phone"} and c.contact_type in {"Seller", "Buyer-Seller"}
    ]  # fmt: skip
    for contact in able:
        depth = rng.choices(("form", "full", "some", ""), (42, 12, 22, 24))[0]
        if not depth:
            continue
        beds = rng.choice((2, 3, 3, 4, 4, 5))
        info = {
            "Property Type": rng.choices(
                ("House", "Condo", "Townhouse", "Multi-family", "Manufactured"), (62, 20, 10, 5, 3)
            )[0],
            "Property Bedrooms": str(beds),
            "Property Bathrooms": rng.choice(("1", "2", "2", "2.5", "3")) if beds < 5 else "3.5",
            "Floor Area": str(beds * 430 + rng.randrange(120, 980)),
            "Sell When": rng.choice(("Now", "1–3 months", "3–6 months", "6–12 months", "Over a year")),
        }
        keep = list(info) if depth != "some" else rng.sample(list(info), rng.randrange(1, 4))
        contact.seller = {k: v for k, v in info.items() if k in keep}
        contact.has_address = contact.has_address or depth != "some"
        if depth == "form":
            contact.sell_form_at = contact.created


def make_cast(people: People) -> list[Contact]:
    """All contacts in the order they are told about, with nothing having happened to them yet."""
    cast: list[Contact] = []
    for file, start, final, count in FLOWS:
        lean = LEAN.get((file, start, final), ())
        kinds = [kind for kind, number in lean for _ in range(number)]
        kinds += ["ordinary"] * (count - len(kinds))
        cast += [_contact(people, (file, start, final), kind) for kind in kinds]
    people.rng.shuffle(cast)
    _households(people, cast)
    _sellers(people.rng, cast)
    known_types = {label for _, label in CONTACT_TYPES}
    assert all(c.contact_type in known_types for c in cast)
    return cast
