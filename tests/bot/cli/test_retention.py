"""``cantine retention``: looking first, then erasing what was shown."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from core.db import tables as t
from core.db.transaction import open_database
from core.organisation import Organisation
from core.policy import preset
from tests.bot.cli.conftest import Terminal
from tests.builders import Town, build

ATTEMPTS = 3


def _story(town: Town) -> None:
    """Three wrong codes of a year ago, and one of now."""
    now = datetime.now(UTC)
    old = now - timedelta(days=400)
    town.put(t.link_attempts, *({"telegram_id": 1, "at": at} for at in (*[old] * ATTEMPTS, now)))


@pytest.fixture
async def aged(terminal: Terminal) -> Terminal:
    """After ``_story``."""
    await terminal.initialised()
    database = open_database(f"sqlite:///{terminal.folder}/cantine.sqlite3")
    await build(Organisation(database, preset("peaugres")), _story)
    await database.close()
    return terminal


async def test_it_only_looks_until_it_is_told_to_erase(aged: Terminal) -> None:
    for _ in range(2):
        found = json.loads((await aged.run("retention", "--json")).stdout)
        assert [(one["category"], one["tables"]) for one in found if one["rows"]] == [
            ("messages", {"link_attempts": ATTEMPTS})
        ]
    shown = await aged.run("retention")
    assert "link_attempts 3" in shown.stdout
    assert "Rien n’a été effacé" in shown.stderr
    erased = await aged.run("retention", "--apply", "--json")
    assert json.loads(erased.stdout) == found
    assert "noté au journal" in erased.stderr
    again = await aged.run("retention", "--apply")
    assert "Rien n’est à effacer." in again.stderr


async def test_the_periods_are_the_policys(aged: Terminal) -> None:
    policy = aged.folder / "cantine.toml"
    text = policy.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("messages = ")]
    policy.write_text("\n".join(lines).replace("[retention]", "[retention]\nmessages = 24"), encoding="utf-8")
    assert all(one["rows"] == 0 for one in json.loads((await aged.run("retention", "--json")).stdout))
