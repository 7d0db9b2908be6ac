"""« Contact »: how the service is reached, whether it is open, and where it is."""

import pytest

from core.organisation import Organisation
from dialogs.states import Contact, Home
from tests.clock import paris
from tests.dialogs.account_walk import located
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import manager, parent

pytestmark = ON_SQLITE


async def test_without_hours_in_the_policy_only_how_to_reach_it_is_told(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("☎️ Contact")
    contact = bench.organisation.policy.contact
    assert (
        anne.text
        == f"☎️ {contact.service}\n🏠 {contact.address}\n📞 {contact.phone}\n✉️ {contact.email}\n🌐 {contact.portal}"
    )
    assert anne.labels() == ["⬅️ Retour"]
    await anne.forge("locate")
    assert [call.method for call in bench.calls].count("sendLocation") == 0


@pytest.mark.parametrize("policy", ["epagny"], indirect=True)
async def test_it_says_whether_the_office_is_open_and_for_how_long(bench: Bench) -> None:
    anne, _ = await parent(bench)
    for at, status in (
        ("2026-11-24 13:29", "🔴 Fermé ; rouvre aujourd’hui à 13 h 30."),
        ("2026-11-24 13:30", "🟢 Ouvert maintenant, jusqu’à 17 h 30."),
        ("2026-11-24 17:30", "🔴 Fermé ; rouvre demain à 8 h 30."),
        ("2026-11-25 12:00", "🔴 Fermé ; rouvre aujourd’hui à 13 h 30."),
        ("2026-11-27 12:00", "🔴 Fermé ; rouvre lundi 30 novembre à 8 h 30."),
    ):
        bench.move_to(paris(at))
        await anne.say("/contact")
        assert status in anne.text.replace("\u202f", " ")
    assert "mercredi : 8 h 30 – 12 h et 13 h 30 – 17 h 30" in anne.text.replace("\u00a0", " ")
    assert "samedi" not in anne.text
    await anne.press("⬅️ Retour")
    assert await anne.state() == Home.main


async def test_anybody_may_ask_how_to_reach_the_service(bench: Bench) -> None:
    stranger = await bench.person()
    await stranger.say("/contact")
    assert bench.organisation.policy.contact.phone in stranger.text
    camille = await manager(bench)
    await camille.say("/contact")
    assert await camille.state() == Contact.main


async def test_a_service_that_says_where_it_is_is_shown_on_a_map(organisation: Organisation) -> None:
    async with Bench(located(organisation)).running() as bench:
        anne, _ = await parent(bench)
        await anne.press("☎️ Contact", "📍 Voir sur la carte")
        (sent,) = (call for call in bench.calls if call.method == "sendLocation")
        assert (sent.params["latitude"], sent.params["longitude"]) == (45.28, 4.73)
        assert await anne.state() == Contact.main
        assert anne.labels() == ["📍 Voir sur la carte", "⬅️ Retour"]
        await anne.press("⬅️ Retour")
        assert await anne.state() == Home.main
