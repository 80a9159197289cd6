"""Writes contacts in the shapes the vendors write: kvCORE, Follow Up Boss, Google Contacts, classic Outlook."""

from __future__ import annotations

from random import Random
from typing import Final

from .model import Contact
from .moments import token
from .plan import MEMBER

Cells = dict[str, str]

KVCORE: Final = (
    "First Name", "Last Name", "Email", "second email", "Spouse Email", "Cell Phone 1", "Cell Phone 2", "Home Phone",
    "Primary Address", "Primary City", "Primary State", "Primary Zip", "Agent Notes", "Referrer", "Source", "Hashtag",
    "Status", "Created Date", "Last Visit", "Last Viewed", "Assigned To", "Priority", "Interest", "Time Frame",
    "Contact Type", "Business Source", "Lender", "Unsubscribed", "Unsubscribe Cause", "Captured By Text",
    "Valuation Address", "Sell Form At", "Property Type", "Property Bedrooms", "Property Bathrooms", "Floor Area",
    "Sell When",
)  # fmt: skip
FOLLOW_UP_BOSS: Final = (
    "First Name", "Last Name", "Email", "Secondary Email", "Phone", "Secondary Phone", "Source", "Assigned To",
    "Street", "City", "State", "Zip", "Tags", "Notes", "Created Date", "Stage",
    "Company", "Timeframe", "Price Min", "Price Max", "Beds Min", "Priority", "Interest", "Contact Type",
    "Business Source", "Lender", "Last Visit", "Last Viewed",
)  # fmt: skip
GOOGLE: Final = (
    "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name",
    "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title",
    "Organization Department", "Birthday", "Notes", "Photo", "Labels", "E-mail 1 - Label", "E-mail 1 - Value",
    "E-mail 2 - Label", "E-mail 2 - Value", "Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Label", "Phone 2 - Value",
    "Address 1 - Label", "Address 1 - Formatted", "Address 1 - Street", "Address 1 - City", "Address 1 - PO Box",
    "Address 1 - Region", "Address 1 - Postal Code", "Address 1 - Country", "Address 1 - Extended Address",
    "Source", "Status", "Contact Type", "Lender", "Created Date", "Assigned To",
)  # fmt: skip
_OUTLOOK_TEXT: Final = """
Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,
Business Street 3,Business City,Business State,Business Postal Code,Business Country/Region,Home Street,Home Street 2,
Home Street 3,Home City,Home State,Home Postal Code,Home Country/Region,Other Street,Other Street 2,Other Street 3,
Other City,Other State,Other Postal Code,Other Country/Region,Assistant's Phone,Business Fax,Business Phone,
Business Phone 2,Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,Home Phone 2,ISDN,Mobile Phone,Other Fax,
Other Phone,Pager,Primary Phone,Radio Phone,TTY/TDD Phone,Telex,Account,Anniversary,Assistant's Name,
Billing Information,Birthday,Business Address PO Box,Categories,Children,Directory Server,E-mail Address,E-mail Type,
E-mail Display Name,E-mail 2 Address,E-mail 2 Type,E-mail 2 Display Name,E-mail 3 Address,E-mail 3 Type,
E-mail 3 Display Name,Gender,Government ID Number,Hobby,Home Address PO Box,Initials,Internet Free Busy,Keywords,
Language,Location,Manager's Name,Mileage,Notes,Office Location,Organizational ID Number,Other Address PO Box,Priority,
Private,Profession,Referred By,Sensitivity,Spouse,User 1,User 2,User 3,User 4,Web Page
"""
OUTLOOK: Final = (
    *_OUTLOOK_TEXT.replace("\n", "").split(","), "Source", "Status", "Contact Type", "Lender", "Created Date",
    "Assigned To", "Unsubscribed", "Unsubscribe Cause",
)  # fmt: skip
STATUS_WORDS: Final = {
    "sphere": ("Sphere",), "prospect": ("Prospect",), "new_lead": ("New Lead", "New Lead", "New"),
    "active_lead": ("Active Lead",), "closed": ("Past Client", "Closed"),
}  # fmt: skip
STAGES: Final = {"new_lead": ("Lead",), "prospect": ("Prospects",)}


def written_phone(digits: str, style: int, extension: str = "") -> str:
    """A number as people and programs write it."""
    area, line, rest = digits[:3], digits[3:6], digits[6:]
    shapes = (
        f"({area}) {line}-{rest}",
        f"{area}-{line}-{rest}",
        digits,
        f"+1 ({area}) {line}-{rest}",
        f"{area}.{line}.{rest}",
    )
    ending = f" x{extension}" if extension else ""
    return shapes[style] + ending


def _phone(rng: Random, contact: Contact, styles: tuple[int, ...]) -> str:
    return written_phone(contact.phone, rng.choice(styles), contact.extension) if contact.phone else ""


def _member(key: str) -> str:
    return MEMBER[key].name if key else ""


def _when(moment: int | None) -> str:
    return "" if moment is None else token(moment)


def _address(contact: Contact, *columns: str) -> Cells:
    home = contact.home
    if not contact.has_address:
        return {}
    return dict(zip(columns, (home.street, home.city, "FL", home.postal_code), strict=True))


def _common(contact: Contact) -> Cells:
    return {
        "Source": contact.source,
        "Assigned To": _member(contact.owner),
        "Created Date": token(contact.created),
        "Contact Type": contact.contact_type,
        "Last Visit": _when(contact.last_visit),
        "Last Viewed": _when(contact.last_viewed),
        "Priority": contact.priority,
        "Interest": contact.interest,
        "Business Source": contact.business_source,
        "Lender": contact.lender,
    }


