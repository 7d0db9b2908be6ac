"""Announcements themselves: written once, listed, read by guardians; and the files they carry."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update

from core.db.tables import announcement_reads, announcements, documents, outbox
from core.db.transaction import Transaction
from core.db.upserts import upsert_into
from core.model.notices import AnnouncementKind, Notice


@dataclass(frozen=True, slots=True)
class Record:
    """An announcement as it was written. ``facts``: whom it is for, what schools do, what it came to."""

    id: int
    kind: AnnouncementKind
    staff_id: int
    created_at: datetime
    text: str
    first_day: date | None
    last_day: date | None
    facts: dict[str, Any]
    asks_reading: bool
    document_id: int | None
    decision_id: int | None
    reopens_id: int | None
    is_reopened: bool


@dataclass(frozen=True, slots=True)
class NewAnnouncement:
    """An announcement about to be written."""

    key: str
    kind: AnnouncementKind
    staff_id: int
    text: str
    first_day: date | None
    last_day: date | None
    facts: Mapping[str, object]
    is_urgent: bool
    asks_reading: bool = False
    document_id: int | None = None
    decision_id: int | None = None
    reopens_id: int | None = None


_reopening = announcements.alias("reopening")


def _records() -> Select[*tuple[Any, ...]]:
    row = announcements.c
    return select(
        row.id,
        row.kind,
        row.staff_id,
        row.created_at,
        row.text,
        row.first_day,
        row.last_day,
        row.facts,
        row.asks_reading,
        row.document_id,
        row.decision_id,
        row.reopens_id,
        _reopening.c.id.is_not(None).label("is_reopened"),
    ).outerjoin(_reopening, _reopening.c.reopens_id == row.id)


def _record(row: Row[*tuple[Any, ...]]) -> Record:
    typed = {"kind": AnnouncementKind(row.kind), "is_reopened": bool(row.is_reopened)}
    return Record(**{**row._mapping, **typed})


def insert_once(tx: Transaction, new: NewAnnouncement, now: datetime) -> int | None:
    """Write an announcement; its id, or ``None`` where its key was used or what it reopens is open again.

    On PostgreSQL this waits for whoever is writing the same one.
    """
    row = {
        "key": new.key,
        "kind": new.kind,
        "staff_id": new.staff_id,
        "created_at": now,
        "text": new.text,
        "first_day": new.first_day,
        "last_day": new.last_day,
        "facts": dict(new.facts),
        "is_urgent": new.is_urgent,
        "asks_reading": new.asks_reading,
        "document_id": new.document_id,
        "decision_id": new.decision_id,
        "reopens_id": new.reopens_id,
    }
    statement = upsert_into(tx, announcements).values(row).on_conflict_do_nothing().returning(announcements.c.id)
    return tx.execute(statement).scalar_one_or_none()


def complete(tx: Transaction, announcement_id: int, facts: Mapping[str, object], decision_id: int) -> None:
    """Say what an announcement of this transaction came to, and under which decision."""
    statement = update(announcements).where(announcements.c.id == announcement_id)
    tx.execute(statement.values(facts=dict(facts), decision_id=decision_id))


def find(tx: Transaction, announcement_id: int) -> Record | None:
    """An announcement."""
    row = tx.execute(_records().where(announcements.c.id == announcement_id)).one_or_none()
    return None if row is None else _record(row)


def find_used(tx: Transaction, key: str) -> Record | None:
    """The announcement that used a key."""
    row = tx.execute(_records().where(announcements.c.key == key)).one_or_none()
    return None if row is None else _record(row)


def find_reopening(tx: Transaction, announcement_id: int) -> Record | None:
    """The announcement that reopened another."""
    row = tx.execute(_records().where(announcements.c.reopens_id == announcement_id)).one_or_none()
    return None if row is None else _record(row)


def records(tx: Transaction, ids: Collection[int]) -> dict[int, Record]:
    """Announcements by id."""
    rows = tx.execute(_records().where(announcements.c.id.in_(ids)))
    return {record.id: record for record in map(_record, rows)}


def latest(tx: Transaction) -> Iterator[Record]:
    """Every announcement, the latest first."""
    for row in tx.execute(_records().order_by(announcements.c.created_at.desc(), announcements.c.id.desc())):
        yield _record(row)


def add_document(tx: Transaction, name: str, media_type: str, content: bytes) -> int:
    """Keep a file; its id."""
    row = {"name": name, "media_type": media_type, "content": content}
    document_id: int = tx.execute(insert(documents).values(row).returning(documents.c.id)).scalar_one()
    return document_id


def has_document(tx: Transaction, document_id: int) -> bool:
    """Whether there is such a file."""
    return tx.execute(select(documents.c.id).where(documents.c.id == document_id)).first() is not None


def documents_of(tx: Transaction, ids: Collection[int]) -> dict[int, tuple[str, str, bytes]]:
    """``(name, media type, content)`` of files by id."""
    query = select(documents.c.id, documents.c.name, documents.c.media_type, documents.c.content)
    rows: Sequence[Row[int, str, str, bytes]] = tx.execute(query.where(documents.c.id.in_(ids))).all() if ids else ()
    return {document_id: (name, media_type, content) for document_id, name, media_type, content in rows}


def was_told(tx: Transaction, announcement_id: int, guardian_id: int) -> bool:
    """Whether an announcement was for a guardian."""
    query = select(outbox.c.id).where(
        outbox.c.announcement_id == announcement_id,
        outbox.c.guardian_id == guardian_id,
        outbox.c.kind == Notice.ANNOUNCEMENT,
    )
    return tx.execute(query.limit(1)).first() is not None


def add_read(tx: Transaction, announcement_id: int, guardian_id: int, now: datetime) -> None:
    """Note that a guardian has read an announcement; the first time counts."""
    row = {"announcement_id": announcement_id, "guardian_id": guardian_id, "read_at": now}
    tx.execute(upsert_into(tx, announcement_reads).values(row).on_conflict_do_nothing())


def count_reads(tx: Transaction, ids: Collection[int]) -> dict[int, int]:
    """How many guardians have read announcements, by id; those nobody has read are left out."""
    read = announcement_reads.c.announcement_id
    query = select(read, func.count()).where(read.in_(ids)).group_by(read)
    return {row[0]: row[1] for row in tx.execute(query)}
