"""`reelmates doctor`: what is set up, what is not, and what to do about it."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape

from bot.assembly import assemble, only_bot, open_omdb, slack_access, utc_now
from bot.database import open_database, reach_database
from bot.errors import IndexLocked, NotIngested, ReelmatesError
from bot.fronts.slack.notes import Notes
from bot.movies.omdb import KeyVerdict
from bot.operate.health import report_of_running
from bot.recommend.index_folder import current_index
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `is_fault` means that the bot cannot run as it is set up."""

    subject: str
    told: str
    is_fault: bool = False
    is_missing: bool = False


def examine(settings: Settings) -> bool:
    """Prints what was found; whether everything that is set up works."""
    findings = [*asyncio.run(_findings(settings)), *_running(settings)]
    console = Console(highlight=False)
    for finding in findings:
        mark = "[red]✗[/]" if finding.is_fault else "[yellow]–[/]" if finding.is_missing else "[green]✓[/]"
        console.print(f"{mark} [bold]{finding.subject}[/]: {escape(finding.told)}", soft_wrap=True)
    return not any(finding.is_fault for finding in findings)


async def _findings(settings: Settings) -> Sequence[Finding]:
    checks: tuple[tuple[str, Callable[[Settings], Awaitable[Finding]]], ...] = (
        ("Data folder", _data_folder),
        ("Film data", _film_data),
        ("Members' state", _database),
        ("Bot", _bot),
        ("Posters", _posters),
        ("Discord", _discord),
        ("Slack", _slack),
    )
    found = [Finding("Settings", "read from the environment and, where there is one, .env")]
    for subject, check in checks:
        try:
            found.append(await check(settings))
        except ReelmatesError as error:
            found.append(Finding(subject, str(error), is_fault=True))
    return found


async def _data_folder(settings: Settings) -> Finding:
    folder = settings.reelmates_data_dir
    existing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        told = f"{folder} cannot be written; choose another with REELMATES_DATA_DIR."
        return Finding("Data folder", told, is_fault=True)
    return Finding("Data folder", str(folder.absolute()))


async def _film_data(settings: Settings) -> Finding:
    try:
        folder = current_index(settings.reelmates_data_dir)
        summary = folder.summary()
    except NotIngested:
        if settings.qdrant_url is None:
            raise
        return Finding("Film data", "none on this host; films and ratings are read from the Qdrant server.")
    found = f"{summary.name}: {summary.ratings:,} ratings of {summary.films:,} films"
    if folder.has_shard:
        return Finding("Film data", f"{found}.")
    searched = "the Qdrant server searches them" if settings.qdrant_url else "no index here searches them"
    return Finding("Film data", f"{found}; {searched}.", is_missing=settings.qdrant_url is None)


async def _database(settings: Settings) -> Finding:
    """Brings it up to date as a start would, but never under a bot that runs, which may be of an older version."""
    settings.reelmates_data_dir.mkdir(parents=True, exist_ok=True)
    try:
        with only_bot(settings.reelmates_data_dir):
            database = await open_database(settings.database_url)
            await database.close()
    except IndexLocked:
        return Finding("Members' state", "a bot is running on the database, which is left alone.")
    return Finding("Members' state", f"the database {database.name} opens and is up to date.")


async def _bot(settings: Settings) -> Finding:
    try:
        async with assemble(settings):
            return Finding("Bot", "opens the index and is ready to answer.")
    except IndexLocked:
        return Finding("Bot", f"another Reelmates process is running on {settings.reelmates_data_dir}.")


def _running(settings: Settings) -> Sequence[Finding]:
    """What the bot that runs on this data says of itself, part by part; nothing where none does."""
    report = report_of_running(settings.reelmates_data_dir)
    parts = report.parts.items() if report else ()
    return [
        Finding(f"Running bot: {name}", part.told, not part.is_ok and part.is_needed, not part.is_ok)
        for name, part in parts
    ]


async def _posters(settings: Settings) -> Finding:
    omdb = open_omdb(settings)
    if omdb is None:
        return Finding("Posters", "OMDB_API_KEY is not set: films show drawn title cards.", is_missing=True)
    try:
        verdict = await omdb.check()
    finally:
        await omdb.close()
    return Finding("Posters", str(verdict), is_fault=verdict is KeyVerdict.BAD_KEY)


async def _discord(settings: Settings) -> Finding:
    if settings.discord_token is None:
        return Finding("Discord", "DISCORD_TOKEN is not set: no Discord.", is_missing=True)
    return Finding("Discord", "a token is set; `reelmates run` connects.")


async def _slack(settings: Settings) -> Finding:
    access = slack_access(settings)
    if access is None:
        return Finding("Slack", "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are not set: no Slack.", is_missing=True)
    try:
        from bot.fronts.slack.checking import told_of  # not at the top: Slack's libraries are an extra
    except ImportError:
        told = "its libraries are not installed: pip install 'reelmates[slack]'"
        return Finding("Slack", told, is_fault=True)
    database = reach_database(settings.database_url)
    try:
        return Finding("Slack", await told_of(access, Notes.of(database, utc_now).installs))
    finally:
        await database.close()
