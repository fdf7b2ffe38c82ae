"""The channel in a real browser: members talk, lines are completed, and the page outlives the server."""

import re

import pytest
from playwright.async_api import Browser, expect

from bot.chat.entries import ENTRIES
from bot.fronts.web import WebFront
from tests.fronts.web.browsing import Browsing, become
from tests.fronts.web.page.acting import recommend, say
from tests.fronts.web.serving import KEY, Tab, base_of, serve
from tests.world import World

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_a_new_page_offers_three_things_to_try(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    tries = page.get_by_role("list", name="Three things to try").get_by_role("button")
    await expect(tries).to_have_count(3)
    await tries.first.click()
    await expect(page.locator(".post").last).to_contain_text("You like The Matrix (1999), Toy Story (1995) and Amelie")
    await expect(page.get_by_text("What shall we watch?")).to_be_hidden()
    await expect(page.locator("#line")).to_be_focused()


async def test_a_private_answer_stays_with_its_member(browsing: Browsing, front: WebFront) -> None:
    alice = await browsing.open(front.address, "alice")
    bob = await browsing.open(front.address, "bob")
    await say(alice, "!taste")
    await expect(alice.locator(".post.is-private")).to_contain_text("Only you can see this")
    await say(alice, "did you see that?")
    await expect(bob.get_by_text("did you see that?")).to_be_visible()
    await expect(bob.locator(".post")).to_have_count(2)


@pytest.mark.long
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


@pytest.mark.long
async def test_a_second_tab_opens_as_another_member(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    link = page.get_by_role("link", name="open a tab as alice")
    async with page.expect_popup() as opening:
        await link.click()
    other = await opening.value
    await expect(other.get_by_role("radio", name="alice")).to_be_checked()
    await say(other, "hello")
    await expect(page.locator(".post").last.locator(".author")).to_have_text("alice")


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


@pytest.mark.long
async def test_commands_are_completed_and_escape_puts_the_list_away(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    line = page.locator("#line")
    await line.press_sequentially("!re")
    await expect(page.locator("#suggestions").get_by_role("option")).to_contain_text(["!recommend"])
    await line.press("Escape")
    await expect(page.get_by_role("listbox")).to_be_hidden()
    await line.fill("!un")
    await line.press("Tab")
    await expect(line).to_have_value("!undo")


async def test_what_is_completed_follows_the_command(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    line, options = page.locator("#line"), page.locator("#suggestions").get_by_role("option")
    for typed, offered in (
        ("!more li", ["like"]),
        ("!more like tita", ["Titanic (1997)"]),
        ("!would ", ["I like"]),
        ("!would I like tita", ["Titanic (1997)"]),
        ("!later Alien; tita", ["Titanic (1997)"]),
        ("!match @b", ["@bob"]),
        ("!mood ", ["familiar", "balanced", "adventurous"]),
        ("!taste sh", ["share on", "share off"]),
    ):
        await line.fill(typed)
        await expect(options).to_have_text(offered)
    await line.fill("!more li")
    await line.press("Tab")
    await line.press_sequentially("tita")
    await expect(options).to_have_text(["Titanic (1997)"])
    await line.press("Tab")
    await expect(line).to_have_value("!more like Titanic (1997)")


@pytest.mark.long
async def test_the_arrows_bring_former_lines_back(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    line = page.locator("#line")
    await say(page, "one")
    await say(page, "two")
    for key, expected in (("ArrowUp", "two"), ("ArrowUp", "one"), ("ArrowUp", "one"), ("ArrowDown", "two")):
        await line.press(key)
        await expect(line).to_have_value(expected)
    await line.fill("something else")
    await line.press("ArrowUp")
    await expect(line).to_have_value("something else")


@pytest.mark.long
async def test_a_member_sees_that_another_one_is_typing(browsing: Browsing, front: WebFront) -> None:
    alice = await browsing.open(front.address, "alice")
    bob = await browsing.open(front.address, "bob")
    await alice.locator("#line").press_sequentially("shall we")
    await expect(bob.locator("#thinking")).to_have_text("alice is typing")
    await expect(alice.locator("#thinking")).to_be_empty()
    await say(alice, "shall we?")
    await expect(bob.get_by_text("shall we?")).to_be_visible()
    await expect(bob.locator("#thinking")).to_be_empty()


async def test_help_shows_every_command_by_task_on_one_screen(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address, viewport={"width": 1280, "height": 720})
    opener, help_ = page.get_by_role("button", name="Help", exact=True), page.get_by_role("dialog")
    await opener.click()
    for entry in ENTRIES:
        told = help_.get_by_role("listitem").filter(has_text=re.compile(rf"^!{entry.name} "))
        await expect(told).to_be_in_viewport()
        await expect(told).to_contain_text(entry.takes)
        await expect(told).to_contain_text(entry.does)
    for task in {entry.task for entry in ENTRIES}:
        await expect(help_.get_by_role("heading", name=task)).to_be_in_viewport()
    await page.keyboard.press("Escape")
    await expect(help_).to_be_hidden()
    await expect(opener).to_be_focused()
    await opener.click()
    await help_.get_by_role("button", name="!dislike").click()
    await expect(help_).to_be_hidden()
    await expect(page.locator("#line")).to_have_value("!dislike ")
    await expect(page.locator("#line")).to_be_focused()


@pytest.mark.long
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
        await expect(shown.locator(".card")).to_have_count(3)
        await expect(page.get_by_text("Reconnecting…")).to_be_hidden()
        await page.locator("#line").press("Enter")
        await expect(page.locator(".post").last).to_contain_text("kept in the line")
        title = await shown.locator(".card-title").first.text_content() or ""
        await shown.get_by_role("button", name=f"Dislike: {title}").click()
        await expect(shown.locator(".card-title").first).not_to_have_text(title)


@pytest.mark.long
async def test_a_tab_opened_after_a_restart_begins_anew_and_says_so(browsing: Browsing, world: World) -> None:
    async with serve(world) as before:
        await say(await browsing.open(before.address), "hello")
    browsing.expects_an_outage = True
    async with serve(world) as after:
        page = await browsing.open(after.address)
        await expect(page.get_by_text("What shall we watch?")).to_be_visible()
        await expect(page.get_by_text("posts until Reelmates stops")).to_be_visible()


async def test_a_page_without_the_key_says_what_to_do(browsing: Browsing, front: WebFront, chromium: Browser) -> None:
    page = await (await chromium.new_context()).new_page()
    await page.goto(base_of(front))
    await expect(page.get_by_role("heading", name="This page needs its key")).to_be_visible()
    await expect(page.locator("#composer")).to_be_hidden()
    await browsing.open(front.address)


@pytest.mark.long
async def test_a_new_key_in_the_address_is_taken_at_once(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await page.evaluate("location.hash = '#key=guess'")
    await expect(page.get_by_role("heading", name="This page needs its key")).to_be_visible()
    await page.evaluate(f"location.hash = '#key={KEY}'")
    await expect(page.locator(".member.is-here").first).to_be_visible()
    await expect(page.get_by_role("heading", name="This page needs its key")).to_be_hidden()


# Done when the page has been told: a scroll is announced with the next frame.
SCROLL_BACK = """log => new Promise(done => {
    log.scrollTop = 0;
    requestAnimationFrame(() => requestAnimationFrame(done));
})"""


@pytest.mark.long
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
