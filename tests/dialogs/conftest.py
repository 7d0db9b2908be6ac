"""The bench, ready."""

from collections.abc import AsyncIterator

import pytest

from core.organisation import Organisation
from tests.dialogs.bench import Bench

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For the modules of which a look at one database is enough."""


@pytest.fixture
async def bench(organisation: Organisation) -> AsyncIterator[Bench]:
    """A running bot. A call that Telegram refuses, and the test did not ask for, fails the test."""
    async with Bench(organisation).running() as running:
        yield running
