"""The database of members' state: engine, migrations, and what every table shares."""

import secrets
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, DateTime, Dialect, MetaData, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, InvalidRequestError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.types import TypeDecorator

from bot.errors import DatabaseUnavailable, SetupError
from bot.sqlite_connection import QuickConnection

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# No letters or digits that are misread for one another.
_LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"
_ID_LENGTH = 12
_MIGRATIONS = Path(__file__).parent / "migrations"
_SQLITE, _POSTGRESQL = "sqlite", "postgresql"

# PostgreSQL's code for every fault that may pass, or that only the operator can end: connection, a server that only
# reads, access, a database gone, deadlock, resources, lock not to be had, shutdown, its disk; by class or in full.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_OUTAGES = ("08", "25006", "28", "3D", "40", "53", "55", "57", "58")

_LOCK_PATIENCE_MS = 5_000
_POSTGRESQL_OPTIONS: dict[str, Any] = {
    "pool_pre_ping": True,  # a server that was started again is found again without a failure
    "pool_timeout": 5,
    "connect_args": {
        "timeout": 3,
        "command_timeout": 10,
        "server_settings": {
            "application_name": "reelmates",
            "lock_timeout": str(_LOCK_PATIENCE_MS),
            "tcp_keepalives_idle": "20",  # a host that vanished gives up its locks within a minute
            "tcp_keepalives_interval": "10",
            "tcp_keepalives_count": "3",
        },
    },
}
_SQLITE_POOLS: dict[str, Any] = {"max_overflow": 0, "connect_args": {"async_creator_fn": QuickConnection.to}}
# Writers of one process wait in line for the one connection, where SQLite would have each try again and again.
_SQLITE_WRITER = {**_SQLITE_POOLS, "pool_size": 1, "pool_timeout": 2 * _LOCK_PATIENCE_MS / 1000}
_SQLITE_READERS = {
    **_SQLITE_POOLS,
    "pool_size": 4,
    "pool_timeout": 3,  # a line may have to find out twice that none is free
    "pool_reset_on_return": None,
    "skip_autocommit_rollback": True,  # without a transaction there is nothing to roll back
}
# Any number that nobody else takes locks on; see Database.writing.
_WRITERS = 0x7265656C
_NO_MEMBER = 0
# A write like any other, down to the disk, that changes nothing.
_SAME_REVISION = text("UPDATE alembic_version SET version_num = version_num")


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets time zones, so they are put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Stores the moment in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Reads the moment as UTC."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def new_id() -> str:
    """An id to show and to type, in 12 characters: of ten million, two are the same once in ten thousand times."""
    return "".join(secrets.choice(_LEGIBLE) for _ in range(_ID_LENGTH))


class Database:
    """One database of members' state; reads see what is committed, a write is one transaction."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self._writer = writer
        self._reader = reader

    @property
    def name(self) -> str:
        """The database's file or address, without its password."""
        return _name(self._writer.url)

    @property
    def file(self) -> Path | None:
        """Where SQLite keeps it; None for a server's."""
        return Path(self._writer.url.database or "") if self._writer.dialect.name == _SQLITE else None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection that takes no locks."""
        with _translated():
            async with self._reader.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self, member_id: int | None = None) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction: committed when the block ends well, rolled back when it does not.

        Writers of all processes wait for each other, so that what the block has read stays true until it ends. One
        that names a member waits for those of the same member and for those that name none: on PostgreSQL; SQLite
        has one writer at a time whatever is named.
        """
        with _translated():
            async with self._writer.begin() as connection:
                if connection.dialect.name == _POSTGRESQL:
                    await _take_turn(connection, member_id)
                yield connection

    async def fault(self) -> str | None:
        """Why nothing can be written now, in the database's own words; None once a write has reached the disk."""
        try:
            async with self.writing(_NO_MEMBER) as connection:
                await connection.execute(_SAME_REVISION)
        except (DBAPIError, DatabaseUnavailable) as error:
            return reason_of(error.__cause__ or error)
        return None

    async def close(self) -> None:
        """Closes every connection."""
        await self._reader.dispose()
        await self._writer.dispose()


async def _take_turn(connection: AsyncConnection, member_id: int | None) -> None:
    """Locks that the end of the transaction releases, however it ends."""
    if member_id is None:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:writers)"), {"writers": _WRITERS})
        return
    mine = text("SELECT pg_advisory_xact_lock_shared(:writers), pg_advisory_xact_lock(CAST(:writers AS int), :member)")
    await connection.execute(mine, {"writers": _WRITERS, "member": member_id})


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, NoConnectionFree, OSError) as error:
        if isinstance(error, DBAPIError) and not _is_outage(error):
            raise
        raise DatabaseUnavailable("I cannot get at my notes just now. Please try again in a moment.") from _cause(error)


