"""The invented town of the demo: two schools, some 60 families, what they booked, a queue to decide. Always the same.

Nobody in it exists. Telephone numbers are of the range kept for fiction, addresses of the domain kept for examples.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.demo.asking import ask_about_files
from bot.demo.marks import mark_two_weeks
from bot.demo.names import CHILDREN, FAMILIES, GUARDIANS
from bot.demo.papers import DemoChild, DemoFamily, papers
from core.db.directory import guardians_known, staff_known
from core.db.drafts import put_in_draft
from core.imports.town import COLUMNS
from core.model.people import GuardianActor, Role, Scope, StaffActor
from core.model.planning import Cell, RequestKind
from core.model.policy import Policy, ServicePolicy
from core.model.requests import Selection
from core.organisation import Organisation, UnitOfWork
from core.rules.school_years import school_year
from core.usecases.absences import AbsenceOrder, declarable, declare_absence
from core.usecases.deciding import approve
from core.usecases.delivering import Sent, address_due, lease_due, record
from core.usecases.ground import read_ground
from core.usecases.importing import import_file
from core.usecases.inviting import invite_guardians
from core.usecases.requesting import submit_draft
from core.usecases.setting_up import share_custody
from core.usecases.staffing import add_staff
from locales import translator
from locales.translator import Translator

DEMO_START = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)
"""A Tuesday; the week from 30 November is the one to be booked."""

BIG_SCHOOL = "École des Tilleuls"
SMALL_SCHOOL = "École du Vieux Lavoir"

_LEVELS = ("GS", "CP", "CE1", "CE2", "CM1", "CM2")
_AGE_IN_FIRST_LEVEL = 5
_CYCLES = {"CP": "Cycle 2", "CE1": "Cycle 2", "CE2": "Cycle 2", "CM1": "Cycle 3", "CM2": "Cycle 3"}
"""The two classes of the small school."""

_MANAGER = "Dominique Serpolet"
_COOK = "Maé Fenouil"
_CARER = "Sacha Loriot"
_TEACHER, _TEACHER_CLASS = "Claude Mésange", "CE1"
_CHANNELS = ("telegram", "email")
_TWO_CHILDREN_OF_FIVE = 3
_WITH_TWO_GUARDIANS = 4
_IN_SMALL_SCHOOL = 6
_ASK_AHEAD = 2
_UNTOLD = 7
"""Every so manieth family."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody the web chat shows; ``about`` is the line under the name, ``code`` links the chat."""

    first_name: str
    last_name: str
    about: str
    code: str


@dataclass(frozen=True, slots=True)
class DemoTown:
    """The people the web chat shows: two guardians of one family, a guardian of another, a teacher, the manager.

    Of the cook it shows no more than what is written in the group of the kitchen, ``team``, where the manager is too.
    """

    people: tuple[DemoPerson, ...]
    cook: DemoPerson
    team: str


@dataclass(frozen=True, slots=True)
class _Pupil:
    first_name: str
    level: str
    services: tuple[str, ...]
    habits: frozenset[tuple[str, int]]
    """The services used, each with its weekday (ISO)."""


@dataclass(frozen=True, slots=True)
class _Household:
    family: str
    last_name: str
    guardians: tuple[str, ...]
    """First names."""
    children: tuple[_Pupil, ...]
    children_name: str
    school: str = BIG_SCHOOL


async def build_town(organisation: Organisation, now: datetime) -> DemoTown:
    """Fill an empty database, as if the service had run for two weeks before ``now``."""
    return await organisation.write(_settle, now)


def _settle(uow: UnitOfWork, now: datetime) -> DemoTown:
    households = list(_households(uow.policy))
    year = school_year(now.astimezone(uow.policy.calendar.tz).date())
    import_file(uow, _csv(households, year).encode(), now)
    for paper in papers(_families(households, year), year):
        import_file(uow, paper.encode(), now)
    codes = _hire(uow, now)
    guardians = {(row.first_name, row.last_name): GuardianActor(row.id) for row in guardians_known(uow.tx)}
    _share_custody(uow, guardians, now)
    _live_two_weeks(uow, households, guardians, now)
    mark_two_weeks(uow, _acting(uow, _CARER, Role.CARER), now)
    _ask_about_files(uow, households, guardians, now)
    _ask_ahead(uow, households, guardians, now)
    return _shown(uow, households, codes, now)


def _hire(uow: UnitOfWork, now: datetime) -> dict[str, str]:
    """One of each role; their codes, by name."""
    staff: tuple[tuple[str, Role, str | None, str | None], ...] = (
        (_MANAGER, Role.MANAGER, None, None),
        ("Camille Roitelet", Role.DIRECTOR, BIG_SCHOOL, None),
        (_TEACHER, Role.TEACHER, BIG_SCHOOL, _TEACHER_CLASS),
        (_CARER, Role.CARER, BIG_SCHOOL, None),
        (_COOK, Role.KITCHEN, None, None),
    )
    return {
        name: add_staff(uow, name, role, school=school, class_=class_, now=now, email=_email(*name.split()))
        for name, role, school, class_ in staff
    }


