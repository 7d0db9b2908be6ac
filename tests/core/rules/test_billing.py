"""What is billed, of which cells, to whom, at which rate."""

from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.billing import AlikeCells, Bill, Strike
from core.model.notices import StrikeMode
from core.model.people import Custody, Guardianship
from core.model.planning import Mark
from core.model.policy import Hours, Rate, RateUnit, Rounding, ServicePolicy
from core.model.terms import Label
from core.rules.billing import amount_of, bill_of, last_day_of, payer_of, picnic_days, whole_months
from core.rules.rates import holds_from, quotient_on, rate_of
from tests.clock import PARIS, paris

MONDAY = date(2026, 11, 16)
TUESDAY = date(2026, 11, 17)
BEFORE = paris("2026-11-10 10:00")
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def service(rates: tuple[Rate, ...] = (), *, hours: Hours | None = None, key: str = "cantine") -> ServicePolicy:
    """A meal of two hours, from 11:30."""
    terms = ServicePolicy.model_validate(
        {
            "key": key,
            "label": {"fr": key, "en": key},
            "symbol": "🍽",
            "weekdays": ["mon", "tue", "thu", "fri"],
            "starts": "11:30",
            "ends": "13:30",
        }
    )
    return terms.model_copy(update={"rates": rates, "hours": hours})


def rate(price: str, up_to: int | None = None, *, unbooked: str | None = None, unit: RateUnit = RateUnit.TIME) -> Rate:
    extra = None if unbooked is None else Decimal(unbooked)
    key = f"to_{up_to or 'any'}"
    return Rate(key=key, label=Label(fr=key, en=key), up_to=up_to, price=Decimal(price), unbooked=extra, unit=unit)


def alike(mark: Mark | None, *, is_booked: bool = True, stayed: int | None = None, count: int = 1) -> AlikeCells:
    return AlikeCells(1, 1, 1, MONDAY, is_booked, mark, stayed, count)


# --- which cells


@pytest.mark.parametrize(
    ("is_booked", "mark", "counted", "is_billed"),
    [
        (True, Mark.PRESENT, {"booked", "present"}, True),
        (True, Mark.ABSENT_BILLED, {"booked", "absent_billed"}, True),
        (True, Mark.ABSENT_EXCUSED, {"booked", "absent_excused"}, False),
        pytest.param(True, None, {"booked", "unmarked"}, True, id="the meal was ordered"),
        (False, Mark.PRESENT, {"unbooked"}, True),
        pytest.param(False, Mark.ABSENT_BILLED, set(), False, id="the booking has gone since"),
        (False, Mark.ABSENT_EXCUSED, set(), False),
    ],
)
def test_each_state_is_counted_once_and_billed_or_not(
    is_booked: bool, mark: Mark | None, counted: set[str], is_billed: bool
) -> None:
    cells = alike(mark, is_booked=is_booked, count=3)
    bill, picnic = (bill_of(cells, service(), is_picnic=is_picnic) for is_picnic in (False, True))
    expected = dict.fromkeys(counted, 3)
    times = {"billed" if is_booked else "billed_unbooked": 3 * is_billed}
    assert bill == Bill(**expected, **times)
    assert picnic == Bill(**expected, picnic=3 if counted else 0), "a meal the family brought is counted, not billed"


def test_who_comes_without_a_booking_pays_the_price_for_it_or_the_usual_one() -> None:
    came = bill_of(alike(Mark.PRESENT, is_booked=False), service(), is_picnic=False)
    assert amount_of(came, rate("4.20", unbooked="6.00")) == Decimal("6.00")
    assert amount_of(came, rate("4.20", unbooked="0")) == 0
    assert amount_of(came, rate("4.20")) == Decimal("4.20")


# --- by the hour


@pytest.mark.parametrize(
    ("mark", "stayed", "minutes"),
    [
        (Mark.PRESENT, 61, 75),
        (Mark.PRESENT, 0, 0),
        pytest.param(Mark.PRESENT, None, 120, id="no hours recorded: the whole of the service"),
        pytest.param(Mark.ABSENT_BILLED, None, 120, id="absent: the whole of the service"),
        pytest.param(None, None, 120, id="not marked: the whole of the service"),
        pytest.param(Mark.ABSENT_EXCUSED, None, 0, id="excused: nothing"),
    ],
)
def test_an_hour_is_paid_by_rounded_minutes(mark: Mark | None, stayed: int | None, minutes: int) -> None:
    hourly = rate("1.60", unit=RateUnit.HOUR)
    bill = bill_of(alike(mark, stayed=stayed), service((hourly,), hours=Hours()), is_picnic=False)
    assert bill.minutes == minutes
    assert amount_of(bill, hourly) == Decimal("1.60") * minutes / 60


