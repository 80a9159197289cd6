from __future__ import annotations

import json

import pytest

from db.rules import import_mapping as mappings
from db.rules.errors import WrongUseError
from db.rules.import_mapping import Mapping, recognise
from db.rules.import_targets import TARGETS
from tests.rules import import_headers as headers


def targets(mapping: Mapping) -> dict[str, str]:
    return {column.column: column.target for column in mapping.columns}


@pytest.mark.parametrize("shape", headers.ALL)
def test_each_system_is_known_by_its_columns(shape: str) -> None:
    mapping = recognise(headers.ALL[shape])
    assert mapping.shape == shape
    assert mapping.title
    assert [column.column for column in mapping.columns] == headers.ALL[shape]
    assert mapping.status_codes is shape.startswith("kvcore")


def test_other_forms_of_known_systems() -> None:
    assert recognise(headers.KVCORE_CREATE).shape == "kvcore_api"
    assert recognise(headers.FOLLOW_UP_BOSS_API).shape == "follow_up_boss"
    assert recognise([name.upper() for name in headers.KVCORE]).shape == "kvcore"
    assert recognise(["First Name", "Cell Phone 1", "Status"]).status_codes
    assert recognise(["Name", "Email", "Phone"]).shape == "generic"
    german = recognise(["Vorname", "Nachname", "E-Mail", "Telefon", "Straße", "Ort", "PLZ", "Notiz"])
    assert [column.target for column in german.columns] == [
        "first_name", "last_name", "email", "phone", "street", "city", "postal_code", "notes",
    ]  # fmt: skip
    assert len({column.group for column in german.columns[4:7]}) == 1
    assert recognise([]).columns == ()


def test_google_ties_labels_to_values_and_parts_to_addresses() -> None:
    columns = {column.column: column for column in recognise(headers.GOOGLE_CURRENT).columns}
    assert columns["E-mail 2 - Label"].target == "email_label"
    assert columns["E-mail 2 - Label"].group == columns["E-mail 2 - Value"].group
    assert columns["E-mail 1 - Value"].group != columns["E-mail 2 - Value"].group
    assert columns["Address 1 - City"].group == columns["Address 1 - Formatted"].group
    assert columns["Custom Field 1 - Value"].group != columns["Website 1 - Value"].group
    assert (columns["Labels"].target, columns["File As"].target) == ("hashtags", "extra")
    assert columns["Address 1 - Extended Address"].target == "unit"


def test_outlooks_title_is_not_a_job() -> None:
    for header in (headers.OUTLOOK_CLASSIC, headers.OUTLOOK_NEW):
        columns = targets(recognise(header))
        assert (columns["Title"], columns["Job Title"]) == ("prefix", "job_title")
    classic = {column.column: column for column in recognise(headers.OUTLOOK_CLASSIC).columns}
    assert (classic["E-mail Type"].target, classic["Priority"].target) == ("extra", "extra")
    assert (classic["Business Street 3"].target, classic["Business Street 3"].label) == ("street_2", "work")
    assert classic["Business Street 3"].group == classic["Business City"].group != classic["Home City"].group
    assert targets(recognise(headers.FOLLOW_UP_BOSS))["Title"] == "job_title"


def test_kvcore_columns() -> None:
    columns = {column.column: column for column in recognise(headers.KVCORE).columns}
    assert (columns["Cell Phone 2"].target, columns["Cell Phone 2"].label) == ("phone", "mobile")
    assert (columns["Spouse Email"].target, columns["Spouse Email"].label) == ("email", "spouse")
    assert (columns["Primary Address"].target, columns["Hashtag"].target) == ("street", "hashtags")
    assert (columns["Referrer"].target, columns["Referrer"].why) == ("extra", "")
    api = targets(recognise(headers.KVCORE_LIST))
    assert (api["lastVisit"], api["allPhones"], api["assigned_agent_id"]) == ("last_visit_at", "phone", "extra")


def test_address_alone_is_a_whole_address_beside_a_city_the_street() -> None:
    assert targets(recognise(["Name", "Address"]))["Address"] == "address"
    assert targets(recognise(["Name", "Address", "City"]))["Address"] == "street"
    assert targets(recognise(["Name", "Address", "Address 2", "City"]))["Address 2"] == "street_2"
    assert targets(recognise(["Name", "Address", "Address 3", "City"]))["Address 3"] == "street_2"
    assert targets(recognise(["Name", "Home Address", "City"]))["Home Address"] == "address"


