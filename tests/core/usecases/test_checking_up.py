"""What is counted of a town for whoever sets it up, on both databases."""

from datetime import date
from decimal import Decimal

from core.db import tables as t
from core.organisation import Organisation, UnitOfWork
from core.rules.calendar import PUBLISHED_UNTIL
from core.usecases.checking_up import Guardians, check_up, find_damage
from tests.builders import Town, build
from tests.clock import NOW


def a_town(town: Town) -> None:
    """Four guardians: with a chat, by e-mail, with an address that bounced, and erased; and Luc."""
    family = town.family("Bruyère").guardian("Anne").guardian("Marc", email="marc@exemple.fr")
    family.guardian("Jo").guardian("Zoé").child("Lou", "CP", services=["cantine"])
    town.linked(100, family.actor("Anne"))
    town.add(t.guardians, last_name="Genêt", first_name="Luc")
    town.manager()


def _two_are_lost(uow: UnitOfWork) -> None:
    lost: dict[str, dict[str, object]] = {
        "Jo": {"email": "jo@exemple.fr", "email_refused_at": NOW},
        "Zoé": {"erased_at": NOW},
    }
    for name, values in lost.items():
        uow.tx.execute(t.guardians.update().where(t.guardians.c.first_name == name).values(values))


def _invoiced(town: Town) -> None:
    family = town.family("Genêt")
    amount, day = Decimal("4.20"), date(2026, 11, 3)
    town.add(t.invoices, family_id=family.id, number="1", label="Cantine", issued_on=day, amount=amount)


async def test_a_town_is_counted(organisation: Organisation) -> None:
    await build(organisation, a_town)
    await organisation.write(_two_are_lost)
    seen = await organisation.read(check_up, NOW)
    assert await organisation.read(find_damage) == []
    assert (seen.year, seen.schools, seen.classes, seen.pupils) == (2026, 1, 1, 1)
    assert seen.guardians == Guardians(in_chat=1, by_email=1, unreached=1)
    assert "cantine" not in seen.unused
    assert "garderie_soir" in seen.unused
    assert seen.has_manager
    assert seen.overdue == 1  # Luc, who has no child
    assert (seen.unpriced, seen.known_until) == ((), PUBLISHED_UNTIL)
    await build(organisation, _invoiced)
    assert "cantine" in (await organisation.read(check_up, NOW)).unpriced
