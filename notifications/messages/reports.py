"""A report, as it comes: what it is, of when and of what, and the file."""

from core.model.policy import Policy
from core.model.reports import Report
from locales import Translator
from notifications.documents import report_file
from notifications.documents.words import drawn, period, place, rate_asked, report_name, services_asked, title
from notifications.messages.fitting import foot
from notifications.messages.frame import Stamp
from notifications.transport import Message


def report_message(report: Report, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """What was drawn, for whoever had it drawn: nothing that the file says of anybody is in the text."""
    order = report.order
    when = period(order.first_day, order.last_day, words)
    lines = [
        words.html("sent-report-title", name=report_name(order.kind, words)),
        words.html("sent-report-period", period=when[:1].upper() + when[1:]),
        *_filters(report, words, policy),
        *_rows(report, words),
        "",
        words.html("sent-report-drawn", drawn=drawn(report.drawn_at, words, policy, report.drawn_by)),
        foot(stamp, words, policy),
    ]
    subject = title(order, words, policy)
    return Message("\n".join(lines), subject=subject, attachments=(report_file(report, words, policy),))


def _rows(report: Report, words: Translator) -> list[str]:
    if report.glance is not None:
        return []
    return [words.html("sent-report-rows", count=sum(len(sheet.rows) for sheet in report.sheets))]


def _filters(report: Report, words: Translator, policy: Policy) -> list[str]:
    where, services = _where(report, words), services_asked(report.order, words, policy)
    lines = [words.html("sent-report-place", place=where)] if where else []
    rate = rate_asked(report.order, words, policy)
    if services and rate:
        return [*lines, words.html("sent-report-rate", services=services, rate=rate)]
    return [*lines, words.html("sent-report-services", services=services)] if services else lines


def _where(report: Report, words: Translator) -> str:
    """A class, a school, or how many there are."""
    if report.glance is not None:
        return report.glance.school or ""
    schools = list(dict.fromkeys(sheet.school for sheet in report.sheets))
    if len(report.sheets) == 1:
        return place(report.sheets[0], words)
    if len(schools) > 1:
        return words.text("sent-report-schools", count=len(schools))
    classes = len({sheet.class_name for sheet in report.sheets if sheet.is_class})
    if schools and classes > 1:
        return words.text("sent-report-classes", school=schools[0], count=classes)
    return schools[0] if schools else ""
