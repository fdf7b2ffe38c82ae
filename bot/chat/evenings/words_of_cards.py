"""What the public card of a night says, in plain text."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum, auto

from bot.chat.language import _, dated, ngettext
from bot.chat.manner import say
from bot.chat.marks import moment, person
from bot.chat.words import row
from bot.movies.movie import Movie
from bot.nights.labels import Label
from bot.nights.night import Landing, MovieNight, Presence, Stage
from bot.nights.poll import DecidedBy, Entrant, Result
from bot.nights.repeats import Repeat

_MOST_NAMED = 20
_A_MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
_DAYS_OF_A_WEEK = 7
_FEWEST_FOR_A_SECRET = 3
_SAFE_BET, _GOOD_GUESS = 0.75, 0.5

Films = Sequence[tuple[Entrant, Movie]]


class _Guess(Enum):
    """How a film is expected to suit a member."""

    SAFE = auto()
    GOOD = auto()
    BOLD = auto()


def movie_night() -> str:
    """What nights are called."""
    return _("Movie night")


def heading(night: MovieNight) -> str:
    """What the night is called."""
    return _("Movie night: {theme}", theme=night.theme) if night.theme else movie_night()


def hidden() -> str:
    """That the film of a blind date is not told."""
    return _("A blind date: the film stays hidden until the start.")


def plan_like_this() -> str:
    """What to say for a new night."""
    return say(_("night friday 8pm"))


def suggest_like_this() -> str:
    """What to say for a film of one's own."""
    return say(_("suggest TITLE"))


def planned(night: MovieNight, zone: str) -> str:
    """An invitation."""
    suggestion = _("For one of your own: {suggest}", suggest=suggest_like_this())
    return _lines(heading(night), *_frame(night, zone), *_company(night), f"{_for_picks(night)} {suggestion}".strip())


def choosing(night: MovieNight, zone: str, further: Films) -> str:
    """The line above the films to choose from; `further` are those that have no card below it."""
    names = [_with_suggester(one, movie) for one, movie in further]
    return _lines(
        _heading_and_time(night, zone),
        *_company(night),
        hidden() if night.is_blind else "",
        _("Also on the list: {films}.", films=row(names, len(names))) if names else "",
        _for_picks(night) if night.stage is Stage.PLANNED else "",
        _unserved(night),
        _are_old(night),
        _veto_can_be_guessed(night),
    )


def voting(night: MovieNight, zone: str, films: Films) -> str:
    """The list to vote on."""
    counts = night.poll.counts()
    return _lines(
        _heading_and_time(night, zone),
        _(
            "The vote is open until {moment}. Choose as many films as you like; press again to take one back.",
            moment=moment(night.vote_ends_at or night.start_at, zone),
        ),
        *(
            f"{place}. {_with_reason(one, movie)}"
            + (f": {_votes(counts[one.movie_id])}" if night.are_counts_open else "")
            for place, (one, movie) in enumerate(films, start=1)
        ),
        _turnout(night),
        _veto_can_be_guessed(night),
        hidden() if night.is_blind else "",
    )


def decided(night: MovieNight, zone: str) -> str:
    """The line above the winner."""
    settled = settled_by(night.result) if night.result else ""
    return _lines(heading(night), *_frame(night, zone), settled, landing(night), *_company(night))


def decided_blind(night: MovieNight, zone: str) -> str:
    """That a film is chosen, and nothing of it."""
    return _lines(heading(night), *_frame(night, zone), *_company(night))


def running(night: MovieNight, zone: str) -> str:
    """The line above the film that is shown."""
    return _lines(
        _("{night}: the film is running.", night=heading(night)),
        _("Since {moment}", moment=moment(night.start_at, zone)),
        _where(night),
    )


def over(night: MovieNight, zone: str) -> str:
    """The line above the film that was shown."""
    head = _heading_and_time(night, zone)
    if not night.was_shown:
        return _("{night}: the film was not watched after all.", night=head)
    return _("{night}. How was it?", night=head)


def cancelled(night: MovieNight, zone: str) -> str:
    """That there is nothing to come to."""
    return _("{night}: called off.", night=_heading_and_time(night, zone))


def why_here(entrant: Entrant) -> str:
    """What speaks for a film of the list, in one line below it."""
    label = f"{capitalised(_labels(entrant))}." if entrant.labels else ""
    is_suggested = entrant.suggested_by is not None
    suggested = _("Suggested by {member}.", member=_suggester(entrant)) if is_suggested else ""
    return " ".join(filter(None, (label, suggested)))


def settled_by(result: Result) -> str:
    """What made the winner win."""
    votes = _votes(result.votes)
    match result.decided_by:
        case DecidedBy.VOTES:
            return _("Chosen with {votes} of {voters}.", votes=votes, voters=_voters(result.voters))
        case DecidedBy.FIT:
            return _("A tie at {votes}; this one suits all of you best.", votes=votes)
        case DecidedBy.ORDER:
            return _("A tie at {votes}; this one stood first on the list.", votes=votes)
        case DecidedBy.QUORUM_MISSED:
            return _("Too few have voted ({voters}), so the first film of the list it is.", voters=result.voters)
        case DecidedBy.NO_VOTES:
            return _("Nobody has voted, so the first film of the list it is.")


