"""Which rate of a service a family pays."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from datetime import date

from core.model.policy import Rate
from core.rules.billing import next_month
from core.rules.school_years import days_of, school_year


def rate_of(rates: tuple[Rate, ...], quotient: int | None) -> Rate | None:
    """The first rate that goes up to a quotient; the last for one that is not known; ``None`` where there are none."""
    if not rates:
        return None
    if quotient is None:
        return rates[-1]
    return next((rate for rate in rates if rate.up_to is None or quotient <= rate.up_to), rates[-1])


def quotient_on(history: Sequence[tuple[date, int]], day: date) -> int | None:
    """A family's quotient on a day, of those it has had, each from a day on, in order; ``None`` before the first."""
    begun = bisect_right(history, day, key=lambda since: since[0])
    return history[begun - 1][1] if begun else None


def holds_from(today: date, billed: Collection[date], *, is_first: bool) -> date:
    """From which day a quotient given today holds: the month's first, so that a month is billed at one.

    The first that a family has holds from the beginning of the school year, but for months ``billed`` already.
    """
    if not is_first:
        return today.replace(day=1)
    first_day, _ = days_of(school_year(today))
    return max(first_day, *map(next_month, billed)) if billed else first_day
