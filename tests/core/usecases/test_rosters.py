"""The roster of the day: who is told, and what."""

from dataclasses import dataclass

import pytest
from sqlalchemy import update

from core.db import tables as t
from core.model.notices import Notice
from core.model.people import Role, Scope, StaffActor
from core.model.planning import AbsenceOutcome, Mark, RequestKind, RequestState
from core.model.policy import Policy
from core.model.rosters import Names, Presence, RosterFacts, Tally
from core.organisation import Organisation, UnitOfWork
from core.rules.occurrences import Occurrence
from core.usecases.rosters import enqueue_rosters, read_rosters
from tests.builders import OTHER_SCHOOL, SCHOOL, Town, build
from tests.clock import MONDAY, NOW, TUESDAY, paris
from tests.core.usecases.leases import due, enqueue, leased
from tests.core.usecases.steps import rows
from tests.core.usecases.test_statement_counts import cost

EIGHT = paris("2026-11-30 08:00")


def roster(role: Role) -> Occurrence:
    return due(Notice.ROSTER, EIGHT, role, MONDAY)


async def read(organisation: Organisation, channel: str = "telegram") -> list[RosterFacts]:
    """What is told, in the order of the outbox."""
    deliveries = await leased(organisation, channel)
    return list((await organisation.read(read_rosters, deliveries, EIGHT)).values())


def member(town: Town, role: Role, *scopes: Scope, email: str | None = None) -> StaffActor:
    """A member of staff, called by the role."""
    actor = town.manager(f"{role} {scopes}", role=role, scopes=scopes)
    if email:
        town._tx.execute(update(t.staff).where(t.staff.c.id == actor.staff_id).values(email=email))
    return actor


def team(town: Town, chat_id: int, role: Role, school_id: int | None = None, **values: object) -> int:
    """The chat of a role's team."""
    known = {"title": role, "role": role, "school_id": school_id, "locale": "fr", "linked_at": NOW}
    return town.add(
        t.group_chats, telegram_id=chat_id, linked_by=town.manager(f"M{chat_id}").staff_id, **known, **values
    )


def one_class(town: Town) -> None:
    """Lou and Noé (CP) and Zélie (no class) eat at Les Tilleuls on Monday; Tom (CP) at Le Grand Pré."""
    family = town.family("Bruyère").guardian("Anne").child("Lou").child("Noé").child("Zélie", None)
    other = town.family("Callune", school=OTHER_SCHOOL).guardian("Inès").child("Tom")
    town.booked(*(family.cell(child, "cantine", MONDAY) for child in family.children))
    town.booked(other.cell("Tom", "cantine", MONDAY), family.cell("Lou", "garderie_soir", MONDAY))


@dataclass(frozen=True)
class Told:
    """Staff and teams, by who they are."""

    staff: dict[str, int]
    groups: dict[str, int]


