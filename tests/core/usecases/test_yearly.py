"""A family asks for the rest of the year, the service is written to, and applies it with one press."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from core.db import tables as t
from core.model.errors import NotAuthorisedError
from core.model.family import FamilyRequest, FamilyRequestProblem, FamilyRequestState
from core.model.notices import Notice
from core.model.operations import Skip
from core.model.people import Custody, GuardianActor, Permission, Role, StaffActor
from core.model.planning import Mark
from core.model.policy import Roles
from core.model.yearly import (
    LONGEST_COMMENT,
    Standing,
    Wish,
    YearlyFiled,
    YearlyMail,
    YearlyOrder,
    YearlyOutcome,
    YearlyProblem,
)
from core.organisation import Organisation, UnitOfWork
from core.usecases.bulk import list_operations, undo_operation
from core.usecases.delivering import address_due, lease_due
from core.usecases.family_deciding import approve_family_request, list_open, read_open, refuse_family_request
from core.usecases.filing import withdraw_family_request
from core.usecases.yearly import ask_yearly, preview_yearly, read_yearly, read_yearly_mails, read_yearly_outcomes
from tests.builders import OTHER_SCHOOL, Family, Town, build
from tests.clock import NOW, paris
from tests.core.usecases.bulk_orders import booked, told
from tests.core.usecases.leases import as_delivery
from tests.core.usecases.steps import rows

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LAST_WEEKS = date(2027, 6, 21)
"""A Monday of an odd week; school is over on Friday of the week after."""
MONDAYS = [LAST_WEEKS, date(2027, 6, 28)]
LAST_FRIDAY = paris("2027-06-18 18:00")
"""The evening before them."""
MONDAY = frozenset({1})
ENROL = YearlyOrder(Wish.ENROL, frozenset({"cantine"}), MONDAY, LAST_WEEKS)
CANCEL = replace(ENROL, wish=Wish.CANCEL, weekdays=frozenset({1, 2, 4, 5}))

Story = Callable[[Town], tuple[Family, StaffActor]]


def sorbier(town: Town) -> tuple[Family, StaffActor]:
    """Paul and Nina, and Zoé who stays in the evening and does not eat at the canteen; and a manager."""
    family = town.family("Sorbier").guardian("Paul", email="paul@example.org").guardian("Nina")
    return family.child("Zoé", "CP", services=["garderie_soir"]), town.manager()


def booked_on_mondays(town: Town) -> tuple[Family, StaffActor]:
    """Zoé eats at the canteen, on the last Mondays of the year."""
    family = town.family("Sorbier").guardian("Paul").child("Zoé", services=["cantine", "garderie_soir"])
    town.booked(*family.cells("Zoé", "cantine", *MONDAYS))
    return family, town.manager()


async def asked(
    organisation: Organisation, family: Family, order: YearlyOrder = ENROL, comment: str = "", **more: Any
) -> YearlyFiled:
    """Ask for the only child, as the first guardian unless said otherwise."""
    actor, now = more.get("by", family.actor()), more.get("now", NOW)
    filed = await organisation.write(ask_yearly, actor, next(iter(family.children.values())), order, comment, now)
    assert isinstance(filed, YearlyFiled)
    return filed


async def accepted(
    organisation: Organisation, manager: StaffActor, filed: YearlyFiled, now: datetime = NOW
) -> FamilyRequestProblem | YearlyOutcome:
    """Accept, and what came of it."""
    problem = await organisation.write(approve_family_request, manager, filed.request_id, now)
    if problem is not None:
        return problem
    request = await organisation.read(read_open, manager, filed.request_id, now)
    assert request.operation_id is not None
    return (await organisation.read(read_yearly_outcomes, [request.operation_id]))[request.operation_id]


async def request_of(organisation: Organisation, manager: StaffActor) -> FamilyRequest:
    """The only one that waits."""
    (request,) = await organisation.read(list_open, manager, NOW)
    return request


async def mails(organisation: Organisation) -> list[tuple[str, YearlyMail]]:
    """What the service's mailbox is to get."""
    kept = [row for row in await rows(organisation, t.outbox) if row.kind == Notice.YEARLY_REQUEST]
    facts = await organisation.read(read_yearly_mails, [as_delivery(row, channel="email") for row in kept], NOW)
    return [(row.mailbox, facts[row.id]) for row in kept if row.id in facts]


async def left(organisation: Organisation) -> None:
    """What was to be told has left."""
    await organisation.write(lambda uow: uow.tx.execute(t.outbox.update().values(state="addressed")))


