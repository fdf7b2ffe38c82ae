"""Films brought on the page: chosen or dropped, their way shown, their answer for one member alone."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.fronts.web import WebFront
from bot.taste.imports import LARGEST_FILE
from tests.fronts.web.browsing import PHONE, Browsing
from tests.fronts.web.page.acting import is_within_its_width, serious_findings
from tests.fronts.web.reading import SlowReader
from tests.fronts.web.serving import serve
from tests.world import World

pytestmark = pytest.mark.asyncio(loop_scope="package")

LIST = b"The Matrix (1999)\nAlien (1979)\nNo Such Film At All (1903)\n"
DROP = """([names, kind]) => {
    const dataTransfer = new DataTransfer();
    names.forEach((name) => dataTransfer.items.add(new File(["The Matrix (1999)\\nAlien (1979)"], name)));
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def films(tmp_path: Path) -> Path:
    """A list of films."""
    path = tmp_path / "films.txt"
    path.write_bytes(LIST)
    return path


async def _choose(page: Page, path: Path) -> None:
    """Presses the paper clip, and chooses the file."""
    async with page.expect_file_chooser() as chosen:
        await page.get_by_role("button", name="Bring films from a file").click()
    await (await chosen.value).set_files(path)


async def test_a_file_is_chosen_by_keyboard_answered_and_taken_in(
    browsing: Browsing, front: WebFront, films: Path
) -> None:
    other, page = await browsing.open(front.address, "bob"), await browsing.open(front.address)
    async with page.expect_file_chooser() as chosen:
        await page.get_by_role("button", name="Bring films from a file").press("Enter")
    await (await chosen.value).set_files(films)
    offer = page.get_by_role("article").filter(has_text="That file names 3 films.")
    await expect(offer).to_contain_text("Only you can see this")
    await expect(offer.locator(".answers")).to_contain_text("films.txt")
    await expect(offer.get_by_role("link")).to_contain_text("reelmates-not-found.csv")
    await offer.get_by_role("button", name="Import").click()
    await expect(page.get_by_role("log")).to_contain_text("Imported: 2 you like")
    await expect(page.locator(".upload-words")).to_be_empty()
    await expect(other.get_by_role("article")).to_have_count(0)


@pytest.mark.long
async def test_a_file_is_dropped_on_the_page(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await page.evaluate(DROP, [["films.txt"], "dragover"])
    await expect(page.get_by_text("Drop your films here")).to_be_visible()
    await page.evaluate(DROP, [["films.txt"], "drop"])
    await expect(page.get_by_text("Drop your films here")).to_be_hidden()
    await expect(page.get_by_role("log")).to_contain_text("That file names 2 films.")
    await page.evaluate(DROP, [["films.txt", "more.txt"], "drop"])
    await expect(page.get_by_role("status", name="Notes for you")).to_contain_text("one file at a time")


@pytest.mark.long
async def test_a_file_that_is_too_large_is_refused_in_a_note(
    browsing: Browsing, front: WebFront, films: Path, tmp_path: Path
) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * (LARGEST_FILE + 1))
    page = await browsing.open(front.address)
    browsing.expects_a_refusal = True
    await _choose(page, large)
    notes = page.get_by_role("status", name="Notes for you")
    await expect(notes).to_contain_text("That file has more than 20 MiB")
    await expect(page.locator(".upload-words")).to_be_empty()
    await _choose(page, films)
    await expect(page.get_by_role("log")).to_contain_text("That file names 3 films.")


@pytest.mark.long
@pytest.mark.parametrize("device", [{"color_scheme": "dark"}, {"color_scheme": "light"}, PHONE])
async def test_how_far_a_file_has_come_is_shown_to_everybody(
    browsing: Browsing, world: World, films: Path, device: dict[str, Any]
) -> None:
    bot = SlowReader(world.bot)
    async with serve(bot.in_place(world)) as front:
        page = await browsing.open(front.address, **device)
        await _choose(page, films)
        await expect(page.get_by_role("status").filter(has_text="Reading films.txt")).to_be_visible()
        await expect(page.get_by_text("Looking for films: 3,000 of 10,000")).to_be_visible()
        await expect(page.get_by_role("progressbar")).to_have_js_property("value", 0.3)
        await expect(page.get_by_role("button", name="Bring films from a file")).to_be_disabled()
        assert await serious_findings(page) == []
        assert await is_within_its_width(page)
        bot.goes_on.set()
        await expect(page.get_by_role("log")).to_contain_text("Read.")
        await expect(page.get_by_role("progressbar")).to_be_hidden()
        await expect(page.get_by_role("button", name="Bring films from a file")).to_be_enabled()
        await page.context.close()
