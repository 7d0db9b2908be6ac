"""What became of announcements: who was told, who has read them, and what the messages say."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from core.db import announcements, directory, tallies, teams, undone
from core.db.announcements import Record
from core.db.deliveries import Leased
from core.db.tallies import Tally
from core.db.undone import CancelledRow
from core.model.announcements import Bounced, Report
from core.model.errors import NotAuthorisedError
from core.model.notices import AnnouncementKind, StrikeMode
from core.model.people import GuardianActor, Permission, StaffActor
from core.model.policy import Policy
from core.model.terms import Label
from core.organisation import UnitOfWork
from core.rules.announcements import progress_interval, seconds_left
from core.rules.authorisation import covers, may, roles_that_may
from core.rules.school_years import school_year
from core.usecases.announcing import is_covered
from core.usecases.orders import looks_after_all

_FOLLOWED_FOR = timedelta(days=10)
"""How long the author's message is looked after: an information lives a week."""

_NAMED = 30
"""How many of those not reached the author's message may name."""


@dataclass(frozen=True, slots=True)
class SchoolNews:
    """A school, and on a day of strike what it does."""

    name: str
    mode: StrikeMode | None


@dataclass(frozen=True, slots=True)
class ChildNews:
    """A child's bookings by service, each with its days.

    ``cancelled``: unbilled, and of a reopening those that are not restored. ``restored``: booked again.
    """

    child_id: int
    first_name: str
    cancelled: tuple[tuple[Label, tuple[date, ...]], ...]
    restored: tuple[tuple[Label, tuple[date, ...]], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file that an announcement carries."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AnnouncementFacts:
    """An announcement as one recipient is told it.

    ``id``: ``None`` for a sample. ``is_for_family``: for a guardian, or the sample of it; else for staff. ``schools``:
    those of the guardian's children, or all it is about; ``is_everywhere``: which is every school. ``services``: those
    concerned, all where empty. ``bookings`` and ``requests``: cancelled and refused (of a reopening: restored and
    pending again), of the guardian's ``children`` or in all.
    """

    id: int | None
    kind: AnnouncementKind
    is_for_family: bool
    text: str
    first_day: date | None
    last_day: date | None
    is_everywhere: bool
    schools: tuple[SchoolNews, ...]
    services: tuple[Label, ...]
    children: tuple[ChildNews, ...] = ()
    bookings: int = 0
    requests: int = 0
    asks_reading: bool = False
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class ProgressFacts:
    """How an announcement goes out, to its author. ``report`` names some of those not reached."""

    kind: AnnouncementKind
    first_day: date | None
    last_day: date | None
    is_everywhere: bool
    schools: tuple[str, ...]
    bookings: int
    requests: int
    asks_reading: bool
    report: Report


@dataclass(frozen=True, slots=True)
class ProgressEdit:
    """An author's message to be written anew. ``reference`` and ``at``: its number, and when it was caused."""

    announcement_id: int
    chat_id: int
    message_id: int
    locale: str
    reference: int
    at: datetime
    facts: ProgressFacts


def mark_read(uow: UnitOfWork, actor: GuardianActor, announcement_id: int, now: datetime) -> bool:
    """Note that a guardian has read an announcement, once; ``False`` for one that was not told to them."""
    if not announcements.was_told(uow.tx, announcement_id, actor.guardian_id):
        return False
    announcements.add_read(uow.tx, announcement_id, actor.guardian_id, now)
    return True


def read_report(uow: UnitOfWork, actor: StaffActor, announcement_id: int, now: datetime) -> Report:
    """How an announcement went out, with all those not reached.

    Raises ``NotAuthorisedError`` where it was to schools that are not the actor's.
    """
    record = announcements.find(uow.tx, announcement_id)
    if record is None or not may(uow.policy, actor.role, Permission.ANNOUNCE) or not is_covered(actor, record):
        raise NotAuthorisedError
    return replace(_reports(uow, [record], now)[record.id], not_reached=tallies.unreached(uow.tx, record.id))


def _reports(uow: UnitOfWork, records: Iterable[Record], now: datetime) -> dict[int, Report]:
    """How announcements went out, by id; those not reached are counted, not named."""
    by_id = {record.id: record for record in records}
    counted = tallies.tallies(uow.tx, by_id)
    reads = announcements.count_reads(uow.tx, by_id)
    return {
        announcement_id: _report(counted.get(announcement_id, Tally()), reads.get(announcement_id, 0), record, now)
        for announcement_id, record in by_id.items()
    }


def _report(tally: Tally, reads: int, record: Record, now: datetime) -> Report:
    delivered = tally.by_chat + tally.by_email
    done = delivered + tally.failed + tally.unknown
    return Report(
        total=done + tally.waiting,
        delivered=delivered,
        by_email=tally.by_email,
        failed=tally.failed,
        waiting=tally.waiting,
        unknown=tally.unknown,
        reads=reads,
        seconds_left=seconds_left(done, tally.waiting, now - record.created_at),
        not_reached=(),
        is_over=not tally.waiting,
    )


def bounced_addresses(uow: UnitOfWork, actor: StaffActor) -> tuple[Bounced, ...]:
    """The guardians of the actor's schools whose e-mail bounced, the latest first. Raises ``NotAuthorisedError``."""
    if not may(uow.policy, actor.role, Permission.ANNOUNCE):
        raise NotAuthorisedError
    if looks_after_all(actor):
        return tallies.bounced(uow.tx, None)
    mine = [one for one in directory.schools_known(uow.tx) if covers(actor.scopes, one, None)]
    return tallies.bounced(uow.tx, mine)


# --- what the messages tell


def read_announcements(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, AnnouncementFacts]:
    """What each delivery tells, by its id; nothing for what was reopened since.

    A guardian is told of all their children, whoever has custody: a closed day concerns both. The same few statements
    however many deliveries there are, and the content of a document once.
    """
    ids = {one.announcement_id for one in leased if one.announcement_id is not None}
    records = {record.id: record for record in announcements.records(uow.tx, ids).values() if not record.is_reopened}
    told = {one.id: record for one in leased if (record := _record_of(one, records))}
    guardian_ids = {one.guardian_id for one in leased if one.guardian_id is not None and one.id in told}
    reading = _read(uow, told.values(), guardian_ids, now)
    return {one.id: reading.facts(uow.policy, told[one.id], one) for one in leased if one.id in told}


def _record_of(one: Leased, records: Mapping[int, Record]) -> Record | None:
    sample = one.facts.get("sample")
    if sample is None:
        return records.get(one.announcement_id or 0)
    return Record(
        id=0,
        kind=AnnouncementKind(sample["kind"]),
        staff_id=one.staff_id or 0,
        created_at=one.created_at,
        text=sample["text"],
        first_day=_day(sample["first_day"]),
        last_day=_day(sample["last_day"]),
        facts=sample["facts"],
        asks_reading=sample["asks_reading"],
        document_id=sample["document_id"],
        decision_id=None,
        reopens_id=None,
        is_reopened=False,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a batch of deliveries needs. ``cancelled`` and ``requests`` by announcement and guardian."""

    school_names: dict[int, str]
    guardian_schools: dict[int, set[int]]
    cancelled: dict[tuple[int, int], list[CancelledRow]]
    requests: dict[tuple[int, int], int]
    documents: dict[int, Document]

    def facts(self, policy: Policy, record: Record, one: Leased) -> AnnouncementFacts:
        """What one delivery tells."""
        told = record.facts.get("told", {})
        children: tuple[ChildNews, ...] = ()
        bookings, requests = told.get("bookings", 0), told.get("requests", 0)
        if one.guardian_id is not None:
            key = record.id, one.guardian_id
            rows = self.cancelled.get(key, [])
            is_reopening = record.kind is AnnouncementKind.REOPENING
            children = tuple(_children(policy, rows, is_reopening=is_reopening))
            bookings = sum(row.is_restored for row in rows) if is_reopening else len(rows)
            requests = self.requests.get(key, 0)
        return AnnouncementFacts(
            id=record.id or None,
            kind=record.kind,
            is_for_family=one.guardian_id is not None or not record.id,
            text=record.text,
            first_day=record.first_day,
            last_day=record.last_day,
            is_everywhere=record.facts["everywhere"],
            schools=self._schools(record, one),
            services=tuple(_label(policy, key) for key in record.facts["services"]),
            children=children,
            bookings=bookings,
            requests=requests,
            asks_reading=record.asks_reading,
            document=self.documents.get(record.document_id or 0),
        )

    def _schools(self, record: Record, one: Leased) -> tuple[SchoolNews, ...]:
        theirs = self.guardian_schools.get(one.guardian_id or 0, set()) & set(record.facts["schools"])
        modes = record.facts["modes"]
        return tuple(
            SchoolNews(name, StrikeMode(modes[str(school_id)]) if str(school_id) in modes else None)
            for school_id, name in self.school_names.items()
            if school_id in (theirs or record.facts["schools"])
        )


def _read(uow: UnitOfWork, told: Iterable[Record], guardian_ids: Collection[int], now: datetime) -> _Reading:
    told = list(told)
    records = {record.id: record for record in told}
    year = school_year(now.astimezone(uow.policy.calendar.tz).date())
    causes = {record.reopens_id or record.id: record.id for record in records.values()}
    cancelled: dict[tuple[int, int], list[CancelledRow]] = {}
    for row in undone.cancelled_of(uow.tx, causes, guardian_ids):
        cancelled.setdefault((causes[row.announcement_id], row.guardian_id), []).append(row)
    contents = announcements.documents_of(
        uow.tx, {record.document_id for record in told if record.document_id is not None}
    )
    return _Reading(
        school_names=directory.schools_known(uow.tx),
        guardian_schools=undone.schools_of(uow.tx, guardian_ids, year),
        cancelled=cancelled,
        requests=_requests(uow, records.values(), guardian_ids),
        documents={document_id: Document(*content) for document_id, content in contents.items()},
    )


def _requests(uow: UnitOfWork, records: Iterable[Record], guardian_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """By ``(announcement, guardian)``: how many requests were refused, or are pending again."""
    decisions: dict[int, int] = {}
    reopenings: list[int] = []
    for record in records:
        if record.kind is AnnouncementKind.REOPENING:
            reopenings.append(record.id)
        elif record.decision_id is not None:
            decisions[record.decision_id] = record.id
    refused = undone.refused_of(uow.tx, decisions, guardian_ids)
    counts = {(decisions[decision_id], guardian_id): count for (decision_id, guardian_id), count in refused.items()}
    return counts | (undone.pending_again_of(uow.tx, reopenings, guardian_ids) if reopenings else {})


def _children(policy: Policy, rows: Iterable[CancelledRow], *, is_reopening: bool) -> Iterable[ChildNews]:
    for (child_id, first_name), of_child in groupby(rows, key=lambda row: (row.child_id, row.first_name)):
        own = list(of_child)
        restored = [row for row in own if row.is_restored] if is_reopening else []
        cancelled = [row for row in own if not row.is_restored] if is_reopening else own
        yield ChildNews(child_id, first_name, _by_service(policy, cancelled), _by_service(policy, restored))


def _by_service(policy: Policy, rows: Iterable[CancelledRow]) -> tuple[tuple[Label, tuple[date, ...]], ...]:
    days: dict[str, list[date]] = {}
    for row in rows:
        days.setdefault(row.service_key, []).append(row.day)
    return tuple((_label(policy, key), tuple(sorted(of_service))) for key, of_service in days.items())


def _label(policy: Policy, key: str) -> Label:
    """A service the policy has dropped since keeps its key for a name."""
    labels = {service.key: service.label for service in policy.services}
    return labels.get(key) or Label(fr=key, en=key)


# --- how it goes out


def read_progress(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, ProgressFacts]:
    """How announcements stand, by the id of the delivery that tells their author; nothing by e-mail, which stays."""
    in_chat = {one.id: one.announcement_id for one in leased if one.channel == "telegram" and one.announcement_id}
    facts = _progress(uow, set(in_chat.values()), now)
    return {delivery_id: facts[one] for delivery_id, one in in_chat.items() if one in facts}


def _progress(uow: UnitOfWork, ids: Collection[int], now: datetime) -> dict[int, ProgressFacts]:
    records = announcements.records(uow.tx, ids)
    reports = _reports(uow, records.values(), now)
    names = directory.schools_known(uow.tx)
    announcers = teams.members_of(uow.tx, roles_that_may(uow.policy, Permission.ANNOUNCE))
    authors = {one.id: announcers.get(one.staff_id) for one in records.values()}
    covered = {one for one, author in authors.items() if author and is_covered(author.actor, records[one])}
    return {
        announcement_id: _progress_facts(uow, record, reports[announcement_id], names, named=announcement_id in covered)
        for announcement_id, record in records.items()
    }


def _progress_facts(
    uow: UnitOfWork, record: Record, report: Report, names: Mapping[int, str], *, named: bool
) -> ProgressFacts:
    """``named``: whether its author may still read who was not reached."""
    if report.is_over and report.failed and named:
        report = replace(report, not_reached=tallies.unreached(uow.tx, record.id, _NAMED))
    told: Mapping[str, Any] = record.facts["told"]
    return ProgressFacts(
        kind=record.kind,
        first_day=record.first_day,
        last_day=record.last_day,
        is_everywhere=record.facts["everywhere"],
        schools=tuple(name for school_id, name in names.items() if school_id in record.facts["schools"]),
        bookings=told["bookings"],
        requests=told["requests"],
        asks_reading=record.asks_reading,
        report=report,
    )


def progress_due(uow: UnitOfWork, now: datetime) -> list[ProgressEdit]:
    """The authors' messages to be written anew by this caller alone: every 3 s at first, and at the end.

    An end that was written is to be noted with ``note_reported``; until then it is given again.
    """
    mine = {
        announcement_id
        for announcement_id, announced_at in tallies.followed(uow.tx, now - _FOLLOWED_FOR).items()
        if tallies.take_progress(uow.tx, announcement_id, progress_interval(now - announced_at), now)
    }
    messages = tallies.author_messages(uow.tx, mine) if mine else []
    facts = _progress(uow, {one.announcement_id for one in messages}, now) if messages else {}
    return [
        ProgressEdit(
            one.announcement_id,
            one.chat_id,
            one.message_id,
            one.locale,
            one.outbox_id,
            one.created_at,
            facts[one.announcement_id],
        )
        for one in messages
    ]


def note_reported(uow: UnitOfWork, announcement_ids: Collection[int], now: datetime) -> None:
    """The author was told the end of announcements: their messages stay as they are."""
    for announcement_id in announcement_ids:
        tallies.end_progress(uow.tx, announcement_id, now)
