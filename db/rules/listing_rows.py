"""One row of a listing file by RESO Data Dictionary names: into columns of the office, with what was not understood."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from db.rules.addresses import postal_code, read_one_cell, state_of
from db.rules.dates import read_moment
from db.rules.listing_values import LISTING_STATUSES, letters_of, listing_status, property_type
from db.rules.moments import from_iso

# The part a column plays, and the names it goes by in letters only; of several columns the first filled one counts.
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "listing_key": ("listingkey", "listingkeynumeric"),
    "mls_number": ("listingid", "mlsnumber", "mls", "mlsid", "mlsno", "mlslistingid", "mlsnum"),
    "status": ("standardstatus", "mlsstatus", "listingstatus", "status"),
    "type": ("propertytype", "type"),
    "subtype": ("propertysubtype", "subtype"),
    "list_price": ("listprice", "askingprice", "currentprice", "price"),
    "close_price": ("closeprice", "soldprice", "saleprice", "sellingprice"),
    "listed": ("listingcontractdate", "onmarketdate", "listdate", "listingdate"),
    "closed": ("closedate", "solddate", "closingdate", "saledate"),
    "number": ("streetnumber", "streetnumbernumeric"),
    "before": ("streetdirprefix",),
    "name": ("streetname",),
    "suffix": ("streetsuffix", "streetsuffixmodifier"),
    "after": ("streetdirsuffix",),
    "unit": ("unitnumber", "unit"),
    "whole": ("unparsedaddress", "fulladdress", "address", "streetaddress", "street"),
    "city": ("city", "postalcity"),
    "region": ("stateorprovince", "state", "province"),
    "postal_code": ("postalcode", "zip", "zipcode"),
    "bedrooms": ("bedroomstotal", "bedrooms", "beds", "totalbedrooms"),
    "baths": ("bathroomstotaldecimal", "bathrooms", "baths", "totalbaths"),
    "baths_full": ("bathroomsfull", "fullbaths"),
    "baths_half": ("bathroomshalf", "halfbaths"),
    "baths_whole": ("bathroomstotalinteger",),
    "floor_area": ("livingarea", "sqft", "squarefeet", "sqftliving", "buildingareatotal"),
    "area_units": ("livingareaunits",),
    "acres": ("lotsizeacres", "acres"),
    "lot_feet": ("lotsizesquarefeet", "lotsqft"),
    "year_built": ("yearbuilt",),
    "modified": ("modificationtimestamp", "lastmodified"),
}
_STATUSES: Final = f"the statuses are {', '.join(label for _key, label in LISTING_STATUSES)}"
_PART_OF: Final = {name: (part, n) for part, names in NAMES.items() for n, name in enumerate(names)}
# Also kept as written: what they become here says less than they do.
_KEPT_TOO: Final = frozenset(
    {"status", "type", "subtype", "unit", "whole", "area_units", "baths_full", "baths_half", "baths_whole", "acres"}
)
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_LONGEST: Final = 200  # characters of a short text
_SQUARE_FEET_OF_ACRE: Final = 43_560
_SQUARE_FEET_OF_METER: Final = 10.763_910_4
LARGEST: Final = 2_000_000_000


@dataclass(frozen=True, slots=True)
class ListingDraft:
    """What one row says: `values` by column of the table (only what is filled in), `details` all else by its own name.

    `reason` is a sentence when the row cannot be a listing; `warnings` name column and value.
    """

    row: int
    values: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    reason: str = ""

    @property
    def name(self) -> str:
        """What a report calls it."""
        number = self.values.get("mls_number") or self.values.get("listing_key", "")
        return " ".join(filter(None, (number, self.values.get("street", ""))))


def is_listing_header(header: Sequence[str]) -> bool:
    """Whether these are the columns of listings: something to know them by, and two more."""
    parts = {_PART_OF[word][0] for name in header if (word := letters_of(name)) in _PART_OF}
    return bool(parts & {"listing_key", "mls_number"}) and len(parts) >= 3


class ListingRows:
    """Reads rows under one header. `region` is the office's country, `zone` its time zone.

    `ignored` are columns that say nothing of the listing, such as why a row was refused.
    """

    def __init__(
        self, header: Sequence[str], *, region: str = "US", zone: str = "UTC", ignored: Collection[str] = ()
    ) -> None:
        self.header, self.ignored = tuple(header), frozenset(ignored)
        self.region, self.zone = region, zone
        found: dict[str, list[tuple[int, int]]] = {}
        for at, name in enumerate(header):
            part, rank = _PART_OF.get(letters_of(name), ("", 0))
            if part:
                found.setdefault(part, []).append((rank, at))
        self.places = {part: tuple(at for _rank, at in sorted(places)) for part, places in found.items()}

    def read(self, row: int, cells: Sequence[str]) -> ListingDraft:
        """The listing of a row; a draft with `reason` when it has nothing to be known by, or an unknown status."""
        return _Row(self, cells).draft(row)


class _Row:
    """The reading of one row."""

    def __init__(self, under: ListingRows, cells: Sequence[str]) -> None:
        self._header, self._places, self._cells = under.header, under.places, cells
        self._ignored = under.ignored
        self._region, self._zone = under.region, under.zone
        self._used: set[int] = set()
        self._warnings: list[str] = []

    def draft(self, row: int) -> ListingDraft:
        """What the row says."""
        values: dict[str, Any] = {
            "listing_key": self._short("listing_key"),
            "mls_number": self._short("mls_number"),
            **self._kind(),
            **self._address(),
            "list_price_cents": self._number("list_price", hundred=True),
            "close_price_cents": self._number("close_price", hundred=True),
            "listed_at": self._moment("listed"),
            "closed_at": self._moment("closed"),
            "bedrooms": self._number("bedrooms"),
            "bathroom_hundredths": self._bathrooms(),
            "floor_area": self._floor_area(),
            "lot_square_feet": self._lot(),
            "year_built": self._number("year_built"),
            "modified_at": self._moment("modified"),
        }
        status, reason = self._status()
        values["standard_status"] = status
        if not values["listing_key"] and not values["mls_number"]:
            reason = (
                "Neither ListingKey nor ListingId (the MLS number) is filled in, so the listing cannot be told apart."
            )
        filled = {k: v for k, v in values.items() if v not in (None, "")}
        return ListingDraft(row, filled, self._details(), tuple(self._warnings), reason)

    # -- cells --------------------------------------------------------------------------------------------------

    def _find(self, part: str) -> tuple[str, str]:
        """The first filled cell of a part, and its column's name."""
        places = self._places.get(part, ())
        for at in places:
            text = self._cells[at].strip()
            if text:
                if part not in _KEPT_TOO:
                    self._used.add(at)
                return text, self._header[at]
        return "", ""

    def _text(self, part: str) -> str:
        return " ".join(self._find(part)[0].split())

    def _short(self, part: str) -> str:
        text, column = self._find(part)
        text = " ".join(text.split())
        if len(text) > _LONGEST:
            self._warn(column, text, f"is cut to {_LONGEST} characters")
        return text[:_LONGEST].rstrip()

    def _warn(self, column: str, text: str, what: str) -> None:
        shown = text if len(text) <= 40 else f"{text[:40]}…"
        self._warnings.append(f"{column}: “{shown}” {what}.")

    def _keep(self, part: str) -> None:
        """What was not understood stands among the details after all."""
        self._used -= set(self._places.get(part, ()))

    def _number(self, part: str, *, hundred: bool = False) -> int | None:
        found = self._decimal(part)
        return None if found is None else round(found * 100) if hundred else round(found)

    def _hundredths(self, part: str) -> int | None:
        found = self._decimal(part, times=100)
        return None if found is None else round(found)

    def _decimal(self, part: str, *, times: float = 1) -> float | None:
        """The number of a part, `times` something; what is then more than a column holds cannot be."""
        text, column = self._find(part)
        if not text:
            return None
        plain = text.replace("$", "").replace(",", "").replace(" ", "")
        if not _NUMBER.fullmatch(plain):
            self._warn(column, text, "is no number; it was left out")
        elif not 0 <= float(plain) * times <= LARGEST:
            self._warn(column, text, "cannot be; it was left out")
        else:
            return float(plain) * times
        self._keep(part)
        return None

    def _moment(self, part: str) -> int | None:
        text, column = self._find(part)
        found = from_iso(read_moment(text, zone=self._zone)) if text else None
        if text and found is None:
            self._warn(column, text, "is no date; it was left out")
            self._keep(part)
        return found

    # -- what several columns say together ----------------------------------------------------------------------

    def _status(self) -> tuple[str, str]:
        text, column = self._find("status")
        key = listing_status(text)
        return key, f"{column}: “{text}” is no status of a listing; {_STATUSES}." if text and not key else ""

    def _kind(self) -> dict[str, Any]:
        kind, subtype = self._text("type"), self._text("subtype")
        lease = "lease" in letters_of(kind) or "rental" in letters_of(kind)
        found: dict[str, Any] = {"property_type": property_type(kind, subtype)}
        return found | ({"is_lease": lease} if kind else {})

    def _address(self) -> dict[str, Any]:
        name = self._text("name")
        pieces = [self._text("number"), self._text("before"), name, self._text("suffix"), self._text("after")]
        street, unit = " ".join(filter(None, pieces)) if name else "", self._text("unit")
        city, region, code = self._short("city"), self._short("region"), self._short("postal_code")
        whole = self._text("whole")
        if whole and not street:
            read = read_one_cell(whole, region=self._region)
            street, unit = read.street, unit or read.unit
            if city and street.casefold().endswith(f", {city}".casefold()):
                street = street[: -len(city) - 2]
            city, region, code = city or read.city, region or read.region, code or read.postal_code
        if unit and unit.casefold() not in street.casefold():
            street = f"{street} {unit}" if unit[:1] == "#" or " " in unit else f"{street} Unit {unit}"
        return {
            "street": street.strip()[:_LONGEST],
            "city": city[:_LONGEST],
            "region": state_of(region, region=self._region) if region else "",
            "postal_code": postal_code(code, region=self._region)[:_LONGEST] if code else "",
        }

    def _bathrooms(self) -> int | None:
        whole = self._hundredths("baths")
        full, half = self._hundredths("baths_full"), self._hundredths("baths_half")
        count = self._hundredths("baths_whole")  # counts a half bath as one
        if whole is not None:
            return whole
        return count if full is None and half is None else (full or 0) + (half or 0) // 2

    def _floor_area(self) -> int | None:
        meters = "meter" in letters_of(self._text("area_units"))
        area = self._decimal("floor_area", times=_SQUARE_FEET_OF_METER if meters else 1)
        return None if area is None else round(area)

    def _lot(self) -> int | None:
        of_acres, feet = self._decimal("acres", times=_SQUARE_FEET_OF_ACRE), self._number("lot_feet")
        if feet is not None:
            return feet
        return None if of_acres is None else round(of_acres)

    def _details(self) -> dict[str, str]:
        return {
            name: text
            for at, (name, cell) in enumerate(zip(self._header, self._cells, strict=True))
            if at not in self._used and name not in self._ignored and (text := cell.strip())
        }
