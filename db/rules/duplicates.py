"""Whether two contacts of the office are one: a score with reasons, and what speaks against it (R25)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from db.rules.matching import same_name
from db.rules.nicknames import same_given_name
from db.rules.phones import format_phone

# From so many points on a pair is worth a look.
WORTH_A_LOOK: Final = 50

_EMAIL: Final = 70
_PHONE: Final = 45
_PLACE: Final = 25
_BIRTHDAY: Final = 20
_SAME_NAME: Final = 40
_ALIKE: Final = 30
_NOTHING_ELSE: Final = 30  # the same name, and neither has a number or an e-mail
_ONE_NAMELESS: Final = 15
_BOTH_NAMELESS: Final = 35
_HOUSEHOLD: Final = -60
_OTHERS: Final = -40
_OTHER_DAY: Final = -45
_OTHER_KIND: Final = -45
_NOT_ONE: Final = 45  # at most, for two who seem to be two people, whatever they share
_LIKE: Final = 86  # of token_sort_ratio: a letter or two apart
_LIKE_LAST: Final = 80  # Smith and Smyth
_LEGAL: Final = re.compile(
    r"\b(?:l\.?l\.?c|inc|incorporated|corp|corporation|company|co|ltd|limited|llp|lp|pllc|the|trust|trustees?|family)\b\.?"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as it is compared. `emails`: its own addresses (`emails.identifies`), `phones`: usable numbers in
    E.164, `places`: street and postal code case-folded, both filled. `name_kind` is "none" where nothing is a name.
    """

    contact_id: int
    display: str
    name_key: str = ""
    name_kind: str = "none"
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    nickname: str = ""
    birthday: str = ""
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    places: frozenset[tuple[str, str]] = frozenset()

    @property
    def named(self) -> bool:
        """Whether it has a name, not just an address or a number that stands in for one."""
        return self.name_kind != "none" and bool(self.name_key)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two contacts are one: 0–100, the reasons, and what speaks against it, as sentences without a stop."""

    score: int
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()


def likeness(one: Person, other: Person) -> Likeness:
    """How much two contacts are one (R25). A household shares a number, an address, perhaps an e-mail, and is none."""
    shared, reasons = _shared(one, other)
    points, reason, doubt = _names(one, other, shared=shared > 0)
    reasons += [reason] if reason else []
    against = [doubt] if doubt else []
    more, said, doubts = _days_and_suffixes(one, other)
    total = shared + points + more if reasons else 0
    most = _NOT_ONE if points < 0 or _suffixes_differ(one, other) else 100
    return Likeness(max(0, min(most, total)), tuple(reasons + said), tuple(against + doubts))


def _shared(one: Person, other: Person) -> tuple[int, list[str]]:
    points, reasons = 0, []
    emails, phones, places = one.emails & other.emails, one.phones & other.phones, one.places & other.places
    if emails:
        points += _EMAIL
        reasons.append(f"same e-mail {min(emails)}")
    if phones:
        points += _PHONE
        reasons.append(f"same number {format_phone(min(phones))}")
    if places:
        points += _PLACE
        street, code = min(places)
        reasons.append(f"same address {street.title()}, {code}")
    return points, reasons


def _names(one: Person, other: Person, *, shared: bool) -> tuple[int, str, str]:
    """Points, a reason for, a reason against."""
    if not (one.named and other.named):
        if not shared:
            return 0, "", ""
        if one.named or other.named:
            return _ONE_NAMELESS, "", ""
        return _BOTH_NAMELESS, "neither has a name", ""
    both = f"{one.display} / {other.display}"
    if one.name_kind != other.name_kind:
        return _of_two_kinds(one, other, both)
    if one.name_kind != "person":
        return _of_firms(one, other, both)
    return _of_persons(one, other, both)


def _of_two_kinds(one: Person, other: Person, both: str) -> tuple[int, str, str]:
    """A person and their company, or one of a couple: who the office writes to is another."""
    words = {"person": "one person", "couple": "a couple", "trust": "a trust", "company": "a company"}
    kinds = " and ".join(sorted(words.get(kind, kind) for kind in (one.name_kind, other.name_kind)))
    return _OTHER_KIND, "", f"{kinds}: {both}"


def _of_firms(one: Person, other: Person, both: str) -> tuple[int, str, str]:
    """Companies, trusts and couples: by their words in any order; a number in them must be the same."""
    from rapidfuzz.fuzz import token_sort_ratio

    if one.name_key == other.name_key:
        return _same(one, other)
    bare = [" ".join(_LEGAL.sub(" ", name.name_key.replace(",", " ")).split()) for name in (one, other)]
    numbers = [re.findall(r"\d+", name) for name in bare]
    ratio = token_sort_ratio(*bare) if all(bare) else 0.0
    if numbers[0] == numbers[1] and ratio >= _LIKE:
        return _ALIKE, f"names alike: {both}", ""
    return _OTHERS, "", f"different names: {both}"


def _of_persons(one: Person, other: Person, both: str) -> tuple[int, str, str]:
    if one.name_key == other.name_key or _same_words(one.name_key, other.name_key):
        return _same(one, other)
    last_like = _alike(one.last.casefold(), other.last.casefold()) >= _LIKE_LAST
    turned = not last_like and sorted(one.name_key.split()) == sorted(other.name_key.split())  # Lee Robert
    firsts = _given(one.first, one.nickname, other.first, other.nickname)
    if turned or (firsts and last_like and not _middles_differ(one.middle, other.middle)):
        return _ALIKE, f"names alike: {both}", ""
    if firsts and not (one.last and other.last):
        return _ONE_NAMELESS, f"names alike: {both}", ""
    if firsts and not last_like:
        return 0, "", f"different family names: {both}"  # married, perhaps
    if last_like and not firsts:
        return _HOUSEHOLD, "", f"different first names, perhaps one household: {both}"
    return _OTHERS, "", f"different names: {both}"


def _same_words(one: str, other: str) -> bool:
    """As `same_name`, which is asked only where the family name is one."""
    return one[:3] == other[:3] and same_name(one, other)


def _same(one: Person, other: Person) -> tuple[int, str, str]:
    bare = not (one.emails or one.phones or other.emails or other.phones)
    if bare and not (one.places and other.places and not one.places & other.places):
        return _SAME_NAME + _NOTHING_ELSE, f"same name {one.display}, and neither has a number or e-mail", ""
    return _SAME_NAME, f"same name {one.display}", ""


@lru_cache(maxsize=262_144)
def _given(first: str, nickname: str, other_first: str, other_nickname: str) -> bool:
    """Whether given names may be one person's: equal, long and short form, an initial, a letter apart."""
    ours = [name for name in (_plain(first), _plain(nickname)) if name]
    theirs = [name for name in (_plain(other_first), _plain(other_nickname)) if name]
    return any(_one_given(a, b) for a in ours for b in theirs)


