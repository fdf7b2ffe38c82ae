"""Whatever members and scripts say: a clear sentence each, never a traceback, and nothing lost."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.driver import environment, run
from tests.faults.refusals import Terminal
from tests.world import World, member

_STRANGE = (
    "",
    ";",
    "; ; ;",
    "x" * 5000,
    "ha " * 1666,
    "🍿🎬👩‍👩‍👧‍👦",
    "**bold** _italic_ ~~gone~~ `code` ```\nblock\n``` ||spoiler||",
    "@everyone",
    "<@123456789> <#42> <!channel> <script>alert(1)</script>",
    "'; DROP TABLE verdicts; --",
    '" OR 1=1 --',
    "Ali\0en",
    "\udcff\udc80 Zzyzx?",
    "\ud83d",
    "‮ xirtaM ehT",
    "פנתרים",
    "مصفوفة",
    "e\u0301" * 900,
    "#",
    "#0",
    "#-1",
    "#999999999",
    "#999999999999999999999",
    "#²",
    "%s %d {0} {name} $HOME `id`",
    "a" * 300 + " (1999)",
    "\t\v\f\x1b[31mred\x1b[0m",
    "1e999",
    "NaN",
    "3 in abc123",
    "#999999999 in abc123",
    "99999999",
)
_HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_COMMANDS = ("like", "dislike", "seen", "forget", "why", "recommend", "more", "taste", "instead", "space", "nonsense")


@pytest.mark.parametrize("words", _STRANGE, ids=lambda words: ascii(words)[1:24])
async def test_strange_words_get_a_clear_sentence_and_leave_the_taste_alone(words: str, world: World) -> None:
    await world.say("like The Matrix; Toy Story")
    before = (await world.say("taste")).text
    for command in _COMMANDS:
        reply = await world.say(f"{command} {words}")
        assert "Something went wrong" not in reply.text
        assert 0 < len(reply.text.encode()) < 8000
        assert len(reply.text) < 2000
        assert not _HARMFUL.search(reply.text)
    assert (await world.say("taste")).text == before


@pytest.mark.parametrize("words", ["x" * 5000, "", " ", "\0", "\udcff", "!", "! ", "!!", "! like", "\n"])
async def test_a_strange_line_is_answered_or_not_meant_for_the_bot(words: str, world: World) -> None:
    for is_direct in (True, False):
        reply = await world.bot.hear(words, member(is_direct=is_direct))
        assert reply is None or "Something went wrong" not in reply.text


@pytest.mark.parametrize("titles", [500, 60])
async def test_very_many_titles_in_one_line_get_one_short_answer(titles: int, world: World) -> None:
    reply = await world.say("like " + ";".join(f"x{number}" for number in range(titles))[:1900])
    assert len(reply.text) < 2000
    assert "50 titles" in reply.text


async def test_all_films_at_once_can_be_liked_and_undone_in_short_answers(world: World) -> None:
    reply = await world.say("like " + ";".join(f"#{movie.movie_id}" for movie in world.library.catalogue))
    assert 0 < len(reply.text) < 2000
    assert 0 < len((await world.say("undo")).text) < 2000


def test_bytes_that_are_no_utf8_are_answered_at_the_terminal(small_data: Path) -> None:
    said = run("say", b"!like \xff\xfeMatrix", "--as", b"\xe9mile", "--data-dir", small_data, cwd=small_data.parent)
    assert said.returncode == 0, said.stderr
    assert said.stderr == b""
    assert said.stdout.decode().startswith("You like The Matrix (1999).")
    shown = run("say", "!recommend", "--as", b"\xe9mile", "--json", "--data-dir", small_data, cwd=small_data.parent)
    assert "for \ufffdmile" in json.loads(shown.stdout)["text"]


_SCRIPT = (
    b"\xef\xbb\xbfalice: !like Alien (1979)\r\n"
    b"\n"
    b"no name and no words\n"
    b": !like Aliens\n"
    b"alice:\n"
    b"alice !like Aliens\n"
    b"bob: !like \xff\xfe\n"
    b"\xff\xfe: !like Aliens\n"
    b"carol\0: !like \0\n"
    b"alice: " + b"x" * 100_000 + b"\n"
    b"   \n"
    b"alice: !taste"
)


@pytest.mark.parametrize("settings", [{}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONUTF8": "0", "LC_ALL": "C"}], ids=str)
def test_a_malformed_script_gets_one_json_answer_per_line(settings: dict[str, str], small_data: Path) -> None:
    played = run("say", "--lines", "-", "--data-dir", small_data, cwd=small_data.parent, said=_SCRIPT, **settings)
    assert played.returncode == 0, played.stderr
    assert played.stderr == b""
    answers = [json.loads(line)["text"] for line in played.stdout.decode().splitlines()]
    assert len(answers) == 10
    assert answers[0].startswith("You like Alien (1979)")
    assert [answers[place] for place in (1, 2, 4)] == [
        "A script line needs a name and words, as in: alice: !like Matrix"
    ] * 3
    assert answers[9] == "You like (1): Alien (1979)"


def test_a_reader_that_goes_away_ends_a_script_quietly(small_data: Path) -> None:
    script = "alice: !help\n" * 2000
    command = f"'{sys.executable}' -m bot.cli say --lines - --data-dir '{small_data}' | head -n 1"
    piped = subprocess.run(
        ["sh", "-c", command],
        input=script.encode(),
        capture_output=True,
        cwd=small_data.parent,
        env=environment(small_data.parent),
        check=False,
        timeout=60,
    )
    assert piped.stderr == b""
    assert len(piped.stdout.splitlines()) == 1


@pytest.mark.parametrize("line", ["!recommend", "!like Aliens", "!nonsense", "", "!help", "\udcff"])
def test_with_json_standard_output_holds_json_and_nothing_else(line: str, small_data: Path, terminal: Terminal) -> None:
    outcome = terminal.run("say", "--json", line, "--data-dir", small_data)
    assert outcome.code == 0
    assert outcome.err == ""
    assert json.loads(outcome.out)["text"]
    assert len(outcome.out.splitlines()) == 1


@pytest.mark.parametrize("script", ["missing.txt", "folder", ""])
def test_a_script_that_cannot_be_read_is_told_in_one_sentence(
    script: str, small_data: Path, terminal: Terminal
) -> None:
    (terminal.folder / "folder").mkdir()
    terminal.run("say", "--lines", script, "--data-dir", small_data).assert_refused("cannot be read")


def test_malformed_profiles_are_named_by_their_line(small_data: Path, terminal: Terminal) -> None:
    lines = (
        '{"id": 1, "likes": [2571]}',
        "nonsense",
        "[1]",
        '{"id": 4, "likes": [1e999]}',
        '{"id": 5, "likes": "318"}',
        '{"id": 6, "likes": ["318"]}',
        '{"id": 7, "likes": [2571.5]}',
        '{"id": 8, "likes": null}',
        '{"id": 9, "likes": 7}',
        "[" * 5000,
        '{"id": 11, "likes": [99999999999999999999], "dislikes": [-1]}',
        '{"id": 12}',
    )
    profiles = terminal.folder / "profiles.jsonl"
    profiles.write_text("\n".join(lines))
    outcome = terminal.run("recommend", "--profiles", profiles, "--data-dir", small_data)
    assert outcome.code == 2
    answers = [json.loads(line) for line in outcome.out.splitlines()]
    assert [answer["id"] for answer in answers if "movies" in answer] == [1, 11, 12]
    assert [answer["error"] for answer in answers if "error" in answer] == [
        f'Line {number} is not like {{"id": 1, "likes": [318]}}.' for number in range(2, 11)
    ]


@pytest.mark.parametrize("title", ["", "Zzyzx Quux", "\udcff", "x" * 5000])
def test_an_unknown_title_at_the_terminal_is_told_in_one_sentence(
    title: str, small_data: Path, terminal: Terminal
) -> None:
    terminal.run("recommend", "--like", title, "--data-dir", small_data).assert_refused("no film")
