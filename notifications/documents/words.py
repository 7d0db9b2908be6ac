"""What a document says in words: on paper, in a workbook, in a table of text."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from babel.dates import format_date

from core.model.attendance import AttendanceState
from core.model.policy import Policy
from core.model.reports import Column, DayGlance, Report, ReportKind, ReportOrder, ReportSheet, Value, WeekGlance
from core.model.rosters import Presence
from core.rules.school_years import days_of, school_year
from locales import Translator

TICKS = {
    Presence.EXPECTED: "×",
    Presence.DECLARED_ABSENT: "(×)",
    Presence.PENDING: "?",
    Presence.ABSENT: "–",
}
"""What stands in a column of a roster; each glyph is one that the font has."""

_SAID = 1024
"""Characters under a picture in a chat (Bot API, ``caption``)."""


def class_name(sheet: ReportSheet, words: Translator) -> str:
    """The name of the class, or that there is none."""
    return words.text("roster-no-class") if sheet.class_name is None else sheet.class_name


def place(sheet: ReportSheet, words: Translator) -> str:
    """Of what a sheet is: ``Les Tilleuls · CP``, or a whole school."""
    return f"{sheet.school} · {class_name(sheet, words)}" if sheet.is_class else sheet.school


def service_name(key: str, words: Translator, policy: Policy) -> str:
    """The name of a service. Without its symbol: printing fonts have none. One the policy has dropped keeps its key."""
    return next((one.label.in_(words.locale) for one in policy.services if one.key == key), key)


def drawn(drawn_at: datetime, words: Translator, policy: Policy, by: str | None = None) -> str:
    """When, and by whom, the list was drawn: what comes afterwards is not in it."""
    at = words.instant(drawn_at, policy.calendar.tz)
    return words.text("document-drawn", at=at) if by is None else words.text("document-drawn-by", at=at, by=by)


def heads(column: Column, words: Translator, policy: Policy) -> Iterator[str]:
    """What stands over a column: its day, its service, the word for its code, as far as it has them."""
    if column.day is not None:
        yield words.narrow_day(column.day)
    if column.service_key is not None:
        yield service_name(column.service_key, words, policy)
    if column.code:
        yield words.text(f"column-{column.code.replace('_', '-')}")


def sign(value: Presence | AttendanceState, words: Translator) -> str:
    """What stands for a state where there is no room for words; nothing for nothing."""
    if isinstance(value, Presence):
        return TICKS[value]
    return "" if value is AttendanceState.NOTHING else words.text(f"sheet-sign-{value.replace('_', '-')}")


def signs(sheets: Iterable[ReportSheet]) -> list[Presence | AttendanceState]:
    """The states that stand in these sheets, each once, in the order of the trade."""
    found: set[Value] = {value for sheet in sheets for row in sheet.rows for value in row}
    known: tuple[Presence | AttendanceState, ...] = (*TICKS, *AttendanceState)
    return [one for one in known if one in found and one is not AttendanceState.NOTHING]


def meaning(value: Presence | AttendanceState, words: Translator) -> str:
    """A state in words."""
    if isinstance(value, Presence):
        return words.text(f"sheet-presence-{value.replace('_', '-')}")
    return words.text(f"sheet-state-{value.replace('_', '-')}")


def short_meaning(value: Presence, words: Translator) -> str:
    """A state as it stands in a cell of a workbook, beside the ones that count who is expected."""
    return words.text(f"sheet-short-{value.replace('_', '-')}")


def report_name(kind: ReportKind, words: Translator) -> str:
    """What a report is called."""
    return words.text(f"document-{kind.replace('_', '-')}")


def period(first: date, last: date, words: Translator) -> str:
    """A day, a whole month, a school year, or from a day to another, with the year."""
    if is_year(first, last):
        return words.text("document-year", first=str(first.year), last=str(last.year))
    if first == last:
        return words.text("document-on", day=f"{words.day(first)} {first.year}")
    if is_month(first, last):
        return format_date(first, "LLLL yyyy", locale=words.locale)
    if first.year != last.year:
        return words.text("days-from-to", first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")
    return f"{words.period(first, last)} {last.year}"


def is_month(first: date, last: date) -> bool:
    """Whether two days are the first and the last of one month."""
    return first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1])


def is_year(first: date, last: date) -> bool:
    """Whether two days are the first and the last of one school year."""
    return (first, last) == days_of(school_year(first))


def title(order: ReportOrder, words: Translator, policy: Policy) -> str:
    """What a report is, to which services and rate it was narrowed down, and of when."""
    name, when = report_name(order.kind, words), period(order.first_day, order.last_day, words)
    narrowed = ", ".join(filter(None, (services_asked(order, words, policy), rate_asked(order, words, policy))))
    if narrowed:
        return words.text("document-title-narrowed", name=name, narrowed=narrowed, period=when)
    return words.text("document-title", name=name, period=when)


def services_asked(order: ReportOrder, words: Translator, policy: Policy) -> str:
    """Those that were asked for, in the policy's order; none where all were."""
    keys = [service.key for service in policy.services if service.key in order.service_keys]
    return words.listed(service_name(key, words, policy) for key in keys)


