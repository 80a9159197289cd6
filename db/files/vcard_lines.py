"""vCard text cut into cards and properties: versions 2.1, 3.0 and 4.0, forgiving, one bad card at a time."""

from __future__ import annotations

import codecs
import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

CARD_LIMIT: Final = 1_000_000  # bytes of a card, pictures and sounds apart
LINE_LIMIT: Final = 16_000_000  # bytes of a physical line: a picture without folds
BINARY: Final = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
# Whose lines are left out when nothing of them is kept.
NOT_TAKEN: Final = BINARY | {"AGENT"}
# Nothing of a picture is kept; where only its address on the internet stands, that is a text like any other.
_BINARY_LINE: Final = re.compile(rb"(?:[\w-]+\.)?(PHOTO|LOGO|SOUND|KEY)(?=[;:])(?![^:]*:https?://)", re.IGNORECASE)
_HEAD: Final = re.compile(r'(?:([\w-]+)\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)', re.DOTALL)
_PARAM: Final = re.compile(r';((?:[^";]|"[^"]*")*)')
_QUOTED_PRINTABLE: Final = re.compile(rb"[^:]*;[^:]*QUOTED-PRINTABLE[^:]*:", re.IGNORECASE)
_ENCODINGS: Final = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_CARET: Final = {"^n": "\n", "^'": '"', "^^": "^"}


@dataclass(frozen=True, slots=True)
class Property:
    """One property: `name` in capitals, `group` ("item1" or ""), `params` by name in capitals (values as
    written; a bare word of version 2.1 is a TYPE), `value` decoded but still escaped.
    """

    name: str
    value: str
    group: str = ""
    params: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def types(self) -> tuple[str, ...]:
        """The TYPE words, in small letters."""
        return tuple(word.casefold() for word in self.params.get("TYPE", ()))

    def text(self) -> str:
        """The value, unescaped."""
        return unescape(self.value)

    def parts(self, separator: str = ";") -> list[str]:
        """The components of a structured value, unescaped and trimmed."""
        return [unescape(part).strip() for part in split_escaped(self.value, separator)]


@dataclass(frozen=True, slots=True)
class Card:
    """One card: its properties, the names of what was left out (pictures, an agent's card inside the card), and
    what is wrong with it ("" if fine).
    """

    properties: tuple[Property, ...]
    left_out: tuple[str, ...] = ()
    problem: str = ""


def cards(lines: Iterable[bytes], fallback: str = "cp1252") -> Iterator[Card]:
    """The cards in physical lines, holding one card at a time. Text outside of cards is skipped.

    A value is UTF-8, else of its CHARSET, else of `fallback`.
    """
    inside: list[bytes] | None = None
    size = depth = 0
    binary = False
    for raw in lines:
        line = raw.rstrip(b"\r\n").removeprefix(codecs.BOM_UTF8)
        word = line.strip().upper()
        if inside and (depth or (word == b"BEGIN:VCARD" and inside[-1].strip().upper() == b"AGENT:")):
            depth += {b"BEGIN:VCARD": 1, b"END:VCARD": -1}.get(word, 0)  # somebody else's card: passed over whole
        elif word == b"BEGIN:VCARD":
            if inside is not None:
                yield _card(inside, fallback, size, "it is not ended by END:VCARD")
            inside, size, binary = [], 0, False
        elif inside is None:
            continue
        elif word == b"END:VCARD":
            yield _card(inside, fallback, size, "")
            inside = None
        elif binary and (line[:1] in {b" ", b"\t"} or b":" not in line):
            continue  # the rest of a picture: never kept, never counted
        else:
            found = _BINARY_LINE.match(line)
            binary = found is not None
            kept = found.group(1) + b":" if found else line
            size += len(kept)
            if size <= CARD_LIMIT:
                inside.append(kept)
    if inside is not None:
        yield _card(inside, fallback, size, "it is not ended by END:VCARD")


