"""Channels of the small world: what members say and press there, and what they read."""

from collections.abc import Sequence

from bot.chat.grammar import LONGEST_TOKEN, parse, spell
from bot.chat.marks import in_plain
from bot.chat.reply import Button, Reply
from bot.chat.sender import Channel, Sender, Space
from bot.nights import rules
from bot.nights.night import Actor, Landing, MovieNight, Room
from bot.nights.poll import Entrant
from bot.nights.store import NightStore
from tests.world import ALIEN, HOME, TITANIC, World

LOUNGE, ATTIC, NOWHERE = Channel("1", "lounge"), Channel("2", "attic"), Channel("", "")


def somebody(name: str, channel: Channel = LOUNGE, space: Space = HOME) -> Sender:
    """A member in a channel of the space; mia is the one who manages it."""
    return Sender("test", name, name, space, channel=channel, manages=name == "mia", manner="!")


async def say(world: World, line: str, name: str = "alice", channel: Channel = LOUNGE) -> Reply:
    """What the member is answered in the channel."""
    return await world.bot.answer(parse(line), somebody(name, channel))


async def press(world: World, pressed: Button, name: str = "alice", channel: Channel = LOUNGE) -> Reply:
    """What a press is answered, when the button has travelled as its token."""
    token = spell(pressed.command)
    assert len(token) <= LONGEST_TOKEN
    return await world.bot.answer(parse(token), somebody(name, channel))


def told(reply: Reply | None) -> str:
    """The reply's text as it reads in the terminal."""
    assert reply is not None
    return in_plain(reply.text)


def labels(reply: Reply) -> list[str]:
    """What stands on the reply's own buttons."""
    return [one.label for one in reply.buttons]


def file_of(reply: Reply) -> str:
    """The calendar file that came with the reply."""
    (attachment,) = reply.files
    assert (attachment.name, attachment.media_type) == ("movie-night.ics", "text/calendar")
    return attachment.content.decode().replace("\r\n ", "")


async def open_night(world: World, channel: Channel = LOUNGE) -> MovieNight:
    """The open night of the channel as it is kept."""
    night = await NightStore(world.database).open_in(Room("test", HOME.key, channel.key))
    assert night is not None
    return night


async def at_choice(world: World, *suggested: int, picks: Sequence[int] = (ALIEN, TITANIC)) -> MovieNight:
    """A night of alice's with bob and carol in and a list to choose from; bob has suggested some films."""
    await say(world, "night saturday 8pm; horror")
    for name in ("bob", "carol"):
        await say(world, "in", name)
    store, night = NightStore(world.database), await open_night(world)
    entrants = [Entrant(movie_id, 0.9, minutes=117, labels=("most loved", "safest")) for movie_id in picks]

    def listed(one: MovieNight) -> MovieNight:
        one = rules.choose_from(one, entrants)
        for movie_id in suggested:
            one = rules.suggest(one, "bob", Entrant(movie_id, 0.5))
        return one

    return await store.change(night.night_id, listed, world.clock.now)


async def with_winner(world: World, blind: bool = False) -> Reply:
    """The card of such a night after a vote that Alien has won."""
    night, host = await at_choice(world), Actor("alice")

    def decided(one: MovieNight) -> MovieNight:
        one = rules.open_vote(rules.set_blind(one, host, blind), host, world.clock.now)
        one = rules.close_vote(rules.vote(one, "bob", {ALIEN}), host, world.clock.now)
        return rules.expect(one, {"alice": Landing(0.9, 0.8), "bob": Landing(0.5, 0.6)})

    await NightStore(world.database).change(night.night_id, decided, world.clock.now)
    return await say(world, "night")
