"""« Mes enfants »: what a guardian reads of a child in the chat, asks about who fetches it, and sends as its photo."""

from io import BytesIO

import pytest
from PIL import Image

from core.db import tables as t
from core.model.children import LARGEST_PHOTO
from core.model.family import FamilyRequestKind
from core.model.notices import Notice
from core.usecases.filing import list_family_requests
from core.usecases.photos import read_photo
from dialogs.states import Children
from tests.builders import Family
from tests.clock import NOW
from tests.core.usecases.children_on_file import PHONE, picture, two_homes
from tests.core.usecases.steps import rows
from tests.dialogs.bench import Bench, Player
from tests.dialogs.children_walk import send_picture
from tests.dialogs.conftest import ON_SQLITE

pytestmark = ON_SQLITE

FORGED = "Cet écran n’est pas, ou n’est plus, le vôtre"


async def at_the_sheet(bench: Bench, name: str = "Anne") -> tuple[Player, Family, Family]:
    """Anne, at the sheet of Lou, her only child; and the family of Jo, who raises Mia too."""
    one, other = await bench.build(two_homes)
    anne = await bench.person(one.actor(name), name=name)
    await anne.press("👧 Mes enfants", "🧒 Lou")
    assert await anne.state() == Children.sheet
    return anne, one, other


def shown(player: Player) -> list[str]:
    """The lines of the screen, with plain spaces."""
    return player.text.replace("\u00a0", " ").replace("\u202f", " ").split("\n")


@pytest.mark.parametrize("policy", ["peaugres", "epagny"], indirect=True)
async def test_the_sheet_has_every_item_of_the_seed_and_keeps_the_rest_out(bench: Bench) -> None:
    anne, _, _ = await at_the_sheet(bench)
    for line in (
        "🧒 Lou · CP",
        "🏫 Les Tilleuls",
        "Inscriptions 2026-2027",
        "▸ Jeanne Martin, Grand-parent",
        "Données complémentaires : au dossier, mises à jour le 23/11/2026",
        "Données sanitaires : au dossier, mises à jour le 23/11/2026",
        "Photo : non",
    ):
        assert line in shown(anne)
    assert any("tarif selon le règlement" in line for line in shown(anne))
    assert [word for word in ("Arachides", "Saule", PHONE, "2019", "Luc") if word in anne.text] == []


async def test_documents_are_sent_for_and_come(bench: Bench) -> None:
    anne, one, _ = await at_the_sheet(bench)
    screen = anne.screen
    assert await anne.press("Fiche en PDF") == "📄 La fiche arrive."
    sheet = await bench.told(anne, "Fiche de Lou")
    assert "Arachides" not in sheet.formatted.text
    await bench.all_sent()
    files = [message.file for message in anne.said if message.file is not None]
    assert [(file.file_name, file.content[:5]) for file in files] == [("fiche-Lou.pdf", b"%PDF-")]
    comes = await anne.press("Fiche complète par courriel", on=screen)
    assert comes == "✉️ La fiche complète vous est envoyée par courriel."
    sent = {(row.kind, row.guardian_id) for row in await rows(bench.organisation, t.outbox)}
    assert sent == {(kind, one.guardians["Anne"]) for kind in (Notice.CHILD_SHEET, Notice.CHILD_RECORDS)}


async def test_without_an_address_it_is_said_how_to_give_one(bench: Bench) -> None:
    paul, _, _ = await at_the_sheet(bench, "Paul")
    assert "Donnez-la dans «\u00a0Mon compte\u00a0»" in (await paul.press("Fiche complète par courriel") or "")
    assert paul.is_alert


async def test_somebody_is_asked_for_step_by_step(bench: Bench) -> None:
    anne, one, _ = await at_the_sheet(bench)
    await anne.press("Personnes autorisées", "Ajouter")
    for typed, answer in (
        ("Rose", "Écrivez un prénom et un nom"),
        ("jeanne MARTIN", "déjà sur la liste"),
        ("AAAAA-AAAAA", "Ce code n’existe pas"),
    ):
        await anne.say(typed)
        assert answer in anne.said[-2].formatted.text
    await anne.say("<b>Zoé</b> SAULE")
    await anne.say("Zoé SAULE")
    await anne.say("Voisine & amie")
    await anne.say("bientôt")
    assert "n’est pas lisible" in anne.said[-2].formatted.text
    await anne.say("0639981234")
    assert "Zoé SAULE (Voisine & amie) pourra venir chercher Lou." in shown(anne)
    assert "Demande envoyée" in (await anne.press("Envoyer la demande") or "")
    assert "🚧 Zoé SAULE : ajout demandé" in shown(anne)
    (request,) = await bench.read(list_family_requests, one.actor(), NOW)
    assert (request.kind, request.child_id) == (FamilyRequestKind.PICKUP_ADD, one.children["Lou"])
    assert request.after == {
        "last_name": "SAULE",
        "first_name": "Zoé",
        "phone": PHONE,
        "relation": "Voisine & amie",
    }


