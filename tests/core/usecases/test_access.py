"""No teacher sees or changes another class: every use case a member of staff may call, tried with what is not theirs.

The use cases are found by looking, and one that is not in the table fails: whoever writes one says here with what it
is to be tried. Each is tried by a teacher as the preset has them, and by one to whom the policy lends every permission,
so that the scope holds and not the role alone; by the kitchen, which looks after all schools and may do nothing; and by
a manager who is not refused, so that what the others are refused is there.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from core.db import audit
from core.db import tables as t
from core.model.announcements import Order
from core.model.attendance import Hour, ListKey
from core.model.auditing import JournalFilter
from core.model.family import FamilyRequest, FamilyRequestKind, FamilyRequestState
from core.model.notices import AnnouncementKind, Audience
from core.model.operations import BulkOrder, OperationKind
from core.model.people import Permission, Role, Scope, StaffActor
from core.model.planning import Cell, Mark
from core.model.policy import Roles
from core.model.promotions import PromotionChoices
from core.model.reports import FileFormat, ReportKind, ReportOrder, Way
from core.model.requests import Selection
from core.model.yearly import Wish, YearlyOrder
from core.organisation import Organisation, UnitOfWork
from core.rules.yearly import as_facts
from core.usecases.announcing import announce
from core.usecases.bulk import run_bulk
from core.usecases.conversing import open_conversation
from core.usecases.reports import draw
from tests.builders import OTHER_SCHOOL, Town, build
from tests.clock import FRIDAY, MONDAY, NOW, THURSDAY
from tests.core.usecases.trespass import FAR, Tried, go_far, rows_elsewhere, trespass, usecases_of

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

DIALOGS = Path(__file__).parents[3] / "dialogs"
TODAY = date(2026, 11, 24)
OCTOBER = date(2026, 10, 1)
CHAT = 700

NAMES = ("Zoé", "Sorbier", "Loutres", "Mia", "Alisier", "Renards", OTHER_SCHOOL)
"""What gives it away."""


def _report(kind: ReportKind) -> ReportOrder:
    first, last = (OCTOBER, date(2026, 10, 31)) if kind is ReportKind.BILLING else (TODAY, TODAY)
    file_format = FileFormat.PNG if kind is ReportKind.WEEK else FileFormat.CSV
    return ReportOrder(kind, first, last, file_format, Way.EMAIL, service_keys=frozenset({"cantine"}))


class Elsewhere:
    """A class that is not the teacher's, and all there can be of it."""

    def __init__(self, uow: UnitOfWork, town: Town, manager: StaffActor, child: str, of: str, school: str) -> None:
        name, class_name = of.split(" ", 1)
        self.name = name
        family = town.family(name, school=school).guardian("Jo", email="jo@example.org").child(child, class_name)
        self.school_id, self.class_id = family.school.id, family.school.classes[class_name]
        self.family_id, self.guardian_id = family.id, family.guardians["Jo"]
        self.child_id, self.service_id = family.children[child], family.school.services["cantine"]
        self.evening_id = family.school.services["garderie_soir"]
        self.staff_id = town.teacher(f"Max {name}", class_name, school=school).staff_id
        staff = StaffActor(self.staff_id, Role.TEACHER, (self.scope,))
        self.chat_id = town.add(t.chats, telegram_id=self.staff_id, locale="fr", staff_id=self.staff_id)
        town.booked(family.cell(child, "cantine", TODAY))
        town.marked(Mark.PRESENT, family.cell(child, "garderie_matin", TODAY), by=staff)
        (self.request_id,) = town.requested(family.cell(child, "cantine", MONDAY))
        group = {"title": name, "role": Role.CARER, "school_id": self.school_id, "locale": "fr"}
        since = {"linked_by": manager.staff_id, "linked_at": NOW}
        self.file_id = self._file_request(town)
        self.group_id = town.add(t.group_chats, telegram_id=-self.class_id, **group, **since)
        facts = {"child": self.child_id, "class": self.class_id}
        audit.record(uow.tx, staff, "mark", NOW, facts, school_id=self.school_id)
        closure = replace(self.told, kind=AnnouncementKind.CLOSURE, key=f"closed.{name}")
        days = replace(closure.audience, class_ids=frozenset(), first_day=FRIDAY, last_day=FRIDAY)
        self.announcement_id = announce(uow, manager, replace(closure, audience=days), NOW).id
        self.operation_id = run_bulk(uow, manager, self.order, f"booked.{name}", NOW).id

    @property
    def scope(self) -> Scope:
        return Scope(self.school_id, self.class_id)

    def _file_request(self, town: Town) -> int:
        """What the guardian asks about their own file."""
        who = {"guardian_id": self.guardian_id, "family_id": self.family_id, "school_id": self.school_id}
        what = {"kind": FamilyRequestKind.PHONE, "subject": "phone", "before": {}, "after": {"phone": "06 39 98 00 11"}}
        return town.add(t.family_requests, **who, **what, created_at=NOW)

    @property
    def yearly(self) -> FamilyRequest:
        """Asked by a guardian of the class."""
        order = YearlyOrder(Wish.ENROL, frozenset({"cantine"}), frozenset({1}), MONDAY)
        kind, state = FamilyRequestKind.YEARLY, FamilyRequestState.PENDING
        people = (self.guardian_id, f"Jo {self.name}", self.family_id, self.name, self.child_id, self.name)
        place = (self.school_id, self.name)
        return FamilyRequest(1, kind, state, *people, *place, {}, as_facts(order), "", NOW, None, None, None)

    @property
    def cell(self) -> Cell:
        return Cell(self.child_id, self.service_id, TODAY)

    @property
    def keys(self) -> tuple[ListKey, ListKey]:
        return ListKey(self.service_id, TODAY, self.class_id), ListKey(self.service_id, TODAY)

    @property
    def order(self) -> BulkOrder:
        what = OperationKind.BOOK, self.school_id, frozenset({"cantine"})
        return BulkOrder(*what, MONDAY, THURSDAY, class_ids=frozenset({self.class_id}))

    @property
    def orders(self) -> tuple[BulkOrder, ...]:
        """For the class, for the child alone, and for the school."""
        child = replace(self.order, class_ids=frozenset(), child_ids=frozenset({self.child_id}))
        return self.order, child, replace(self.order, class_ids=frozenset())

    @property
    def told(self) -> Order:
        audience = Audience(frozenset({self.school_id}), frozenset({self.class_id}))
        return Order("told", AnnouncementKind.GENERAL, audience, "Bonjour.")

    @property
    def reports(self) -> list[ReportOrder]:
        """Every kind, of the class, the school and of all there is."""
        places = (self.school_id, self.class_id), (self.school_id, None), (None, self.class_id), (None, None)
        return [
            replace(_report(kind), school_id=school_id, class_id=class_id)
            for kind in ReportKind
            for school_id, class_id in places
        ]

    @property
    def selections(self) -> tuple[Selection, ...]:
        named = Selection(ids=frozenset({self.request_id}))
        return named, Selection(), Selection(school_id=self.school_id), Selection(class_id=self.class_id)

    @property
    def filters(self) -> tuple[JournalFilter, ...]:
        return JournalFilter(), JournalFilter(self.staff_id), JournalFilter(child_id=self.child_id)


