"""What accepting a request comes to, worked out before it is accepted."""

from dataclasses import dataclass

from core.model.family import FamilyRequest, FamilyRequestKind, FamilyRequestRefusedError
from core.model.operations import OperationKind
from core.model.people import Permission
from core.rules.authorisation import may
from core.usecases.erasing import erasure_scope
from core.usecases.yearly import preview_yearly
from dialogs.bulk.words import preview_lines
from dialogs.family_inbox.words import erasure_lines, problem
from dialogs.visit import Visit


@dataclass(frozen=True, slots=True)
class Recap:
    """Lines of HTML, and whether it can be accepted."""

    lines: tuple[str, ...] = ()
    can_accept: bool = True


async def recap_of(visit: Visit, request: FamilyRequest) -> Recap:
    """What a pending request comes to; nothing to add where the old and the new say it all."""
    if request.kind is FamilyRequestKind.YEARLY:
        return await _of_year(visit, request)
    if request.kind is FamilyRequestKind.ERASURE:
        scope = await visit.read(erasure_scope, request.guardian_id, visit.now)
        return Recap(tuple(erasure_lines(visit, scope)))
    return Recap()


async def _of_year(visit: Visit, request: FamilyRequest) -> Recap:
    if not may(visit.policy, visit.staff.role, Permission.PLAN):
        return Recap((visit.t.html("filing-not-yours-to-plan"),), can_accept=False)
    try:
        preview = await visit.read_apart(preview_yearly, visit.staff, request, visit.now)
    except FamilyRequestRefusedError as refused:
        return Recap((problem(visit, refused.problem),), can_accept=False)
    kind = OperationKind.REMOVE if request.after["wish"] == "cancel" else OperationKind.BOOK
    enrolments = [visit.t.html("filing-enrolments", count=preview.enrolments)] if preview.enrolments else []
    return Recap((*preview_lines(visit.t, kind, preview), *enrolments))
