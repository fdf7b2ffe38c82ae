"""The bot on a loopback Slack as a process of its own, some days later, until its standard input ends.

Run as a child by tests: `python -m tests.fronts.slack.slack_bot DATA_DIR API DAYS`.
"""

import asyncio
import contextlib
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot.assembly import assemble, utc_now
from bot.fronts.slack.front import SlackFront
from bot.settings import Settings
from tests.fronts.slack.office import ONE_BY_SOCKET, PING_S


async def serve(data_dir: Path, api: str, later: timedelta) -> None:
    """Serves as `reelmates run` would that much later."""

    def clock() -> datetime:
        return utc_now() + later

    async with assemble(Settings(_env_file=None, reelmates_data_dir=data_dir), clock=clock) as assembled:
        notes, pictures = assembled.slack_notes, assembled.pictures
        serving = asyncio.create_task(
            SlackFront(assembled.bot, pictures, notes, ONE_BY_SOCKET, api=api, ping_s=PING_S).run()
        )
        await asyncio.to_thread(sys.stdin.read)
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), sys.argv[2], timedelta(days=int(sys.argv[3]))))
