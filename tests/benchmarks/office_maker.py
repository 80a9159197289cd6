"""Makes, and keeps in a cache folder, an office of any size: contacts, five times as many events, 50 agents."""

from __future__ import annotations

import hashlib
import inspect
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlite_driver

from db import planning, schema, tallies
from db.actions import members
from db.office import Office
from tests.sample_office_maker.names import ORIGINS

NOW: Final = 1_795_363_200_000  # 22 November 2026, 16:00 UTC: the office's clock
BROKER: Final = "Dana Moreau"
AGENTS: Final = 50
FIRST_AGENT: Final = 2  # the broker is member 1, the agents follow
BUSY_CONTACT_EVENTS: Final = 200  # more events of the first contact, for its dialog (P15)
_STEP_SIZE: Final = 500
_AREA_CODES: Final = ("813", "727", "941", "352", "863")
_CITIES: Final = ("Tampa", "Clearwater", "Largo", "Brandon", "St. Petersburg", "Dunedin", "Seminole", "Lutz")


def office_file(rows: int, cache: Path) -> Path:
    """The office of `rows` contacts in `cache`, made when it is not there; a changed schema makes it anew."""
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / f"office-{rows}-{_fingerprint()}.db"
    if path.is_file():
        return path
    for old in cache.glob(f"office-{rows}-*"):
        old.unlink()
    partial = path.with_suffix(".partial")
    for left in cache.glob(f"{partial.name}*"):
        left.unlink()
    make_office(partial, rows)
    partial.rename(path)
    return path


def make_office(path: Path, rows: int) -> None:
    """A new office at `path`: `rows` contacts and five times as many leads, touches, notes and images of steps."""
    office = Office.create(path, clock=lambda: NOW)
    try:
        office.perform(members.add_member, name=BROKER, roles=("broker",))
        for number in range(AGENTS):
            office.perform(members.add_member, name=agent_name(number), roles=("agent",))
    finally:
        office.close()
    with closing(sqlite_driver.connect(str(path), isolation_level=None)) as raw:
        raw.create_function("fold", 1, str.lower, deterministic=True)  # as the program's own connections know it
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000"):
            raw.execute(f"PRAGMA {pragma}")
        indexes = _without_indexes(raw)
        raw.execute("BEGIN")
        _people(raw, rows)
        for statement in _CONTACTS, *_CHILDREN, *_EVENTS:
            raw.execute(statement, {"now": NOW})
        _busy_contact(raw)
        _steps(raw)
        _key_counters(raw)
        raw.execute("COMMIT")
        raw.execute("DROP TABLE temp.person")
        for statement in indexes:
            raw.execute(statement)
        raw.execute(
            "INSERT INTO contact_search(rowid, search_text) SELECT id, search_text FROM contact WHERE search_text <> ''"
        )
        for statement in schema.SEARCH_INDEX[1:]:
            raw.execute(statement)
        raw.execute("PRAGMA journal_mode=WAL")
    _tally(path)


def agent_name(number: int) -> str:
    """The name of agent `number` (from 0)."""
    firsts, lasts = ORIGINS["english"].firsts, ORIGINS["english"].lasts
    return f"{firsts[number * 2]} {lasts[number * 2]}"


def _fingerprint() -> str:
    from sqlalchemy.schema import CreateIndex, CreateTable

    from db.models import Base

    parts = [inspect.getsource(sys.modules[__name__]), inspect.getsource(planning), *schema.SEARCH_INDEX]
    for table in Base.metadata.sorted_tables:
        parts.append(str(CreateTable(table)))
        parts += sorted(str(CreateIndex(i)) for i in table.indexes)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _without_indexes(raw: Any) -> list[str]:
    """Drop what slows the filling down; gives the statements that make the indexes again."""
    found = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for name, _sql in found:
        raw.execute(f"DROP INDEX {name}")
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    return [sql for _name, sql in found]


