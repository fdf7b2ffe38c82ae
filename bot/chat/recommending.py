"""Lists of films in the conversation: recommend, more, moods, sharing, and lists that change under a press."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.chat import words, words_of_lists
from bot.chat.asker import Asker
from bot.chat.asking import one_film, verdict_buttons
from bot.chat.commands import Judge, More, MoreLike, Recommend, Remood, ShareList, Why
from bot.chat.grammar import parse, spell
from bot.chat.language import _
from bot.chat.library import Library
from bot.chat.picking import Picked, Picking, Wish, id_of
from bot.chat.reply import Button, Card, Reply
from bot.chat.store import ListStore, ShownList
from bot.errors import MemberError, UnknownTitle
from bot.movies.movie import Movie
from bot.movies.posters import PosterSource
from bot.movies.titles import Decision
from bot.recommend.scoring import Mood
from bot.taste.profile import Verdict
from bot.taste.store import TasteStore

ListRequest = Recommend | MoreLike


class Recommending:
    """Answers with films, and keeps what was shown so that a button of last month still works."""

    def __init__(self, library: Library, tastes: TasteStore, lists: ListStore, posters: PosterSource) -> None:
        self._library = library
        self._tastes = tastes
        self._lists = lists
        self._picking = Picking(library, posters)

    async def recommend(self, command: Recommend, asker: Asker) -> Reply:
        """A fresh list of films for the member's taste."""
        series = f"#{self._series_meant(command.series).movie_id}" if command.series else None
        return await self._fresh(replace(command, series=series), (), asker)

    async def more_like(self, command: MoreLike, asker: Asker) -> Reply:
        """A fresh list of films for those who love one film."""
        meant = one_film(self._library, command.film, lambda film: MoreLike(film, command.mood))
        if isinstance(meant, Reply):
            return meant
        return await self._fresh(replace(command, film=f"#{meant.movie_id}"), (), asker)

    async def more(self, command: More, asker: Asker) -> Reply:
        """The films after those of an earlier list; on somebody else's list, the presser's own films."""
        shown = await self._list(command.list_id, asker)
        request = self._request_of(shown)
        if not await self._is_own(shown, asker):
            return await self._fresh(replace(request, is_private=True), (), asker)
        return await self._fresh(request, shown.shown, asker)

    async def remood(self, command: Remood, asker: Asker) -> Reply:
        """An earlier list in another mood: a pressed one changes in place, somebody else's gives one's own."""
        shown = await self._list(command.list_id, asker)
        request = replace(self._request_of(shown), mood=command.mood)
        if not await self._is_own(shown, asker):
            return await self._fresh(replace(request, is_private=True), (), asker)
        if command.list_id is None:
            return await self._fresh(request, (), asker)
        picked = await self._picking.films(await self._wish(request, asker))
        changed = _showing(replace(shown, request=spell(request)), picked.movies)
        return Reply(
            words_of_lists.remooded(command.mood),
            private=True,
            updated=await self._changed(changed, picked, request, asker),
        )

    async def share(self, command: ShareList, asker: Asker) -> Reply:
        """The films of a private list, for everybody."""
        shown = await self._list(command.list_id, asker)
        if not await self._is_own(shown, asker):
            raise MemberError(words_of_lists.not_your_list())
        request = replace(self._request_of(shown), is_private=False)
        wish = await self._wish(request, asker)
        judged = wish.profile.judged | wish.left_out
        movies = self._movies([movie_id for movie_id in shown.visible if movie_id not in judged])
        picked = await self._picking.films(replace(wish, count=0), beside=movies)
        copy = await self._lists.add(
            asker.member, spell(request), [movie.movie_id for movie in movies], shown.shown, asker.now
        )
        return self._drawn(replace(picked, movies=movies), copy, request, asker)

    async def replaced(self, command: Judge, asker: Asker) -> Reply | None:
        """The list again with the next best film in the judged one's place; None when it is somebody else's.

        A film set aside changes the taste, and with it the whole list.
        """
        shown = await self._lists.get(command.list_id or "")
        if shown is None or not await self._is_own(shown, asker):
            return None
        request = self._request_of(shown)
        wish = await self._wish(request, asker)
        if command.verdict is Verdict.ASIDE:
            earlier = set(shown.shown) - set(shown.visible)
            picked = await self._picking.films(wish, earlier)
            return await self._changed(_showing(shown, picked.movies), picked, request, asker)
        judged = (wish.profile.judged | wish.left_out) & set(shown.visible)
        staying = self._movies([movie_id for movie_id in shown.visible if movie_id not in judged])
        fresh = await self._picking.films(replace(wish, count=max(1, len(judged))), shown.shown, staying)
        visible = self._movies(_filled(shown.visible, judged, [movie.movie_id for movie in fresh.movies]))
        picked = replace(fresh, movies=visible)
        return await self._changed(_showing(shown, visible), picked, request, asker)

    async def film_at(self, command: Why, asker: Asker) -> Movie:
        """The film that `why` asks about."""
        if command.film.startswith("#"):
            movie = self._library.catalogue.get(id_of(command.film))
        else:
            visible = (await self._list(command.list_id, asker)).visible
            place = int(command.film) if command.film.isascii() and command.film.isdigit() else 0
            if not 1 <= place <= len(visible):
                raise MemberError(words_of_lists.no_such_place(len(visible)))
            movie = self._library.catalogue.get(visible[place - 1])
        if movie is None:
            raise UnknownTitle(words.film_gone())
        return movie

    async def _fresh(self, request: ListRequest, leave_out: Sequence[int], asker: Asker) -> Reply:
        picked = await self._picking.films(await self._wish(request, asker), leave_out)
        if not picked.movies:
            return Reply(self._nothing_left(request, is_more=bool(leave_out)), private=request.is_private)
        visible = [movie.movie_id for movie in picked.movies]
        shown = await self._lists.add(asker.member, spell(request), visible, [*leave_out, *visible], asker.now)
        return self._drawn(picked, shown, request, asker)

    async def _changed(self, shown: ShownList, picked: Picked, request: ListRequest, asker: Asker) -> Reply:
        await self._lists.change(shown)
        return self._drawn(picked, shown, request, asker)

    async def _wish(self, request: ListRequest, asker: Asker) -> Wish:
        return Wish.of(request, await self._tastes.taste_of(asker.member), asker.settings)

    async def _is_own(self, shown: ShownList, asker: Asker) -> bool:
        return shown.member_id == await self._tastes.member_id(asker.member)

    def _drawn(self, picked: Picked, shown: ShownList, request: ListRequest, asker: Asker) -> Reply:
        if not picked.movies:
            return Reply(self._nothing_left(request, is_more=True))
        kin = self._kin(request)
        cards = tuple(
            Card(
                movie,
                words_of_lists.reason(picked.reason(movie), movie)
                if kin is None
                else words_of_lists.kin_reason(picked.reason(movie), kin),
                picked.poster(movie),
                _card_buttons(movie, shown.list_id),
            )
            for movie in picked.movies
        )
        return Reply(
            self._heading(request, len(cards), picked, asker),
            cards,
            _list_buttons(shown.list_id, request, picked.mood),
            private=request.is_private,
        )

    def _heading(self, request: ListRequest, count: int, picked: Picked, asker: Asker) -> str:
        neighbours = picked.neighbours
        if isinstance(request, MoreLike):
            return words_of_lists.kin_heading(count, str(self._kin(request) or request.film), neighbours)
        series = self._library.catalogue.get(id_of(request.series)) if request.series else None
        return words_of_lists.list_heading(asker.name, count, request.filters, neighbours, series)

    def _nothing_left(self, request: ListRequest, is_more: bool) -> str:
        if isinstance(request, MoreLike):
            return (
                words_of_lists.last_of_list()
                if is_more
                else words_of_lists.no_kin(str(self._kin(request) or request.film))
            )
        if request.series and not is_more:
            return words_of_lists.no_more_of_series(str(self._library.catalogue.get(id_of(request.series))))
        return words_of_lists.nothing_left(request.filters, is_more)

    def _kin(self, request: ListRequest) -> Movie | None:
        return self._library.catalogue.get(id_of(request.film)) if isinstance(request, MoreLike) else None

    def _series_meant(self, said: str) -> Movie:
        """The likeliest film of these words: its series is what counts, so nearly any part of it will do."""
        lookup = self._library.titles.find(said)
        if lookup.decision is Decision.NONE:
            raise UnknownTitle(words_of_lists.unknown_filter(said))
        return lookup.candidates[0].movie

    def _movies(self, movie_ids: Sequence[int]) -> list[Movie]:
        """The films that the catalogue still knows: a change of data set may have taken some away."""
        return [movie for movie_id in movie_ids if (movie := self._library.catalogue.get(movie_id))]

    def _request_of(self, shown: ShownList) -> ListRequest:
        request = parse(shown.request)
        if not isinstance(request, Recommend | MoreLike):
            return Recommend()
        named = request.film if isinstance(request, MoreLike) else request.series
        if named and self._library.catalogue.get(id_of(named)) is None:
            raise MemberError(words_of_lists.list_gone())
        return request

    async def _list(self, list_id: str | None, asker: Asker) -> ShownList:
        found = await (self._lists.get(list_id) if list_id else self._lists.latest(asker.member))
        if found is None:
            raise MemberError(words_of_lists.list_gone() if list_id else words_of_lists.no_list_yet())
        return found


def _showing(shown: ShownList, movies: Sequence[Movie]) -> ShownList:
    visible = tuple(movie.movie_id for movie in movies)
    return replace(shown, visible=visible, shown=tuple(dict.fromkeys((*shown.shown, *visible))))


def _filled(visible: Sequence[int], judged: Collection[int], fresh: Sequence[int]) -> tuple[int, ...]:
    """The visible films with each judged one's place taken by the next fresh one, or closed."""
    successors = iter(fresh)
    filled = (next(successors, None) if movie_id in judged else movie_id for movie_id in visible)
    return tuple(movie_id for movie_id in filled if movie_id is not None)


def _card_buttons(movie: Movie, list_id: str) -> tuple[Button, ...]:
    return (*verdict_buttons(movie, list_id), Button(_("Why"), Why(f"#{movie.movie_id}", list_id)))


def _list_buttons(list_id: str, request: ListRequest, mood: Mood) -> tuple[Button, ...]:
    others = tuple(Button(words_of_lists.mood_name(one), Remood(one, list_id)) for one in Mood if one is not mood)
    share = (Button(_("Share"), ShareList(list_id)),) if request.is_private else ()
    return (Button(_("More"), More(list_id)), *others, *share)
