"""A list on paper and as a PDF: what stands on it, how many pages, and that it can be stopped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.rules.filters import Filter, ListSpec, Term
from desktop.dialogs.print_list import PrintListDialog
from desktop.item_models.contact_source import COLUMNS
from desktop.operations.list_paper import Heading, ListPaper, PaperColumn, Sheet, shrunk
from desktop.operations.printing import PrintRequest, page_layout, print_list, save_pdf
from desktop.theme.fonts import register_inter
from tests.desktop.conftest import Opened
from tests.desktop.pages.hands import dialog_of, page

Key, Left, Control = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
HEADING = Heading("New Lead", "Signed up or added with signs of interest.", "Priority is Hot", "Printed today")
NAMED = tuple(column for column in COLUMNS if column.key in ("name", "status", "phone", "created"))


def pages_of(path: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", path.read_bytes()))


def request(ids: tuple[int, ...] | None = None, *, list_key: str = "everyone") -> PrintRequest:
    return PrintRequest(ListSpec(list_key), ids, NAMED, HEADING, landscape=True, font=QFont(register_inter()))


def ask(opened: Opened) -> PrintListDialog:
    QTest.keyClick(opened.session.window, Key.Key_P, Control)
    return dialog_of(opened, PrintListDialog)


def test_ctrl_p_saves_the_list_as_a_pdf(opened: Opened, tmp_path: Path) -> None:
    dashboard = page(opened)
    dashboard.show_list(ListSpec("new_lead", Filter((Term("priority", "in", ("hot",)),))))
    opened.settle()
    opened.prompts.path = tmp_path / "new leads"
    dialog = ask(opened)
    assert not dialog.print_.isEnabled(), "there is no printer here"
    QTest.mouseClick(dialog.pdf, Left)
    opened.settle()
    assert opened.prompts.asked == ["Save as PDF", "Saving new leads.pdf"]
    assert opened.prompts.toasts == ["New Lead saved as new leads.pdf, 1 page"]
    content = (tmp_path / "new leads.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert "New Lead".encode("utf-16-be") in content, "the title"
    assert [p.name for p in tmp_path.glob("*.pdf*")] == ["new leads.pdf"]


def test_only_what_is_ticked_is_printed(opened: Opened) -> None:
    table = page(opened).contacts.table
    wanted = [table.id_at(row) for row in (2, 0)]
    for row_id in wanted:
        assert row_id is not None
        table.selection.set_ticked(row_id, True)
    words = page(opened)._list_words()
    assert words is not None
    made = page(opened).printing._request(words, opened.session.services.office.facts, landscape=True)
    assert made.ids == (table.id_at(0), table.id_at(2))
    assert [column.key for column in made.columns][:2] == ["name", "status"]


def test_an_empty_list_is_not_printed(opened: Opened) -> None:
    page(opened).show_list(ListSpec("contract"))
    opened.settle()
    QTest.keyClick(opened.session.window, Key.Key_P, Control)
    opened.settle()
    assert opened.prompts.toasts == ["There is nothing in this list to print."]


def test_a_printer_gets_the_same_pages(opened: Opened, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "spooled.pdf"))
    printer.setPageLayout(page_layout(landscape=False, region="DE"))
    print_list(opened.session.services, request(), printer)
    opened.settle()
    assert opened.prompts.toasts[-1].startswith("New Lead sent to ")
    assert opened.prompts.toasts[-1].endswith("2 pages")
    assert pages_of(tmp_path / "spooled.pdf") == 2


def test_a_pdf_that_is_stopped_is_not_there(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "kept.pdf").write_text("an older one", "utf-8")
    opened.prompts.cancelled = True
    save_pdf(opened.session.services, request(), tmp_path / "kept.pdf")
    opened.settle()
    assert opened.prompts.toasts == ["Printing was stopped."]
    assert (tmp_path / "kept.pdf").read_text("utf-8") == "an older one"
    assert [p.name for p in tmp_path.glob("*kept*")] == ["kept.pdf"]


def test_a_place_that_cannot_be_written_is_named(opened: Opened, tmp_path: Path) -> None:
    save_pdf(opened.session.services, request(), tmp_path / "nowhere" / "list.pdf")
    opened.settle()
    assert [text.split(":")[0] for text in opened.prompts.told] == ["list.pdf was not written"]


# -- the paper -------------------------------------------------------------------------------------------------


ON_PAPER = (PaperColumn("Name", may_be_cut=True), PaperColumn("Phone"), PaperColumn("Words", may_be_cut=True))


def paint(rows: int, *, heading: Heading = HEADING) -> tuple[list[QImage], int]:
    """Pages of 600 by 400 dots at 72 an inch, and how many were announced."""
    images: list[QImage] = []
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)

    def next_page() -> bool:
        images.append(image.copy())
        painter.fillRect(image.rect(), Qt.GlobalColor.white)
        return True

    sheet = Sheet(QRectF(0, 0, 600, 400), 72, next_page)
    paper = ListPaper(painter, sheet, heading=heading, columns=ON_PAPER, font=QFont(register_inter()))
    announced = paper.pages(rows)
    assert paper.paint(((f"Ann {n}", "(813) 555-0142", "long " * 60) for n in range(rows)), rows) == announced
    painter.end()
    images.append(image)
    return images, announced


@pytest.mark.parametrize("rows", [0, 1, 17, 18, 19, 40, 41, 400])
def test_as_many_pages_as_were_announced(qapp: QApplication, rows: int) -> None:
    images, announced = paint(rows)
    assert len(images) == announced
    assert announced == (1 if rows <= 18 else 1 + -(-(rows - 18) // 22))


def test_nothing_is_painted_over_the_edges(qapp: QApplication) -> None:
    wide = Heading("A very long name of a list " * 9, "Means " * 90, "Priority is Hot · " * 40, "Printed today")
    for image in paint(60, heading=wide)[0]:
        # the last dot at the right is the end of the lines at most; no letter is cut in two there
        inked = [y for y in range(400) if image.pixelColor(599, y).lightness() < 128]
        assert not inked


def test_what_must_not_be_cut_keeps_its_room(qapp: QApplication) -> None:
    image = QImage(300, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sheet = Sheet(QRectF(0, 0, 300, 400), 72, lambda: False)
    paper = ListPaper(painter, sheet, heading=HEADING, columns=ON_PAPER, font=QFont(register_inter()))
    rows = [("Ann " * 20, "(813) 555-0142", "long " * 60)]
    assert paper.paint(rows, 1) == 1
    phone = paper._metrics.horizontalAdvance("(813) 555-0142")
    assert paper._widths[1] >= phone + 8
    assert sum(paper._widths) == pytest.approx(300)
    painter.end()


def test_widths_fill_the_page_and_the_widest_gives_way() -> None:
    assert shrunk([10, 20], 100) == [45, 55]
    assert shrunk([10, 20, 300], 100) == [10, 20, 70]
    assert shrunk([10, 200, 300], 110) == [10, 50, 50]
    assert shrunk([300, 200, 300], 110) == pytest.approx([110 / 3] * 3)
    assert shrunk([300, 200, 300], 120, first=2) == [60, 30, 30]
    assert shrunk([], 100) == []
