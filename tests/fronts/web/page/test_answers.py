"""Answers that are more than words and films: pictures, menus and files, and what members do with them."""

import json
import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.fronts.web import WebFront
from tests.fronts.web.browsing import Browsing
from tests.fronts.web.page.acting import ask, say
from tests.fronts.web.serving import base_of, serve
from tests.world import World

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_a_taste_is_a_picture_with_its_description(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await say(page, "!like Titanic; Alien; The Matrix")
    shown = await ask(page, "!taste")
    await expect(shown).to_contain_text("Only you can see this")
    picture = shown.locator(".picture img")
    await expect(picture).to_have_attribute("alt", re.compile("[a-z]+ .*Sci-Fi"))
    await expect(picture).to_have_js_property("complete", True)
    drawn, promised = await picture.evaluate(
        "image => [[image.naturalWidth, image.naturalHeight], ['width', 'height'].map(n => +image.getAttribute(n))]"
    )
    assert drawn == promised
    assert drawn[0] > 0


@pytest.mark.long
async def test_a_film_is_taken_out_of_the_taste_from_the_keyboard(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await say(page, "!like Titanic; Alien")
    shown = await ask(page, "!taste")
    menu = shown.get_by_role("combobox")
    done = shown.get_by_role("button", name="OK")
    await expect(done).to_be_disabled()
    await menu.focus()
    await page.keyboard.type("Titanic")
    await expect(done).to_be_enabled()
    await page.keyboard.press("Tab")
    await expect(done).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#notes, .post:last-child").filter(has_text="Titanic (1997)").first).to_be_visible()
    await expect(await ask(page, "!taste")).not_to_contain_text("Titanic")


async def test_my_data_comes_as_files_to_keep(browsing: Browsing, front: WebFront, tmp_path: Path) -> None:
    page = await browsing.open(front.address)
    await say(page, "!like Titanic")
    shown = await ask(page, "!mydata")
    files = shown.get_by_role("list", name="Files").get_by_role("link")
    assert await files.count() >= 2
    contents = {}
    for link in await files.all():
        async with page.expect_download() as arriving:
            await link.click()
        file = await arriving.value
        await file.save_as(tmp_path / file.suggested_filename)
        contents[file.suggested_filename.rpartition(".")[2]] = (tmp_path / file.suggested_filename).read_text("utf-8")
    assert "Titanic" in json.dumps(json.loads(contents["json"]))
    assert "Titanic" in contents["csv"]
    await expect(page).to_have_url(re.compile("#key="))


@pytest.mark.long
async def test_files_of_before_a_restart_say_that_they_are_gone(browsing: Browsing, world: World) -> None:
    browsing.expects_an_outage = True
    async with serve(world) as before:
        port = int(base_of(before).rpartition(":")[2])
        page = await browsing.open(before.address)
        shown = await ask(page, "!mydata")
        await expect(shown.get_by_role("link").first).to_be_visible()
    async with serve(world, port):
        await expect(page.get_by_text("Reelmates was restarted")).to_be_visible()
        await expect(shown).to_contain_text("gone with the restart; ask for it again")
        await expect(shown.get_by_role("link")).to_have_count(0)


@pytest.mark.long
async def test_films_wait_for_later_until_one_is_picked(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await say(page, "!later Titanic; Alien")
    shown = await ask(page, "!later")
    await expect(shown).to_contain_text("Titanic (1997)")
    menu = shown.get_by_role("combobox")
    await menu.select_option(index=1)
    dropped = await menu.locator("option:checked").inner_text()
    await shown.get_by_role("button", name="OK").click()
    left = "Alien (1979)" if "Titanic" in dropped else "Titanic (1997)"
    await (await ask(page, "!later")).get_by_role("button", name="Pick one for me").click()
    await expect(page.locator(".post").last).to_contain_text(left)


@pytest.mark.long
async def test_two_members_who_share_their_taste_are_matched_by_name(browsing: Browsing, front: WebFront) -> None:
    alice = await browsing.open(front.address, "alice")
    bob = await browsing.open(front.address, "bob")
    for page in (alice, bob):
        await say(page, "!like Alien; Aliens; The Matrix; Blade Runner; Toy Story")
        await ask(page, "!taste share on")
    await expect(await ask(alice, "!match @bob")).to_contain_text("bob")


async def test_a_setting_is_changed_from_its_menu(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    shown = await ask(page, "!settings")
    menu = shown.get_by_role("combobox", name="Change a setting")
    choice = await menu.locator("option").nth(1).inner_text()
    await menu.select_option(choice)
    answers = page.locator(".post[data-author=Reelmates]")
    await shown.get_by_role("button", name="OK").click()
    await expect(answers).to_have_count(2)
    await expect(answers.last).to_contain_text("Only you can see this")


@pytest.mark.long
async def test_a_member_is_forgotten_after_asking_twice(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await say(page, "!like Titanic")
    question = await ask(page, "!forgetme")
    await question.get_by_role("button", name="Forget me here").click()
    await expect(page.locator(".post[data-author=Reelmates]")).to_have_count(3)
    await expect(await ask(page, "!taste")).not_to_contain_text("Titanic")
