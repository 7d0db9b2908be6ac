"""The staff database through its versions, by Alembic: no ``alembic.ini``, the URL is all it takes.

A step runs whole or not at all, on both databases, and one process at a time. A new revision is written from what
``core.db.tables`` says, with ``python -m migrations "what it does"``, and read before it is kept.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from core.db.transaction import Database, open_database
from core.model.errors import CantineError

FOLDER = Path(__file__).parent
_LOCK = 0x43414E54
"""Key of the advisory lock under which PostgreSQL migrates; SQLite lets one writer in anyway."""


class DatabaseUnreachableError(CantineError):
    """The database cannot be opened: wrong address, not running, refused, or not a database at all."""

    code = "database-unreachable"


class DatabaseNewerError(CantineError):
    """The database was migrated by a newer version of the program."""

    code = "database-newer"


@contextmanager
def within_reach() -> Iterator[None]:
    """Turn what a database says that is read-only, locked or gone into ``DatabaseUnreachableError``."""
    try:
        yield
    except OperationalError as error:
        raise DatabaseUnreachableError(_in_short(error)) from error


def head() -> str:
    """The revision this program works with."""
    revision = _scripts().get_current_head()
    assert revision is not None, "there is always a first revision"
    return revision


def is_known(revision: str) -> bool:
    """Whether this program has the revision."""
    return revision in {script.revision for script in _scripts().walk_revisions()}


async def level(url: str) -> str | None:
    """The revision of the database; ``None`` where there is none yet. Raises ``DatabaseUnreachableError``."""
    if _is_missing_file(url):
        return None  # looking would create it
    database = open_database(url)
    try:
        return await database.read(_level)
    except (SQLAlchemyError, OSError) as error:
        raise DatabaseUnreachableError(_in_short(error)) from error
    finally:
        await database.close()


async def upgrade(url: str, revision: str = "head") -> bool:
    """Migrate up to a revision; whether there was anything to do.

    Raises ``DatabaseUnreachableError``, and ``DatabaseNewerError`` for a revision this program does not know.
    """
    target = head() if revision == "head" else revision
    before = await level(url)
    if before == target:
        return False
    if before is not None and not is_known(before):
        raise DatabaseNewerError(before)
    await _migrate(url, lambda config: command.upgrade(config, target))
    return True


async def downgrade(url: str, revision: str) -> None:
    """Migrate down to a revision; ``"base"`` leaves no table."""
    await _migrate(url, lambda config: command.downgrade(config, revision))


def configuration(connection: Connection | None = None) -> Config:
    """What Alembic needs to know: the folder, and the open transaction to work in."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(configuration())


def _is_missing_file(url: str) -> bool:
    parsed = make_url(url)
    file = Path(parsed.database or "")
    return parsed.drivername.startswith("sqlite") and file.parent.is_dir() and not file.exists()


def _in_short(error: SQLAlchemyError | OSError) -> str:
    """What the database said, without SQLAlchemy's advice around it."""
    said = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return (str(said) or type(said).__name__).splitlines()[0]


def _level(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


async def _migrate(url: str, step: Callable[[Config], None]) -> None:
    database = open_database(url, checks_references=False)
    try:
        with within_reach():
            await _write(database, step)
    finally:
        await database.close()


async def _write(database: Database, step: Callable[[Config], None]) -> None:
    def work(connection: Connection) -> None:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        elif not connection.in_transaction():
            connection.begin()
        step(configuration(connection))
        if connection.dialect.name == "sqlite":
            _check_references(connection)

    await database.write(work)


def _check_references(connection: Connection) -> None:
    """Raise where a row refers to one that is not there; SQLite was kept from looking while tables were copied."""
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise RuntimeError(f"the migration leaves references to nothing: {broken[:5]}")
