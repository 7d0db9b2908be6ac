"""In which band a quotient lies: a chat may say that, and not the figure."""

from bisect import bisect_left
from collections.abc import Iterable

from core.model.accounts import Band
from core.model.policy import ServicePolicy


def limits_of(services: Iterable[ServicePolicy]) -> tuple[int, ...]:
    """Every quotient at which a rate of a service ends, from the lowest to the highest."""
    return tuple(sorted({rate.up_to for service in services for rate in service.rates if rate.up_to is not None}))


def band_of(quotient: int, limits: tuple[int, ...]) -> Band | None:
    """The band of a quotient; ``None`` where no rate depends on it.

    Limits belong to the band below, as rates do: with limits 700 and 1200, 700 is "up to 700" and 701 "701 to 1200".
    """
    if not limits:
        return None
    rank = bisect_left(limits, quotient)
    return Band(limits[rank - 1] + 1 if rank else None, limits[rank] if rank < len(limits) else None)
