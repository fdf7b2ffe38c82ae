"""Titles are completed while a member types them into a slash command."""

from pathlib import Path

from bot.fronts.discord.completion import choices_for
from bot.movies.movie import Movie
from bot.movies.posters.pictures import Pictures
from tests.fronts.discord.room import Room, answer_of, open_room, text_of
from tests.world import MATRIX, dataset, open_world


async def offered(room: Room, typed: str, command: str = "like") -> dict[str, str]:
    choices = await room.alice.autocomplete(room.channel, command, "film", typed)
    return {choice["name"]: choice["value"] for choice in choices}


async def test_a_title_is_offered_with_its_year_and_means_the_film(room: Room) -> None:
    choices = await offered(room, "matr")
    assert choices["The Matrix (1999)"] == f"#{MATRIX}"
    result = await room.slash("like", film=choices["The Matrix (1999)"])
    assert "You like The Matrix (1999)" in text_of(answer_of(result))


async def test_the_films_before_a_semicolon_are_kept(room: Room) -> None:
    choices = await offered(room, "Titanic; matr", "seen")
    assert choices == {"Titanic; The Matrix (1999)": f"Titanic; #{MATRIX}"}
    told = text_of(answer_of(await room.slash("seen", film=choices["Titanic; The Matrix (1999)"])))
    assert "Titanic (1997) and The Matrix (1999)" in told


async def test_nothing_is_offered_where_no_title_fits_or_no_room_is_left(room: Room) -> None:
    assert await offered(room, "xyzzy") == {}
    assert await offered(room, f"{'x' * 95}; matr") == {}


async def test_at_most_25_films_are_offered_and_names_are_cut_to_100(tmp_path: Path, pictures: Pictures) -> None:
    films = [Movie(number, f"Long title {'x' * 200} {number}", 1999) for number in range(1, 41)]
    data = dataset(films, {1: dict.fromkeys(range(1, 41), 4.0), 2: {1: 5.0}})
    async with open_world(tmp_path, data) as world, open_room(world.bot, pictures) as room:
        choices = await room.alice.autocomplete(room.channel, "like", "film", "long title")
        assert len(choices) == 25
        assert all(1 <= len(choice["name"]) <= 100 and len(choice["value"]) <= 100 for choice in choices)


def test_a_choice_is_never_the_26th() -> None:
    films = [Movie(number, f"Film {number}") for number in range(1, 41)]
    assert len(choices_for("film", lambda _: films)) == 25
