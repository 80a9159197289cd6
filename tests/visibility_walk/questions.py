"""How the walk calls each query: found by looking at the modules, asked with what fits the names of its parameters.

A new query is tried without being told when its parameters have names that stand in MENUS (contact_id, spec, key …),
and with its defaults only when it has no others. Else the test names it: add its parameter to MENUS, under
"module.function.parameter", "module.parameter" or "parameter"; or a way of its own to WAYS; or to PIECES, with the
query that asks it, when it is no reading by itself but a part of one.
"""

from __future__ import annotations

import importlib
import inspect
import itertools
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from typing import Any, Final

from db import queries
from db.changes import Selection
from db.queries import call_imports, contacts, exports, history, lead_lists, listing_imports, lists, reverse_market
from db.queries.chart_items import ChartAsk
from db.queries.listings import ListingSpec
from db.queries.reader import Reader
from db.queries.row_lists import RowKind
from db.rules.charts import CHARTS
from db.rules.filters import ListSpec, parse_filter
from db.rules.lead_lists import LEAD_LISTS, lead_spec
from db.rules.new_leads import NewLead
from db.rules.statuses import SEVEN
from tests import builders
from tests.builders import DAY
from tests.office_fixtures import START
from tests.visibility_walk.ground import FIRST_ID, MARK, MLS, OWN_PHONE, SHARED_EMAIL, Ground

Menu = Callable[[Ground], Sequence[Any]]
Question = tuple[Callable[..., Any], dict[str, Any]]
INPUTS: Final = Path(__file__).parent.parent / "inputs" / "market"
MOST_QUESTIONS: Final = 150

# No readings by themselves: parts of one, handed what was read already. Each with the reading that asks it.
PIECES: Final[dict[str, str]] = {
    "calling.passed_words": "calling, of a session that was read",
    "stored_files.content_of": "the documents of a contact that was read",
    "chart_items.choices": "charts.chart",
    "chart_items.grouped": "charts.chart",
    "chart_items.narrowed": "charts.chart",
    "filter_words.check_words": "lists.ids, of a filter with the word",
    "history.changes_of": "history.timeline, of a card that was read",
    "imports.": "the test of a rehearsal",
    "latest_press.latest_press": "follow-ups of a contact that was read",
    "lead_charts.": "charts.chart",
    "funnels.": "charts.chart",
    "messages.messages_to_members": "history.timeline, of a card that was read",
    "part_history.part_lines": "history.timeline, of a card that was read",
    "presses.press_events": "history.timeline, of a card that was read",
    "contracts.fields_of": "contracts.contract_fields, of contacts that were read",
    "underwriting.offers_of": "dispositions and the contact's dialog, of a contact that was read",
    "underwriting.offer_events": "history.timeline, of a card that was read",
    "work_tables.figures": "work_tables.work_table",
    "listings.visible_activity": "listing_page.listing_page",
    "routing.team": "routing.rehearse; who gets a new lead is decided for the whole office, whoever brings it",
    "row_lists.": "leads, scheduled_calls and call_log, of each kind of row",
    "members.member_for_sign_in": "signing in",
    "search.narrowed": "lists.ids, of a list with a search",
    "why_ends.ends_at": "why.why",
    "exports.export_rows": "the way here, of what export_ids gave",
    "reverse_market.export_rows": "the way here, of what reverse_market found",
}


def found_queries() -> dict[str, Callable[..., Any]]:
    """Every public function of a Reader in db/queries, by "module.function"."""
    found: dict[str, Callable[..., Any]] = {}
    for module in pkgutil.iter_modules(queries.__path__):
        for name, one in vars(importlib.import_module(f"db.queries.{module.name}")).items():
            here = inspect.isfunction(one) and one.__module__ == f"db.queries.{module.name}"
            if here and not name.startswith("_") and _reads(one):
                found[f"{module.name}.{name}"] = one
    return found


def _reads(function: Callable[..., Any]) -> bool:
    parameters = list(inspect.signature(function).parameters.values())
    return bool(parameters) and parameters[0].annotation == "Reader"


