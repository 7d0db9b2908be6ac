"""Reports are chosen, previewed, ordered once, and read for whoever may still see them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from sqlalchemy import delete, update

from core.db import report_cells
from core.db import tables as t
from core.db.report_cells import Span
from core.model.errors import NotAuthorisedError
from core.model.notices import Notice
from core.model.people import Role, Scope, StaffActor
from core.model.planning import Mark
from core.model.policy import Policy, Rate
from core.model.reports import (
    FileFormat,
    Report,
    ReportKind,
    ReportOrder,
    ReportPlace,
    ReportProblem,
    ReportRefusedError,
    Way,
)
from core.model.terms import Label
from core.organisation import Organisation, UnitOfWork
from core.policy import preset
from core.usecases.delivering import address_due
from core.usecases.reporting import order_facts, order_of, order_report, preview_report, read_reports, report_choices
from core.usecases.reports import draw
from tests.builders import OTHER_SCHOOL, SCHOOL, Town, build
from tests.clock import NOW, THIS_MONDAY
from tests.core.db.test_plans import KEPT, read_whole
from tests.core.usecases.leases import leased
from tests.core.usecases.steps import rows
from tests.core.usecases.test_statement_counts import cost

FRIDAY = THIS_MONDAY + timedelta(days=4)
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

OF_SCHOOLS = {ReportKind.STAFF_PRESENCES, ReportKind.STAFF_PRESENCES_DETAILED, ReportKind.WEEK}
OF_CLASSES = set(ReportKind) - OF_SCHOOLS - {ReportKind.DIRECTOR, ReportKind.BILLING}
MAY_DRAW = {
    "manager": set(ReportKind),
    "director": set(ReportKind) - {ReportKind.BILLING},
    "carer": OF_CLASSES | OF_SCHOOLS,
    "teacher": OF_CLASSES,
    "kitchen": set(),
}


@pytest.fixture
def policy(request: pytest.FixtureRequest) -> Policy:
    """Peaugres, with lists of names allowed in chats where ``names_in_chat`` is asked for."""
    policy = preset("peaugres")
    notices = policy.notices.model_copy(update={"names_in_chat": getattr(request, "param", None) == "names_in_chat"})
    return policy.model_copy(update={"notices": notices})


@dataclass(frozen=True)
class Told:
    """Staff by role, each with an address; ids of the schools, and of their classes."""

    staff: dict[str, StaffActor]
    schools: tuple[int, int]
    cp: int
    ce1: int
    other_cp: int


def two_schools(town: Town) -> Told:
    """Lou (CP) and Élie (CE1) at Les Tilleuls, Tom (CP) at Le Grand Pré; all booked on Monday."""
    family = town.family("Bruyère").guardian("Anne").child("Lou").child("Élie", "CE1")
    other = town.family("Callune", school=OTHER_SCHOOL).guardian("Inès").child("Tom")
    cells = [family.cell("Lou", "cantine", THIS_MONDAY), family.cell("Élie", "cantine", THIS_MONDAY)]
    town.booked(*cells, other.cell("Tom", "cantine", THIS_MONDAY))
    here, there = town.school(), town.school(OTHER_SCHOOL)
    staff = {
        "manager": town.manager(),
        "director": town.director(),
        "carer": town.manager("Alix Cormier", role=Role.CARER, scopes=[Scope(here.id)]),
        "teacher": town.teacher(),
        "kitchen": town.manager("Noa Érable", role=Role.KITCHEN),
    }
    town._tx.execute(update(t.staff).values(email="ici@example.org"))
    return Told(staff, (here.id, there.id), here.classes["CP"], here.classes["CE1"], there.classes["CP"])


def order_for(kind: ReportKind, **others: object) -> ReportOrder:
    """An order of everything that can be drawn, by e-mail."""
    first, last = NOVEMBER if kind is ReportKind.BILLING else (THIS_MONDAY, FRIDAY)
    file_format = FileFormat.PNG if kind is ReportKind.WEEK else FileFormat.PDF
    keys = frozenset({"cantine"}) if kind is ReportKind.PRESENCES_DETAILED else frozenset[str]()
    return replace(ReportOrder(kind, first, last, file_format, Way.EMAIL, service_keys=keys), **others)  # type: ignore[arg-type]


@on_sqlite
@pytest.mark.parametrize("role", MAY_DRAW)
async def test_each_role_chooses_among_its_reports_and_is_refused_any_other(
    organisation: Organisation, role: str
) -> None:
    told = await build(organisation, two_schools)
    actor = told.staff[role]
    if not MAY_DRAW[role]:
        with pytest.raises(NotAuthorisedError):
            await organisation.read(report_choices, actor, NOW)
    else:
        choices = await organisation.read(report_choices, actor, NOW)
        assert set(choices.kinds) == MAY_DRAW[role]
        assert choices.kinds == tuple(kind for kind in ReportKind if kind in choices.kinds), "in their order"
    for kind in ReportKind:
        if kind in MAY_DRAW[role]:
            assert (await organisation.read(preview_report, actor, order_for(kind), NOW)).problem is None
            assert await organisation.write(order_report, actor, order_for(kind), kind, NOW)
            continue
        with pytest.raises(NotAuthorisedError):
            await organisation.read(preview_report, actor, order_for(kind), NOW)
        with pytest.raises(NotAuthorisedError):
            await organisation.write(order_report, actor, order_for(kind), kind, NOW)
    assert len(await rows(organisation, t.operations)) == len(MAY_DRAW[role])


@on_sqlite
async def test_places_are_what_each_looks_after(organisation: Organisation) -> None:
    told = await build(organisation, two_schools)
    here = ReportPlace(told.schools[0], SCHOOL, ((told.ce1, "CE1"), (told.cp, "CP")), True)
    there = ReportPlace(told.schools[1], OTHER_SCHOOL, ((told.other_cp, "CP"),), True)
    places = {
        name: (await organisation.read(report_choices, told.staff[name], NOW)).places
        for name in ("manager", "director", "teacher")
    }
    assert places == {
        "manager": (there, here),
        "director": (here,),
        "teacher": (replace(here, classes=((told.cp, "CP"),), is_whole=False),),
    }


@on_sqlite
async def test_nobody_reads_of_a_class_or_school_that_is_not_theirs(organisation: Organisation) -> None:
    """What a button carries is never trusted: every kind, for each place that is forged."""
    told = await build(organisation, two_schools)
    here, there = told.schools
    forged: dict[str, list[dict[str, object]]] = {
        "teacher": [{"class_id": told.ce1}, {"class_id": told.other_cp}, {"school_id": there}, {"class_id": 999}],
        "director": [{"school_id": there}, {"class_id": told.other_cp}, {"school_id": 999}],
        "manager": [
            {"school_id": 999},
            {"class_id": 999},
            {"class_id": told.cp, "school_id": there},
            {"service_keys": frozenset({"piscine"})},
        ],
    }
    for role, places in forged.items():
        for place, kind in product(places, MAY_DRAW[role]):
            if kind in OF_SCHOOLS | {ReportKind.BILLING} and "class_id" in place:
                continue  # of a school, whatever class is named
            order = order_for(kind, **place)
            if kind is ReportKind.PRESENCES_DETAILED and order.service_keys == {"piscine"}:
                continue  # not one of its services: it is asked for one
            with pytest.raises(NotAuthorisedError):
                await organisation.read(preview_report, told.staff[role], order, NOW)
            with pytest.raises(NotAuthorisedError):
                await organisation.write(order_report, told.staff[role], order, "key", NOW)
    assert here != there
    assert await rows(organisation, t.outbox) == []


@on_sqlite
async def test_a_teacher_is_told_of_the_own_class_alone_though_all_was_asked_for(organisation: Organisation) -> None:
    told = await build(organisation, two_schools)
    for kind in OF_CLASSES:
        sheets, _ = await organisation.read(draw, told.staff["teacher"].scopes, order_for(kind), NOW)
        assert [(sheet.school, sheet.class_name) for sheet in sheets] == [(SCHOOL, "CP")], kind
        assert all("Élie" not in str(sheet.rows) for sheet in sheets)


@on_sqlite
async def test_who_pays_which_rate_is_for_whoever_bills(organisation: Organisation) -> None:
    """It says what a family earns."""
    told = await build(organisation, two_schools)
    rates = (Rate(key="full", label=Label(fr="Plein", en="Full"), price=Decimal("4.20")),)
    services = tuple(terms.model_copy(update={"rates": rates}) for terms in organisation.policy.services)
    priced = replace(organisation, policy=organisation.policy.model_copy(update={"services": services}))
    order = order_for(ReportKind.PRESENCES_DETAILED, rate_key="full")
    assert await priced.write(order_report, told.staff["manager"], order, "key", NOW)
    for role in ("director", "carer", "teacher"):
        with pytest.raises(NotAuthorisedError):
            await priced.read(preview_report, told.staff[role], order, NOW)
        with pytest.raises(NotAuthorisedError):
            await priced.write(order_report, told.staff[role], order, f"key of {role}", NOW)


@on_sqlite
@pytest.mark.parametrize(
    ("order", "problem"),
    [
        (order_for(ReportKind.PUPILS, last_day=date(2028, 11, 30)), ReportProblem.TOO_LONG),
        (order_for(ReportKind.HANDOVER, last_day=THIS_MONDAY + timedelta(days=7)), ReportProblem.TOO_LONG),
        (order_for(ReportKind.HANDOVER, last_day=THIS_MONDAY + timedelta(days=6)), None),
        (order_for(ReportKind.PRESENCES, first_day=date(2026, 10, 1), last_day=date(2026, 10, 31)), None),
        (
            order_for(ReportKind.PRESENCES, first_day=date(2026, 10, 1), last_day=date(2026, 11, 1)),
            ReportProblem.TOO_LONG,
        ),
        (order_for(ReportKind.PRESENCES_DETAILED, service_keys=frozenset()), ReportProblem.NEEDS_SERVICE),
        (
            order_for(ReportKind.PRESENCES_DETAILED, service_keys=frozenset({"cantine", "garderie_soir"})),
            ReportProblem.NEEDS_SERVICE,
        ),
        (order_for(ReportKind.PRESENCES_DETAILED, rate_key="another"), ReportProblem.NEEDS_SERVICE),
        (order_for(ReportKind.BILLING, last_day=date(2026, 11, 29)), ReportProblem.NEEDS_WHOLE_MONTH),
        (order_for(ReportKind.PUPILS, way=Way.CHAT), ReportProblem.NAMES_NOT_IN_CHAT),
        (order_for(ReportKind.STAFF_PRESENCES, way=Way.CHAT), None),
        (order_for(ReportKind.WEEK, way=Way.CHAT), None),
    ],
    ids=lambda value: value.kind if isinstance(value, ReportOrder) else str(value),
)
async def test_what_cannot_be_drawn_says_why_and_is_not_ordered(
    organisation: Organisation, order: ReportOrder, problem: ReportProblem | None
) -> None:
    told = await build(organisation, two_schools)
    preview = await organisation.read(preview_report, told.staff["manager"], order, NOW)
    assert preview.problem is problem
    if problem is None:
        assert await organisation.write(order_report, told.staff["manager"], order, "key", NOW)
        return
    assert (preview.sheets, preview.rows) == (0, 0)
    with pytest.raises(ReportRefusedError) as refused:
        await organisation.write(order_report, told.staff["manager"], order, "key", NOW)
    assert refused.value.problem is problem


@on_sqlite
async def test_only_a_week_is_a_picture_and_days_are_in_order(organisation: Organisation) -> None:
    told = await build(organisation, two_schools)
    for order in (
        order_for(ReportKind.WEEK, file_format=FileFormat.PDF),
        order_for(ReportKind.PUPILS, file_format=FileFormat.PNG),
        order_for(ReportKind.PUPILS, last_day=THIS_MONDAY - timedelta(days=1)),
    ):
        with pytest.raises(ValueError, match=r"picture|period"):
            await organisation.write(order_report, told.staff["manager"], order, "key", NOW)
    for key in ("", "k" * 65):
        with pytest.raises(ValueError, match="key"):
            await organisation.write(order_report, told.staff["manager"], order_for(ReportKind.PUPILS), key, NOW)


@on_sqlite
async def test_without_an_address_that_takes_mail_a_list_of_names_cannot_come(organisation: Organisation) -> None:
    told = await build(organisation, two_schools)
    await build(organisation, lambda town: town._tx.execute(update(t.staff).values(email_refused_at=NOW)))
    choices = await organisation.read(report_choices, told.staff["director"], NOW)
    assert choices.ways == (Way.CHAT,), "for counts"
    preview = await organisation.read(preview_report, told.staff["director"], order_for(ReportKind.PUPILS), NOW)
    assert preview.problem is ReportProblem.NO_EMAIL
    assert (await organisation.read(report_choices, told.staff["teacher"], NOW)).ways == ()


@on_sqlite
@pytest.mark.parametrize("policy", ["names_in_chat"], indirect=True)
async def test_names_come_in_the_chat_where_the_policy_allows_it(organisation: Organisation) -> None:
    told = await build(organisation, two_schools)
    assert (await organisation.read(report_choices, told.staff["teacher"], NOW)).ways == (Way.CHAT, Way.EMAIL)
    order = order_for(ReportKind.PUPILS, way=Way.CHAT)
    assert await organisation.write(order_report, told.staff["teacher"], order, "key", NOW)
    assert len(await read(organisation, "telegram")) == 1
    assert len(await read(organisation, "email")) == 1, "where the chat has gone since"


async def read(organisation: Organisation, channel: str = "email") -> list[Report]:
    """The reports that were ordered, as they are drawn now."""
    return list((await organisation.read(read_reports, await leased(organisation, channel), NOW)).values())


@on_sqlite
async def test_a_report_is_ordered_once_for_who_orders_it(organisation: Organisation) -> None:
    told = await build(organisation, two_schools)
    order = order_for(ReportKind.PUPILS, school_id=told.schools[0], class_id=told.cp)
    teacher = told.staff["teacher"]
    assert await organisation.write(order_report, teacher, order, "key", NOW)
    assert not await organisation.write(order_report, teacher, order, "key", NOW)
    assert not await organisation.write(order_report, told.staff["manager"], order, "key", NOW)
    (operation,) = await rows(organisation, t.operations)
    assert (operation.kind, operation.staff_id, order_of(operation.facts)) == ("report", teacher.staff_id, order)
    (message,) = await rows(organisation, t.outbox)
    assert (message.kind, message.staff_id) == (Notice.REPORT, teacher.staff_id)
    assert message.facts == {"operation": operation.id, "way": "email"}
    assert message.expires_at == NOW + timedelta(days=1)
    (event,) = await rows(organisation, t.audit_events)
    assert (event.action, event.staff_id, event.school_id) == ("report", teacher.staff_id, told.schools[0])
    (report,) = await read(organisation)
    assert (report.order, report.drawn_by, report.drawn_at, report.glance) == (order, "Claude Aubépine", NOW, None)
    assert [sheet.class_name for sheet in report.sheets] == ["CP"]


@pytest.mark.parametrize("kind", ReportKind)
def test_an_order_is_kept_as_it_was(kind: ReportKind) -> None:
    order = order_for(kind, school_id=1, class_id=2, rate_key="full", service_keys=frozenset({"cantine", "mercredi"}))
    assert order_of(order_facts(order)) == order


@on_sqlite
@pytest.mark.parametrize("way", Way)
async def test_a_report_comes_by_the_way_that_was_asked_for(organisation: Organisation, way: Way) -> None:
    told = await build(organisation, two_schools)
    await build(organisation, lambda town: town.linked(5, told.staff["manager"]))
    order = order_for(ReportKind.WEEK, way=way)
    await organisation.write(order_report, told.staff["manager"], order, "key", NOW)
    await organisation.write(address_due, NOW)
    (delivery,) = await rows(organisation, t.deliveries)
    assert delivery.channel == {Way.CHAT: "telegram", Way.EMAIL: "email"}[way]


@on_sqlite
async def test_a_list_of_names_never_falls_back_to_a_chat_but_counts_do(organisation: Organisation) -> None:
    told = await build(organisation, two_schools)
    for kind in (ReportKind.PUPILS, ReportKind.STAFF_PRESENCES, ReportKind.WEEK):
        await organisation.write(order_report, told.staff["manager"], order_for(kind), kind, NOW)
    assert [report.order.kind for report in await read(organisation, "telegram")] == [
        ReportKind.STAFF_PRESENCES,
        ReportKind.WEEK,
    ]
    assert len(await read(organisation, "email")) == 3


@on_sqlite
async def test_who_may_not_see_it_any_more_is_sent_nothing(organisation: Organisation) -> None:
    """Moved to another class, put on other duties, suspended: between the press and the sending."""
    told = await build(organisation, two_schools)
    for name in ("manager", "director", "carer", "teacher"):
        order = order_for(ReportKind.PRESENCES, class_id=told.cp)
        await organisation.write(order_report, told.staff[name], order, name, NOW)

    def changes(town: Town) -> None:
        of = t.staff.c.id
        scopes = t.staff_scopes
        moved = update(scopes).where(scopes.c.staff_id == told.staff["teacher"].staff_id)
        town._tx.execute(moved.values(class_id=told.ce1))
        town._tx.execute(update(t.staff).where(of == told.staff["carer"].staff_id).values(role=Role.KITCHEN))
        town.suspended(told.staff["director"])

    await build(organisation, changes)
    assert [report.drawn_by for report in await read(organisation)] == ["Camille Ortie"]


async def test_a_report_takes_the_same_few_statements_for_6_children_and_for_120(organisation: Organisation) -> None:
    """On both databases, every kind but what is billed, which takes some for each month."""

    def grow(town: Town, count: int, school: str) -> None:
        staff_id = town.add(t.staff, name=f"Équipe {school}", role=Role.CARER)
        by = StaffActor(staff_id, Role.CARER, ())
        families = town.families(count, school=school)
        cells = [one for family in families for one in family.cells("Charlie", "cantine", THIS_MONDAY, FRIDAY)]
        town.booked(*cells[::2])
        town.marked(Mark.PRESENT, *cells, by=by)
        counted = {"service_id": cells[0].service_id, "adults": 2, "counted_at": NOW, "counted_by": staff_id}
        town.put(t.staff_counts, {**counted, "day": THIS_MONDAY})
        stranger = families[0]
        town._tx.execute(delete(t.class_members).where(t.class_members.c.child_id == stranger.children["Charlie"]))

    async def costs() -> dict[ReportKind, int]:
        def work(order: ReportOrder) -> Callable[[UnitOfWork], object]:
            return lambda uow: draw(uow, (Scope(),), order, NOW)

        return {
            kind: await cost(organisation, work(order_for(kind))) for kind in set(ReportKind) - {ReportKind.BILLING}
        }

    await build(organisation, lambda town: grow(town, 6, SCHOOL))
    few = await costs()
    await build(organisation, lambda town: grow(town, 114, OTHER_SCHOOL))
    assert await costs() == few
    assert max(few.values()) <= 16


@on_sqlite
async def test_no_report_reads_all_that_was_ever_written(organisation: Organisation) -> None:
    span = Span([1, 2], THIS_MONDAY, FRIDAY)
    of_class = replace(span, class_ids=[1])

    def scanned(uow: UnitOfWork) -> set[str]:
        def queries(tx: object) -> Sequence[object]:
            return [
                report_cells.cells_of(uow.tx, span),
                report_cells.cells_of(uow.tx, of_class),
                report_cells.present_of(uow.tx, span, {THIS_MONDAY: date(2020, 11, 23)}),
                report_cells.markers_of(uow.tx, span),
                report_cells.booked_by_day(uow.tx, span),
            ]

        return read_whole(uow.tx, queries)

    assert await organisation.read(scanned) & KEPT == set()
