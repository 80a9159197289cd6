"""What stands in place of rows: why there are none, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass

from db.rules.filters import ListSpec
from db.rules.plain_list import NOTHING


@dataclass(frozen=True, slots=True)
class EmptyWords:
    """Icon, sentence, a second line, and buttons as (key, label)."""

    sentence: str
    detail: str = ""
    actions: tuple[tuple[str, str], ...] = ()


def empty_words(
    spec: ListSpec, *, title: str, meaning: str, office_is_empty: bool, plain: bool = False
) -> EmptyWords:  # fmt: skip
    """The words for a list without rows; `plain`: it is the only one the member has, and they can add nobody."""
    if spec.search.strip():
        actions = [("clear_search", "Clear the search")]
        if spec.list_key != "everyone" and not plain:
            actions.append(("search_everyone", "Search everyone"))
        return EmptyWords(f"Nobody in {title} matches “{spec.search.strip()}”", actions=tuple(actions))
    if spec.filter.terms:
        return EmptyWords(
            f"Nobody{'' if spec.list_key == 'everyone' else f' in {title}'} fits the filter",
            "Take a condition away, or clear them all.",
            (("clear_filter", "Clear All"),),
        )  # fmt: skip
    if plain:
        return EmptyWords("There are no contacts of yours yet", f"{meaning} {NOTHING}")
    if office_is_empty:
        return EmptyWords(
            "This office has no contacts yet", "Bring them over from another system, or add the first one by hand.",
            (("import", "Import contacts"), ("add", "Add contact")),
        )  # fmt: skip
    return EmptyWords(f"Nobody is in {title}", meaning)
