"""No guardian sees or changes what is another family's: every use case of guardians, tried with what is not theirs.

The use cases are found by looking, and one that is not in the table fails: whoever writes one says here with what it
is to be tried. Each is tried with what is strangers', and with what is of the other family in which one's own child is
raised: the child is shared, and nothing else. And by those others themselves, so that what is refused is there.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from inspect import signature
from typing import Any

import pytest

from core.db import tables as t
from core.model.announcements import Order
from core.model.children import NewPickup, Portrait
from core.model.family import FamilyRequestKind, NewFamilyRequest
from core.model.notices import AnnouncementKind, Audience, Channels, Notice
from core.model.people import Custody, GuardianActor
from core.model.planning import Cell, RequestKind
from core.model.yearly import Wish, YearlyOrder
from core.organisation import Organisation, UnitOfWork
from core.usecases.absences import AbsenceOrder
from core.usecases.announcing import announce
from core.usecases.ground import read_ground
from tests.builders import OTHER_SCHOOL, Family, Town
from tests.clock import MONDAY, NOW, THURSDAY, TUESDAY
from tests.core.usecases.billed_families import billed, paid
from tests.core.usecases.children_on_file import fetches
from tests.core.usecases.trespass import FAR, Tried, go_farther, rows_elsewhere, trespass, usecases_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

NAMES = ("Zoé", "Mia", "Sorbier", "Alisier", "Rose", "Secret", OTHER_SCHOOL)
"""What gives the others away."""

ONE = Decimal(1)

HERE = 700
"""The chat that asks."""

JEANNE = NewPickup("Jeanne", "Saule", "grand-mère", None)
YEAR = YearlyOrder(Wish.CANCEL, frozenset({"cantine"}), frozenset({1}), MONDAY)


class Theirs:
    """Zoé, and all there can be of her family. The ids begin at ``FAR``, but for those of a child that is shared."""

    def __init__(self, town: Town, family: Family, child: str) -> None:
        self.name, self.child_id, self.guardian_id = family.name, family.children[child], family.guardians["Zoé"]
        self.actor, self.services = GuardianActor(self.guardian_id), family.school.services
        self.cell = family.cell(child, "cantine", MONDAY)
        town.drafted(self.actor, family.cell(child, "garderie_soir", MONDAY))
        (self.booking_request_id,) = town.requested(family.cell(child, "cantine", TUESDAY), by=self.actor)
        chat = {"telegram_id": self.guardian_id, "guardian_id": self.guardian_id, "linked_at": NOW, "locale": "fr"}
        self.chat_id = town.add(t.chats, **chat)
        secret = f"Secret {self.name}"
        self.invoice_id = billed(family, secret, "42.60", label=secret, lines=[(self.child_id, secret, "42.60")])
        paid(family, secret, "7.00", invoice=self.invoice_id)
        who = {"guardian_id": self.guardian_id, "family_id": family.id, "school_id": family.school.id}
        what = {"kind": FamilyRequestKind.PHONE, "subject": "phone", "before": {}, "after": {"phone": "Secret"}}
        self.file_id = town.add(t.family_requests, **who, **what, created_at=NOW)
        account = {"caf_number": "Secret", "mandate": "Secret", "responsible_id": self.guardian_id, "updated_at": NOW}
        town.put(t.family_accounts, {"family_id": family.id, **account})
        town.put(t.quotients, {"family_id": family.id, "first_day": date(2026, 9, 1), "value": FAR})
        town.put(t.tax_notices, {"family_id": family.id, "year": 2025, "income": FAR, "shares": ONE})
        self.announcement_id = self.person_id = 0
        if not self.is_shared:
            self.person_id = fetches(town, self.child_id, "Rose")
            photo = {"content": b"Secret", "guardian_id": self.guardian_id, "updated_at": NOW}
            town.put(t.photos, {"child_id": self.child_id, **photo})

    @property
    def is_shared(self) -> bool:
        """Whether the child is one's own too."""
        return self.child_id < FAR

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What is tried of the planning: of a shared child, services that are not its school's."""
        if self.is_shared:
            return ()
        return self.cell, Cell(self.child_id, self.services["garderie_soir"], MONDAY)


