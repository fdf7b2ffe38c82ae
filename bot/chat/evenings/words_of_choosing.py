"""What is said of films to choose from, of vetoes and of votes, in plain text."""

from collections.abc import Sequence

from bot.chat.filters import spell_filters
from bot.chat.language import _, ngettext
from bot.chat.manner import say
from bot.chat.marks import moment, person
from bot.chat.words import listed, quoted
from bot.movies.movie import Movie
from bot.nights.night import MovieNight
from bot.recommend.filters import Filters


def nobody_in() -> str:
    """When picks are asked for, and nobody has said that they come."""
    return _("Nobody is in yet, so I don't know whom the films shall suit. Say that you come: {come}", come=say("in"))


def picks_for_those_in() -> str:
    """To one who asks for picks, and has not said that they come."""
    return _("Picks are made for those who come: say that you are in first, with {come}", come=say("in"))


def no_list() -> str:
    """When a film of the list is meant, and there is no list."""
    return _("No film is on the list yet. For five that suit all who come: {picks}", picks=say("picks"))


def not_open_yet() -> str:
    """To one who votes too early."""
    return _("The vote is not open yet; the host opens it with {vote}", vote=say("vote open"))


def hidden_here() -> str:
    """When a film is suggested that the rules of the place keep from everybody."""
    return _("Films like that are not shown here; suggest another one.")


def once_only() -> str:
    """When a vote is to end every week."""
    example = _("vote open until 7pm")
    return _("A vote ends once; name one time, as in: {vote}", vote=say(example))


def nothing_else() -> str:
    """When fresh picks are asked for, and there are none."""
    return _("I find no other film that everybody here may be shown.")


def opened() -> str:
    """The line above a vote."""
    return _("The vote is open.")


def closed() -> str:
    """After the host ended the vote."""
    return _("The vote is closed; the film follows.")


def which_shall_leave() -> str:
    """Above the films to veto one of."""
    return _("Which film shall leave?")


def picked(night: MovieNight, filters: Filters) -> str:
    """The line above picks that were asked for."""
    limits = spell_filters(filters)
    if not limits:
        return films_for(len(night.attendees))
    return ngettext(
        "Films for the one of you who is in, by the theme: {limits}.",
        "Films for the {count} of you who are in, by the theme: {limits}.",
        len(night.attendees),
        limits=limits,
    )


def films_for(attendees: int) -> str:
    """Whom the picks are for."""
    return ngettext("Films for the one of you who is in.", "Films for the {count} of you who are in.", attendees)


def suggested(movie: Movie, member: str) -> str:
    """A film of a member's own."""
    return _("{member} suggests {film}.", member=person(member), film=movie)


def taken_back(movie: Movie, member: str) -> str:
    """A member's own film has left."""
    return _("{member} takes {film} back.", member=person(member), film=movie)


def gone(movie: Movie, successor: Movie | None) -> str:
    """A film has left, by a veto or by the host's hand: this is all that anybody sees of either."""
    left = _("{film} has left the list.", film=movie)
    return " ".join((left, _("{film} steps up.", film=successor))) if successor else left


def dropped(movie: Movie) -> str:
    """To the host who dropped a film."""
    return _("{film} is off the list.", film=movie)


def vetoed(movie: Movie) -> str:
    """To the member whose veto it was."""
    off = _("{film} is off the list: that was your veto for this night.", film=movie)
    return f"{off} {_nobody_is_told()}"


def which_veto(is_guessable: bool) -> str:
    """Before a veto is cast."""
    secrecy = _guessable() if is_guessable else _nobody_is_told()
    return " ".join((_("You have one veto a night."), secrecy, which_shall_leave()))


def sure_to_veto(movie: Movie) -> str:
    """Before a veto that can be guessed is cast by its title."""
    sure = _("Shall {film} leave all the same?", film=movie)
    return f"{_guessable()} {sure}"


def veto_label(movie: Movie) -> str:
    """The button that casts it."""
    return _("Veto {film}", film=movie)


def not_listed(movie: Movie) -> str:
    """When a film is meant that cannot be chosen."""
    return _("{film} is not on the list of this night.", film=movie)


def no_such_place(last: int) -> str:
    """When a number is said that is no film's place."""
    return ngettext("The list has one film.", "The list has {count} films; say a number from 1 to {count}.", last)


def which_on_list(said: str) -> str:
    """When several films of the list may be meant."""
    return _("Which {title} of the list do you mean?", title=quoted(said))


def ballot(night: MovieNight, approved: Sequence[Movie], zone: str, says_they_come: bool = False) -> str:
    """A member's own ballot, for their eyes only."""
    ends_at = moment(night.vote_ends_at or night.start_at, zone)
    said = [
        _("You vote for {films}.", films=listed(approved)) if approved else _("You vote for no film yet."),
        _("You are in.") if says_they_come else "",
        _("You can change that until {moment}.", moment=ends_at),
    ]
    return " ".join(filter(None, said))


def _guessable() -> str:
    return _("With fewer than three of you, the others can guess whose veto it was.")


def _nobody_is_told() -> str:
    return _("Nobody is told whose veto it was, nor that it was one.")
