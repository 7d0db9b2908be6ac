"""A request for the year, from a parent's chat to the planning."""

from sqlalchemy import func, select

from core.db import tables as t
from core.model.notices import Notice
from core.model.people import Custody
from core.model.yearly import LONGEST_COMMENT
from dialogs.states import Yearly
from tests.builders import Family, Town
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import manager, parent
from tests.dialogs.test_stale import NOT_YOURS, REFRESHED

pytestmark = ON_SQLITE


def eats_nowhere(town: Town) -> Family:
    """Anne without an address, and Lou who only stays in the evening, with her in odd weeks."""
    family = town.family("Bruyère").child("Lou", "CP", services=["garderie_soir"])
    family.guardian("Anne", custody=Custody.ODD_WEEKS)
    return family


async def count(bench: Bench, kind: Notice) -> int:
    """How many messages of a kind there are."""
    query = select(func.count()).select_from(t.outbox).where(t.outbox.c.kind == kind)
    found: int = await bench.read(lambda uow: uow.tx.scalar(query))
    return found


async def at_the_recap(anne: Player) -> None:
    """Lou, at the canteen, on Mondays, from the last Monday but one of June on."""
    await anne.press("Demande annuelle", "Lou", "Inscrire", "🍽", "Continuer", "mardi", "jeudi", "vendredi", "Continuer")
    await anne.say("21/06/2027")
    await anne.say("Je reprends le travail <3")


async def test_what_a_parent_asks_is_mailed_once_and_applied_with_one_press(bench: Bench) -> None:
    anne, _ = await parent(bench, eats_nowhere)
    await at_the_recap(anne)
    assert anne.text == (
        "📝 Vérifiez avant d’envoyer\n\n"
        "🧒 Lou · CP\nDemande\u00a0: inscription\nServices\u00a0: 🍽 Cantine\nJours\u00a0: lundi\n"
        "📅 À partir du lundi 21 juin 2027, jusqu’à la fin de l’année scolaire\n"
        "💬 Je reprends le travail <3\n\n"
        "✉️ Le service reçoit un courriel à votre nom. Nous n’avons pas d’adresse où vous en envoyer une copie.\n"
        "👥 Garde alternée\u00a0: seules vos semaines sont concernées. L’autre foyer fait ses propres demandes."
    )
    await anne.press("Envoyer au service")
    assert "🚧 C’est envoyé." in anne.text
    await anne.forge("send")
    assert await count(bench, Notice.YEARLY_REQUEST) == 1, "pressed twice"
    await anne.press("Accueil")
    await at_the_recap(anne)
    assert "⚠️ Une demande est déjà en attente" in anne.text
    await anne.press("Envoyer au service")
    assert "rien de plus n’a été envoyé" in anne.text
    await anne.press("Autre demande annuelle")
    assert "🚧 Lou, inscription\u00a0: en attente de réponse depuis mardi 24 novembre" in anne.text
    assert await count(bench, Notice.YEARLY_REQUEST) == 1
    camille = await manager(bench)
    await camille.press("📁 Dossiers (1)", "📆")
    assert "1 réservation sera faite" in camille.text
    assert "jour de l’autre foyer (1)" in camille.text
    await camille.press("Accepter")
    booked = select(t.bookings.c.day)
    assert [day.isoformat() for day in await bench.read(lambda uow: list(uow.tx.scalars(booked)))] == ["2027-06-21"]
    assert "acceptée" in (await bench.told(anne, "Demande pour toute l’année")).formatted.text
    assert await count(bench, Notice.PLANNING_CHANGED) == 0, "the answer tells it"


async def test_the_longest_comment_is_read_by_all_and_nothing_but_text_is_one(bench: Bench) -> None:
    anne, _ = await parent(bench, eats_nowhere)
    await anne.press("Demande annuelle", "Lou", "Inscrire", "🍽", "Continuer", "Continuer", "Lundi prochain")
    await anne.send("location", {"latitude": 45.28, "longitude": 4.73})
    assert "Je ne lis que du texte" in anne.said[-2].formatted.text
    assert await anne.state() == Yearly.comment
    comment = "\"'<&>" * (LONGEST_COMMENT // 5)
    await anne.say(comment)
    assert comment in anne.text
    await anne.press("Envoyer au service")
    camille = await manager(bench)
    await camille.press("📁 Dossiers (1)", "📆")
    assert comment in camille.text


FORGED = {
    Yearly.kind: ("k:fly", "k:"),
    Yearly.services: ("s:piscine.1", "s:cantine", "s:cantine.2", "s:9.9.9"),
    Yearly.weekdays: ("w:3.1", "w:x.1", "w:1", "w:1.2"),
    Yearly.first_day: ("d:x", "d:20269999", "d:20261124", "d:20270801", "d:20200101"),
}


async def test_forged_presses_ask_for_nothing_and_are_noted(bench: Bench) -> None:
    anne, _ = await parent(bench, eats_nowhere)
    genet: Family = await bench.build(lambda town: town.family("Genêt").guardian("Jo").child("Mia"))
    await anne.press("Demande annuelle")
    for child_id in (genet.children["Mia"], 999):
        assert await anne.forge(f"c:{child_id}") == NOT_YOURS
    await anne.press("Lou")
    for state, onwards in zip(FORGED, (("Inscrire",), ("🍽", "Continuer"), ("Continuer",), ()), strict=True):
        assert await anne.state() == state
        for press in FORGED[state]:
            assert await anne.forge(press) in (REFRESHED, *TOO_SOON_OR_LATE), press
        await anne.press(*onwards)
    assert await bench.read(lambda uow: uow.tx.scalars(select(t.family_requests.c.id)).all()) == []
    audited = select(t.audit_events.c.facts).where(t.audit_events.c.action == "refused_press")
    assert [facts["what"] for facts in await bench.read(lambda uow: list(uow.tx.scalars(audited)))] == [
        f"Yearly:child c:{genet.children['Mia']}",
        "Yearly:child c:999",
    ]


TOO_SOON_OR_LATE = (
    "Une demande annuelle commence demain au plus tôt. Pour aujourd’hui, appelez le service.",
    "Cette date est après la fin de l’année scolaire.",
)


async def test_a_child_that_is_not_theirs_any_more_is_asked_for_no_more(bench: Bench) -> None:
    anne, family = await parent(bench, eats_nowhere)
    await at_the_recap(anne)
    gone = t.guardianships.delete().where(t.guardianships.c.child_id == family.children["Lou"])
    await bench.organisation.write(lambda uow: uow.tx.execute(gone))
    assert await anne.press("Envoyer au service") == NOT_YOURS
    assert await count(bench, Notice.YEARLY_REQUEST) == 0
    await anne.say("/start")
    await anne.press("Demande annuelle")
    assert "Aucun de vos enfants n’a de classe cette année." in anne.text


async def test_who_goes_nowhere_has_nothing_to_cancel(bench: Bench) -> None:
    anne, _ = await parent(bench, lambda town: town.family("Roy").guardian("Anne").child("Max", services=[]))
    await anne.press("Demande annuelle", "Max")
    assert "il n’y a rien à annuler" in anne.text
    assert anne.labels() == ["✅ Inscrire pour l’année", "⬅️ Retour"]
    assert await anne.forge("k:cancel") == REFRESHED
    assert await anne.state() == Yearly.kind