def is_piece(name: str) -> bool:
    """Whether a query is a part of another reading."""
    return name in PIECES or f"{name.partition('.')[0]}." in PIECES


# -- ways: readings that go through several queries -----------------------------------------------------------------


def timeline(reader: Reader, contact_id: int) -> Any:
    """A contact's history, as its dialog reads it."""
    return history.timeline(reader, contacts.contact_card(reader, contact_id))


def exported(reader: Reader, *, ids: tuple[int, ...], named: bool) -> Any:
    """An export of named contacts, or of everyone, in every column there is."""
    chosen = Selection(ids=ids) if named else Selection(spec=ListSpec("everyone"))
    return list(exports.export_rows(reader, exports.export_ids(reader, chosen)))


def ranked(reader: Reader, listing_id: int) -> Any:
    """Reverse-market as a file."""
    found = reverse_market.reverse_market(reader, listing_id, exporting=True)
    return list(reverse_market.export_rows(reader, found))


def searched(reader: Reader) -> Any:
    """Rows of a table narrowed by a search, as the pages do it."""
    return [lists.ids(reader, ListSpec("everyone", search=word)).tolist() for word in (MARK, OWN_PHONE, "both@")]


WAYS: Final[dict[str, tuple[Callable[..., Any], Menu]]] = {
    "history.timeline": (timeline, lambda g: [{"contact_id": n} for n in g.ids("contact")]),
    "exports.export_ids": (
        exported, lambda g: [{"ids": g.ids("contact"), "named": named} for named in (True, False)],
    ),
    "reverse_market.reverse_market": (ranked, lambda g: [{"listing_id": n} for n in g.ids("listing")]),
    "search.candidates": (searched, lambda _g: [{}]),
}  # fmt: skip


# -- menus: what a parameter of a name is given ---------------------------------------------------------------------


def _ids_of(table: str) -> Menu:
    return lambda ground: ground.ids(table)


def _specs(ground: Ground) -> Sequence[Any]:
    told = [ListSpec(one.key) for one in ground.office.facts.lists]
    sought = [ListSpec("everyone", search=word) for word in (MARK, OWN_PHONE, SHARED_EMAIL, f"#{MARK}loft")]
    filtered = [
        ListSpec("everyone", filter=parse_filter(f)) for f in (f"text~{MARK}", f"hashtag={MARK}loft", "reached=client")
    ]
    return [*told, *sought, *filtered]


def _few_specs(ground: Ground) -> Sequence[Any]:
    return [*_specs(ground)[::5], *_specs(ground)[-7:]]


def _row_specs(ground: Ground) -> Sequence[Any]:
    return [*(lead_spec(one.key) for one in LEAD_LISTS), *(ListSpec(one.key, search=MARK) for one in LEAD_LISTS)]


def _of_rows(kind: RowKind[Any]) -> dict[str, Menu]:
    """The lists of one kind of rows, plain and searched, and a page of them by id."""
    unit = next(key for key, one in lead_lists.KINDS.items() if one is kind)
    keys = [one.key for one in LEAD_LISTS if one.unit == unit]
    specs = [lead_spec(key) for key in keys] + [ListSpec(key, search=MARK, sort=lead_spec(key).sort) for key in keys]
    return {"spec": lambda _ground: specs, "wanted": lambda ground: [ground.ids(kind.table.name)]}


def _asks(ground: Ground) -> Sequence[Any]:
    return [ChartAsk(), ChartAsk(first="2026-11-01", last="2026-11-22"), ChartAsk(agent=builders.OTHER_AGENT)]


