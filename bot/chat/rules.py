"""The rules of a space: what the bot answers where, and how often."""

import logging
from datetime import datetime

from bot.chat import words
from bot.chat.commands import Glance, MemberCommand
from bot.chat.cooldowns import Cooldowns
from bot.chat.grammar import spell
from bot.chat.sender import Sender
from bot.chat.space_settings import ALWAYS_ON, SettingsStore, SpaceSettings
from bot.errors import MemberError, ReelmatesError
from bot.taste.store import Member

_log = logging.getLogger(__name__)


class Rules:
    """Knows the settings of every space, and holds members to them."""

    def __init__(self, settings: SettingsStore) -> None:
        self._settings = settings
        self._cooldowns = Cooldowns()

    async def around(self, sender: Sender) -> SpaceSettings:
        """The settings where a line is said; those the bot came with where none can be read."""
        if sender.space is None:
            return SpaceSettings()
        try:
            return await self._settings.of(sender.platform, sender.space.key)
        except ReelmatesError as error:
            _log.warning("The settings of a space cannot be read: %s (%s)", error, error.__cause__)
            return SpaceSettings()

    def check(
        self, command: MemberCommand, member: Member, sender: Sender, settings: SpaceSettings, now: datetime
    ) -> None:
        """Raises a MemberError in words where the space's rules forbid the command now."""
        name = spell(command).split()[0]
        if name in ALWAYS_ON:
            return
        if not settings.answers_in(sender.channel) and not sender.manages:
            raise MemberError(words.only_in([channel.name for channel in settings.channels]))
        if name in settings.off:
            raise MemberError(words.switched_off(name))
        if isinstance(command, Glance):
            return
        if left := self._cooldowns.allows(member, name, settings.cooldown_of(name), now):
            raise MemberError(words.wait(left))
