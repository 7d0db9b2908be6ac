"""Ticks start work, never the same twice at once, and let it finish; and the service that runs on them."""

import asyncio
from datetime import timedelta

import pytest

from core.organisation import Organisation
from notifications.gate import Gate
from notifications.ticks import Ticks
from notifications.wiring import build
from simulator.person import Person
from simulator.server import Simulator
from tests.clock import NOW
from tests.notifications.test_relay import decided, states

TICK = timedelta(seconds=0.01)


async def test_work_under_way_is_not_started_a_second_time_and_is_finished_at_the_end() -> None:
    begun, ended, started, finish = 0, 0, asyncio.Event(), asyncio.Event()

    async def work() -> None:
        nonlocal begun, ended
        begun += 1
        started.set()
        await finish.wait()
        ended += 1

    ticks = Ticks()
    ticks.every(TICK, "work", work)
    ticks.start()
    await started.wait()
    await asyncio.sleep(0.05)
    stopping = asyncio.create_task(ticks.stop())
    await asyncio.sleep(0.02)
    assert (begun, ended, stopping.done()) == (1, 0, False)
    finish.set()
    await stopping
    await asyncio.sleep(0.03)
    assert (begun, ended) == (1, 1)


async def test_work_that_fails_is_tried_again_at_the_next_tick(caplog: pytest.LogCaptureFixture) -> None:
    tries, thrice = 0, asyncio.Event()

    async def work() -> None:
        nonlocal tries
        tries += 1
        if tries == 3:
            thrice.set()
        raise OSError("the database is away")

    ticks = Ticks()
    ticks.every(TICK, "work", work)
    ticks.start()
    await asyncio.wait_for(thrice.wait(), 5)
    await ticks.stop()
    assert "work failed" in caplog.text


async def test_what_was_never_started_can_be_stopped() -> None:
    await Ticks().stop()


async def test_the_service_sends_until_it_is_stopped(
    organisation: Organisation, telegram: Simulator, anne: Person
) -> None:
    service = build(organisation, telegram.token, telegram.address, gate=Gate(), clock=lambda: NOW, tick=TICK)
    await service.start()
    await organisation.write(decided)
    assert "c’est réservé" in (await anne.wait_for("Lou")).text
    await service.stop()
    assert set((await organisation.read(states)).values()) == {"sent"}