class Town3:
    """Anne, with Lou; strangers; and the other family in which Lou is raised."""

    def __init__(self, uow: UnitOfWork) -> None:
        town = Town(uow)
        own = town.family("Bruyère").guardian("Anne", email="anne@exemple.fr").child("Lou")
        self.anne, self.lou, self.canteen = own.actor(), own.children["Lou"], own.school.services["cantine"]
        town.linked(HERE, self.anne)
        go_farther(town)
        strangers = town.family("Sorbier", school=OTHER_SCHOOL).guardian("Zoé", email="z@exemple.fr").child("Mia")
        apart = town.family("Alisier").guardian("Zoé", email="a@exemple.fr", custody=Custody.EVEN_WEEKS)
        self.others = Theirs(town, strangers, "Mia"), Theirs(town, apart.raises("Lou", self.lou), "Lou")
        audience = Audience(frozenset({strangers.school.id}))
        told = Order("told", AnnouncementKind.GENERAL, audience, "Secret", asks_reading=True)
        self.others[0].announcement_id = announce(uow, town.manager(), told, NOW).id


Call = Callable[[Callable[..., Any], UnitOfWork, GuardianActor], Any]


def _with(*args: Any, **named: Any) -> Call:
    return lambda usecase, uow, actor: usecase(uow, actor, *args, **named)


def _of_their_ground(there: Theirs) -> Call:
    return lambda usecase, uow, actor: usecase(uow, actor, read_ground(uow, there.actor, NOW))


def _calls(there: Theirs) -> dict[str, list[Call]]:
    """By use case, that with which it is tried. What names nothing shows what is one's own, or changes it."""
    child, days, wishes = there.child_id, {MONDAY, TUESDAY}, (RequestKind.BOOK, RequestKind.CANCEL, None)
    canteen = there.services["cantine"]
    absence = AbsenceOrder(frozenset({there.cell}), "medical")
    pickup = NewFamilyRequest(FamilyRequestKind.PICKUP_ADD, "pickup_add", {}, {"first_name": "Jeanne"}, child)
    return {
        "absences.declarable": [_with(child, days, NOW)],
        "absences.declare_absence": [_with(absence, NOW)],
        "absences.preview_absence": [_with(absence, NOW)],
        "accounts.own_details": [_with()],
        "accounts.read_account": [_with(NOW)],
        "announced.mark_read": [_with(there.announcement_id, NOW)],
        "child_sheets.child_of": [_with(child, NOW)],
        "child_sheets.list_children": [_with(NOW)],
        "child_sheets.read_sheet": [_with(child, NOW)],
        "child_sheets.send_records": [_with(child, NOW)],
        "child_sheets.send_sheet": [_with(child, NOW)],
        "correcting.ask_correction": [_with(FamilyRequestKind.PHONE, "06 98 76 54 32", NOW)],
        "correcting.read_correction": [_with(FamilyRequestKind.PHONE, "06 98 76 54 32")],
        "devices.make_code": [_with(there.guardian_id, NOW)],
        "devices.read_device": [_with(there.chat_id, HERE)],
        "devices.read_devices": [_with(there.guardian_id)],
        "devices.unlink_device": [_with(there.chat_id, NOW)],
        "drafting.clear_draft": [_with()],
        "drafting.copy_last_week": [_with(THURSDAY, NOW)],
        "drafting.read_draft": [_with(NOW)],
        "drafting.set_wish": [_with(there.cell, wish, NOW) for wish in wishes],
        "drafting.want_all_week": [_with(child, canteen, MONDAY, wish, NOW) for wish in wishes],
        "erasing.ask_erasure": [_with(NOW)],
        "erasing.own_erasure_scope": [_with(NOW)],
        "filing.ask": [_with(pickup, NOW)],
        "filing.list_family_requests": [_with(NOW)],
        "filing.read_family_request": [_with(there.file_id, NOW)],
        "filing.withdraw_family_request": [_with(there.file_id, NOW)],
        "ground.read_ground": [_with(NOW)],
        "ground.read_wishes": [_of_their_ground(there)],
        "own_data.send_own_data": [_with(NOW)],
        "photos.keep_photo": [_with(child, Portrait(b"a photo"), NOW)],
        "photos.read_photo": [_with(child, NOW)],
        "photos.remove_photo": [_with(child, NOW)],
        "pickups.ask_pickup": [_with(child, JEANNE, NOW)],
        "pickups.ask_pickup_end": [_with(child, there.person_id, NOW)],
        "pickups.read_person": [_with(child, there.person_id, NOW)],
        "planning.first_bookable_week": [_with(NOW)],
        "planning.read_children": [_with(NOW)],
        "planning.read_overview": [_with(NOW)],
        "planning.read_week": [_with(child, MONDAY, NOW)],
        "preferring.choose_channel": [_with(Channels.BOTH)],
        "preferring.choose_quiet_hours": [_with((1260, 420))],
        "preferring.mute": [_with(Notice.REMINDER, None)],
        "preferring.read_preferences": [_with()],
        "preferring.unmute": [_with(Notice.REMINDER)],
        "reminding.is_too_late": [_with(MONDAY, NOW)],
        "reminding.prepare_like_last_week": [_with(MONDAY, NOW)],
        "requesting.list_requests": [_with(NOW)],
        "requesting.submit_draft": [_with(NOW)],
        "requesting.withdraw": [_with([there.booking_request_id], NOW)],
        "statements.order_invoice": [_with(there.invoice_id, NOW)],
        "statements.read_invoice": [_with(there.invoice_id, NOW)],
        "statements.read_statements": [_with(NOW)],
        "yearly.ask_yearly": [_with(child, YEAR, "", NOW)],
        "yearly.has_copy": [_with()],
        "yearly.read_yearly": [_with(NOW)],
    }


