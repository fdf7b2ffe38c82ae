"""Movie nights in a real browser: an evening of three members in three tabs, and what only some may see."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from bot.fronts.web import WebFront
from tests.fronts.web.browsing import PHONE, Browsing
from tests.fronts.web.page.acting import ask, is_within_its_width, say, serious_findings
from tests.world import World

pytestmark = pytest.mark.asyncio(loop_scope="package")

IN_LONDON = {"timezone_id": "Europe/London", "locale": "en-GB"}
IN_NEW_YORK = {"timezone_id": "America/New_York", "locale": "en-US"}
LOOKS_ELSEWHERE = """() => {
    Object.defineProperty(document, "hidden", { get: () => window.looksElsewhere, configurable: true });
    window.looksElsewhere = true;
}"""
LOOKS_AGAIN = "() => { window.looksElsewhere = false; document.dispatchEvent(new Event('visibilitychange')); }"


def card(page: Page) -> Locator:
    """The night's card that counts."""
    return page.locator(".is-night:not(.is-older, .is-private)")


def row(page: Page, label: str) -> Locator:
    """The names in one row of the card."""
    return card(page).locator(".night-row").filter(has_text=re.compile(f"^{label}")).locator(".person")


async def press(page: Page, label: str) -> None:
    await card(page).get_by_role("button", name=label, exact=True).click()


async def plan(page: Page, world: World, line: str = "!night tomorrow 8pm; ; voice lounge") -> Locator:
    """A night as planned by this page's member, whose clock goes with the world's."""
    await page.clock.set_fixed_time(world.clock())
    await say(page, line)
    await expect(card(page)).to_be_visible()
    return card(page)


async def test_an_evening_of_three_from_the_plan_to_the_morning_after(
    browsing: Browsing, front: WebFront, world: World
) -> None:
    you = await browsing.open(front.address, "you")
    alice = await browsing.open(front.address, "alice")
    bob = await browsing.open(front.address, "bob")
    everybody = (you, alice, bob)
    for page, films in ((you, "Alien; The Matrix"), (alice, "Titanic; Amelie"), (bob, "Spirited Away")):
        await page.clock.set_fixed_time(world.clock())
        await say(page, f"!like {films}")

    await plan(you, world)
    await press(alice, "I'm in")
    await press(bob, "Maybe")
    for page in everybody:
        await expect(row(page, "In")).to_have_text(["you", "alice"])
        await expect(row(page, "Maybe")).to_have_text(["bob"])
    await press(bob, "I'm in")
    await expect(row(you, "In")).to_have_text(["you", "alice", "bob"])

    await press(you, "Picks")
    for page in everybody:
        await expect(card(page).locator(".card")).to_have_count(5)
    vetoed = await card(you).locator(".card-title").first.text_content() or ""

    await press(bob, "Secret veto")
    question = bob.locator(".post.is-private").last
    await question.get_by_role("combobox").select_option(vetoed)
    await question.get_by_role("button", name="OK").click()
    await expect(bob.locator(".note").last).to_contain_text("that was your veto")
    for page in (you, alice):
        await expect(card(page)).to_contain_text(f"{vetoed} has left the list.")
        await expect(card(page).locator(".answers")).to_have_count(0)
        await expect(page.locator("body")).not_to_contain_text(re.compile("your veto|shall leave", re.IGNORECASE))
    seen_by_you, seen_by_alice = [await card(page).locator(".post-content").inner_text() for page in (you, alice)]
    assert seen_by_you == seen_by_alice

    await press(you, "Open the vote")
    for page in everybody:
        await expect(card(page).locator(".choice")).to_have_count(5)
    wanted = card(alice).locator(".choice").nth(1)
    winner = (await wanted.locator("span").first.inner_text()).partition(" ")[2]
    await wanted.click()
    ballot = alice.locator(".is-night.is-private")
    await ballot.locator(".choice").nth(2).click()
    await expect(ballot.locator("[aria-pressed=true]")).to_have_count(2)
    await ballot.locator(".choice").nth(2).click()
    await expect(ballot.locator("[aria-pressed=true]")).to_contain_text([winner])
    await card(bob).locator(".choice").nth(1).click()
    for page in everybody:
        await expect(card(page)).to_contain_text(re.compile(r"\b2 .*voted"))
        await expect(card(page).locator("[aria-pressed]")).to_have_count(0)
    await expect(you.locator("#log")).not_to_contain_text("You vote for")

    await press(you, "Close the vote")
    for page in everybody:
        await expect(card(page).locator(".card-title")).to_have_text([winner])
    await world.bot.announcer.tick()
    for page in everybody:
        await expect(card(page)).to_contain_text("The film is chosen.")
        await expect(card(page).locator(".card-title")).to_have_text([winner])

    world.clock.advance(hours=26)
    await world.bot.announcer.tick()
    for page in everybody:
        await expect(card(page)).to_contain_text(f"It begins! We watch {winner}.")
    world.clock.advance(hours=2, minutes=31)
    await world.bot.announcer.tick()
    for page, label in ((you, "Loved it"), (alice, "Not for me"), (bob, "Fine")):
        await press(page, label)
        await expect(page.locator(".note").last).to_contain_text("Thank you")
    await expect(you.locator("body")).not_to_contain_text("is not for you")
    await expect(alice.locator("body")).not_to_contain_text("among your likes")

    world.clock.advance(hours=12)
    await world.bot.announcer.tick()
    for page in everybody:
        await expect(page.locator(".post").last).to_contain_text("you, alice and bob")
        await expect(page.locator(".is-night:not(.is-older)")).to_have_count(1)


