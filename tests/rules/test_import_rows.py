from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence

import pytest

from db.rules.drafts import AddressDraft, ContactDraft, Refusal
from db.rules.import_mapping import recognise, with_target
from db.rules.import_rows import Ignored, Outcome, read_row, row_reader
from tests.rules import import_headers as headers


def outcome(header: Sequence[str], row: MappingOf[str, str]) -> Outcome:
    assert set(row) <= set(header)
    cells = [row.get(name, "") for name in header]
    return read_row(recognise(header, [cells]), cells, region="US", zone="America/New_York")


def draft(header: Sequence[str], row: MappingOf[str, str]) -> ContactDraft:
    found = outcome(header, row)
    assert isinstance(found, ContactDraft), found
    return found


def test_kvcore_row() -> None:
    found = draft(headers.KVCORE, {
        "First Name": "Ann", "Last Name": "Smith", "Email": "Ann@Example.com", "second email": "ann2@example.com",
        "Spouse Email": "bob@example.com", "Cell Phone 1": "(813) 555-0142", "Cell Phone 2": "8135550143.0",
        "Home Phone": "555-0142", "Primary Address": "12 Oak St", "Primary City": "Boston", "Primary State": "MA",
        "Primary Zip": "2134", "Agent Notes": "Likes porches", "Referrer": "Joe", "Source": "FSBO Zillow",
        "Hashtag": "#Buyer|VIP|buyer", "Status": "4",
    })  # fmt: skip
    assert found.name.display == "Ann Smith"
    assert [(email.value, email.label, email.primary) for email in found.emails] == [
        ("ann@example.com", "", True), ("ann2@example.com", "", False), ("bob@example.com", "spouse", False),
    ]  # fmt: skip
    assert [(phone.e164, phone.label, phone.primary, phone.why_not) for phone in found.phones] == [
        ("+18135550142", "mobile", True, ""), ("+18135550143", "mobile", False, ""),
        ("", "home", False, "no area code"),
    ]  # fmt: skip
    assert found.addresses == (AddressDraft("12 Oak St", "", "Boston", "MA", "02134", primary=True),)
    assert (found.hashtags, found.notes, found.status_word) == (("Buyer", "VIP"), ("Likes porches",), "4")
    assert found.source == "zillow"
    assert found.extra == (("Referrer", "Joe"), ("Source", "FSBO Zillow"))
    assert found.warnings == ("Home Phone: 555-0142 has no area code; kept as written.",)


def test_phone_lead_of_kvcore_gets_its_number_and_neither_name_nor_address() -> None:
    found = draft(headers.KVCORE_LIST, {
        "id": "77", "status": "0", "firstname": "8135550142", "email": "8135550142@kvleads.com",
        "leadtype": "Buyer", "created": "2026-11-22 10:00:00", "source": "Tracked Call",
    })  # fmt: skip
    assert found.name.kind == "none"
    assert [phone.e164 for phone in found.phones] == ["+18135550142"]
    assert [(email.usable, email.why_not) for email in found.emails] == [(False, "portal placeholder")]
    assert (found.contact_type, found.source, found.created_at) == ("buyer", "phone", "2026-11-22T15:00:00Z")
    assert ("id", "77") in found.extra


def test_placeholder_address_alone_still_gives_the_number() -> None:
    found = draft(["Name", "Email"], {"Email": "8135550142@kvleads.com"})
    assert [phone.e164 for phone in found.phones] == ["+18135550142"]