def _is_outage(error: DBAPIError) -> bool:
    """Whether the database cannot do it now, rather than not at all."""
    code = getattr(error.orig, "sqlstate", None) or ""
    return isinstance(error, OperationalError) or error.connection_invalidated or code.startswith(_OUTAGES)


async def open_database(url: str) -> Database:
    """The database at `url`, its tables brought up to date; raises SetupError when it cannot be opened or written."""
    engine = _engine(url)
    try:
        async with engine.begin() as connection:
            if engine.dialect.name == _POSTGRESQL:
                await _take_turn(connection, None)
            await connection.run_sync(_migrate)
    except (DBAPIError, OSError, SetupError, TypeError) as error:  # TypeError: an option that the driver does not know
        await engine.dispose()
        raise SetupError(
            f"The database {_name(engine.url)} cannot be used ({reason_of(error)}); "
            "REELMATES_DATABASE_URL can name another."
        ) from error
    return Database(engine, _reader_beside(engine))


def reach_database(url: str) -> Database:
    """The database at `url` as it is, its tables not brought up to date; whether it is there shows when it is asked."""
    engine = _engine(url)
    return Database(engine, _reader_beside(engine))


def _engine(url: str) -> AsyncEngine:
    try:
        address = _address(url)
        options = _POSTGRESQL_OPTIONS if address.get_backend_name() == _POSTGRESQL else _SQLITE_WRITER
        engine = create_async_engine(address, hide_parameters=True, **options)
    except (ArgumentError, InvalidRequestError, ImportError, TypeError) as error:
        raise SetupError(
            "REELMATES_DATABASE_URL is not a database address we can open; one looks like "
            "sqlite+aiosqlite:///members.db or postgresql://bot:password@db.example/reelmates"
        ) from error
    if engine.dialect.name == _SQLITE:
        event.listen(engine.sync_engine, "connect", _make_durable)
        event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _reader_beside(writer: AsyncEngine) -> AsyncEngine:
    """An engine for connections without transactions; SQLite's are kept apart, so that none is made ready anew for each
    reading, and are as many as the processor has use for.
    """
    if writer.dialect.name != _SQLITE:
        return writer.execution_options(isolation_level="AUTOCOMMIT")
    reader = create_async_engine(writer.url, hide_parameters=True, isolation_level="AUTOCOMMIT", **_SQLITE_READERS)
    event.listen(reader.sync_engine, "connect", _make_durable)
    return reader


def _address(url: str) -> URL:
    """The address with our driver; as hosts hand it out for PostgreSQL, it names none and says "sslmode"."""
    address = make_url(url)
    if address.drivername in ("postgres", _POSTGRESQL):
        address = address.set(drivername="postgresql+asyncpg")
    if address.get_backend_name() == _POSTGRESQL and (mode := address.query.get("sslmode")) is not None:
        address = address.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
    return address


def sqlite_url(file: Path) -> str:
    """The address of a SQLite database in `file`."""
    return URL.create("sqlite+aiosqlite", database=str(file)).render_as_string()


# Write-ahead log, synchronised at every commit.
_DURABLE = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


def _make_durable(connection: DBAPIConnection, _record: object) -> None:
    """A committed change survives the process, and what is removed leaves nothing in free pages for backups to copy."""
    connection.isolation_level = None  # the driver starts no transactions of its own
    cursor = connection.cursor()
    try:
        for pragma in (f"busy_timeout={_LOCK_PATIENCE_MS}", *_DURABLE):
            cursor.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    """Takes the write lock first, so that two writers wait for each other instead of failing half-way."""
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def known_revisions() -> Sequence[str]:
    """The revisions of the tables that there have been, the latest last."""
    return sorted(path.stem.split("_")[0] for path in (_MIGRATIONS / "versions").glob("[0-9]*.py"))


def _migrate(connection: Connection) -> None:
    known = known_revisions()
    present = _revision(connection)
    if present == known[-1]:
        connection.execute(_SAME_REVISION)  # shows that we may write
        return
    if present is not None and present not in known:
        raise SetupError("it was made by a newer version of Reelmates")
    from alembic import command  # not at the top: it takes longer to import than an up-to-date database to open
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    """The revision that Alembic has noted in the database; None in an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    noted: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return noted


def _name(url: URL) -> str:
    return url.database if url.get_backend_name() == _SQLITE and url.database else url.render_as_string()


def reason_of(error: BaseException) -> str:
    """What the database itself said, in one line."""
    cause = _cause(error)
    if isinstance(cause, TimeoutError | NoConnectionFree):
        return "it does not answer in time"
    return str(cause).splitlines()[0] if str(cause) else type(cause).__name__


def _cause(error: BaseException) -> BaseException:
    """The driver's error: one line, where SQLAlchemy's shows the statement too."""
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
