"""What a list of attendance says in words."""

from collections.abc import Iterator
from datetime import date, time

from core.model.attendance import Adults, AttendanceSheet, MarkProblem, SheetLine, Totals, WeekSheet
from core.model.planning import Mark
from dialogs.attendance.listing import Mode
from dialogs.attendance.symbols import ASKED, DECLARED_ABSENT, STATES, signs_of
from locales import Translator

_HOUR = 60

MODES = {
    Mode.PRESENT: "present",
    Mode.ABSENT_BILLED: "absent-billed",
    Mode.ABSENT_EXCUSED: "absent-excused",
    Mode.ARRIVED: "arrived",
    Mode.DEPARTED: "departed",
    Mode.HOURS: "hours",
}
"""By what comes after ``attendance-mode-`` and ``attendance-short-``, in their order on the screen."""


def problem_words(problem: MarkProblem, t: Translator) -> str:
    """Why a mark is not taken, as plain text."""
    return t.text(f"attendance-problem-{problem.replace('_', '-')}")


def mark_words(mark: Mark, t: Translator) -> str:
    """What a mark is called, as plain text."""
    return t.text(f"attendance-mark-{mark.replace('_', '-')}")


def heading(sheet: AttendanceSheet | WeekSheet, when: str, t: Translator) -> str:
    """The service, the class and the school, and which day or week, HTML."""
    terms = sheet.service.terms
    class_ = sheet.class_name or t.text("attendance-all-classes")
    place = t.html("attendance-title", symbol=terms.symbol, service=terms.label.in_(t.locale), class_=class_)
    return f"{place}\n{t.html('attendance-when', when=when, school=sheet.school)}"


def mode_words(mode: Mode, t: Translator) -> str:
    """What a press on a child does, HTML."""
    return t.html("attendance-mode", mode=t.text(f"attendance-mode-{MODES[mode]}"))


def totals_words(totals: Totals, t: Translator) -> Iterator[str]:
    """The totals of the tutorial (Peaugres), a line each, HTML."""
    yield t.html("attendance-booked", count=totals.booked, unmarked=totals.unmarked)
    yield t.html("attendance-pending", count=totals.pending)
    yield t.html("attendance-present", count=totals.present, unbooked=totals.unbooked)
    yield t.html("attendance-absent-billed", count=totals.absent_billed)
    yield t.html("attendance-absent-excused", count=totals.absent_excused)


def day_totals_words(day: date, totals: Totals, t: Translator) -> str:
    """The totals of a day of a week, in one line, HTML."""
    return t.html(
        "attendance-week-day",
        day=t.short_day(day),
        booked=totals.booked,
        present=totals.present,
        absent=totals.absent_billed + totals.absent_excused,
        unmarked=totals.unmarked,
    )


def is_short_of_adults(adults: Adults) -> bool:
    """Whether fewer adults were counted than the ratio asks for."""
    return adults.needed is not None and adults.counted is not None and adults.counted < adults.needed


def adults_words(adults: Adults, t: Translator) -> str:
    """Who is there, against who must be, as plain text."""
    counted = "–" if adults.counted is None else str(adults.counted)
    if adults.needed is None:
        return t.text("attendance-adults", counted=counted)
    message = "attendance-adults-short" if is_short_of_adults(adults) else "attendance-adults-of"
    return t.text(message, counted=counted, needed=adults.needed)


def legend(t: Translator) -> str:
    """What every symbol means, HTML."""
    signs = [(symbol, state.replace("_", "-")) for state, symbol in STATES.items()]
    signs += [(ASKED, "asked"), (DECLARED_ABSENT, "declared-absent")]
    return "\n".join(f"{symbol} {t.html(f'attendance-legend-{meaning}')}" for symbol, meaning in signs)


def state_words(line: SheetLine, t: Translator) -> str:
    """How a child's day stands, as plain text."""
    state = line.state.replace("_", "-")
    parts = [f"{signs_of(line)} {t.text(f'attendance-legend-{state}')}"]
    parts += [t.text("attendance-legend-asked")] if line.is_asked else []
    parts += [t.text("attendance-legend-declared-absent")] if line.is_declared_absent else []
    return ", ".join(parts)


def clock_words(minute: int, t: Translator) -> str:
    """A minute of the day, or a span in minutes, as people write it."""
    return t.clock(time(minute // _HOUR, minute % _HOUR))


def short_clock(minute: int, t: Translator) -> str:
    """The same for a button, ``16h45``."""
    return clock_words(minute, t).replace(" ", "")
