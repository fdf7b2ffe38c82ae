"""Every button and every menu that the bot shows does what it says, and keeps to Discord's limits."""

import shutil
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import discord
from simcord.actors import MemberActor
from simcord.results import ResponseMessage

from bot.chat.grammar import parse
from bot.movies.movie import Movie
from bot.movies.posters.pictures import Pictures
from tests.fronts.discord.room import (
    Room,
    Shown,
    answer_of,
    check_limits,
    choice_of,
    client_of,
    films_of,
    labels_of,
    menu_of,
    message_of,
    open_room,
    text_of,
)
from tests.world import FILMS, dataset, open_world

LINES = (
    "like Matrix; Alien (1979)",
    "dislike Titanic",
    "like Twins",
    "lik Toy Story",
    "fnord",
    "Spirited Away",
    "recommend 2",
    "recommend 8",
    "later Notting Hill",
    "later",
    "taste",
    "taste share on",
    "match nobody",
    "settings",
    "privacy",
    "forgetme",
    "would I like Aliens",
    "mood",
    "why",
    "help",
    "night saturday 8",
    "night saturday 8pm",
    "night saturday 9pm",
    "suggest Toy Story",
    "picks",
    "cancel",
)


def _pressable(shown: Shown) -> Iterator[tuple[str, bool, str]]:
    """Each button and choice: what it says, whether it is in a menu, and what kind of thing it is."""
    for row in message_of(shown).components:
        for item in row.children if isinstance(row, discord.ActionRow) else ():
            if isinstance(item, discord.Button):
                yield item.custom_id or "", False, _kind(item.custom_id or "", item.label or "")
            elif isinstance(item, discord.SelectMenu):
                yield from ((option.value, True, _kind(option.value, option.label)) for option in item.options)


def _kind(token: str, label: str) -> str:
    words = [] if token.startswith(("forget #", "drop #")) else label.lstrip("0123456789 ").split()
    return f"{type(parse(token)).__name__} {''.join(words[:1])}"


async def _press(who: MemberActor, shown: Shown, token: str, in_menu: bool) -> list[Shown]:
    result = await (who.select(shown, [token]) if in_menu else who.click(shown, custom_id=token))
    return [one for one in (result.response, *result.followups) if one is not None]


async def test_every_button_and_choice_is_answered(room: Room) -> None:
    dora = room.who_manages()
    seen: set[str] = set()
    waiting: deque[tuple[Shown, str, bool]] = deque()

    def note(shown: Shown) -> None:
        check_limits(message_of(shown))
        for token, in_menu, kind in _pressable(shown):
            if kind not in seen:
                seen.add(kind)
                waiting.append((shown, token, in_menu))

    for line in LINES:
        for shown in await room.hears(f"{room.mention} {line}", dora):
            note(shown)
    while waiting:
        before, token, in_menu = waiting.popleft()
        shown = before if isinstance(before, ResponseMessage) else room.now(before)
        if token not in [one for one, _, _ in _pressable(shown)]:
            continue  # an earlier press has changed the list
        answers = await _press(dora, shown, token, in_menu)
        assert answers, f"nothing came of {token!r}"
        for answer in answers:
            assert "Something went wrong" not in text_of(answer), token
            assert "no longer works" not in text_of(answer), token
            note(answer)
        if not isinstance(before, ResponseMessage):
            note(room.now(before))
    assert {kind.split()[0] for kind in seen} >= {
        "Judge", "Instead", "Undo", "Recommend", "More", "Remood", "Why", "Forget", "ShareTaste", "Later",
        "ShowLater", "DropLater", "PickLater", "MyData", "ForgetMe", "ShowSettings", "ChangeSetting", "Help",
        "PlanNight", "ShowNight", "Attend", "GetCalendar", "MakePicks", "Veto", "OpenVote", "Approve", "CloseVote",
        "CancelNight",
    }  # fmt: skip


async def test_the_mood_switch_changes_the_list_in_place(room: Room) -> None:
    await room.says("!like Matrix; Alien (1979)")
    listed = await room.says("!recommend 3")
    note = answer_of(await room.alice.click(listed, label="Adventurous"))
    assert note.ephemeral
    assert {"Familiar", "Balanced"} <= {label for row in labels_of(room.now(listed)) for label in row}
    assert len(films_of(room.now(listed))) == 3


async def test_a_film_left_out_of_the_taste_no_longer_speaks_for_others(room: Room) -> None:
    await room.says("!like Matrix; Titanic")
    listed = await room.says("!recommend")
    assert "Titanic" in text_of(listed)
    place = next(n for n, embed in enumerate(listed.embeds, 1) if "love of Titanic" in (embed.description or ""))
    reasons = answer_of(await room.alice.click(listed, label=f"{place} Why"))
    assert reasons.ephemeral
    note = answer_of(await room.alice.click(reasons, label="Leave Titanic out of my taste"))
    assert "stays among your likes" in text_of(note)
    assert "love of Titanic" not in text_of(await room.says("!recommend"))


async def test_a_private_list_is_shared_with_everybody(room: Room) -> None:
    await room.says("!like Matrix; Alien (1979)")
    private = answer_of(await room.slash("recommend", count=3, private=True))
    assert private.ephemeral
    shared = answer_of(await room.alice.click(private, label="Share"))
    assert not shared.ephemeral
    assert films_of(shared) == films_of(private)
    assert films_of(room.channel.history(viewer=room.bob)[-1]) == films_of(private)


async def test_a_film_is_taken_out_of_the_taste_from_the_menu(room: Room) -> None:
    await room.says("!like Matrix; Alien (1979)")
    shown = answer_of(await room.slash("taste show"))
    assert all(one.description for one in shown.attachments)
    note = answer_of(await room.alice.select(shown, [choice_of(shown, "The Matrix (1999)")]))
    assert "forgotten what you said of The Matrix" in text_of(note)
    assert [option.label for option in menu_of(await room.says("!taste")).options] == ["Alien (1979)"]


async def test_buttons_outlive_ten_restarts_and_a_change_of_the_data_set(tmp_path: Path, pictures: Pictures) -> None:
    former, present = tmp_path / "former", tmp_path / "present"
    async with open_world(former) as world, open_room(world.bot, pictures) as room:
        await room.says("!like Matrix; Alien (1979)")
        listed = await room.says("!recommend 3")
        gone, kept = films_of(listed)[0], films_of(listed)[1]
        present.mkdir()
        for file in former.glob("reelmates.db*"):
            shutil.copy(file, present)
        films = [movie for movie in FILMS if str(movie) != gone]
        fewer = dataset((*films, Movie(9001, "A Newcomer", 2020, ("Horror",))), _ratings(films))
        async with open_world(present, fewer) as later:
            for _ in range(10):
                await room.env.restart_bot(client_of(later.bot, pictures))
            note = answer_of(await room.alice.click(listed, label="1 👍"))
            assert note.ephemeral
            assert "I don't know that film" in text_of(note)
            assert gone not in films_of(room.now(listed))
            place = films_of(room.now(listed)).index(kept) + 1
            note = answer_of(await room.alice.click(room.now(listed), label=f"{place} 👍"))
            assert f"You like {kept}" in text_of(note)
            assert kept not in films_of(room.now(listed))
            await room.env.settle()


def _ratings(films: list[Movie]) -> dict[int, dict[int, float]]:
    stars = {movie.movie_id: 4.5 for movie in films}
    return {1: stars, 2: {**stars, 9001: 4.0}, 3: {9001: 4.0}}
