"""Two managers accept the same person at once, whom both parents have asked for."""

import asyncio

import pytest

from core.db import pickups
from core.db import tables as t
from core.organisation import Organisation
from core.usecases.family_deciding import approve_family_request
from core.usecases.pickups import ask_pickup
from tests.builders import build
from tests.clock import NOW
from tests.core.usecases.children_on_file import two_homes
from tests.core.usecases.steps import rows
from tests.core.usecases.test_pickups import ROSE
from tests.core.usecases.test_races import after, overlapping, until_another_waits

pytestmark = overlapping


async def accepted_at_once(organisation: Organisation) -> None:
    one, other = await build(organisation, two_homes)
    managers = await build(organisation, lambda town: (town.manager(), town.manager("Robin Charme")))
    asked = [
        await organisation.write(ask_pickup, family.actor(), one.children["Lou"], ROSE, NOW) for family in (one, other)
    ]
    answers = await asyncio.gather(
        *(
            organisation.write(approve_family_request, manager, request, NOW)
            for manager, request in zip(managers, asked, strict=True)
            if isinstance(request, int)
        )
    )
    assert answers == [None, None]


async def listed_twice(organisation: Organisation) -> bool:
    saules = [row for row in await rows(organisation, t.pickup_persons) if row.last_name == ROSE.last_name]
    return len(saules) > 1


async def test_without_the_lock_somebody_would_be_listed_twice(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pickups, "hold_child", lambda tx, child_id: None)
    both_have_read = asyncio.Barrier(2)
    with after(monkeypatch, pickups, "was_added_by", both_have_read.wait):
        await accepted_at_once(organisation)
    assert await listed_twice(organisation)


async def test_the_lock_has_them_listed_once(
    organisation: Organisation, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with after(monkeypatch, pickups, "was_added_by", until_another_waits(database_url)):
        await accepted_at_once(organisation)
    assert not await listed_twice(organisation)
