"""What is said of a night that is planned, changed, called off or answered, in plain text."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.chat.evenings.words_of_cards import HIDDEN, heading, repeats
from bot.chat.manner import say
from bot.chat.marks import moment, person
from bot.chat.night_commands import MoveNight, PlanNight
from bot.movies.movie import Movie
from bot.nights.night import MovieNight, Presence
from bot.nights.when import When

GONE = "I no longer have that movie night."
WHICH_NIGHT = "Several movie nights are open. Which one do you mean?"
SAY_IT_THERE = "Several movie nights are open; say that in the channel of the one you mean."
ONLY_MANAGERS = "Here, those who manage the server plan the movie nights; ask one of them."
PLANNED = "A movie night is planned. Who is in?"
CALENDAR = "Here is the night for your calendar; opened again after a change, it moves the same entry."

_ANSWERED = {Presence.IN: "is in", Presence.MAYBE: "may come", Presence.OUT: "can't come"}


def none_open() -> str:
    """When a night is meant and none is there."""
    return f"No movie night is planned here. Plan one: {say('night friday 8pm')}"


def none_to_judge() -> str:
    """When a film was judged that no night has shown."""
    return f"No movie night took place here in the last week. Tell me of a film: {say('like TITLE')}"


def only_in_a_channel() -> str:
    """When a night is planned where it can belong to no channel."""
    return f"A movie night belongs to a channel; plan it there: {say('night friday 8pm')}"


def night_label(night: MovieNight, zone: str) -> str:
    """A night on a button, by the clocks of the zone."""
    return f"{_short(When(night.start_at), zone)} · {heading(night)}"


def time_label(when: When, zone: str) -> str:
    """A time on a button, by the clocks of the zone."""
    if when.repeat is None:
        return _short(when, zone)
    days = repeats(when.repeat)
    return f"{days[:1].upper()}{days[1:]}, {when.repeat.clock:%H:%M}"


def asked_by(question: str, choices: Sequence[When], zone: str) -> str:
    """The question which time is meant; times on buttons are those of one zone."""
    return f"{question} By the clocks of {zone}:" if choices else question


def say_exactly(question: str, choices: Sequence[When], command: PlanNight | MoveNight, zone: str) -> str:
    """The question which time is meant, with what to say for each."""
    is_move = isinstance(command, MoveNight)
    exact = (say(f"night{' move' if is_move else ''} {_exact(choice, zone)}") for choice in choices)
    how = "Say one of these" if is_move else "Say one of these, with theme and place behind it as before"
    return "\n".join((f"{question} {how}:", *exact))


def hint_of_zone() -> str:
    """To one who may set the clocks of a space where nobody has."""
    return f"Times here are those of UTC; set your own: {say('settings zone Europe/Berlin')}"


def too_long(what: str, most: int) -> str:
    """When a theme or place has too many characters."""
    return f"Please keep the {what} under {most + 1} characters."


def move_one_night() -> str:
    """When a night was to be moved to several times."""
    return f"Name the one time to move this night to, as in: {say('night move saturday 8pm')}"


def moved(night: MovieNight, zone: str) -> str:
    """After a night got another time."""
    return f"The night has moved to {moment(night.start_at, zone)}."


def rethemed(night: MovieNight) -> str:
    """After a night got another theme, or none."""
    said = f"The theme is {night.theme} now." if night.theme else "The night has no theme any more."
    return f"{said} The list stays as it is; for new picks: {say('picks')}" if night.poll.entrants else said


def relocated(night: MovieNight) -> str:
    """After a night got another place, or none."""
    return f"You meet here now: {night.place}" if night.place else "The night has no place any more."


def handed_over(night: MovieNight) -> str:
    """After a night got another host."""
    return f"The host is {person(night.host)} now."


def no_such_host() -> str:
    """When a night was to go to somebody who is not in."""
    return f"Only somebody who is in can be the host: ask them to say {say('in')} first."


def blinded(night: MovieNight) -> str:
    """After the film was hidden, or is no longer."""
    return HIDDEN if night.is_blind else "No blind date any more: the film is told once it is chosen."


def stopped_repeating(_: MovieNight) -> str:
    """After a night was made the last of its kind."""
    return "No night follows this one."


def ask_to_cancel(night: MovieNight, zone: str) -> str:
    """The question before a night is called off."""
    next_one = f" The next one is planned all the same; to end that too, first say {say('night once')}."
    return f"Shall the night of {moment(night.start_at, zone)} be called off?{next_one if night.repeat else ''}"


def cancelled(night: MovieNight, zone: str) -> str:
    """After a night was called off."""
    return f"The night of {moment(night.start_at, zone)} is called off. I tell the others."


def somebody_answered(member: str, presence: Presence) -> str:
    """A member's answer, for everybody."""
    return f"{person(member)} {_ANSWERED[presence]}."


def you_answered(night: MovieNight, presence: Presence, zone: str) -> str:
    """A member's answer, for the member."""
    at = moment(night.start_at, zone)
    match presence:
        case Presence.IN:
            return f"You are in: {at}."
        case Presence.MAYBE:
            return f"You may come: {at}. Say {say('in')} once you know."
        case Presence.OUT:
            return "You can't come; maybe next time."


def still_hosts(member: str, night: MovieNight, presence: Presence) -> str:
    """To a host who does not come."""
    if member != night.host or presence is not Presence.OUT:
        return ""
    return f"You are still the host; to hand the night over: {say('night host @bob')}"


def title(night: MovieNight, movie: Movie | None) -> str:
    """What the night is called in calendars; with the film where that may be told."""
    return f"Movie night: {movie}" if movie else heading(night)


def description(night: MovieNight, movie: Movie | None) -> str:
    """What calendars say of the night beside its time and place."""
    theme = f"Theme: {night.theme}." if movie and night.theme else ""
    return " ".join(filter(None, (theme, HIDDEN if night.is_blind and movie is None else "")))


def lines(*said: str) -> str:
    """The lines that say something, one below the other."""
    return "\n".join(filter(None, said))


def _short(when: When, zone: str) -> str:
    local = when.start_at.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"


def _exact(when: When, zone: str) -> str:
    """The time in words that leave no doubt."""
    if when.repeat is None:
        return when.start_at.astimezone(ZoneInfo(zone)).isoformat(" ", "minutes")
    return f"{repeats(when.repeat)} {when.repeat.clock:%I:%M %p}".lower()
