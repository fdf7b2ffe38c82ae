"""Lists of films in the conversation: recommend, more, why, and lists that change under a press."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot.chat import words
from bot.chat.commands import Judge, More, Recommend, Why
from bot.chat.grammar import parse, spell
from bot.chat.library import Library
from bot.chat.reply import Button, Card, Reply
from bot.chat.store import ListStore, ShownList
from bot.errors import MemberError, UnknownTitle
from bot.movies.movie import Movie
from bot.movies.posters import NO_POSTER, Poster, PosterSource
from bot.recommend.recommender import Ranking
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore

_RESERVE = 3


class Recommending:
    """Answers with films, and keeps what was shown so that a button of last month still works."""

    def __init__(self, library: Library, tastes: TasteStore, lists: ListStore, posters: PosterSource) -> None:
        self._library = library
        self._tastes = tastes
        self._lists = lists
        self._posters = posters

    async def recommend(self, command: Recommend, member: Member, name: str, now: datetime) -> Reply:
        """A fresh list."""
        return await self._answer(command, (), member, name, now)

    async def more(self, command: More, member: Member, name: str, now: datetime) -> Reply:
        """The films after those of an earlier list; on somebody else's list, the presser's own films."""
        shown = await self._list(command.list_id, member)
        request = _request_of(shown)
        if shown.member_id != await self._tastes.member_id(member):
            return replace(await self._answer(request, (), member, name, now), private=True)
        return await self._answer(request, shown.shown, member, name, now)

    async def why(self, command: Why, member: Member) -> Reply:
        """What speaks for a film of a list."""
        if command.film.startswith("#"):
            movie = self._library.catalogue.get(int(command.film[1:]))
        else:
            movie = await self._movie_at(command.film, await self._list(command.list_id, member))
        if movie is None:
            raise UnknownTitle(words.unknown(command.film))
        ranking = await self._ranking(member)
        reason = self._library.recommender.reason(ranking, movie)
        return Reply(words.whole_reason(reason, movie), private=True)

    async def replaced(self, command: Judge, member: Member, name: str) -> Reply | None:
        """The list again with the next best film in the judged one's place; None when it is somebody else's."""
        shown = await self._lists.get(command.list_id or "")
        if shown is None or shown.member_id != await self._tastes.member_id(member):
            return None
        request = _request_of(shown)
        ranking = await self._ranking(member)
        judged = ranking.profile.judged & set(shown.visible)
        staying = self._movies([movie_id for movie_id in shown.visible if movie_id not in judged])
        fresh, posters = await self._pick(ranking, replace(request, count=max(1, len(judged))), shown.shown, staying)
        visible = _filled(shown.visible, judged, [movie.movie_id for movie in fresh])
        changed = replace(shown, visible=visible, shown=tuple(dict.fromkeys((*shown.shown, *visible))))
        await self._lists.change(changed)
        return self._drawn(ranking, self._movies(visible), posters, changed, request, name)

    async def _answer(
        self, request: Recommend, leave_out: Sequence[int], member: Member, name: str, now: datetime
    ) -> Reply:
        ranking = await self._ranking(member)
        picked, posters = await self._pick(ranking, request, leave_out)
        if not picked:
            return Reply(words.nothing_left(request.filters, is_more=bool(leave_out)))
        visible = [movie.movie_id for movie in picked]
        shown = await self._lists.add(member, spell(request), visible, [*leave_out, *visible], now)
        return self._drawn(ranking, picked, posters, shown, request, name)

    async def _ranking(self, member: Member) -> Ranking:
        return await self._library.recommender.rank(await self._tastes.taste_of(member))

    async def _pick(
        self, ranking: Ranking, request: Recommend, leave_out: Collection[int], beside: Sequence[Movie] = ()
    ) -> tuple[Sequence[Movie], Mapping[int, Poster]]:
        """Films for the request, with their posters and those of the films `beside`, looked up in one go.

        Where the runtime counts there are some in reserve: a poster may tell that a film is too long.
        """
        count = request.count * _RESERVE if request.filters.longest_minutes else request.count
        staying = [movie.movie_id for movie in beside]
        found = self._library.recommender.pick(ranking, request.filters, count, leave_out, staying)
        picked = [one.movie for one in found]
        posters = await self._posters.find([*picked, *beside])
        fitting = (movie for movie in picked if request.filters.admits_runtime(_poster(posters, movie).runtime_minutes))
        return list(islice(fitting, request.count)), posters

    def _drawn(
        self,
        ranking: Ranking,
        movies: Sequence[Movie],
        posters: Mapping[int, Poster],
        shown: ShownList,
        request: Recommend,
        name: str,
    ) -> Reply:
        if not movies:
            return Reply(words.nothing_left(request.filters, is_more=True))
        cards = tuple(
            Card(
                movie,
                words.reason(reason, movie),
                _poster(posters, movie),
                _card_buttons(movie, shown.list_id),
            )
            for movie, reason in zip(movies, self._library.recommender.reasons(ranking, movies), strict=True)
        )
        heading = words.list_heading(name, len(movies), request.filters, ranking.neighbours)
        return Reply(heading, cards, (Button("More", More(shown.list_id)),))

    def _movies(self, movie_ids: Sequence[int]) -> list[Movie]:
        """The films that the catalogue still knows: a change of data set may have taken some away."""
        return [movie for movie_id in movie_ids if (movie := self._library.catalogue.get(movie_id))]

    async def _list(self, list_id: str | None, member: Member) -> ShownList:
        found = await (self._lists.get(list_id) if list_id else self._lists.latest(member))
        if found is None:
            raise MemberError(words.LIST_GONE if list_id else words.NO_LIST_YET)
        return found

    async def _movie_at(self, place: str, shown: ShownList) -> Movie | None:
        if not place.isascii() or not place.isdigit() or not 1 <= int(place) <= len(shown.visible):
            raise MemberError(f"Your list has {len(shown.visible)} films: say why 1 to why {len(shown.visible)}.")
        return self._library.catalogue.get(shown.visible[int(place) - 1])


def _poster(posters: Mapping[int, Poster], movie: Movie) -> Poster:
    return posters.get(movie.movie_id, NO_POSTER)


def _request_of(shown: ShownList) -> Recommend:
    request = parse(shown.request)
    return request if isinstance(request, Recommend) else Recommend()


def _filled(visible: Sequence[int], judged: Collection[int], fresh: Sequence[int]) -> tuple[int, ...]:
    """The visible films with each judged one's place taken by the next fresh one, or closed."""
    successors = iter(fresh)
    filled = (next(successors, None) if movie_id in judged else movie_id for movie_id in visible)
    return tuple(movie_id for movie_id in filled if movie_id is not None)


def _card_buttons(movie: Movie, list_id: str) -> tuple[Button, ...]:
    film = (f"#{movie.movie_id}",)
    return (
        Button("Like", Judge(Verdict.LIKE, film, list_id)),
        Button("Dislike", Judge(Verdict.DISLIKE, film, list_id)),
        Button("Seen", Judge(Verdict.SEEN, film, list_id)),
        Button("Why", Why(film[0], list_id)),
    )
