"""A town to test in, built row by row in sentences.

    def story(town: Town) -> Family:
        town.places("cantine", 1)
        return town.family("Bruyère").guardian("Anne").child("Lou", "CP").child("Noé", "CE2", services=["cantine"])

    bruyere = await build(organisation, story)
    cell = bruyere.cell("Lou", "cantine", MONDAY)
    await organisation.write(set_wish, bruyere.actor("Anne"), cell, RequestKind.BOOK, NOW)

A ``Town`` lives as long as its transaction; what it gives (families, actors, cells) holds ids, and outlives it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Self, TypeVar

from sqlalchemy import Table, insert, select, update

from core.db import tables as t
from core.model.people import Actor, Custody, GuardianActor, Role, Scope, StaffActor
from core.model.planning import AbsenceOutcome, Cell, Mark, RequestKind, RequestState
from core.organisation import Organisation, UnitOfWork
from core.rules.codes import BITS, digest, new_code
from core.rules.school_years import school_year
from tests.clock import NOW

SCHOOL = "Les Tilleuls"
OTHER_SCHOOL = "Le Grand Pré"

TRICKY_NAMES = ("<b>Zoé</b>", "D’Alès & fils", "L'Hôte", "=SOMME(A1)", "Noé 🦊", 'Rose "Rosie"')
"""Names that HTML, a spreadsheet or a quotation may trip over. All invented."""

_YEAR = school_year(NOW.date())


T = TypeVar("T")


async def build(organisation: Organisation, story: "Callable[[Town], T]") -> T:
    """Tell a story to a town, in one transaction, and give what it gives."""
    return await organisation.write(lambda uow: story(Town(uow)))


@dataclass(frozen=True)
class School:
    """A school with every service of the policy: ids by key, and of its classes by name."""

    id: int
    name: str
    services: dict[str, int]
    classes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Family:
    """A family of one school: the ids of its guardians and children, by first name."""

    town: "Town" = field(repr=False)
    id: int
    name: str
    school: School
    guardians: dict[str, int] = field(default_factory=dict)
    children: dict[str, int] = field(default_factory=dict)

    def guardian(
        self,
        first_name: str,
        last_name: str | None = None,
        *,
        custody: Custody = Custody.ALWAYS,
        email: str | None = None,
    ) -> Self:
        """A guardian of all children of the family, those there are and those to come."""
        self.guardians[first_name] = self.town.add(
            t.guardians, first_name=first_name, last_name=last_name or self.name, email=email
        )
        self._tie(self.guardians[first_name], self.children.values(), custody)
        return self

    def joined_by(self, first_name: str, guardian_id: int, *, custody: Custody = Custody.ALWAYS) -> Self:
        """A guardian known from another family acts for this one too."""
        self.guardians[first_name] = guardian_id
        self._tie(guardian_id, self.children.values(), custody)
        return self

    def child(
        self,
        first_name: str,
        class_name: str | None = "CP",
        *,
        services: Iterable[str] | None = None,
        last_name: str | None = None,
        born: date = date(2019, 5, 1),
    ) -> Self:
        """A child, enrolled in every service of the school or in those named; in no class with ``None``."""
        born += timedelta(days=len(self.children))
        child_id = self.town.add(t.children, first_name=first_name, last_name=last_name or self.name, birth_date=born)
        if class_name is not None:
            class_id = self.town.class_(self.school, class_name)
            self.town.put(t.class_members, {"child_id": child_id, "school_year": _YEAR, "class_id": class_id})
        wanted = self.school.services if services is None else services
        self.town.put(
            t.enrolments,
            *({"child_id": child_id, "service_id": self.school.services[key], "school_year": _YEAR} for key in wanted),
        )
        return self.raises(first_name, child_id)

    def raises(self, first_name: str, child_id: int, *, custody: Custody = Custody.ALWAYS) -> Self:
        """A child known from another family is raised in this one too."""
        self.children[first_name] = child_id
        for guardian_id in self.guardians.values():
            self._tie(guardian_id, [child_id], custody)
        return self

    def _tie(self, guardian_id: int, children: Iterable[int], custody: Custody) -> None:
        ties = [
            {"guardian_id": guardian_id, "child_id": child_id, "family_id": self.id, "custody": custody}
            for child_id in children
        ]
        self.town.put(t.guardianships, *ties)

    def actor(self, first_name: str | None = None) -> GuardianActor:
        """A guardian as an actor; the first one where no name is given."""
        return GuardianActor(self.guardians[first_name] if first_name else next(iter(self.guardians.values())))

    def cell(self, child: str, service: str, day: date) -> Cell:
        """One child, one service (its key), one day."""
        return Cell(self.children[child], self.school.services[service], day)

    def cells(self, child: str, service: str, *days: date) -> list[Cell]:
        """One child, one service, several days."""
        return [self.cell(child, service, day) for day in days]


class Town:
    """Writes rows on the transaction of a unit of work. Schools, classes and families are made when first named."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._tx = uow.tx
        self._policy = uow.policy
        self._schools: dict[str, School] = {}

    def add(self, table: Table, **values: Any) -> int:
        """Insert one row; its id."""
        return int(self._tx.execute(insert(table).values(**values).returning(table.c.id)).scalar_one())

    def add_many(self, table: Table, rows: Sequence[Mapping[str, object]]) -> list[int]:
        """Insert rows; their ids, in order."""
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        return list(self._tx.scalars(statement, [dict(row) for row in rows])) if rows else []

    def put(self, table: Table, *rows: Mapping[str, object]) -> None:
        """Insert rows, if any."""
        if rows:
            self._tx.execute(insert(table), [dict(row) for row in rows])

    def school(self, name: str = SCHOOL) -> School:
        """A school that runs every service of the policy."""
        if name not in self._schools:
            found = self._tx.execute(select(t.schools.c.id).where(t.schools.c.name == name)).scalar()
            self._schools[name] = self._new_school(name) if found is None else self._known_school(found, name)
        return self._schools[name]

    def _new_school(self, name: str) -> School:
        school_id = self.add(t.schools, name=name)
        keys = [terms.key for terms in self._policy.services]
        return School(school_id, name, {key: self.add(t.services, school_id=school_id, key=key) for key in keys})

    def _known_school(self, school_id: int, name: str) -> School:
        services = select(t.services.c.key, t.services.c.id).where(t.services.c.school_id == school_id)
        classes = select(t.school_classes.c.name, t.school_classes.c.id).where(
            t.school_classes.c.school_id == school_id, t.school_classes.c.school_year == _YEAR
        )
        return School(
            school_id,
            name,
            {row.key: row.id for row in self._tx.execute(services)},
            {row.name: row.id for row in self._tx.execute(classes)},
        )

    def class_(self, school: School, name: str) -> int:
        """The id of a class of this school year."""
        if name not in school.classes:
            school.classes[name] = self.add(
                t.school_classes, school_id=school.id, school_year=_YEAR, name=name, level=name[:3]
            )
        return school.classes[name]

    def places(self, service: str, capacity: int | None, *, school: str = SCHOOL) -> None:
        """Limit the places of a service."""
        service_id = self.school(school).services[service]
        self._tx.execute(update(t.services).where(t.services.c.id == service_id).values(capacity=capacity))

    def closed(
        self, first: date, last: date | None = None, *, school: str | None = None, service: str | None = None
    ) -> None:
        """Close everything, a school, or one service of it, on a day or from a day to another."""
        place = self.school(school or SCHOOL) if school or service else None
        self.add(
            t.closures,
            school_id=place.id if place else None,
            service_id=place.services[service] if place and service else None,
            first_day=first,
            last_day=last or first,
        )

    def family(self, name: str, *, school: str = SCHOOL) -> Family:
        """A family, nobody in it yet."""
        return Family(self, self.add(t.families, name=name), name, self.school(school))

    def families(self, count: int, *, school: str = SCHOOL) -> list[Family]:
        """Many families at once, each with a guardian (Sacha) and a child (Charlie) in one of five classes."""
        place = self.school(school)
        classes = [self.class_(place, name) for name in ("CP", "CE1", "CE2", "CM1", "CM2")]
        names = [f"{school} {number}" for number in range(count)]
        families = self.add_many(t.families, [{"name": name} for name in names])
        guardians = self.add_many(t.guardians, [{"first_name": "Sacha", "last_name": name} for name in names])
        born = date(2019, 5, 1)
        children = self.add_many(
            t.children, [{"first_name": "Charlie", "last_name": name, "birth_date": born} for name in names]
        )
        ties = zip(families, guardians, children, strict=True)
        self.put(
            t.guardianships,
            *({"guardian_id": guardian, "child_id": child, "family_id": family} for family, guardian, child in ties),
        )
        self.put(
            t.class_members,
            *(
                {"child_id": child, "school_year": _YEAR, "class_id": classes[number % len(classes)]}
                for number, child in enumerate(children)
            ),
        )
        self.put(
            t.enrolments,
            *(
                {"child_id": child, "school_year": _YEAR, "service_id": service_id}
                for child in children
                for service_id in place.services.values()
            ),
        )
        return [
            Family(self, family, name, place, {"Sacha": guardian}, {"Charlie": child})
            for family, name, guardian, child in zip(families, names, guardians, children, strict=True)
        ]

    def manager(
        self, name: str = "Camille Ortie", *, role: Role = Role.MANAGER, scopes: Sequence[Scope] = (Scope(),)
    ) -> StaffActor:
        """A member of staff: a manager of everything unless said otherwise."""
        staff_id = self.add(t.staff, name=name, role=role)
        rows = [{"staff_id": staff_id, "school_id": scope.school_id, "class_id": scope.class_id} for scope in scopes]
        self.put(t.staff_scopes, *rows)
        return StaffActor(staff_id, role, tuple(scopes))

    def director(self, name: str = "Dominique Frêne", *, school: str = SCHOOL) -> StaffActor:
        """The director of one school."""
        return self.manager(name, role=Role.DIRECTOR, scopes=[Scope(self.school(school).id)])

    def teacher(self, name: str = "Claude Aubépine", class_name: str = "CP", *, school: str = SCHOOL) -> StaffActor:
        """The teacher of one class."""
        place = self.school(school)
        return self.manager(name, role=Role.TEACHER, scopes=[Scope(place.id, self.class_(place, class_name))])

    def demoted(self, role: Role) -> None:
        """Give all members of staff another role."""
        self._tx.execute(update(t.staff).values(role=role))

    def suspended(self, actor: StaffActor) -> None:
        """Take a member of staff out of service."""
        self._tx.execute(update(t.staff).where(t.staff.c.id == actor.staff_id).values(is_active=False))

    def linked(self, chat_id: int, person: Actor, *, locale: str = "fr", at: datetime = NOW) -> None:
        """Link a chat to a guardian or a member of staff."""
        self.add(t.chats, telegram_id=chat_id, locale=locale, linked_at=at, **_holder(person))

    def code(self, person: Actor, *, at: datetime = NOW, days: int = 14) -> str:
        """A link code for a guardian or a member of staff, as handed over; always the same one for the same person."""
        holder = _holder(person)
        (number,) = holder.values()
        code = new_code(number if isinstance(person, GuardianActor) else -number % 2**BITS)
        row = {"code_hash": digest(code), "created_at": at, "expires_at": at + timedelta(days=days)}
        self.put(t.link_codes, {**row, **holder})
        return code

    def booked(self, *cells: Cell) -> None:
        """Confirmed places."""
        decides = self._deciders(cells)
        self.put(t.bookings, *(_row(cell, family_id=decides[cell.child_id][0]) for cell in cells))

    def requested(
        self,
        *cells: Cell,
        kind: RequestKind = RequestKind.BOOK,
        state: RequestState = RequestState.PENDING,
        reason: str | None = None,
        outcome: AbsenceOutcome | None = None,
        refusal: str | None = None,
        at: datetime = NOW,
        by: GuardianActor | None = None,
    ) -> list[int]:
        """Requests, pending unless said otherwise; their ids. Of the child's first guardian, unless ``by`` another."""
        decides = self._deciders(cells, by)
        is_absence = kind is RequestKind.ABSENCE
        common = {
            "kind": kind,
            "state": state,
            "reason": reason or ("other" if is_absence else None),
            "outcome": outcome or (AbsenceOutcome.GIVEN_BACK if is_absence else None),
            "refusal": refusal,
            "created_at": at,
            "decided_at": None if state is RequestState.PENDING else at,
        }
        return self.add_many(
            t.booking_requests,
            [
                _row(cell, family_id=family_id, guardian_id=guardian_id, **common)
                for cell in cells
                for family_id, guardian_id in [decides[cell.child_id]]
            ],
        )

    def marked(self, mark: Mark, *cells: Cell, by: StaffActor, at: datetime = NOW) -> None:
        """Attendance marks."""
        self.put(t.attendance, *(_row(cell, mark=mark, marked_by=by.staff_id, marked_at=at) for cell in cells))

    def drafted(self, actor: GuardianActor, *cells: Cell, kind: RequestKind = RequestKind.BOOK) -> None:
        """Wishes in a guardian's draft, whether they can be asked for or not."""
        self.put(t.draft_cells, *(_row(cell, guardian_id=actor.guardian_id, kind=kind) for cell in cells))

    def _deciders(self, cells: Iterable[Cell], by: GuardianActor | None = None) -> dict[int, tuple[int, int]]:
        """The family and guardian that act for each child: the first guardian there is, or the one given."""
        query = (
            select(t.guardianships.c.child_id, t.guardianships.c.family_id, t.guardianships.c.guardian_id)
            .where(t.guardianships.c.child_id.in_({cell.child_id for cell in cells}))
            .order_by(t.guardianships.c.guardian_id.desc())
        )
        if by is not None:
            query = query.where(t.guardianships.c.guardian_id == by.guardian_id)
        return {child_id: (family_id, guardian_id) for child_id, family_id, guardian_id in self._tx.execute(query)}


def _row(cell: Cell, **values: object) -> dict[str, object]:
    return {"child_id": cell.child_id, "service_id": cell.service_id, "day": cell.day, **values}


def _holder(person: Actor) -> dict[str, int]:
    return {"guardian_id": person.guardian_id} if isinstance(person, GuardianActor) else {"staff_id": person.staff_id}
