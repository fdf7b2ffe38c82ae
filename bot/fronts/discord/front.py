"""The Discord front: connects, and stays connected."""

import logging
import time
from collections.abc import Callable

import discord

from bot.chat.moviebot import MovieBot
from bot.errors import BadSettings, OutsideError
from bot.fronts.contact import Contact
from bot.fronts.discord.client import ReelmatesClient
from bot.movies.posters.pictures import Pictures

WITHOUT_CONTENT = (
    "Discord: I hear slash commands, mentions and direct messages, but not lines like !like Matrix; "
    "for those switch on the Message Content intent in the developer portal and set DISCORD_MESSAGE_CONTENT=true."
)
CONTENT_REFUSED = (
    "Discord: the Message Content intent is off in the developer portal (Bot page, Privileged Gateway Intents), "
    "so I go on without it: slash commands, mentions and direct messages work, lines like !like Matrix do not."
)
_AUTHENTICATION_FAILED = 4004

_log = logging.getLogger(__name__)


class DiscordFront:
    """Members talk to the bot on Discord; `clock` counts seconds."""

    name = "discord"

    def __init__(
        self,
        bot: MovieBot,
        pictures: Pictures,
        token: str,
        message_content: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot = bot
        self._pictures = pictures
        self._token = token
        self._message_content = message_content
        self.contact = Contact(clock)

    async def run(self) -> None:
        """Serves until cancelled; raises BadSettings on a refused token, OutsideError when Discord is out of reach."""
        try:
            await self._connect()
        except discord.LoginFailure as error:
            raise BadSettings(_bad_token()) from error
        except discord.ConnectionClosed as error:
            if error.code == _AUTHENTICATION_FAILED:
                raise BadSettings(_bad_token()) from error
            raise OutsideError(f"Discord closed the connection for good (code {error.code}).") from error
        except (discord.HTTPException, discord.GatewayNotFound, OSError) as error:
            raise OutsideError(f"Discord cannot be reached ({error}). Please try again soon.") from error

    async def _connect(self) -> None:
        if not self._message_content:
            _log.info(WITHOUT_CONTENT)
            await self._serve(message_content=False)
            return
        try:
            await self._serve(message_content=True)
        except discord.PrivilegedIntentsRequired:
            _log.warning(CONTENT_REFUSED)
            await self._serve(message_content=False)

    async def _serve(self, message_content: bool) -> None:
        async with ReelmatesClient(self._bot, self._pictures, message_content, self.contact) as client:
            try:
                await client.start(self._token)
            finally:
                await client.finish()


def _bad_token() -> str:
    return "Discord refuses the token in DISCORD_TOKEN; copy it anew from the Bot page of the developer portal."
