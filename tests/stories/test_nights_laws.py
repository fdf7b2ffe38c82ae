"""Whatever members say and press, in any order: one winner, never a film that left, counts that add up, no way back."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.commands import Command
from bot.chat.night_commands import Approve, CloseVote, MakePicks, Veto
from bot.chat.reply import Reply
from bot.chat.sender import Channel
from bot.nights.night import MovieNight, Room, Stage
from bot.nights.poll import Result
from bot.nights.store import NightStore
from tests.lounge import TASTES, Lounge, open_lounge
from tests.world import FILMS, HOME, ids_of

MEMBERS = (*TASTES, "dave")
PLACES = st.integers(1, 6)
FILM_IDS = st.sampled_from([movie.movie_id for movie in FILMS])
LINES = st.one_of(
    st.sampled_from(["in", "in", "maybe", "out", "picks", "veto", "vote", "vote open quorum 3", "close"]),
    *[PLACES.map("vote {}".format)] * 3,
    PLACES.map("veto {}".format),
    PLACES.map("strike {}".format),
    PLACES.map("withdraw {}".format),
    FILM_IDS.map("suggest #{}".format),
)
PRESSES = st.one_of(
    FILM_IDS.map(lambda movie_id: Approve(f"#{movie_id}")),
    FILM_IDS.map(lambda movie_id: Veto(f"#{movie_id}")),
    st.just(MakePicks()),
    st.just(CloseVote()),
)
DEEDS = st.tuples(st.sampled_from(MEMBERS), st.one_of(LINES, LINES, PRESSES))
_OFF_THE_LIST = re.compile(r"^(?P<film>.+? \(\d{4}\)) is off the list")
_VOTES = re.compile(r"^\d+\. .*: (?:(?P<one>one vote)|(?P<count>\d+) votes|no votes)$", re.MULTILINE)
_BALLOT = re.compile(r"\(\d{4}\)")


@dataclass
class Evening:
    """A night in a channel of its own, what has left its list, and what won."""

    lounge: Lounge
    gone: set[str] = field(default_factory=set)
    result: Result | None = None

    async def night(self) -> MovieNight:
        """The night as it is kept."""
        night = await NightStore(self.lounge.world.database).open_in(Room("test", HOME.key, self.lounge.channel.key))
        assert night is not None
        return night

    async def do(self, name: str, deed: str | Command) -> None:
        """A member says something, or presses a button of some card or other."""
        if isinstance(deed, str):
            reply = await self.lounge.say(deed, name)
        else:
            reply = await self.lounge.press(replace(deed, night_id=(await self.night()).night_id), name)
        assert "Something went wrong" not in reply.text
        if left := _OFF_THE_LIST.match(reply.text):
            self.gone.add(left["film"])

    async def card(self) -> Reply:
        """What everybody sees."""
        return await self.lounge.say("night", "erin")

    async def films_on_ballots(self) -> int:
        """All votes, as the members are told their own."""
        told = [(await self.lounge.say("vote", name)).text for name in MEMBERS]
        return sum(
            len(_BALLOT.findall(text.split(" You can change")[0])) for text in told if text.startswith("You vote")
        )

    async def check(self) -> None:
        """What has left is not shown, the counts are those of the ballots, and a result stays as it is."""
        card, night = await self.card(), await self.night()
        assert self.result in (None, night.result)
        self.result = night.result
        shown = [card.text, *(f"{one.movie}" for one in card.cards), *(button.label for button in card.buttons)]
        assert not any(film in text for film in self.gone for text in shown)
        if night.stage is Stage.VOTING and night.are_counts_open:
            counts = [1 if found["one"] else int(found["count"] or 0) for found in _VOTES.finditer(card.text)]
            assert len(counts) == len(night.poll.entrants)
            assert sum(counts) == await self.films_on_ballots()


@pytest.fixture(scope="module")
def lounges(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[asyncio.Runner, Iterator[Lounge]]]:
    """A loop to act in, and one channel after the other in one world."""
    opening = open_lounge(tmp_path_factory.mktemp("laws"))
    with asyncio.Runner() as runner:
        lounge = runner.run(opening.__aenter__())
        try:
            yield runner, (replace(lounge, channel=Channel(f"c{number}", f"c{number}")) for number in count())
        finally:
            runner.run(opening.__aexit__(None, None, None))


@given(
    first=st.lists(DEEDS, max_size=6),
    then=st.lists(DEEDS, min_size=8, max_size=12),
    later=st.lists(DEEDS, max_size=4),
)
@settings(max_examples=12, derandomize=True)
def test_whatever_is_said_and_pressed_one_film_wins_that_nobody_took_off(
    lounges: tuple[asyncio.Runner, Iterator[Lounge]],
    first: list[tuple[str, str | Command]],
    then: list[tuple[str, str | Command]],
    later: list[tuple[str, str | Command]],
) -> None:
    runner, channels = lounges
    runner.run(_evening(next(channels), first, then, later))


async def _evening(
    lounge: Lounge,
    first: list[tuple[str, str | Command]],
    then: list[tuple[str, str | Command]],
    later: list[tuple[str, str | Command]],
) -> None:
    """Deeds before the vote and during it; the host closes it, and members go on."""
    evening = Evening(lounge)
    await lounge.welcome()
    for name, deed in (*first, ("alice", "in"), ("alice", "picks"), ("alice", "vote open counts"), *then):
        await evening.do(name, deed)
        await evening.check()
    await evening.do("alice", "close")
    decided = await evening.card()
    assert len(decided.cards) == 1
    assert str(decided.cards[0].movie) not in evening.gone
    for name, deed in later:
        await evening.do(name, deed)
        await evening.check()
        assert ids_of(await evening.card()) == ids_of(decided)
