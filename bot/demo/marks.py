"""The attendance of the invented town: who came these two weeks, as a carer marked it evening after evening."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from core.model.attendance import Hour, ListedSchool, ListKey
from core.model.people import StaffActor
from core.model.planning import Cell, Mark, Service
from core.model.policy import ServicePolicy
from core.organisation import UnitOfWork
from core.usecases.attendance import count_adults, mark, mark_all, record_hour
from core.usecases.sheets import read_day, read_sheet

_DAYS = 14
_ONE_IN_ABSENT = 25
_EXCUSED = 0.4
_HOURS_NOTED = 6
"""Of each list of care; the others were there all the time."""
_BOOKED_PER_ADULT = 12


def mark_two_weeks(uow: UnitOfWork, carer: StaffActor, now: datetime) -> None:
    """Mark every day before today: nearly all were there, and an adult for every dozen of them."""
    chance = Random(20261124)  # noqa: S311 (the same town every time)
    today = now.astimezone(uow.policy.calendar.tz).date()
    for ago in range(_DAYS, 0, -1):
        day = today - timedelta(days=ago)
        evening = datetime.combine(day, time(19), uow.policy.calendar.tz).astimezone(UTC)
        for school in read_day(uow, carer, day, evening).schools:
            for service in _booked(school):
                _mark_list(uow, carer, service, day, evening, chance)


def _booked(school: ListedSchool) -> Iterator[Service]:
    return (listed.service for listed in school.services if listed.booked)


def _mark_list(
    uow: UnitOfWork, carer: StaffActor, service: Service, day: date, evening: datetime, chance: Random
) -> None:
    key = ListKey(service.id, day)
    lines = read_sheet(uow, carer, key, evening, everyone=False).lines
    cells = [Cell(line.child_id, service.id, day) for line in lines if line.is_booked]
    for cell in cells:
        if not chance.randrange(_ONE_IN_ABSENT):
            absence = Mark.ABSENT_EXCUSED if chance.random() < _EXCUSED else Mark.ABSENT_BILLED
            mark(uow, carer, cell, absence, None, evening)
    mark_all(uow, carer, key, evening)
    count_adults(uow, carer, key, len(cells) // _BOOKED_PER_ADULT + 1, evening)
    if service.terms.hours:
        for cell in chance.sample(cells, min(_HOURS_NOTED, len(cells))):
            _note_hours(uow, carer, cell, service.terms, evening, chance)


def _note_hours(
    uow: UnitOfWork, carer: StaffActor, cell: Cell, terms: ServicePolicy, evening: datetime, chance: Random
) -> None:
    """Somewhere between the hours of the service; of a child who is marked absent, none are taken."""
    starts, ends = (moment.hour * 60 + moment.minute for moment in (terms.starts, terms.ends))
    arrived = starts + chance.randrange(15)
    for hour, minute in ((Hour.ARRIVED, arrived), (Hour.DEPARTED, chance.randrange(arrived + 15, ends + 1))):
        record_hour(uow, carer, cell, hour, minute, evening)