def test_a_service_paid_by_the_hour_where_no_hours_are_recorded_is_paid_whole() -> None:
    hourly = rate("1.60", unit=RateUnit.HOUR)
    bill = bill_of(alike(Mark.PRESENT, stayed=15), service((hourly,)), is_picnic=False)
    assert amount_of(bill, hourly) == Decimal("3.20")


def test_what_is_billed_together_is_divided_and_rounded_once_half_a_cent_up() -> None:
    hourly = rate("0.50", unit=RateUnit.HOUR)
    terms = service((hourly,), hours=Hours(round_to=20, rounding=Rounding.DOWN))
    third = bill_of(alike(Mark.PRESENT, stayed=20), terms, is_picnic=False)
    assert [amount_of(bill, hourly) for bill in (third, third + third + third)] == [Decimal("0.17"), Decimal("0.50")]
    assert amount_of(Bill(billed=1), rate("2.125")) == Decimal("2.13")
    assert amount_of(Bill(minutes=15), rate("0.50", unit=RateUnit.HOUR)) == Decimal("0.13")


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([None, *Mark]), st.booleans(), st.none() | st.integers(0, 600), st.integers(1, 9)),
        max_size=12,
    ),
    st.sampled_from(RateUnit),
    st.sampled_from([None, "3.3333"]),
)
def test_whatever_happened_a_bill_adds_up(
    cells: list[tuple[Mark | None, bool, int | None, int]], unit: RateUnit, unbooked: str | None
) -> None:
    price = rate("1.2345", unbooked=unbooked, unit=unit)
    terms = service((price,), hours=Hours())
    bills = [
        bill_of(alike(mark, is_booked=is_booked, stayed=stayed, count=count), terms, is_picnic=count == 9)
        for mark, is_booked, stayed, count in cells
    ]
    whole = sum(bills, Bill())
    assert whole.booked == whole.present + whole.absent_billed + whole.absent_excused + whole.unmarked
    assert whole.booked == sum(count for _, is_booked, _, count in cells if is_booked)
    costs = sum((exact(bill, price) for bill in bills), Fraction())
    assert abs(Fraction(amount_of(whole, price)) - costs) <= Fraction(1, 200)


def exact(bill: Bill, price: Rate) -> Fraction:
    """What a bill costs, to the last third of a cent."""
    booked, unbooked = Fraction(price.price), Fraction(price.price if price.unbooked is None else price.unbooked)
    if price.unit is RateUnit.HOUR:
        return (booked * bill.minutes + unbooked * bill.minutes_unbooked) / 60
    return booked * bill.billed + unbooked * bill.billed_unbooked


# --- at which rate


RATES = (rate("1", 600), rate("2", 1000), rate("3"))


@pytest.mark.parametrize(
    ("quotient", "price"), [(0, 1), (600, 1), (601, 2), (1000, 2), (1001, 3), pytest.param(None, 3, id="unknown")]
)
def test_a_rate_goes_up_to_its_quotient_and_the_last_is_for_all_others(quotient: int | None, price: int) -> None:
    found = rate_of(RATES, quotient)
    assert found is not None
    assert found.price == price
    assert rate_of((), quotient) is None


def test_a_quotient_holds_from_its_day_until_the_next() -> None:
    history = [(NOVEMBER, 500), (MONDAY, 900)]
    days = (date(2026, 10, 31), NOVEMBER, date(2026, 11, 15), MONDAY, date(2027, 5, 1))
    assert [quotient_on(history, day) for day in days] == [None, 500, 500, 900, 900]
    assert quotient_on([], NOVEMBER) is None


