"""Installations, and installations that were begun, on either database."""

from bot.database import Database
from bot.fronts.slack.installs import Installs
from bot.fronts.slack.states import States
from tests.world import Clock


async def test_an_installation_is_kept_replaced_sealed_anew_and_removed(database: Database) -> None:
    clock = Clock()
    installs = Installs(database, clock)
    await installs.keep("T1", "Film Club", "U1", "reelmates", "sealed")
    await installs.keep("T2", "Book Club \u2615", "U2", "reelworm", "sealed-too")
    clock.advance(minutes=1, microseconds=5)
    await installs.keep("T1", "Cinema Club", "U1", "reelmates", "sealed-again")
    await installs.reseal("T1", "sealed", "of-before")
    await installs.reseal("T2", "sealed-too", "sealed-anew")
    kept = await installs.all()
    assert [(one.team_name, one.sealed_token) for one in kept] == [
        ("Cinema Club", "sealed-again"),
        ("Book Club \u2615", "sealed-anew"),
    ]
    assert await installs.of("T1") == kept[0]
    assert not await installs.remove("T1", kept[1].installed_at)
    assert await installs.remove("T1", kept[0].installed_at)
    assert await installs.of("T1") is None
    assert not await installs.remove("T1", clock())


async def test_a_state_comes_back_once_and_in_time(database: Database) -> None:
    clock = Clock()
    states = States(database, clock)
    once, late = await states.issue(), await states.issue()
    assert [await states.consume(once), await states.consume(once)] == [True, False]
    clock.advance(minutes=10)
    assert not await states.consume(late)
    assert await states.consume(await states.issue())
