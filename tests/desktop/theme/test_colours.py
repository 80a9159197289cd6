"""The colours keep their distances: text on grounds, and chips from each other in every sight."""

from __future__ import annotations

from itertools import combinations

import pytest

from db.rules.statuses import ICONS, Status
from desktop.resource_files import resource
from desktop.theme.colour_distance import (
    MIN_CONTRAST,
    MIN_DISPOSITION_DISTANCE,
    MIN_STATUS_DISTANCE,
    SIGHTS,
    ColourTrouble,
    contrast,
    delta_e2000,
    distance,
    mix,
    simulate,
    troubles,
)
from desktop.theme.status_colours import DISPOSITION_COLOURS, DISPOSITION_ICONS, STATUS_COLOURS
from desktop.theme.tokens import DARK, LIGHT, Colours

BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def in_mode(colours: Colours, table: str) -> dict[str, str]:
    pairs = STATUS_COLOURS if table == "statuses" else DISPOSITION_COLOURS
    return {key: pair.dark if colours.dark else pair.light for key, pair in pairs.items()}


@BOTH
@pytest.mark.parametrize("ground", ["window", "surface", "selection", "hover"])
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "error"])
def test_text_can_be_read(colours: Colours, ground: str, ink: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@BOTH
def test_text_on_filled_buttons_and_good_figures_can_be_read(colours: Colours) -> None:
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.on_accent, colours.accent_hover) >= 4.5
    assert contrast(colours.good, colours.surface) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", ["window", "surface", "selection"])
def test_outlines_stars_and_focus_can_be_seen(colours: Colours, ground: str) -> None:
    for ink in (colours.edge, colours.stars, colours.accent):
        assert contrast(ink, getattr(colours, ground)) >= MIN_CONTRAST


@BOTH
@pytest.mark.parametrize("table", ["statuses", "dispositions"])
def test_chip_text_and_icon_can_be_read_on_the_tint(colours: Colours, table: str) -> None:
    for own in in_mode(colours, table).values():
        assert contrast(own, colours.surface) >= MIN_CONTRAST
        assert contrast(colours.text, mix(own, colours.surface, 0.15)) >= 4.5
        assert contrast(colours.text, mix(own, colours.surface, 0.28)) >= 4.5


@BOTH
@pytest.mark.parametrize("sight", list(SIGHTS))
def test_statuses_stand_apart(colours: Colours, sight: str) -> None:
    own = in_mode(colours, "statuses")
    assert all(distance(own[a], own[b], sight) >= MIN_STATUS_DISTANCE for a, b in combinations(own, 2))


@BOTH
@pytest.mark.parametrize("sight", list(SIGHTS))
def test_dispositions_stand_apart(colours: Colours, sight: str) -> None:
    own = in_mode(colours, "dispositions")
    assert all(distance(own[a], own[b], sight) >= MIN_DISPOSITION_DISTANCE for a, b in combinations(own, 2))


@BOTH
def test_the_editor_has_nothing_to_say_of_the_defaults(colours: Colours) -> None:
    assert troubles(in_mode(colours, "statuses"), surface=colours.surface, apart=MIN_STATUS_DISTANCE) == []


def test_the_editor_warns_of_a_faint_and_of_a_near_colour() -> None:
    chosen = {"sphere": "#0D8764", "client": "#0D8760", "closed": "#F4F4F4"}
    found = troubles(chosen, surface="#FFFFFF", apart=14)
    assert [each.keys for each in found] == [("closed",), ("sphere", "client")]
    assert isinstance(found[0], ColourTrouble)
    assert found[0].measured < 3
    assert found[1].measured < 2


def test_red_and_green_are_near_only_for_who_cannot_tell_them_apart() -> None:
    chosen = {"red": "#B33C00", "green": "#5E6B00"}
    (found,) = troubles(chosen, surface="#FFFFFF", apart=20)
    assert distance(chosen["red"], chosen["green"]) > 40
    assert found.sight in {"protanopia", "deuteranopia"}


# Pairs of the test data that Sharma, Wu and Dalal published with the formula.
@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 3.1571, -77.2803), (50.0, 0.0, -82.7485), 2.8615),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
        ((50.0, -0.001, 2.49), (50.0, 0.0009, -2.49), 4.8045),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_delta_e2000_agrees_with_the_published_pairs(
    first: tuple[float, float, float], second: tuple[float, float, float], expected: float
) -> None:
    assert delta_e2000(first, second) == pytest.approx(expected, abs=0.0001)
    assert delta_e2000(second, first) == pytest.approx(expected, abs=0.0001)


def test_grey_stays_grey_in_every_sight() -> None:
    for sight in SIGHTS:
        red, green, blue = simulate("#808080", sight)
        assert red == pytest.approx(green, abs=0.001)
        assert green == pytest.approx(blue, abs=0.001)


def test_contrast_runs_from_1_to_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#123456", "#123456") == 1


def test_every_status_and_disposition_has_a_colour_and_an_icon_that_exists() -> None:
    assert set(STATUS_COLOURS) == {str(status) for status in Status}
    assert set(DISPOSITION_COLOURS) == set(DISPOSITION_ICONS)
    for name in (*ICONS.values(), *DISPOSITION_ICONS.values()):
        assert resource(f"icons/{name}.svg").is_file()