_Guardians = dict[tuple[str, str], GuardianActor]


def _households(policy: Policy) -> Iterator[_Household]:
    """Those the demo shows, a separated couple, then the town."""
    chance = Random(20261124)  # noqa: S311 (the same town every time)
    first = _pupils(chance, policy, ("Louise", "CE1"), ("Jules", "CM1"))
    yield _Household("Bruyère", "Bruyère", ("Marion", "Karim"), first, "Bruyère")
    yield _Household("Charmille", "Charmille", ("Sophie",), _pupils(chance, policy, ("Inès", "CP")), "Charmille")
    shared = _pupils(chance, policy, ("Sacha", "CE2"))
    yield _Household("Genévrier", "Genévrier", ("Thomas",), shared, "Genévrier")
    yield _Household("Pivoine", "Pivoine", ("Claire",), shared, "Genévrier")
    for index, name in enumerate(FAMILIES):
        is_small = index % _IN_SMALL_SCHOOL == 0
        count = 2 if index % 5 < _TWO_CHILDREN_OF_FIVE else 1
        levels = chance.sample(_LEVELS[1:] if is_small else _LEVELS, count)
        pupils = _pupils(chance, policy, *zip(chance.sample(CHILDREN, count), levels, strict=True))
        guardians = chance.sample(GUARDIANS, 2 if index % _WITH_TWO_GUARDIANS == 0 else 1)
        yield _Household(name, name, tuple(guardians), pupils, name, SMALL_SCHOOL if is_small else BIG_SCHOOL)


def _pupils(chance: Random, policy: Policy, *children: tuple[str, str]) -> tuple[_Pupil, ...]:
    """Siblings, by first name and level, who use the same services on the same days."""
    used = [service for service in policy.services if service.key == "cantine" or chance.random() < 0.5]  # noqa: PLR2004
    habits = frozenset((service.key, weekday) for service in used for weekday in _days(chance, service))
    keys = tuple(service.key for service in policy.services)
    return tuple(_Pupil(first_name, level, keys, habits) for first_name, level in children)


