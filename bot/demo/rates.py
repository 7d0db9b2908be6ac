"""What the demo's services cost: presets say nothing of it, each town having prices of its own."""

from decimal import Decimal

from core.model.policy import Policy, Rate, RateUnit, ServicePolicy
from core.model.terms import Label

_BANDS = (
    ("t1", 600, Decimal("2.10"), Decimal("0.90")),
    ("t2", 1000, Decimal("3.60"), Decimal("1.40")),
    ("t3", None, Decimal("4.80"), Decimal("1.90")),
)
"""Up to which quotient; what being there once costs, and an hour of it."""

_UNBOOKED = Decimal("7.00")


def meal_price(quotient: int | None) -> Decimal:
    """What a meal costs a family of this quotient."""
    prices = (once for _, up_to, once, _ in _BANDS if up_to is None or (quotient is not None and quotient <= up_to))
    return next(prices)


def with_rates(policy: Policy) -> Policy:
    """A policy whose services have prices: by the hour where arrival and departure are recorded, else by the time."""
    services = tuple(terms.model_copy(update={"rates": _rates(terms)}) for terms in policy.services)
    return policy.model_copy(update={"services": services})


def _rates(terms: ServicePolicy) -> tuple[Rate, ...]:
    by_hour = terms.hours is not None
    return tuple(
        Rate(
            key=key,
            label=Label(fr=f"Tarif {number}", en=f"Rate {number}"),
            up_to=up_to,
            price=hour if by_hour else once,
            unbooked=None if by_hour else _UNBOOKED,
            unit=RateUnit.HOUR if by_hour else RateUnit.TIME,
        )
        for number, (key, up_to, once, hour) in enumerate(_BANDS, 1)
    )
