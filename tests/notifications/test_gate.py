"""The rate gate, in virtual time."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifications.gate import FEW_LANES, SHORTEST_NAP, Gate, Priority
from tests.notifications.virtual_time import run

INTERACTIVE, URGENT, BULK = Priority
Now = Callable[[], float]
Call = tuple[float, int | str | None, Priority]
"""When it comes, to which chat, how urgent."""

MARGIN = 2 * SHORTEST_NAP

GROUP = -100
calls = st.lists(
    st.tuples(
        st.floats(0, 5, allow_subnormal=False), st.sampled_from([None, 1, 2, 3, GROUP]), st.sampled_from(list(Priority))
    ),
    max_size=80,
)


async def passes(gate: Gate, arrivals: Sequence[Call], clock: Now) -> list[tuple[float, Call]]:
    """When each call passed, in that order."""
    passed: list[tuple[float, Call]] = []

    async def call(one: Call) -> None:
        await asyncio.sleep(one[0])
        await gate.wait(one[1], one[2])
        passed.append((clock(), one))

    await asyncio.gather(*map(call, arrivals))
    return passed


def through(arrivals: Sequence[Call], **limits: float) -> list[tuple[float, Call]]:
    """When each call passes a gate of its own."""

    async def scenario(clock: Now) -> list[tuple[float, Call]]:
        return await passes(Gate(**limits, clock=clock), arrivals, clock)  # type: ignore[arg-type]

    return run(scenario)


def most_in(window: float, times: list[float]) -> int:
    """The most calls in any span of that many seconds, whenever it begins."""
    return max((sum(start <= at < start + window for at in times) for start in times), default=0)


@settings(max_examples=60, deadline=None)
@given(calls, st.integers(1, 12))
def test_no_second_of_any_kind_holds_more_than_the_limit(arrivals: list[Call], limit: int) -> None:
    times = [at for at, _ in through(arrivals, overall_per_second=limit)]
    assert len(times) == len(arrivals)
    assert most_in(1.0, times) <= limit


@settings(max_examples=60, deadline=None)
@given(calls, st.integers(1, 5))
def test_a_chat_gets_a_short_burst_and_then_one_a_second(arrivals: list[Call], burst: int) -> None:
    passed = through(arrivals, chat_burst=burst, overall_per_second=1000, group_per_minute=1000)
    for chat in (1, 2, 3, GROUP):
        times = [at for at, call in passed if call[1] == chat]
        for seconds in (0.5, 1.0, 3.0, 10.0):
            assert most_in(seconds, times) <= burst + seconds


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 100), max_size=50))
def test_a_group_gets_twenty_in_any_minute(arrivals: list[float]) -> None:
    times = [at for at, _ in through([(at, GROUP, BULK) for at in arrivals])]
    assert len(times) == len(arrivals)
    assert most_in(60.0, times) <= 20


def test_a_group_that_is_full_waits_for_its_minute() -> None:
    times = [at for at, _ in through([(0.0, GROUP, INTERACTIVE)] * 41, chat_burst=100)]
    assert most_in(60.0, times) == 20
    assert 120 < times[-1] < 125


@settings(max_examples=60, deadline=None)
@given(calls)
def test_nobody_waits_longer_than_the_limits_ask(arrivals: list[Call]) -> None:
    """Everything passes, and the last one no later than if all had stood in one line for one chat."""
    passed = through(arrivals, overall_per_second=10, group_per_minute=1000)
    assert Counter(call for _, call in passed) == Counter(arrivals)
    line = len(arrivals) * (1.0 + MARGIN)
    assert all(at <= 5 + line + MARGIN for at, _ in passed)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(list(Priority)), min_size=1, max_size=40))
def test_of_those_who_wait_together_the_urgent_pass_first_and_equals_in_their_order(line: list[Priority]) -> None:
    async def scenario(clock: Now) -> list[tuple[float, Call]]:
        gate = Gate(5, clock=clock)
        gate.pause(1.0)
        return await passes(gate, [(number / 1000, None, priority) for number, priority in enumerate(line)], clock)

    order = [(call[2], call[0]) for _, call in run(scenario)]
    assert order == sorted(order)


def test_bulk_is_spread_over_the_second_so_that_a_reply_finds_a_place() -> None:
    bulk: list[Call] = [(0.0, chat, BULK) for chat in range(1, 121)]
    passed = through([*bulk, (2.0, 999, INTERACTIVE)])
    replied = next(at for at, call in passed if call[2] is INTERACTIVE)
    assert replied - 2.0 < 0.05
    gaps = [after - before for (before, _), (after, _) in pairwise(passed[:60])]
    assert max(gaps) < 0.05


def test_the_rate_held_is_close_to_the_limit() -> None:
    times = [at for at, _ in through([(0.0, chat, BULK) for chat in range(1, 601)])]
    assert len(times) / times[-1] >= 0.97 * 30


def test_thirty_replies_at_once_do_not_wait() -> None:
    assert {at for at, _ in through([(0.0, chat, INTERACTIVE) for chat in range(30)])} == {0.0}


def test_a_chat_that_is_full_does_not_hold_up_the_others() -> None:
    passed = through([(0.0, 1, BULK) for _ in range(15)] + [(0.1, 2, BULK)])
    assert next(at for at, call in passed if call[1] == 2) < 1.0
    assert passed[-1][0] > 4.0


def test_a_chat_written_as_text_is_the_same_chat() -> None:
    passed = through([(0.0, 7, INTERACTIVE), (0.0, "7", INTERACTIVE)], chat_burst=1)
    assert [round(at, 2) for at, _ in passed] == [0.0, 1.0]


@pytest.mark.parametrize("chat", [-100200, "-100200", "@mairie"])
def test_a_429_for_a_group_halts_that_group_alone(chat: int | str) -> None:
    async def scenario(clock: Now) -> list[tuple[float, Call]]:
        gate = Gate(clock=clock)
        gate.refused(30, chat)
        assert (gate.pause_left(chat), gate.pause_left(1), gate.pause_left(None)) == (30, 0, 0)
        return await passes(gate, [(0.0, chat, INTERACTIVE), (0.0, 1, BULK), (0.0, None, BULK)], clock)

    at = {call[1]: at for at, call in run(scenario)}
    assert at[chat] == pytest.approx(30)
    assert at[chat] >= 30
    assert max(at[1], at[None]) < 1


@settings(max_examples=40, deadline=None)
@given(calls, st.lists(st.tuples(st.floats(0, 5), st.floats(0.1, 20)), min_size=1, max_size=4))
def test_after_a_429_nothing_passes_before_its_time_whatever_else_happens(
    arrivals: list[Call], pauses: list[tuple[float, float]]
) -> None:
    async def scenario(clock: Now) -> tuple[list[tuple[float, float]], list[tuple[float, Call]]]:
        gate = Gate(clock=clock)
        halted: list[tuple[float, float]] = []

        async def halt(at: float, seconds: float) -> None:
            await asyncio.sleep(at)
            gate.refused(seconds, 1)
            halted.append((clock(), clock() + seconds))

        halts = [asyncio.create_task(halt(*pause)) for pause in pauses]
        passed = await passes(gate, arrivals, clock)
        await asyncio.gather(*halts)
        return halted, passed

    halted, passed = run(scenario)
    # At the very instant of the 429 a call may have passed just before it.
    assert not [at for at, _ in passed for start, end in halted if start < at < end]
    assert len(passed) == len(arrivals)


def test_a_shorter_pause_does_not_cut_a_longer_one_short() -> None:
    async def scenario(clock: Now) -> float:
        gate = Gate(clock=clock)
        gate.pause(10, chat_id=1)
        gate.pause(2, chat_id=1)
        gate.pause(1)
        await gate.wait(1, INTERACTIVE)
        return clock()

    assert run(scenario) >= 10


def test_one_who_gives_up_takes_nobodys_place() -> None:
    async def scenario(clock: Now) -> float:
        gate = Gate(1, clock=clock)
        await gate.wait(None, BULK)
        waiting = [asyncio.create_task(gate.wait(chat, BULK)) for chat in (None, 1, 1, 2)]
        await asyncio.sleep(0.1)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await gate.wait(3, BULK)
        return clock()

    assert run(scenario) < 1.1


def test_one_who_gives_up_on_a_full_chat_takes_nobodys_place() -> None:
    async def scenario(clock: Now) -> float:
        gate = Gate(chat_burst=1, clock=clock)
        await gate.wait(1, BULK)
        given_up = asyncio.create_task(gate.wait(1, BULK))
        await asyncio.sleep(0.1)
        given_up.cancel()
        await gate.wait(1, BULK)
        return clock()

    assert 1.0 <= run(scenario) < 1.1


def test_an_arrival_that_may_pass_sooner_wakes_the_gate() -> None:
    async def scenario(clock: Now) -> float:
        gate = Gate(clock=clock)
        gate.pause(100, chat_id=1)
        late = asyncio.create_task(gate.wait(1, BULK))
        await asyncio.sleep(0)
        for _ in range(10):
            await gate.wait(2, INTERACTIVE)
        await gate.wait(2, INTERACTIVE)
        reached = clock()
        late.cancel()
        return reached

    assert 1.0 <= run(scenario) < 1.1


def test_a_gate_that_waits_does_not_spin() -> None:
    async def scenario(clock: Now) -> int:
        naps = 0

        async def nap(seconds: float) -> None:
            nonlocal naps
            naps += 1
            await asyncio.sleep(seconds)

        gate = Gate(clock=clock, sleep=nap)
        gate.pause(3600)
        await asyncio.gather(*(gate.wait(chat, BULK) for chat in range(1, 31)))
        return naps

    assert run(scenario) <= 2 * 30


def test_memory_does_not_grow_with_the_chats_ever_seen() -> None:
    async def scenario(clock: Now) -> int:
        gate = Gate(1000, clock=clock)
        for chat in range(1, 20_001):
            await gate.wait(chat if chat % 2 else -chat, INTERACTIVE)
            await asyncio.sleep(0.5)
        return len(gate._lanes)

    assert run(scenario) <= 2 * FEW_LANES + 62


def test_a_chat_somebody_waits_for_is_not_forgotten() -> None:
    """Its next caller would begin a second lane beside the first."""

    async def scenario(clock: Now) -> list[float]:
        gate = Gate(overall_per_second=1000, chat_burst=1, clock=clock)
        gate.pause(10)
        times: list[float] = []

        async def call() -> None:
            await gate.wait(1, BULK)
            times.append(clock())

        first = asyncio.create_task(call())
        await asyncio.sleep(0)
        others = [asyncio.create_task(gate.wait(chat, BULK)) for chat in range(2, 3 * FEW_LANES)]
        second = asyncio.create_task(call())
        await asyncio.gather(first, second, *others)
        return times

    one, other = run(scenario)
    assert other - one >= 1.0


def test_a_gate_with_room_lets_pass_without_a_pause() -> None:
    async def never(_: float) -> None:
        raise AssertionError("nobody sleeps")

    async def scenario(clock: Now) -> None:
        gate = Gate(clock=clock, sleep=never)
        await gate.wait(1, BULK)
        await gate.wait(1, INTERACTIVE)

    run(scenario)
