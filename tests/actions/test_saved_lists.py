"""Filters kept under a name: of contacts, of leads and calls; renamed, removed, each a step that comes back."""

from __future__ import annotations

import pytest

from db.actions import settings
from db.office import Office
from db.queries.lead_lists import count
from db.queries.saved import SavedFilterRow, saved_filters
from db.rules.errors import FieldProblemsError, WrongUseError
from db.rules.lead_lists import lead_spec
from tests.builders import AGENT, acting, add, contents, lead


def kept(office: Office) -> list[SavedFilterRow]:
    return list(office.read(saved_filters))


def test_a_search_of_leads_is_kept_with_its_own_fields(office: Office) -> None:
    ann = add(office, "Ann Lee")
    lead(office, ann, "question")
    lead(office, ann, "favorite")
    before = contents(office)
    text = "lead_type=question&waiting=yes"
    done = office.perform(settings.save_filter, title=" Mine ", list_key="all_leads", text=text, search=" Ann\n Lee ")
    (row,) = kept(office)
    assert (row.title, row.list_key, row.filter_text, row.search) == ("Mine", "all_leads", text, "Ann Lee")
    assert office.read(count, lead_spec(row.list_key, row.filter_text, search=row.search)) == 1
    with pytest.raises(WrongUseError):
        office.perform(settings.save_filter, title="x", list_key="all_leads", text="approval=yes")
    with pytest.raises(WrongUseError):
        office.perform(settings.save_filter, title="x", list_key="everyone", text="waiting=yes")
    office.undo(done.step)
    assert contents(office) == before


def test_a_kept_list_is_renamed_and_removed_by_its_owner_alone(office: Office) -> None:
    number = office.perform(settings.save_filter, title="Mine", list_key="everyone", text="priority=hot").value
    before = contents(office)
    with acting(office, AGENT):
        assert office.perform(settings.rename_filter, filter_id=number, title="Theirs").value == 0
        assert office.perform(settings.remove_filter, filter_id=number).value == 0
        assert kept(office) == []
    with pytest.raises(FieldProblemsError, match="needs a name"):
        office.perform(settings.rename_filter, filter_id=number, title="  ")
    assert office.perform(settings.rename_filter, filter_id=number, title=" Hot  ones ").value == 1
    assert [row.title for row in kept(office)] == ["Hot ones"]
    office.undo()
    assert contents(office) == before
    office.perform(settings.remove_filter, filter_id=number)
    assert kept(office) == []
    office.undo()
    assert contents(office) == before
