"""The rows of attendance lists.

Read at every press: the statements are built once, since building one costs more than running it.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Select,
    Table,
    and_,
    bindparam,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from core.db.tables import (
    PENDING,
    attendance,
    booking_requests,
    bookings,
    children,
    class_members,
    enrolments,
    school_classes,
    schools,
    services,
    staff_counts,
)
from core.db.transaction import Transaction
from core.model.planning import Mark, RequestKind

_SERVICE: BindParameter[int] = bindparam("service")
_YEAR: BindParameter[int] = bindparam("year")
_FIRST: BindParameter[date] = bindparam("first")
_LAST: BindParameter[date] = bindparam("last")
_DAY: BindParameter[date] = bindparam("day")
_NOTHING = null()


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service, its school, and the names of the school's classes in a school year, by id."""

    school_id: int
    school: str
    key: str
    classes: dict[int, str]


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose rows are meant: of a service and school year; of some classes of its school, ``None`` for all children."""

    service_id: int
    school_id: int
    year: int
    class_ids: frozenset[int] | None


@dataclass(slots=True)
class DayRows:
    """What the rows say of a child on a day."""

    is_booked: bool = False
    pending: RequestKind | None = None
    mark: Mark | None = None
    arrived: int | None = None
    departed: int | None = None


@dataclass(frozen=True, slots=True)
class ListedChild:
    """A child of a list, with the class in the service's school, and what is known of each day."""

    id: int
    last_name: str
    first_name: str
    class_name: str | None
    days: dict[date, DayRows] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """How many children there are of a service on a day: of how many ``older`` are six or more."""

    count: int = 0
    older: int = 0


@dataclass(frozen=True, slots=True)
class HeadCount:
    """Who is there of a service on a day, all classes together: adults counted, children marked present and booked."""

    adults: int | None
    present: Head
    booked: Head


_PLACE = (
    select(schools.c.id, schools.c.name, services.c.key, school_classes.c.id, school_classes.c.name)
    .select_from(services)
    .join(schools, schools.c.id == services.c.school_id)
    .outerjoin(school_classes, and_(school_classes.c.school_id == schools.c.id, school_classes.c.school_year == _YEAR))
    .where(services.c.id == _SERVICE)
    .order_by(school_classes.c.name, school_classes.c.id)
)


def service_row(tx: Transaction, service_id: int, year: int) -> ServiceRow | None:
    """A service with the classes of its school, by name; ``None`` where no service has this id."""
    rows = tx.execute(_PLACE, {"service": service_id, "year": year}).all()
    if not rows:
        return None
    school_id, school, key, *_ = rows[0]
    return ServiceRow(school_id, school, key, {row[3]: row[4] for row in rows if row[3] is not None})


def _of_service(table: Table, what: str, *columns: Any) -> Select[*tuple[Any, ...]]:
    return select(literal_column(f"'{what}'").label("what"), table.c.child_id, table.c.day, *columns).where(
        table.c.service_id == _SERVICE, table.c.day.between(_FIRST, _LAST)
    )


# The typed one comes first: PostgreSQL takes a column that begins with two NULLs for text.
_MARKED = _of_service(attendance, "mark", attendance.c.mark.label("word"), attendance.c.arrived, attendance.c.departed)
_BOOKED = _of_service(bookings, "booking", _NOTHING, _NOTHING, _NOTHING)
_REQUESTED = _of_service(booking_requests, "request", booking_requests.c.kind, _NOTHING, _NOTHING).where(PENDING)
_ENROLLED = select(literal_column("'enrolment'"), enrolments.c.child_id, _NOTHING, _NOTHING, _NOTHING, _NOTHING).where(
    enrolments.c.service_id == _SERVICE, enrolments.c.school_year == _YEAR
)