def rate_asked(order: ReportOrder, words: Translator, policy: Policy) -> str | None:
    """The rate that was asked for; ``None`` where all were."""
    rates = (rate for service in policy.services if service.key in order.service_keys for rate in service.rates)
    return next((rate.label.in_(words.locale) for rate in rates if rate.key == order.rate_key), None)


def file_name(report: Report, words: Translator) -> str:
    """``presences-CE1-2026-11``: letters that every system takes, the class or school where there is one alone."""
    order = report.order
    classes = {(sheet.school, class_name(sheet, words)) for sheet in report.sheets if sheet.is_class}
    schools = {sheet.school for sheet in report.sheets}
    of = next(iter(classes))[1] if len(classes) == 1 else next(iter(schools)) if len(schools) == 1 else ""
    parts = [words.text(f"file-{order.kind.replace('_', '-')}"), slug(of), _days(order.first_day, order.last_day)]
    return "-".join(part for part in parts if part)


_LIGATURES = {0x0153: "oe", 0x0152: "OE"}
"""By code point: Unicode takes neither for two letters."""


def slug(text: str) -> str:
    """A name as it can stand in the name of a file: ASCII letters and digits, the words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return re.sub(r"[^A-Za-z0-9]+", "-", letters)[:40].strip("-")


def _days(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    if is_year(first, last):
        return f"{first.year}-{last.year}"
    return f"{first:%Y-%m}" if is_month(first, last) else f"{first.isoformat()}-{last.isoformat()}"


def glance_in_words(glance: WeekGlance, words: Translator, policy: Policy) -> str:
    """What the picture of a week shows, for who cannot see it: a line a service.

    Where a chat has no room for all of them, the first that have.
    """
    lines = [words.text("picture-title", week=words.week(glance.monday))]
    for key in glance.service_keys:
        days = words.listed(_day_in_words(one, words) for one in glance.days if one.service_key == key)
        lines.append(words.text("picture-service", service=service_name(key, words, policy), days=days or "–"))
    while len("\n".join(lines)) > _SAID:
        lines.pop()
    return "\n".join(lines)


def _day_in_words(one: DayGlance, words: Translator) -> str:
    return words.text("picture-day", day=words.narrow_day(one.day), count=counts(one, words))


def counts(one: DayGlance, words: Translator) -> str:
    """How many came of how many, or of a day to come how many are booked."""
    if one.present is None:
        return str(one.booked)
    return words.text("picture-of", present=one.present, booked=one.booked)


def clock(minutes: int) -> str:
    """Minutes after midnight as a clock shows them: ``08:30``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def span(minutes: int) -> str:
    """A time that something took: ``1 h 05``."""
    return f"{minutes // 60} h {minutes % 60:02}"
