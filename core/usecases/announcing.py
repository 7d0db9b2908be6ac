"""The service announces: closures, strikes, information; and reopens."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from core.db import announcements, audiences, audit, closures
from core.db.announcements import NewAnnouncement, Record
from core.db.closures import Cells, ClosedSpan, Restoring
from core.db.outbox import NewNotice, enqueue
from core.db.services import lock_places, wait_to_close
from core.model.announcements import (
    LARGEST_DOCUMENT,
    Announced,
    AnnouncementRow,
    Order,
    OrderProblem,
    OrderRefusedError,
    Preview,
    ReopeningPreview,
    SchoolChoice,
)
from core.model.errors import NotAuthorisedError
from core.model.notices import AnnouncementKind, Notice, StrikeMode
from core.model.people import Permission, StaffActor
from core.organisation import UnitOfWork
from core.rules.announcements import first_day_to_come, worth_telling_until
from core.rules.authorisation import covers, may
from core.rules.school_years import school_year
from core.usecases.orders import Plan, choices, plan_of, preview_of, terms_by_service

_DAY = timedelta(days=1)
_SAMPLE_LIVES = timedelta(hours=1)
_PROGRESS_LIVES = timedelta(days=1)
_KEY_LENGTH = 64
_LABEL_LENGTH = 200
_NAME_LENGTH = 120
_MEDIA_TYPE_LENGTH = 100

_CLOSING = frozenset({AnnouncementKind.CLOSURE, AnnouncementKind.STRIKE})


def announceable(uow: UnitOfWork, actor: StaffActor, now: datetime) -> tuple[SchoolChoice, ...]:
    """The schools an actor may announce to, by name: those looked after whole. Raises ``NotAuthorisedError``."""
    return choices(uow, actor, now)


def problems(uow: UnitOfWork, actor: StaffActor, order: Order, now: datetime) -> tuple[OrderProblem, ...]:
    """Why an order cannot be announced as it is; nothing where it can.

    Raises ``NotAuthorisedError`` for a school, class or service that is not the actor's to announce to.
    """
    plan = plan_of(uow, actor, order, now)
    return plan.problems or _nobody(plan, audiences.guardians_told(uow.tx, plan.target))


def _nobody(plan: Plan, told: Collection[object]) -> tuple[OrderProblem, ...]:
    """An information for no one is a slip; a school may close though nobody is enrolled."""
    return () if told or plan.order.kind in _CLOSING else (OrderProblem.NOBODY,)


def preview_announcement(uow: UnitOfWork, actor: StaffActor, order: Order, now: datetime) -> Preview:
    """Who would be told, and what would be undone. Raises ``NotAuthorisedError`` or ``OrderRefusedError``."""
    return _checked(uow, plan_of(uow, actor, order, now))[0]


def _checked(uow: UnitOfWork, plan: Plan) -> tuple[Preview, set[int]]:
    """What a plan comes to, and the guardians to tell. Raises ``OrderRefusedError``."""
    told = [] if plan.problems else audiences.guardians_told(uow.tx, plan.target)
    found = plan.problems or _nobody(plan, told)
    if found:
        raise OrderRefusedError(found)
    return preview_of(uow, plan, told), {one.guardian_id for one in told}


def send_sample(uow: UnitOfWork, actor: StaffActor, order: Order, now: datetime) -> None:
    """Send the author the message as a family will read it, marked as a sample.

    Raises ``NotAuthorisedError`` or ``OrderRefusedError``.
    """
    plan = plan_of(uow, actor, order, now)
    if plan.problems:
        raise OrderRefusedError(plan.problems)
    sample = {
        "kind": order.kind,
        "text": order.text,
        "first_day": _iso(order.audience.first_day),
        "last_day": _iso(order.audience.last_day),
        "facts": plan.facts(),
        "asks_reading": order.asks_reading,
        "document_id": order.document_id,
    }
    notice = NewNotice(Notice.ANNOUNCEMENT, {"sample": sample}, now, now, now + _SAMPLE_LIVES, is_urgent=True)
    enqueue(uow.tx, notice, staff=[actor.staff_id])


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def keep_document(uow: UnitOfWork, actor: StaffActor, name: str, media_type: str, content: bytes) -> int:
    """Keep a file for an announcement; its id.

    Raises ``NotAuthorisedError``, and ``ValueError`` where it is empty or larger than allowed.
    """
    if not may(uow.policy, actor.role, Permission.ANNOUNCE):
        raise NotAuthorisedError
    if not 0 < len(content) <= LARGEST_DOCUMENT:
        raise ValueError(f"a document of {len(content)} bytes")
    return announcements.add_document(uow.tx, _file_name(name), media_type[:_MEDIA_TYPE_LENGTH], content)


def _file_name(name: str) -> str:
    """A name without folders, in one line; cut before its suffix, by which devices know the kind of a file."""
    plain = "".join(symbol for symbol in name.replace("\\", "/").split("/")[-1] if symbol.isprintable()) or "document"
    stem, dot, suffix = plain.rpartition(".")
    return plain if len(plain) <= _NAME_LENGTH else f"{stem[: _NAME_LENGTH - 8]}{dot}{suffix[:7]}"


def announce(uow: UnitOfWork, actor: StaffActor, order: Order, now: datetime) -> Announced:
    """Announce, and where schools close, close them: all at once. A key that was used announces nothing more.

    The bookings concerned are cancelled unbilled, the pending requests refused with the author's words, and wishes
    forgotten; what is over or marked is left alone, but no absence declared for these days is billed any more. Raises
    ``NotAuthorisedError``, ``OrderRefusedError``, and ``ValueError`` for a key that is no key or a document that is not
    there.
    """
    _check_key(order.key)
    plan = plan_of(uow, actor, order, now)
    if used := announcements.find_used(uow.tx, order.key):
        return _again(used, actor)
    if order.document_id is not None and not announcements.has_document(uow.tx, order.document_id):
        raise ValueError(f"no document {order.document_id}")
    preview, guardian_ids = _checked(uow, plan)
    announcement_id = announcements.insert_once(uow.tx, _new(plan), now)
    if announcement_id is None:
        return _again(announcements.find_used(uow.tx, order.key), actor)
    wait_to_close(uow.tx)
    facts = {"announcement": announcement_id, "kind": order.kind}
    decision_id = audit.record(uow.tx, actor, "announce", now, facts, school_id=audit.only(plan.school_ids))
    undone = _close(uow, plan, announcement_id, decision_id, now)
    preview = replace(preview, bookings=undone[0], requests=undone[1])
    announcements.complete(uow.tx, announcement_id, {**plan.facts(), "told": asdict(preview)}, decision_id)
    guardian_ids |= audiences.guardians_undone(uow.tx, announcement_id, decision_id)
    staff_ids = audiences.staff_told(uow.tx, plan.school_ids, plan.class_ids, actor.staff_id)
    group_ids = audiences.groups_told(uow.tx, plan.school_ids)
    is_urgent = order.is_urgent or order.kind in _CLOSING
    until = worth_telling_until(order.kind, order.audience.last_day, now, uow.policy.calendar.tz)
    _tell(uow, announcement_id, actor, (guardian_ids, staff_ids, group_ids), now, until, is_urgent=is_urgent)
    return Announced(announcement_id, True, preview)


def _check_key(key: str) -> None:
    if not 0 < len(key) <= _KEY_LENGTH:
        raise ValueError(f"a key has 1 to {_KEY_LENGTH} characters")


def _new(plan: Plan) -> NewAnnouncement:
    order = plan.order
    return NewAnnouncement(
        key=order.key,
        kind=order.kind,
        staff_id=plan.author_id,
        text=order.text.strip(),
        first_day=order.audience.first_day,
        last_day=order.audience.last_day,
        facts=plan.facts(),
        is_urgent=order.is_urgent or order.kind in _CLOSING,
        asks_reading=order.asks_reading,
        document_id=order.document_id,
    )


def _again(used: Record | None, actor: StaffActor) -> Announced:
    """What was announced under the same key; nobody learns of another's."""
    if used is None or used.staff_id != actor.staff_id:
        raise NotAuthorisedError
    return Announced(used.id, False, _told(used))