async def enrolled(organisation: Organisation, family: Family) -> set[str]:
    """What the only child is enrolled in."""
    (child,) = await organisation.read(read_yearly, family.actor(), NOW)
    return {service.terms.key for service, is_enrolled in child.services if is_enrolled}


# --- accepted


async def test_an_accepted_enrolment_books_the_weekday_until_the_end_of_the_year(organisation: Organisation) -> None:
    family, manager = await build(organisation, sorbier)
    filed = await asked(organisation, family)
    preview = await organisation.read(preview_yearly, manager, await request_of(organisation, manager), NOW)
    assert (preview.cells, preview.enrolments, preview.skipped) == (2, 1, {})
    assert await accepted(organisation, manager, filed) == YearlyOutcome(Wish.ENROL, 2, 1, {})
    assert await enrolled(organisation, family) == {"cantine", "garderie_soir"}
    cells = family.cells("Zoé", "cantine", *MONDAYS)
    assert await booked(organisation) == {(one.child_id, one.service_id, one.day, family.id) for one in cells}
    assert await accepted(organisation, manager, filed) is FamilyRequestProblem.APPROVED, "pressed twice"
    ((guardian, facts),) = await told_of_planning(organisation)
    assert (guardian, facts.children[0].days) == (family.guardians["Nina"], tuple(MONDAYS)), "Paul has his answer"


async def told_of_planning(organisation: Organisation) -> list[tuple[int, Any]]:
    kept = await rows(organisation, t.outbox)
    other = [row.id for row in kept if row.kind not in (Notice.PLANNING_CHANGED,)]
    await organisation.write(lambda uow: uow.tx.execute(t.outbox.delete().where(t.outbox.c.id.in_(other))))
    return await told(organisation)


@on_sqlite
@pytest.mark.parametrize(("story", "order"), [(sorbier, ENROL), (booked_on_mondays, CANCEL)])
async def test_what_was_applied_is_undone_whole_from_the_list(
    organisation: Organisation, story: Story, order: YearlyOrder
) -> None:
    family, manager = await build(organisation, story)
    before = await booked(organisation), await enrolled(organisation, family)
    filed = await asked(organisation, family, order)
    assert isinstance(await accepted(organisation, manager, filed, LAST_FRIDAY), YearlyOutcome)
    assert (await booked(organisation), await enrolled(organisation, family)) != before
    (listed,) = await organisation.read(list_operations, manager, LAST_FRIDAY)
    assert listed.can_undo
    assert await organisation.write(undo_operation, manager, listed.id, LAST_FRIDAY) == 3
    assert (await booked(organisation), await enrolled(organisation, family)) == before


@on_sqlite
async def test_an_accepted_cancellation_of_all_weekdays_ends_the_enrolment(organisation: Organisation) -> None:
    family, manager = await build(organisation, booked_on_mondays)
    outcome = await accepted(organisation, manager, await asked(organisation, family, CANCEL), LAST_FRIDAY)
    assert isinstance(outcome, YearlyOutcome)
    assert (outcome.days, outcome.enrolments, await booked(organisation)) == (2, 1, set())
    assert await enrolled(organisation, family) == {"garderie_soir"}


def booked_before(town: Town) -> tuple[Family, StaffActor]:
    family, manager = booked_on_mondays(town)
    town.booked(family.cell("Zoé", "cantine", date(2026, 11, 30)))
    return family, manager


@on_sqlite
@pytest.mark.parametrize(
    ("story", "order"),
    [
        pytest.param(booked_on_mondays, replace(CANCEL, weekdays=MONDAY), id="another weekday is left"),
        pytest.param(booked_before, CANCEL, id="days before it are booked"),
        pytest.param(booked_on_mondays, CANCEL, id="the service runs before it"),
    ],
)
async def test_an_enrolment_of_which_something_is_left_goes_on(
    organisation: Organisation, story: Story, order: YearlyOrder
) -> None:
    family, manager = await build(organisation, story)
    outcome = await accepted(organisation, manager, await asked(organisation, family, order))
    assert isinstance(outcome, YearlyOutcome)
    assert (outcome.days, outcome.enrolments) == (2, 0)
    assert await enrolled(organisation, family) == {"cantine", "garderie_soir"}


# --- two families


def two_families(town: Town) -> tuple[Family, Family, StaffActor]:
    """Zoé, with Paul in odd weeks, and with Inès in even ones."""
    one = town.family("Sorbier").child("Zoé", services=["cantine"]).guardian("Paul", custody=Custody.ODD_WEEKS)
    other = town.family("Callune").guardian("Inès").raises("Zoé", one.children["Zoé"], custody=Custody.EVEN_WEEKS)
    return one, other, town.manager()


