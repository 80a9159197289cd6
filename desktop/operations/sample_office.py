"""The sample office: members, contact files through the real import, two years of history, dated back from today."""

from __future__ import annotations

import csv
import json
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from db.actions.imports import import_contacts
from db.actions.members import add_member, change_member
from db.actions.past import PastItem, record_past
from db.actions.past_campaigns import PastAlert, PastCampaign, PastEnrolment, record_standing
from db.actions.routing import save_routing
from db.actions.settings import set_office
from db.changes import Progress
from db.office import Office
from db.queries import imports
from db.queries.keys import contact_keys
from db.rules.moments import from_ms, to_ms
from db.rules.routing_settings import read_routing
from desktop.operations.sample_deals import DEALS, fill_deals
from desktop.operations.sample_market import fill_market
from desktop.operations.sample_work import fill_work
from desktop.resource_files import resource

FOLDER: Final = "sample_office"
# "@-412d14:32": 412 days before the day the office is made, local office time
_MINUTES_AGO: Final = re.compile(r"@-(\d+)m")
_TOKEN: Final = re.compile(r"@([+-]?\d+)d(\d\d):(\d\d)")


def fill(office: Office, *, progress: Progress | None = None) -> None:
    """Fill a new, empty office, as the office itself, so that nobody's undo takes it apart; then sign in.

    About ten seconds; progress counts files and events.
    """
    folder = resource(FOLDER)
    values = {r["key"]: r["value"] for r in _rows(folder / "office.csv")}
    office.perform(set_office, values=values)
    today = from_ms(office.clock(), office.facts.zone)
    members = _members(office, folder, today)
    _routing(office, folder, members)
    _contacts(office, folder, today, progress)
    _activity(office, folder, today, members)
    _standing(office, folder, today)
    fill_work(office, lambda name: _rows(folder / name), lambda token: _ms(token, today), members)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as dated:
        fill_market(office, lambda name: _dated(folder / name, Path(dated), today))
    fill_deals(office, _rows(folder / DEALS), today)
    office.sign_in()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def moment(token: str, today: datetime) -> datetime | None:
    """The moment a token names, in the office's zone; None for a text that is no token."""
    minutes = _MINUTES_AGO.fullmatch(token)
    if minutes:
        return today - timedelta(minutes=int(minutes[1]))
    found = _TOKEN.fullmatch(token)
    if not found:
        return None
    days = int(found[1])
    # the files were laid out from a Wednesday: what is long past keeps its weekday, whatever day the office is made
    shift = (today.weekday() - 2 + 3) % 7 - 3 if days <= -14 else 0
    day = today.date() + timedelta(days=days - shift)
    return datetime(day.year, day.month, day.day, int(found[2]), int(found[3]), tzinfo=today.tzinfo)


def _members(office: Office, folder: Path, today: datetime) -> dict[str, int]:
    rows = _rows(folder / "members.csv")
    ids: dict[str, int] = {}
    for row in rows:
        joined = (today - timedelta(days=int(row["joined_days_ago"]))).date().isoformat()
        ids[row["key"]] = office.perform(
            add_member, name=row["name"], roles=tuple(row["roles"].split(";")), email=row["email"], phone=row["phone"],
            joined_on=joined,
        ).value  # fmt: skip
    for row in rows:
        if row["underwriter_key"]:
            values: dict[str, object] = {"underwriter_id": ids[row["underwriter_key"]]}
            office.perform(change_member, member_id=ids[row["key"]], values=values)
    return ids


def _routing(office: Office, folder: Path, members: dict[str, int]) -> None:
    """Who gets a new lead: rules as `routing --json` prints them, the members by their keys."""
    rules = json.loads((folder / "routing.json").read_text(encoding="utf-8"))
    for place, rule in enumerate(rules):
        rule.setdefault("key", f"new {place}")
        to = rule["to"]
        to["members"] = [one | {"id": members[one["id"]]} for one in to.get("members", ())]
        to["fallback"] = members.get(to.get("fallback"))
    office.perform(save_routing, rules=read_routing({"rules": rules}))