def _people(raw: Any, rows: int) -> None:
    """One row of plain facts a contact, from which all tables are filled. `chance` spreads without being random."""
    for name, words in (
        ("first", [n for o in ORIGINS.values() for n in o.firsts]),
        ("last", [n for o in ORIGINS.values() for n in o.lasts]),
        ("area", list(_AREA_CODES)),
        ("city", list(_CITIES)),
    ):
        raw.execute(f"CREATE TEMP TABLE {name}_word (id INTEGER PRIMARY KEY, word TEXT)")
        raw.executemany(f"INSERT INTO temp.{name}_word VALUES (?, ?)", list(enumerate(words)))
    raw.execute(_PERSON, {"rows": rows, "now": NOW, "agents": AGENTS, "first_agent": FIRST_AGENT})


def _chance(multiplier: int, below: int) -> str:
    return f"((i * {multiplier}) % 4294967291 % {below})"


# 12.3 % are prospects: the 123,000 rows of P3. Moments are whole minutes of the last five years.
_PERSON: Final = f"""
CREATE TEMP TABLE person AS
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows),
drawn AS (
  SELECT i, {_chance(2654435761, 1000)} AS state, {_chance(1597334677, 1000)} AS own, {_chance(3812015801, 50)} AS agent,
    {_chance(2246822519, 2628000)} AS age, {_chance(3266489917, 1000)} AS reach, {_chance(668265263, 1000)} AS more,
    {_chance(374761393, 1000)} AS days, {_chance(2869860233, 100)} AS lot
  FROM n
)
SELECT d.i AS id, first_word.word AS first, last_word.word AS last, first_word.word || ' ' || last_word.word AS name,
  CASE WHEN state < 123 THEN 'prospect' WHEN state < 400 THEN 'new_lead' WHEN state < 620 THEN 'sphere'
    WHEN state < 740 THEN 'active_lead' WHEN state < 820 THEN 'client' WHEN state < 850 THEN 'contract'
    WHEN state < 950 THEN 'closed' ELSE 'archive' END AS status,
  CASE WHEN own >= 150 THEN :first_agent + agent END AS owner,
  :now - age * 60000 AS created,
  CASE WHEN more < 600 THEN max(:now - age * 60000, :now - (days * days) * 120000) END AS viewed,
  CASE WHEN reach < 900 THEN lower(first_word.word || '.' || last_word.word) || d.i || '@example.com' ELSE '' END AS email,
  CASE WHEN reach < 870 THEN 1 ELSE 0 END AS email_usable,
  CASE WHEN reach % 10 < 8 THEN '1' || area_word.word || (2000000 + d.i) ELSE '' END AS digits,
  CASE WHEN more % 10 = 0 THEN 'golf' WHEN more % 25 = 1 THEN 'Investor' ELSE '' END AS tag,
  CASE WHEN lot < 50 THEN (100 + lot * 7) || ' ' || last_word.word || ' Street' ELSE '' END AS street,
  city_word.word AS city, 33600 + lot AS postal, state < 950 AND lot <> 11 AS subscribed,
  state, own, reach, more, days, lot, age
FROM drawn AS d
JOIN temp.first_word ON first_word.id = d.i * 7 % (SELECT count(*) FROM temp.first_word)
JOIN temp.last_word ON last_word.id = d.i * 13 % (SELECT count(*) FROM temp.last_word)
JOIN temp.area_word ON area_word.id = d.i % {len(_AREA_CODES)}
JOIN temp.city_word ON city_word.id = d.i % {len(_CITIES)}
"""
# When the newest event of each kind was; leads come in pairs, an older and a newer one.
_LEAD_AT: Final = "max(created, :now - (days * 7919 + id) % 2628000 * 60000)"
_TOUCH_AT: Final = "max(created, :now - (days * 6131 + id) % 2628000 * 60000)"
_NOTE_AT: Final = "max(created, :now - (days * 3571 + id) % 2628000 * 60000)"

