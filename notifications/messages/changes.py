"""What the service changed at once, as a family is told it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from core.model.operations import ChangedChild, OperationKind, PlanningChangedFacts
from core.model.policy import Policy
from locales import Translator
from notifications.messages.fitting import fitted, foot, service_label
from notifications.messages.frame import Stamp, opens
from notifications.transport import Message

DAYS_BY_NAME = 6
"""More are counted by weekday."""
DAYS_IN_FULL = 2
CHILDREN_BY_NAME = 6


def changed_message(facts: PlanningChangedFacts, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """What was booked, removed or enrolled, or undone: a line a child and service, however many days."""
    what = f"{facts.kind}-undone" if facts.undone else f"{facts.kind}"
    children = _names(facts.children, words)
    html = fitted(
        words.html(f"changed-{what}-title", children=children),
        list(_paragraphs(facts, words, policy)),
        f"\n{words.html('changed-question', phone=policy.contact.phone)}\n{foot(stamp, words, policy)}",
        lambda count: words.html("changed-more", count=count),
    )
    subject = words.text(f"changed-{what}-subject", children=children)
    return Message(html, ((opens("planning", words),),), subject)


def _names(children: Iterable[ChangedChild], words: Translator) -> str:
    names = list({child.child_id: child.first_name for child in children}.values())
    return words.listed([*names[: CHILDREN_BY_NAME - 1], "…"] if len(names) > CHILDREN_BY_NAME else names)


def _paragraphs(facts: PlanningChangedFacts, words: Translator, policy: Policy) -> Iterable[str]:
    adds = (facts.kind is OperationKind.REMOVE) is facts.undone
    for (_, name), changes in groupby(facts.children, key=lambda child: (child.child_id, child.first_name)):
        heading = f"\n{words.html('notice-child', child=name)}\n"
        for change in changes:
            yield heading + _line(change, words, policy, adds=adds)
            heading = ""


def _line(change: ChangedChild, words: Translator, policy: Policy, *, adds: bool) -> str:
    service = service_label(change.service_key, policy).in_(words.locale)
    if not change.days:
        return words.html("changed-enrolled" if adds else "changed-not-enrolled", service=service)
    days = _days(change.days, words)
    return words.html("changed-added" if adds else "changed-taken", service=service, days=days)


def _days(days: Sequence[date], words: Translator) -> str:
    """Each day by its name where they are few, else how many of which weekday, and from when to when."""
    if len(days) <= DAYS_BY_NAME:
        name = words.day if len(days) <= DAYS_IN_FULL else words.short_day
        return words.listed(name(day) for day in days)
    weekdays = Counter(day.isoweekday() for day in days)
    counts = (
        words.text("changed-weekday", count=weekdays[weekday], weekday=words.weekday(weekday))
        for weekday in sorted(weekdays)
    )
    period = words.period(days[0], days[-1])
    return words.text("changed-weekdays", weekdays=words.listed(counts), period=period)
