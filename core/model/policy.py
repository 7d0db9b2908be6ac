"""The policy of one organisation, as its TOML file says it.

Frozen pydantic models, because the file is written by people: what it holds, what is wrong in it and what the rules
read are one definition (``docs/decisions/0003-policy-is-pydantic.md``).
Weekdays are ISO numbers, 1 for Monday, written ``"mon"`` in the file.
What a file does not meet is a fact of ``core.model.expected``, not a sentence.
"""

from collections.abc import Iterator
from datetime import time, timedelta
from enum import StrEnum
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, Strict, field_validator, model_validator

from core.model.expected import Expected, Unmet, all_unmet, unmet
from core.model.people import Permission, Role
from core.model.terms import (
    MIDNIGHT,
    WEEKDAYS,
    Code,
    Day,
    Label,
    LocalTime,
    Price,
    Term,
    Text,
    TimeOfDay,
    Weekday,
    Whole,
)


class WeeklyCutoff(Term):
    """One instant for a whole week: ``weekday`` at ``time``, ``weeks_before`` weeks before the week of the day."""

    kind: Literal["weekly"]
    weekday: Weekday
    time: LocalTime
    weeks_before: Whole = Field(default=1, ge=1, le=8)


class DaysUnit(StrEnum):
    """What is counted back: any day; Monday to Friday but public holidays and closures; or days of school.

    Only closures of the whole organisation count: a strike in one school does not close the office that orders.
    """

    CALENDAR = "calendar"
    WORKING = "working"
    SCHOOL = "school"


class DaysBeforeCutoff(Term):
    """``days`` days before the day, at ``time``."""

    kind: Literal["days_before"]
    days: Whole = Field(ge=0, le=60)
    unit: DaysUnit = DaysUnit.CALENDAR
    time: LocalTime

    @model_validator(mode="after")
    def _not_after_the_day(self) -> "DaysBeforeCutoff":
        if self.days == 0 and self.time == MIDNIGHT:
            raise unmet(Expected.ON_AN_EARLIER_DAY, "time")
        return self


class WeekdayMoment(Term):
    """A weekday and a time."""

    weekday: Weekday
    time: LocalTime


class TableCutoff(Term):
    """A row for each weekday that can be asked for: the last such moment on an earlier day.

    A ``Policy`` has a row for each weekday of each service that uses the table.
    """

    kind: Literal["table"]
    rows: dict[Weekday, WeekdayMoment] = Field(min_length=1)


Cutoff = Annotated[WeeklyCutoff | DaysBeforeCutoff | TableCutoff, Field(discriminator="kind")]


class Cutoffs(Term):
    """The deadline to book and the one to cancel."""

    book: Cutoff
    cancel: Cutoff


class Rounding(StrEnum):
    """How the time a child was there is rounded."""

    UP = "up"
    NEAREST = "nearest"
    DOWN = "down"


class Hours(Term):
    """Arrival and departure are recorded; the time between is rounded to ``round_to`` minutes."""

    round_to: Whole = Field(default=15, ge=1, le=60)
    rounding: Rounding = Rounding.UP


class Ratio(Term):
    """How many children one adult may look after: under six, and from six on (« taux d'encadrement »)."""

    under_six: Whole = Field(default=10, ge=1, le=99)
    from_six: Whole = Field(default=14, ge=1, le=99)


class RateUnit(StrEnum):
    """What a price is for: being there once, or an hour of it."""

    TIME = "time"
    HOUR = "hour"


class Rate(Term):
    """What a service costs a family whose quotient is at most ``up_to``, any other where it is absent.

    ``unbooked``: what it costs a child who came without a booking; else the same.
    """

    key: Code
    label: Label
    up_to: Whole | None = Field(default=None, ge=0)
    price: Price
    unbooked: Price | None = None
    unit: RateUnit = RateUnit.TIME


