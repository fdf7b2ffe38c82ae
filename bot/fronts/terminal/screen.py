"""Where replies are printed, as text for people or as JSON for scripts."""

import asyncio
import json
from pathlib import Path

from bot.chat.reply import Card, Reply
from bot.fronts.terminal.render import as_json, as_text
from bot.movies.movie import Movie
from bot.movies.posters.drawn import draw_card


class Screen:
    """Prints replies; title cards are drawn into `cards_dir`."""

    def __init__(self, cards_dir: Path, is_json: bool) -> None:
        self._cards_dir = cards_dir
        self._is_json = is_json

    async def show(self, reply: Reply, announced: str = "") -> None:
        """Prints an answer, or what is announced to a channel or a member of this name."""
        if not self._is_json:
            print(f"[announced to {announced}] {as_text(reply)}" if announced else as_text(reply), flush=True)
            return
        cards = (reply.updated or reply).cards
        told = as_json(reply, {card.movie.movie_id: await self._image(card) for card in cards})
        print(json.dumps({"announced": announced, **told} if announced else told, ensure_ascii=False), flush=True)

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