MENUS: Final[dict[str, Menu]] = {
    "ask": _asks,
    "against": lambda g: ["", "before", "year"],
    "contact_ids": lambda g: [(), g.ids("contact")],
    "descending": lambda g: [True],
    "ended": lambda g: [True], "answered": lambda g: [True], "all_states": lambda g: [True], "mine": lambda g: [True],
    "everyone": lambda g: [True], "unseen_only": lambda g: [True], "with_unsubscribed": lambda g: [True],
    "untouched": lambda g: [0, 3], "untouched_days": lambda g: [0, 3],
    "end": lambda g: [START + 40 * DAY], "until": lambda g: [START + 40 * DAY], "since": lambda g: [START - 40 * DAY],
    "start": lambda g: [START - 40 * DAY], "starts_at": lambda g: [START - 60_000],
    "extra": lambda g: [None], "minutes": lambda g: [240],
    "field": lambda g: ["lead_type", "source", "owner", "status", "listing"],
    "file": lambda g: [call_imports.read_call_file(INPUTS / "callrail.csv", region="US", zone="America/New_York")],
    "files": lambda g: [[listing_imports.read_listing_file(INPUTS / "reso_web_api.json", region="US", zone="UTC")]],
    "first": lambda g: [""], "last": lambda g: [""],
    "ids": lambda g: [g.ids("contact")], "duplicates.people.ids": lambda g: [set(g.ids("contact"))],
    "item_id": lambda g: [*g.ids("task"), *g.ids("appointment")],
    "key": lambda g: ["kpi_board", "touches", "red_audit", "pool_health"],
    "charts.key": lambda g: [one.key for one in CHARTS],
    "lead_lists.why.key": lambda g: [one.key for one in LEAD_LISTS],
    "latest_press.key": lambda g: ["appointment_booked"], "saved.own_setting.key": lambda g: ["columns", MARK],
    "offered.list_named.key": lambda g: ["everyone", "recent_leads"],
    "keys": lambda g: [tuple(one.key for one in g.office.facts.lists)],
    "lead": lambda g: [NewLead(draft=builders.draft("Ann Lee", email=SHARED_EMAIL, phone=OWN_PHONE))],
    "list_key": lambda g: ["everyone", "pool", "missed_calls", "no_drips", "back_again", "unsubscribed"],
    "member_id": lambda g: [builders.member(g.office, name) for name in (builders.OTHER_AGENT, builders.AGENT)],
    "name": lambda g: [builders.LENDER], "number": lambda g: [MLS],
    "numbers": lambda g: [{"+18137770147", "+18135550123"}],
    "one": lambda g: g.ids("contact"), "other": lambda g: g.ids("contact"),
    "lists.scope_clause.one": lambda g: g.office.facts.lists[:3],
    "old": lambda g: ["appointment_booked"], "new": lambda g: ["needs_offer"],
    "owners": lambda g: [[builders.member(g.office, builders.OTHER_AGENT)]],
    "part": lambda g: ["overdue", "today", "week", "later", "done"],
    "query": lambda g: [MARK, OWN_PHONE, SHARED_EMAIL, f"#{MARK}loft", "household", "qx"],
    "row_id": lambda g: [*g.ids("lead"), *g.ids("task"), *g.ids("call"), *g.ids("touch"), *g.ids("press")],
    "scheme": lambda g: [SEVEN], "days": lambda g: [60], "viewed_only": lambda g: [True],
    "selection": lambda g: [Selection(ids=g.ids("contact")), Selection(spec=ListSpec("everyone"))],
    "leads.selection": lambda g: [Selection(ids=g.ids("lead")), Selection(spec=lead_spec("all_leads"))],
    "spec": _few_specs, "lists.ids.spec": _specs, "lists.count.spec": _specs, "documents.spec": _specs,
    "lead_lists.spec": _row_specs, "lead_exports.spec": _row_specs,
    "listings.spec": lambda g: [ListingSpec(), ListingSpec(text=MARK)],
    "status": lambda g: ["archive"], "step": lambda g: ["week"],
    "wanted": lambda g: [g.ids("contact")],
    "listings.wanted": lambda g: [g.ids("listing")],
    "week": lambda g: ["2026-11-16"], "what": lambda g: ["task", "appointment"], "whom": lambda g: ["underwriters"],
    "by": lambda g: [builders.member(g.office, builders.AGENT)], "word": lambda g: [MLS],
}  # fmt: skip
# Only how much is given, how it is written, or who hears of it: their defaults do.
_LEFT_OUT: Final = frozenset({"limit", "most", "count", "progress", "columns", "people", "weeks", "but", "exporting",
                              "encoding", "delimiter", "header_row", "password", "new_leads", "right"})  # fmt: skip


