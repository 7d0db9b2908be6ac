"""The chats of teams: linked by a manager's code, and otherwise left in peace."""

from typing import Any
from unittest.mock import patch

from core.db.conversations import load_conversation
from core.model.people import Role, Scope, StaffActor
from core.organisation import UnitOfWork
from core.usecases.grouping import GroupRow, list_groups, unlink_group
from dialogs.states import Groups, Home
from simulator.playing import press, say, tell_membership
from simulator.world import Group, Message
from tests.builders import OTHER_SCHOOL, SCHOOL, Town
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import bruyere, manager

pytestmark = ON_SQLITE

SUPERGROUP = -1_001_234_567_890

EVERYTHING = StaffActor(0, Role.MANAGER, (Scope(),))
"""Somebody who sees every group."""


def kitchen_of(bench: Bench, *people: Player) -> Group:
    """A group with the bot in it."""
    group = bench.simulator.world.add_group("Équipe <cuisine> & co", [player.id for player in people])
    group.bot = "member"
    return group


async def write(player: Player, group: Group, text: str) -> list[str]:
    """Write in a group; all that the bot has said there."""
    say(player.bench.simulator.world, group, text, author=player.chat.user)
    await player.bench.settled()
    return said_in(group)


def said_in(group: Group) -> list[str]:
    return [message.formatted.text for _, message in sorted(group.messages.items()) if message.from_bot]


async def made_code(camille: Player, *labels: str) -> str:
    """The code of the group of a team, as a manager reads it."""
    await camille.say("/start")
    await camille.press("📣 Annonces", "👥 Groupes", "Relier un groupe", *labels)
    return camille.text.partition("/link ")[2].partition("\n")[0]


async def groups_of(bench: Bench) -> list[GroupRow]:
    found: list[GroupRow] = await bench.read(list_groups, EVERYTHING)
    return found


async def test_a_group_is_linked_by_a_code_and_told_what_it_will_receive(bench: Bench) -> None:
    camille = await manager(bench)
    group = kitchen_of(bench, camille)
    code = await made_code(camille, "Cuisine")
    (answer,) = await write(camille, group, f"/link@cantine_bot {code.lower()}")
    assert answer.startswith("✅ Ce groupe est relié\u00a0: Cuisine, toutes les écoles.")
    assert "les effectifs du jour. Aucun enfant n’y sera nommé" in answer
    assert (await write(camille, group, f"/link {code}"))[1] == answer
    await camille.press("Les groupes")
    assert "▸ Équipe <cuisine> & co\u00a0: Cuisine, toutes les écoles" in camille.text
    (linked,) = await groups_of(bench)
    assert (linked.telegram_id, linked.role) == (group.id, Role.KITCHEN)


async def test_a_code_is_shown_once_and_kept_nowhere(bench: Bench) -> None:
    camille = await manager(bench)
    code = await made_code(camille, "Gestion")

    def kept(uow: UnitOfWork) -> str:
        return str(load_conversation(uow.tx, camille.id).state)

    assert code not in await bench.read(kept)
    await camille.say("?")
    assert code not in camille.text
    assert "n’est plus affiché" in camille.text


async def test_a_manager_of_several_schools_says_which_and_a_director_need_not(bench: Bench) -> None:
    await bench.build(lambda town: (town.school(), town.school(OTHER_SCHOOL)))
    camille, dominique = await manager(bench), await manager(bench, Town.director)
    first, second = kitchen_of(bench, camille), kitchen_of(bench, dominique)
    await write(camille, first, f"/link {await made_code(camille, 'Animateurs', OTHER_SCHOOL)}")
    await write(dominique, second, f"/link {await made_code(dominique, 'Direction')}")
    assert {group.school_name for group in await groups_of(bench)} == {SCHOOL, OTHER_SCHOOL}
    await dominique.press("Les groupes")
    assert OTHER_SCHOOL not in dominique.text


async def test_a_manager_unlinks_a_group(bench: Bench) -> None:
    camille = await manager(bench)
    group = kitchen_of(bench, camille)
    await write(camille, group, f"/link {await made_code(camille, 'Enseignants')}")
    await camille.press("Les groupes", "👥 Équipe")
    assert await camille.state() == Groups.one
    await camille.press("Retour", "👥 Équipe", "Dissocier ce groupe")
    assert await groups_of(bench) == []
    assert "Aucun groupe relié" in camille.text


async def test_a_group_unlinks_itself(bench: Bench) -> None:
    camille = await manager(bench)
    group = kitchen_of(bench, camille)
    await write(camille, group, f"/link {await made_code(camille, 'Cuisine')}")
    said = await write(camille, group, "/unlink")
    assert "ne reçoit plus rien" in said[-1]
    assert (await write(camille, group, "/unlink@CANTINE_BOT"))[-1] == "Ce groupe n’est pas relié."
    assert await groups_of(bench) == []


