"""No guardian sees or changes what is another family's: every use case a guardian may call, tried with what is not theirs.

The use cases are found by looking, and one that is not in the table fails: whoever writes one says here with what it
is to be tried. Each is tried with what is strangers', and with what is of the other family in which one's own child is
raised: the child is shared, and nothing else. And by that other guardian, who is not refused, so that what the first is
refused is there.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from core.db import tables as t
from core.model.children import NewPickup, Portrait
from core.model.family import FamilyRequestKind, NewFamilyRequest, RecordField
from core.model.notices import Channels, Notice
from core.model.people import Custody, GuardianActor
from core.model.planning import Cell, RequestKind
from core.model.yearly import Wish, YearlyOrder
from core.organisation import Organisation, UnitOfWork
from core.usecases.absences import AbsenceOrder
from core.usecases.ground import read_ground
from tests.builders import OTHER_SCHOOL, Family, Town
from tests.clock import MONDAY, NOW, TUESDAY
from tests.core.usecases.billed_families import billed, paid
from tests.core.usecases.children_on_file import fetches
from tests.core.usecases.trespass import FAR, Tried, go_far, rows_elsewhere, trespass, usecases_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

NAMES = ("Zoé", "Sorbier", "Mia", "Alisier", "Rose", "Secret", OTHER_SCHOOL)
"""What gives the others away."""

HERE = 700
"""The chat that asks."""


class Theirs:
    """A guardian of another family, and all there can be of it. Its ids begin at ``FAR``, but for a child it shares."""

    def __init__(self, town: Town, family: Family, child: str, manager_id: int) -> None:
        guardian_id = family.guardians["Zoé"]
        self.name, self.actor, self.child_id = family.name, GuardianActor(guardian_id), family.children[child]
        self.guardian_id, self.canteen_id = guardian_id, family.school.services["cantine"]
        self.cells = family.cells(child, "cantine", MONDAY, TUESDAY)
        town.drafted(self.actor, family.cell(child, "garderie_soir", MONDAY))
        town.booked(self.cells[0])
        (self.booking_request_id,) = town.requested(self.cells[1], by=self.actor)
        self.chat_id = town.add(
            t.chats, telegram_id=guardian_id, locale="fr", guardian_id=guardian_id, linked_at=NOW
        )
        self.invoice_id = billed(
            family, f"Secret {family.name}", "42.60", label="Secret", lines=[(self.child_id, "Secret", "42.60")]
        )
        paid(family, f"Secret {family.name}", "7.00", invoice=self.invoice_id)
        who = {"guardian_id": guardian_id, "family_id": family.id, "child_id": None, "school_id": family.school.id}
        after = {"phone": "Secret"}
        what = {"kind": FamilyRequestKind.PHONE, "subject": "phone", "before": {}, "after": after, "created_at": NOW}
        self.file_id = town.add(t.family_requests, **who, **what)
        account = {"caf_number": "Secret", "iban_end": "1234", "mandate": "Secret", "mandate_since": date(2025, 9, 1)}
        town.put(t.family_accounts, {"family_id": family.id, "responsible_id": guardian_id, "updated_at": NOW, **account})
        town.put(t.quotients, {"family_id": family.id, "first_day": date(2026, 9, 1), "value": FAR})
        told = {"key": family.name, "kind": "general", "text": "Secret", "created_by": manager_id, "created_at": NOW}
        self.announcement_id = town.add(t.announcements, **told, audience={}, facts={})
        self.person_id = fetches(town, self.child_id, "Rose") if self.child_id >= FAR else 0

    @property
    def is_shared(self) -> bool:
        """Whether the child is one's own too."""
        return self.child_id < FAR
