"""A process of its own that claims what is due and marks none of it: run with an address and moments to tick at."""

import asyncio
import sys
from datetime import datetime

from bot.database import open_database
from bot.nights.store import Outbox


async def claim(url: str, moments: list[str]) -> None:
    """Prints the key of every message claimed, tick after tick, once told to begin."""
    database = await open_database(url)
    outbox = Outbox(database)
    print("ready", flush=True)  # noqa: T201 (whoever started this process waits for it)
    await asyncio.to_thread(sys.stdin.readline)
    for moment in moments:
        for one in await outbox.claim_due(datetime.fromisoformat(moment), lambda _: True):
            print(one.key, flush=True)  # noqa: T201 (and reads what it claimed)
    await database.close()


if __name__ == "__main__":
    asyncio.run(claim(sys.argv[1], sys.argv[2:]))