USECASES = dict(usecases_of(GuardianActor))

NAMING = {
    name
    for name, usecase in USECASES.items()
    if any(one.endswith("_id") or one in {"cell", "order", "request"} for one in signature(usecase).parameters)
}
"""Those that are told whom or what it is about."""


def _try(uow: UnitOfWork, there: Theirs, actor: GuardianActor) -> dict[tuple[str, int], Tried]:
    """Every call, each undone, by use case and rank."""
    kept = rows_elsewhere(uow, NAMES)
    return {
        (name, rank): trespass(uow, partial(call, USECASES[name], uow, actor), NAMES, kept)
        for name, calls in _calls(there).items()
        for rank, call in enumerate(calls)
    }


@pytest.fixture
async def town(organisation: Organisation) -> Town3:
    return await organisation.write(Town3)


def test_every_use_case_of_guardians_is_tried(town: Town3) -> None:
    assert set(USECASES) == set(_calls(town.others[0]))


async def test_strangers_are_refused_whatever_names_somebody(organisation: Organisation, town: Town3) -> None:
    strangers, _ = town.others
    tried = await organisation.write(_try, strangers, town.anne)
    assert [call for call, came in tried.items() if came.gave_away or came.changed] == []
    assert {name for (name, _), came in tried.items() if not came.given} == NAMING - {"announced.mark_read"}


async def test_two_families_of_a_child_see_and_change_nothing_of_each_other(
    organisation: Organisation, town: Town3
) -> None:
    _, apart = town.others
    tried = await organisation.write(_try, apart, town.anne)
    assert [call for call, came in tried.items() if came.gave_away or came.changed] == []
    refused = {name for (name, _), came in tried.items() if not came.given}
    assert {name.partition(".")[0] for name in refused} == {"devices", "filing", "pickups", "statements"}


async def test_what_strangers_are_refused_is_there_for_whose_it_is(organisation: Organisation, town: Town3) -> None:
    there, _ = town.others
    tried = await organisation.write(_try, there, there.actor)
    assert [call for call, came in tried.items() if not came.given] == []
    assert {name for (name, _), came in tried.items() if came.gave_away or came.changed} >= NAMING
