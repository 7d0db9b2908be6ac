"""A week is booked."""

from datetime import date, timedelta

import pytest

from core.model.planning import RequestKind
from core.usecases.drafting import read_draft
from dialogs.states import Booking, Home, Requests
from tests.builders import Family, Town
from tests.clock import FRIDAY, LAST_MONDAY, MONDAY, NOW, THURSDAY, TUESDAY, paris
from tests.dialogs.bench import Bench
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import asked, bruyere, fill, parent, two_children
from tests.dialogs.test_planning import row

pytestmark = ON_SQLITE

BEFORE_MIDNIGHT = paris("2026-11-26 23:59:58")
AFTER_MIDNIGHT = paris("2026-11-27 00:00:01")


def booked_monday(town: Town) -> Family:
    family = bruyere(town)
    town.booked(family.cell("Lou", "cantine", MONDAY))
    return family


async def draft_of(bench: Bench, family: Family) -> list[tuple[str, str, date, RequestKind]]:
    lines = await bench.read(read_draft, family.actor(), NOW)
    return [(line.child.first_name, line.service.terms.key, line.day, line.kind) for line in lines]


async def test_the_first_week_that_can_be_booked_opens(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Réserver")
    assert "Réserver pour Lou\ndu 30 novembre au 4 décembre" in anne.text
    assert "⏰ Avant jeudi 26 novembre à 23 h 59" in anne.text
    assert "Récapitulatif" not in "".join(anne.labels())


async def test_a_cell_is_wanted_and_wanted_no_more(bench: Bench) -> None:
    anne, family = await parent(bench)
    await anne.press("Réserver", "⬜")
    assert row(anne, "🌅") == ["🟢", "⬜", "⬜", "⬜"]
    assert "📝 Récapitulatif (1)" in anne.labels()
    assert "🟢 à réserver" in anne.text
    await anne.press("🟢")
    assert row(anne, "🌅") == ["⬜"] * 4
    assert await draft_of(bench, family) == []


async def test_a_service_is_wanted_all_week_then_not_at_all(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Réserver", "🍽")
    assert row(anne, "🍽") == ["🟢"] * 4
    await anne.press("🍽")
    assert row(anne, "🍽") == ["⬜"] * 4


async def test_a_booked_cell_is_cancelled_by_pressing_it(bench: Bench) -> None:
    anne, family = await parent(bench, booked_monday)
    await anne.press("Réserver", "✅")
    assert row(anne, "🍽")[0] == "🔴"
    assert "🔴 à annuler" in anne.text
    await anne.press("Récapitulatif")
    assert "• lundi 30 novembre\u00a0: annuler Cantine" in anne.text
    await anne.press("Envoyer")
    assert await asked(bench, family) == [("Lou", "cantine", "cancel", "pending")]


async def test_a_row_leaves_what_is_booked_alone(bench: Bench) -> None:
    anne, _ = await parent(bench, booked_monday)
    await anne.press("Réserver", "🍽")
    assert row(anne, "🍽") == ["✅", "🟢", "🟢", "🟢"]


async def test_a_row_with_nothing_left_to_ask_tells_its_hours(bench: Bench) -> None:
    def build(town: Town) -> Family:
        family = bruyere(town)
        town.booked(*family.cells("Lou", "cantine", MONDAY, TUESDAY, THURSDAY, FRIDAY))
        return family

    anne, _ = await parent(bench, build)
    await anne.press("Réserver")
    assert (await anne.press("🍽") or "").startswith("Cantine, de 11 h 30")
    assert (await anne.press("🗓") or "").startswith("Semaine du 30")
    assert await anne.press("mar 1") == "mardi 1er décembre"


async def test_children_and_weeks_share_one_draft_told_by_child_and_day(bench: Bench) -> None:
    anne, family = await parent(bench, two_children)
    await anne.press("Réserver", "⬜", "👤 Noé", "🍽", "▶️", "⬜", "Récapitulatif (6)")
    assert anne.text == (
        "📝 À envoyer\n\n"
        "Lou\n• lundi 30 novembre\u00a0: Garderie du matin\n\n"
        "Noé\n• lundi 30 novembre\u00a0: Cantine\n• mardi 1er décembre\u00a0: Cantine\n"
        "• jeudi 3 décembre\u00a0: Cantine\n• vendredi 4 décembre\u00a0: Cantine\n• lundi 7 décembre\u00a0: Cantine"
    )
    await anne.press("Retour")
    assert "Réserver pour Noé\ndu 7 au 11 décembre" in anne.text
    assert len(await draft_of(bench, family)) == 6


async def test_what_was_sent_is_acknowledged_with_the_day_of_the_answer(bench: Bench) -> None:
    anne, family = await parent(bench)
    await anne.press("Réserver", "🍽", "Récapitulatif", "Envoyer")
    assert anne.text == (
        "🚧 Vos 4 demandes sont envoyées.\n"
        "Réponse attendue vendredi 27 novembre à 9 h\u00a0: vous recevrez un message ici."
    )
    assert await asked(bench, family) == [("Lou", "cantine", "book", "pending")] * 4
    assert await draft_of(bench, family) == []
    await anne.press("Mes demandes")
    assert await anne.state() == Requests.list
    await anne.press("Retour", "Réserver encore")
    assert row(anne, "🍽") == ["🚧"] * 4
    await anne.press("Retour")
    assert await anne.state() == Home.main


async def test_the_draft_may_be_thrown_away(bench: Bench) -> None:
    anne, family = await parent(bench)
    await anne.press("Réserver", "🍽", "Récapitulatif", "Tout effacer")
    assert await anne.state() == Booking.week
    assert await draft_of(bench, family) == []


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("·", "Le service est fermé ce jour-là."),
        ("🚧", "🚧 Une demande est déjà en attente."),
        ("⛔", "Complet\u00a0: il n’y a plus de place ce jour-là."),
        ("–", "Votre enfant n’est pas inscrit à ce service cette année."),
    ],
)
async def test_a_cell_that_cannot_be_asked_for_says_why(bench: Bench, label: str, words: str) -> None:
    def build(town: Town) -> Family:
        family = town.family("Bruyère").guardian("Anne").child("Lou", "CP", services=["cantine", "garderie_matin"])
        town.closed(MONDAY, service="cantine")
        town.requested(family.cell("Lou", "cantine", TUESDAY))
        fill(town, "garderie_matin", MONDAY)
        return family

    anne, _ = await parent(bench, build)
    await anne.press("Réserver", label)
    assert (anne.answer or "").startswith(words)
    assert anne.is_alert
    assert await anne.state() == Booking.week


