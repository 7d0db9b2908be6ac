"""How the service is reached, and whether its office is open."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from aiogram_dialog import DialogManager

from core.rules.opening import Opening, spans_on
from core.usecases.opening import read_opening
from dialogs.visit import Visit, visit_of

_WEEK = range(1, 8)


async def read_contact(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The body, and whether the service can be shown on a map."""
    visit = visit_of(dialog_manager)
    return {"body": await contact_page(visit), "is_located": visit.policy.contact.latitude is not None}


async def contact_page(visit: Visit) -> str:
    """Address, phone, e-mail; then the opening hours, where the policy has any."""
    parts = ["\n".join(_ways(visit))]
    if visit.policy.opening_hours:
        status = _status(visit, await visit.read(read_opening, visit.now))
        parts += ([status] if status else []) + ["\n".join(_hours(visit))]
    return "\n\n".join(parts)


def _ways(visit: Visit) -> Iterator[str]:
    t, contact = visit.t, visit.policy.contact
    yield t.html("contact-title", service=contact.service)
    yield t.html("contact-address", address=contact.address)
    yield t.html("contact-phone", phone=contact.phone)
    yield t.html("contact-email", email=contact.email)
    if contact.portal:
        yield t.html("contact-portal", portal=contact.portal)


def _hours(visit: Visit) -> Iterator[str]:
    t = visit.t
    yield t.html("contact-hours")
    for weekday in _WEEK:
        spans = [
            t.text("contact-span", opens=t.clock(opens), closes=t.clock(closes))
            for opens, closes in spans_on(visit.policy.opening_hours, weekday)
        ]
        if spans:
            yield t.html("contact-hours-day", weekday=t.weekday(weekday), spans=t.listed(spans))


def _status(visit: Visit, opening: Opening) -> str | None:
    """``None`` where nobody knows: the calendar does not reach so far."""
    t = visit.t
    if opening.until is not None:
        return t.html("contact-open", time=t.clock(opening.until.astimezone(visit.tz).time()))
    if opening.reopens is None:
        return None
    local, today = opening.reopens.astimezone(visit.tz), visit.now.astimezone(visit.tz).date()
    if local.date() == today:
        return t.html("contact-reopens-today", time=t.clock(local.time()))
    if local.date() == today + timedelta(days=1):
        return t.html("contact-reopens-tomorrow", time=t.clock(local.time()))
    return t.html("contact-reopens", at=t.instant(opening.reopens, visit.tz))
