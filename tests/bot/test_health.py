"""The status address: is the program well, and what it counts."""

import json
import re
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from bot.health import Pulse, Signs, StatusAddressError, answering, status_app
from bot.intake import LONGEST_TURN
from bot.metrics import MeasuredGate
from core.db import tables as t
from core.db.deliveries import Leased
from core.db.transaction import open_database
from core.organisation import Organisation
from core.policy import preset
from core.usecases.delivering import RetryAt, Sent
from notifications.gate import Priority
from tests.builders import Town, build
from tests.clock import NOW

MINUTE = timedelta(minutes=1)

Client = TestClient[web.Request, web.Application]


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    """A database that can be taken away."""
    return Path(shutil.copy(sqlite_template, tmp_path / "cantine.sqlite3"))


@pytest.fixture
async def organisation(file: Path) -> AsyncIterator[Organisation]:
    """An organisation on SQLite."""
    database = open_database(f"sqlite:///{file}")
    yield Organisation(database, preset("peaugres"))
    await database.close()


class _Hands:
    """Of a clock that is moved by hand; seconds."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hands() -> _Hands:
    """The time."""
    return _Hands()


@pytest.fixture
def signs(hands: _Hands) -> Signs:
    """Signs of life, by that time."""
    return Signs(Pulse(hands))


@pytest.fixture
async def client(organisation: Organisation, signs: Signs) -> AsyncIterator[Client]:
    """Asks at the status address."""
    async with TestClient(TestServer(status_app(organisation, signs, lambda: NOW))) as opened:
        yield opened


async def _health(client: Client) -> tuple[int, dict[str, bool]]:
    answer = await client.get("/healthz")
    body = json.loads(await answer.text())
    assert body["is_well"] is (answer.status == 200)
    return answer.status, body["checks"]


async def _metrics(client: Client) -> dict[str, float]:
    text = await (await client.get("/metrics")).text()
    return {
        "{}{}".format(sample.name, sorted(sample.labels.values()) or ""): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_a_loop_that_has_begun_must_go_on(client: Client, signs: Signs, hands: _Hands) -> None:
    assert await _health(client) == (200, {"database": True})
    signs.pulse.beat("scheduler")
    signs.polled(0)
    hands.now += LONGEST_TURN
    signs.polled(3)
    assert await _health(client) == (200, {"database": True, "scheduler": True, "polling": True})
    hands.now += 1
    assert await _health(client) == (503, {"database": True, "scheduler": False, "polling": True})


def _ruin(file: Path) -> None:
    file.write_bytes(b"not a database at all, and long enough to be read as one" * 99)


async def test_a_database_that_is_gone_is_told_and_the_process_still_counts(
    client: Client, signs: Signs, file: Path
) -> None:
    _ruin(file)
    assert await _health(client) == (503, {"database": False})
    signs.polled(2)
    metrics = await _metrics(client)
    assert metrics["cantine_database_up"] == 0
    assert metrics["cantine_updates_total"] == 2
    assert "cantine_deliveries_waiting" not in metrics


async def test_an_announcement_under_way_keeps_the_relay_alive_and_is_counted(
    client: Client, signs: Signs, hands: _Hands
) -> None:
    signs.pulse.beat("email")
    for outcome in (RetryAt(NOW, "busy"), Sent(), Sent()):
        hands.now += LONGEST_TURN - 1
        signs.told(_leased("email"), outcome)
    assert await _health(client) == (200, {"database": True, "email": True})
    metrics = await _metrics(client)
    assert metrics["cantine_sends_total['email', 'sent']"] == 2
    assert metrics["cantine_sends_total['email', 'put_off']"] == 1


def _leased(channel: str) -> Leased:
    return Leased(1, 1, "result", {}, NOW, None, None, 1, None, None, "fr", channel, "x", 2, 1, NOW)


async def test_the_queue_is_counted_at_the_scrape(client: Client, organisation: Organisation) -> None:
    def story(town: Town) -> None:
        anne = town.add(t.guardians, first_name="Anne", last_name="Bruyère")
        due = {"available_at": NOW - MINUTE, "expires_at": NOW + MINUTE, "priority": 2}
        message = {"kind": "result", "facts": {}, "created_at": NOW, "guardian_id": anne, **due}
        outbox_id = town.add(t.outbox, state="addressed", **message)
        town.add(t.deliveries, outbox_id=outbox_id, channel="telegram", address="1", locale="fr", **due)
        town.add(t.outbox, **message)
        town.add(t.occurrences, kind="roster", due_at=NOW, state="late", enqueued_at=NOW)

    await build(organisation, story)
    metrics = await _metrics(client)
    assert metrics["cantine_deliveries['result', 'telegram', 'waiting']"] == 1
    assert metrics["cantine_deliveries_waiting"] == 1
    assert metrics["cantine_messages_unaddressed"] == 1
    assert metrics["cantine_oldest_waiting_seconds"] == 60
    assert metrics["cantine_occurrence_last_due_timestamp_seconds['roster']"] == NOW.timestamp()
    assert metrics["cantine_database_up"] == 1


async def test_waits_at_the_gate_are_measured_by_priority(client: Client, signs: Signs) -> None:
    gate = MeasuredGate(signs.metrics, 30)
    await gate.wait(1, Priority.INTERACTIVE)
    await gate.wait(2, Priority.BULK)
    metrics = await _metrics(client)
    assert metrics["cantine_gate_wait_seconds_count['interactive']"] == 1
    assert metrics["cantine_gate_wait_seconds_count['bulk']"] == 1


async def test_an_address_of_another_machine_is_refused(organisation: Organisation, signs: Signs) -> None:
    app = status_app(organisation, signs, lambda: NOW)
    with pytest.raises(StatusAddressError, match=re.escape("192.0.2.1:9100")):
        async with answering(app, "192.0.2.1", 9100):
            pass


OPERATIONS = (Path(__file__).parents[2] / "docs/operations.md").read_text(encoding="utf-8")


async def test_every_metric_is_in_the_table_of_the_operations_page(client: Client) -> None:
    text = await (await client.get("/metrics")).text()
    own = {name for name in re.findall(r"^# HELP (\w+)", text, re.MULTILINE) if name.startswith("cantine_")}
    assert {name for name in own if f"`{name}`" not in OPERATIONS and not name.endswith("_created")} == set()
