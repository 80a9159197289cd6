"""Status bars, stars, chips, search, tabs: pressed and typed at as people do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme.theme import Theme
from desktop.theme.tokens import LIGHT, MEASURE
from desktop.widgets.avatar import Avatar, initials
from desktop.widgets.chip_painting import ChipLook, chip_width, paint_chip
from desktop.widgets.chips_row import ChipsRow
from desktop.widgets.choice_menu import ChoiceMenu
from desktop.widgets.disposition_chip import DispositionChip
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_button import IconButton
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton
from desktop.widgets.search_box import SearchBox
from desktop.widgets.star_rating import StarRating, paint_stars
from desktop.widgets.status_button import StatusButton
from desktop.widgets.status_chip import StatusChip
from desktop.widgets.top_tabs import TopTabs
from tests.desktop.widgets.gallery import disposition_bar, disposition_look, status_bar, status_look

LEFT = Qt.MouseButton.LeftButton


def show(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)


def test_a_status_is_chosen_but_not_shown_before_it_is_written(qtbot: QtBot) -> None:
    bar = status_bar()
    show(qtbot, bar)
    with qtbot.waitSignal(bar.chosen) as blocker:
        QTest.mouseClick(bar.button("client"), LEFT)
    assert blocker.args == ["client"]
    assert bar.current == "active_lead"
    bar.set_current("client")
    assert bar.button("client").is_current
    assert not bar.button("active_lead").is_current
    assert bar.button("client").accessibleName() == "Client, current"


def test_the_status_bar_is_walked_by_arrows_and_pressed_by_enter(qtbot: QtBot) -> None:
    bar = status_bar()
    show(qtbot, bar)
    bar.activateWindow()
    bar.button("archive").setFocus()
    qtbot.waitUntil(bar.button("archive").hasFocus)
    QTest.keyClick(bar.button("archive"), Qt.Key.Key_Right)
    assert bar.button("sphere").hasFocus()
    with qtbot.waitSignal(bar.chosen) as blocker:
        QTest.keyClick(bar.button("sphere"), Qt.Key.Key_Return)
    assert blocker.args == ["sphere"]


def test_marking_the_current_status_moves_nothing(qtbot: QtBot) -> None:
    bar = status_bar()
    show(qtbot, bar)
    before = [bar.button(key).geometry() for key in ("sphere", "client", "archive")]
    bar.set_current("client")
    assert before == [bar.button(key).geometry() for key in ("sphere", "client", "archive")]


def test_a_disposition_out_of_the_menu_is_chosen(qtbot: QtBot) -> None:
    bar = disposition_bar()
    show(qtbot, bar)
    QTest.mouseClick(bar.button("Red"), LEFT)
    menu = bar.findChildren(ChoiceMenu)[-1]
    with qtbot.waitSignal(bar.chosen) as blocker:
        menu.actions()[1].trigger()
    assert blocker.args == ["no_interest"]
    menu.close()
    bar.set_current("no_interest")
    assert bar.button("Red").is_current


def test_the_foot_of_the_menu_says_what_the_entry_at_hand_does(qtbot: QtBot) -> None:
    bar = disposition_bar()
    show(qtbot, bar)
    QTest.mouseClick(bar.button("Red"), LEFT)
    menu = bar.findChildren(ChoiceMenu)[-1]
    said = []
    for _press in range(2):
        QTest.keyClick(menu, Qt.Key.Key_Down)
        said.append(menu.explanation)
    QTest.mouseMove(menu, menu.actionGeometry(menu.actions()[2]).center())
    assert [*said, menu.explanation] == ["Ends it.", "Not now.", "Only its owner may."]
    menu.close()


def test_a_key_of_the_menu_chooses_or_says_why_not(qtbot: QtBot) -> None:
    bar = disposition_bar()
    show(qtbot, bar)
    menu = ChoiceMenu(bar.button("Red").choice.menu, marked=True, parent=bar)
    menu.open_at(QPoint(0, 0))
    size = menu.size()
    QTest.keyClick(menu, Qt.Key.Key_3)
    assert (menu.isVisible(), menu.size(), menu.explanation) == (True, size, "Only its owner may.")
    with qtbot.waitSignal(menu.chosen) as blocker:
        QTest.keyClick(menu, Qt.Key.Key_2)
    assert blocker.args == ["no_interest"]


def test_a_choice_changes_under_the_keyboard(qtbot: QtBot) -> None:
    bar = disposition_bar()
    show(qtbot, bar)
    kept = bar.button("Offer Made")
    kept.setFocus()
    old = [button.choice for button in bar.findChildren(StatusButton)]
    bar.set_choices([replace(choice, meaning="Gives you one credit.\nClient & more.") for choice in old])
    assert bar.button("Offer Made") is kept
    assert bar.focusWidget() is kept
    assert kept.toolTip() == "<span>Gives you one credit.<br>Client &amp; more.</span>"


def test_buttons_wrap_and_stay_whole_when_it_gets_narrow(qtbot: QtBot) -> None:
    bar = disposition_bar()
    show(qtbot, bar)
    bar.resize(280, 400)
    layout = bar.layout()
    assert layout is not None
    assert layout.heightForWidth(280) > layout.heightForWidth(1300) * 4
    for key in ("Not Contacted", "Under Contract", "Red"):
        assert bar.button(key).geometry().right() <= 280
        assert bar.button(key).width() == bar.button(key).sizeHint().width()


def test_stars_are_given_and_taken_by_pointer(qtbot: QtBot) -> None:
    stars = StarRating()
    show(qtbot, stars)
    assert stars.rating is None
    fourth = QPoint(4 + 14 * 3 + 6, stars.height() // 2)
    with qtbot.waitSignal(stars.rated) as blocker:
        QTest.mouseClick(stars, LEFT, pos=fourth)
    assert blocker.args == [4]
    with qtbot.waitSignal(stars.rated) as blocker:
        QTest.mouseClick(stars, LEFT, pos=fourth)
    assert blocker.args == [None]


def test_zero_stars_and_not_rated_are_two_things(qtbot: QtBot) -> None:
    stars = StarRating()
    show(qtbot, stars)
    told: list[int | None] = []
    stars.rated.connect(told.append)
    for key in (Qt.Key.Key_0, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_5, Qt.Key.Key_Right):
        QTest.keyClick(stars, key)
    assert told == [0, 1, 2, 5]
    assert stars.accessibleName() == "Interest: 5 of 5 stars"
    QTest.keyClick(stars, Qt.Key.Key_Delete)
    assert told[-1] is None
    assert stars.toolTip() == "Not rated"
    with pytest.raises(ValueError, match="0 to 5"):
        stars.set_rating(6)


def test_stars_to_look_at_take_no_clicks_and_no_keys(qtbot: QtBot) -> None:
    stars = StarRating(read_only=True)
    show(qtbot, stars)
    stars.set_rating(3)
    QTest.mouseClick(stars, LEFT, pos=QPoint(10, 10))
    QTest.keyClick(stars, Qt.Key.Key_5)
    assert stars.rating == 3


def test_tables_paint_chips_and_stars_with_the_same_functions(qtbot: QtBot) -> None:
    image = QImage(300, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    look = status_look("active_lead")
    width = paint_chip(painter, QRectF(0, 0, 200, 36), look, LIGHT)
    assert width == chip_width(look, QFontMetricsF(painter.font()))
    assert paint_chip(painter, QRectF(0, 0, 60, 36), look, LIGHT) == 60
    paint_stars(painter, QRectF(220, 0, 80, 36), 1, LIGHT, empties=False)
    painter.end()
    assert image.pixelColor(226, 19).name().upper() == LIGHT.stars
    assert image.pixelColor(226 + 14, 19).name().upper() == "#FFFFFF"


def test_a_disposition_is_squarer_than_a_status(qtbot: QtBot) -> None:
    look = ChipLook("Offer Made", "arrow-up", "#007C68", "#7DC2B5")
    pill, square = StatusChip(look), DispositionChip(look)
    for chip in (pill, square):
        show(qtbot, chip)
        chip.resize(chip.sizeHint())
    assert square.look.square
    corner = (1, 2)
    assert pill.grab().toImage().pixelColor(*corner) != square.grab().toImage().pixelColor(*corner)
    assert DispositionChip(disposition_look("red", "Lost")).accessibleName() == "Lost"


def test_filter_chips_open_and_go(qtbot: QtBot) -> None:
    row = ChipsRow()
    qtbot.addWidget(row)
    assert row.isHidden()
    row.set_chips([("priority", "Priority is Hot or Warm"), ("tag", "#relocation")])
    show(qtbot, row)
    with qtbot.waitSignal(row.opened) as blocker:
        QTest.mouseClick(row.chips[0], LEFT, pos=QPoint(20, 10))
    assert blocker.args == ["priority"]
    with qtbot.waitSignal(row.removed) as blocker:
        QTest.mouseClick(row.chips[1].findChildren(IconButton)[0], LEFT)
    assert blocker.args == ["tag"]
    with qtbot.waitSignal(row.removed) as blocker:
        QTest.keyClick(row.chips[0], Qt.Key.Key_Delete)
    assert blocker.args == ["priority"]
    with qtbot.waitSignal(row.save_wanted):
        QTest.mouseClick(row.findChildren(PushButton)[0], LEFT)
    assert row.chips[1].findChildren(IconButton)[0].accessibleName() == "Remove the filter #relocation"


def test_the_search_tells_once_when_typing_pauses(qtbot: QtBot) -> None:
    box = SearchBox("Search 48,210 contacts")
    show(qtbot, box)
    told: list[str] = []
    box.text_settled.connect(told.append)
    with qtbot.waitSignal(box.text_settled, timeout=1000):
        QTest.keyClicks(box, "oyel")
    assert told == ["oyel"]
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert told == ["oyel", ""]
    with qtbot.waitSignal(box.left):
        QTest.keyClick(box, Qt.Key.Key_Escape)


def test_enter_does_not_wait_for_the_pause(qtbot: QtBot) -> None:
    box = SearchBox("Search")
    show(qtbot, box)
    told: list[str] = []
    box.text_settled.connect(told.append)
    QTest.keyClicks(box, "ab")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert told == ["ab"]


def test_tabs_are_chosen_by_click_and_by_key(qtbot: QtBot) -> None:
    top = TopTabs()
    top.set_tabs([("agent", "Agent Dashboard"), ("broker", "Broker Dashboard"), ("leads", "Leads")])
    top.resize(1200, 48)
    show(qtbot, top)
    bar = top.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    tabs = next(each for each in bar if each.accessibleName() == "Pages")
    with qtbot.waitSignal(top.chosen) as blocker:
        QTest.mouseClick(tabs, LEFT, pos=QPoint(tabs.width() - 20, 20))
    assert blocker.args == ["leads"]
    with qtbot.waitSignal(top.chosen) as blocker:
        QTest.keyClick(tabs, Qt.Key.Key_Left)
    assert blocker.args == ["broker"]
    with qtbot.assertNotEmitted(top.chosen):
        top.set_current("agent")
    assert top.current == "agent"


def test_the_member_menu_opens_from_the_initials(qtbot: QtBot) -> None:
    top = TopTabs()
    menu = QMenu(top)
    menu.addAction("Sign out")
    top.set_member("Dana Moreau", menu)
    top.resize(900, 48)
    show(qtbot, top)
    avatar = top.findChildren(Avatar)[0]
    assert avatar.accessibleName() == "Dana Moreau, member menu"
    with qtbot.waitSignal(top.member_pressed):
        QTest.mouseClick(avatar, LEFT)
    assert menu.isVisible()
    menu.close()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Dana Moreau", "DM"), ("Ana Maria de la Cruz", "AC"), ("Cher", "C"), ("", "?"), ("élan (x)", "É")],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_a_long_name_is_elided_and_told_on_hover(qtbot: QtBot) -> None:
    label = ElidedLabel("Maximiliane <Wolkenstein> & Söhne")
    show(qtbot, label)
    label.resize(400, 20)
    assert label.toolTip() == ""
    label.resize(80, 20)
    assert label.shown_text().endswith("…")
    assert "&lt;Wolkenstein&gt; &amp; Söhne" in label.toolTip()
    assert label.minimumSizeHint().width() < 80


def test_labels_never_read_markup(qtbot: QtBot) -> None:
    for label in (PlainLabel("<b>x</b>"), ElidedLabel("<img src='x'>")):
        qtbot.addWidget(label)
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_paragraph_grows_as_it_narrows(qtbot: QtBot) -> None:
    text = Paragraph("Status is Active Lead since 14 Nov (first reply). 👍 Priority is Hot.")
    show(qtbot, text)
    assert text.heightForWidth(600) < text.heightForWidth(150) < text.heightForWidth(80)
    assert Paragraph("one\ntwo").heightForWidth(600) == 2 * Paragraph("one").heightForWidth(600)


def test_icon_buttons_are_named_large_enough_and_recoloured(qtbot: QtBot, theme: Theme) -> None:
    button = IconButton("x", "Close", size=12)
    show(qtbot, button)
    assert (button.accessibleName(), button.toolTip()) == ("Close", "Close")
    assert min(button.width(), button.height()) >= MEASURE.target
    before = button.icon().cacheKey()
    theme.set_mode("dark")
    QApplication.processEvents()
    assert button.icon().cacheKey() != before


def test_an_ampersand_in_a_button_is_a_letter(qtbot: QtBot) -> None:
    button = PushButton("Smith & Sons", icon_name="phone")
    qtbot.addWidget(button)
    assert button.text() == " Smith && Sons"
    assert button.accessibleName() == "Smith & Sons"
    assert button.shortcut().isEmpty()
