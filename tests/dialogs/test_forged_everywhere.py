"""Every button of every screen of staff, pressed by somebody who may not: a manager who has become a teacher meanwhile.

Their screens are still open, with whatever was chosen on them: no data of a button is nearer to what a forger would
send. What a teacher is shown then, and a parent, is of no child of another class, and nothing of it changes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any

from sqlalchemy import delete, insert, select, update

from core.db import tables as t
from core.db.conversations import load_conversation, save_conversation
from core.model.conversations import Conversation
from core.model.people import Actor, GuardianActor, Role, Scope, StaffActor
from core.organisation import Organisation, UnitOfWork
from simulator.world import Message
from tests.builders import Town
from tests.clock import NOW
from tests.dialogs.announcing_walk import walk_of_announcements
from tests.dialogs.attendance_walk import walk_of_attendance
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.filing_walk import walk_of_family_inbox
from tests.dialogs.inventory import STATES
from tests.dialogs.people import manager
from tests.dialogs.reporting_walk import walk_of_reports
from tests.dialogs.team_walk import walk_of_the_team
from tests.dialogs.test_walk import FRENCH, family_of_three, lines_that_speak, walk_of_the_manager
from tests.dialogs.tools_walk import walk_of_tools

OF_EVERYONE = frozenset(
    {"Home", "Planning", "Booking", "Absence", "Requests", "Settings", "Account", "FamilyRequests", "Children"}
    | {"Statement", "Yearly", "Contact", "Devices", "Privacy"}
)
"""The screens that are not staff's alone."""

WALKS = (
    *(walk_of_announcements, walk_of_tools, walk_of_the_team, walk_of_reports, walk_of_attendance),
    walk_of_family_inbox,
)

KEPT = (
    *(t.attendance, t.bookings, t.enrolments, t.booking_requests, t.staff, t.staff_scopes, t.closures),
    *(t.billed_months, t.class_members, t.school_classes, t.link_codes, t.group_chats, t.group_codes),
    *(t.announcements, t.operations, t.guardians, t.family_requests, t.pickup_persons),
)
"""What no teacher of a class without children changes."""


PUSHED = "Message no."
"""On whatever was not asked for by a press."""

OF_THE_RELAY = {"id", "progress_at", "reported_at"}
"""The columns of these that say nothing, or what goes on meanwhile."""


class Suspicious(Player):
    """A manager who is, before each press, somebody else for a moment, and presses all there is."""

    def __init__(self, bench: "ForgingBench", player: Player, actor: StaffActor) -> None:
        super().__init__(bench, player.chat)
        self._actor = actor
        self._bench = bench

    async def press_data(self, data: str, message: Message) -> str | None:
        await self._forge_all(message)
        return await super().press_data(data, message)

    async def _forge_all(self, message: Message) -> None:
        """Press on a screen as a teacher, then as a parent, what was not pressed there before."""
        state = await self.state()
        if state is None or str(state.state).partition(":")[0] in OF_EVERYONE:
            return
        new = list(self._bench.not_forged(str(state.state), self.presses(message)))
        if not new:
            return
        kept, shown = await self.bench.read(load_conversation_of, self.id), _copies(self.chat.messages)
        before = await self.bench.read(rows_kept)
        for data, other in new:
            await self.bench.organisation.write_unsynced(become, self.id, self._actor, other, kept)
            query = self.put_press(data, message.message_id)
            await self.bench.settled()
            assert query.answer is not None, data
            told = [query.answer.text or "", *_read(self.chat.messages, shown)]
            assert [text for text in told if self._bench.names.search(text)] == [], (state, data)
            self._forget(shown)
        await self.bench.organisation.write_unsynced(become, self.id, self._actor, self._actor, kept)
        assert await self.bench.read(rows_kept) == before, state

    def _forget(self, shown: dict[int, Message]) -> None:
        """Have the chat as it was, but for what was pushed meanwhile: the relay goes on editing that."""
        pushed = {number: message for number, message in self.chat.messages.items() if _is_push(message)}
        self.chat.messages.clear()
        self.chat.messages.update({**pushed, **_copies(shown)})


def _is_push(message: Message) -> bool:
    return PUSHED in message.formatted.text


def _copies(messages: dict[int, Message]) -> dict[int, Message]:
    return {message_id: copy(message) for message_id, message in messages.items()}


def _read(messages: dict[int, Message], before: dict[int, Message]) -> Iterator[str]:
    """The texts and buttons of what the bot has said or changed since."""
    for message_id, message in messages.items():
        known = before.get(message_id)
        if message.from_bot and not _is_push(message) and (known is None or known.formatted != message.formatted):
            yield "\n".join([message.formatted.text, *_labels(message)])


