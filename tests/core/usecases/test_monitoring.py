"""What an operator is told of the queue."""

from datetime import datetime, timedelta
from functools import partial

from core.db import tables as t
from core.db.monitoring import FailureCount
from core.model.notices import Notice
from core.organisation import Organisation
from core.usecases.monitoring import Bounced, DeliveryCount, list_bounced, read_queue, read_status
from tests.builders import Town, build
from tests.clock import NOW

HOUR = timedelta(hours=1)


def _told(
    town: Town,
    kind: Notice,
    state: str,
    *,
    channel: str = "telegram",
    due: datetime = NOW,
    attempts: int = 0,
    first_due: datetime | None = None,
    ended: datetime | None = None,
    error: str | None = None,
) -> None:
    """A message, addressed, and its one delivery."""
    guardian_id = town.add(t.guardians, first_name="Anne", last_name="Bruyère")
    row: dict[str, object] = {"priority": 2, "expires_at": NOW + 24 * HOUR}
    outbox_id = town.add(
        t.outbox,
        kind=kind,
        guardian_id=guardian_id,
        facts={},
        created_at=NOW - 48 * HOUR,
        available_at=first_due or due,
        state="addressed",
        **row,
    )
    town.add(
        t.deliveries,
        outbox_id=outbox_id,
        channel=channel,
        address=str(outbox_id),
        locale="fr",
        state=state,
        available_at=due,
        attempts=attempts,
        finished_at=ended,
        error=error,
        **row,
    )


def _unaddressed(town: Town, due: datetime, state: str = "waiting") -> None:
    guardian_id = town.add(t.guardians, first_name="Anne", last_name="Bruyère")
    town.add(
        t.outbox,
        kind=Notice.REMINDER,
        guardian_id=guardian_id,
        priority=2,
        facts={},
        created_at=due,
        available_at=due,
        expires_at=due + 24 * HOUR,
        state=state,
    )


async def test_what_waits_is_counted_and_of_what_ended_the_last_day(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        _told(town, Notice.REMINDER, "waiting")
        _told(town, Notice.REMINDER, "waiting", channel="email")
        _told(town, Notice.RESULT, "sent", ended=NOW - HOUR)
        _told(town, Notice.RESULT, "sent", ended=NOW - 2 * HOUR)
        _told(town, Notice.RESULT, "sent", ended=NOW - 25 * HOUR)
        _unaddressed(town, NOW)
        _unaddressed(town, NOW + HOUR)
        for state, due_at in (("on_time", NOW - 48 * HOUR), ("late", NOW - 24 * HOUR), ("dropped", NOW - HOUR)):
            town.add(t.occurrences, kind=Notice.ROSTER, due_at=due_at, state=state, enqueued_at=NOW)
        town.add(t.occurrences, kind="started", due_at=NOW, state="on_time", enqueued_at=NOW)

    await build(organisation, story)
    queue = await organisation.read(read_queue, NOW)
    assert set(queue.deliveries) == {
        DeliveryCount("reminder", "telegram", "waiting", 1),
        DeliveryCount("reminder", "email", "waiting", 1),
        DeliveryCount("result", "telegram", "sent", 2),
    }
    assert queue.unaddressed == 1
    assert queue.last == {"roster": NOW - 24 * HOUR}


async def test_the_oldest_has_waited_since_it_might_first_have_left(organisation: Organisation) -> None:
    assert (await organisation.read(read_queue, NOW)).oldest is None
    quiet = partial(_told, due=NOW + HOUR, first_due=NOW - 9 * HOUR)
    await build(organisation, lambda town: quiet(town, Notice.REMINDER, "waiting"))
    assert (await organisation.read(read_queue, NOW)).oldest is None
    await build(organisation, lambda town: _unaddressed(town, NOW - HOUR))
    assert (await organisation.read(read_queue, NOW)).oldest == NOW - HOUR
    tried = partial(_told, due=NOW + HOUR, first_due=NOW - 3 * HOUR, attempts=4)
    await build(organisation, lambda town: tried(town, Notice.RESULT, "waiting"))
    assert (await organisation.read(read_queue, NOW)).oldest == NOW - 3 * HOUR


async def test_failures_are_told_by_reason_without_anybodys_address(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        for name in ("anne", "marc"):
            error = f"550 5.1.1 <{name}@example.org>: no such user"
            _told(town, Notice.RESULT, "failed", channel="email", ended=NOW - HOUR, error=error)
        _told(town, Notice.REMINDER, "unknown", ended=NOW - HOUR, error="Timed out")
        _told(town, Notice.REMINDER, "sent", ended=NOW - HOUR)
        _told(town, Notice.REMINDER, "failed", ended=NOW - 25 * HOUR, error="long ago")
        _unaddressed(town, NOW - HOUR, "failed")

    await build(organisation, story)
    status = await organisation.read(read_status, NOW)
    assert status.failures[0] == FailureCount("result", "email", "failed", "550 5.1.1 …: no such user", 2)
    assert set(status.failures[1:]) == {
        FailureCount("reminder", "telegram", "unknown", "Timed out", 1),
        FailureCount("reminder", None, "failed", None, 1),
    }
    assert status.upcoming[0].due_at > NOW


async def test_the_clerk_sees_whose_address_bounced(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        bounced = {"email": "anne@example.org", "email_refused_at": NOW}
        anne = town.add(t.guardians, first_name="Anne", last_name="Bruyère", **bounced)
        town.family("Bruyère").joined_by("Anne", anne).child("Lou").child("Noé")
        town.family("Alès").joined_by("Anne", anne).child("Zoé")
        town.family("Frêne").guardian("Marc", email="marc@example.org").child("Léo")
        town.add(t.staff, name="Camille Ortie", role="kitchen", email="c@example.org", email_refused_at=NOW)

    await build(organisation, story)
    assert await organisation.read(list_bounced) == [
        Bounced("Anne Bruyère", "anne@example.org", NOW, ("Alès", "Bruyère")),
        Bounced("Camille Ortie", "c@example.org", NOW),
    ]
    assert (await organisation.read(read_status, NOW)).bounced == 2
