"""The product with everybody talking at once: JSON lines in, each answered as soon as its answer is there.

Run as a child by the test of the kills: `python -m tests.faults.crowd DATA_DIR`.
"""

import asyncio
import json
import sys
from pathlib import Path

from bot.assembly import assemble
from bot.chat.grammar import spell
from bot.chat.moviebot import MovieBot
from bot.chat.reply import Reply
from bot.chat.sender import Sender, Space
from bot.settings import Settings

MANAGER = "member 0"
_HOME = Space("home", "Home")


async def _answer_all(data_dir: Path) -> None:
    async with (
        assemble(Settings(_env_file=None, reelmates_data_dir=data_dir)) as assembled,
        asyncio.TaskGroup() as talks,
    ):
        while line := await asyncio.to_thread(sys.stdin.readline):
            said = json.loads(line)
            talks.create_task(_answer(assembled.bot, said["name"], said["line"]))


async def _answer(bot: MovieBot, name: str, line: str) -> None:
    reply = await bot.hear(line, Sender("local", name, name, _HOME, is_direct=True, manages=name == MANAGER))
    assert reply is not None
    sys.stdout.write(json.dumps({"name": name, **_told(reply)}) + "\n")
    sys.stdout.flush()


def _told(reply: Reply) -> dict[str, object]:
    shown = reply.updated or reply
    return {
        "text": reply.text,
        "films": [card.movie.movie_id for card in shown.cards],
        "buttons": [spell(button.command) for button in shown.buttons],
        "files": [file.content.decode("utf-8-sig") for file in reply.files],
    }


if __name__ == "__main__":
    asyncio.run(_answer_all(Path(sys.argv[1])))
