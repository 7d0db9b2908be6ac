"""A request about a file, as those who decide read it: HTML."""

from collections.abc import Iterator
from functools import partial

from core.model.family import FamilyRequest, FamilyRequestKind, FamilyRequestProblem
from core.model.privacy import ErasureScope
from dialogs.family_requests.words import title
from dialogs.requests.getters import label
from dialogs.visit import Visit
from locales import filings

_ONE_SIDED = {
    FamilyRequestKind.PICKUP_ADD: "filing-add",
    FamilyRequestKind.PICKUP_END: "filing-end",
    FamilyRequestKind.YEARLY: "filing-wish",
}
"""What has no old beside its new."""


def problem(visit: Visit, why: FamilyRequestProblem) -> str:
    """Why a request is not decided."""
    return visit.t.html(f"filing-problem-{why.replace('_', '-')}")


def request_lines(visit: Visit, request: FamilyRequest) -> Iterator[str]:
    """What is asked, by whom, for whom, since when; the old and the new; in the guardian's own words."""
    t = visit.t
    yield t.html("filing-head", what=title(visit, request))
    yield t.html("filing-who", guardian=request.guardian, family=request.family)
    school = request.school or t.text("filing-no-school")
    if request.child:
        class_name = request.class_name or t.text("filing-no-class")
        yield t.html("filing-child", child=request.child, class_=class_name, school=school)
    else:
        yield t.html("filing-school", school=school)
    yield t.html("filing-since", at=t.instant(request.created_at, visit.tz))
    yield from _change(visit, request)
    if request.comment:
        yield t.html("filing-comment", comment=" ".join(request.comment.split()))


def _change(visit: Visit, request: FamilyRequest) -> Iterator[str]:
    t = visit.t
    old, new = (filings.detailed(facts, partial(label, visit), t) for facts in (request.before, request.after))
    if request.kind is FamilyRequestKind.ERASURE:
        return
    yield ""
    if request.kind in _ONE_SIDED:
        yield t.html(_ONE_SIDED[request.kind], detail=new or old)
        return
    yield t.html("filing-before", detail=old or t.text("filing-nothing-before"))
    yield t.html("filing-after", detail=new)


def erasure_lines(visit: Visit, scope: ErasureScope) -> Iterator[str]:
    """What an erasure takes, and what must stay."""
    t = visit.t
    yield t.html("filing-erased", what=t.listed(_taken(visit, scope)))
    yield t.html("filing-kept", what=t.listed(_kept(visit, scope)))


def _taken(visit: Visit, scope: ErasureScope) -> Iterator[str]:
    t = visit.t
    there = {"address": scope.has_address, "phone": scope.has_phone, "email": scope.has_email}
    yield from (t.text(f"filing-erases-{name}") for name, is_there in there.items() if is_there)
    counts = {"chats": scope.chats, "drafts": scope.drafts, "pending": scope.pending}
    yield from (t.text(f"filing-erases-{name}", count=count) for name, count in counts.items() if count)
    if scope.children_alone:
        yield t.text("filing-erases-children", children=t.listed(scope.children_alone))


def _kept(visit: Visit, scope: ErasureScope) -> Iterator[str]:
    t = visit.t
    yield t.text("filing-keeps-name")
    if scope.bookings:
        until = t.dated(scope.bookings_until) if scope.bookings_until else "none"
        yield t.text("filing-keeps-bookings", count=scope.bookings, until=until)
    if scope.invoices or scope.payments:
        until = t.dated(scope.invoices_until) if scope.invoices_until else "none"
        yield t.text("filing-keeps-invoices", invoices=scope.invoices, payments=scope.payments, until=until)
    if scope.children_shared:
        yield t.text("filing-keeps-children", children=t.listed(scope.children_shared))
