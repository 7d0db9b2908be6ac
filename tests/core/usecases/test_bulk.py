"""Many enrolled, booked or removed at once, and undone."""

from collections import Counter
from datetime import date, timedelta

import pytest

from core.db import tables as t
from core.model.errors import NotAuthorisedError
from core.model.operations import BulkOrder, BulkPreview, Operated, OperationKind, Skip, SkippedChild, UndoProblem
from core.model.people import Custody, Permission, Role, Scope, StaffActor
from core.model.planning import Mark
from core.model.policy import Policy
from core.organisation import Organisation
from core.usecases.bulk import bulk_places, list_operations, preview_bulk, run_bulk, undo_operation
from core.usecases.enrolling import find_pupils, read_enrolments, set_enrolment
from tests.builders import OTHER_SCHOOL, SCHOOL, Family, School, Town, build
from tests.clock import FRIDAY, LAST_MONDAY, MONDAY, NOW, THURSDAY, TUESDAY, paris
from tests.core.usecases.bulk_orders import WEEK, booked, bruyere, days_told, heard, order, run, told
from tests.core.usecases.steps import rows

BOOK, REMOVE, ENROL = OperationKind.BOOK, OperationKind.REMOVE, OperationKind.ENROL

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
both_policies = pytest.mark.parametrize("policy", ["peaugres", "epagny"], indirect=True)


# --- the whole way, on both databases


async def test_a_class_is_booked_for_a_week_and_its_families_are_told_once(organisation: Organisation) -> None:
    family, manager = await build(organisation, bruyere)
    given = order(BOOK, family.school)
    preview = await organisation.read(preview_bulk, manager, given, NOW)
    done = await run(organisation, manager, given)
    assert (preview.children, preview.cells, preview.skipped, preview.closed_days) == (2, 8, {}, 0)
    assert (done.done, done.is_new) == (8, True)
    assert await booked(organisation) == {
        (child, family.school.services["cantine"], day, family.id) for child in family.children.values() for day in WEEK
    }
    assert await run(organisation, manager, given) == Operated(done.id, 8, False), "pressed twice"
    ((guardian, facts),) = await told(organisation)
    assert (guardian, facts.kind, facts.undone) == (family.guardians["Anne"], BOOK, False)
    assert days_told(facts) == {("Lou", "cantine"): tuple(WEEK), ("Noé", "cantine"): tuple(WEEK)}


async def test_what_was_booked_removed_and_enrolled_at_once_is_undone(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, StaffActor]:
        family = town.family("Bruyère").guardian("Anne").child("Lou", services=["cantine"])
        town.booked(family.cell("Lou", "cantine", MONDAY))
        return family, town.manager()

    family, manager = await build(organisation, story)
    before = await booked(organisation), await rows(organisation, t.enrolments)
    for number, (kind, service, count) in enumerate(
        [(BOOK, "cantine", 3), (REMOVE, "cantine", 1), (ENROL, "garderie_soir", 1)]
    ):
        done = await run(organisation, manager, order(kind, family.school, service), f"press {number}")
        assert done.done == count
        await organisation.write(heard)
        assert await organisation.write(undo_operation, manager, done.id, NOW) == count
        assert (await booked(organisation), await rows(organisation, t.enrolments)) == before
        assert await organisation.write(undo_operation, manager, done.id, NOW) is UndoProblem.ALREADY
    facts = [(one.kind, one.undone, days_told(one)) for _, one in await told(organisation)]
    assert facts == [
        (BOOK, True, {("Lou", "cantine"): tuple(WEEK[1:])}),
        (REMOVE, True, {("Lou", "cantine"): (MONDAY,)}),
        (ENROL, True, {("Lou", "garderie_soir"): ()}),
    ], "what does not stand is not told"
    listed = await organisation.read(list_operations, manager, NOW)
    assert [(one.kind, one.done, one.undone_at, one.can_undo) for one in listed] == [
        (ENROL, 1, NOW, False),
        (REMOVE, 1, NOW, False),
        (BOOK, 3, NOW, False),
    ]
    actions = [(row.action, row.facts["count"], row.school_id) for row in await rows(organisation, t.audit_events)]
    assert actions == [(word, count, family.school.id) for count in (3, 1, 1) for word in ("bulk", "undo_bulk")]