def test_google_row() -> None:
    found = draft(headers.GOOGLE_CURRENT, {
        "First Name": "Ann", "Last Name": "Smith", "Name Prefix": "Dr.", "Organization Name": "Oak LLC",
        "Birthday": "--03-07", "Notes": "one\ntwo", "Labels": "* myContacts ::: Buyers ::: * friends",
        "E-mail 1 - Label": "Work", "E-mail 1 - Value": "ann@example.com ::: ann2@example.com",
        "E-mail 2 - Label": "* Home", "E-mail 2 - Value": "ann3@example.com", "Phone 1 - Label": "Cell",
        "Phone 1 - Value": "+1 813-555-0142", "Address 1 - Label": "Home",
        "Address 1 - Formatted": "12 Oak St\nTampa, FL 33601", "Address 1 - Street": "12 Oak St",
        "Address 1 - City": "Tampa", "Address 1 - PO Box": "99", "Address 1 - Region": "FL",
        "Address 1 - Postal Code": "33601", "Address 1 - Country": "US", "Address 1 - Extended Address": "Apt 4",
        "Website 1 - Label": "Profile", "Website 1 - Value": "http://example.com", "Custom Field 1 - Label": "Budget",
        "Custom Field 1 - Value": "500k", "Relation 1 - Label": "Spouse", "Relation 1 - Value": "Bob",
        "Event 1 - Label": "Anniversary", "Event 1 - Value": "2001-06-02",
    })  # fmt: skip
    assert (found.name.display, found.name.prefix, found.name.company, found.name.spouse) == (
        "Ann Smith", "Dr.", "Oak LLC", "Bob",
    )  # fmt: skip
    assert [(email.value, email.label, email.primary) for email in found.emails] == [
        ("ann@example.com", "work", False), ("ann2@example.com", "work", False), ("ann3@example.com", "home", True),
    ]  # fmt: skip
    assert found.phones[0].label == "mobile"
    assert found.addresses == (
        AddressDraft("12 Oak St, PO Box 99", "Apt 4", "Tampa", "FL", "33601", "US", "home",
                     "12 Oak St\nTampa, FL 33601", primary=True),
    )  # fmt: skip
    assert (found.hashtags, found.birthday, found.anniversary) == (("Buyers", "friends"), "--03-07", "2001-06-02")
    assert found.extra == (("Website 1 - Value: Profile", "http://example.com"), ("Budget", "500k"))


def test_google_old_row_keeps_the_whole_name_only_where_it_says_more() -> None:
    row = {"Name": "Dr. Ann Smith", "Given Name": "Ann", "Family Name": "Smith", "Name Prefix": "Dr."}
    assert draft(headers.GOOGLE_OLD, row).extra == ()
    assert draft(headers.GOOGLE_OLD, row | {"Name": "Annie Smith"}).extra == (("Name", "Annie Smith"),)
    assert draft(headers.GOOGLE_OLD, {"Name": "Ann Smith", "Organization 1 - Name": "Oak"}).name.company == "Oak"
    company = draft(headers.GOOGLE_OLD, {"Organization 1 - Name": "Oak LLC"})
    assert (company.name.kind, company.name.display) == ("company", "Oak LLC")


def test_labels_without_a_value_and_values_without_a_label() -> None:
    found = draft(headers.GOOGLE_CURRENT, {
        "First Name": "Ann", "Phone 1 - Label": "Beach house", "Relation 1 - Label": "Lender",
        "Custom Field 1 - Value": "500k", "Event 1 - Label": "Moved", "Event 1 - Value": "2001",
    })  # fmt: skip
    assert found.extra == (
        ("Custom Field 1 - Value", "500k"), ("Event 1 - Value: Moved", "2001"), ("Phone 1 - Label", "Beach house"),
        ("Relation 1 - Label", "Lender"),
    )  # fmt: skip


def test_outlook_row() -> None:
    found = draft(headers.OUTLOOK_CLASSIC, {
        "Title": "Ms.", "First Name": "Ann", "Last Name": "Smith", "Business Street": "1 Main St",
        "Business Street 2": "Floor 2", "Business City": "Tampa", "Business State": "Florida",
        "Business Postal Code": "33601", "Home Street": "12 Oak St", "Business Fax": "813-555-0150",
        "Home Phone": "813-555-0142", "Mobile Phone": "813-555-0142", "Birthday": "0/0/00", "Anniversary": "6/2/2001",
        "Categories": "Buyers;VIP", "E-mail Address": "/o=Org/ou=Group/cn=ann", "E-mail Type": "EX",
        "E-mail 2 Address": "ann@example.com", "Priority": "Normal",
    })  # fmt: skip
    assert found.name.prefix == "Ms."
    assert [(address.street, address.label, address.primary) for address in found.addresses] == [
        ("1 Main St, Floor 2", "work", True), ("12 Oak St", "home", False),
    ]  # fmt: skip
    assert found.addresses[0].region == "FL"
    assert [(phone.label, phone.usable, phone.why_not, phone.primary) for phone in found.phones] == [
        ("work fax", False, "fax", False), ("home, mobile", True, "", True),
    ]  # fmt: skip
    assert [(email.value, email.why_not) for email in found.emails] == [
        ("", "Exchange path"), ("ann@example.com", ""),
    ]  # fmt: skip
    assert (found.birthday, found.anniversary, found.hashtags) == ("", "2001-06-02", ("Buyers", "VIP"))
    assert found.extra == (("E-mail Type", "EX"), ("Priority", "Normal"))


