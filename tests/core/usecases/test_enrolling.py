"""Individual enrolment."""

import pytest

from core.db import tables as t
from core.model.errors import NotAuthorisedError
from core.model.operations import EnrolmentProblem
from core.model.people import StaffActor
from core.model.planning import RequestKind
from core.organisation import Organisation
from core.usecases.enrolling import find_pupils, read_enrolments, set_enrolment
from tests.builders import OTHER_SCHOOL, SCHOOL, Family, Town, build
from tests.clock import LAST_MONDAY, MONDAY, NOW, TUESDAY
from tests.core.usecases.steps import rows

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def lou(town: Town) -> tuple[Family, StaffActor]:
    """Lou, who may eat at school and nothing else."""
    return town.family("Bruyère").guardian("Anne").child("Lou", services=["cantine"]), town.director()


@on_sqlite
async def test_a_pupil_is_found_without_regard_to_case_accents_and_hyphens(organisation: Organisation) -> None:
    def story(town: Town) -> StaffActor:
        town.family("d’Alès-Œillet").child("Zoé").child("Jean-Éloi").child("Ana", None)
        town.family("Bruyère").child("Zoé", "CE1")
        town.family("Dalès", school=OTHER_SCHOOL).child("Zoé")
        return town.director()

    director = await build(organisation, story)

    async def found(text: str, limit: int = 20) -> list[tuple[str, str, str, str]]:
        pupils = await organisation.read(find_pupils, director, text, NOW, limit)
        return [(one.last_name, one.first_name, one.class_name, one.school) for one in pupils]

    zoe = ("d’Alès-Œillet", "Zoé", "CP", SCHOOL)
    assert await found("zoe") == [("Bruyère", "Zoé", "CE1", SCHOOL), zoe]
    assert await found("ZOÉ d'ales oeillet") == [zoe]
    assert await found("jean eloi") == [("d’Alès-Œillet", "Jean-Éloi", "CP", SCHOOL)]
    assert await found("zoe", 1) == [("Bruyère", "Zoé", "CE1", SCHOOL)]
    assert await found("ana") == await found(" - ") == [], "in no class, and no letter"


async def test_enrolling_and_ending_say_what_should_be(organisation: Organisation) -> None:
    family, director = await build(organisation, lou)
    child, evening = family.children["Lou"], family.school.services["garderie_soir"]
    for wanted, expected in ((True, True), (True, True), (False, False), (False, False)):
        assert await organisation.write(set_enrolment, director, child, evening, wanted=wanted, now=NOW) is None
        card = await organisation.read(read_enrolments, director, child, NOW)
        assert {one.service.terms.key: one.is_enrolled for one in card.services} == {
            "garderie_matin": False,
            "cantine": True,
            "garderie_soir": expected,
        }
    assert (card.pupil.first_name, card.pupil.class_name, card.school_year) == ("Lou", "CP", 2026)
    events = await rows(organisation, t.audit_events)
    assert [(one.action, one.facts["enrolled"]) for one in events] == [("enrol", True), ("enrol", False)]


@on_sqlite
async def test_no_enrolment_ends_while_bookings_or_requests_hang_on_it(organisation: Organisation) -> None:
    family, director = await build(organisation, lou)
    child, canteen = family.children["Lou"], family.school.services["cantine"]
    await build(organisation, lambda town: town.booked(*family.cells("Lou", "cantine", LAST_MONDAY, MONDAY)))
    assert (await organisation.read(read_enrolments, director, child, NOW)).services[1].coming_bookings == 1

    async def end() -> EnrolmentProblem | None:
        return await organisation.write(set_enrolment, director, child, canteen, wanted=False, now=NOW)

    assert await end() is EnrolmentProblem.HAS_BOOKINGS

    def meanwhile(town: Town) -> None:
        town.requested(family.cell("Lou", "cantine", TUESDAY), kind=RequestKind.BOOK)

    await build(organisation, meanwhile)
    await organisation.write(lambda uow: uow.tx.execute(t.bookings.delete().where(t.bookings.c.day == MONDAY)))
    assert await end() is EnrolmentProblem.PENDING
    await organisation.write(lambda uow: uow.tx.execute(t.booking_requests.delete()))
    assert await end() is None, "what is past does not hold it"
    assert len(await rows(organisation, t.bookings)) == 1


@on_sqlite
async def test_nobody_enrols_a_child_or_in_a_service_of_another_school(organisation: Organisation) -> None:
    def story(town: Town) -> tuple[Family, Family, StaffActor]:
        family, director = lou(town)
        return family, town.family("Hêtre", school=OTHER_SCHOOL).child("Max").child("Ana", None), director

    family, other, director = await build(organisation, story)
    here, there = family.school.services["cantine"], other.school.services["cantine"]
    own, strange, classless = family.children["Lou"], other.children["Max"], other.children["Ana"]
    for child, service in (
        (own, there),
        (own, 999),
        (strange, there),
        (strange, here),
        (classless, there),
        (999, here),
    ):
        with pytest.raises(NotAuthorisedError):
            await organisation.write(set_enrolment, director, child, service, wanted=True, now=NOW)
    for child in (strange, classless, 999):
        with pytest.raises(NotAuthorisedError):
            await organisation.read(read_enrolments, director, child, NOW)
    assert await rows(organisation, t.audit_events) == []