async def test_who_is_to_be_ended_stays_until_the_service_agrees(bench: Bench) -> None:
    anne, _, _ = await at_the_sheet(bench)
    await anne.press("Personnes autorisées", "Jeanne")
    assert "☎️ 06 •• •• •• 34" in shown(anne)
    assert "Demande envoyée" in (await anne.press("Ne plus autoriser") or "")
    assert {"▸ Jeanne Martin, Grand-parent", "🚧 Jeanne Martin : retrait demandé"} <= set(shown(anne))
    await anne.press("👤 Jeanne")
    assert not anne.has("end")
    await bench.organisation.write(lambda uow: uow.tx.execute(t.pickup_persons.update().values(ended_on=NOW.date())))
    await anne.press("Retour")
    assert "Personne d’autre que ses responsables." in shown(anne)
    await anne.forge(f"p:{(await rows(bench.organisation, t.pickup_persons))[0].id}")
    assert anne.answer == "Cette personne n’est plus sur la liste."


async def test_a_photo_is_kept_shown_replaced_and_removed(bench: Bench) -> None:
    anne, one, other = await at_the_sheet(bench)
    await anne.press("📷 Photo")
    await send_picture(anne, picture(1000, 500))
    assert "✅ La photo est au dossier." in anne.said[-2].formatted.text
    await send_picture(anne, picture(900, 1800, "PNG"), "scan.png")
    jpeg = await bench.read(read_photo, other.actor("Jo"), one.children["Lou"], NOW)
    with Image.open(BytesIO(jpeg)) as image:
        assert image.size == (400, 800)
    await anne.press("👁 Voir la photo")
    sent = anne.said[-2]
    assert sent.file is not None
    assert (sent.file.content, sent.formatted.text) == (jpeg, "Lou")
    assert sent.extra["has_protected_content"]
    assert await anne.press("🗑 Retirer la photo") == "🗑 La photo est retirée."
    assert "Aucune photo au dossier." in shown(anne)
    assert await rows(bench.organisation, t.photos) == []


async def test_what_is_no_photo_is_said_and_nothing_is_kept(bench: Bench) -> None:
    anne, _, _ = await at_the_sheet(bench)
    await anne.press("📷 Photo")
    await anne.say("la voici")
    assert "Envoyez une photo" in anne.said[-2].formatted.text
    await anne.send("video", {"file_id": "v", "file_unique_id": "v", "width": 1, "height": 1, "duration": 1})
    assert "Envoyez une photo" in anne.said[-2].formatted.text
    for content, answer in (
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "ne se lit pas comme une photo"),
        (picture(100, 100)[:300], "ne se lit pas comme une photo"),
        (b"x" * (LARGEST_PHOTO + 1), "trop grande"),
    ):
        await send_picture(anne, content, "photo.heic")
        assert answer in anne.said[-2].formatted.text
    bench.expected.append("invalid file_id")
    await anne.send("document", {"file_id": "gone", "file_unique_id": "gone"})
    assert "n’a pas pu être reçue" in anne.said[-2].formatted.text
    assert await rows(bench.organisation, t.photos) == []


async def test_another_familys_child_person_and_photo_are_refused_and_noted(bench: Bench) -> None:
    anne, _, other = await at_the_sheet(bench)
    rose = next(row.id for row in await rows(bench.organisation, t.pickup_persons) if row.first_name == "Rose")
    mia = other.children["Mia"]
    await anne.press("Retour")
    assert FORGED in (await anne.forge(f"c:{mia}") or "")
    await anne.press("🧒 Lou", "Personnes autorisées")
    assert FORGED in (await anne.forge(f"p:{rose}") or "")
    await anne.press("Retour", "📷 Photo")
    await _take_child_away(bench)
    await send_picture(anne, picture(40, 30))
    assert FORGED in anne.said[-1].formatted.text
    assert await rows(bench.organisation, t.photos) == []
    refused = [row.action for row in await rows(bench.organisation, t.audit_events) if row.action == "refused_press"]
    assert len(refused) == 3


async def _take_child_away(bench: Bench) -> None:
    """Lou is raised in the other family alone, while the screen of the photo is open."""
    await bench.organisation.write(lambda uow: uow.tx.execute(t.guardianships.delete()))
