"""The journal: who reads which lines, and how they are narrowed; on both databases."""

from datetime import date, timedelta

import pytest

from core.db import audit
from core.model.auditing import JournalFilter, JournalPage
from core.model.errors import NotAuthorisedError
from core.model.people import Actor, Role, Scope, StaffActor
from core.model.planning import RequestKind
from core.organisation import Organisation, UnitOfWork
from core.usecases.auditing import find_children, list_authors, read_journal
from core.usecases.drafting import set_wish
from core.usecases.requesting import submit_draft
from tests.builders import OTHER_SCHOOL, Town, build
from tests.clock import MONDAY, NOW

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

EVERYTHING = JournalFilter()


class Staff:
    """Two schools with a child, a teacher and a manager each, and a manager of both."""

    def __init__(self, town: Town) -> None:
        self.here, self.there = town.school(), town.school(OTHER_SCHOOL)
        self.lou = town.family("Bruyère").guardian("Anne").child("Lou")
        self.noe = town.family("Genêt", school=OTHER_SCHOOL).guardian("Jo").child("Noé", "CM2")
        self.all = town.manager()
        self.limited = town.manager("Alix Charme", scopes=[Scope(self.here.id)])
        self.other = town.manager("Sacha Orme", scopes=[Scope(self.there.id)])
        self.teacher = town.teacher()


@pytest.fixture
async def staff(organisation: Organisation) -> Staff:
    return await build(organisation, Staff)


async def _note(
    organisation: Organisation,
    actor: Actor | None,
    action: str,
    facts: dict[str, object] | None = None,
    *,
    school: int | None = None,
    days_ago: int = 0,
) -> None:
    def write(uow: UnitOfWork) -> None:
        audit.record(uow.tx, actor, action, NOW - timedelta(days=days_ago), facts, school_id=school)

    await organisation.write(write)


async def _read(
    organisation: Organisation, actor: StaffActor, chosen: JournalFilter = EVERYTHING, **page: int
) -> JournalPage:
    return await organisation.read(read_journal, actor, chosen, NOW, **{"limit": 10, **page})


def _actions(page: JournalPage) -> list[str]:
    return [line.action for line in page.lines]


async def test_managers_of_a_school_read_its_lines_alone_and_of_all_everything(
    organisation: Organisation, staff: Staff
) -> None:
    await _note(organisation, staff.all, "mark_all", school=staff.here.id)
    await _note(organisation, staff.other, "adults", school=staff.there.id)
    await _note(organisation, None, "import")
    assert _actions(await _read(organisation, staff.all)) == ["import", "adults", "mark_all"]
    assert _actions(await _read(organisation, staff.limited)) == ["mark_all"]
    assert _actions(await _read(organisation, staff.other)) == ["adults"]
    of_class = StaffActor(1, Role.MANAGER, (Scope(staff.here.id, staff.here.classes["CP"]),))
    assert _actions(await _read(organisation, of_class)) == []
    assert _actions(await _read(organisation, StaffActor(1, Role.MANAGER, ()))) == []


async def test_a_line_names_what_it_is_about(organisation: Organisation, staff: Staff) -> None:
    facts = {
        "child": staff.lou.children["Lou"],
        "class": staff.here.classes["CP"],
        "service": staff.here.services["cantine"],
        "staff": staff.teacher.staff_id,
        "day": "2026-11-24",
        "to": "present",
    }
    await _note(organisation, staff.teacher, "mark", facts, school=staff.here.id)
    await _note(organisation, staff.lou.actor(), "request", {"child": 999, "staff": True})
    request, mark = (await _read(organisation, staff.all)).lines
    assert (mark.staff, mark.guardian, mark.facts["to"]) == ("Claude Aubépine", None, "present")
    assert mark.names == {
        "child": "Lou Bruyère",
        "class": "CP",
        "service": "cantine",
        "staff": "Claude Aubépine",
        "school": staff.here.name,
    }
    assert (request.staff, request.guardian, request.names) == (None, "Anne Bruyère", {})


