"""The terminal's own forms: JSON for scripts, scripts of lines, batch use."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.fronts.terminal import lookup
from bot.fronts.terminal.say import Terminal
from bot.recommend.index_folder import current_index
from bot.recommend.scoring import Mood
from tests.movielens_forms import write_csv_form
from tests.world import ALIEN, AMELIE, MATRIX, TITANIC, World, button, ids_of


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an ingested hand-made set."""
    source = tmp_path_factory.mktemp("source")
    write_csv_form(source)
    target = tmp_path_factory.mktemp("data")
    assert main(["ingest", str(source), "--data-dir", str(target)]) == 0
    return target


@pytest.fixture
def terminal(world: World, tmp_path: Path) -> Terminal:
    """A terminal in the small world."""
    return Terminal(world.bot, tmp_path / "cards")


async def _shown(terminal: Terminal, capsys: pytest.CaptureFixture[str], line: str) -> Any:
    await terminal.show(await terminal.say(line, "alice", "home"), is_json=True)
    return json.loads(capsys.readouterr().out)


async def test_an_answer_as_json_has_text_cards_pictures_and_tokens(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    await terminal.say("!like Matrix", "alice", "home")
    told = await _shown(terminal, capsys, "!recommend 2")
    assert told["text"].startswith("Two films for alice")
    card = told["cards"][0]
    assert card.keys() == {"movieId", "title", "year", "body", "image", "buttons"}
    assert _is_png(card["image"])
    assert [one["label"] for one in card["buttons"]] == ["Like", "Dislike", "Seen", "Why"]


async def test_a_token_can_be_said_as_a_line(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    await terminal.say("like Matrix", "alice", "home")
    card = (await _shown(terminal, capsys, "recommend"))["cards"][0]
    after = await _shown(terminal, capsys, card["buttons"][0]["token"])
    assert after["text"].startswith(f"You like {card['title']}")
    assert card["movieId"] not in [one["movieId"] for one in after["cards"]]


async def test_a_script_is_answered_line_by_line(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    await terminal.play(["alice: !like Matrix\n", "\n", "no name here\n", "bob: taste\n"], "home")
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["text"].split()[0] for answer in answers] == ["You", "A", "You"]
    assert answers[2]["text"].startswith("You have told me nothing yet")


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