@on_sqlite
async def test_only_the_weeks_of_who_asks_are_booked_and_billed_to_them(organisation: Organisation) -> None:
    one, other, manager = await build(organisation, two_families)
    filed = await asked(organisation, one)
    preview = await organisation.read(preview_yearly, manager, await request_of(organisation, manager), NOW)
    assert (preview.cells, preview.skipped) == (1, {Skip.OTHER_FAMILY: 1})
    outcome = await accepted(organisation, manager, filed)
    assert outcome == YearlyOutcome(Wish.ENROL, 1, 0, {})
    outcome = await accepted(organisation, manager, await asked(organisation, other))
    assert outcome == YearlyOutcome(Wish.ENROL, 1, 0, {}), "nor how many days the other household has booked"
    assert {(day, family) for _, _, day, family in await booked(organisation)} == {
        (MONDAYS[0], one.id),
        (MONDAYS[1], other.id),
    }
    outcome = await accepted(organisation, manager, await asked(organisation, one, CANCEL), LAST_FRIDAY)
    assert outcome == YearlyOutcome(Wish.CANCEL, 1, 0, {}), "nothing of what the other household booked"
    assert [family for _, _, _, family in await booked(organisation)] == [other.id]
    assert await enrolled(organisation, other) == {"cantine"}, "the other household still books"


@on_sqlite
async def test_in_one_family_the_weeks_of_the_other_guardian_stay_theirs(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, StaffActor]:
        family = town.family("Sorbier").child("Zoé", services=["cantine"])
        family.guardian("Paul", custody=Custody.ODD_WEEKS).guardian("Inès", custody=Custody.EVEN_WEEKS)
        return family, town.manager()

    family, manager = await build(organisation, story)
    for name, on_time in (("Paul", MONDAYS[0]), ("Inès", MONDAYS[1])):
        outcome = await accepted(organisation, manager, await asked(organisation, family, by=family.actor(name)))
        assert outcome == YearlyOutcome(Wish.ENROL, 1, 0, {})
        assert on_time in {day for _, _, day, _ in await booked(organisation)}
    filed = await asked(organisation, family, CANCEL, by=family.actor("Paul"))
    assert await accepted(organisation, manager, filed, LAST_FRIDAY) == YearlyOutcome(Wish.CANCEL, 1, 0, {})
    assert [day for _, _, day, _ in await booked(organisation)] == [MONDAYS[1]]
    assert await enrolled(organisation, family) == {"cantine"}, "Inès still books"


# --- what is left of it


@on_sqlite
async def test_what_is_full_billed_or_marked_is_left_out_and_said(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, StaffActor]:
        family, manager = sorbier(town)
        town.places("cantine", 1)
        town.booked(town.family("Genêt").guardian("Jo").child("Mia").cell("Mia", "cantine", MONDAYS[1]))
        town.marked(Mark.PRESENT, family.cell("Zoé", "cantine", date(2027, 6, 14)), by=manager)
        billed = {"month": date(2027, 5, 1), "closed_at": NOW, "closed_by": manager.staff_id}
        town.put(t.billed_months, billed)
        return family, manager

    family, manager = await build(organisation, story)
    filed = await asked(organisation, family, replace(ENROL, first_day=date(2027, 5, 31)))
    skipped = {Skip.BILLED: 1, Skip.FULL: 1, Skip.MARKED: 1}
    preview = await organisation.read(preview_yearly, manager, await request_of(organisation, manager), NOW)
    assert (preview.cells, preview.skipped) == (2, skipped)
    assert await accepted(organisation, manager, filed) == YearlyOutcome(Wish.ENROL, 2, 1, skipped)


@on_sqlite
async def test_accepted_late_it_begins_on_the_first_day_that_is_left(organisation: Organisation) -> None:
    family, manager = await build(organisation, sorbier)
    filed = await asked(organisation, family)
    outcome = await accepted(organisation, manager, filed, paris("2027-06-28 14:00"))
    assert outcome == YearlyOutcome(Wish.ENROL, 0, 1, {}), "that meal has begun"
    family, manager = await build(organisation, lambda town: (town.family("Roy").guardian("Al").child("Max"), manager))
    filed = await asked(organisation, family)
    outcome = await accepted(organisation, manager, filed, paris("2027-06-28 07:00"))
    assert isinstance(outcome, YearlyOutcome)
    assert (outcome.days, outcome.skipped) == (1, {})


