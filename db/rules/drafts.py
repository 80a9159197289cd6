"""What a row of a file, a form or a card says about a contact, before it meets the office."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class EmailDraft:
    """One e-mail address: `value` normalised and lower-cased ("" if malformed), `raw` as written.

    `usable` is False with a `why_not` ("malformed", "portal placeholder", "relay", "bounced") when the office
    must not mail it and must not count it as an address of its own (section 4: "no e-mail" means no usable one).
    """

    value: str
    raw: str
    label: str = ""
    primary: bool = False
    usable: bool = True
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class PhoneDraft:
    """One number: `e164` ("+18135550142", "" if it cannot be parsed), `extension` apart, `raw` as written."""

    e164: str
    raw: str
    extension: str = ""
    label: str = ""
    primary: bool = False
    usable: bool = True
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class AddressDraft:
    """One postal address; `raw` is the cell as written where it came as one text. Postal codes are text."""

    street: str = ""
    unit: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    label: str = ""
    raw: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class NameDraft:
    """A name in parts. `kind` is "person", "couple", "trust", "company" or "none"; the parts of a couple's second
    person are kept in `spouse`. `display` is what a list shows.
    """

    display: str = ""
    prefix: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    nickname: str = ""
    company: str = ""
    spouse: str = ""
    kind: str = "none"


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A contact as a file tells it: everything optional, nothing dropped (`extra` keeps what maps to nothing).

    `status_word` and `owner_word` are the file's own words, resolved later by R4 and by the members' names.
    `text` fields not mentioned by the file are "", sets are empty: an import never blanks what it does not mention.
    `subscribed_email`/`subscribed_text` are None when the file says nothing (an opt-out then stays an opt-out).
    `created_at`, `last_visit_at`, `last_viewed_at` are ISO 8601 UTC texts ("2026-11-22T14:05:00Z") or "".
    """

    name: NameDraft = field(default_factory=NameDraft)
    emails: tuple[EmailDraft, ...] = ()
    phones: tuple[PhoneDraft, ...] = ()
    addresses: tuple[AddressDraft, ...] = ()
    hashtags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    status_word: str = ""
    owner_word: str = ""
    source: str = ""
    business_source: str = ""
    contact_type: str = ""
    priority: str = ""
    interest: int | None = None
    time_frame: str = ""
    lender: str = ""
    mls_number: str = ""
    birthday: str = ""
    anniversary: str = ""
    job_title: str = ""
    subscribed_email: bool | None = None
    subscribed_text: bool | None = None
    unsubscribe_cause: str = ""
    created_at: str = ""
    last_visit_at: str = ""
    last_viewed_at: str = ""
    captured_by_text: str = ""  # "mls" or "app" (R36)
    valuation_address: str = ""  # asked for a valuation of this address (R34)
    sell_form_at: str = ""  # submitted the sell form (R33)
    seller: tuple[tuple[str, str], ...] = ()  # seller info by key (property_type, bedrooms, ...)
    extra: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()  # "Phone 1: 555-0142 has no area code; kept as written"
    full: tuple[tuple[str, str], ...] = ()  # Brokerdesk's own export: fields by exact key, see files/own_format


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a record cannot become a contact: one sentence a person can act on."""

    reason: str
