"""Two people at once.

On PostgreSQL the two transactions really overlap, held where it matters; on SQLite writers take turns. The work of a
transaction runs in a greenlet of SQLAlchemy's, which is why it can be held with ``await_only``.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

import pytest
from sqlalchemy import text
from sqlalchemy.util import await_only

from core.db import chats as chat_rows
from core.db import decisions, invitations, requests
from core.db.tables import audit_events, booking_requests, bookings, outbox
from core.db.transaction import open_database
from core.model.announcements import Order
from core.model.notices import AnnouncementKind, Audience
from core.model.people import StaffActor
from core.model.planning import Refusal, RequestState
from core.model.requests import Selection
from core.organisation import Organisation
from core.rules.codes import digest
from core.usecases import absences, requesting
from core.usecases.absences import AbsenceOrder, declare_absence
from core.usecases.announcing import announce
from core.usecases.deciding import Decision, approve, refuse
from core.usecases.devices import CODES_A_DAY, MadeCode, make_code
from core.usecases.linking import Linked, LinkFailure, confirm_link, link_chat
from core.usecases.requesting import withdraw
from tests.builders import Family, Town, build
from tests.clock import FRIDAY, MONDAY, NOW, THURSDAY, TUESDAY
from tests.core.usecases.steps import ask, refusals, rows
from tests.letters import letter_code

T = TypeVar("T")
U = TypeVar("U")

EVERYTHING = Selection()
PATIENCE = 10
"""Seconds after which a race that never meets is given up."""

overlapping = pytest.mark.parametrize(
    "database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)
"""On PostgreSQL alone."""


@contextmanager
def after(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, wait: Callable[[], Any]) -> Iterator[None]:
    """Hold each transaction that has run a function of a module, until ``wait()`` is over."""
    original = getattr(module, name)

    def held(*args: Any, **kwargs: Any) -> Any:
        result = original(*args, **kwargs)
        await_only(asyncio.wait_for(wait(), PATIENCE))
        return result

    with monkeypatch.context() as patch:
        patch.setattr(module, name, held)
        yield


def until_another_waits(url: str) -> Callable[[], Any]:
    """What the first transaction to come waits for: that the other one waits for its lock. The other passes."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    has_come = False

    async def wait() -> None:
        nonlocal has_come
        if has_come:
            return
        has_come = True
        observer = open_database(url)
        while not await observer.read(lambda tx: tx.execute(query).scalar_one()):  # noqa: ASYNC110 - no bell rings
            await asyncio.sleep(0.005)
        await observer.close()

    return wait


def last_place(town: Town) -> tuple[Family, Family]:
    town.places("cantine", 1)
    return (
        town.family("Bruyère").guardian("Anne").child("Lou"),
        town.family("Callune").guardian("Inès").child("Tom"),
    )


async def both_ask(organisation: Organisation, one: Family, other: Family) -> list[Refusal | None]:
    """Both families ask for the canteen of Monday, at once."""
    cells = [one.cell("Lou", "cantine", MONDAY), other.cell("Tom", "cantine", MONDAY)]
    submissions = await asyncio.gather(
        ask(organisation, one.actor(), cells[0]), ask(organisation, other.actor(), cells[1])
    )
    return [refusals(submission)[cell] for submission, cell in zip(submissions, cells, strict=True)]


