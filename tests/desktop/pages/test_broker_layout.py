"""The broker's cards arranged by menu, keys and drag, remembered for the member; and the page on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.dialogs.print_list import PrintListDialog
from desktop.operations.board_paper import BoardPaper, PaperBar, PaperBlock, PaperFigure
from desktop.operations.list_paper import Heading, Sheet
from desktop.pages.broker_dashboard.arrangement import Arrangement, read_arrangement
from desktop.pages.broker_dashboard.board_printing import block_of
from desktop.pages.broker_dashboard.cards import CARDS as SPECS
from desktop.pages.broker_dashboard.cards import WIDE
from desktop.theme.fonts import register_inter
from tests.desktop.conftest import Opened
from tests.desktop.pages.boards import Board, Key, Left
from tests.desktop.pages.hands import dialog_of

Control, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CARDS = ("a", "b", "c", "d")


def test_cards_are_moved_hidden_and_widened() -> None:
    plain = Arrangement(CARDS)
    assert plain.moved("c", "left").order == ("a", "c", "b", "d")
    assert plain.moved("d", "up").order == ("a", "d", "b", "c")
    assert plain.moved("a", "left") == plain
    assert plain.placed("a", "c", after=True).order == ("b", "c", "a", "d")
    hidden = plain.with_hidden("b", on=True)
    assert hidden.moved("c", "left").order == ("c", "b", "a", "d")
    assert hidden.placed("a", "b", after=True) == hidden
    assert hidden.with_wide("c", on=True).cells(2) == {"a": (0, 0, 1), "c": (1, 0, 2), "d": (2, 0, 1)}
    assert hidden.cells(1) == {"a": (0, 0, 1), "c": (1, 0, 1), "d": (2, 0, 1)}


@pytest.mark.parametrize("text", ["", ",,", "-*", "zz,-yy*"])
def test_what_is_not_known_is_as_it_comes(text: str) -> None:
    assert read_arrangement(text, CARDS) == Arrangement(CARDS)


def test_an_arrangement_is_read_as_it_was_written() -> None:
    made = Arrangement(("d", "a", "c", "b"), frozenset({"a"}), frozenset({"d", "a"}))
    assert read_arrangement(made.text(), CARDS) == made
    assert read_arrangement("d,-b", CARDS).order == ("d", "b", "a", "c")


def chosen(board: Board, key: str, label: str) -> None:
    menu = board.page.cards[key].make_menu()
    next(a for a in menu.actions() if a.text().split("\t")[0] == label).trigger()
    menu.close()


def test_by_menu_and_keys_and_remembered(board: Board) -> None:
    board.settle()
    cards = board.page.board
    first, second = cards.arrangement.order[:2]
    chart = board.chart(second)
    chart.setFocus()
    QTest.keyClick(chart.plot, Key.Key_Left, Control | Shift)
    assert cards.arrangement.order[:2] == (second, first)
    assert chart.plot.hasFocus()
    QApplication.processEvents()
    assert board.page.cards[second].x() < board.page.cards[first].x()
    chosen(board, first, "Whole width")
    chosen(board, second, "Hide")
    assert not board.page.cards[second].isVisible()
    assert cards.all_hidden.text() == "1 card is hidden: show all"
    office = board.office
    kept = board.page._settings.own(office.place, office.actor.id, "broker-cards")
    assert kept.startswith(f"-{second},{first}*,")
    chosen(board, first, f"Show {board.page.cards[second].words}")
    assert board.page.cards[second].isVisible()
    chosen(board, first, "Reset the layout")
    assert cards.arrangement == Arrangement(tuple(spec.key for spec in SPECS), wide=WIDE)
    assert board.page._settings.own(office.place, office.actor.id, "broker-cards") == ""


def test_another_member_has_another_layout(board: Board) -> None:
    board.settle()
    board.page.board.hide_card("source")
    board.office.sign_in("Wes Park")
    board.page.member_changed()
    assert board.page.board.arrangement.hidden == frozenset()
    board.office.sign_in("Dana Moreau")
    board.page.member_changed()
    assert board.page.board.arrangement.hidden == {"source"}


def test_by_drag(board: Board) -> None:
    board.settle()
    QApplication.processEvents()
    order = board.page.board.arrangement.order
    card, other = board.page.cards[order[0]], board.page.cards[order[1]]
    held = QPoint(card.width() // 2, 10)
    wanted = card.mapFromGlobal(other.mapToGlobal(QPoint(other.width() - 20, 60)))
    QTest.mousePress(card, Left, pos=held)
    QTest.mouseMove(card, wanted)
    assert board.page.board._mark.isVisible()
    QTest.mouseRelease(card, Left, pos=wanted)
    assert board.page.board.arrangement.order[:2] == (order[1], order[0])
    assert not board.page.board._mark.isVisible()


# -- on paper --------------------------------------------------------------------------------------------------


def test_ctrl_p_saves_the_whole_page_as_a_pdf(opened: Opened, tmp_path: Path) -> None:
    session = opened.session
    session.window.open_page(session.broker.key)
    opened.settle()
    page = session.broker.page
    assert page is not None
    page.bar.agent.set_key("Wes Park")
    page.bar.period_button.set_key("26")
    page.bar.changed.emit()
    opened.settle()
    opened.prompts.path = tmp_path / "overview"
    QTest.keyClick(session.window, Key.Key_P, Control)
    dialog = dialog_of(opened, PrintListDialog)
    QTest.mouseClick(dialog.pdf, Left)
    opened.settle()
    content = (tmp_path / "overview.pdf").read_bytes()
    assert b"Inter" in content
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", content))
    assert pages > 1
    assert opened.prompts.toasts[-1].endswith(f"saved as overview.pdf, {pages} pages")
    request = page.printing.request(page, landscape=True)
    assert request.heading.narrowed == "Agent is Wes Park · created 25 May – 22 Nov 2026"
    assert request.heading.definition == "Compared with the period before, 24 Nov 2025 – 24 May 2026."
    assert request.figures[0].title == "New contacts"
    assert [block.title for block in request.blocks] == [page.cards[key].words for key in page.board.arrangement.shown]


def test_every_number_of_a_card_is_on_paper(board: Board) -> None:
    for key, card in board.page.cards.items():
        board.settle()
        block = block_of(board.card(key))
        assert block.title == card.words
        if not card.drawn:
            assert block.empty
        elif block.bars:
            assert sum(bar.value for bar in block.bars) == (card.shown.total if card.shown else -1)
        else:
            assert len(block.rows) == card.table.model_.rowCount()


def paint(blocks: int, rows: int) -> tuple[list[QImage], int]:
    images: list[QImage] = []
    image = QImage(842, 595, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)

    def next_page() -> bool:
        images.append(image.copy())
        painter.fillRect(image.rect(), Qt.GlobalColor.white)
        return True

    sheet = Sheet(QRectF(30, 30, 782, 535), 72, next_page)
    heading = Heading("Overview", "As of the end of 1 Nov 2026.", "Agent is Wes Park", "Printed today")
    bars = tuple(PaperBar(f"Source {n} with a long name", n * 7, f"{n * 7:,}") for n in range(rows))
    made = [PaperBlock(f"Chart {n}", "people", bars=bars) for n in range(blocks)]
    made.append(PaperBlock("Board", "people", titles=("Agent", "Calls"), rows=(("Wes Park", "1"),) * rows))
    made.append(PaperBlock("Nothing", "", empty="Nobody is in the pool."))
    pages = BoardPaper(painter, sheet, heading, font=QFont(register_inter())).paint(
        [PaperFigure("New contacts", "214", "+12 % against 1 – 30 Sep")] * 5, made
    )
    painter.end()
    images.append(image)
    return images, pages


@pytest.mark.parametrize(("blocks", "rows"), [(0, 0), (3, 8), (12, 14), (2, 200), (1, 2_000)])
def test_no_card_is_cut_in_two_and_nothing_stands_beside_the_page(qapp: QApplication, blocks: int, rows: int) -> None:
    images, pages = paint(blocks, rows)
    assert len(images) == pages
    for image in images:
        edges = [(x, y) for x in range(842) for y in range(595) if not (30 <= x <= 813 and 30 <= y <= 566)][::7]
        assert all(image.pixelColor(x, y).lightness() > 250 for x, y in edges)
