"""What is said of a night that is planned, changed, called off or answered, in plain text."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.chat.evenings.words_of_cards import capitalised, heading, hidden, plan_like_this, repeats
from bot.chat.language import ENGLISH, _, dated, speaking
from bot.chat.manner import say
from bot.chat.marks import moment, person
from bot.chat.night_commands import MoveNight, PlanNight
from bot.movies.movie import Movie
from bot.nights.night import MovieNight, Presence
from bot.nights.rules import DAYS_AHEAD
from bot.nights.when import Doubt, OutOfReach, When


def gone() -> str:
    """When a button names a night that is no longer kept."""
    return _("I no longer have that movie night.")


def which_night() -> str:
    """When several nights may be meant."""
    return _("Several movie nights are open. Which one do you mean?")


def say_it_there() -> str:
    """The same, where what was said does not go on a button."""
    return _("Several movie nights are open; say that in the channel of the one you mean.")


def only_managers() -> str:
    """To one who may not plan."""
    return _("Here, those who manage the server plan the movie nights; ask one of them.")


def invitation() -> str:
    """The line above a new night."""
    return _("A movie night is planned. Who is in?")


def calendar() -> str:
    """With the night's file for a calendar."""
    return _("Here is the night for your calendar; opened again after a change, it moves the same entry.")


def none_open() -> str:
    """When a night is meant and none is there."""
    return _("No movie night is planned here. Plan one: {night}", night=plan_like_this())


def none_to_judge() -> str:
    """When a film was judged that no night has shown."""
    told = say(_("like TITLE"))
    return _("No movie night took place here in the last week. Tell me of a film: {like}", like=told)


def only_in_a_channel() -> str:
    """When a night is planned where it can belong to no channel."""
    return _("A movie night belongs to a channel; plan it there: {night}", night=plan_like_this())


def night_label(night: MovieNight, zone: str) -> str:
    """A night on a button, by the clocks of the zone."""
    return f"{_short(When(night.start_at), zone)} · {heading(night)}"


def time_label(when: When, zone: str) -> str:
    """A time on a button, by the clocks of the zone."""
    if when.repeat is None:
        return _short(when, zone)
    return f"{capitalised(repeats(when.repeat))}, {when.repeat.clock:%H:%M}"


def question(doubt: Doubt, zone: str) -> str:
    """What a member is asked, or told, whose words are not certain to mean a time."""
    match doubt:
        case Doubt.WHETHER_THIS:
            return _("Do you mean this time?")
        case Doubt.WHICH:
            return _("Which of these times do you mean?")
        case Doubt.WHAT_CLOCK_TIME:
            return _("At what time?")
        case Doubt.OTHER_ZONE:
            return _("I read times by the clocks of {zone}; say it as it is there.", zone=zone)
        case Doubt.OTHER_REPEAT:
            return _(
                "A night can repeat on days of the week; say it like 'every friday 8pm' or 'every tue and sat 20:00'."
            )
        case Doubt.UNREADABLE:
            return _("I can't read a time from that; say it like 'friday 8pm', 'tomorrow 20:00' or 'every friday 8pm'.")


def asked_by(asked: str, choices: Sequence[When], zone: str) -> str:
    """The question which time is meant; times on buttons are those of one zone."""
    clocks = _("By the clocks of {zone}:", zone=zone)
    return f"{asked} {clocks}" if choices else asked


def say_exactly(asked: str, choices: Sequence[When], command: PlanNight | MoveNight, zone: str) -> str:
    """The question which time is meant, with what to say for each."""
    is_move = isinstance(command, MoveNight)
    exact = (say(f"night{' move' if is_move else ''} {_exact(choice, zone)}") for choice in choices)
    how = _("Say one of these:") if is_move else _("Say one of these, with theme and place behind it as before:")
    return "\n".join((f"{asked} {how}", *exact))


def out_of_reach(refused: OutOfReach) -> str:
    """When a time has passed or lies too far ahead."""
    day = dated(refused.local, _("EEEE, d MMMM y"))
    if refused.is_ahead:
        return _("{day} is more than {days} days ahead; name an earlier time.", day=day, days=DAYS_AHEAD)
    if refused.is_today:
        clock = f"{refused.local:%H:%M}"
        return _("{day} at {clock} has passed; name a later time.", day=day, clock=clock)
    return _("{day} has passed; name a later time.", day=day)


def hint_of_zone() -> str:
    """To one who may set the clocks of a space where nobody has."""
    return _("Times here are those of UTC; set your own: {settings}", settings=say("settings zone Europe/Berlin"))