_CONTACTS: Final = f"""
INSERT INTO contact (id, created_at, added_at, updated_at, display_name, name_key, name_kind, first_name, last_name, status,
  status_since, owner_id, owner_how, owner_since, source, contact_type, priority, interest, time_frame,
  last_viewed_at, last_visit_at, email_subscribed, text_subscribed, unsubscribe_cause, captured_by_text, kind, is_seller,
  has_seller_info, searching_at, last_activity_at, primary_email, primary_phone, hashtag_text,
  call_due_at, waiting_since, in_campaign, has_alert, search_text)
SELECT id, created, created, created, name, fold(last || ' ' || first), 'person', first, last, status, created, owner,
  iif(owner IS NULL, '', 'assigned'), iif(owner IS NULL, NULL, created),
  CASE more % 4 WHEN 0 THEN 'zillow' WHEN 1 THEN 'website' WHEN 2 THEN 'realtor_com' ELSE 'referral' END,
  iif(lot < 30, 'seller', 'buyer'), CASE lot % 4 WHEN 0 THEN 'hot' WHEN 1 THEN 'warm' WHEN 2 THEN 'cold' ELSE '' END,
  iif(lot % 6 = 5, NULL, lot % 6), '', viewed, viewed, subscribed, subscribed,
  CASE WHEN subscribed THEN '' WHEN status = 'archive' THEN 'archive' ELSE 'themselves' END, iif(more % 50 = 3, 'mls', ''),
  CASE WHEN email_usable THEN 'ordinary' WHEN more % 50 = 3 THEN 'text' WHEN digits <> '' THEN 'phone' ELSE 'invalid' END,
  own % 25 = 0, own % 25 = 0, max(created, coalesce(viewed, 0)),
  max(created, coalesce(viewed, 0), {_LEAD_AT}, {_TOUCH_AT}, {_NOTE_AT}),
  iif(email_usable, email, ''), iif(digits = '', '', '+' || digits), iif(tag = '', '', '#' || tag),
  iif(days = 5, created + 86400000, NULL), iif(days = 1 AND lot % 5 < 3, created, NULL), lot % 10 < 3, more % 5 = 2,
  fold(name || '     ' || email || ' ' || digits || ' ' || iif(tag = '', '', '#' || tag) || ' '
    || iif(street = '', '', street || '  ' || city || ' FL ' || postal) || ' ')
FROM temp.person
"""

_CHILDREN: Final = (
    """INSERT INTO contact_email (contact_id, label, value, raw, is_primary, usable, why_not)
    SELECT id, 'home', email, email, 1, email_usable, iif(email_usable, '', 'bounced') FROM temp.person WHERE email <> ''""",
    """INSERT INTO contact_phone (contact_id, label, e164, raw, is_primary, usable)
    SELECT id, 'mobile', '+' || digits, digits, 1, 1 FROM temp.person WHERE digits <> ''""",
    """INSERT INTO contact_address (contact_id, label, street, city, region, postal_code, country, is_primary)
    SELECT id, 'home', street, city, 'FL', postal, 'US', 1 FROM temp.person WHERE street <> ''""",
    """INSERT INTO contact_hashtag (contact_id, tag, tag_key)
    SELECT id, tag, lower(tag) FROM temp.person WHERE tag <> ''""",
    """INSERT INTO contact_property (contact_id, street, city, region, postal_code, property_type, bedrooms, bathrooms,
      floor_area, sell_when)
    SELECT id, '1 Main Street', city, 'FL', postal, 'house', '3', '2', '1800', '3 months' FROM temp.person WHERE own % 25 = 0""",
    # one contact in 100 is shared with the agent after its owner's number
    f"""INSERT INTO contact_share (contact_id, member_id, since)
    SELECT id, {FIRST_AGENT} + (coalesce(owner, 0) + 1) % {AGENTS}, created FROM temp.person WHERE days % 100 = 7""",
)  # fmt: skip

