"""« Mon compte »: what a guardian reads of their file, and how they have their own details corrected."""

import pytest

from core.model.family import FamilyRequest, FamilyRequestState
from core.usecases.filing import list_family_requests
from dialogs.states import Account, Home
from tests.builders import Family
from tests.clock import NOW
from tests.core.usecases.families_on_file import EMAIL, PHONE, bruyere_on_file
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import manager, parent

pytestmark = ON_SQLITE


async def at_the_account(bench: Bench) -> tuple[Player, Family]:
    anne, family = await parent(bench, bruyere_on_file)
    await anne.press("👤 Mon compte")
    assert await anne.state() == Account.main
    return anne, family


async def asked(bench: Bench, family: Family) -> list[FamilyRequest]:
    found: list[FamilyRequest] = await bench.read(list_family_requests, family.actor("Anne"), NOW)
    return found


@pytest.mark.parametrize("policy", ["peaugres", "epagny"], indirect=True)
async def test_the_page_of_the_account_has_every_item_of_the_seed(bench: Bench) -> None:
    anne, _ = await at_the_account(bench)
    text = anne.text.replace("\u00a0", " ").replace("\u202f", " ")
    for line in (
        "🏠 12 rue des Lilas, 74370 Epagny",
        "📱 06 •• •• •• 78",
        "✉️ a•••@exemple.fr",
        "👪 Famille Bruyère (Lou et Noé)",
        "Responsable de la famille : vous",
        "Conjoint ou autre responsable : Paul Bruyère",
        "🧾 Données fiscales : avis d’impôt sur les revenus 2025 au dossier",
        "👶 CAF : numéro ••••21B",
        "📊 Quotient familial : au dossier, depuis le 1er novembre 2026",
        "🏦 Prélèvement automatique : compte •••• 1234, mandat RUM-7, depuis le 1er septembre 2025",
    ):
        assert line in text.split("\n")
    notice = bench.organisation.policy.debit_notice
    assert (notice.fr if notice else "adressez-vous au service, avec un RIB : Syndicat Intercommunal") in text
    assert [word for word in (EMAIL, PHONE, "871", "31415") if word in text] == []


async def test_a_correction_is_read_again_before_it_is_sent_and_waits(bench: Bench) -> None:
    anne, family = await at_the_account(bench)
    await anne.press("📱 Téléphone")
    await anne.say("+33 7 65 43 21 09")
    assert "Avant : 06 •• •• •• 78\nAprès : 07 65 43 21 09" in anne.text.replace("\u00a0", " ")
    assert await asked(bench, family) == []
    await anne.press("📤 Envoyer")
    assert "votre demande est envoyée" in (anne.answer or "").lower()
    assert "📱 06 •• •• •• 78 🚧" in anne.text
    await anne.forge("send")
    (request,) = await asked(bench, family)
    assert (request.before, request.after) == ({"phone": PHONE}, {"phone": "07 65 43 21 09"})
    await anne.press("📱 Téléphone")
    assert "en attente : 07 •• •• •• 09" in anne.text.replace("\u00a0", " ")
    await anne.say("07 65 43 21 10")
    await anne.press("📤 Envoyer")
    states = [request.state for request in await asked(bench, family)]
    assert states == [FamilyRequestState.PENDING, FamilyRequestState.WITHDRAWN]


async def test_what_cannot_be_asked_is_said_and_asked_again(bench: Bench) -> None:
    anne, family = await at_the_account(bench)
    for field, typed, answer in (
        ("🏠 Adresse", "12 rue des Lilas", "Écrivez la rue, puis le code postal"),
        ("📱 Téléphone", "06 12 34", "Je ne reconnais pas ce numéro"),
        ("📱 Téléphone", "06.12.34.56.78", "C’est déjà ce que le service a au dossier"),
        ("✉️ Courriel", "anne(à)exemple.fr", "Je ne reconnais pas cette adresse"),
        ("✉️ Courriel", "AAAAA-AAAAA", "Ce code n’existe pas"),
    ):
        await anne.press(field)
        await anne.say(typed)
        assert answer in anne.said[-2].formatted.text
        assert await anne.state() == Account.field
        await anne.press("⬅️ Retour")
    await anne.press("✉️ Courriel")
    await anne.send("location", {"latitude": 45.28, "longitude": 4.73})
    assert "Je ne reconnais pas cette adresse" in anne.said[-2].formatted.text
    assert await asked(bench, family) == []


async def test_forged_presses_ask_nothing(bench: Bench) -> None:
    anne, family = await at_the_account(bench)
    for press in ("f:erasure", "f:caf", "f:", "f:phone.2", "send", "main"):
        await anne.forge(press)
        assert await anne.state() == Account.main
    assert await asked(bench, family) == []


async def test_staff_have_no_account(bench: Bench) -> None:
    camille = await manager(bench)
    assert "👤 Mon compte" not in camille.labels()
    await camille.forge("account")
    assert await camille.state() == Home.main


async def test_without_a_child_there_is_nothing_to_correct(bench: Bench) -> None:
    anne, _ = await parent(bench, lambda town: town.family("Bruyère").guardian("Anne"))
    await anne.press("👤 Mon compte")
    assert "Aucun enfant n’est rattaché" in anne.text
    assert anne.labels() == ["⬅️ Retour"]
