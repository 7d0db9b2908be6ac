"""Who works here and what each may see and do, from the chat of somebody who looks after access."""

from core.db.conversations import load_conversation
from core.model.people import Role, Scope, StaffActor
from core.model.staff import Member
from core.organisation import UnitOfWork
from core.usecases.teaming import read_team
from dialogs.states import Home, Team
from tests.builders import OTHER_SCHOOL, SCHOOL, Town
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import bruyere, manager, parent

pytestmark = ON_SQLITE


async def members(bench: Bench, actor: StaffActor) -> dict[str, Member]:
    team = await bench.read(read_team, actor)
    return {member.name: member for member in team.members}


def camille_and_claude(town: Town) -> tuple[StaffActor, StaffActor]:
    """A manager of everything, and the teacher of a class."""
    town.school(OTHER_SCHOOL)
    return town.manager(), town.teacher()


async def at_team(bench: Bench) -> tuple[Player, Player, StaffActor]:
    """The manager at ``/qui``, the teacher at home."""
    actor, teacher = await bench.build(camille_and_claude)
    camille = await bench.person(actor, name="Camille")
    claude = await bench.person(teacher, name="Claude")
    await camille.say("/qui")
    return camille, claude, actor


async def test_qui_shows_who_works_here_and_what_each_role_may_do(bench: Bench) -> None:
    camille, _, _ = await at_team(bench)
    assert await camille.state() == Team.list
    assert "▸ Claude Aubépine, Enseignant\u00a0: CP (Les Tilleuls) · 📱 1" in camille.text
    assert "▸ Camille Ortie, Gestion\u00a0: toutes les écoles · 📱 1" in camille.text
    await camille.press("Ce que chaque rôle permet")
    assert "Enseignant\u00a0: pointer et tirer les listes et rapports" in camille.text
    assert "Cuisine\u00a0: recevoir les effectifs, rien d’autre" in camille.text
    await camille.press("Retour", "👤 Claude")
    assert "📱 1 conversation reliée\u00a0:\n▸ depuis le mardi 24 novembre à 10 h" in camille.text
    await camille.press("Retour", "Retour")
    assert await camille.state() == Home.main


async def test_a_teacher_a_family_and_a_stranger_are_told_no(bench: Bench) -> None:
    _, claude, _ = await at_team(bench)
    anne, _ = await parent(bench, bruyere)
    stranger = await bench.person()
    for player in (claude, anne, stranger):
        for command in ("/qui", "/team", "/journal", "/audit"):
            await player.say(command)
            assert "n’est pas, ou n’est plus, le vôtre" in player.text
            assert await player.state() in {Home.main, None}


async def test_somebody_is_added_and_comes_in_by_the_link(bench: Bench) -> None:
    camille, _, actor = await at_team(bench)
    await camille.press("Ajouter quelqu’un")
    for name in ("1234", "x" * 121):
        await camille.say(name)
        assert await camille.state() == Team.name
    await camille.say("  Robin   <Saule> ")
    await camille.press("Animateur", "Ajouter et donner")
    assert camille.answer == ("Il faut au moins une école ou une classe. Pour retirer tout accès, suspendez.")
    await camille.press("toutes les écoles", "Ajouter et donner")
    assert "Ce rôle ne peut pas avoir toutes les écoles" in (camille.answer or "")
    await camille.press(f"⬜ {OTHER_SCHOOL}", f"⬜ {SCHOOL}", "⬜ CP (Les Tilleuls)")
    assert f"☑️ {OTHER_SCHOOL}" in camille.labels()
    assert f"⬜ {SCHOOL}" in camille.labels()
    await camille.press("Ajouter et donner")
    code = camille.text.split("\n\n")[1].split("\n")[0]
    assert f"https://t.me/cantine_bot?start={code}" in camille.text
    robin = await bench.person(name="Robin")
    await robin.say(f"/start {code}")
    assert "Robin <Saule>" in robin.text
    added = (await members(bench, actor))["Robin <Saule>"]
    assert (added.role, {place.class_name or place.school for place in added.places}) == (
        Role.CARER,
        {"CP", OTHER_SCHOOL},
    )


