"""`reelmates copy-state`: everything members told us, from one database to another; all of it or nothing."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import Row, Table, func, insert, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.assembly import only_bot
from bot.database import METADATA, Database, open_database, reason_of, sqlite_url
from bot.errors import DatabaseUnavailable, SetupError

_ROWS_AT_ONCE = 1_000
_console = Console(stderr=True, highlight=False)


@dataclass(frozen=True, slots=True)
class Step:
    """How far the copy is: `done` of `total` rows, the latest of them in `table`."""

    table: str
    done: int
    total: int


def copy_state(source: str, target: str, data_dir: Path) -> None:
    """Copies between two addresses or SQLite files, while no bot runs in the data folder, and tells what was copied."""
    with only_bot(data_dir), shown("Copying") as told:
        counts = asyncio.run(_copy_between(_address(source), _address(target), told))
    _console.print(f"Copied and compared, {by_table(counts)}", markup=False, soft_wrap=True)


@contextmanager
def shown(doing: str) -> Iterator[Callable[[Step], None]]:
    """A bar on the terminal, where there is one, for the steps that it is told."""
    looks = (TextColumn(f"{doing} {{task.description}}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*looks, console=_console, transient=True, disable=not _console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda step: bar.update(task, description=step.table, completed=step.done, total=step.total)


def by_table(counts: Mapping[str, int]) -> str:
    """How many rows each table has that has any, as the end of a sentence."""
    return f"rows by table: {', '.join(f'{table} {count:,}' for table, count in counts.items() if count) or 'none'}."


def _address(given: str) -> str:
    return given if "://" in given else sqlite_url(Path(given))


async def _copy_between(source: str, target: str, told: Callable[[Step], None]) -> Mapping[str, int]:
    _check_that_file_exists(source)
    async with _opened(source) as here, _opened(target) as there:
        return await copy_rows(here, there, told)


def _check_that_file_exists(address: str) -> None:
    """Opening a SQLite file that does not exist would make it."""
    try:
        url = make_url(address)
    except ArgumentError:
        return  # which opening tells better
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise SetupError(f"There is no database {url.database} to copy from.")


@asynccontextmanager
async def _opened(address: str) -> AsyncIterator[Database]:
    database = await open_database(address)
    try:
        yield database
    finally:
        await database.close()


async def copy_rows(source: Database, target: Database, told: Callable[[Step], None]) -> Mapping[str, int]:
    """Copies every table into an empty database and compares row by row; how many rows each has.

    Nobody can write to either meanwhile. Raises SetupError, and then the target is as empty as it was.
    """
    if source.name == target.name:
        raise SetupError(f"Both addresses are those of {source.name}; please name another database to copy to.")
    try:
        async with source.writing() as here, target.writing() as there:
            counts = await row_counts(here)
            if not any(counts.values()):
                raise SetupError(f"The database {source.name} holds no members' state yet; nothing was copied.")
            if any((await row_counts(there)).values()):
                raise SetupError(f"The database {target.name} is not empty; please name an empty one to copy to.")
            await copy_tables(here, there, sum(counts.values()), told)
    except (DBAPIError, DatabaseUnavailable) as error:
        reason = reason_of(error.__cause__ or error)
        raise SetupError(f"The copy broke off ({reason}); nothing was copied; put that right and try again.") from error
    return counts


async def row_counts(connection: AsyncConnection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: await connection.scalar(select(func.count()).select_from(table)) or 0
        for table in METADATA.sorted_tables
    }


async def copy_tables(here: AsyncConnection, there: AsyncConnection, total: int, told: Callable[[Step], None]) -> None:
    """Copies the rows of every table into an empty one and compares them; raises SetupError where they differ."""
    done = 0
    for table in METADATA.sorted_tables:
        sent, rows = 0, 0
        async for chunk in _chunks(table, here):
            await there.execute(insert(table), [dict(row._mapping) for row in chunk])
            sent, rows = sent + _digest(chunk), rows + len(chunk)
            told(Step(table.name, done + rows, total))
        done += rows
        await _compare(table, there, rows, sent)
        await _continue_numbering(table, there)


async def _chunks(table: Table, connection: AsyncConnection) -> AsyncIterator[Sequence[Row[Any]]]:
    async with connection.stream(select(table).order_by(*table.primary_key)) as result:
        async for chunk in result.partitions(_ROWS_AT_ONCE):
            yield chunk


async def _compare(table: Table, there: AsyncConnection, rows: int, sent: int) -> None:
    kept, received = 0, 0
    async for chunk in _chunks(table, there):
        kept, received = kept + len(chunk), received + _digest(chunk)
    if (kept, received) != (rows, sent):
        raise SetupError(f"The copy of {table.name} differs from what was copied; nothing was kept of it.")


def _digest(rows: Iterable[Row[Any]]) -> int:
    """The sum of the rows' hashes: the same in whatever order a database returns them."""
    return sum(int.from_bytes(blake2b(_spelled(row), digest_size=16).digest()) for row in rows)


def _spelled(row: Row[Any]) -> bytes:
    """JSON where it can be, whose keys a database may put in another order."""
    return json.dumps(list(row), default=repr, sort_keys=True).encode()


async def _continue_numbering(table: Table, there: AsyncConnection) -> None:
    """PostgreSQL numbers new rows by a sequence, which rows that bring their number do not move."""
    column = table.autoincrement_column
    if column is None or there.dialect.name != "postgresql":
        return
    highest = func.max(column)
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    await there.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))
