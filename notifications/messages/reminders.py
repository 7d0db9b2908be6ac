"""A deadline is near, and nothing is booked, or what was prepared was not sent."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain

from core.model.policy import Policy
from core.model.terms import Label
from core.usecases.reminding import ReminderFacts, UnbookedChild
from locales import Translator
from notifications.messages.fitting import fitted, foot
from notifications.messages.frame import Stamp
from notifications.transport import Button, Message

DAYS_PER_LINE = 10


def reminder_message(facts: ReminderFacts, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """Until when to book, the days of each child on which nothing is, and how much of the draft was not sent."""
    deadline = words.deadline(facts.deadline, policy.calendar.tz)
    html = fitted(
        "\n".join(_head(facts, deadline, words)),
        [_child(child, words) for child in facts.children],
        foot(stamp, words, policy),
        lambda count: f"\n{words.html('reminder-more', count=count)}",
    )
    subject = words.text("reminder-subject", at=deadline)
    return Message(html, tuple(_buttons(facts, words)), subject, is_optional=True)


def _head(facts: ReminderFacts, deadline: str, words: Translator) -> Iterator[str]:
    yield words.html("reminder-title", at=deadline)
    if facts.first_day == facts.last_day:
        yield words.html("reminder-for-day", day=words.day(facts.first_day))
    else:
        yield words.html("reminder-for-days", days=words.period(facts.first_day, facts.last_day))
    if facts.drafted:
        yield f"\n{words.html('reminder-drafted', count=facts.drafted)}"
    if facts.children:
        yield f"\n{words.html('reminder-unbooked')}"


def _child(child: UnbookedChild, words: Translator) -> str:
    """The name, then the services of the same days together."""
    by_days: dict[tuple[date, ...], list[Label]] = {}
    for label, days in child.services:
        by_days.setdefault(days, []).append(label)
    lines = (_line(labels, some, words) for days, labels in by_days.items() for some in _chunks(days))
    return "\n".join(chain([f"\n{words.html('notice-child', child=child.first_name)}"], lines))


def _line(labels: Sequence[Label], days: Sequence[date], words: Translator) -> str:
    services = words.listed(label.in_(words.locale) for label in labels)
    return words.html("reminder-line", services=services, days=words.listed(words.short_day(day) for day in days))


def _chunks(days: Sequence[date]) -> Iterator[Sequence[date]]:
    return (days[start : start + DAYS_PER_LINE] for start in range(0, len(days), DAYS_PER_LINE))


def _buttons(facts: ReminderFacts, words: Translator) -> Iterator[tuple[Button, ...]]:
    """To act first, then to be left alone: for the week to be booked, whatever days of it the deadline governs."""
    monday = facts.first_day - timedelta(days=facts.first_day.weekday())
    sunday = facts.last_day + timedelta(days=6 - facts.last_day.weekday())
    if facts.drafted:
        yield (Button(words.text("reminder-button-send"), "remind:recap"),)
    if facts.children:
        yield (Button(words.text("reminder-button-same"), f"remind:same:{monday:%Y%m%d}"),)
    yield (Button(words.text("reminder-button-book"), f"remind:book:{monday:%Y%m%d}"),)
    yield (Button(words.text("reminder-button-week"), f"remind:week:{sunday:%Y%m%d}"),)
    yield (Button(words.text("reminder-button-never"), "remind:never"),)
