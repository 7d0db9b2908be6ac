"""Attendance that nobody marked."""

import pytest

from core.db import tables as t
from core.model.notices import Notice
from core.model.people import Role, Scope, StaffActor
from core.model.planning import Mark
from core.organisation import Organisation
from core.usecases.unmarked import UnmarkedClass, enqueue_unmarked, read_unmarked
from tests.builders import OTHER_SCHOOL, SCHOOL, Family, Town, build
from tests.clock import MONDAY, THIS_MONDAY, TUESDAY, paris
from tests.core.usecases.leases import due, enqueue, leased
from tests.core.usecases.steps import rows

TWO = paris("2026-11-30 14:00")
CANTEEN = due(Notice.UNMARKED, TWO, "cantine", MONDAY)


class Story:
    """Lou, Noé (CP) and Zélie (CE2) eat at Les Tilleuls on Monday, Tom (CP) at Le Grand Pré; Noé is marked."""

    def __init__(self, town: Town) -> None:
        self.manager = town.manager()
        self.bruyere = town.family("Bruyère").guardian("Anne").child("Lou").child("Noé").child("Zélie", "CE2")
        self.callune = town.family("Callune", school=OTHER_SCHOOL).guardian("Inès").child("Tom")
        town.booked(*(self.bruyere.cell(child, "cantine", MONDAY) for child in self.bruyere.children))
        town.booked(self.callune.cell("Tom", "cantine", MONDAY), self.callune.cell("Tom", "cantine", TUESDAY))
        town.marked(Mark.PRESENT, self.bruyere.cell("Noé", "cantine", MONDAY), by=self.manager)
        town.marked(Mark.PRESENT, self.callune.cell("Tom", "cantine", THIS_MONDAY), by=self.manager)
        self.staff = {
            "teacher": town.teacher(),
            "other teacher": town.teacher("Autre", "CE2", school=OTHER_SCHOOL),
            "carer": town.manager("Animateur", role=Role.CARER, scopes=[Scope(town.school().id)]),
            "kitchen": town.manager("Cuisine", role=Role.KITCHEN),
            "director": town.director(),
            "other director": town.director("Autre direction", school=OTHER_SCHOOL),
            "manager": self.manager,
        }


async def asked(organisation: Organisation, staff: dict[str, StaffActor]) -> dict[str, list[UnmarkedClass]]:
    """What is read now, by who reads it."""
    deliveries = await leased(organisation)
    found = await organisation.read(read_unmarked, deliveries, TWO)
    names = {actor.staff_id: name for name, actor in staff.items()}
    of_delivery = {one.id: names[one.staff_id] for one in deliveries if one.staff_id is not None}
    return {of_delivery[delivery]: list(facts.classes) for delivery, facts in found.items()}


async def test_those_who_look_after_a_class_are_asked_and_for_a_class_without_any_its_managers(
    organisation: Organisation,
) -> None:
    told = await build(organisation, Story)
    assert await enqueue(organisation, enqueue_unmarked, CANTEEN) == 4
    cp, ce2 = UnmarkedClass(SCHOOL, "CP", 1, 2), UnmarkedClass(SCHOOL, "CE2", 1, 1)
    assert await asked(organisation, told.staff) == {
        "teacher": [cp],
        "carer": [ce2, cp],
        "other director": [UnmarkedClass(OTHER_SCHOOL, "CP", 1, 1)],
        "manager": [UnmarkedClass(OTHER_SCHOOL, "CP", 1, 1)],
    }
    (facts,) = {(row.facts["service"], row.facts["day"]) for row in await rows(organisation, t.outbox)}
    assert facts == ("cantine", "2026-11-30")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_who_has_marked_meanwhile_is_not_asked_any_more(organisation: Organisation) -> None:
    told = await build(organisation, Story)
    await enqueue(organisation, enqueue_unmarked, CANTEEN)

    def marking(town: Town) -> None:
        cells = told.bruyere.cell("Lou", "cantine", MONDAY), told.callune.cell("Tom", "cantine", MONDAY)
        town.marked(Mark.ABSENT_BILLED, *cells, by=told.manager)

    await build(organisation, marking)
    assert await asked(organisation, told.staff) == {"carer": [UnmarkedClass(SCHOOL, "CE2", 1, 1)]}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_nobody_is_asked_where_all_is_marked_nothing_was_booked_or_the_school_was_closed(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Family:
        family = town.family("Bruyère").guardian("Anne").child("Lou")
        closed = town.family("Callune", school=OTHER_SCHOOL).guardian("Inès").child("Tom")
        town.booked(family.cell("Lou", "cantine", MONDAY), closed.cell("Tom", "cantine", MONDAY))
        town.marked(Mark.PRESENT, family.cell("Lou", "cantine", MONDAY), by=town.manager())
        town.closed(MONDAY, school=OTHER_SCHOOL)
        town.teacher()
        return family

    await build(organisation, story)
    assert await enqueue(organisation, enqueue_unmarked, CANTEEN) == 0
    assert await enqueue(organisation, enqueue_unmarked, due(Notice.UNMARKED, TWO, "garderie_soir", MONDAY)) == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_nobody_is_asked_where_attendance_is_kept_elsewhere(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        family = town.family("Bruyère").guardian("Anne").child("Lou")
        town.booked(family.cell("Lou", "cantine", MONDAY))
        town.teacher()
        excused = family.cell("Lou", "cantine", THIS_MONDAY)
        town.marked(Mark.ABSENT_EXCUSED, excused, by=town.manager())  # an absence the service approved

    await build(organisation, story)
    assert await enqueue(organisation, enqueue_unmarked, CANTEEN) == 0
