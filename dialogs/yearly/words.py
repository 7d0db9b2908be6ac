"""A request for the year, in words."""

from collections.abc import Iterator

from core.model.yearly import YearlyOrder
from dialogs.requests.getters import label, symbol
from dialogs.visit import Visit


def order_lines(visit: Visit, order: YearlyOrder) -> Iterator[str]:
    """What is asked, a line each, HTML."""
    t = visit.t
    keys = [terms.key for terms in visit.policy.services if terms.key in order.services]
    named = (f"{symbol(visit, key)} {label(visit, key)}" for key in keys)
    yield t.html("yearly-line-wish", wish=t.text(f"yearly-wish-{order.wish}"))
    yield t.html("yearly-line-services", services=t.listed(named))
    yield t.html("yearly-line-weekdays", days=t.listed(t.weekday(day) for day in sorted(order.weekdays)))
    yield t.html("yearly-line-days", first=f"{t.day(order.first_day)} {order.first_day.year}")
