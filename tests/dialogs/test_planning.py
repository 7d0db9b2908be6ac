"""A week is read."""

from datetime import timedelta

import pytest

from core.model.planning import Mark, RequestKind, RequestState
from dialogs.states import Booking, Planning
from tests.builders import Family, Town
from tests.clock import FRIDAY, LAST_MONDAY, MONDAY, THURSDAY, TUESDAY
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import bruyere, fill, parent, two_children

pytestmark = ON_SQLITE


def row(player: Player, service: str) -> list[str]:
    """The cells of a service, by its symbol."""
    rows = player.screen.keyboard or []
    return [button["text"] for line in rows if line[0]["text"] == service for button in line[1:]]


async def test_services_are_rows_and_days_are_columns(bench: Bench) -> None:
    def build(town: Town) -> Family:
        family = bruyere(town)
        town.booked(family.cell("Lou", "cantine", MONDAY))
        town.requested(family.cell("Lou", "cantine", TUESDAY))
        town.requested(family.cell("Lou", "cantine", THURSDAY), state=RequestState.REFUSED, refusal="Complet.")
        town.closed(FRIDAY, service="cantine")
        return family

    anne, _ = await parent(bench, build)
    await anne.press("Planning", "30/11")
    assert anne.labels()[:5] == ["🗓", "lun 30", "mar 1", "jeu 3", "ven 4"]
    assert row(anne, "🍽") == ["✅", "🚧", "❌", "·"]
    assert row(anne, "🌅") == ["⬜"] * 4
    assert "· fermé · ⬜ libre · 🚧 en attente · ✅ réservé · ❌ refusé" in anne.text
    assert "du 30 novembre au 4 décembre" in anne.text


@pytest.mark.parametrize("policy", ["epagny"], indirect=True)
async def test_wednesday_is_a_column_where_a_service_runs_on_it(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Planning", "30/11")
    assert anne.labels()[:6] == ["🗓", "lun 30", "mar 1", "mer 2", "jeu 3", "ven 4"]
    assert row(anne, "🎨") == ["·", "·", "⬜", "·", "·"]


async def test_marks_are_shown_with_what_they_cost(bench: Bench) -> None:
    def build(town: Town) -> Family:
        family, camille = bruyere(town), town.manager()
        days = [LAST_MONDAY + timedelta(days=count) for count in (0, 1, 3, 4)]
        cells = family.cells("Lou", "cantine", *days)
        town.booked(*cells[:3])
        town.marked(Mark.PRESENT, cells[0], cells[3], by=camille)
        town.marked(Mark.ABSENT_EXCUSED, cells[1], by=camille)
        town.marked(Mark.ABSENT_BILLED, cells[2], by=camille)
        return family

    anne, _ = await parent(bench, build)
    await anne.press("Planning", "16/11")
    assert row(anne, "🍽") == ["✔️", "💤", "💶", "☑️"]
    await anne.press("💶")
    assert anne.answer == "💶 Cantine, jeudi 19 novembre\u00a0: absent, facturé"


async def test_a_past_deadline_and_a_full_day_show_before_they_are_pressed(bench: Bench) -> None:
    def build(town: Town) -> Family:
        family = bruyere(town)
        fill(town, "cantine", MONDAY)
        return family

    anne, _ = await parent(bench, build)
    await anne.press("Planning")
    assert row(anne, "🌇")[2:] == ["🔒", "🔒"]
    await anne.press("30/11")
    assert row(anne, "🍽") == ["⛔", "⬜", "⬜", "⬜"]
    assert "⛔ complet" in anne.text


async def test_weeks_turn_both_ways(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Planning")
    assert "du 23 au 27 novembre" in anne.text
    await anne.press("▶️")
    assert "du 30 novembre au 4 décembre" in anne.text
    await anne.press("◀️", "◀️")
    assert "du 16 au 20 novembre" in anne.text


async def test_at_the_weekend_the_coming_week_is_shown(bench: Bench) -> None:
    anne, _ = await parent(bench)
    bench.clock.advance(timedelta(days=4))  # Saturday
    await anne.press("Planning")
    assert "du 30 novembre au 4 décembre" in anne.text


async def test_the_next_child_is_one_press_away(bench: Bench) -> None:
    anne, _ = await parent(bench, two_children)
    await anne.press("Planning", "30/11", "👤 Noé")
    assert "Planning de Noé" in anne.text
    assert "du 30 novembre au 4 décembre" in anne.text
    assert row(anne, "🌅") == ["–"] * 4
    await anne.press("👤 Lou")
    assert "Planning de Lou" in anne.text


async def test_every_part_of_the_grid_tells_what_it_is(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Planning", "30/11")
    for label, words in (
        ("🗓", "Semaine du 30 novembre au 4 décembre"),
        ("mar 1", "mardi 1er décembre"),
        ("🍽", "Cantine, de 11 h 30 à 13 h 30"),
        ("⬜", "⬜ Garderie du matin, lundi 30 novembre\u00a0: pas réservé"),
    ):
        assert (await anne.press(label) or "").startswith(words)


async def test_from_the_planning_one_books_what_is_shown(bench: Bench) -> None:
    anne, _ = await parent(bench, two_children)
    await anne.press("Planning", "30/11", "▶️", "👤 Noé", "Réserver")
    assert await anne.state() == Booking.week
    assert "Réserver pour Noé" in anne.text
    assert "du 7 au 11 décembre" in anne.text
    await anne.press("Retour")
    assert await anne.state() == Planning.week


async def test_from_a_past_week_one_books_the_first_week_that_can_be(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Planning", "16/11", "Réserver")
    assert "du 30 novembre au 4 décembre" in anne.text


async def test_a_pending_cancellation_or_absence_is_awaited_too(bench: Bench) -> None:
    def build(town: Town) -> Family:
        family = bruyere(town)
        town.booked(*family.cells("Lou", "cantine", MONDAY, TUESDAY))
        town.requested(family.cell("Lou", "cantine", MONDAY), kind=RequestKind.CANCEL)
        town.requested(family.cell("Lou", "cantine", TUESDAY), kind=RequestKind.ABSENCE)
        return family

    anne, family = await parent(bench, build)
    await anne.press("Planning", "30/11")
    service = family.school.services["cantine"]
    assert "annulation en attente" in (await anne.forge(f"c:cell.{service}.20261130") or "")
    assert "absence en attente" in (await anne.forge(f"c:cell.{service}.20261201") or "")
