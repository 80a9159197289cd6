"""The columns that other systems write: which names mean what, and how a system's file is known by them (INPUTS 1).

Names are compared in letters and digits only, folded. A line reads `target[/label]: name, name`; a name followed by
`=2` is the second of its kind. A number inside a header ("E-mail 2 Address") is taken out before the look-up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_COMMON: Final = """
full_name: name, full name, contact name, client name, lead name, contact, contact full name, customer name
first_name: first name, first, given name, fname, forename, contact first name, lead first name, \
primary first name
middle_name: middle name, middle, additional name, middle initial, mname
last_name: last name, last, family name, surname, lname, contact last name, lead last name, primary last name
prefix: name prefix, prefix, salutation, honorific, mr mrs
suffix: name suffix, suffix
nickname: nickname, nick name, preferred name
company: company, organization name, organization, company name, business name, employer, account name
spouse: spouse, spouse name, spouse partner name, partner name, spouse first name, significant other, partner
job_title: job title, organization title, title, occupation, position, profession
email: email, email address, e-mail address, primary email, mail, email value, emails, personal \
email, contact email, \
lead email, all emails
email: second email=2, secondary email=2, alternate email=2, other email=2, additional email=2, secondary emails=2
email/home: home email, email home
email/work: work email, business email, office email, email work
email/spouse: spouse email, partner email
email_label: email type, email label
phone: phone, phone number, primary phone, telephone, telephone number, tel, phones, phone value, \
all phones, \
contact phone, lead phone, main phone, preferred phone, contact number, phone numbers
phone: secondary phone=2, second phone=2, alternate phone=2, additional phone=2
phone/mobile: cell phone, cell, mobile phone, mobile, mobile number, cell number, cellular, phone \
mobile, phone cell
phone/home: home phone, home, phone home, home number, home telephone
phone/work: work phone, business phone, office phone, work, phone work, office, direct phone, work number, \
business telephone
phone/other: other phone, phone other
phone/car: car phone
phone/pager: pager
phone/fax: fax, fax number, other fax
phone/home fax: home fax
phone/work fax: business fax, work fax
phone/company: company main phone
phone/assistant: assistants phone, assistant phone
phone/callback: callback
phone/spouse: spouse phone, spouse cell phone, partner phone
phone_label: phone type, phone label
status: status, contact status, lead status, stage, lead stage, pipeline stage, pipeline, contact stage
hashtags: hashtags, hashtag, tags, tag, labels, label, group membership, groups, categories, category, group
notes: notes, note, agent notes, comments, comment, background, description, remarks, message, agent \
note, memo
source: source, lead source, contact source, origin, source name
business_source: business source
contact_type: contact type, deal type, lead type, leadtype, lead types, client type, type, contact types
priority: priority, rating, temperature, lead temperature, hotness
interest: interest, interest stars, stars, star rating, interest level
time_frame: time frame, timeframe, buying time frame, buying timeframe, timeline
lender: lender, lender name, assigned lender
mls_number: mls number, mls, mls id, mls no
birthday: birthday, birth date, birthdate, date of birth, dob
anniversary: anniversary, wedding anniversary, anniversary date, wedding date
owner: owner, assigned to, agent, assigned agent, agent name, assigned user, assigned agent name, \
lead owner, \
contact owner, listing agent name, assigned
created_at: created at, created, created date, create date, date created, date added, added, create \
time, created time, \
registered, registration date, lead date, created on, registered at, date registered, signup date, added on
last_visit_at: last visit at, last visit, last site visit, last login, last website visit, last \
visited, last seen
last_viewed_at: last viewed at, last viewed, last property view, last viewed property, last viewed home
subscribed_email: email opt in, subscribed, subscribed to email, email subscribed, email \
subscription, email on, \
email permission, marketing opt in, email consent
subscribed_text: text on, text opt in, sms opt in, text subscribed, subscribed to text, sms on, sms \
consent, text consent
unsubscribed_email: email opt out, cannot email, do not email, email unsubscribed, email opted out, \
unsubscribed email
unsubscribed_text: text opt out, cannot text, do not text, text unsubscribed, sms opt out, unsubscribed text
unsubscribed: unsubscribed, opted out, opt out, unsubscribe, do not contact
unsubscribe_cause: unsubscribe cause, unsubscribe reason, unsubscribed because, opt out reason, \
unsubscribed reason
captured_by_text: captured by text, capture method, text lead type
valuation_address: valuation address, home valuation address, valuation request address, home value address
sell_form_at: sell form at, sell form submitted at, sell form, sell form date
seller_property_type: seller property type, property type
seller_bedrooms: seller bedrooms, property bedrooms, seller beds, property beds
seller_bathrooms: seller bathrooms, property bathrooms, seller baths, property baths
seller_floor_area: seller floor area, seller square feet, property square feet, property sqft, \
seller sqft, floor area
seller_sell_when: seller sell when, sell when, when to sell, seller time frame, selling time frame, \
selling timeframe
seller_street: seller street, property address, property street, seller address, subject property address
seller_city: seller city, property city
seller_state: seller state, property state
seller_postal_code: seller postal code, property zip, property zip code, property postal code, seller zip
pair_label: custom field label, relation label, event label, website label, im label, relation type, \
event type, \
website type, im type, custom field type, jot type
pair_value: custom field value, relation value, event value, website value, im value, jot value
record_kind: kind, card kind
first_name: vorname, prénom, nombre, nome
last_name: nachname, nom, nom de famille, apellido, apellidos, cognome
company: firma, société, empresa
phone: telefon, telefonnummer, téléphone, teléfono, telefono
phone/mobile: handy, mobiltelefon, portable, móvil, celular
email: correo, correo electrónico, courriel, e-mail-adresse, adresse e-mail
street: straße, rue, calle
city: ort, stadt, ville, ciudad
postal_code: plz, postleitzahl, code postal, código postal
country: land, pays, país
birthday: geburtstag, geburtsdatum, date de naissance, fecha de nacimiento
notes: notiz, notizen, bemerkung, bemerkungen, remarques, notas
ignore: refused because
extra: phonetic first name, phonetic last name, phonetic middle name, file as, photo, email display name
"""
# Outlook's Title is Mr. or Dr.; its Priority, Type and Owner-like columns are of Outlook, not of an office.
_OUTLOOK: Final = """
prefix: title
phone: primary phone
extra: priority, email type, email display name, sensitivity, private, location, tty tdd phone, \
telex, isdn, radio phone, \
language, keywords, initials, gender, hobby, account, directory server, mileage, billing information, \
organizational id number, government id number, internet free busy, web page, personal web page, schedule
email: email address
"""
_GOOGLE_OLD: Final = """
extra: priority, subject, location, sensitivity, initials, short name, yomi name, maiden name, \
gender, language, hobby, \
mileage, billing information, directory server
company: organization name
job_title: organization title
email_label: email type
phone_label: phone type
pair_label: website type, relation type, event type, im type, custom field type
"""
_KVCORE_API: Final = """
extra: id, assigned agent id, system source, is private, phone on
first_name: firstname
last_name: lastname
"""
_LOFTY: Final = """
extra: lead id, assigned user id, score, cannot call, team id
contact_type: lead types, lead type
"""
_BROKERDESK: Final = """
display_name: display name
name_kind: name kind
spouse: spouse
email: email 1
phone: phone 1
address: address 1
own: brokerdesk contact, emails, phones, addresses, properties, seller, subscription, extra, notes, \
leads, touches, \
tasks, history, shared with, last activity at
ignore: refused because
"""
_ADDRESS_PARTS: Final = {
    "address": ("address", "full address", "address formatted", "formatted address"),
    "street": ("street", "street address", "address street", "address line 1", "street 1", "mailing street"),
    "street_2": ("street 2", "street 3", "address line 2", "address 2", "street address 2", "line 2"),
    "unit": ("unit", "unit number", "apt", "apartment", "suite", "address extended address",
    "extended address"),
    "po_box": ("po box", "address po box"),
    "city": ("city", "address city", "town", "locality"),
    "state": ("state", "region", "province", "state province", "address region", "address state",
    "state code",
              "state or province"),
    "postal_code": ("zip", "zip code", "postal code", "postcode", "zip postal code", "address postal code",
                    "address zip", "zipcode"),
    "country": ("country", "country region", "address country"),
    "address_label": ("address label", "address type"),
}  # fmt: skip
_ADDRESS_PREFIXES: Final = {
    "": ("", "primary ", "contact ", "current "),
    "home": ("home ", "home address ", "residence "),
    "work": ("business ", "work ", "office ", "business address ", "company "),
    "other": ("other ", "other address "),
    "mailing": ("mailing ", "mail ", "mailing address ", "owner mailing "),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A system's file: known when at least `least` of `marks` are among its columns."""

    key: str
    title: str
    marks: frozenset[str]
    least: int
    table: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column's name means; `number` counts columns of one kind and ties an address's parts together."""

    target: str
    label: str = ""
    number: int = 1


def plain(name: str) -> str:
    """A column's name in letters and digits only, folded: "E-mail 1 - Value" → "email1value"."""
    return "".join(ch for ch in name.casefold() if ch.isalnum())


