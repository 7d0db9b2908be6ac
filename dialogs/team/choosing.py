"""The questions of who somebody new is, and of another role or other places for somebody known: read."""

from dataclasses import asdict, dataclass, field
from typing import Any

from aiogram_dialog import DialogManager

from core.model.people import Role, Scope
from core.model.staff import Place
from core.usecases.teaming import places_to_give, read_team
from dialogs.symbols import box
from dialogs.team.words import may_what, member_of, place_name, places_of, role_name
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Page, columns

PLACES_PER_PAGE = 20


@dataclass(slots=True)
class Newcomer:
    """Somebody who is about to be added, as the dialog keeps them. ``places``: ``(school, class)``, 0 for none."""

    name: str = ""
    role: str = ""
    places: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, manager: DialogManager) -> "Newcomer":
        """As it was kept."""
        kept = manager.dialog_data.get("new", {})
        return cls(kept.get("name", ""), kept.get("role", ""), [(one[0], one[1]) for one in kept.get("places", [])])

    def keep(self, manager: DialogManager) -> None:
        """Keep it."""
        manager.dialog_data["new"] = asdict(self)

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """What they will look after."""
        return tuple(Scope(school or None, class_ or None) for school, class_ in self.places)


def is_adding(manager: DialogManager) -> bool:
    """Whether the questions are about somebody new."""
    return not manager.dialog_data.get("member")


async def read_name(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The name of somebody new is asked for. Raises ``NotAuthorisedError``."""
    visit = visit_of(dialog_manager)
    await visit.read(read_team, visit.staff)
    return {"body": visit.t.html("team-ask-name")}


async def read_roles(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The roles that can be given, and what each may do. Raises ``NotAuthorisedError``."""
    visit = visit_of(dialog_manager)
    team = await visit.read(read_team, visit.staff)
    name, chosen, _scopes = await _whom(dialog_manager)
    rights = [
        visit.t.html("team-right", role=role_name(visit, role), rights=may_what(visit, role)) for role in team.roles
    ]
    return {
        "body": "\n\n".join([visit.t.html("team-which-role", name=name), *rights]),
        "rows": tuple((Key(_role_label(visit, role, chosen), role),) for role in team.roles),
    }


def _role_label(visit: Visit, role: Role, chosen: str) -> str:
    return ("● " if role == chosen else "") + role_name(visit, role)


async def read_places(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The places that can be given, and those that are. Raises ``NotAuthorisedError``."""
    visit = visit_of(dialog_manager)
    known = await visit.read(places_to_give, visit.staff, visit.now)
    name, _role, held = await _whom(dialog_manager)
    places = (*known, *(place for place in held if place.scope not in {one.scope for one in known}))
    page = Page.of(dialog_manager, len(places), PLACES_PER_PAGE)
    scopes = {place.scope for place in held}
    held_now = tuple(place for place in places if place.scope in scopes)
    body = [
        visit.t.html("team-which-places", name=name),
        visit.t.html("team-one-places", places=places_of(visit, held_now)),
    ]
    keys = (_place_key(visit, place, place.scope in scopes) for place in places[page.start : page.stop])
    return {
        "body": "\n\n".join(body),
        "rows": columns(keys, 2),
        "pages": page.keys(),
        "is_new": is_adding(dialog_manager),
    }


async def _whom(manager: DialogManager) -> tuple[str, str, tuple[Place, ...]]:
    """The name, role and places of whom the questions are about."""
    if is_adding(manager):
        new = Newcomer.of(manager)
        return new.name, new.role, tuple(map(Place, new.scopes))
    member = await member_of(manager)
    return member.name, member.role, member.places


def _place_key(visit: Visit, place: Place, is_held: bool) -> Key:
    scope = place.scope
    press = f"{scope.school_id or 0}.{scope.class_id or 0}.{int(not is_held)}"
    return Key(f"{box(is_held)} {place_name(visit, place)}", press)