@on_sqlite
async def test_what_is_undone_before_anybody_heard_of_it_is_told_to_nobody(organisation: Organisation) -> None:
    family, manager = await build(organisation, bruyere)
    done = await run(organisation, manager, order(BOOK, family.school))
    assert len(await rows(organisation, t.outbox)) == 1
    assert await organisation.write(undo_operation, manager, done.id, NOW) == done.done
    assert await rows(organisation, t.outbox) == []


# --- who and what is left out


@on_sqlite
@both_policies
async def test_each_child_left_out_is_named_with_the_reason(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[dict[str, int], StaffActor, School]:
        family = (
            town.family("Callune").guardian("Inès").child("Ali").child("Bea").child("Cléo").child("Dan", services=[])
        )
        manager = town.manager()
        town.booked(family.cell("Ali", "cantine", MONDAY))
        town.requested(family.cell("Bea", "cantine", MONDAY))
        town.requested(family.cell("Bea", "cantine", TUESDAY))
        town.marked(Mark.PRESENT, family.cell("Cléo", "cantine", MONDAY), by=manager)
        town.family("Orphelin").child("Eve")
        town.closed(THURSDAY)
        return family.children, manager, family.school

    children, manager, school = await build(organisation, story)
    given = order(BOOK, school, weekdays=frozenset({1, 2, 4}))
    preview = await organisation.read(preview_bulk, manager, given, NOW)
    assert preview.skipped == {
        Skip.ALREADY_BOOKED: 1,
        Skip.PENDING: 2,
        Skip.MARKED: 1,
        Skip.NOT_ENROLLED: 2,
        Skip.NO_FAMILY: 2,
    }
    assert {one.name: dict(one.skips) for one in preview.skipped_children} == {
        "Callune Ali": {Skip.ALREADY_BOOKED: 1},
        "Callune Bea": {Skip.PENDING: 2},
        "Callune Cléo": {Skip.MARKED: 1},
        "Callune Dan": {Skip.NOT_ENROLLED: 2},
        "Orphelin Eve": {Skip.NO_FAMILY: 2},
    }
    assert (preview.children, preview.cells, preview.closed_days) == (2, 2, 1)
    await run(organisation, manager, given)
    requests = await rows(organisation, t.booking_requests)
    assert {row.state for row in requests} == {"pending"}, "what a family asked is decided on its own"
    named = [row.child_id for row in await rows(organisation, t.bookings)]
    assert Counter(named) == {children["Ali"]: 2, children["Cléo"]: 1}


@on_sqlite
async def test_what_is_past_or_billed_is_counted_and_left_alone(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, StaffActor]:
        family, manager = bruyere(town)
        town.booked(*family.cells("Lou", "cantine", LAST_MONDAY, MONDAY), family.cell("Lou", "cantine", FRIDAY))
        row = {"month": date(2026, 12, 1), "closed_at": NOW, "closed_by": manager.staff_id}
        town.put(t.billed_months, row)
        return family, manager

    family, manager = await build(organisation, story)
    given = order(BOOK, family.school, first_day=date(2026, 11, 23), weekdays=frozenset({1, 2}))
    preview = await organisation.read(preview_bulk, manager, given, paris("2026-11-24 11:30"))
    assert preview.skipped == {Skip.PAST: 4, Skip.BILLED: 2, Skip.ALREADY_BOOKED: 1}, "at half past eleven lunch began"
    assert (preview.cells, [one.name for one in preview.skipped_children]) == (1, ["Bruyère Lou"])
    removal = order(REMOVE, family.school, first_day=LAST_MONDAY, weekdays=frozenset({1, 5}))
    preview = await organisation.read(preview_bulk, manager, removal, NOW)
    assert preview.skipped == {Skip.PAST: 1, Skip.BILLED: 1, Skip.NOT_BOOKED: 9}
    assert (preview.cells, preview.skipped_children) == (1, ())
    assert (await run(organisation, manager, removal)).done == 1


@on_sqlite
async def test_the_last_places_go_to_the_first_by_name_once_requests_are_counted(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, StaffActor, list[int]]:
        town.places("cantine", 2)
        family = town.family("Bruyère").guardian("Anne").child("Zoé").child("Élie").child("Fanny", services=["cantine"])
        asking = town.family("Aulne").guardian("Inès").child("Tom")
        town.requested(asking.cell("Tom", "cantine", MONDAY))
        return family, town.manager(), [family.children[name] for name in ("Élie", "Fanny")]

    family, manager, first = await build(organisation, story)
    given = order(BOOK, family.school, last_day=TUESDAY, child_ids=frozenset(family.children.values()))
    preview = await organisation.read(preview_bulk, manager, given, NOW)
    assert [(one.name, one.skips) for one in preview.skipped_children] == [
        ("Bruyère Fanny", {Skip.FULL: 1}),
        ("Bruyère Zoé", {Skip.FULL: 2}),
    ]
    await run(organisation, manager, given)
    by_day = sorted((day, child) for child, _, day, _ in await booked(organisation))
    assert by_day == [(MONDAY, first[0]), (TUESDAY, first[0]), (TUESDAY, first[1])]


@on_sqlite
async def test_of_parents_apart_the_one_who_has_the_week_is_billed_and_told(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, Family, StaffActor]:
        family = town.family("Bruyère").child("Lou").guardian("Anne", custody=Custody.ODD_WEEKS)
        other = town.family("Callune").guardian("Paul")
        other.raises("Lou", family.children["Lou"], custody=Custody.EVEN_WEEKS)
        return family, other, town.manager()

    odd, even, manager = await build(organisation, story)
    next_monday = MONDAY + timedelta(days=7)
    await run(organisation, manager, order(BOOK, odd.school, last_day=next_monday, weekdays=frozenset({1})))
    families = {day: family for _, _, day, family in await booked(organisation)}
    assert families == {MONDAY: odd.id, next_monday: even.id}, "week 49 is odd"
    assert {guardian: days_told(facts) for guardian, facts in await told(organisation)} == {
        odd.guardians["Anne"]: {("Lou", "cantine"): (MONDAY,)},
        even.guardians["Paul"]: {("Lou", "cantine"): (next_monday,)},
    }


@on_sqlite
async def test_where_two_families_could_be_billed_it_is_the_one_that_booked_before(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, StaffActor]:
        first = town.family("Aulne").guardian("Anne").child("Lou")
        second = town.family("Bruyère").guardian("Paul").raises("Lou", first.children["Lou"])
        cell = {"child_id": first.children["Lou"], "service_id": first.school.services["cantine"], "day": LAST_MONDAY}
        town.put(t.bookings, {**cell, "family_id": second.id})
        return second, town.manager()

    second, manager = await build(organisation, story)
    await run(organisation, manager, order(BOOK, second.school))
    assert {family for *_, family in await booked(organisation)} == {second.id}


@on_sqlite
async def test_enrolling_leaves_out_whoever_is_enrolled_and_years_that_are_over(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, StaffActor]:
        family = town.family("Bruyère").guardian("Anne").child("Lou", services=["cantine"]).child("Noé", services=[])
        return family, town.manager()

    family, manager = await build(organisation, story)
    given = order(ENROL, family.school, "cantine", "garderie_soir", class_ids=frozenset(family.school.classes.values()))
    assert await organisation.read(preview_bulk, manager, given, NOW) == _preview_of_enrolling(family)
    done = await run(organisation, manager, given)
    assert done.done == 3
    ((_, facts),) = await told(organisation)
    assert days_told(facts) == {("Lou", "garderie_soir"): (), ("Noé", "cantine"): (), ("Noé", "garderie_soir"): ()}
    next_summer = paris("2027-08-01 10:00")
    late = await organisation.read(preview_bulk, manager, given, next_summer)
    assert (late.cells, late.skipped) == (0, {Skip.PAST: 4})


def _preview_of_enrolling(family: Family) -> BulkPreview:
    known = {Skip.ALREADY_ENROLLED: 1}
    return BulkPreview(2, 3, known, (SkippedChild(family.children["Lou"], "Bruyère Lou", known),), 0)


# --- who may


def _everybody_else(town: Town, school: School) -> list[StaffActor]:
    scopes = [Scope(school.id)]
    return [
        town.teacher(),
        town.manager("Noa Orme", role=Role.CARER, scopes=scopes),
        town.manager("Lise Tilleul", role=Role.KITCHEN),
        town.director("Dominique Saule", school=OTHER_SCHOOL),
        town.manager("Sans Lieu", scopes=[]),
    ]


@on_sqlite
async def test_nobody_plans_but_who_may_and_looks_after_the_school(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, StaffActor, list[StaffActor]]:
        family, _ = bruyere(town)
        return family, town.director(), _everybody_else(town, family.school)

    family, director, others = await build(organisation, story)
    given_order = order(BOOK, family.school)
    done = await run(organisation, director, given_order)
    lou, cantine = family.children["Lou"], family.school.services["cantine"]
    before = await rows(organisation, t.audit_events), await booked(organisation)
    for other in others:
        for attempt in (
            lambda uow, one: preview_bulk(uow, one, given_order, NOW),
            lambda uow, one: run_bulk(uow, one, given_order, "mine", NOW),
            lambda uow, one: run_bulk(uow, one, given_order, "press", NOW),
            lambda uow, one: undo_operation(uow, one, done.id, NOW),
            lambda uow, one: read_enrolments(uow, one, lou, NOW),
            lambda uow, one: set_enrolment(uow, one, lou, cantine, wanted=False, now=NOW),
        ):
            with pytest.raises(NotAuthorisedError):
                await organisation.write(attempt, other)
        if other.role in {Role.DIRECTOR, Role.MANAGER}:
            assert SCHOOL not in {place.name for place in await organisation.read(bulk_places, other, NOW)}
            assert await organisation.read(list_operations, other, NOW) == []
            assert await organisation.read(find_pupils, other, "bruyere", NOW) == ()
            continue
        for reading in (bulk_places, list_operations):
            with pytest.raises(NotAuthorisedError):
                await organisation.read(reading, other, NOW)
        with pytest.raises(NotAuthorisedError):
            await organisation.read(find_pupils, other, "bruyere", NOW)
    assert (await rows(organisation, t.audit_events), await booked(organisation)) == before


@on_sqlite
async def test_who_may_plan_for_a_class_plans_for_no_other(organisation: Organisation, policy: Policy) -> None:
    roles = policy.roles.model_copy(update={"teacher": policy.roles.teacher | {Permission.PLAN}})
    ours = Organisation(organisation.database, policy.model_copy(update={"roles": roles}))

    def story(town: Town) -> tuple[Family, StaffActor, int]:
        family = town.family("Bruyère").guardian("Anne").child("Lou").child("Noé", "CE1")
        return family, town.teacher(), town.family("Hêtre", school=OTHER_SCHOOL).child("Max").children["Max"]

    family, teacher, stranger = await build(ours, story)
    (place,) = await ours.read(bulk_places, teacher, NOW)
    assert (place.classes, place.is_whole) == (((family.school.classes["CP"], "CP"),), False)
    lou, noe = family.children["Lou"], family.children["Noé"]
    cp, ce1 = family.school.classes["CP"], family.school.classes["CE1"]
    for narrowed in ({"class_ids": frozenset({cp})}, {"child_ids": frozenset({lou})}):
        assert (await ours.read(preview_bulk, teacher, order(BOOK, family.school, **narrowed), NOW)).cells == 4
    for forged in (
        {},
        {"class_ids": frozenset({ce1})},
        {"class_ids": frozenset({cp, ce1})},
        {"child_ids": frozenset({noe})},
        {"child_ids": frozenset({lou, stranger})},
        {"child_ids": frozenset({lou, 999})},
    ):
        with pytest.raises(NotAuthorisedError):
            await ours.read(preview_bulk, teacher, order(BOOK, family.school, **forged), NOW)
    assert [one.child_id for one in await ours.read(find_pupils, teacher, "bruyere", NOW)] == [lou]


@on_sqlite
async def test_an_order_that_makes_no_sense_is_refused(organisation: Organisation) -> None:
    family, manager = await build(organisation, bruyere)
    school = family.school
    for senseless in (
        order(OperationKind.PROMOTE, school),
        order(BOOK, school, last_day=MONDAY - timedelta(days=1)),
        order(BOOK, school, last_day=MONDAY + timedelta(days=366)),
        BulkOrder(BOOK, school.id, frozenset(), MONDAY, FRIDAY),
    ):
        with pytest.raises(ValueError):
            await organisation.read(preview_bulk, manager, senseless, NOW)
    for key in ("", "k" * 65):
        with pytest.raises(ValueError, match="a key has"):
            await organisation.write(run_bulk, manager, order(BOOK, school), key, NOW)
    for forged in (
        order(BOOK, school, "piscine"),
        order(BOOK, School(999, "Ailleurs", {})),
        order(BOOK, school, class_ids=frozenset({999})),
        order(BOOK, school, child_ids=frozenset({999})),
    ):
        with pytest.raises(NotAuthorisedError):
            await organisation.read(preview_bulk, manager, forged, NOW)
    with pytest.raises(NotAuthorisedError):
        await organisation.write(undo_operation, manager, 999, NOW)
