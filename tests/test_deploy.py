"""What operators are handed, containers, unit and chapters, fits the product; each step was also tried by hand."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest

from bot.cli import command_names
from bot.fronts.under_way import FINISH_WITHIN_S
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
COMPOSE = ("compose.yaml", "compose.scaled.yaml")
CHAPTERS = ("README.md", "docs/operations.md", "docs/backup.md", "docs/scaling.md")
OURS = re.compile(r"\b(?:REELMATES|DISCORD|SLACK|OMDB|MOVIELENS|QDRANT)_(?!_)[A-Z_]*[A-Z]\b")
ALIASES = {"QDRANT_HOST"}
# Accounts and folders of that name stand behind an option or a path.
TYPED = re.compile(r"(?:(?<!-[ugo] )(?<!lib/)\breelmates|\brun --rm(?: -\S+(?: \S+=\S+)?)* bot) (?!-)([a-z][a-z-]+)\b")


def read(name: str) -> str:
    """A file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def examples(page: str) -> str:
    """The lines of a page that are to be typed."""
    return "\n".join(re.findall(r"^```\n(.*?)^```", read(page), re.MULTILINE | re.DOTALL))


def section(name: str, heading: str) -> str:
    """The indented lines below a heading of a compose file, at whatever depth it stands."""
    found = re.search(rf"^( *){heading}:\n((?:\1 +.*\n|\n)+)", read(name), re.MULTILINE)
    assert found, f"{name} has no {heading}"
    return found[2]


@pytest.fixture
def unit() -> ConfigParser:
    """The unit of systemd."""
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # as the library's manual says to keep capitals
    parser.read_string(read("deploy/reelmates.service"))
    return parser


@pytest.mark.parametrize("name", [*COMPOSE, *CHAPTERS, "Dockerfile", "deploy/reelmates.service"])
def test_every_setting_that_is_named_exists(name: str) -> None:
    assert set(OURS.findall(read(name))) <= {*map(str.upper, Settings.model_fields), *ALIASES}


@pytest.mark.parametrize("page", CHAPTERS)
def test_every_command_that_is_to_be_typed_exists(page: str) -> None:
    typed = TYPED.findall(examples(page))
    assert typed
    assert set(typed) <= set(command_names())


def test_the_unit_starts_a_command_that_exists_in_the_folder_that_it_may_write(unit: ConfigParser) -> None:
    service = unit["Service"]
    program, command = service["ExecStart"].split()
    assert Path(program).name == "reelmates"
    assert command in command_names()
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"


def test_nothing_in_the_unit_takes_precedence_over_the_settings_file(unit: ConfigParser) -> None:
    assert not {"Environment", "EnvironmentFile", "PassEnvironment"} & set(unit["Service"])


def test_the_unit_and_the_containers_leave_time_for_answers_under_way(unit: ConfigParser) -> None:
    assert float(unit["Service"]["TimeoutStopSec"]) > FINISH_WITHIN_S
    for name in COMPOSE:
        grace = re.search(r"stop_grace_period: (\d+)s", section(name, "bot"))
        assert grace
        assert float(grace[1]) > FINISH_WITHIN_S


@pytest.mark.parametrize("name", COMPOSE)
def test_a_container_keeps_its_state_where_the_bot_writes_it_and_writes_nowhere_else(name: str) -> None:
    bot, dockerfile = section(name, "bot"), read("Dockerfile")
    place = re.search(r"REELMATES_DATA_DIR: (\S+)", bot)
    assert place
    assert f"- state:{place[1]}\n" in bot
    assert f"VOLUME {place[1]}\n" in dockerfile
    assert f"REELMATES_DATA_DIR={place[1]}\n" in dockerfile
    assert "read_only: true" in bot
    assert "cap_drop: [ALL]" in bot
    assert "no-new-privileges:true" in bot


@pytest.mark.parametrize("name", COMPOSE)
def test_every_volume_is_declared_and_every_declared_one_is_used(name: str) -> None:
    used = re.findall(r"^ +- (\w+):/", read(name), re.MULTILINE)
    declared = re.findall(r"^  (\w+):$", read(name).rpartition("\nvolumes:\n")[2], re.MULTILINE)
    assert set(used) == set(declared)


@pytest.mark.parametrize("name", COMPOSE)
def test_no_port_is_published_unasked(name: str) -> None:
    assert "ports:" not in read(name)


def test_a_container_runs_a_command_that_exists_as_somebody_who_is_not_root() -> None:
    dockerfile = read("Dockerfile")
    command = re.search(r'^CMD \["([\w-]+)"\]$', dockerfile, re.MULTILINE)
    assert command
    assert command[1] in command_names()
    assert "\nUSER reelmates\n" in dockerfile
    assert "HEALTHCHECK" in dockerfile


def test_what_to_do_is_told_for_every_part_of_the_health_page() -> None:
    chapter = read("docs/operations.md").partition("\n## Health\n")[2].partition("\n## ")[0]
    told = {
        name for cell in re.findall(r"^\| (`[^|]+`) \|", chapter, re.MULTILINE) for name in re.findall(r"`(\w+)`", cell)
    }
    assert {"films", "index", "database", "discord", "slack", "posters", "backups"} <= told


def test_the_chapters_lead_to_headings_that_are_there() -> None:
    headings = {
        re.sub(r"[^a-z0-9 -]", "", line.lower()).strip().replace(" ", "-")
        for line in re.findall(r"^#+ (.+)$", read("docs/operations.md"), re.MULTILINE)
    }
    inside = re.findall(r"\]\(#([\w-]+)\)", read("docs/operations.md"))
    outside = re.findall(r"\]\(docs/operations\.md#([\w-]+)\)", read("README.md"))
    assert inside
    assert outside
    assert {*inside, *outside} <= headings