class ServicePolicy(Term):
    """A service every school of the organisation may offer."""

    key: Code
    label: Label
    symbol: str = Field(min_length=1, max_length=4)
    weekdays: frozenset[Weekday] = Field(min_length=1)
    starts: TimeOfDay
    ends: TimeOfDay
    runs_in_holidays: Annotated[bool, Strict()] = False
    """Whether it runs in the school holidays too; never on a public holiday."""
    capacity: Whole | None = Field(default=None, ge=1)
    hours: Hours | None = None
    """Where arrival and departure are recorded, as in care."""
    ratio: Ratio | None = None
    rates: tuple[Rate, ...] = ()
    """From the lowest quotient to the highest; the last is for whoever's quotient is higher or unknown."""
    cutoffs: Cutoffs | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "ServicePolicy":
        if self.ends <= self.starts:
            raise unmet(Expected.LATER_THAN, "ends", key="starts")
        return self

    @model_validator(mode="after")
    def _rates_climb(self) -> "ServicePolicy":
        limits = [rate.up_to for rate in self.rates]
        if limits and limits[-1] is not None:
            raise unmet(Expected.OPEN_RATE, "rates", len(limits) - 1, "up_to")
        for index in range(1, len(limits)):
            before, here = limits[index - 1], limits[index]
            if before is None or (here is not None and here <= before):
                raise unmet(Expected.CLIMBING, "rates", index, "up_to")
        return self


def _unfit(
    cutoff: WeeklyCutoff | DaysBeforeCutoff | TableCutoff, service: ServicePolicy, where: tuple[str | int, ...]
) -> Iterator[Unmet]:
    """Why a deadline, which stands at ``where``, cannot serve a service."""
    if isinstance(cutoff, TableCutoff):
        absent = sorted(service.weekdays - cutoff.rows.keys())
        if absent:
            days = tuple(WEEKDAYS[weekday - 1] for weekday in absent)
            yield Unmet((*where, "rows"), Expected.ROWS, {"service": service.key, "days": days})
    elif isinstance(cutoff, DaysBeforeCutoff) and cutoff.days == 0:
        starts = timedelta(hours=service.starts.hour, minutes=service.starts.minute)
        if cutoff.time > starts:
            args = {"service": service.key, "starts": f"{service.starts:%H:%M}"}
            yield Unmet((*where, "time"), Expected.BEFORE_SERVICE, args)


class LateOutcome(StrEnum):
    """What a late absence costs: nothing, the service, or as the manager says."""

    EXCUSED = "excused"
    BILLED = "billed"
    MANAGER = "manager"


class AbsenceReason(Term):
    """One of the official reasons, and what it costs when the absence is declared late."""

    code: Code
    label: Label
    late: LateOutcome


class Contact(Term):
    """How the service is reached."""

    service: Text
    address: Text
    phone: Text
    email: Text
    portal: Text | None = None
    latitude: Annotated[float, Strict()] | None = Field(default=None, ge=-90, le=90)
    longitude: Annotated[float, Strict()] | None = Field(default=None, ge=-180, le=180)

    @model_validator(mode="after")
    def _located_or_not(self) -> "Contact":
        if (self.latitude is None) != (self.longitude is None):
            raise unmet(Expected.BOTH_OR_NONE, "longitude" if self.longitude is None else "latitude")
        return self


class OpeningHours(Term):
    """A span of opening hours on some weekdays."""

    weekdays: tuple[Weekday, ...] = Field(min_length=1)
    opens: TimeOfDay
    closes: TimeOfDay

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> "OpeningHours":
        if self.closes <= self.opens:
            raise unmet(Expected.LATER_THAN, "closes", key="opens")
        return self


class ClosedDays(Term):
    """Days nobody is served, both included."""

    label: Text
    first: Day
    last: Day

    @model_validator(mode="after")
    def _in_order(self) -> "ClosedDays":
        if self.last < self.first:
            raise unmet(Expected.NOT_BEFORE, "last", key="first")
        return self


Subdivision = Literal["57", "6AE", "971", "972", "973", "974", "976", "BL", "MF", "NC", "PF", "PM", "TF", "WF"]
"""Where public holidays differ, as ``holidays`` calls it: Moselle, Alsace, overseas."""


