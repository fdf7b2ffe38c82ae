"""What a page of the member's own shows, drawn anew when something changes: nobody has asked, so nothing is kept."""

from typing import assert_never

from bot.chat import words_of_lists as words
from bot.chat.asking import verdict_buttons
from bot.chat.commands import Glance, Recommend, ShowTaste, Sight, Why
from bot.chat.evenings import Evenings
from bot.chat.evenings.guest import Guest
from bot.chat.language import _
from bot.chat.library import Library
from bot.chat.night_commands import ShowNight
from bot.chat.picking import Picking, Wish
from bot.chat.reply import Button, Card, Reply
from bot.chat.showing import Showing
from bot.movies.posters import PosterSource
from bot.taste.store import TasteStore

FILMS = 3


class Glancing:
    """Shows films, the next night and the taste without an answer's traces: the latest list stays what it was."""

    def __init__(
        self, library: Library, tastes: TasteStore, posters: PosterSource, showing: Showing, evenings: Evenings
    ) -> None:
        self._tastes = tastes
        self._picking = Picking(library, posters)
        self._showing = showing
        self._evenings = evenings

    async def at(self, command: Glance, guest: Guest) -> Reply:
        """What stands there now."""
        match command.sight:
            case Sight.FILMS:
                return await self._films(guest)
            case Sight.NIGHT:
                return await self._evenings.answer(ShowNight(), guest)
            case Sight.TASTE:
                return await self._showing.taste(ShowTaste(), guest.asker.member)
            case _:
                assert_never(command.sight)

    async def _films(self, guest: Guest) -> Reply:
        """The best films now; their buttons belong to no list."""
        request = Recommend(FILMS)
        taste = await self._tastes.taste_of(guest.asker.member)
        picked = await self._picking.films(Wish.of(request, taste, guest.asker.settings))
        if not picked.movies:
            return Reply(words.nothing_left(request.filters, False), private=True)
        cards = tuple(
            Card(
                movie,
                words.reason(picked.reason(movie), movie),
                picked.poster(movie),
                (*verdict_buttons(movie), Button(_("Why"), Why(f"#{movie.movie_id}"))),
            )
            for movie in picked.movies
        )
        heading = words.list_heading(guest.asker.name, len(cards), request.filters, picked.neighbours, None)
        return Reply(heading, cards, (Button(_("More"), Recommend(is_private=True)),), private=True)
