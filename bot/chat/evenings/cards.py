"""The public card of a night at its stage; it tells nobody's verdict, veto or ballot."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.evenings import words_of_cards as words
from bot.chat.evenings.tools import Tools
from bot.chat.language import _, speaking
from bot.chat.night_commands import (
    Approve,
    Attend,
    CloseVote,
    GetCalendar,
    MakePicks,
    OpenVote,
    TapFilm,
    Veto,
)
from bot.chat.reply import Button, Card, Reply
from bot.movies.movie import Movie
from bot.movies.posters import NO_POSTER, Poster
from bot.nights import rules
from bot.nights.night import MovieNight, Presence, Stage, Tap
from bot.nights.poll import Entrant

_FILMS_SHOWN = rules.SHORTLIST_LENGTH


class NightCards:
    """Makes of a night the card that everybody may see."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._library = tools.library
        self._posters = tools.posters
        self._settings = tools.settings

    async def of(self, night: MovieNight, now: datetime) -> Reply:
        """The night as it stands at this moment, by the clocks and in the language that its space has now."""
        with speaking(await self._tools.language_of(night.room)):
            return await self.for_one(night, now)

    async def for_one(self, night: MovieNight, now: datetime) -> Reply:
        """The same in the language spoken, for one member's eyes."""
        night = rules.moved_on(night, now)
        zone = (await self._settings.of(night.room.platform, night.room.space)).zone
        match night.stage:
            case Stage.PLANNED | Stage.CHOOSING:
                return await (self._choosing(night, zone) if night.poll.entrants else self._planned(night, zone))
            case Stage.VOTING:
                return self._voting(night, zone)
            case Stage.DECIDED:
                return await self._decided(night, zone)
            case Stage.RUNNING:
                return await self._shown(night, words.running(night, zone), ())
            case Stage.OVER:
                return await self._shown(night, words.over(night, zone), _taps(night, now))
            case Stage.CANCELLED:
                return Reply(words.cancelled(night, zone))

    async def _planned(self, night: MovieNight, zone: str) -> Reply:
        return Reply(words.planned(night, zone), buttons=(*_answers(night), _picks(night), _calendar(night)))

    async def _choosing(self, night: MovieNight, zone: str) -> Reply:
        entrants = night.poll.entrants
        further = [(one, self._library.film(one.movie_id)) for one in entrants[_FILMS_SHOWN:]]
        cards = await self._cards(entrants[:_FILMS_SHOWN])
        first = _picks(night) if night.stage is Stage.PLANNED else _veto(night)
        own = (first, Button(_("Open the vote"), OpenVote(night_id=night.night_id)))
        return Reply(words.choosing(night, zone, further), cards, (*_answers(night), *own))

    def _voting(self, night: MovieNight, zone: str) -> Reply:
        films = [(one, self._library.film(one.movie_id)) for one in night.poll.entrants]
        votes = tuple(
            Button(f"{place}. {movie}", Approve(f"#{movie.movie_id}", night.night_id))
            for place, (_one, movie) in enumerate(films, start=1)
        )
        own = (_veto(night), Button(_("Close the vote"), CloseVote(night.night_id)))
        return Reply(words.voting(night, zone, films), buttons=(*votes, *own))

    async def _decided(self, night: MovieNight, zone: str) -> Reply:
        buttons = (*_answers(night), _calendar(night))
        winner = night.result.winner if night.result and not night.is_blind else None
        if winner is None:
            return Reply(words.decided_blind(night, zone), buttons=buttons)
        return Reply(words.decided(night, zone), await self._cards([winner]), buttons)

    async def _shown(self, night: MovieNight, text: str, buttons: tuple[Button, ...]) -> Reply:
        winner = [night.result.winner] if night.result and night.was_shown else []
        return Reply(text, await self._cards(winner), buttons)

    async def _cards(self, entrants: Sequence[Entrant]) -> tuple[Card, ...]:
        films = [(one, self._library.film(one.movie_id)) for one in entrants]
        posters = await self._posters.find([movie for _one, movie in films])
        return tuple(_card(one, movie, posters.get(movie.movie_id, NO_POSTER)) for one, movie in films)


def _card(entrant: Entrant, movie: Movie, poster: Poster) -> Card:
    """A film with its runtime, wherever that is known from."""
    minutes = poster.runtime_minutes or entrant.minutes
    return Card(movie, words.why_here(entrant), replace(poster, runtime_minutes=minutes))


def _answers(night: MovieNight) -> tuple[Button, ...]:
    return (
        Button(_("I'm in"), Attend(Presence.IN, night.night_id)),
        Button(_("Maybe"), Attend(Presence.MAYBE, night.night_id)),
        Button(_("Can't"), Attend(Presence.OUT, night.night_id)),
    )


def _taps(night: MovieNight, now: datetime) -> tuple[Button, ...]:
    if not night.was_shown or now > night.ends_at + rules.TAPS_OPEN_FOR:
        return ()
    return (
        Button(_("Loved it"), TapFilm(Tap.LOVED, night.night_id)),
        Button(_("Fine"), TapFilm(Tap.FINE, night.night_id)),
        Button(_("Not for me"), TapFilm(Tap.NOT_FOR_ME, night.night_id)),
        Button(_("Wasn't there"), TapFilm(Tap.ABSENT, night.night_id)),
    )


def _picks(night: MovieNight) -> Button:
    return Button(_("Picks"), MakePicks(night.night_id))


def _veto(night: MovieNight) -> Button:
    return Button(_("Secret veto"), Veto("", night.night_id))


def _calendar(night: MovieNight) -> Button:
    return Button(_("Calendar"), GetCalendar(night.night_id))
