"""The staff database. Portable between SQLite and PostgreSQL; what must be unique is unique here, not only in code.

Instants are aware UTC. Days and school years are local: a school year is named by the calendar year it begins in.
"""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    literal_column,
)

from core.model.family import FamilyRequestKind, FamilyRequestState, RecordField
from core.model.notices import AnnouncementKind, Channels
from core.model.operations import OperationKind
from core.model.people import Custody, Role
from core.model.planning import AbsenceOutcome, Mark, RequestKind, RequestState

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite, which has no time zones, keeps it naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime: it would silently be read as UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must be aware")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Make what SQLite kept naive aware again."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Hundredths(TypeDecorator[Decimal]):
    """A decimal of two places (an amount in euros, a quantity), kept as a whole number: SQLite has no decimals."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Refuse what two places do not hold: it would silently be rounded."""
        if value is None:
            return None
        hundredths = value * 100
        if hundredths != hundredths.to_integral_value():
            raise ValueError("more than two places")
        return int(hundredths)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Two places, always: ``Decimal("4.50")``."""
        return None if value is None else Decimal(value).scaleb(-2)


def _one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _ref(name: str, target: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=nullable, index=index)


schools = Table("schools", metadata, _id(), Column("name", String(120), nullable=False, unique=True))

school_classes = Table(
    "school_classes",
    metadata,
    _id(),
    _ref("school_id", "schools"),
    Column("school_year", Integer, nullable=False),
    Column("name", String(80), nullable=False),
    Column("level", String(20), nullable=False),
    UniqueConstraint("school_id", "school_year", "name"),
)

families = Table("families", metadata, _id(), Column("name", String(120), nullable=False, unique=True))

guardians = Table(
    "guardians",
    metadata,
    _id(),
    Column("last_name", String(80), nullable=False),
    Column("first_name", String(80), nullable=False),
    Column("email", String(254)),
    Column("phone", String(40)),
    Column("address", String(250)),
    Column("erased_at", Instant),
    Column("email_refused_at", Instant),
    Column("channel", String(5), nullable=False, server_default=Channels.AUTO),
    Column("quiet_from", Integer),
    Column("quiet_until", Integer),
    Index("ix_guardians_name", "last_name", "first_name"),
    _one_of("channel", Channels),
    CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name="quiet"),
)
"""``quiet_from`` and ``quiet_until``: minutes after local midnight. ``email_refused_at``: the address bounced then.

