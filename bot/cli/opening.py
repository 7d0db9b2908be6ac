"""The organisation a command works on: settings, policy, and a database of the right level."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import migrations
from bot.cli.speech import fail, note
from bot.settings import Settings, load_settings
from core.db.transaction import open_database
from core.model.policy import Policy
from core.organisation import Organisation
from core.policy import load_policy


def now() -> datetime:
    """The instant a command is run at."""
    return datetime.now(UTC)


def read_policy(path: Path) -> Policy:
    """The policy of the organisation. Raises ``PolicyError``; fails with what to do where there is no file."""
    if not path.exists():
        fail("cli-policy-missing", file=str(path))
    return load_policy(path)


async def migrate(url: str) -> None:
    """Bring the database to the level of the program, and say so where that changed anything."""
    is_new = await migrations.level(url) is None
    if await migrations.upgrade(url):
        note("cli-database-created" if is_new else "cli-database-migrated", level=migrations.head())


@asynccontextmanager
async def opened() -> AsyncIterator[tuple[Organisation, Settings]]:
    """The organisation and the settings; the database is closed afterwards."""
    settings = load_settings()
    policy = read_policy(settings.config)
    await migrate(settings.database_url)
    database = open_database(settings.database_url)
    try:
        with migrations.within_reach():
            yield Organisation(database, policy), settings
    finally:
        await database.close()
