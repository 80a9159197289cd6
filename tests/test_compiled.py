"""What one engine compiled, the next of its kind finds."""

from __future__ import annotations

from sqlalchemy import literal, select
from sqlalchemy.engine.interfaces import CacheStats

from db.compiled import MOST, CompiledStatements
from db.engine import open_engines
from db.models import Contact
from tests.office_fixtures import Offices

STATEMENT = select(Contact.id, literal("only here")).where(Contact.display_name == "Ann Lee")


def found(place: str) -> list[CacheStats]:
    """How the engines of an office came by the statement: the writing one, then the reading one."""
    engines = open_engines(place)
    stats = []
    for engine in (engines.write, engines.read):
        with engine.connect() as connection:
            stats.append(connection.execute(STATEMENT).context.cache_hit)
    engines.dispose()
    return stats


def test_the_second_engine_and_the_next_office_compile_nothing_anew(offices: Offices) -> None:
    places = [offices.with_members().place for _ in range(2)]
    asked = [stat for place in places for stat in found(place)]
    assert asked == [CacheStats.CACHE_MISS, *[CacheStats.CACHE_HIT] * 3]


def test_kinds_are_kept_apart_and_the_oldest_are_dropped() -> None:
    class Dialect:
        def __init__(self, name: str) -> None:
            self.name, self.driver = name, "driver"

    cache = CompiledStatements(MOST)
    cache[(Dialect("sqlite"), "statement")] = "compiled"
    assert cache.get((Dialect("sqlite"), "statement")) == "compiled"
    assert cache.get((Dialect("postgresql"), "statement")) is None
    for number in range(2 * MOST):
        cache[(Dialect("sqlite"), number)] = number
    assert len(cache) <= MOST * 1.5
    assert cache.get((Dialect("sqlite"), 2 * MOST - 1)) == 2 * MOST - 1
