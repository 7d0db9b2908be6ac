"""What is to be drawn, in words."""

from collections.abc import Mapping

from core.model.reports import ReportChoices, ReportKind, Way
from core.rules.school_years import days_of
from dialogs.announcements.getters import span
from dialogs.reports.draft import Draft, classes_among, places_among, today_of
from dialogs.reports.questions import Period, Services, month_of
from dialogs.requests.getters import label
from dialogs.visit import Visit
from locales import Translator

SERVICES_NAMED = 3
"""How many services a row names."""

SYMBOLS: Mapping[ReportKind, str] = {ReportKind.BILLING: "💶", ReportKind.WEEK: "📊"}

WAYS: Mapping[Way, str] = {Way.CHAT: "💬", Way.EMAIL: "✉️"}


def title(kind: ReportKind, t: Translator) -> str:
    """The name of a report, with its number in the portal's list or a symbol; plain."""
    mark = SYMBOLS.get(kind) or f"{list(ReportKind).index(kind) + 1}."
    return f"{mark} {t.text('document-' + kind.replace('_', '-'))}"


def period_words(visit: Visit, period: Period) -> str:
    """``novembre 2026``, ``année scolaire 2026-2027``, ``du 23 au 27 novembre``; the year where it is another one."""
    t, (first, last) = visit.t, period
    if period == month_of(first):
        return t.month(first)
    if period == days_of(first.year):
        return t.text("draw-year", first=str(first.year), last=str(last.year))
    days = span(t, first, last)
    today = today_of(visit)
    return days if first.year == last.year == today.year else t.text("draw-dated", days=days, year=str(last.year))


def school_words(visit: Visit, choices: ReportChoices, draft: Draft) -> str:
    """The school, or that it is all of them."""
    names = {place.id: place.name for place in places_among(choices, draft)}
    if draft.school is None:
        return next(iter(names.values())) if len(names) == 1 else visit.t.text("draw-all-schools")
    return names.get(draft.school, "—")


def class_words(visit: Visit, choices: ReportChoices, draft: Draft) -> str:
    """The class, or that it is all of them."""
    classes = {class_id: name for _, class_id, name in classes_among(choices, draft.school)}
    if draft.class_ is None:
        return next(iter(classes.values())) if is_one_class(choices) else visit.t.text("draw-all-classes")
    return classes.get(draft.class_, "—")


def is_one_class(choices: ReportChoices) -> bool:
    """Whether there is no class to choose: the own one is all there is."""
    return len(classes_among(choices, None)) == 1 and not any(place.is_whole for place in choices.places)


def service_words(visit: Visit, draft: Draft) -> str:
    """The services, or how many they are, or that it is all of them."""
    names = [label(visit, key) for key in draft.services]
    if len(names) > SERVICES_NAMED:
        return visit.t.text("draw-some-services", count=len(names))
    return visit.t.listed(names) if names else visit.t.text("draw-all-services")


def rate_words(visit: Visit, draft: Draft) -> str:
    """The rate, or that it is all of them."""
    return rates_of(visit, draft).get(draft.rate or "", visit.t.text("draw-all-rates"))


def rates_of(visit: Visit, draft: Draft) -> dict[str, str]:
    """The rates of the one service a report is of, by key."""
    if draft.questions.services is not Services.ONE:
        return {}
    locale = visit.t.locale
    terms = (terms for terms in visit.policy.services if terms.key in draft.services)
    return {rate.key: rate.label.in_(locale) for one in terms for rate in one.rates}


def lines(visit: Visit, choices: ReportChoices, draft: Draft) -> list[str]:
    """What is asked for, one line each, HTML."""
    t = visit.t
    found = [t.html("draw-of-period", period=period_words(visit, draft.period))]
    found.append(t.html("draw-of-school", school=school_words(visit, choices, draft)))
    if draft.questions.by_class:
        found.append(t.html("draw-of-class", class_=class_words(visit, choices, draft)))
    if draft.questions.services is not Services.ALL:
        found.append(t.html("draw-of-services", services=service_words(visit, draft)))
    if rates_of(visit, draft):
        found.append(t.html("draw-of-rate", rate=rate_words(visit, draft)))
    return [*found, t.html("draw-as", format=draft.file_format.upper(), way=draft.way)]
