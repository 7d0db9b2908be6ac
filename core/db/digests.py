"""Late absences, as managers are told of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, select, tuple_

from core.db.tables import PENDING, booking_requests, children, class_members, school_classes, schools, services
from core.db.transaction import Transaction
from core.model.planning import AbsenceOutcome, Cell, RequestKind

_request = booking_requests.c


@dataclass(frozen=True, slots=True)
class LateAbsenceRow:
    """A pending absence declared after the deadline to cancel. Without its reason: it can be a health fact."""

    request_id: int
    child_id: int
    last_name: str
    first_name: str
    school_id: int
    school: str
    class_id: int | None
    class_name: str | None
    service_key: str
    day: date
    outcome: AbsenceOutcome


def late_absences_from(tx: Transaction, cells: Collection[Cell], year: int) -> list[LateAbsenceRow]:
    """Those that are pending for some cells; classes are of a school year."""
    wanted = [(cell.child_id, cell.service_id, cell.day) for cell in cells]
    return _late_absences(tx, tuple_(_request.child_id, _request.service_id, _request.day).in_(wanted), year)


def late_absences_known(tx: Transaction, request_ids: Collection[int], year: int) -> list[LateAbsenceRow]:
    """Those of the requests that are still pending, by child, service and day; classes are of a school year."""
    return _late_absences(tx, _request.id.in_(request_ids), year)


def _late_absences(tx: Transaction, wanted: ColumnElement[bool], year: int) -> list[LateAbsenceRow]:
    columns = (
        _request.id.label("request_id"),
        children.c.id.label("child_id"),
        children.c.last_name,
        children.c.first_name,
        schools.c.id.label("school_id"),
        schools.c.name.label("school"),
        school_classes.c.id.label("class_id"),
        school_classes.c.name.label("class_name"),
        services.c.key.label("service_key"),
        _request.day,
        _request.outcome,
    )
    in_class = and_(class_members.c.child_id == _request.child_id, class_members.c.school_year == year)
    source = (
        booking_requests.join(services, services.c.id == _request.service_id)
        .join(schools, schools.c.id == services.c.school_id)
        .join(children, children.c.id == _request.child_id)
        .outerjoin(class_members, in_class)
        .outerjoin(school_classes, school_classes.c.id == class_members.c.class_id)
    )
    query = (
        select(*columns)
        .select_from(source)
        .where(wanted, PENDING, _request.kind == RequestKind.ABSENCE, _request.outcome != AbsenceOutcome.GIVEN_BACK)
        .order_by(children.c.last_name, children.c.first_name, children.c.id, services.c.id, _request.day)
    )
    found = tx.execute(query).mappings()
    return [LateAbsenceRow(**{**row, "outcome": AbsenceOutcome(row["outcome"])}) for row in found]
