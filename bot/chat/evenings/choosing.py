"""The shortlist: picks for those who come, their own suggestions, and the films that leave it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.chat.asking import one_film
from bot.chat.evenings import words_of_choosing as words
from bot.chat.evenings.company import Company, theme_filters
from bot.chat.evenings.finding import Finding
from bot.chat.evenings.guest import Guest
from bot.chat.evenings.meaning import film_on_list
from bot.chat.evenings.telling import Said, Telling
from bot.chat.evenings.tools import Tools
from bot.chat.night_commands import MakePicks, Strike, Suggest, Veto, Withdraw, is_pressed
from bot.chat.picking import is_fit
from bot.chat.reply import Button, Menu, Reply
from bot.errors import MemberError
from bot.movies.movie import Movie
from bot.movies.posters import NO_POSTER
from bot.nights import rules
from bot.nights.night import MovieNight, Stage
from bot.nights.poll import Entrant
from bot.recommend.filters import Filters
from bot.recommend.groups import FEWEST_FOR_SECRECY

_Rule = Callable[[MovieNight], MovieNight]


class Choosing:
    """Answers about the shortlist."""

    def __init__(self, tools: Tools) -> None:
        self._library = tools.library
        self._nights = tools.nights
        self._posters = tools.posters
        self._company = Company(tools)
        self._finding = Finding(tools)
        self._telling = Telling(tools)

    async def picks(self, command: MakePicks, guest: Guest) -> Reply:
        """A fresh list for those who are in; one of them asks for it, or who leads the night."""
        night = await self._finding.night(command, guest)
        if isinstance(night, Reply):
            return night
        if not night.attendees:
            raise MemberError(words.nobody_in())
        if guest.key not in night.attendees and not guest.actor.leads(night):
            raise MemberError(words.picks_for_those_in())
        proposal = await self._company.shortlist(night, guest.asker.settings)
        listed = await self._nights.change(night.night_id, proposal.listed, guest.now)
        by_theme = partial(words.picked, listed, theme_filters(listed.theme))
        said = by_theme if proposal.picks else words.nothing_else
        return await self._telling.below_the_line(listed, said, guest, is_pressed(command))

    async def suggest(self, command: Suggest, guest: Guest) -> Reply:
        """A film of the member's own; no verdict of anybody's keeps it off the list."""
        night = await self._finding.night(command, guest)
        if isinstance(night, Reply):
            return night
        movie = one_film(self._library, command.film, lambda film: Suggest(film, night.night_id))
        if isinstance(movie, Reply):
            return movie
        rules.suggest(night, guest.key, Entrant(movie.movie_id))
        await self._check_house(movie, guest)
        film = await self._company.suggestion(night, movie)
        changed = await self._change(night, guest, lambda one: rules.suggest(one, guest.key, film))
        said = partial(words.suggested, movie, guest.key)
        return await self._telling.to_room(changed, said, guest, is_pressed(command))

    async def take_off(self, command: Withdraw | Strike, guest: Guest) -> Reply:
        """A suggestion leaves by the hand of who made it, any film by the host's."""
        night = await self._finding.night(command, guest)
        if isinstance(night, Reply):
            return night
        movie = film_on_list(
            self._library, night, command.film, lambda film: replace(command, film=film, night_id=night.night_id)
        )
        if isinstance(movie, Reply):
            return movie
        if isinstance(command, Strike):
            return await self._strike(command, night, movie, guest)
        changed = await self._change(night, guest, lambda one: rules.take_back(one, guest.key, movie.movie_id))
        said = partial(words.taken_back, movie, guest.key)
        return await self._telling.to_room(changed, said, guest, is_pressed(command))

    async def veto(self, command: Veto, guest: Guest) -> Reply:
        """The member's secret veto; without a film, the films to choose from.

        With so few attendees that it can be guessed, a veto that is typed has to be confirmed.
        """
        night = await self._finding.night(command, guest)
        if isinstance(night, Reply):
            return night
        if not night.poll.entrants:
            raise MemberError(words.no_list())
        is_guessable = len(night.attendees) < FEWEST_FOR_SECRECY
        if not command.film:
            return self._choices(night, is_guessable, guest)
        movie = film_on_list(self._library, night, command.film, lambda film: Veto(film, night.night_id))
        if isinstance(movie, Reply):
            return movie
        rules.veto(night, guest.key, movie.movie_id)
        if is_guessable and command.night_id is None:
            sure = Button(words.veto_label(movie), Veto(f"#{movie.movie_id}", night.night_id))
            return Reply(words.sure_to_veto(movie), buttons=(sure,), private=True)
        changed, said = await self._without(night, movie, guest, lambda one: rules.veto(one, guest.key, movie.movie_id))
        privately, is_press = partial(words.vetoed, movie), is_pressed(command)
        told = await self._telling.unsigned(changed, said, privately, guest, is_press)
        return told or await self._telling.alone(changed, privately, guest, is_press)

    async def _strike(self, command: Strike, night: MovieNight, movie: Movie, guest: Guest) -> Reply:
        """Told to the room as a veto is: nothing shows that it was none."""
        rules.drop(night, guest.actor, movie.movie_id)
        changed, said = await self._without(
            night, movie, guest, lambda one: rules.drop(one, guest.actor, movie.movie_id)
        )
        told = await self._telling.unsigned(changed, said, partial(words.dropped, movie), guest, is_pressed(command))
        return told or await self._telling.news(changed, said, guest)

    async def _without(self, night: MovieNight, movie: Movie, guest: Guest, leave: _Rule) -> tuple[MovieNight, Said]:
        """The night without the film, whoever made it leave, and what everybody is told of that."""
        if night.stage is Stage.PLANNED:
            changed = await self._change(night, guest, leave)
        else:
            proposal = await self._company.without(night, movie.movie_id, guest.asker.settings)
            changed = await self._change(night, guest, lambda one: leave(proposal.lined_up(one)))
        others = (one for one in changed.poll.entrants if one.movie_id not in night.poll.movie_ids)
        successor = next((self._library.film(one.movie_id) for one in others if one.suggested_by is None), None)
        return changed, partial(words.gone, movie, successor)

    def _choices(self, night: MovieNight, is_guessable: bool, guest: Guest) -> Reply:
        """The films to veto one of; refused to those who have no veto left."""
        rules.veto(night, guest.key, night.poll.entrants[0].movie_id)
        films = [self._library.film(one.movie_id) for one in night.poll.entrants]
        choices = tuple(Button(str(movie), Veto(f"#{movie.movie_id}", night.night_id)) for movie in films)
        return Reply(words.which_veto(is_guessable), private=True, menu=Menu(words.which_shall_leave(), choices))

    async def _check_house(self, movie: Movie, guest: Guest) -> None:
        """Raises a MemberError for a film that the rules of the place keep from everybody."""
        settings = guest.asker.settings
        poster = (await self._posters.find([movie])).get(movie.movie_id, NO_POSTER)
        if set(settings.hidden_genres) & set(movie.genres) or not is_fit(poster, Filters(), settings.adult):
            raise MemberError(words.hidden_here())

    async def _change(self, night: MovieNight, guest: Guest, how: _Rule) -> MovieNight:
        return await self._nights.change(night.night_id, how, guest.now)
