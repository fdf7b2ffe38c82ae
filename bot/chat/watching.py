"""Films to watch later: a member's own list, and tonight's film from it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.chat import words, words_of_lists, words_of_taste
from bot.chat.asking import CHOICES_OFFERED, films_among, question, verdict_buttons
from bot.chat.commands import DropLater, Later, PickLater, ShowLater
from bot.chat.language import _
from bot.chat.library import Library
from bot.chat.reply import Button, Card, Menu, Reply
from bot.movies.movie import Movie
from bot.movies.posters import NO_POSTER, PosterSource
from bot.movies.titles import Decision, Lookup
from bot.recommend.recommender import Ranking
from bot.taste.later import LaterFilm, LaterStore
from bot.taste.profile import TasteProfile
from bot.taste.store import Member, TasteStore

_PAGE = 10
_MOST_TITLES = 50
_EVENING = timedelta(hours=12)


class Watching:
    """Answers about the list of films to watch later."""

    def __init__(self, library: Library, tastes: TasteStore, laters: LaterStore, posters: PosterSource) -> None:
        self._library = library
        self._tastes = tastes
        self._laters = laters
        self._posters = posters

    async def later(self, command: Later, member: Member, now: datetime) -> Reply:
        """Puts every film that is clearly meant on the list, and asks about the first one that is not."""
        meant: list[Movie] = []
        doubtful: list[tuple[str, Lookup]] = []
        for title in command.films[:_MOST_TITLES]:
            lookup = self._library.titles.find(title)
            if lookup.decision is Decision.TAKE:
                meant.append(lookup.candidates[0].movie)
            else:
                doubtful.append((title, lookup))
        said = await self._put(list(dict.fromkeys(meant)), member, now)
        asked, choices = question(doubtful, words_of_taste.which_later, lambda film: Later((film,)))
        said += asked
        if len(command.films) > _MOST_TITLES:
            said.append(words.too_many(_MOST_TITLES))
        buttons = choices or [
            *_drop_it(meant),
            Button(_("My list"), ShowLater()),
            Button(_("Pick one for me"), PickLater()),
        ]
        return Reply("\n".join(said), buttons=tuple(buttons), private=True)

    async def show(self, command: ShowLater, member: Member) -> Reply:
        """One page of the list, newest first."""
        films = [self._library.film(one.movie_id) for one in await self._laters.waiting(member)]
        if not films:
            return Reply(words_of_taste.later_empty(), private=True)
        pages = -(-len(films) // _PAGE)
        page = min(command.page, pages)
        first = (page - 1) * _PAGE
        shown = films[first : first + _PAGE]
        lines = [words_of_taste.later_heading(len(films))]
        lines += [f"{place}. {movie}" for place, movie in enumerate(shown, start=first + 1)]
        buttons = [Button(_("Pick one for me"), PickLater())]
        if pages > 1:
            lines.append(words_of_taste.page_of(page, pages))
            buttons.insert(0, Button(_("Next page"), ShowLater(page % pages + 1)))
        menu = Menu(
            _("Take one off…"), tuple(Button(str(movie), DropLater(f"#{movie.movie_id}", page)) for movie in shown)
        )
        return Reply("\n".join(lines), buttons=tuple(buttons), private=True, menu=menu)

    async def drop(self, command: DropLater, member: Member) -> Reply:
        """Takes one film off the list; of several that may be meant, one that is on it."""
        waiting = {one.movie_id for one in await self._laters.waiting(member)}
        there, meant = films_among(self._library, command.film, waiting)
        if not there:
            return Reply(words_of_taste.not_on_list(meant[0]), private=True)
        if len(there) > 1:
            choices = tuple(Button(str(movie), DropLater(f"#{movie.movie_id}")) for movie in there[:CHOICES_OFFERED])
            return Reply(words_of_taste.which_to_drop(command.film), buttons=choices, private=True)
        await self._laters.drop(member, there[0].movie_id)
        buttons = (Button(_("Put it back"), Later((f"#{there[0].movie_id}",))), Button(_("My list"), ShowLater()))
        return Reply(words_of_taste.dropped(there[0]), buttons=buttons, private=True)

    async def pick(self, member: Member, now: datetime) -> Reply:
        """Tonight's film: the best one on the list, asked again the next best, and round again when all were named."""
        waiting = await self._laters.waiting(member)
        if not waiting:
            return Reply(words_of_taste.later_empty(), private=True)
        profile = await self._tastes.taste_of(member)
        ranking = await self._library.recommender.rank(profile)
        ordered = self._best_first(waiting, ranking, profile)
        if not ordered:
            return Reply(words_of_taste.nothing_to_pick(), buttons=(Button(_("My list"), ShowLater()),), private=True)
        chosen = _next(ordered, now)
        await self._laters.offer(member, chosen.movie_id, now)
        movie = self._library.film(chosen.movie_id)
        if chosen is ordered[0]:
            heading = words_of_taste.picked(movie, len(ordered), ranking.is_personal)
        else:
            heading = words_of_taste.picked_instead(movie)
        another = (Button(_("Another one"), PickLater()),) if len(ordered) > 1 else ()
        buttons = (*another, Button(_("My list"), ShowLater()))
        return Reply(heading, (await self._card(movie, ranking),), buttons, private=True)

    async def _put(self, movies: Sequence[Movie], member: Member, now: datetime) -> list[str]:
        if not movies:
            return []
        judged = (await self._tastes.taste_of(member)).judged
        added = set(await self._laters.add(member, [movie.movie_id for movie in movies], now))
        return words_of_taste.put_on_list(
            [movie for movie in movies if movie.movie_id in added],
            [movie for movie in movies if movie.movie_id not in added],
            [movie for movie in movies if movie.movie_id in judged],
            len(await self._laters.waiting(member)),
        )

    def _best_first(self, waiting: Sequence[LaterFilm], ranking: Ranking, profile: TasteProfile) -> list[LaterFilm]:
        """The films worth proposing: unjudged ones in the ranking's order, then those to be watched again."""
        catalogue = self._library.catalogue
        ranked = catalogue.movie_ids[ranking.films.columns].tolist()
        place_of = {movie_id: place for place, movie_id in enumerate(ranked)}
        refused = profile.dislikes | profile.seen
        worth = [one for one in waiting if one.movie_id in catalogue and one.movie_id not in refused]
        return sorted(worth, key=lambda one: place_of.get(one.movie_id, len(place_of)))

    async def _card(self, movie: Movie, ranking: Ranking) -> Card:
        posters = await self._posters.find([movie])
        body = words_of_lists.whole_reason(self._library.recommender.reason(ranking, movie), movie)
        buttons = (*verdict_buttons(movie), Button(_("Drop"), DropLater(f"#{movie.movie_id}")))
        return Card(movie, body, posters.get(movie.movie_id, NO_POSTER), buttons)


def _next(best_first: Sequence[LaterFilm], now: datetime) -> LaterFilm:
    """The best one not proposed this evening, else the one whose turn is longest ago."""
    fresh = (one for one in best_first if one.offered_at is None or now - one.offered_at >= _EVENING)
    return next(fresh, None) or min(best_first, key=lambda one: one.offered_at or now)


def _drop_it(added: Sequence[Movie]) -> list[Button]:
    """A way out of a wrong guess."""
    return [Button(_("Take it off"), DropLater(f"#{added[0].movie_id}"))] if len(added) == 1 else []