async def test_a_late_cell_names_the_deadline_and_the_telephone(bench: Bench) -> None:
    anne, _ = await parent(bench)
    bench.move_to(AFTER_MIDNIGHT)
    await anne.press("Réserver", "◀️", "🔒")
    assert anne.answer == (
        "Trop tard\u00a0: la date limite était jeudi 26 novembre à 23 h 59. Appelez le service au 04 75 34 80 74."
    )
    assert "date limite de cette semaine est passée" in anne.text


async def test_a_late_cancellation_points_to_the_absence(bench: Bench) -> None:
    anne, _ = await parent(bench, booked_monday)
    bench.move_to(AFTER_MIDNIGHT)
    await anne.press("Réserver", "◀️", "✅")
    assert "déclarez une absence" in (anne.answer or "")


async def test_one_second_past_the_deadline_between_drawing_and_pressing(bench: Bench) -> None:
    anne, family = await parent(bench)
    bench.move_to(BEFORE_MIDNIGHT)
    await anne.press("Réserver")
    bench.move_to(AFTER_MIDNIGHT)
    await anne.press("⬜")
    assert (anne.answer or "").startswith("Trop tard")
    assert row(anne, "🌅") == ["🔒"] * 4
    assert await draft_of(bench, family) == []


async def test_one_second_past_the_deadline_between_recap_and_sending(bench: Bench) -> None:
    anne, family = await parent(bench)
    bench.move_to(BEFORE_MIDNIGHT)
    await anne.press("Réserver", "⬜", "7/12", "⬜", "Récapitulatif (2)")
    bench.move_to(AFTER_MIDNIGHT)
    await anne.press("Envoyer")
    assert "Votre demande est envoyée" in anne.text
    assert "⚠️ Une demande n’a pas pu partir" in anne.text
    assert "• Lou, lundi 30 novembre, Garderie du matin\u00a0: date limite passée" in anne.text
    assert await asked(bench, family) == [("Lou", "garderie_matin", "book", "pending")]


