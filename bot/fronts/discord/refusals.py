"""Discord's refusals in our words: who must act, and what they must do."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.chat.evenings import ChannelGone, NotAllowed
from bot.chat.language import to_translate
from bot.errors import OutsideError

NO_ANSWER = to_translate("Discord does not answer right now. Please try again soon.")

_UNKNOWN_CHANNEL = 10003


class Gone(OutsideError):
    """Discord no longer has it."""


@contextmanager
def translated(refused: str, **values: object) -> Iterator[None]:
    """Discord's errors as ours; `refused` says what the bot may not do there, and has a place for Discord's reason."""
    try:
        yield
    except discord.Forbidden as error:
        raise NotAllowed(refused, reason=error.text, **values) from error
    except discord.NotFound as error:
        is_channel = error.code == _UNKNOWN_CHANNEL
        raise (ChannelGone if is_channel else Gone)("Discord no longer has that.") from error
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise OutsideError(NO_ANSWER) from error


def lacked(permitted: discord.Permissions, *needed: str) -> str:
    """The permissions that are lacking: “Send Messages” and “View Channel”. Nothing where all are there."""
    return " and ".join(_title(name) for name in needed if not getattr(permitted, name))


def _title(permission: str) -> str:
    """The name under which Discord lists a permission."""
    return f"“{permission.replace('_', ' ').title()}”"
