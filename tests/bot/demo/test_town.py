"""The demo's town: there is something to see for everybody, under both presets."""

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, func, select

from bot.demo.run import jumps
from bot.demo.town import BIG_SCHOOL, DEMO_START, SMALL_SCHOOL, DemoTown, build_town
from core.db import tables as t
from core.db.transaction import Database, open_database
from core.model.family import FamilyRequestKind
from core.model.people import Custody, GuardianActor, Role, StaffActor
from core.model.planning import CellState, RequestKind
from core.model.policy import Policy
from core.model.requests import Selection
from core.organisation import Organisation, UnitOfWork
from core.policy import preset
from core.usecases.accounts import read_account
from core.usecases.deciding import count_pending
from core.usecases.delivering import address_due
from core.usecases.drafting import copy_last_week
from core.usecases.family_deciding import list_open
from core.usecases.linking import Linked, link_chat
from core.usecases.planning import Week, read_week
from core.usecases.sheets import read_day, read_sheet
from core.usecases.statements import read_statements

MONDAY = date(2026, 11, 30)

PRESETS = ["peaugres", "epagny"]


@dataclass(frozen=True)
class Built:
    """A town that was built once, in a file to be copied."""

    file: Path
    town: DemoTown
    policy: Policy


@pytest.fixture(scope="module", params=PRESETS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Built:
    """The town under each preset."""
    file = tmp_path_factory.mktemp("town") / "town.sqlite3"
    shutil.copy(sqlite_template, file)
    policy = preset(request.param)
    return Built(file, asyncio.run(_build(f"sqlite:///{file}", policy)), policy)


async def _build(url: str, policy: Policy) -> DemoTown:
    database = open_database(url)
    town = await build_town(Organisation(database, policy), DEMO_START)
    await database.close()
    return town


@pytest.fixture
def town(built: Built) -> DemoTown:
    """The people shown."""
    return built.town


@pytest.fixture
async def organisation(built: Built, tmp_path: Path) -> AsyncIterator[Organisation]:
    """The town's organisation, for one test."""
    file = shutil.copy(built.file, tmp_path / "town.sqlite3")
    database = open_database(f"sqlite:///{file}")
    yield Organisation(database, built.policy)
    await database.close()


async def _count(organisation: Organisation, table: Table) -> int:
    return await organisation.read(lambda uow: uow.tx.execute(select(func.count()).select_from(table)).scalar_one())


async def _linked(organisation: Organisation, town: DemoTown, which: int) -> GuardianActor | StaffActor:
    linked = await organisation.write(link_chat, 100 + which, town.people[which].code, "fr", DEMO_START)
    assert isinstance(linked, Linked)
    actor = linked.identity.guardian or linked.identity.staff
    assert actor is not None
    return actor


async def test_there_are_two_schools_some_sixty_families_and_some_95_children(
    organisation: Organisation, town: DemoTown
) -> None:
    assert await organisation.read(lambda uow: set(uow.tx.scalars(select(t.schools.c.name)))) == {
        BIG_SCHOOL,
        SMALL_SCHOOL,
    }
    assert 58 <= await _count(organisation, t.families) <= 62
    assert 90 <= await _count(organisation, t.children) <= 100
    assert await _count(organisation, t.school_classes) == 8
    assert town.people


async def test_two_guardians_of_one_family_one_of_another_a_teacher_and_a_manager_are_shown(
    organisation: Organisation, town: DemoTown
) -> None:
    one, partner, other, teacher, manager = [await _linked(organisation, town, which) for which in range(5)]
    assert isinstance(teacher, StaffActor)
    assert teacher.role is Role.TEACHER
    assert isinstance(one, GuardianActor)
    assert isinstance(partner, GuardianActor)
    assert isinstance(other, GuardianActor)
    assert isinstance(manager, StaffActor)
    assert manager.role is Role.MANAGER
    weeks = [await organisation.read(_week, actor, MONDAY) for actor in (one, partner, other)]
    assert [child.first_name for child in weeks[0].children] == ["Jules", "Louise"]
    assert weeks[0].children == weeks[1].children
    assert len(weeks[2].children) == 1
    assert all(person.about for person in town.people)


async def test_those_who_are_shown_have_a_booked_week_behind_them_and_nothing_asked_ahead(
    organisation: Organisation, town: DemoTown
) -> None:
    for which in (0, 2):
        actor = await _linked(organisation, town, which)
        assert isinstance(actor, GuardianActor)
        assert CellState.BOOKED in await _states(organisation, actor, MONDAY - timedelta(weeks=1))
        assert set(await _states(organisation, actor, MONDAY)) <= {CellState.FREE, CellState.CLOSED}
        assert await organisation.write(copy_last_week, actor, MONDAY, DEMO_START) > 0


async def _states(organisation: Organisation, actor: GuardianActor, monday: date) -> list[CellState]:
    week = await organisation.read(_week, actor, monday)
    return [cell.state for cell in week.cells.values()]


def _week(uow: UnitOfWork, actor: GuardianActor, monday: date) -> Week:
    week = read_week(uow, actor, None, monday, DEMO_START)
    assert week is not None
    return week


async def test_the_manager_sees_a_real_queue_in_both_schools(organisation: Organisation, town: DemoTown) -> None:
    manager = await _linked(organisation, town, -1)
    assert isinstance(manager, StaffActor)
    groups = await organisation.read(count_pending, manager, Selection(first_day=MONDAY), DEMO_START)
    assert sum(group.count for group in groups) > 100
    assert {group.school for group in groups} == {BIG_SCHOOL, SMALL_SCHOOL}
    kinds = await organisation.read(
        lambda uow: Counter(
            uow.tx.scalars(select(t.booking_requests.c.kind).where(t.booking_requests.c.state == "pending"))
        )
    )
    assert kinds[RequestKind.ABSENCE] >= 2


async def test_nearly_all_were_there_until_yesterday_and_today_is_to_be_marked(
    organisation: Organisation, town: DemoTown
) -> None:
    teacher = await _linked(organisation, town, 3)
    assert isinstance(teacher, StaffActor)
    day = await organisation.read(read_day, teacher, None, DEMO_START)
    assert day.suggested is not None
    today = await organisation.read(read_sheet, teacher, day.suggested, DEMO_START, everyone=False)
    assert today.class_name == "CE1"
    assert today.totals.unmarked == today.totals.booked > 0
    marks = await organisation.read(lambda uow: Counter(uow.tx.scalars(select(t.attendance.c.mark))))
    assert marks["present"] > 10 * (marks["absent_billed"] + marks["absent_excused"]) > 0
    assert await _count(organisation, t.staff_counts) > 0


async def test_a_separated_couple_decides_in_turn(organisation: Organisation, town: DemoTown) -> None:
    query = select(t.guardianships.c.custody, t.guardianships.c.family_id)
    rows = await organisation.read(lambda uow: list(uow.tx.execute(query.where(t.guardianships.c.custody != "always"))))
    assert {custody for custody, _ in rows} == {Custody.EVEN_WEEKS, Custody.ODD_WEEKS}
    assert len({family for _, family in rows}) == 2


async def test_nobody_is_sent_the_answers_of_the_past(organisation: Organisation, town: DemoTown) -> None:
    await _linked(organisation, town, 0)
    await organisation.write(address_due, DEMO_START)
    states = select(t.deliveries.c.state).join(t.outbox).where(t.outbox.c.kind == "result")
    assert await organisation.read(lambda uow: set(uow.tx.scalars(states))) == {"sent"}


async def test_every_role_can_be_written_to(organisation: Organisation) -> None:
    staff = await organisation.read(lambda uow: list(uow.tx.execute(select(t.staff.c.role, t.staff.c.email))))
    assert {role for role, _ in staff} == set(Role)
    assert all(email.endswith("@example.org") for _, email in staff)


@pytest.mark.parametrize(("name", "first"), [("peaugres", "jeudi 18 h"), ("epagny", "mardi 18 h")])
def test_the_first_jump_is_to_the_first_reminder(name: str, first: str) -> None:
    found = jumps(preset(name), DEMO_START)
    assert found[0].label == first
    assert [jump.now for jump in found] == sorted(jump.now for jump in found)
    assert len(found) == 5


def _everything(uow: UnitOfWork) -> list[tuple[str, str, str, date]]:
    bookings, requests = t.bookings.c, t.booking_requests.c
    cells = select(bookings.child_id, bookings.service_id, bookings.day).union_all(
        select(requests.child_id, requests.service_id, requests.day).where(requests.state == "pending")
    )
    cell = cells.subquery().c
    query = (
        select(t.children.c.last_name, t.children.c.first_name, t.services.c.key, cell.day)
        .join(t.children, t.children.c.id == cell.child_id)
        .join(t.services, t.services.c.id == cell.service_id)
    )
    return sorted((last, first, key, day) for last, first, key, day in uow.tx.execute(query))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("built", PRESETS[:1], indirect=True)
async def test_the_town_is_always_the_same(organisation: Organisation, database: Database, town: DemoTown) -> None:
    other = Organisation(database, organisation.policy)
    again = await build_town(other, DEMO_START)
    assert await other.read(_everything) == await organisation.read(_everything)
    assert [person.about for person in again.people] == [person.about for person in town.people]
    assert {person.code for person in again.people}.isdisjoint(person.code for person in town.people)


async def test_there_is_a_file_to_look_at_and_some_to_decide(organisation: Organisation, town: DemoTown) -> None:
    parent, manager = await _linked(organisation, town, 0), await _linked(organisation, town, -1)
    assert isinstance(parent, GuardianActor)
    assert isinstance(manager, StaffActor)
    account = await organisation.read(read_account, parent, DEMO_START)
    (statement,) = await organisation.read(read_statements, parent, DEMO_START)
    waiting = await organisation.read(list_open, manager, DEMO_START)
    assert account.families[0].responsible
    assert statement.invoices
    assert {one.kind for one in waiting} == {FamilyRequestKind.PHONE, FamilyRequestKind.YEARLY}