class CalendarPolicy(Term):
    """Where the school days come from.

    ``zone``: A, B or C, or "own" where the ministry's three zones say nothing (Corsica, overseas): then only
    ``school_holidays`` holds.
    ``school_holidays`` are added to those of the zone, and ``known_until`` says how far they are complete: together
    they lengthen the calendar by what the ministry has published since.
    ``closures`` are days on which nothing runs.
    """

    timezone: str = "Europe/Paris"
    zone: Literal["A", "B", "C", "own"]
    subdivision: Subdivision | None = None
    school_weekdays: frozenset[Weekday] = Field(default=frozenset({1, 2, 4, 5}), min_length=1)
    school_holidays: tuple[ClosedDays, ...] = ()
    known_until: Day | None = None
    closures: tuple[ClosedDays, ...] = ()

    @model_validator(mode="after")
    def _own_calendar_is_complete(self) -> "CalendarPolicy":
        if self.zone == "own" and self.known_until is None:
            raise unmet(Expected.KNOWN_UNTIL, "known_until")
        return self

    @field_validator("timezone")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise unmet(Expected.TIMEZONE) from error
        return value

    @property
    def tz(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.timezone)


class Validation(Term):
    """When the service answers: the first such moment after the deadline."""

    weekday: Weekday
    time: LocalTime


class LinkPolicy(Term):
    """How a chat is linked: how long a code lives, and how many wrong codes a chat may type in an hour.

    ``letter_days``: how long a code that came by letter or e-mail lives; it asks for a child's birth date as well.
    ``shared_hours``: how long one lives that a guardian makes.
    """

    code_days: Whole = Field(default=14, ge=1, le=90)
    letter_days: Whole = Field(default=60, ge=1, le=365)
    shared_hours: Whole = Field(default=24, ge=1, le=168)
    attempts_per_hour: Whole = Field(default=5, ge=1, le=50)


class ReminderOnDay(Term):
    """``days`` days before the deadline, at ``time``: "the eve at 18:00"."""

    kind: Literal["day"]
    days: Whole = Field(default=1, ge=0, le=7)
    time: TimeOfDay


class ReminderHours(Term):
    """``hours`` hours before the deadline."""

    kind: Literal["hours"]
    hours: Whole = Field(ge=1, le=48)


Reminder = Annotated[ReminderOnDay | ReminderHours, Field(discriminator="kind")]


class RosterTimes(Term):
    """When each role is sent the day's roster, on the mornings of school days; ``None`` for never."""

    teacher: TimeOfDay | None = time(8, 0)
    carer: TimeOfDay | None = time(7, 0)
    kitchen: TimeOfDay | None = time(8, 30)
    director: TimeOfDay | None = time(8, 0)


class Notices(Term):
    """What is sent, and when.

    ``result_grouping``: seconds for which the answers to a family are gathered into one message.
    ``pending_digest``: when managers are told, on the eve of a school day, what is still pending for it.
    ``unmarked_after``: minutes after the end of a service at which missing attendance is asked for.
    ``names_in_chat``: whether lists of children may be sent in a chat; else they go by e-mail alone.
    """

    result_grouping: Whole = Field(default=20, ge=0, le=3600)
    reminders: tuple[Reminder, ...] = (
        ReminderOnDay(kind="day", time=time(18, 0)),
        ReminderHours(kind="hours", hours=3),
    )
    pending_digest: TimeOfDay | None = time(17, 0)
    rosters: RosterTimes = RosterTimes()
    unmarked_after: Whole | None = Field(default=30, ge=0, le=600)
    names_in_chat: Annotated[bool, Strict()] = False


class NameStyle(StrEnum):
    """How much of a child's name an attendance list shows in the chat."""

    FULL = "full"
    INITIAL = "initial"
    """The first name and as many letters of the last as tell two children apart."""
    FIRST = "first"
    """The first name, unless two children share it."""


class Unexpected(StrEnum):
    """When a child without a booking may be marked present."""

    ANY_TIME = "any_time"
    BEFORE_START = "before_start"
    NEVER = "never"


class AttendancePolicy(Term):
    """How attendance is marked in the chat."""

    names: NameStyle = NameStyle.INITIAL
    unexpected: Unexpected = Unexpected.ANY_TIME


class Retention(Term):
    """How long what is kept is kept, in months (``docs/operations.md``, privacy). After that ``retention`` erases it.

    ``attendance``: bookings, requests and marks, after the end of the school year they belong to.
    ``invoices``: invoices and payments, after the year they were issued in (ten years: code de commerce, L123-22).
    ``files``: of a child that left and of guardians without a child, after the end of their last school year.
    ``messages``: what was sent, codes, and announcements. ``audit``: the journal. ``conversations``: of chats that
    nobody wrote from.
    """

    attendance: Whole = Field(default=24, ge=1, le=120)
    invoices: Whole = Field(default=120, ge=12, le=180)
    files: Whole = Field(default=12, ge=1, le=120)
    messages: Whole = Field(default=6, ge=1, le=60)
    audit: Whole = Field(default=36, ge=6, le=120)
    conversations: Whole = Field(default=6, ge=1, le=60)


