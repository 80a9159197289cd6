"""vCards of all versions as rows under Google Contacts' names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.files.reading import open_file
from db.files.vcard_lines import cards, escape, split_escaped, unescape
from tests.files.builders import INPUTS, cells, named, opened, problems, rows


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def one(tmp_path: Path, *lines: str, version: str = "3.0") -> dict[str, str]:
    return named(opened(tmp_path, card(*lines, version=version), "a.vcf"), 2)


def test_an_apple_card_in_all_its_parts() -> None:
    source = open_file(INPUTS / "apple.vcf")
    first = named(source, 2)
    assert (first["Name Prefix"], first["First Name"], first["Last Name"]) == ("Ms.", "Mirabel", "Halloran")
    assert first["E-mail 1 - Label"] == "* Home"
    assert (first["E-mail 2 - Label"], first["E-mail 2 - Value"]) == ("Studio", "mira@halloran.example")
    assert first["Phone 2 - Label"] == "Work Fax"
    assert first["Address 1 - Street"] == "12 Bayshore Blvd, Unit 4"
    assert first["Notes"].startswith("Wants a porch, a view; and quiet.\nSecond line")
    assert "long enough to be folded" in first["Notes"]
    assert first["Labels"] == "Buyer ::: Open House"
    assert "File As" not in first
    assert source.guessed == "7 vCards, without 1 PHOTO."


def test_apple_dates_and_relations() -> None:
    second = named(open_file(INPUTS / "apple.vcf"), 3)
    assert second["Birthday"] == "--03-07"
    assert second["Anniversary"] == "2014-06-21"
    assert (second["Relation 1 - Label"], second["Relation 1 - Value"]) == ("Spouse", "Signe Ekström")


def test_a_company_card_has_no_name() -> None:
    company = named(open_file(INPUTS / "apple.vcf"), 4)
    assert company["Organization Name"] == "Gulfside Inspections"
    assert not {"Name", "First Name", "File As"} & set(company)
    assert company["X-ABSHOWAS"] == "COMPANY"


def test_groups_are_skipped_with_a_word() -> None:
    assert "group of contacts" in problems(open_file(INPUTS / "apple.vcf"))[7]
    assert problems(open_file(INPUTS / "v4.vcf"))[3] == (
        "Card 2 (Book club) cannot be read: it is a group of contacts, not a contact."
    )


def test_android_cards_in_quoted_printable() -> None:
    source = open_file(INPUTS / "android21.vcf")
    first = named(source, 2)
    assert (first["First Name"], first["Last Name"]) == ("Ximena", "Peña")
    assert first["Notes"] == "Zweite Wohnung? Ruft am Montag an – sehr früh, sagt sie."
    assert first["Phone 1 - Label"] == "* Mobile"
    assert named(source, 6)["Phone 1 - Label"] == "Work Fax"
    assert named(source, 5) == {"Phone 1 - Label": "Mobile", "Phone 1 - Value": "8135550153"}
    assert not problems(source)


def test_version_4_numbers_labels_and_dates() -> None:
    source = open_file(INPUTS / "v4.vcf")
    first = named(source, 2)
    assert first["Phone 1 - Value"] == "+1-813-555-0156 ext. 5"
    assert first["Phone 1 - Label"] == "* Mobile"
    assert first["Address 1 - Formatted"] == "20 Orange Ave\nTampa, FL 33602"
    assert (first["Birthday"], first["Anniversary"]) == ("1978-09-09", "2010-06-12")
    assert first["GENDER"] == "F"
    assert named(source, 4)["Name"] == "Anselm Drummond"
    assert named(source, 4)["Birthday"] == "--03-17"


def test_one_bad_card_does_not_take_the_others_down() -> None:
    source = open_file(INPUTS / "mixed.vcf")
    found = problems(source)
    assert sorted(found) == [4, 6]
    assert "this line is no property" in found[4]
    assert found[6] == "Card 5 (Card Unfinished) cannot be read: it is not ended by END:VCARD."
    assert named(source, 3)["Last Name"] == "García"
    assert named(source, 8)["Phone 1 - Value"] == "+1-352-555-0163"


def test_a_name_that_says_something_else_stands_beside(tmp_path: Path) -> None:
    assert one(tmp_path, "N:Lee;Ann;;;", "FN:Lee, Ann") == {"First Name": "Ann", "Last Name": "Lee"}
    assert one(tmp_path, "N:Lee;Ann;;;", "FN:Annie from church")["File As"] == "Annie from church"
    assert one(tmp_path, "FN:a@example.com", "EMAIL:a@example.com") == {"E-mail 1 - Value": "a@example.com"}


def test_letters_cut_by_a_fold_are_put_together(tmp_path: Path) -> None:
    data = card("NOTE:Zoë").encode().replace("ë".encode(), "ë".encode()[:1] + b"\r\n " + "ë".encode()[1:])
    path = tmp_path / "a.vcf"
    path.write_bytes(data)
    assert named(open_file(path), 2) == {"Notes": "Zoë"}


def test_old_encodings_by_charset_by_guess_and_by_choice(tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    path.write_bytes(card("N:Müller;;;;").encode("cp1252"))
    assert named(open_file(path), 2)["Last Name"] == "Müller"
    path.write_bytes(card("N;CHARSET=SHIFT_JIS:山田;太郎;;;", version="2.1").encode("shift_jis"))
    assert named(open_file(path), 2)["First Name"] == "太郎"
    path.write_bytes(card("N:Żółć;;;;").encode("cp1250"))
    assert named(open_file(path, encoding="cp1250"), 2)["Last Name"] == "Żółć"
    for encoding in ("utf-16", "utf-8-sig"):
        path.write_bytes(card("N:Żółć;;;;").encode(encoding))
        assert named(open_file(path), 2)["Last Name"] == "Żółć"


def test_all_line_ends(tmp_path: Path) -> None:
    for end in ("\n", "\r", "\r\n"):
        assert len(rows(opened(tmp_path, (card("FN:Ann") * 2).replace("\r\n", end), "a.vcf"))) == 2


def test_pictures_are_left_out_whatever_their_folding(tmp_path: Path) -> None:
    picture = "QUJD" * 30
    folded = f"PHOTO;ENCODING=b:{picture}\r\n {picture}"
    bare = f"PHOTO;ENCODING=BASE64;JPEG:\r\n{picture}\r\n{picture}\r\n"
    long = "LOGO;ENCODING=b:" + "QUJD" * 600_000
    source = opened(tmp_path, card(folded, bare, long, "FN:Ann Lee", "N:Lee;Ann"), "a.vcf")
    assert named(source, 2) == {"First Name": "Ann", "Last Name": "Lee"}
    assert source.guessed == "1 vCard, without 1 LOGO, 2 PHOTO."
    assert rows(source)[0].warnings == ("The photo was not taken over.", "The logo was not taken over.")


def test_a_picture_on_the_internet_is_kept_as_its_address(tmp_path: Path) -> None:
    source = opened(tmp_path, card("FN:Ann", "PHOTO;VALUE=uri:https://example.com/ann.jpg"), "a.vcf")
    assert named(source, 2) == {"Name": "Ann", "PHOTO": "https://example.com/ann.jpg"}
    assert rows(source)[0].warnings == ()


# Every property of RFC 6350 and RFC 9554, and what phones and address books add, with a value to be found again.
PROPERTIES = (
    "SOURCE:https://s.example/1", "KIND:location", "XML:<a>1</a>", "FN:Second Name", "N:Lee;Ann;;;;Surname2;Jr2",
    "NICKNAME:Annie", "GENDER:F;grows", "ADR:;;1 Elm St;Tampa;FL;33602;USA;room7;floor3", "TEL:813-555-0142",
    "IMPP:xmpp:ann@x.example", "LANG:fr", "TZ:-05:00", "GEO:geo:27.95,-82.45", "TITLE:Boss", "ROLE:Leader",
    "ORG:Acme;East", "MEMBER:urn:uuid:m1", "RELATED;TYPE=friend:Bo", "CATEGORIES:vip", "NOTE:a note",
    "REV:20261001T100000Z", "UID:urn:uuid:u1", "CLIENTPIDMAP:1;urn:uuid:c1", "URL:https://u.example",
    "FBURL:https://f.example", "CALADRURI:mailto:c@x.example", "CALURI:https://k.example", "CLASS:private",
    "MAILER:mailer1", "SORT-STRING:sorted", "NAME:named", "PROFILE:profiled", "LANGUAGE:de", "PRONOUNS:she",
    "GRAMGENDER:feminine", "SOCIALPROFILE:https://so.example", "CREATED:20200101", "BIRTHPLACE:Largo",
    "HOBBY:chess", "EXPERTISE:knots", "INTEREST:boats", "ORG-DIRECTORY:https://o.example", "item9.X-THING:thing",
    "item9.X-ABLabel:labelled", "X-PHONETIC-FIRST-NAME:an", "X-AIM:aim1", "AGENT:https://agent.example",
)  # fmt: skip


@pytest.mark.parametrize("line", PROPERTIES)
def test_every_property_comes_to_stand_in_a_cell(tmp_path: Path, line: str) -> None:
    source = opened(tmp_path, card("FN:Ann", "item9.X-OTHER:other", line), "a.vcf")
    kept = " ".join(f"{column} {cell}" for column, cell in named(source, 2).items())
    for part in re.split(r"[;,]", line.partition(":")[2]):
        assert part.removeprefix("mailto:").strip() in kept.replace("2026-10-01", "20261001")


def test_apples_country_of_an_address_is_its_country_where_none_is_named(tmp_path: Path) -> None:
    without, named_one = "item1.ADR:;;1 Elm St;Tampa;FL;33602;", "item2.ADR:;;2 Rue;Paris;;75001;France"
    row = one(tmp_path, "FN:Ann", without, "item1.X-ABADR:us", named_one, "item2.X-ABADR:fr")
    assert (row["Address 1 - Country"], row["Address 2 - Country"]) == ("US", "France")


def test_a_card_too_large_and_an_empty_one(tmp_path: Path) -> None:
    source = opened(tmp_path, card("NOTE:" + "x" * 1_100_000) + card() + card("FN:Ann"), "a.vcf")
    found = problems(source)
    assert "larger than 1,000,000 bytes" in found[2]
    assert "nothing stands in it" in found[3]
    assert cells(source)[2] == ("Ann",)


def test_labels_addresses_and_unknown_properties(tmp_path: Path) -> None:
    row = one(
        tmp_path, "FN:Ann", "N:;Ann", "TEL;TYPE=direct:813-555-0142", "ADR;TYPE=WORK:;;1 Elm St;Tampa;FL;33602;",
        "LABEL;TYPE=WORK:1 Elm St\\nTampa", "LABEL:2 Oak St", "X-LEAD-SCORE:71", "X-PAIR:a;b",
        "IMPP:xmpp:ann@example.com",
        "X-ABDATE:2020-01-02", "X-SPOUSE:Bo", "ORG:Acme;Sales;East",
    )  # fmt: skip
    assert row["Phone 1 - Label"] == "Direct"
    assert row["Address 1 - Formatted"] == "1 Elm St\nTampa"
    assert row["Address 2 - Formatted"] == "2 Oak St"
    assert (row["X-LEAD-SCORE"], row["X-PAIR"], row["IMPP"]) == ("71", "a, b", "xmpp:ann@example.com")
    assert row["Event 1 - Value"] == "2020-01-02"
    assert (row["Relation 1 - Label"], row["Relation 1 - Value"]) == ("Spouse", "Bo")
    assert row["Organization Department"] == "Sales, East"


def test_a_card_within_a_card_is_no_card_of_its_own(tmp_path: Path) -> None:
    inner = "AGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nX-INNER:Secretary\r\nEND:VCARD"
    source = opened(tmp_path, card("FN:Ann", inner, "NOTE:after it", version="2.1"), "a.vcf")
    assert [named(source, record.row) for record in rows(source)] == [{"Name": "Ann", "Notes": "after it"}]
    assert rows(source)[0].warnings == ("The card of another person inside it was not taken over.",)


def test_columns_stand_in_googles_order(tmp_path: Path) -> None:
    text = card("TEL:1", "X-B:1", "NOTE:n", "EMAIL:e", "X-A:1", "N:Lee;Ann", "ADR:;;s;c;r;p;")
    header = opened(tmp_path, text, "a.vcf").header
    assert header == (
        "First Name", "Last Name", "Notes", "E-mail 1 - Value", "Phone 1 - Value", "Address 1 - Street",
        "Address 1 - City", "Address 1 - Region", "Address 1 - Postal Code", "X-A", "X-B",
    )  # fmt: skip


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\r")))
def test_escaping_is_undone_exactly(text: str) -> None:
    assert unescape(escape(text)) == text
    assert [unescape(part) for part in split_escaped(f"{escape(text)};{escape(text)}", ";")] == [text, text]


@given(st.lists(st.binary(max_size=60), max_size=12))
def test_any_lines_give_cards_and_never_an_error(lines: list[bytes]) -> None:
    found = list(cards([b"BEGIN:VCARD", *lines, b"END:VCARD"]))
    assert found