@pytest.mark.parametrize(
    ("billed", "is_first", "since"),
    [
        ([], True, date(2026, 8, 1)),
        ([date(2026, 9, 1), date(2026, 10, 1)], True, NOVEMBER),
        pytest.param([date(2026, 6, 1)], True, date(2026, 8, 1), id="last year's months are no matter"),
        ([], False, NOVEMBER),
        ([date(2026, 10, 1)], False, NOVEMBER),
    ],
)
def test_a_quotient_changes_no_month_that_is_billed_nor_a_month_in_the_middle(
    billed: list[date], is_first: bool, since: date
) -> None:
    assert holds_from(date(2026, 11, 24), billed, is_first=is_first) == since


# --- to whom


def test_the_family_in_custody_pays_then_who_booked_that_month_then_the_first() -> None:
    even, odd = Guardianship(1, 9, 40, Custody.EVEN_WEEKS), Guardianship(2, 9, 30, Custody.ODD_WEEKS)
    always = Guardianship(3, 9, 50, Custody.ALWAYS)
    next_week = date(2026, 11, 23)
    assert [payer_of([even, odd], day, {40}) for day in (MONDAY, next_week)] == [30, 40]
    assert payer_of([even, odd, always], MONDAY, {50}) == 50
    assert payer_of([always, odd], MONDAY, ()) == 30
    assert payer_of([even], MONDAY, ()) == 40, "nobody has custody, and somebody has eaten"
    assert payer_of([], MONDAY, ()) is None


# --- picnics


def strike(
    mode: StrikeMode = StrikeMode.PICNIC,
    *keys: str,
    at: datetime = BEFORE,
    reopened_at: datetime | None = None,
) -> Strike:
    """On Monday and Tuesday, in school 1."""
    return Strike(MONDAY, TUESDAY, {1: mode}, frozenset(keys), at, reopened_at)


@pytest.mark.parametrize(
    ("strikes", "days"),
    [
        ([], set()),
        ([strike()], {MONDAY, TUESDAY}),
        ([strike(StrikeMode.MINIMUM)], set()),
        ([strike(StrikeMode.PICNIC, "cantine")], {MONDAY, TUESDAY}),
        pytest.param([strike(StrikeMode.PICNIC, "garderie_soir")], set(), id="of another service"),
        pytest.param([strike(at=paris("2026-11-16 13:29"))], {MONDAY, TUESDAY}, id="announced while it is on"),
        pytest.param([strike(at=paris("2026-11-16 13:30"))], {TUESDAY}, id="announced when it is over"),
        pytest.param([strike(at=paris("2026-11-18 08:00"))], set(), id="announced for days that are over"),
        pytest.param([strike(reopened_at=paris("2026-11-12 08:00"))], set(), id="lifted before"),
        pytest.param([strike(reopened_at=paris("2026-11-17 11:29"))], {MONDAY}, id="lifted before the meal"),
        pytest.param([strike(reopened_at=paris("2026-11-17 11:30"))], {MONDAY, TUESDAY}, id="lifted during the meal"),
        pytest.param([strike(), strike(StrikeMode.NORMAL, at=paris("2026-11-17 08:00"))], {MONDAY}, id="normal again"),
    ],
)
def test_the_days_of_picnic_are_those_last_told(strikes: list[Strike], days: set[date]) -> None:
    assert picnic_days(strikes, 1, service(), PARIS) == days
    assert picnic_days(strikes, 2, service(), PARIS) == set(), "another school"


def test_only_what_is_on_at_noon_is_a_meal() -> None:
    morning = service(key="garderie_matin").model_copy(update={"starts": time(7, 30), "ends": time(12)})
    day = morning.model_copy(update={"ends": time(18)})
    assert picnic_days([strike()], 1, morning, PARIS) == set()
    assert picnic_days([strike()], 1, day, PARIS) == {MONDAY, TUESDAY}


# --- months


def test_months_are_whole() -> None:
    assert whole_months(NOVEMBER, date(2026, 11, 30)) == (NOVEMBER,)
    assert whole_months(DECEMBER, date(2027, 2, 28)) == (DECEMBER, date(2027, 1, 1), date(2027, 2, 1))
    assert [last_day_of(month).day for month in (date(2028, 2, 1), NOVEMBER, DECEMBER)] == [29, 30, 31]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 2), date(2026, 11, 30)),
        (NOVEMBER, date(2026, 11, 29)),
        (NOVEMBER, DECEMBER),
        (DECEMBER, NOVEMBER),
    ],
)
def test_a_period_that_is_no_months_is_refused(first: date, last: date) -> None:
    with pytest.raises(ValueError, match="month"):
        whole_months(first, last)