def _marks(text: str) -> frozenset[str]:
    return frozenset(plain(name) for name in text.split(","))


# In this order: the first that fits. Outlook's classic set holds all of the new one's marks.
SHAPES: Final[tuple[Shape, ...]] = (
    Shape("brokerdesk", "Brokerdesk's own export", _marks("Brokerdesk Contact"), 1, _BROKERDESK),
    Shape(
        "google_old", "Google Contacts (old)",
        _marks("Given Name,Family Name,E-mail 1 - Type,Group Membership,Yomi Name,Phone 1 - Type,Additional Name"), 3,
        _GOOGLE_OLD,
    ),
    Shape(
        "google_current", "Google Contacts",
        _marks("File As,Organization Name,Labels,E-mail 1 - Value,E-mail 1 - Label,Phone 1 - Value,Phone 1 - Label,"
               "Phonetic First Name,Address 1 - Formatted,Name Prefix"), 3,
    ),
    Shape(
        "outlook_classic", "Outlook (classic)",
        _marks("E-mail Display Name,E-mail Type,Government ID Number,Organizational ID Number,Business Street 2,"
               "User 1,Directory Server,Internet Free Busy"), 2, _OUTLOOK,
    ),
    Shape(
        "outlook_new", "Outlook",
        _marks("Given Yomi,Surname Yomi,E-mail 2 Address,E-mail 3 Address,Home Postal Code,Business Postal Code,"
               "Primary Phone,Given Name Yomi,Car Phone"), 3, _OUTLOOK,
    ),
    Shape(
        "kvcore_api", "kvCORE (interface)",
        _marks("assigned_agent_id,leadtype,allPhones,lastVisit,system_source,deal_type,capture_method,email_optin,"
               "phone_on,text_on,is_private"), 2, _KVCORE_API,
    ),
    Shape(
        "kvcore", "kvCORE / BoldTrail",
        _marks("Cell Phone 1,Cell Phone 2,Primary Address,Primary City,Primary State,Primary Zip,Agent Notes,"
               "Hashtag,Hashtags,second email,Spouse Email,Referrer"), 2, _KVCORE_API,
    ),
    Shape(
        "lofty", "Lofty (Chime)",
        _marks("leadId,assignedUserId,leadTypes,cannotText,cannotCall,cannotEmail,createTime,referredBy,stage"), 3,
        _LOFTY,
    ),
    Shape(
        "follow_up_boss", "Follow Up Boss",
        _marks("Stage,Assigned To,Secondary Email,Secondary Phone,Search Criteria,Last Communication,Relationships,"
               "Background,Lender,Timeframe,Tags,Created Date,Last Activity"), 3,
    ),
)  # fmt: skip
# A file of a few columns is kvCORE's by this one name.
_FEW_OF_KVCORE: Final = Shape("kvcore", "kvCORE / BoldTrail", _marks("Cell Phone 1"), 1, _KVCORE_API)
GENERIC: Final = Shape("generic", "A contact file", frozenset(), 0)


