"""How a guardian wants to be told."""

import pytest
from sqlalchemy import update

from core.db import tables as t
from core.model.notices import Channels, Notice
from core.usecases.preferring import mute, read_preferences
from dialogs.settings.hours import hours_of
from dialogs.states import Home, Settings
from tests.builders import Family, Town
from tests.clock import FRIDAY, NOW
from tests.dialogs.bench import Bench, Player
from tests.dialogs.conftest import ON_SQLITE
from tests.dialogs.people import bruyere, manager, parent


def reached_by_email(town: Town) -> Family:
    return town.family("Bruyère").guardian("Anne", email="anne.bruyere@exemple.fr").child("Lou", "CP")


async def at_the_settings(bench: Bench) -> tuple[Player, Family]:
    anne, family = await parent(bench, reached_by_email)
    await anne.press("⚙️ Réglages")
    assert await anne.state() == Settings.main
    return anne, family


@ON_SQLITE
async def test_what_is_on_is_ticked_and_each_press_shows_at_once(bench: Bench) -> None:
    anne, family = await at_the_settings(bench)
    assert "📬 Messages : ici\n✉️ Votre adresse : a•••@exemple.fr" in anne.text.replace("\u00a0", " ")
    assert anne.labels() == [
        *("☑️ Ici", "⬜ Courriel", "⬜ Les deux", "☑️ Rappels"),
        *("⬜ 20 h–7 h", "⬜ 21 h–7 h", "⬜ 22 h–7 h", "☑️ Pas d’heures calmes"),
        *("☑️ 🇫🇷 Français", "⬜ 🇬🇧 English", "📱 Mes appareils", "⬅️ Retour"),
    ]
    await anne.press("Les deux", "Rappels", "21 h–7 h")
    assert {"☑️ Les deux", "⬜ Rappels", "☑️ 21 h–7 h"} <= set(anne.labels())
    assert "de 21 h à 7 h" in anne.text
    chosen = await bench.read(read_preferences, family.actor())
    assert (chosen.channel, chosen.quiet) == (Channels.BOTH, (21 * 60, 7 * 60))
    assert chosen.muted == {Notice.REMINDER: None}
    await anne.press("Ici", "Rappels", "Pas d’heures calmes")
    chosen = await bench.read(read_preferences, family.actor())
    assert (chosen.channel, chosen.quiet, chosen.muted) == (Channels.AUTO, None, {})
    await anne.press("English")
    assert "Settings" in anne.text
    await anne.press("Back")
    assert await anne.state() == Home.main


@ON_SQLITE
async def test_other_quiet_hours_are_written(bench: Bench) -> None:
    anne, family = await at_the_settings(bench)
    await anne.say("21h30 à 6h45")
    assert "☑️ 21 h 30–6 h 45" in anne.labels()
    assert (await bench.read(read_preferences, family.actor())).quiet == (21 * 60 + 30, 6 * 60 + 45)
    await anne.say("la nuit")
    assert "écrivez par exemple 21:30-6:45" in anne.said[-2].formatted.text
    assert "de 21 h 30 à 6 h 45" in anne.text
    await anne.say("AAAAA-AAAAA")
    assert "Ce code n’existe pas" in anne.said[-2].formatted.text


@ON_SQLITE
async def test_reminders_that_are_off_for_a_week_say_until_when(bench: Bench) -> None:
    anne, family = await at_the_settings(bench)
    await bench.organisation.write(mute, family.actor(), Notice.REMINDER, FRIDAY)
    await anne.press("Courriel")
    assert "pas pour les jours jusqu’au vendredi 4 décembre inclus" in anne.text
    await anne.press("⬜ Rappels")
    assert (await bench.read(read_preferences, family.actor())).muted == {}


@ON_SQLITE
async def test_an_address_that_bounced_is_said_to_have(bench: Bench) -> None:
    anne, _ = await at_the_settings(bench)
    await bench.organisation.write(lambda uow: uow.tx.execute(update(t.guardians).values(email_refused_at=NOW)))
    await anne.press("Courriel")
    assert "Cette adresse refuse nos messages" in anne.text


@ON_SQLITE
async def test_without_an_address_there_is_no_choice_of_ways(bench: Bench) -> None:
    anne, family = await parent(bench, bruyere)
    await anne.press("⚙️ Réglages")
    assert "donnez votre adresse au service" in anne.text
    assert "Courriel" not in "".join(anne.labels())
    for press in ("w:email", "w:fly", "m:x", "q:1", "q:60.60", "q:0.9999", "q:x.y", "q:"):
        await anne.forge(press)
        assert "pas marché" not in (anne.answer or "")
        assert await anne.state() == Settings.main
    chosen = await bench.read(read_preferences, family.actor())
    assert (chosen.channel, chosen.quiet, chosen.muted) == (Channels.AUTO, None, {})


@ON_SQLITE
async def test_staff_choose_their_language_alone(bench: Bench) -> None:
    camille = await manager(bench)
    await camille.say("/settings")
    assert camille.labels() == ["☑️ 🇫🇷 Français", "⬜ 🇬🇧 English", "⬅️ Retour"]
    for press in ("w:chat", "m:off", "q:none"):
        await camille.forge(press)
        assert "n’est pas, ou n’est plus, le vôtre" in (camille.answer or "")
    await camille.say("21-7")
    assert "Je n’ai pas compris" in camille.said[-2].formatted.text


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("21:30-6:45", (1290, 405)),
        ("21h30 - 6h45", (1290, 405)),
        ("de 21 h 30 à 6 h 45", (1290, 405)),
        ("21 h – 7 h", (1260, 420)),
        ("from 9:05 to 10", (545, 600)),
        ("21-7", (1260, 420)),
        ("20h-24h", (1200, 0)),
        *((text, None) for text in ("21:30", "25-7", "21:60-7", "24:01-7", "7-7", "0-24", "12/01", "-", "", "²1-7")),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, hours: tuple[int, int] | None) -> None:
    assert hours_of(text) == hours
