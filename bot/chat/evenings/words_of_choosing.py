"""What is said of films to choose from, of vetoes and of votes, in plain text."""

from collections.abc import Sequence

from bot.chat.filters import spell_filters
from bot.chat.manner import say
from bot.chat.marks import moment, person
from bot.chat.words import listed, quoted
from bot.movies.movie import Movie
from bot.nights.night import MovieNight
from bot.recommend.filters import Filters

NOBODY_IN = f"Nobody is in yet, so I don't know whom the films shall suit. Say that you come: {say('in')}"
PICKS_FOR_THOSE_IN = f"Picks are made for those who come: say that you are in first, with {say('in')}"
NO_LIST = f"No film is on the list yet. For five that suit all who come: {say('picks')}"
NOT_OPEN_YET = f"The vote is not open yet; the host opens it with {say('vote open')}"
HIDDEN_HERE = "Films like that are not shown here; suggest another one."
ONCE_ONLY = "A vote ends once; name one time, as in 'vote open until 7pm'."
NOTHING_ELSE = "I find no other film that everybody here may be shown."
OPENED = "The vote is open."
CLOSED = "The vote is closed; the film follows."
VETO_LABEL = "Which film shall leave?"
_GUESSABLE = "With fewer than three of you, the others can guess whose veto it was."
_NOBODY_IS_TOLD = "Nobody is told whose veto it was, nor that it was one."


def picked(night: MovieNight, filters: Filters) -> str:
    """The line above picks that were asked for."""
    count = len(night.attendees)
    whom = "the one of you who is in" if count == 1 else f"the {count} of you who are in"
    limits = spell_filters(filters)
    return f"Films for {whom}, by the theme: {limits}." if limits else f"Films for {whom}."


def suggested(movie: Movie, member: str) -> str:
    """A film of a member's own."""
    return f"{person(member)} suggests {movie}."


def taken_back(movie: Movie, member: str) -> str:
    """A member's own film has left."""
    return f"{person(member)} takes {movie} back."


def gone(movie: Movie, successor: Movie | None) -> str:
    """A film has left, by a veto or by the host's hand: this is all that anybody sees of either."""
    return f"{movie} has left the list." + (f" {successor} steps up." if successor else "")


def dropped(movie: Movie) -> str:
    """To the host who dropped a film."""
    return f"{movie} is off the list."


def vetoed(movie: Movie) -> str:
    """To the member whose veto it was."""
    return f"{movie} is off the list: that was your veto for this night. {_NOBODY_IS_TOLD}"


def which_veto(is_guessable: bool) -> str:
    """Before a veto is cast."""
    return f"You have one veto a night. {_GUESSABLE if is_guessable else _NOBODY_IS_TOLD} Which film shall leave?"


def sure_to_veto(movie: Movie) -> str:
    """Before a veto that can be guessed is cast by its title."""
    return f"{_GUESSABLE} Shall {movie} leave all the same?"


def not_listed(movie: Movie) -> str:
    """When a film is meant that cannot be chosen."""
    return f"{movie} is not on the list of this night."


def no_such_place(last: int) -> str:
    """When a number is said that is no film's place."""
    return "The list has one film." if last == 1 else f"The list has {last} films; say a number from 1 to {last}."


def which_on_list(said: str) -> str:
    """When several films of the list may be meant."""
    return f"Which {quoted(said)} of the list do you mean?"


def ballot(night: MovieNight, approved: Sequence[Movie], zone: str, says_they_come: bool = False) -> str:
    """A member's own ballot, for their eyes only."""
    votes = f"You vote for {listed(approved)}." if approved else "You vote for no film yet."
    comes = " You are in." if says_they_come else ""
    return f"{votes}{comes} You can change that until {moment(night.vote_ends_at or night.start_at, zone)}."