def read_table(text: str) -> dict[str, Meaning]:
    """The lines of a table: plain name → meaning. Later lines win."""
    found: dict[str, Meaning] = {}
    for line in text.strip().splitlines():
        head, _, names = line.partition(":")
        target, _, label = head.partition("/")
        for written in names.split(","):
            name, _, number = written.partition("=")
            found[plain(name)] = Meaning(target, label, int(number or 1))
    return found


def address_table() -> dict[str, Meaning]:
    """Every prefix with every part of an address: "businesspostalcode" → postal_code, work."""
    return {
        plain(prefix + name): Meaning(target, label, 2 if target == "street_2" else 1)
        for label, prefixes in _ADDRESS_PREFIXES.items()
        for prefix in prefixes
        for target, names in _ADDRESS_PARTS.items()
        for name in names
    }


COMMON: Final = {**address_table(), **read_table(_COMMON)}


def shape_of(header: tuple[str, ...]) -> Shape:
    """The system that wrote a file with this header; `GENERIC` when it is none that is known."""
    names = {plain(name) for name in header}
    return next((shape for shape in (*SHAPES, _FEW_OF_KVCORE) if len(shape.marks & names) >= shape.least), GENERIC)


def names_of(shape: Shape) -> dict[str, Meaning]:
    """All names that mean something in a file of this shape."""
    return {**COMMON, **read_table(shape.table)} if shape.table else COMMON
