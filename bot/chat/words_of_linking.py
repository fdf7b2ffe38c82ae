"""What the bot says to a person who is several members, and would be one."""

import math
from collections.abc import Sequence
from datetime import timedelta

from bot.chat.language import _, ngettext
from bot.chat.manner import say
from bot.chat.words import row
from bot.chat.words_of_settings import cut
from bot.taste.joining import CODE_LENGTH, CODE_VALID, MOST_JOINED, Alias

_PLATFORMS = {"discord": "Discord", "slack": "Slack"}


def offered(code: str) -> str:
    """A code, and what to do with it."""
    half = CODE_LENGTH // 2
    return _(
        "Your code is {code}. To make your taste here and elsewhere one, say link {code} to me there within {minutes} "
        "minutes. It works once. Show it to nobody: whoever says it sees your taste as their own, and you see theirs.",
        code=f"{code[:half]}-{code[half:]}",
        minutes=_minutes(CODE_VALID),
    )


def joined_now(aliases: Sequence[Alias]) -> str:
    """After a code was right."""
    return _(
        "Done: here and as {others} you are one person to me now. What you tell me on any side counts on all; of two "
        "words on a film the newer holds. I tell nobody else on one side what you said on another. "
        "{off} parts you again, and each side keeps what was said there.",
        others=_row(aliases),
        off=say("link off"),
    )


def joined_with(aliases: Sequence[Alias]) -> str:
    """Who else the member is."""
    return _(
        "Here and as {others} you are one person to me. To be the same in another place too, say link there, and the "
        "code that it gives you here. {off} parts you again.",
        others=_row(aliases),
        off=say("link off"),
    )


def parted(aliases: Sequence[Alias]) -> str:
    """After a member is somebody of their own again."""
    return _(
        "Done: here and as {others} you are no longer one person to me. Here I go by what you told me here, and by "
        "nothing else. {link} gives you a code to be joined again.",
        others=_row(aliases),
        link=say("link"),
    )


def not_joined() -> str:
    """When there is nothing to part."""
    return _("You are joined with nobody. {link} gives you a code for the other side.", link=say("link"))


def unknown_code() -> str:
    """When nobody was given the code, or somebody long ago."""
    return _(
        "I know no such code: each works once, and for {minutes} minutes. Say link on the other side for a new one.",
        minutes=_minutes(CODE_VALID),
    )


def too_many_wrong(left: timedelta) -> str:
    """To one who has tried too often."""
    return ngettext(
        "Too many codes were wrong. Please wait a minute before you try another.",
        "Too many codes were wrong. Please wait {count} minutes before you try another.",
        _minutes(left),
    )


def own_code() -> str:
    """To one who said their code where they got it."""
    return _(
        "That was the code for the other side, and now it is used up. {link} gives you a new one; say that where you "
        "are not yet the same person to me.",
        link=say("link"),
    )


def too_many_places() -> str:
    """When one person would be too many members."""
    return _(
        "That would make more than {count} places, which is the most I can take for one person.", count=MOST_JOINED
    )


def _row(aliases: Sequence[Alias]) -> str:
    return row([_named(alias) for alias in aliases], MOST_JOINED)


def _named(alias: Alias) -> str:
    name, place = cut(alias.signature.name), cut(alias.signature.place)
    platform = _PLATFORMS.get(alias.member.platform)
    if platform is None:
        return _("{name} ({place})", name=name, place=place)
    return _("{name} on {platform} ({place})", name=name, platform=platform, place=place)


def _minutes(span: timedelta) -> int:
    return math.ceil(span / timedelta(minutes=1))
