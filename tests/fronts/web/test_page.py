"""The page in a real browser: members type, press and read, on a desk and on a phone."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.async_api import Browser, Locator, Page, expect

from bot.fronts.web import WebFront
from tests.fronts.web.browsing import PHONE, Browsing, become, open_chromium
from tests.fronts.web.serving import KEY, Tab, base_of, serve
from tests.world import World, open_world

pytestmark = pytest.mark.asyncio(loop_scope="module")

A_LINE_OR_TWO_PX = 60


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with open_chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def front(world: World) -> AsyncIterator[WebFront]:
    async with serve(world) as served:
        yield served


@pytest_asyncio.fixture(loop_scope="module")
async def browsing(chromium: Browser, front: WebFront) -> AsyncIterator[Browsing]:
    """Asks for the front so that pages are closed before it is, and have nothing to complain of."""
    pages = Browsing(chromium)
    yield pages
    await pages.close()
    assert pages.asked
    assert not pages.asked_elsewhere
    assert not pages.complaints


async def say(page: Page, line: str) -> None:
    await page.locator("#line").fill(line)
    await page.locator("#line").press("Escape")
    await page.locator("#line").press("Enter")
    await expect(page.locator("#line")).to_have_value("")


async def recommend(page: Page, count: int = 3) -> Locator:
    """The page's newest list of films."""
    await say(page, f"!recommend {count}")
    newest = page.locator(".post:has(.card)").last
    await expect(newest.locator(".card")).to_have_count(count)
    return newest


async def is_within_its_width(page: Page) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


async def serious_findings(page: Page) -> list[str]:
    await page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    found = (await Axe().run(page)).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")]


