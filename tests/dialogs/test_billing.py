"""Months are looked into, drawn, closed and opened again from the chat."""

from sqlalchemy import select

from core.db import tables as t
from core.model.people import Scope
from core.model.planning import Mark
from core.organisation import UnitOfWork
from dialogs.states import Billing, Reports
from tests.builders import Town
from tests.clock import LAST_MONDAY, paris
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import bruyere, manager
from tests.dialogs.test_stale import NOT_YOURS, REFRESHED

pytestmark = ON_SQLITE

DECEMBER = paris("2026-12-01 09:00")


async def at_november(bench: Bench) -> Player:
    """A manager who looks at November, on the first of December; a request about it is still pending."""

    def build(town: Town) -> None:
        family = bruyere(town)
        town.booked(family.cell("Lou", "cantine", LAST_MONDAY), family.cell("Lou", "garderie_soir", LAST_MONDAY))
        town.marked(Mark.PRESENT, family.cell("Lou", "cantine", LAST_MONDAY), by=town.director())
        town.requested(family.cell("Lou", "garderie_matin", LAST_MONDAY))

    await bench.build(build)
    bench.move_to(DECEMBER)
    camille = await manager(bench)
    await camille.press("📄 Listes et rapports", "💶 Facturation", "novembre 2026")
    return camille


async def closed(bench: Bench) -> list[str]:
    def read(uow: UnitOfWork) -> list[str]:
        return [month.isoformat() for month in uow.tx.execute(select(t.billed_months.c.month)).scalars()]

    found: list[str] = await bench.read(read)
    return found


async def decide(bench: Bench) -> None:
    await bench.organisation.write(lambda uow: uow.tx.execute(t.booking_requests.update().values(state="refused")))


async def test_a_month_says_what_is_left_to_do(bench: Bench) -> None:
    camille = await at_november(bench)
    for said in (
        "novembre 2026\u00a0: ouvert",
        "1 réservation sans pointage",
        "1 demande encore à décider",
        "Sans tarif",
    ):
        assert said in camille.text
    await camille.press("Retour", "décembre 2026")
    assert "décembre 2026\u00a0: en cours" in camille.text
    assert "🔒 Clore le mois" not in camille.labels()


async def test_a_month_is_closed_once_its_requests_are_decided_and_opened_again(bench: Bench) -> None:
    camille = await at_november(bench)
    await camille.press("Clore le mois")
    assert "ne pourront plus changer" in camille.text
    await camille.press("Oui, clore")
    assert "encore à décider" in (camille.answer or "")
    assert (camille.is_alert, await closed(bench)) == (True, [])
    await decide(bench)
    await camille.press("Clore le mois")
    confirm, screen = camille.data_of("Oui, clore", camille.screen), camille.screen
    camille.put_press(confirm)
    await camille.press_data(confirm, screen)
    assert await closed(bench) == ["2026-11-01"]
    assert "🔒 Clos mardi 1er décembre à 9 h par Camille Ortie." in camille.text
    await camille.press("Rouvrir", "Retour", "Rouvrir", "Oui, rouvrir")
    assert camille.answer == "Novembre 2026 est rouvert."
    assert (await closed(bench), "ouvert" in camille.text) == ([], True)


async def test_what_another_did_meanwhile_is_not_done_again(bench: Bench) -> None:
    camille = await at_november(bench)
    await decide(bench)
    alix = await manager(bench, lambda town: town.manager("Alix Sorbier"))
    await alix.press("📄 Listes et rapports", "💶 Facturation", "novembre 2026", "Clore le mois", "Oui, clore")
    await camille.press("Clore le mois")
    assert "par Alix Sorbier" in camille.text
    assert "🔒 Oui, clore" not in camille.labels()
    await camille.press("Retour", "Rouvrir")
    await alix.press("Rouvrir", "Oui, rouvrir")
    await camille.press("Oui, rouvrir")
    assert camille.answer == "Novembre 2026 était déjà ouvert."


async def test_the_export_of_the_month_is_one_press_from_its_recap_and_back(bench: Bench) -> None:
    camille = await at_november(bench)
    await camille.press("Tirer l’export")
    assert await camille.state() == Reports.recap
    for said in ("Export de facturation", "novembre 2026", "CSV"):
        assert said in camille.text
    await camille.press("Modifier", "Retour")
    assert await camille.state() == Billing.month
    assert "novembre 2026" in camille.text


async def test_forged_months_are_harmless(bench: Bench) -> None:
    camille = await at_november(bench)
    await camille.press("Retour")
    for press in ("m:", "m:x", "m:20200101", "m:20261102", "m:20269999"):
        await camille.forge(press)
        assert (camille.answer, await camille.state()) == (REFRESHED, Billing.months)
    await camille.press("décembre 2026")
    await camille.forge("close")
    await camille.forge("confirm")
    assert await closed(bench) == []


async def test_a_month_too_long_ago_by_now_is_said_to_be(bench: Bench) -> None:
    camille = await at_november(bench)
    bench.move_to(paris("2027-06-01 09:00"))
    await camille.press("Clore le mois")
    assert "trop ancien" in camille.text
    await camille.press("Retour", "Retour")
    assert await camille.state() == Billing.months


async def test_who_looks_after_one_school_bills_nothing(bench: Bench) -> None:
    await at_november(bench)
    sasha = await manager(bench, lambda town: town.manager("Sasha Houx", scopes=[Scope(town.school().id)]))
    await sasha.press("📄 Listes et rapports")
    assert "💶 Facturation" not in sasha.labels()
    await sasha.forge("billing")
    assert (sasha.answer, await sasha.state()) == (NOT_YOURS, Reports.kinds)
