"""One row of a call log, CallRail's, Twilio's or alike, into a call: who, which way, when, what came of it (R55)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.rules.dates import read_moment
from db.rules.listing_values import letters_of
from db.rules.moments import from_iso, iso
from db.rules.phones import find_phones
from db.rules.values import Pairs

OUTCOMES: Final[Pairs] = (
    ("answered", "Answered"),
    ("voicemail", "Voicemail"),
    ("no_answer", "Not answered"),
    ("busy", "Busy"),
    ("canceled", "Hung up before it was answered"),
    ("failed", "Failed"),
)
IN, OUT = "in", "out"
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "key": ("callsid", "resourceid", "sid", "callid", "id"),
    "parent": ("parentcallsid",),
    "direction": ("direction", "calldirection"),
    "customer": ("customerphonenumber", "customernumber", "callernum", "callernumber", "callerid"),
    "line": ("trackingphonenumber", "trackingnumber", "trackingnum"),
    "from": ("from", "fromnumber", "caller"),
    "to": ("to", "tonumber", "called"),
    "answered": ("answered",),
    "voicemail": ("voicemail",),
    "status": ("callstatus", "status", "calltype", "result"),
    "seconds": ("duration", "callduration", "durationseconds", "talktime"),
    "at": ("starttime", "datetime", "calltime", "createdat", "timestamp", "datecreated"),
    "source": ("sourcename", "source", "trackingsource"),
    "name": ("customername", "callername"),
    "agent": ("agentemail", "agentname", "agent", "employee"),
    "spam": ("spam",),
}
_PART_OF: Final = {name: (part, n) for part, names in NAMES.items() for n, name in enumerate(names)}
_UNFINISHED: Final = frozenset({"queued", "ringing", "inprogress", "initiated"})
_STATUS: Final = {
    "completed": "answered", "answered": "answered", "answeredcall": "answered", "voicemail": "voicemail",
    "voicemailcall": "voicemail", "busy": "busy", "failed": "failed", "canceled": "canceled", "cancelled": "canceled",
    "noanswer": "no_answer", "missed": "no_answer", "missedcall": "no_answer", "unanswered": "no_answer",
    "abandoned": "no_answer", "abandonedcall": "no_answer",
}  # fmt: skip
_YES: Final = frozenset({"true", "yes", "y", "1", "t"})
_NO: Final = frozenset({"false", "no", "n", "0", "f"})
_CLOCK: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d\d)", re.ASCII)
_SECONDS: Final = re.compile(r"(\d{1,7})(?:\.\d+)?\s*(?:s|sec|seconds)?", re.ASCII | re.IGNORECASE)
# What Twilio writes for a caller without a number, and the +266696687 it spells.
_WITHHELD: Final = frozenset(
    {"anonymous", "restricted", "unknown", "private", "blocked", "unavailable", "266696687", "7378742833", "2562533"}
)
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class CallDraft:
    """A call as a log tells it. `direction` is in or out; `number` is the other side's, `line` the office's, both E.164
    or ""; `at` in ms UTC.

    `reason` is a sentence when the row is no call that can be kept; with `ignored` it is passed over on purpose.
    """

    row: int
    key: str = ""
    direction: str = IN
    number: str = ""
    line: str = ""
    outcome: str = "no_answer"
    seconds: int | None = None
    at: int = 0
    source: str = ""
    caller_name: str = ""
    agent: str = ""
    warnings: tuple[str, ...] = ()
    reason: str = ""
    ignored: bool = False

    @property
    def words(self) -> str:
        """What was, in one line: "Inbound call, answered, 3 min 5 s"."""
        parts = ["Outbound call" if self.direction == OUT else "Inbound call", dict(OUTCOMES)[self.outcome].lower()]
        if self.seconds:
            parts.append(spoken_length(self.seconds))
        return ", ".join(parts)


def spoken_length(seconds: int) -> str:
    """Seconds as a person says them: "40 s", "3 min 5 s"."""
    minutes, rest = divmod(seconds, 60)
    return " ".join(filter(None, (f"{minutes:,} min" if minutes else "", f"{rest} s" if rest or not minutes else "")))


def is_call_header(header: Sequence[str]) -> bool:
    """Whether these are the columns of a call log: a number, a moment, and one thing more about a call."""
    parts = {_PART_OF[word][0] for name in header if (word := letters_of(name)) in _PART_OF}
    return bool(parts & {"customer", "from"}) and "at" in parts and bool(parts & {"direction", "seconds", "answered"})


class CallRows:
    """Reads rows under one header. `region` is the office's country, `zone` its time zone."""

    def __init__(self, header: Sequence[str], *, region: str = "US", zone: str = "UTC") -> None:
        self._region, self._zone = region, zone
        self._header = tuple(header)
        found: dict[str, list[tuple[int, int]]] = {}
        for at, name in enumerate(header):
            part, rank = _PART_OF.get(letters_of(name), ("", 0))
            if part:
                found.setdefault(part, []).append((rank, at))
        self._places = {part: tuple(at for _rank, at in sorted(places)) for part, places in found.items()}

    def read(self, row: int, cells: Sequence[str]) -> CallDraft:
        """The call of a row."""
        get = {part: self._cell(places, cells) for part, places in self._places.items()}
        passed_over = _passed_over(get)
        if passed_over:
            return CallDraft(row, get.get("key", "")[:_LONGEST], reason=passed_over, ignored=True)
        text = get.get("at", "")
        at = from_iso(read_moment(text, zone=self._zone))
        if at is None:
            column = self._column("at")
            return CallDraft(row, reason=f"{column}: “{text}” is no moment." if text else f"{column} is empty.")
        return self._call(row, get, at)

    def _cell(self, places: tuple[int, ...], cells: Sequence[str]) -> str:
        return next((text for at in places if (text := " ".join(cells[at].split()))), "")

    def _column(self, part: str) -> str:
        return self._header[self._places[part][0]]

    def _call(self, row: int, get: Mapping[str, str], at: int) -> CallDraft:
        warnings: list[str] = []
        direction = OUT if get.get("direction", "").casefold().startswith("out") else IN
        theirs, ours = ("to", "from") if direction == OUT else ("from", "to")
        part = "customer" if get.get("customer") else theirs
        number = self._number(part, get.get(part, ""), warnings)
        line_text = get.get("line") or (get.get(ours, "") if part == theirs else "")
        line = next((p.e164 for p in find_phones(line_text, self._region)), "") if line_text else ""
        seconds = _seconds(get.get("seconds", ""))
        if get.get("seconds") and seconds is None:
            warnings.append(f"{self._column('seconds')}: “{get['seconds'][:40]}” is no length of a call.")
        stamp = f"{iso(at)} {direction} {number or get.get(part, '')}"
        return CallDraft(
            row, (get.get("key") or stamp)[:_LONGEST], direction, number, line, _outcome(get, seconds), seconds, at,
            get.get("source", "")[:_LONGEST], get.get("name", "")[:_LONGEST], get.get("agent", ""), tuple(warnings),
        )  # fmt: skip

    def _number(self, part: str, text: str, warnings: list[str]) -> str:
        if not text or letters_of(text) in _WITHHELD:
            warnings.append("The number was withheld.")
            return ""
        found = next((p for p in find_phones(text, self._region)), None)
        if found is None or not found.usable:
            why = found.why_not if found else "not a phone number"
            warnings.append(f"{self._column(part)}: “{text[:40]}” cannot be dialled ({why}).")
            return ""
        return found.e164


def _passed_over(get: Mapping[str, str]) -> str:
    """Why a row is no call of its own; "" for one that is."""
    if letters_of(get.get("status", "")) in _UNFINISHED:
        return f"This call was not over yet ({get['status']})."
    if get.get("parent"):
        return f"This is a leg of the call {get['parent'][:60]}, not a call of its own."
    return "The log says this was spam." if get.get("spam", "").casefold() in _YES else ""


def _outcome(get: Mapping[str, str], seconds: int | None) -> str:
    if get.get("voicemail", "").casefold() in _YES:
        return "voicemail"
    answered = get.get("answered", "").casefold()
    if answered in _YES or answered in _NO:
        return "answered" if answered in _YES else "no_answer"
    found = _STATUS.get(letters_of(get.get("status", "")), "")
    if found == "answered" or not found:
        return "answered" if seconds or (found and seconds is None) else "no_answer"
    return found


def _seconds(text: str) -> int | None:
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    plain = _SECONDS.fullmatch(text)
    return int(plain[1]) if plain else None
