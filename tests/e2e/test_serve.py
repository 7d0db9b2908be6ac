"""A town from its first command to its answers: the real commands, the real clock, and a kill in the middle of it."""

import re
from asyncio import Task, create_task, gather
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import make_url, text, update
from sqlalchemy.ext.asyncio import create_async_engine

from core.db.tables import deliveries
from core.db.transaction import Transaction, open_database
from locales import translator
from tests.e2e.phones import Phone
from tests.e2e.towns import CHILD, SECRET, TOKEN, Town, serving, webhook_settings

MORNING, CANTEEN, EVENING = "🌅", "🍽", "🌇"
RESULT = "Réponse"


SQLITE, POSTGRES = "SQLite and polling", "PostgreSQL and webhook"

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stories(tmp_path_factory: pytest.TempPathFactory, postgres_url: str) -> AsyncIterator[dict[str, Task[None]]]:
    """Two towns, whose stories are told side by side: most of it is waiting for processes to start."""
    settings: dict[str, dict[str, str]] = {
        SQLITE: {},
        POSTGRES: {"DATABASE_URL": await _new_database(postgres_url)} | webhook_settings(),
    }
    tasks = {where: create_task(_story(tmp_path_factory.mktemp("town"), own)) for where, own in settings.items()}
    yield tasks
    for task in tasks.values():
        task.cancel()
    await gather(*tasks.values(), return_exceptions=True)


async def _new_database(server: str) -> str:
    engine = create_async_engine(make_url(server).set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("CREATE DATABASE served"))
    await engine.dispose()
    return make_url(server).set(database="served").render_as_string(hide_password=False)


@pytest.mark.parametrize("where", [SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
async def test_a_town_is_served_and_loses_nothing_when_it_is_killed(stories: dict[str, Task[None]], where: str) -> None:
    await stories[where]


async def _story(folder: Path, settings: dict[str, str]) -> None:
    async with serving(folder, settings) as town:
        await (town.founded_at_once() if settings else town.founded_by_command())
        await town.everybody_starts()
        await _meals_are_booked_and_the_family_hears(town)
        await _an_answer_is_on_its_way(town)
        await _a_draft_is_open(town)
        await _a_request_is_sent_and_the_process_killed(town)
        town.serve()
        await _what_was_said_meanwhile_is_heard_once(town)
        await _the_draft_and_the_request_are_there(town)
        await _the_answer_is_repeated_with_its_reference(town)
        await _an_absence_is_declared_and_validated(town)
        await _the_service_ends_and_kept_its_secrets(town)


async def _meals_are_booked_and_the_family_hears(town: Town) -> None:
    await town.marion.presses("🍽 Réserver")
    await _choose(town, town.marion, CANTEEN)
    await town.marion.presses("Envoyer")
    await town.marion.reads("🚧", "envoyée")
    await _validate_all(town)
    for guardian in (town.marion, town.karim):
        await guardian.reads(RESULT, CHILD, "Cantine", "réservé", translator("fr").day(town.day))


async def _choose(town: Town, guardian: Phone, service: str) -> None:
    """Up to the recap."""
    await guardian.turns_to(town.day)
    await guardian.presses_cell(service, town.day)
    await guardian.sees("🟢", service, town.day)
    await guardian.presses("Récapitulatif")


async def _validate_all(town: Town) -> None:
    await town.dominique.asks("/start")
    await town.dominique.presses("📥 Demandes", "Tout valider", "✅ Confirmer")
    await town.dominique.reads("validée")


async def _an_answer_is_on_its_way(town: Town) -> None:
    """Karim has it; the bot does not know yet."""
    await town.karim.presses("🍽 Réserver")
    await _choose(town, town.karim, EVENING)
    await town.karim.presses("Envoyer")
    await town.telegram.arm(method="sendMessage", kind="delay", seconds=60, chat_id=town.karim.id)
    await _validate_all(town)
    for guardian in (town.marion, town.karim):
        await guardian.reads(RESULT, "Garderie du soir", "réservé")


async def _a_draft_is_open(town: Town) -> None:
    await town.karim.presses("Réserver encore")
    await town.karim.turns_to(town.day)
    await town.karim.presses_cell(CANTEEN, town.day)
    await town.karim.sees("🔴", CANTEEN, town.day)


async def _a_request_is_sent_and_the_process_killed(town: Town) -> None:
    await town.marion.presses("Réserver encore")
    await _choose(town, town.marion, MORNING)
    await town.marion.press("Envoyer")
    town.processes[-1].kill()
    await town.karim.send("/help")


async def _what_was_said_meanwhile_is_heard_once(town: Town) -> None:
    await town.karim.reads("Comment ça marche")
    await town.karim.presses("Récapitulatif")
    await town.karim.reads("annuler", "Cantine")
    assert len(await town.karim.told("Comment ça marche")) == 1


async def _the_draft_and_the_request_are_there(town: Town) -> None:
    await town.marion.asks("/start")
    await town.marion.presses("Mes demandes")
    await town.marion.reads("En attente", "Garderie du matin")
    await town.dominique.asks("/start")
    await town.dominique.presses("📥 Demandes")
    await town.dominique.reads("1 demande")


async def _the_answer_is_repeated_with_its_reference(town: Town) -> None:
    """Once the lease of the process that died has run out."""
    database = open_database(town.database_url)
    assert await database.write(_let_leases_run_out) == 1
    await database.close()
    await _validate_all(town)
    for guardian in (town.marion, town.karim):
        await guardian.reads(RESULT, "Garderie du matin", "réservé")
    told = {who.first_name: await _references(town, who.id) for who in (town.marion, town.karim)}
    first, second, third = sorted(set(told["Marion"]))
    assert told == {"Marion": [first, second, third], "Karim": [first, second, second, third]}


def _let_leases_run_out(tx: Transaction) -> int:
    leased = deliveries.c.lease_until.is_not(None) & (deliveries.c.state == "waiting")
    return tx.execute(update(deliveries).where(leased).values(lease_until=datetime.now(UTC))).rowcount


async def _references(town: Town, person: int) -> list[int]:
    """The numbers of the results somebody was told."""
    who = next(each for each in (town.marion, town.karim) if each.id == person)
    found = [re.search(r"nº\s(\d+)", message.text) for message in await who.told(RESULT)]
    return sorted(int(number[1]) for number in found if number)


async def _an_absence_is_declared_and_validated(town: Town) -> None:
    await town.marion.asks("/start")
    await town.marion.presses("🏠 Absence")
    await town.marion.turns_to(town.day)
    await town.marion.presses(translator("fr").short_day(town.day), "Continuer", "RAISON MEDICALE")
    await town.marion.reads(f"Absence de {CHILD}", "RAISON MEDICALE", "Cantine", "non facturé")
    await town.marion.presses("✅ Confirmer")
    await town.marion.reads("🚧", CHILD, "en cours de traitement")
    await _validate_all(town)
    await town.marion.reads(RESULT, "absence notée", "rien à payer")


async def _the_service_ends_and_kept_its_secrets(town: Town) -> None:
    assert await town.processes[-1].terminated() == 0
    assert [call for call in await town.telegram.refused() if "query is too old" not in call["description"]] == []
    for process in town.processes:
        assert "Traceback" not in process.log
        assert {TOKEN, TOKEN.partition(":")[2], SECRET}.isdisjoint(re.split(r"[\s/'\"]", process.log))
        assert all(host.startswith(("127.0.0.1", "/")) for host in process.hosts)
