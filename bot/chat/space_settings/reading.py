"""Settings in the words of those who manage a space: what each name takes, and what it changes."""

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.chat.commands import ChangeSetting
from bot.chat.entries import ENTRIES
from bot.chat.filters import read_filters
from bot.chat.grammar import LONGEST_TOKEN, spell
from bot.chat.language import _, joined, language_called, languages, name_of, own_name
from bot.chat.manner import say
from bot.chat.sender import Channel
from bot.chat.space_settings.values import ALWAYS_ON, Planners, SpaceSettings
from bot.chat.space_settings.zones import nearest_zones, zones_called
from bot.chat.words import quoted
from bot.errors import MemberError
from bot.recommend.filters import Filters
from bot.recommend.scoring import Mood

Change = Callable[[SpaceSettings], SpaceSettings]

MOST_CHANNELS = 50
LONGEST_COOLDOWN_S = 24 * 60 * 60
_NEAREST = 5
# Marks, alone or behind letters, that begin no quotation, list, emoji, mention or slash command.
_PREFIX = re.compile(r"[^\W_]{0,4}[!?.,;$%&+=~^]{1,2}")
_LONGEST_PREFIX = 5
_SPAN = re.compile(r"(?P<count>\d{1,6})\s?(?P<unit>s|m|h)?[a-z]*", re.IGNORECASE)
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_ON_OFF = {"on": True, "yes": True, "off": False, "no": False}
_ANY_COMMAND = tuple(entry.name for entry in ENTRIES if entry.name not in ALWAYS_ON)


class BadValue(MemberError):
    """A setting that there is not, or a value that it cannot take; `nearest` are what may have been meant."""

    def __init__(self, sentence: str, nearest: Sequence[ChangeSetting] = ()) -> None:
        super().__init__(sentence)
        self.nearest = tuple(nearest)


def setting_names() -> tuple[str, ...]:
    """What can be set, by the names that `settings` takes."""
    return tuple(_READERS)


def read_change(name: str, value: str, channel: Channel) -> Change:
    """What a setting's name and value change, said in `channel`; raises BadValue."""
    read = _READERS.get(name)
    if read is None:
        near = [ChangeSetting(one, value) for one in difflib.get_close_matches(name, _READERS, n=1)]
        raise BadValue(
            _("I have no setting called {name}. They are: {names}.", name=quoted(name), names=", ".join(_READERS)),
            [one for one in near if len(spell(one)) <= LONGEST_TOKEN],
        )
    return read(" ".join(value.split()), channel)


def _prefix(value: str, _channel: Channel) -> Change:
    if len(value) > _LONGEST_PREFIX or not _PREFIX.fullmatch(value):
        raise BadValue(
            _(
                "A prefix has at most {count} characters, like ? or rm!, and the last is one of "
                "! ? . , ; $ % & + = ~ and ^. Say it like this: {example}",
                count=_LONGEST_PREFIX,
                example=say("settings prefix ?"),
            )
        )
    return lambda settings: replace(settings, prefix=value)


def _channels(value: str, channel: Channel) -> Change:
    if value.lower() in ("everywhere", "all"):
        return lambda settings: replace(settings, channels=())
    if value.lower() != "here":
        raise BadValue(
            _(
                "Say {here} in a channel to choose it or no longer, or {everywhere}.",
                here=say("settings channels here"),
                everywhere=say("settings channels everywhere"),
            )
        )
    if not channel.key:
        raise BadValue(
            _("Here is no channel of a server. Say {here} in the one you mean.", here=say("settings channels here"))
        )

    def toggled(settings: SpaceSettings) -> SpaceSettings:
        others = tuple(one for one in settings.channels if one.key != channel.key)
        if len(others) < len(settings.channels):
            return replace(settings, channels=others)
        if len(others) >= MOST_CHANNELS:
            raise BadValue(
                _("I can keep to {count} channels. Give one up, or let me answer everywhere.", count=MOST_CHANNELS)
            )
        return replace(settings, channels=(*others, channel))

    return toggled


def _zone(value: str, _channel: Channel) -> Change:
    found = zones_called(value)
    if len(found) == 1:
        return lambda settings: replace(settings, zone=found[0])
    near = [ChangeSetting("zone", name) for name in (found or nearest_zones(value))[:_NEAREST]]
    if found:
        raise BadValue(_("Which {zone} do you mean?", zone=quoted(value)), near)
    unknown = _("I know no time zone called {zone}.", zone=quoted(value)) if value else _("Which zone?")
    like = _("Say a large city near you, as in: {example}", example=say("settings zone Europe/Berlin"))
    raise BadValue(f"{unknown} {like}", near)


def _language(value: str, _channel: Channel) -> Change:
    if value.lower() == "default":
        return lambda settings: replace(settings, language="")
    language = language_called(value)
    if language is None:
        raise BadValue(
            _("I speak {languages}; commands are English in each.", languages=joined(list(map(name_of, languages())))),
            [ChangeSetting("language", own_name(one)) for one in languages()],
        )
    return lambda settings: replace(settings, language=language)