def _card(raw: list[bytes], fallback: str, size: int, problem: str) -> Card:
    version_2 = any(line.strip().upper() == b"VERSION:2.1" for line in raw)
    properties: list[Property] = []
    left_out: list[str] = []
    if size > CARD_LIMIT:
        return Card((), (), f"it is larger than {CARD_LIMIT:,} bytes")
    for line in _unfold(raw, version_2=version_2):
        found = _property(line, fallback)
        if found is None:
            problem = problem or f"the line “{_decode(line, (), fallback)[:60]}” is no line of a vCard"
        elif found.name in NOT_TAKEN and not found.value.strip():
            left_out.append(found.name)
        else:
            properties.append(found)
    return Card(tuple(properties), tuple(left_out), problem)


def _unfold(raw: list[bytes], *, version_2: bool) -> Iterator[bytes]:
    """Logical lines. Joined as bytes: old programs cut in the middle of a letter."""
    current: list[bytes] = []
    soft = False
    for line in raw:
        if soft:
            current.append(line)
        elif line[:1] in {b" ", b"\t"} and current:
            current.append(line if version_2 else line[1:])
        else:
            if current and (joined := b"".join(current)).strip():
                yield joined
            current = [line]
        soft = line.endswith(b"=") and bool(_QUOTED_PRINTABLE.match(current[0]))
        if soft:
            current[-1] = current[-1][:-1]
    if current and (joined := b"".join(current)).strip():
        yield joined


def _property(line: bytes, fallback: str) -> Property | None:
    found = _HEAD.fullmatch(_decode(line, (), fallback))
    if found is None:
        return None
    group, name, raw_params, value = found.groups()
    params = _params(raw_params)
    encoding = params.get("ENCODING", ("",))[0].upper()
    charset = params.get("CHARSET", ())
    if encoding == "QUOTED-PRINTABLE":
        value = _decode(quopri.decodestring(value.encode("ascii", "ignore")), charset, fallback)
    elif charset:
        value = _decode(line.partition(b":")[2], charset, fallback)
    return Property(name.upper(), value, (group or "").casefold(), params)


def _params(text: str) -> dict[str, tuple[str, ...]]:
    params: dict[str, tuple[str, ...]] = {}
    for match in _PARAM.finditer(text):
        name, equals, value = match.group(1).partition("=")
        name = name.strip().upper()
        if not equals:
            name, value = ("ENCODING" if name in _ENCODINGS else "TYPE"), name
        value = re.sub(r"\^[n'^]", lambda caret: _CARET[caret.group()], value.replace('"', "").strip())
        words = value.split(",") if name == "TYPE" else [value]
        params[name] = (*params.get(name, ()), *(word.strip() for word in words if word.strip()))
    return params


def _decode(data: bytes, charset: tuple[str, ...], fallback: str) -> str:
    for encoding in ("utf-8", *charset, fallback):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "brokerdesk-cp1252")


def split_escaped(value: str, separator: str) -> list[str]:
    """Cut at the separator where no backslash stands before it; the escapes stay in."""
    parts: list[str] = []
    start = 0
    for found in re.finditer(rf"\\.|{re.escape(separator)}", value, re.DOTALL):
        if found.group() == separator:
            parts.append(value[start : found.start()])
            start = found.end()
    return [*parts, value[start:]]


def unescape(value: str) -> str:
    r"""`\n` and `\N` are line breaks, `\,` `\;` `\:` `\\` the characters themselves."""
    if "\\" not in value:
        return value
    return re.sub(r"\\(.)", lambda m: "\n" if m.group(1) in "nN" else m.group(1), value, flags=re.DOTALL)


def escape(value: str) -> str:
    """The other way: what `unescape` gives back, whatever line breaks were in it."""
    value = value.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return value.replace("\r\n", "\\n").replace("\r", "\\n").replace("\n", "\\n")
