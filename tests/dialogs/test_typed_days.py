"""Days as people type them."""

from datetime import date

import pytest

from dialogs.announcements.typed import span_of
from tests.clock import NOW

TODAY = NOW.date()


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("30/11", date(2026, 11, 30), date(2026, 11, 30)),
        ("12.1", date(2027, 1, 12), date(2027, 1, 12)),
        (" 12/01 - 14/01 ", date(2027, 1, 12), date(2027, 1, 14)),
        ("du 12/01 au 14/01", date(2027, 1, 12), date(2027, 1, 14)),
        ("12/01 à 14/01", date(2027, 1, 12), date(2027, 1, 14)),
        ("30/12 au 02/01", date(2026, 12, 30), date(2027, 1, 2)),
        ("12/01/27–14/01/2027", date(2027, 1, 12), date(2027, 1, 14)),
        ("1/9", date(2026, 9, 1), date(2026, 9, 1)),
        ("1/8", date(2027, 8, 1), date(2027, 8, 1)),
    ],
)
def test_a_day_without_a_year_is_the_next_one_unless_it_was_not_long_ago(typed: str, first: date, last: date) -> None:
    assert span_of(typed, TODAY) == (first, last)


@pytest.mark.parametrize("typed", ["", "lundi", "31/02", "12/01-", "12-14", "1/1/1/1", "99/99-1/1", "12/01-31/02"])
def test_what_is_no_day_is_not_taken_for_one(typed: str) -> None:
    assert span_of(typed, TODAY) is None