async def test_the_recap_warns_of_what_has_become_too_late(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Réserver", "⬜")
    bench.move_to(AFTER_MIDNIGHT)
    await anne.press("Récapitulatif")
    assert "Garderie du matin (⚠️ date limite passée)" in anne.text


async def test_like_last_week(bench: Bench) -> None:
    def build(town: Town) -> Family:
        family = two_children(town)
        town.booked(*family.cells("Lou", "garderie_soir", LAST_MONDAY, LAST_MONDAY + timedelta(days=3)))
        town.booked(family.cell("Noé", "cantine", LAST_MONDAY))
        return family

    anne, family = await parent(bench, build)
    await anne.press("Réserver", "Comme la semaine dernière")
    assert anne.answer == "3 cases reprises. Vérifiez, puis envoyez."
    assert await draft_of(bench, family) == [
        ("Lou", "garderie_soir", MONDAY, "book"),
        ("Lou", "garderie_soir", THURSDAY, "book"),
        ("Noé", "cantine", MONDAY, "book"),
    ]


async def test_like_last_week_without_one_says_so(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Réserver", "Comme la semaine dernière")
    assert (anne.answer or "").startswith("Rien à reprendre")


async def test_a_second_phone_sees_the_draft_and_sends_it(bench: Bench) -> None:
    anne, family = await parent(bench)
    phone = await bench.person(family.actor(), name="Anne")
    await anne.press("Réserver", "🍽", "Récapitulatif")
    await phone.press("Réserver")
    assert row(phone, "🍽") == ["🟢"] * 4
    await phone.press("Récapitulatif", "Envoyer")
    await anne.press("Envoyer")
    assert "Il n’y a plus rien à envoyer" in anne.text
    assert len(await asked(bench, family)) == 4


async def test_both_guardians_asking_the_same_ask_once(bench: Bench) -> None:
    anne, family = await parent(bench, lambda town: bruyere(town).guardian("Sacha"))
    sacha = await bench.person(family.actor("Sacha"))
    for guardian in (anne, sacha):
        await guardian.press("Réserver", "⬜", "Récapitulatif")
    await anne.press("Envoyer")
    await sacha.press("Envoyer")
    assert "Garderie du matin\u00a0: déjà demandé" in sacha.text
    assert len(await asked(bench, family)) == 1


async def test_siblings_share_the_last_place(bench: Bench) -> None:
    def build(town: Town) -> Family:
        family = two_children(town)
        town.places("cantine", 1)
        return family

    anne, _ = await parent(bench, build)
    await anne.press("Réserver")
    await anne.press_data(anne.presses()[11], anne.screen)
    assert row(anne, "🍽")[0] == "🟢"
    await anne.press("👤 Noé", "⬜", "Récapitulatif", "Envoyer")
    assert "• Noé, lundi 30 novembre, Cantine\u00a0: complet" in anne.text


async def test_a_booking_decided_meanwhile_is_explained(bench: Bench) -> None:
    anne, family = await parent(bench)
    await anne.press("Réserver")
    await bench.build(lambda town: town.booked(family.cell("Lou", "garderie_matin", MONDAY)))
    await anne.press("⬜")
    assert anne.answer == "C’est déjà réservé."
    assert row(anne, "🌅")[0] == "✅"


async def test_an_empty_recap_says_what_to_do(bench: Bench) -> None:
    anne, family = await parent(bench)
    await anne.press("Réserver", "⬜", "Récapitulatif")
    phone = await bench.person(family.actor())
    await phone.press("Réserver", "🟢")
    await anne.forge("x")
    assert "choisissez d’abord des cases" in anne.text
    assert anne.labels() == ["⬅️ Retour"]
