"""Class promotion: the plan, and what is done of it."""

from collections.abc import Callable

import pytest

from core.db import tables as t
from core.model.errors import NotAuthorisedError
from core.model.operations import OperationKind, UndoProblem
from core.model.people import Role, Scope, StaffActor
from core.model.promotions import PromotionChoices, PromotionPlan
from core.organisation import Organisation, UnitOfWork
from core.usecases.bulk import list_operations, undo_operation
from core.usecases.promoting import promote, read_promotion
from tests.builders import OTHER_SCHOOL, Family, Town, build
from tests.clock import NOW, paris
from tests.core.usecases.steps import rows

NEXT = 2027
AS_PROPOSED = PromotionChoices()

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def school(town: Town) -> tuple[Family, StaffActor]:
    """A school of four classes, one of them named without its level."""
    family = (
        town.family("Bruyère")
        .guardian("Anne")
        .child("Élie", "CP")
        .child("Lou", "CP")
        .child("Noé", "CE1-CE2")
        .child("Zoé", "CE1-CE2")
        .child("Ali", "CM2 Étoiles")
        .child("Bea", "Les Écureuils")
    )
    return family, town.director()


def next_year(uow: UnitOfWork) -> dict[str, tuple[str, str]]:
    """The class of next year and its level, by the first name of the child."""
    query = (
        t.children.join(t.class_members, t.class_members.c.child_id == t.children.c.id)
        .join(t.school_classes, t.school_classes.c.id == t.class_members.c.class_id)
        .select()
        .with_only_columns(t.children.c.first_name, t.school_classes.c.name, t.school_classes.c.level)
        .where(t.class_members.c.school_year == NEXT)
    )
    return {child: (name, level) for child, name, level in uow.tx.execute(query)}


def targets(plan: PromotionPlan) -> dict[str, str | None]:
    """Where each class goes."""
    return {one.name: one.target for one in plan.classes}


def counts(plan: PromotionPlan) -> tuple[int, int, int, int]:
    """Children moving, repeating, leaving, placed before."""
    return plan.moving, plan.repeating, plan.leaving, plan.placed


async def test_a_school_moves_up_with_exceptions_and_leavers_and_once(organisation: Organisation) -> None:
    family, director = await build(organisation, school)
    proposed = await organisation.read(read_promotion, director, family.school.id, AS_PROPOSED, NOW)
    assert targets(proposed) == {
        "CP": "CE1",
        "CE1-CE2": "CE2-CM1",
        "CM2 Étoiles": None,
        "Les Écureuils": "Les Écureuils",
    }
    assert (proposed.year, counts(proposed)) == (NEXT, (5, 0, 1, 0))
    classes, children = family.school.classes, family.children
    chosen = PromotionChoices(
        {classes["CP"]: "  ce1   Élan "}, {children["Lou"]: "CP", children["Zoé"]: None, children["Noé"]: "CE1 élan"}
    )
    chosen = PromotionChoices.from_json(chosen.as_json())
    plan = await organisation.read(read_promotion, director, family.school.id, chosen, NOW)
    assert counts(plan) == (4, 2, 2, 0), "Noé too: of CE1-CE2, to a CE1"
    assert [(one.name, one.level, one.children, one.class_id) for one in plan.next_classes] == [
        ("CP", "CP", 1, None),
        ("ce1 Élan", "CE1", 2, None),
        ("Les Écureuils", "", 1, None),
    ]
    before = await rows(organisation, t.enrolments), await _this_year(organisation)
    done = await organisation.write(promote, director, family.school.id, chosen, "press", NOW)
    assert (done.done, done.is_new) == (4, True)
    moved = await organisation.read(next_year)
    assert moved == {
        "Élie": ("ce1 Élan", "CE1"),
        "Lou": ("CP", "CP"),
        "Noé": ("ce1 Élan", "CE1"),
        "Bea": ("Les Écureuils", ""),
    }
    again = await organisation.write(promote, director, family.school.id, AS_PROPOSED, "press", NOW)
    assert (again.id, again.done, again.is_new) == (done.id, 4, False)
    assert (await rows(organisation, t.enrolments), await _this_year(organisation)) == before
    assert await organisation.read(next_year) == moved
    (listed,) = await organisation.read(list_operations, director, NOW)
    assert (listed.kind, listed.done, listed.can_undo) == (OperationKind.PROMOTE, 4, False)
    assert await organisation.write(undo_operation, director, done.id, NOW) is UndoProblem.FINAL


