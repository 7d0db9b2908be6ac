"""Transactions on the staff database. The one file in which anything is committed.

A piece of work is a plain function on an open transaction, and runs from begin to commit without giving way: nothing
can wait for the network in between (``docs/decisions/0002-use-cases-are-plain-functions.md``).
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import create_async_engine

Transaction = Connection
"""An open transaction, as the functions of ``core.db`` take it."""

BUSY_SECONDS = 30
"""How long a writer waits for another process on SQLite, in seconds."""

_BUSY_PAUSE = 0.005
"""Seconds between two tries of a writer that waits for another process."""

_BUSY_TRIES = round(BUSY_SECONDS / _BUSY_PAUSE)

_APART = 4
"""How many readers on a thread of their own at once: each holds a connection, and there are fifteen."""

_WAL_TRIES, _WAL_PAUSE = 50, 0.02
"""How often, and seconds in between, a connection tries to switch a new SQLite file to WAL."""

P = ParamSpec("P")
T = TypeVar("T")


class Database(Protocol):
    """The staff database."""

    url: URL

    async def read(self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``work(tx, …)`` on one consistent state; whatever it may write is rolled back."""

    async def write(self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``work(tx, …)``, then commit; an exception rolls everything back."""

    async def write_unsynced(
        self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like ``write``, for what a power cut may take back, never a crash of the program: no waiting for the disk."""

    async def read_apart(self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Like ``read``, for what takes so long that everybody else would wait: they go on meanwhile."""

    async def write_apart(self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Like ``write``, for what takes so long that everybody else would wait: but for writing, they go on."""

    async def close(self) -> None:
        """Close every connection."""


def open_database(text: str, *, checks_references: bool = True) -> Database:
    """The database at a URL: ``sqlite:///file`` or ``postgresql://…``, whatever the driver named in it.

    ``checks_references``: whether SQLite refuses a reference to a row that is not there; a migration that copies a
    table has to do without for a while, and checks them itself.
    Raises ``ValueError`` for any other database, and for SQLite in memory, where each connection would have its own.
    """
    url = make_url(text)
    kind = url.drivername.partition("+")[0]
    if kind == "sqlite" and url.database in {None, "", ":memory:"}:
        raise ValueError("sqlite: a file is needed")
    if kind == "sqlite":
        return SQLiteDatabase(url.set(drivername="sqlite+pysqlite"), checks_references=checks_references)
    if kind in {"postgresql", "postgres"}:
        return PostgreSQLDatabase(url.set(drivername="postgresql+asyncpg"))
    raise ValueError(f"{kind}: neither sqlite nor postgresql")


class PostgreSQLDatabase:
    """PostgreSQL over asyncpg."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._engine = create_async_engine(url, pool_pre_ping=True, hide_parameters=True)

    async def read(self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See ``Database.read``."""
        async with self._engine.connect() as connection:
            await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            return await connection.run_sync(work, *args, **kwargs)

    async def write(self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See ``Database.write``."""
        async with self._engine.connect() as connection:
            result = await connection.run_sync(work, *args, **kwargs)
            await connection.commit()
            return result

    async def write_unsynced(
        self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """See ``Database.write_unsynced``."""

        def unsynced(connection: Connection) -> T:
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            return work(connection, *args, **kwargs)

        return await self.write(unsynced)

    async def read_apart(self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See ``Database.read_apart``: others go on while the server works anyway."""
        return await self.read(work, *args, **kwargs)

    async def write_apart(self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See ``Database.write_apart``: others go on while the server works anyway."""
        return await self.write(work, *args, **kwargs)

    async def close(self) -> None:
        """See ``Database.close``."""
        await self._engine.dispose()


class SQLiteDatabase:
    """SQLite in a file, used where it is asked for: on no thread of its own, but for the few pieces of long work.

    A piece of work is a millisecond, mostly of Python, which a thread would take from the event loop all the same. A
    read waits for nobody in WAL mode. A write begins with ``BEGIN IMMEDIATE``, since a read that turns into a write
    fails at once while another process writes; what waits for that process is the coroutine, not the event loop. Only
    one at a time: each would hold a connection, and one who finds none left stops the event loop.
    """

    def __init__(self, url: URL, *, checks_references: bool = True) -> None:
        self.url = url
        # What was acknowledged outlives a power cut.
        self._engine = _sqlite_engine(url, synchronous="FULL", foreign_keys=checks_references)
        self._unsynced = _sqlite_engine(url, synchronous="NORMAL", foreign_keys=checks_references)
        self._turn = asyncio.Lock()
        self._apart = asyncio.Semaphore(_APART)

    async def read(self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See ``Database.read``."""
        with self._engine.connect() as connection:
            return work(connection, *args, **kwargs)

    async def write(self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See ``Database.write``. Raises ``OperationalError`` where another process writes for ``BUSY_SECONDS``."""
        return await self._write(self._engine, lambda tx: work(tx, *args, **kwargs))

    async def write_unsynced(
        self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """See ``Database.write_unsynced``. Raises as ``write`` does."""
        return await self._write(self._unsynced, lambda tx: work(tx, *args, **kwargs))

    async def read_apart(self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See ``Database.read_apart``."""

        def apart() -> T:
            with self._engine.connect() as connection:
                return work(connection, *args, **kwargs)

        async with self._apart:
            return await asyncio.to_thread(apart)

    async def write_apart(self, work: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See ``Database.write_apart``. Raises as ``write`` does."""

        def apart() -> T:
            # All of it on the thread: whoever waits for it may be cancelled, and it goes on to its end.
            with self._engine.connect().execution_options(cantine_writes=True) as connection:
                for left in reversed(range(_BUSY_TRIES)):
                    if _has_begun(connection, left):
                        break
                    time.sleep(_BUSY_PAUSE)
                result = work(connection, *args, **kwargs)
                connection.commit()
                return result

        async with self._turn:
            return await asyncio.to_thread(apart)

    async def _write(self, engine: Engine, work: Callable[[Transaction], T]) -> T:
        async with self._turn:
            with engine.connect().execution_options(cantine_writes=True) as connection:
                await _begin_in_turn(connection)
                result = work(connection)
                connection.commit()
                return result

    async def close(self) -> None:
        """See ``Database.close``."""
        self._engine.dispose()
        self._unsynced.dispose()


def _sqlite_engine(url: URL, *, synchronous: str, foreign_keys: bool) -> Engine:
    engine = create_engine(url, hide_parameters=True)  # errors are logged, and names are nobody's business
    event.listen(engine, "connect", partial(_prepare_sqlite, synchronous, foreign_keys))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


async def _begin_in_turn(connection: Connection) -> None:
    for left in reversed(range(_BUSY_TRIES)):
        if _has_begun(connection, left):
            return
        await asyncio.sleep(_BUSY_PAUSE)


def _has_begun(connection: Connection, left: int) -> bool:
    """Whether it is this writer's turn. Raises ``OperationalError`` where no try is ``left``."""
    try:
        connection.begin()
    except sqlite3.OperationalError as error:
        if not left or not _is_busy(error):
            raise OperationalError("BEGIN IMMEDIATE", None, error) from error
        return False
    return True


def _is_busy(error: sqlite3.OperationalError) -> bool:
    """Whatever the other process is doing: the upper bits of the code say what, such as recover after a crash."""
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


def _prepare_sqlite(synchronous: str, foreign_keys: bool, connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy says BEGIN itself, below
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_SECONDS * 1000}",  # for what is over in no time: another process that opens or closes
        f"synchronous = {synchronous}",
        f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    _use_wal(cursor)
    cursor.close()


def _use_wal(cursor: sqlite3.Cursor) -> None:
    """Two processes that open a new file both switch it to WAL, and here SQLite does not wait for the other."""
    for left in reversed(range(_WAL_TRIES)):
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if not left:
                raise
            time.sleep(_WAL_PAUSE)


def _begin_sqlite(connection: Connection) -> None:
    sqlite: Any = connection.connection.driver_connection  # itself: SQLAlchemy takes longer to say BEGIN than SQLite
    if not connection.get_execution_options().get("cantine_writes", False):
        sqlite.execute("BEGIN")
        return
    sqlite.execute("PRAGMA busy_timeout = 0")  # who waits for a writer is the coroutine
    try:
        sqlite.execute("BEGIN IMMEDIATE")
    finally:
        sqlite.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
