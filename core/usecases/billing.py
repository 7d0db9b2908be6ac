"""The monthly billing export: what each child had of each service, and what that costs the family.

What is billed, and why, is in ``docs/decisions/0010-what-is-billed.md``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.db import billing, directory
from core.db.billing import BilledChild, Span
from core.db.quotients import History, quotients_until
from core.db.services import services_of
from core.model.billing import AlikeCells, Bill, LineKey
from core.model.people import Scope
from core.model.planning import Mark
from core.model.policy import ServicePolicy
from core.model.reports import Column, ColumnKind, ReportOrder, ReportSheet, Value
from core.organisation import UnitOfWork
from core.rules.authorisation import covers
from core.rules.billing import amount_of, bill_of, counts_minutes, last_day_of, payer_of, picnic_days, whole_months
from core.rules.names import folded
from core.rules.rates import quotient_on, rate_of
from core.rules.school_years import school_year

COLUMNS = (
    Column(ColumnKind.TEXT, "month"),
    Column(ColumnKind.NAME, "family"),
    Column(ColumnKind.NAME, "child"),
    Column(ColumnKind.TEXT, "class"),
    Column(ColumnKind.TEXT, "service"),
    Column(ColumnKind.TEXT, "rate"),
    Column(ColumnKind.COUNT, "booked"),
    Column(ColumnKind.COUNT, "present_booked"),
    Column(ColumnKind.COUNT, "absent_billed"),
    Column(ColumnKind.COUNT, "absent_excused"),
    Column(ColumnKind.COUNT, "unmarked"),
    Column(ColumnKind.COUNT, "unbooked"),
    Column(ColumnKind.COUNT, "picnic"),
    Column(ColumnKind.MINUTES, "minutes"),
    Column(ColumnKind.AMOUNT, "amount"),
)
_WORDS = 6
"""As many columns, the first, are not numbers."""


@dataclass(frozen=True, slots=True)
class _Billed:
    """A service of a school, and the days on which families brought its meal."""

    school_id: int
    place: int
    terms: ServicePolicy
    picnics: frozenset[date]


@dataclass(frozen=True, slots=True)
class _Line:
    key: LineKey
    service: _Billed
    family: str
    child: BilledChild
    bill: Bill


def billing_sheets(uow: UnitOfWork, scopes: tuple[Scope, ...], order: ReportOrder) -> tuple[ReportSheet, ...]:
    """The lines of whole months, one sheet for each school looked after whole; an order's services narrow them.

    One line for each month, child, service, family and rate; the amount, rounded there, is ``None`` where the service
    has no rates. Raises ``ValueError`` where the months are not whole. A month is whole whenever it is drawn: what is
    booked on days to come is counted as not marked.
    """
    months = whole_months(order.first_day, order.last_day)
    schools = {
        school_id: name
        for school_id, name in directory.schools_known(uow.tx).items()
        if order.school_id in (None, school_id) and covers(scopes, school_id, None)
    }
    lines = {month: _lines(uow, schools, order, month) for month in months}
    return tuple(
        _sheet(uow, name, ((month, line) for month in months for line in lines[month] if _is_of(line, school_id)))
        for school_id, name in schools.items()
    )


def _is_of(line: _Line, school_id: int) -> bool:
    return line.service.school_id == school_id


def _lines(uow: UnitOfWork, schools: Iterable[int], order: ReportOrder, month: date) -> list[_Line]:
    """The lines of a month, by family, child, service and rate."""
    services = _services(uow, schools, order, month)
    last = last_day_of(month)
    quotients = quotients_until(uow.tx, last)
    span = Span(frozenset(services), month, last, _cuts(month, last, quotients, services.values()))
    bills = _bills((*billing.booked_cells(uow.tx, span), *_unbooked(uow, span)), services, quotients)
    children = billing.children_billed(uow.tx, {key.child_id for key in bills}, school_year(month))
    families = billing.family_names(uow.tx, {key.family_id for key in bills if key.family_id is not None})
    lines = (
        _Line(key, services[key.service_id], _name(families, key.family_id), children[key.child_id], bill)
        for key, bill in bills.items()
    )
    return sorted(lines, key=_order)


def _name(families: Mapping[int, str], family_id: int | None) -> str:
    return "" if family_id is None else families[family_id]


def _order(line: _Line) -> tuple[str, str, str, int, int, int, str]:
    names = folded(line.family), folded(line.child.last_name), folded(line.child.first_name)
    return *names, line.key.family_id or 0, line.key.child_id, line.service.place, line.key.rate_key or ""


def _services(uow: UnitOfWork, schools: Iterable[int], order: ReportOrder, month: date) -> dict[int, _Billed]:
    strikes = billing.strikes_about(uow.tx, month, last_day_of(month))
    tz = uow.policy.calendar.tz
    terms = {
        one.key: (place, one)
        for place, one in enumerate(uow.policy.services)
        if one.key in (order.service_keys or {one.key})
    }
    return {
        service_id: _Billed(school_id, *terms[key], picnic_days(strikes, school_id, terms[key][1], tz))
        for service_id, school_id, key in services_of(uow.tx, list(schools))
        if key in terms
    }


def _cuts(month: date, last: date, quotients: History, services: Iterable[_Billed]) -> list[date]:
    """The days within a month from which on something is billed otherwise than the day before."""
    begun = {since for history in quotients.values() for since, _ in history}
    picnics = {day for service in services for day in service.picnics}
    after = {day.replace(day=day.day + 1) for day in picnics if month <= day < last}
    return sorted(day for day in begun | picnics | after if month < day <= last)


def _unbooked(uow: UnitOfWork, span: Span) -> Iterator[AlikeCells]:
    """Those who came without a booking, each with the family that pays."""
    cells = billing.unbooked_cells(uow.tx, span)
    child_ids = {cell.child_id for cell in cells}
    ties = billing.ties_of(uow.tx, child_ids)
    booked_by = billing.families_that_booked(uow.tx, child_ids, span.first, span.last)
    for cell in cells:
        payer = payer_of(ties.get(cell.child_id, ()), cell.day, booked_by.get(cell.child_id, ()))
        yield AlikeCells(cell.child_id, cell.service_id, payer, cell.day, False, Mark.PRESENT, cell.stayed, 1)


def _bills(cells: Iterable[AlikeCells], services: Mapping[int, _Billed], quotients: History) -> dict[LineKey, Bill]:
    bills: dict[LineKey, Bill] = {}
    for alike in cells:
        service = services[alike.service_id]
        history = () if alike.family_id is None else quotients.get(alike.family_id, ())
        rate = rate_of(service.terms.rates, quotient_on(history, alike.since))
        key = LineKey(alike.family_id, alike.child_id, alike.service_id, rate.key if rate else None)
        bill = bill_of(alike, service.terms, is_picnic=alike.since in service.picnics)
        bills[key] = bills[key] + bill if key in bills else bill
    return bills


def _sheet(uow: UnitOfWork, school: str, lines: Iterable[tuple[date, _Line]]) -> ReportSheet:
    rows = tuple(_row(month, line, uow.policy.locale) for month, line in lines)
    return ReportSheet(school, None, False, COLUMNS, rows, _totals(rows))


def _row(month: date, line: _Line, locale: str) -> tuple[Value, ...]:
    bill, terms = line.bill, line.service.terms
    rate = next((rate for rate in terms.rates if rate.key == line.key.rate_key), None)
    return (
        f"{month:%Y-%m}",
        line.family,
        f"{line.child.last_name} {line.child.first_name}",
        line.child.class_name,
        terms.key,
        rate.label.in_(locale) if rate else None,
        bill.booked,
        bill.present,
        bill.absent_billed,
        bill.absent_excused,
        bill.unmarked,
        bill.unbooked,
        bill.picnic,
        bill.minutes + bill.minutes_unbooked if counts_minutes(terms) else None,
        amount_of(bill, rate) if rate else None,
    )


def _totals(rows: tuple[tuple[Value, ...], ...]) -> tuple[Value, ...]:
    sums = (_total(row[place] for row in rows) for place in range(_WORDS, len(COLUMNS)))
    return (*(None,) * _WORDS, *sums)


def _total(values: Iterable[Value]) -> Value:
    """The sum of what is known; ``None`` where nothing is."""
    numbers = [value for value in values if isinstance(value, int | Decimal)]
    return sum(numbers) if numbers else None
