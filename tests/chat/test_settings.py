"""Settings of spaces as they are kept and read, time zones by name, and waits between commands."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.chat.cooldowns import Cooldowns
from bot.chat.sender import Channel
from bot.chat.space_settings import Planners, SettingsStore, SpaceSettings
from bot.chat.space_settings.zones import nearest_zones, zones_called
from bot.database import Database, open_database, sqlite_url
from bot.recommend.scoring import Mood
from bot.taste.store import Member
from tests.world import NOW

ALICE, BOB = Member("discord", "1", "alice"), Member("discord", "1", "bob")
EVERYTHING_CHANGED = SpaceSettings(
    prefix="rm!",
    channels=(Channel("7", "films"), Channel("8", "chat")),
    zone="Asia/Tokyo",
    mood=Mood.ADVENTUROUS,
    hidden_genres=("Horror", "Film-Noir"),
    adult=True,
    cooldowns=(("recommend", 30), ("more", 5)),
    off=("match",),
    planning=Planners.MANAGERS,
)


class Seconds:
    """A clock of seconds that moves when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def test_a_space_that_has_changed_nothing_is_as_shipped(database: Database) -> None:
    assert await SettingsStore(database).of("discord", "1") == SpaceSettings()


async def test_every_setting_is_kept_for_its_space_alone(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "kept.db")
    database = await open_database(url)
    await SettingsStore(database).change("discord", "1", lambda _: EVERYTHING_CHANGED)
    await database.close()
    database = await open_database(url)
    try:
        again = SettingsStore(database)
        assert await again.of("discord", "1") == EVERYTHING_CHANGED
        assert await again.of("discord", "2") == await again.of("slack", "1") == SpaceSettings()
    finally:
        await database.close()


async def test_ones_own_changes_show_at_once_and_another_processs_within_a_minute(database: Database) -> None:
    seconds = Seconds()
    ours, theirs = SettingsStore(database, seconds), SettingsStore(database, seconds)
    assert (await ours.of("discord", "1")).prefix == "!"
    await theirs.change("discord", "1", lambda settings: replace(settings, prefix="?"))
    assert (await theirs.of("discord", "1")).prefix == "?"
    seconds.now += 59
    assert (await ours.of("discord", "1")).prefix == "!"
    seconds.now += 1
    assert (await ours.of("discord", "1")).prefix == "?"


async def test_a_change_is_made_to_what_another_process_has_left(database: Database) -> None:
    ours, theirs = SettingsStore(database), SettingsStore(database)
    await ours.of("discord", "1")
    await theirs.change("discord", "1", lambda settings: replace(settings, prefix="?"))
    changed = await ours.change("discord", "1", lambda settings: replace(settings, adult=True))
    assert changed == SpaceSettings(prefix="?", adult=True)


async def test_changes_made_at_the_same_moment_all_count(database: Database) -> None:
    stores = [SettingsStore(database) for _ in range(3)]
    names = [f"command{number}" for number in range(12)]

    async def switch_off(store: SettingsStore, name: str) -> None:
        await store.change("discord", "1", lambda settings: replace(settings, off=(*settings.off, name)))

    await asyncio.gather(*(switch_off(stores[number % 3], name) for number, name in enumerate(names)))
    assert sorted((await SettingsStore(database).of("discord", "1")).off) == sorted(names)


async def test_a_change_that_raises_changes_nothing(database: Database) -> None:
    store = SettingsStore(database)

    def refuse(settings: SpaceSettings) -> SpaceSettings:
        raise ValueError(settings.prefix)

    with pytest.raises(ValueError, match="!"):
        await store.change("discord", "1", refuse)
    assert await store.of("discord", "1") == SpaceSettings()


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("new_york", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("  america / new york ", "America/New_York"),
        ("utc", "UTC"),
        ("CET", "CET"),
        ("Japan", "Japan"),
        ("louisville", "America/Louisville"),
    ],
)
def test_a_zone_is_found_as_people_write_it(words: str, zone: str) -> None:
    assert list(zones_called(words)) == [zone]
    assert ZoneInfo(zone)


@pytest.mark.parametrize(
    ("words", "zone"), [("Berln", "Europe/Berlin"), ("NewYork", "America/New_York"), ("angeles", "America/Los_Angeles")]
)
def test_a_zone_misspelled_is_among_the_nearest(words: str, zone: str) -> None:
    assert not zones_called(words)
    assert zone in nearest_zones(words)


@pytest.mark.parametrize("words", ["", " ", "/", "Factory", "localtime", "🍿", "xyzzyplugh"])
def test_no_zone_is_made_up(words: str) -> None:
    assert not zones_called(words)
    assert all(ZoneInfo(zone) for zone in nearest_zones(words))


def test_a_member_waits_for_their_own_command_and_no_longer_than_said() -> None:
    cooldowns = Cooldowns()
    assert cooldowns.allows(ALICE, "recommend", 30, NOW) == 0
    assert cooldowns.allows(ALICE, "recommend", 30, NOW) == 30
    assert cooldowns.allows(ALICE, "recommend", 30, NOW + timedelta(seconds=29.5)) == 1
    assert cooldowns.allows(BOB, "recommend", 30, NOW) == 0
    assert cooldowns.allows(ALICE, "more", 30, NOW) == 0
    assert cooldowns.allows(ALICE, "recommend", 30, NOW + timedelta(seconds=30)) == 0


def test_asking_too_soon_does_not_make_the_wait_longer() -> None:
    cooldowns = Cooldowns()
    cooldowns.allows(ALICE, "recommend", 30, NOW)
    for second in range(1, 30):
        assert cooldowns.allows(ALICE, "recommend", 30, NOW + timedelta(seconds=second)) == 30 - second
    assert cooldowns.allows(ALICE, "recommend", 30, NOW + timedelta(seconds=30)) == 0


def test_without_a_wait_nobody_waits_and_a_clock_set_back_locks_nobody_out() -> None:
    cooldowns = Cooldowns()
    assert [cooldowns.allows(ALICE, "recommend", 0, NOW) for _ in range(3)] == [0, 0, 0]
    cooldowns.allows(ALICE, "recommend", 30, NOW)
    assert cooldowns.allows(ALICE, "recommend", 30, NOW - timedelta(days=1)) == 0


def test_of_very_many_waits_the_newest_are_kept() -> None:
    cooldowns = Cooldowns()
    cooldowns.allows(ALICE, "recommend", 30, NOW)
    for number in range(9_999):
        cooldowns.allows(Member("discord", "1", f"{number}"), "recommend", 30, NOW)
    assert cooldowns.allows(ALICE, "recommend", 30, NOW) == 30
    cooldowns.allows(BOB, "recommend", 30, NOW)
    assert cooldowns.allows(ALICE, "recommend", 30, NOW) == 0
    assert cooldowns.allows(BOB, "recommend", 30, NOW) == 30
