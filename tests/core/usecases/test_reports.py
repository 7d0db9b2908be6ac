"""The ten reports of the attendance tool (Peaugres) and the week at a glance: what each tells, from rows."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, delete, select, update

from core.db import tables as t
from core.model.attendance import AttendanceState
from core.model.people import Custody, Role, Scope
from core.model.planning import Cell, Mark, RequestKind
from core.model.policy import Hours, Policy, Rate, Ratio
from core.model.reports import (
    ColumnKind,
    FileFormat,
    ReportKind,
    ReportOrder,
    ReportSheet,
    Way,
    WeekGlance,
    WeekTrend,
)
from core.model.rosters import Presence
from core.model.terms import Label
from core.organisation import Organisation, UnitOfWork
from core.policy import preset
from core.usecases.reports import draw
from tests.builders import OTHER_SCHOOL, SCHOOL, Town, build
from tests.clock import MONDAY, NOW, THIS_MONDAY, paris

TUESDAY = THIS_MONDAY + timedelta(days=1)
WEDNESDAY = THIS_MONDAY + timedelta(days=2)
FRIDAY = THIS_MONDAY + timedelta(days=4)
EVERYTHING = (Scope(),)

BOOKED, MARKED, PRESENT = AttendanceState.BOOKED, AttendanceState.MARKED, AttendanceState.PRESENT
EXCUSED, BILLED = AttendanceState.ABSENT_EXCUSED, AttendanceState.ABSENT_BILLED

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def detailed_policy(name: str = "peaugres") -> Policy:
    """A preset with rates for the canteen, and hours and a ratio for the evening care."""
    policy = preset(name)
    rates = (
        Rate(key="low", label=Label(fr="Bas", en="Low"), up_to=600, price=Decimal("2.10")),
        Rate(key="full", label=Label(fr="Plein", en="Full"), price=Decimal("4.20")),
    )
    terms: dict[str, dict[str, object]] = {
        "cantine": {"rates": rates},
        "garderie_soir": {"hours": Hours(round_to=15), "ratio": Ratio(under_six=1, from_six=2)},
    }
    services = tuple(one.model_copy(update=terms.get(one.key, {})) for one in policy.services)
    return policy.model_copy(update={"services": services})


@pytest.fixture
def policy(request: pytest.FixtureRequest) -> Policy:
    return detailed_policy(getattr(request, "param", "peaugres"))


def order_of(kind: ReportKind, first: date = THIS_MONDAY, last: date | None = None, **others: object) -> ReportOrder:
    """An order of everything on a day, or until another."""
    file_format = FileFormat.PNG if kind is ReportKind.WEEK else FileFormat.PDF
    order = ReportOrder(kind, first, last or first, file_format, Way.EMAIL)
    services = frozenset(str(others.pop("services", "")).split())
    return replace(order, service_keys=services, **others)  # type: ignore[arg-type]


async def sheets_of(
    organisation: Organisation, order: ReportOrder, scopes: tuple[Scope, ...] = EVERYTHING
) -> dict[str | None, ReportSheet]:
    """The sheets of a report, by class: of one school."""
    sheets, glance = await organisation.read(draw, scopes, order, NOW)
    assert glance is None
    return {sheet.class_name: sheet for sheet in sheets}


def heads(sheet: ReportSheet) -> list[object]:
    """What each column is of."""
    return [column.code or (column.service_key, column.day) for column in sheet.columns]


class Story:
    """Lou and Élie (CP), Zoé (CE2, not enrolled) and Mia (no class) at Les Tilleuls: a week of the canteen."""

    def __init__(self, town: Town) -> None:
        self.carer = town.manager("Alix Cormier", role=Role.CARER, scopes=[Scope(town.school().id)])
        self.family = town.family("Bruyère").child("Lou", services=["cantine", "garderie_soir"])
        self.family.child("Élie", services=["cantine"]).child("Zoé", "CE2", services=[])
        self.family.child("Mia", None, services=["cantine"])
        self.family.guardian("Anne", custody=Custody.EVEN_WEEKS).guardian("Karim", custody=Custody.ODD_WEEKS)
        town._tx.execute(update(t.guardians).where(t.guardians.c.first_name == "Anne").values(phone="06 00 00 00 01"))
        self.school = town.school()
        town.class_(self.school, "CM2")
        town.booked(*self.family.cells("Lou", "cantine", THIS_MONDAY, TUESDAY, FRIDAY), self.cell("Élie", TUESDAY))
        town.marked(Mark.PRESENT, self.cell("Lou", THIS_MONDAY), self.cell("Élie", THIS_MONDAY), by=self.carer)
        town.marked(Mark.ABSENT_BILLED, self.cell("Élie", TUESDAY), by=self.carer)
        town.marked(Mark.ABSENT_EXCUSED, self.cell("Lou", FRIDAY), by=self.carer)

    def cell(self, child: str, day: date, service: str = "cantine") -> Cell:
        return self.family.cell(child, service, day)


@on_sqlite
async def test_the_list_of_enrolments_ticks_each_service_and_counts_them(organisation: Organisation) -> None:
    await build(organisation, Story)
    found = await sheets_of(organisation, order_of(ReportKind.ENROLMENTS, services="cantine garderie_soir"))
    assert heads(found["CP"]) == ["child", ("cantine", None), ("garderie_soir", None)]
    assert found["CP"].rows == (("Bruyère Élie", 1, None), ("Bruyère Lou", 1, 1))
    assert found["CP"].totals == (None, 2, 1)
    assert (found["CE2"].rows, found["CM2"].totals) == ((), (None, 0, 0)), "nobody is enrolled there"
    assert found[None].rows == (("Bruyère Mia", 1, None),)
    assert list(found) == ["CE2", "CM2", "CP", None]


@on_sqlite
async def test_a_child_that_changed_school_is_enrolled_where_it_is_now_alone(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        lou = town.family("Bruyère").child("Lou", None, services=["cantine"]).children["Lou"]
        there = town.school(OTHER_SCHOOL)
        of_year = {"child_id": lou, "school_year": 2026}
        town.put(t.class_members, {**of_year, "class_id": town.class_(there, "CP")})
        town.put(t.enrolments, {**of_year, "service_id": there.services["cantine"]})

    await build(organisation, story)
    sheets, _ = await organisation.read(draw, EVERYTHING, order_of(ReportKind.ENROLMENTS, services="cantine"), NOW)
    assert [(sheet.school, sheet.class_name, len(sheet.rows)) for sheet in sheets] == [(OTHER_SCHOOL, "CP", 1)]


@on_sqlite
async def test_pupils_are_numbered_by_name_in_each_class(organisation: Organisation) -> None:
    await build(organisation, Story)
    found = await sheets_of(organisation, order_of(ReportKind.PUPILS))
    assert heads(found["CP"]) == ["number", "last_name", "first_name", "birth_date"]
    assert found["CP"].rows == ((1, "Bruyère", "Élie", date(2019, 5, 2)), (2, "Bruyère", "Lou", date(2019, 5, 1)))
    assert found["CM2"].rows == ()


@on_sqlite
async def test_children_are_listed_by_class_in_each_school_year_of_the_period(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        told = Story(town)
        former = town.add(t.school_classes, school_id=told.school.id, school_year=2025, name="GS", level="GS")
        town.put(t.class_members, {"child_id": told.family.children["Lou"], "school_year": 2025, "class_id": former})

    await build(organisation, story)
    order = order_of(ReportKind.CHILDREN_BY_YEAR, date(2025, 8, 1), date(2026, 9, 30))
    found = await sheets_of(organisation, order)
    assert found["GS"].rows == (("Bruyère Lou", date(2019, 5, 1), "GS", 2025),)
    assert [row[0] for row in found["CP"].rows] == ["Bruyère Élie", "Bruyère Lou"]
    (sheet,) = (await sheets_of(organisation, order_of(ReportKind.PUPILS, date(2026, 7, 1)))).values()
    assert sheet.class_name == "GS"


@on_sqlite
async def test_the_director_reads_who_does_what_and_whom_to_call_that_day(organisation: Organisation) -> None:
    await build(organisation, Story)
    sheets, _ = await organisation.read(
        draw, EVERYTHING, order_of(ReportKind.DIRECTOR, THIS_MONDAY, FRIDAY, services="cantine"), NOW
    )
    days = [sheet.columns[1].day for sheet in sheets if sheet.class_name == "CP"]
    assert days == [THIS_MONDAY, TUESDAY, TUESDAY + timedelta(days=2), FRIDAY], "no canteen on Wednesday"
    monday = next(sheet for sheet in sheets if sheet.class_name == "CP")
    assert heads(monday) == ["child", ("cantine", THIS_MONDAY), "guardians"]
    assert monday.rows == (
        ("Bruyère Élie", MARKED, "Anne Bruyère (06 00 00 00 01)"),
        ("Bruyère Lou", PRESENT, "Anne Bruyère (06 00 00 00 01)"),
    )
    odd = await sheets_of(organisation, order_of(ReportKind.DIRECTOR, MONDAY, services="cantine"))
    assert odd["CP"].rows[0] == ("Bruyère Élie", None, "Karim Bruyère"), "the other week; no phone is known"
    assert odd["CE2"].rows == (("Bruyère Zoé", None, "Karim Bruyère"),)
    closed = await sheets_of(organisation, order_of(ReportKind.DIRECTOR, WEDNESDAY))
    assert heads(closed["CP"]) == ["child", "guardians"]


@on_sqlite
async def test_the_handover_sheet_shows_bookings_and_the_blank_one_the_same_children(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> None:
        told = Story(town)
        town.booked(told.cell("Zoé", MONDAY), told.cell("Lou", MONDAY))
        town.requested(told.cell("Lou", MONDAY), kind=RequestKind.ABSENCE)
        town.requested(told.cell("Élie", MONDAY), kind=RequestKind.BOOK)

    await build(organisation, story)
    order = order_of(ReportKind.HANDOVER, MONDAY, services="cantine garderie_soir")
    found = await sheets_of(organisation, order)
    assert heads(found["CP"]) == ["child", ("cantine", None), ("garderie_soir", None)]
    assert found["CP"].rows == (
        ("Bruyère Élie", Presence.PENDING, None),
        ("Bruyère Lou", Presence.DECLARED_ABSENT, None),
    )
    assert found["CP"].totals == (None, 1, 0), "a declared absence is still expected, a request is not"
    assert found["CE2"].rows == (("Bruyère Zoé", Presence.EXPECTED, None),), "booked, though not enrolled"
    assert found[None].rows == (("Bruyère Mia", None, None),)
    blank = await sheets_of(organisation, replace(order, kind=ReportKind.HANDOVER_BLANK))
    assert {name: [row[0] for row in sheet.rows] for name, sheet in blank.items()} == {
        name: [row[0] for row in sheet.rows] for name, sheet in found.items()
    }
    assert {column.kind for sheet in blank.values() for column in sheet.columns[1:]} == {ColumnKind.BLANK}
    assert {value for sheet in blank.values() for row in sheet.rows for value in row[1:]} == {None}
    week = await sheets_of(organisation, replace(order, last_day=MONDAY + timedelta(days=4)))
    assert len(week["CP"].columns) == 1 + 2 * 4


@on_sqlite
async def test_the_presences_of_a_service_have_a_column_a_day_and_add_up(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        told = Story(town)
        town.marked(Mark.PRESENT, told.cell("Lou", WEDNESDAY), by=told.carer)  # an outing, on a day without canteen
        town.closed(FRIDAY, school=SCHOOL, service="cantine")

    await build(organisation, story)
    found = await sheets_of(organisation, order_of(ReportKind.PRESENCES, THIS_MONDAY, FRIDAY, services="cantine"))
    days = [THIS_MONDAY, TUESDAY, WEDNESDAY, TUESDAY + timedelta(days=2), FRIDAY]
    counted = ["booked", "present", "absent_billed", "absent_excused", "unbooked"]
    assert heads(found["CP"]) == ["child", *(("cantine", day) for day in days), *counted]
    assert found["CP"].rows == (
        ("Bruyère Élie", MARKED, BILLED, None, None, None, 1, 1, 1, 0, 1),
        ("Bruyère Lou", PRESENT, BOOKED, MARKED, None, EXCUSED, 3, 2, 0, 1, 1),
    )
    assert found["CP"].totals == (None, 2, 0, 1, 0, 0, 4, 3, 1, 1, 2)
    assert found["CM2"].totals == (None, *[0] * 10)


@on_sqlite
async def test_the_presences_of_several_services_are_counted(organisation: Organisation) -> None:
    await build(organisation, Story)
    order = order_of(ReportKind.PRESENCES, THIS_MONDAY, FRIDAY, services="cantine garderie_soir")
    found = await sheets_of(organisation, order)
    assert [(column.service_key, column.code) for column in found["CP"].columns[1:7]] == [
        ("cantine", "booked"),
        ("cantine", "present"),
        ("cantine", "absent_billed"),
        ("cantine", "absent_excused"),
        ("cantine", "unbooked"),
        ("garderie_soir", "booked"),
    ]
    assert found["CP"].rows[1] == ("Bruyère Lou", 3, 1, 0, 1, 0, *[0] * 5)
    assert found["CP"].totals == (None, 4, 2, 1, 1, 1, *[0] * 5)


@on_sqlite
async def test_staff_presences_count_adults_and_children_by_day(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        told = Story(town)
        evening = told.school.services["garderie_soir"]
        by = told.carer.staff_id
        counted = {"service_id": evening, "adults": 2, "counted_at": paris("2026-11-23 16:40"), "counted_by": by}
        town.put(t.staff_counts, {**counted, "day": THIS_MONDAY})
        family = town.family("Callune").guardian("Inès").child("Petit", born=date(2020, 11, 24)).child("Grand")
        cells = [told.cell("Lou", THIS_MONDAY, "garderie_soir"), family.cell("Grand", "garderie_soir", THIS_MONDAY)]
        town.marked(Mark.PRESENT, *cells, by=told.carer, at=paris("2026-11-23 16:31"))
        other = town.manager("Noa Érable", role=Role.CARER)
        small = family.cell("Petit", "garderie_soir", THIS_MONDAY)
        town.marked(Mark.PRESENT, small, by=other, at=paris("2026-11-23 16:35"))
        town.marked(Mark.PRESENT, replace(small, day=TUESDAY), by=other, at=paris("2026-11-24 16:35"))

    await build(organisation, story)
    order = order_of(ReportKind.STAFF_PRESENCES, THIS_MONDAY, TUESDAY, services="cantine garderie_soir")
    sheet = (await sheets_of(organisation, order))[None]
    assert (sheet.school, sheet.is_class) == (SCHOOL, False)
    assert sheet.rows == ((THIS_MONDAY, None, 2, 2, 3), (TUESDAY, None, 0, None, 1))
    assert sheet.totals == (None, 0, 2, 2, 4)
    detailed = replace(order, kind=ReportKind.STAFF_PRESENCES_DETAILED, service_keys=frozenset({"garderie_soir"}))
    sheet = (await sheets_of(organisation, detailed))[None]
    four_thirty = 16 * 60 + 30
    assert sheet.rows == (
        (
            THIS_MONDAY,
            "garderie_soir",
            2,
            "Alix Cormier",
            four_thirty + 10,
            3,
            2,
            "Alix Cormier",
            2,
            four_thirty + 1,
            four_thirty + 1,
        ),
        (
            THIS_MONDAY,
            "garderie_soir",
            *[None] * 5,
            "Noa Érable",
            1,
            four_thirty + 5,
            four_thirty + 5,
        ),
        (
            TUESDAY,
            "garderie_soir",
            None,
            None,
            None,
            1,
            1,
            "Noa Érable",
            1,
            four_thirty + 5,
            four_thirty + 5,
        ),
    )
    assert sheet.totals == (None, None, 2, None, None, 4, None, None, 4, None, None)


@on_sqlite
@pytest.mark.parametrize("policy", ["epagny"], indirect=True)
async def test_a_service_that_does_not_run_on_a_day_is_left_blank(organisation: Organisation) -> None:
    await build(organisation, Story)
    order = order_of(ReportKind.STAFF_PRESENCES, TUESDAY, WEDNESDAY, services="cantine mercredi")
    assert (await sheets_of(organisation, order))[None].rows == (
        (TUESDAY, None, 0, None, None),
        (WEDNESDAY, None, None, None, 0),
    )
    presences = replace(order, kind=ReportKind.PRESENCES, service_keys=frozenset({"mercredi"}))
    assert heads((await sheets_of(organisation, presences))["CP"])[1] == ("mercredi", WEDNESDAY)


@on_sqlite
async def test_presences_are_detailed_with_hours_and_rounded_stays(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        told = Story(town)
        evening = told.cell("Lou", THIS_MONDAY, "garderie_soir")
        town.booked(evening, replace(evening, day=TUESDAY))
        town.marked(Mark.PRESENT, evening, replace(evening, day=TUESDAY), by=told.carer)
        for day, arrived, departed in ((THIS_MONDAY, 990, 1038), (TUESDAY, 992, None)):
            row = t.attendance.c
            when = update(t.attendance).where(row.day == day, row.service_id == evening.service_id)
            town._tx.execute(when.values(arrived=arrived, departed=departed))

    await build(organisation, story)
    order = order_of(ReportKind.PRESENCES_DETAILED, THIS_MONDAY, FRIDAY, services="garderie_soir")
    found = await sheets_of(organisation, order)
    assert heads(found["CP"]) == ["child", "day", "state", "arrived", "departed", "stay", "rounded"]
    assert found["CP"].rows == (
        ("Bruyère Lou", THIS_MONDAY, PRESENT, 990, 1038, 48, 60),
        ("Bruyère Lou", TUESDAY, PRESENT, 992, None, None, None),
    )
    assert found["CP"].totals == (None, None, None, None, None, 48, 60)
    canteen = await sheets_of(organisation, replace(order, service_keys=frozenset({"cantine"})))
    assert canteen["CP"].columns == found["CP"].columns[:3], "no hours are recorded there"
    assert [row[:2] for row in canteen["CP"].rows] == [
        ("Bruyère Élie", THIS_MONDAY),
        ("Bruyère Élie", TUESDAY),
        ("Bruyère Lou", THIS_MONDAY),
        ("Bruyère Lou", TUESDAY),
        ("Bruyère Lou", FRIDAY),
    ]


@on_sqlite
async def test_a_school_that_does_not_offer_the_service_has_nothing_detailed(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        Story(town)
        other = town.family("Callune", school=OTHER_SCHOOL).child("Tom", services=[]).school
        town._tx.execute(delete(t.services).where(t.services.c.id == other.services["cantine"]))

    await build(organisation, story)
    order = order_of(ReportKind.PRESENCES_DETAILED, services="cantine")
    sheets, _ = await organisation.read(draw, EVERYTHING, order, NOW)
    rows = {(sheet.school, sheet.class_name): len(sheet.rows) for sheet in sheets}
    assert (rows[SCHOOL, "CP"], rows[OTHER_SCHOOL, "CP"]) == (2, 0)


@on_sqlite
async def test_a_rate_is_that_of_the_family_that_pays_on_the_day(organisation: Organisation) -> None:
    """Booked by one of two parents living apart, or come without a booking in the week of the other."""

    def story(town: Town) -> None:
        carer = town.manager("Alix Cormier", role=Role.CARER)
        anne = town.family("Bruyère").child("Lou").guardian("Anne", custody=Custody.EVEN_WEEKS)
        lou = anne.children["Lou"]
        karim = town.family("Callune").raises("Lou", lou).guardian("Karim", custody=Custody.ODD_WEEKS)
        town.put(t.quotients, {"family_id": anne.id, "first_day": TUESDAY, "value": 600})
        town.put(t.quotients, {"family_id": karim.id, "first_day": TUESDAY, "value": 601})
        canteen = anne.school.services["cantine"]
        cells = [Cell(lou, canteen, day) for day in (THIS_MONDAY, TUESDAY, FRIDAY, MONDAY)]
        town.booked(*cells[:2])
        town.marked(Mark.PRESENT, *cells, by=carer)

    await build(organisation, story)
    order = order_of(ReportKind.PRESENCES_DETAILED, THIS_MONDAY, MONDAY, services="cantine")

    async def days(rate: str | None) -> list[object]:
        return [row[1] for row in (await sheets_of(organisation, replace(order, rate_key=rate)))["CP"].rows]

    assert await days("low") == [TUESDAY, FRIDAY]
    assert await days("full") == [THIS_MONDAY, MONDAY]
    assert await days(None) == [THIS_MONDAY, TUESDAY, FRIDAY, MONDAY]


@on_sqlite
async def test_a_week_at_a_glance_counts_days_and_the_last_weeks(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        told = Story(town)
        other = town.family("Callune", school=OTHER_SCHOOL).guardian("Inès").child("Tom")
        past = [THIS_MONDAY - timedelta(weeks=weeks) for weeks in (1, 8, 9)]
        town.booked(*other.cells("Tom", "cantine", THIS_MONDAY, *past))
        town.marked(Mark.PRESENT, other.cell("Tom", "cantine", past[0]), by=told.carer)

    await build(organisation, story)

    async def glance(school_id: int | None = None) -> WeekGlance:
        order = order_of(ReportKind.WEEK, WEDNESDAY, services="cantine", school_id=school_id)
        sheets, found = await organisation.read(draw, EVERYTHING, order, NOW)
        assert sheets == ()
        assert found is not None
        return found

    week = await glance()
    assert (week.monday, week.school, week.service_keys) == (THIS_MONDAY, None, ("cantine",))
    assert [(one.day, one.booked, one.present) for one in week.days] == [
        (THIS_MONDAY, 2, 2),
        (TUESDAY, 2, None),
        (TUESDAY + timedelta(days=2), 0, None),
        (FRIDAY, 1, None),
    ]
    weeks = [THIS_MONDAY - timedelta(weeks=back) for back in range(8, 0, -1)]
    autumn = {date(2026, 10, 19), date(2026, 10, 26)}
    assert [one.monday for one in week.trend] == [monday for monday in weeks if monday not in autumn]
    assert (week.trend[0], week.trend[-1]) == (
        WeekTrend(weeks[0], "cantine", 1, 0),
        WeekTrend(weeks[-1], "cantine", 1, 1),
    )
    alone = await glance(school_id=1)
    assert (alone.school, [one.booked for one in alone.days]) == (SCHOOL, [1, 2, 0, 1])


DAYS = [THIS_MONDAY + timedelta(days=days) for days in range(5)]
CELLS = st.tuples(st.integers(0, 2), st.sampled_from(["cantine", "garderie_soir"]), st.sampled_from(DAYS))
MARKS = st.dictionaries(CELLS, st.tuples(st.booleans(), st.sampled_from([None, *Mark])), max_size=30)


@settings(max_examples=25, deadline=None)
@given(told=MARKS, is_of_one=st.booleans())
def test_whatever_is_booked_and_marked_presences_add_up_to_a_recount(
    told: dict[tuple[int, str, date], tuple[bool, Mark | None]], is_of_one: bool
) -> None:
    keys = ["cantine"] if is_of_one else ["cantine", "garderie_soir"]
    with tables().connect() as tx:
        town = Town(uow := UnitOfWork(tx, detailed_policy()))
        carer = town.manager(role=Role.CARER)
        family = town.family("Bruyère").guardian("Anne").child("A").child("B", "CE1", services=[]).child("C", None)
        for (child, key, day), (is_booked, mark) in told.items():
            cell = family.cell("ABC"[child], key, day)
            town.booked(*[cell] * is_booked)
            town.marked(mark or Mark.PRESENT, *[cell] * (mark is not None), by=carer)
        order = order_of(ReportKind.PRESENCES, DAYS[0], DAYS[-1], services=" ".join(keys))
        sheets, _ = draw(uow, EVERYTHING, order, NOW)
        booked = list(tx.execute(select(t.services.c.key).join(t.bookings)).scalars())
        marks = [tuple(row) for row in tx.execute(select(t.services.c.key, t.attendance.c.mark).join(t.attendance))]
    found = Counter[tuple[str | None, str]]()
    for sheet in sheets:
        for column, total in zip(sheet.columns, sheet.totals or (), strict=True):
            if column.code and isinstance(total, int):
                found[column.service_key or keys[0], column.code] += total
    for key in keys:
        assert found[key, "booked"] == booked.count(key)
        for mark in Mark:
            assert found[key, mark] == marks.count((key, mark))
        assert found[key, "unbooked"] == sum(
            (other, is_booked, mark) == (key, False, Mark.PRESENT) for (_, other, _), (is_booked, mark) in told.items()
        )


@cache
def tables() -> Engine:
    """A database in memory, with nothing in it once a transaction has ended."""
    engine = create_engine("sqlite://")
    t.metadata.create_all(engine)
    return engine
