"""What a press in the attendance list means, whether it is taken, and how many adults a service needs (Peaugres)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.model.attendance import AttendanceState, Hour, MarkProblem, SheetLine, Totals
from core.model.planning import Closed, Mark, Service
from core.model.policy import Hours, Ratio, Rounding, ServicePolicy, Unexpected

_OF_BOOKED = {
    None: AttendanceState.BOOKED,
    Mark.PRESENT: AttendanceState.PRESENT,
    Mark.ABSENT_EXCUSED: AttendanceState.ABSENT_EXCUSED,
    Mark.ABSENT_BILLED: AttendanceState.ABSENT_BILLED,
}
_OF_UNBOOKED = {**_OF_BOOKED, None: AttendanceState.NOTHING, Mark.PRESENT: AttendanceState.MARKED}

_SIX = 6
_EARLY = 60
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class MarkFacts:
    """What a mark is judged by. ``is_enrolled``: in the service, that school year; ``has_begun``: the service has."""

    is_booked: bool
    is_enrolled: bool
    has_begun: bool


def state_of(is_booked: bool, mark: Mark | None) -> AttendanceState:
    """The state of the tutorial. An absence whose booking has gone since still shows as one."""
    return (_OF_BOOKED if is_booked else _OF_UNBOOKED)[mark]


def wanted_of(current: Mark | None, mode: Mark) -> Mark | None:
    """What a press in a mode asks for; ``None`` to remove the mark.

    The same mode removes; so does a mode of absence on a child marked otherwise: "Pour supprimer un pointage, il
    suffira de sélectionner le mode absence facturée ou absence excusé et de repointer l'enfant" (Peaugres).
    """
    if current is None or (mode is Mark.PRESENT and current is not Mark.PRESENT):
        return mode
    return None


def day_problem(closed: Closed | None, day: date, today: date, is_billed: bool) -> MarkProblem | None:
    """Why nothing of a service can be marked on a day; ``None`` where it can. Days are local."""
    if closed is not None:
        return MarkProblem.CALENDAR_UNKNOWN if closed is Closed.UNKNOWN else MarkProblem.CLOSED
    if day > today:
        return MarkProblem.NOT_YET
    return MarkProblem.BILLED if is_billed else None


def hour_problem(hour: Hour, minute: int, terms: ServicePolicy, now_minute: int | None) -> MarkProblem | None:
    """Why an hour is not taken, in minutes after local midnight; ``now_minute`` where the day is today.

    Nobody arrives after the service or more than an hour before it, or leaves before it: what is typed by mistake would
    be billed.
    """
    if now_minute is not None and minute > now_minute:
        return MarkProblem.HOUR_NOT_YET
    starts, ends = (60 * at.hour + at.minute for at in (terms.starts, terms.ends))
    earliest, latest = (starts - _EARLY, ends) if hour is Hour.ARRIVED else (starts, _DAY)
    return None if earliest <= minute <= latest else MarkProblem.HOUR_OUTSIDE


def may_mark(wanted: Mark | None, facts: MarkFacts, unexpected: Unexpected) -> MarkProblem | None:
    """Why a mark is not taken on a day that can be marked; ``None`` where it is. A mark can always be removed."""
    if wanted is None or facts.is_booked:
        return None
    if wanted is not Mark.PRESENT:
        return MarkProblem.NOT_BOOKED
    if not facts.is_enrolled:
        return MarkProblem.NOT_ENROLLED
    if unexpected is Unexpected.NEVER:
        return MarkProblem.NO_UNEXPECTED
    if unexpected is Unexpected.BEFORE_START and facts.has_begun:
        return MarkProblem.UNEXPECTED_TOO_LATE
    return None


def totals_of(lines: Iterable[SheetLine]) -> Totals:
    """The totals under a list."""
    counted = list(lines)
    return Totals(
        booked=sum(line.is_booked for line in counted),
        pending=sum(line.is_asked for line in counted),
        present=sum(line.mark is Mark.PRESENT for line in counted),
        unbooked=sum(line.state is AttendanceState.MARKED for line in counted),
        absent_billed=sum(line.mark is Mark.ABSENT_BILLED for line in counted),
        absent_excused=sum(line.mark is Mark.ABSENT_EXCUSED for line in counted),
        unmarked=sum(line.state is AttendanceState.BOOKED for line in counted),
    )


def likeliest(services: Sequence[Service], day: date, local: datetime) -> Service | None:
    """The service most likely marked at ``local`` (what the clocks show): that is on, or next, or was last."""

    def distance(service: Service) -> tuple[int, float]:
        starts, ends = (datetime.combine(day, at) for at in (service.terms.starts, service.terms.ends))
        if starts <= local < ends:
            return 0, 0
        return (1, (starts - local).total_seconds()) if local < starts else (2, (local - ends).total_seconds())

    return min(services, key=distance, default=None)


def born_by(day: date) -> date:
    """The last birthday of whoever is six or more on a day. Born on 29 February, one is six on 1 March."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - _SIX, day=28 if is_leap_day else day.day)


def adults_needed(younger: int, older: int, ratio: Ratio) -> int:
    """How many adults it takes for children under six and from six on, who may be looked after together."""
    shares = younger * ratio.from_six + older * ratio.under_six
    return -(-shares // (ratio.under_six * ratio.from_six))


def stay_minutes(arrived: int, departed: int, hours: Hours) -> int:
    """How long a child stayed, in minutes, rounded as the policy says; from minutes after local midnight."""
    units, rest = divmod(departed - arrived, hours.round_to)
    goes_up = {
        Rounding.UP: rest > 0,
        Rounding.NEAREST: 2 * rest >= hours.round_to,
        Rounding.DOWN: False,
    }
    return (units + goes_up[hours.rounding]) * hours.round_to
