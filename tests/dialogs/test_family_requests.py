"""What guardians ask about their files, from both ends: their list, the service's, and the answer."""

from dataclasses import replace

from sqlalchemy import select, update

from core.db import tables as t
from core.model.family import FamilyRequestKind, NewFamilyRequest
from core.model.people import Permission, Role, Scope
from core.model.policy import Roles
from core.model.yearly import Wish, YearlyOrder
from core.organisation import Organisation
from core.rules.yearly import as_facts
from core.usecases.family_deciding import approve_family_request, refuse_family_request
from core.usecases.filing import ask
from dialogs.states import FamilyInbox, FamilyRequests, Home, Inbox
from tests.builders import Family, Town
from tests.clock import MONDAY, NOW
from tests.core.usecases.filed import EMAIL, NEW, OLD, PHONE, meanwhile, pickup
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import manager, parent

pytestmark = ON_SQLITE


async def asked(bench: Bench, family: Family, *requests: NewFamilyRequest) -> list[int]:
    """What Anne asks, one after the other."""
    return [await bench.organisation.write(ask, family.actor(), request, NOW) for request in requests]


async def states(bench: Bench) -> list[str]:
    found = await bench.read(lambda uow: list(uow.tx.scalars(select(t.family_requests.c.state))))
    return [str(state) for state in found]


async def deciding(bench: Bench, *requests: NewFamilyRequest) -> tuple[Player, Player, Family]:
    """Anne, who has asked; and Camille, who decides and is told that something waits."""
    anne, family = await parent(bench)
    await asked(bench, family, *requests)
    return anne, await manager(bench), family