async def test_the_roster_goes_to_each_of_the_role_who_looks_after_a_school_that_is_open(
    organisation: Organisation,
) -> None:
    def story(town: Town) -> Told:
        town.closed(MONDAY, school=OTHER_SCHOOL)
        here, closed = town.school().id, town.school(OTHER_SCHOOL).id
        staff = {
            "everywhere": member(town, Role.CARER, Scope()),
            "here": member(town, Role.CARER, Scope(here)),
            "both": member(town, Role.CARER, Scope(closed), Scope(here)),
            "closed": member(town, Role.CARER, Scope(closed)),
            "nowhere": member(town, Role.CARER),
            "suspended": town.manager("Parti", role=Role.CARER),
            "kitchen": member(town, Role.KITCHEN, Scope()),
        }
        town.suspended(staff["suspended"])
        groups = {
            "all": team(town, -1, Role.CARER),
            "closed": team(town, -2, Role.CARER, closed),
            "blocked": team(town, -3, Role.CARER, blocked_at=NOW),
            "kitchen": team(town, -4, Role.KITCHEN),
        }
        return Told({name: actor.staff_id for name, actor in staff.items()}, groups)

    told = await build(organisation, story)
    assert await enqueue(organisation, enqueue_rosters, roster(Role.CARER)) == 4
    messages = await rows(organisation, t.outbox)
    assert {message.staff_id for message in messages if message.staff_id} == {
        told.staff[name] for name in ("everywhere", "here", "both")
    }
    assert [message.group_id for message in messages if message.group_id] == [told.groups["all"]]
    assert {message.expires_at for message in messages} == {roster(Role.CARER).until}
    assert {message.kind for message in messages} == {Notice.ROSTER}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_nobody_is_told_of_a_day_on_which_everything_is_closed(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        town.closed(MONDAY)
        member(town, Role.CARER, Scope(town.school().id))
        member(town, Role.CARER, Scope())

    await build(organisation, story)
    assert await enqueue(organisation, enqueue_rosters, roster(Role.CARER)) == 0


PLACES = {
    "booked": (Presence.EXPECTED, Tally(booked=1)),
    "booked, and asks again": (Presence.EXPECTED, Tally(booked=1)),
    "marked present": (Presence.EXPECTED, Tally(booked=1)),
    "asks to cancel": (Presence.EXPECTED, Tally(booked=1)),
    "asks to book": (Presence.PENDING, Tally(pending=1)),
    "declares an absence": (Presence.DECLARED_ABSENT, Tally(booked=1, declared_absent=1)),
    "absent, excused": (Presence.ABSENT, Tally(absent=1)),
    "absent, billed": (Presence.ABSENT, Tally(absent=1)),
    "declared, then seen": (Presence.EXPECTED, Tally(booked=1)),
    "was refused": None,
    "gave the place back": None,
    "withdrew": None,
    "comes on another day": None,
}


async def test_each_child_is_counted_as_what_is_known_of_the_day(organisation: Organisation) -> None:
    """One child a case, each in a class of that name."""

    def story(town: Town) -> None:
        manager = town.manager()
        member(town, Role.DIRECTOR, Scope(town.school().id))
        family = town.family("Bruyère").guardian("Anne")
        cells = {case: family.child(case, case).cell(case, "cantine", MONDAY) for case in PLACES}
        unbooked = {"asks to book", "was refused", "gave the place back", "withdrew", "comes on another day"}
        town.booked(*(cell for case, cell in cells.items() if case not in unbooked))
        town.booked(family.cell("comes on another day", "cantine", TUESDAY))
        town.requested(cells["asks to book"], cells["booked, and asks again"])
        town.requested(cells["asks to cancel"], kind=RequestKind.CANCEL)
        town.requested(cells["declares an absence"], cells["declared, then seen"], kind=RequestKind.ABSENCE)
        town.requested(cells["was refused"], state=RequestState.REFUSED)
        town.requested(cells["withdrew"], state=RequestState.WITHDRAWN)
        given_back = AbsenceOutcome.GIVEN_BACK
        approved = RequestState.APPROVED
        town.requested(cells["gave the place back"], kind=RequestKind.ABSENCE, state=approved, outcome=given_back)
        town.marked(Mark.PRESENT, cells["marked present"], cells["declared, then seen"], by=manager)
        town.marked(Mark.ABSENT_EXCUSED, cells["absent, excused"], by=manager)
        town.marked(Mark.ABSENT_BILLED, cells["absent, billed"], by=manager)

    await build(organisation, story)
    await enqueue(organisation, enqueue_rosters, roster(Role.DIRECTOR))
    (facts,) = await read(organisation, "email")
    assert facts.roster is not None
    found = {
        sheet.class_name: (sheet.children[0].presences["cantine"], group.tallies["cantine"])
        for sheet, group in zip(facts.roster.sheets, facts.groups, strict=True)
    }
    assert found == {case: known for case, known in PLACES.items() if known is not None}


@pytest.mark.parametrize(
    ("role", "channel", "in_chat", "has_email", "names"),
    [
        (Role.TEACHER, "email", False, True, Names.ATTACHED),
        (Role.TEACHER, "telegram", False, True, Names.BY_EMAIL),
        (Role.CARER, "telegram", False, False, Names.NO_ADDRESS),
        (Role.DIRECTOR, "telegram", True, False, Names.ATTACHED),
        (Role.KITCHEN, "email", True, True, Names.NONE),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_names_go_by_email_and_into_the_chat_where_the_policy_allows_but_never_to_the_kitchen(
    organisation: Organisation, role: Role, channel: str, in_chat: bool, has_email: bool, names: Names
) -> None:
    def story(town: Town) -> None:
        one_class(town)
        school = town.school()
        scope = Scope(school.id, school.classes["CP"]) if role is Role.TEACHER else Scope(school.id)
        member(town, role, scope, email="service@example.org" if has_email else None)
        team(town, -1, role)

    notices = organisation.policy.notices.model_copy(update={"names_in_chat": in_chat})
    policy: Policy = organisation.policy.model_copy(update={"notices": notices})
    here = Organisation(organisation.database, policy)
    await build(here, story)
    await enqueue(here, enqueue_rosters, roster(role))
    person, group = await read(here, channel)
    assert person.names is names
    assert (person.roster is not None) is (names is Names.ATTACHED)
    assert (group.names, group.roster) == (Names.NONE, None), "a team is told numbers"


async def test_each_reads_their_own_classes_and_a_team_its_school(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        one_class(town)
        school = town.school()
        member(town, Role.TEACHER, Scope(school.id, school.classes["CP"]), email="cp@example.org")
        member(town, Role.TEACHER, Scope(town.school(OTHER_SCHOOL).id, town.class_(town.school(OTHER_SCHOOL), "CM2")))
        team(town, -1, Role.TEACHER)

    await build(organisation, story)
    await enqueue(organisation, enqueue_rosters, roster(Role.TEACHER))
    teacher, empty, everybody = await read(organisation, "email")
    assert [(group.school, group.class_name, group.tallies["cantine"].booked) for group in everybody.groups] == [
        (OTHER_SCHOOL, "CP", 1),
        (SCHOOL, "CP", 2),
        (SCHOOL, None, 1),
    ]
    assert [(group.school, group.class_name) for group in teacher.groups] == [(SCHOOL, "CP")]
    assert (empty.groups, empty.names, empty.roster) == ((), Names.NONE, None)
    assert teacher.roster is not None
    (sheet,) = teacher.roster.sheets
    assert sheet.service_keys == ("garderie_matin", "cantine", "garderie_soir")
    assert [(child.first_name, set(child.presences)) for child in sheet.children] == [
        ("Lou", {"cantine", "garderie_soir"}),
        ("Noé", {"cantine"}),
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_children_are_listed_by_name_as_people_look_them_up(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        family = town.family("Famille").guardian("Anne")
        for name in ("Zola", "Élan", "Ezra", "d’Alès"):
            town.booked(family.child(name, last_name=name).cell(name, "cantine", MONDAY))
        member(town, Role.CARER, Scope())

    await build(organisation, story)
    await enqueue(organisation, enqueue_rosters, roster(Role.CARER))
    (facts,) = await read(organisation, "email")
    assert facts.roster is not None
    assert [child.last_name for child in facts.roster.sheets[0].children] == ["d’Alès", "Élan", "Ezra", "Zola"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_changes_after_the_roster_was_due_is_read_as_it_is_then(organisation: Organisation) -> None:
    """A school is closed, a member of staff changes roles and another leaves, while messages wait."""

    def story(town: Town) -> tuple[StaffActor, StaffActor]:
        one_class(town)
        member(town, Role.CARER, Scope())
        member(town, Role.KITCHEN, Scope())
        return member(town, Role.CARER, Scope(town.school().id)), town.manager("Parti", role=Role.CARER)

    promoted, gone = await build(organisation, story)
    assert await enqueue(organisation, enqueue_rosters, roster(Role.CARER)) == 3
    assert await enqueue(organisation, enqueue_rosters, roster(Role.KITCHEN)) == 1

    def later(town: Town) -> None:
        town.closed(MONDAY, school=SCHOOL, service="cantine")
        town.suspended(gone)
        town._tx.execute(update(t.staff).where(t.staff.c.id == promoted.staff_id).values(role=Role.KITCHEN))

    await build(organisation, later)
    facts, kitchen = await read(organisation)
    assert (facts.role, kitchen.role) == (Role.CARER, Role.KITCHEN)
    assert [(group.school, set(group.tallies)) for group in facts.groups] == [
        (OTHER_SCHOOL, {"garderie_matin", "cantine", "garderie_soir"}),
        (SCHOOL, {"garderie_matin", "garderie_soir"}),
    ]


@pytest.mark.parametrize(("now", "is_late"), [("08:30:00", False), ("08:30:01", True), ("11:00:00", True)])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_roster_more_than_half_an_hour_late_says_so(
    organisation: Organisation, now: str, is_late: bool
) -> None:
    await build(organisation, lambda town: member(town, Role.KITCHEN, Scope(town.school().id)))
    await enqueue(organisation, enqueue_rosters, roster(Role.KITCHEN), paris(f"2026-11-30 {now}"))
    (facts,) = await read(organisation)
    assert (facts.is_late, facts.due_at) == (is_late, EIGHT)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_reading_forty_rosters_takes_as_many_statements_as_one(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        for family in town.families(60):
            town.booked(family.cell("Charlie", "cantine", MONDAY))
        for number in range(40):
            town.manager(f"Personne {number}", role=Role.CARER)

    await build(organisation, story)
    await enqueue(organisation, enqueue_rosters, roster(Role.CARER))
    deliveries = await leased(organisation, "email")

    async def costs(count: int) -> int:
        def work(uow: UnitOfWork) -> object:
            return read_rosters(uow, deliveries[:count], EIGHT)

        return await cost(organisation, work)

    assert len(deliveries) == 40
    assert await costs(1) == await costs(40)
