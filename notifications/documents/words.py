"""What the lists say in words, on paper as in a workbook."""

from datetime import datetime

from core.model.policy import Policy
from core.model.rosters import RosterSheet
from locales import Translator


def class_name(sheet: RosterSheet, words: Translator) -> str:
    """The name of the class, or that there is none."""
    return words.text("roster-no-class") if sheet.class_name is None else sheet.class_name


def service_name(key: str, words: Translator, policy: Policy) -> str:
    """The name of a service that runs. Without its symbol: printing fonts have none."""
    return policy.service(key).label.in_(words.locale)


def drawn(drawn_at: datetime, words: Translator, policy: Policy) -> str:
    """When the list was drawn: what comes afterwards is not in it."""
    return words.text("sheet-drawn", at=words.instant(drawn_at, policy.calendar.tz))
