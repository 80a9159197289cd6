"""E-mail addresses: one cell of a file into normalised addresses, and which of them the office must not mail."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from db.rules.drafts import EmailDraft


class FoundEmail(NamedTuple):
    """One address found in a cell; `value` is "" when it is no address."""

    value: str
    raw: str
    usable: bool
    why_not: str


MALFORMED: Final = "malformed"
PLACEHOLDER: Final = "portal placeholder"
RELAY: Final = "relay"
PORTAL_OWN: Final = "portal's own address"
EXCHANGE: Final = "Exchange path"
RESERVED: Final = "reserved domain"
BOUNCED: Final = "bounced"

# Plain ASCII without quoting: what nearly every address looks like. The rest goes to email-validator.
_PLAIN: Final = re.compile(
    r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.ASCII
)
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_RELAY_DOMAINS: Final = (
    "convo.zillow.com", "convo.trulia.com", "reply.craigslist.org", "sale.craigslist.org",
    "hous.craigslist.org",
)  # fmt: skip
_PORTAL_SENDERS: Final = frozenset({
    "premieragent@zillow.com", "noreply@zillowgroup.com", "no-reply@mail.zillowgroup.com",
    "my-saved-home@mail.zillow.com", "zmail@zmail.zillow.com", "leads@email.realtor.com",
    "leads@leads.realtor.com", "consumer@e.mail.realtor.com", "no-reply@realtorpro.io", "noreply@homes.com",
    "leads@followupboss.com",
})  # fmt: skip
_RESERVED_ENDINGS: Final = (".invalid", ".local", ".localhost", ".onion", ".arpa")
# A cheap look before the exact one: nearly no address holds any of these.
_SUSPECT: Final = re.compile(
    r"@(?:kvleads\.com|.*\b(?:zillow|trulia|craigslist|realtor|homes|followupboss|zillowgroup|realtorpro)\.)"
    r"|\.(?:invalid|local|localhost|onion|arpa)$"
)
_HARD_SEPARATOR: Final = re.compile(r"\s*:::\s*|\s*[;|\r\n]\s*")
_ANGLED: Final = re.compile(r"[^<>]*<\s*(?:mailto:)?([^<>\s]+@[^<>\s]+)\s*>", re.IGNORECASE)
_EXCHANGE: Final = re.compile(r"(?:ex:)?/o=", re.IGNORECASE)
_WRAPPERS: Final = "[](){}<>\"'`,.;:\u201c\u201d\u2018\u2019"


def read_emails(cell: str, *, label: str = "") -> tuple[EmailDraft, ...]:
    """All addresses of a cell, in order, normalised and lower-cased.

    Nothing is dropped: what is no address comes back with `value` "", the text in `raw` and `why_not`; a name beside
    an address ("Ann <ann@example.com>") stays in its `raw`. Relays and portals' placeholders are kept, not usable.
    """
    return tuple(
        EmailDraft(value=found.value, raw=found.raw, label=label, usable=found.usable, why_not=found.why_not)
        for found in find_emails(cell)
    )


def find_emails(cell: str) -> tuple[FoundEmail, ...]:
    """The same as plain tuples, without building drafts: the import's quick way."""
    text = cell.strip()
    value = text.lower()
    if _is_plain(value):
        why_not = why_not_usable(value)
        return (FoundEmail(value, text, not why_not, why_not),)
    return _find_slowly(text)


def why_not_usable(value: str) -> str:
    """Why the office must not mail a well-formed address and must not match by it; "" when it may."""
    if _SUSPECT.search(value) is None:
        return ""
    domain = value.rpartition("@")[2]
    if domain == "kvleads.com":
        return PLACEHOLDER
    if any(domain == relay or domain.endswith("." + relay) for relay in _RELAY_DOMAINS):
        return RELAY
    if value in _PORTAL_SENDERS:
        return PORTAL_OWN
    return RESERVED if domain.endswith(_RESERVED_ENDINGS) else ""


def placeholder_phone(value: str) -> str:
    """The ten digits that a phone lead's placeholder address carries ("8135550142@kvleads.com"), else ""."""
    local, _, domain = value.strip().lower().rpartition("@")
    local = local[1:] if len(local) == 11 and local.startswith("1") else local
    return local if domain == "kvleads.com" and len(local) == 10 and local.isascii() and local.isdigit() else ""


def identifies(email: EmailDraft) -> bool:
    """Whether the address is the contact's own, so that the same address means the same contact (INPUTS 5.5)."""
    return bool(email.value) and (email.usable or email.why_not == BOUNCED)


@lru_cache(maxsize=4096)
def _find_slowly(text: str) -> tuple[FoundEmail, ...]:
    text = _INVISIBLE.sub("", text).replace("\u00a0", " ").strip()
    if not text:
        return ()
    if _EXCHANGE.match(text):
        return (FoundEmail("", text, False, EXCHANGE),)
    return tuple(found for part in _HARD_SEPARATOR.split(text) if part for found in _find_in_part(part))


def _find_in_part(part: str) -> list[FoundEmail]:
    if _EXCHANGE.match(part):
        return [FoundEmail("", part, False, EXCHANGE)]
    found: list[FoundEmail] = []
    end = 0
    for match in _ANGLED.finditer(part):
        found.append(_judged(match[1], match[0].strip(" ,")))
        end = match.end()
    rest = part[end:].strip(" ,")
    if rest and found and "@" not in rest:
        found[-1] = found[-1]._replace(raw=f"{found[-1].raw} {rest}")
    elif rest:
        found.extend(_find_bare(rest))
    return found


def _find_bare(text: str) -> list[FoundEmail]:
    """Addresses divided by commas, blanks or slashes; words that are no address stay in the raw text beside them."""
    whole = _judged(text, text)
    if whole.value:
        return [whole]
    words = [word for word in re.split(r"[\s,]+|\s/\s|/(?=[^/@]+@)", text) if word]
    addresses = [_judged(word, word) for word in words]
    if not any(address.value for address in addresses) or any(word.strip(_WRAPPERS) == "@" for word in words):
        return [FoundEmail("", text, False, MALFORMED)]
    found: list[FoundEmail] = []
    beside: list[str] = []
    for word, address in zip(words, addresses, strict=True):
        if "@" not in word:
            beside.append(word)
            continue
        found.append(address._replace(raw=" ".join([*beside, word])))
        beside = []
    if beside:
        found[-1] = found[-1]._replace(raw=" ".join([found[-1].raw, *beside]))
    return found


def _is_plain(value: str) -> bool:
    return bool(
        len(value) <= 254 and _PLAIN.fullmatch(value) and value.index("@") <= 64 and "xn--" not in value
    )  # a domain in punycode is the same as its Unicode form, which email-validator knows


def _judged(text: str, raw: str) -> FoundEmail:
    value = _normalised(text)
    if not value:
        return FoundEmail("", raw, False, MALFORMED)
    why_not = why_not_usable(value)
    return FoundEmail(value, raw, not why_not, why_not)


def _normalised(text: str) -> str:
    """The address in normal form, lower-cased, or "" when it is none."""
    text = text.strip().strip(_WRAPPERS).strip()
    if text[:7].lower() == "mailto:":
        text = text[7:].partition("?")[0]
    if text.count("@") != 1 or text.index("@") > 64 or len(text) > 320:
        return ""
    value = text.lower()
    if _is_plain(value):
        return value
    import email_validator

    try:
        # Reserved names ("office.local") are well-formed: why_not_usable says why they are not usable.
        checked = email_validator.validate_email(text, check_deliverability=False, test_environment=True)
    except email_validator.EmailNotValidError:
        return ""
    return checked.normalized.lower()
