"""What nights say by themselves, and what is said after the film, in plain text."""

import re
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.evenings.words_of_cards import heading, repeats
from bot.chat.manner import say
from bot.chat.marks import moment, person
from bot.chat.words import row
from bot.movies.movie import Movie
from bot.nights.fairness import GaveWay
from bot.nights.night import MovieNight, Stage, Tap
from bot.nights.scores import Score

NO_FILM_FOR_ALL = f"I find no film that everybody here may be shown. Suggest one: {say('suggest TITLE')}"
DECIDED = "The film is chosen."
THAT_WAS_IT = "That was the film. One tap tells me how you liked it, and nobody else."
NO_NIGHTS = f"No movie night has taken place here yet. Plan the first: {say('night friday 8pm')}"
NOTHING_TO_EVEN_OUT = (
    "Nobody has given way yet: after your first nights together I know whose film was chosen and whose was not, "
    "and make up for it."
)
ALL_COUNT_ONCE = "Nobody has given way noticeably more than the others, so everybody's taste counts the same."
TAPPED_ABSENT = "Noted: you weren't there."
CHANGED_ON_THE_EVENT = "Somebody changed this night's event, and I follow."
CHANNEL_GONE = "The channel of your movie night is gone, so the night is called off."

_LIKED = {Tap.LOVED: "loved by", Tap.FINE: "fine for", Tap.NOT_FOR_ME: "not for"}
_STAGES = {
    Stage.PLANNED: "being planned",
    Stage.CHOOSING: "choosing",
    Stage.VOTING: "voting",
    Stage.DECIDED: "the film is chosen",
    Stage.RUNNING: "running",
}


def picked(night: MovieNight) -> str:
    """The line above picks that were made unasked."""
    whom = "the one of you who is in" if len(night.attendees) == 1 else f"the {len(night.attendees)} of you who are in"
    return f"Films for {whom}. Next: take one off in secret with {say('veto')}, or open the vote: {say('vote open')}"


def reminder(night: MovieNight, zone: str, film: Movie | None) -> str:
    """Half an hour before the start, to those who are in; no film where none is chosen yet, or it is hidden."""
    where = f" Where: {night.place}." if night.place else ""
    starts = f"{heading(night)} starts {moment(night.start_at, zone)}."
    return f"{_names(night.attendees)}: {starts}{where} {_what(night, film)}"


def started(night: MovieNight, film: Movie) -> str:
    """The line above the film at the start."""
    revealed = "The blind date is" if night.is_blind else "We watch"
    return f"It begins! {revealed} {film}."


def called_off(night: MovieNight, zone: str) -> str:
    """That a night does not take place, and why, to those who are in."""
    whom = f"{_names(night.attendees)}: " if night.attendees else ""
    was_cancelled = night.settled_at is None or night.settled_at < night.start_at
    why = "" if was_cancelled else ": no film was found for it" if night.attendees else ": nobody is in"
    return f"{whom}{heading(night)}, {moment(night.start_at, zone)}, is called off{why}."


def result(night: MovieNight, zone: str, film: Movie, score: Score | None) -> str:
    """The morning after; `score` is None where too few have tapped for a number."""
    lines = [
        f"{heading(night)}, {moment(night.start_at, zone)}: {film}.",
        f"Who came: {_names(night.attendance)}." if night.attendance else "",
        liked(score) if score else "",
        record(score) if score else "",
    ]
    return "\n".join(filter(None, lines))


def next_planned(night: MovieNight) -> str:
    """The line above the next of a repeating night."""
    again = f" ({repeats(night.repeat)})" if night.repeat else ""
    return f"The next one is planned{again}. Are you in?"


def late(due_at: datetime, zone: str) -> str:
    """Said with a message that comes late."""
    return f"(This comes late: it was due {moment(due_at, zone)}.)"


def not_allowed(reason: str) -> str:
    """Told to the host above what the channel should have heard."""
    return f"I could not say this in the channel of your movie night: {reason}"