async def test_nothing_asked_is_said_so_at_both_ends(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Mes demandes", "Demandes de dossier")
    assert anne.text == "📁 Vos demandes de dossier\n\nVous n’avez rien demandé à propos de votre dossier."
    await anne.press("Retour", "Retour")
    assert await anne.state() == Home.main
    camille = await manager(bench)
    assert not [label for label in camille.labels() if "Dossiers" in label]
    await camille.press("📥 Demandes", "📁 Dossiers")
    assert camille.text == "📁 Aucune demande de dossier à décider."
    await camille.press("Retour")
    assert await camille.state() == Inbox.groups


async def test_a_guardian_follows_what_was_asked_and_takes_it_back(bench: Bench) -> None:
    anne, family = await parent(bench)
    lou = family.children["Lou"]
    camille = await bench.build(Town.manager)
    _, refused, _ = await asked(bench, family, PHONE, EMAIL, pickup(lou))
    await bench.organisation.write(refuse_family_request, camille, refused, "Adresse <illisible>.", NOW)
    await bench.told(anne, "n’a pas été acceptée")
    await anne.say("/start")
    await anne.press("Mes demandes", "Demandes de dossier")
    assert anne.text == (
        "📁 Vos demandes de dossier\n\n"
        "🚧 En attente (2)\u00a0: touchez-en une pour la relire ou la retirer\n"
        "• Personne à autoriser à venir chercher l’enfant (Lou Bruyère)\u00a0: 🚧 en attente\n"
        "▸ Jeanne Saule, grand-mère, 06 39 98 00 11\n"
        f"• Changement de numéro de téléphone\u00a0: 🚧 en attente\n▸ {OLD} → {NEW}\n\n"
        "Réponses\n"
        "• Changement d’adresse courriel\u00a0: ❌ refusée\n▸ anne@example.org\nAdresse <illisible>."
    )
    await anne.press("Changement de numéro", "Retour", "Changement de numéro", "Retirer la demande")
    assert anne.answer == "C’est retiré."
    assert await states(bench) == ["withdrawn", "refused", "pending"]
    assert await anne.state() == FamilyRequests.list


async def test_what_was_decided_meanwhile_is_not_taken_back(bench: Bench) -> None:
    anne, family = await parent(bench)
    (request_id,) = await asked(bench, family, PHONE)
    await anne.press("Mes demandes", "Demandes de dossier", "Changement de numéro")
    screen = anne.screen
    await bench.organisation.write(approve_family_request, await bench.build(Town.manager), request_id, NOW)
    await bench.told(anne, "Votre demande est acceptée")
    await anne.press("Retirer la demande", on=screen)
    assert anne.answer == "Trop tard\u00a0: le service avait déjà répondu."
    assert "✅ acceptée" in anne.chat.messages[screen.message_id].formatted.text


async def test_the_service_reads_old_and_new_side_by_side_and_the_next_one_comes_up(bench: Bench) -> None:
    anne, camille, _ = await deciding(bench, PHONE, EMAIL)
    await camille.press("📁 Dossiers (2)")
    assert camille.labels() == ["📞 Anne Bruyère", "✉️ Anne Bruyère", "⬅️ Retour"]
    await camille.press("📞 Anne Bruyère")
    assert camille.text == (
        "📁 Changement de numéro de téléphone\n"
        "👤 Anne Bruyère, famille Bruyère\n"
        "🏫 Les Tilleuls\n"
        "🕓 mardi 24 novembre à 10 h\n\n"
        f"Avant\u00a0: {OLD}\n"
        f"Après\u00a0: {NEW}"
    )
    accept = camille.data_of("Accepter", camille.screen).partition("\x1d")[2]
    await camille.press("✅ Accepter")
    assert camille.text.startswith("✅ Accepté\u00a0: Changement de numéro de téléphone, Anne Bruyère.")
    assert "📁 Changement d’adresse courriel" in camille.text
    assert "Avant\u00a0: rien au dossier" in camille.text
    await camille.forge(accept)  # pressed twice, where the next one has taken its place
    assert camille.answer == "✅ Cette demande a déjà été acceptée."
    assert await states(bench) == ["approved", "pending"]
    await camille.press("❌ Refuser", "Retour", "❌ Refuser")
    await camille.say("x" * 201)
    assert "200 caractères au plus" in camille.said[-2].formatted.text
    await camille.say("Adresse\nillisible.")
    assert await camille.state() == FamilyInbox.list
    assert camille.text.endswith("📁 Aucune demande de dossier à décider.")
    assert await states(bench) == ["approved", "refused"]
    answer = await bench.told(anne, "n’a pas été acceptée")
    assert "Motif\u00a0: Adresse illisible." in answer.formatted.text
    answer = await bench.told(anne, "Votre demande est acceptée")
    assert f"{OLD} → {NEW}" in answer.formatted.text
    await anne.press("Mes demandes de dossier", on=answer)
    assert await anne.state() == FamilyRequests.list


async def test_of_two_managers_the_second_is_told(bench: Bench) -> None:
    _, camille, _ = await deciding(bench, PHONE)
    robin = await bench.person(await bench.build(lambda town: town.manager("Robin Saule")), name="Robin")
    for player in (camille, robin):
        await player.press("📁 Dossiers (1)", "📞")
    await camille.press("❌ Refuser")
    await camille.touch("w:")
    await robin.press("✅ Accepter")
    assert robin.answer == "❌ Cette demande a déjà été refusée."
    assert robin.is_alert
    assert await states(bench) == ["refused"]


async def test_what_its_guardian_replaced_meanwhile_is_not_accepted_unseen(bench: Bench) -> None:
    _, camille, family = await deciding(bench, PHONE)
    await camille.press("📁 Dossiers (1)", "📞")
    await asked(bench, family, NewFamilyRequest(PHONE.kind, PHONE.subject, PHONE.before, {"phone": "04 50 00 00 00"}))
    await camille.press("✅ Accepter")
    assert await states(bench) == ["withdrawn", "pending"]
    assert "04 50 00 00 00" in camille.text


async def test_whose_ground_is_gone_stays_up_to_be_refused(bench: Bench) -> None:
    _, family = await parent(bench)
    await asked(bench, family, pickup(family.children["Lou"]))
    camille = await manager(bench)
    await camille.press("📁 Dossiers (1)", "🤝")
    assert "🧒 Lou Bruyère · CP (Les Tilleuls)" in camille.text
    assert "À ajouter\u00a0: Jeanne Saule, grand-mère, 06 39 98 00 11" in camille.text
    other = await bench.build(lambda town: town.family("Callune").id)
    await meanwhile(bench.organisation, update(t.guardianships).values(family_id=other))
    await camille.press("✅ Accepter")
    assert camille.is_alert
    assert "n’est plus rattaché" in str(camille.answer)
    assert await camille.state() == FamilyInbox.request
    await camille.press("❌ Refuser")
    await camille.touch("w:")
    assert await states(bench) == ["refused"]


def for_the_year(family: Family) -> NewFamilyRequest:
    order = YearlyOrder(Wish.ENROL, frozenset({"cantine"}), frozenset({1, 2}), MONDAY)
    lou = family.children["Lou"]
    return NewFamilyRequest(FamilyRequestKind.YEARLY, f"yearly:{lou}:enrol", {}, as_facts(order), lou, "Merci <3")


async def test_a_request_for_the_year_says_what_it_comes_to(bench: Bench) -> None:
    anne, family = await parent(bench)
    await asked(bench, family, for_the_year(family))
    director = await manager(bench, Town.director)
    await director.press("📁 Dossiers (1)", "📆")
    assert "inscription\u00a0: Cantine, chaque lundi et mardi, du 30 novembre 2026" in director.text
    assert "réservations seront faites" in director.text
    assert "💬 Merci <3" in director.text
    await director.press("✅ Accepter")
    assert await states(bench) == ["approved"]
    answer = await bench.told(anne, "Votre demande est acceptée")
    assert "réservations faites" in answer.formatted.text


async def test_who_may_not_plan_can_only_refuse_a_request_for_the_year(organisation: Organisation) -> None:
    decides = Roles(director=frozenset({Permission.DECIDE_REQUESTS}))
    lent = replace(organisation, policy=organisation.policy.model_copy(update={"roles": decides}))
    async with Bench(lent).running() as bench:
        _, family = await parent(bench)
        await asked(bench, family, for_the_year(family))
        director = await manager(bench, Town.director)
        await director.press("📁 Dossiers (1)", "📆")
        assert "Vous ne pouvez pas l’accepter" in director.text
        assert director.labels() == ["❌ Refuser", "⬅️ Retour"]
        await director.forge("a:a.1")
        assert director.is_alert
        assert await states(bench) == ["pending"]


async def test_an_erasure_says_what_goes_and_what_stays_and_is_asked_once_more(bench: Bench) -> None:
    def anne_and_paul(town: Town) -> Family:
        family = town.family("Bruyère").guardian("Anne", email="anne@example.org").child("Lou")
        town.booked(family.cell("Lou", "cantine", MONDAY))
        return family.guardian("Paul")

    anne, family = await parent(bench, anne_and_paul)
    await asked(bench, family, NewFamilyRequest(FamilyRequestKind.ERASURE, "erasure", {}, {}))
    camille = await manager(bench)
    await camille.press("📁 Dossiers (1)", "🗑")
    assert "🗑 Sera effacé\u00a0: l’adresse courriel, 1 conversation reliée" in camille.text
    assert "📌 Doit rester\u00a0: le nom, 1 réservation" in camille.text
    assert "le dossier de Lou, qui a un autre responsable" in camille.text
    await camille.press("✅ Accepter")
    assert "Effacer le dossier de Anne Bruyère\u202f? C’est définitif." in camille.text
    assert await states(bench) == ["pending"]
    await camille.press("🗑 Oui, effacer")
    assert await states(bench) == ["approved"]
    farewell = await bench.told(anne, "Vos conversations sont dissociées")
    assert anne.labels(farewell) == []
    mailboxes = select(t.outbox.c.mailbox).where(t.outbox.c.mailbox.is_not(None))
    assert await bench.read(lambda uow: list(uow.tx.scalars(mailboxes))) == ["anne@example.org"]  # which was hers


async def test_nobody_opens_or_decides_what_is_not_theirs(bench: Bench) -> None:
    """A press can be forged: refused, and noted in the journal."""
    _, family = await parent(bench)
    (request_id,) = await asked(bench, family, PHONE)
    ines = await bench.person(
        (await bench.build(lambda town: town.family("Callune").guardian("Inès").child("Tom"))).actor(), name="Inès"
    )
    await ines.press("Mes demandes", "Demandes de dossier")
    assert await ines.forge(f"r:{request_id}") is not None
    assert ines.is_alert
    scope = Scope((await bench.build(lambda town: town.school("Ailleurs"))).id)
    other = await manager(bench, lambda town: town.manager("Dominique", role=Role.DIRECTOR, scopes=[scope]))
    await other.press("📥 Demandes", "📁 Dossiers")
    for press in (f"r:{request_id}", "r:999"):
        await other.forge(press)
        assert other.is_alert
    assert await states(bench) == ["pending"]
    events = await bench.read(
        lambda uow: [tuple(row) for row in uow.tx.execute(select(t.audit_events.c.action, t.audit_events.c.facts))]
    )
    assert [facts for action, facts in events if action == "refused_press"] == [
        {"what": f"FamilyRequests:list r:{request_id}"},
        {"what": f"FamilyInbox:list r:{request_id}"},
        {"what": "FamilyInbox:list r:999"},
    ]