def _one_given(one: str, other: str) -> bool:
    if same_given_name(one, other):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return len(short) > 3 and short[0] == long[0] and _alike(short, long) >= _LIKE


def _middles_differ(one: str, other: str) -> bool:
    one, other = _plain(one), _plain(other)
    return bool(one and other) and one[0] != other[0]


def _plain(name: str) -> str:
    return name.casefold().replace(".", "").strip()


@lru_cache(maxsize=262_144)
def _alike(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(one, other)


def _days_and_suffixes(one: Person, other: Person) -> tuple[int, list[str], list[str]]:
    points, said, doubts = 0, [], []
    if one.birthday and other.birthday:
        if one.birthday == other.birthday:
            points += _BIRTHDAY
            said.append(f"same birthday {one.birthday}")
        else:
            points += _OTHER_DAY
            doubts.append(f"different birthdays: {one.birthday} / {other.birthday}")
    if _suffixes_differ(one, other):
        doubts.append(f"different suffixes: {one.suffix} / {other.suffix}")
    return points, said, doubts


def _suffixes_differ(one: Person, other: Person) -> bool:
    """Whether one is the senior, the other the junior: father and son share name, number and address."""
    suffixes = _plain(one.suffix), _plain(other.suffix)
    return all(suffixes) and suffixes[0] != suffixes[1]
