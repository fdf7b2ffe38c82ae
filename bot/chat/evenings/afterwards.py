"""After the film: what members thought of it, and a night that was not watched."""

from functools import partial

from bot.chat.commands import Undo
from bot.chat.evenings import words_of_evenings as words
from bot.chat.evenings.cards import NightCards
from bot.chat.evenings.events import told_winner
from bot.chat.evenings.finding import Finding
from bot.chat.evenings.guest import Guest
from bot.chat.evenings.tools import Tools
from bot.chat.language import _
from bot.chat.night_commands import TapFilm, UndoShown
from bot.chat.reply import Button, Reply
from bot.movies.movie import Movie
from bot.nights import rules
from bot.nights.night import MovieNight, Tap
from bot.nights.store.nights import Deed
from bot.taste.profile import Verdict

_VERDICTS = {Tap.LOVED: Verdict.LIKE, Tap.FINE: Verdict.SEEN, Tap.NOT_FOR_ME: Verdict.DISLIKE}


class Afterwards:
    """After the film: what members thought of it, and a night that was not watched."""

    def __init__(self, tools: Tools) -> None:
        self._library = tools.library
        self._nights = tools.nights
        self._tastes = tools.tastes
        self._cards = NightCards(tools)
        self._finding = Finding(tools)

    async def tap(self, command: TapFilm, guest: Guest) -> Reply:
        """What a member thought of the film becomes their verdict, which nobody else is told."""
        found = await self._finding.night(command, guest)
        if isinstance(found, Reply):
            return found
        rules.tap(found, guest.key, command.tap, guest.now)
        film = self._film(found)
        verdict = await self._verdict(film, command.tap, found.taps.get(guest.key), guest)
        judge = self._judging(film, verdict, guest) if verdict is not None else None
        night = await self._nights.change(
            found.night_id, lambda one: rules.tap(one, guest.key, command.tap, guest.now), guest.now, judge
        )
        is_told = judge is not None
        return Reply(
            words.tapped(command.tap, film, is_told),
            buttons=(Button(_("Undo"), Undo()),) if is_told else (),
            private=True,
            updated=await self._cards.of(night, guest.now) if command.night_id else None,
        )

    async def undo_shown(self, command: UndoShown, guest: Guest) -> Reply:
        """The film was not watched after all; what was tapped stays with those who tapped."""
        found = await self._finding.night(command, guest)
        if isinstance(found, Reply):
            return found
        night = await self._nights.change(
            found.night_id, lambda one: rules.undo_shown(one, guest.actor, guest.now), guest.now
        )
        said = words.unwatched(self._film(night))
        if command.night_id is None:
            return Reply(said)
        return Reply(said, private=True, updated=await self._cards.of(night, guest.now))

    async def _verdict(self, film: Movie, tap: Tap, before: Tap | None, guest: Guest) -> Verdict | None:
        """What the tap makes of the member's taste, if anything: "fine" leaves an opinion that they had before."""
        present = dict(await self._tastes.told(guest.asker.member)).get(film.movie_id)
        is_opinion_of_old = present not in (None, _VERDICTS.get(before) if before else None)
        if tap is Tap.ABSENT or (tap is Tap.FINE and is_opinion_of_old):
            return None
        return None if present is _VERDICTS[tap] else _VERDICTS[tap]

    def _judging(self, film: Movie, verdict: Verdict, guest: Guest) -> Deed:
        member, movie_id = guest.asker.member, film.movie_id
        return partial(self._tastes.judge_within, member=member, movie_id=movie_id, verdict=verdict, now=guest.now)

    def _film(self, night: MovieNight) -> Movie:
        winner = told_winner(night)
        if winner is None:
            raise rules.NotNow("No film is chosen yet.")
        return self._library.film(winner)
