"""The vote: opened, cast and closed."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.chat.evenings import times
from bot.chat.evenings import words_of_choosing as words
from bot.chat.evenings.finding import Finding
from bot.chat.evenings.guest import Guest
from bot.chat.evenings.meaning import film_on_list
from bot.chat.evenings.telling import Telling
from bot.chat.evenings.tools import Tools
from bot.chat.evenings.words_of_planning import question, time_label
from bot.chat.night_commands import Approve, CloseVote, OpenVote, is_pressed
from bot.chat.reply import Button, Reply
from bot.errors import MemberError
from bot.nights import rules
from bot.nights.night import MovieNight, Stage
from bot.nights.when import Unsure


class Voting:
    """Answers about the vote; what a ballot holds is told to nobody but its member."""

    def __init__(self, tools: Tools) -> None:
        self._library = tools.library
        self._nights = tools.nights
        self._reaches = tools.reaches
        self._finding = Finding(tools)
        self._telling = Telling(tools)

    async def open(self, command: OpenVote, guest: Guest) -> Reply:
        """The vote begins, or the question when it shall end."""
        night = await self._finding.night(command, guest)
        if isinstance(night, Reply):
            return night
        ends_at = await _end(command, night, guest)
        if isinstance(ends_at, Reply):
            return ends_at
        opened = await self._nights.change(
            night.night_id,
            lambda one: rules.open_vote(one, guest.actor, guest.now, ends_at, command.are_counts_open, command.quorum),
            guest.now,
        )
        tell = self._telling.to_room if command.until else self._telling.below_the_line
        return await tell(opened, words.opened, guest, is_pressed(command))

    async def approve(self, command: Approve, guest: Guest) -> Reply:
        """A vote for a film, or one taken back; without a film the member's ballot, or the vote is opened for it."""
        night = await self._finding.night(command, guest)
        if isinstance(night, Reply):
            return night
        if night.stage < Stage.VOTING:
            if not command.film and guest.actor.leads(night):
                return await self.open(OpenVote(night_id=command.night_id), guest)
            raise MemberError(words.not_open_yet())
        rules.vote(night, guest.key, night.poll.ballots.get(guest.key, ()))
        if not command.film:
            return self._ballot_to_mark(night, guest)
        movie = film_on_list(self._library, night, command.film, lambda film: Approve(film, night.night_id))
        if isinstance(movie, Reply):
            return movie
        changed = await self._nights.change(
            night.night_id, lambda one: _toggled(one, guest.key, movie.movie_id), guest.now
        )
        says_they_come = guest.key not in night.attendees
        said = partial(self._ballot, changed, guest, says_they_come)
        return await self._telling.alone(changed, said, guest, is_pressed(command))

    async def close(self, command: CloseVote, guest: Guest) -> Reply:
        """The vote ends; the decision is announced by the night itself, where it can speak."""
        night = await self._finding.night(command, guest)
        if isinstance(night, Reply):
            return night
        closed = await self._nights.change(
            night.night_id, lambda one: rules.close_vote(one, guest.actor, guest.now), guest.now
        )
        if not is_pressed(command) and self._reaches(closed.room):
            return Reply(words.closed())
        return await self._telling.below_the_line(closed, words.closed, guest, is_pressed(command))

    def _ballot_to_mark(self, night: MovieNight, guest: Guest) -> Reply:
        approved = night.poll.ballots.get(guest.key, frozenset())
        buttons = tuple(
            Button(
                f"{'✓ ' if one.movie_id in approved else ''}{place}. {self._library.film(one.movie_id)}",
                Approve(f"#{one.movie_id}", night.night_id),
            )
            for place, one in enumerate(night.poll.entrants, start=1)
        )
        return Reply(self._ballot(night, guest), buttons=buttons, private=True)

    def _ballot(self, night: MovieNight, guest: Guest, says_they_come: bool = False) -> str:
        approved = night.poll.ballots.get(guest.key, frozenset())
        movies = [self._library.film(one.movie_id) for one in night.poll.entrants if one.movie_id in approved]
        return words.ballot(night, movies, guest.zone, says_they_come)


def _toggled(night: MovieNight, member: str, movie_id: int) -> MovieNight:
    return rules.vote(night, member, night.poll.ballots.get(member, frozenset()) ^ {movie_id})


async def _end(command: OpenVote, night: MovieNight, guest: Guest) -> datetime | Reply | None:
    """When the vote shall end, None for the usual end, or the question which of several times is meant."""
    if not command.until:
        return None
    meant = await times.meant(command.until, guest)
    if isinstance(meant, Unsure):
        return _question(meant, replace(command, night_id=night.night_id), night, guest.zone)
    if meant.repeat is not None:
        raise MemberError(words.once_only())
    return meant.start_at


def _question(unsure: Unsure, command: OpenVote, night: MovieNight, zone: str) -> Reply:
    """Which of the times before the start is meant."""
    ends = [one for one in unsure.choices if one.repeat is None and one.start_at <= night.start_at]
    choices = tuple(Button(time_label(one, zone), replace(command, until=times.spelled(one))) for one in ends)
    return Reply(question(unsure.doubt, zone), buttons=choices, private=True)
