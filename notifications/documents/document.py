"""What is drawn, whatever the format: tables, and what each page says of all of them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from babel.numbers import format_decimal

from core.model.attendance import AttendanceState
from core.model.policy import Policy
from core.model.reports import Column, ColumnKind, Report, ReportKind, ReportSheet, Value
from core.model.rosters import NamedRoster, Presence, RosterSheet
from locales import Translator
from notifications.documents.words import clock, drawn, file_name, heads, service_name, sign, span, title

NUMBERS = frozenset({ColumnKind.COUNT, ColumnKind.AMOUNT, ColumnKind.CLOCK, ColumnKind.MINUTES})
SIGNS = frozenset({ColumnKind.PRESENCE, ColumnKind.STATE, ColumnKind.BLANK})

_COMING = (Presence.EXPECTED, Presence.DECLARED_ABSENT)


@dataclass(frozen=True, slots=True)
class Document:
    """Tables, and the language and policy they are drawn in.

    ``name``: of the file, without its ending. ``title``: what it is and of when. ``drawn``: when and by whom.
    ``day``: the one all of it is of, if so. ``drawn_at`` is aware. ``is_billing``: to be read by other programs.
    """

    name: str
    title: str
    drawn: str
    drawn_at: datetime
    day: date | None
    sheets: tuple[ReportSheet, ...]
    words: Translator
    policy: Policy
    is_billing: bool = False

    def head(self, column: Column) -> str:
        """What stands over a column, on one line."""
        return " ".join(heads(column, self.words, self.policy))

    def said(self, column: Column, value: Value) -> str:
        """A value as people read it."""
        match value:
            case None:
                return ""
            case Presence() | AttendanceState():
                return sign(value, self.words)
            case Decimal():
                return format_decimal(value, "#,##0.00", locale=self.words.locale)
            case date():
                return f"{value:%d/%m/%Y}" if column.code == "birth_date" else self._weekday(value)
            case int():
                return _count(column, value)
        return service_name(value, self.words, self.policy) if column.code == "service" else value

    def _weekday(self, day: date) -> str:
        return f"{self.words.narrow_day(day).split()[0]} {day:%d/%m/%Y}"


def _count(column: Column, value: int) -> str:
    if column.kind is ColumnKind.CLOCK:
        return clock(value)
    if column.kind is ColumnKind.MINUTES:
        return span(value)
    return f"{value}-{value + 1}" if column.code == "school_year" else str(value)


def of_report(report: Report, words: Translator, policy: Policy) -> Document:
    """A report as a document."""
    order = report.order
    return Document(
        name=file_name(report, words),
        title=title(order, words, policy),
        drawn=drawn(report.drawn_at, words, policy, report.drawn_by),
        drawn_at=report.drawn_at,
        day=order.first_day if order.first_day == order.last_day else None,
        sheets=report.sheets,
        words=words,
        policy=policy,
        is_billing=order.kind is ReportKind.BILLING,
    )


def of_roster(roster: NamedRoster, words: Translator, policy: Policy, drawn_at: datetime) -> Document:
    """The list of a day as a document."""
    return Document(
        name=f"{words.text('file-roster')}-{roster.day.isoformat()}",
        title=words.text("document-roster", day=f"{words.day(roster.day)} {roster.day.year}"),
        drawn=drawn(drawn_at, words, policy),
        drawn_at=drawn_at,
        day=roster.day,
        sheets=tuple(_roster_sheet(sheet) for sheet in roster.sheets),
        words=words,
        policy=policy,
    )


def _roster_sheet(sheet: RosterSheet) -> ReportSheet:
    """A class of a roster as a table; its totals count who is to come, a declared absence in."""
    keys = sheet.service_keys
    rows = tuple((one.last_name, one.first_name, *map(one.presences.get, keys)) for one in sheet.children)
    totals = (sum(one.presences.get(key) in _COMING for one in sheet.children) for key in keys)
    names = Column(ColumnKind.NAME, "last_name"), Column(ColumnKind.NAME, "first_name")
    columns = *names, *(Column(ColumnKind.PRESENCE, service_key=key) for key in keys)
    return ReportSheet(sheet.school, sheet.class_name, True, columns, rows, (None, None, *totals))