class Two:
    """A teacher of the CP with Lou; a CE1 in the same school, and a CM2 in another."""

    def __init__(self, uow: UnitOfWork) -> None:
        town = Town(uow)
        self.lou = town.family("Bruyère").guardian("Anne").child("Lou")
        town.booked(self.lou.cell("Lou", "cantine", TODAY))
        self.teacher, self.manager = town.teacher(), town.manager()
        self.cook = town.manager("Maé Fenouil", role=Role.KITCHEN)
        go_far(town)
        self.elsewhere = (
            Elsewhere(uow, town, self.manager, "Zoé", "Sorbier CE1 des Loutres", self.lou.school.name),
            Elsewhere(uow, town, self.manager, "Mia", "Alisier CM2 des Renards", OTHER_SCHOOL),
        )
        uow.tx.execute(update(t.staff).values(email="staff@example.org"))
        uow.tx.execute(update(t.guardians).where(t.guardians.c.id > FAR).values(email_refused_at=NOW))


Call = Callable[[Callable[..., Any], UnitOfWork, StaffActor], Any]


def _with(*args: Any, **named: Any) -> Call:
    return lambda usecase, uow, actor: usecase(uow, actor, *args, **named)


def _drawn(order: ReportOrder) -> Call:
    """A preview only counts: what it counts is looked at too."""
    return lambda usecase, uow, actor: (usecase(uow, actor, order, NOW), draw(uow, actor.scopes, order, NOW))