def theme_too_long(most: int) -> str:
    """When a theme has more than `most` characters."""
    return _("Please keep the theme under {count} characters.", count=most + 1)


def place_too_long(most: int) -> str:
    """When a place has more than `most` characters."""
    return _("Please keep the place under {count} characters.", count=most + 1)


def move_one_night() -> str:
    """When a night was to be moved to several times."""
    example = _("night move saturday 8pm")
    return _("Name the one time to move this night to, as in: {move}", move=say(example))


def moved(night: MovieNight, zone: str) -> str:
    """After a night got another time."""
    return _("The night has moved to {moment}.", moment=moment(night.start_at, zone))


def rethemed(night: MovieNight) -> str:
    """After a night got another theme, or none."""
    said = _("The theme is {theme} now.", theme=night.theme) if night.theme else _("The night has no theme any more.")
    stays = _("The list stays as it is; for new picks: {picks}", picks=say("picks"))
    return f"{said} {stays}" if night.poll.entrants else said


def relocated(night: MovieNight) -> str:
    """After a night got another place, or none."""
    return _("You meet here now: {place}", place=night.place) if night.place else _("The night has no place any more.")


def handed_over(night: MovieNight) -> str:
    """After a night got another host."""
    return _("The host is {member} now.", member=person(night.host))


def no_such_host() -> str:
    """When a night was to go to somebody who is not in."""
    return _("Only somebody who is in can be the host: ask them to say {come} first.", come=say("in"))


def blinded(night: MovieNight) -> str:
    """After the film was hidden, or is no longer."""
    return hidden() if night.is_blind else _("No blind date any more: the film is told once it is chosen.")


def stopped_repeating(night: MovieNight) -> str:
    """After a night was made the last of its kind."""
    return _("No night follows this one.")


def ask_to_cancel(night: MovieNight, zone: str) -> str:
    """The question before a night is called off."""
    sure = _("Shall the night of {moment} be called off?", moment=moment(night.start_at, zone))
    if not night.repeat:
        return sure
    following = _("The next one is planned all the same; to end that too, first say {once}.", once=say("night once"))
    return f"{sure} {following}"


def cancelled(night: MovieNight, zone: str) -> str:
    """After a night was called off."""
    return _("The night of {moment} is called off. I tell the others.", moment=moment(night.start_at, zone))


def somebody_answered(member: str, presence: Presence) -> str:
    """A member's answer, for everybody."""
    match presence:
        case Presence.IN:
            return _("{member} is in.", member=person(member))
        case Presence.MAYBE:
            return _("{member} may come.", member=person(member))
        case Presence.OUT:
            return _("{member} can't come.", member=person(member))


def you_answered(night: MovieNight, presence: Presence, zone: str) -> str:
    """A member's answer, for the member."""
    at = moment(night.start_at, zone)
    match presence:
        case Presence.IN:
            return _("You are in: {moment}.", moment=at)
        case Presence.MAYBE:
            return _("You may come: {moment}. Say {come} once you know.", moment=at, come=say("in"))
        case Presence.OUT:
            return _("You can't come; maybe next time.")


def still_hosts(member: str, night: MovieNight, presence: Presence) -> str:
    """To a host who does not come."""
    if member != night.host or presence is not Presence.OUT:
        return ""
    return _("You are still the host; to hand the night over: {host}", host=say("night host @bob"))


def title(night: MovieNight, movie: Movie | None) -> str:
    """What the night is called in calendars; with the film where that may be told."""
    return _("Movie night: {film}", film=movie) if movie else heading(night)


def description(night: MovieNight, movie: Movie | None) -> str:
    """What calendars say of the night beside its time and place."""
    theme = _("Theme: {theme}.", theme=night.theme) if movie and night.theme else ""
    return " ".join(filter(None, (theme, hidden() if night.is_blind and movie is None else "")))


def lines(*said: str) -> str:
    """The lines that say something, one below the other."""
    return "\n".join(filter(None, said))


def _short(when: When, zone: str) -> str:
    return dated(when.start_at.astimezone(ZoneInfo(zone)), _("EEE d MMM, HH:mm"))


def _exact(when: When, zone: str) -> str:
    """The time in words that leave no doubt; as all commands they are English."""
    if when.repeat is None:
        return when.start_at.astimezone(ZoneInfo(zone)).isoformat(" ", "minutes")
    with speaking(ENGLISH):
        return f"{repeats(when.repeat)} {when.repeat.clock:%I:%M %p}".lower()