def test_follow_up_boss_row() -> None:
    found = draft(headers.FOLLOW_UP_BOSS_API, {
        "Name": "SMITH, ANN", "Last Communication": "2 days ago", "Phone": "813-555-0142, 813-555-0143",
        "Email": "token@convo.zillow.com", "Address": "12 Oak St, Tampa, FL, 33601, US", "Stage": "Nurture",
        "Source": "Boost By Homespotter.com", "Agent": "Joe Agent", "Lender": "Larry", "Timeframe": "0-3 Months",
        "Tags": "Buyer; cash, $1,000 | Buyer",
    })  # fmt: skip
    assert (found.name.display, found.owner_word, found.lender) == ("Ann Smith", "Joe Agent", "Larry")
    assert (found.source, found.status_word) == ("Boost By Homespotter.com", "Nurture")
    assert [phone.e164 for phone in found.phones] == ["+18135550142", "+18135550143"]
    assert found.emails[0].why_not == "relay"
    assert found.addresses[0].city == "Tampa"
    assert found.addresses[0].primary
    assert found.hashtags == ("Buyer", "cash", "$1,000")
    assert found.time_frame == "1_3_months"
    assert ("Timeframe", "0-3 Months") in found.extra


def test_lofty_row() -> None:
    found = draft(headers.LOFTY, {
        "leadId": "5", "firstName": "Ann", "lastName": "Smith", "emails": '["a@example.com"]', "leadTypes": "1,2",
        "createTime": "1732284300000", "cannotText": "true", "cannotEmail": "false",
    })  # fmt: skip
    assert (found.contact_type, found.created_at) == ("buyer_seller", "2024-11-22T14:05:00Z")
    assert (found.subscribed_email, found.subscribed_text) == (True, False)


def test_subscription_says_nothing_unless_the_file_does() -> None:
    found = draft(headers.KVCORE_CREATE, {"first_name": "Ann"})
    assert (found.subscribed_email, found.subscribed_text) == (None, None)
    found = draft(headers.KVCORE_CREATE, {"first_name": "Ann", "email_optin": "1", "text_on": "0", "phone_on": "1"})
    assert (found.subscribed_email, found.subscribed_text) == (True, False)
    assert ("phone_on", "1") in found.extra


def test_an_opt_out_wins_over_another_column_and_may_be_a_date() -> None:
    header = ["Name", "Subscribed", "Unsubscribed", "Do not text"]
    found = draft(header, {"Name": "Ann", "Subscribed": "yes", "Unsubscribed": "3/7/2026"})
    assert (found.subscribed_email, found.subscribed_text) == (False, False)
    assert found.extra == (("Unsubscribed", "3/7/2026"),)
    found = draft(header, {"Name": "Ann", "Unsubscribed": "perhaps"})
    assert found.subscribed_email is None
    assert found.warnings == ("Unsubscribed: “perhaps” is neither yes nor no; kept as an extra field.",)


def test_words_of_the_offices_lists() -> None:
    header = ["Name", "Priority", "Interest", "Type", "Time Frame", "Business Source", "Capture Method"]
    row = dict(zip(header, ["Ann", "HOT", "★★★", "Buyer/Seller", "3–6 months", "sign call", "MLS"], strict=True))
    found = draft(header, row)
    assert (found.priority, found.interest, found.contact_type) == ("hot", 3, "buyer_seller")
    assert (found.time_frame, found.business_source, found.captured_by_text) == ("3_6_months", "sign_call", "mls")
    assert found.extra == (("Type", "Buyer/Seller"),)
    row = dict(zip(header, ["Ann", "Urgent", "very", "Investor", "someday", "radio", "form"], strict=True))
    found = draft(header, row)
    assert found.extra == tuple((name, row[name]) for name in header[1:])
    assert (found.priority, found.interest, found.contact_type, found.captured_by_text) == ("", None, "", "")


@pytest.mark.parametrize(
    ("word", "key"),
    [("Zillow", "zillow"), ("Realtor", "realtor_com"), ("Realtor.com", "realtor_com"), ("Homes.com", "Homes.com"),
     ("Facebook", "facebook"), ("Instagram Lead Ads", "Instagram Lead Ads"), ("open house", "open_house")],
)  # fmt: skip
def test_sources(word: str, key: str) -> None:
    assert draft(["Name", "Source"], {"Name": "Ann", "Source": word}).source == key


