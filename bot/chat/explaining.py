"""Opinions in the conversation: why a film is on a list, and whether the member would like it."""

from bot.chat import words_of_lists as words
from bot.chat.asker import Asker
from bot.chat.asking import one_film, verdict_buttons
from bot.chat.commands import Judge, Later, Recommend, Why, WouldLike
from bot.chat.language import _
from bot.chat.library import Library
from bot.chat.recommending import Recommending
from bot.chat.reply import Button, Card, Reply
from bot.movies.movie import Movie
from bot.movies.posters import NO_POSTER, PosterSource
from bot.recommend.reasons import Reason
from bot.taste.profile import Verdict
from bot.taste.store import TasteStore


class Explaining:
    """Answers with one film and what speaks for and against it."""

    def __init__(self, library: Library, tastes: TasteStore, recommending: Recommending, posters: PosterSource) -> None:
        self._library = library
        self._tastes = tastes
        self._recommending = recommending
        self._posters = posters

    async def why(self, command: Why, asker: Asker) -> Reply:
        """The reason card of a film on a list, with ways to correct the evidence."""
        movie = await self._recommending.film_at(command, asker)
        reason = await self._reason(movie, asker)
        ties = reason.because if reason else ()
        corrections = tuple(
            Button(words.leave_out(film), Judge(Verdict.ASIDE, (f"#{film.movie_id}",), command.list_id))
            for film in ties
        )
        return await self._card(words.why_heading(movie), words.whole_reason(reason, movie), movie, corrections)

    async def would_like(self, command: WouldLike, asker: Asker) -> Reply:
        """How likely the member is to like a film, in words, with the reason."""
        movie = one_film(self._library, command.film, WouldLike)
        if isinstance(movie, Reply):
            return movie
        told = dict(await self._tastes.told(asker.member)).get(movie.movie_id)
        reason = await self._reason(movie, asker)
        if reason is None:
            return Reply(words.taste_unknown(movie), buttons=(Button(_("Recommend"), Recommend()),), private=True)
        heading = words.would_like(movie, reason.chance, told)
        return await self._card(heading, words.whole_reason(reason, movie), movie, (_later(movie),))

    async def _reason(self, movie: Movie, asker: Asker) -> Reason | None:
        profile = await self._tastes.taste_of(asker.member)
        ranking = await self._library.recommender.rank(profile, asker.settings.mood)
        return self._library.recommender.reason(ranking, movie)

    async def _card(self, heading: str, body: str, movie: Movie, below: tuple[Button, ...]) -> Reply:
        posters = await self._posters.find([movie])
        card = Card(movie, body, posters.get(movie.movie_id, NO_POSTER), verdict_buttons(movie))
        return Reply(heading, (card,), below, private=True)


def _later(movie: Movie) -> Button:
    return Button(_("Watch later"), Later((f"#{movie.movie_id}",)))