def _labels(message: Message) -> Iterator[str]:
    return (button["text"] for row in message.keyboard or [] for button in row)


class ForgingBench(Bench):
    """A bench whose staff are suspicious."""

    def __init__(self, organisation: Organisation, teacher: StaffActor, parent: GuardianActor) -> None:
        super().__init__(organisation)
        self.teacher, self.parent = teacher, parent
        self.names = re.compile("(?!)")
        self.forged: set[tuple[str, str]] = set()

    async def person(self, actor: Actor | None = None, **named: Any) -> Player:
        player = await super().person(actor, **named)
        self.names = await self.read(names_of_children)
        return Suspicious(self, player, actor) if isinstance(actor, StaffActor) else player

    def not_forged(self, state: str, presses: Iterable[str]) -> Iterator[tuple[str, Actor]]:
        """What is to be pressed, and as whom: as a parent what comes first."""
        for data in presses:
            if (key := (state, kind_of(data))) not in self.forged:
                if not any(known.partition(":")[0] == state.partition(":")[0] for known, _ in self.forged):
                    yield data, self.parent
                self.forged.add(key)
                yield data, self.teacher


def kind_of(data: str) -> str:
    """What a button does, whomever it is about: ``c:m.17.p`` and ``c:m.18.p`` do the same."""
    found = re.match(r"[^:]*(:[a-z]\.)?", data.partition("\x1d")[2])
    return found[0] if found else ""


def names_of_children(uow: UnitOfWork) -> re.Pattern[str]:
    """Any of the names of the children there are, none of whom is in the teacher's class; but for those of staff."""
    names = {name for row in uow.tx.execute(select(t.children.c.first_name, t.children.c.last_name)) for name in row}
    names -= {word for name in uow.tx.scalars(select(t.staff.c.name)) for word in name.split()}
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names)) or "(?!)")


def rows_kept(uow: UnitOfWork) -> Counter[tuple[object, ...]]:
    """All that is kept, whatever its ids; as SQLite has it, which is ten times as fast."""
    found: Counter[tuple[object, ...]] = Counter()
    for table in KEPT:
        columns = ", ".join(f'"{column.name}"' for column in table.c if column.name not in OF_THE_RELAY)
        found.update((table.name, *row) for row in uow.tx.exec_driver_sql(f"SELECT {columns} FROM {table.name}"))
    return found


def load_conversation_of(uow: UnitOfWork, chat_id: int) -> Conversation:
    return load_conversation(uow.tx, chat_id)


def become(uow: UnitOfWork, chat_id: int, actor: StaffActor, other: Actor, kept: Conversation) -> None:
    """Have a member of staff be somebody else, or again who they were, where they were."""
    holder = {"guardian_id": None, "staff_id": actor.staff_id}
    if isinstance(other, GuardianActor):
        holder = {"guardian_id": other.guardian_id, "staff_id": None}
    uow.tx.execute(update(t.chats).where(t.chats.c.telegram_id == chat_id).values(holder))
    save_conversation(uow.tx, chat_id, kept, NOW)
    if isinstance(other, StaffActor):
        uow.tx.execute(update(t.staff).where(t.staff.c.id == actor.staff_id).values(role=other.role))
        uow.tx.execute(delete(t.staff_scopes).where(t.staff_scopes.c.staff_id == actor.staff_id))
        for scope in other.scopes:
            place = {"school_id": scope.school_id, "class_id": scope.class_id}
            uow.tx.execute(insert(t.staff_scopes).values(staff_id=actor.staff_id, **place))


def a_teacher_and_a_parent(town: Town) -> tuple[StaffActor, GuardianActor]:
    """Of a class, and of a family, without children."""
    place = town.school("Moulin")
    scope = Scope(place.id, town.class_(place, "CP"))
    parent = GuardianActor(town.add(t.guardians, first_name="Anne", last_name="Bell"))
    return StaffActor(0, Role.TEACHER, (scope,)), parent


@ON_SQLITE
async def test_no_button_of_staff_serves_whoever_may_not(organisation: Organisation) -> None:
    teacher, parent = await organisation.write(lambda uow: a_teacher_and_a_parent(Town(uow)))
    bench = ForgingBench(organisation, teacher, parent)
    async with bench.running():
        await bench.build(family_of_three)
        await walk_of_the_manager(await manager(bench, locale="en"))
        for walk in WALKS:
            await walk(bench, "en")
    of_staff = {state for state in STATES if state.partition(":")[0] not in OF_EVERYONE}
    assert of_staff - {state for state, _ in bench.forged} == set()
    assert lines_that_speak(FRENCH, bench) == set()