@cache
def _listing(everyone: bool, whole: bool) -> Select[*tuple[Any, ...]]:
    """A child in a class of another school is in none here, and is not listed for an enrolment left behind."""
    rows = union_all(_MARKED, _BOOKED, _REQUESTED, *([_ENROLLED] if everyone else [])).subquery("cells")
    in_class = and_(class_members.c.child_id == rows.c.child_id, class_members.c.school_year == _YEAR)
    here = and_(school_classes.c.id == class_members.c.class_id, school_classes.c.school_id == bindparam("school"))
    is_here = or_(rows.c.what != "enrolment", class_members.c.class_id.is_(None), school_classes.c.id.is_not(None))
    return (
        select(rows, children.c.last_name, children.c.first_name, school_classes.c.name)
        .join(children, children.c.id == rows.c.child_id)
        .outerjoin(class_members, in_class)
        .outerjoin(school_classes, here)
        .where(is_here if whole else school_classes.c.id.in_(bindparam("classes", expanding=True)))
    )


def children_listed(tx: Transaction, reach: Reach, first: date, last: date, *, everyone: bool) -> list[ListedChild]:
    """The children booked, asked for or marked on any of the days, and what is known of each; in no order.

    ``everyone``: those enrolled, too.
    """
    values = {"service": reach.service_id, "school": reach.school_id, "year": reach.year, "first": first, "last": last}
    if reach.class_ids is not None:
        values["classes"] = list(reach.class_ids)
    listed: dict[int, ListedChild] = {}
    for row in tx.execute(_listing(everyone, reach.class_ids is None), values):
        what, child_id, day, word, arrived, departed, last_name, first_name, class_name = row
        if child_id not in listed:
            listed[child_id] = ListedChild(child_id, last_name, first_name, class_name)
        if day is not None:
            _tell(listed[child_id].days.setdefault(day, DayRows()), what, word, arrived, departed)
    return list(listed.values())


def _tell(rows: DayRows, what: str, word: str | None, arrived: int | None, departed: int | None) -> None:
    if word is None:
        rows.is_booked = True
    elif what == "request":
        rows.pending = RequestKind(word)
    else:
        rows.mark, rows.arrived, rows.departed = Mark(word), arrived, departed


_OLDER = func.count().filter(children.c.birth_date <= bindparam("born_by", type_=children.c.birth_date.type))


def _heads(table: Table, what: str) -> Select[*tuple[Any, ...]]:
    return (
        select(literal_column(f"'{what}'"), func.count(), _OLDER)
        .select_from(table.join(children, children.c.id == table.c.child_id))
        .where(table.c.service_id == _SERVICE, table.c.day == _DAY)
    )


_HEADS = union_all(
    _heads(attendance, "present").where(attendance.c.mark == Mark.PRESENT),
    _heads(bookings, "booked"),
    select(literal_column("'adults'"), staff_counts.c.adults, literal_column("0")).where(
        staff_counts.c.service_id == _SERVICE, staff_counts.c.day == _DAY
    ),
)


def head_count(tx: Transaction, service_id: int, day: date, born_by: date) -> HeadCount:
    """Adults and children of a service on a day; who is born by ``born_by`` is one of the older children."""
    rows = tx.execute(_HEADS, {"service": service_id, "day": day, "born_by": born_by})
    found = {what: Head(count, older) for what, count, older in rows}
    adults = found["adults"].count if "adults" in found else None
    return HeadCount(adults, found["present"], found["booked"])


def booked_by_class(
    tx: Transaction, service_ids: Collection[int], day: date, year: int
) -> list[tuple[int, int | None, int, int]]:
    """``(service, class, booked, of which not marked)`` on a day; the class in the service's school, if in any."""
    in_class = and_(class_members.c.child_id == bookings.c.child_id, class_members.c.school_year == year)
    here = and_(school_classes.c.id == class_members.c.class_id, school_classes.c.school_id == services.c.school_id)
    marked = and_(*(attendance.c[name] == bookings.c[name] for name in ("child_id", "service_id", "day")))
    unmarked = func.count().filter(attendance.c.child_id.is_(None))
    query = (
        select(bookings.c.service_id, school_classes.c.id, func.count(), unmarked)
        .join(services, services.c.id == bookings.c.service_id)
        .outerjoin(class_members, in_class)
        .outerjoin(school_classes, here)
        .outerjoin(attendance, marked)
        .where(bookings.c.service_id.in_(service_ids), bookings.c.day == day)
        .group_by(bookings.c.service_id, school_classes.c.id)
    )
    return [(service_id, class_id, booked, left) for service_id, class_id, booked, left in tx.execute(query)]
