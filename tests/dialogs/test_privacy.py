"""/privacy: what is kept, one's own data, and asking for erasure."""

from sqlalchemy import select, update

from core.db import tables as t
from core.model.family import FamilyRequestKind, FamilyRequestState
from core.model.notices import Notice
from core.organisation import UnitOfWork
from dialogs.states import Home, Privacy
from tests.builders import Town
from tests.clock import MONDAY
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import manager, parent
from tests.dialogs.privacy_walk import leaving_family

pytestmark = ON_SQLITE


def _kinds(uow: UnitOfWork) -> list[tuple[str, str]]:
    request = t.family_requests.c
    return [(row.kind, row.state) for row in uow.tx.execute(select(request.kind, request.state))]


def _on_their_way(uow: UnitOfWork) -> int:
    return len(uow.tx.execute(select(t.outbox.c.id).where(t.outbox.c.kind == Notice.OWN_DATA)).all())


async def test_it_says_what_is_kept_how_long_and_whom_to_ask(bench: Bench) -> None:
    ann, _ = await parent(bench, leaving_family)
    await ann.say("/privacy")
    assert await ann.state() == Privacy.main
    for words in ("24 mois après l’année scolaire", "120 mois", "CNIL", "Telegram n’est jamais obligatoire"):
        assert words in ann.text
    await ann.press("Retour")
    assert await ann.state() == Home.main


async def test_staff_read_the_page_and_ask_nothing(bench: Bench) -> None:
    camille = await manager(bench)
    await camille.say("/confidentialite")
    assert camille.labels() == ["⬅️ Retour"]
    assert await camille.forge("data", mark=None) is not None
    assert await bench.read(_on_their_way) == 0


async def test_own_data_go_by_email_or_not_at_all(bench: Bench) -> None:
    ann, _ = await parent(bench, leaving_family)
    await ann.say("/privacy")
    assert "un courriel arrive" in (await ann.press("Mes données") or "")
    assert await bench.read(_on_their_way) == 1
    await bench.organisation.write(lambda uow: uow.tx.execute(update(t.guardians).values(email=None)).rowcount)
    assert "Mon compte" in (await ann.press("Mes données") or "")
    assert ann.is_alert


async def test_erasure_is_asked_for_once_with_its_price_said(bench: Bench) -> None:
    ann, family = await parent(bench, leaving_family)

    def book(town: Town) -> None:
        town.booked(family.cell("Lou", "cantine", MONDAY))
        town.requested(family.cell("Tom", "cantine", MONDAY), by=family.actor())

    await bench.build(book)
    await ann.say("/privacy")
    await ann.press("Demander l’effacement")
    taken, kept = ann.text.split("Restera")
    for words in ("vos coordonnées", "appareil relié", "1 demande en attente", "personnes autorisées de Lou"):
        assert words in taken
    for words in ("1 réservation, au moins jusqu’au 31 juillet 2029", "le dossier de Tom"):
        assert words in kept
    await ann.press("Oui, demander")
    assert await bench.read(_kinds) == [(FamilyRequestKind.ERASURE, FamilyRequestState.PENDING)]
    assert "C’est demandé" in ann.text
    assert not any("effacement" in label for label in ann.labels())