``address``: the lines of a postal address, told apart by line breaks. ``erased_at``: when all that may be erased of
them was, at their request.
"""

muted_kinds = Table(
    "muted_kinds",
    metadata,
    _ref("guardian_id", "guardians"),
    Column("kind", String(40), nullable=False),
    Column("until", Date),
    PrimaryKeyConstraint("guardian_id", "kind"),
)
"""What a guardian does not want to be sent: up to a day, included, or (``until`` is null) never again."""

children = Table(
    "children",
    metadata,
    _id(),
    Column("last_name", String(80), nullable=False),
    Column("first_name", String(80), nullable=False),
    Column("birth_date", Date, nullable=False),
    UniqueConstraint("last_name", "first_name", "birth_date"),
)

guardianships = Table(
    "guardianships",
    metadata,
    _ref("guardian_id", "guardians"),
    _ref("child_id", "children", index=True),
    _ref("family_id", "families", index=True),
    Column("custody", String(12), nullable=False, server_default=Custody.ALWAYS),
    PrimaryKeyConstraint("guardian_id", "child_id"),
    _one_of("custody", Custody),
)

class_members = Table(
    "class_members",
    metadata,
    _ref("child_id", "children"),
    Column("school_year", Integer, nullable=False),
    _ref("class_id", "school_classes", index=True),
    PrimaryKeyConstraint("child_id", "school_year"),
)

services = Table(
    "services",
    metadata,
    _id(),
    _ref("school_id", "schools"),
    Column("key", String(32), nullable=False),
    Column("capacity", Integer),
    UniqueConstraint("school_id", "key"),
    CheckConstraint("capacity > 0", name="capacity"),
)

enrolments = Table(
    "enrolments",
    metadata,
    _ref("child_id", "children"),
    _ref("service_id", "services", index=True),
    Column("school_year", Integer, nullable=False),
    _ref("operation_id", "operations", nullable=True, index=True),
    PrimaryKeyConstraint("child_id", "school_year", "service_id"),
)
"""``operation_id``: by which staff enrolled many at once, so that it can be undone."""

quotients = Table(
    "quotients",
    metadata,
    _ref("family_id", "families"),
    Column("first_day", Date, nullable=False),
    Column("value", Integer, nullable=False),
    PrimaryKeyConstraint("family_id", "first_day"),
    CheckConstraint("value >= 0", name="value"),
)
"""The quotient of a family (« quotient familial », whole euros) from a day on, until the next."""

family_accounts = Table(
    "family_accounts",
    metadata,
    Column("family_id", Integer, ForeignKey("families.id"), primary_key=True),
    _ref("responsible_id", "guardians", nullable=True),
    Column("caf_number", String(15)),
    Column("iban_end", String(4)),
    Column("mandate", String(35)),
    Column("mandate_since", Date),
    Column("updated_at", Instant, nullable=False),
)
"""What the service has on file of a family. Of its bank account no more than the end is kept."""

tax_notices = Table(
    "tax_notices",
    metadata,
    _ref("family_id", "families"),
    Column("year", Integer, nullable=False),
    Column("income", Integer, nullable=False),
    Column("shares", Hundredths, nullable=False),
    PrimaryKeyConstraint("family_id", "year"),
)
"""A family's tax notices: « revenu fiscal de référence » in whole euros and « nombre de parts », by year of income."""

staff = Table(
    "staff",
    metadata,
    _id(),
    Column("name", String(120), nullable=False, unique=True),
    Column("role", String(12), nullable=False),
    Column("is_active", Boolean, nullable=False, server_default="1"),
    Column("email", String(254)),
    Column("email_refused_at", Instant),
    _one_of("role", Role),
)

staff_scopes = Table(
    "staff_scopes",
    metadata,
    _id(),
    _ref("staff_id", "staff", index=True),
    _ref("school_id", "schools", nullable=True),
    _ref("class_id", "school_classes", nullable=True),
)

chats = Table(
    "chats",
    metadata,
    _id(),
    Column("telegram_id", BigInteger, nullable=False, unique=True),
    _ref("guardian_id", "guardians", nullable=True, index=True),
    _ref("staff_id", "staff", nullable=True, index=True),
    Column("locale", String(2), nullable=False),
    Column("linked_at", Instant),
    Column("blocked_at", Instant),
)

link_codes = Table(
    "link_codes",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    _ref("guardian_id", "guardians", nullable=True, index=True),
    _ref("staff_id", "staff", nullable=True, index=True),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("used_by", BigInteger),
    Column("asks_birth_date", Boolean, nullable=False, server_default="0"),
    Column("wrong_answers", Integer, nullable=False, server_default="0"),
    Column("mailed_at", Instant),
    _ref("made_by", "guardians", nullable=True),
    CheckConstraint("(guardian_id IS NULL) <> (staff_id IS NULL)", name="holder"),
)

"""``asks_birth_date``: it came by letter or e-mail, and links only whoever knows when a child of theirs was born;
``wrong_answers`` counts who did not. ``mailed_at``: when it left by e-mail. ``made_by``: the guardian who made it.
"""

