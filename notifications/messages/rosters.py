"""What staff are told of the day: who is expected, and whose attendance nobody has marked."""

from collections.abc import Iterable
from itertools import groupby

from core.model.people import Permission, Role
from core.model.policy import Policy
from core.model.rosters import Names, RosterFacts, RosterGroup, Tally
from core.rules.authorisation import may
from core.usecases.unmarked import UnmarkedClass, UnmarkedFacts
from locales import Translator
from notifications.documents import roster_files
from notifications.messages.fitting import fitted, foot, service_label
from notifications.messages.frame import Stamp, opens
from notifications.transport import Button, Message

_NAMES = {
    Names.ATTACHED: "roster-names-attached",
    Names.BY_EMAIL: "roster-names-by-email",
    Names.NO_ADDRESS: "roster-names-no-address",
}


def roster_message(facts: RosterFacts, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """Who is expected: counts, and the list as files where it may be read. The kitchen reads by service."""
    head = [words.html("roster-title", day=words.day(facts.day))]
    if facts.is_late:
        due = facts.due_at.astimezone(policy.calendar.tz).time()
        head.append(words.html("roster-late", time=words.clock(due)))
    if facts.role is Role.KITCHEN:
        paragraphs = list(_by_service(facts.groups, words, policy))
    else:
        head += ["", *_totals(facts.groups, words, policy)]
        paragraphs = list(_by_class(facts.groups, words, policy))
    if not facts.groups:
        head.append(words.html("roster-nobody"))
    html = fitted(
        "\n".join(head),
        paragraphs,
        _where_names_are(facts, words, policy) + foot(stamp, words, policy),
        lambda count: words.html("roster-more", count=count),
    )
    files = roster_files(facts.roster, words, policy, facts.read_at) if facts.roster else ()
    return Message(html, _way_to_mark(facts, words, policy), _subject(facts, words, policy), files)


def _subject(facts: RosterFacts, words: Translator, policy: Policy) -> str:
    totals = _total_of(facts.groups, policy).items()
    counts = words.listed(f"{service_label(key, policy).in_(words.locale)} {tally.booked}" for key, tally in totals)
    day = words.day(facts.day)
    if not counts:
        return words.text("roster-subject-nobody", day=day)
    return words.text("roster-subject-late" if facts.is_late else "roster-subject", day=day, counts=counts)


def _way_to_mark(facts: RosterFacts, words: Translator, policy: Policy) -> tuple[tuple[Button, ...], ...]:
    """For whoever reads names and marks; in the chat of a team nothing can be opened."""
    marks = facts.names is not Names.NONE and may(policy, facts.role, Permission.MARK)
    return ((opens("attendance", words),),) if marks else ()


def _where_names_are(facts: RosterFacts, words: Translator, policy: Policy) -> str:
    if facts.names is Names.NONE:
        return ""
    return f"\n{words.html(_NAMES[facts.names], phone=policy.contact.phone)}\n"


def _total_of(groups: Iterable[RosterGroup], policy: Policy) -> dict[str, Tally]:
    """Of all classes, by service, in the policy's order."""
    totals: dict[str, Tally] = {}
    for group in groups:
        for key, tally in group.tallies.items():
            totals[key] = totals.get(key, Tally()) + tally
    return {service.key: totals[service.key] for service in policy.services if service.key in totals}


def _totals(groups: Iterable[RosterGroup], words: Translator, policy: Policy) -> Iterable[str]:
    for key, tally in _total_of(groups, policy).items():
        yield words.html("roster-service", service=_named(key, words, policy), count=tally.booked) + _rest(tally, words)


def _named(key: str, words: Translator, policy: Policy) -> str:
    return f"{policy.service(key).symbol} {service_label(key, policy).in_(words.locale)}"


def _rest(tally: Tally, words: Translator) -> str:
    """Who else there may be, and who of them may not: "(+2 en attente, 1 absence déclarée)"."""
    parts = (
        ("roster-pending", tally.pending),
        ("roster-declared-absent", tally.declared_absent),
        ("roster-absent", tally.absent),
    )
    said = [words.html(part, count=count) for part, count in parts if count]
    return f" ({', '.join(said)})" if said else ""


def _by_class(groups: Iterable[RosterGroup], words: Translator, policy: Policy) -> Iterable[str]:
    """A line a class, under its school."""
    for school, of_school in groupby(groups, key=lambda group: group.school):
        heading = f"\n{words.html('roster-school', school=school)}\n"
        for group in of_school:
            counts = ", ".join(
                words.html("roster-count", symbol=policy.service(key).symbol, count=tally.booked) + _rest(tally, words)
                for key, tally in group.tallies.items()
                if tally != Tally()
            )
            yield heading + words.html("roster-class", class_=_class_name(group.class_name, words)) + f" {counts}"
            heading = ""


def _by_service(groups: Iterable[RosterGroup], words: Translator, policy: Policy) -> Iterable[str]:
    """What the kitchen cooks for: a line a school, under each service."""
    groups = tuple(groups)
    for key, tally in _total_of(groups, policy).items():
        service = words.html("roster-service", service=_named(key, words, policy), count=tally.booked)
        heading = f"\n{service}{_rest(tally, words)}\n"
        for school, of_school in groupby(groups, key=lambda group: group.school):
            of_service = sum((group.tallies[key] for group in of_school if key in group.tallies), Tally())
            if of_service != Tally():
                line = words.html("roster-school-count", school=school, count=of_service.booked)
                yield heading + line + _rest(of_service, words)
                heading = ""


def _class_name(name: str | None, words: Translator) -> str:
    return words.text("roster-no-class") if name is None else name


def unmarked_message(facts: UnmarkedFacts, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """Whose attendance is not marked: how many, by class."""
    service = service_label(facts.service_key, policy).in_(words.locale)
    day = words.day(facts.day)
    count = sum(one.unmarked for one in facts.classes)
    html = fitted(
        words.html("unmarked-title", service=service, day=day),
        [_unmarked_class(one, words) for one in facts.classes],
        foot(stamp, words, policy),
        lambda left: words.html("unmarked-more", count=left),
    )
    subject = words.text("unmarked-subject", service=service, day=day, count=count)
    return Message(html, ((opens("attendance", words),),), subject)


def _unmarked_class(one: UnmarkedClass, words: Translator) -> str:
    return words.html(
        "unmarked-class",
        class_=_class_name(one.class_name, words),
        school=one.school,
        unmarked=one.unmarked,
        booked=one.booked,
    )
