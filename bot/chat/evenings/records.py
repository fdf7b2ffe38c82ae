"""What is remembered of nights: their history, and who gave way."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.chat.evenings import words_of_evenings as words
from bot.chat.evenings.events import told_winner
from bot.chat.evenings.guest import Guest
from bot.chat.evenings.tools import Tools
from bot.chat.language import _
from bot.chat.night_commands import ShowNights
from bot.chat.reply import Button, Reply
from bot.chat.words_of_taste import page_of
from bot.movies.movie import Movie
from bot.nights import fairness, rules
from bot.nights.night import MovieNight, Stage
from bot.nights.scores import Score, score_of, total

_PAGE = 10
_SINCE_EVER = datetime(1970, 1, 1, tzinfo=UTC)


class Records:
    """What is remembered of nights: their history, and who gave way."""

    def __init__(self, tools: Tools) -> None:
        self._library = tools.library
        self._nights = tools.nights

    async def fairness(self, guest: Guest) -> Reply:
        """Whose taste counts more at the night to come, for they gave way at past ones."""
        coming = await self._coming(guest)
        members = coming.attendees if coming else await self._regulars(guest)
        room = guest.room
        past = await self._nights.satisfactions(room.platform, room.space, members, fairness.NIGHTS_COUNTED)
        if not any(past.values()):
            return Reply(words.nothing_to_even_out())
        given = fairness.gave_way_most(fairness.weights(past))
        said = words.fair(given) if given else words.all_count_once()
        return Reply(f"{said}\n{words.explained(fairness.NIGHTS_COUNTED)}")

    async def nights(self, command: ShowNights, guest: Guest) -> Reply:
        """One page of the space's nights, those to come first; the first page sums up."""
        open_ones, past = await self._of_space(guest)
        if not open_ones and not past:
            return Reply(words.no_nights())
        lines = [words.planned_line(night, guest.zone, self._film(night)) for night in open_ones]
        lines += [self._past_line(night, guest) for night in past]
        pages = -(-len(lines) // _PAGE)
        page = min(command.page, pages)
        shown = lines[(page - 1) * _PAGE : page * _PAGE]
        if page == 1:
            shown += self._summary(past, guest)
        if pages > 1:
            shown.append(page_of(page, pages))
        return Reply("\n".join(shown), buttons=_turning(page, pages))

    async def _of_space(self, guest: Guest) -> tuple[Sequence[MovieNight], Sequence[MovieNight]]:
        """The nights to come, the next one first, and those that took place, the latest first."""
        platform, space = guest.room.platform, guest.room.space
        moved = [rules.moved_on(night, guest.now) for night in await self._nights.open_of(platform, space)]
        past = [*await self._nights.history(platform, space, _SINCE_EVER)]
        past += [night for night in moved if night.stage is Stage.OVER]
        past.sort(key=lambda night: night.start_at, reverse=True)
        return [night for night in moved if night.stage < Stage.OVER], past

    async def _coming(self, guest: Guest) -> MovieNight | None:
        """The open night that is meant: the channel's, else the next one of the space."""
        open_ones = await self._nights.open_of(guest.room.platform, guest.room.space)
        here = [night for night in open_ones if night.room == guest.room]
        return next((night for night in (here or open_ones) if night.attendees), None)

    async def _regulars(self, guest: Guest) -> Sequence[str]:
        """Who came to the last nights."""
        past = await self._nights.history(guest.room.platform, guest.room.space, _SINCE_EVER)
        return tuple(dict.fromkeys(name for night in past[-fairness.NIGHTS_COUNTED :] for name in night.attendance))

    def _summary(self, past: Sequence[MovieNight], guest: Guest) -> list[str]:
        watched = [night for night in past if night.was_shown]
        if not watched:
            return []
        scored = [(night, score) for night in watched if (score := score_of(night)) is not None]
        said = [words.totals(len(watched), total(score for _, score in scored))]
        zone = ZoneInfo(guest.zone)
        year = guest.now.astimezone(zone).year
        of_year = [one for one in scored if one[0].start_at.astimezone(zone).year == year]
        if of_year:
            night, score = max(of_year, key=_loved_most)
            if score.share_loved:
                said.append(words.best_loved(year, self._winner(night), score))
        return said

    def _past_line(self, night: MovieNight, guest: Guest) -> str:
        return words.past_line(night, guest.zone, self._winner(night), score_of(night))

    def _winner(self, night: MovieNight) -> Movie:
        film = self._film(night)
        if film is None:
            raise LookupError(f"night {night.night_id} is over and has no film")
        return film

    def _film(self, night: MovieNight) -> Movie | None:
        winner = told_winner(night)
        return None if winner is None else self._library.film(winner)


def _loved_most(scored: tuple[MovieNight, Score]) -> tuple[float, int, datetime]:
    night, score = scored
    return score.share_loved, score.tapped, night.start_at


def _turning(page: int, pages: int) -> tuple[Button, ...]:
    forth = (Button(_("Next page"), ShowNights(page + 1)),) if page < pages else ()
    back = (Button(_("Previous page"), ShowNights(page - 1)),) if page > 1 else ()
    return (*forth, *back)
