"""A SQLite connection whose thread is asked for work alone: to ask it costs more than most statements do."""

import sqlite3
from typing import Any

import aiosqlite
from aiosqlite.context import contextmanager

_ROWS_AT_ONCE = 64


class QuickConnection(aiosqlite.Connection):
    """The driver's connection; its cursors are made and closed where they are asked for, which waits for nothing."""

    @classmethod
    def to(cls, file: str, **options: Any) -> "QuickConnection":
        """A connection to await; the options are those of sqlite3, and must allow other threads than the first."""
        connection = cls(lambda: sqlite3.connect(file, **options), _ROWS_AT_ONCE)
        connection._thread.daemon = True  # as SQLAlchemy has it: a connection left open must not keep the process alive
        return connection

    @contextmanager
    async def cursor(self) -> aiosqlite.Cursor:
        """A cursor that is ready, or to enter."""
        return _QuickCursor(self, self._conn.cursor())


class _QuickCursor(aiosqlite.Cursor):
    async def close(self) -> None:
        self._cursor.close()
