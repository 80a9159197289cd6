"""Names of contacts: persons, couples, trusts and companies, from one text or from parts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from db.rules.drafts import NameDraft
from db.rules.name_words import (
    CAREFUL_WORDS,
    COMPANY,
    COUPLE,
    FAMILY,
    NO_NAME,
    NUMERALS,
    PARTICLES,
    PERHAPS_COMPANY,
    SECOND_GIVEN,
    SPECIAL,
    SUFFIXES,
    TITLES,
    TRUST,
    WORD,
)


def read_name(text: str) -> NameDraft:
    """A whole name in one text: "Ann Smith", "Smith, Ann & Bob", "Smith Family Trust", "Oak LLC", "JOHN O'BRIEN".

    A number, an e-mail address or a word like "Unknown" is no name: `kind` "none" and everything empty.
    """
    text = _clean(text)
    first, _, last = text.partition(" ")
    if last and _is_plain(first, last):
        return NameDraft(display=text, first=first, last=last, kind="person")
    if not text or _is_no_name(text):
        return NameDraft()
    if TRUST.search(text):
        return NameDraft(display=text, kind="trust")
    if _is_company(text):
        return NameDraft(display=text, company=text, kind="company")
    text = _recapitalised(text)
    family = FAMILY.fullmatch(text)
    if family is not None:
        return NameDraft(display=text, last=family[1] or family[2], kind="couple")
    couple = _read_couple(text) if COUPLE.search(text) else None
    if couple is None:
        return _read_person(text)
    kept = f"{couple.prefix} {couple.display} {couple.suffix} and y"
    return replace(couple, display=text) if _letters(text) - _letters(kept) else couple


def plain_name(first: str, last: str) -> NameDraft | None:
    """Two plain words as a given and a family name; None when they need `name_of_parts`. The import's quick way."""
    if _is_plain(first, last):
        return NameDraft(display=f"{first} {last}", first=first, last=last, kind="person")
    return None


def name_of_parts(parts: NameDraft) -> NameDraft:
    """A name whose parts came in columns of their own; `display` and `kind` of `parts` do not matter.

    Parts that together are a trust, a company, or a couple ("Ann & Bob" | "Smith") are understood as such; a whole
    name that stands in one part only is read like `read_name`. The company of a person stays beside the name.
    """
    if parts.first and parts.last and not parts.middle and _is_plain(parts.first, parts.last):
        return _with_rest(NameDraft(first=parts.first, last=parts.last, kind="person"), parts)
    return _careful_parts(parts)


def _careful_parts(parts: NameDraft) -> NameDraft:
    first, last = _clean(parts.first), _clean(parts.last)
    whole = " ".join(filter(None, (first, _clean(parts.middle), last)))
    if not whole or _is_no_name(whole):
        return _company_only(parts)
    if SPECIAL.search(whole) or COMPANY.search(whole) or not (first and last):
        read = _read_special(first, last, whole)
        if read is not None:
            return _with_rest(read, parts)
    if whole.isupper() or whole.islower():
        first, last = _recapitalised(first), _recapitalised(last)
        parts = replace(parts, middle=_recapitalised(_clean(parts.middle)))
    return _with_rest(NameDraft(first=first, last=last, middle=_clean(parts.middle), kind="person"), parts)


def display_name(name: NameDraft) -> str:
    """What a list shows: "Dr." is left out, the suffix stays, a couple is "Ann & Bob Smith"; "" without a name."""
    if name.display and (name.kind in {"company", "trust", "couple"} or not (name.first or name.last)):
        return name.display
    if name.kind == "couple" and name.spouse and " " not in name.spouse:
        return " ".join(filter(None, (name.first, "&", name.spouse, name.last, name.suffix)))
    first = f"{name.first} {name.middle}" if name.middle and name.first else name.first or name.middle
    shown = " ".join(filter(None, (first, name.last, name.suffix)))
    return f"{shown} & {name.spouse}" if name.kind == "couple" and name.spouse else shown


