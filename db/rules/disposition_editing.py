"""Editing the office's dispositions: a new one, what is wrong by field, a file of them, two people at once (R23)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from db.rules.dispositions import (
    COLOURS,
    GREEN,
    POLICIES,
    RED,
    SHIPPED,
    YELLOW,
    Disposition,
    OfficeDispositions,
    check_dispositions,
    field_problems,
    write_dispositions,
)
from db.rules.errors import FieldProblemsError, WrongUseError

NEW_LABEL: Final = "New disposition"
OWN_COLOURS: Final = tuple(pair for pair in COLOURS if pair[0] in (GREEN, YELLOW, RED))
# The fields a broker may set, with the kind of value that a file gives them.
EDITABLE: Final[Mapping[str, type]] = {
    "label": str, "colour": str, "asks": list, "notifies": list, "hold_days": int, "credit": bool, "guard": str,
    "status": str, "lifts": list, "in_use": bool,
}  # fmt: skip
_SHIPPED: Final = frozenset(d.key for d in SHIPPED)
# What `dispositions --json` says besides: it follows from the rest.
_ECHO: Final = frozenset({"key", "policy", "effects"})
_WORDS: Final = {str: "a text", list: "a list of texts", int: "a whole number", bool: "true or false"}
_TEXTS: Final = ("policies", "records", "contract_link", "deal_link")


def is_own(d: Disposition) -> bool:
    """Whether the office added it: only such a one can be deleted."""
    return d.key not in _SHIPPED


def new_disposition(office: OfficeDispositions, colour: str) -> Disposition:
    """One that the office adds, under a key and a name that nothing else has."""
    labels = {d.label.casefold() for d in office.all}
    label = NEW_LABEL
    number = 2
    while label.casefold() in labels:
        label, number = f"{NEW_LABEL} {number}", number + 1
    return Disposition(free_key(label, {d.key for d in office.all}), label, colour)


def free_key(label: str, taken: set[str]) -> str:
    """A key for a name: "Moved away" becomes moved_away, or moved_away_2 where that is taken."""
    plain = re.sub(r"[^a-z0-9]+", "_", label.casefold()).strip("_")[:32] or "own"
    plain = plain if plain[0].isalpha() else f"own_{plain}"
    key, number = plain, 2
    while key in taken:
        key, number = f"{plain}_{number}", number + 1
    return key


def with_own_keys(office: OfficeDispositions, saved: OfficeDispositions) -> OfficeDispositions:
    """The list with keys after the names of those that are not saved yet."""
    taken, rows = {d.key for d in saved.all}, list[Disposition]()
    for d in office.all:
        row = d if d.key in taken else replace(d, key=free_key(d.label, {*taken, *(one.key for one in rows)}))
        rows.append(row)
    return replace(office, all=tuple(rows))


def problems_by_field(office: OfficeDispositions) -> dict[str, dict[str, str]]:
    """All that is wrong: by disposition key and field; under "" what concerns the texts, records and links."""
    taken: dict[str, str] = {}
    found = {d.key: field_problems(d, taken) for d in office.all}
    found = {key: problems for key, problems in found.items() if problems}
    try:
        check_dispositions(office)
    except FieldProblemsError as error:
        keys = {d.key for d in office.all}
        rest = {key: sentence for key, sentence in error.problems.items() if key not in keys}
        return found | ({"": rest} if rest else {})
    return found


def rebase(
    base: OfficeDispositions, mine: OfficeDispositions, theirs: OfficeDispositions
) -> tuple[OfficeDispositions, tuple[str, ...]]:
    """`mine`, put together over `base`, laid over what others made of it meanwhile: a field that only one side changed
    has that side's value, one that both changed has mine. Gives a sentence for each that both changed.
    """
    said: list[str] = []
    before, others = ({d.key: d for d in side.all} for side in (base, theirs))
    rows = []
    for d in mine.all:
        was, other = before.get(d.key), others.get(d.key)
        if was is None and other is not None:  # both added one: two keys
            rows.append(replace(d, key=free_key(d.label, {*before, *others, *_keys(mine)})))
            continue
        if was is None or other is None:
            rows += [d] if was is None or d != was else []  # theirs took it away: mine stays only where I changed it
            said += (
                [f"{d.label} was deleted by somebody else, and changed here."] if was is not None and d != was else []
            )
            continue
        values: dict[str, Any] = {}
        for name in EDITABLE:
            own, old, new = (getattr(side, name) for side in (d, was, other))
            values[name] = new if own == old else own
            if len({own, old, new}) == 3:
                said.append(f"{was.label}: somebody else changed its {name.replace('_', ' ')} too.")
        rows.append(replace(d, **values))
    kept = {d.key for d in rows} | set(before)
    rows += [d for d in theirs.all if d.key not in kept]
    if [key for key in _keys(mine) if key in before] == [key for key in before if key in _keys(mine)]:  # theirs then
        rows.sort(key=lambda d: _place(theirs, d.key))
    merged = replace(mine, all=tuple(rows))
    for name in _TEXTS:
        if getattr(mine, name) == getattr(base, name):
            merged = replace(merged, **{name: getattr(theirs, name)})
        elif getattr(theirs, name) not in (getattr(base, name), getattr(mine, name)):
            said.append(f"Somebody else changed the {name.replace('_', ' ')} too.")
    return merged, tuple(said)


def _keys(office: OfficeDispositions) -> list[str]:
    return [d.key for d in office.all]


def _place(office: OfficeDispositions, key: str) -> int:
    keys = _keys(office)
    return keys.index(key) if key in keys else len(keys)


def read_file(value: Any, office: OfficeDispositions) -> OfficeDispositions:
    """What a file says over what the office has: a list as `dispositions --json` prints it, or an object with the list
    and policies, records, contract_link, deal_link. A field that is not named stays as it is; one of the office's own
    that is not named is deleted. Errors: WrongUseError for what is no such file; FieldProblemsError for its values.
    """
    document = {"list": value} if isinstance(value, list) else value
    if not isinstance(document, dict) or set(document) - {"list", *_TEXTS}:
        raise WrongUseError("A list as “dispositions --json” prints it is needed, or an object with list, policies, "
                            "records, contract_link and deal_link.")  # fmt: skip
    found = document.get("list", write_dispositions(office)["list"])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise WrongUseError("The list holds an object for each disposition.")
    rows, policies = [], dict(office.policies)
    for place, one in enumerate(found, 1):
        rows.append(_row(one, office, place))
        if rows[-1].guard and isinstance(one.get("policy"), str) and one["policy"]:
            policies[rows[-1].guard] = one["policy"]
    missing = [d for d in office.all if not is_own(d) and d.key not in {row.key for row in rows}]
    texts = _texts(document, replace(office, policies=tuple(policies.items())))
    return check_dispositions(replace(texts, all=(*rows, *missing)))


def _row(one: Mapping[str, Any], office: OfficeDispositions, place: int) -> Disposition:
    key = one.get("key")
    if not isinstance(key, str) or not key:
        raise WrongUseError(f"Number {place} of the list has no key.")
    unknown = set(one) - set(EDITABLE) - _ECHO
    if unknown:
        raise WrongUseError(f"{key}: a disposition has no {', '.join(sorted(unknown))}.")
    for name, kind in EDITABLE.items():
        if name in one and not _is(one[name], kind):
            raise FieldProblemsError({key: f"{key}: {name} is {_WORDS[kind]}."})
    base = next((d for d in (*office.all, *SHIPPED) if d.key == key), Disposition(key, key.replace("_", " "), GREEN))
    values: dict[str, Any] = {
        name: tuple(one[name]) if kind is list else one[name] for name, kind in EDITABLE.items() if name in one
    }
    return replace(base, **values)


def _is(value: Any, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _texts(document: Mapping[str, Any], office: OfficeDispositions) -> OfficeDispositions:
    policies, records = document.get("policies", {}), document.get("records", [list(pair) for pair in office.records])
    pairs = isinstance(records, list) and all(
        _is(pair, list) and len(pair) == len(("key", "label")) for pair in records
    )
    if not isinstance(policies, dict) or not all(
        key in POLICIES and isinstance(policies[key], str) for key in policies
    ):
        raise WrongUseError(f"Policies are texts for {', '.join(POLICIES)}.")
    if not pairs:
        raise WrongUseError("Records are pairs of a key and a name.")
    links = {name: document.get(name, getattr(office, name)) for name in ("contract_link", "deal_link")}
    if not all(isinstance(link, str) for link in links.values()):
        raise WrongUseError("A form's address is a text.")
    texts = dict(office.policies) | policies
    return replace(office, policies=tuple(texts.items()), records=tuple((k, v) for k, v in records), **links)