def _calls(two: Two, there: Elsewhere) -> dict[str, list[Call]]:
    """By use case, that with which it is tried."""
    own = two.lou.school
    lou, canteen = two.lou.children["Lou"], own.services["cantine"]
    mine = ListKey(canteen, TODAY, own.classes["CP"])
    through_mine = [replace(there.cell, service_id=canteen), Cell(lou, there.service_id, TODAY), there.cell]
    keys = [*there.keys, replace(mine, class_id=there.class_id), replace(mine, service_id=there.service_id)]
    orders = [*there.orders, *(replace(order, school_id=own.id) for order in there.orders[:2])]
    choices, scopes = PromotionChoices(), (Scope(), Scope(there.school_id), there.scope)
    moving = PromotionChoices({own.classes["CP"]: "CE1 des Loutres"})
    foreign = (there.child_id, there.evening_id), (there.child_id, canteen), (lou, there.service_id)
    return {
        "announced.bounced_addresses": [_with()],
        "announced.read_report": [_with(there.announcement_id, NOW)],
        "announcing.announce": [_with(there.told, NOW)],
        "announcing.announceable": [_with(NOW)],
        "announcing.keep_document": [_with("menu.pdf", "application/pdf", b"%PDF-")],
        "announcing.list_announcements": [_with(NOW)],
        "announcing.preview_announcement": [_with(there.told, NOW)],
        "announcing.preview_reopening": [_with(there.announcement_id, NOW)],
        "announcing.problems": [_with(there.told, NOW)],
        "announcing.reopen": [_with(there.announcement_id, "again", NOW)],
        "announcing.send_sample": [_with(there.told, NOW)],
        "attendance.count_adults": [_with(key, 3, NOW) for key in keys],
        "attendance.mark": [_with(cell, Mark.PRESENT, None, NOW) for cell in through_mine],
        "attendance.mark_all": [_with(key, NOW) for key in keys],
        "attendance.record_hour": [_with(cell, Hour.ARRIVED, 700, NOW) for cell in through_mine],
        "attendance.undo_mark_all": [_with(key, NOW, NOW) for key in keys],
        "auditing.find_children": [_with(name, NOW, 20) for name in ("Zoé", "Mia", "o")],
        "auditing.list_authors": [_with()],
        "auditing.read_journal": [_with(chosen, NOW, limit=50) for chosen in there.filters],
        "bulk.bulk_places": [_with(NOW)],
        "bulk.list_operations": [_with(NOW)],
        "bulk.preview_bulk": [_with(order, NOW) for order in orders],
        "bulk.run_bulk": [_with(order, f"key.{rank}", NOW) for rank, order in enumerate(orders)],
        "bulk.undo_operation": [_with(there.operation_id, NOW)],
        "bulk_ground.check_scope": [_with(order) for order in orders],
        "bulk_ground.looks_after": [_with(order) for order in orders],
        "bulk_ground.may_plan": [_with()],
        "bulk_ground.read_ground": [_with(order) for order in orders],
        "choosing.read_day": [_with(day, NOW) for day in (None, MONDAY)],
        "closing.close_month": [_with(OCTOBER, NOW)],
        "closing.months": [_with(NOW)],
        "closing.reopen_month": [_with(OCTOBER, NOW)],
        "deciding.approve": [_with(chosen, NOW) for chosen in there.selections],
        "deciding.count_pending": [_with(chosen, NOW) for chosen in there.selections],
        "deciding.list_pending": [_with(chosen, 50, 0, NOW) for chosen in there.selections],
        "deciding.refuse": [_with(chosen, "Complet.", NOW) for chosen in there.selections],
        "enrolling.find_pupils": [_with(name, NOW) for name in ("Zoé", "Mia", "o")],
        "enrolling.read_enrolments": [_with(there.child_id, NOW)],
        "enrolling.set_enrolment": [
            _with(child, service, wanted=wanted, now=NOW) for child, service in foreign for wanted in (True, False)
        ],
        "family_deciding.approve_family_request": [_with(there.file_id, NOW)],
        "family_deciding.count_family_requests": [_with(NOW)],
        "family_deciding.list_open": [_with(NOW)],
        "family_deciding.read_open": [_with(there.file_id, NOW)],
        "family_deciding.refuse_family_request": [_with(there.file_id, "Non.", NOW)],
        "grouping.group_places": [_with()],
        "grouping.list_groups": [_with()],
        "grouping.make_group_code": [_with(Role.MANAGER, place, NOW) for place in (there.school_id, None)],
        "grouping.remove_group": [_with(there.group_id, NOW)],
        "lists.check_may_mark": [_with()],
        "lists.open_list": [_with(key) for key in keys],
        "orders.choices": [_with(NOW)],
        "orders.plan_of": [_with(there.told, NOW)],
        "promoting.promote": [_with(there.school_id, one, "key", NOW) for one in (choices, moving)],
        "promoting.read_promotion": [_with(there.school_id, one, NOW) for one in (choices, moving)],
        "reporting.order_report": [_with(one, f"key.{rank}", NOW) for rank, one in enumerate(there.reports[:4])],
        "reporting.preview_report": [_drawn(one) for one in there.reports],
        "reporting.report_choices": [_with(NOW)],
        "sheets.find_children": [_with(key, name, NOW) for key in (mine, *keys) for name in ("Zoé", "Mia", "o")],
        "sheets.read_line": [_with(key, there.child_id, NOW) for key in (mine, replace(mine, class_id=None), *keys)],
        "sheets.read_sheet": [_with(key, NOW, everyone=True) for key in (mine, replace(mine, class_id=None), *keys)],
        "sheets.read_week_sheet": [_with(key, NOW, everyone=True) for key in (mine, *keys)],
        "teaming.add_member": [_with("Robin Saule", Role.TEACHER, (scope,), NOW) for scope in scopes],
        "teaming.give_code": [_with(there.staff_id, NOW)],
        "teaming.name_problem": [_with("Robin Saule")],
        "teaming.places_to_give": [_with(NOW)],
        "teaming.read_member": [_with(there.staff_id)],
        "teaming.read_team": [_with()],
        "teaming.set_email": [_with(there.staff_id, "robin@example.org", NOW)],
        "teaming.set_place": [
            _with(staff_id, scope, wanted=True, now=NOW)
            for staff_id in (there.staff_id, two.teacher.staff_id)
            for scope in scopes
        ],
        "teaming.set_role": [_with(there.staff_id, Role.CARER, NOW)],
        "teaming.set_suspended": [_with(there.staff_id, suspended=True, now=NOW)],
        "teaming.unlink_member_chat": [_with(there.staff_id, there.chat_id, 0, NOW)],
        "yearly.apply_yearly": [_with(there.yearly, NOW)],
        "yearly.preview_yearly": [_with(there.yearly, NOW)],
    }


