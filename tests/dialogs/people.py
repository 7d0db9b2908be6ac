"""The people most tests are about."""

from collections.abc import Callable
from datetime import date

from core.model.people import StaffActor
from core.model.planning import RequestKind
from core.usecases.requesting import list_requests
from tests.builders import Family, Town
from tests.clock import NOW
from tests.dialogs.bench import Bench, Player


def bruyere(town: Town) -> Family:
    """Anne, and Lou."""
    return town.family("Bruyère").guardian("Anne").child("Lou", "CP")


def two_children(town: Town) -> Family:
    """Anne, Lou, and Noé who only eats at the canteen."""
    return bruyere(town).child("Noé", "CE2", services=["cantine"])


def fill(town: Town, service: str, *days: date) -> None:
    """Give the only place there is to another family."""
    town.places(service, 1)
    town.booked(*town.family("Genêt").guardian("Jo").child("Mia", "CM2").cells("Mia", service, *days))


async def parent(
    bench: Bench, family: Callable[[Town], Family] = bruyere, *, locale: str = "fr"
) -> tuple[Player, Family]:
    """The first guardian of a family, at the home screen."""
    built: Family = await bench.build(family)
    return await bench.person(built.actor(), name=next(iter(built.guardians)), locale=locale), built


async def manager(bench: Bench, staff: Callable[[Town], StaffActor] = Town.manager, *, locale: str = "fr") -> Player:
    """A member of staff, at the home screen."""
    return await bench.person(await bench.build(staff), name="Camille", locale=locale)


async def asked(bench: Bench, family: Family) -> list[tuple[str, str, RequestKind, str]]:
    """What the first guardian's families have asked: first name, service, kind and state, by day."""
    rows = await bench.read(list_requests, family.actor(), NOW)
    return [(row.child_name, row.service_key, row.kind, row.state) for row in rows]
