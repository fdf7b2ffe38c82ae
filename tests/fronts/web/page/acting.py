"""What members do on the page, and what is measured there."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, expect

# Sizes are for the eye: a line more or less above a film moves it by less than this.
A_LINE_OR_TWO_PX = 60


async def say(page: Page, line: str) -> None:
    """Types a line and sends it."""
    await page.locator("#line").fill(line)
    await page.locator("#line").press("Escape")
    await page.locator("#line").press("Enter")
    await expect(page.locator("#line")).to_have_value("")


async def ask(page: Page, line: str) -> Locator:
    """The bot's answer to a line."""
    answers = page.locator(".post", has=page.locator(".answers-line").get_by_text(line, exact=True))
    count = await answers.count()
    await say(page, line)
    await expect(answers).to_have_count(count + 1)
    return answers.nth(count)


async def recommend(page: Page, count: int = 3) -> Locator:
    """The page's newest list of films."""
    shown = await ask(page, f"!recommend {count}")
    await expect(shown.locator(".card")).to_have_count(count)
    return shown


async def is_within_its_width(page: Page) -> bool:
    """Whether nothing makes the page scroll sideways."""
    return bool(
        await page.evaluate(
            """[document.documentElement, document.getElementById("log"), document.getElementById("help")]
                .every(one => one.scrollWidth <= one.clientWidth)"""
        )
    )


async def serious_findings(page: Page) -> list[str]:
    """What axe finds serious or worse, once everything has come to rest."""
    await page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    found = (await Axe().run(page)).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")]