# Two leads, a touch and a note each; one form lead in 1,000 still waits, one contact in 1,000 has a missed call.
_EVENTS: Final = (
    """INSERT INTO lead (contact_id, lead_type, origin, source, listing_text, message, occurred_at, lead_status,
      first_touch_at)
    SELECT id, CASE lot % 5 WHEN 0 THEN 'question' WHEN 1 THEN 'showing_request' WHEN 2 THEN 'contact_form'
      WHEN 3 THEN 'viewed_listing' ELSE 'registration' END, 'office site', 'website', '14 Alder Court, $612,000',
      'Is Saturday morning possible?', created, '', iif(days = 1 AND lot % 5 < 3, NULL, created + 600000)
    FROM temp.person""",
    f"""INSERT INTO lead (contact_id, lead_type, origin, source, listing_text, message, occurred_at, lead_status,
      first_touch_at)
    SELECT id, CASE more % 5 WHEN 0 THEN 'favorite' WHEN 1 THEN 'saved_search' ELSE 'viewed_listing' END,
      'portal', 'zillow', '8 Harbour Lane, $389,000', '', {_LEAD_AT}, '', iif(lot < 30, NULL, {_LEAD_AT} + 60000)
    FROM temp.person""",
    f"""INSERT INTO touch (contact_id, member_id, channel, outcome, words, at)
    SELECT id, owner, 'call', 'no_answer', '', {_TOUCH_AT} FROM temp.person""",
    f"""INSERT INTO note (contact_id, member_id, body, at)
    SELECT id, owner, 'Asked for the survey; wants to see the kitchen again.', {_NOTE_AT} FROM temp.person""",
    """INSERT INTO task (contact_id, member_id, kind, title, due_at, done_at, created_at)
    SELECT id, owner, 'call', 'Call back', created + 86400000, iif(days = 5, NULL, created + 90000000), created
    FROM temp.person WHERE days % 10 = 5""",
    # three contacts in ten are in a campaign, one in five has an alert
    """INSERT INTO campaign (title, locked, plan) VALUES ('Welcome', 0, '{}')""",
    """INSERT INTO enrolment (contact_id, campaign_id, state, step_no, since)
    SELECT id, 1, iif(lot % 10 < 3, 'running', 'finished'), 1, created FROM temp.person WHERE lot % 10 < 4""",
    """INSERT INTO alert_search (contact_id, title, active, created_at)
    SELECT id, 'Near the water', 1, created FROM temp.person WHERE more % 5 = 2""",
)  # fmt: skip


def _busy_contact(raw: Any) -> None:
    """The first contact has a long history, older than its newest events so that its summaries stand."""
    raw.execute(
        """WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :events - 1)
        INSERT INTO lead (contact_id, lead_type, origin, listing_text, message, occurred_at, first_touch_at)
        SELECT 1, 'viewed_listing', 'office site', '14 Alder Court', 'Is Saturday possible?',
          (SELECT created_at FROM contact WHERE id = 1) + i, 1 FROM n""",
        {"events": BUSY_CONTACT_EVENTS},
    )


def _steps(raw: Any) -> None:
    """One image a contact, in steps of 500: what a history of mass changes looks like."""
    step, write = (
        raw.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {t}").fetchone()[0] for t in ("step", "step_write")
    )
    past = {"step": step, "write": write, "size": _STEP_SIZE, "now": NOW}
    raw.execute(
        """INSERT INTO step (id, member_id, action, label, why, at, counts, root_id)
        SELECT DISTINCT :step + id / :size, 1, 'change_status', 'Status of 500 contacts', '', :now - 86400000, '{}',
          :step + id / :size FROM temp.person""",
        past,
    )
    raw.execute(
        """INSERT INTO step_write (id, step_id, model, op, columns, after)
        SELECT DISTINCT :write + id / :size, :step + id / :size, 'contact', 'update', '["priority"]', NULL
        FROM temp.person""",
        past,
    )
    raw.execute(
        """INSERT INTO step_image (write_id, row_id, contact_id, before, after)
        SELECT :write + id / :size, id, id, '{"priority":""}', '{"priority":"warm"}' FROM temp.person ORDER BY id""",
        past,
    )


def _key_counters(raw: Any) -> None:
    for name in ("contact", "contact_email", "contact_phone", "contact_address", "contact_hashtag", "contact_property",
                 "contact_share", "campaign", "enrolment", "alert_search", "lead", "touch", "note", "task", "step", "step_write"):  # fmt: skip
        highest = raw.execute(f"SELECT coalesce(max(id), 0) FROM {name}").fetchone()[0]
        raw.execute("INSERT OR REPLACE INTO key_counter (name, next_id) VALUES (?, ?)", (name, highest + 1))


def _tally(path: Path) -> None:
    office = Office.open(path, clock=lambda: NOW)
    try:
        with office.engines.write.begin() as connection:
            tallies.rebuild(connection)
            planning.tell_planner(connection)  # the indexes were made anew, and with them went what is told of them
    finally:
        office.close()
