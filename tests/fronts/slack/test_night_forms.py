"""Forms about movie nights: the secret veto, and a new night."""

import pytest

from bot.fronts.slack.night_forms import PLAN, VETO
from bot.fronts.slack.views import MOST_RADIO_BUTTONS
from tests.fronts.slack.loopback_slack import ADMIN, ALICE, BOB, FILMS_CHANNEL, OTHER_CHANNEL, Json, Refusal, Shown
from tests.fronts.slack.office import Office
from tests.world import World

CAROL = "UCAROL"


async def _with_a_list(office: Office, *guests: str) -> Shown:
    """The card of a night with films on its list, to which these come beside Alice."""
    card = await office.slash("/night tomorrow 8pm")
    for guest in guests:
        await office.presses(card, "I'm in", guest)
    return await office.slash("/picks")


def _films(form: Json) -> dict[str, str]:
    """The films to veto one of, and what choosing each says."""
    (field,) = (block for block in form["blocks"] if block["type"] == "input")
    return {one["text"]["text"]: one["value"] for one in field["element"]["options"]}


async def test_a_veto_is_cast_in_a_form_and_nobody_learns_whose_it_was(office: Office) -> None:
    card = await _with_a_list(office, BOB, CAROL)
    form = await office.opened_by(card, "Secret veto", BOB)
    assert "Nobody is told whose veto it was" in form["blocks"][0]["text"]["text"]
    assert list(_films(form)) == card.films
    film, token = next(iter(_films(form).items()))
    before = len(office.slack.shown)
    assert await office.slack.submit(form, {"vetoed": token}, BOB)
    await office.slack.until(lambda: len(office.slack.shown) > before + 1)
    news, note = sorted(office.slack.shown[before:], key=lambda one: one.only or "")
    assert (note.only, film in note.words) == (BOB, True)
    assert "that was your veto" in note.words
    assert news.words.startswith(f"{film} has left the list.")
    assert film not in office.slack.now(card).films
    read_by_all = [one.words for one in office.slack.shown[before:] if one.only is None]
    assert not [words for words in read_by_all if "veto" in words.casefold().replace("secret veto", "")]


async def test_with_few_of_them_the_form_says_that_it_can_be_guessed(office: Office) -> None:
    form = await office.opened_by(await _with_a_list(office), "Secret veto")
    assert "the others can guess" in form["blocks"][0]["text"]["text"]


async def test_a_film_that_has_gone_meanwhile_is_told_in_the_form(office: Office) -> None:
    card = await _with_a_list(office, BOB, CAROL)
    first, second = [await office.opened_by(card, "Secret veto", member) for member in (BOB, CAROL)]
    film, token = next(iter(_films(first).items()))
    await office.submits(first, BOB, vetoed=token)
    assert f"{film} is not on the list" in await office.refuses(second, CAROL, vetoed=token)


async def test_a_second_veto_is_refused_in_the_form_and_before_it_opens(office: Office) -> None:
    card = await _with_a_list(office, BOB, CAROL)
    early, late = [await office.opened_by(card, "Secret veto", BOB) for _ in range(2)]
    one, other, *_ = _films(early).values()
    await office.submits(early, BOB, vetoed=one)
    assert "veto" in await office.refuses(late, BOB, vetoed=other)
    forms = len(office.slack.forms)
    told = await office.presses(office.slack.now(card), "Secret veto", BOB)
    assert (told.only, len(office.slack.forms)) == (BOB, forms)


async def test_a_veto_is_asked_for_by_a_slash_command_too(office: Office) -> None:
    card = await _with_a_list(office, BOB)
    form = await office.asked_by("/veto", BOB)
    assert form["callback_id"] == VETO
    assert list(_films(form)) == card.films
    note = await office.submits(form, BOB, vetoed=_films(form)[card.films[0]])
    assert card.films[0] in note.words


async def test_a_veto_is_cast_from_the_home_too(office: Office) -> None:
    card = await _with_a_list(office, BOB, CAROL)
    await office.opens_home(BOB)
    form = await office.form_after(office.slack.press_at_home("Secret veto", BOB))
    note = await office.submits(form, BOB, vetoed=_films(form)[card.films[0]])
    assert f"{card.films[0]}" in note.words
    await office.slack.until(lambda: card.films[0] not in office.home_of(BOB).words.partition("Next movie night")[2])


async def test_where_slack_opens_no_form_the_films_are_shown_to_the_member_alone(office: Office) -> None:
    card = await _with_a_list(office, BOB)
    office.slack.refusals["views.open"] = [Refusal("expired_trigger_id")]
    asked = await office.presses(card, "Secret veto", BOB)
    assert asked.only == BOB
    assert [one["type"] for one in asked.elements] == ["static_select"]


@pytest.mark.long
async def test_a_long_list_stands_in_a_menu(office: Office) -> None:
    card = await _with_a_list(office, BOB, CAROL, ADMIN)
    for member, films in (
        (ALICE, "Titanic; Amelie"),
        (BOB, "Toy Story; Notting Hill"),
        (CAROL, "The Thing (1982); The Thing (2011)"),
        (ADMIN, "Spirited Away; Princess Mononoke"),
    ):
        for film in films.split("; "):
            await office.slash(f"/suggest {film}", member)
    form = await office.opened_by(card, "Secret veto", BOB)
    assert len(_films(form)) > MOST_RADIO_BUTTONS
    assert form["blocks"][1]["element"]["type"] == "static_select"


async def test_a_night_is_planned_in_a_form_for_the_channel_that_is_chosen(office: Office) -> None:
    form = await office.opens(PLAN)
    card = await office.submits(
        form,
        time="tomorrow 8pm",
        theme="horror; 1980s",
        place="the lobby",
        blind="blind",
        channel=OTHER_CHANNEL,
    )
    assert (card.channel, card.only) == (OTHER_CHANNEL, None)
    for part in ("horror, 1980s", "the lobby", "Alice"):
        assert part in card.words
    assert "I'm in" in card.labels


async def test_a_night_is_planned_from_the_channel_it_is_for(office: Office) -> None:
    form = await office.asked_by("/night plan")
    card = await office.submits(form, time="tomorrow 8pm", channel=FILMS_CHANNEL)
    assert "A movie night is planned" in card.words


async def test_a_time_that_cannot_be_is_told_in_the_form(office: Office) -> None:
    form = await office.opens(PLAN)
    for time, told in (("yesterday 8pm", "has passed"), ("in two hundred days", "I can't read a time")):
        assert told in await office.refuses(form, time=time, channel=FILMS_CHANNEL)
    assert office.slack.shown == []


async def test_a_time_that_may_mean_several_is_asked_about_in_private(office: Office) -> None:
    form = await office.opens(PLAN)
    asked = await office.submits(form, time="at 8", channel=FILMS_CHANNEL)
    assert asked.only == ALICE
    card = await office.presses(asked, asked.labels[0])
    assert (card.channel, card.only) == (FILMS_CHANNEL, None)


@pytest.mark.long
async def test_an_answer_that_takes_long_does_not_keep_the_form_open(office: Office, world: World) -> None:
    card = await _with_a_list(office, BOB, CAROL)
    form = await office.opened_by(card, "Secret veto", BOB)
    before = len(office.slack.shown)
    async with world.database.writing():  # the veto waits for whoever else is writing
        assert await office.slack.submit(form, {"vetoed": next(iter(_films(form).values()))}, BOB)
        assert len(office.slack.shown) == before
    assert "has left the list" in (await office.slack.answer(before)).words
