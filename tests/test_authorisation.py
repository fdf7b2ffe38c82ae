"""Who may do what to whom: every command, said by everybody but its owner, leaves what is not theirs as it was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from types import UnionType
from typing import get_args

import pytest
from sqlalchemy import select

from bot.chat import commands as of_members
from bot.chat import night_commands as of_nights
from bot.chat.commands import Command
from bot.chat.reply import Reply
from bot.chat.sender import Sender, Space
from bot.database import METADATA
from bot.nights.night import Presence, Tap
from bot.recommend.scoring import Mood
from bot.taste.profile import Verdict
from tests.rooms import at_choice, somebody
from tests.world import ALIEN, HOME, MONONOKE, TITANIC, World

ABROAD = Space("abroad", "Abroad")
MANAGER, HOST = "mia", "alice"
NAMESAKE = "somebody of the same name on another platform"
HERE = {name: somebody(name) for name in (HOST, "bob", "erin", MANAGER)}
ELSEWHERE = {
    "a manager of another space": replace(somebody("zoe", space=ABROAD), manages=True),
    "the host, in another space": somebody(HOST, space=ABROAD),
    NAMESAKE: replace(somebody(HOST), platform="elsewhere", manages=True),
}
HOSTS_ALONE = {
    *(of_nights.MoveNight, of_nights.RethemeNight, of_nights.RelocateNight, of_nights.HandOver, of_nights.BlindDate),
    *(of_nights.StopRepeating, of_nights.CancelNight, of_nights.Strike, of_nights.CloseVote, of_nights.OpenVote),
}
RATINGS = b"Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,Aliens,1986,https://boxd.it/a,5\n"
Row = tuple[object, ...]
Rows = Mapping[str, frozenset[Row]]


@dataclass(frozen=True, slots=True)
class Belongings:
    """What is alice's, by the ids that others could send."""

    list_id: str
    night_id: str
    import_id: str


@pytest.fixture
async def hers(world: World) -> Belongings:
    """A taste, a private list, a list for later, an offered import and a night with films to choose from."""
    alice = HERE[HOST]
    for command in (
        of_members.Judge(Verdict.LIKE, (f"#{ALIEN}",)),
        of_members.Judge(Verdict.DISLIKE, (f"#{TITANIC}",)),
        of_members.Later((f"#{MONONOKE}",)),
    ):
        await world.bot.answer(command, alice)
    listed = await world.bot.answer(of_members.Recommend(3, is_private=True), alice)
    offered = await world.bot.receive("ratings.csv", RATINGS, alice)
    night = await at_choice(world)
    return Belongings(
        next(one.command.list_id for one in _buttons(listed) if isinstance(one.command, of_members.Judge)),
        night.night_id,
        next(one.command.import_id for one in offered.buttons if isinstance(one.command, of_members.ApplyImport)),
    )


def every_command(hers: Belongings) -> list[Command]:
    """One of each kind, about what is alice's wherever it can be; what ends a night or a member comes last."""
    film, night = f"#{ALIEN}", hers.night_id
    return [
        of_members.Judge(Verdict.DISLIKE, (film,), hers.list_id),
        of_members.Instead(ALIEN, Verdict.LIKE, "alien"),
        of_members.Forget(film),
        of_members.Undo(),
        of_members.Recommend(),
        of_members.MoreLike(film),
        of_members.More(hers.list_id),
        of_members.Remood(Mood.FAMILIAR, hers.list_id),
        of_members.ShareList(hers.list_id),
        of_members.Why(film, hers.list_id),
        of_members.WouldLike(film),
        of_members.Later((film,)),
        of_members.ShowLater(),
        of_members.DropLater(f"#{MONONOKE}"),
        of_members.PickLater(),
        of_members.ShowTaste(),
        of_members.ShareTaste(True),
        of_members.Match("@alice"),
        of_members.ShowSettings(),
        of_members.ChangeSetting("prefix", "?"),
        of_members.Export(),
        of_members.MyData(),
        of_members.ShowImporting(),
        of_members.Upload("ratings.csv", RATINGS),
        of_members.ApplyImport(hers.import_id),
        of_members.LeaveImport(hers.import_id),
        of_members.ShowLink(),
        of_members.JoinTaste("AAAAAAAA"),
        of_members.PartTaste(),
        *(of_members.Glance(sight) for sight in of_members.Sight),
        of_members.UseSpace(HOME.key),
        of_members.Speak("de"),
        of_members.ShowPrivacy(),
        of_members.Help(),
        of_members.About(),
        of_members.Unclear("What?", "help"),
        of_members.Unknown("words"),
        of_nights.ShowNight(night),
        of_nights.MoveNight("sunday 9pm", night),
        of_nights.RethemeNight("comedy", night),
        of_nights.RelocateNight("the attic", night),
        of_nights.BlindDate(True, night),
        of_nights.StopRepeating(night),
        of_nights.GetCalendar(night),
        of_nights.Suggest(f"#{MONONOKE}", night),
        of_nights.Withdraw(f"#{MONONOKE}", night),
        of_nights.Strike(film, night),
        of_nights.Veto(film, night),
        of_nights.MakePicks(night),
        of_nights.OpenVote(night_id=night),
        of_nights.Approve(film, night),
        of_nights.CloseVote(night),
        of_nights.TapFilm(Tap.LOVED, night),
        of_nights.UndoShown(night),
        of_nights.ShowFairness(),
        of_nights.ShowNights(),
        of_nights.HandOver("<@bob>", night),
        of_nights.Attend(Presence.OUT, night),
        of_nights.CancelNight(True, night),
        of_nights.PlanNight("saturday 10pm"),
        of_members.ForgetMe(of_members.Reach.HERE),
    ]


