"""Quiet hours."""

from datetime import UTC, datetime, timedelta

import pytest

from core.rules.quiet import after_quiet
from tests.core.rules.builders import PARIS, paris, shown_in_paris

NIGHT = 22 * 60, 7 * 60
NAP = 13 * 60, 14 * 60 + 30


@pytest.mark.parametrize(
    ("at", "quiet", "told"),
    [
        pytest.param("2026-11-26 21:59:59", NIGHT, "Thu 2026-11-26 21:59", id="before the night"),
        pytest.param("2026-11-26 22:00", NIGHT, "Fri 2026-11-27 07:00", id="as the night begins"),
        pytest.param("2026-11-26 23:59", NIGHT, "Fri 2026-11-27 07:00", id="before midnight"),
        pytest.param("2026-11-27 00:00", NIGHT, "Fri 2026-11-27 07:00", id="at midnight"),
        pytest.param("2026-11-27 06:59:59", NIGHT, "Fri 2026-11-27 07:00", id="at the end of the night"),
        pytest.param("2026-11-27 07:00", NIGHT, "Fri 2026-11-27 07:00", id="once it is over"),
        pytest.param("2026-11-27 13:10", NAP, "Fri 2026-11-27 14:30", id="hours of one day"),
        pytest.param("2026-11-27 12:59", NAP, "Fri 2026-11-27 12:59", id="before hours of one day"),
        pytest.param("2026-11-27 14:30", NAP, "Fri 2026-11-27 14:30", id="after hours of one day"),
        pytest.param("2026-11-26 20:00", (0, 7 * 60), "Thu 2026-11-26 20:00", id="from midnight: not yet"),
        pytest.param("2026-11-27 03:00", (0, 7 * 60), "Fri 2026-11-27 07:00", id="from midnight"),
        pytest.param("2026-11-26 23:00", (22 * 60, 0), "Fri 2026-11-27 00:00", id="until midnight"),
        pytest.param("2026-11-26 22:30", (22 * 60, 22 * 60), "Thu 2026-11-26 22:30", id="of no length"),
        pytest.param("2026-11-26 23:00", None, "Thu 2026-11-26 23:00", id="none"),
        pytest.param("2026-10-24 23:00", NIGHT, "Sun 2026-10-25 07:00", id="the long night of October"),
        pytest.param("2027-03-27 23:00", NIGHT, "Sun 2027-03-28 07:00", id="the short night of March"),
        pytest.param("2027-03-28 01:59", (60, 150), "Sun 2027-03-28 03:30", id="an end that March skips"),
        pytest.param("2026-10-25 02:10", (60, 150), "Sun 2026-10-25 02:30", id="an end that October repeats"),
    ],
)
def test_what_comes_in_quiet_hours_waits_for_their_end(at: str, quiet: tuple[int, int] | None, told: str) -> None:
    assert shown_in_paris(after_quiet(paris(at), quiet, PARIS)) == told


def test_the_nights_of_both_changes_of_time_are_as_long_as_they_are() -> None:
    for at, hours in (("2026-10-24 22:00", 10), ("2027-03-27 22:00", 8), ("2026-11-26 22:00", 9)):
        assert after_quiet(paris(at), NIGHT, PARIS) - paris(at) == timedelta(hours=hours)


def test_quiet_hours_that_ended_do_not_begin_again_with_the_repeated_hour() -> None:
    """02:10 for the second time: the quiet hours ended at the first 02:30."""
    again = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert again.astimezone(PARIS).hour == 2
    assert after_quiet(again, (60, 150), PARIS) == again
