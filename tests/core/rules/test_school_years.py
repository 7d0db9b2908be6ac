"""School years run from August to July."""

import pytest

from core.rules.school_years import school_year
from tests.core.rules.builders import day


@pytest.mark.parametrize(
    ("on", "year"),
    [("2026-07-31", 2025), ("2026-08-01", 2026), ("2026-12-31", 2026), ("2027-01-01", 2026), ("2027-07-31", 2026)],
)
def test_a_school_year_is_named_by_the_year_it_begins_in(on: str, year: int) -> None:
    assert school_year(day(on)) == year
