"""The end of the front on Slack: what was begun is answered."""

import asyncio
from contextlib import suppress

from bot.chat.commands import Command
from bot.chat.reply import Reply
from bot.chat.sender import Sender
from bot.movies.posters.pictures import Pictures
from tests.fronts.discord.script import ScriptedBot
from tests.fronts.slack.loopback_slack import LoopbackSlack
from tests.fronts.slack.office import front_of
from tests.world import World


class GatedBot(ScriptedBot):
    """Answers once the gate is open."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = asyncio.Event()
        self.gate = asyncio.Event()

    async def hear(self, line: str, sender: Sender) -> Reply | None:
        """The reply to a line."""
        await self._pass()
        return await super().hear(line, sender)

    async def answer(self, command: Command, sender: Sender) -> Reply:
        """The reply to a command."""
        await self._pass()
        return await super().answer(command, sender)

    def close(self) -> None:
        """Lets nothing more through."""
        self.begun.clear()
        self.gate.clear()

    async def _pass(self) -> None:
        self.begun.set()
        await self.gate.wait()


async def test_an_answer_under_way_is_given_before_the_front_closes(world: World, pictures: Pictures) -> None:
    bot = GatedBot()
    async with LoopbackSlack() as slack:
        running = asyncio.create_task(front_of(bot, pictures, world.database, world.clock, slack).run())
        await slack.connected()
        await slack.say("!slow")
        await bot.begun.wait()
        running.cancel()
        await asyncio.sleep(0)
        bot.gate.set()
        with suppress(asyncio.CancelledError):
            await running
        assert [one.words for one in slack.shown] == ["After !slow"]
