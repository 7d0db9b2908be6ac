"""Every button of a family's file, pressed by whom the family is not: another family, the other parent, a teacher.

A family walks through every screen of its file, and what its buttons say is kept. Another family then walks the same
way, and presses on each of its own screens what the first one's buttons said there: as strangers, and as those in whose
family the children of the first are raised too. A teacher presses on the first one's own screens. None of them reads or
changes what is not theirs, and whoever names it stands in the journal.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy

from sqlalchemy import delete, func, insert, select, update

from core.db import tables as t
from core.db.conversations import save_conversation
from core.model.conversations import Conversation
from core.model.family import FamilyRequestKind, NewFamilyRequest
from core.model.people import Actor, Custody, GuardianActor, StaffActor
from core.organisation import Organisation, UnitOfWork
from core.usecases.filing import ask
from simulator.world import Message
from tests.builders import OTHER_SCHOOL, Family, Town
from tests.clock import NOW
from tests.core.usecases.billed_families import billed, paid
from tests.core.usecases.children_on_file import fetches
from tests.core.usecases.families_on_file import put_on_file
from tests.core.usecases.trespass import FAR, go_farther
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.inventory import STATES
from tests.dialogs.test_forged_everywhere import load_conversation_of
from tests.dialogs.test_stale import NOT_YOURS

pytestmark = ON_SQLITE

OF_THE_FILE = ("Account", "Children", "Contact", "Devices", "FamilyRequests", "Privacy", "Statement", "Yearly")

OF_CHILDREN = ("Children:list", "Yearly:child")
"""The screens on which a child is chosen, by whoever raises it."""

NAMES_APART = re.compile("Aubier|Zoé|06 39 98 00 01|0639980001|aubier@")
"""What gives the first family away to whoever raises its children too."""
NAMES = re.compile(f"{NAMES_APART.pattern}|Tom|Max|Rose")
"""What gives it away to anybody else."""

KEPT = (
    *(t.guardians, t.children, t.guardianships, t.families, t.family_accounts, t.tax_notices, t.quotients, t.chats),
    *(t.invoices, t.invoice_lines, t.payments, t.pickup_persons, t.photos, t.child_records, t.family_requests),
)
"""What nobody but the first family changes of its own."""

WHOSE = ("guardian_id", "child_id", "family_id", "responsible_id", "invoice_id")
"""The columns that say whose a row is."""

THEIRS = range(FAR, 2 * FAR)
"""The ids of what is the first family's."""


def family_on_file(town: Town, name: str, others: str, phone: str) -> Family:
    """Anne and ``others``: a guardian, two children, who may fetch the first; and all that a button can be about."""
    partner, child, second, fetching = others.split()
    family = town.family(name)
    anne = {"first_name": "Anne", "last_name": name, "phone": phone, "email": f"{name.lower()}@exemple.fr"}
    family.guardians["Anne"] = town.add(t.guardians, **anne)
    family.guardian(partner).child(child, "CP", last_name="Orme").child(second, "CE2", last_name="Orme")
    child_id = family.children[child]
    put_on_file(town, family, family.guardians["Anne"])
    fetches(town, child_id, fetching, phone=phone)
    photo = {"content": b"a photo", "guardian_id": family.guardians["Anne"], "updated_at": NOW}
    town.put(t.photos, {"child_id": child_id, **photo})
    invoice_id = billed(family, f"{name} 1", "42.60", lines=[(child_id, f"Menu {name}", "42.60")])
    paid(family, f"{name} 1", "5.00", invoice=invoice_id)
    town.linked(FAR + family.id, family.actor())
    return family


async def walk_of_the_file(anne: Player) -> None:
    """Once over every screen, with whatever it lists on it, and back."""
    await anne.touch("account", "f:phone", "main", "f:phone")
    await anne.say("07 65 43 21 09")
    await anne.touch("send", "__cancel__", "contact", "__cancel__", "children", "c:", "photo", "back")
    await anne.touch("pickups", "p:", "back", "add", "back", "add")
    await anne.say("Sam ORME")
    await anne.touch("r:friend", "none", "back", "none", "send", "back", "back", "__cancel__")
    await anne.touch("statement", "payments", "back", "i:", "list", "__cancel__")
    await anne.touch("yearly", "c:", "k:cancel", "s:", "next", "w:1", "next", "d:", "none", "send", "home")
    await anne.touch("requests", "files", "r:", "list", "__cancel__", "__cancel__")
    await anne.touch("settings", "devices", "c:", "main", "g:", "main", "__cancel__", "home")
    await anne.say("/privacy")
    await anne.touch("erasure", "main")


