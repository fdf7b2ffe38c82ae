"""What the public card of a night says, in plain text."""

from collections.abc import Sequence

from bot.chat.manner import say
from bot.chat.marks import moment, person
from bot.chat.words import row
from bot.movies.movie import Movie
from bot.nights.night import Landing, MovieNight, Presence, Stage
from bot.nights.poll import DecidedBy, Entrant, Result
from bot.nights.repeats import Repeat

HIDDEN = "A blind date: the film stays hidden until the start."
_CHOSEN_AND_HIDDEN = "A blind date: the film is chosen, and stays hidden until the start."

_MOST_NAMED = 20
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FEWEST_FOR_A_SECRET = 3
_SAFE_BET, _GOOD_GUESS = 0.75, 0.5
_VETO_CAN_BE_GUESSED = "With fewer than three of you, a secret veto can be guessed."
_ANSWERED = {Presence.IN: "In", Presence.MAYBE: "Maybe", Presence.OUT: "Can't"}

Films = Sequence[tuple[Entrant, Movie]]


def heading(night: MovieNight) -> str:
    """What the night is called."""
    return f"Movie night: {night.theme}" if night.theme else "Movie night"


def planned(night: MovieNight, zone: str) -> str:
    """An invitation."""
    suggestion = f"For one of your own: {say('suggest TITLE')}"
    return _lines(heading(night), *_frame(night, zone), *_company(night), f"{_for_picks(night)} {suggestion}".strip())


def choosing(night: MovieNight, zone: str, further: Films) -> str:
    """The line above the films to choose from; `further` are those that have no card below it."""
    names = [f"{movie}{_by(one)}" for one, movie in further]
    return _lines(
        f"{heading(night)}, {moment(night.start_at, zone)}",
        *_company(night),
        HIDDEN if night.is_blind else "",
        f"Also on the list: {row(names, len(names))}." if names else "",
        _for_picks(night) if night.stage is Stage.PLANNED else "",
        _unserved(night),
        _are_old(night),
        _VETO_CAN_BE_GUESSED if len(night.attendees) < _FEWEST_FOR_A_SECRET else "",
    )


