"""The kinds of message: how the facts of each are read, and how they are written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.model.notices import Notice
from core.model.policy import Policy
from core.organisation import UnitOfWork
from core.usecases.announced import read_announcements, read_progress
from core.usecases.changed import read_changes
from core.usecases.child_sheets import read_child_documents
from core.usecases.delivering import Leased
from core.usecases.digests import read_late_absences, read_validation_digest
from core.usecases.family_answers import read_family_answers
from core.usecases.own_data import read_own_data
from core.usecases.reminding import read_reminders
from core.usecases.reporting import read_reports
from core.usecases.results import read_link_alerts, read_results
from core.usecases.rosters import read_rosters
from core.usecases.statements import read_invoices
from core.usecases.unmarked import read_unmarked
from core.usecases.yearly import read_yearly_mails
from locales import Translator
from notifications.messages.alerts import link_alert_message
from notifications.messages.announcements import announcement_message, progress_message
from notifications.messages.changes import changed_message
from notifications.messages.children import child_sheet_message
from notifications.messages.digests import late_absence_message, validation_digest_message
from notifications.messages.family import family_answer_message
from notifications.messages.frame import Stamp
from notifications.messages.invoices import invoice_message
from notifications.messages.own_data import own_data_message
from notifications.messages.reminders import reminder_message
from notifications.messages.reports import report_message
from notifications.messages.results import result_message
from notifications.messages.rosters import roster_message, unmarked_message
from notifications.messages.yearly import yearly_message
from notifications.transport import Message


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message.

    ``read``: the facts of deliveries of this kind, by their ids; one that is missing has nothing to tell any more.
    ``write``: pure. Both run on a thread where it ``is_slow``, since it draws documents.
    ``last_ambiguous_try``: the try after which a message that may have arrived is not sent again, as no key tells
    Telegram that it is the same. Each carries a reference by which a person knows a repeat; of what people would
    rather miss than read twice, few tries.
    """

    read: Callable[[UnitOfWork, Sequence[Leased], datetime], Mapping[int, Any]]
    write: Callable[[Any, Stamp, Translator, Policy], Message]
    last_ambiguous_try: int = 10
    is_slow: bool = False


KINDS: dict[str, Kind] = {
    Notice.RESULT: Kind(read_results, result_message),
    Notice.LINK_ALERT: Kind(read_link_alerts, link_alert_message),
    Notice.REMINDER: Kind(read_reminders, reminder_message, last_ambiguous_try=2),
    Notice.VALIDATION_DIGEST: Kind(read_validation_digest, validation_digest_message, last_ambiguous_try=2),
    Notice.ROSTER: Kind(read_rosters, roster_message, last_ambiguous_try=3, is_slow=True),
    Notice.UNMARKED: Kind(read_unmarked, unmarked_message, last_ambiguous_try=2),
    Notice.LATE_ABSENCE: Kind(read_late_absences, late_absence_message),
    Notice.ANNOUNCEMENT: Kind(read_announcements, announcement_message),
    Notice.PROGRESS: Kind(read_progress, progress_message),
    Notice.PLANNING_CHANGED: Kind(read_changes, changed_message),
    Notice.FAMILY_ANSWER: Kind(read_family_answers, family_answer_message),
    Notice.REPORT: Kind(read_reports, report_message, last_ambiguous_try=3, is_slow=True),
    Notice.CHILD_SHEET: Kind(read_child_documents, child_sheet_message, last_ambiguous_try=3, is_slow=True),
    Notice.CHILD_RECORDS: Kind(read_child_documents, child_sheet_message, last_ambiguous_try=3, is_slow=True),
    Notice.INVOICE: Kind(read_invoices, invoice_message, last_ambiguous_try=3, is_slow=True),
    Notice.OWN_DATA: Kind(read_own_data, own_data_message, last_ambiguous_try=3, is_slow=True),
    Notice.YEARLY_REQUEST: Kind(read_yearly_mails, yearly_message),
}
