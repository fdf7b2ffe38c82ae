"""The terminal's own forms: JSON for scripts, scripts of lines, batch use."""

import io
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.chat.moviebot import MovieBot
from bot.cli import main
from bot.fronts.terminal import lookup
from bot.fronts.terminal.clock import ScriptClock
from bot.fronts.terminal.say import HOME, Terminal
from bot.fronts.terminal.screen import Screen
from bot.movies.posters.drawn import DrawnPosters
from bot.recommend.index_folder import current_index
from bot.recommend.scoring import Mood
from tests.movielens_forms import write_csv_form
from tests.world import ALIEN, AMELIE, MATRIX, TITANIC, World, button, ids_of

Told = Callable[..., Awaitable[list[Any]]]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an ingested hand-made set."""
    source = tmp_path_factory.mktemp("source")
    write_csv_form(source)
    target = tmp_path_factory.mktemp("data")
    assert main(["ingest", str(source), "--data-dir", str(target)]) == 0
    return target


def opened(world: World, folder: Path, is_json: bool = True) -> Terminal:
    """A terminal in the small world, with a clock of its own that begins at the world's."""
    clock = ScriptClock(world.clock)
    bot = MovieBot(world.library, world.database, DrawnPosters(), clock)
    return Terminal(bot, clock, Screen(folder / "cards", is_json), HOME)


@pytest.fixture
def terminal(world: World, tmp_path: Path) -> Terminal:
    """A terminal that prints JSON."""
    return opened(world, tmp_path)