def _mood(value: str, _channel: Channel) -> Change:
    if value.lower() not in tuple(Mood):
        raise BadValue(
            _(
                "Lists start in one of three moods: {moods}. Say it like this: {example}",
                moods=", ".join(Mood),
                example=say("settings mood adventurous"),
            ),
            [ChangeSetting("mood", mood.value) for mood in Mood],
        )
    return lambda settings: replace(settings, mood=Mood(value.lower()))


def _hide(value: str, _channel: Channel) -> Change:
    genres = _genres(value, "hide")
    return lambda settings: replace(settings, hidden_genres=_joined(settings.hidden_genres, genres))


def _show(value: str, _channel: Channel) -> Change:
    genres = _genres(value, "show")
    return lambda settings: replace(settings, hidden_genres=_without(settings.hidden_genres, genres))


def _genres(value: str, name: str) -> tuple[str, ...]:
    filters, rest = read_filters(value)
    if rest or not filters.genres or filters != Filters(genres=filters.genres):
        unknown = _("{words} is no genre that MovieLens knows.", words=quoted(value)) if value else _("Which genre?")
        raise BadValue(f"{unknown} {_like_this(f'settings {name} horror')}")
    return filters.genres


def _adult(value: str, _channel: Channel) -> Change:
    wanted = _ON_OFF.get(value.lower())
    if wanted is None:
        raise BadValue(
            _("Films rated NC-17 or X: say {on} or {off}.", on=say("settings adult on"), off=say("settings adult off"))
        )
    return lambda settings: replace(settings, adult=wanted)


def _unknown(value: str, _channel: Channel) -> Change:
    wanted = _ON_OFF.get(value.lower())
    if wanted is None:
        raise BadValue(
            _(
                "Words I don't know: say {off} where another bot has the same prefix, or {on} and I answer them too.",
                off=say("settings unknown off"),
                on=say("settings unknown on"),
            )
        )
    return lambda settings: replace(settings, answers_unknown=wanted)


def _cooldown(value: str, _channel: Channel) -> Change:
    name, span = (*value.split(maxsplit=1), "", "")[:2]
    command = _command(name, "cooldown", f" {span}" if span else "")
    seconds = _seconds(span)
    if seconds is None:
        raise BadValue(
            _(
                "How long is the wait? From a second to a day, as in: {example}, or none: {none}",
                example=say(f"settings cooldown {command} 30s"),
                none=say(f"settings cooldown {command} off"),
            )
        )
    wait = ((command, seconds),) if seconds else ()

    def set_wait(settings: SpaceSettings) -> SpaceSettings:
        others = tuple(one for one in settings.cooldowns if one[0] != command)
        return replace(settings, cooldowns=(*others, *wait))

    return set_wait


def _seconds(span: str) -> int | None:
    """Seconds from "30s", "2 min" or "off", which is 0; None for what is no such wait."""
    if span.lower() in ("off", "none"):
        return 0
    found = _SPAN.fullmatch(span)
    if not found:
        return None
    seconds = int(found["count"]) * _SECONDS[(found["unit"] or "s").lower()]
    return seconds if seconds <= LONGEST_COOLDOWN_S else None


def _off(value: str, _channel: Channel) -> Change:
    command = _command(value, "off")
    return lambda settings: replace(settings, off=_joined(settings.off, (command,)))


def _on(value: str, _channel: Channel) -> Change:
    command = _command(value, "on")
    return lambda settings: replace(settings, off=_without(settings.off, (command,)))


def _command(value: str, setting: str, more: str = "") -> str:
    """The command of this name, be it written with its prefix; `setting` and `more` make the choices offered."""
    name = re.sub(r"^\W+", "", value).lower()
    if name in ALWAYS_ON:
        raise BadValue(
            _("{command} is always there: members have a right to it, or need it to find their way.", command=name)
        )
    if name in _ANY_COMMAND:
        return name
    near = difflib.get_close_matches(name, _ANY_COMMAND, n=_NEAREST)
    example = f"settings {setting} recommend{' 30s' if setting == 'cooldown' else ''}"
    unknown = _("I have no command called {name}.", name=quoted(value)) if value else _("Which command?")
    choices = [ChangeSetting(setting, f"{one}{more}") for one in near]
    raise BadValue(f"{unknown} {_like_this(example)}", choices)


def _like_this(example: str) -> str:
    return _("Say it like this: {example}", example=say(example))


def _planning(value: str, _channel: Channel) -> Change:
    if value.lower() not in tuple(Planners):
        raise BadValue(
            _(
                "Who may plan movie nights? Say {managers} or {everybody}.",
                managers=say("settings planning managers"),
                everybody=say("settings planning everybody"),
            ),
            [ChangeSetting("planning", who.value) for who in Planners],
        )
    return lambda settings: replace(settings, planning=Planners(value.lower()))


def _reset(_value: str, _channel: Channel) -> Change:
    return lambda settings: SpaceSettings()


def _joined(present: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*present, *more)))


def _without(present: tuple[str, ...], gone: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in present if one not in gone)


_READERS: dict[str, Callable[[str, Channel], Change]] = {
    "prefix": _prefix,
    "channels": _channels,
    "zone": _zone,
    "language": _language,
    "mood": _mood,
    "hide": _hide,
    "show": _show,
    "adult": _adult,
    "unknown": _unknown,
    "planning": _planning,
    "cooldown": _cooldown,
    "off": _off,
    "on": _on,
    "reset": _reset,
}