async def test_a_new_page_offers_three_things_to_try(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    tries = page.get_by_role("list", name="Three things to try").get_by_role("button")
    await expect(tries).to_have_count(3)
    await tries.first.click()
    await expect(page.locator(".post").last).to_contain_text("You like The Matrix (1999), Toy Story (1995) and Amelie")
    await expect(page.get_by_text("What shall we watch?")).to_be_hidden()
    await expect(page.locator("#line")).to_be_focused()


async def test_two_members_see_the_same_films_with_their_posters(browsing: Browsing, front: WebFront) -> None:
    alice = await browsing.open(front.address, "alice")
    bob = await browsing.open(front.address, "bob")
    await say(alice, "!like Titanic")
    shown = await recommend(alice)
    titles = await shown.locator(".card-title").all_text_contents()
    theirs = bob.locator(".post:has(.card)").last
    await expect(theirs.locator(".card-title")).to_have_text(titles)
    await expect(theirs.locator(".answers")).to_contain_text("alice")
    poster = theirs.get_by_role("img", name=f"Poster of {titles[0]}")
    await expect(poster).to_have_js_property("complete", True)
    assert await poster.evaluate("image => image.naturalWidth") > 0
    link = theirs.get_by_role("link", name=titles[0])
    assert re.fullmatch(r"https://www\.imdb\.com/title/tt\d+/", await link.get_attribute("href") or "")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")


async def test_a_private_answer_stays_with_its_member(browsing: Browsing, front: WebFront) -> None:
    alice = await browsing.open(front.address, "alice")
    bob = await browsing.open(front.address, "bob")
    await say(alice, "!taste")
    await expect(alice.locator(".post.is-private")).to_contain_text("Only you can see this")
    await say(alice, "did you see that?")
    await expect(bob.get_by_text("did you see that?")).to_be_visible()
    await expect(bob.locator(".post")).to_have_count(2)


async def test_a_member_can_become_another_in_the_same_tab(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address, "alice")
    await say(page, "!taste")
    await expect(page.locator(".post")).to_have_count(2)
    await become(page, "bob")
    await expect(page.locator(".post")).to_have_count(1)
    await say(page, "hello")
    await expect(page.locator(".post").last.locator(".author")).to_have_text("bob")
    await page.reload()
    await expect(page.get_by_role("radio", name="bob")).to_be_checked()


async def test_titles_are_completed_from_the_keyboard(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    line = page.locator("#line")
    await line.press_sequentially("!like matr")
    options = page.get_by_role("listbox").get_by_role("option")
    await expect(options).to_have_text(["The Matrix (1999)"])
    await line.press("ArrowDown")
    await expect(options.first).to_have_attribute("aria-selected", "true")
    await line.press("Enter")
    await expect(line).to_have_value("!like The Matrix (1999)")
    await line.press_sequentially("; bla")
    await expect(options.first).to_have_text("Blade Runner (1982)")
    await line.press("Tab")
    await expect(line).to_have_value("!like The Matrix (1999); Blade Runner (1982)")
    await line.press("Enter")
    await expect(page.locator(".post").last).to_contain_text("You like The Matrix (1999) and Blade Runner (1982).")


async def test_commands_are_completed_and_escape_puts_the_list_away(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    line = page.locator("#line")
    await line.press_sequentially("!re")
    await expect(page.get_by_role("option")).to_contain_text(["!recommend"])
    await line.press("Escape")
    await expect(page.get_by_role("listbox")).to_be_hidden()
    await line.fill("!un")
    await line.press("Tab")
    await expect(line).to_have_value("!undo")


async def test_a_judged_film_makes_way_in_every_tab(browsing: Browsing, front: WebFront) -> None:
    alice = await browsing.open(front.address, "alice")
    bob = await browsing.open(front.address, "bob")
    await say(alice, "!like Titanic")
    shown = await recommend(alice)
    titles = await shown.locator(".card-title").all_text_contents()
    await shown.get_by_role("button", name=f"Like: {titles[1]}", exact=True).click()
    await expect(alice.get_by_role("status", name="Notes for you")).to_contain_text(f"You like {titles[1]}.")
    for page in (alice, bob):
        cards = page.locator(".post:has(.card)").last.locator(".card-title")
        await expect(cards.nth(1)).not_to_have_text(titles[1])
        await expect(cards.nth(0)).to_have_text(titles[0])
    await expect(bob.locator(".note")).to_have_count(0)
    await alice.get_by_role("button", name="Undo", exact=True).click()
    await expect(alice.locator(".note")).to_contain_text("back to no verdict")


@pytest.mark.parametrize("count", [1, 3])
async def test_pressing_from_the_keyboard_keeps_its_place_in_the_row_and_on_the_page(
    browsing: Browsing, front: WebFront, count: int
) -> None:
    page = await browsing.open(front.address, viewport={"width": 1200, "height": 600})
    await say(page, "!like Titanic")
    shown = await recommend(page, count)
    for line in ("one", "two", "three"):
        await say(page, line)
    last = shown.locator(".card").last.get_by_role("button", name="Seen")
    await last.focus()
    before = await last.get_attribute("aria-label")
    top = "button => button.getBoundingClientRect().top"
    place = await last.evaluate(top)
    await page.keyboard.press("Enter")
    await expect(last).not_to_have_attribute("aria-label", before or "")
    await expect(last).to_be_focused()
    assert abs(await last.evaluate(top) - place) < A_LINE_OR_TWO_PX


async def test_films_that_stay_are_not_drawn_again(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await say(page, "!like Titanic")
    cards = (await recommend(page)).locator(".card")
    await cards.evaluate_all("cards => cards.forEach((card) => { card.dataset.since = 'the start'; })")
    await cards.nth(1).get_by_role("button", name="Seen").click()
    await expect(cards.nth(1)).not_to_have_attribute("data-since", "the start")
    await expect(cards.nth(0)).to_have_attribute("data-since", "the start")
    await expect(cards.nth(2)).to_have_attribute("data-since", "the start")


async def test_why_and_more_answer_below(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await say(page, "!like Titanic")
    shown = await recommend(page, 2)
    titles = await shown.locator(".card-title").all_text_contents()
    await shown.locator(".card").first.get_by_role("button", name="Why").click()
    await expect(page.locator(".post").last).to_contain_text(f"{titles[0]}: I asked your")
    await shown.get_by_role("button", name="More").click()
    fresh = page.locator(".post:has(.card)").last.locator(".card-title")
    await expect(page.locator(".post:has(.card)")).to_have_count(2)
    assert not set(titles) & set(await fresh.all_text_contents())


async def test_a_question_is_answered_by_a_press(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await say(page, "!like The Thing")
    await page.get_by_role("button", name="The Thing (2011)").click()
    await expect(page.locator(".post").last).to_contain_text("You like The Thing (2011).")


async def test_whoever_forgets_the_prefix_is_told_once(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await say(page, "like Titanic")
    await expect(page.locator(".note")).to_contain_text("begin with “!”")
    await page.get_by_role("button", name="Say !like Titanic").click()
    await expect(page.locator(".post").last).to_contain_text("You like Titanic (1997).")
    await say(page, "like Amelie")
    await expect(page.get_by_text("like Amelie", exact=True)).to_be_visible()
    await expect(page.locator(".note")).to_have_count(0)


async def test_what_members_write_is_never_more_than_text(browsing: Browsing, front: WebFront) -> None:
    hostile = "<img src=x onerror=alert(1)> **bold** <@everyone> [link](javascript:alert(1))"
    alice = await browsing.open(front.address, "alice")
    bob = await browsing.open(front.address, "bob")
    await say(alice, hostile)
    await say(alice, f"!like {hostile}")
    await expect(bob.locator(".post").first.locator(".post-text")).to_have_text(hostile)
    await expect(alice.locator(".post.is-private")).to_contain_text("<img src=x")
    await expect(alice.locator(".post-text *:not(b)")).to_have_count(0)


async def test_a_phone_never_scrolls_sideways(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address, **PHONE)
    assert await is_within_its_width(page)
    await say(page, "!like Titanic")
    shown = await recommend(page)
    await shown.get_by_role("button", name="Seen").first.click()
    await expect(page.locator(".note")).to_be_visible()
    await say(page, "!help")
    await say(page, "w" * 500)
    await page.locator("#line").press_sequentially("!like tita")
    await expect(page.get_by_role("option").first).to_be_visible()
    assert await is_within_its_width(page)
    for button in await shown.get_by_role("button").all():
        box = await button.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["height"] >= 40


async def test_the_page_comes_back_by_itself_after_a_restart(browsing: Browsing, world: World) -> None:
    browsing.expects_an_outage = True
    async with serve(world) as before:
        port = int(base_of(before).rpartition(":")[2])
        page = await browsing.open(before.address)
        await say(page, "!like Titanic")
        shown = await recommend(page)
    await expect(page.get_by_text("Reconnecting…")).to_be_visible()
    await page.locator("#line").fill("kept in the line")
    await page.locator("#line").press("Enter")
    await expect(page.locator(".note")).to_contain_text("cannot be reached just now")
    await expect(page.locator("#line")).to_have_value("kept in the line")
    async with serve(world, port):
        await expect(page.get_by_text("Reelmates was restarted")).to_be_visible()
        await expect(page.get_by_text("Reconnecting…")).to_be_hidden()
        await page.locator("#line").press("Enter")
        await expect(page.locator(".post").last).to_contain_text("kept in the line")
        title = await shown.locator(".card-title").first.text_content() or ""
        await shown.get_by_role("button", name=f"Dislike: {title}").click()
        await expect(shown.locator(".card-title").first).not_to_have_text(title)


async def test_a_page_without_the_key_says_what_to_do(browsing: Browsing, front: WebFront, chromium: Browser) -> None:
    page = await (await chromium.new_context()).new_page()
    await page.goto(base_of(front))
    await expect(page.get_by_role("heading", name="This page needs its key")).to_be_visible()
    await expect(page.locator("#composer")).to_be_hidden()
    await browsing.open(front.address)


# Done when the page has been told: a scroll is announced with the next frame.
SCROLL_BACK = """log => new Promise(done => {
    log.scrollTop = 0;
    requestAnimationFrame(() => requestAnimationFrame(done));
})"""


async def test_a_long_evening_keeps_the_latest_posts_and_the_readers_place(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    async with Tab(base_of(front), "bob") as bob:
        for number in range(205):
            await bob.say(f"line {number}")
        await expect(page.get_by_text("line 204", exact=True)).to_be_in_viewport()
        await expect(page.locator(".post")).to_have_count(200)
        await page.locator("#log").evaluate(SCROLL_BACK)
        newest = page.get_by_role("button", name="New posts")
        await expect(newest).to_be_hidden()
        await bob.say("are you there?")
        await newest.click()
        await expect(page.get_by_text("are you there?")).to_be_in_viewport()
        await expect(newest).to_be_hidden()


async def test_the_colours_follow_the_system_until_the_member_chooses(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address, color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = await page.evaluate(ground)
    await page.get_by_role("button", name="Switch to light colours").click()
    light = await page.evaluate(ground)
    assert light != dark
    await page.reload()
    await expect(page.get_by_role("button", name="Switch to dark colours")).to_be_visible()
    assert await page.evaluate(ground) == light


async def test_nothing_moves_for_those_who_want_it_still(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address, reduced_motion="reduce")
    await say(page, "!like Titanic")
    shown = await recommend(page)
    await shown.get_by_role("button", name="Seen").first.click()
    await expect(page.locator(".note")).to_be_visible()
    assert await page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("device", [{"color_scheme": "dark"}, {"color_scheme": "light"}, PHONE])
async def test_axe_finds_nothing_serious(browsing: Browsing, front: WebFront, device: dict[str, Any]) -> None:
    page = await browsing.open(front.address, **device)
    assert await serious_findings(page) == []
    await say(page, "!like Titanic")
    shown = await recommend(page)
    await shown.get_by_role("button", name="Seen").first.click()
    await expect(page.locator(".note")).to_be_visible()
    await page.locator("#line").press_sequentially("!like tita")
    await expect(page.get_by_role("option").first).to_be_visible()
    assert await serious_findings(page) == []


async def test_a_new_key_in_the_address_is_taken_at_once(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await page.evaluate("location.hash = '#key=guess'")
    await expect(page.get_by_role("heading", name="This page needs its key")).to_be_visible()
    await page.evaluate(f"location.hash = '#key={KEY}'")
    await expect(page.locator(".member.is-here").first).to_be_visible()
    await expect(page.get_by_role("heading", name="This page needs its key")).to_be_hidden()