class PrivacyPolicy(Term):
    """Who answers for what is kept (« responsable de traitement »), and who is asked about it (« DPO »)."""

    controller: Text | None = None
    officer_email: Text | None = None


_OF_CLASSES = frozenset({Permission.MARK, Permission.REPORT})


class Roles(Term):
    """What each role may do; for whom is what a member of staff looks after.

    "Ces demandes sont validées par la directrice ou le gestionnaire du périscolaire", "chaque enseignant/intervenant
    peut effectuer le pointage d'une classe ou d'un groupe" (Peaugres).
    """

    manager: frozenset[Permission] = frozenset(Permission)
    director: frozenset[Permission] = _OF_CLASSES | {Permission.DECIDE_REQUESTS, Permission.ANNOUNCE, Permission.PLAN}
    teacher: frozenset[Permission] = _OF_CLASSES
    carer: frozenset[Permission] = _OF_CLASSES
    kitchen: frozenset[Permission] = frozenset()

    @model_validator(mode="after")
    def _somebody_decides(self) -> "Roles":
        if not {Permission.DECIDE_REQUESTS, Permission.MANAGE_STAFF} <= self.manager:
            raise unmet(Expected.MANAGER_DECIDES, "manager")
        return self

    def of(self, role: Role) -> frozenset[Permission]:
        """What a role may do."""
        return frozenset(getattr(self, role.value))


class Policy(Term):
    """All that one organisation decides for itself."""

    name: Text
    locale: Literal["fr", "en"] = "fr"
    contact: Contact
    opening_hours: tuple[OpeningHours, ...] = ()
    calendar: CalendarPolicy
    cutoffs: Cutoffs
    validation: Validation
    services: tuple[ServicePolicy, ...] = Field(min_length=1)
    absence_reasons: tuple[AbsenceReason, ...] = Field(min_length=1)
    refusal_reasons: tuple[Label, ...] = ()
    link: LinkPolicy = LinkPolicy()
    notices: Notices = Notices()
    attendance: AttendancePolicy = AttendancePolicy()
    roles: Roles = Roles()
    debit_notice: Label | None = None
    """How a direct debit is set up, for the page of the account."""
    retention: Retention = Retention()
    privacy: PrivacyPolicy = PrivacyPolicy()

    @model_validator(mode="after")
    def _coherent(self) -> "Policy":
        found = [*self._repeated_keys(), *self._unfit_cutoffs()]
        if found:
            # A service written twice has the same deadlines twice.
            raise all_unmet(*(one for index, one in enumerate(found) if one not in found[:index]))
        return self

    def _repeated_keys(self) -> Iterator[Unmet]:
        for table, field, keys in (
            ("services", "key", [service.key for service in self.services]),
            ("absence_reasons", "code", [reason.code for reason in self.absence_reasons]),
        ):
            for index, key in enumerate(keys):
                if key in keys[:index]:
                    yield Unmet((table, index, field), Expected.FREE_WORD, {"taken": key})

    def _unfit_cutoffs(self) -> Iterator[Unmet]:
        for index, service in enumerate(self.services):
            where = ("services", index, "cutoffs") if service.cutoffs else ("cutoffs",)
            cutoffs = self.cutoffs_of(service)
            yield from _unfit(cutoffs.book, service, (*where, "book"))
            yield from _unfit(cutoffs.cancel, service, (*where, "cancel"))

    def service(self, key: str) -> ServicePolicy:
        """The service of this key; ``KeyError`` where the policy has none."""
        return {service.key: service for service in self.services}[key]

    def cutoffs_of(self, service: ServicePolicy) -> Cutoffs:
        """The deadlines of a service: its own, or the organisation's."""
        return service.cutoffs or self.cutoffs

    def absence_reason(self, code: str) -> AbsenceReason | None:
        """The reason of this code, if the policy has it."""
        return next((reason for reason in self.absence_reasons if reason.code == code), None)