def _told(record: Record) -> Preview:
    return Preview(**record.facts["told"])


def _close(uow: UnitOfWork, plan: Plan, announcement_id: int, decision_id: int, now: datetime) -> tuple[int, int]:
    """Close; how many bookings were cancelled and requests refused."""
    if not plan.spans:
        return 0, 0
    words = _cut(plan.order.text.strip())
    cells = plan.target.closed
    closures.close(uow.tx, announcement_id, plan.spans, words)
    refused = closures.refuse_requests(uow.tx, cells, decision_id, words or None, now)
    cancelled = closures.cancel_bookings(uow.tx, cells, announcement_id)
    closures.excuse_absences(uow.tx, cells, now)
    closures.forget_wishes(uow.tx, cells)
    return cancelled, refused


def _cut(words: str) -> str:
    """As much of the author's words as stands beside each request refused and each day closed."""
    return words if len(words) <= _LABEL_LENGTH else words[: _LABEL_LENGTH - 1].rstrip() + "…"


def _tell(
    uow: UnitOfWork,
    announcement_id: int,
    author: StaffActor,
    told: tuple[Collection[int], Collection[int], Collection[int]],
    now: datetime,
    until: datetime,
    *,
    is_urgent: bool,
) -> None:
    """Have it told to guardians, staff and teams, and keep its author posted."""
    facts = {"announcement_id": announcement_id}
    notice = NewNotice(
        Notice.ANNOUNCEMENT, facts, now, now, until, is_urgent=is_urgent, announcement_id=announcement_id
    )
    progress = replace(notice, kind=Notice.PROGRESS, is_urgent=True, expires_at=now + _PROGRESS_LIVES)
    enqueue(uow.tx, progress, staff=[author.staff_id])  # first: not behind ten thousand families
    guardian_ids, staff_ids, group_ids = told
    enqueue(uow.tx, notice, guardians=guardian_ids, staff=staff_ids, groups=group_ids)