def kvcore(rng: Random, contact: Contact) -> Cells:
    """One row of contacts_website.csv."""
    name = contact.name
    cells = _common(contact)
    cells.update(
        {
            "First Name": name.first,
            "Last Name": name.last or name.company,
            "Email": contact.email or contact.placeholder,
            "second email": contact.email2,
            "Spouse Email": contact.spouse_email,
            "Cell Phone 1": _phone(rng, contact, (0, 1, 2)),
            "Home Phone": written_phone(contact.phone2, 1) if contact.phone2 else "",
            "Agent Notes": contact.note,
            "Referrer": contact.referrer,
            "Hashtag": "|".join(contact.tags),
            "Status": rng.choice(STATUS_WORDS[contact.start]),
            "Time Frame": contact.time_frame,
            "Unsubscribed": "Yes" if contact.unsubscribed else "",
            "Unsubscribe Cause": contact.unsubscribed,
            "Captured By Text": contact.captured,
            "Valuation Address": contact.valuation_address,
            "Sell Form At": _when(contact.sell_form_at),
            **contact.seller,
            **_address(contact, "Primary Address", "Primary City", "Primary State", "Primary Zip"),
        }
    )
    return cells


def follow_up_boss(rng: Random, contact: Contact) -> Cells:
    """One row of contacts_zillow.csv."""
    name = contact.name
    cells = _common(contact)
    buyer = "Buyer" in contact.contact_type and rng.random() < 0.6
    cells.update(
        {
            "First Name": name.first,
            "Last Name": name.last,
            "Company": name.company,
            "Email": contact.email or contact.placeholder,
            "Secondary Email": contact.email2,
            "Phone": _phone(rng, contact, (2, 1, 3)),
            "Secondary Phone": written_phone(contact.phone2, 3) if contact.phone2 else "",
            "Tags": rng.choice(("; ", ", ", "; ")).join(contact.tags),
            "Notes": contact.note,
            "Stage": rng.choice(STAGES[contact.start]),
            "Timeframe": contact.time_frame,
            "Price Min": str(contact.price - 75_000) if buyer else "",
            "Price Max": str(contact.price) if buyer else "",
            "Beds Min": contact.slots["beds"] if buyer else "",
            **_address(contact, "Street", "City", "State", "Zip"),
        }
    )
    return cells


def google(rng: Random, contact: Contact) -> Cells:
    """One row of contacts_sphere.csv."""
    name, home = contact.name, contact.home
    cells = _common(contact)
    birthday = ""
    if contact.birthday:
        year, month, day = contact.birthday
        birthday = f"--{month:02d}-{day:02d}" if year % 3 == 0 else f"{year}-{month:02d}-{day:02d}"
    cells.update(
        {
            "First Name": name.first, "Middle Name": name.middle, "Last Name": name.last, "Name Prefix": name.prefix,
            "Name Suffix": name.suffix, "Nickname": name.nickname, "Organization Name": name.company,
            "Organization Title": contact.job, "Birthday": birthday, "Notes": contact.note,
            "Labels": " ::: ".join((*contact.tags, "* myContacts")),
            "E-mail 1 - Label": "* " if contact.email else "", "E-mail 1 - Value": contact.email,
            "E-mail 2 - Label": "Work" if contact.email2 else "", "E-mail 2 - Value": contact.email2,
            "Phone 1 - Label": rng.choice(("Mobile", "Mobile", "Home")) if contact.phone else "",
            "Phone 1 - Value": _phone(rng, contact, (0, 3, 1)),
            "Phone 2 - Label": "Work" if contact.phone2 else "",
            "Phone 2 - Value": written_phone(contact.phone2, 0) if contact.phone2 else "",
            "Status": rng.choice(STATUS_WORDS[contact.start]),
        }
    )  # fmt: skip
    if contact.has_address:
        cells.update(
            {
                "Address 1 - Label": "Home",
                "Address 1 - Formatted": f"{home.street}\n{home.city}, FL {home.postal_code}\nUS",
                "Address 1 - Street": home.street, "Address 1 - City": home.city, "Address 1 - Region": "FL",
                "Address 1 - Postal Code": home.postal_code, "Address 1 - Country": "US",
            }
        )  # fmt: skip
    return cells


def outlook(rng: Random, contact: Contact) -> Cells:
    """One row of contacts_old_book.csv."""
    name = contact.name
    born = contact.birthday
    cells = {k: v for k, v in _common(contact).items() if k not in {"Priority", "Interest"}}
    number = "Business Phone" if contact.extension else rng.choice(("Mobile Phone", "Mobile Phone", "Home Phone"))
    cells.update(
        {
            "Title": name.prefix, "First Name": name.first, "Middle Name": name.middle, "Last Name": name.last,
            "Suffix": name.suffix, "Company": name.company, "Job Title": contact.job, "Spouse": name.spouse,
            number: _phone(rng, contact, (0, 1, 4)),
            "Other Phone": written_phone(contact.phone2, 1) if contact.phone2 else "",
            "Anniversary": "0/0/00", "Birthday": f"{born[1]}/{born[2]}/{born[0]}" if born else "0/0/00",
            "Categories": ";".join(contact.tags), "E-mail Address": contact.email,
            "E-mail Type": "SMTP" if contact.email else "",
            "E-mail Display Name": f"{name.display} ({contact.email})" if contact.email else "",
            "E-mail 2 Address": contact.email2, "E-mail 2 Type": "SMTP" if contact.email2 else "",
            "Notes": contact.note, "Referred By": contact.referrer,
            "Unsubscribed": "Yes" if contact.unsubscribed else "", "Unsubscribe Cause": contact.unsubscribed,
            "Status": rng.choice(STATUS_WORDS[contact.start]),
            **_address(contact, "Home Street", "Home City", "Home State", "Home Postal Code"),
        }
    )  # fmt: skip
    return cells
