"""A town with a past: of every table, rows on both sides of what is kept."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, func, select

from core.db import tables as t
from core.model.family import FamilyRequestKind, FamilyRequestState, RecordField
from core.model.notices import AnnouncementKind, Notice
from core.model.operations import OperationKind
from core.model.people import Role
from core.model.planning import Mark, RequestKind, RequestState
from core.organisation import UnitOfWork
from tests.clock import NOW, paris

LAST, FIRST = date(2024, 7, 31), date(2024, 8, 1)
"""The last day of the last school year that goes, and the first of the first that stays, at ``NOW`` by the presets."""

PAID = date(2015, 12, 31)
"""The last day of the last year whose invoices go."""

SENT, HEARD = paris("2026-05-24 00:00"), paris("2023-11-24 00:00")
"""From when on messages, and the journal, are kept."""

MOMENT = timedelta(seconds=1)

Key = tuple[Any, ...]
_OF_THE_SERVICE = "schools school_classes services closures billed_months staff staff_scopes group_chats"
UNTOUCHED = frozenset(_OF_THE_SERVICE.split())
"""What is the service's own."""


def keys_of(uow: UnitOfWork) -> set[tuple[str, Key]]:
    """Every row there is: its table, and its primary key."""
    return {
        (table.name, tuple(row))
        for table in t.metadata.sorted_tables
        for row in uow.tx.execute(select(*table.primary_key))
    }


