"""What members say of movie nights, as small frozen values.

`night_id` is what a button carries; without it the night of the channel is meant. `when` is a time in words, or
"@1795809600" as our own buttons say it.
"""

from dataclasses import dataclass

from bot.nights.night import Presence, Tap


@dataclass(frozen=True, slots=True)
class PlanNight:
    """`night TIME; THEME; PLACE`: a new night in this channel; of a blind date the film stays hidden till the start."""

    when: str
    theme: str = ""
    place: str = ""
    is_blind: bool = False


@dataclass(frozen=True, slots=True)
class ShowNight:
    """The night as it stands. `told` names the message of the bot's own below which the button stood."""

    night_id: str | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Attend:
    """The member's answer to the invitation."""

    presence: Presence
    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class MoveNight:
    """Another time for the night."""

    when: str
    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class RethemeNight:
    """Another theme; an empty one is none."""

    theme: str
    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class RelocateNight:
    """Another place; an empty one is none."""

    place: str
    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """Another host: a name as in "@bob", or the platform's mention as in "<@42>"."""

    member: str
    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class BlindDate:
    """Hides the chosen film until the start, or no longer."""

    is_blind: bool
    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class StopRepeating:
    """No night follows this one."""

    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class CancelNight:
    """The night does not take place: asks first."""

    is_sure: bool = False
    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class GetCalendar:
    """The night as a file for the member's own calendar."""

    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class MakePicks:
    """A shortlist for those who are in."""

    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class Suggest:
    """A film of the member's own for the shortlist."""

    film: str
    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Takes the member's own suggestion back."""

    film: str
    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class Strike:
    """The host takes a film off the shortlist."""

    film: str
    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class Veto:
    """The member's one secret veto; without a film, the films to choose from."""

    film: str = ""
    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class OpenVote:
    """Begins the vote. `until` is a time in words, "" the usual end; the counts are hidden unless they are open."""

    until: str = ""
    quorum: int = 0
    are_counts_open: bool = False
    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class Approve:
    """A vote for a film: a title, its place in the list, or "#318"; said again, it is taken back.

    Without a film it is the member's ballot; the host opens the vote with it.
    """

    film: str = ""
    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class CloseVote:
    """Ends the vote."""

    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class TapFilm:
    """What the member thought of the night's film."""

    tap: Tap
    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class UndoShown:
    """The film was not watched after all."""

    night_id: str | None = None


@dataclass(frozen=True, slots=True)
class ShowFairness:
    """Who gave way, and whose taste counts more for that."""


@dataclass(frozen=True, slots=True)
class ShowNights:
    """Planned and past nights, one page at a time (from 1)."""

    page: int = 1


EveningCommand = (
    ShowNight
    | Attend
    | MoveNight
    | RethemeNight
    | RelocateNight
    | HandOver
    | BlindDate
    | StopRepeating
    | CancelNight
    | GetCalendar
)
"""What is said of one night's evening: when, where, and who comes."""

FilmOfNightCommand = (
    MakePicks | Suggest | Withdraw | Strike | Veto | OpenVote | Approve | CloseVote | TapFilm | UndoShown
)
"""What is said of one night's film, from the first pick to the last tap."""

SecretCommand = Veto | Approve | TapFilm
"""What nobody but its member is to know."""

OfNightCommand = EveningCommand | FilmOfNightCommand
"""What is said of one night, by its id or without."""

NightCommand = PlanNight | OfNightCommand | ShowFairness | ShowNights
"""What is said of movie nights."""


def is_pressed(command: OfNightCommand) -> bool:
    """Whether one of our buttons says the command: these name the night that they are about."""
    return command.night_id is not None