def name_key(name: NameDraft) -> str:
    """The key names are sorted and compared by: case-folded NFC "last first middle"; companies by what is shown."""
    if name.kind == "couple" and name.first:
        text = f"{name.last} {name.first} {'&' if name.spouse else ''} {name.spouse}"
    elif name.kind == "person" and (name.first or name.last):
        text = f"{name.last} {name.first} {name.middle}"
    else:
        text = name.display
    text = " ".join(text.split())
    return text.casefold() if text.isascii() else unicodedata.normalize("NFC", text.casefold())


def _is_plain(first: str, last: str) -> bool:
    """Two words of letters, neither all capitals nor all small, neither of them a word that means something else."""
    if not (first.isalpha() and last.isalpha() and first.isascii() and last.isascii()):
        return False
    if not (first.istitle() and last.istitle()) and (
        first.islower() or last.islower() or (first.isupper() and last.isupper())
    ):
        return False
    return first.lower() not in CAREFUL_WORDS and last.lower() not in CAREFUL_WORDS


def _clean(text: str) -> str:
    text = " ".join(text.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _is_no_name(text: str) -> bool:
    if "@" in text and " " not in text:
        return True
    letters = any(ch.isalpha() for ch in text)
    return not letters or text.casefold() in NO_NAME


def _is_company(text: str) -> bool:
    return bool(COMPANY.search(text)) or (text.count(" ") >= 2 and bool(PERHAPS_COMPANY.search(text)))


def _company_only(parts: NameDraft) -> NameDraft:
    company = _clean(parts.company)
    if parts.nickname and not company:
        nickname = _clean(parts.nickname)
        return replace(parts, display=nickname, nickname=nickname, first="", last="", middle="", kind="person")
    kind = "company" if company else "none"
    return replace(parts, display=company, company=company, first="", last="", middle="", kind=kind)


def _read_special(first: str, last: str, whole: str) -> NameDraft | None:
    """Parts that are not simply one person's; None when they are after all."""
    if first and last:
        surname_only = " " not in first and last.casefold() in {"trust", "family", "bank", "church", "homes"}
        if surname_only:
            return None
        if TRUST.search(whole) or COMPANY.search(whole):
            return read_name(whole)
        return read_name(whole) if COUPLE.search(whole) or "," in last else None
    read = read_name(whole)
    if read.kind == "person" and not (read.first and read.last) and last:
        return replace(read, first="", last=read.first or read.last)
    return read


def _with_rest(read: NameDraft, parts: NameDraft) -> NameDraft:
    """`read` with what stood in the other columns, and the text to show."""
    company = _clean(parts.company) or read.company
    full = NameDraft(
        display=read.display,
        prefix=_clean(parts.prefix) or read.prefix,
        first=read.first,
        middle=read.middle,
        last=read.last,
        suffix=_clean(parts.suffix) or read.suffix,
        nickname=_clean(parts.nickname) or read.nickname,
        company=company,
        spouse=_clean(parts.spouse) or read.spouse,
        kind=read.kind,
    )
    return replace(full, display=display_name(full)) if read.first or read.last else full


def _read_couple(text: str) -> NameDraft | None:
    """Two people: "Ann & Bob Smith", "Smith, Ann & Bob", "Ann Jones and Bob Smith", "Mr. & Mrs. John Smith"."""
    last, comma, givens = text.partition(",")
    halves = [half.strip() for half in COUPLE.split(givens if comma else text)]
    if len(halves) != 2 or not all(halves) or "," in givens or (comma and COUPLE.search(last)):
        return None
    one, two = halves
    if comma and " " in two:
        one = f"{one} {last}"  # "Smith, John and Mary Jones"
    elif comma:
        two = f"{two} {last}"
    if _is_title(one):
        person = _read_person(two)
        prefix = f"{one} & {person.prefix}".removesuffix(" & ")
        return replace(person, prefix=prefix, display=f"{prefix} {person.display}", kind="couple")
    second = _read_person(two)
    if not second.last:
        return NameDraft(display=f"{one} & {two}", first=one, spouse=two, kind="couple")
    return _joined(_first_of_couple(one, second), second)


def _first_of_couple(text: str, second: NameDraft) -> NameDraft:
    """The first half, whose second word may be a second given name: "Ann Marie & Bob Lee Smith"."""
    first = _read_person(text)
    if first.prefix and not first.first:
        return replace(first, first=first.last, last="", display=first.last)
    if first.last.casefold() in SECOND_GIVEN and second.last:
        return replace(first, middle=first.last, last="")
    return first


def _joined(first: NameDraft, second: NameDraft) -> NameDraft:
    own_last = bool(first.last)
    couple = NameDraft(
        prefix=first.prefix,
        first=first.first,
        middle=first.middle,
        last=first.last if own_last else second.last,
        suffix=second.suffix if not own_last else first.suffix,
        spouse=second.display if own_last else " ".join(filter(None, (second.first, second.middle))),
        kind="couple",
    )
    shown = f"{first.display} & {second.display}"
    return replace(couple, display=shown)


def _is_title(text: str) -> bool:
    return text.casefold().strip(".") in TITLES


def _read_person(text: str) -> NameDraft:
    words = text.split(" ")
    if "," not in text and all(WORD.fullmatch(word) for word in words) and len(words) <= 4:
        simple = _read_words(words)
        if simple is not None:
            return simple
    return _read_with_nameparser(text)


def _read_words(words: list[str]) -> NameDraft | None:
    """Plain words: given name, middle names, family name with its particles; None when a title or suffix is there."""
    folded = [word.casefold().strip(".") for word in words]
    if folded[0] in TITLES or any(word in SUFFIXES for word in folded[1:]):
        return None
    if len(words) == 1:
        return NameDraft(display=words[0], first=words[0], kind="person")
    split = next((at for at in range(1, len(words) - 1) if folded[at] in PARTICLES), len(words) - 1)
    first, middle, last = words[0], " ".join(words[1:split]), " ".join(words[split:])
    return NameDraft(display=" ".join(words), first=first, middle=middle, last=last, kind="person")


@lru_cache(maxsize=4096)
def _read_with_nameparser(text: str) -> NameDraft:
    from nameparser import HumanName

    parsed = HumanName(text)
    name = NameDraft(
        prefix=str(parsed.title),
        first=str(parsed.first),
        middle=str(parsed.middle),
        last=str(parsed.last),
        suffix=str(parsed.suffix),
        nickname=str(parsed.nickname),
        kind="person",
    )
    kept = f"{parsed.title} {parsed.first} {parsed.middle} {parsed.last} {parsed.suffix} {parsed.nickname}"
    if not (name.first or name.last) or _letters(text) - _letters(kept):
        # A maiden name in brackets, say: rather an odd family name than a lost word.
        first, _, last = text.partition(" ")
        name = NameDraft(first=first, last=last, kind="person")
    return replace(name, display=display_name(name))


def _letters(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _recapitalised(text: str) -> str:
    """A name written all in capitals or all in small letters, as people write it; others stay as they are."""
    if text.isupper() and len(text) > 2:
        return " ".join(_capitalised(word, at) for at, word in enumerate(text.split(" ")))
    if text.islower():
        return " ".join(_capitalised(word, at) for at, word in enumerate(text.split(" ")))
    return text


def _capitalised(word: str, position: int) -> str:
    low = word.lower()
    if NUMERALS.fullmatch(low) or (len(low) == 2 and (low[1] == "j" or not set(low) & set("aeiouy"))):
        return low.upper()  # III, and initials without a full stop: JD, AJ
    if position and low in PARTICLES - {"st", "st.", "san", "santa", "do", "al", "el"}:
        return low
    low = re.sub(r"(^|[-'’.(])([^\W\d_])", lambda match: match[1] + match[2].upper(), low)
    return re.sub(r"^Mc([^\W\d_])", lambda match: "Mc" + match[1].upper(), low)
