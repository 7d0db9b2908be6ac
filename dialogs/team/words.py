"""Members of staff and places in words."""

from aiogram_dialog import DialogManager

from core.model.people import Permission, Role
from core.model.staff import LONGEST_NAME, Member, Place, TeamProblem
from core.rules.school_years import school_year
from core.usecases.teaming import read_member
from dialogs.visit import Visit, visit_of


async def member_of(manager: DialogManager) -> Member:
    """The member who is looked at. Raises ``NotAuthorisedError`` where they are not the person's to see (any more)."""
    visit = visit_of(manager)
    return await visit.read(read_member, visit.staff, int(manager.dialog_data["member"]))


def role_name(visit: Visit, role: Role) -> str:
    """``Gestionnaire``."""
    return visit.t.text(f"team-role-{role}")


def place_name(visit: Visit, place: Place) -> str:
    """``Les Tilleuls``, ``CP (Les Tilleuls)``, or all schools; a class of another school year says which."""
    t = visit.t
    if place.class_name is None or place.school_year is None:
        return place.school or t.text("team-everything")
    years = f"{place.school_year}-{place.school_year + 1}"
    is_past = place.school_year != school_year(visit.now.astimezone(visit.tz).date())
    message = "team-class-of-year" if is_past else "team-class"
    return t.text(message, class_=place.class_name, school=place.school or "", years=years)


def places_of(visit: Visit, places: tuple[Place, ...]) -> str:
    """All that somebody looks after."""
    return visit.t.listed(place_name(visit, place) for place in places) or visit.t.text("team-nothing")


def may_what(visit: Visit, role: Role) -> str:
    """What a role may do, as the policy says."""
    allowed = visit.policy.roles.of(role)
    words = visit.t.listed(visit.t.text(f"team-may-{one.replace('_', '-')}") for one in Permission if one in allowed)
    return words or visit.t.text("team-may-nothing")


def problem_sentence(visit: Visit, problem: TeamProblem) -> str:
    """Why something is not done, for an alert or a message."""
    return visit.t.text(f"team-problem-{problem.replace('_', '-')}", count=LONGEST_NAME)