def test_no_command_is_left_out() -> None:
    said = {type(command) for command in every_command(Belongings("1", "2", "3"))}
    assert said == set(_kinds(Command))


@pytest.mark.parametrize("who", ELSEWHERE)
async def test_nobody_elsewhere_changes_anything_here(world: World, hers: Belongings, who: str) -> None:
    before = await _rows_of(world, HERE[HOST])
    for command in every_command(hers):
        await world.bot.answer(command, ELSEWHERE[who])
        assert await _rows_of(world, HERE[HOST]) == before, command


async def test_forgetting_everywhere_ends_at_the_platform(world: World, hers: Belongings) -> None:
    before = await _rows_of(world, HERE[HOST])
    await world.bot.answer(of_members.ForgetMe(of_members.Reach.EVERYWHERE), ELSEWHERE[NAMESAKE])
    assert await _rows_of(world, HERE[HOST]) == before
    await world.bot.answer(of_members.ForgetMe(of_members.Reach.EVERYWHERE), ELSEWHERE["the host, in another space"])
    assert not _told_by(await _rows_of(world, HERE[HOST]))["verdicts"]


@pytest.mark.parametrize("who", ["bob", "erin", MANAGER])
async def test_nobody_changes_what_another_member_has_told(world: World, hers: Belongings, who: str) -> None:
    before = _told_by(await _rows_of(world, HERE[HOST]))
    for command in every_command(hers):
        await world.bot.answer(command, HERE[who])
        assert _told_by(await _rows_of(world, HERE[HOST])) == before, command


@pytest.mark.parametrize("who", ["bob", "erin"])
async def test_a_night_is_led_by_its_host_alone(world: World, hers: Belongings, who: str) -> None:
    before = await _night_of(world)
    led = [command for command in every_command(hers) if type(command) in HOSTS_ALONE]
    assert {type(command) for command in led} == HOSTS_ALONE
    for command in led:
        refused = await world.bot.answer(command, HERE[who])
        assert refused.private
        assert await _night_of(world) == before, command


@pytest.mark.parametrize("who", [HOST, MANAGER])
async def test_the_host_and_whoever_manages_the_space_can_do_what_others_cannot(
    world: World, hers: Belongings, who: str
) -> None:
    for command in every_command(hers):
        if type(command) in HOSTS_ALONE - {of_nights.StopRepeating}:  # this night does not repeat
            before = await _night_of(world)
            await world.bot.answer(command, HERE[who])
            assert await _night_of(world) != before, command
            if isinstance(command, of_nights.HandOver):
                await world.bot.answer(replace(command, member=f"<@{HOST}>"), HERE["bob"])


@pytest.mark.parametrize("who", [HOST, "bob", "erin"])
async def test_settings_are_for_those_who_manage_the_space(world: World, who: str) -> None:
    refused = await world.bot.answer(of_members.ChangeSetting("prefix", "?"), HERE[who])
    assert refused.private
    assert await world.bot.prefix_in("test", HOME) == "!"
    await world.bot.answer(of_members.ChangeSetting("prefix", "?"), HERE[MANAGER])
    assert await world.bot.prefix_in("test", HOME) == "?"


@pytest.mark.parametrize("who", ["bob", "erin", MANAGER, *ELSEWHERE])
async def test_nobody_is_shown_what_another_member_has_told(world: World, hers: Belongings, who: str) -> None:
    sender = {**HERE, **ELSEWHERE}[who]
    for command in (
        of_members.ShowTaste(),
        of_members.ShowLater(),
        of_members.Export(),
        of_members.MyData(),
        of_members.More(hers.list_id),
        of_members.Remood(Mood.FAMILIAR, hers.list_id),
        of_members.ShareList(hers.list_id),
        of_members.Match("@alice"),
        of_members.ApplyImport(hers.import_id),
    ):
        reply = await world.bot.answer(command, sender)
        shown = "\n".join([reply.text, *(str(card.movie) for card in reply.cards), *map(str, reply.files)])
        assert not any(title in shown for title in ("Alien", "Titanic", "Mononoke")), command


def _kinds(union: object) -> Iterator[object]:
    parts = get_args(union) if isinstance(union, UnionType) else ()
    return chain.from_iterable(_kinds(part) for part in parts) if parts else iter([union])


def _buttons(reply: Reply) -> list[of_members.Command]:
    return [*reply.buttons, *(button for card in reply.cards for button in card.buttons)]


async def _rows_of(world: World, sender: Sender) -> Rows:
    """Everything kept of the sender's space, the settings and nights in it, and of the sender there, by table."""
    assert sender.space is not None
    place, own = (sender.platform, sender.space.key), (sender.platform, sender.space.key, sender.member)
    found: dict[str, frozenset[Row]] = {}
    async with world.database.reading() as connection:
        everything = {
            table.name: (await connection.execute(select(table))).mappings().all() for table in METADATA.sorted_tables
        }
    member_ids = {
        row["member_id"] for row in everything["members"] if (row["platform"], row["space"], row["member"]) == own
    }
    for name, rows in everything.items():
        found[name] = frozenset(
            tuple(map(str, row.values()))
            for row in rows
            if row.get("member_id") in member_ids
            or ("member_id" not in row and (row.get("platform"), row.get("space")) == place)
        )
    return found


async def _night_of(world: World) -> Rows:
    rows = await _rows_of(world, HERE[HOST])
    return {name: rows[name] for name in ("nights", "night_members")}


def _told_by(rows: Rows) -> Rows:
    """What the member has told: rows that name nobody else."""
    tables = {"verdicts", "changes", "later_films", "shown_lists", "pending_imports", "shared_tastes", "joined_members"}
    return {name: found for name, found in rows.items() if name in tables}
