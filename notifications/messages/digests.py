"""What managers are told: requests that wait for them, and absences declared late."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from core.model.planning import AbsenceOutcome
from core.model.policy import Policy
from core.model.requests import PendingCount
from core.usecases.digests import DigestFacts, LateAbsence, LateAbsenceFacts
from locales import Translator
from notifications.messages.fitting import fitted, foot, service_label
from notifications.messages.frame import Stamp, opens
from notifications.transport import Message

_COSTS = {
    AbsenceOutcome.EXCUSED: "late-absence-excused",
    AbsenceOutcome.BILLED: "late-absence-billed",
    AbsenceOutcome.UNDECIDED: "late-absence-undecided",
}

DAYS_IN_FULL = 3
DAYS_SHOWN = 20


def late_absence_message(facts: LateAbsenceFacts, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """An absence declared late: who, from what, when, and what it costs. Not why: that is read where it is decided."""
    html = fitted(
        words.html("late-absence-title"),
        list(_by_child(facts.absences, words, policy)),
        foot(stamp, words, policy),
        lambda count: words.html("late-absence-more", count=count),
    )
    return Message(html, ((opens("inbox", words),),), _late_absence_subject(facts, words))


def _late_absence_subject(facts: LateAbsenceFacts, words: Translator) -> str:
    names = dict.fromkeys(f"{one.last_name} {one.first_name}" for one in facts.absences)
    first_day = min(day for one in facts.absences for day in one.days)
    first = next(iter(names))
    return words.text("late-absence-subject", child=first, others=len(names) - 1, day=words.day(first_day))


def _by_child(absences: Iterable[LateAbsence], words: Translator, policy: Policy) -> Iterable[str]:
    for _, of_child in groupby(absences, key=lambda one: one.child_id):
        lines = list(of_child)
        class_ = lines[0].class_name or words.text("roster-no-class")
        child = f"{lines[0].last_name} {lines[0].first_name}"
        heading = "\n" + words.html("late-absence-child", child=child, class_=class_, school=lines[0].school) + "\n"
        for one in lines:
            service = service_label(one.service_key, policy).in_(words.locale)
            line = words.html("late-absence-days", service=service, days=_days(one.days, words))
            yield f"{heading}{line}\n{words.html(_COSTS[one.outcome])}"
            heading = ""


def _days(days: Sequence[date], words: Translator) -> str:
    if len(days) <= DAYS_IN_FULL:
        return words.listed(map(words.day, days))
    shown = [words.short_day(day) for day in days[:DAYS_SHOWN]]
    return words.listed(shown) if len(days) <= DAYS_SHOWN else ", ".join(shown) + "…"


def validation_digest_message(facts: DigestFacts, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """The requests that are pending: how many, by day, school and class; and about families' files."""
    if not facts.counts:
        return _files_message(facts, stamp, words, policy)
    count = sum(group.count for group in facts.counts)
    day = words.day(facts.day) if facts.day else ""
    head = [words.html("digest-next-day" if facts.day else "digest-weekly", count=count, day=day)]
    if facts.is_late:
        head.append(words.html("digest-late", at=words.instant(facts.due_at, policy.calendar.tz)))
    if undecided := sum(group.undecided for group in facts.counts):
        head.append(words.html("digest-undecided", count=undecided))
    if facts.files:
        head.append(words.html("digest-files", count=facts.files))
    html = fitted(
        "\n".join(head),
        list(_by_day(facts.counts, words)),
        foot(stamp, words, policy),
        lambda left: words.html("digest-more", count=left),
    )
    subject = words.text("digest-next-day-subject" if facts.day else "digest-weekly-subject", count=count, day=day)
    return Message(html, ((opens("inbox", words),),), subject)


def _files_message(facts: DigestFacts, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """Nothing waits but what is asked about files."""
    html = "\n".join([words.html("digest-files", count=facts.files), foot(stamp, words, policy)])
    subject = words.text("digest-files-subject", count=facts.files)
    return Message(html, ((opens("inbox", words),),), subject)


def _by_day(counts: Iterable[PendingCount], words: Translator) -> Iterable[str]:
    """A line a school, with its classes, under each day."""
    for day, of_day in groupby(counts, key=lambda group: group.day):
        groups = list(of_day)
        total = sum(group.count for group in groups)
        heading = f"\n{words.html('digest-day', day=words.day(day), count=total)}\n"
        for school, of_school in groupby(groups, key=lambda group: group.school):
            classes = ", ".join(
                words.html("digest-class", class_=group.class_name or words.text("roster-no-class"), count=group.count)
                for group in of_school
            )
            yield heading + words.html("digest-school", school=school) + f" {classes}"
            heading = ""