USECASES = dict(usecases_of(StaffActor))


def _try(uow: UnitOfWork, two: Two, actor: StaffActor, classes: int = 2) -> dict[tuple[str, str, int], Tried]:
    """Every call, each undone, by use case, class and rank; with one of the other classes, or both."""
    kept = rows_elsewhere(uow, NAMES)
    return {
        (name, there.name, rank): trespass(uow, partial(call, USECASES[name], uow, actor), NAMES, kept)
        for there in two.elsewhere[-classes:]
        for name, calls in _calls(two, there).items()
        for rank, call in enumerate(calls)
    }


@pytest.fixture
async def two(organisation: Organisation) -> Two:
    return await organisation.write(Two)


def _lent(organisation: Organisation) -> Organisation:
    """The same organisation, where teachers may do everything."""
    roles = Roles(teacher=frozenset(Permission))
    return replace(organisation, policy=organisation.policy.model_copy(update={"roles": roles}))


@ON_SQLITE
def test_every_use_case_of_staff_is_tried(two: Two) -> None:
    assert set(USECASES) == set(_calls(two, two.elsewhere[0]))


@ON_SQLITE
@pytest.mark.parametrize("lends", [False, True], ids=["as the preset has it", "who may do everything"])
async def test_a_teacher_neither_sees_nor_changes_another_class(
    organisation: Organisation, two: Two, lends: bool
) -> None:
    tried = await (_lent(organisation) if lends else organisation).write(_try, two, two.teacher)
    assert [call for call, came in tried.items() if came.gave_away or came.changed] == []
    asked = {name for (name, _, _), came in tried.items() if came.given}
    assert {"sheets.find_children", "reporting.preview_report", "choosing.read_day"} <= asked
    assert ("enrolling.find_pupils" in asked) is lends


