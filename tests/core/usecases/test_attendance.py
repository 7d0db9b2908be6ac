"""Attendance: what is refused, hours, adults, names, and whose children they are."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from core.db import tables as t
from core.model.attendance import Adults, AttendanceState, Hour, ListKey, MarkedAll, MarkProblem
from core.model.errors import NotAuthorisedError
from core.model.people import Role, Scope, StaffActor
from core.model.planning import Cell, Mark, RequestKind
from core.model.policy import AttendancePolicy, NameStyle, Unexpected
from core.organisation import Organisation, UnitOfWork
from core.usecases.attendance import count_adults, mark, mark_all, record_hour, undo_mark_all
from core.usecases.choosing import read_day
from core.usecases.sheets import find_children, read_line, read_sheet, read_week_sheet
from tests.builders import OTHER_SCHOOL, SCHOOL, TRICKY_NAMES, Town, build
from tests.clock import NOW, paris
from tests.core.db.test_plans import KEPT, read_whole
from tests.core.usecases.marking import TODAY, Class, line_of, press, sheet_of, with_attendance, with_care
from tests.core.usecases.steps import rows
from tests.core.usecases.test_statement_counts import cost

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

EVENING = "garderie_soir"
AFTER_CARE = paris("2026-11-24 18:30")


# --- what is refused


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (TODAY + timedelta(days=2), MarkProblem.NOT_YET),
        (TODAY + timedelta(days=1), MarkProblem.CLOSED),
        (date(2026, 11, 11), MarkProblem.CLOSED),
        (date(2026, 11, 23), MarkProblem.CLOSED),
        (date(2026, 10, 15), MarkProblem.BILLED),
        (date(2029, 1, 8), MarkProblem.CALENDAR_UNKNOWN),
    ],
)
async def test_nothing_is_marked_on_a_day_that_has_not_come_is_closed_or_billed(
    organisation: Organisation, day: date, problem: MarkProblem
) -> None:
    def story(town: Town) -> Class:
        told = Class(town)
        lou, noe = told.cell("Lou", day=day), told.cell("Noé", day=day)
        town.booked(lou, noe, told.cell("Noé", EVENING, day))
        town.marked(Mark.PRESENT, lou, by=told.carer, at=NOW - timedelta(minutes=1))
        town.closed(date(2026, 11, 23), school=SCHOOL)
        closed = {"month": date(2026, 10, 1), "closed_at": NOW, "closed_by": told.carer.staff_id}
        town.put(t.billed_months, closed)
        return told

    told = await build(organisation, story)
    key = told.key(day=day, class_name=None)
    lou, noe = told.cell("Lou", day=day), told.cell("Noé", day=day)
    before = await rows(organisation, t.attendance)
    for wanted in Mark:
        assert (await organisation.write(mark, told.carer, noe, wanted, None, NOW)).problem is problem
    removed = await organisation.write(mark, told.carer, lou, None, Mark.PRESENT, NOW)
    assert (removed.mark, removed.problem) == (Mark.PRESENT, problem)
    assert await organisation.write(mark_all, told.carer, key, NOW) == MarkedAll(0, 0, NOW, problem)
    undone = await organisation.write(undo_mark_all, told.carer, key, NOW - timedelta(minutes=1), NOW)
    assert undone == 0
    assert await organisation.write(count_adults, told.carer, key, 3, NOW) is problem
    care = with_care(organisation)
    evening = Cell(noe.child_id, told.school.services[EVENING], day)
    assert (await care.write(record_hour, told.carer, evening, Hour.ARRIVED, 1000, AFTER_CARE)).problem is problem
    assert (await sheet_of(organisation, told.carer, key)).problem is problem
    assert (await organisation.read(read_day, told.carer, day, NOW)).problem is problem
    assert await rows(organisation, t.attendance) == before
    assert await rows(organisation, t.staff_counts) == await rows(organisation, t.audit_events) == []


async def test_an_absence_is_of_a_booking_and_a_child_who_came_is_enrolled(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Class, Cell]:
        told = Class(town)
        mia = told.family("Ana").child("Mia", services=[EVENING])
        return told, mia.cell("Mia", "cantine", TODAY)

    told, mia = await build(organisation, story)
    ana = told.cell("Ana")
    assert (await press(organisation, told.teacher, ana, Mark.ABSENT_BILLED)).problem is MarkProblem.NOT_BOOKED
    refused = await organisation.write(mark, told.teacher, mia, Mark.PRESENT, None, NOW)
    assert refused.problem is MarkProblem.NOT_ENROLLED
    never = with_attendance(organisation, AttendancePolicy(unexpected=Unexpected.NEVER))
    assert (await press(never, told.teacher, ana)).problem is MarkProblem.NO_UNEXPECTED
    before_start = with_attendance(organisation, AttendancePolicy(unexpected=Unexpected.BEFORE_START))
    lunch = paris("2026-11-24 11:30")
    late = await press(before_start, told.teacher, ana, now=lunch)
    assert late.problem is MarkProblem.UNEXPECTED_TOO_LATE
    assert (await press(before_start, told.teacher, ana, now=lunch - timedelta(seconds=1))).problem is None


async def test_all_that_was_marked_leaves_a_line_that_managers_of_the_school_read(organisation: Organisation) -> None:
    told = await build(organisation, Class)
    await press(organisation, told.teacher, told.cell("Lou"))
    await press(organisation, told.teacher, told.cell("Lou"))
    for _ in range(2):
        await organisation.write(mark_all, told.teacher, told.key(), NOW)
        await organisation.write(count_adults, told.teacher, told.key(), 2, NOW)
    await organisation.write(undo_mark_all, told.teacher, told.key(), NOW, NOW)
    events = await rows(organisation, t.audit_events)
    assert {(event.staff_id, event.school_id) for event in events} == {(told.teacher.staff_id, told.school.id)}
    lunch = {"service": told.school.services["cantine"], "day": "2026-11-24"}
    cell, of_list = {**lunch, "child": told.cell("Lou").child_id}, {**lunch, "class": told.key().class_id}
    assert [(event.action, event.facts) for event in events] == [
        ("mark", {**cell, "from": None, "to": "present"}),
        ("mark", {**cell, "from": "present", "to": None}),
        ("mark_all", {**of_list, "count": 3}),
        ("adults", {**of_list, "count": 2}),
        ("undo_mark_all", {**of_list, "count": 3}),
    ]


@pytest.mark.parametrize("kind", [RequestKind.ABSENCE, RequestKind.CANCEL])
async def test_who_is_declared_absent_is_not_marked_present_with_all(
    organisation: Organisation, kind: RequestKind
) -> None:
    def story(town: Town) -> Class:
        told = Class(town)
        town.requested(told.cell("Noé"), kind=kind)
        return told

    told = await build(organisation, story)
    assert await organisation.write(mark_all, told.teacher, told.key(), NOW) == MarkedAll(2, 1, NOW)
    lines = {line.name: line for line in (await sheet_of(organisation, told.teacher, told.key())).lines}
    assert (lines["Noé B."].is_declared_absent, lines["Noé B."].mark) == (True, None)
    await press(organisation, told.teacher, told.cell("Noé"))
    assert (await line_of(organisation, told.teacher, told.cell("Noé"))).state is AttendanceState.PRESENT


# --- hours and adults


async def test_hours_are_noted_put_right_erased_and_go_with_the_mark(organisation: Organisation) -> None:
    told = await build(organisation, Class)
    care, lou = with_care(organisation), told.cell("Lou", EVENING)

    async def noted(hour: Hour, minute: int | None) -> tuple[Mark | None, MarkProblem | None]:
        marked = await care.write(record_hour, told.teacher, lou, hour, minute, AFTER_CARE)
        return marked.mark, marked.problem

    async def hours() -> tuple[int | None, int | None]:
        line = await line_of(care, told.teacher, lou)
        return line.arrived, line.departed

    assert await noted(Hour.ARRIVED, None) == (None, None), "nothing to erase"
    assert await noted(Hour.DEPARTED, 1080) == (Mark.PRESENT, None), "who leaves has been there"
    assert await noted(Hour.ARRIVED, 1081) == (Mark.PRESENT, MarkProblem.WRONG_ORDER)
    assert await noted(Hour.ARRIVED, 1000) == (Mark.PRESENT, None)
    assert await noted(Hour.DEPARTED, 999) == (Mark.PRESENT, MarkProblem.WRONG_ORDER)
    assert await noted(Hour.DEPARTED, 1111) == (Mark.PRESENT, MarkProblem.HOUR_NOT_YET)
    assert await noted(Hour.ARRIVED, 485) == (Mark.PRESENT, MarkProblem.HOUR_OUTSIDE)
    assert await hours() == (1000, 1080)
    assert await noted(Hour.ARRIVED, None) == (Mark.PRESENT, None)
    assert await hours() == (None, 1080)
    await press(care, told.teacher, lou)
    await press(care, told.teacher, lou)
    assert await hours() == (None, None)
    await press(care, told.teacher, lou)
    assert await noted(Hour.ARRIVED, 990) == (Mark.PRESENT, None), "not booked, but the policy takes who comes"
    actions = [event.action for event in await rows(organisation, t.audit_events)]
    assert (actions.count("hour"), actions.count("mark")) == (4, 5)


async def test_hours_are_of_a_child_who_is_there_in_a_service_that_records_them(organisation: Organisation) -> None:
    def story(town: Town) -> Class:
        told = Class(town)
        town.booked(told.cell("Lou", EVENING))
        return told

    told = await build(organisation, story)
    care, lou = with_care(organisation), told.cell("Lou", EVENING)
    refused = await care.write(record_hour, told.teacher, told.cell("Lou"), Hour.ARRIVED, 700, AFTER_CARE)
    assert (refused.mark, refused.problem) == (None, MarkProblem.NO_HOURS)
    await press(care, told.teacher, lou, Mark.ABSENT_EXCUSED)
    absent = await care.write(record_hour, told.teacher, lou, Hour.ARRIVED, 990, AFTER_CARE)
    assert (absent.mark, absent.problem) == (Mark.ABSENT_EXCUSED, MarkProblem.NOT_PRESENT)
    for minute in (-1, 1441):
        with pytest.raises(ValueError, match="not of a day"):
            await care.write(record_hour, told.teacher, lou, Hour.ARRIVED, minute, AFTER_CARE)


async def test_hours_keep_a_mark_from_being_undone_with_all(organisation: Organisation) -> None:
    def story(town: Town) -> Class:
        told = Class(town)
        town.booked(told.cell("Lou", EVENING), told.cell("Noé", EVENING))
        return told

    told = await build(organisation, story)
    care, key = with_care(organisation), told.key(EVENING)
    await care.write(mark_all, told.teacher, key, NOW)
    await care.write(record_hour, told.teacher, told.cell("Lou", EVENING), Hour.ARRIVED, 990, AFTER_CARE)
    assert await care.write(undo_mark_all, told.teacher, key, NOW, NOW) == 1


async def test_adults_are_counted_for_all_classes_and_held_against_the_ratio(organisation: Organisation) -> None:
    """Two under six or three from six on for each adult. Of those booked; once somebody is there, of those."""

    def story(town: Town) -> Class:
        told = Class(town)
        told.family("Tom").child("Rose", "CE1", born=date(2020, 11, 25)).child("Paul", "CE1", born=date(2020, 11, 23))
        booked = [told.cell(name, EVENING) for name in ("Lou", "Tom")]
        town.booked(*booked, *(told.family("Tom").cell(name, EVENING, TODAY) for name in ("Rose", "Paul")))
        return told

    told = await build(organisation, story)
    care, key = with_care(organisation), told.key(EVENING)
    assert (await sheet_of(care, told.teacher, key)).adults == Adults(None, needed=2, children=4)
    assert await care.write(count_adults, told.teacher, key, 1, NOW) is None
    assert await care.write(count_adults, told.carer, key, 0, NOW) is None
    await press(care, told.teacher, told.cell("Lou", EVENING))
    assert (await sheet_of(care, told.carer, key)).adults == Adults(0, needed=1, children=1)
    assert (await sheet_of(care, told.carer, told.key())).adults == Adults(None, needed=None, children=4)
    for adults in (-1, 100):
        with pytest.raises(ValueError, match="adults"):
            await care.write(count_adults, told.teacher, key, adults, NOW)


# --- names


@pytest.mark.parametrize("style", NameStyle)
async def test_children_with_tricky_names_are_each_shown_found_and_marked(
    organisation: Organisation, style: NameStyle
) -> None:
    names = (*TRICKY_NAMES, "Cœurdoux", "Ægir Œdipe")

    def story(town: Town) -> tuple[StaffActor, ListKey]:
        families = [town.family(name).guardian("Anne").child("Lou", last_name=name) for name in names]
        town.booked(*(family.cell("Lou", "cantine", TODAY) for family in families))
        return town.teacher(), ListKey(families[0].school.services["cantine"], TODAY)

    teacher, key = await build(organisation, story)
    styled = with_attendance(organisation, AttendancePolicy(names=style))
    assert (await styled.write(mark_all, teacher, key, NOW)).count == len(names)
    lines = (await sheet_of(styled, teacher, key)).lines
    assert len({line.name for line in lines}) == len(names)
    (found,) = await styled.read(find_children, teacher, key, "lou coeurdoux", NOW)
    assert found.mark is Mark.PRESENT
    assert len(await styled.read(find_children, teacher, key, "lou", NOW, 3)) == 3
    assert await styled.read(find_children, teacher, key, "%_'", NOW) == ()


# --- whose children


class Forged:
    """A child of the CE1, and of another school, as others than those who look after them ask for it."""

    def __init__(self, town: Town) -> None:
        told = Class(town)
        stranger = town.family("Callune", school=OTHER_SCHOOL).guardian("Inès").child("Eve")
        town.booked(stranger.cell("Eve", "cantine", TODAY))
        loose = told.family("Tom").child("Max", None)
        elsewhere = Cell(stranger.children["Eve"], told.school.services["cantine"], TODAY)
        teacher, carer = told.teacher, told.carer
        kitchen = town.manager("Cuisine", role=Role.KITCHEN)
        nobody = town.manager("Personne", role=Role.CARER, scopes=[])
        last_year = town.add(t.school_classes, school_id=told.school.id, school_year=2025, name="CP", level="CP")
        former = town.manager("Ancienne", role=Role.TEACHER, scopes=[Scope(told.school.id, last_year)])
        other = stranger.cell("Eve", "cantine", TODAY)
        given_up = town.add(t.services, school_id=told.school.id, key="etude")
        self.cells: dict[str, tuple[StaffActor, Cell]] = {
            "the CP's teacher, a child of the CE1": (teacher, told.cell("Tom")),
            "the CP's teacher, a child in no class": (teacher, loose.cell("Max", "cantine", TODAY)),
            "a carer, another school's child": (carer, other),
            "a carer, another school's child in the own service": (carer, elsewhere),
            "a carer, a child that is not": (carer, Cell(999, elsewhere.service_id, TODAY)),
            "a carer, a service that is not": (carer, Cell(elsewhere.child_id, 999, TODAY)),
            "a carer, the own child in another school's service": (
                carer,
                Cell(told.cell("Lou").child_id, other.service_id, TODAY),
            ),
            "a carer, a service the policy has no more": (carer, Cell(told.cell("Lou").child_id, given_up, TODAY)),
            "the kitchen": (kitchen, told.cell("Lou")),
            "who looks after nothing": (nobody, told.cell("Lou")),
            "who taught the class last year": (former, told.cell("Lou")),
        }
        self.keys: dict[str, tuple[StaffActor, ListKey]] = {
            "the CP's teacher, the CE1": (teacher, told.key(class_name="CE1")),
            "a carer, another school": (carer, ListKey(other.service_id, TODAY)),
            "a carer, another school's class": (
                carer,
                ListKey(elsewhere.service_id, TODAY, stranger.school.classes["CP"]),
            ),
            "a carer, last year's class": (carer, ListKey(elsewhere.service_id, TODAY, last_year)),
            "a carer, a service that is not": (carer, ListKey(999, TODAY)),
            "a carer, a service the policy has no more": (carer, ListKey(given_up, TODAY)),
            "the kitchen": (kitchen, told.key()),
            "who looks after nothing": (nobody, told.key(class_name=None)),
            "who taught the class last year": (former, told.key(class_name=None)),
        }


ON_A_CHILD: dict[str, Callable[[UnitOfWork, StaffActor, Cell], object]] = {
    "mark": lambda uow, actor, cell: mark(uow, actor, cell, Mark.PRESENT, None, NOW),
    "remove": lambda uow, actor, cell: mark(uow, actor, cell, None, Mark.PRESENT, NOW),
    "hour": lambda uow, actor, cell: record_hour(uow, actor, cell, Hour.ARRIVED, 700, NOW),
    "read": lambda uow, actor, cell: read_line(uow, actor, ListKey(cell.service_id, cell.day), cell.child_id, NOW),
}
ON_A_LIST: dict[str, Callable[[UnitOfWork, StaffActor, ListKey], object]] = {
    "sheet": lambda uow, actor, key: read_sheet(uow, actor, key, NOW, everyone=True),
    "week": lambda uow, actor, key: read_week_sheet(uow, actor, key, NOW, everyone=False),
    "find": lambda uow, actor, key: find_children(uow, actor, key, "e", NOW),
    "line": lambda uow, actor, key: read_line(uow, actor, key, 1, NOW),
    "mark all": lambda uow, actor, key: mark_all(uow, actor, key, NOW),
    "undo": lambda uow, actor, key: undo_mark_all(uow, actor, key, NOW, NOW),
    "adults": lambda uow, actor, key: count_adults(uow, actor, key, 1, NOW),
}


async def test_nobody_sees_or_marks_a_child_they_do_not_look_after(organisation: Organisation) -> None:
    forged = await build(organisation, Forged)

    def refuses(work: Callable[[UnitOfWork], object]) -> Callable[[UnitOfWork], bool]:
        def tried(uow: UnitOfWork) -> bool:
            try:
                work(uow)
            except NotAuthorisedError:
                return True
            return False

        return tried

    async def taken(orders: dict[str, Any], ways: dict[str, Callable[..., object]]) -> list[tuple[str, str]]:
        return [
            (who, way)
            for who, (actor, order) in orders.items()
            for way, work in ways.items()
            if not await organisation.write(refuses(lambda uow, w=work, a=actor, o=order: w(uow, a, o)))  # type: ignore[misc]
        ]

    assert await taken(forged.cells, ON_A_CHILD) == []
    assert await taken(forged.keys, ON_A_LIST) == []
    assert await rows(organisation, t.attendance) == await rows(organisation, t.audit_events) == []


async def test_what_lists_show_is_of_those_looked_after_alone(organisation: Organisation) -> None:
    def story(town: Town) -> Class:
        told = Class(town)
        told.family("Lou").child("Max", None)
        return told

    told = await build(organisation, story)
    mine = told.key(class_name=None)
    everyone = await organisation.read(read_sheet, told.teacher, mine, NOW, everyone=True)
    assert {line.class_name for line in everyone.lines} == {"CP"}
    for name, class_name in (("Tom", "CE1"), ("Max", None)):
        assert await organisation.read(find_children, told.teacher, mine, name, NOW) == ()
        (found,) = await organisation.read(find_children, told.carer, told.key(), name, NOW)
        assert found.class_name == class_name
    assert (await organisation.write(mark_all, told.teacher, mine, NOW)).count == 3
    assert (await organisation.write(mark_all, told.carer, mine, NOW)).count == 1
    kitchen = await build(organisation, lambda town: town.manager("Cuisine", role=Role.KITCHEN))
    with pytest.raises(NotAuthorisedError):
        await organisation.read(read_day, kitchen, None, NOW)


async def test_who_has_left_for_another_school_is_marked_where_it_had_booked(organisation: Organisation) -> None:
    """By who looks after the whole school; and it is on no list for an enrolment it left behind."""

    def story(town: Town) -> tuple[Class, Cell, Cell]:
        told = Class(town)
        moved = town.family("Callune", school=OTHER_SCHOOL).guardian("Inès").child("Eve").child("Léo")
        eve, leo = (Cell(moved.children[name], told.school.services["cantine"], TODAY) for name in ("Eve", "Léo"))
        town.booked(eve)
        town.put(t.enrolments, {"child_id": leo.child_id, "service_id": leo.service_id, "school_year": 2026})
        return told, eve, leo

    told, eve, leo = await build(organisation, story)
    listed = await organisation.read(read_sheet, told.carer, told.key(class_name=None), NOW, everyone=True)
    assert eve.child_id in {line.child_id for line in listed.lines}
    assert leo.child_id not in {line.child_id for line in listed.lines}
    assert (await press(organisation, told.carer, eve)).mark is Mark.PRESENT
    for actor, cell in ((told.carer, leo), (told.teacher, eve)):
        with pytest.raises(NotAuthorisedError):
            await organisation.write(mark, actor, cell, Mark.PRESENT, None, NOW)


# --- the day


async def test_a_manager_chooses_among_all_schools_and_a_closed_one_has_no_services(organisation: Organisation) -> None:
    def story(town: Town) -> StaffActor:
        Class(town)
        town.school(OTHER_SCHOOL)
        town.closed(TODAY, school=OTHER_SCHOOL)
        return town.manager()

    manager = await build(organisation, story)
    choices = await organisation.read(read_day, manager, None, NOW)
    assert [(one.name, one.is_whole, len(one.services)) for one in choices.schools] == [
        (OTHER_SCHOOL, True, 0),
        (SCHOOL, True, 3),
    ]
    assert choices.suggested is not None
    assert (choices.problem, choices.suggested.class_id) == (None, None)
    nobody = await build(organisation, lambda town: town.manager("Personne", scopes=[]))
    choices = await organisation.read(read_day, nobody, None, NOW)
    assert (choices.schools, choices.suggested) == ((), None)


# --- what it costs


READINGS: dict[str, tuple[int, Callable[[UnitOfWork, Class], object]]] = {
    "day": (7, lambda uow, told: read_day(uow, told.carer, None, NOW)),
    "sheet": (5, lambda uow, told: read_sheet(uow, told.carer, told.key(), NOW, everyone=True)),
    "week": (4, lambda uow, told: read_week_sheet(uow, told.carer, told.key(), NOW, everyone=True)),
    "find": (2, lambda uow, told: find_children(uow, told.carer, told.key(), "charlie", NOW)),
    "mark all": (9, lambda uow, told: mark_all(uow, told.carer, told.key(class_name=None), NOW)),
    "undo": (6, lambda uow, told: undo_mark_all(uow, told.carer, told.key(class_name=None), NOW, NOW)),
    "mark": (6, lambda uow, told: mark(uow, told.teacher, told.cell("Ana"), Mark.PRESENT, None, NOW)),
}


async def test_each_takes_the_same_few_statements_for_5_children_as_for_200(organisation: Organisation) -> None:
    def grown(town: Town) -> None:
        town.booked(*(family.cell("Charlie", "cantine", TODAY) for family in town.families(200)))

    told = await build(organisation, Class)
    few = {name: await cost(organisation, lambda uow, w=work: w(uow, told)) for name, (_, work) in READINGS.items()}  # type: ignore[misc]
    await build(organisation, grown)
    await organisation.write(mark, told.teacher, told.cell("Ana"), None, Mark.PRESENT, NOW)
    many = {name: await cost(organisation, lambda uow, w=work: w(uow, told)) for name, (_, work) in READINGS.items()}  # type: ignore[misc]
    assert few == many
    assert {name: count for name, count in many.items() if count > READINGS[name][0]} == {}


@pytest.mark.parametrize("reading", READINGS)
async def test_no_press_reads_all_that_was_ever_marked(organisation: Organisation, reading: str) -> None:
    told = await build(organisation, Class)
    _, work = READINGS[reading]

    def scanned(uow: UnitOfWork) -> set[str]:
        return read_whole(uow.tx, lambda _: work(uow, told))

    assert await organisation.write(scanned) & KEPT == set()