def test_repeated_columns() -> None:
    columns = recognise(["Email", "Email (2)", "Phone 1", "Phone 2", "Last Name", "Last Name 2"]).columns
    assert [column.target for column in columns] == ["email", "email", "phone", "phone", "last_name", "extra"]
    assert len({column.group for column in columns[:4]}) == 4


def test_unknown_columns_are_known_by_their_content() -> None:
    samples = [
        ["Ann", "ann@example.com", "(813) 555-0142", "FL", "33601", "11/22/2026", "joe@example.com", "x"],
        ["Bob", "bob@example.com", "8135550143", "Georgia", "30301-1234", "1/2/2026", "joe@example.com", ""],
        ["Cid", "", "n/a", "", "30302", "", "", ""],
    ]
    mapping = recognise(["Column 1", "Contact at", "Ring", "Where", "Area", "When", "Agent address", "Empty"], samples)
    found = [(column.target, column.why) for column in mapping.columns]
    assert found[0] == ("extra", "")
    assert found[1:5] == [("email", "by content"), ("phone", "by content"), ("state", "by content"),
                          ("postal_code", "by content")]  # fmt: skip
    assert found[5:] == [("extra", ""), ("extra", ""), ("extra", "")]


def test_content_never_takes_a_second_state_or_somebody_elses_number() -> None:
    mapping = recognise(["State", "Where", "Referrer Cell", "Lead Id"], [["FL", "GA", "8135550142", "8135550142"]])
    assert [column.target for column in mapping.columns] == ["state", "extra", "extra", "extra"]


def test_fingerprint_ignores_case_and_blanks_only() -> None:
    one = recognise(["First Name", "E-mail"])
    assert one.fingerprint == recognise(["FIRST NAME ", "email"]).fingerprint
    assert one.fingerprint != recognise(["E-mail", "First Name"]).fingerprint


def test_a_correction_is_kept_and_remembered() -> None:
    guessed = recognise(["Name", "Cell", "Where"])
    corrected = mappings.with_target(guessed, 2, "city")
    assert corrected.columns[2].target == "city"
    assert corrected.columns[2].why == "chosen"
    stored = mappings.from_json(mappings.to_json(corrected))
    assert stored == corrected
    again = mappings.remembered(recognise(["NAME", "CELL", "WHERE"]), stored)
    assert [(column.column, column.target, column.why) for column in again.columns] == [
        ("NAME", "full_name", "by name"), ("CELL", "phone", "by name"), ("WHERE", "city", "remembered"),
    ]  # fmt: skip
    other = recognise(["Other"])
    assert mappings.remembered(other, stored) is other


def test_chosen_targets_join_what_belongs_together() -> None:
    mapping = recognise(["A", "B", "Cell", "D"])
    mapping = mappings.with_targets(mapping, {"a": "street", "B": "city", "Cell": "email", "D": "phone"})
    street, city, email, phone = mapping.columns
    assert street.group == city.group
    assert len({street.group, email.group, phone.group}) == 3
    back = mappings.with_target(mapping, 2, "phone")
    assert (back.columns[2].label, back.columns[3].label) == ("mobile", "")
    same = mappings.with_target(mapping, 2, "email")
    assert (same.columns[2].group, same.columns[2].why) == (email.group, "chosen")
    assert mappings.with_target(mapping, 0, "notes").columns[0].group == 0


def test_wrong_use_is_told_in_a_sentence() -> None:
    mapping = recognise(["Name"])
    with pytest.raises(WrongUseError, match="“nonsense” is nothing a column can become"):
        mappings.with_target(mapping, 0, "nonsense")
    with pytest.raises(WrongUseError, match="no column 2"):
        mappings.with_target(mapping, 1, "email")
    with pytest.raises(WrongUseError, match="no column “Mail”"):
        mappings.with_targets(mapping, {"Mail": "email"})
    for text in ("", "[]", "{}", '{"columns": 1}', json.dumps({"columns": [{"column": "x"}]})):
        with pytest.raises(WrongUseError, match="not a mapping"):
            mappings.from_json(text)
    with pytest.raises(WrongUseError, match="Column “Name”"):
        mappings.from_json(mappings.to_json(mapping).replace("full_name", "nonsense"))


def test_every_target_has_a_key_and_label_of_its_own() -> None:
    assert len({target.key for target in TARGETS}) == len(TARGETS) == len({target.label for target in TARGETS})


def test_every_meaning_in_the_tables_is_a_target() -> None:
    from db.rules.import_shapes import COMMON, SHAPES, names_of

    keys = {target.key for target in TARGETS}
    for table in (COMMON, *(names_of(shape) for shape in SHAPES)):
        assert {meaning.target for meaning in table.values()} <= keys