def test_r34_valuation_and_r33_seller_columns() -> None:
    header = [
        "Name",
        "Valuation Address",
        "Sell Form",
        "Property Type",
        "Property Address",
        "Seller Beds",
        "When to sell",
    ]
    found = draft(header, {
        "Valuation Address": "12 Oak St, Tampa", "Sell Form": "11/22/2026", "Property Type": "Condominium",
        "Property Address": "12 Oak St", "Seller Beds": "3", "When to sell": "spring",
    })  # fmt: skip
    assert (found.valuation_address, found.sell_form_at) == ("12 Oak St, Tampa", "2026-11-22T05:00:00Z")
    assert found.seller == (
        ("property_type", "condo"), ("street", "12 Oak St"), ("bedrooms", "3"), ("sell_when", "spring"),
    )  # fmt: skip
    assert found.extra == (("Property Type", "Condominium"),)
    twice = draft(
        ["Name", "Property Address", "Seller Street"], {"Name": "A", "Property Address": "1", "Seller Street": "2"}
    )
    assert (twice.seller, twice.extra) == ((("street", "1"),), (("Seller Street", "2"),))


def test_r34_a_row_that_came_by_a_valuation_request_asked_for_its_address() -> None:
    header = ["Name", "Lead Type", "Street", "City", "State", "Zip"]
    row = {"Name": "Ann", "Lead Type": "Valuation Request", "Street": "12 Oak St", "City": "Tampa", "State": "FL"}
    found = draft(header, row)
    assert (found.valuation_address, found.extra) == ("12 Oak St, Tampa, FL", (("Lead Type", "Valuation Request"),))
    assert draft(header, row | {"Lead Type": "Buyer"}).valuation_address == ""
    assert draft(["Name", "Lead Type"], {"Name": "Ann", "Lead Type": "Home Value"}).valuation_address == ""


def test_r36_a_row_whose_source_is_text_was_captured_by_text() -> None:
    header = ["Phone", "Source", "Text Lead Type"]
    assert draft(header, {"Phone": "8135550142", "Source": "Text Code"}).captured_by_text == "app"
    assert draft(header, {"Phone": "8135550142", "Source": "Text", "Text Lead Type": "MLS"}).captured_by_text == "mls"
    assert draft(header, {"Phone": "8135550142", "Source": "Zillow"}).captured_by_text == ""


def test_own_export_is_taken_as_it_is() -> None:
    row = {
        "Brokerdesk Contact": "1", "First Name": "ANN", "Last Name": "Smith", "Display Name": "ANN Smith",
        "Name Kind": "person", "Status": "Client", "Source": "Zillow", "Priority": "Hot", "Interest": "4",
        "Hashtags": "Buyer; VIP", "Created At": "2026-11-22T14:05:00.250Z", "E-mail 1": "ann@example.com",
        "E-mails": '[{"value":"ann@example.com"}]', "Notes": "[]",
    }  # fmt: skip
    found = draft(headers.BROKERDESK, row)
    assert dict(found.full) == {name: row.get(name, "") for name in headers.BROKERDESK}
    assert (found.name.display, found.name.first, found.name.kind) == ("ANN Smith", "ANN", "person")
    assert (found.status_word, found.source, found.priority, found.interest) == ("Client", "zillow", "hot", 4)
    assert (found.hashtags, found.created_at) == (("Buyer", "VIP"), "2026-11-22T14:05:00.250Z")
    assert (found.notes, found.extra, found.emails[0].value) == ((), (), "ann@example.com")
    assert outcome(headers.BROKERDESK, {}) == Ignored("The row is empty.")


def test_r37_a_name_with_nothing_but_an_address_is_still_a_contact() -> None:
    found = draft(["Name", "Address"], {"Name": "Ann Smith", "Address": "12 Oak St, Tampa, FL 33601"})
    assert (found.emails, found.phones, found.valuation_address) == ((), (), "")


def test_rows_that_become_no_contact() -> None:
    header = ["Name", "Email", "Kind", "Status"]
    assert outcome(header, {}) == Ignored("The row is empty.")
    assert outcome(header, {"Name": "  "}) == Ignored("The row is empty.")
    assert outcome(header, {"Name": "Friends", "Kind": "group"}) == Ignored(
        "The card is a group of contacts, not a contact."
    )
    assert isinstance(outcome(header, {"Status": "New"}), Refusal)
    assert isinstance(outcome(header, {"Name": "Unknown", "Email": "n/a"}), Refusal)
    mapping = recognise(header)
    assert read_row(mapping, ["Ann"], region="US", zone="UTC") == Refusal("The row has 1 cells, but the header has 4.")
    assert draft(header, {"Name": "Ann", "Kind": "org"}).extra == ()
    assert draft(header, {"Name": "Ann", "Kind": "robot"}).extra == (("Kind", "robot"),)


