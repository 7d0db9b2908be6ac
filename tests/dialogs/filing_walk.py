"""A walk through the requests about files, as their guardian and as the service, and over every button."""

from core.model.family import FamilyRequestKind, NewFamilyRequest
from core.model.yearly import Wish, YearlyOrder
from core.rules.yearly import as_facts
from core.usecases.filing import ask
from dialogs.states import FamilyInbox
from tests.builders import Family, Town
from tests.clock import MONDAY, NOW
from tests.dialogs.bench import Bench

_KIN = ("Ivy", "May", "Kit", "Lee", "Sam", "Pat")


def _asked(family: Family) -> list[NewFamilyRequest]:
    """So much of every kind that each list has a second page."""
    lou = family.children["Lou"]
    order = YearlyOrder(Wish.ENROL, frozenset({"cantine"}), frozenset({1}), MONDAY)
    phone = NewFamilyRequest(FamilyRequestKind.PHONE, "phone", {}, {"phone": "06 39 98 00 12"}, comment="Since Monday.")
    return [
        phone,
        *(_kin(lou, name) for name in _KIN),
        NewFamilyRequest(FamilyRequestKind.YEARLY, f"yearly:{lou}:enrol", {}, as_facts(order), lou),
        NewFamilyRequest(FamilyRequestKind.ERASURE, "erasure", {}, {}),
    ]


def _kin(child_id: int, name: str) -> NewFamilyRequest:
    after = {"last_name": "Yarrow", "first_name": name, "phone": None, "relation": "aunt"}
    return NewFamilyRequest(FamilyRequestKind.PICKUP_ADD, f"pickup_add:{child_id}:{name}", {}, after, child_id)


async def _family_that_asked(bench: Bench, name: str, school: str) -> Family:
    def build(town: Town) -> Family:
        return town.family(name, school=school).guardian("Ann", email="ann@example.org").child("Lou", "CP")

    family: Family = await bench.build(build)
    for request in _asked(family):
        await bench.organisation.write(ask, family.actor(), request, NOW)
    return family


async def walk_of_family_requests(bench: Bench, locale: str) -> None:
    """A guardian reads again what was asked, and takes it back."""
    family = await _family_that_asked(bench, "Yarrow", "Fen")
    ann = await bench.person(family.actor(), name="Ann", locale=locale)
    await ann.touch("requests", "files", "p:1", "p:0", "r:", "list", "r:", "withdraw", "__cancel__")


async def walk_of_family_inbox(bench: Bench, locale: str) -> None:
    """The service decides, one after the other, until nothing waits."""
    await _family_that_asked(bench, "Hazel", "Glen")
    fay = await bench.person(
        await bench.build(lambda town: town.director("Fay Linden", school="Glen")), name="Fay", locale=locale
    )
    await fay.touch("inbox", "files", "p:1", "p:0", "__cancel__", "back", "files", "r:", "back", "r:", "a:a.")
    await fay.touch("a:r.", "request", "a:r.", "w:", "a:r.")
    for text in ("x" * 201, "Not this time."):
        await fay.say(text)
    while await fay.state() == FamilyInbox.request:
        await fay.touch("a:a.")
        if await fay.state() == FamilyInbox.erase:
            await fay.touch("request", "a:a.", "a:y.")
    await fay.touch("__cancel__")
