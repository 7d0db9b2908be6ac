"""The buttons of a reminder, days later."""

from datetime import date

import pytest
from sqlalchemy import delete

from core.db.tables import conversations
from core.model.notices import Notice
from core.model.planning import RequestKind
from core.usecases.preferring import mute, read_preferences
from dialogs.answering import ANSWER_LENGTH
from dialogs.states import Booking, Home, Planning
from locales import LOCALES, translator
from simulator.world import Message
from tests.builders import Family, Town
from tests.clock import THIS_MONDAY, paris
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import asked, bruyere, manager, parent

BUTTONS = (
    ("Envoyer", "remind:recap"),
    ("Comme la semaine dernière", "remind:same:20261130"),
    ("Ouvrir", "remind:book:20261130"),
    ("Cette semaine", "remind:week:20261206"),
    ("Jamais", "remind:never"),
)
AGAIN = "🔔 Recevoir à nouveau les rappels"


def ate_this_week(town: Town) -> Family:
    family = bruyere(town)
    town.booked(family.cell("Lou", "cantine", THIS_MONDAY))
    return family


async def muted(bench: Bench, family: Family) -> dict[Notice, date | None]:
    found: dict[Notice, date | None] = (await bench.read(read_preferences, family.actor())).muted
    return found


async def reminded(bench: Bench, player: Player) -> Message:
    """The reminder, below the screen that was open."""
    return player.chat.messages[await bench.push(player, *BUTTONS)]


@ON_SQLITE
async def test_the_same_as_last_week_is_read_before_it_is_sent(bench: Bench) -> None:
    anne, family = await parent(bench, ate_this_week)
    reminder = await reminded(bench, anne)
    await anne.press("Comme la semaine dernière", on=reminder)
    assert "1 case reprise" in (anne.answer or "")
    assert await anne.state() == Booking.recap
    assert "lundi 30 novembre" in anne.text
    assert await asked(bench, family) == []
    await anne.press("Comme la semaine dernière", on=reminder)
    assert await anne.state() == Booking.recap
    await anne.press("Envoyer")
    assert await asked(bench, family) == [("Lou", "cantine", RequestKind.BOOK, "pending")]


@ON_SQLITE
async def test_where_nothing_was_booked_the_week_opens_to_be_booked(bench: Bench) -> None:
    anne, _ = await parent(bench)
    await anne.press("Comme la semaine dernière", on=await reminded(bench, anne))
    assert anne.is_alert
    assert "Rien à reprendre" in (anne.answer or "")
    assert await anne.state() == Booking.week
    assert "du 30 novembre au 4 décembre" in anne.text


@ON_SQLITE
async def test_past_the_deadline_the_planning_of_that_week_is_shown(bench: Bench) -> None:
    anne, family = await parent(bench, ate_this_week)
    reminder = await reminded(bench, anne)
    bench.move_to(paris("2026-11-27 00:00"))
    for button in ("Comme la semaine dernière", "Ouvrir"):
        await anne.press(button, on=reminder)
        assert "date limite est passée" in (anne.answer or "")
        assert await anne.state() == Planning.week
        assert "du 30 novembre au 4 décembre" in anne.text
    assert await asked(bench, family) == []


@ON_SQLITE
async def test_the_week_may_be_booked_and_what_was_prepared_be_sent(bench: Bench) -> None:
    anne, family = await parent(bench)
    reminder = await reminded(bench, anne)
    await anne.press("Ouvrir", on=reminder)
    assert await anne.state() == Booking.week
    await anne.press("⬜")
    await anne.say("/start")
    await anne.press("Envoyer", on=reminder)
    assert await anne.state() == Booking.recap
    await anne.press("Envoyer")
    assert len(await asked(bench, family)) == 1
    await anne.press("Envoyer", on=reminder)
    assert "Il n’y a rien à envoyer" in anne.text
    await anne.press("Retour", "Retour")
    assert await anne.state() == Home.main


@ON_SQLITE
async def test_no_reminder_this_week_and_back_again(bench: Bench) -> None:
    anne, family = await parent(bench)
    screen, reminder = anne.screen, await reminded(bench, anne)
    await anne.press("Cette semaine", on=reminder)
    assert "jusqu’au dimanche 6 décembre" in (anne.answer or "")
    assert await muted(bench, family) == {Notice.REMINDER: date(2026, 12, 6)}
    reminder = anne.chat.messages[reminder.message_id]
    assert anne.labels(reminder) == [AGAIN]
    assert screen.keyboard is not None
    await anne.press(AGAIN, on=reminder)
    assert await muted(bench, family) == {}
    assert anne.presses(anne.chat.messages[reminder.message_id]) == [data for _, data in BUTTONS[1:]]


@ON_SQLITE
async def test_never_again_and_back_again(bench: Bench) -> None:
    anne, family = await parent(bench)
    reminder = await reminded(bench, anne)
    await anne.press("Jamais", on=reminder)
    assert "plus aucun rappel" in (anne.answer or "")
    assert await muted(bench, family) == {Notice.REMINDER: None}
    await anne.press(AGAIN, on=anne.chat.messages[reminder.message_id])
    assert await muted(bench, family) == {}
    assert anne.presses(anne.chat.messages[reminder.message_id]) == [data for _, data in BUTTONS[1:]]


@ON_SQLITE
async def test_a_press_that_comes_twice_changes_nothing_more(bench: Bench) -> None:
    anne, family = await parent(bench)
    reminder = await reminded(bench, anne)
    for _ in range(2):
        anne.put_press("remind:week:20261206", reminder.message_id)
        await bench.settled()
    assert await muted(bench, family) == {Notice.REMINDER: date(2026, 12, 6)}
    assert anne.labels(anne.chat.messages[reminder.message_id]) == [AGAIN]


@ON_SQLITE
async def test_an_old_reminder_works_in_another_process_and_after_a_lost_conversation(bench: Bench) -> None:
    anne, family = await parent(bench, ate_this_week)
    reminder = await reminded(bench, anne)
    await bench.organisation.write(mute, family.actor(), Notice.REMINDER, None)
    await bench.organisation.write(lambda uow: uow.tx.execute(delete(conversations)))
    await bench.stop_polling()
    waiting = anne.put_press("remind:same:20261130", reminder.message_id)
    async with bench.bot():
        await bench.settled()
        assert "1 case reprise" in str(waiting.answer and waiting.answer.text)
        assert await anne.state() == Booking.recap


@ON_SQLITE
async def test_a_reminder_is_its_guardian_s_alone(bench: Bench) -> None:
    camille = await manager(bench)
    reminder = await reminded(bench, camille)
    for label, _ in BUTTONS:
        await camille.press(label, on=reminder)
        assert "n’est pas, ou n’est plus, le vôtre" in (camille.answer or "")
    assert [data for _, data in BUTTONS] == camille.presses(reminder)


@ON_SQLITE
async def test_forged_presses_change_nothing(bench: Bench) -> None:
    anne, family = await parent(bench, ate_this_week)
    for press in ("remind:", "remind:fly", "remind:same:", "remind:book:x", "remind:week:20269999", "remind:again:x"):
        await anne.forge(press, mark="")
        assert "pas marché" not in (anne.answer or "")
        assert await anne.state() == Home.main
    assert await muted(bench, family) == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_what_answers_a_press_is_short_enough(locale: str) -> None:
    t = translator(locale)
    answers = [t.text("reminder-muted-week", day="mercredi 30 septembre"), t.text("reminder-muted")]
    answers += [t.text("reminder-unmuted"), t.text("reminder-over")]
    assert max(map(len, answers)) <= ANSWER_LENGTH