def list_announcements(uow: UnitOfWork, actor: StaffActor, now: datetime, limit: int = 20) -> list[AnnouncementRow]:
    """The last announcements to schools of the actor alone, the latest first. Raises ``NotAuthorisedError``."""
    names = {choice.id: choice.name for choice in choices(uow, actor, now)}
    today = now.astimezone(uow.policy.calendar.tz).date()
    rows: list[AnnouncementRow] = []
    for record in announcements.latest(uow.tx):
        if len(rows) == limit:
            break
        if is_covered(actor, record):
            rows.append(_row(record, tuple(names[one] for one in record.facts["schools"] if one in names), today))
    return rows


def is_covered(actor: StaffActor, record: Record) -> bool:
    """Whether an announcement is all to schools that a member of staff looks after."""
    return all(covers(actor.scopes, school_id, None) for school_id in record.facts["schools"])


def _row(record: Record, school_names: tuple[str, ...], today: date) -> AnnouncementRow:
    return AnnouncementRow(
        id=record.id,
        kind=record.kind,
        created_at=record.created_at,
        text=record.text,
        first_day=record.first_day,
        last_day=record.last_day,
        school_names=school_names,
        is_reopened=record.is_reopened,
        can_reopen=_has_closed(record) and not record.is_reopened and (record.last_day or today) >= today,
    )


def _has_closed(record: Record) -> bool:
    closes = record.kind is AnnouncementKind.STRIKE and StrikeMode.CLOSED in record.facts["modes"].values()
    return closes or record.kind is AnnouncementKind.CLOSURE


def preview_reopening(uow: UnitOfWork, actor: StaffActor, announcement_id: int, now: datetime) -> ReopeningPreview:
    """What reopening would do. Raises ``NotAuthorisedError``, ``ValueError`` where there is nothing to reopen."""
    record = _reopenable(uow, actor, announcement_id)
    spans = closures.spans_of(uow.tx, record.id)
    restoring = _restoring(uow, record, spans, now)
    bookings, requests, lost = closures.count_restorable(uow.tx, restoring)
    families = audiences.families_of(uow.tx, record.id)
    return ReopeningPreview(_days_left(uow, spans, now), bookings, requests, lost, families)


def _reopenable(uow: UnitOfWork, actor: StaffActor, announcement_id: int) -> Record:
    """An announcement that closed something, of the actor's own schools."""
    if not may(uow.policy, actor.role, Permission.ANNOUNCE):
        raise NotAuthorisedError
    record = announcements.find(uow.tx, announcement_id)
    if record is None or not is_covered(actor, record):
        raise NotAuthorisedError
    if not _has_closed(record):
        raise ValueError(f"announcement {announcement_id} has closed nothing")
    return record


