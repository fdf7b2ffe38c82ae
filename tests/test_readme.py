"""The README, the settings example and the page of data tell the truth about the code."""

import re
from pathlib import Path

import pytest

from bot.chat.entries import ENTRIES
from bot.cli import command_names
from bot.movies.download import NAMED_SETS
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _rows(heading: str) -> dict[str, list[str]]:
    """The table under a heading: first cell to the other cells, code marks taken off."""
    section = README.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [re.split(r"(?<!\\)\|", line.strip("|")) for line in section.splitlines() if line.startswith("| ")]
    cells = [[cell.strip().replace("`", "").replace("\\|", "|") for cell in row] for row in rows]
    return {row[0]: row[1:] for row in cells[1:]}


def test_every_chat_command_is_in_the_table_and_nothing_else() -> None:
    told = {takes: does for takes, (does,) in _rows("Commands").items()}
    assert told == {f"{entry.name} {entry.takes}".strip(): entry.does for entry in ENTRIES}


def test_every_setting_is_in_the_table_with_its_default_and_meaning() -> None:
    rows = _rows("Settings")
    assert list(rows) == [name.upper() for name in Settings.model_fields]
    for name, field in Settings.model_fields.items():
        default, meaning = rows[name.upper()]
        expected = "" if field.default is None else str(field.default)
        assert default.lower() == expected.lower()
        assert meaning == (field.description or "").replace("`", "")


def test_every_terminal_command_is_in_the_table() -> None:
    told = {cell.split()[1] for cell in _rows("In the terminal")}
    assert told == set(command_names())


def test_every_named_set_is_told() -> None:
    assert all(f"`{name}`" in README for name in (*NAMED_SETS, "packaged"))


def test_the_settings_example_names_every_setting_once() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == sorted(map(str.upper, Settings.model_fields))


@pytest.mark.parametrize(
    "page",
    [
        *("README.md", "CONTRIBUTING.md", "data/README.md", "docs/architecture.md"),
        *("docs/backup.md", "docs/operations.md", "docs/scaling.md"),
    ],
)
def test_links_within_the_repository_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert not [link for link in links if not ((ROOT / page).parent / link).exists()]