def _contacts(office: Office, folder: Path, today: datetime, progress: Progress | None) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as dated:
        paths = [_dated(path, Path(dated), today) for path in sorted(folder.glob("contacts_*.csv"))]
        requests = []
        for path in paths:
            source = office.read(imports.open_source, path)
            requests.append(imports.ImportRequest(source, source.mapping))
        rehearsal = office.read(imports.rehearse, tuple(requests), progress=progress)
        office.perform(import_contacts, rehearsal=rehearsal, progress=progress)


def _dated(path: Path, folder: Path, today: datetime) -> Path:
    """A copy of a file with its tokens as dates, written as the vendor's program would."""

    def write(found: re.Match[str]) -> str:
        when = moment(found[0], today)
        return when.strftime("%Y-%m-%d %H:%M") if when else found[0]

    target = folder / path.name
    raw = path.read_bytes()
    encoding = "cp1252" if path.stem.endswith("old_book") and not raw.startswith(b"\xef\xbb\xbf") else "utf-8"
    text = _MINUTES_AGO.sub(write, _TOKEN.sub(write, raw.decode(encoding)))
    target.write_bytes(text.encode(encoding))
    return target


def _activity(office: Office, folder: Path, today: datetime, members: dict[str, int]) -> None:
    keys = office.read(contact_keys)
    items = []
    now = office.clock()
    for row in _rows(folder / "activity.csv"):
        contact_id = keys.get(row["contact"].casefold())
        when = moment(row["at"], today)
        if contact_id is None or when is None or to_ms(when) > now:
            continue
        due = moment(row["due"], today)
        a = str(members[row["a"]]) if row["what"] in ("owner", "share") else row["a"]
        items.append(
            PastItem(contact_id, to_ms(when), members.get(row["by"]), row["what"], a, row["b"], row["c"],
                     to_ms(due) if due else 0)
        )  # fmt: skip
    office.perform(record_past, items=items)


def _standing(office: Office, folder: Path, today: datetime) -> None:
    """The campaigns, who is in them, and the listing alerts."""
    keys = office.read(contact_keys)
    titles = {row["key"]: row["title"] for row in _rows(folder / "campaigns.csv")}
    campaigns = [
        PastCampaign(r["title"], bool(r["locked"]), _steps(r["steps"])) for r in _rows(folder / "campaigns.csv")
    ]
    enrolments = [
        PastEnrolment(contact_id, titles[r["campaign"]], since, r["state"], r["why"], int(r["step"]),
                      _ms(r["next"], today))
        for r, contact_id, since in _of_contacts(folder / "enrolments.csv", keys, "since", today)
    ]  # fmt: skip
    alerts = [
        PastAlert(contact_id, r["title"], created, bool(r["active"]),
                  (("city", r["city"]), ("price_most", int(r["most"])), ("bedrooms_least", int(r["bedrooms"]))))
        for r, contact_id, created in _of_contacts(folder / "alerts.csv", keys, "created", today)
    ]  # fmt: skip
    office.perform(record_standing, campaigns=campaigns, enrolments=enrolments, alerts=alerts)


def _steps(text: str) -> tuple[tuple[int, str, str], ...]:
    """`0 email Welcome;1 text Hello` as day, channel and title of each step."""
    parts = (step.split(" ", 2) for step in text.split(";"))
    return tuple((int(day), channel, title) for day, channel, title in parts)


def _of_contacts(
    path: Path, keys: dict[str, int], column: str, today: datetime
) -> Iterator[tuple[dict[str, str], int, int]]:
    """The rows of a file whose contact is here, with its id and the moment in `column`."""
    for row in _rows(path):
        contact_id, at = keys.get(row["contact"].casefold()), _ms(row[column], today)
        if contact_id is not None and at is not None:
            yield row, contact_id, at


def _ms(token: str, today: datetime) -> int | None:
    when = moment(token, today)
    return to_ms(when) if when else None