def test_what_stands_in_the_name_but_is_none() -> None:
    assert draft(["Name"], {"Name": "(813) 555-0142"}).phones[0].e164 == "+18135550142"
    assert draft(["Name"], {"Name": "ann@example.com"}).emails[0].value == "ann@example.com"
    assert draft(["Name", "Phone"], {"Name": "Unknown", "Phone": "8135550142"}).extra == (("Name", "Unknown"),)
    beside = draft(["First Name", "Company"], {"First Name": "8135550142", "Company": "Oak LLC"})
    assert (beside.name.display, beside.phones[0].e164) == ("Oak LLC", "+18135550142")


def test_cells_that_say_nothing_are_kept_but_make_no_address_or_number() -> None:
    found = draft(["Name", "Email", "Phone"], {"Name": "Ann", "Email": "N/A", "Phone": "none"})
    assert (found.emails, found.phones, found.warnings) == ((), (), ())
    assert found.extra == (("Email", "N/A"), ("Phone", "none"))


def test_the_same_address_and_number_twice_is_one() -> None:
    found = draft(["Name", "Email", "Email 2", "Cell", "Home Phone"], {
        "Name": "Ann", "Email": "ann@example.com", "Email 2": "Ann Smith <ANN@example.com>",
        "Cell": "8135550142", "Home Phone": "(813) 555-0142",
    })  # fmt: skip
    assert [(email.value, email.raw) for email in found.emails] == [
        ("ann@example.com", "ann@example.com ::: Ann Smith <ANN@example.com>")
    ]
    assert [(phone.e164, phone.label) for phone in found.phones] == [("+18135550142", "mobile, home")]


def test_two_columns_for_one_field_keep_both_words() -> None:
    found = draft(["Name", "Stage", "Status", "Company", "Organization", "Tags", "Groups"], {
        "Name": "Ann", "Stage": "Lead", "Status": "Active", "Company": "Oak", "Organization": "Elm", "Tags": "a, B",
        "Groups": "b; c",
    })  # fmt: skip
    assert (found.status_word, found.name.company) == ("Lead", "Oak")
    assert found.extra == (("Status", "Active"), ("Organization", "Elm"))
    assert found.hashtags == ("a", "B", "c")


def test_a_date_that_is_none_is_kept_and_said() -> None:
    found = draft(["Name", "Created Date", "Birthday", "Date Added"], {
        "Name": "Ann", "Created Date": "last week", "Birthday": "spring", "Date Added": "3/7/2026",
    })  # fmt: skip
    assert found.created_at == "2026-03-07T05:00:00Z"
    assert found.extra == (("Created Date", "last week"), ("Birthday", "spring"))
    assert found.warnings[0] == "Created Date: “last week” is no date; kept as an extra field."


def test_columns_that_disagree_keep_both() -> None:
    row = {
        "Name": "Ann", "City": "Tampa", "Town": "Ybor", "Locality": "Tampa", "Created": "3/7/2026",
        "Date Added": "3/8/2026", "Notes": "Likes porches", "Comments": "Likes porches", "Street": "12 Oak St",
        "Address 3": "Rear",
    }  # fmt: skip
    found = draft(list(row), row)
    assert found.extra == (("Town", "Ybor"), ("Date Added", "3/8/2026"))
    assert (found.notes, found.addresses[0].street) == (("Likes porches",), "12 Oak St, Rear")


def test_a_doubtful_number_is_usable_and_warned_about() -> None:
    found = draft(["Name", "Phone"], {"Name": "Ann", "Phone": "555-987-6543"})
    assert found.phones[0].usable
    assert found.warnings == ("Phone: 555-987-6543 may be mistyped: the numbering plan has no such number.",)


def test_a_column_left_out_leaves_nothing() -> None:
    mapping = with_target(recognise(["Name", "Secret"]), 1, "ignore")
    found = row_reader(mapping, region="US", zone="UTC")(["Ann", "hidden"])
    assert isinstance(found, ContactDraft)
    assert "hidden" not in repr(found)