@overlapping
async def test_without_the_lock_two_families_would_both_get_the_last_place(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = await build(organisation, last_place)
    monkeypatch.setattr(requesting, "lock_places", lambda tx, service_ids: None)
    both_have_read = asyncio.Barrier(2)
    with after(monkeypatch, requesting, "read_facts", both_have_read.wait):
        assert await both_ask(organisation, one, other) == [None, None]
    assert len(await rows(organisation, booking_requests)) == 2, "two places of one"


@overlapping
async def test_the_lock_lets_one_family_have_the_last_place(
    organisation: Organisation, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = await build(organisation, last_place)
    with after(monkeypatch, requesting, "read_facts", until_another_waits(database_url)):
        answers = await both_ask(organisation, one, other)
    assert sorted(answers, key=str) == [None, Refusal.FULL]
    assert len(await rows(organisation, booking_requests)) == 1


async def test_of_two_families_asking_at_once_one_gets_the_last_place(organisation: Organisation) -> None:
    one, other = await build(organisation, last_place)
    assert sorted(await both_ask(organisation, one, other), key=str) == [None, Refusal.FULL]
    assert len(await rows(organisation, booking_requests)) == 1


@overlapping
async def test_what_is_asked_for_while_the_service_closes_is_answered_by_the_closure(
    organisation: Organisation, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    family, manager, _ = await build(organisation, one_family)
    order = Order("key", AnnouncementKind.CLOSURE, Audience(first_day=MONDAY, last_day=MONDAY))
    with after(monkeypatch, requesting, "read_facts", until_another_waits(database_url)):
        submission, _ = await asyncio.gather(
            ask(organisation, family.actor("Anne"), family.cell("Lou", "cantine", MONDAY)),
            organisation.write(announce, manager, order, NOW),
        )
    assert submission.accepted == 1
    assert [row.state for row in await rows(organisation, booking_requests)] == [RequestState.REFUSED]


async def test_of_a_whole_town_asking_at_once_as_many_as_there_are_places_get_one(organisation: Organisation) -> None:
    def story(town: Town) -> list[Family]:
        town.places("cantine", 3)
        return town.families(8)

    families = await build(organisation, story)
    submissions = await asyncio.gather(
        *(ask(organisation, family.actor(), family.cell("Charlie", "cantine", MONDAY)) for family in families)
    )
    assert sum(submission.accepted for submission in submissions) == 3


def one_family(town: Town) -> tuple[Family, StaffActor, StaffActor]:
    bruyere = town.family("Bruyère").guardian("Anne").guardian("Marc").child("Lou")
    return bruyere, town.manager(), town.director()


@overlapping
async def test_two_guardians_who_send_the_same_meal_at_once_ask_once(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    bruyere, *_ = await build(organisation, one_family)
    cell = bruyere.cell("Lou", "cantine", MONDAY)
    with after(monkeypatch, requesting, "read_facts", asyncio.Barrier(2).wait):
        submissions = await asyncio.gather(
            *(ask(organisation, bruyere.actor(guardian), cell) for guardian in ("Anne", "Marc"))
        )
    answers = [refusals(submission)[cell] for submission in submissions]
    assert sorted(answers, key=str) == [None, Refusal.ALREADY_PENDING]
    assert len(await rows(organisation, booking_requests)) == 1


@overlapping
async def test_two_guardians_who_declare_the_same_absence_at_once_declare_it_once(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def booked(town: Town) -> Family:
        bruyere, *_ = one_family(town)
        town.booked(bruyere.cell("Lou", "cantine", MONDAY))
        return bruyere

    bruyere = await build(organisation, booked)
    cell = bruyere.cell("Lou", "cantine", MONDAY)
    order = AbsenceOrder(frozenset({cell}), "medical")
    with after(monkeypatch, absences, "read_facts", asyncio.Barrier(2).wait):
        declared = await asyncio.gather(
            *(organisation.write(declare_absence, bruyere.actor(guardian), order, NOW) for guardian in ("Anne", "Marc"))
        )
    assert sorted((line.refusal for (line,) in declared), key=str) == [None, Refusal.ALREADY_PENDING]
    assert len(await rows(organisation, booking_requests)) == 1


def four_requests(town: Town) -> tuple[Family, StaffActor, StaffActor]:
    bruyere, manager, director = one_family(town)
    town.requested(*bruyere.cells("Lou", "cantine", MONDAY, TUESDAY, THURSDAY, FRIDAY))
    return bruyere, manager, director


async def test_two_managers_at_once_decide_once(organisation: Organisation) -> None:
    _, manager, director = await build(organisation, four_requests)
    taken = await asyncio.gather(
        organisation.write(approve, manager, EVERYTHING, NOW), organisation.write(approve, director, EVERYTHING, NOW)
    )
    assert sorted(decision.decided for decision in taken) == [0, 4]
    assert len(await rows(organisation, bookings)) == 4
    assert len(await rows(organisation, audit_events)) == 1
    assert len(await rows(organisation, outbox)) == 1


@overlapping
async def test_a_manager_who_refuses_while_another_approves_finds_it_decided(
    organisation: Organisation, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, manager, director = await build(organisation, four_requests)
    with after(monkeypatch, decisions, "hold_pending", until_another_waits(database_url)):
        approved, refused = await one_after_the_other(
            organisation,
            organisation.write(approve, manager, Selection(up_to=2), NOW),
            organisation.write(refuse, director, EVERYTHING, "Trop tard", NOW),
        )
    assert approved == refused == Decision(decided=2, families=1, left=0)
    states = [row.state for row in await rows(organisation, booking_requests)]
    assert states == [RequestState.APPROVED] * 2 + [RequestState.REFUSED] * 2
    assert len(await rows(organisation, outbox)) == 1, "the second decision joins the first one's message"


@overlapping
@pytest.mark.parametrize("decision", ["approve", "refuse"])
async def test_a_request_that_comes_while_everything_is_decided_is_decided_and_counted(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch, decision: str
) -> None:
    bruyere, manager, _ = await build(organisation, four_requests)
    late = bruyere.cell("Lou", "garderie_soir", MONDAY)

    async def one_more_comes() -> None:
        await ask(organisation, bruyere.actor(), late)

    with after(monkeypatch, decisions, "hold_pending", one_more_comes):
        if decision == "approve":
            made = await organisation.write(approve, manager, EVERYTHING, NOW)
        else:
            made = await organisation.write(refuse, manager, EVERYTHING, "Grève", NOW)
    decided = [row for row in await rows(organisation, booking_requests) if row.state != RequestState.PENDING]
    (event,) = [event for event in await rows(organisation, audit_events) if event.action == decision]
    assert len(decided) == made.decided == event.facts["requests"] == 5


async def one_after_the_other(
    organisation: Organisation, first: Coroutine[Any, Any, T], second: Coroutine[Any, Any, U]
) -> tuple[T, U]:
    """Start the second work once the first one holds some of the four requests."""
    free = text("SELECT id FROM booking_requests WHERE state = 'pending' FOR UPDATE SKIP LOCKED")
    running = asyncio.create_task(first)
    while len(await organisation.write(lambda uow: uow.tx.execute(free).all())) == 4:  # noqa: ASYNC110 - no bell rings
        await asyncio.sleep(0.005)
    later = await second
    return await running, later


@overlapping
@pytest.mark.parametrize("first", ["approve", "withdraw"])
async def test_a_request_withdrawn_while_it_is_approved_ends_as_the_first_one_said(
    organisation: Organisation, database_url: str, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    bruyere, manager, _ = await build(organisation, four_requests)
    held = (decisions, "hold_pending") if first == "approve" else (requests, "withdraw_pending")
    with after(monkeypatch, *held, until_another_waits(database_url)):
        approval = organisation.write(approve, manager, Selection(up_to=2), NOW)
        withdrawal = organisation.write(withdraw, bruyere.actor(), [2, 1], NOW)
        if first == "approve":
            decision, withdrawn = await one_after_the_other(organisation, approval, withdrawal)
        else:
            withdrawn, decision = await one_after_the_other(organisation, withdrawal, approval)
    assert (decision.decided, withdrawn) == ((2, 0) if first == "approve" else (0, 2))
    states = {row.state for row in await rows(organisation, booking_requests) if row.id <= 2}
    assert states == {RequestState.APPROVED if first == "approve" else RequestState.WITHDRAWN}
    assert len(await rows(organisation, bookings)) == decision.decided


async def test_families_withdrawing_while_two_managers_approve_wait_for_no_one_in_a_circle(
    organisation: Organisation,
) -> None:
    days = (MONDAY, TUESDAY, THURSDAY, FRIDAY)

    def story(town: Town) -> tuple[list[Family], list[int], StaffActor, StaffActor]:
        families = town.families(12)
        cells = [family.cell("Charlie", "cantine", day) for day in days for family in families]
        return families, town.requested(*cells), town.manager(), town.director()

    families, ids, manager, director = await build(organisation, story)
    withdrawals = [
        organisation.write(withdraw, family.actor(), list(reversed(ids[number :: len(families)])), NOW)
        for number, family in enumerate(families)
    ]
    approvals = [
        organisation.write(approve, manager, EVERYTHING, NOW),
        organisation.write(approve, director, Selection(first_day=TUESDAY), NOW),
    ]
    withdrawn, made = await asyncio.gather(asyncio.gather(*withdrawals), asyncio.gather(*approvals))
    approved = sum(decision.decided for decision in made)
    assert sum(withdrawn) + approved == len(ids)
    assert len(await rows(organisation, bookings)) == approved


@overlapping
async def test_two_chats_that_use_a_code_at_once_are_not_both_linked(
    organisation: Organisation, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = await build(organisation, lambda town: town.code(one_family(town)[0].actor()))
    with after(monkeypatch, chat_rows, "find_code", until_another_waits(database_url)):
        results = await asyncio.gather(
            *(organisation.write(link_chat, chat, code, "fr", NOW) for chat in (7_000_000_001, 7_000_000_002))
        )
    assert sorted(isinstance(result, Linked) for result in results) == [False, True]
    assert LinkFailure.USED in results


@overlapping
async def test_two_chats_that_give_the_birth_date_at_once_are_not_both_linked(
    organisation: Organisation, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = await letter_code(organisation, (await build(organisation, one_family))[0].actor())
    with after(monkeypatch, chat_rows, "find_code", until_another_waits(database_url)):
        results = await asyncio.gather(
            *(
                organisation.write(confirm_link, chat, digest(code), date(2019, 5, 1), "fr", NOW)
                for chat in (7_000_000_001, 7_000_000_002)
            )
        )
    assert sorted(isinstance(result, Linked) for result in results) == [False, True]
    assert LinkFailure.USED in results


@overlapping
async def test_two_chats_that_use_two_codes_of_a_guardian_at_once_do_not_wait_for_each_other(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = (await build(organisation, one_family))[0].actor()
    made = await organisation.write(make_code, actor, actor.guardian_id, NOW)
    assert isinstance(made, MadeCode)
    codes = await build(organisation, lambda town: town.code(actor)), made.code
    with after(monkeypatch, chat_rows, "find_code", asyncio.Barrier(len(codes)).wait):
        results = await asyncio.gather(
            *(
                organisation.write(link_chat, 7_000_000_001 + number, code, "fr", NOW)
                for number, code in enumerate(codes)
            )
        )
    assert all(isinstance(result, Linked) for result in results)


@overlapping
async def test_a_guardian_who_asks_from_two_chats_at_once_makes_no_fourth_code(
    organisation: Organisation, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    anne = (await build(organisation, one_family))[0].actor()
    for _ in range(CODES_A_DAY - 1):
        await organisation.write(make_code, anne, anne.guardian_id, NOW)
    with after(monkeypatch, invitations, "count_made_codes", until_another_waits(database_url)):
        made = await asyncio.gather(*(organisation.write(make_code, anne, anne.guardian_id, NOW) for _ in range(2)))
    assert sorted(isinstance(one, MadeCode) for one in made) == [False, True]
