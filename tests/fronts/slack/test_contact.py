"""Whether Slack hears us, as the health route tells it."""

from bot.fronts.contact import GRACE_S, Contact
from bot.movies.posters.pictures import Pictures
from tests.fronts.slack.loopback_slack import LoopbackSlack, Refusal
from tests.fronts.slack.office import Office, front_of, running
from tests.world import World

ATTEMPTS = 4


async def test_a_lost_connection_is_told_after_a_minute_and_found_again(world: World, pictures: Pictures) -> None:
    now = [0.0]
    async with LoopbackSlack() as slack:
        front = front_of(world.bot, pictures, world.database, world.clock, slack)
        front.contact = Contact(lambda: now[0])
        assert not (await front.contact.part()).is_ok
        async with running(front, slack):
            await Office(slack).says("!like Matrix")
            assert (await front.contact.part()).is_ok
            slack.refusals["apps.connections.open"] = [Refusal("internal_error")] * ATTEMPTS
            await slack.drop(is_polite=False)
            await slack.until(lambda: not slack.refusals["apps.connections.open"])
            assert (await front.contact.part()).is_ok
            now[0] = GRACE_S
            assert "Slack is lost" in (await front.contact.part()).told
            assert not (await front.contact.part()).is_ok
            await slack.connected(2)
            assert "You like Titanic" in (await Office(slack).says("!like Titanic")).words
