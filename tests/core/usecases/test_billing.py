"""The monthly billing export: its lines, its amounts, and that it adds up to the marks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, create_engine, delete, insert, select

from core.db import tables as t
from core.model.announcements import Order
from core.model.notices import AnnouncementKind, Audience, StrikeMode
from core.model.people import Custody, Scope, StaffActor
from core.model.planning import Cell, Mark
from core.model.policy import Hours, Policy, Rate, RateUnit
from core.model.reports import FileFormat, ReportKind, ReportOrder, ReportSheet, Value, Way
from core.model.terms import Label
from core.organisation import Organisation, UnitOfWork
from core.policy import preset
from core.usecases.announcing import announce
from core.usecases.billing import COLUMNS, billing_sheets
from tests.builders import OTHER_SCHOOL, SCHOOL, Family, Town, build
from tests.clock import NOW
from tests.core.usecases.test_statement_counts import cost

NOVEMBER = ReportOrder(ReportKind.BILLING, date(2026, 11, 1), date(2026, 11, 30), FileFormat.CSV, Way.EMAIL)
MONDAYS = [date(2026, 11, day) for day in (2, 9, 16, 23, 30)]
EVERYWHERE = (Scope(),)

one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def rate(key: str, price: str, up_to: int | None = None, *, unbooked: str | None = None, by_hour: bool = False) -> Rate:
    return Rate(
        key=key,
        label=Label(fr=f"Tarif {key}", en=f"Rate {key}"),
        up_to=up_to,
        price=Decimal(price),
        unbooked=None if unbooked is None else Decimal(unbooked),
        unit=RateUnit.HOUR if by_hour else RateUnit.TIME,
    )


MEAL = (rate("a", "2.10", 600), rate("b", "3.60", 1000), rate("c", "4.80", unbooked="7.00"))
EVENING = (rate("h", "1.75", by_hour=True),)


def priced(policy: Policy) -> Policy:
    """Meals by the quotient, the evening by the hour, the morning for nothing that is said."""
    rates = {"cantine": (MEAL, None), "garderie_soir": (EVENING, Hours()), "garderie_matin": ((), Hours())}
    services = [
        terms.model_copy(update=dict(zip(("rates", "hours"), rates[terms.key], strict=True)))
        for terms in policy.services
    ]
    return policy.model_copy(update={"services": tuple(services)})


@pytest.fixture
def policy() -> Policy:
    return priced(preset("peaugres"))


async def sheets(
    organisation: Organisation, order: ReportOrder = NOVEMBER, scopes: tuple[Scope, ...] = EVERYWHERE
) -> tuple[ReportSheet, ...]:
    return await organisation.read(billing_sheets, scopes, order)


def told(row: Sequence[Value]) -> dict[str, Value]:
    """A row by the codes of its columns, without what is nothing."""
    return {column.code: value for column, value in zip(COLUMNS, row, strict=True) if value}


async def lines(organisation: Organisation, order: ReportOrder = NOVEMBER) -> list[dict[str, Value]]:
    return [told(row) for sheet in await sheets(organisation, order) for row in sheet.rows]


@dataclass(frozen=True)
class Place:
    bruyere: Family
    manager: StaffActor


def lou(town: Town) -> Place:
    """Lou, whose family pays for the quotient 900."""
    bruyere = town.family("Bruyère").guardian("Anne").child("Lou", "CP")
    town.put(t.quotients, {"family_id": bruyere.id, "first_day": date(2026, 9, 1), "value": 900})
    return Place(bruyere, town.manager())


def stayed(town: Town, cell: Cell, by: StaffActor, arrived: int, departed: int) -> None:
    row = {"child_id": cell.child_id, "service_id": cell.service_id, "day": cell.day, "mark": Mark.PRESENT}
    town.put(
        t.attendance, {**row, "marked_at": NOW, "marked_by": by.staff_id, "arrived": arrived, "departed": departed}
    )


async def test_a_month_of_a_child_is_a_line_for_each_service_and_adds_up_to_its_marks(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> None:
        place = lou(town)
        meals = place.bruyere.cells("Lou", "cantine", *MONDAYS)
        town.booked(*meals[:4], *place.bruyere.cells("Lou", "garderie_soir", *MONDAYS[:3]))
        for mark, cell in zip((Mark.PRESENT, Mark.ABSENT_BILLED, Mark.ABSENT_EXCUSED), meals, strict=False):
            town.marked(mark, cell, by=place.manager)
        town.marked(Mark.PRESENT, meals[4], by=place.manager)
        evenings = place.bruyere.cells("Lou", "garderie_soir", *MONDAYS)
        stayed(town, evenings[0], place.manager, 990, 1031)
        stayed(town, evenings[3], place.manager, 990, 1000)
        mornings = place.bruyere.cells("Lou", "garderie_matin", date(2026, 10, 30), *MONDAYS, date(2026, 12, 1))
        town.booked(mornings[0], mornings[1], mornings[-1])

    await build(organisation, story)
    (sheet,) = await sheets(organisation)
    who = {"month": "2026-11", "family": "Bruyère", "child": "Bruyère Lou", "class": "CP"}
    assert (sheet.school, sheet.class_name, sheet.is_class) == (SCHOOL, None, False)
    assert [told(row) for row in sheet.rows] == [
        {**who, "service": "garderie_matin", "booked": 1, "unmarked": 1, "minutes": 60},
        {
            **who,
            "service": "cantine",
            "rate": "Tarif b",
            "booked": 4,
            "present_booked": 1,
            "absent_billed": 1,
            "absent_excused": 1,
            "unmarked": 1,
            "unbooked": 1,
            "amount": Decimal("14.40"),
        },
        {
            **who,
            "service": "garderie_soir",
            "rate": "Tarif h",
            "booked": 3,
            "present_booked": 1,
            "unmarked": 2,
            "unbooked": 1,
            "minutes": 45 + 120 + 120 + 15,
            "amount": Decimal("8.75"),
        },
    ]
    assert sheet.totals is not None
    sums = {"booked": 8, "present_booked": 2, "absent_billed": 1, "absent_excused": 1, "unmarked": 4, "unbooked": 2}
    assert told(sheet.totals) == {**sums, "minutes": 360, "amount": Decimal("23.15")}
    assert sheet.rows[0][-1] is None, "a service without rates has no amount, not an amount of nothing"


async def test_a_quotient_that_changes_within_the_month_makes_two_lines(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        place = lou(town)
        town.put(t.quotients, {"family_id": place.bruyere.id, "first_day": MONDAYS[2], "value": 500})
        town.booked(*place.bruyere.cells("Lou", "cantine", *MONDAYS))

    await build(organisation, story)
    assert [(line["rate"], line["booked"], line["amount"]) for line in await lines(organisation)] == [
        ("Tarif a", 3, Decimal("6.30")),
        ("Tarif b", 2, Decimal("7.20")),
    ]


@one_database
async def test_whoever_has_custody_pays_for_a_child_who_came_without_a_booking(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        here = town.family("Charme").child("Zoé", "CP").guardian("Paul", custody=Custody.ODD_WEEKS)
        there = town.family("Aulne").guardian("Inès")
        there.raises("Zoé", here.children["Zoé"], custody=Custody.EVEN_WEEKS)
        town.marked(Mark.PRESENT, *here.cells("Zoé", "cantine", *MONDAYS), by=town.manager())
        orphan = town.family("Saule").child("Max", "CP")
        town.marked(Mark.PRESENT, orphan.cell("Max", "cantine", MONDAYS[0]), by=town.manager("Alix Houx"))

    await build(organisation, story)
    assert [(line.get("family"), line["child"], line["unbooked"]) for line in await lines(organisation)] == [
        (None, "Saule Max", 1),
        ("Aulne", "Charme Zoé", 2),
        ("Charme", "Charme Zoé", 3),
    ]


@one_database
async def test_a_picnic_on_a_day_of_strike_is_counted_and_not_billed(organisation: Organisation) -> None:
    def story(town: Town) -> StaffActor:
        place = lou(town)
        town.booked(*place.bruyere.cells("Lou", "cantine", *MONDAYS))
        town.booked(*place.bruyere.cells("Lou", "garderie_soir", MONDAYS[4]))
        other = town.family("Callune", school=OTHER_SCHOOL).guardian("Marc").child("Tom", "CP")
        town.booked(other.cell("Tom", "cantine", MONDAYS[4]))
        return place.manager

    manager = await build(organisation, story)
    school_ids = await organisation.read(lambda uow: list(uow.tx.execute(select(t.schools.c.id)).scalars()))
    modes = dict(zip(school_ids, (StrikeMode.PICNIC, StrikeMode.NORMAL), strict=True))
    audience = Audience(first_day=MONDAYS[4], last_day=MONDAYS[4])
    await organisation.write(announce, manager, Order("one", AnnouncementKind.STRIKE, audience, modes=modes), NOW)
    found = {(line["child"], line["service"]): line for line in await lines(organisation)}
    lunch = found["Bruyère Lou", "cantine"]
    assert (lunch["booked"], lunch["picnic"], lunch["amount"]) == (5, 1, Decimal("14.40"))
    assert found["Bruyère Lou", "garderie_soir"]["amount"] == Decimal("3.50")
    assert "picnic" not in found["Callune Tom", "cantine"]


@one_database
async def test_only_schools_looked_after_whole_are_billed_and_an_order_narrows_them(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[int, int, int]:
        place = lou(town)
        place.bruyere.child("Noé", "CE2")
        other = town.family("Callune", school=OTHER_SCHOOL).guardian("Marc").child("Tom", "CP")
        for family, child in ((place.bruyere, "Lou"), (place.bruyere, "Noé"), (other, "Tom")):
            town.booked(family.cell(child, "cantine", MONDAYS[0]), family.cell(child, "garderie_soir", MONDAYS[0]))
        school = place.bruyere.school
        return school.id, school.classes["CP"], other.school.id

    here, class_id, there = await build(organisation, story)

    async def children(order: ReportOrder = NOVEMBER, *scopes: Scope) -> dict[str, list[Value]]:
        found = await sheets(organisation, order, scopes or EVERYWHERE)
        return {sheet.school: [told(row)["child"] for row in sheet.rows] for sheet in found}

    both = {OTHER_SCHOOL: ["Callune Tom"] * 2, SCHOOL: ["Bruyère Lou"] * 2 + ["Bruyère Noé"] * 2}
    assert await children() == both
    assert await children(NOVEMBER, Scope(here)) == {SCHOOL: both[SCHOOL]}
    assert await children(NOVEMBER, Scope(here, class_id)) == {}
    assert await children(replace(NOVEMBER, school_id=there), Scope(here)) == {}
    only = replace(NOVEMBER, service_keys=frozenset({"garderie_soir"}))
    assert await children(only) == {OTHER_SCHOOL: ["Callune Tom"], SCHOOL: ["Bruyère Lou", "Bruyère Noé"]}
    with pytest.raises(ValueError, match="month"):
        await children(replace(NOVEMBER, last_day=date(2026, 11, 29)))


@one_database
async def test_several_months_are_billed_each_by_itself(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        place = lou(town)
        cells = place.bruyere.cells("Lou", "garderie_soir", date(2026, 10, 12), date(2026, 11, 2))
        for cell in cells:
            town.booked(cell)
            stayed(town, cell, place.manager, 990, 1000)

    await build(organisation, story)
    both = await lines(organisation, replace(NOVEMBER, first_day=date(2026, 10, 1)))
    assert [(line["month"], line["amount"]) for line in both] == [
        ("2026-10", Decimal("0.44")),
        ("2026-11", Decimal("0.44")),
    ]


@one_database
async def test_a_month_takes_as_many_statements_for_a_crowd_as_for_a_child(organisation: Organisation) -> None:
    def small(town: Town) -> None:
        place = lou(town)
        town.booked(place.bruyere.cell("Lou", "cantine", MONDAYS[0]))
        town.marked(Mark.PRESENT, place.bruyere.cell("Lou", "cantine", MONDAYS[1]), by=place.manager)

    def crowd(town: Town) -> None:
        manager = town.manager("Alix Houx")
        for family in town.families(60, school=OTHER_SCHOOL):
            town.booked(family.cell("Charlie", "cantine", MONDAYS[0]))
            town.marked(Mark.PRESENT, family.cell("Charlie", "cantine", MONDAYS[1]), by=manager)

    def work(uow: UnitOfWork) -> object:
        return billing_sheets(uow, EVERYWHERE, NOVEMBER)

    await build(organisation, small)
    few = await cost(organisation, work)
    await build(organisation, crowd)
    assert await cost(organisation, work) == few <= 10


# --- it adds up


DAYS = [date(2026, 10, 30), *MONDAYS[:3], date(2026, 11, 17), date(2026, 11, 30), date(2026, 12, 1)]
SERVICES = ("garderie_matin", "cantine", "garderie_soir")
STEPS = ("book", "remove", "unmark", *Mark)


@dataclass(frozen=True, repr=False)
class Raw:
    """A small town on an open transaction, and its rows to be recounted."""

    uow: UnitOfWork
    manager: StaffActor
    families: tuple[Family, ...]

    def live(self, steps: Sequence[tuple[str, int, str, date, int | None]]) -> None:
        """Whatever staff and families do, one thing after another."""
        booked: dict[Cell, int] = {}
        marks: dict[Cell, tuple[Mark, int | None]] = {}
        for what, child, key, day, minutes in steps:
            family = self.families[child]
            cell = family.cell(next(iter(family.children)), key, day)
            if what == "book":
                booked[cell] = family.id
            elif what == "remove":
                booked.pop(cell, None)
            elif what == "unmark":
                marks.pop(cell, None)
            else:
                marks[cell] = Mark(what), minutes if what == Mark.PRESENT else None
        for table in (t.bookings, t.attendance):
            self.uow.tx.execute(delete(table))
        for cell, family_id in booked.items():
            self._put(t.bookings, cell, family_id=family_id)
        for cell, (mark, stay) in marks.items():
            hours = {} if stay is None else {"arrived": 900, "departed": 900 + stay}
            self._put(t.attendance, cell, mark=mark, marked_at=NOW, marked_by=self.manager.staff_id, **hours)

    def _put(self, table: Table, cell: Cell, **values: object) -> None:
        row = {"child_id": cell.child_id, "service_id": cell.service_id, "day": cell.day}
        self.uow.tx.execute(insert(table).values({**row, **values}))

    def recount(self) -> dict[tuple[str, str, str | None], tuple[Counter[str], Fraction]]:
        """From raw rows, cell by cell, by the letter: by child, service and rate."""
        tx = self.uow.tx
        keys = {row.id: row.key for row in tx.execute(select(t.services))}
        names = {row.id: row.first_name for row in tx.execute(select(t.children))}
        booked = {Cell(row.child_id, row.service_id, row.day) for row in tx.execute(select(t.bookings))}
        marks = {Cell(row.child_id, row.service_id, row.day): row for row in tx.execute(select(t.attendance))}
        found: dict[tuple[str, str, str | None], tuple[Counter[str], Fraction]] = {}
        for cell in booked | {cell for cell, row in marks.items() if row.mark == Mark.PRESENT}:
            if cell.day.month != 11:
                continue
            mark = marks.get(cell)
            key, name = keys[cell.service_id], names[cell.child_id]
            price = self._price(name, key, cell.day)
            line = name, key, price.key if price else None
            counts, amount = found.get(line, (Counter[str](), Fraction()))
            counts.update(_codes(cell in booked, Mark(mark.mark) if mark else None))
            stay = mark.departed - mark.arrived if mark and mark.departed else None
            if price and not (mark and mark.mark == Mark.ABSENT_EXCUSED):
                amount += _cost(price, stay, is_booked=cell in booked)
            found[line] = counts, amount
        return found

    def _price(self, child: str, key: str, day: date) -> Rate | None:
        """Lou's family has the quotient 900, from the 16th on 500; Tom's none."""
        if key != "cantine":
            return EVENING[0] if key == "garderie_soir" else None
        return MEAL[2] if child == "Tom" else MEAL[day < MONDAYS[2]]


def _codes(is_booked: bool, mark: Mark | None) -> Iterator[str]:
    if not is_booked:
        yield "unbooked"
        return
    yield "booked"
    yield {None: "unmarked", Mark.PRESENT: "present_booked"}.get(mark) or str(mark)


def _cost(price: Rate, stay: int | None, *, is_booked: bool) -> Fraction:
    if price.unit is RateUnit.TIME:
        return Fraction(price.price if is_booked or price.unbooked is None else price.unbooked)
    minutes = 120 if stay is None else -(-stay // 15) * 15
    return Fraction(price.price) * minutes / 60


@pytest.fixture(scope="module")
def raw() -> Iterator[Raw]:
    engine = create_engine("sqlite://")
    t.metadata.create_all(engine)
    with engine.begin() as tx:
        uow = UnitOfWork(tx, priced(preset("peaugres")))
        town = Town(uow)
        place = lou(town)
        town.put(t.quotients, {"family_id": place.bruyere.id, "first_day": MONDAYS[2], "value": 500})
        callune = town.family("Callune", school=OTHER_SCHOOL).guardian("Marc").child("Tom", "CE1")
        yield Raw(uow, place.manager, (place.bruyere, callune))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(STEPS),
            st.integers(0, 1),
            st.sampled_from(SERVICES),
            st.sampled_from(DAYS),
            st.none() | st.integers(0, 180),
        ),
        max_size=60,
    )
)
def test_whatever_is_booked_marked_and_removed_the_export_adds_up_to_the_rows(
    raw: Raw, steps: list[tuple[str, int, str, date, int | None]]
) -> None:
    raw.live(steps)
    found = billing_sheets(raw.uow, EVERYWHERE, NOVEMBER)
    expected = raw.recount()
    rates = {label.label.fr: label.key for label in (*MEAL, *EVENING)}
    rows = [told(row) for sheet in found for row in sheet.rows]
    assert len(rows) == len(expected)
    for row in rows:
        name = str(row["child"]).rsplit(" ", 1)[-1]
        counts, amount = expected[name, str(row["service"]), rates.get(str(row.get("rate")))]
        assert {code: row.get(code, 0) for code in counts} == counts
        cents = (Decimal(amount.numerator) / amount.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert row.get("amount", Decimal()) == cents
        parts = ("present_booked", "absent_billed", "absent_excused", "unmarked")
        assert row.get("booked", 0) == sum(int(str(row.get(code, 0))) for code in parts)
    for sheet in found:
        assert sheet.totals is not None
        amounts = [row[-1] for row in sheet.rows if isinstance(row[-1], Decimal)]
        assert sheet.totals[-1] == (sum(amounts) if amounts else None)