@on_sqlite
@pytest.mark.parametrize(
    ("why", "at", "problem"),
    [
        ("over", paris("2027-08-01 09:00"), FamilyRequestProblem.NOTHING_TO_APPLY),
        ("full", NOW, FamilyRequestProblem.NOTHING_TO_APPLY),
        ("left", NOW, FamilyRequestProblem.CHILD_LEFT),
    ],
)
async def test_what_cannot_be_applied_stays_as_it_is(
    organisation: Organisation, why: str, at: datetime, problem: FamilyRequestProblem
) -> None:
    def story(town: Town) -> tuple[Family, StaffActor]:
        if why == "full":
            town.places("cantine", 1)
            town.booked(*town.family("Genêt").guardian("Jo").child("Mia").cells("Mia", "cantine", *MONDAYS))
        return town.family("Sorbier").guardian("Paul").child("Zoé"), town.manager()

    family, manager = await build(organisation, story)
    filed = await asked(organisation, family)
    if why == "left":
        await organisation.write(lambda uow: uow.tx.execute(t.class_members.delete()))
    before = await booked(organisation), await rows(organisation, t.operations)
    assert await accepted(organisation, manager, filed, at) is problem
    assert (await booked(organisation), await rows(organisation, t.operations)) == before
    request = await organisation.read(read_open, manager, filed.request_id, NOW)
    assert request.state is FamilyRequestState.PENDING


@on_sqlite
@pytest.mark.parametrize("has_canteen", [True, False])
async def test_a_child_that_moves_is_booked_at_its_new_school_where_that_has_all(
    organisation: Organisation, has_canteen: bool
) -> None:
    def move(uow: UnitOfWork) -> int:
        town = Town(uow)
        school = town.school(OTHER_SCHOOL)
        uow.tx.execute(t.class_members.update().values(class_id=town.class_(school, "CP")))
        if not has_canteen:
            uow.tx.execute(t.services.delete().where(t.services.c.id == school.services["cantine"]))
        return school.services["cantine"]

    family, manager = await build(organisation, sorbier)
    order = replace(ENROL, services=frozenset({"cantine", "garderie_soir"}))
    filed = await asked(organisation, family, order)
    canteen = await organisation.write(move)
    problem = await organisation.write(approve_family_request, manager, filed.request_id, NOW)
    assert problem is (None if has_canteen else FamilyRequestProblem.NOTHING_TO_APPLY), "half of it is not asked"
    assert (canteen in {service for _, service, _, _ in await booked(organisation)}) is has_canteen


@on_sqlite
async def test_what_is_as_wished_already_may_be_accepted(organisation: Organisation) -> None:
    family, manager = await build(organisation, booked_on_mondays)
    outcome = await accepted(organisation, manager, await asked(organisation, family))
    assert outcome == YearlyOutcome(Wish.ENROL, 0, 0, {Skip.ALREADY_BOOKED: 2})


# --- the mail


async def test_pressed_twice_it_is_mailed_once_and_changed_it_replaces(organisation: Organisation) -> None:
    family, manager = await build(organisation, sorbier)
    mailbox = organisation.policy.contact.email
    first = await asked(organisation, family, comment="  Merci !\n")
    assert (await asked(organisation, family, comment="Merci !")) == YearlyFiled(first.request_id, Standing.SAME)
    ((to, mail),) = await mails(organisation)
    assert (to, mail.order, mail.email, mail.replaces) == (mailbox, ENROL, "paul@example.org", False)
    assert (mail.request.child, mail.request.class_name, mail.request.comment) == ("Zoé Sorbier", "CP", "Merci !")
    second = await asked(organisation, family, comment="Dès lundi")
    assert second.standing is Standing.REPLACED
    ((_, mail),) = await mails(organisation)
    assert (mail.request.comment, mail.replaces) == ("Dès lundi", False), "the first one has not left"
    await left(organisation)
    await asked(organisation, family, comment="Dès mardi")
    assert [(mail.request.comment, mail.replaces) for _, mail in await mails(organisation)] == [("Dès mardi", True)]
    request = await request_of(organisation, manager)
    await organisation.write(withdraw_family_request, family.actor(), request.id, NOW)
    assert await mails(organisation) == [], "what was withdrawn is not mailed"