link_attempts = Table(
    "link_attempts",
    metadata,
    _id(),
    Column("telegram_id", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_link_attempts_telegram_id_at", "telegram_id", "at"),
)

audit_events = Table(
    "audit_events",
    metadata,
    _id(),
    Column("at", Instant, nullable=False),
    Column("action", String(40), nullable=False),
    _ref("guardian_id", "guardians", nullable=True),
    _ref("staff_id", "staff", nullable=True),
    _ref("school_id", "schools", nullable=True),
    Column("facts", JSON, nullable=False),
    Index("ix_audit_events_at", "at"),
    Index("ix_audit_events_staff_id", "staff_id"),
)
"""``school_id``: the school it is about, whose managers may read it; of several or none, only managers of all may."""

operations = Table(
    "operations",
    metadata,
    _id(),
    Column("key", String(64), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    _ref("staff_id", "staff"),
    Column("created_at", Instant, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("undone_at", Instant),
    _ref("undone_by", "staff", nullable=True),
    _one_of("kind", OperationKind),
)
"""What staff had done at once: a report drawn, many enrolled, booked, removed, moved up.

``key``: of the press that confirmed it, so that a second one does nothing more. ``facts``: the order, and what came of
it.
"""

removed_bookings = Table(
    "removed_bookings",
    metadata,
    _ref("operation_id", "operations"),
    _ref("child_id", "children"),
    _ref("service_id", "services"),
    Column("day", Date, nullable=False),
    _ref("family_id", "families"),
    _ref("made_by", "operations", nullable=True),
    PrimaryKeyConstraint("operation_id", "child_id", "service_id", "day"),
)
"""Bookings that staff removed at once, to be put back where it is undone; or had made at once, and undone.

``made_by``: another operation that had booked them, which they still belong to once put back.
"""

documents = Table(
    "documents",
    metadata,
    _id(),
    Column("name", String(120), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""Files that an announcement carries."""

announcements = Table(
    "announcements",
    metadata,
    _id(),
    Column("key", String(64), nullable=False, unique=True),
    Column("kind", String(12), nullable=False),
    _ref("staff_id", "staff"),
    Column("created_at", Instant, nullable=False),
    Column("text", Text, nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("facts", JSON, nullable=False),
    Column("is_urgent", Boolean, nullable=False),
    Column("asks_reading", Boolean, nullable=False),
    _ref("document_id", "documents", nullable=True),
    _ref("decision_id", "audit_events", nullable=True),
    _ref("reopens_id", "announcements", nullable=True),
    Column("progress_at", Instant),
    Column("reported_at", Instant),
    UniqueConstraint("reopens_id"),
    _one_of("kind", AnnouncementKind),
)
"""What the service announced.

``key``: of the press that confirmed it, so that a second one announces nothing. ``facts``: whom it is for, as
``core.model.notices.Audience`` says; of a strike, what each school does. ``decision_id``: under which requests were
answered. ``progress_at``: when the author's message was last looked after; ``reported_at``: when it told the end.
"""

announcement_reads = Table(
    "announcement_reads",
    metadata,
    _ref("announcement_id", "announcements"),
    _ref("guardian_id", "guardians"),
    Column("read_at", Instant, nullable=False),
    PrimaryKeyConstraint("announcement_id", "guardian_id"),
)

cancelled_bookings = Table(
    "cancelled_bookings",
    metadata,
    _id(),
    _ref("announcement_id", "announcements", index=True),
    _ref("child_id", "children"),
    _ref("service_id", "services"),
    Column("day", Date, nullable=False),
    _ref("family_id", "families"),
    _ref("made_by", "operations", nullable=True),
    Column("restored_at", Instant),
    UniqueConstraint("announcement_id", "child_id", "service_id", "day"),
)
"""Bookings that a closure cancelled, unbilled, and whether reopening restored them. ``made_by``: the operation that
had booked them, which they still belong to once restored.
"""

group_chats = Table(
    "group_chats",
    metadata,
    _id(),
    Column("telegram_id", BigInteger, nullable=False, unique=True),
    Column("title", String(255), nullable=False),
    Column("role", String(12), nullable=False),
    _ref("school_id", "schools", nullable=True),
    Column("locale", String(2), nullable=False),
    _ref("linked_by", "staff"),
    Column("linked_at", Instant, nullable=False),
    Column("blocked_at", Instant),
    _one_of("role", Role),
)
"""Chats of a team: told what staff of the role are told, of one school or of all."""

group_codes = Table(
    "group_codes",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("role", String(12), nullable=False),
    _ref("school_id", "schools", nullable=True),
    _ref("created_by", "staff"),
    Column("expires_at", Instant, nullable=False),
    Column("used_by", BigInteger),
    _one_of("role", Role),
)

occurrences = Table(
    "occurrences",
    metadata,
    _id(),
    Column("kind", String(40), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("scope", String(80), nullable=False, server_default=""),
    Column("state", String(10), nullable=False),
    Column("enqueued_at", Instant, nullable=False),
    Column("messages", Integer, nullable=False, server_default="0"),
    UniqueConstraint("kind", "due_at", "scope"),
    Index("ix_occurrences_due_at", "due_at"),
    CheckConstraint("state IN ('on_time', 'late', 'dropped')", name="state"),
)
"""What was due at an instant, and done once: in time, late, or dropped since it came to nothing by then."""

closures = Table(
    "closures",
    metadata,
    _id(),
    _ref("school_id", "schools", nullable=True),
    _ref("service_id", "services", nullable=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("label", String(200), nullable=False, server_default=""),
    _ref("announcement_id", "announcements", nullable=True, index=True),
    Column("reopened_at", Instant),
    CheckConstraint("last_day >= first_day", name="days"),
)
"""Days on which a service, a school (``service_id`` is null) or every school is closed, until it is reopened."""

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("kind", String(40), nullable=False),
    _ref("family_id", "families", nullable=True),
    _ref("guardian_id", "guardians", nullable=True),
    _ref("staff_id", "staff", nullable=True),
    _ref("group_id", "group_chats", nullable=True),
    _ref("occurrence_id", "occurrences", nullable=True, index=True),
    _ref("announcement_id", "announcements", nullable=True, index=True),
    Column("mailbox", String(254)),
    Column("priority", Integer, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("available_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("state", String(12), nullable=False, server_default="waiting"),
    CheckConstraint("state IN ('waiting', 'addressed', 'failed')", name="state"),
)
"""What must be told, as facts: one row a family, guardian, member of staff or team, or the service's own mailbox.

The relay addresses it.
"""

Index(
    "ix_outbox_waiting",
    outbox.c.available_at,
    sqlite_where=outbox.c.state == "waiting",
    postgresql_where=outbox.c.state == "waiting",
)

ONE_OPEN_RESULT = (outbox.c.kind == "result") & (outbox.c.state == "waiting")
Index(
    "uq_outbox_open_result",
    outbox.c.family_id,
    unique=True,
    sqlite_where=ONE_OPEN_RESULT,
    postgresql_where=ONE_OPEN_RESULT,
)

deliveries = Table(
    "deliveries",
    metadata,
    _id(),
    _ref("outbox_id", "outbox"),
    _ref("guardian_id", "guardians", nullable=True),
    _ref("staff_id", "staff", nullable=True),
    _ref("group_id", "group_chats", nullable=True),
    Column("channel", String(10), nullable=False),
    Column("address", String(254), nullable=False),
    Column("locale", String(2), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("state", String(10), nullable=False, server_default="waiting"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("available_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("lease_until", Instant),
    Column("lease_owner", String(64)),
    Column("finished_at", Instant),
    Column("error", String(300)),
    Column("message_id", BigInteger),
    Column("is_fallback", Boolean, nullable=False, server_default="0"),
    UniqueConstraint("outbox_id", "channel", "address"),
    Index("ix_deliveries_finished_at", "finished_at"),
    CheckConstraint("state IN ('waiting', 'sent', 'failed', 'expired', 'unknown')", name="state"),
)
"""One row a channel of a recipient, who is one of three; ends as ``sent``, ``failed``, ``expired`` or ``unknown``.

``is_fallback``: since another way was refused. ``message_id``: what it is in its chat.
"""

_WAITING = deliveries.c.state == "waiting"
Index(
    "ix_deliveries_waiting",
    deliveries.c.priority,
    deliveries.c.available_at,
    sqlite_where=_WAITING,
    postgresql_where=_WAITING,
)

bookings = Table(
    "bookings",
    metadata,
    _id(),
    _ref("child_id", "children"),
    _ref("service_id", "services"),
    Column("day", Date, nullable=False),
    _ref("family_id", "families", index=True),
    _ref("operation_id", "operations", nullable=True),
    UniqueConstraint("child_id", "service_id", "day"),
    Index("ix_bookings_service_id_day", "service_id", "day"),
)

_OF_OPERATION = bookings.c.operation_id.is_not(None)
Index(
    "ix_bookings_operation_id",
    bookings.c.operation_id,
    sqlite_where=_OF_OPERATION,
    postgresql_where=_OF_OPERATION,
)

booking_requests = Table(
    "booking_requests",
    metadata,
    _id(),
    _ref("child_id", "children"),
    _ref("service_id", "services"),
    Column("day", Date, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("state", String(10), nullable=False, server_default=RequestState.PENDING),
    _ref("family_id", "families"),
    _ref("guardian_id", "guardians"),
    Column("reason", String(32)),
    Column("outcome", String(12)),
    Column("created_at", Instant, nullable=False),
    _ref("decision_id", "audit_events", nullable=True, index=True),
    Column("decided_at", Instant),
    Column("refusal", Text),
    _ref("result_id", "outbox", nullable=True, index=True),
    Index("ix_booking_requests_cell", "child_id", "day", "service_id"),
    Index("ix_booking_requests_family_id_created_at", "family_id", "created_at"),
    _one_of("kind", RequestKind),
    _one_of("state", RequestState),
    _one_of("outcome", AbsenceOutcome),
    CheckConstraint("(kind = 'absence') = (reason IS NOT NULL)", name="reason"),
)

PENDING = booking_requests.c.state == literal_column(f"'{RequestState.PENDING}'")
"""Spelt out, not bound, or neither database would see that the partial index below applies."""

Index(
    "uq_booking_requests_pending",
    booking_requests.c.service_id,
    booking_requests.c.day,
    booking_requests.c.child_id,
    unique=True,
    sqlite_where=PENDING,
    postgresql_where=PENDING,
)

draft_cells = Table(
    "draft_cells",
    metadata,
    _ref("guardian_id", "guardians"),
    _ref("child_id", "children"),
    _ref("service_id", "services"),
    Column("day", Date, nullable=False),
    Column("kind", String(8), nullable=False),
    PrimaryKeyConstraint("guardian_id", "child_id", "service_id", "day"),
    CheckConstraint("kind IN ('book', 'cancel')", name="kind"),
)

attendance = Table(
    "attendance",
    metadata,
    _ref("child_id", "children"),
    _ref("service_id", "services"),
    Column("day", Date, nullable=False),
    Column("mark", String(14), nullable=False),
    Column("marked_at", Instant, nullable=False),
    _ref("marked_by", "staff"),
    Column("arrived", Integer),
    Column("departed", Integer),
    PrimaryKeyConstraint("child_id", "service_id", "day"),
    Index("ix_attendance_service_id_day", "service_id", "day"),
    _one_of("mark", Mark),
    CheckConstraint("mark = 'present' OR (arrived IS NULL AND departed IS NULL)", name="hours"),
    CheckConstraint("arrived >= 0 AND departed <= 1440 AND departed >= arrived", name="order"),
)
"""``arrived`` and ``departed``: minutes after local midnight, as recorded; rounding is the policy's."""

staff_counts = Table(
    "staff_counts",
    metadata,
    _ref("service_id", "services"),
    Column("day", Date, nullable=False),
    Column("adults", Integer, nullable=False),
    Column("counted_at", Instant, nullable=False),
    _ref("counted_by", "staff"),
    PrimaryKeyConstraint("service_id", "day"),
    CheckConstraint("adults >= 0", name="adults"),
)
"""How many adults were there for a service on a day (« encadrement »)."""

billed_months = Table(
    "billed_months",
    metadata,
    Column("month", Date, primary_key=True),
    Column("closed_at", Instant, nullable=False),
    _ref("closed_by", "staff"),
)
"""Months that have been billed, by their first day: what they hold is not changed any more."""

family_requests = Table(
    "family_requests",
    metadata,
    _id(),
    Column("kind", String(12), nullable=False),
    Column("state", String(10), nullable=False, server_default=FamilyRequestState.PENDING),
    _ref("guardian_id", "guardians"),
    _ref("family_id", "families", index=True),
    _ref("child_id", "children", nullable=True, index=True),
    _ref("school_id", "schools", nullable=True),
    Column("subject", String(160), nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("comment", Text, nullable=False, server_default=""),
    Column("created_at", Instant, nullable=False),
    Column("decided_at", Instant),
    _ref("decided_by", "staff", nullable=True),
    _ref("decision_id", "audit_events", nullable=True),
    Column("refusal", Text),
    _ref("operation_id", "operations", nullable=True),
    Index("ix_family_requests_guardian_id_created_at", "guardian_id", "created_at"),
    _one_of("kind", FamilyRequestKind),
    _one_of("state", FamilyRequestState),
)
"""What a guardian asks of the service about their file: old and new, side by side.

``subject``: what it is about, of which only one may be pending. ``school_id``: the school whose staff may decide; of
several or none, only who looks after all of them. ``operation_id``: by which a request for the year was applied.
"""

_OPEN_FAMILY_REQUEST = family_requests.c.state == literal_column(f"'{FamilyRequestState.PENDING}'")
Index(
    "uq_family_requests_pending",
    family_requests.c.guardian_id,
    family_requests.c.subject,
    unique=True,
    sqlite_where=_OPEN_FAMILY_REQUEST,
    postgresql_where=_OPEN_FAMILY_REQUEST,
)

pickup_persons = Table(
    "pickup_persons",
    metadata,
    _id(),
    _ref("child_id", "children", index=True),
    Column("last_name", String(80), nullable=False),
    Column("first_name", String(80), nullable=False),
    Column("phone", String(40)),
    Column("relation", String(40), nullable=False, server_default=""),
    Column("since", Date, nullable=False),
    Column("ended_on", Date),
    _ref("request_id", "family_requests", nullable=True),
)
"""Who may fetch a child (« personnes autorisées »), from a day on until another, which is the first they may not."""

child_records = Table(
    "child_records",
    metadata,
    _ref("child_id", "children"),
    Column("field", String(16), nullable=False),
    Column("value", Text, nullable=False),
    Column("updated_at", Instant, nullable=False),
    PrimaryKeyConstraint("child_id", "field"),
    _one_of("field", RecordField),
)
"""Complementary and health data of a child. Never shown in a chat."""

photos = Table(
    "photos",
    metadata,
    Column("child_id", Integer, ForeignKey("children.id"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    _ref("guardian_id", "guardians"),
    Column("updated_at", Instant, nullable=False),
)
"""A child's photo, as a JPEG without metadata."""

invoices = Table(
    "invoices",
    metadata,
    _id(),
    Column("number", String(40), nullable=False, unique=True),
    _ref("family_id", "families", index=True),
    Column("label", String(120), nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("due_on", Date),
    Column("amount", Hundredths, nullable=False),
)
"""What a family is billed, by the town's own software. A credit note has a negative amount."""

invoice_lines = Table(
    "invoice_lines",
    metadata,
    _ref("invoice_id", "invoices"),
    Column("position", Integer, nullable=False),
    _ref("child_id", "children", nullable=True),
    Column("label", String(120), nullable=False),
    Column("quantity", Hundredths, nullable=False),
    Column("unit_price", Hundredths, nullable=False),
    Column("amount", Hundredths, nullable=False),
    PrimaryKeyConstraint("invoice_id", "position"),
)

payments = Table(
    "payments",
    metadata,
    _id(),
    Column("reference", String(60), nullable=False, unique=True),
    _ref("family_id", "families", index=True),
    _ref("invoice_id", "invoices", nullable=True, index=True),
    Column("paid_on", Date, nullable=False),
    Column("amount", Hundredths, nullable=False),
    Column("means", String(20), nullable=False),
)
"""What a family has paid: for an invoice, or on account."""

conversations = Table(
    "conversations",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("state", JSON, nullable=False),
    Column("recent_updates", JSON, nullable=False),
    Column("updated_at", Instant, nullable=False),
)
