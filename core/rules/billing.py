"""What is billed, of which cells, to whom (``docs/decisions/0010-what-is-billed.md``).

"Absence facturée" and "absence excusée" are the attendance tool's (Peaugres).
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from core.model.billing import AlikeCells, Bill, Strike
from core.model.notices import StrikeMode
from core.model.people import Guardianship
from core.model.planning import Mark
from core.model.policy import Rate, RateUnit, ServicePolicy
from core.rules.announcements import first_day_left, first_day_to_come
from core.rules.attendance import stay_minutes
from core.rules.authorisation import has_custody

_DAY = timedelta(days=1)
_CENT = Decimal("0.01")
_MINUTES_OF_HOUR = 60
_NOON = time(12)


def bill_of(cells: AlikeCells, terms: ServicePolicy, *, is_picnic: bool) -> Bill:
    """What alike cells of a service come to.

    A booking is billed unless the absence is excused, marked or not: the meal was ordered. So is a child who came
    without one. A meal that the family brought is not.
    """
    count, mark = cells.count, cells.mark
    booked = count if cells.is_booked else 0
    unbooked = count - booked if mark is Mark.PRESENT else 0
    is_billed = mark is not Mark.ABSENT_EXCUSED and not is_picnic
    minutes = _minutes(cells, terms) if is_billed and counts_minutes(terms) else 0
    return Bill(
        booked=booked,
        present=booked if mark is Mark.PRESENT else 0,
        absent_billed=booked if mark is Mark.ABSENT_BILLED else 0,
        absent_excused=booked if mark is Mark.ABSENT_EXCUSED else 0,
        unmarked=booked if mark is None else 0,
        unbooked=unbooked,
        picnic=booked + unbooked if is_picnic else 0,
        billed=booked if is_billed else 0,
        minutes=booked * minutes,
        billed_unbooked=unbooked if is_billed else 0,
        minutes_unbooked=unbooked * minutes,
    )


def counts_minutes(terms: ServicePolicy) -> bool:
    """Whether the time of a service is counted: it is recorded, or paid for by the hour."""
    return terms.hours is not None or any(rate.unit is RateUnit.HOUR for rate in terms.rates)


def _minutes(cells: AlikeCells, terms: ServicePolicy) -> int:
    """The time a child was there, rounded; the whole of the service where that was not recorded, or nobody came."""
    if terms.hours is None or cells.stayed is None:
        return _minute_of(terms.ends) - _minute_of(terms.starts)
    return stay_minutes(0, cells.stayed, terms.hours)


def _minute_of(moment: time) -> int:
    return moment.hour * _MINUTES_OF_HOUR + moment.minute


def amount_of(bill: Bill, rate: Rate) -> Decimal:
    """What a bill costs at a rate: euros to the cent, half a cent up.

    Rounded here, once for what is billed together, and divided here: a third of an hour thrice is an hour.
    """
    unbooked = rate.price if rate.unbooked is None else rate.unbooked
    if rate.unit is RateUnit.HOUR:
        amount = (rate.price * bill.minutes + unbooked * bill.minutes_unbooked) / _MINUTES_OF_HOUR
    else:
        amount = rate.price * bill.billed + unbooked * bill.billed_unbooked
    return amount.quantize(_CENT, ROUND_HALF_UP)


def payer_of(ties: Iterable[Guardianship], day: date, booked_by: Collection[int]) -> int | None:
    """The family that pays for a child who came without a booking; ``None`` where the child has no guardian.

    That of a guardian who has custody on the day, else any: nobody eats unbilled. Where they are several, one that has
    booked for the child that month, then the one of the lowest id.
    """

    def order(tie: Guardianship) -> tuple[bool, bool, int]:
        return not has_custody(tie.custody, day), tie.family_id not in booked_by, tie.family_id

    first = min(ties, key=order, default=None)
    return None if first is None else first.family_id


def picnic_days(strikes: Iterable[Strike], school_id: int, terms: ServicePolicy, tz: ZoneInfo) -> frozenset[date]:
    """The days on which families brought the meal of a service: the last word on each day, in the order of ``strikes``.

    A meal is of a service that is on at noon, and that the strike names where it names any.
    """
    days: set[date] = set()
    for strike in strikes:
        mode = strike.modes.get(school_id)
        if mode is not None and _is_about(strike, terms):
            told = set(_days_told(strike, terms, tz))
            days = days | told if mode is StrikeMode.PICNIC else days - told
    return frozenset(days)


def _is_about(strike: Strike, terms: ServicePolicy) -> bool:
    return terms.starts <= _NOON < terms.ends and (not strike.service_keys or terms.key in strike.service_keys)


def _days_told(strike: Strike, terms: ServicePolicy, tz: ZoneInfo) -> Iterator[date]:
    """From when it was announced until it was over or lifted; what had begun by then stays as it was."""
    day = first_day_left(terms, strike.first_day, strike.announced_at, tz)
    end = strike.last_day + _DAY
    if strike.reopened_at is not None:
        end = min(end, first_day_to_come(terms, strike.first_day, strike.reopened_at, tz))
    while day < end:
        yield day
        day += _DAY


def last_day_of(month: date) -> date:
    """The last day of a month, by its first. Raises ``ValueError`` for a day that begins no month."""
    if month.day != 1:
        raise ValueError(f"{month} begins no month")
    return next_month(month) - _DAY


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def whole_months(first_day: date, last_day: date) -> tuple[date, ...]:
    """The months from one day to another, by their first days. Raises ``ValueError`` where they are not whole."""
    months: list[date] = []
    month = first_day
    while month <= last_day:
        months.append(month)
        month = last_day_of(month) + _DAY
    if not months or month != last_day + _DAY:
        raise ValueError(f"{first_day} to {last_day} are no whole months")
    return tuple(months)