@pytest.fixture
def told(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> Told:
    """Plays lines and returns what was printed."""

    async def play(*lines: str) -> list[Any]:
        await terminal.play(lines)
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return play


async def test_an_answer_as_json_has_text_cards_pictures_and_tokens(told: Told) -> None:
    _, answer = await told("alice: !like Matrix", "alice: !recommend 2")
    assert answer["text"].startswith("Two films for alice")
    card = answer["cards"][0]
    assert card.keys() == {"movieId", "title", "year", "body", "image", "buttons"}
    assert _is_png(card["image"])
    assert [one["label"] for one in card["buttons"]] == ["Like", "Dislike", "Seen", "Why"]


async def test_a_token_can_be_said_as_a_line(told: Told) -> None:
    *_, answer = await told("alice: like Matrix", "alice: recommend")
    card = answer["cards"][0]
    (after,) = await told(f"alice: {card['buttons'][0]['token']}")
    assert after["text"].startswith(f"You like {card['title']}")
    assert card["movieId"] not in [one["movieId"] for one in after["cards"]]


async def test_a_script_is_answered_line_by_line(told: Told) -> None:
    answers = await told("alice: !like Matrix\n", "\n", "no name here\n", "bob: taste\n")
    assert [answer["text"].split()[0] for answer in answers] == ["You", "A", "You"]
    assert answers[2]["text"].startswith("You have told me nothing yet")


async def test_the_clock_stops_wherever_a_night_has_something_to_say(told: Told) -> None:
    await told("alice: like Matrix", "alice: night saturday 8pm")
    said = await told("@2026-11-29T12:00+00:00")
    assert [one["announced"] for one in said] == [HOME] * 5
    assert [one["buttons"][-1]["token"].split()[3] for one in said] == ["picks", "reminder", "start", "taps", "result"]
    assert "late" not in " ".join(one["text"] for one in said)
    assert said[1]["text"].startswith("alice: Movie night starts Saturday, 28 November 2026, 20:00 (UTC).")
    (answer,) = await told("alice: night")
    assert "announced" not in answer


async def test_the_clock_never_goes_back_and_says_so(told: Told) -> None:
    (refused,) = await told("@2026-11-27T20:00+01:00", "@2026-11-27T19:30+01:00")
    assert refused["text"] == "The clock never goes back; it is 2026-11-27T19:00+0000 already."
    assert refused["private"]


@pytest.mark.parametrize("line", ["@", "@tomorrow", "@2026-11-27T20:00", "@2026-13-27T20:00Z", "@9999-12-31T23:59Z"])
async def test_a_moment_that_cannot_be_read_is_told(line: str, told: Told) -> None:
    (problem,) = await told(line)
    assert "clock" in problem["text"].lower()
    assert "announced" not in problem


async def test_the_evening_in_the_documents_can_be_played(told: Told) -> None:
    document = (Path(__file__).parents[3] / "docs" / "movie-nights.md").read_text(encoding="utf-8")
    script = document.partition("```evening\n")[2].partition("```")[0].splitlines()
    said = await told(*script)
    announced = [one["buttons"][-1]["token"] for one in said if "announced" in one]
    assert [token.split()[3] for token in announced if " show " in token] == [
        *("picks", "decision", "reminder", "start", "taps", "result")
    ]
    assert any("has left the list" in one["text"] for one in said if "announced" in one)
    result = next(one["text"] for one in said if "Who came" in one["text"])
    assert "Who came: alice, bob and carol.\nLoved by 2, fine for 1." in result
    assert "Something went wrong" not in " ".join(one["text"] for one in said)


async def test_another_space_on_the_same_state_keeps_its_announcements(
    told: Told, world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await told("alice: like Matrix", "alice: night saturday 8pm")
    clock = ScriptClock(world.clock)
    bot = MovieBot(world.library, world.database, DrawnPosters(), clock)
    await Terminal(bot, clock, Screen(tmp_path, is_json=True), "elsewhere").play(["@2026-12-24T12:00Z"])
    assert capsys.readouterr().out == ""
    assert [one["announced"] for one in await told("@2026-11-27T21:00Z")] == [HOME]


async def test_a_person_reads_names_and_moments_and_sees_what_is_announced(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = opened(world, tmp_path, is_json=False)
    await terminal.say("!like Matrix", "alice")
    await terminal.say("!night saturday 8pm; ; the attic", "alice")
    world.clock.now = datetime(2026, 11, 28, 19, 30, tzinfo=UTC)
    capsys.readouterr()
    await terminal.say("!about", "bob")
    answer, _, announced = capsys.readouterr().out.partition("[announced to home] ")
    assert answer.startswith("I am Reelmates.")
    assert "alice: Movie night starts Saturday, 28 November 2026, 20:00 (UTC). Where: the attic." in announced


async def test_a_batch_of_profiles_gets_what_members_are_shown_by_paging(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    profiles = [
        {"id": "a", "likes": [MATRIX], "dislikes": []},
        {"id": "b", "likes": [ALIEN, AMELIE], "dislikes": [TITANIC]},
        {"id": "c", "likes": [], "dislikes": [TITANIC]},
    ]
    lines = [json.dumps(profile) for profile in profiles]
    assert await lookup.recommend_profiles(world.library, lines, 1000, Mood.BALANCED)
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b", "c"]
    for profile, answer in zip(profiles, answers, strict=True):
        name = str(profile["id"])
        for verdict, films in (("like", profile["likes"]), ("dislike", profile["dislikes"])):
            if films:
                await world.say(f"{verdict} {'; '.join(f'#{movie_id}' for movie_id in films)}", name)
        reply = await world.say("recommend 3", name)
        paged = ids_of(reply)
        while (reply := await world.press(button(reply, "More"), name)).cards:
            paged += ids_of(reply)
        assert [movie["movieId"] for movie in answer["movies"]] == paged


async def test_a_profile_that_cannot_be_read_is_told_and_the_others_answered(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["nonsense", '{"id": 1, "likes": [2571, 999999]}', '{"id": 2, "likes": "x"}']
    assert not await lookup.recommend_profiles(world.library, lines, 2, Mood.BALANCED)
    first, second, third = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert first["error"].startswith("Line 1 ")
    assert len(second["movies"]) == 2
    assert third["error"].startswith("Line 3 ")


def test_find_says_take_ask_or_none(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    film = _titles(data_dir)[0]
    capsys.readouterr()
    assert main(["find", film, "--json", "--data-dir", str(data_dir)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["decision"] == "take"
    assert told["candidates"][0]["title"] == film
    assert told["candidates"][0].keys() == {"movieId", "title", "year", "confidence"}
    assert main(["find", "qqqq zzzz", "--data-dir", str(data_dir)]) == 0
    assert "I know no film called" in capsys.readouterr().out


def test_queries_are_answered_in_order(
    data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    films = _titles(data_dir)
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{film}\n" for film in films)))
    assert main(["find", "--queries", "-", "--data-dir", str(data_dir)]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["candidates"][0]["title"] for answer in answers] == films


def test_recommend_for_titles_gives_films_with_reasons(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    film = _titles(data_dir)[0]
    arguments = ["recommend", "--like", film, "--count", "2", "--json", "--data-dir", str(data_dir)]
    assert main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["movies"]
    assert all(movie.keys() == {"movieId", "title", "year", "score", "reason"} for movie in told["movies"])
    assert film not in [movie["title"] for movie in told["movies"]]


def test_an_unknown_title_is_a_usage_fault(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recommend", "--like", "qqqq zzzz", "--data-dir", str(data_dir)]) == 2
    assert capsys.readouterr().err.startswith("I know no film called “qqqq zzzz”")


def _titles(data_dir: Path) -> list[str]:
    return [movie.title for movie in current_index(data_dir).catalogue()][:3]


def _is_png(path: str) -> bool:
    return Path(path).read_bytes().startswith(b"\x89PNG")
