"""The database of members' state: engine, migrations, and what every table shares."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Connection, DateTime, Dialect, MetaData, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, InvalidRequestError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.types import TypeDecorator

from bot.errors import DatabaseUnavailable, SetupError

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_MIGRATIONS = Path(__file__).parent / "migrations"


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


class Database:
    """One database of members' state; reads see what is committed, a write is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._writer = engine
        self._reader = engine.execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection that takes no locks."""
        with _translated():
            async with self._reader.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction: committed when the block ends well, rolled back when it does not."""
        with _translated():
            async with self._writer.begin() as connection:
                yield connection

    async def close(self) -> None:
        """Closes every connection."""
        await self._writer.dispose()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise DatabaseUnavailable("I cannot get at my notes just now. Please try again in a moment.") from error


async def open_database(url: str) -> Database:
    """The database at `url`, its tables brought up to date; raises SetupError when it cannot be opened or written."""
    try:
        engine = create_async_engine(url)
    except (ArgumentError, InvalidRequestError, ImportError) as error:
        raise SetupError(
            "REELMATES_DATABASE_URL is not a database address we can open; one looks like sqlite+aiosqlite:///members.db"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _make_durable)
        event.listen(engine.sync_engine, "begin", _begin_immediate)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_migrate)
    except (DBAPIError, OSError, SetupError) as error:
        await engine.dispose()
        raise SetupError(
            f"The database {_name(engine.url)} cannot be used ({_reason(error)}); "
            "REELMATES_DATABASE_URL can name another."
        ) from error
    return Database(engine)


def sqlite_url(file: Path) -> str:
    """The address of a SQLite database in `file`."""
    return URL.create("sqlite+aiosqlite", database=str(file)).render_as_string()


def _make_durable(connection: DBAPIConnection, _record: object) -> None:
    """A committed change survives the process: write-ahead log, synchronised at every commit."""
    connection.isolation_level = None  # the driver starts no transactions of its own
    cursor = connection.cursor()
    try:
        for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    """Takes the write lock first, so that two writers wait for each other instead of failing half-way."""
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _migrate(connection: Connection) -> None:
    known = {path.stem.split("_")[0] for path in (_MIGRATIONS / "versions").glob("[0-9]*.py")}
    present = _revision(connection)
    if present == max(known):
        connection.execute(text("UPDATE alembic_version SET version_num = version_num"))  # shows that we may write
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
    return url.database if url.get_backend_name() == "sqlite" and url.database else url.render_as_string()


def _reason(error: BaseException) -> str:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return str(cause).splitlines()[0] if str(cause) else type(cause).__name__