def menu_of(name: str, parameter: str) -> Menu | None:
    """What `parameter` of the query `name` is given; None when the walk does not know."""
    module = name.partition(".")[0]
    kind = getattr(importlib.import_module(f"db.queries.{module}"), "KIND", None)
    if isinstance(kind, RowKind) and parameter in ("spec", "wanted"):
        return _of_rows(kind)[parameter]
    for key in (f"{name}.{parameter}", f"{module}.{parameter}"):
        if key in MENUS:
            return MENUS[key]
    plainest = _plainest(name, parameter)
    if plainest is not None and parameter not in ("spec", "ask", "lead", "selection", "scheme", "extra"):
        return lambda _ground: [plainest]
    if parameter in MENUS:
        return MENUS[parameter]
    return _ids_of(parameter.removesuffix("_id")) if parameter.endswith("_id") else None


def _plainest(name: str, parameter: str) -> Any:
    """A dataclass that needs nothing, where the parameter is one; else None."""
    module, _, function = name.partition(".")
    there = vars(importlib.import_module(f"db.queries.{module}"))
    wanted = str(inspect.signature(there[function]).parameters[parameter].annotation).partition(" |")[0]
    kind = there.get(wanted)
    needless = isinstance(kind, type) and is_dataclass(kind) and not [f for f in fields(kind) if _is_needed(f)]
    return kind() if kind is not None and needless else None


def _is_needed(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def unknown(name: str, function: Callable[..., Any]) -> str:
    """What the walk must be told before it can call a query; "" when it can."""
    missing = [p.name for p in _parameters(function) if p.default is p.empty and menu_of(name, p.name) is None]
    return f"{name}({', '.join(missing)})" if missing and name not in WAYS and not is_piece(name) else ""


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    return list(inspect.signature(function).parameters.values())[1:]


def questions(ground: Ground, *, every: int = 1) -> Iterator[tuple[str, Question]]:
    """Every reading there is, by name; of those that differ in their arguments one in `every`."""
    for name, function in found_queries().items():
        if name in WAYS:
            way, menu = WAYS[name]
            yield from ((name, (way, arguments)) for arguments in menu(ground))
            continue
        if is_piece(name) or unknown(name, function):
            continue
        asked = list(_asked(ground, name, function))
        yield from ((name, (function, arguments)) for arguments in asked[:: every if len(asked) > 4 else 1])


def _asked(ground: Ground, name: str, function: Callable[..., Any]) -> Iterator[dict[str, Any]]:
    """The required parameters in every combination; then each of the others by itself."""
    given = _parameters(function)
    needed = {p.name: _menu(name, p.name)(ground) for p in given if p.default is p.empty}
    combinations = [dict(zip(needed, one, strict=True)) for one in itertools.product(*needed.values())]
    yield from combinations[:MOST_QUESTIONS]
    for p in given:
        if p.default is p.empty or p.name in _LEFT_OUT or menu_of(name, p.name) is None:
            continue
        for value in _menu(name, p.name)(ground):
            yield from ({**one, p.name: value} for one in combinations[:3])


def _menu(name: str, parameter: str) -> Menu:
    found = menu_of(name, parameter)
    assert found is not None, f"{name}: {parameter}"
    return found


def named_by(arguments: dict[str, Any]) -> frozenset[int]:
    """The numbers of hidden rows that a question names itself."""
    found: set[int] = set()
    for value in arguments.values():
        ids = value.ids if isinstance(value, Selection) else value
        found |= {n for n in (ids if isinstance(ids, (tuple, set, list)) else (ids,)) if isinstance(n, int)}
    return frozenset(n for n in found if n >= FIRST_ID)
