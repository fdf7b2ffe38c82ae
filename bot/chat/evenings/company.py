"""Films for those who come: what a night's attendees may choose from, and where they are expected to land with one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.chat.evenings.tools import Tools
from bot.chat.filters import read_filters
from bot.chat.picking import is_fit
from bot.chat.space_settings import SpaceSettings
from bot.movies.movie import Movie
from bot.movies.posters import NO_POSTER, Poster
from bot.nights import fairness, rules
from bot.nights.labels import labels
from bot.nights.night import Landing, MovieNight
from bot.nights.poll import Entrant
from bot.recommend.filters import Filters
from bot.recommend.groups import OWN_BEST, GroupPick, GroupRanking, SeenFilms, Shortlist
from bot.recommend.recommender import Audience, Ranking
from bot.taste.profile import TasteProfile
from bot.taste.store import Member

RESERVE = 5
_ROUNDS = 3
_MORE_WHERE_RUNTIMES_COUNT = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """Films that the attendees may be shown: `picks` for the list, best first, then those that step up when one goes.

    `suggestions` are the members' own films on the list, as the present attendees are expected to like them.
    `unserved` attendees have none of their own ten best among the picks of the list.
    """

    picks: tuple[Entrant, ...] = ()
    suggestions: tuple[Entrant, ...] = ()
    unserved: int = 0

    def listed(self, night: MovieNight) -> MovieNight:
        """The night with a fresh list of these films; raises NotPossible where there are none."""
        known = night.poll.renewed((*self.suggestions, *self.picks))
        return rules.choose_from(replace(night, poll=known), self.picks, self.unserved)

    def lined_up(self, night: MovieNight) -> MovieNight:
        """The night with its list as it is, and these films in reserve."""
        return rules.line_up(night, self.picks, self.unserved)


class Company:
    """The attendees of a night, as the recommender sees them."""

    def __init__(self, tools: Tools) -> None:
        self._library = tools.library
        self._tastes = tools.tastes
        self._nights = tools.nights
        self._posters = tools.posters

    async def shortlist(self, night: MovieNight, settings: SpaceSettings) -> Proposal:
        """A fresh list, on which picks that have votes stay; nothing with nobody in."""
        voted = frozenset().union(*night.poll.ballots.values())
        staying = frozenset(one.movie_id for one in _picks_of(night) if one.movie_id in voted)
        proposal = await self._proposal(night, _Wanted.of(night, settings, staying, rules.SHORTLIST_LENGTH))
        suggested = [one for one in night.poll.entrants if one.suggested_by is not None]
        fits = await self._fits(night, [one.movie_id for one in suggested])
        return replace(proposal, suggestions=tuple(replace(one, fit=fits[one.movie_id]) for one in suggested))

    async def without(self, night: MovieNight, movie_id: int, settings: SpaceSettings) -> Proposal:
        """The list without this film, and who steps up so that everybody is served, where so many films can.

        With nobody in, the reserve stays as it is.
        """
        if not night.attendees:
            return Proposal(night.reserve, unserved=night.unserved)
        staying = frozenset(one.movie_id for one in _picks_of(night)) - {movie_id}
        gone = replace(night, gone=night.gone | {movie_id})
        return await self._proposal(gone, _Wanted.of(gone, settings, staying, len(staying) + 1))

    async def suggestion(self, night: MovieNight, movie: Movie) -> Entrant:
        """A member's own film, as the attendees are expected to like it."""
        fits = await self._fits(night, [movie.movie_id])
        posters = await self._posters.find([movie])
        return Entrant(movie.movie_id, fits[movie.movie_id], minutes=_minutes(movie, posters))

    async def landings(self, night: MovieNight) -> Mapping[str, Landing]:
        """Where each attendee is expected to land with the winner; nothing before there is one.

        Unknown for members without likes, for those who have seen the film, and for everybody where a verdict keeps it
        out of the room's ranking. The theme counts for nothing here: who gave way to it gave way.
        """
        if night.result is None or not night.attendees:
            return {}
        movie, audience = self._library.film(night.result.winner.movie_id), await self._audience_of(night)
        group = self._library.recommender.rank_together(audience, seen=SeenFilms.UNLESS_LIKED, leave_out=night.gone)
        columns = self._library.catalogue.columns_of([movie.movie_id]).tolist()
        satisfactions = fairness.satisfactions(group, columns[0]) if columns else [None] * len(audience.tastes)
        of_members = zip(audience.rankings, satisfactions, strict=True)
        landings = [self._landing(ranking, movie, satisfaction) for ranking, satisfaction in of_members]
        return dict(zip(night.attendees, landings, strict=True))

    def _landing(self, ranking: Ranking, movie: Movie, satisfaction: float | None) -> Landing:
        if satisfaction is None or not ranking.is_personal:
            return Landing()
        return Landing(satisfaction, self._library.recommender.chances(ranking, [movie])[0])

    async def _proposal(self, night: MovieNight, wanted: "_Wanted") -> Proposal:
        """Posters may tell that a film is too long or not for all: then others are looked at, three times at most."""
        if not night.attendees:
            return Proposal()
        audience, weights = await self._audience_of(night), await self._weights(night)
        left_out, posters = set(wanted.left_out), dict[int, Poster]()
        best: list[GroupPick] = []
        fitting: list[GroupPick] = []
        for _ in range(_ROUNDS):
            group = self._library.recommender.rank_together(
                audience, wanted.filters, SeenFilms.UNLESS_LIKED, weights, left_out
            )
            best, others = self._chosen(group, wanted)
            posters.update(await self._posters.find([pick.movie for pick in (*best, *others)]))
            fitting = [pick for pick in (*best, *others) if wanted.admits(pick.movie, posters)]
            if fitting[: len(best)] == best and len(fitting) >= len(best) + min(len(others), RESERVE):
                break
            left_out.update(pick.movie.movie_id for pick in (*best, *others) if pick not in fitting)
        return _proposed(fitting, len(best), posters, len(audience.tastes))

    def _chosen(self, group: GroupRanking, wanted: "_Wanted") -> tuple[list[GroupPick], list[GroupPick]]:
        """The picks of the list, less those that stay without being ranked, and others, each best for the group first.

        A pick that stays takes a place though it is ranked no more: judged since, or outside a new theme.
        """
        ranked = set(self._library.catalogue.movie_ids[group.columns].tolist())
        length = wanted.length - len(wanted.staying - ranked)
        best = list(self._library.recommender.shortlist(group, length, wanted.staying).picks)
        ids = [pick.movie.movie_id for pick in best]
        longer = self._library.recommender.shortlist(group, wanted.looked_at, ids).picks
        return best, [pick for pick in longer if pick not in best]

    async def _fits(self, night: MovieNight, movie_ids: Collection[int]) -> Mapping[int, float]:
        """What the attendees are expected to think of these films, 0..1, whether or not any of them has judged one.

        A fit that followed from a verdict would tell it, by deciding a tie. 0 for a film outside the theme.
        """
        if not movie_ids or not night.attendees:
            return dict.fromkeys(movie_ids, 0.0)
        group = await self._library.recommender.recommend_for_group(
            [_without(taste, movie_ids) for taste in await self._tastes_of(night)],
            theme_filters(night.theme),
            SeenFilms.UNLESS_LIKED,
            await self._weights(night),
            night.gone - set(movie_ids),
        )
        ids = self._library.catalogue.movie_ids[group.columns].tolist()
        scores = dict(zip(ids, group.scores.tolist(), strict=True))
        return {movie_id: scores.get(movie_id, 0.0) for movie_id in movie_ids}

    async def _audience_of(self, night: MovieNight) -> Audience:
        return await self._library.recommender.audience(await self._tastes_of(night))

    async def _tastes_of(self, night: MovieNight) -> list[TasteProfile]:
        members = [Member(night.room.platform, night.room.space, key) for key in night.attendees]
        return [await self._tastes.taste_of(member) for member in members]

    async def _weights(self, night: MovieNight) -> list[float]:
        """How much each attendee's taste counts: more for those who gave way before."""
        past = await self._nights.satisfactions(
            night.room.platform, night.room.space, night.attendees, fairness.NIGHTS_COUNTED
        )
        weights = fairness.weights(past)
        return [weights[key] for key in night.attendees]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The list that is looked for: `length` picks, the `staying` ones among them, and the limits they keep to.

    Members' own films are not picked.
    """

    filters: Filters
    is_adult: bool
    staying: frozenset[int]
    left_out: frozenset[int]
    length: int

    @classmethod
    def of(cls, night: MovieNight, settings: SpaceSettings, staying: frozenset[int], length: int) -> "_Wanted":
        """Theme and rules of the house apply."""
        theme = theme_filters(night.theme)
        filters = replace(theme, no_genres=(*theme.no_genres, *settings.hidden_genres))
        suggested = {one.movie_id for one in night.poll.entrants if one.suggested_by is not None}
        return cls(filters, settings.adult, staying, night.gone | suggested, length)

    @property
    def looked_at(self) -> int:
        """How many films to look at at once; most films are longer than a limit."""
        return (self.length + RESERVE) * (_MORE_WHERE_RUNTIMES_COUNT if self.filters.longest_minutes else 1)

    def admits(self, movie: Movie, posters: Mapping[int, Poster]) -> bool:
        """Whether the film fits, as far as its poster's source tells; one that stays does."""
        poster = posters.get(movie.movie_id, NO_POSTER)
        return movie.movie_id in self.staying or is_fit(poster, self.filters, self.is_adult)


