"""What the bot says of a space's settings, in plain text."""

from bot.chat.language import _, name_of, ngettext
from bot.chat.manner import say
from bot.chat.space_settings.values import Planners, SpaceSettings
from bot.chat.words import row
from bot.chat.words_of_films import genre_word
from bot.chat.words_of_lists import mood_word

_LONGEST_NAME = 40
_MOST = 8
_OPPOSITES = {"show": "hide", "on": "off"}


def ask_reset() -> str:
    """The question before everything is put back."""
    return _("Shall everything be as it was when I came?")


def reset() -> str:
    """After everything was put back."""
    return _("Everything is as it was when I came.")


def no_server() -> str:
    """To one who changes settings in a direct message."""
    return _("Settings belong to a server; say that in one of its channels.")


def screen(space: str, settings: SpaceSettings, is_changeable: bool) -> str:
    """All settings, each with how to change it for those who may."""
    lines = [_("How I behave in {space}:", space=cut(space))]
    for name, example in _EXAMPLES.items():
        how = _("Change: {command}", command=say(f"settings {example}")) if is_changeable else ""
        lines.append(f"{line_of(name, settings)} {how}".rstrip())
    lines.append(
        _("Put everything back: {command}", command=say("settings reset"))
        if is_changeable
        else _("Those who manage the server can change it.")
    )
    return "\n".join(lines)


def line_of(name: str, settings: SpaceSettings) -> str:
    """One setting in a sentence."""
    match _OPPOSITES.get(name, name):
        case "prefix":
            return _("Commands begin with {prefix} (as in {prefix}recommend).", prefix=settings.prefix)
        case "channels":
            names = [f"#{cut(channel.name)}" for channel in settings.channels]
            return _("I answer in {channels} only.", channels=row(names, _MOST)) if names else _every_channel()
        case "zone":
            return _("Times are those of {zone}.", zone=settings.zone)
        case "language":
            return _("I speak {language} here.", language=name_of(settings.language)) if settings.language else _unset()
        case "mood":
            return _("Lists start in the {mood} mood.", mood=mood_word(settings.mood))
        case "hide":
            genres = [genre_word(genre) for genre in settings.hidden_genres]
            return _("Never recommended: {genres}.", genres=row(genres, _MOST)) if genres else _every_genre()
        case "adult":
            return _adult(settings)
        case "unknown":
            return (
                _("I answer words that I don't know.")
                if settings.answers_unknown
                else _("Words that I don't know are left to other bots.")
            )
        case "planning":
            return (
                _("Those who manage the server plan movie nights.")
                if settings.planning is Planners.MANAGERS
                else _("Everybody may plan movie nights.")
            )
        case "cooldown":
            return _waits(settings)
        case _:
            commands = row(settings.off, _MOST) if settings.off else ""
            return _("Switched off: {commands}.", commands=commands) if commands else _("Every command is switched on.")


def _every_channel() -> str:
    return _("I answer in every channel.")


def _unset() -> str:
    return _("I speak everybody's own language, as far as I know it.")


def _every_genre() -> str:
    return _("Films of every genre are recommended.")


def _adult(settings: SpaceSettings) -> str:
    if settings.adult:
        return _("Films rated NC-17 or X are recommended too.")
    return _("Films rated NC-17 or X are left out, where I know the rating.")


def _waits(settings: SpaceSettings) -> str:
    waits = [_("{command} every {span}", command=command, span=span(wait)) for command, wait in settings.cooldowns]
    if not waits:
        return _("Nobody has to wait between two commands.")
    return _("A member may say {commands}.", commands=row(waits, _MOST))


def not_yours(space: str) -> str:
    """To one who may not change the settings."""
    return _(
        "Only those who manage {space} can change how I behave here; {settings} shows it to everybody.",
        space=cut(space),
        settings=say("settings"),
    )


def span(seconds: int) -> str:
    """Seconds in words: "45 seconds", "2 minutes", "1 hour 30 minutes"."""
    hours, rest = divmod(seconds, 3600)
    minutes, last = divmod(rest, 60)
    parts = [
        ngettext("{count} hour", "{count} hours", hours) if hours else "",
        ngettext("{count} minute", "{count} minutes", minutes) if minutes else "",
        ngettext("{count} second", "{count} seconds", last) if last else "",
    ]
    return " ".join(part for part in parts if part) or _("no time")


def cut(name: str) -> str:
    """A name that others gave, on one line and not too long."""
    line = " ".join(name.split())
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1]}…"


_EXAMPLES = {
    "prefix": "prefix ?",
    "channels": "channels here",
    "zone": "zone Europe/Berlin",
    "language": "language german",
    "mood": "mood adventurous",
    "hide": "hide horror",
    "adult": "adult on",
    "unknown": "unknown off",
    "planning": "planning managers",
    "cooldown": "cooldown recommend 30s",
    "off": "off match",
}
