"""A walk through the page of the account, a correction of each detail, and how the service is reached."""

from dataclasses import replace

from core.db import tables as t
from core.organisation import Organisation
from tests.builders import Family, Town
from tests.core.usecases.families_on_file import put_on_file
from tests.dialogs.bench import Bench, Player

_TYPED = {
    "f:address": ("nowhere", "1 Lilac Street, 74000 Annecy"),
    "f:phone": ("soon", "07 65 43 21 09"),
    "f:email": ("ann@", "ann@example.org"),
}


def located(organisation: Organisation) -> Organisation:
    """The same organisation, at a place of the map."""
    contact = organisation.policy.contact.model_copy(update={"latitude": 45.28, "longitude": 4.73})
    return replace(organisation, policy=organisation.policy.model_copy(update={"contact": contact}))


def _willow(town: Town) -> Family:
    family = town.family("Willow").guardian("Kim").child("Ray", "CP")
    family.joined_by("Ann", town.add(t.guardians, first_name="Ann", last_name="Willow", phone="0612345678"))
    put_on_file(town, family, family.guardians["Kim"])
    return family


async def walk_of_the_account(bench: Bench, locale: str) -> None:
    """Every detail corrected, and every way back. The service must be ``located``."""
    family: Family = await bench.build(_willow)
    ann: Player = await bench.person(family.actor("Ann"), name="Ann", locale=locale)
    await ann.touch("account", "__cancel__", "account")
    for field, typed in _TYPED.items():
        await ann.touch(field, "main", field)
        for text in typed:
            await ann.say(text)
        await ann.touch("field")
        await ann.say(typed[-1])
        await ann.touch("main", field)
        await ann.say(typed[-1])
        await ann.touch("send")
    await ann.touch("__cancel__", "contact", "__cancel__")
    await ann.say("/contact")
    await ann.touch("locate", "__cancel__")
