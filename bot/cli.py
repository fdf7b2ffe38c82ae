"""The command `reelmates`: the command line to the rest of the product, faults to exit codes."""

import argparse
import asyncio
import contextlib
import io
import os
import sys
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TextIO

from bot.assembly import assemble, open_library, open_titles, utc_now
from bot.chat.sender import Space
from bot.doctor import examine
from bot.errors import FolderUnusable, OutsideError, ReelmatesError
from bot.fronts.terminal import importing, lookup
from bot.fronts.terminal.clock import ScriptClock
from bot.fronts.terminal.say import HOME, Terminal, sender_at
from bot.fronts.terminal.screen import Screen
from bot.ingest import PACKAGED
from bot.movies.download import NAMED_SETS
from bot.operate import log
from bot.operate.log import Level
from bot.preparation import DEFAULT_SET, prepare, prepare_if_empty
from bot.recommend.scoring import Mood
from bot.settings import Settings

ANSWERED, FAILED_OUTSIDE, SET_UP_OR_USAGE, INTERRUPTED = 0, 1, 2, 130
Run = Callable[[argparse.Namespace, Settings], int]
AddOptions = Callable[[argparse.ArgumentParser], None]

_MOST_FILMS = 1000
_ABOUT = "A Discord and Slack bot that finds the films a person, or a whole room, will love."
_SOURCES = f"{', '.join((*NAMED_SETS, PACKAGED))}, a folder or a zip (default: {DEFAULT_SET})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code is 0 answered, 1 something outside failed, 2 set-up or usage."""
    _speak_utf8()
    options = _parser().parse_args(arguments)
    try:
        settings = Settings.from_environment(options.data_dir)
        usual = Level.INFO if options.run in (_demo, _run) else Level.WARNING
        log.configure(settings.reelmates_log_format, settings.reelmates_log_level or usual, settings.secrets)
        return int(options.run(options, settings))
    except ReelmatesError as error:
        print(error, file=sys.stderr)
        return FAILED_OUTSIDE if isinstance(error, OutsideError) else SET_UP_OR_USAGE
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the answers has gone, as `head -1` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED_OUTSIDE


def _speak_utf8() -> None:
    """Input and output are UTF-8 on every system, as JSON demands; what cannot be read or written becomes "?"."""
    for stream, encoding in ((sys.stdin, "utf-8-sig"), (sys.stdout, "utf-8"), (sys.stderr, "utf-8")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors="replace")


def command_names() -> Sequence[str]:
    """The commands that the command line knows."""
    return [name for name, *_ in _commands()]


