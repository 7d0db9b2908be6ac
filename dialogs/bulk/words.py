"""Orders and what they come to, in words."""

from collections.abc import Iterator, Mapping
from datetime import date

from core.model.operations import BulkOrder, BulkPlace, BulkPreview, OperationKind, Skip, SkippedChild
from core.rules.school_years import school_year
from dialogs.announcements.getters import span
from dialogs.bulk.draft import Journey
from dialogs.bulk.offers import weekdays_of
from dialogs.enrolment.search import name_of
from dialogs.requests.getters import label, symbol
from dialogs.visit import Visit
from locales import Translator

CLASSES_TOLD = 8
"""How many classes a recap names; more are only counted."""


def title(t: Translator, kind: OperationKind, journey: Journey) -> str:
    """What is being done, HTML."""
    return t.html("bulk-title-child" if journey is Journey.CHILD else f"bulk-title-{kind}")


def days_in_words(t: Translator, kind: OperationKind, first: date, last: date) -> str:
    """``du 30 novembre au 2 juillet 2027``; a school year for enrolments."""
    if kind is OperationKind.ENROL:
        year = school_year(first)
        return t.html("bulk-year", years=f"{year}-{year + 1}")
    return t.html("bulk-dated", days=span(t, first, last), year=f"{last.year}")


async def order_lines(visit: Visit, order: BulkOrder, place: BulkPlace | None) -> list[str]:
    """What an order says, a line each. ``place``: its school, where it is known."""
    t = visit.t
    named = (f"{symbol(visit, key)} {label(visit, key)}" for key in sorted(order.service_keys))
    lines = [*await _whom(visit, order, place), t.html("bulk-services", services=t.listed(named))]
    if order.kind is not OperationKind.ENROL:
        days = sorted(order.weekdays) or weekdays_of(visit.policy, order.service_keys)
        lines.append(t.html("bulk-weekdays", days=t.listed(t.weekday(day) for day in days)))
    return [*lines, t.html("bulk-days", days=days_in_words(t, order.kind, order.first_day, order.last_day))]


async def _whom(visit: Visit, order: BulkOrder, place: BulkPlace | None) -> list[str]:
    t = visit.t
    name = place.name if place else "—"
    if order.child_ids:
        children = [await name_of(visit, child_id) for child_id in sorted(order.child_ids)]
        return [t.html("bulk-at-child", child=t.listed(children), place=name)]
    return [t.html("bulk-at", place=name), _class_line(t, order, dict(place.classes) if place else {})]


def _class_line(t: Translator, order: BulkOrder, known: Mapping[int, str]) -> str:
    """Which classes; of another year they are only counted."""
    names = [name for class_id, name in known.items() if class_id in order.class_ids]
    if not order.class_ids:
        return t.html("bulk-all-classes")
    if not 0 < len(names) <= CLASSES_TOLD:
        return t.html("bulk-classes-count", count=len(order.class_ids))
    return t.html("bulk-classes", names=t.listed(names))


def preview_lines(t: Translator, kind: OperationKind, preview: BulkPreview) -> Iterator[str]:
    """What an order would do, and what it leaves out by reason."""
    yield t.html(f"bulk-does-{kind}", count=preview.cells, children=preview.children)
    if preview.cells:
        yield t.html("bulk-told")
    if preview.closed_days:
        yield t.html("bulk-closed-days", count=preview.closed_days)
    if preview.skipped:
        yield ""
        yield t.html("bulk-skips")
        yield from (f"▸ {skip_words(t, skip, count)}" for skip, count in preview.skipped.items())


def skip_words(t: Translator, skip: Skip, count: int) -> str:
    """``déjà réservé (12)``, HTML."""
    return t.html("bulk-skip", count=count, why=t.text(f"bulk-why-{skip.replace('_', '-')}"))


def skipped_line(t: Translator, one: SkippedChild) -> str:
    """A child, and how much of it is left out and why, HTML."""
    whys = "; ".join(skip_words(t, skip, count) for skip, count in one.skips.items())
    return f"{t.html('bulk-skipped-child', name=one.name)} {whys}"
