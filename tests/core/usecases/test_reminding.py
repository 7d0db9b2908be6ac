"""Who is reminded of a deadline, and of what."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from core.db import tables as t
from core.db.deliveries import Leased
from core.model.notices import Notice
from core.model.people import Custody
from core.model.planning import RequestKind, RequestState
from core.organisation import Organisation
from core.rules.occurrences import Occurrence
from core.usecases.preferring import mute
from core.usecases.reminding import ReminderFacts, enqueue_reminders, read_reminders
from tests.builders import OTHER_SCHOOL, Family, Town, build
from tests.clock import FRIDAY, LAST_MONDAY, MONDAY, THURSDAY, TUESDAY, paris
from tests.core.usecases.leases import as_delivery, enqueue
from tests.core.usecases.steps import rows
from tests.core.usecases.test_statement_counts import cost

DEADLINE = paris("2026-11-27 00:00")
EVENING = paris("2026-11-26 18:00")
SERVICES = frozenset({"garderie_matin", "cantine", "garderie_soir"})
DAYS = (MONDAY, TUESDAY, THURSDAY, FRIDAY)
REMINDER = Occurrence(
    Notice.REMINDER,
    EVENING,
    DEADLINE.isoformat(),
    DEADLINE,
    deadline=DEADLINE,
    first_day=MONDAY,
    last_day=FRIDAY,
    service_keys=SERVICES,
)

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def leased(organisation: Organisation) -> list[Leased]:
    """A delivery for each message there is; their numbers differ."""
    return [as_delivery(row, 100 + row.id) for row in await rows(organisation, t.outbox)]


async def remind(organisation: Organisation) -> Mapping[int, ReminderFacts]:
    """What each guardian is told, by guardian; whoever got a message is told something."""
    count = await enqueue(organisation, enqueue_reminders, REMINDER)
    deliveries = await leased(organisation)
    told = await organisation.read(read_reminders, deliveries, EVENING)
    assert len(told) == len(deliveries) == count
    return {delivery.guardian_id or 0: told[delivery.id] for delivery in deliveries}


def bruyere(town: Town) -> Family:
    """Anne and Lou, who only eats at the canteen."""
    return town.family("Bruyère").guardian("Anne").child("Lou", "CP", services=["cantine"])


def of(told: ReminderFacts) -> list[tuple[str, list[tuple[str, int]]]]:
    """Each child, and how many days of each service."""
    return [(child.first_name, [(label.fr, len(days)) for label, days in child.services]) for child in told.children]


async def test_a_family_that_booked_nothing_is_told_of_each_child_service_and_day(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        return bruyere(town).child("Noé", "CE2", services=["garderie_soir", "garderie_matin"])

    family = await build(organisation, story)
    told = (await remind(organisation))[family.guardians["Anne"]]
    assert of(told) == [("Lou", [("Cantine", 4)]), ("Noé", [("Garderie du matin", 4), ("Garderie du soir", 4)])]
    assert told.children[0].services[0][1] == DAYS
    assert (told.deadline, told.first_day, told.last_day, told.drafted) == (DEADLINE, MONDAY, FRIDAY, 0)


async def test_a_reminder_expires_with_its_deadline_and_holds_no_names(organisation: Organisation) -> None:
    await build(organisation, bruyere)
    await remind(organisation)
    (row,) = await organisation.read(lambda uow: list(uow.tx.execute(select(t.outbox))))
    assert (row.kind, row.expires_at, row.occurrence_id) == ("reminder", DEADLINE, 1)
    assert row.facts == {
        "deadline": "2026-11-26T23:00:00+00:00",
        "first_day": "2026-11-30",
        "last_day": "2026-12-04",
        "services": sorted(SERVICES),
    }


Story = Callable[[Town, Family], object]


def other(town: Town) -> Family:
    return town.family("Genêt").guardian("Jo").child("Mia", "CM2", services=["cantine"])


def fill(town: Town) -> None:
    town.places("cantine", 1)
    town.booked(*other(town).cells("Mia", "cantine", *DAYS))


THOUGHT_OF: dict[str, Story] = {
    "booked": lambda town, f: town.booked(f.cell("Lou", "cantine", THURSDAY)),
    "booked elsewhere in the week": lambda town, f: town.booked(f.cell("Lou", "garderie_soir", MONDAY)),
    "asked for": lambda town, f: town.requested(f.cell("Lou", "cantine", MONDAY)),
    "cancelled": lambda town, f: town.requested(
        f.cell("Lou", "cantine", MONDAY), kind=RequestKind.CANCEL, state=RequestState.APPROVED
    ),
    "closed": lambda town, _: town.closed(MONDAY, FRIDAY),
    "school closed": lambda town, f: town.closed(MONDAY, FRIDAY, school=f.school.name),
    "full": lambda town, _: fill(town),
}


@ON_SQLITE
@pytest.mark.parametrize("why", THOUGHT_OF)
async def test_who_has_thought_of_the_week_or_can_do_nothing_is_left_alone(
    organisation: Organisation, why: str
) -> None:
    def story(town: Town) -> None:
        THOUGHT_OF[why](town, bruyere(town))

    await build(organisation, story)
    assert await remind(organisation) == {}


FORGOTTEN: dict[str, Story] = {
    "the week before": lambda town, f: town.booked(f.cell("Lou", "cantine", LAST_MONDAY)),
    "refused": lambda town, f: town.requested(f.cell("Lou", "cantine", MONDAY), state=RequestState.REFUSED),
    "withdrawn": lambda town, f: town.requested(f.cell("Lou", "cantine", MONDAY), state=RequestState.WITHDRAWN),
    "the other school closed": lambda town, _: town.closed(MONDAY, FRIDAY, school=OTHER_SCHOOL),
    "another child booked": lambda town, f: town.booked(
        f.child("Noé", "CE2", services=["cantine"]).cell("Noé", "cantine", MONDAY)
    ),
}


@ON_SQLITE
@pytest.mark.parametrize("why", FORGOTTEN)
async def test_what_is_not_about_the_child_s_week_spares_nobody_the_reminder(
    organisation: Organisation, why: str
) -> None:
    def story(town: Town) -> Family:
        family = bruyere(town)
        FORGOTTEN[why](town, family)
        return family

    family = await build(organisation, story)
    told = await remind(organisation)
    assert of(told[family.guardians["Anne"]]) == [("Lou", [("Cantine", 4)])]


@ON_SQLITE
async def test_who_is_not_enrolled_or_in_no_class_is_not_reminded(organisation: Organisation) -> None:
    def story(town: Town) -> None:
        town.family("Bruyère").guardian("Anne").child("Lou", "CP", services=[])
        town.family("Genêt").guardian("Jo").child("Mia", None)

    await build(organisation, story)
    assert await remind(organisation) == {}


async def test_of_guardians_apart_only_the_one_whose_week_it_is_is_reminded(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        family = town.family("Bruyère").child("Lou", "CP", services=["cantine"])
        return family.guardian("Anne", custody=Custody.EVEN_WEEKS).guardian("Paul", custody=Custody.ODD_WEEKS)

    family = await build(organisation, story)
    assert set(await remind(organisation)) == {family.guardians["Paul"]}


async def test_who_has_not_sent_the_draft_is_told_how_much_is_in_it(organisation: Organisation) -> None:
    """Not the wishes that can no longer be asked for, nor those for another week."""

    def story(town: Town) -> Family:
        family = bruyere(town)
        town.booked(family.cell("Lou", "cantine", MONDAY))
        town.drafted(family.actor(), *family.cells("Lou", "cantine", MONDAY, TUESDAY, LAST_MONDAY))
        town.drafted(family.actor(), family.cell("Lou", "garderie_soir", TUESDAY))
        return family

    family = await build(organisation, story)
    told = (await remind(organisation))[family.guardians["Anne"]]
    assert (told.children, told.drafted) == ((), 1)


@pytest.mark.parametrize(("until", "is_told"), [(None, False), (FRIDAY, False), (MONDAY, False), (LAST_MONDAY, True)])
async def test_who_wants_none_is_not_reminded(organisation: Organisation, until: date | None, is_told: bool) -> None:
    family = await build(organisation, bruyere)
    await organisation.write(mute, family.actor(), Notice.REMINDER, until)
    assert bool(await remind(organisation)) is is_told


@ON_SQLITE
async def test_a_reminder_read_later_says_how_things_are_then(organisation: Organisation) -> None:
    """Anne booked meanwhile, Jo wants no reminder any more, Paul is still to be told; at the deadline nobody is."""

    def story(town: Town) -> tuple[Family, Family, Family]:
        paille = town.family("Paille").guardian("Paul").child("Max", services=["cantine"])
        return bruyere(town), other(town), paille

    anne, jo, paul = await build(organisation, story)
    await enqueue(organisation, enqueue_reminders, REMINDER)
    deliveries = await leased(organisation)
    assert len(deliveries) == 3
    await build(organisation, lambda town: town.booked(anne.cell("Lou", "cantine", MONDAY)))
    await organisation.write(mute, jo.actor(), Notice.REMINDER, None)

    async def told(now: datetime) -> set[int | None]:
        facts = await organisation.read(read_reminders, deliveries, now)
        return {delivery.guardian_id for delivery in deliveries if delivery.id in facts}

    assert await told(EVENING + timedelta(minutes=5)) == {paul.actor().guardian_id}
    assert await told(DEADLINE) == set()


@ON_SQLITE
async def test_a_town_takes_as_many_statements_as_a_family(organisation: Organisation) -> None:
    async def costs() -> tuple[int, int]:
        deliveries = await leased(organisation)
        return (
            await cost(organisation, lambda uow: enqueue_reminders(uow, REMINDER, 1, EVENING)),
            await cost(organisation, lambda uow: read_reminders(uow, deliveries, EVENING)),
        )

    await build(organisation, lambda town: town.families(2))
    await enqueue(organisation, enqueue_reminders, REMINDER)
    few = await costs()
    await build(organisation, lambda town: town.families(300, school=OTHER_SCHOOL))
    await organisation.write(lambda uow: enqueue_reminders(uow, REMINDER, 1, EVENING))
    assert await costs() == few


def test_only_a_reminder_has_a_deadline_to_speak_of() -> None:
    roster = Occurrence(Notice.ROSTER, EVENING, "", DEADLINE, day=MONDAY)
    with pytest.raises(ValueError, match="not a reminder"):
        enqueue_reminders(None, roster, 1, EVENING)  # type: ignore[arg-type]
