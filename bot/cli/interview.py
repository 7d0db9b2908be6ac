"""The questions of ``cantine init``: what a town clerk knows of the service, with a preset's answers as proposals."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from types import EllipsisType
from typing import cast

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from bot.cli.asking import Asker, fold
from bot.cli.speech import language, say
from bot.cli.understanding import deadline_of, hours_of, time_of, validation_of, weekdays_of
from bot.cli.wording import Wording
from core.model.policy import Contact, Cutoff, Cutoffs, DaysBeforeCutoff, OpeningHours, Policy, ServicePolicy
from core.model.terms import Label, Term
from core.policy import PRESETS, preset
from core.rules.addresses import is_email
from core.rules.phones import phone_of
from core.rules.school_years import days_of, school_year
from core.rules.school_zones import department_of, place_of
from locales import translator

_SITE = re.compile(r"https?://\S+\.\S+")
_LONGEST = 200
"""Characters of a name or an address."""


class Interview:
    """Asks until the clerk agrees with what was understood."""

    def __init__(self, asker: Asker, now: datetime) -> None:
        self._asker = asker
        self._ask = asker.ask
        self._words = Wording(translator(language()))
        self._now = now
        self._offered: tuple[ServicePolicy, ...] = ()

    def preset(self) -> str:
        """The name of the preset that is nearest."""
        self._asker.tell("init-welcome")
        self._asker.tell("init-presets")
        for number, name in enumerate(PRESETS, 1):
            self._asker.tell("init-preset", number=str(number), **self._told(preset(name)))
        numbers = {str(number): name for number, name in enumerate(PRESETS, 1)}
        shown = {name: number for number, name in numbers.items()}
        return self._ask("init-which", numbers.get, "init-wrong-which", PRESETS[0], lambda name: shown[name])

    def _told(self, policy: Policy) -> dict[str, str]:
        labels = self._words.t.listed(service.label.in_(language()) for service in policy.services)
        return {
            "name": policy.name,
            "cutoff": self._words.cutoff(policy.cutoffs.book),
            "validation": self._moment(policy),
            "services": labels,
        }

    def _moment(self, policy: Policy) -> str:
        return self._words.moment(policy.validation.weekday, policy.validation.time)

    def policy(self, name: str) -> Policy:
        """A policy the clerk agrees with. Its proposals are a preset's first, and then their own answers."""
        started = preset(name)
        self._offered = started.services
        policy, is_theirs = self._named(started)
        while True:
            policy = self._round(policy, is_theirs=is_theirs)
            self._show(policy)
            if self._asker.agrees("init-agree", proposal=True):
                return policy
            policy, is_theirs = self._named(policy)[0], True

    def _named(self, policy: Policy) -> tuple[Policy, bool]:
        """The policy under its name, and whether what it says of the town is the town's own."""
        name = self._ask("init-name", _text, "init-wrong-text", policy.name)
        if name == policy.name:
            return policy, True
        return policy.model_copy(update={"name": name}), False

    def _round(self, policy: Policy, *, is_theirs: bool) -> Policy:
        contact = self._contact(policy, is_theirs=is_theirs)
        hours = self._hours(policy.opening_hours if is_theirs else ())
        policy = policy.model_copy(update={"contact": contact, "opening_hours": hours})
        if not is_theirs:
            policy = policy.model_copy(update={"debit_notice": None})
        return self._deadlines(self._services(self._calendar(policy, is_theirs=is_theirs)))

    # --- the town

    def _contact(self, policy: Policy, *, is_theirs: bool) -> Contact:
        known = policy.contact if is_theirs else None
        service = self._ask("init-service-name", _text, "init-wrong-text", known.service if known else policy.name)
        address = self._ask("init-address", _text, "init-wrong-text", known.address if known else ...)
        phone = self._ask("init-phone", phone_of, "init-wrong-phone", known.phone if known else ...)
        email = self._ask("init-email", _email, "init-wrong-email", known.email if known else ...)
        portal = self._ask("init-portal", _site, "init-wrong-portal", (known.portal if known else None) or "")
        return Contact(service=service, address=address, phone=phone, email=email, portal=portal or None)

    def _hours(self, known: tuple[OpeningHours, ...]) -> tuple[OpeningHours, ...]:
        hours = self._ask("init-hours", _hours_or_none, "init-wrong-hours", known, self._words.hours)
        if hours:
            self._asker.tell("init-understood", what=self._words.hours(hours))
        return hours

    def _calendar(self, policy: Policy, *, is_theirs: bool) -> Policy:
        known = department_of(policy.contact.address)
        department = self._ask("init-department", _department, "init-wrong-department", known or ...)
        place = place_of(department)
        assert place is not None  # it was asked for until it was one
        calendar = policy.calendar
        known_until = days_of(school_year(self._today(policy)))[1] if place.zone == "own" else None
        self._asker.tell("init-zone-own" if place.zone == "own" else "init-zone", zone=place.zone)
        weekdays = self._ask(
            "init-school-days", weekdays_of, "init-wrong-days", calendar.school_weekdays, self._words.weekdays
        )
        update = {
            "zone": place.zone,
            "subdivision": place.subdivision,
            "timezone": place.timezone,
            "known_until": known_until,
            "school_weekdays": weekdays,
        }
        return policy.model_copy(update={"calendar": calendar.model_copy(update=update)})

    def _today(self, policy: Policy) -> date:
        return self._now.astimezone(policy.calendar.tz).date()

    # --- what is offered, and until when it is asked for

    def _services(self, policy: Policy) -> Policy:
        self._asker.tell("init-services")
        while True:
            kept = tuple(self._kept({service.key: service for service in policy.services}))
            if kept:
                return policy.model_copy(update={"services": kept})
            self._asker.tell("init-wrong-services")

    def _kept(self, known: Mapping[str, ServicePolicy]) -> Iterator[ServicePolicy]:
        """Each service the preset offers, as it was answered before."""
        for offered in self._offered:
            service = known.get(offered.key, offered)
            is_kept = offered.key in known
            if self._asker.agrees("init-keep", proposal=is_kept, service=self._words.service(service)):
                yield self._corrected(service)

    def _corrected(self, service: ServicePolicy) -> ServicePolicy:
        called = service.label.in_(language())
        name = self._ask("init-called", _text, "init-wrong-text", called)
        weekdays = self._ask("init-days", weekdays_of, "init-wrong-days", service.weekdays, self._words.weekdays)
        starts = self._ask("init-starts", time_of, "init-wrong-time", service.starts, self._words.clock)
        ends = self._ask(
            "init-ends",
            lambda answer: at if (at := time_of(answer)) and at > starts else None,
            "init-wrong-ends",
            service.ends if service.ends > starts else ...,
            self._words.clock,
        )
        label = service.label if name == called else Label(fr=name, en=name)
        return service.model_copy(update={"label": label, "weekdays": weekdays, "starts": starts, "ends": ends})

    def _deadlines(self, policy: Policy) -> Policy:
        known = policy.cutoffs
        self._asker.tell("init-deadlines")
        book = cancel = self._deadline("init-book", known.book, policy.services)
        if self._asker.agrees("init-cancels-later", proposal=known.cancel != known.book):
            later = known.cancel if known.cancel != known.book else ...
            cancel = self._deadline("init-cancel", later, policy.services)
        validation = self._ask(
            "init-validation",
            validation_of,
            "init-wrong-moment",
            policy.validation,
            lambda moment: self._words.moment(moment.weekday, moment.time),
        )
        return policy.model_copy(update={"cutoffs": Cutoffs(book=book, cancel=cancel), "validation": validation})

    def _deadline(self, message: str, known: Cutoff | EllipsisType, services: Iterable[ServicePolicy]) -> Cutoff:
        """A deadline before which every service still lies."""
        first = min(services, key=lambda service: service.starts)
        begins = timedelta(hours=first.starts.hour, minutes=first.starts.minute)
        while True:
            cutoff = self._any_deadline(message, known)
            if not isinstance(cutoff, DaysBeforeCutoff) or cutoff.days or cutoff.time <= begins:
                return cutoff
            called = first.label.in_(language())
            self._asker.tell("init-wrong-same-day", service=called, starts=self._words.clock(first.starts))

    def _any_deadline(self, message: str, known: Cutoff | EllipsisType) -> Cutoff:
        # The type checker takes the kinds of a deadline together as a term.
        shown = cast("Callable[[Term], str]", self._words.cutoff)
        return cast("Cutoff", self._ask(message, deadline_of, "init-wrong-deadline", known, shown))

    # --- what was understood

    def _show(self, policy: Policy) -> None:
        table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
        lines = [(say(f"init-line-{what}"), said) for what, said in self._lines(policy)]
        room = self._asker.console.width - max(cell_len(head) for head, _ in lines) - 4
        for head, said in lines:
            table.add_row(Text(head, "bold"), fold(Text(said, overflow="fold"), room))
        self._asker.console.print()
        self._asker.console.print(table)

    def _lines(self, policy: Policy) -> Iterator[tuple[str, str]]:
        contact, words = policy.contact, self._words
        yield "name", policy.name
        yield "contact", "\n".join(filter(None, (contact.service, contact.address, contact.phone, contact.email)))
        yield "hours", words.hours(policy.opening_hours) or say("init-no-hours")
        yield "calendar", words.weekdays(policy.calendar.school_weekdays)
        yield "services", "\n".join(map(words.service, policy.services))
        for what, cutoff in (("book", policy.cutoffs.book), ("cancel", policy.cutoffs.cancel)):
            yield what, f"{words.cutoff(cutoff)}\n{words.example(policy, cutoff, self._now)}"
        yield "validation", self._moment(policy)


def _text(answer: str) -> str | None:
    return answer if 0 < len(answer) <= _LONGEST else None


def _email(answer: str) -> str | None:
    return answer if is_email(answer) else None


def _site(answer: str) -> str | None:
    if _is_none(answer):
        return ""
    return answer if _SITE.fullmatch(answer) else None


def _hours_or_none(answer: str) -> tuple[OpeningHours, ...] | None:
    return () if _is_none(answer) else hours_of(answer)


def _is_none(answer: str) -> bool:
    return answer.casefold() in {"aucun", "aucune", "none", "-"}


def _department(answer: str) -> str | None:
    return answer if place_of(answer) else None
