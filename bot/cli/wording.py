"""What a policy says, in words: days, hours, deadlines."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from core.model.planning import Service
from core.model.policy import Cutoff, DaysBeforeCutoff, OpeningHours, Policy, ServicePolicy, WeeklyCutoff
from core.model.terms import MIDNIGHT
from core.rules.calendar import school_calendar
from core.rules.cutoffs import next_deadline
from locales.translator import Translator


class Wording:
    """Says in one language what a policy holds."""

    def __init__(self, t: Translator) -> None:
        self.t = t

    def weekdays(self, weekdays: Iterable[int]) -> str:
        """``lundi, mardi et jeudi``."""
        return self.t.listed(self.t.weekday(weekday) for weekday in sorted(weekdays))

    def clock(self, moment: time | timedelta) -> str:
        """``8 h 30``; midnight at the end of a day as people say it, ``23 h 59``."""
        if isinstance(moment, timedelta):
            return self.t.clock(time(23, 59) if moment == MIDNIGHT else (datetime.min + moment).time())  # noqa: DTZ901
        return self.t.clock(moment)

    def hours(self, hours: Iterable[OpeningHours]) -> str:
        """``lundi et vendredi, 8 h 30 – 12 h ; mercredi, 9 h – 17 h``."""
        return self.t.text("init-semicolon").join(
            self.t.text(
                "init-span",
                weekdays=self.weekdays(span.weekdays),
                opens=self.clock(span.opens),
                closes=self.clock(span.closes),
            )
            for span in hours
        )

    def service(self, service: ServicePolicy) -> str:
        """``Cantine (lundi et mardi, 11 h 30 – 13 h 30)``."""
        span = self.t.text(
            "init-span",
            weekdays=self.weekdays(service.weekdays),
            opens=self.clock(service.starts),
            closes=self.clock(service.ends),
        )
        return self.t.text("init-service", service=service.label.in_(self.t.locale), span=span)

    def cutoff(self, cutoff: Cutoff) -> str:
        """``jeudi à 23 h 59, pour la semaine suivante``, ``la veille à 10 h``."""
        if isinstance(cutoff, WeeklyCutoff):
            weekday, weeks = self.t.weekday(cutoff.weekday), cutoff.weeks_before
            return self.t.text("init-weekly", weekday=weekday, time=self.clock(cutoff.time), weeks=weeks)
        if isinstance(cutoff, DaysBeforeCutoff):
            return self.t.text(f"init-days-{cutoff.unit}", days=cutoff.days, time=self.clock(cutoff.time))
        return self.t.text("init-table")

    def moment(self, weekday: int, at: timedelta) -> str:
        """``vendredi à 9 h``."""
        return self.t.text("date-at", day=self.t.weekday(weekday), time=self.clock(at))

    def example(self, policy: Policy, cutoff: Cutoff, now: datetime) -> str:
        """The next deadline with its real dates: ``pour lundi 7 décembre : jusqu’au jeudi 3 décembre à 23 h 59``."""
        tz = policy.calendar.tz
        service = Service(0, 0, policy.services[0], None)
        deadline = next_deadline(cutoff, now, school_calendar(policy.calendar), service, tz)
        if deadline is None:
            return self.t.text("init-no-example")
        day, at = self.t.day(deadline.first_day), self.t.deadline(deadline.at, tz)
        if deadline.first_day == deadline.last_day:
            return self.t.text("init-example", day=day, at=at)
        return self.t.text("init-example-days", first=day, last=self.t.day(deadline.last_day), at=at)
