"""Lists and reports: what can be chosen, what a report would hold, having it drawn, and reading it when it is."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from core.db import directory, operations, outbox, teams
from core.db.audit import record
from core.db.deliveries import Leased
from core.db.outbox import NewNotice
from core.db.reports import classes_known
from core.db.teams import Member
from core.model.errors import NotAuthorisedError
from core.model.notices import Notice
from core.model.operations import OperationKind
from core.model.people import Permission, Role, StaffActor
from core.model.policy import Policy
from core.model.reports import (
    FileFormat,
    Report,
    ReportChoices,
    ReportKind,
    ReportOrder,
    ReportPlace,
    ReportPreview,
    ReportProblem,
    ReportRefusedError,
    Way,
)
from core.organisation import UnitOfWork
from core.rules.authorisation import covers, may
from core.rules.names import folded
from core.rules.school_years import school_year
from core.usecases.reports import KINDS, draw, ground_of, problem_of

_LIVES = timedelta(days=1)
_KEY_LENGTH = 64


def report_choices(uow: UnitOfWork, actor: StaffActor, now: datetime) -> ReportChoices:
    """What an actor may have drawn, of which places, by which ways: a way is there if any of the kinds may come by it.

    The classes are those of this school year. Raises ``NotAuthorisedError`` where there is nothing.
    """
    places = _places(uow, actor, now)
    kinds = tuple(kind for kind in KINDS if _may_draw(uow.policy, actor, kind))
    if not places or not kinds:
        raise NotAuthorisedError
    ways = [Way.CHAT] if any(may_be_in_chat(uow.policy, kind) for kind in kinds) else []
    ways += [Way.EMAIL] if _has_email(uow, actor) else []
    return ReportChoices(kinds, places, tuple(ways))


def may_be_in_chat(policy: Policy, kind: ReportKind) -> bool:
    """Whether a report may be sent in a chat: it names nobody, or the policy allows lists of names there."""
    return policy.notices.names_in_chat or not KINDS[kind].has_names


def preview_report(uow: UnitOfWork, actor: StaffActor, order: ReportOrder, now: datetime) -> ReportPreview:
    """What a report would hold now, or why it cannot be drawn so. The days of a week at a glance count as rows.

    Raises ``NotAuthorisedError`` for what is not the actor's to see, and ``ValueError`` for a format a kind has not.
    """
    _check(uow.policy, actor, order)
    if problem := _problem(uow, actor, order):
        return ReportPreview(0, 0, problem)
    sheets, glance = draw(uow, actor.scopes, order, now)
    if glance is not None:
        return ReportPreview(1, len({one.day for one in glance.days}), None)
    return ReportPreview(len(sheets), sum(len(sheet.rows) for sheet in sheets), None)


def order_report(uow: UnitOfWork, actor: StaffActor, order: ReportOrder, key: str, now: datetime) -> bool:
    """Have a report drawn and sent to the actor alone; whether it was ordered by this press, and not before.

    Raises as ``preview_report`` does; ``ReportRefusedError`` where it cannot be drawn so, and ``ValueError`` for a key
    that is no key.
    """
    if not 0 < len(key) <= _KEY_LENGTH:
        raise ValueError(f"a key has 1 to {_KEY_LENGTH} characters")
    _check(uow.policy, actor, order)
    if problem := _problem(uow, actor, order):
        raise ReportRefusedError(problem)
    ground_of(uow, actor.scopes, order, now)
    facts = order_facts(order)
    operation_id = operations.insert_once(uow.tx, key, OperationKind.REPORT, actor.staff_id, facts, now)
    if operation_id is None:
        return False
    notice = NewNotice(Notice.REPORT, {"operation": operation_id, "way": order.way}, now, now, now + _LIVES)
    outbox.enqueue(uow.tx, notice, staff=[actor.staff_id])
    record(uow.tx, actor, "report", now, {"operation": operation_id, **facts}, school_id=order.school_id)
    return True


def read_reports(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, Report]:
    """The reports as they are drawn now, by delivery.

    None for who is no longer in service or may not see it any more, and none in a chat that names are kept out of.
    """
    ordered = operations.records(uow.tx, {int(one.facts["operation"]) for one in leased})
    members = teams.members_of(uow.tx, tuple(Role))
    reports = {
        operation.id: _report(uow, members.get(operation.staff_id), operation.by, order_of(operation.facts), now)
        for operation in ordered.values()
    }
    found = ((one, reports.get(int(one.facts["operation"]))) for one in leased)
    return {
        one.id: report for one, report in found if report is not None and _may_come(uow.policy, one, report.order.kind)
    }


def _may_come(policy: Policy, leased: Leased, kind: ReportKind) -> bool:
    return leased.channel == "email" or may_be_in_chat(policy, kind)


def _report(uow: UnitOfWork, member: Member | None, by: str, order: ReportOrder, now: datetime) -> Report | None:
    if member is None or problem_of(uow.policy, order) is not None:
        return None
    try:
        _check(uow.policy, member.actor, order)
        sheets, glance = draw(uow, member.actor.scopes, order, now)
    except NotAuthorisedError:
        return None
    return Report(order, sheets, glance, by, now)


def _check(policy: Policy, actor: StaffActor, order: ReportOrder) -> None:
    if not _may_draw(policy, actor, order.kind):
        raise NotAuthorisedError
    # Who pays which rate says what a family earns: for whoever bills alone.
    if order.rate_key is not None and not may(policy, actor.role, Permission.BILL):
        raise NotAuthorisedError
    if (order.file_format is FileFormat.PNG) is not (order.kind is ReportKind.WEEK):
        raise ValueError("a week is a picture, and nothing else is")


def _may_draw(policy: Policy, actor: StaffActor, kind: ReportKind) -> bool:
    """By role; and where a report is of schools, whether any is looked after whole."""
    if KINDS[kind].of_schools and all(scope.class_id is not None for scope in actor.scopes):
        return False
    return all(may(policy, actor.role, permission) for permission in KINDS[kind].permissions)


def _problem(uow: UnitOfWork, actor: StaffActor, order: ReportOrder) -> ReportProblem | None:
    if problem := problem_of(uow.policy, order):
        return problem
    if order.way is Way.EMAIL:
        return None if _has_email(uow, actor) else ReportProblem.NO_EMAIL
    return None if may_be_in_chat(uow.policy, order.kind) else ReportProblem.NAMES_NOT_IN_CHAT


def _has_email(uow: UnitOfWork, actor: StaffActor) -> bool:
    member = teams.members_of(uow.tx, [actor.role]).get(actor.staff_id)
    return member is not None and member.has_email


def _places(uow: UnitOfWork, actor: StaffActor, now: datetime) -> tuple[ReportPlace, ...]:
    """The schools of which anything is looked after, by name."""
    year = school_year(now.astimezone(uow.policy.calendar.tz).date())
    classes: dict[int, list[tuple[int, str]]] = {}
    for row in sorted(classes_known(uow.tx, [year], None), key=lambda one: (folded(one.name), one.id)):
        if covers(actor.scopes, row.school_id, row.id):
            classes.setdefault(row.school_id, []).append((row.id, row.name))
    places = (
        ReportPlace(school_id, name, tuple(classes.get(school_id, ())), covers(actor.scopes, school_id, None))
        for school_id, name in directory.schools_known(uow.tx).items()
    )
    return tuple(place for place in places if place.classes or place.is_whole)


def order_facts(order: ReportOrder) -> dict[str, Any]:
    """An order as JSON keeps it."""
    return {
        "kind": order.kind,
        "first_day": order.first_day.isoformat(),
        "last_day": order.last_day.isoformat(),
        "file_format": order.file_format,
        "way": order.way,
        "school": order.school_id,
        "class": order.class_id,
        "services": sorted(order.service_keys),
        "rate": order.rate_key,
    }


def order_of(facts: Mapping[str, Any]) -> ReportOrder:
    """The order that ``order_facts`` has written."""
    services: Collection[str] = facts["services"]
    return ReportOrder(
        kind=ReportKind(facts["kind"]),
        first_day=date.fromisoformat(facts["first_day"]),
        last_day=date.fromisoformat(facts["last_day"]),
        file_format=FileFormat(facts["file_format"]),
        way=Way(facts["way"]),
        school_id=facts["school"],
        class_id=facts["class"],
        service_keys=frozenset(services),
        rate_key=facts["rate"],
    )