def landing(night: MovieNight) -> str:
    """Where the attendees are expected to land; nothing before that is known."""
    names: Mapping[_Guess, list[str]] = {guess: [] for guess in _Guess}
    for member in night.attendees if night.landings else ():
        names[_guess_of(night.landings.get(member, Landing()))].append(person(member))
    said = ", ".join(_guessed(guess, row(of_guess, _MOST_NAMED)) for guess, of_guess in names.items() if of_guess)
    return f"{capitalised(said)}." if said else ""


def repeats(repeat: Repeat) -> str:
    """On which days a night comes again."""
    if len(repeat.weekdays) == _DAYS_OF_A_WEEK:
        return _("every day")
    names = [dated(_A_MONDAY + timedelta(days=day), "EEEE") for day in sorted(repeat.weekdays)]
    return _("every {weekdays}", weekdays=row(names))


def capitalised(text: str) -> str:
    """The text with a capital in front."""
    return f"{text[:1].upper()}{text[1:]}"


def _heading_and_time(night: MovieNight, zone: str) -> str:
    return f"{heading(night)}, {moment(night.start_at, zone)}"


def _frame(night: MovieNight, zone: str) -> tuple[str, ...]:
    again = f", {repeats(night.repeat)}" if night.repeat else ""
    return f"{moment(night.start_at, zone)}{again}", _where(night), _secret(night), _host(night)


def _secret(night: MovieNight) -> str:
    if not night.is_blind:
        return ""
    if night.stage is Stage.DECIDED:
        return _("A blind date: the film is chosen, and stays hidden until the start.")
    return hidden()


def _host(night: MovieNight) -> str:
    if not night.host:
        return _("No host yet: whoever says that they are in is the next one.")
    return _("Host: {member}", member=person(night.host))


def _for_picks(night: MovieNight) -> str:
    return _("For five films that suit all who come: {picks}.", picks=say("picks")) if night.attendees else ""


def _where(night: MovieNight) -> str:
    return _("Where: {place}", place=night.place) if night.place else ""


def _company(night: MovieNight) -> list[str]:
    """Who has answered what, a line for each answer that somebody gave."""
    said = []
    for presence in Presence:
        names = [person(member) for member, answer in night.answers.items() if answer is presence]
        if names:
            said.append(_answered(presence, len(names), row(names, _MOST_NAMED)))
    return said if night.attendees else [_("Nobody is in yet."), *said]


def _answered(presence: Presence, count: int, members: str) -> str:
    match presence:
        case Presence.IN:
            return ngettext("In: {members}", "In ({count}): {members}", count, members=members)
        case Presence.MAYBE:
            return _("Maybe: {members}", members=members)
        case Presence.OUT:
            return _("Can't: {members}", members=members)


def _unserved(night: MovieNight) -> str:
    if not night.unserved:
        return ""
    return ngettext(
        "For one of you I found nothing here that is among their own ten best.",
        "For {count} of you I found nothing here that is among their own ten best.",
        night.unserved,
    )


def _are_old(night: MovieNight) -> str:
    """That others are in now than those whom the picks were made for."""
    if not night.picked_for or night.picked_for == len(night.attendees):
        return ""
    return _(
        "The picks were made for {before}; now {now} are in. For new ones: {picks}",
        before=night.picked_for,
        now=len(night.attendees),
        picks=say("picks"),
    )


def _veto_can_be_guessed(night: MovieNight) -> str:
    is_secret = len(night.attendees) >= _FEWEST_FOR_A_SECRET
    return "" if is_secret else _("With fewer than three of you, a secret veto can be guessed.")


def _turnout(night: MovieNight) -> str:
    voters, quorum = len(night.poll.ballots), night.poll.quorum
    said = ngettext("One of you has voted.", "{count} of you have voted.", voters)
    said = said if voters else _("Nobody has voted yet.")
    too_few = _("With fewer than {quorum} voters, the first film wins.", quorum=quorum) if voters < quorum else ""
    return f"{said} {too_few}".strip()


def _with_reason(entrant: Entrant, movie: Movie) -> str:
    return f"{movie} ({_labels(entrant)})" if entrant.labels else _with_suggester(entrant, movie)


def _with_suggester(entrant: Entrant, movie: Movie) -> str:
    if entrant.suggested_by is None:
        return str(movie)
    return _("{film} (suggested by {member})", film=movie, member=_suggester(entrant))


def _labels(entrant: Entrant) -> str:
    words = {
        Label.MOST_LOVED: _("most loved"),
        Label.SAFEST: _("safest"),
        Label.WILD_CARD: _("wild card"),
        Label.FOR_THE_NEWCOMERS: _("for the newcomers"),
    }
    return ", ".join(words[Label(label)] for label in entrant.labels)


def _suggester(entrant: Entrant) -> str:
    return person(entrant.suggested_by) if entrant.suggested_by else _("somebody who has left")


def _guess_of(landing: Landing) -> _Guess:
    """What is expected of a member; of one who is known too little it can only be a gamble."""
    chance = landing.chance or 0.0
    return _Guess.SAFE if chance >= _SAFE_BET else _Guess.GOOD if chance >= _GOOD_GUESS else _Guess.BOLD


def _guessed(guess: _Guess, members: str) -> str:
    match guess:
        case _Guess.SAFE:
            return _("a safe bet for {members}", members=members)
        case _Guess.GOOD:
            return _("a good guess for {members}", members=members)
        case _Guess.BOLD:
            return _("a gamble for {members}", members=members)


def _votes(count: int) -> str:
    return ngettext("one vote", "{count} votes", count) if count else _("no votes")


def _voters(count: int) -> str:
    return ngettext("one voter", "{count} voters", count)


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))
