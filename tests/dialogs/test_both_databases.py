"""The whole way on each database, and over a restart."""

from datetime import timedelta

from dialogs.states import Booking, Requests
from tests.dialogs.bench import Bench
from tests.dialogs.people import asked, manager, parent, two_children
from tests.dialogs.test_planning import row


async def test_a_family_books_and_hears_the_answer(bench: Bench) -> None:
    anne, _ = await parent(bench, two_children)
    camille = await manager(bench)
    await anne.press("Réserver", "🍽", "👤 Noé", "🍽", "Récapitulatif", "Envoyer")
    await camille.press("📥 Demandes", "Tout valider", "Confirmer")
    assert camille.text.startswith("✅ 8 demandes validées.")
    bench.clock.advance(timedelta(seconds=30))
    pushed = await bench.told(anne, "Réponses à vos demandes")
    await anne.press("Planning", on=pushed)
    assert "Planning de Lou" in anne.text
    await anne.press("▶️")
    assert row(anne, "🍽") == ["✅"] * 4
    await anne.press("Mes demandes", on=pushed)
    assert await anne.state() == Requests.list


async def test_a_restart_in_the_middle_of_a_draft_loses_nothing(bench: Bench) -> None:
    anne, family = await parent(bench, two_children)
    await anne.press("Réserver", "▶️", "👤 Noé", "⬜")
    await bench.stop_polling()
    waiting = anne.put_press(anne.data_of("🍽", anne.screen))
    async with bench.bot():
        await bench.settled()
        assert waiting.answer is not None
        assert await anne.state() == Booking.week
        assert "Réserver pour Noé\ndu 7 au 11 décembre" in anne.text
        assert row(anne, "🍽") == ["🟢"] * 4
        await anne.press("Récapitulatif (4)", "Envoyer")
        assert len(await asked(bench, family)) == 4


async def test_a_crash_between_handling_and_confirming_repeats_nothing(bench: Bench) -> None:
    """The batch comes again to another process: the draft and the screen are as they were."""
    bench.expected.append("query is too old")  # it was answered the first time
    anne, family = await parent(bench, two_children)
    await anne.press("Réserver")
    await bench.stop_polling()
    anne.put_press(anne.data_of("⬜", anne.screen))
    updates = list(bench.simulator.world.updates.pending())
    for update in updates:
        await bench.receive(update)
    assert row(anne, "🌅") == ["🟢", "⬜", "⬜", "⬜"]
    async with bench.bot():
        await bench.settled()
        await anne.press("Récapitulatif (1)", "Envoyer")
        assert len(await asked(bench, family)) == 1
