"""Members of staff get what they look after, and a code; on both databases."""

import pytest
from sqlalchemy import select

from core.db import tables as t
from core.model.people import Role, Scope, StaffActor
from core.organisation import Organisation
from core.usecases.importing import import_file
from core.usecases.linking import Linked, LinkFailure, link_chat
from core.usecases.staffing import (
    AmbiguousClassError,
    ScopeNeededError,
    UnknownClassError,
    UnknownPlaceError,
    UnknownSchoolError,
    add_staff,
)
from tests.clock import NOW
from tests.core.usecases.import_lines import csv_file, row


@pytest.fixture(autouse=True)
async def _two_schools(organisation: Organisation) -> None:
    rows = (
        row("Lou Genêt", school="Les Tilleuls", class_="CP"),
        row("Zoé Genêt", school="Les Tilleuls", class_="CE1"),
        row("Ana Genêt", school="Le Grand Pré", class_="CP"),
    )
    await organisation.write(import_file, csv_file(*rows), NOW)


async def _add(
    organisation: Organisation, name: str, role: Role, school: str | None = None, class_: str | None = None
) -> str:
    return await organisation.write(add_staff, name, role, school=school, class_=class_, now=NOW)


async def _actor(organisation: Organisation, code: str, chat: int = 100) -> StaffActor:
    linked = await organisation.write(link_chat, chat, code, "fr", NOW)
    assert isinstance(linked, Linked)
    assert linked.identity.staff is not None
    return linked.identity.staff


async def _ids(organisation: Organisation, school: str, class_: str) -> tuple[int, int]:
    query = (
        select(t.schools.c.id, t.school_classes.c.id)
        .join(t.school_classes, t.school_classes.c.school_id == t.schools.c.id)
        .where(t.schools.c.name == school, t.school_classes.c.name == class_)
    )
    return await organisation.read(lambda uow: tuple(uow.tx.execute(query).one()))


async def test_a_manager_without_a_school_looks_after_all_of_them(organisation: Organisation) -> None:
    actor = await _actor(organisation, await _add(organisation, "Camille Ortie", Role.MANAGER))
    assert (actor.role, actor.scopes) == (Role.MANAGER, (Scope(),))


async def test_a_director_looks_after_one_school(organisation: Organisation) -> None:
    code = await _add(organisation, "Dominique Frêne", Role.DIRECTOR, school=" les tilleuls ")
    school, _ = await _ids(organisation, "Les Tilleuls", "CP")
    assert (await _actor(organisation, code)).scopes == (Scope(school),)


async def test_a_teacher_looks_after_one_class_of_one_school(organisation: Organisation) -> None:
    code = await _add(organisation, "Claude Aubépine", Role.TEACHER, class_="ce1")
    assert (await _actor(organisation, code)).scopes == (Scope(*await _ids(organisation, "Les Tilleuls", "CE1")),)


async def test_a_class_of_a_name_two_schools_have_takes_the_school(organisation: Organisation) -> None:
    with pytest.raises(AmbiguousClassError) as ambiguous:
        await _add(organisation, "Claude Aubépine", Role.TEACHER, class_="CP")
    assert set(ambiguous.value.known) == {"Les Tilleuls", "Le Grand Pré"}
    code = await _add(organisation, "Claude Aubépine", Role.TEACHER, school="Le Grand Pré", class_="CP")
    assert (await _actor(organisation, code)).scopes == (Scope(*await _ids(organisation, "Le Grand Pré", "CP")),)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.CARER, Role.DIRECTOR])
async def test_whoever_looks_after_children_is_given_a_school_or_a_class(
    organisation: Organisation, role: Role
) -> None:
    with pytest.raises(ScopeNeededError):
        await _add(organisation, "Claude Aubépine", role)


@pytest.mark.parametrize(
    ("school", "class_", "error", "known"),
    [
        ("Les Lilas", None, UnknownSchoolError, {"Les Tilleuls", "Le Grand Pré"}),
        (None, "CM2", UnknownClassError, {"CP", "CE1"}),
        ("Le Grand Pré", "CE1", UnknownClassError, {"CP"}),
    ],
)
async def test_an_unknown_place_is_answered_with_those_there_are(
    organisation: Organisation, school: str | None, class_: str | None, error: type[UnknownPlaceError], known: set[str]
) -> None:
    with pytest.raises(error) as unknown:
        await _add(organisation, "Claude Aubépine", Role.TEACHER, school=school, class_=class_)
    assert set(unknown.value.known) == known
    assert await organisation.read(lambda uow: list(uow.tx.execute(select(t.staff)))) == []


async def test_the_same_name_again_is_the_same_person_with_a_new_role_and_a_new_code(
    organisation: Organisation,
) -> None:
    first = await _add(organisation, "Claude Aubépine", Role.TEACHER, class_="CE1")
    second = await _add(organisation, "  claude   AUBÉPINE ", Role.MANAGER)
    assert await organisation.write(link_chat, 200, first, "fr", NOW) is LinkFailure.UNKNOWN
    actor = await _actor(organisation, second)
    assert (actor.role, actor.scopes) == (Role.MANAGER, (Scope(),))
    staff = await organisation.read(lambda uow: list(uow.tx.execute(select(t.staff.c.name))))
    assert [name for (name,) in staff] == ["Claude Aubépine"]


async def test_a_second_code_leaves_the_first_phone_linked(organisation: Organisation) -> None:
    await _actor(organisation, await _add(organisation, "Camille Ortie", Role.MANAGER), chat=100)
    await _actor(organisation, await _add(organisation, "Camille Ortie", Role.MANAGER), chat=200)
    chats = await organisation.read(lambda uow: list(uow.tx.scalars(select(t.chats.c.staff_id))))
    assert len(chats) == 2
    assert len(set(chats)) == 1


async def test_adding_staff_is_audited(organisation: Organisation) -> None:
    await _add(organisation, "Camille Ortie", Role.MANAGER)
    query = select(t.audit_events.c.action, t.audit_events.c.facts).where(t.audit_events.c.action == "staff_add")
    ((action, facts),) = await organisation.read(lambda uow: list(uow.tx.execute(query)))
    assert action == "staff_add"
    assert facts["role"] == "manager"
