"""The files of other systems under tests/inputs, read by name: which system, and no ordinary column left unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.files.reading import open_file
from db.rules.drafts import ContactDraft
from db.rules.import_mapping import recognise
from db.rules.import_rows import row_reader

INPUTS = Path(__file__).parent.parent / "inputs"


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("google_current.csv", "google_current"), ("google_old.csv", "google_old"),
        ("outlook_classic.csv", "outlook_classic"), ("outlook_new.csv", "outlook_new"), ("kvcore.csv", "kvcore"),
        ("kvcore_placeholders.csv", "kvcore"), ("kvcore_api.csv", "kvcore_api"), ("lofty.csv", "lofty"),
        ("follow_up_boss.csv", "follow_up_boss"), ("follow_up_boss_api.csv", "follow_up_boss"),
        ("fub_relay.csv", "follow_up_boss"), ("apple.vcf", "google_current"), ("wise_agent.csv", "generic"),
        ("top_producer.csv", "generic"), ("liondesk.csv", "generic"), ("semicolon_cp1252.csv", "generic"),
    ],
)  # fmt: skip
def test_each_file_is_recognised_and_its_rows_become_contacts(name: str, shape: str) -> None:
    source = open_file(INPUTS / name)
    records = list(source.records())
    mapping = recognise(source.header, [record.cells for record in records])
    assert mapping.shape == shape
    read = row_reader(mapping, region="US", zone="America/New_York")
    drafts = [read(record.cells) for record in records if not record.problem]
    contacts = [found for found in drafts if isinstance(found, ContactDraft)]
    assert len(contacts) >= len(drafts) / 2
    assert all(contact.emails or contact.phones or contact.name.display for contact in contacts)
    assert sum(any(email.usable for email in contact.emails) for contact in contacts) >= 1
