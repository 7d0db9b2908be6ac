"""Requests about files, as the tests of asking and deciding begin with them."""

from dataclasses import dataclass

from sqlalchemy import Executable

from core.db import tables as t
from core.model.family import FamilyRequestKind, NewFamilyRequest
from core.model.people import StaffActor
from core.organisation import Organisation
from tests.builders import OTHER_SCHOOL, Family, Town

OLD, NEW = "06 12 34 56 78", "06 98 76 54 32"

PHONE = NewFamilyRequest(FamilyRequestKind.PHONE, "phone", {"phone": OLD}, {"phone": NEW})
EMAIL = NewFamilyRequest(FamilyRequestKind.EMAIL, "email", {}, {"email": "anne@example.org"})


def pickup(child_id: int, first_name: str = "Jeanne") -> NewFamilyRequest:
    """Somebody may fetch a child."""
    after = {"last_name": "Saule", "first_name": first_name, "phone": "06 39 98 00 11", "relation": "grand-mère"}
    subject = f"pickup_add:{child_id}:{first_name.lower()}"
    return NewFamilyRequest(FamilyRequestKind.PICKUP_ADD, subject, {}, after, child_id)


def pickup_end(child_id: int, person_id: int) -> NewFamilyRequest:
    """Somebody may not fetch a child any more."""
    before = {"person": person_id, "last_name": "Saule", "first_name": "Jeanne", "relation": "grand-mère"}
    return NewFamilyRequest(FamilyRequestKind.PICKUP_END, f"pickup_end:{person_id}", before, {}, child_id)


async def meanwhile(organisation: Organisation, statement: Executable) -> None:
    """Have something happen to the tables that no use case of these tests does."""
    await organisation.write(lambda uow: uow.tx.execute(statement))


@dataclass(frozen=True)
class Here:
    """Anne and Paul, parents of Lou and Noé; the Callune, whose Tom goes to the other school; those who decide."""

    bruyere: Family
    callune: Family
    manager: StaffActor
    director: StaffActor
    teacher: StaffActor

    @property
    def lou(self) -> int:
        return self.bruyere.children["Lou"]


def two_schools(town: Town) -> Here:
    bruyere = town.family("Bruyère")
    anne = town.add(t.guardians, first_name="Anne", last_name="Bruyère", phone=OLD)
    bruyere.joined_by("Anne", anne).guardian("Paul").child("Lou", "CP").child("Noé", "CE2")
    callune = town.family("Callune", school=OTHER_SCHOOL).guardian("Inès").child("Tom", "CP")
    return Here(bruyere, callune, town.manager(), town.director(), town.teacher())
