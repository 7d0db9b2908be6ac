"""What managers are told of requests that wait, and of absences that come late."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from core.db import tables as t
from core.db.outbox import BULK, URGENT
from core.model.notices import Notice
from core.model.people import Role, Scope, StaffActor
from core.model.planning import AbsenceOutcome, RequestState
from core.model.requests import Selection
from core.organisation import Organisation
from core.rules.occurrences import NEXT_DAY, WEEKLY
from core.usecases.absences import AbsenceOrder, declare_absence
from core.usecases.deciding import approve
from core.usecases.digests import (
    DigestFacts,
    LateAbsenceFacts,
    enqueue_validation_digest,
    read_late_absences,
    read_validation_digest,
)
from tests.builders import OTHER_SCHOOL, SCHOOL, Family, Town, build
from tests.clock import FRIDAY, MONDAY, NOW, THIS_MONDAY, TUESDAY, paris
from tests.core.usecases.leases import due, enqueue, leased
from tests.core.usecases.steps import rows

FRIDAY_NINE = paris("2026-11-27 09:00")
THIS_TUESDAY, THIS_THURSDAY = THIS_MONDAY + timedelta(days=1), THIS_MONDAY + timedelta(days=3)


class Story:
    """Lou (CP) and Noé (CE2) of Les Tilleuls, Tom (CP) of Le Grand Pré, and whoever may decide for them."""

    def __init__(self, town: Town) -> None:
        self.bruyere = town.family("Bruyère").guardian("Anne").child("Lou").child("Noé", "CE2")
        self.callune = town.family("Callune", school=OTHER_SCHOOL).guardian("Inès").child("Tom")
        self.staff = {
            "manager": town.manager(),
            "director": town.director(),
            "other director": town.director("Autre direction", school=OTHER_SCHOOL),
            "teacher": town.teacher(),
            "gone": town.manager("Parti"),
        }
        town.suspended(self.staff["gone"])

    def name_of(self, staff_id: int | None) -> str:
        """Who a message is for."""
        return next(name for name, actor in self.staff.items() if actor.staff_id == staff_id)


# --- the validation digest


async def digests(organisation: Organisation, story: Story) -> dict[str, DigestFacts]:
    deliveries = await leased(organisation)
    found = await organisation.read(read_validation_digest, deliveries, FRIDAY_NINE)
    return {story.name_of(one.staff_id): found[one.id] for one in deliveries if one.id in found}


def requested(town: Town) -> Story:
    """Lou and Noé ask for next Monday, Tom for Monday and Tuesday; what is decided already does not wait."""
    story = Story(town)
    town.requested(story.bruyere.cell("Lou", "cantine", MONDAY), story.bruyere.cell("Noé", "cantine", MONDAY))
    town.requested(*story.callune.cells("Tom", "cantine", MONDAY, TUESDAY))
    town.requested(story.bruyere.cell("Lou", "cantine", FRIDAY), state=RequestState.REFUSED)
    return story


async def test_what_waits_about_files_is_told_once_a_week_to_whom_it_is_for(organisation: Organisation) -> None:
    def files(town: Town) -> Story:
        story = Story(town)
        anne, here = story.bruyere.guardians["Anne"], story.bruyere.school.id
        nobodys = town.add(t.guardians, first_name="Inès", last_name="Bruyère")
        for subject, guardian, school_id in (("phone", anne, here), ("email", anne, here), ("erasure", nobodys, None)):
            what = {"kind": subject, "subject": subject, "guardian_id": guardian, "family_id": story.bruyere.id}
            town.add(t.family_requests, **what, school_id=school_id, before={}, after={}, created_at=NOW)
        return story

    story = await build(organisation, files)
    for scope, day in ((WEEKLY, None), (NEXT_DAY, MONDAY)):
        await enqueue(organisation, enqueue_validation_digest, due(Notice.VALIDATION_DIGEST, FRIDAY_NINE, scope, day))
    told = await digests(organisation, story)
    assert {name: (facts.files, facts.counts) for name, facts in told.items()} == {
        "manager": (3, ()),
        "director": (2, ()),
    }


@pytest.mark.parametrize(
    ("scope", "day", "expected"),
    [
        (WEEKLY, None, {"manager": 4, "director": 2, "other director": 2}),
        (NEXT_DAY, MONDAY, {"manager": 3, "director": 2, "other director": 1}),
        (NEXT_DAY, TUESDAY, {"manager": 1, "other director": 1}),
        (NEXT_DAY, FRIDAY, {}),
    ],
)
async def test_those_who_decide_are_told_what_is_pending_in_what_they_look_after(
    organisation: Organisation, scope: str, day: date | None, expected: dict[str, int]
) -> None:
    story = await build(organisation, requested)
    occurrence = due(Notice.VALIDATION_DIGEST, FRIDAY_NINE, scope, day)
    assert await enqueue(organisation, enqueue_validation_digest, occurrence) == len(expected)
    found = await digests(organisation, story)
    assert {name: sum(group.count for group in facts.counts) for name, facts in found.items()} == expected
    assert {(facts.day, facts.is_late) for facts in found.values()} <= {(day, False)}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_late_digest_counts_what_is_left_when_it_is_read(organisation: Organisation) -> None:
    story = await build(organisation, requested)
    occurrence = due(Notice.VALIDATION_DIGEST, FRIDAY_NINE, WEEKLY)
    late = FRIDAY_NINE + timedelta(hours=1)
    assert await enqueue(organisation, enqueue_validation_digest, occurrence, late) == 3
    await organisation.write(approve, story.staff["director"], Selection(), late)
    found = await digests(organisation, story)
    assert {name: [group.school for group in facts.counts] for name, facts in found.items()} == {
        "manager": [OTHER_SCHOOL, OTHER_SCHOOL],
        "other director": [OTHER_SCHOOL, OTHER_SCHOOL],
    }
    assert {(facts.is_late, facts.due_at) for facts in found.values()} == {(True, FRIDAY_NINE)}


# --- late absences


async def late_absences(organisation: Organisation, story: Story) -> dict[str, LateAbsenceFacts]:
    deliveries = await leased(organisation)
    found = await organisation.read(read_late_absences, deliveries, NOW)
    return {story.name_of(one.staff_id): found[one.id] for one in deliveries if one.id in found}


def booked(town: Town) -> Story:
    """This week the deadline is past, next week it is not."""
    story = Story(town)
    days = (THIS_TUESDAY, THIS_THURSDAY, THIS_THURSDAY + timedelta(days=1), MONDAY)
    for child in story.bruyere.children:
        town.booked(*story.bruyere.cells(child, "cantine", *days))
    town.booked(story.callune.cell("Tom", "cantine", THIS_THURSDAY))
    return story


async def declare(organisation: Organisation, family: Family, child: str, *days: date, reason: str = "medical") -> None:
    cells = frozenset(family.cells(child, "cantine", *days))
    await organisation.write(declare_absence, family.actor(), AbsenceOrder(cells, reason), NOW)


async def test_one_message_a_declaration_tells_those_who_decide_of_its_late_days_alone(
    organisation: Organisation,
) -> None:
    story = await build(organisation, booked)
    await declare(organisation, story.bruyere, "Lou", THIS_THURSDAY, THIS_THURSDAY + timedelta(days=1), MONDAY)
    found = await late_absences(organisation, story)
    assert set(found) == {"manager", "director"}
    (absence,) = found["director"].absences
    assert (absence.last_name, absence.first_name, absence.class_name, absence.school) == (
        "Bruyère",
        "Lou",
        "CP",
        SCHOOL,
    )
    assert (absence.service_key, absence.outcome) == ("cantine", AbsenceOutcome.UNDECIDED)
    assert absence.days == (THIS_THURSDAY, THIS_THURSDAY + timedelta(days=1))
    assert "medical" not in str(await rows(organisation, t.outbox)), "it can be a health fact"
    assert "medical" not in str(found)


async def test_an_absence_in_time_is_told_to_nobody_and_one_declared_twice_is_told_once(
    organisation: Organisation,
) -> None:
    story = await build(organisation, booked)
    await declare(organisation, story.bruyere, "Lou", MONDAY)
    assert await rows(organisation, t.outbox) == []
    for _ in range(2):
        await declare(organisation, story.bruyere, "Lou", THIS_THURSDAY)
    assert len(await rows(organisation, t.outbox)) == 2


@pytest.mark.parametrize(
    ("now", "priority"),
    [
        ("2026-11-26 08:00", URGENT),
        ("2026-11-25 23:59", URGENT),
        ("2026-11-25 00:00", URGENT),
        ("2026-11-24 23:59", BULK),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_absence_of_today_or_tomorrow_is_urgent(organisation: Organisation, now: str, priority: int) -> None:
    """By the clocks of the school, not of UTC."""
    told = await build(organisation, booked)
    order = AbsenceOrder(frozenset(told.callune.cells("Tom", "cantine", THIS_THURSDAY)), "other")
    await organisation.write(declare_absence, told.callune.actor(), order, paris(now))
    assert [row.priority for row in await rows(organisation, t.outbox)] == [priority, priority]


@pytest.mark.parametrize("how", ["withdrawn", "decided", "class changed", "scope lost", "role lost"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_absence_that_is_no_longer_theirs_to_decide_is_not_told(organisation: Organisation, how: str) -> None:
    told = await build(organisation, booked)
    director: StaffActor = told.staff["director"]
    await declare(organisation, told.bruyere, "Lou", THIS_THURSDAY)

    def later(town: Town) -> None:
        school = town.school()
        changes = {
            "withdrawn": update(t.booking_requests).values(state=RequestState.WITHDRAWN),
            "decided": update(t.booking_requests).values(state=RequestState.APPROVED),
            "class changed": update(t.staff_scopes).values(class_id=school.classes["CE2"]),
            "scope lost": update(t.staff_scopes).values(school_id=town.school(OTHER_SCHOOL).id),
            "role lost": update(t.staff).where(t.staff.c.id == director.staff_id).values(role=Role.TEACHER),
        }
        town._tx.execute(changes[how])

    await build(organisation, later)
    assert "director" not in await late_absences(organisation, told)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_each_reads_of_a_declaration_what_they_look_after(organisation: Organisation) -> None:
    """Two children of one declaration, whose classes have managers of their own."""

    def story(town: Town) -> tuple[Family, StaffActor, StaffActor]:
        family = town.family("Bruyère").guardian("Anne").child("Lou").child("Noé", "CE2")
        town.booked(*(family.cell(child, "cantine", THIS_THURSDAY) for child in family.children))
        school = town.school()
        of_class = town.manager("Une classe", scopes=[Scope(school.id, school.classes["CE2"])])
        return family, of_class, town.manager()

    family, of_class, of_all = await build(organisation, story)
    cells = frozenset(family.cell(child, "cantine", THIS_THURSDAY) for child in family.children)
    await organisation.write(declare_absence, family.actor(), AbsenceOrder(cells, "other"), NOW)
    deliveries = await leased(organisation)
    found = await organisation.read(read_late_absences, deliveries, NOW)
    names = {one.staff_id: [absence.first_name for absence in found[one.id].absences] for one in deliveries}
    assert names == {of_class.staff_id: ["Noé"], of_all.staff_id: ["Lou", "Noé"]}