def _days_left(uow: UnitOfWork, spans: Collection[ClosedSpan], now: datetime) -> tuple[date, ...]:
    today = now.astimezone(uow.policy.calendar.tz).date()
    days = {
        span.first_day + timedelta(days=count)
        for span in spans
        for count in range((span.last_day - span.first_day).days + 1)
    }
    return tuple(sorted(day for day in days if day >= today))


def _restoring(uow: UnitOfWork, record: Record, spans: Collection[ClosedSpan], now: datetime) -> Restoring:
    """What an announcement closed, as far as it has not begun yet."""
    tz = uow.policy.calendar.tz
    today = now.astimezone(tz).date()
    since: dict[int, date] = {}
    for service_id, (school_id, terms) in terms_by_service(uow).items():
        first_days = [
            span.first_day
            for span in spans
            if span.school_id in (None, school_id) and span.service_id in (None, service_id)
        ]
        if first_days:
            since[service_id] = first_day_to_come(terms, min(first_days), now, tz)
    return Restoring(
        announcement_id=record.id,
        decision_id=record.decision_id,
        cells=Cells.of(since, record.last_day or today),
        year=school_year(max(record.first_day or today, today)),
        places={terms.key: terms.capacity for terms in uow.policy.services if terms.capacity is not None},
    )


def reopen(uow: UnitOfWork, actor: StaffActor, announcement_id: int, key: str, now: datetime) -> Announced:
    """Lift what an announcement closed, and tell whoever was told. A second time, or by another, does nothing more.

    Bookings come back where there is a place, then requests are pending again, and absences are billed as before; days
    that are past stay as they were.
    Raises ``NotAuthorisedError``, and ``ValueError`` where there is nothing to reopen.
    """
    _check_key(key)
    record = _reopenable(uow, actor, announcement_id)
    tz = uow.policy.calendar.tz
    today = now.astimezone(tz).date()
    if made := announcements.find_reopening(uow.tx, record.id):
        return Announced(made.id, False, _told(made))
    if (record.last_day or today) < today:
        raise ValueError(f"announcement {announcement_id} is over")
    new_id = announcements.insert_once(uow.tx, _reopening(record, actor, key, today), now)
    if new_id is None:
        return _reopened_meanwhile(uow, record)
    wait_to_close(uow.tx)
    restoring = _restoring(uow, record, closures.spans_of(uow.tx, record.id), now)
    lock_places(uow.tx, {service_id for _, ids in restoring.cells.since for service_id in ids})
    closures.lift(uow.tx, record.id, today - _DAY, now)
    bookings, requests = closures.restore(uow.tx, restoring, now)
    closures.hand_over(uow.tx, restoring)
    closures.bill_absences(uow.tx, restoring, record.created_at, now)
    facts = {"announcement": record.id, "bookings": bookings}
    decision_id = audit.record(uow.tx, actor, "reopen", now, facts, school_id=audit.only(record.facts["schools"]))
    guardian_ids, staff_ids, group_ids = audiences.told_before(uow.tx, record.id)
    told = guardian_ids, (staff_ids | {record.staff_id}) - {actor.staff_id}, group_ids
    preview = replace(_told(record), bookings=bookings, requests=requests)
    announcements.complete(uow.tx, new_id, {**_facts_reopened(record), "told": asdict(preview)}, decision_id)
    until = worth_telling_until(AnnouncementKind.REOPENING, record.last_day, now, tz)
    _tell(uow, new_id, actor, told, now, until, is_urgent=True)
    return Announced(new_id, True, preview)


def _facts_reopened(record: Record) -> dict[str, Any]:
    """Whom it is for, without what schools did on the day of the strike."""
    return {**record.facts, "modes": {}}


def _reopening(record: Record, actor: StaffActor, key: str, today: date) -> NewAnnouncement:
    return NewAnnouncement(
        key=key,
        kind=AnnouncementKind.REOPENING,
        staff_id=actor.staff_id,
        text="",
        first_day=max(record.first_day or today, today),
        last_day=record.last_day,
        facts=_facts_reopened(record),
        is_urgent=True,
        reopens_id=record.id,
    )


def _reopened_meanwhile(uow: UnitOfWork, record: Record) -> Announced:
    """What another has done while this transaction waited for it. Raises ``ValueError`` for a key used elsewhere."""
    made = announcements.find_reopening(uow.tx, record.id)
    if made is None:
        raise ValueError("the key was used for another announcement")
    return Announced(made.id, False, _told(made))