async def test_the_journal_is_narrowed_to_a_person_a_child_and_days(organisation: Organisation, staff: Staff) -> None:
    lou = staff.lou.children["Lou"]
    await _note(organisation, staff.teacher, "mark", {"child": lou}, school=staff.here.id, days_ago=2)
    await _note(organisation, staff.teacher, "adults", {"count": lou}, school=staff.here.id, days_ago=1)
    await _note(organisation, staff.all, "enrol", {"child": lou}, school=staff.here.id)
    today, yesterday = date(2026, 11, 24), date(2026, 11, 23)
    for chosen, actions in (
        (JournalFilter(staff_id=staff.teacher.staff_id), ["adults", "mark"]),
        (JournalFilter(child_id=lou), ["enrol", "mark"]),
        (JournalFilter(first_day=yesterday, last_day=yesterday), ["adults"]),
        (JournalFilter(first_day=yesterday, last_day=today), ["enrol", "adults"]),
        (JournalFilter(staff.teacher.staff_id, lou, yesterday, today), []),
    ):
        assert _actions(await _read(organisation, staff.limited, chosen)) == actions
    page = await _read(organisation, staff.limited, JournalFilter(staff.teacher.staff_id, lou))
    assert (page.staff, page.child) == ("Claude Aubépine", "Lou Bruyère")


async def test_the_next_page_stays_as_it_was_though_more_is_done_meanwhile(
    organisation: Organisation, staff: Staff
) -> None:
    for number in range(5):
        await _note(organisation, staff.all, f"action_{number}")
    first = await _read(organisation, staff.all, limit=2)
    assert (_actions(first), first.has_older) == (["action_4", "action_3"], True)
    await _note(organisation, staff.all, "meanwhile")
    up_to = first.lines[0].id
    second = await _read(organisation, staff.all, limit=2, offset=2, up_to=up_to)
    third = await _read(organisation, staff.all, limit=2, offset=4, up_to=up_to)
    assert (_actions(second), second.has_older) == (["action_2", "action_1"], True)
    assert (_actions(third), third.has_older) == (["action_0"], False)


@ON_SQLITE
async def test_what_a_family_asks_is_read_by_the_managers_of_the_childs_school(
    organisation: Organisation, staff: Staff
) -> None:
    actor, cell = staff.lou.actor(), staff.lou.cell("Lou", "cantine", MONDAY)
    await organisation.write(set_wish, actor, cell, RequestKind.BOOK, NOW)
    await organisation.write(submit_draft, actor, NOW)
    (line,) = (await _read(organisation, staff.limited)).lines
    assert (line.action, line.guardian, line.names["child"]) == ("request", "Anne Bruyère", "Lou Bruyère")
    assert (await _read(organisation, staff.other)).lines == ()


@ON_SQLITE
async def test_children_and_authors_are_those_of_the_own_schools(organisation: Organisation, staff: Staff) -> None:
    for actor, found in ((staff.limited, {"Lou"}), (staff.all, {"Lou", "Noé"})):
        children = [*await organisation.read(find_children, actor, "o", NOW, 20)]
        assert {child.first_name for child in children} == found
    assert await organisation.read(find_children, staff.all, "🦊", NOW, 20) == ()
    authors = await organisation.read(list_authors, staff.limited)
    assert [name for _, name in authors] == ["Alix Charme", "Camille Ortie", "Claude Aubépine"]
    assert len(await organisation.read(list_authors, staff.all)) == 4


@ON_SQLITE
async def test_nobody_learns_a_name_from_elsewhere(organisation: Organisation, staff: Staff) -> None:
    for chosen in (
        JournalFilter(staff_id=staff.other.staff_id),
        JournalFilter(child_id=staff.noe.children["Noé"]),
        JournalFilter(child_id=999),
    ):
        with pytest.raises(NotAuthorisedError):
            await _read(organisation, staff.limited, chosen)


@ON_SQLITE
async def test_who_may_not_read_the_journal_reads_nothing_of_it(organisation: Organisation, staff: Staff) -> None:
    for usecase in (
        lambda uow: read_journal(uow, staff.teacher, JournalFilter(), NOW, limit=10),
        lambda uow: list_authors(uow, staff.teacher),
        lambda uow: find_children(uow, staff.teacher, "Lou", NOW, 10),
    ):
        with pytest.raises(NotAuthorisedError):
            await organisation.read(usecase)
