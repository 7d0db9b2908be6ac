"""A child's sheet in words, as HTML."""

from collections.abc import Iterator

from core.model.children import ChildSheet, EnrolledService, PendingPickup
from core.model.family import PickupPerson, RecordKind
from core.model.people import Child
from core.model.policy import Rate
from dialogs.visit import Visit
from locales.amounts import euros


def class_of(visit: Visit, child: Child | ChildSheet) -> str:
    """The class, or that there is none."""
    return child.class_name or visit.t.text("roster-no-class")


def sheet(visit: Visit, child: ChildSheet) -> Iterator[str]:
    """The paragraphs of a sheet: no health datum, no diet, no phone number is among them."""
    t = visit.t
    head = t.html("children-sheet-title", child=child.first_name, class_=class_of(visit, child))
    yield f"{head}\n{t.html('children-school', school=child.school)}" if child.school else head
    years = {"first": str(child.school_year), "last": str(child.school_year + 1)}
    yield "\n".join([t.html("children-services", **years), *_services(visit, child.services)])
    yield "\n".join([t.html("children-pickups"), *persons(visit, child.pickups.persons, child.pickups.pending)])
    yield "\n".join(_on_file(visit, child))
    yield t.html("children-private")


def _services(visit: Visit, services: tuple[EnrolledService, ...]) -> Iterator[str]:
    t = visit.t
    for one in services:
        label = one.label.in_(t.locale)
        yield t.html("children-service", symbol=one.symbol, service=label, rate=_rate(visit, one.rate))
    if not services:
        yield t.html("children-no-service")


def _rate(visit: Visit, rate: Rate | None) -> str:
    t = visit.t
    if rate is None:
        return t.text("children-rate-rules")
    return t.text(f"children-rate-{rate.unit}", price=euros(rate.price, t), rate=rate.label.in_(t.locale))


def persons(visit: Visit, listed: tuple[PickupPerson, ...], pending: tuple[PendingPickup, ...]) -> Iterator[str]:
    """Who may fetch the child, a line each, and what is asked about it."""
    t = visit.t
    for one in listed:
        name = f"{one.first_name} {one.last_name}"
        if one.relation:
            yield t.html("children-pickup-relation", name=name, relation=one.relation)
        else:
            yield t.html("children-pickup", name=name)
    if not listed:
        yield t.html("children-pickup-none")
    for asked in dict.fromkeys((one.kind, f"{one.first_name} {one.last_name}") for one in pending):
        yield t.html(f"children-pickup-pending-{asked[0].replace('_', '-')}", name=asked[1])


def _on_file(visit: Visit, child: ChildSheet) -> Iterator[str]:
    t = visit.t
    yield t.html("children-file")
    for kind in RecordKind:
        at = child.on_file.get(kind)
        day = "" if at is None else f"{at.astimezone(visit.tz):%d/%m/%Y}"
        state = t.text("children-on-file", day=day) if day else t.text("children-not-on-file")
        yield t.html(f"children-file-{kind}", state=state)
    yield t.html("children-file-photo", has="yes" if child.has_photo else "no")
