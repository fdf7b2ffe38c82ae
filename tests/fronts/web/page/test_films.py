"""Lists of films in a real browser: posters, reasons, buttons, and changes where they stand."""

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import Route, expect

from bot.fronts.web import WebFront
from bot.movies.movie import Movie
from tests.fronts.web.browsing import Browsing
from tests.fronts.web.page.acting import A_LINE_OR_TWO_PX, ask, recommend, say
from tests.fronts.web.serving import serve
from tests.world import FILMS, RATINGS, dataset, open_world

pytestmark = pytest.mark.asyncio(loop_scope="package")

HOSTILE = Movie(666, """<img src=x onerror="alert('x')">&amp;</li>""", 1999, ("<b>Drama</b>",), imdb_id="tt0666666")


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


@pytest.mark.long
async def test_nothing_moves_when_the_posters_come(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    may_come = asyncio.Event()

    async def hold(route: Route) -> None:
        await may_come.wait()
        await route.continue_()

    await page.route("**/pictures/*", hold)
    await say(page, "!like Titanic")
    shown = await recommend(page)
    before = await shown.bounding_box()
    may_come.set()
    for poster in await shown.get_by_role("img", name="Poster of").all():
        await expect(poster).to_have_js_property("complete", True)
        assert await poster.evaluate("image => image.naturalWidth") > 0
    assert await shown.bounding_box() == before


@pytest.mark.long
async def test_a_press_waits_visibly_until_it_is_done(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await say(page, "!like Titanic")
    shown = await recommend(page)
    await page.evaluate(
        """() => {
            const post = document.querySelector(".post:has(.card)");
            window.seen = [];
            new MutationObserver(() => window.seen.push(post.getAttribute("aria-busy")))
                .observe(post, { attributes: true, attributeFilter: ["aria-busy"] });
        }"""
    )
    await shown.get_by_role("button", name="Seen").first.click()
    await expect(page.locator(".note")).to_be_visible()
    await expect(shown).not_to_have_attribute("aria-busy", "true")
    assert await page.evaluate("window.seen") == ["true", None]


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


@pytest.mark.long
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


@pytest.mark.long
async def test_films_that_stay_are_not_drawn_again(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await say(page, "!like Titanic")
    cards = (await recommend(page)).locator(".card")
    await cards.evaluate_all("cards => cards.forEach((card) => { card.dataset.since = 'the start'; })")
    await cards.nth(1).get_by_role("button", name="Seen").click()
    await expect(cards.nth(1)).not_to_have_attribute("data-since", "the start")
    await expect(cards.nth(0)).to_have_attribute("data-since", "the start")
    await expect(cards.nth(2)).to_have_attribute("data-since", "the start")


async def test_the_mood_is_a_switch_that_changes_the_list_where_it_stands(browsing: Browsing, front: WebFront) -> None:
    alice = await browsing.open(front.address, "alice")
    bob = await browsing.open(front.address, "bob")
    await say(alice, "!like Titanic")
    shown = await recommend(alice)
    switch = shown.get_by_role("group", name="Mood of this list").get_by_role("button")
    await expect(switch).to_have_text(["Familiar", "Balanced", "Adventurous"])
    await expect(switch.nth(1)).to_have_attribute("aria-pressed", "true")
    await switch.nth(2).focus()
    await alice.keyboard.press("Enter")
    await expect(switch.nth(2)).to_have_attribute("aria-pressed", "true")
    await expect(switch.nth(1)).to_have_attribute("aria-pressed", "false")
    await expect(switch.nth(2)).to_be_focused()
    await expect(alice.locator(".post:has(.cards)")).to_have_count(1)
    theirs = bob.get_by_role("group", name="Mood of this list").get_by_role("button", name="Adventurous")
    await expect(theirs).to_have_attribute("aria-pressed", "true")


@pytest.mark.long
async def test_a_film_left_out_of_the_taste_changes_the_list_and_leaves_the_reason(
    browsing: Browsing, front: WebFront
) -> None:
    alice = await browsing.open(front.address, "alice")
    bob = await browsing.open(front.address, "bob")
    await say(alice, "!like Titanic; Alien")
    shown = await recommend(alice)
    title = await shown.locator(".card-title").first.text_content() or ""
    reasons = await shown.locator(".card-body").all_text_contents()
    await shown.get_by_role("button", name=f"Why: {title}").click()
    reason = alice.locator(".post.is-private:has(.card)").last
    await expect(reason.locator(".card-body")).to_contain_text("reel mates have rated it")
    leave_out = reason.get_by_role("button", name=re.compile("Leave .* out of my taste")).first
    left_out = re.sub("Leave (.*) out of my taste", r"\1", await leave_out.inner_text())
    await leave_out.click()
    await expect(alice.locator(".note")).to_contain_text(left_out)
    await expect(reason.locator(".card-title")).to_have_text([title])
    for page in (alice, bob):
        changed = page.locator(".post:not(.is-private) .card-body")
        await expect(changed).to_have_count(len(reasons))
        await expect(changed.filter(has_text=f"love of {left_out}")).to_have_count(0)


async def test_more_answers_below_with_films_not_shown_yet(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await say(page, "!like Titanic")
    shown = await recommend(page, 2)
    titles = await shown.locator(".card-title").all_text_contents()
    await shown.get_by_role("button", name="More").click()
    fresh = page.locator(".post:has(.card)").last.locator(".card-title")
    await expect(page.locator(".post:has(.card)")).to_have_count(2)
    assert not set(titles) & set(await fresh.all_text_contents())


async def test_a_private_list_is_shared_by_a_press(browsing: Browsing, front: WebFront) -> None:
    alice = await browsing.open(front.address, "alice")
    bob = await browsing.open(front.address, "bob")
    shown = await ask(alice, "!recommend 2 privately")
    await expect(shown).to_contain_text("Only you can see this")
    titles = await shown.locator(".card-title").all_text_contents()
    await expect(bob.locator(".card")).to_have_count(0)
    await shown.get_by_role("button", name="Share").click()
    await expect(bob.locator(".card-title")).to_have_text(titles)


async def test_a_question_is_answered_by_a_press(browsing: Browsing, front: WebFront) -> None:
    page = await browsing.open(front.address)
    await say(page, "!like The Thing")
    await page.get_by_role("button", name="The Thing (2011)").click()
    await expect(page.locator(".post").last).to_contain_text("You like The Thing (2011).")


@pytest.mark.long
async def test_a_title_in_markup_is_read_as_it_is_written(browsing: Browsing, tmp_path: Path) -> None:
    ratings = {rater: {**stars, HOSTILE.movie_id: 5.0} for rater, stars in RATINGS.items()}
    data = dataset((*FILMS, HOSTILE), ratings)
    async with open_world(tmp_path / "hostile", data) as world, serve(world) as front:
        page = await browsing.open(front.address)
        await say(page, "!like Titanic")
        shown = await recommend(page, 10)
        card = shown.locator(".card").filter(has_text="onerror")
        await expect(card.locator(".card-title")).to_have_text(str(HOSTILE))
        await expect(card.locator(".facts")).to_have_text("<b>Drama</b>")
        await expect(card.get_by_role("button").first).to_have_attribute("aria-label", f"Like: {HOSTILE}")
        await expect(card.locator("img")).to_have_count(1)
        await page.locator("#line").fill("!like <img")
        await expect(page.get_by_role("listbox").get_by_role("option")).to_have_text([str(HOSTILE)])
        await page.close()
