"""What the bot says of a space's settings, in plain text."""

from bot.chat.filters import spell_filters
from bot.chat.manner import say
from bot.chat.space_settings.values import Planners, SpaceSettings
from bot.chat.words import row
from bot.recommend.filters import Filters

_LONGEST_NAME = 40
_MOST = 8
_OPPOSITES = {"show": "hide", "on": "off"}

ASK_RESET = "Shall everything be as it was when I came?"
RESET = "Everything is as it was when I came."
NO_SERVER = "Settings belong to a server; say that in one of its channels."


def screen(space: str, settings: SpaceSettings, is_changeable: bool) -> str:
    """All settings, each with how to change it for those who may."""
    lines = [f"How I behave in {cut(space)}:"]
    for name, example in _EXAMPLES.items():
        how = f" Change: {say(f'settings {example}')}" if is_changeable else ""
        lines.append(f"{line_of(name, settings)}{how}")
    lines.append(
        f"Put everything back: {say('settings reset')}"
        if is_changeable
        else "Those who manage the server can change it."
    )
    return "\n".join(lines)


def line_of(name: str, settings: SpaceSettings) -> str:
    """One setting in a sentence."""
    match _OPPOSITES.get(name, name):
        case "prefix":
            return f"Commands begin with {settings.prefix} (as in {settings.prefix}recommend)."
        case "channels":
            names = [f"#{cut(channel.name)}" for channel in settings.channels]
            return f"I answer in {row(names, _MOST)} only." if names else "I answer in every channel."
        case "zone":
            return f"Times are those of {settings.zone}."
        case "mood":
            return f"Lists start in the {settings.mood} mood."
        case "hide":
            genres = [spell_filters(Filters(genres=(genre,))) for genre in settings.hidden_genres]
            return f"Never recommended: {row(genres, _MOST)}." if genres else "Films of every genre are recommended."
        case "adult":
            return (
                "Films rated NC-17 or X are recommended too."
                if settings.adult
                else "Films rated NC-17 or X are left out, where I know the rating."
            )
        case "unknown":
            return (
                "I answer words that I don't know."
                if settings.answers_unknown
                else "Words that I don't know are left to other bots."
            )
        case "planning":
            return (
                "Those who manage the server plan movie nights."
                if settings.planning is Planners.MANAGERS
                else "Everybody may plan movie nights."
            )
        case "cooldown":
            waits = [f"{command} every {span(seconds)}" for command, seconds in settings.cooldowns]
            return f"A member may say {row(waits, _MOST)}." if waits else "Nobody has to wait between two commands."
        case _:
            return f"Switched off: {row(settings.off, _MOST)}." if settings.off else "Every command is switched on."


def not_yours(space: str) -> str:
    """To one who may not change the settings."""
    return f"Only those who manage {cut(space)} can change how I behave here; {say('settings')} shows it to everybody."


def span(seconds: int) -> str:
    """Seconds in words: "45 seconds", "2 minutes", "1 hour 30 minutes"."""
    hours, rest = divmod(seconds, 3600)
    minutes, last = divmod(rest, 60)
    parts = [_counted(hours, "hour"), _counted(minutes, "minute"), _counted(last, "second")]
    return " ".join(part for part in parts if part) or "no time"


def cut(name: str) -> str:
    """A name that others gave, on one line and not too long."""
    line = " ".join(name.split())
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1]}…"


def _counted(count: int, noun: str) -> str:
    return "" if not count else f"{count} {noun}" if count == 1 else f"{count} {noun}s"


_EXAMPLES = {
    "prefix": "prefix ?",
    "channels": "channels here",
    "zone": "zone Europe/Berlin",
    "mood": "mood adventurous",
    "hide": "hide horror",
    "adult": "adult on",
    "unknown": "unknown off",
    "planning": "planning managers",
    "cooldown": "cooldown recommend 30s",
    "off": "off match",
}
