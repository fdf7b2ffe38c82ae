"""Forms in which films are picked while their titles are typed."""

import pytest

from bot.fronts.slack.film_forms import FILM_FIELD, FILMS, INCOMPLETE, RECOMMEND
from bot.fronts.slack.views import options_for
from bot.movies.movie import Movie
from tests.fronts.slack.loopback_slack import ALICE, BOB, FILMS_CHANNEL, Refusal
from tests.fronts.slack.office import DIRECT, Office
from tests.world import ALIEN, AMELIE, MATRIX, TITANIC


async def test_titles_are_completed_while_a_member_types(office: Office) -> None:
    offered = await office.slack.type_into(FILM_FIELD, "ali")
    assert {one["text"]["text"]: one["value"] for one in offered} == {
        "Alien (1979)": "#1214",
        "Aliens (1986)": "#1200",
    }
    assert await office.slack.type_into(FILM_FIELD, "zzzz") == []


def test_what_is_offered_fits_slack_whatever_films_are_called() -> None:
    offered = options_for(Movie(number, "The Very " * 30, 1999) for number in range(1, 200))
    assert len(offered) == 100
    assert all(len(one["text"]["text"]) <= 75 for one in offered)


async def test_several_films_are_liked_at_once_from_anywhere(office: Office) -> None:
    form = await office.opens(FILMS)
    told = await office.submits(form, film=(f"#{MATRIX}", f"#{ALIEN}"))
    assert (told.channel, told.only) == (DIRECT, None)
    assert "You like The Matrix (1999) and Alien (1979)" in told.words


async def test_films_to_watch_later_are_picked_the_same_way(office: Office) -> None:
    form = await office.opens(FILMS)
    told = await office.submits(form, film=f"#{AMELIE}", word="later")
    assert "To watch later: Amelie (2001)" in told.words


async def test_a_slash_command_without_its_film_asks_for_it_and_answers_where_it_was_said(office: Office) -> None:
    for word, answer in (
        ("seen", "you have seen The Matrix (1999)"),
        ("dislike", "The Matrix (1999) is not for you"),
        ("like", "You like The Matrix (1999)"),
        ("would", "The Matrix (1999)"),
        ("aside", "The Matrix (1999)"),
        ("forget", "The Matrix (1999)"),
    ):
        form = await office.asked_by(f"/{word}")
        told = await office.submits(form, film=f"#{MATRIX}")
        assert (told.channel, told.only) == (FILMS_CHANNEL, ALICE)
        assert answer in told.words


async def test_a_film_is_suggested_for_the_night_of_the_channel_by_typing_its_title(office: Office) -> None:
    await office.slash("/night tomorrow 8pm")
    form = await office.asked_by("/suggest", BOB)
    told = await office.submits(form, BOB, film=f"#{TITANIC}")
    assert (told.channel, told.only) == (FILMS_CHANNEL, None)
    assert "Bob suggests Titanic (1997)" in told.words


async def test_where_slack_opens_no_form_the_command_is_answered_in_words(office: Office) -> None:
    for word in INCOMPLETE:
        office.slack.refusals["views.open"] = [Refusal("expired_trigger_id")]
        assert "Which" in (await office.slash(f"/{word}")).words


async def test_an_answer_whose_address_has_expired_comes_directly(office: Office) -> None:
    form = await office.asked_by("/like")
    office.slack.forget_addresses()
    told = await office.submits(form, film=f"#{MATRIX}")
    assert (told.channel, told.only) == (DIRECT, None)
    assert "You like The Matrix (1999)" in told.words


async def test_the_form_recommends_to_its_member_alone(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    listed = await office.submits(await office.opens(RECOMMEND), count="2", mood="familiar", filters="sci-fi")
    assert listed.channel == DIRECT
    assert len(listed.films) == 2
    assert all("Sci-Fi" in block["text"]["text"] for block in listed.blocks if "accessory" in block)


async def test_the_form_recommends_to_a_channel(office: Office) -> None:
    await office.says("!like Matrix; Alien (1979)")
    listed = await office.submits(await office.opens(RECOMMEND), channel=FILMS_CHANNEL)
    assert (listed.channel, listed.only) == (FILMS_CHANNEL, None)
    assert len(listed.films) == 5


async def test_films_like_one_are_asked_for_by_typing_its_title(office: Office) -> None:
    listed = await office.submits(await office.opens(RECOMMEND), film=f"#{ALIEN}", mood="adventurous")
    assert "those who love Alien (1979)" in listed.words
    assert listed.channel == DIRECT


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"filters": "under a rainbow"}, "I don't know what “under a rainbow” means"),
        ({"filters": "comedy", "film": f"#{ALIEN}"}, "can't be narrowed down"),
    ],
)
async def test_a_form_that_cannot_be_read_says_why_and_stays(
    office: Office, values: dict[str, str], problem: str
) -> None:
    form = await office.opens(RECOMMEND)
    assert problem in await office.refuses(form, **values)
    assert office.slack.shown == []


@pytest.mark.long
async def test_a_form_is_taken_in_time_though_slack_is_slow_to_tell_who_has_filled_it(office: Office) -> None:
    form = await office.opens(FILMS)
    office.slack.held = {"users.info"}
    assert await office.slack.submit(form, {"film": f"#{MATRIX}"}, BOB)
    assert office.slack.shown == []
    await office.slack.release()
    told = await office.slack.answer(0)
    assert (told.channel, "You like The Matrix (1999)" in told.words) == (f"D{BOB}", True)
