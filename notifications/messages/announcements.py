"""Closures, strikes, information and reopenings, as people read them; and as their author sees them go out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape

from core.model.announcements import Report, Unreached
from core.model.notices import AnnouncementKind
from core.model.policy import Policy
from core.model.terms import Label
from core.usecases.announced import AnnouncementFacts, ProgressFacts, SchoolNews
from locales import Translator
from notifications.messages.fitting import fitted, foot
from notifications.messages.frame import Stamp, opens
from notifications.transport import Attachment, Button, Message

SCHOOLS_NAMED = 3
"""More are counted, but for what each does on the day of a strike."""

DAYS_NAMED = 7

_BAR = 10
"""Squares of the bar."""

_MINUTE = 60


def announcement_message(facts: AnnouncementFacts, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """What is announced, in the author's words too, and what it changes for the children of who reads it, or in all.

    The author's words count as Telegram counts them, without what escapes them: they are never cut.
    """
    subject = _subject(facts.kind, _days(facts.first_day, facts.last_day, words), _place(facts, words), words)
    html = fitted(
        "\n".join(_head(facts, words)),
        [*_modes_apart(facts, words), *_changes(facts, words)],
        foot(stamp, words, policy),
        lambda count: words.html("announcement-more", count=count),
    )
    return Message(html, _buttons(facts, words), subject, _attachments(facts))


def _title(kind: AnnouncementKind, first: date | None, last: date | None, words: Translator) -> str:
    name = f"announcement-{kind}-title"
    if kind is AnnouncementKind.GENERAL:
        return words.html(name)
    return words.html(name, days=_days(first, last, words))


def _subject(kind: AnnouncementKind, days: str, place: str, words: Translator) -> str:
    name = f"announcement-{kind}-subject"
    if kind is AnnouncementKind.GENERAL:
        return words.text(name, place=place)
    return words.text(name, days=days, place=place)


def _days(first: date | None, last: date | None, words: Translator) -> str:
    if first is None or last is None:
        return ""
    return words.text("announcement-day", day=words.day(first)) if first == last else words.period(first, last)


def _place(facts: AnnouncementFacts, words: Translator) -> str:
    is_all = facts.is_everywhere and not facts.is_for_family
    return _schools([school.name for school in facts.schools], words, is_everywhere=is_all)


def _schools(names: Sequence[str], words: Translator, *, is_everywhere: bool) -> str:
    if is_everywhere and len(names) > 1:
        return words.text("announcement-everywhere")
    if len(names) > SCHOOLS_NAMED:
        return words.text("announcement-schools-count", count=len(names))
    return words.listed(names)


def _head(facts: AnnouncementFacts, words: Translator) -> Iterator[str]:
    if facts.id is None:
        yield words.html("announcement-sample") + "\n"
    yield _title(facts.kind, facts.first_day, facts.last_day, words)
    if _modes_fit(facts):
        yield from _modes(facts.schools, words)
    else:
        yield words.html("announcement-at", place=_place(facts, words))
    if facts.services:
        names = words.listed(_name(service, words) for service in facts.services)
        yield words.html("announcement-services", services=names)
    if facts.text:
        yield "\n" + escape(facts.text, quote=False)


def _name(label: Label, words: Translator) -> str:
    return label.in_(words.locale)


def _modes_fit(facts: AnnouncementFacts) -> bool:
    return 0 < sum(school.mode is not None for school in facts.schools) <= SCHOOLS_NAMED


def _modes(schools: Iterable[SchoolNews], words: Translator) -> Iterator[str]:
    """What each school does on the day of a strike."""
    for school in schools:
        if school.mode is not None:
            yield words.html(f"announcement-mode-{school.mode}", school=school.name)


def _modes_apart(facts: AnnouncementFacts, words: Translator) -> list[str]:
    lines = [] if _modes_fit(facts) else list(_modes(facts.schools, words))
    return ["", *lines] if lines else []


def _changes(facts: AnnouncementFacts, words: Translator) -> Iterator[str]:
    """What becomes of bookings and requests: in all, then child by child."""
    is_reopening = facts.kind is AnnouncementKind.REOPENING
    lines = [*_counts(facts, words, is_reopening=is_reopening), *_children(facts, words)]
    if is_reopening and facts.is_for_family:
        is_lost = any(child.cancelled for child in facts.children)
        lines.append(words.html("announcement-not-restored" if is_lost else "announcement-book-again"))
    if lines:
        yield ""
        yield from lines


def _counts(facts: AnnouncementFacts, words: Translator, *, is_reopening: bool) -> Iterator[str]:
    if facts.bookings:
        name = "announcement-restored" if is_reopening else "announcement-cancelled"
        yield f"<b>{words.html(name, count=facts.bookings)}</b>"
    if facts.requests:
        yield words.html("announcement-pending-again" if is_reopening else "announcement-refused", count=facts.requests)


def _children(facts: AnnouncementFacts, words: Translator) -> Iterator[str]:
    for child in facts.children:
        for name, by_service in (
            ("announcement-child-restored", child.restored),
            ("announcement-child-cancelled", child.cancelled),
        ):
            for service, days in by_service:
                told = words.html(name, child=child.first_name, service=_name(service, words), days=_named(days, words))
                yield told


def _named(days: Sequence[date], words: Translator) -> str:
    if len(days) > DAYS_NAMED:
        return words.text("announcement-days-count", count=len(days))
    return words.listed(map(words.short_day, days))


def _buttons(facts: AnnouncementFacts, words: Translator) -> tuple[tuple[Button, ...], ...]:
    """For families alone; a sample has nothing to be read by."""
    if not facts.is_for_family or facts.id is None:
        return ()
    planning = (opens("planning", words),)
    if not facts.asks_reading:
        return (planning,)
    return ((Button(words.text("announcement-button-read"), f"read:{facts.id}"),), planning)


def _attachments(facts: AnnouncementFacts) -> tuple[Attachment, ...]:
    document = facts.document
    return () if document is None else (Attachment(document.name, document.media_type, document.content),)


# --- how it goes out


def progress_message(facts: ProgressFacts, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """How an announcement goes out; once it is over, whom to call, by name and phone as far as there is room."""
    report = facts.report
    unreached = [_unreached(one, words) for one in report.not_reached]
    beyond = report.failed - len(unreached) if unreached else 0
    html = fitted(
        "\n".join([_title(facts.kind, facts.first_day, facts.last_day, words), *_standing(facts, words)]),
        ["\n" + words.html("progress-not-reached"), *unreached] if unreached else [],
        (words.html("progress-unreached-more", count=beyond) + "\n" if beyond else "") + foot(stamp, words, policy),
        lambda count: words.html("announcement-more", count=count),
    )
    return Message(html, subject=words.text("progress-subject"))


def _standing(facts: ProgressFacts, words: Translator) -> Iterator[str]:
    report = facts.report
    place = _schools(facts.schools, words, is_everywhere=facts.is_everywhere)
    yield words.html("announcement-at", place=place)
    yield from _changed(facts, words)
    yield ""
    yield words.html("progress-over" if report.is_over else "progress-going")
    if not report.is_over:
        yield _bar(report, words)
    yield from _counted(report, words)
    if facts.asks_reading:
        yield words.html("progress-reads-on" if report.is_over else "progress-reads", count=report.reads)


def _changed(facts: ProgressFacts, words: Translator) -> Iterator[str]:
    is_reopening = facts.kind is AnnouncementKind.REOPENING
    if facts.bookings:
        yield words.html("announcement-restored" if is_reopening else "announcement-cancelled", count=facts.bookings)
    if facts.requests:
        yield words.html("announcement-pending-again" if is_reopening else "announcement-refused", count=facts.requests)


def _bar(report: Report, words: Translator) -> str:
    done = report.total - report.waiting
    filled = _BAR * done // report.total
    return words.html("progress-bar", bar="▰" * filled + "▱" * (_BAR - filled), percent=100 * done // report.total)


def _counted(report: Report, words: Translator) -> Iterator[str]:
    yield words.html("progress-delivered", count=report.delivered)
    if report.by_email:
        yield words.html("progress-by-email", count=report.by_email)
    if report.waiting:
        yield words.html("progress-waiting", count=report.waiting)
    if report.seconds_left is not None:
        yield _time_left(report.seconds_left, words)
    if report.failed:
        yield words.html("progress-failed", count=report.failed)
    if report.unknown:
        yield words.html("progress-unknown", count=report.unknown)


def _time_left(seconds: int, words: Translator) -> str:
    if seconds < _MINUTE:
        return words.html("progress-seconds-left")
    return words.html("progress-minutes-left", minutes=-(-seconds // _MINUTE))


def _unreached(one: Unreached, words: Translator) -> str:
    if one.phone:
        return words.html("progress-unreached", name=one.name, family=one.family, phone=one.phone)
    return words.html("progress-unreached-no-phone", name=one.name, family=one.family)
