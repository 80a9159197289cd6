"""Makes the workbooks among the inputs anew: `python -m tests.inputs.make_binary_inputs`."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from xlsxwriter import Workbook

from tests.inputs.old_workbook import xls_bytes

HERE = Path(__file__).parent
HEADER = ("First Name", "Last Name", "Email", "Cell Phone 1", "Zip", "Birthday", "Last Seen", "Status", "Notes")
Cell = str | int | float | bool | dt.date | dt.datetime | None
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("Aurelio", "Stone", "aurelio.stone@example.com", 8135550164, 2134, dt.date(1980, 5, 6), None, "New Lead", ""),
    ("Birgitta", "Moss", "birgitta.moss@example.com", 7275550165, 33701, None, None, "Client", "two\nlines"),
    ("Caius", "Fenwick", "", "(941) 555-0166", "34205-1234", None, dt.datetime(2026, 11, 1, 14, 5), "Sphere", 0.5),
    ("Danica", "Wolfe", "danica.wolfe@example.com", None, 33602, dt.date(1999, 12, 31), None, "Closed", True),
    ("Eamon", "Reyes-Lund", "eamon.reyeslund@example.com", 3525550167, 501, None, None, "Archived", "=not a formula"),
    ("Fia", "Östlund", "fia.ostlund@example.com", "8135550168 / 8135550169", 33609, None, None, 7, ""),
)


def make_xlsx(path: Path) -> None:
    """Two title rows, a header, numbers as numbers, a second sheet with fewer rows."""
    book = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": dt.datetime(2026, 11, 22)})
    date, moment = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    about = book.add_worksheet("About")
    about.write_string(0, 0, "Exported by the office next door")
    sheet = book.add_worksheet("Contacts")
    sheet.write_string(0, 0, "Our contacts")
    for column, name in enumerate(HEADER):
        sheet.write_string(2, column, name)
    for at, row in enumerate(ROWS, 3):
        for column, cell in enumerate(row):
            if isinstance(cell, dt.datetime):
                sheet.write_datetime(at, column, cell, moment)
            elif isinstance(cell, dt.date):
                sheet.write_datetime(at, column, dt.datetime.combine(cell, dt.time()), date)
            elif cell is not None:
                sheet.write(at, column, cell)
    book.close()


def make_ods(path: Path, rows: Sequence[Sequence[Cell]] = (HEADER, *ROWS), *, tail: str = "") -> None:
    """The smallest OpenDocument sheet, with LibreOffice's long empty end; `tail` is put in as further rows."""
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    empty = (
        '<table:table-row table:number-rows-repeated="1048569">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.3" '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Contacts">{body}{tail}{empty}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.3" '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content),
            ("META-INF/manifest.xml", manifest),
        ):
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 22, 0, 0, 0)), text)


def _ods_cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, bool):
        kind, value = "boolean", f'office:boolean-value="{str(cell).lower()}"'
    elif isinstance(cell, int | float):
        kind, value = "float", f'office:value="{cell}"'
    elif isinstance(cell, dt.date):
        kind, value = "date", f'office:date-value="{cell.isoformat()}"'
    else:
        kind, value = "string", ""
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    return f'<table:table-cell office:value-type="{kind}" {value}>{lines}</table:table-cell>'


def make_xls(path: Path) -> None:
    """The old format; its dates are written as texts."""
    rows = [["" if cell is None else cell if isinstance(cell, float) else _old(cell) for cell in row] for row in ROWS]
    path.write_bytes(xls_bytes([list(HEADER), *rows]))


def _old(cell: Cell) -> str | float:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int):
        return float(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def main() -> None:
    """Writes the files beside this one."""
    make_xlsx(HERE / "contacts.xlsx")
    make_ods(HERE / "contacts.ods")
    make_xls(HERE / "contacts.xls")


if __name__ == "__main__":
    main()