@on_sqlite
async def test_each_wish_of_each_guardian_is_pending_on_its_own(organisation: Organisation) -> None:
    family, manager = await build(organisation, sorbier)
    evening = replace(CANCEL, services=frozenset({"garderie_soir"}))
    for actor in (family.actor("Paul"), family.actor("Nina")):
        for order in (ENROL, evening):
            filed = await asked(organisation, family, order, by=actor)
            assert filed.standing is Standing.NEW
    (child,) = await organisation.read(read_yearly, family.actor("Nina"), NOW)
    assert {wish: one.guardian for wish, one in child.pending.items()} == dict.fromkeys(Wish, "Nina Sorbier")
    assert [mail.email for _, mail in await mails(organisation)] == ["paul@example.org"] * 2 + [None] * 2
    (first, *_) = await organisation.read(list_open, manager, NOW)
    await organisation.write(refuse_family_request, manager, first.id, "Il n’y a plus de place.", NOW)
    (child,) = await organisation.read(read_yearly, family.actor("Paul"), NOW)
    assert list(child.pending) == [Wish.CANCEL]


@on_sqlite
async def test_the_mail_goes_to_the_mailbox_of_the_service_in_its_own_language(organisation: Organisation) -> None:
    family, _ = await build(organisation, sorbier)
    await build(organisation, lambda town: town.linked(7, family.actor(), locale="en"))
    await asked(organisation, family)
    await organisation.write(address_due, NOW)
    leased = await organisation.write(lease_due, "relay", ["email", "telegram"], 10, timedelta(minutes=1), NOW)
    assert [(one.channel, one.address, one.locale) for one in leased] == [
        ("email", organisation.policy.contact.email, "fr")
    ]
    assert list(await organisation.read(read_yearly_mails, leased, NOW)) == [leased[0].id]


@on_sqlite
async def test_an_address_that_bounced_gets_no_copy(organisation: Organisation) -> None:
    family, _ = await build(organisation, sorbier)
    await asked(organisation, family)
    await organisation.write(lambda uow: uow.tx.execute(t.guardians.update().values(email_refused_at=NOW)))
    ((_, mail),) = await mails(organisation)
    assert mail.email is None


# --- what is not asked


@on_sqlite
@pytest.mark.parametrize(
    ("order", "comment", "problem"),
    [
        (replace(ENROL, services=frozenset()), "", YearlyProblem.NO_SERVICE),
        (replace(ENROL, services=frozenset({"piscine"})), "", YearlyProblem.NO_SERVICE),
        (replace(ENROL, wish=Wish.CANCEL), "", YearlyProblem.NO_SERVICE),
        (replace(ENROL, weekdays=frozenset()), "", YearlyProblem.NO_WEEKDAY),
        (replace(ENROL, weekdays=frozenset({1, 7})), "", YearlyProblem.NO_WEEKDAY),
        (replace(ENROL, first_day=date(2026, 11, 24)), "", YearlyProblem.TOO_SOON),
        (replace(ENROL, first_day=date(2027, 8, 1)), "", YearlyProblem.TOO_LATE),
        (ENROL, "x" * (LONGEST_COMMENT + 1), YearlyProblem.TOO_LONG),
    ],
)
async def test_what_makes_no_sense_is_not_sent(
    organisation: Organisation, order: YearlyOrder, comment: str, problem: YearlyProblem
) -> None:
    family, _ = await build(organisation, sorbier)
    assert await organisation.write(ask_yearly, family.actor(), family.children["Zoé"], order, comment, NOW) is problem
    assert await rows(organisation, t.outbox) == await rows(organisation, t.family_requests) == []


@on_sqlite
async def test_nobody_asks_for_another_child_or_decides_without_both_rights(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, GuardianActor, StaffActor, list[StaffActor]]:
        family, manager = sorbier(town)
        stranger = town.family("Genêt").guardian("Jo").child("Mia", None)
        staff = [town.manager(role, role=role) for role in (Role.KITCHEN, Role.CARER)]
        staff += [town.director(school=OTHER_SCHOOL), town.director("Max Érable"), town.teacher()]
        return family, stranger.actor(), manager, staff

    decides = Roles(director=frozenset({Permission.DECIDE_REQUESTS}), teacher=frozenset(Permission))
    organisation = replace(organisation, policy=organisation.policy.model_copy(update={"roles": decides}))
    family, stranger, manager, staff = await build(organisation, story)
    with pytest.raises(NotAuthorisedError):
        await organisation.write(ask_yearly, stranger, family.children["Zoé"], ENROL, "", NOW)
    assert await organisation.read(read_yearly, stranger, NOW) == ()
    filed = await asked(organisation, family)
    request = await request_of(organisation, manager)
    for actor in staff:
        with pytest.raises(NotAuthorisedError):
            await organisation.read(preview_yearly, actor, request, NOW)
        with pytest.raises(NotAuthorisedError):
            await organisation.write(approve_family_request, actor, filed.request_id, NOW)
