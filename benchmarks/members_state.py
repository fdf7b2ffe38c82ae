"""Verdicts committed and copied: a PostgreSQL database against SQLite, in the same run.

    python benchmarks/members_state.py [--url postgresql://bot:password@host/empty_database] [--verdicts 960]

The database at the address must be empty, and has made-up members in it afterwards. Without an address, a second
SQLite file takes its place, and the ratios say how much the machine's noise is worth.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.copying import copy_rows
from bot.database import Database, open_database, sqlite_url
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore

NOW = datetime.now(UTC)
AT_ONCE = (1, 16)
COPIED = 100
"""Members with as many verdicts each, in the database that is copied."""


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="an empty database")
    parser.add_argument("--verdicts", type=int, default=960)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        files = [sqlite_url(Path(scratch) / f"{name}.db") for name in ("here", "there", "copied")]
        asyncio.run(_measure(files[0], options.url or files[1], files[2], options.verdicts))


async def _measure(sqlite: str, other: str, copied: str, verdicts: int) -> None:
    here, there, full = [await open_database(url) for url in (sqlite, other, copied)]
    await _tell(TasteStore(full), [Member("bench", "copied", str(number)) for number in range(COPIED)], COPIED)
    began = time.perf_counter()
    rows = sum((await copy_rows(full, there, lambda _: None)).values())
    print(f"{rows:,} rows copied and compared, {rows / (time.perf_counter() - began):,.0f} a second")
    for members in AT_ONCE:
        rates = [await _rate(database, members, verdicts) for database in (here, there)]
        told = f"SQLite {rates[0]:,.0f} a second, {there.name.partition(':')[0]} {rates[1]:,.0f}"
        print(f"verdicts of {members} at once: {told}, {rates[1] / rates[0]:.2f} of it")
    for database in (here, there, full):
        await database.close()


async def _rate(database: Database, members: int, verdicts: int) -> float:
    """Verdicts committed a second, after each member was met."""
    tastes = TasteStore(database)
    tellers = [Member("bench", str(members), str(number)) for number in range(members)]
    await _tell(tastes, tellers, 2)
    began = time.perf_counter()
    await _tell(tastes, tellers, verdicts // members)
    return verdicts / (time.perf_counter() - began)


def _tell(tastes: TasteStore, tellers: Sequence[Member], verdicts: int) -> Awaitable[list[None]]:
    """Every member changes their mind about one film so many times, one after the other; the members at once."""
    return asyncio.gather(*(_waver(tastes, teller, verdicts) for teller in tellers))


async def _waver(tastes: TasteStore, teller: Member, verdicts: int) -> None:
    for number in range(verdicts):
        await tastes.judge(teller, [1], (Verdict.LIKE, Verdict.DISLIKE)[number % 2], NOW)


if __name__ == "__main__":
    main()
