"""What the rows of a listing file do to the listings of the office: new, updated, unchanged or refused (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from db.rules.listing_rows import ListingDraft
from db.rules.listing_values import LISTING_STATUSES

NEW, UPDATED, UNCHANGED, REFUSED = "new", "updated", "unchanged", "refused"
OUTCOMES: Final = (NEW, UPDATED, UNCHANGED, REFUSED)
LABELS: Final = {
    "listing_key": "Listing key", "mls_number": "MLS number", "standard_status": "Status",
    "property_type": "Property type", "is_lease": "Lease", "street": "Street", "city": "City", "region": "State",
    "postal_code": "Postal code", "list_price_cents": "List price", "close_price_cents": "Close price",
    "listed_at": "Listed", "closed_at": "Closed", "bedrooms": "Bedrooms", "bathroom_hundredths": "Bathrooms",
    "floor_area": "Living area", "lot_square_feet": "Lot size", "year_built": "Year built",
    "modified_at": "Modified", "details": "Details",
}  # fmt: skip
# Columns of the table a row may fill; texts are empty and numbers None where it does not.
COLUMNS: Final = tuple(name for name in LABELS if name != "details")
_TEXTS: Final = (
    "listing_key", "mls_number", "standard_status", "property_type", "street", "city", "region", "postal_code",
)  # fmt: skip
_EMPTY: Final[dict[str, Any]] = dict.fromkeys(COLUMNS) | dict.fromkeys(_TEXTS, "") | {"is_lease": False}


@dataclass(slots=True)
class Known:
    """A listing of the office, or one that an earlier row of the file makes: `id` None, `index` among the new ones."""

    id: int | None
    values: dict[str, Any]
    details: dict[str, str]
    changed: set[str] = field(default_factory=set)
    index: int | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class ListingOutcome:
    """What becomes of one row. `id` is the listing's, None while it is new: then `index` counts the new ones from 0.

    `turned` are the columns that change, each with the value before and after.
    """

    row: int
    outcome: str
    name: str = ""
    id: int | None = None
    index: int | None = None
    changes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    turned: tuple[tuple[str, Any, Any], ...] = ()


class ListingMatcher:
    """Takes rows one after another; a later row about the same listing is measured against what the earlier one made.

    The same listing is the one of the same ListingKey, else of the same MLS number. One key with two closing days is
    two sales: parcel numbers serve as keys in public records.
    """

    def __init__(self, known: Iterable[Known]) -> None:
        self.new: list[Known] = []
        self._touched: dict[int, Known] = {}
        self._by_key: dict[str, list[Known]] = {}
        self._by_number: dict[str, list[Known]] = {}
        for one in known:
            self._register(one)

    @property
    def updated(self) -> list[Known]:
        """The listings of the office that change, with the columns in `changed`."""
        return [one for one in self._touched.values() if one.changed]

    def take(self, draft: ListingDraft) -> ListingOutcome:
        """What the row does."""
        if draft.reason:
            return ListingOutcome(draft.row, REFUSED, draft.name, warnings=draft.warnings, reasons=(draft.reason,))
        known = self._find(draft.values)
        return self._add(draft) if known is None else self._update(draft, known)

    def _register(self, one: Known) -> None:
        key, number = one.values.get("listing_key", ""), one.values.get("mls_number", "")
        if key:
            self._by_key.setdefault(key.casefold(), []).append(one)
        if number:
            self._by_number.setdefault(number.casefold(), []).append(one)

    def _find(self, values: Mapping[str, Any]) -> Known | None:
        key, number = values.get("listing_key", "").casefold(), values.get("mls_number", "").casefold()
        closed = values.get("closed_at")
        sales = self._by_key.get(key, []) if key else []
        if sales:
            same = [s for s in sales if s.values.get("closed_at") == closed]
            standing = [s for s in sales if s.values.get("closed_at") is None]
            if same or standing:
                return (same or standing)[-1]
            return None if closed is not None else max(sales, key=lambda s: s.values.get("closed_at") or 0)
        named = self._by_number.get(number, []) if number else []
        fitting = [s for s in named if not key or not s.values.get("listing_key")]
        return fitting[-1] if fitting else None

    def _add(self, draft: ListingDraft) -> ListingOutcome:
        values, warnings = _EMPTY | dict(draft.values), draft.warnings
        if not values["standard_status"]:
            if values["closed_at"] is None:
                reason = "A new listing needs a StandardStatus."
                return ListingOutcome(draft.row, REFUSED, draft.name, warnings=warnings, reasons=(reason,))
            values["standard_status"] = "closed"
            warnings += ("There is no StandardStatus; it is Closed, because a closing day is given.",)
        made = Known(None, values, dict(draft.details), index=len(self.new), row=draft.row)
        self.new.append(made)
        self._register(made)
        return ListingOutcome(draft.row, NEW, draft.name, index=made.index, warnings=warnings)

    def _update(self, draft: ListingDraft, known: Known) -> ListingOutcome:
        warnings = draft.warnings
        if known.row:
            warnings += (f"Row {known.row} of this file is about the same listing.",)
        known.row = draft.row
        told = ListingOutcome(draft.row, UNCHANGED, draft.name, known.id, known.index, warnings=warnings)
        modified, seen = draft.values.get("modified_at"), known.values.get("modified_at")
        if modified is not None and seen is not None and modified < seen:
            older = "The office has a newer state of this listing (ModificationTimestamp); nothing was taken over."
            return ListingOutcome(draft.row, UNCHANGED, draft.name, known.id, known.index, warnings=(*warnings, older))
        changes = {k for k, v in draft.values.items() if known.values.get(k) != v}
        turned = tuple((k, known.values.get(k), draft.values[k]) for k in LABELS if k in changes)
        known.values |= draft.values
        if any(known.details.get(k) != v for k, v in draft.details.items()):
            known.details |= draft.details
            changes.add("details")
        if not changes:
            return told
        if known.id is not None:
            known.changed |= changes
            self._touched[known.id] = known
        labels = tuple(LABELS[name] for name in LABELS if name in changes)
        return ListingOutcome(draft.row, UPDATED, draft.name, known.id, known.index, labels, warnings, turned=turned)


def search_text(values: Mapping[str, Any]) -> str:
    """What a search by words looks in: numbers, address and status, folded."""
    parts = [str(values.get(n) or "") for n in ("mls_number", "listing_key", "street", "city", "region", "postal_code")]
    parts.append(dict(LISTING_STATUSES).get(str(values.get("standard_status")), ""))
    return " ".join(filter(None, parts)).casefold()
