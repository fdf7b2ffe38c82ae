"""The page for everybody: small and large, dark and light, by eye, ear and keyboard."""

from typing import Any

import pytest
from playwright.async_api import expect

from bot.fronts.web import WebFront
from tests.fronts.web.browsing import PHONE, Browsing
from tests.fronts.web.page.acting import ask, is_within_its_width, recommend, say, serious_findings

pytestmark = pytest.mark.asyncio(loop_scope="package")

DEVICES = [
    pytest.param({"color_scheme": "dark"}, id="dark"),
    pytest.param({"color_scheme": "light"}, id="light", marks=pytest.mark.long),
    pytest.param(PHONE, id="phone", marks=pytest.mark.long),
]


@pytest.mark.long
async def test_a_phone_never_scrolls_sideways(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address, **PHONE)
    assert await is_within_its_width(page)
    await say(page, "!like Titanic")
    shown = await recommend(page)
    await shown.get_by_role("button", name="Seen").first.click()
    await expect(page.locator(".note")).to_be_visible()
    for line in ("!help", "!taste", "!settings", "!mydata", "!why 1", "!later Alien", "!later", "w" * 500):
        await say(page, line)
        await expect(page.locator("#thinking")).to_be_empty()
    await page.locator("#line").press_sequentially("!like tita")
    await expect(page.locator("#suggestions").get_by_role("option").first).to_be_visible()
    assert await is_within_its_width(page)
    for button in await shown.get_by_role("button").all():
        box = await button.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["height"] >= 40
    await page.get_by_role("button", name="Help", exact=True).click()
    await page.get_by_role("dialog").get_by_role("button", name="!about").scroll_into_view_if_needed()
    await expect(page.get_by_role("dialog").get_by_role("button", name="!about")).to_be_in_viewport()
    assert await is_within_its_width(page)


@pytest.mark.parametrize("device", DEVICES)
async def test_axe_finds_nothing_serious(browsing: Browsing, front: WebFront, device: dict[str, Any]) -> None:
    page = await browsing.open(front.address, **device)
    assert await serious_findings(page) == []
    await say(page, "!like Titanic; Alien")
    shown = await recommend(page)
    await shown.get_by_role("button", name="Seen").first.click()
    await expect(page.locator(".note")).to_be_visible()
    await ask(page, "!taste")
    await ask(page, "!mydata")
    await page.locator("#line").press_sequentially("!like tita")
    await expect(page.locator("#suggestions").get_by_role("option").first).to_be_visible()
    assert await serious_findings(page) == []
    await page.locator("#line").press("Escape")
    await page.get_by_role("button", name="Help", exact=True).click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    assert await serious_findings(page) == []


@pytest.mark.long
async def test_the_first_tab_stop_leads_past_the_side_to_the_line(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address, **PHONE)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Skip to your line")).to_be_focused()
    await expect(page.get_by_role("button", name="Skip to your line")).to_be_in_viewport()
    await page.keyboard.press("Enter")
    await expect(page.locator("#line")).to_be_focused()


@pytest.mark.long
async def test_new_posts_and_notes_are_read_out(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await expect(page.get_by_role("log", name="Channel home")).to_be_visible()
    await say(page, "!like Titanic")
    shown = await recommend(page)
    await expect(page.get_by_role("log").get_by_role("article", name="Reelmates")).to_have_count(2)
    await shown.get_by_role("button", name="Seen").first.click()
    await expect(page.get_by_role("status", name="Notes for you")).to_contain_text("seen")


@pytest.mark.long
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


@pytest.mark.long
async def test_nothing_moves_for_those_who_want_it_still(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address, reduced_motion="reduce")
    await say(page, "!like Titanic")
    shown = await recommend(page)
    await shown.get_by_role("button", name="Seen").first.click()
    await expect(page.locator(".note")).to_be_visible()
    assert await page.evaluate("document.getAnimations().length") == 0
