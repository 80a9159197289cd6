"""The words by which a name is known as a company's, a trust's, a couple's, or as none at all."""

from __future__ import annotations

import re
from typing import Final

COMPANY: Final = re.compile(
    r"\b(?:l\.?l\.?c|inc|incorporated|corp|corporation|company|ltd|limited|l\.?l\.?p|l\.p|pllc|p\.l\.l\.c|gmbh|llp"
    r"|properties|holdings|investments|enterprises|realty|associates|associations?|foundation|ministries|hoa"
    r"|university|solutions|homebuyers)\b\.?|\b(?:estate|city|county|state|bank|church|town) of\b|& co\b|& sons\b",
    re.IGNORECASE,
)
# Also family names (Frank Church): a company only in a text of three words or more.
PERHAPS_COMPANY: Final = re.compile(
    r"\b(?:group|partners|homes|builders|bank|church|construction|development|management|services|lp|rentals)$",
    re.IGNORECASE,
)
TRUST: Final = re.compile(r"\btrusts?\b|\btrustees?\b|\bttees?\b", re.IGNORECASE)
COUPLE: Final = re.compile(r"\s*(?:&|\+|\b(?i:and)\b|(?<=\s)y(?=\s))\s*")
FAMILY: Final = re.compile(r"(?:the\s+)?(\S+)\s+family|the\s+(\S+s)", re.IGNORECASE)
NO_NAME: Final = frozenset({
    "unknown", "n/a", "na", "none", "null", "no name", "-", "--", "?", "unknown caller", "unknown name",
    "no-name",
    "not provided", "undefined", "wireless caller", "anonymous", "(no name)", "unavailable", "not given",
})  # fmt: skip
PARTICLES: Final = frozenset(
    {"de", "del", "la", "las", "los", "da", "das", "do", "dos", "di", "du", "van", "von", "der", "den",
    "le", "el",
     "al", "bin", "ibn", "st", "st.", "ter", "ten", "della", "san", "santa", "zu"}
)  # fmt: skip
TITLES: Final = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "hon", "sir", "fr", "pastor", "capt", "col",
    "sgt", "lt",
     "maj", "gen", "judge", "rabbi", "sr.", "sra", "srta", "madam"}
)  # fmt: skip
SUFFIXES: Final = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "v", "md", "phd", "esq", "cpa", "dds", "dvm", "do", "rn", "pe",
    "jd", "mba",
     "trustee", "ret", "usmc", "usn", "usaf", "pa", "pc", "realtor", "gri", "crs", "abr"}
)  # fmt: skip
NUMERALS: Final = re.compile(r"(?:ii|iii|iv|vi{0,3})", re.IGNORECASE)
WORD: Final = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
SPECIAL: Final = re.compile(
    r"[&+,@(\"/;|\d]|\b(?:and|trusts?|trustees?|ttees?|family|estate|the|unknown|none|null|na|anonymous|caller"
    r"|undefined|unavailable)\b",
    re.IGNORECASE,
)
# One of these as a whole word needs the careful way; two other plain words are a given and a family name.
CAREFUL_WORDS: Final = (
    TITLES
    | SUFFIXES
    | PARTICLES
    | frozenset(
        {"and", "trust", "trusts", "trustee", "trustees", "ttee", "family", "estate", "the", "unknown",
        "none", "null",
         "na", "anonymous", "caller", "undefined", "unavailable", "llc", "inc", "incorporated", "corp",
         "corporation",
         "company", "ltd", "limited", "llp", "pllc", "gmbh", "properties", "holdings", "investments",
         "enterprises",
         "realty", "associates", "association", "associations", "foundation", "ministries", "hoa",
         "university",
         "solutions", "homebuyers", "group", "partners", "no", "not", "name", "y"}
    )
)  # fmt: skip
SECOND_GIVEN: Final = frozenset(
    {"marie", "ann", "anne", "lynn", "lee", "sue", "jo", "rose", "mae", "may", "kay", "beth", "jean",
    "jane", "grace",
     "elizabeth", "louise", "luis", "carlos", "antonio", "maria", "fernanda", "paul"}
)  # fmt: skip
