"""Words of transaction systems: what their statuses, roles and columns mean to the office (R7)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from db.rules.deals import CLEAR, CLOSED, FELL, MOST_CENTS, PENDING
from db.rules.listing_values import letters_of

DOTLOOP, SKYSLOPE, DOCUSIGN, EXPORT = "dotloop", "skyslope", "docusign", "export"
SYSTEMS: Final = {DOTLOOP: "Dotloop", SKYSLOPE: "SkySlope", DOCUSIGN: "DocuSign", EXPORT: "Transaction export"}
EARLY: Final = "early"  # not under contract yet: it changes nothing
# Of two words of one moment the later in a transaction's life is the newer.
RANKS: Final = {PENDING: 1, CLEAR: 2, FELL: 3, CLOSED: 4}
BUYER, SELLER, OTHER = "buyer", "seller", "other"

_WORDS: Final = {
    PENDING: "undercontract pending contract incontract contingent escrow inescrow underagreement accepted "
    "offeraccepted acceptedoffer pendingsale salepending activeundercontract underoffer ratified binding executed",
    CLEAR: "cleartoclose ctc readytoclose",
    CLOSED: "closed sold settled funded recorded closedsale soldclosed leased rented",
    FELL: "withdrawn terminated cancelled canceled fellthrough fallthrough fallenthrough voided void declined dead "
    "rescinded cancelledsale canceledsale backedout notclosed failed",
    EARLY: "preoffer prelisting privatelisting activelisting active listing draft new offer offersubmitted submitted "
    "comingsoon lead prospect opportunity expired listed incomplete created sent delivered",
}  # fmt: skip
_BY_LETTERS: Final = {word: key for key, words in _WORDS.items() for word in words.split()}
_ROLES: Final = (
    (OTHER, re.compile("agent|broker|lender|loan|title|escrow|attorney|lawyer|coordinator|inspector|apprais|assistant|"
                       "admin|manager|officer|realtor|notary|witness|team")),
    (BUYER, re.compile("buy|purchas|tenant|lessee|borrower")),
    (SELLER, re.compile("sell|landlord|lessor|owner|vendor")),
)  # fmt: skip
# What an envelope's subject says when it is no contract of sale.
_NO_CONTRACT: Final = re.compile(
    r"\b(listing agreement|disclosure|lease|buyer representation|representation agreement|terminat\w+|cancell?ation|"
    r"release|withdrawal|addendum|amendment|invoice|w-?9)\b", re.IGNORECASE,
)  # fmt: skip
_SUFFIXES: Final = {
    "street": "st", "avenue": "ave", "av": "ave", "road": "rd", "drive": "dr", "lane": "ln", "court": "ct",
    "boulevard": "blvd", "place": "pl", "circle": "cir", "terrace": "ter", "parkway": "pkwy", "highway": "hwy",
    "trail": "trl", "square": "sq", "north": "n", "south": "s", "east": "e", "west": "w", "apartment": "apt",
    "unit": "apt", "suite": "ste",
}  # fmt: skip
_MONEY: Final = re.compile(r"(?:USD|US\$|\$)?\s*(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,4})?\s*(?:USD)?", re.IGNORECASE)


def word_of(status: str) -> str:
    """What a system's status means: a stage, EARLY, or "" for one that nobody has told us of."""
    return _BY_LETTERS.get(letters_of(status), "")


def role_of(text: str) -> str:
    """BUYER, SELLER, OTHER for who works on the transaction, "" where the role says nothing."""
    letters = letters_of(text)
    return next((role for role, pattern in _ROLES if pattern.search(letters)), "")


def side_of(text: str) -> str:
    """Which side the office is on, of a transaction type or representation: BUYER, SELLER, "" for both or neither."""
    letters = letters_of(text)
    buys = any(word in letters for word in ("purchase", "buy", "tenant", "leaseoffer"))
    sells = any(word in letters for word in ("listing", "sell", "landlord"))
    return "" if buys == sells else BUYER if buys else SELLER


def is_contract(subject: str) -> bool:
    """Whether what was signed may be a contract of sale: everything that does not say it is something else."""
    return _NO_CONTRACT.search(subject) is None


def street_key(street: str) -> str:
    """A street as it is compared: "12 North Oak Street, Unit 4" and "12 N. Oak St #4" are one."""
    words = re.findall(r"[^\W_]+", street.casefold().replace("#", " apt "))
    return " ".join(_SUFFIXES.get(word, word) for word in words)


def cents_of(text: str) -> int | None:
    """A price such as "$612,000.00" in cents; None for what is none."""
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        return None
    try:
        cents = int(Decimal(found[1].replace(",", "") + (found[2] or "")) * 100)
    except InvalidOperation:  # pragma: no cover - the pattern leaves nothing that is no number
        return None
    return cents if 0 < cents <= MOST_CENTS else None
