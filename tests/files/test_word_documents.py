"""Filling Word templates: a value comes out as it is, a missing one is a marked blank, a bad template a sentence."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from db.files.sample_contract import sample_contract
from db.files.word_documents import fill_document
from db.files.word_templates import read_template
from db.rules.contract_fields import EXAMPLES
from db.rules.errors import FileProblemError
from tests.files.word_files import changed, filled, highlighted, part, texts, word_file
from tests.inputs.make_sample_contract import make


@pytest.mark.parametrize(
    "value",
    ["Smith & Sons", "<b>bold</b>", "{{ email }}", "{% if x %}", "}}", "O'Neil \"Bo\"", "🏠 Åse", "x" * 5_000, "&amp;",
     "]]>", "<w:p/>", "a\\nb", "{_{ x }_}", "\ufeffa", "١٢"],
)  # fmt: skip
def test_r13_a_value_comes_out_as_it_is(value: str) -> None:
    made = filled(word_file("Between {{ contact_name }} and you."), contact_name=value)
    assert texts(made.data) == [f"Between {value} and you."]
    assert made.missing == ()


def test_r13_what_no_document_can_hold_is_left_out_and_lines_stay_lines() -> None:
    made = filled(
        word_file("{{ contact_name }}|{{ agent_signature }}"),
        contact_name="A\x00\x0b\ud800\ue000\uffffB\tC",
        agent_signature="Wes\r\nMoreau & Co\u2028Tampa",
    )
    assert texts(made.data) == ["A\nB C|Wes\nMoreau & Co\nTampa"]


def test_r13_a_missing_field_is_a_marked_blank_with_the_look_of_its_text() -> None:
    data = word_file(("Closing: {{ closing_date }} at ", "{{ price|upper }}", " {{ email }}."))
    made = filled(data, price="nothing yet")
    assert texts(made.data) == ["Closing: ________ (closing date) at NOTHING YET ________ (e-mail)."]
    assert highlighted(made.data) == ["________ (closing date)", "________ (e-mail)"]
    assert made.missing == ("closing date", "e-mail")
    assert b"\xee\x80" not in part(made.data)  # none of our own marks is left
    spaces = filled(word_file("{{ email }}{{ phone|upper }}"), email=" \n ", phone="")
    assert spaces.missing == ("e-mail", "phone")


def test_r13_a_field_may_be_asked_for_and_whole_paragraphs_left_out() -> None:
    name = "{{ contact_name }}{% if spouse %} and {{ spouse }}{% endif %}"
    data = word_file(name, "{%p if company %}", "Of {{ company }}.", "{%p endif %}", "End.")
    assert texts(filled(data, contact_name="Ann").data) == ["Ann", "End."]
    assert filled(data, contact_name="Ann").missing == ()
    assert texts(filled(data, contact_name="Ann", spouse="Bo", company="C").data) == ["Ann and Bo", "Of C.", "End."]


@pytest.mark.parametrize(
    "runs",
    [("Dear {", "{ contact", "_name }", "}!"), ("Dear {{", " contact_name", " }}!"),
     ("Dear {{ contact_", "", "name }}!"), ("De", "ar {{contact_name", "}}", "!"), tuple("Dear {{ contact_name }}!")],
)  # fmt: skip
def test_r13_what_word_split_into_runs_is_put_together(runs: tuple[str, ...]) -> None:
    made = filled(word_file(runs, "Next."), contact_name="Ann")
    assert texts(made.data) == ["Dear Ann!", "Next."]


def test_r13_a_tag_half_in_a_link_is_put_together() -> None:
    data = word_file("Dear HERE name }}!")
    within = part(data).replace(b"Dear HERE name }}!", b"</w:t></w:r><w:hyperlink><w:r><w:t>{{ contact_</w:t></w:r>"
                                b"</w:hyperlink><w:r><w:t>name }}!")  # fmt: skip
    made = filled(changed(data, {"word/document.xml": within}), contact_name="Ann")
    assert texts(made.data) == ["Ann!"]


def test_r13_headers_and_a_template_of_word_itself_are_filled() -> None:
    data = word_file("x", header="{{ office_name }}")
    types = part(data, "[Content_Types].xml").replace(b"document.main+xml", b"template.main+xml")
    made = filled(changed(data, {"[Content_Types].xml": types}), office_name="Moreau & Co")
    assert b"Moreau &amp; Co" in part(made.data, "word/header1.xml")
    assert texts(made.data) == ["x"]  # which a template's type would not let it read


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("{{ contact_nam }}", "“{{ contact_nam }}” is no field; did you mean {{ contact_name }}?"),
        ("{{ Closing Date }}", "did you mean {{ closing_date }}?"),
        ("{{ nothing_like_it_at_all }}", "is no field."),
        ("{{ }}", "names no field"),
        ("Dear {{ contact_name }", "has no other half"),
        ("Dear contact_name }}", "has no other half"),
        ("{% if spouse %}", "is not right near"),
        ("{% if spous %}x{% endif %}", "did you mean spouse?"),
        ("{% for x in spouse %}{% endfor %}", "may not do more"),
        ("{% for x in range(9999999999) %}a{% endfor %}", "may not do more"),
        ("{{ email.__class__ }}", "no field"),
        ("{{ email['x'] }}", "may not do more"),
        ("{{ ''.__class__.__mro__ }}", "may not do more"),
        ("{{ email|safe }}", "may not do more"),
        ("{{ email * 999999999 }}", "no field"),
        ("{% set a = 1 %}", "may not do more"),
        ("{% include 'x' %}", "may not do more"),
        ("{% if email.x %}{% endif %}", "may not do more"),
        ("{% nonsense %}", "is not right near"),
        ("{{ self }}", "is no field"),
        ("{{ 'a' ~ email }}", "may not do more"),
        ("{% if email > 3 %}a{% endif %}", "cannot be reckoned"),
    ],
)
def test_r13_a_template_that_asks_for_more_is_refused_by_a_sentence(paragraph: str, said: str) -> None:
    with pytest.raises(FileProblemError) as refused:
        read_template(word_file("Fine {{ email }}.", paragraph), "Ours.docx")
    assert said in refused.value.sentence
    assert refused.value.sentence.startswith("Ours.docx")


def test_r13_every_wrong_field_is_named_at_once_and_a_tag_across_paragraphs_too() -> None:
    with pytest.raises(FileProblemError) as refused:
        read_template(word_file("{{ emial }} {{ phon }}", "{{ contact", "_name }}"), "Ours.docx")
    assert "{{ email }}?" in refused.value.sentence
    assert "{{ phone }}?" in refused.value.sentence
    assert refused.value.sentence.count("has no other half") == 2


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    return stream.getvalue()


def _encrypted(data: bytes) -> bytes:
    place = data.rindex(b"PK\x01\x02") + 8
    return data[:place] + b"\x01\x00" + data[place + 2 :]


DECLARED = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
PLAIN = word_file("Dear {{ contact_name }}.")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "damaged, or no Word document"),
        (b"Dear {{ contact_name }}", "damaged, or no Word document"),
        (PLAIN[: len(PLAIN) // 2], "damaged, or no Word document"),
        (PLAIN.replace(b"word/document.xml", b"word/documenx.xml"), "no Word document"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old Word file, or protected"),
        (_encrypted(PLAIN), "protected by a password"),
        (_bomb(), "harmful"),
        (PLAIN + bytes(10_000_001), "10 at most"),
        (changed(PLAIN, {"word/vbaProject.bin": b"x"}), "macros"),
        (changed(PLAIN, {"[Content_Types].xml": b'<T a="x/document.macroEnabled.main+xml"/>'}), "macros"),
        (changed(PLAIN, {"word/document.xml": DECLARED}), "declares words of its own"),
        (changed(PLAIN, {"word/document.xml": b"<w:document>"}), "its text cannot be read"),
        (changed(PLAIN, {"word/document.xml": None}), "no Word document"),
        (changed(PLAIN, {f"x/{n}": b"" for n in range(2_001)}), "parts"),
    ],
)  # fmt: skip
def test_r13_a_hostile_or_broken_file_is_refused_by_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(FileProblemError, match=said) as refused:
        read_template(data, "Ours.docx")
    assert refused.value.sentence.startswith("Ours.docx")


def test_r13_an_if_that_cuts_through_the_layout_is_refused() -> None:
    data = word_file("HERE{% endif %}")
    within = part(data).replace(b"HERE", b"</w:t></w:r><w:hyperlink><w:r><w:t>{% if spouse %}</w:t></w:r></w:hyperlink>"
                                b"<w:r><w:t>")  # fmt: skip
    with pytest.raises(FileProblemError, match="cuts through its layout"):
        read_template(changed(data, {"word/document.xml": within}), "Ours.docx")


def test_r13_whatever_bytes_are_turned_the_answer_is_a_template_or_a_sentence() -> None:
    chance = random.Random(13)
    tags = (
        "{{",
        "}}",
        "{%",
        "%}",
        "{",
        "}",
        " if ",
        " endif ",
        "spouse",
        "email",
        " ",
        "|upper",
        "{#",
        "#}",
        "p ",
        "<",
        "&",
    )
    files = [word_file(*([chance.choice(tags) for _ in range(6)] for _ in range(2))) for _ in range(15)]
    for _ in range(40):
        broken = bytearray(PLAIN)
        for _ in range(chance.randrange(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        files.append(bytes(broken))
    refused = 0
    for data in files:
        try:
            made = read_template(data, "t.docx")
        except FileProblemError:
            refused += 1
            continue
        texts(fill_document(made, EXAMPLES).data)
    assert 0 < refused < len(files)


def test_r13_the_sample_is_what_its_maker_makes_and_has_no_blank_when_all_is_known() -> None:
    assert make() == sample_contract()
    made = fill_document(read_template(sample_contract()), EXAMPLES)
    assert made.missing == ()
    assert "Ann Lee and Bo Lee, 1 Main St, Tampa, FL 33602 (“seller”), and" in texts(made.data)
    assert fill_document(read_template(sample_contract()), EXAMPLES) == made  # the same bytes each time


RELS = "word/_rels/settings.xml.rels"
LINK = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("kind", "target", "refused"),
    [
        ("attachedTemplate", "https://evil.example/t.dotm", True),
        ("attachedTemplate", r"\\evil\share\t.dotm", True),
        ("image", "https://evil.example/p.png", True),
        ("attachedTemplate", "c:Normal.dotm", False),
        ("hyperlink", "https://office.example/terms", False),
    ],
)
def test_nothing_of_a_template_is_fetched_from_elsewhere(kind: str, target: str, refused: bool) -> None:
    data = changed(word_file("{{ contact_name }}"), {RELS: LINK.format(kind=kind, target=target).encode()})
    if refused:
        with pytest.raises(FileProblemError, match="fetch a part of it from elsewhere"):
            read_template(data, "t.docx")
    else:
        assert texts(filled(data, contact_name="Ann Lee").data)[0] == "Ann Lee"


@pytest.mark.parametrize("part", ["../evil.txt", "/etc/evil.txt", "word\\..\\..\\evil.txt"])
def test_a_part_that_lies_outside_is_refused(part: str) -> None:
    with pytest.raises(FileProblemError, match="lies outside it"):
        read_template(changed(word_file("{{ contact_name }}"), {part: b"x"}), "t.docx")


def test_xml_in_another_encoding_hides_no_declaration() -> None:
    hidden = '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")
    with pytest.raises(FileProblemError, match="declares words of its own"):
        read_template(changed(word_file("{{ contact_name }}"), {"word/theme.xml": hidden}), "t.docx")
