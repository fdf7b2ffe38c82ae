"""What a member told us, page by page and as a picture; and how well two members' tastes fit."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.chat import words_of_taste, words_of_verdicts
from bot.chat.asker import Asker
from bot.chat.commands import Forget, Match, Recommend, ShareTaste, ShowTaste, Undo
from bot.chat.language import _
from bot.chat.library import Library
from bot.chat.mentions import mentioned
from bot.chat.picking import Wish
from bot.chat.reply import Attachment, Button, Card, Menu, Reply
from bot.chat.space_settings import SpaceSettings
from bot.chat.spaces import DIRECT
from bot.errors import MemberError
from bot.movies.movie import Movie
from bot.movies.posters import NO_POSTER, PosterSource
from bot.recommend.kinship import Side, kinship
from bot.recommend.recommender import Ranking
from bot.taste.chart import draw, outline_of
from bot.taste.profile import TasteProfile, Verdict
from bot.taste.sharing import Sharer, SharingStore
from bot.taste.store import Member, TasteStore

_PAGE = 10
_FEWEST_OPINIONS = 3
_BOTH_NAMED = 3
_FOR_BOTH = 3
_LOOKED_AT = 12
_LIKELY = 0.5


class Showing:
    """Answers about tastes: one's own, and one's own beside another's."""

    def __init__(self, library: Library, tastes: TasteStore, sharing: SharingStore, posters: PosterSource) -> None:
        self._library = library
        self._tastes = tastes
        self._sharing = sharing
        self._posters = posters

    async def taste(self, command: ShowTaste, member: Member) -> Reply:
        """One page of what the member told us, newest first under each heading; the first has a picture."""
        told = await self._tastes.told(member)
        if not told:
            return Reply(words_of_verdicts.taste_empty(), private=True)
        pages = -(-len(told) // _PAGE)
        page = min(command.page, pages)
        order = words_of_verdicts.HEADED
        shown = sorted(told, key=lambda one: order.index(one[1]))[(page - 1) * _PAGE : page * _PAGE]
        lines = self._lines(shown, [verdict for _, verdict in told])
        if pages > 1:
            lines.append(words_of_taste.page_of(page, pages))
        if page == 1 and await self._sharing.sharer(member):
            lines.append(words_of_taste.are_shared())
        choices = tuple(
            Button(str(self._library.film(movie_id)), Forget(f"#{movie_id}", page)) for movie_id, _verdict in shown
        )
        return Reply(
            "\n".join(lines),
            buttons=(*_turning(page, pages), Button(_("Undo"), Undo())),
            private=True,
            picture=await self._picture(told) if page == 1 else None,
            menu=Menu(_("Take one out…"), choices),
        )

    async def share(self, command: ShareTaste, member: Member, name: str) -> Reply:
        """Lets others be matched with the member, or no longer."""
        if member.space == DIRECT.key:
            raise MemberError(words_of_taste.only_in_a_space())
        if not command.is_shared:
            await self._sharing.stop(member)
            return Reply(words_of_taste.no_longer_shared(), private=True)
        await self._sharing.share(member, name)
        return Reply(words_of_taste.shared(), buttons=(Button(_("Stop sharing"), ShareTaste(False)),), private=True)

    async def match(self, command: Match, asker: Asker) -> Reply:
        """How well the member's taste fits another's, when both let themselves be matched."""
        member = asker.member
        if member.space == DIRECT.key:
            raise MemberError(words_of_taste.only_in_a_space())
        if not await self._sharing.sharer(member):
            button = Button(_("Let others match me"), ShareTaste(True))
            return Reply(words_of_taste.share_first(), buttons=(button,), private=True)
        await self._sharing.rename(member, asker.name)
        other = await self._found(command.other, member)
        if other.member == member:
            return Reply(words_of_taste.not_with_oneself(), private=True)
        mine, theirs = await self._tastes.taste_of(member), (await self._tastes.taste_of(other.member)).said_here
        if min(len(taste.likes | taste.dislikes) for taste in (mine, theirs)) < _FEWEST_OPINIONS:
            return Reply(words_of_taste.too_little(other.name), private=True)
        return await self._compared(mine, theirs, other.name, asker.settings)

    async def _compared(self, mine: TasteProfile, theirs: TasteProfile, name: str, settings: SpaceSettings) -> Reply:
        recommender = self._library.recommender
        my_ranking, their_ranking = await recommender.rank(mine), await recommender.rank(theirs)
        found = kinship(self._side(my_ranking, theirs), self._side(their_ranking, mine))
        both_like = sorted(self._known(found.both_like), key=lambda movie: -movie.rated_by)[:_BOTH_NAMED]
        lines = words_of_taste.fit(name, found.share, found.compared, both_like)
        cards = await self._for_both(my_ranking, theirs, name, settings)
        lines.append(words_of_taste.for_both(len(cards)))
        return Reply("\n".join(lines), cards, private=True)

    async def _for_both(
        self, mine: Ranking, theirs: TasteProfile, name: str, settings: SpaceSettings
    ) -> tuple[Card, ...]:
        """The films for both whose lower chance is highest, of those best for the two as a group.

        The other's dislikes keep films away, but have no say in the chances told: those could give one away.
        """
        recommender = self._library.recommender
        wish = Wish.of(Recommend(), mine.profile, settings)
        group = await recommender.recommend_for_group([mine.profile, theirs], wish.filters)
        movies = [pick.movie for pick in recommender.shortlist(group, _LOOKED_AT).picks]
        their_ranking = await recommender.rank(replace(theirs, dislikes=frozenset()))
        posters = await self._posters.find(movies)
        chances = zip(
            movies, recommender.chances(mine, movies), recommender.chances(their_ranking, movies), strict=True
        )
        found = [
            (movie, one, other)
            for movie, one, other in chances
            if one is not None
            and other is not None
            and min(one, other) >= _LIKELY
            and wish.admits(posters.get(movie.movie_id, NO_POSTER))
        ]
        best = sorted(found, key=lambda one: -min(one[1:]))[:_FOR_BOTH]
        return tuple(
            Card(movie, words_of_taste.chances_of_two(name, one, other), posters.get(movie.movie_id, NO_POSTER))
            for movie, one, other in best
        )

    def _side(self, ranking: Ranking, other: TasteProfile) -> Side:
        movies = self._known(other.likes | other.dislikes)
        chances = zip(movies, self._library.recommender.chances(ranking, movies), strict=True)
        return Side(ranking.profile, {movie.movie_id: chance for movie, chance in chances if chance is not None})

    async def _found(self, other: str, member: Member) -> Sharer:
        """The one member of the space who is meant; raises MemberError for nobody and for several."""
        if mention := mentioned(other):
            sharer = await self._sharing.sharer(Member(member.platform, member.space, mention))
            found = [sharer] if sharer else []
        else:
            found = list(await self._sharing.called(other.strip().removeprefix("@"), member))
        if not found:
            raise MemberError(words_of_taste.that_member_not_found() if mention else words_of_taste.not_found(other))
        if len(found) > 1:
            raise MemberError(words_of_taste.several_called(other))
        return found[0]

    def _lines(self, shown: Sequence[tuple[int, Verdict]], verdicts: Sequence[Verdict]) -> list[str]:
        lines = []
        for verdict in words_of_verdicts.HEADED:
            films = [str(self._library.film(movie_id)) for movie_id, one in shown if one is verdict]
            if films:
                lines.append(f"{words_of_verdicts.heading_of(verdict)} ({verdicts.count(verdict)}): {', '.join(films)}")
        return lines

    async def _picture(self, told: Sequence[tuple[int, Verdict]]) -> Attachment | None:
        outline = outline_of(self._known(movie_id for movie_id, verdict in told if verdict is Verdict.LIKE))
        if not outline.films:
            return None
        drawn = await asyncio.to_thread(draw, outline, words_of_taste.labels_of(outline))
        return Attachment("taste.png", "image/png", drawn, words_of_taste.portrait(outline))

    def _known(self, movie_ids: Iterable[int]) -> list[Movie]:
        """The films that the catalogue knows; a change of data set may have taken some away."""
        return [movie for movie_id in movie_ids if (movie := self._library.catalogue.get(movie_id))]


def _turning(page: int, pages: int) -> tuple[Button, ...]:
    forth = (Button(_("Next page"), ShowTaste(page + 1)),) if page < pages else ()
    back = (Button(_("Previous page"), ShowTaste(page - 1)),) if page > 1 else ()
    return (*forth, *back)
