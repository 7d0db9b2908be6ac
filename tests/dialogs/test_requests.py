"""What the family has asked."""

from datetime import timedelta

from core.model.planning import AbsenceOutcome, RequestKind, RequestState
from dialogs.states import Requests
from tests.builders import Family, Town
from tests.clock import FRIDAY, MONDAY, THURSDAY, TUESDAY
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import asked, bruyere, manager, parent

pytestmark = ON_SQLITE


def one_pending(town: Town) -> Family:
    family = bruyere(town)
    town.requested(family.cell("Lou", "cantine", MONDAY))
    return family


def twenty_pending(town: Town) -> Family:
    family = bruyere(town)
    days = [MONDAY + timedelta(weeks=week, days=day) for week in range(2) for day in (0, 1, 3, 4)]
    cells = [family.cell("Lou", service, day) for day in days for service in family.school.services]
    town.requested(*cells[:20])
    return family


async def test_nothing_asked_is_said_so(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Mes demandes")
    assert "Vous n’avez rien demandé" in anne.text
    assert anne.labels() == ["📁 Demandes de dossier", "⬅️ Retour"]


async def test_pending_ones_come_first_then_the_answers_with_the_reason_of_a_refusal(bench: Bench) -> None:
    def build(town: Town) -> Family:
        family = one_pending(town)
        town.requested(family.cell("Lou", "cantine", TUESDAY), state=RequestState.APPROVED)
        town.requested(family.cell("Lou", "cantine", THURSDAY), state=RequestState.REFUSED, refusal="Plus de <place>.")
        town.requested(
            family.cell("Lou", "cantine", FRIDAY),
            kind=RequestKind.ABSENCE,
            state=RequestState.APPROVED,
            outcome=AbsenceOutcome.BILLED,
        )
        town.requested(
            family.cell("Lou", "garderie_soir", FRIDAY), kind=RequestKind.CANCEL, state=RequestState.WITHDRAWN
        )
        return family

    anne, _ = await parent(bench, build)
    await anne.press("Mes demandes")
    assert anne.text == (
        "🗂 Mes demandes\n\n"
        "🚧 En attente\u00a0: touchez-la pour la retirer\n"
        "• Lou, lun. 30/11, Cantine\u00a0: 🚧 en attente\n\n"
        "Réponses\n"
        "• Lou, mar. 1/12, Cantine\u00a0: ✅ accepté\n"
        "• Lou, jeu. 3/12, Cantine\u00a0: ❌ refusé. Plus de <place>.\n"
        "• Lou, ven. 4/12, absence Cantine\u00a0: ✅ accepté, facturé (déclaré après la date limite)\n"
        "• Lou, ven. 4/12, annuler Garderie du soir\u00a0: ↩️ retiré"
    )
    assert anne.labels() == ["↩️ Lou lun. 30/11 🍽 🟢", "📁 Demandes de dossier", "⬅️ Retour"]


async def test_a_pending_request_is_withdrawn_once_confirmed(bench: Bench) -> None:
    anne, family = await parent(bench, one_pending)
    await anne.press("Mes demandes", "↩️")
    assert "Retirer cette demande\u202f?" in anne.text
    await anne.press("Retour")
    assert await anne.state() == Requests.list
    await anne.press("↩️", "Retirer la demande")
    assert anne.answer == "C’est retiré."
    assert await asked(bench, family) == [("Lou", "cantine", "book", "withdrawn")]
    assert "↩️ retiré" in anne.text


async def test_one_that_was_decided_meanwhile_stays_decided(bench: Bench) -> None:
    anne, family = await parent(bench, one_pending)
    camille = await manager(bench)
    await anne.press("Mes demandes", "↩️")
    await camille.press("📥 Demandes", "Tout valider", "Confirmer")
    await anne.press("Retirer la demande")
    assert anne.answer == "Trop tard\u00a0: le service avait déjà répondu."
    assert await asked(bench, family) == [("Lou", "cantine", "book", "approved")]


async def test_one_that_was_decided_before_it_is_pressed_is_not_offered(bench: Bench) -> None:
    anne, _ = await parent(bench, one_pending)
    camille = await manager(bench)
    await anne.press("Mes demandes")
    await camille.press("📥 Demandes", "Tout valider", "Confirmer")
    await anne.press("↩️")
    assert "n’est plus en attente" in anne.text
    assert anne.labels() == ["⬅️ Retour"]


async def test_twenty_pending_ones_come_in_pages(bench: Bench) -> None:
    anne, _ = await parent(bench, twenty_pending)
    await anne.press("Mes demandes")
    assert "En attente (20)" in anne.text
    assert anne.labels()[8:] == ["1/3", "▶️", "📁 Demandes de dossier", "⬅️ Retour"]
    assert await anne.press("1/3") == "Page 1"
    first = anne.text
    await anne.press("▶️", "▶️")
    assert anne.labels()[4:] == ["◀️", "3/3", "📁 Demandes de dossier", "⬅️ Retour"]
    assert anne.text != first
    await anne.press("◀️")
    assert "2/3" in anne.labels()


async def test_the_page_follows_when_there_are_fewer(bench: Bench) -> None:
    anne, family = await parent(bench, twenty_pending)
    camille = await manager(bench)
    await anne.press("Mes demandes", "▶️", "▶️")
    await camille.press("📥 Demandes", "30/11", "Tout valider", "Confirmer")
    await anne.press("3/3")
    assert anne.labels()[-1] == "⬅️ Retour"
    assert "1/1" not in anne.labels()
    assert len(await asked(bench, family)) == 20


async def test_another_guardian_of_the_family_sees_and_withdraws_it_too(bench: Bench) -> None:
    _, family = await parent(bench, lambda town: one_pending(town).guardian("Sacha"))
    sacha = await bench.person(family.actor("Sacha"))
    await sacha.press("Mes demandes", "↩️", "Retirer la demande")
    assert await asked(bench, family) == [("Lou", "cantine", "book", "withdrawn")]