class Forger(Player):
    """Somebody on whose screens is pressed, before each press of their own, what nobody there should press."""

    async def press_data(self, data: str, message: Message) -> str | None:
        state = await self.state()
        if state is not None and str(state.state).partition(":")[0] in OF_THE_FILE:
            await self.forge_all(str(state.state), message)
        return await super().press_data(data, message)

    async def forge_all(self, state: str, message: Message) -> None:
        """Try what is to be tried on a screen."""
        raise NotImplementedError

    async def tried(self, data: str, message: Message, names: re.Pattern[str] = NAMES) -> bool:
        """Press, and have all as before; whether it was refused and noted. Nothing is shown that ``names`` finds."""
        kept = await self.bench.read(load_conversation_of, self.id)
        shown = {number: copy(one) for number, one in self.chat.messages.items()}
        noted = await self.bench.read(refusals)
        query = self.put_press(data, message.message_id)
        await self.bench.settled()
        assert query.answer is not None, data
        told = [query.answer.text or "", *_new(self.chat.messages, shown)]
        assert [text for text in told if names.search(text)] == [], data
        self.chat.messages.clear()
        self.chat.messages.update(shown)
        await self.bench.organisation.write_unsynced(restore, self.id, kept)
        return bool(await self.bench.read(refusals) == noted + 1)


def _new(messages: Mapping[int, Message], before: Mapping[int, Message]) -> Iterator[str]:
    for number, message in messages.items():
        if number not in before or before[number].formatted != message.formatted:
            yield _read(message)


def _read(message: Message) -> str:
    return "\n".join([message.formatted.text, *(one["text"] for row in message.keyboard or [] for one in row)])


class First(Forger):
    """Of the family whose buttons are kept. What is new on a screen is pressed by a teacher first."""

    def __init__(self, player: Player, actor: GuardianActor, teacher: StaffActor) -> None:
        super().__init__(player.bench, player.chat)
        self._actor, self._teacher = actor, teacher
        self.said_by: dict[str, list[str]] = {}
        """What the buttons of each screen say, one of each kind, without the dialog's mark."""

    async def forge_all(self, state: str, message: Message) -> None:
        known = self.said_by.setdefault(state, [])
        for data in self.presses(message):
            words = data.partition("\x1d")[2]
            if _kind(words) not in map(_kind, known):
                known.append(words)
                await self.bench.organisation.write_unsynced(hold, self.id, self._teacher)
                assert await self.tried(data, message) >= bool(named_in(words)), (state, words)
        await self.bench.organisation.write_unsynced(hold, self.id, self._actor)


class Other(Forger):
    """Of another family: a stranger first, then one in whose family the first one's children are raised too."""

    def __init__(self, player: Player, family: Family, first: First, children: Sequence[int]) -> None:
        super().__init__(player.bench, player.chat)
        self._family, self._children, self._said_by = family, children, dict(first.said_by)
        self.forged: set[tuple[str, str]] = set()

    async def forge_all(self, state: str, message: Message) -> None:
        mark = self.presses(message)[0].partition("\x1d")[0]
        for words in filter(named_in, self._said_by.pop(state, ())):
            data = f"{mark}\x1d{words}"
            assert await self.tried(data, message), (state, words)
            await self.bench.organisation.write_unsynced(raise_too, self._family, self._children)
            assert await self.tried(data, message, NAMES_APART) is not (state in OF_CHILDREN), (state, words)
            await self.bench.organisation.write_unsynced(raise_no_more, self._family, self._children)
            self.forged.add((state, _kind(words)))


def _kind(words: str) -> str:
    return words.partition(":")[0]


def named_in(words: str) -> set[int]:
    """The ids of the first family's that a press names."""
    return {number for number in map(int, re.findall(r"\d+", words)) if number in THEIRS}


def _go_farther(town: Town, first: int) -> None:
    go_farther(town, first)
    asked = {"guardian_id": first, "family_id": first, "kind": "erasure", "subject": "", "before": {}, "after": {}}
    town.add(t.family_requests, id=first, **asked, created_at=NOW)


def restore(uow: UnitOfWork, chat_id: int, kept: Conversation) -> None:
    save_conversation(uow.tx, chat_id, kept, NOW)


