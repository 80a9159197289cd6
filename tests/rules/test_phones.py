from __future__ import annotations

import random

import pytest

from db.rules.phones import digits_of, doubt_of, find_phones, format_phone, read_phones


@pytest.mark.parametrize(
    "cell",
    [
        "8135550142", "813-555-0142", "(813) 555-0142", "813.555.0142", "+1 (813) 555-0142", "1-813-555-0142",
        "18135550142", "8135550142.0", "18135550142.0", "8.135550142E+09", "tel:8135550142", "tel:+1-813-555-0142",
        "\u200e(813)\u00a0555-0142\u202c", "call 813-555-0142 after 5", "(813) 5550142",
    ],
)  # fmt: skip
def test_one_american_number_in_any_formatting(cell: str) -> None:
    (phone,) = read_phones(cell)
    assert (phone.e164, phone.extension, phone.usable, phone.why_not) == ("+18135550142", "", True, "")
    assert phone.raw == cell.strip()


@pytest.mark.parametrize(
    "cell",
    [
        "813-555-0142, 813-555-0143", "8135550142 8135550143", "8135550142 ::: 8135550143", "8135550142/8135550143",
        "8135550142 / 8135550143", "8135550142;8135550143", "8135550142|8135550143", "8135550142\n8135550143",
        "813-555-0142 or 813-555-0143", '["8135550142","8135550143"]', "813-555-0142 & 813-555-0143",
    ],
)  # fmt: skip
def test_two_numbers_in_a_cell(cell: str) -> None:
    assert [phone.e164 for phone in read_phones(cell)] == ["+18135550142", "+18135550143"]


@pytest.mark.parametrize(
    "cell", ["(813) 555-0142 ext. 12", "8135550142x12", "813-555-0142, ext 12", "tel:+1-813-555-0142;ext=12"]
)
def test_extension_stays_apart(cell: str) -> None:
    (phone,) = read_phones(cell)
    assert (phone.e164, phone.extension) == ("+18135550142", "12")


def test_vanity_letters_become_digits() -> None:
    (phone,) = read_phones("1-800-FLOWERS")
    assert (phone.e164, phone.raw) == ("+18003569377", "1-800-FLOWERS")


def test_other_countries_by_plus_and_by_region() -> None:
    assert read_phones("+44 20 7946 0958")[0].e164 == "+442079460958"
    assert read_phones("011 44 20 7946 0958")[0].e164 == "+442079460958"
    assert read_phones("020 7946 0958", region="GB")[0].e164 == "+442079460958"
    assert not read_phones("020 7946 0958")[0].usable


@pytest.mark.parametrize(
    ("cell", "why_not"),
    [
        ("555-0142", "no area code"), ("1234", "too short"), ("n/a", "no digits"), ("0000000000", "not a phone number"),
        ("5555555555", "not a phone number"), ("1234567890", "not a phone number"),
        ("8.13555E+09", "digits lost in a spreadsheet"), ("8" * 501, "too long"), ("12345678901234567890", "too long"),
        ("8.135550142E+9999", "digits lost in a spreadsheet"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_kept_as_written_and_says_why(cell: str, why_not: str) -> None:
    (phone,) = read_phones(cell)
    assert (phone.e164, phone.raw, phone.usable, phone.why_not) == ("", cell, False, why_not)


def test_a_short_number_beside_a_good_one_stays_in_its_raw_text() -> None:
    (phone,) = read_phones("813.555.0142/0143")
    assert (phone.e164, phone.raw) == ("+18135550142", "813.555.0142/0143")


def test_words_beside_a_number_become_its_label_unless_the_column_has_one() -> None:
    cell = "Cell: 813-555-0142; Home: 813-555-0144"
    assert [phone.label for phone in read_phones(cell)] == ["mobile", "home"]
    assert [phone.label for phone in read_phones(cell, label="spouse")] == ["spouse", "spouse"]
    assert read_phones("813-555-0142 (Fax)")[0].label == "fax"


def test_empty_cell_has_no_numbers() -> None:
    assert read_phones("  ") == ()
    assert read_phones("\u200b") == ()


def test_a_number_outside_the_plan_is_usable_but_doubted() -> None:
    (phone,) = read_phones("555-987-6543")
    assert phone.usable
    assert doubt_of(phone.e164) == "the numbering plan has no such number"
    assert doubt_of("+18135550142") == ""
    assert doubt_of("+442079460958") == ""


def test_the_quick_way_says_what_the_library_says() -> None:
    import phonenumbers

    chance = random.Random(7)
    for _ in range(300):
        cell = (
            f"{chance.randint(2, 9)}{chance.randint(0, 99):02d}{chance.randint(2, 9)}{chance.randint(0, 999_999):06d}"
        )
        (quick,) = find_phones(cell, "US")
        number = phonenumbers.parse(cell, "US")
        assert quick.e164 == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if doubt_of(quick.e164):
            assert not phonenumbers.is_valid_number(number)


@pytest.mark.parametrize(
    ("e164", "extension", "shown"),
    [
        ("+18135550142", "", "(813) 555-0142"), ("+18135550142", "12", "(813) 555-0142 x12"),
        ("+442079460958", "", "+44 20 7946 0958"), ("", "12", ""), ("nonsense", "", "nonsense"),
    ],
)  # fmt: skip
def test_format(e164: str, extension: str, shown: str) -> None:
    assert format_phone(e164, extension) == shown


def test_digits_of_any_formatting() -> None:
    assert digits_of("(813) 555-0142") == "8135550142"
    assert digits_of("٨١٣ abc") == "813"
