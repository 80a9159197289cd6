"""The colour of a status: chosen from a palette that can be seen, previewed, warned of, written as one step (R1)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.actions.settings import set_scheme
from db.rules.errors import FieldProblemsError
from db.rules.statuses import EIGHT, SEVEN
from desktop.dialogs.office_settings.colour_warnings import colour_warnings
from desktop.theme.colour_distance import MIN_CONTRAST, contrast
from desktop.theme.status_colours import PALETTE, STATUS_COLOURS
from desktop.theme.tokens import DARK, LIGHT
from desktop.widgets.colour_button import ColourButton
from tests.desktop.dialogs.desk import Desk
from tests.desktop.dialogs.settings_desk import STATUSES, open_dialog, press

TEAL = next(one.pair for one in PALETTE if one.name == "Teal")


def pick(button: ColourButton, name: str) -> None:
    """Choose from the menu, as a person does."""
    menu = button.open_menu()
    next(action for action in menu.actions() if action.text() == name).trigger()
    menu.close()


def test_every_colour_of_the_palette_is_seen_in_light_and_dark() -> None:
    for one in PALETTE:
        assert contrast(one.pair.light, LIGHT.surface) >= MIN_CONTRAST, one.name
        assert contrast(one.pair.dark, DARK.surface) >= MIN_CONTRAST, one.name
    assert len({one.name for one in PALETTE}) == len({one.pair for one in PALETTE}) == 16
    assert set(STATUS_COLOURS.values()) <= {one.pair for one in PALETTE}


def test_r01_a_status_gets_another_colour_which_is_previewed_and_undone(desk: Desk) -> None:
    desk.add("Ann Lee", status="client")
    tab = open_dialog(desk, STATUSES).statuses
    row = tab.row("client")
    assert row.colour.words == "Forest"
    pick(row.colour, "Teal")
    assert (row._chip.look.light, row._chip.look.dark) == (TEAL.light, TEAL.dark)
    assert row.colour.accessibleName() == "Colour of Client: Teal"
    desk.settle()
    assert "1 contact: Client has another colour." in tab.effects.sentences
    assert desk.office.facts.scheme == EIGHT
    press(tab.use)
    desk.settle()
    style = desk.office.facts.scheme.style("client")
    assert (style.light, style.dark) == (TEAL.light, TEAL.dark)
    desk.answers.offers[-1]()
    desk.settle()
    assert desk.office.facts.scheme == EIGHT
    assert tab.row("client").colour.words == "Forest"


def test_the_programs_own_colour_chosen_again_is_no_change(desk: Desk) -> None:
    tab = open_dialog(desk, STATUSES).statuses
    pick(tab.row("client").colour, "Teal")
    assert tab.unsaved
    pick(tab.row("client").colour, "Forest")
    assert not tab.unsaved


def test_the_editor_warns_of_colours_that_are_too_near(desk: Desk) -> None:
    tab = open_dialog(desk, STATUSES).statuses
    pick(tab.row("client").colour, "Green")
    desk.settle()
    assert tab.effects.sentences[0] == "Colours: Sphere and Client have the same colour."
    assert tab.use.isEnabled()  # a warning: icons still tell them apart


def test_near_colours_are_told_with_the_eyes_that_confuse_them() -> None:
    assert colour_warnings(EIGHT) == colour_warnings(SEVEN) == []
    nearly = replace(EIGHT.style("client"), light="#0D8A64", dark="#AFF7D0")
    styles = tuple(nearly if style.key == "client" else style for style in EIGHT.statuses)
    said = colour_warnings(replace(EIGHT, statuses=styles))
    assert len(said) <= 3
    assert said[0].startswith("Sphere and Client look much alike in ")
    faint = replace(EIGHT.style("client"), light="#FFFFF0", dark="#1E2127")
    styles = tuple(faint if style.key == "client" else style for style in EIGHT.statuses)
    assert "Client is hard to see in dark." in colour_warnings(replace(EIGHT, statuses=styles))


def test_who_may_not_change_the_scheme_cannot_open_the_palette(desk: Desk) -> None:
    tab = open_dialog(desk, STATUSES, member="Wes Park").statuses
    assert not tab.row("client").colour.isEnabled()


def test_what_is_no_colour_is_refused(desk: Desk) -> None:
    styles = tuple(replace(s, light="red") if s.key == "client" else s for s in EIGHT.statuses)
    with pytest.raises(FieldProblemsError) as refused:
        desk.office.perform(set_scheme, scheme=replace(EIGHT, statuses=styles))
    assert list(refused.value.problems) == ["client"]