def theme_filters(theme: str) -> Filters:
    """What the words of a theme ask for; those that cannot be read are a mere title."""
    return read_filters(theme)[0]


def _picks_of(night: MovieNight) -> Sequence[Entrant]:
    return [one for one in night.poll.entrants if one.suggested_by is None]


def _proposed(picks: Sequence[GroupPick], length: int, posters: Mapping[int, Poster], members: int) -> Proposal:
    """The first `length` picks are for the list, with labels; the others wait."""
    listed = tuple(picks[:length])
    of_film = labels(Shortlist(listed, ()))
    entrants = tuple(
        Entrant(
            pick.movie.movie_id,
            pick.score,
            minutes=_minutes(pick.movie, posters),
            labels=tuple(of_film.get(pick.movie.movie_id, ())),
        )
        for pick in picks
    )
    unserved = sum(all(not _is_own_best(pick.ranks[member]) for pick in listed) for member in range(members))
    return Proposal(entrants, unserved=unserved)


def _is_own_best(rank: int | None) -> bool:
    return rank is not None and rank <= OWN_BEST


def _minutes(movie: Movie, posters: Mapping[int, Poster]) -> int | None:
    return posters.get(movie.movie_id, NO_POSTER).runtime_minutes or movie.runtime_minutes


def _without(taste: TasteProfile, movie_ids: Collection[int]) -> TasteProfile:
    """The taste of a member who never judged these films."""
    return TasteProfile(
        taste.likes.difference(movie_ids), taste.dislikes.difference(movie_ids), taste.seen.difference(movie_ids)
    )
