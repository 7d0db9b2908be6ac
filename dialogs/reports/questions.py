"""What is asked of each report: over which periods, of which services, as what it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from core.model.reports import FileFormat, ReportKind
from core.rules.school_years import days_of, school_year
from core.usecases.reports import KINDS
from dialogs.week import monday_of

TABLES = (FileFormat.PDF, FileFormat.XLSX, FileFormat.CSV)

_WEEK = timedelta(days=7)
_SATURDAY = 5
_MONTHS_OFFERED = 6

Period = tuple[date, date]
"""The first and the last day, both included."""


class Spans(Enum):
    """By what a period is picked."""

    DAYS = auto()
    WEEKS = auto()
    MONTHS = auto()
    YEARS = auto()


class Services(Enum):
    """How many services a report is of."""

    ALL = auto()
    SOME = auto()
    ONE = auto()


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked. ``begins_with``: the period to begin with; ``formats``: the usual one first."""

    spans: Spans
    begins_with: str
    services: Services = Services.ALL
    by_class: bool = True
    formats: tuple[FileFormat, ...] = TABLES


QUESTIONS: Mapping[ReportKind, Questions] = {
    ReportKind.ENROLMENTS: Questions(Spans.YEARS, "this-year", Services.SOME),
    ReportKind.PUPILS: Questions(Spans.YEARS, "this-year"),
    ReportKind.CHILDREN_BY_YEAR: Questions(Spans.YEARS, "this-year"),
    ReportKind.DIRECTOR: Questions(Spans.DAYS, "today", Services.SOME),
    ReportKind.HANDOVER: Questions(Spans.DAYS, "today", Services.SOME),
    ReportKind.HANDOVER_BLANK: Questions(Spans.DAYS, "today", Services.SOME),
    ReportKind.PRESENCES: Questions(Spans.DAYS, "this-week", Services.SOME),
    ReportKind.STAFF_PRESENCES: Questions(Spans.DAYS, "this-week", Services.SOME, by_class=False),
    ReportKind.PRESENCES_DETAILED: Questions(Spans.DAYS, "this-month", Services.ONE),
    ReportKind.STAFF_PRESENCES_DETAILED: Questions(Spans.DAYS, "this-week", Services.SOME, by_class=False),
    ReportKind.BILLING: Questions(
        Spans.MONTHS, "last-month", by_class=False, formats=(FileFormat.CSV, FileFormat.XLSX, FileFormat.PDF)
    ),
    ReportKind.WEEK: Questions(Spans.WEEKS, "this-week", by_class=False, formats=(FileFormat.PNG,)),
}


def periods(kind: ReportKind, today: date) -> dict[str, Period]:
    """The periods that need not be typed and are short enough, by name; months longer ago are numbered."""
    longest = KINDS[kind].days
    found = _PERIODS[QUESTIONS[kind].spans](today)
    return {name: (first, last) for name, (first, last) in found.items() if (last - first).days < longest}


def first_period(kind: ReportKind, today: date) -> Period:
    """The period to begin with: at the weekend, the day is Monday."""
    begins_with = QUESTIONS[kind].begins_with
    if begins_with == "today" and today.weekday() >= _SATURDAY:
        today = monday_of(today) + _WEEK
    return periods(kind, today)[begins_with]


def _days(today: date) -> dict[str, Period]:
    weeks, months = _weeks(today), _months(today)
    tomorrow = today + timedelta(days=1)
    return {
        "today": (today, today),
        "tomorrow": (tomorrow, tomorrow),
        "this-week": weeks["this-week"],
        "next-week": weeks["next-week"],
        "this-month": months["this-month"],
        "last-month": months["last-month"],
    }


def _weeks(today: date) -> dict[str, Period]:
    names = ("last-week", "this-week", "next-week")
    mondays = (monday_of(today) + ahead * _WEEK for ahead in (-1, 0, 1))
    return {name: (monday, monday + timedelta(days=4)) for name, monday in zip(names, mondays, strict=True)}


def _months(today: date) -> dict[str, Period]:
    names = ("this-month", "last-month", *(f"month-{back}" for back in range(2, _MONTHS_OFFERED)))
    found = {}
    first = today.replace(day=1)
    for name in names:
        found[name] = month_of(first)
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def month_of(day: date) -> Period:
    """The whole month of a day."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _years(today: date) -> dict[str, Period]:
    names = ("last-year", "this-year", "next-year")
    years = (school_year(today) + ahead for ahead in (-1, 0, 1))
    return {name: days_of(year) for name, year in zip(names, years, strict=True)}


_PERIODS = {Spans.DAYS: _days, Spans.WEEKS: _weeks, Spans.MONTHS: _months, Spans.YEARS: _years}
