"""What is kept no longer goes, and nothing else, whatever the database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from core.db import tables as t
from core.db.occurrences import STARTED
from core.model.privacy import Due, Kept
from core.organisation import Organisation, UnitOfWork
from core.usecases import retaining
from core.usecases.retaining import Erasing, erase_batch, erased_by, survey
from tests.clock import NOW
from tests.core.usecases.years import FIRST, HEARD, LAST, MOMENT, PAID, SENT, UNTOUCHED, Past, keys_of

OLDER = LAST.replace(year=2022)


def _story(uow: UnitOfWork) -> Past:
    """Rows on both sides of each limit."""
    past = Past(uow)
    left, back = past.child(2022, 2023, 2024, goes=True), past.child(2022, 2026, goes=False)
    gone, guardian = past.family(left, goes=True)
    here, other = past.family(back, goes=False)
    past.filed(left, gone, guardian, goes=True)
    past.filed(back, here, other, goes=False)
    past.of_day(left, gone, guardian, LAST, goes=True)
    past.of_day(back, here, other, LAST, goes=True)
    past.of_day(back, here, other, FIRST, goes=False)
    counted = {"service_id": past.canteen, "adults": 2, "counted_at": NOW, "counted_by": past.cook}
    past.add(t.staff_counts, goes=True, day=LAST, **counted)
    past.add(t.staff_counts, goes=False, day=FIRST, **counted)
    _of_requests(past, (gone, guardian, left), (here, other, back))
    _of_accounts(past, here, back)
    _of_messages(past, guardian, other)
    _of_who_stays(past)
    return past


def _of_requests(past: Past, gone: tuple[int, int, int], here: tuple[int, int, int]) -> None:
    family, guardian, child = gone
    past.asked(guardian, family, NOW, goes=True, child=child)
    past.asked(guardian, family, NOW, goes=True)
    family, guardian, child = here
    past.asked(guardian, family, HEARD, goes=True)
    past.asked(guardian, family, NOW, goes=False, child=child)
    past.asked(guardian, family, None, goes=False)
    for day, goes in ((LAST.replace(year=2025), True), (FIRST.replace(year=2025), False)):
        person = {"last_name": "Orme", "first_name": "Jo", "since": OLDER, "ended_on": day}
        past.add(t.pickup_persons, goes=goes, child_id=child, **person)


def _of_accounts(past: Past, family: int, child: int) -> None:
    past.invoiced(family, child, PAID, "12", goes=True)
    past.invoiced(family, child, PAID, "11.99", goes=False)
    past.invoiced(family, child, PAID + timedelta(days=1), "12", goes=False)
    cleared, _ = past.family(goes=True)
    past.invoiced(cleared, child, PAID, "12", goes=True)
    owing, _ = past.family(goes=True, family_goes=False)
    past.invoiced(owing, child, PAID, "1", goes=False)


def _of_messages(past: Past, gone: int, other: int) -> None:
    past.add(t.occurrences, goes=False, kind=STARTED, due_at=HEARD, state="on_time", enqueued_at=HEARD)
    for at, goes in ((SENT - MOMENT, True), (SENT, False)):
        past.told(at, goes=goes, guardian_id=other)
        past.told(at, goes=goes, group_id=past.group)
        past.announced(other, at, goes=goes)
        past.spoken(at, goes=goes)
    past.told(SENT - MOMENT, goes=False, state="waiting", guardian_id=other)
    for at, goes in ((HEARD - MOMENT, True), (HEARD, False)):
        past.add(t.audit_events, goes=goes, at=at, action="mark", facts={}, guardian_id=other)
    times = {"created_at": NOW, "available_at": NOW, "expires_at": NOW, "priority": 2, "facts": {}}
    past.add(t.outbox, goes=True, kind="reminder", guardian_id=gone, state="failed", **times)
    chat = past.add(t.chats, goes=False, telegram_id=past.serial(), staff_id=past.cook, guardian_id=gone, locale="fr")
    past.add(t.conversations, goes=False, telegram_id=100 + chat, state={}, recent_updates=[], updated_at=NOW)


def _of_who_stays(past: Past) -> None:
    """Who would go, but for something of theirs that stays."""
    booked, never = past.child(2022, goes=False), past.child(goes=False)
    family, _ = past.family(booked, never, goes=False)
    past.add(t.bookings, goes=False, child_id=booked, service_id=past.canteen, day=FIRST, family_id=family)
    asking = past.child(2022, goes=True)
    home, guardian = past.family(asking, goes=False)
    past.asked(guardian, home, None, goes=False)
    waited, told = past.family(past.child(2022, goes=True), goes=False, family_goes=True)
    del waited
    past.told(NOW, goes=False, state="waiting", guardian_id=told)


async def _run(organisation: Organisation) -> list[Due]:
    so_far = Erasing()
    while not so_far.is_over:
        so_far = await organisation.write(erase_batch, so_far, NOW)
    return await organisation.read(erased_by, so_far, NOW)


@pytest.mark.parametrize("batch", [1, 5000])
async def test_it_erases_what_it_says_and_no_more(
    organisation: Organisation, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retaining, "BATCH", batch)
    monkeypatch.setattr(retaining, "_FAMILIES", batch)
    past = await organisation.write(_story)
    before = await organisation.read(keys_of)
    announced = await organisation.read(survey, NOW)
    assert await organisation.read(keys_of) == before
    erased = await _run(organisation)
    after = await organisation.read(keys_of)
    journal = {(name, key) for name, key in after - before if name == "audit_events"}
    assert before - after == past.gone
    assert after - before == journal
    assert erased == announced
    touched = {table for due in erased for table in due.rows}
    assert touched == {table.name for table in t.metadata.sorted_tables} - UNTOUCHED
    assert sum(due.count for due in erased) == len(past.gone)
    assert len(journal) == len(Kept)
    assert [due.count for due in await organisation.read(survey, NOW)] == [0] * len(Kept)
    assert await _run(organisation) == [replace(due, rows={}) for due in erased]
    assert await organisation.read(keys_of) == after


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_run_that_was_cut_short_is_begun_again(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retaining, "BATCH", 3)
    past = await organisation.write(_story)
    before = await organisation.read(keys_of)
    so_far = Erasing()
    for _ in range(20):
        so_far = await organisation.write(erase_batch, so_far, NOW)
    await _run(organisation)
    assert before - await organisation.read(keys_of) == past.gone
    events = t.audit_events.c
    written = select(func.sum(events.facts["rows"].as_integer())).where(events.action == "retention")
    assert await organisation.read(lambda uow: uow.tx.execute(written).scalar_one()) == len(past.gone)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_in_a_young_town_nothing_goes(organisation: Organisation) -> None:
    def story(uow: UnitOfWork) -> None:
        past = Past(uow)
        child = past.child(2026, goes=False)
        family, guardian = past.family(child, goes=False)
        past.of_day(child, family, guardian, NOW.date(), goes=False)

    await organisation.write(story)
    before = await organisation.read(keys_of)
    assert await _run(organisation) == await organisation.read(survey, NOW)
    assert await organisation.read(keys_of) == before
