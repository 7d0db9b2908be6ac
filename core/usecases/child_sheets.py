"""« Mes enfants »: a guardian reads the sheet of a child, and has it sent as a document.

What a chat may not hold, complementary and health data, is read there as "on file"; it comes by e-mail alone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from core.db import audit, child_files, outbox, photos
from core.db.child_files import ChildRow, Pair
from core.db.child_records import records_of
from core.db.deliveries import Leased
from core.db.families import guarded_by
from core.db.outbox import NewNotice
from core.db.pickups import pending_pickups, persons_of
from core.model.children import ChildSheet, EnrolledService, Pickups, Sending, SheetFacts
from core.model.errors import NotAuthorisedError
from core.model.family import PickupPerson
from core.model.notices import Notice
from core.model.people import Child, GuardianActor
from core.organisation import UnitOfWork
from core.rules.details import masked_phone
from core.rules.rates import rate_of
from core.rules.school_years import school_year

_LIVES = timedelta(days=1)
_AT_ONCE = timedelta(minutes=1)
"""Within which a document that is asked for twice comes once."""


def list_children(uow: UnitOfWork, actor: GuardianActor, now: datetime) -> tuple[Child, ...]:
    """A guardian's children, oldest first."""
    return tuple(guarded_by(uow.tx, _guardian(actor), school_year(_today(uow, now))).children.values())


def read_sheet(uow: UnitOfWork, actor: GuardianActor, child_id: int, now: datetime) -> ChildSheet:
    """A child as a chat may show it, at the rates of the actor's own family.

    Raises ``NotAuthorisedError`` for a child that is not the actor's.
    """
    pair = _guardian(actor), child_id
    child_of(uow, actor, child_id, now)
    return _sheets(uow, {pair}, now)[pair]


def child_of(uow: UnitOfWork, actor: GuardianActor, child_id: int, now: datetime) -> Child:
    """A child of a guardian. Raises ``NotAuthorisedError`` for any other."""
    child = guarded_by(uow.tx, _guardian(actor), school_year(_today(uow, now))).children.get(child_id)
    if child is None:
        raise NotAuthorisedError
    return child


def send_sheet(uow: UnitOfWork, actor: GuardianActor, child_id: int, now: datetime) -> Sending:
    """Have a child's sheet sent as a document, by the ways the guardian is told; asked twice in a minute it comes once.

    Raises ``NotAuthorisedError`` for a child that is not the actor's.
    """
    return _send(uow, actor, Notice.CHILD_SHEET, child_of(uow, actor, child_id, now), now)


def send_records(uow: UnitOfWork, actor: GuardianActor, child_id: int, now: datetime) -> Sending:
    """Have the sheet sent with the complementary and health data, by e-mail alone; or why it cannot be.

    Raises ``NotAuthorisedError`` for a child that is not the actor's.
    """
    child = child_of(uow, actor, child_id, now)
    email, is_refused = child_files.email_of(uow.tx, actor.guardian_id)
    if not email:
        return Sending.NO_EMAIL
    if is_refused:
        return Sending.EMAIL_REFUSED
    return _send(uow, actor, Notice.CHILD_RECORDS, child, now)


def _send(uow: UnitOfWork, actor: GuardianActor, kind: Notice, child: Child, now: datetime) -> Sending:
    facts = {"child": child.id}
    if not child_files.is_on_its_way(uow.tx, kind, actor.guardian_id, facts, now - _AT_ONCE):
        notice = NewNotice(kind, facts, now, now, now + _LIVES, is_urgent=True)  # somebody waits for it, at any hour
        outbox.enqueue(uow.tx, notice, guardians=[actor.guardian_id])
        audit.record(uow.tx, actor, "child_sheet", now, {**facts, "kind": kind}, school_id=child.school_id)
    return Sending.COMES


