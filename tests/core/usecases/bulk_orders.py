"""Orders for many cells, as these tests give them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from core.db import tables as t
from core.model.operations import BulkOrder, Operated, OperationKind, PlanningChangedFacts
from core.model.people import StaffActor
from core.organisation import Organisation, UnitOfWork
from core.usecases.bulk import run_bulk
from core.usecases.changed import read_changes
from tests.builders import Family, School, Town
from tests.clock import FRIDAY, MONDAY, NOW
from tests.core.usecases.leases import as_delivery
from tests.core.usecases.steps import rows

WEEK = [MONDAY + timedelta(days=number) for number in (0, 1, 3, 4)]
"""The days of school of the week to be booked."""

Booked = set[tuple[int, int, date, int]]
"""Child, service, day and family."""


def bruyere(town: Town) -> tuple[Family, StaffActor]:
    """Lou and Noé of the CP, with one guardian, enrolled everywhere and booked nowhere; and a manager."""
    family = town.family("Bruyère").guardian("Anne").child("Lou").child("Noé")
    return family, town.manager()


def order(kind: OperationKind, school: School, *services: str, **more: Any) -> BulkOrder:
    """An order for the canteen, or the services named, from Monday to Friday, unless said otherwise."""
    keys = frozenset(services or ("cantine",))
    return BulkOrder(kind, school.id, keys, **{"first_day": MONDAY, "last_day": FRIDAY, **more})


async def run(organisation: Organisation, actor: StaffActor, given: BulkOrder, key: str = "press") -> Operated:
    """Have an order done."""
    return await organisation.write(run_bulk, actor, given, key, NOW)


def booked_in(uow: UnitOfWork) -> Booked:
    """Every booking there is."""
    row = t.bookings.c
    query = t.bookings.select().with_only_columns(row.child_id, row.service_id, row.day, row.family_id)
    return {(child, service, day, family) for child, service, day, family in uow.tx.execute(query)}


async def booked(organisation: Organisation) -> Booked:
    """Every booking there is."""
    return await organisation.read(booked_in)


async def told(organisation: Organisation) -> list[tuple[int, PlanningChangedFacts]]:
    """What guardians are told of operations, in the order in which it was caused, by guardian."""
    messages = [row for row in await rows(organisation, t.outbox) if row.guardian_id is not None]
    facts = await organisation.read(read_changes, [as_delivery(row) for row in messages], NOW)
    return [(row.guardian_id, facts[row.id]) for row in messages if row.id in facts]


def days_told(facts: PlanningChangedFacts) -> dict[tuple[str, str], Sequence[date]]:
    """The days by child's name and service."""
    return {(one.first_name, one.service_key): one.days for one in facts.children}


def heard(uow: UnitOfWork) -> None:
    """Everybody has been told what there was to tell."""
    uow.tx.execute(t.outbox.update().values(state="addressed"))
