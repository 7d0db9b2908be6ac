"""What each report is drawn from, who may have it drawn, and of how many days: a table of the kinds."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from core.model.people import Permission, Scope
from core.model.policy import Policy
from core.model.reports import ReportKind, ReportOrder, ReportProblem, ReportSheet, WeekGlance
from core.organisation import UnitOfWork
from core.usecases.billing import billing_sheets
from core.usecases.reports.glance import week_glance
from core.usecases.reports.ground import Ground, read_ground
from core.usecases.reports.handover import handover, handover_blank
from core.usecases.reports.lists import children_by_year, director, enrolments, pupils
from core.usecases.reports.presences import presences, presences_detailed
from core.usecases.reports.staffing import staff_presences, staff_presences_detailed

Drawing = tuple[tuple[ReportSheet, ...], WeekGlance | None]

_WEEK, _MONTH, _YEAR, _YEARS = 7, 31, 366, 5 * 366


def _tables(read: Callable[[Ground], tuple[ReportSheet, ...]]) -> Callable[[Ground], Drawing]:
    return lambda ground: (read(ground), None)


def _billing(ground: Ground) -> Drawing:
    return billing_sheets(ground.uow, ground.scopes, ground.order), None


def _glance(ground: Ground) -> Drawing:
    return (), week_glance(ground)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of report takes.

    ``permissions``: all of them are needed. ``days``: the longest period. ``has_names``: of children or staff in
    detail. ``of_schools``: only for who looks after a school whole, and never of a class alone.
    """

    draw: Callable[[Ground], Drawing]
    days: int
    permissions: frozenset[Permission] = frozenset({Permission.REPORT})
    has_names: bool = True
    of_schools: bool = False


KINDS: dict[ReportKind, Kind] = {
    ReportKind.ENROLMENTS: Kind(_tables(enrolments), _YEAR),
    ReportKind.PUPILS: Kind(_tables(pupils), _YEAR),
    ReportKind.CHILDREN_BY_YEAR: Kind(_tables(children_by_year), _YEARS),
    ReportKind.DIRECTOR: Kind(_tables(director), _WEEK, frozenset({Permission.REPORT, Permission.DECIDE_REQUESTS})),
    ReportKind.HANDOVER: Kind(_tables(handover), _WEEK),
    ReportKind.HANDOVER_BLANK: Kind(_tables(handover_blank), _WEEK),
    ReportKind.PRESENCES: Kind(_tables(presences), _MONTH),
    ReportKind.STAFF_PRESENCES: Kind(_tables(staff_presences), _MONTH, has_names=False, of_schools=True),
    ReportKind.PRESENCES_DETAILED: Kind(_tables(presences_detailed), _MONTH),
    ReportKind.STAFF_PRESENCES_DETAILED: Kind(_tables(staff_presences_detailed), _MONTH, of_schools=True),
    ReportKind.BILLING: Kind(_billing, _YEAR, frozenset({Permission.BILL}), of_schools=True),
    ReportKind.WEEK: Kind(_glance, _WEEK, has_names=False, of_schools=True),
}


def ground_of(uow: UnitOfWork, scopes: tuple[Scope, ...], order: ReportOrder, now: datetime) -> Ground:
    """What a report would be drawn from. Raises ``NotAuthorisedError`` as ``read_ground`` does."""
    if not KINDS[order.kind].of_schools:
        return read_ground(uow, scopes, order, now)
    whole = tuple(scope for scope in scopes if scope.class_id is None)
    return read_ground(uow, whole, replace(order, class_id=None), now)


def draw(uow: UnitOfWork, scopes: tuple[Scope, ...], order: ReportOrder, now: datetime) -> Drawing:
    """What a report holds, as it stands now. Raises ``NotAuthorisedError`` as ``ground_of`` does."""
    return KINDS[order.kind].draw(ground_of(uow, scopes, order, now))


def problem_of(policy: Policy, order: ReportOrder) -> ReportProblem | None:
    """Why an order cannot be drawn, whoever asks. Raises ``ValueError`` for a period that ends before it begins."""
    days = (order.last_day - order.first_day).days + 1
    if days < 1:
        raise ValueError("a period ends before it begins")
    if order.kind is ReportKind.PRESENCES_DETAILED and not _has_service(policy, order):
        return ReportProblem.NEEDS_SERVICE
    if order.kind is ReportKind.BILLING and not _is_whole_months(order.first_day, order.last_day):
        return ReportProblem.NEEDS_WHOLE_MONTH
    return ReportProblem.TOO_LONG if days > KINDS[order.kind].days else None


def _has_service(policy: Policy, order: ReportOrder) -> bool:
    """One service, which the rate is of where one is given."""
    terms = [one for one in policy.services if one.key in order.service_keys]
    if len(order.service_keys) != 1 or len(terms) != 1:
        return False
    return order.rate_key is None or order.rate_key in {rate.key for rate in terms[0].rates}


def _is_whole_months(first_day: date, last_day: date) -> bool:
    return first_day.day == 1 and last_day.day == calendar.monthrange(last_day.year, last_day.month)[1]
