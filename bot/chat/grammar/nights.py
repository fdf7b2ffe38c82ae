"""Words about movie nights to commands and back."""

import re
from collections.abc import Callable
from typing import assert_never

from bot.chat.commands import Command, Unclear
from bot.chat.language import to_translate
from bot.chat.night_commands import (
    Approve,
    Attend,
    BlindDate,
    CancelNight,
    CloseVote,
    EveningCommand,
    FilmOfNightCommand,
    GetCalendar,
    HandOver,
    MakePicks,
    MoveNight,
    NightCommand,
    OpenVote,
    PlanNight,
    RelocateNight,
    RethemeNight,
    ShowFairness,
    ShowNight,
    ShowNights,
    StopRepeating,
    Strike,
    Suggest,
    TapFilm,
    UndoShown,
    Veto,
    Withdraw,
)
from bot.nights.night import Presence, Tap

NIGHT_ID_LENGTH = 12
_ID = rf"(?P<night_id>[a-z0-9]{{{NIGHT_ID_LENGTH}}})"
_OF_NIGHT = re.compile(rf"(?P<said>.*?)(?:(?:^|\s)of night {_ID})?", re.ASCII | re.DOTALL)
_SHOWN = re.compile(rf"show {_ID}(?: (?P<told>[a-z]+ \d{{1,12}}))?", re.ASCII)
_BLIND = re.compile(r"blind(?: date)?", re.IGNORECASE)
_UNTIL = re.compile(r"\buntil\s+(?P<until>.+)", re.IGNORECASE | re.DOTALL)
_VOTE_OPENS = re.compile(
    r"(?:open)?(?:\s*quorum\s+\d{1,3}|\s*(?:open\s+)?counts)*(?:\s*until\s+.+)?(?<!^)",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
_QUORUM = re.compile(r"\bquorum\s+(?P<quorum>\d{1,3})\b", re.ASCII | re.IGNORECASE)
_COUNTS = re.compile(r"\b(?:open\s+)?counts\b", re.IGNORECASE)
_TAPS = {Tap.LOVED: "loved", Tap.FINE: "fine", Tap.NOT_FOR_ME: "not", Tap.ABSENT: "absent"}
_PRESENCES = {Presence.IN: "in", Presence.MAYBE: "maybe", Presence.OUT: "out"}
_Films = type[Suggest] | type[Withdraw] | type[Strike]
_Bare = type[GetCalendar] | type[MakePicks] | type[CloseVote]


def spell_night(command: NightCommand) -> str:
    """The words that are read back as this command."""
    said = _spelled(command)
    night_id = None if isinstance(command, PlanNight | ShowNight | ShowFairness | ShowNights) else command.night_id
    return f"{said} of night {night_id}" if night_id else said


def _spelled(command: NightCommand) -> str:
    match command:
        case ShowFairness():
            return "fair"
        case ShowNights(page):
            return "nights" if page == 1 else f"nights {page}"
        case PlanNight(when, theme, place, is_blind):
            return f"night {'; '.join(_trimmed([when, theme, place, 'blind' if is_blind else '']))}"
    return _spelled_evening(command) if isinstance(command, EveningCommand) else _spelled_film(command)


def _spelled_evening(command: EveningCommand) -> str:
    match command:
        case ShowNight(night_id, told):
            return " ".join(filter(None, ("night", night_id and "show", night_id, told)))
        case Attend(presence):
            return _PRESENCES[presence]
        case MoveNight(when):
            return f"night move {when}"
        case RethemeNight(theme):
            return f"night theme {theme}".rstrip()
        case RelocateNight(place):
            return f"night place {place}".rstrip()
        case HandOver(member):
            return f"night host {member}"
        case BlindDate(is_blind):
            return f"night blind {'on' if is_blind else 'off'}"
        case StopRepeating():
            return "night once"
        case CancelNight(is_sure):
            return "cancel yes" if is_sure else "cancel"
        case GetCalendar():
            return "calendar"
        case _:
            assert_never(command)


def _spelled_film(command: FilmOfNightCommand) -> str:
    match command:
        case MakePicks():
            return "picks"
        case Suggest(film):
            return f"suggest {film}"
        case Withdraw(film):
            return f"withdraw {film}"
        case Strike(film):
            return f"strike {film}"
        case Veto(film):
            return f"veto {film}".rstrip()
        case OpenVote():
            return _spelled_vote(command)
        case Approve(film):
            return f"vote {film}".rstrip()
        case CloseVote():
            return "close"
        case TapFilm(tap):
            return f"tap {_TAPS[tap]}"
        case UndoShown():
            return "night unwatched"
        case _:
            assert_never(command)


def _spelled_vote(command: OpenVote) -> str:
    parts = [
        "vote open",
        f"quorum {command.quorum}" if command.quorum else "",
        "counts" if command.are_counts_open else "",
        f"until {command.until}" if command.until else "",
    ]
    return " ".join(filter(None, parts))


def _trimmed(segments: list[str]) -> list[str]:
    """Without the empty ones at the end."""
    while segments and not segments[-1]:
        segments = segments[:-1]
    return segments


def _of_night(rest: str) -> tuple[str, str | None]:
    """What is said, and the id of the night it is said of."""
    found = _OF_NIGHT.fullmatch(rest)
    return (found["said"].strip(), found["night_id"]) if found else (rest, None)


def _night(rest: str) -> Command:
    if not rest:
        return ShowNight()
    if found := _SHOWN.fullmatch(rest):
        return ShowNight(found["night_id"], found["told"] or "")
    name, more = (*rest.split(maxsplit=1), "")[:2]
    change = _CHANGES.get(name.lower())
    return change(*_of_night(more)) if change else _plan(rest)


def _plan(rest: str) -> Command:
    segments = [" ".join(segment.split()) for segment in rest.split(";")]
    is_blind = any(_BLIND.fullmatch(segment) for segment in segments[1:])
    when, *others = [segments[0], *(segment for segment in segments[1:] if not _BLIND.fullmatch(segment))]
    theme, place = (*others, "", "")[:2]
    if not when or len(others) > 2:
        return Unclear(to_translate("When? Say it like this: night friday 8pm; horror; voice lounge"), "night")
    return PlanNight(when, theme, place, is_blind)


def _move(when: str, night_id: str | None) -> Command:
    if not when:
        return Unclear(to_translate("To when? Say it like this: night move friday 9pm"), "night")
    return MoveNight(when, night_id)


def _host(member: str, night_id: str | None) -> Command:
    if not member:
        return Unclear(to_translate("To whom? Say it like this: night host @bob"), "night")
    return HandOver(member, night_id)


def _blind(wish: str, night_id: str | None) -> Command:
    if wish.lower() in ("on", "off", ""):
        return BlindDate(wish.lower() != "off", night_id)
    asked = to_translate("Shall the film stay hidden until the start? Say night blind on, or off.")
    return Unclear(asked, "night blind on")


_CHANGES: dict[str, Callable[[str, str | None], Command]] = {
    "move": _move,
    "theme": RethemeNight,
    "place": RelocateNight,
    "host": _host,
    "blind": _blind,
    "once": lambda _, night_id: StopRepeating(night_id),
    "unwatched": lambda _, night_id: UndoShown(night_id),
}


def _attend(presence: Presence) -> Callable[[str], Command]:
    return lambda rest: Attend(presence, _of_night(rest)[1])


def _bare(kind: _Bare) -> Callable[[str], Command]:
    return lambda rest: kind(_of_night(rest)[1])


def _film(kind: _Films, word: str) -> Callable[[str], Command]:
    def read(rest: str) -> Command:
        film, night_id = _of_night(rest)
        which = to_translate("Which film? Say it like this: {example}")
        return kind(film, night_id) if film else Unclear(which, "night", {"example": f"{word} The Matrix"})

    return read


def _veto(rest: str) -> Command:
    return Veto(*_of_night(rest))


def _vote(rest: str) -> Command:
    said, night_id = _of_night(rest)
    if not _VOTE_OPENS.fullmatch(said):
        return Approve(said, night_id)
    until = _UNTIL.search(said)
    options = said[: until.start()] if until else said
    quorum = _QUORUM.search(options)
    until_when = until["until"].strip() if until else ""
    return OpenVote(until_when, int(quorum["quorum"]) if quorum else 0, bool(_COUNTS.search(options)), night_id)


def _cancel(rest: str) -> Command:
    said, night_id = _of_night(rest)
    return CancelNight(said.lower() == "yes", night_id)


def _tap(rest: str) -> Command:
    said, night_id = _of_night(rest)
    tap = next((tap for tap, word in _TAPS.items() if said.lower() in (word, tap)), None)
    if tap is None:
        asked = to_translate("How was it? Say tap loved, tap fine, tap not for me, or tap wasn't there.")
        return Unclear(asked, "nights")
    return TapFilm(tap, night_id)


def _nights(rest: str) -> Command:
    return ShowNights(max(1, int(rest))) if re.fullmatch(r"\d{1,4}", rest, re.ASCII) else ShowNights()


NIGHT_READERS: dict[str, Callable[[str], Command]] = {
    "night": _night,
    "in": _attend(Presence.IN),
    "maybe": _attend(Presence.MAYBE),
    "out": _attend(Presence.OUT),
    "picks": _bare(MakePicks),
    "suggest": _film(Suggest, "suggest"),
    "withdraw": _film(Withdraw, "withdraw"),
    "strike": _film(Strike, "strike"),
    "veto": _veto,
    "vote": _vote,
    "close": _bare(CloseVote),
    "cancel": _cancel,
    "calendar": _bare(GetCalendar),
    "tap": _tap,
    "fair": lambda _: ShowFairness(),
    "nights": _nights,
}