async def test_a_code_is_shown_once_and_kept_nowhere(bench: Bench) -> None:
    camille, _, _ = await at_team(bench)
    await camille.press("👤 Claude", "Nouveau code")
    code = camille.text.split("\n\n")[1].split("\n")[0]

    def kept(uow: UnitOfWork) -> str:
        return str(load_conversation(uow.tx, camille.id).state)

    assert code not in await bench.read(kept)
    await camille.say("?")
    assert "n’est plus affiché" in camille.text


async def test_a_suspension_holds_from_the_next_press_on(bench: Bench) -> None:
    camille, claude, actor = await at_team(bench)
    await camille.press("👤 Claude", "Suspendre", "Oui, suspendre")
    assert "⏸ Accès suspendu" in camille.text
    assert not any("Nouveau code" in label for label in camille.labels())
    await claude.press("Listes et rapports")
    assert "n’est plus, le vôtre" in (claude.answer or "")
    await claude.say("/start")
    assert "Bienvenue" in claude.text
    await camille.press("Rétablir")
    assert (await members(bench, actor))["Claude Aubépine"].is_active
    await claude.say("/start")
    assert any("Listes et rapports" in label for label in claude.labels())


async def test_role_places_address_and_chat_are_changed(bench: Bench) -> None:
    camille, claude, actor = await at_team(bench)
    await camille.press("👤 Claude", "Changer ce qui est confié", f"⬜ {SCHOOL}", "Retour")
    assert "Confié\u00a0: Les Tilleuls" in camille.text
    await camille.press("Changer le rôle", "Direction")
    assert "Rôle\u00a0: Direction" in camille.text
    await camille.press("Adresse courriel")
    await camille.say("nobody")
    assert await camille.state() == Team.email
    await camille.say("claude@example.org")
    assert "✉️ claude@example.org" in camille.text
    await camille.press("Adresse courriel", "Retirer l’adresse")
    assert "Pas d’adresse courriel" in camille.text
    await camille.press("Dissocier une conversation", "🔌 depuis")
    assert "n’a plus de conversation reliée" in camille.text
    assert (await members(bench, actor))["Claude Aubépine"].chats == ()
    await claude.say("/start")
    assert "Bienvenue" in claude.text


async def test_nobody_changes_their_own_access(bench: Bench) -> None:
    camille, _, actor = await at_team(bench)
    await camille.press("👤 Camille")
    offered = str(camille.labels())
    assert not any(word in offered for word in ("rôle", "confié", "Suspendre"))
    for way in (["role", "r:kitchen"], ["places", "s:1.0.1"], ["suspend", "confirm"]):
        for press in way:
            await camille.forge(press)
        assert "C’est votre propre accès" in (camille.answer or "")
        await camille.say("/qui")
        await camille.press("👤 Camille")
    await camille.press("Dissocier une conversation", "🔌 depuis")
    assert "/stop" in (camille.answer or "")
    assert (await members(bench, actor))["Camille Ortie"].is_active


async def test_forged_presses_reach_nobody_else_and_give_no_more(bench: Bench) -> None:
    actor, teacher = await bench.build(camille_and_claude)

    def of_one_school(town: Town) -> StaffActor:
        return town.manager("Alix Charme", scopes=[Scope(town.school().id)])

    alix = await manager(bench, of_one_school)
    await alix.say("/qui")
    assert "Camille Ortie" not in alix.text
    await alix.forge(f"m:{actor.staff_id}")
    assert "n’est plus, le vôtre" in (alix.answer or "")
    assert await alix.state() == Team.list
    await alix.press("👤 Claude", "Changer ce qui est confié")
    assert not any("toutes" in label or OTHER_SCHOOL in label for label in alix.labels())
    for press in ("s:0.0.1", "s:999.0.1", "s:1.999.1"):
        await alix.forge(press)
        assert "n’est plus, le vôtre" in (alix.answer or "")
    for press in ("s:1.1", "s:x.0.1", "s:1.0.2", "p:x", "s:"):
        await alix.forge(press)
        assert "pas marché" not in (alix.answer or "")
    claude = (await members(bench, actor))["Claude Aubépine"]
    assert claude.scopes == teacher.scopes
