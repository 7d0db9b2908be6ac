"""The report that is about to be drawn, as the dialog keeps it."""

from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Self

from aiogram_dialog import DialogManager

from core.model.reports import FileFormat, ReportChoices, ReportKind, ReportOrder, ReportPlace, Way
from core.usecases.reporting import report_choices
from dialogs.reports.questions import QUESTIONS, Period, Questions, Services, first_period
from dialogs.visit import Visit, visit_of


@dataclass(slots=True)
class Draft:
    """A report in the making; every field as JSON has it, days as ISO writes them. ``services``: empty for all."""

    kind: str
    first: str
    last: str
    file_format: str
    way: str
    school: int | None = None
    class_: int | None = None
    services: list[str] = field(default_factory=list)
    rate: str | None = None

    @classmethod
    def begun(cls, visit: Visit, kind: ReportKind, way: Way, period: Period | None = None) -> Self:
        """With what is most often wanted, so that nothing need be asked."""
        questions = QUESTIONS[kind]
        first, last = period or first_period(kind, today_of(visit))
        one = [visit.policy.services[0].key] if questions.services is Services.ONE else []
        return cls(kind, first.isoformat(), last.isoformat(), questions.formats[0], way, services=one)

    @classmethod
    def of(cls, manager: DialogManager) -> Self:
        """As the dialog keeps it."""
        kept = manager.dialog_data["order"]
        return cls(**{part.name: kept[part.name] for part in fields(cls) if part.name in kept})

    def keep(self, manager: DialogManager) -> None:
        """Let the dialog keep it."""
        manager.dialog_data["order"] = asdict(self)

    @property
    def what(self) -> ReportKind:
        """The kind."""
        return ReportKind(self.kind)

    @property
    def questions(self) -> Questions:
        """What is asked of it."""
        return QUESTIONS[self.what]

    @property
    def period(self) -> Period:
        """The first and the last day."""
        return date.fromisoformat(self.first), date.fromisoformat(self.last)

    @period.setter
    def period(self, period: Period) -> None:
        self.first, self.last = (day.isoformat() for day in period)

    def order(self) -> ReportOrder:
        """As the use cases take it."""
        first_day, last_day = self.period
        return ReportOrder(
            kind=self.what,
            first_day=first_day,
            last_day=last_day,
            file_format=FileFormat(self.file_format),
            way=Way(self.way),
            school_id=self.school,
            class_id=self.class_,
            service_keys=frozenset(self.services),
            rate_key=self.rate,
        )


def today_of(visit: Visit) -> date:
    """The day it is."""
    return visit.now.astimezone(visit.tz).date()


async def read_choices(manager: DialogManager) -> ReportChoices:
    """What the member of staff may choose among."""
    visit = visit_of(manager)
    return await visit.read(report_choices, visit.staff, visit.now)


def places_among(choices: ReportChoices, draft: Draft) -> tuple[ReportPlace, ...]:
    """The schools: of a report that is not by class, those looked after whole."""
    return tuple(place for place in choices.places if place.is_whole or draft.questions.by_class)


def classes_among(choices: ReportChoices, school_id: int | None) -> list[tuple[ReportPlace, int, str]]:
    """The classes of a school, or of all of them: the school, the id, the name."""
    places = [place for place in choices.places if school_id in (None, place.id)]
    return [(place, class_id, name) for place in places for class_id, name in place.classes]