async def _this_year(organisation: Organisation) -> list[tuple[int, int]]:
    return [(row.child_id, row.class_id) for row in await rows(organisation, t.class_members) if row.school_year < NEXT]


@on_sqlite
async def test_whoever_is_in_a_class_of_next_year_stays_there(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, StaffActor]:
        family, director = school(town)
        there = town.school(OTHER_SCHOOL)
        ce1 = town.add(t.school_classes, school_id=family.school.id, school_year=NEXT, name="Ce1", level="CE1")
        away = town.add(t.school_classes, school_id=there.id, school_year=NEXT, name="CM1", level="CM1")
        for child, class_id in (("Élie", ce1), ("Noé", away)):
            town.put(t.class_members, {"child_id": family.children[child], "school_year": NEXT, "class_id": class_id})
        return family, director

    family, director = await build(organisation, story)
    chosen = PromotionChoices(children={family.children["Élie"]: None})
    plan = await organisation.read(read_promotion, director, family.school.id, chosen, NOW)
    assert (targets(plan)["CP"], counts(plan)) == ("Ce1", (3, 0, 1, 2)), "the class there is, as it is written"
    assert [(one.name, one.children, one.class_id is None) for one in plan.next_classes] == [
        ("Ce1", 2, False),
        ("CE2-CM1", 1, True),
        ("Les Écureuils", 1, True),
    ]
    assert (await organisation.write(promote, director, family.school.id, chosen, "press", NOW)).done == 3
    assert await organisation.read(next_year) == {
        "Élie": ("Ce1", "CE1"),
        "Lou": ("Ce1", "CE1"),
        "Noé": ("CM1", "CM1"),
        "Zoé": ("CE2-CM1", "CE2-CM1"),
        "Bea": ("Les Écureuils", ""),
    }
    again = await organisation.write(promote, director, family.school.id, AS_PROPOSED, "another press", NOW)
    assert (again.done, again.is_new) == (0, True)


@on_sqlite
async def test_a_school_that_forgot_moves_up_in_august(organisation: Organisation) -> None:
    family, director = await build(organisation, school)
    in_august = paris("2027-08-20 10:00")
    plan = await organisation.read(read_promotion, director, family.school.id, AS_PROPOSED, in_august)
    assert (plan.year, plan.moving) == (NEXT, 5)
    await organisation.write(promote, director, family.school.id, AS_PROPOSED, "press", in_august)
    plan = await organisation.read(read_promotion, director, family.school.id, AS_PROPOSED, in_august)
    assert (plan.year, plan.moving, plan.placed) == (NEXT + 1, 5, 0)


@on_sqlite
async def test_nobody_moves_a_school_up_but_who_may_and_looks_after_all_of_it(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, StaffActor, list[StaffActor]]:
        family, director = school(town)
        scope = Scope(family.school.id)
        of_class = Scope(family.school.id, family.school.classes["CP"])
        others = [
            town.teacher(),
            town.manager("Noa Orme", role=Role.CARER, scopes=[scope]),
            town.manager("Lise Tilleul", role=Role.KITCHEN),
            town.manager("Une Classe", role=Role.DIRECTOR, scopes=[of_class]),
            town.director("Dominique Saule", school=OTHER_SCHOOL),
        ]
        return family, director, others

    family, director, others = await build(organisation, story)

    def plan(uow: UnitOfWork, actor: StaffActor, school_id: int) -> object:
        return read_promotion(uow, actor, school_id, AS_PROPOSED, NOW)

    def apply(uow: UnitOfWork, actor: StaffActor, school_id: int) -> object:
        return promote(uow, actor, school_id, AS_PROPOSED, "press", NOW)

    attempts: list[Callable[[UnitOfWork, StaffActor, int], object]] = [plan, apply]
    for attempt in attempts:
        for other in others:
            with pytest.raises(NotAuthorisedError):
                await organisation.write(attempt, other, family.school.id)
        with pytest.raises(NotAuthorisedError):
            await organisation.write(attempt, director, 999)
    for name in ("  ", "C" * 81):
        chosen = PromotionChoices({family.school.classes["CP"]: name})
        with pytest.raises(ValueError, match="name of a class"):
            await organisation.read(read_promotion, director, family.school.id, chosen, NOW)
    assert await organisation.read(next_year) == {}