def _days(chance: Random, service: ServicePolicy) -> list[int]:
    days = sorted(service.weekdays)
    return sorted(chance.sample(days, chance.randint((len(days) + 1) // 2, len(days))))


def _csv(households: Iterable[_Household], year: int) -> str:
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\n")
    table.writerow((*COLUMNS, "quotient"))
    table.writerows(_rows(households, year))
    return text.getvalue()


def _rows(households: Iterable[_Household], year: int) -> Iterator[tuple[str, ...]]:
    for number, home in enumerate(households):
        for place, pupil in enumerate(home.children):
            name = _CYCLES[pupil.level] if home.school == SMALL_SCHOOL else pupil.level
            child = (home.school, name, pupil.level, home.children_name, pupil.first_name, _born(year, pupil, place))
            for which, guardian in enumerate(home.guardians):
                contact = (_email(guardian, home.last_name), _phone(2 * number + which))
                family = home.family, home.last_name, guardian
                yield (*child, *family, *contact, "|".join(pupil.services), str(_quotient(number) or ""))


def _born(year: int, pupil: _Pupil, place: int) -> str:
    letters = sum(map(ord, pupil.first_name)) + place
    return date(year - _AGE_IN_FIRST_LEVEL - _LEVELS.index(pupil.level), letters % 12 + 1, letters % 28 + 1).isoformat()


def _quotient(number: int) -> int | None:
    """Whole euros; one family in ten has not told it."""
    return 380 + (number * 137 + 300) % 800 if number % 10 != _UNTOLD else None


def _families(households: Iterable[_Household], year: int) -> list[DemoFamily]:
    return [
        DemoFamily(
            number,
            home.family,
            home.last_name,
            home.guardians[0],
            _quotient(number),
            tuple(
                DemoChild(home.children_name, pupil.first_name, _born(year, pupil, place))
                for place, pupil in enumerate(home.children)
            ),
        )
        for number, home in enumerate(households)
    ]


def _email(first_name: str, last_name: str) -> str:
    return f"{_plain(first_name)}.{_plain(last_name)}@example.org"


def _phone(number: int) -> str:
    return f"06 39 98 {number // 100:02} {number % 100:02}"


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()


def _share_custody(uow: UnitOfWork, guardians: _Guardians, now: datetime) -> None:
    father, mother = guardians["Thomas", "Genévrier"], guardians["Claire", "Pivoine"]
    shared = [child.id for child in read_ground(uow, father, now).children]
    share_custody(uow, shared, even_weeks=mother.guardian_id, odd_weeks=father.guardian_id, now=now)


def _monday(uow: UnitOfWork, now: datetime) -> date:
    today = now.astimezone(uow.policy.calendar.tz).date()
    return today - timedelta(days=today.weekday())


def _at(uow: UnitOfWork, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), uow.policy.calendar.tz).astimezone(UTC)


def _live_two_weeks(uow: UnitOfWork, households: list[_Household], guardians: _Guardians, now: datetime) -> None:
    """Last week and this one: asked on the Tuesday before, approved and told on the Friday before."""
    manager = _acting(uow, _MANAGER, Role.MANAGER)
    for monday in (_monday(uow, now) - timedelta(weeks=1), _monday(uow, now)):
        for home in households:
            _ask(uow, home, guardians, monday, _at(uow, monday - timedelta(days=6), 18))
        answered_at = _at(uow, monday - timedelta(days=3), 9)
        approve(uow, manager, Selection(), answered_at)
        _read_the_answers(uow, answered_at + timedelta(hours=1))


def _acting(uow: UnitOfWork, name: str, role: Role) -> StaffActor:
    """A member of staff, of the whole town."""
    (staff_id,) = [known for known, of in staff_known(uow.tx).items() if of == name]
    return StaffActor(staff_id, role, (Scope(),))


def _read_the_answers(uow: UnitOfWork, now: datetime) -> None:
    """What was answered by then was sent then: it is not sent again."""
    while address_due(uow, now):
        pass
    while leased := lease_due(uow, "town", _CHANNELS, 1000, timedelta(minutes=1), now):
        record(uow, "town", [(delivery, Sent()) for delivery in leased], now)


def _ask(uow: UnitOfWork, home: _Household, guardians: _Guardians, monday: date, at: datetime) -> None:
    """A family asks for the days it usually needs, as its first guardian would from the chat."""
    actor = guardians[home.guardians[0], home.last_name]
    ground = read_ground(uow, actor, at)
    habits = {pupil.first_name: pupil.habits for pupil in home.children}
    cells = [
        Cell(child.id, service.id, monday + timedelta(days=weekday - 1))
        for child in ground.children
        for service in ground.services_for(child)
        for key, weekday in habits[child.first_name]
        if key == service.terms.key
    ]
    put_in_draft(uow.tx, actor.guardian_id, RequestKind.BOOK, cells)
    submit_draft(uow, actor, at)


def _ask_ahead(uow: UnitOfWork, households: list[_Household], guardians: _Guardians, now: datetime) -> None:
    """What is pending: next week for half of the town, two absences this week. Those the demo shows have yet to ask."""
    others = households[4:]
    for index, home in enumerate(others[::_ASK_AHEAD]):
        _ask(uow, home, guardians, _monday(uow, now) + timedelta(weeks=1), now - timedelta(minutes=40 * (index + 1)))
    for home, reason in ((others[1], "medical"), (others[3], "other")):
        _miss_a_day(uow, guardians[home.guardians[0], home.last_name], reason, now)


def _ask_about_files(uow: UnitOfWork, households: list[_Household], guardians: _Guardians, now: datetime) -> None:
    """Days ago, and told since: what those the demo shows were answered, what two others wait for."""
    first, moved, returns = (
        guardians[home.guardians[0], home.last_name] for home in (households[0], households[6], households[8])
    )
    manager = _acting(uow, _MANAGER, Role.MANAGER)
    ask_about_files(uow, manager, answered=first, moved=moved, returns=returns, now=now)
    _read_the_answers(uow, now - timedelta(hours=1))


def _miss_a_day(uow: UnitOfWork, actor: GuardianActor, reason: str, now: datetime) -> None:
    """Declare a child absent on the last day of the week on which something is booked."""
    child = read_ground(uow, actor, now).children[0]
    week = [_monday(uow, now) + timedelta(days=days) for days in range(7)]
    for day, services in declarable(uow, actor, child.id, week, now).days[-1:]:
        cells = frozenset(Cell(child.id, service.id, day) for service in services)
        declare_absence(uow, actor, AbsenceOrder(cells, reason), now - timedelta(minutes=10))


def _shown(uow: UnitOfWork, households: list[_Household], codes: dict[str, str], now: datetime) -> DemoTown:
    speak = translator(uow.policy.locale)
    manager = _member_of_staff(_MANAGER, speak.text("demo-manager"), codes)
    teacher = _member_of_staff(_TEACHER, speak.text("demo-teacher", class_=_TEACHER_CLASS), codes)
    cook = _member_of_staff(_COOK, speak.text("demo-cook"), codes)
    return DemoTown((*_parents(uow, households[:2], speak, now), teacher, manager), cook, speak.text("demo-team"))


def _member_of_staff(name: str, about: str, codes: dict[str, str]) -> DemoPerson:
    first_name, last_name = name.split()
    return DemoPerson(first_name, last_name, about, codes[name])


def _parents(uow: UnitOfWork, homes: list[_Household], speak: Translator, now: datetime) -> Iterator[DemoPerson]:
    codes = {invitation.guardian: invitation.code for invitation in invite_guardians(uow, now)}
    for home in homes:
        children = speak.listed(f"{pupil.first_name} ({pupil.level})" for pupil in home.children)
        for first_name in home.guardians:
            about = speak.text("demo-parent", children=children, family=home.family)
            yield DemoPerson(first_name, home.last_name, about, codes[f"{first_name} {home.last_name}"])