def voting(night: MovieNight, zone: str, films: Films) -> str:
    """The list to vote on."""
    counts = night.poll.counts()
    ends_at = f"The vote is open until {moment(night.vote_ends_at or night.start_at, zone)}."
    return _lines(
        f"{heading(night)}, {moment(night.start_at, zone)}",
        f"{ends_at} Choose as many films as you like; press again to take one back.",
        *(
            f"{place}. {movie}{_why(one)}" + (f": {_votes(counts[one.movie_id])}" if night.are_counts_open else "")
            for place, (one, movie) in enumerate(films, start=1)
        ),
        _turnout(night),
        _VETO_CAN_BE_GUESSED if len(night.attendees) < _FEWEST_FOR_A_SECRET else "",
        HIDDEN if night.is_blind else "",
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
    return _lines(f"{heading(night)}: the film is running.", f"Since {moment(night.start_at, zone)}", _where(night))


def over(night: MovieNight, zone: str) -> str:
    """The line above the film that was shown."""
    if not night.was_shown:
        return f"{heading(night)}, {moment(night.start_at, zone)}: the film was not watched after all."
    return f"{heading(night)}, {moment(night.start_at, zone)}. How was it?"


def cancelled(night: MovieNight, zone: str) -> str:
    """That there is nothing to come to."""
    return f"{heading(night)}, {moment(night.start_at, zone)}: called off."


def why_here(entrant: Entrant) -> str:
    """What speaks for a film of the list, in one line below it."""
    labels = ", ".join(entrant.labels)
    label = f"{labels[:1].upper()}{labels[1:]}." if labels else ""
    suggested = f"Suggested by {_suggester(entrant)}." if entrant.suggested_by is not None else ""
    return " ".join(filter(None, (label, suggested)))


def settled_by(result: Result) -> str:
    """What made the winner win."""
    match result.decided_by:
        case DecidedBy.VOTES:
            return f"Chosen with {_votes(result.votes)} of {_voters(result.voters)}."
        case DecidedBy.FIT:
            return f"A tie at {_votes(result.votes)}; this one suits all of you best."
        case DecidedBy.ORDER:
            return f"A tie at {_votes(result.votes)}; this one stood first on the list."
        case DecidedBy.QUORUM_MISSED:
            return f"Too few have voted ({result.voters}), so the first film of the list it is."
        case DecidedBy.NO_VOTES:
            return "Nobody has voted, so the first film of the list it is."


def landing(night: MovieNight) -> str:
    """Where the attendees are expected to land; nothing before that is known."""
    words: dict[str, list[str]] = {"a safe bet": [], "a good guess": [], "a gamble": []}
    for member in night.attendees if night.landings else ():
        words[_landing_word(night.landings.get(member, Landing()))].append(person(member))
    said = [f"{word} for {row(names, _MOST_NAMED)}" for word, names in words.items() if names]
    text = ", ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def repeats(repeat: Repeat) -> str:
    """On which days a night comes again."""
    if len(repeat.weekdays) == len(_WEEKDAYS):
        return "every day"
    return f"every {row([_WEEKDAYS[day] for day in sorted(repeat.weekdays)])}"


def _frame(night: MovieNight, zone: str) -> tuple[str, ...]:
    again = f", {repeats(night.repeat)}" if night.repeat else ""
    host = (
        f"Host: {person(night.host)}" if night.host else "No host yet: whoever says that they are in is the next one."
    )
    hidden = _CHOSEN_AND_HIDDEN if night.stage is Stage.DECIDED else HIDDEN
    return f"{moment(night.start_at, zone)}{again}", _where(night), hidden if night.is_blind else "", host


def _for_picks(night: MovieNight) -> str:
    return f"For five films that suit all who come: {say('picks')}." if night.attendees else ""


def _where(night: MovieNight) -> str:
    return f"Where: {night.place}" if night.place else ""


def _company(night: MovieNight) -> list[str]:
    """Who has answered what, a line for each answer that somebody gave."""
    said = []
    for presence, word in _ANSWERED.items():
        names = [person(member) for member, answer in night.answers.items() if answer is presence]
        count = f" ({len(names)})" if presence is Presence.IN and len(names) > 1 else ""
        if names:
            said.append(f"{word}{count}: {row(names, _MOST_NAMED)}")
    return said if night.attendees else ["Nobody is in yet.", *said]


def _unserved(night: MovieNight) -> str:
    if not night.unserved:
        return ""
    whom = "one of you" if night.unserved == 1 else f"{night.unserved} of you"
    return f"For {whom} I found nothing here that is among their own ten best."


def _are_old(night: MovieNight) -> str:
    """That others are in now than those whom the picks were made for."""
    if not night.picked_for or night.picked_for == len(night.attendees):
        return ""
    return (
        f"The picks were made for {night.picked_for}; now {len(night.attendees)} are in. For new ones: {say('picks')}"
    )


def _turnout(night: MovieNight) -> str:
    voters = len(night.poll.ballots)
    said = {0: "Nobody has voted yet.", 1: "One of you has voted."}.get(voters, f"{voters} of you have voted.")
    if night.poll.quorum <= voters:
        return said
    return f"{said} With fewer than {night.poll.quorum} voters, the first film wins."


def _why(entrant: Entrant) -> str:
    labels = ", ".join(entrant.labels)
    return f" ({labels})" if labels else _by(entrant)


def _by(entrant: Entrant) -> str:
    return f" (suggested by {_suggester(entrant)})" if entrant.suggested_by is not None else ""


def _suggester(entrant: Entrant) -> str:
    return person(entrant.suggested_by) if entrant.suggested_by else "somebody who has left"


def _landing_word(landing: Landing) -> str:
    """What is expected of a member; of one who is known too little it can only be a gamble."""
    chance = landing.chance or 0.0
    return "a safe bet" if chance >= _SAFE_BET else "a good guess" if chance >= _GOOD_GUESS else "a gamble"


def _votes(count: int) -> str:
    return "one vote" if count == 1 else f"{count or 'no'} votes"


def _voters(count: int) -> str:
    return "one voter" if count == 1 else f"{count} voters"


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))