class Past:
    """Writes rows, and remembers which go."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._tx = uow.tx
        self.gone: set[tuple[str, Key]] = set()
        self._serial = 0
        self.school = self.add(t.schools, goes=False, name="Les Tilleuls")
        self.canteen = self.add(t.services, goes=False, school_id=self.school, key="cantine")
        self.cook = self.add(t.staff, goes=False, name="Camille Ortie", role=Role.MANAGER)
        self.group = self.add(
            t.group_chats,
            goes=False,
            telegram_id=-1,
            title="Équipe",
            role=Role.CARER,
            locale="fr",
            linked_by=self.cook,
            linked_at=HEARD,
        )

    def add(self, table: Table, *, goes: bool, **values: Any) -> Any:
        """Write a row; the first column of its key."""
        statement = table.insert().values(**values).returning(*table.primary_key)
        key = tuple(self._tx.execute(statement).one())
        if goes:
            self.gone.add((table.name, key))
        return key[0]

    def serial(self) -> int:
        """A number not given before."""
        self._serial += 1
        return self._serial

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        return int(self._tx.execute(select(func.count()).select_from(table)).scalar_one())

    # Who

    def child(self, *years: int, goes: bool) -> int:
        """A child in a class, and enrolled, in some school years."""
        name = f"Child {self.serial()}"
        child = int(self.add(t.children, goes=goes, last_name=name, first_name="Lou", birth_date=date(2010, 1, 1)))
        for year in years:
            number = self.serial()
            in_class = {"school_id": self.school, "school_year": year, "name": f"CP {number}", "level": "CP"}
            class_id = self.add(t.school_classes, goes=False, **in_class)
            self.add(t.class_members, goes=goes, child_id=child, school_year=year, class_id=class_id)
            self.add(t.enrolments, goes=goes, child_id=child, service_id=self.canteen, school_year=year)
        return child

    def family(self, *children: int, goes: bool, family_goes: bool | None = None) -> tuple[int, int]:
        """A family with a guardian of some children; the ids of both."""
        with_family = goes if family_goes is None else family_goes
        name = f"Family {self.serial()}"
        family = int(self.add(t.families, goes=with_family, name=name))
        guardian = int(self.add(t.guardians, goes=goes, last_name=name, first_name="Anne"))
        for child in children:
            of_child = any(("children", (child,)) == one for one in self.gone)
            self.add(t.guardianships, goes=of_child, guardian_id=guardian, child_id=child, family_id=family)
        return family, guardian

    # What

    def of_day(self, child: int, family: int, guardian: int, day: date, *, goes: bool) -> None:
        """A booking, a request, a mark and whatever else is of a day."""
        cell = {"child_id": child, "service_id": self.canteen, "day": day}
        made = {"staff_id": self.cook, "created_at": datetime.combine(day, NOW.timetz()), "facts": {}}
        told = {"kind": AnnouncementKind.CLOSURE, "text": "", "is_urgent": False, "asks_reading": False, **made}
        booked = self.add(t.operations, goes=goes, key=f"b{self.serial()}", kind=OperationKind.BOOK, **made)
        removed = self.add(t.operations, goes=goes, key=f"r{self.serial()}", kind=OperationKind.REMOVE, **made)
        closed = self.add(t.announcements, goes=goes, key=f"c{self.serial()}", last_day=day, **told)
        self.add(t.announcements, goes=True, key=f"o{self.serial()}", reopens_id=closed, **told)
        self.add(t.closures, goes=False, first_day=day, last_day=day, announcement_id=closed)
        self.add(t.bookings, goes=goes, **cell, family_id=family, operation_id=booked)
        self.add(t.attendance, goes=goes, **cell, mark=Mark.PRESENT, marked_at=NOW, marked_by=self.cook)
        self.add(t.cancelled_bookings, goes=goes, **cell, family_id=family, announcement_id=closed)
        self.add(t.removed_bookings, goes=goes, **cell, family_id=family, operation_id=removed, made_by=booked)
        if guardian:
            self.add(t.draft_cells, goes=goes, **cell, guardian_id=guardian, kind="book")
            asked = {**cell, "family_id": family, "guardian_id": guardian, "created_at": NOW}
            event = self.add(t.audit_events, goes=False, at=NOW, action="approve", facts={}, guardian_id=guardian)
            answer = {"state": RequestState.APPROVED, "decision_id": event, "decided_at": NOW}
            self.add(t.booking_requests, goes=goes, **asked, kind=RequestKind.BOOK, **answer)

    def asked(self, guardian: int, family: int, at: datetime | None, *, goes: bool, child: int | None = None) -> None:
        """A request about the file, and its answer at an instant."""
        state = FamilyRequestState.PENDING if at is None else FamilyRequestState.APPROVED
        about = {"guardian_id": guardian, "family_id": family, "child_id": child, "subject": f"s{self.serial()}"}
        change = {"kind": FamilyRequestKind.PHONE, "before": {}, "after": {}, "created_at": HEARD - MOMENT}
        request = self.add(t.family_requests, goes=goes, **about, **change, state=state, decided_at=at)
        if child is not None:
            fetched = {"last_name": "Orme", "first_name": "Jo", "since": LAST, "request_id": request}
            self.add(t.pickup_persons, goes=goes, child_id=child, **fetched)

    def filed(self, child: int, family: int, guardian: int, *, goes: bool) -> None:
        """Photo, records, pick-up persons; a quotient and an account."""
        self.add(t.photos, goes=goes, child_id=child, content=b"", guardian_id=guardian, updated_at=NOW)
        self.add(t.child_records, goes=goes, child_id=child, field=RecordField.NOTES, value="…", updated_at=NOW)
        person = {"child_id": child, "last_name": "Orme", "first_name": "Jo", "since": LAST}
        self.add(t.pickup_persons, goes=goes, **person)
        self.add(t.quotients, goes=goes, family_id=family, first_day=LAST, value=700)
        self.add(t.tax_notices, goes=goes, family_id=family, year=2023, income=20000, shares=Decimal("2.5"))
        self.add(t.family_accounts, goes=goes, family_id=family, responsible_id=guardian, updated_at=NOW)
        self.add(t.muted_kinds, goes=goes, guardian_id=guardian, kind=Notice.REMINDER)
        self.add(t.chats, goes=goes, telegram_id=self.serial(), guardian_id=guardian, locale="fr", linked_at=NOW)
        code = {"code_hash": f"h{self.serial()}", "created_at": NOW, "expires_at": NOW}
        self.add(t.link_codes, goes=goes, **code, guardian_id=guardian)

    def invoiced(self, family: int, child: int, day: date, paid: str, *, goes: bool) -> None:
        """An invoice of twelve euros, and what was paid for it, on the same day."""
        number = self.serial()
        issued = {"family_id": family, "label": "Octobre", "issued_on": day, "amount": Decimal(12)}
        invoice = self.add(t.invoices, goes=goes, number=f"F{number}", **issued)
        line = {"label": "Repas", "quantity": Decimal(3), "unit_price": Decimal(4), "amount": Decimal(12)}
        self.add(t.invoice_lines, goes=goes, invoice_id=invoice, position=1, child_id=child, **line)
        of_family = {"family_id": family, "invoice_id": invoice, "paid_on": day, "means": "carte"}
        self.add(t.payments, goes=goes, reference=f"P{number}", amount=Decimal(paid), **of_family)

    def told(self, at: datetime, *, goes: bool, state: str = "sent", **whom: int) -> None:
        """A message that was caused at an instant, and its delivery."""
        times = {"available_at": at, "expires_at": at + timedelta(days=1), "priority": 2}
        occurrence = self.add(
            t.occurrences, goes=goes, kind=f"k{self.serial()}", due_at=at, state="on_time", enqueued_at=at
        )
        message = {"kind": Notice.REMINDER, "facts": {}, "created_at": at, "occurrence_id": occurrence, **times}
        outbox = self.add(t.outbox, goes=goes, **message, state="addressed", **whom)
        by = {"channel": "email", "address": f"a{self.serial()}", "locale": "fr", **times}
        self.add(t.deliveries, goes=goes, outbox_id=outbox, state=state, **by, **whom)

    def announced(self, guardian: int, at: datetime, *, goes: bool) -> None:
        """An announcement with a document, and somebody who has read it."""
        document = self.add(t.documents, goes=goes, name="menu.pdf", media_type="application/pdf", content=b"%PDF-")
        told = {"kind": AnnouncementKind.GENERAL, "staff_id": self.cook, "text": "Bonjour", "facts": {}}
        how = {"is_urgent": False, "asks_reading": True, "created_at": at, "document_id": document}
        announcement = self.add(t.announcements, goes=goes, key=f"a{self.serial()}", **told, **how)
        self.add(t.announcement_reads, goes=goes, announcement_id=announcement, guardian_id=guardian, read_at=NOW)

    def spoken(self, at: datetime, *, goes: bool) -> None:
        """A chat that is nobody's, with its conversation and a wrong code; a code that ended unused."""
        chat = self.serial()
        self.add(t.chats, goes=goes, telegram_id=chat, locale="en")
        self.add(t.conversations, goes=goes, telegram_id=chat, state={}, recent_updates=[], updated_at=at)
        self.add(t.link_attempts, goes=goes, telegram_id=chat, at=at)
        code = {"created_at": HEARD, "expires_at": at}
        self.add(t.link_codes, goes=goes, code_hash=f"h{self.serial()}", staff_id=self.cook, **code)
        of_team = {"role": Role.CARER, "created_by": self.cook, "expires_at": at}
        self.add(t.group_codes, goes=goes, code_hash=f"g{self.serial()}", **of_team)
