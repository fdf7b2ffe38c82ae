"""A bot that looks for newer films five times a second: a line in, an answer in JSON out, until no more lines come.

Run as a child by the test of the renewal: `python -m tests.renewing_bot DATA_DIR`.
"""

import asyncio
import json
import sys
from pathlib import Path

from bot.assembly import assemble
from bot.settings import Settings
from tests.world import member, titles_of

_EVERY_S = 0.2


async def _look_soon() -> None:
    await asyncio.sleep(_EVERY_S)


async def _answer_all(data_dir: Path) -> None:
    async with assemble(Settings(_env_file=None, reelmates_data_dir=data_dir), _look_soon) as assembled:
        while line := await asyncio.to_thread(sys.stdin.readline):
            reply = await assembled.bot.hear(line.strip(), member())
            assert reply is not None
            sys.stdout.write(json.dumps({"text": reply.text, "films": titles_of(reply)}) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_answer_all(Path(sys.argv[1])))