async def test_a_group_that_cannot_be_served_keeps_nobody_else_waiting(bench: Bench) -> None:
    bench.expected.append("was given up")
    camille = await manager(bench)
    group = kitchen_of(bench, camille)
    with patch("dialogs.entry.groups.unlink_group", side_effect=ValueError("a row that refers to it")):
        said = await write(camille, group, "/unlink")
    assert ["Quelque chose n’a pas marché" in one for one in said] == [True]
    await camille.say("/start")
    assert await camille.state() == Home.main


async def test_what_a_group_says_while_the_database_is_away_comes_again(bench: Bench) -> None:
    bench.expected.append("could not be handled")
    camille = await manager(bench)
    group = kitchen_of(bench, camille)
    away = [ConnectionError("away"), ConnectionError("away")]

    def obeyed(uow: UnitOfWork, *args: Any) -> bool:
        if away:
            raise away.pop()
        return unlink_group(uow, *args)

    def seen(_uow: UnitOfWork) -> None:
        if away:
            raise away.pop()

    with patch("dialogs.entry.groups.unlink_group", obeyed), patch("bot.reception._look", seen):
        assert await write(camille, group, "/unlink") == ["Ce groupe n’est pas relié."]


async def test_wrong_codes_are_counted_against_the_person(bench: Bench) -> None:
    sacha, camille = await bench.person(), await manager(bench)
    group = kitchen_of(bench, sacha, camille)
    assert "Ce n’est pas un code" in (await write(sacha, group, "/link"))[-1]
    for _ in range(5):
        assert "n’existe pas" in (await write(sacha, group, "/link ZZZZZ-ZZZZZ"))[-1]
    code = await made_code(camille, "Cuisine")
    assert "Trop de codes" in (await write(sacha, group, f"/link {code}"))[-1]
    await sacha.say("ZZZZZ-ZZZZZ")
    assert "Trop de codes" in sacha.text
    assert "est relié" in (await write(camille, group, f"/link {code}"))[-1]


async def test_everything_else_in_a_group_is_ignored(bench: Bench) -> None:
    camille = await manager(bench)
    anne = await bench.person((await bench.build(bruyere)).actor(), name="Anne")
    group = kitchen_of(bench, camille, anne)
    before = len(bench.calls)
    for text in ("/start", "/help", "/stop", "/linked AAAAA-AAAAA", "/link@other_bot AAAAA-AAAAA", "Bonjour"):
        body = _message(group.as_chat(), anne, text=text)
        bench.simulator.world.updates.put("message", body)
        await bench.settled()
    assert len(bench.calls) == before + len(["getMe"])
    assert said_in(group) == []


def _message(chat: dict[str, Any], player: Player, **content: object) -> dict[str, Any]:
    return {"message_id": 1, "date": 0, "chat": chat, "from": player.chat.user.as_user(), **content}


async def test_a_press_in_a_group_is_answered_and_does_nothing(bench: Bench) -> None:
    camille = await manager(bench)
    group = kitchen_of(bench, camille)
    sent = await bench.reception.bot.send_message(group.id, "📬")
    shown: Message = group.messages[sent.message_id]
    shown.keyboard = [[{"text": "🏡", "callback_data": "open:home"}]]
    query = press(bench.simulator.world, group, sent.message_id, "open:home", author=camille.chat.user)
    await bench.settled()
    assert query.answer is not None
    assert said_in(group) == ["📬"]


async def test_a_group_that_puts_the_bot_out_is_marked_until_it_lets_it_in(bench: Bench) -> None:
    camille = await manager(bench)
    group = kitchen_of(bench, camille)
    await write(camille, group, f"/link {await made_code(camille, 'Cuisine')}")
    for old, new in (("member", "kicked"), ("kicked", "member"), ("member", "left")):
        tell_membership(bench.simulator.world, group, camille.chat.user, old, new)
        await bench.settled()
        (linked,) = await groups_of(bench)
        assert linked.is_blocked == (new != "member")
    await camille.press("Les groupes")
    assert "n’est plus dans ce groupe" in camille.text


async def test_a_group_that_becomes_a_supergroup_stays_linked(bench: Bench) -> None:
    camille = await manager(bench)
    group = kitchen_of(bench, camille)
    await write(camille, group, f"/link {await made_code(camille, 'Cuisine')}")
    old, new = group.as_chat(), {"id": SUPERGROUP, "type": "supergroup", "title": group.title}
    for body in (
        _message(new, camille, migrate_from_chat_id=group.id),
        _message(old, camille, migrate_to_chat_id=SUPERGROUP),
    ):
        bench.simulator.world.updates.put("message", body)
        await bench.settled()
    (linked,) = await groups_of(bench)
    assert linked.telegram_id == SUPERGROUP


async def test_a_group_where_the_bot_may_not_write_is_linked_all_the_same(bench: Bench) -> None:
    camille = await manager(bench)
    group = kitchen_of(bench, camille)
    bench.expected.append("bot was kicked")
    code = await made_code(camille, "Cuisine")
    body = _message(group.as_chat(), camille, text=f"/link {code}")
    group.bot = "kicked"
    bench.simulator.world.updates.put("message", body)
    await bench.settled()
    assert len(await groups_of(bench)) == 1
    assert said_in(group) == []