def read_child_documents(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, SheetFacts]:
    """The sheets as they stand now, by delivery; none for who is no longer a guardian of the child.

    Complementary and health data go by e-mail alone, and so do the phone numbers of others in full.
    """
    pairs = {one.id: (one.guardian_id, int(one.facts["child"])) for one in leased if one.guardian_id is not None}
    wanted = set(pairs.values())
    sheets = {
        channel: _sheets(uow, wanted, now, shows_phones=channel == "email")
        for channel in {one.channel for one in leased}
    }
    records = records_of(uow.tx, {pairs[one.id][1] for one in leased if _tells_records(one)})
    pictures = photos.photos_of(uow.tx, {child_id for _, child_id in wanted})
    return {
        one.id: SheetFacts(
            sheet,
            pictures.get(sheet.id),
            tuple(records.get(sheet.id, ())) if _tells_records(one) else None,
            now,
        )
        for one in leased
        if one.id in pairs and _may_tell(one) and (sheet := sheets[one.channel].get(pairs[one.id]))
    }


def _tells_records(leased: Leased) -> bool:
    return leased.kind == Notice.CHILD_RECORDS and leased.guardian_id is not None


def _may_tell(leased: Leased) -> bool:
    """Should records ever be addressed to a chat, they are not told there."""
    return leased.kind != Notice.CHILD_RECORDS or leased.channel == "email"


def _sheets(
    uow: UnitOfWork, pairs: Collection[Pair], now: datetime, *, shows_phones: bool = False
) -> dict[Pair, ChildSheet]:
    """The sheets of ``(guardian, child)``, in a number of queries that does not grow; none for who is no guardian."""
    today = _today(uow, now)
    year = school_year(today)
    known = child_files.guarded_children(uow.tx, {guardian_id for guardian_id, _ in pairs}, year)
    rows = {pair: known[pair] for pair in pairs if pair in known}
    ids = {row.id for row in rows.values()}
    enrolled = child_files.enrolled_services(uow.tx, ids, year)
    quotients = child_files.quotients_of(uow.tx, {row.family_id for row in rows.values()}, today)
    lists = _pickups(uow, rows.values(), today, shows_phones=shows_phones)
    changes = child_files.last_changes(uow.tx, ids)
    pictured = child_files.children_with_photo(uow.tx, ids)
    return {
        pair: ChildSheet(
            id=row.id,
            first_name=row.first_name,
            last_name=row.last_name,
            birth_date=row.birth_date,
            school=row.school,
            class_name=row.class_name,
            school_year=year,
            services=_services(uow, enrolled.get(row.id, set()), quotients.get(row.family_id)),
            pickups=lists[row.family_id, row.id],
            on_file=changes.get(row.id, {}),
            has_photo=row.id in pictured,
        )
        for pair, row in rows.items()
    }


def _services(uow: UnitOfWork, keys: Collection[str], quotient: int | None) -> tuple[EnrolledService, ...]:
    """In the policy's order."""
    return tuple(
        EnrolledService(terms.label, terms.symbol, rate_of(terms.rates, quotient))
        for terms in uow.policy.services
        if terms.key in keys
    )


def _pickups(uow: UnitOfWork, rows: Collection[ChildRow], today: date, *, shows_phones: bool) -> dict[Pair, Pickups]:
    """By family and child: every guardian reads who may fetch it, and only of their own family what is asked."""
    persons = persons_of(uow.tx, {row.id for row in rows}, today)
    pending = pending_pickups(uow.tx, {(row.family_id, row.id) for row in rows})
    return {
        (row.family_id, row.id): Pickups(
            row.id,
            row.first_name,
            tuple(one if shows_phones else masked(one) for one in persons.get(row.id, ())),
            tuple(pending.get((row.family_id, row.id), ())),
        )
        for row in rows
    }


def masked(person: PickupPerson) -> PickupPerson:
    """A person as a chat may show them."""
    return replace(person, phone=masked_phone(person.phone)) if person.phone else person


def _guardian(actor: GuardianActor) -> int:
    if not isinstance(actor, GuardianActor):
        raise NotAuthorisedError
    return actor.guardian_id


def _today(uow: UnitOfWork, now: datetime) -> date:
    return now.astimezone(uow.policy.calendar.tz).date()
