"""A process of its own that tells the bot of one film after another: run with an address, a member and film ids."""

import asyncio
import sys
from datetime import UTC, datetime

from bot.database import open_database
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore


async def write(url: str, name: str, films: list[int]) -> None:
    """Likes every film by itself, once told to begin."""
    database = await open_database(url)
    tastes = TasteStore(database)
    print("ready", flush=True)  # noqa: T201 (whoever started this process waits for it)
    await asyncio.to_thread(sys.stdin.readline)
    for film in films:
        await tastes.judge(Member("discord", "1", name), [film], Verdict.LIKE, datetime.now(UTC))
    await database.close()


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1], sys.argv[2], [int(film) for film in sys.argv[3:]]))
