"""`reelmates say`: chat lines through the same bot and state as everywhere else."""

import asyncio
import json
import re
from collections.abc import Iterable
from pathlib import Path

from bot.chat.moviebot import MovieBot
from bot.chat.reply import Card, Reply
from bot.chat.sender import Sender, Space
from bot.fronts.terminal.render import as_json, as_text
from bot.movies.movie import Movie
from bot.movies.posters.drawn import draw_card

PLATFORM = "local"
HOME = "home"
_SCRIPT_LINE = re.compile(r"\s*(?P<name>[^:\s][^:]{0,63}?)\s*:\s*(?P<line>.*)")


class Terminal:
    """Says lines for members; a line here counts as a direct message. Title cards are drawn into `cards_dir`."""

    def __init__(self, bot: MovieBot, cards_dir: Path) -> None:
        self._bot = bot
        self._cards_dir = cards_dir

    async def say(self, line: str, name: str, space: str) -> Reply:
        """The answer to one line."""
        sender = Sender(PLATFORM, name, name, Space(space, space), is_direct=True, manages=True)
        reply = await self._bot.hear(line, sender)
        return reply or Reply("Say something, as in: like The Matrix", private=True)

    async def show(self, reply: Reply, is_json: bool) -> None:
        """Prints an answer, as text or as one line of JSON."""
        print(json.dumps(await self._json(reply), ensure_ascii=False) if is_json else as_text(reply), flush=True)

    async def play(self, script: Iterable[str], space: str) -> None:
        """Answers a script of lines "alice: !like Matrix" with a line of JSON each; blank lines are passed over."""
        for written in script:
            if not written.strip():
                continue
            spoken = _SCRIPT_LINE.fullmatch(written.rstrip("\r\n"))
            if spoken is None:
                reply = Reply("A script line needs a name and words, as in: alice: !like Matrix", private=True)
            else:
                reply = await self.say(spoken["line"], spoken["name"], space)
            await self.show(reply, is_json=True)

    async def _json(self, reply: Reply) -> dict[str, object]:
        cards = (reply.updated or reply).cards
        return as_json(reply, {card.movie.movie_id: await self._image(card) for card in cards})

    async def _image(self, card: Card) -> str:
        return card.poster.link or str(await asyncio.to_thread(_drawn, card.movie, self._cards_dir))


def _drawn(movie: Movie, cards_dir: Path) -> Path:
    path = cards_dir / f"{movie.movie_id}.png"
    if not path.exists():
        cards_dir.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_bytes(draw_card(movie))
        fresh.replace(path)
    return path
