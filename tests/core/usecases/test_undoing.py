"""What was done at once and is undone, and what it costs."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.db import tables as t
from core.model.announcements import Order
from core.model.notices import AnnouncementKind, Audience
from core.model.operations import BulkOrder, OperationKind, Skip, UndoProblem
from core.model.people import Custody, StaffActor
from core.model.planning import AbsenceOutcome, Cell, Mark, RequestKind
from core.model.requests import Selection
from core.organisation import Organisation, UnitOfWork
from core.usecases.announcing import announce, reopen
from core.usecases.bulk import list_operations, preview_bulk, run_bulk, undo_operation
from core.usecases.changed import read_changes
from core.usecases.deciding import approve
from tests.builders import Family, Town, build
from tests.clock import FRIDAY, MONDAY, NOW, THURSDAY, TUESDAY, paris
from tests.core.db.test_plans import KEPT, read_whole
from tests.core.usecases.bulk_orders import WEEK, booked, booked_in, bruyere, days_told, heard, order, run, told
from tests.core.usecases.leases import as_delivery
from tests.core.usecases.steps import rows
from tests.core.usecases.test_statement_counts import cost

BOOK, REMOVE, ENROL = OperationKind.BOOK, OperationKind.REMOVE, OperationKind.ENROL

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@on_sqlite
@pytest.mark.parametrize("kind", [BOOK, REMOVE, ENROL])
async def test_nothing_is_undone_once_attendance_was_marked_on_it(
    organisation: Organisation, kind: OperationKind
) -> None:
    def story(town: Town) -> tuple[Family, StaffActor]:
        family = (
            town.family("Bruyère")
            .guardian("Anne")
            .child("Lou", services=["cantine"])
            .child("Noé", services=["cantine"])
        )
        if kind is REMOVE:
            town.booked(family.cell("Lou", "cantine", MONDAY), family.cell("Noé", "cantine", TUESDAY))
        return family, town.manager()

    family, manager = await build(organisation, story)
    service = "garderie_soir" if kind is ENROL else "cantine"
    done = await run(organisation, manager, order(kind, family.school, service))
    (row,) = await organisation.read(list_operations, manager, NOW)
    assert (row.can_undo, row.order, row.by) == (True, order(kind, family.school, service), "Camille Ortie")
    await build(organisation, lambda town: town.marked(Mark.PRESENT, family.cell("Lou", service, MONDAY), by=manager))
    on_monday = paris("2026-11-30 14:00")
    before = await booked(organisation), await rows(organisation, t.enrolments)
    assert await organisation.write(undo_operation, manager, done.id, on_monday) is UndoProblem.MARKED
    assert (await booked(organisation), await rows(organisation, t.enrolments)) == before
    assert [one.can_undo for one in await organisation.read(list_operations, manager, on_monday)] == [False]
    assert len(await told(organisation)) == 1


@on_sqlite
async def test_nothing_is_undone_once_a_month_of_it_was_billed(organisation: Organisation) -> None:
    family, manager = await build(organisation, bruyere)
    done = await run(organisation, manager, order(BOOK, family.school))
    month = {"month": date(2026, 11, 1), "closed_at": NOW, "closed_by": manager.staff_id}
    await build(organisation, lambda town: town.put(t.billed_months, month))
    assert await organisation.write(undo_operation, manager, done.id, NOW) is UndoProblem.BILLED
    assert [one.can_undo for one in await organisation.read(list_operations, manager, NOW)] == [False]


@on_sqlite
async def test_undoing_leaves_what_has_begun_and_what_a_family_asked_about(organisation: Organisation) -> None:
    family, manager = await build(organisation, bruyere)
    done = await run(organisation, manager, order(BOOK, family.school))
    cancelled = family.cell("Lou", "cantine", THURSDAY)
    await build(organisation, lambda town: town.requested(cancelled, kind=RequestKind.CANCEL))
    assert await organisation.write(undo_operation, manager, done.id, paris("2026-12-01 12:00")) == 3
    assert {(child, day) for child, _, day, _ in await booked(organisation)} == {
        *((child, day) for child in family.children.values() for day in (MONDAY, TUESDAY)),
        (family.children["Lou"], THURSDAY),
    }


@on_sqlite
async def test_undoing_leaves_the_booking_of_an_absence_decided_ahead(organisation: Organisation) -> None:
    family, manager = await build(organisation, bruyere)
    done = await run(organisation, manager, order(BOOK, family.school))
    absent = family.cell("Lou", "cantine", THURSDAY)
    kind, outcome = RequestKind.ABSENCE, AbsenceOutcome.BILLED
    await build(organisation, lambda town: town.requested(absent, kind=kind, outcome=outcome))
    await organisation.write(approve, manager, Selection(), NOW)
    assert await organisation.write(undo_operation, manager, done.id, NOW) == 7
    assert [Cell(*one[:3]) for one in await booked(organisation)] == [absent]
    assert [row.mark for row in await rows(organisation, t.attendance)] == [Mark.ABSENT_BILLED]


async def test_what_was_booked_at_once_removed_and_put_back_still_belongs_to_its_booking(
    organisation: Organisation,
) -> None:
    family, manager = await build(organisation, bruyere)
    made = await run(organisation, manager, order(BOOK, family.school), "book")
    gone = await run(organisation, manager, order(REMOVE, family.school, last_day=TUESDAY), "remove")
    await organisation.write(heard)
    assert await organisation.write(undo_operation, manager, gone.id, NOW) == 4
    assert [facts.undone for _, facts in await told(organisation)] == [False, True]
    assert await organisation.write(undo_operation, manager, made.id, NOW) == 8
    assert await booked(organisation) == set()


async def test_a_removal_undone_brings_nothing_back_of_a_booking_that_was_undone(organisation: Organisation) -> None:
    family, manager = await build(organisation, bruyere)
    made = await run(organisation, manager, order(BOOK, family.school), "book")
    gone = await run(organisation, manager, order(REMOVE, family.school, last_day=MONDAY), "remove")
    assert await organisation.write(undo_operation, manager, made.id, NOW) == 6
    assert await organisation.write(undo_operation, manager, gone.id, NOW) == 0
    assert await booked(organisation) == set()


@pytest.mark.parametrize("undone_first", [True, False])
async def test_a_day_closed_and_reopened_still_belongs_to_its_booking(
    organisation: Organisation, undone_first: bool
) -> None:
    family, manager = await build(organisation, bruyere)
    made = await run(organisation, manager, order(BOOK, family.school), "book")
    audience = Audience(frozenset({family.school.id}), first_day=MONDAY, last_day=MONDAY)
    closing = Order("close", AnnouncementKind.CLOSURE, audience, "Neige")
    closed = await organisation.write(announce, manager, closing, NOW)
    steps: list[Callable[[], Awaitable[object]]] = [
        partial(organisation.write, undo_operation, manager, made.id, NOW),
        partial(organisation.write, reopen, manager, closed.id, "reopen", NOW),
    ]
    for step in steps if undone_first else steps[::-1]:
        await step()
    assert await booked(organisation) == set()


@on_sqlite
async def test_a_removal_undone_puts_back_only_where_a_place_is_left(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, Family, StaffActor]:
        town.places("cantine", 1)
        family = town.family("Bruyère").guardian("Anne").child("Lou")
        town.booked(*family.cells("Lou", "cantine", *WEEK))
        return family, town.family("Callune").guardian("Inès").child("Tom"), town.manager()

    family, other, manager = await build(organisation, story)
    done = await run(organisation, manager, order(REMOVE, family.school))

    def meanwhile(town: Town) -> None:
        town.booked(other.cell("Tom", "cantine", MONDAY))
        town.requested(family.cell("Lou", "cantine", TUESDAY))
        town.closed(THURSDAY)

    await build(organisation, meanwhile)
    assert await organisation.write(undo_operation, manager, done.id, NOW) == 1
    assert {(child, day) for child, _, day, _ in await booked(organisation)} == {
        (other.children["Tom"], MONDAY),
        (family.children["Lou"], FRIDAY),
    }
    removed, back = [days_told(facts) for _, facts in await told(organisation)]
    assert (removed, back) == ({("Lou", "cantine"): tuple(WEEK[:3])}, {("Lou", "cantine"): (FRIDAY,)})


@on_sqlite
async def test_an_enrolment_on_which_a_booking_hangs_is_not_undone(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, StaffActor]:
        return town.family("Bruyère").guardian("Anne").child("Lou", services=[]).child(
            "Noé", services=[]
        ), town.manager()

    family, manager = await build(organisation, story)
    done = await run(organisation, manager, order(ENROL, family.school))
    await build(organisation, lambda town: town.booked(family.cell("Lou", "cantine", MONDAY)))
    assert await organisation.write(undo_operation, manager, done.id, NOW) == 1
    assert [row.child_id for row in await rows(organisation, t.enrolments)] == [family.children["Lou"]]


# --- whatever the order


PLACES = 3
ENROLLED = {"Ali": ("cantine", "garderie_soir"), "Bea": ("cantine", "garderie_soir"), "Cléo": ("cantine",)}
SERVICES = st.sampled_from(["cantine", "garderie_soir", "garderie_matin"])
CELLS = st.sets(
    st.tuples(
        st.sampled_from([(child, service) for child, own in ENROLLED.items() for service in own]), st.sampled_from(WEEK)
    )
)
Drawn = set[tuple[tuple[str, str], date]]


@on_sqlite
async def test_any_preview_tells_what_is_done_and_undoing_gives_back_what_there_was(organisation: Organisation) -> None:
    def examples(uow: UnitOfWork) -> None:
        town = Town(uow)
        town.places("cantine", PLACES)
        family = town.family("Callune")
        for name, services in ENROLLED.items():
            family.child(name, services=services)
        family.guardian("Inès", custody=Custody.ODD_WEEKS)
        manager = town.manager()

        def cells(drawn: Drawn) -> list[Cell]:
            return [family.cell(*own, day) for own, day in sorted(drawn)]

        @settings(max_examples=25, deadline=None)
        @given(
            kind=st.sampled_from([BOOK, REMOVE, ENROL]),
            services=st.sets(SERVICES, min_size=1),
            weekdays=st.frozensets(st.integers(1, 7)),
            days=st.integers(0, 13),
            there=CELLS,
            asked=CELLS,
            marked=CELLS,
        )
        def holds(
            kind: OperationKind,
            services: set[str],
            weekdays: frozenset[int],
            days: int,
            there: Drawn,
            asked: Drawn,
            marked: Drawn,
        ) -> None:
            held = Counter((service, day) for (_, service), day in (*there, *asked))
            assume(all(count <= PLACES for (service, _), count in held.items() if service == "cantine"))
            with uow.tx.begin_nested() as savepoint:
                town.booked(*cells(there))
                town.requested(*cells(asked))
                town.marked(Mark.PRESENT, *cells(marked), by=manager)
                last_day = MONDAY + timedelta(days=days)
                given_order = order(kind, family.school, *services, last_day=last_day, weekdays=weekdays)
                _run_and_undo(uow, manager, given_order)
                savepoint.rollback()

        holds()

    await organisation.read(examples)


def _run_and_undo(uow: UnitOfWork, manager: StaffActor, given_order: BulkOrder) -> None:
    def enrolled() -> set[tuple[int, ...]]:
        return {tuple(row[:3]) for row in uow.tx.execute(t.enrolments.select())}

    before, enrolled_before = booked_in(uow), enrolled()
    preview = preview_bulk(uow, manager, given_order, NOW)
    done = run_bulk(uow, manager, given_order, "press", NOW)
    changed = (booked_in(uow) ^ before) | (enrolled() ^ enrolled_before)
    assert done.done == preview.cells == len(changed)
    assert preview.children == len({one[0] for one in changed})
    named = Counter[Skip]()
    for one in preview.skipped_children:
        named.update(one.skips)
    assert named == {
        why: count for why, count in preview.skipped.items() if why is not Skip.NOT_BOOKED and why is not Skip.PAST
    }
    again = preview_bulk(uow, manager, given_order, NOW)
    assert again.cells == 0, "what is done is done"
    undone = undo_operation(uow, manager, done.id, NOW)
    if undone is UndoProblem.MARKED:
        return
    assert undone == done.done
    assert (booked_in(uow), enrolled()) == (before, enrolled_before)


# --- what it costs


@on_sqlite
@pytest.mark.parametrize("kind", [BOOK, REMOVE, ENROL])
async def test_a_school_costs_no_more_statements_than_a_child_and_reads_no_table_whole(
    organisation: Organisation, kind: OperationKind
) -> None:
    def story(town: Town) -> tuple[list[Family], StaffActor]:
        town.places("cantine", 500)
        families = town.families(12)
        if kind is REMOVE:
            town.booked(*(cell for one in families for cell in one.cells("Charlie", "cantine", *WEEK)))
        if kind is ENROL:
            for family in families:
                family.child("Sasha", services=[])
        return families, town.manager()

    families, manager = await build(organisation, story)
    school = families[0].school
    orders = order(kind, school, child_ids=frozenset(families[0].children.values())), order(kind, school)

    def whole(uow: UnitOfWork, given_order: BulkOrder) -> None:
        done = run_bulk(uow, manager, given_order, f"{len(given_order.child_ids)} children", NOW)
        messages = [as_delivery(row) for row in uow.tx.execute(t.outbox.select()) if row.facts["operation"] == done.id]
        assert read_changes(uow, messages, NOW)
        assert undo_operation(uow, manager, done.id, NOW) == done.done
        assert read_changes(uow, messages, NOW) == {}

    def readings(uow: UnitOfWork) -> None:
        preview_bulk(uow, manager, orders[1], NOW)
        list_operations(uow, manager, NOW)
        read_changes(uow, messages, NOW)

    costs = [await cost(organisation, partial(whole, given_order=one)) for one in orders]
    assert costs[0] == costs[1]
    await run(organisation, manager, orders[1])
    messages = [as_delivery(row) for row in await rows(organisation, t.outbox)]
    assert await organisation.read(lambda uow: read_whole(uow.tx, lambda _: readings(uow)) & KEPT) == set()
