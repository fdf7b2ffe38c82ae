"""A hundred members of two servers talk at once: each gets their own answers, and keeps what they said."""

import random
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.chat.words_of_verdicts import nothing_to_undo
from bot.movies.posters.pictures import Pictures
from tests.fronts.discord.room import Room, films_of, open_room, text_of
from tests.world import FILMS, World

_LINES_EACH = 5
_CHANNELS_EACH = 3
_EVERY_FIFTH = 5
_PATIENCE_S = 120.0
_HEADINGS = {"like": "You like", "dislike": "Not for you", "seen": "Seen"}
_WORDS = {"like": 6, "recommend": 3, "dislike": 1, "seen": 1, "forget": 1, "undo": 1}
_TITLES = {film.movie_id: str(film) for film in FILMS}


@dataclass
class Voice:
    """One member in one server, who says everything in one channel there.

    `told` is their taste as they know it, by film id; `before` is what it was before each of their changes.
    """

    env: Env
    actor: MemberActor
    channel: ChannelHandle
    told: dict[int, str] = field(default_factory=dict)
    before: list[dict[int, str]] = field(default_factory=list)

    def next_line(self, chance: random.Random) -> "Said":
        """Says what comes to mind."""
        (word,) = chance.choices(list(_WORDS), list(_WORDS.values()))
        if word == "recommend":
            heading = f"for {self.actor.name}" if "like" in self.told.values() else "well-known films"
            return self.say(word, heading, judged=[_TITLES[film] for film in self.told])
        if word == "undo":
            return self.say(word, self._take_back())
        film = chance.choice(list(_TITLES))
        self._change(film, None if word == "forget" else word)
        return self.say(f"{word} #{film}", _TITLES[film])

    def say(self, line: str, *expected: str, judged: Sequence[str] = ()) -> "Said":
        """Says the line, and does not wait for the answer."""
        message = self.env.backend.create_message(self.channel.id, self.actor.id, f"!{line}")
        return Said(message.id, self.channel.id, expected, judged)

    def taste(self) -> set[str]:
        """What `taste` must tell."""
        films = {word: sorted(film for film, said in self.told.items() if said == word) for word in _HEADINGS}
        return {
            f"{_HEADINGS[word]} ({len(named)}): {', '.join(_TITLES[film] for film in named)}"
            for word, named in films.items()
            if named
        }

    def _take_back(self) -> str:
        """The film that the latest change was about; what is said where there is none."""
        if not self.before:
            return nothing_to_undo()
        told, self.told = self.told, self.before.pop()
        (film,) = (film for film in _TITLES if told.get(film) != self.told.get(film))
        return _TITLES[film]

    def _change(self, film: int, word: str | None) -> None:
        if self.told.get(film) == word:
            return
        self.before.append(self.told)
        self.told = {**self.told, film: word} if word else {one: said for one, said in self.told.items() if one != film}


@dataclass(frozen=True)
class Said:
    """A line, and where; `expected` are words of its answer, `judged` are films that must not be in it."""

    message_id: int
    channel_id: int
    expected: Sequence[str]
    judged: Sequence[str]


@pytest.fixture
async def crowded(world: World, pictures: Pictures) -> AsyncIterator[Room]:
    """A server that has time for many."""
    async with open_room(world.bot, pictures, settle_timeout=_PATIENCE_S) as opened:
        yield opened


@pytest.mark.parametrize("members", [10, pytest.param(100, marks=pytest.mark.long)])
async def test_many_members_at_once_are_each_answered_where_they_spoke_and_keep_what_they_said(
    members: int, crowded: Room
) -> None:
    voices, chance = _voices(crowded, members), random.Random(6)
    await crowded.env.settle()
    said: list[Said] = []
    for _ in range(_LINES_EACH):
        said += [voice.next_line(chance) for voice in chance.sample(voices, len(voices))]
        await crowded.env.settle()
    answers = _answers(voices)
    assert answers.keys() == {one.message_id for one in said}
    for one in said:
        answer = answers[one.message_id]
        assert answer.channel.id == one.channel_id
        assert all(words in text_of(answer) for words in one.expected), (one, text_of(answer))
        assert not set(films_of(answer)) & set(one.judged)

    asked = {voice.say("taste").message_id: voice for voice in voices}
    await crowded.env.settle()
    answers = _answers(voices)
    for message_id, voice in asked.items():
        lines = set(text_of(answers[message_id]).splitlines())
        assert voice.taste() == {line for line in lines if line.startswith(tuple(_HEADINGS.values()))}


def _voices(room: Room, members: int) -> list[Voice]:
    """The members in turn in each of two servers; every fifth is in both, and says other things there."""
    guilds = (room.guild, room.env.create_guild("Cinema"))
    channels = [[guild.create_text_channel(f"talk-{number}") for number in range(_CHANNELS_EACH)] for guild in guilds]
    voices = []
    for number in range(members):
        user = room.env.create_user(f"member{number}")
        for place in (0, 1) if number % _EVERY_FIFTH == 0 else (number % 2,):
            actor = guilds[place].add_member(user)
            voices.append(Voice(room.env, actor, channels[place][number % _CHANNELS_EACH]))
    return voices


def _answers(voices: Sequence[Voice]) -> Mapping[int, discord.Message]:
    """The answers in all channels, by the id of the line that each refers to; fails where a line has several."""
    channels = {voice.channel.id: voice.channel for voice in voices}
    found = [
        (one.reference.message_id, one) for channel in channels.values() for one in channel.history() if one.reference
    ]
    assert len(found) == len({message_id for message_id, _ in found})
    return {message_id: answer for message_id, answer in found if message_id is not None}