@pytest.mark.long
async def test_everybody_reads_a_time_by_their_own_clock(browsing: Browsing, front: WebFront, world: World) -> None:
    alice = await browsing.open(front.address, "alice", **IN_LONDON)
    bob = await browsing.open(front.address, "bob", **IN_NEW_YORK)
    await bob.clock.set_fixed_time(world.clock())
    shown = (await plan(alice, world)).locator(".appointment")
    await expect(shown).to_contain_text("20:00")
    await expect(shown).to_contain_text("Saturday 28 November (tomorrow)")
    await expect(shown).to_have_attribute("title", "Saturday, 28 November 2026, 20:00 (UTC)")
    await expect(shown).to_have_attribute("datetime", "2026-11-28T20:00:00.000Z")
    await expect(card(bob).locator(".appointment")).to_contain_text("3:00 pm")
    await expect(bob.get_by_role("button", name="Movie night: Sat 28 Nov, 3:00 pm (tomorrow)")).to_be_visible()


async def test_those_who_are_in_are_called_even_while_they_look_elsewhere(
    browsing: Browsing, front: WebFront, world: World
) -> None:
    alice = await browsing.open(front.address, "alice")
    bob = await browsing.open(front.address, "bob")
    await plan(alice, world)
    for page in (alice, bob):
        await page.evaluate(LOOKS_ELSEWHERE)
    world.clock.advance(hours=25, minutes=30)
    while await world.bot.announcer.tick():
        pass
    await expect(alice.locator(".is-calling .person.is-called")).to_have_text(["alice"])
    await expect(alice).to_have_title("(1) Reelmates")
    await expect(bob.locator(".person.is-called")).to_have_text(["alice"])
    await expect(bob.locator(".is-calling")).to_have_count(0)
    await expect(bob).to_have_title("Reelmates")
    await alice.evaluate(LOOKS_AGAIN)
    await expect(alice).to_have_title("Reelmates")


@pytest.mark.long
async def test_of_a_nights_cards_the_newest_can_be_pressed(browsing: Browsing, front: WebFront, world: World) -> None:
    page = await browsing.open(front.address)
    older = await plan(page, world)
    post_id = await older.get_attribute("data-post")
    await ask(page, "!night")
    await expect(page.locator(f'[data-post="{post_id}"]')).to_have_class(re.compile("is-older"))
    await expect(page.get_by_role("button", name="I'm in")).to_have_count(1)


@pytest.mark.long
async def test_the_night_comes_as_a_file_for_the_calendar(
    browsing: Browsing, front: WebFront, world: World, tmp_path: Path
) -> None:
    page = await browsing.open(front.address)
    await plan(page, world)
    await press(page, "Calendar")
    answer = page.locator(".post.is-private").last
    async with page.expect_download() as arriving:
        await answer.get_by_role("link").click()
    file = await arriving.value
    assert file.suggested_filename.endswith(".ics")
    await file.save_as(tmp_path / "night.ics")
    assert "DTSTART:20261128T200000Z" in (tmp_path / "night.ics").read_text("utf-8")


@pytest.mark.long
@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_a_night_is_within_the_width_of_a_phone_and_readable_to_all(
    browsing: Browsing, front: WebFront, world: World, colours: str
) -> None:
    page = await browsing.open(front.address, **PHONE, color_scheme=colours)
    await say(page, "!like Alien; The Matrix")
    await plan(page, world, f"!night tomorrow 8pm; {'a theme of many words ' * 2}; {'W' * 90}")
    for line, shown in (("!picks", card(page).locator(".card")), ("!vote open", card(page).locator(".choice"))):
        await say(page, line)
        await expect(shown.first).to_be_visible()
        assert await is_within_its_width(page)
        assert not await serious_findings(page)