def _commands() -> Sequence[tuple[str, str, Run, AddOptions]]:
    """Every command: its name, what it does, what runs it, and what adds its options."""
    return (
        ("demo", "Open a page that looks and feels like a chat channel.", _demo, _add_demo),
        ("run", "Run the bot on every chat whose token is set.", _run, _add_nothing),
        ("doctor", "Check settings, data, tokens and services, and say what to do.", _doctor, _add_nothing),
        ("ingest", "Read a data set and build the index from it.", _ingest, _add_ingest),
        ("copy-state", "Copy what members told us from one database to another.", _copy_state, _add_copy_state),
        ("backup", "Back up what members told us, while the bot runs.", _backup, _add_backup),
        ("restore", "Put back what members told us from a backup.", _restore, _add_restore),
        ("say", "Say one chat line to the bot, or play a script of them.", _say, _add_say),
        ("import", "Bring films from elsewhere: shows what a file holds, then takes it in.", _import, _add_import),
        ("recommend", "Recommend films for titles, or for a file of profiles.", _recommend, _add_recommend),
        ("find", "Say which film a title means.", _find, _add_find),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reelmates", description=_ABOUT)
    parser.add_argument("--version", action="version", version=f"reelmates {version('reelmates')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, does, run, add_options in _commands():
        command = commands.add_parser(name, help=does, description=does)
        command.add_argument("--data-dir", type=Path, metavar="DIR", help="index, database, downloads (default: data)")
        command.set_defaults(run=run)
        add_options(command)
    return parser


def _add_nothing(_command: argparse.ArgumentParser) -> None:
    """The command has no options of its own."""


def _add_demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("--no-browser", action="store_true", help="print the page's address and open nothing")


def _add_ingest(ingest: argparse.ArgumentParser) -> None:
    ingest.add_argument("source", nargs="?", default=DEFAULT_SET, metavar="SOURCE", help=_SOURCES)


def _add_copy_state(copy_state: argparse.ArgumentParser) -> None:
    address = "a SQLite file, or an address as in REELMATES_DATABASE_URL"
    copy_state.add_argument("source", metavar="FROM", help=address)
    copy_state.add_argument("target", metavar="TO", help=f"{address}; it must be empty")


def _add_backup(backup: argparse.ArgumentParser) -> None:
    backup.add_argument("file", type=Path, metavar="FILE", help="the backup to make; it must not be there yet")


def _add_restore(restore: argparse.ArgumentParser) -> None:
    restore.add_argument("file", type=Path, metavar="FILE", help="a backup, of SQLite or PostgreSQL alike")
    replaces = "replace what the database holds; it is backed up first"
    restore.add_argument("--replace", action="store_true", help=replaces)


def _add_say(say: argparse.ArgumentParser) -> None:
    say.add_argument("line", nargs="?", metavar="LINE", help='as in "!like Matrix"')
    _add_member(say)
    script = (
        'a script: "alice: !like Matrix" says a line, "@2026-11-27T20:00+01:00" moves the clock; - is standard input'
    )
    say.add_argument("--lines", metavar="FILE", help=script)
    say.add_argument("--json", action="store_true", help="answer as JSON")


def _add_member(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--as", dest="name", type=_name, default="you", metavar="NAME", help="who it is (default: you)"
    )
    command.add_argument("--space", type=_name, default=HOME, metavar="NAME", help=f"where (default: {HOME})")


def _add_import(bring: argparse.ArgumentParser) -> None:
    bring.add_argument(
        "file", type=Path, metavar="FILE", help="an export of Letterboxd, IMDb, Trakt, TMDB, MovieLens …"
    )
    _add_member(bring)
    bring.add_argument("--yes", action="store_true", help="take it in without a question")
    bring.add_argument("--unmatched", type=Path, metavar="FILE", help="where to put a table of the films not found")


def _add_recommend(recommend: argparse.ArgumentParser) -> None:
    recommend.add_argument("--like", action="append", default=[], metavar="TITLE", help="a film you love; repeatable")
    recommend.add_argument("--dislike", action="append", default=[], metavar="TITLE", help="one that is not for you")
    recommend.add_argument(
        "--profiles", metavar="FILE", help='lines {"id":, "likes": [ids], "dislikes": [ids]}; - is standard input'
    )
    recommend.add_argument("--count", type=_count, default=5, metavar="N", help=f"how many, 1 to {_MOST_FILMS}")
    recommend.add_argument("--mood", type=Mood, choices=list(Mood), default=Mood.BALANCED, help="how well known")
    recommend.add_argument("--json", action="store_true", help="answer as JSON")


def _add_find(find: argparse.ArgumentParser) -> None:
    find.add_argument("words", nargs="?", metavar="WORDS", help="a title as people write it")
    find.add_argument("--queries", metavar="FILE", help="a title per line, answered as JSON; - is standard input")
    find.add_argument("--json", action="store_true", help="answer as JSON")


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= _MOST_FILMS:
        raise argparse.ArgumentTypeError(f"it must be a number from 1 to {_MOST_FILMS}")
    return int(text)


def _name(text: str) -> str:
    """A name that can be stored, though the terminal may have sent bytes that are no UTF-8."""
    return text.encode(errors="surrogateescape").decode(errors="replace")


def _usage(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return SET_UP_OR_USAGE


def _demo(options: argparse.Namespace, settings: Settings) -> int:
    from bot.serving import serve_page  # not at the top: the fronts' libraries would slow every `say`

    prepare_if_empty(settings)
    asyncio.run(serve_page(settings, opened=None if options.no_browser else webbrowser.open))
    return ANSWERED


def _run(_options: argparse.Namespace, settings: Settings) -> int:
    from bot.serving import serve_fronts  # not at the top: the fronts' libraries would slow every `say`

    asyncio.run(serve_fronts(settings))
    return ANSWERED


def _doctor(_options: argparse.Namespace, settings: Settings) -> int:
    return ANSWERED if examine(settings) else SET_UP_OR_USAGE


def _ingest(options: argparse.Namespace, settings: Settings) -> int:
    prepare(options.source, settings)
    return ANSWERED


def _copy_state(options: argparse.Namespace, settings: Settings) -> int:
    from bot.copying import copy_state  # not at the top: nobody else needs it

    copy_state(options.source, options.target, settings.reelmates_data_dir)
    return ANSWERED


def _backup(options: argparse.Namespace, settings: Settings) -> int:
    from bot.backups.taking import take_backup  # not at the top: nobody else needs these
    from bot.copying import by_table

    label = asyncio.run(take_backup(settings.database_url, options.file, utc_now()))
    print(f"Backed up to {options.file}, {by_table(label.rows)}")
    return ANSWERED


def _restore(options: argparse.Namespace, settings: Settings) -> int:
    from bot.backups.folder import BackupFolder  # not at the top: nobody else needs these
    from bot.backups.restoring import restore_state
    from bot.copying import by_table

    saving = BackupFolder(settings.backup_dir) if options.replace else None
    restored = restore_state(options.file, settings.database_url, settings.reelmates_data_dir, saving, utc_now())
    if restored.former is not None:
        print(f"What the database held before is in {restored.former}.")
    print(f"Restored the backup of {restored.label.made_at:%Y-%m-%d %H:%M} UTC, {by_table(restored.rows)}")
    return ANSWERED


def _say(options: argparse.Namespace, settings: Settings) -> int:
    if (options.line is None) == (options.lines is None):
        return _usage('Say one line, as in: reelmates say "!like Matrix"; or play a script with --lines FILE.')

    async def talk() -> None:
        clock = ScriptClock(utc_now)
        screen = Screen(settings.reelmates_data_dir / "cards", is_json=options.json or options.line is None)
        async with assemble(settings, clock=clock) as assembled:
            terminal = Terminal(assembled.bot, clock, screen, options.space)
            if options.line is not None:
                await terminal.say(options.line, options.name)
                return
            with _opened(options.lines) as script:
                await terminal.play(script)

    asyncio.run(talk())
    return ANSWERED


def _import(options: argparse.Namespace, settings: Settings) -> int:
    is_agreed = (lambda: True) if options.yes else importing.ask if sys.stdin.isatty() else None

    async def bring_in() -> None:
        screen = Screen(settings.reelmates_data_dir / "cards", is_json=False)
        member = sender_at(Space(options.space, options.space), options.name)
        async with assemble(settings) as assembled:
            await importing.bring_in(assembled.bot, options.file, member, screen, is_agreed, options.unmatched)

    asyncio.run(bring_in())
    return ANSWERED


def _recommend(options: argparse.Namespace, settings: Settings) -> int:
    async def answer() -> int:
        async with open_library(settings) as library:
            if options.profiles is not None:
                with _opened(options.profiles) as lines:
                    all_read = await lookup.recommend_profiles(library, lines, options.count, options.mood)
                return ANSWERED if all_read else SET_UP_OR_USAGE
            profile = lookup.profile_of(library.titles, options.like, options.dislike)
            await lookup.recommend(library, profile, options.count, options.mood, options.json)
            return ANSWERED

    return asyncio.run(answer())


def _find(options: argparse.Namespace, settings: Settings) -> int:
    if (options.words is None) == (options.queries is None):
        return _usage('Name a title, as in: reelmates find "matrix"; or a file of titles with --queries FILE.')
    titles = open_titles(settings)
    if options.words is not None:
        lookup.find(titles, options.words, options.json)
        return ANSWERED
    with _opened(options.queries) as queries:
        for query in queries:
            lookup.find(titles, query.rstrip("\r\n"), is_json=True)
    return ANSWERED


@contextlib.contextmanager
def _opened(name: str) -> Iterator[TextIO]:
    """Standard input for "-", else the file; raises FolderUnusable when it cannot be read."""
    if name == "-":
        yield sys.stdin
        return
    with contextlib.ExitStack() as opened:
        try:
            file = opened.enter_context(Path(name).open(encoding="utf-8-sig", errors="replace"))
        except OSError as error:
            raise FolderUnusable(f"{name} cannot be read ({error.strerror}).") from error
        yield file


if __name__ == "__main__":
    sys.exit(main())