def liked(score: Score) -> str:
    """How a film was liked, in numbers."""
    said = ", ".join(f"{words} {score.taps[tap]}" for tap, words in _LIKED.items() if score.taps.get(tap))
    return f"{said[:1].upper()}{said[1:]}."


def record(score: Score) -> str:
    """The bot's own record of one night or of several; nothing where nothing was expected."""
    if not score.guessed:
        return ""
    return f"I expected {score.expected} of {score.guessed} to like it; {score.loved} did."


def tapped(tap: Tap, film: Movie, is_told: bool) -> str:
    """The private answer to a tap; `is_told` when it has changed the member's taste."""
    if tap is Tap.ABSENT:
        return TAPPED_ABSENT
    if not is_told:
        return f"Thank you. What you told me of {film} before stays."
    said = {
        Tap.LOVED: f"Thank you: {film} is among your likes.",
        Tap.FINE: f"Thank you: you have seen {film}.",
        Tap.NOT_FOR_ME: f"Thank you: {film} is not for you.",
    }
    return f"{said[tap]} Nobody else sees that."


def unwatched(film: str) -> str:
    """After a wrong "watched" was undone."""
    return f"Noted: {film} was not watched after all. This night counts for nobody; what you tapped stays yours."


def event_refused(reason: str) -> str:
    """When what somebody did to the platform's own event is not possible."""
    return f"Somebody changed this night's event, which I have put back. {reason}"


def theme_of(title: str) -> str:
    """The theme in a title that somebody gave the night's event."""
    return re.sub(r"movie night\b\W*", "", title, count=1, flags=re.IGNORECASE).strip()


def fair(given: GaveWay) -> str:
    """Who gave way most, and what that means."""
    taste = "their taste counts" if len(given.members) == 1 else "their tastes count"
    return f"{_names(given.members)} gave way most; {taste} {given.say} for the next night."


def explained(count: int) -> str:
    """How the ledger works, in a sentence."""
    return (
        f"For that I go by where each film stood in your own rankings, over the last {count} nights that you came to."
    )


def planned_line(night: MovieNight, zone: str, film: Movie | None) -> str:
    """A night to come, on one line."""
    theme = f", {night.theme}" if night.theme else ""
    again = f", {repeats(night.repeat)}" if night.repeat else ""
    chosen = f": {film}" if film else f" ({_STAGES[night.stage]})"
    return f"{moment(night.start_at, zone)}{again}{theme}{chosen}, {_in(len(night.attendees))}"


def past_line(night: MovieNight, zone: str, film: Movie, score: Score | None) -> str:
    """A night that was, on one line."""
    local = night.start_at.astimezone(ZoneInfo(zone))
    date = f"{local.day} {local:%B %Y}"
    if not night.was_shown:
        return f"{date}: {film}, not watched after all."
    came = f"{len(night.attendance)} came." if night.attendance else "Nobody came."
    numbers = [liked(score), record(score)] if score else []
    return " ".join(filter(None, (f"{date}: {film}.", came, *numbers)))


def totals(count: int, score: Score) -> str:
    """All nights together."""
    nights = "One night so far." if count == 1 else f"{count} nights so far."
    if not score.guessed:
        return nights
    return f"{nights} In all I expected {score.expected} of {score.guessed} to like their film; {score.loved} did."


def best_loved(year: int, film: Movie, score: Score) -> str:
    """The film of the year."""
    return f"Best loved in {year}: {film}, by {score.taps[Tap.LOVED]} of {score.tapped}."


def _what(night: MovieNight, film: Movie | None) -> str:
    if film is not None:
        return f"We watch {film}."
    if night.stage is Stage.DECIDED:
        return "The film is a secret until then."
    if night.stage is Stage.VOTING:
        return f"The vote is still open: {say('vote')}"
    return "The film is not chosen yet; without a vote it is the first of the list."


def _names(members: Sequence[str]) -> str:
    """All of them, however many: who is to be notified has to be named."""
    return row([person(member) for member in members], len(members))


def _in(count: int) -> str:
    return "nobody is in yet" if not count else f"{count} in"
