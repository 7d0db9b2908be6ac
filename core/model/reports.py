"""Lists and reports: what is asked for, and the tables they are drawn from."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from core.model.attendance import AttendanceState
from core.model.rosters import Presence


class ReportKind(StrEnum):
    """The ten reports of the attendance tool in its order (Peaugres), what is billed, and a week as a picture."""

    ENROLMENTS = "enrolments"
    """« Liste des inscriptions pour plusieurs services »."""
    PUPILS = "pupils"
    """« Liste des élèves par classe »."""
    CHILDREN_BY_YEAR = "children_by_year"
    """« Liste des enfants par classe et par année scolaire »."""
    DIRECTOR = "director"
    """« Liste directeur »."""
    HANDOVER = "handover"
    """« Fiche navette avec réservation »."""
    HANDOVER_BLANK = "handover_blank"
    """« Fiche navette sans réservation »."""
    PRESENCES = "presences"
    """« État des présences des enfants »."""
    STAFF_PRESENCES = "staff_presences"
    """« État des présences du personnel »."""
    PRESENCES_DETAILED = "presences_detailed"
    """« État détaillé des présences des enfants d'un contrat »: of a service and a rate."""
    STAFF_PRESENCES_DETAILED = "staff_detailed"
    """« État détaillé des présences du personnel »."""
    BILLING = "billing"
    WEEK = "week"


class FileFormat(StrEnum):
    """As what a report is drawn."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    PNG = "png"


class Way(StrEnum):
    """By which way a report comes."""

    CHAT = "chat"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """A report to be drawn. Both days are included; an empty set, like ``None``, means all that the actor looks after.

    ``rate_key``: of the policy, for ``PRESENCES_DETAILED``.
    """

    kind: ReportKind
    first_day: date
    last_day: date
    file_format: FileFormat
    way: Way
    school_id: int | None = None
    class_id: int | None = None
    service_keys: frozenset[str] = frozenset()
    rate_key: str | None = None


class ColumnKind(StrEnum):
    """What a column holds, which says how wide it is, how it is aligned and how a value is written."""

    NAME = "name"
    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    AMOUNT = "amount"
    """Euros, ``Decimal``."""
    CLOCK = "clock"
    """Minutes after local midnight."""
    MINUTES = "minutes"
    PRESENCE = "presence"
    STATE = "state"
    BLANK = "blank"
    """Nothing: to be ticked by hand."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a report. Its head is a service, a day, both, or else the word for ``code``."""

    kind: ColumnKind
    code: str = ""
    service_key: str | None = None
    day: date | None = None


Value = str | int | Decimal | date | Presence | AttendanceState | None


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A table of a report: of a class, or of a school where ``class_name`` is ``None`` and ``is_class`` false.

    ``totals``: a last row, under the columns; ``None`` for no such row.
    """

    school: str
    class_name: str | None
    is_class: bool
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: tuple[Value, ...] | None = None


@dataclass(frozen=True, slots=True)
class DayGlance:
    """A service on a day of the week at a glance: ``present`` is ``None`` until it begins."""

    day: date
    service_key: str
    booked: int
    present: int | None


@dataclass(frozen=True, slots=True)
class WeekTrend:
    """A service over a whole week, by its Monday."""

    monday: date
    service_key: str
    booked: int
    present: int


@dataclass(frozen=True, slots=True)
class WeekGlance:
    """A week and those before it, to be drawn as a picture. ``service_keys`` in the policy's order."""

    monday: date
    school: str | None
    service_keys: tuple[str, ...]
    days: tuple[DayGlance, ...]
    trend: tuple[WeekTrend, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it is drawn. ``glance`` is there for ``WEEK``, else ``sheets``.

    ``drawn_by``: a name; ``drawn_at``: aware UTC: what comes afterwards is not in it.
    """

    order: ReportOrder
    sheets: tuple[ReportSheet, ...]
    glance: WeekGlance | None
    drawn_by: str
    drawn_at: datetime


class ReportProblem(StrEnum):
    """Why a report cannot be drawn as it was asked for."""

    TOO_LONG = "too_long"
    """A period that long has no room in a table."""
    NO_EMAIL = "no_email"
    """There is no address to send it to, or it refused."""
    NAMES_NOT_IN_CHAT = "names_not_in_chat"
    """The policy keeps lists of names out of chats."""
    NEEDS_SERVICE = "needs_service"
    NEEDS_WHOLE_MONTH = "needs_whole_month"


class ReportRefusedError(ValueError):
    """A report cannot be drawn as it was asked for; ``problem`` says why."""

    def __init__(self, problem: ReportProblem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class ReportPreview:
    """What a report would hold; ``problem``: why it cannot be drawn so."""

    sheets: int
    rows: int
    problem: ReportProblem | None


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """A school that reports can be drawn of, and the classes of it looked after."""

    id: int
    name: str
    classes: tuple[tuple[int, str], ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class ReportChoices:
    """What can be chosen: the reports, the places by name, the ways; the service keys are the policy's."""

    kinds: tuple[ReportKind, ...]
    places: tuple[ReportPlace, ...]
    ways: tuple[Way, ...]