@ON_SQLITE
async def test_the_kitchen_is_refused_everything(organisation: Organisation, two: Two) -> None:
    tried = await organisation.write(_try, two, two.cook)
    assert {name for (name, _, _), came in tried.items() if came.given} == {"bulk_ground.looks_after"}
    assert [call for call, came in tried.items() if came.gave_away or came.changed] == []


@ON_SQLITE
async def test_what_a_teacher_is_refused_is_there_for_a_manager(organisation: Organisation, two: Two) -> None:
    tried = await organisation.write(_try, two, two.manager, 1)
    assert set(USECASES) == {name for (name, _, _), came in tried.items() if came.given}
    seen = {name for (name, _, _), came in tried.items() if came.gave_away}
    changed = {name for (name, _, _), came in tried.items() if came.changed}
    assert set(USECASES) - seen - changed == COUNTS_OR_CHECKS


@ON_SQLITE
async def test_somebody_suspended_is_nobody(organisation: Organisation, two: Two) -> None:
    await build(organisation, lambda town: town.linked(CHAT, two.teacher))
    opening = await organisation.read(open_conversation, CHAT, "fr")
    assert opening.identity.staff == two.teacher
    await build(organisation, lambda town: town.suspended(two.teacher))
    assert (await organisation.read(open_conversation, CHAT, "fr")).identity.staff is None


COUNTS_OR_CHECKS = {
    "announced.read_report",
    "announcing.keep_document",
    "announcing.preview_announcement",
    "announcing.preview_reopening",
    "announcing.problems",
    "attendance.record_hour",
    "attendance.undo_mark_all",
    "bulk_ground.check_scope",
    "bulk_ground.looks_after",
    "bulk_ground.may_plan",
    "closing.close_month",
    "closing.months",
    "closing.reopen_month",
    "family_deciding.count_family_requests",
    "lists.check_may_mark",
    "teaming.name_problem",
}
"""What shows and changes nothing whoever asks, or for whom there is nothing to do on that day."""


def _asked_by_dialogs() -> Iterator[str]:
    """The use cases that dialogs call with the member of staff of the visit."""
    for path in DIALOGS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > 1 and ast.unparse(node.args[1]) == "visit.staff":
                yield ast.unparse(node.args[0])


def test_dialogs_call_nothing_for_staff_that_is_not_tried() -> None:
    assert set(_asked_by_dialogs()) - {name.partition(".")[2] for name in USECASES} == set()
