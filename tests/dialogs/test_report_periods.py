"""The periods that need not be typed, and the words for reports and periods."""

from datetime import date, timedelta

import pytest

from core.model.reports import ReportKind
from dialogs.reports.questions import first_period, periods
from locales import translator
from tests.clock import MONDAY, NOW, THIS_MONDAY


def test_at_the_weekend_the_day_to_begin_with_is_monday() -> None:
    sunday = MONDAY - timedelta(days=1)
    assert first_period(ReportKind.HANDOVER, sunday) == (MONDAY, MONDAY)
    assert first_period(ReportKind.HANDOVER, THIS_MONDAY) == (THIS_MONDAY, THIS_MONDAY)


def test_the_periods_to_be_picked_are_whole() -> None:
    january = date(2027, 1, 5)
    months = list(periods(ReportKind.BILLING, january).values())
    assert months[:2] == [(date(2027, 1, 1), date(2027, 1, 31)), (date(2026, 12, 1), date(2026, 12, 31))]
    assert months[-1] == (date(2026, 8, 1), date(2026, 8, 31))
    assert periods(ReportKind.PUPILS, january)["this-year"] == (date(2026, 8, 1), date(2027, 7, 31))
    assert periods(ReportKind.WEEK, january)["next-week"] == (date(2027, 1, 11), date(2027, 1, 15))


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_every_report_and_every_period_has_its_words(locale: str) -> None:
    words = translator(locale)
    for kind in ReportKind:
        assert words.has(f"document-{kind.replace('_', '-')}")
        named = [name for name in periods(kind, NOW.date()) if not name.startswith("month-")]
        assert all(words.has(f"draw-{name}") for name in named)
