"""A request about a file, in words."""

from collections.abc import Iterator
from functools import partial

from core.model.family import FamilyRequest
from dialogs.requests.getters import label
from dialogs.visit import Visit
from locales import filings


def title(visit: Visit, request: FamilyRequest) -> str:
    """What is asked: plain text."""
    return filings.asked(request.kind, visit.t)


def about(request: FamilyRequest) -> str:
    """For whom, in brackets: plain text."""
    return f" ({request.child})" if request.child else ""


def lines(visit: Visit, request: FamilyRequest) -> Iterator[str]:
    """A request as its guardian reads it, HTML: what and how it stands, the old and the new, why it is refused."""
    t = visit.t
    state = t.text(f"filing-state-{request.state}")
    yield t.html("filing-line", what=title(visit, request), about=about(request), state=state)
    if change := filings.changed(request.before, request.after, partial(label, visit), t):
        yield t.html("filing-detail", detail=change)
    if request.refusal:
        yield t.html("request-refusal", reason=request.refusal)