def hold(uow: UnitOfWork, chat_id: int, actor: Actor) -> None:
    """Have a chat be somebody's."""
    holder = {
        "guardian_id": actor.guardian_id if isinstance(actor, GuardianActor) else None,
        "staff_id": actor.staff_id if isinstance(actor, StaffActor) else None,
    }
    uow.tx.execute(update(t.chats).where(t.chats.c.telegram_id == chat_id).values(holder))


def raise_too(uow: UnitOfWork, family: Family, children: Sequence[int]) -> None:
    """Have a family raise children too."""
    tie = {"guardian_id": family.actor().guardian_id, "family_id": family.id, "custody": Custody.ALWAYS}
    uow.tx.execute(insert(t.guardianships), [{**tie, "child_id": child} for child in children])


def raise_no_more(uow: UnitOfWork, family: Family, children: Sequence[int]) -> None:
    ties = t.guardianships.c
    uow.tx.execute(delete(t.guardianships).where(ties.family_id == family.id, ties.child_id.in_(children)))


def refusals(uow: UnitOfWork) -> int:
    """How many presses the journal says were refused."""
    query = select(func.count()).where(t.audit_events.c.action == "refused_press")
    return uow.tx.execute(query).scalar_one()


def rows_kept(uow: UnitOfWork) -> set[tuple[object, ...]]:
    """All of the first family's, what anybody has written of it, and which messages are to it or about it."""
    messages = uow.tx.execute(select(t.outbox.c.id, t.outbox.c.guardian_id, t.outbox.c.family_id, t.outbox.c.facts))
    return {("outbox", row.id) for row in messages if named_in(f"{row[1:]}")} | {
        (table.name, *row)
        for table in KEPT
        for row in uow.tx.execute(select(table)).mappings()
        if any(value in THEIRS for name, value in row.items() if name == "id" or name in WHOSE)
    }


async def test_no_button_of_a_family_s_file_serves_another(organisation: Organisation) -> None:
    bench = Bench(organisation)
    async with bench.running():
        teacher = await bench.build(lambda town: town.teacher(class_name="CM2"))
        await bench.build(lambda town: _go_farther(town, FAR))
        aubier = await bench.build(lambda town: family_on_file(town, "Aubier", "Zoé Tom Max Rose", "06 39 98 00 01"))
        first = First(await bench.person(aubier.actor(), name="Anne"), aubier.actor(), teacher)
        await walk_of_the_file(first)
        of_the_file = {state for state in STATES if state.partition(":")[0] in OF_THE_FILE}
        assert of_the_file - {*first.said_by} == set()
        kept = await bench.read(rows_kept)
        await bench.build(lambda town: _go_farther(town, 2 * FAR))
        bruyere = await bench.build(
            lambda town: family_on_file(town, "Bruyère", "Paul Lou Noé Jeanne", "06 39 98 00 02")
        )
        other = Other(await bench.person(bruyere.actor(), name="Anne"), bruyere, first, [*aubier.children.values()])
        await walk_of_the_file(other)
        assert await bench.read(rows_kept) == kept
        naming = {(state, _kind(one)) for state, said in first.said_by.items() for one in said if named_in(one)}
        assert other.forged == naming
        assert {kind for _, kind in naming} == {"c", "p", "i", "r", "g"}


async def test_a_director_decides_nothing_that_families_of_another_school_ask(bench: Bench) -> None:
    def story(town: Town) -> tuple[Family, Family]:
        other = town.family("Aubier", school=OTHER_SCHOOL).guardian("Zoé").child("Tom")
        return town.family("Bruyère").guardian("Anne").child("Lou"), other

    for number, family in enumerate(await bench.build(story)):
        phone = NewFamilyRequest(FamilyRequestKind.PHONE, "phone", {}, {"phone": f"06 39 98 00 0{number}"})
        theirs = await bench.organisation.write(ask, family.actor(), phone, NOW)
    fay = await bench.person(await bench.build(Town.director), name="Fay")
    await fay.touch("inbox", "files")
    for way, presses in (("r:", ["r:"]), ("a:r.", ["a:a.", "a:r.", "a:y."]), ("request", ["w:"])):
        noted = await bench.read(refusals)
        for press in presses:
            await fay.forge(f"{press}{theirs}{'.0' if press == 'w:' else ''}")
            assert fay.answer == NOT_YOURS, press
            assert NAMES.search(_read(fay.screen)) is None
        assert await bench.read(refusals) == noted + len(presses)
        await fay.touch(way)
    states = select(t.family_requests.c.state).order_by(t.family_requests.c.id)
    assert await bench.read(lambda uow: [*uow.tx.scalars(states)]) == ["pending", "pending"]
