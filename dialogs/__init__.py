"""What a person sees and presses: one folder a journey, each of windows, getters and handlers."""

from aiogram import Router
from aiogram.fsm.storage.memory import DisabledEventIsolation
from aiogram_dialog import setup_dialogs

from dialogs.absence.windows import absence_dialog
from dialogs.account.windows import account_dialog
from dialogs.announcements.windows import announcements_dialog
from dialogs.answering import AnsweringMessageManager
from dialogs.attendance.windows import attendance_dialog
from dialogs.audit.windows import audit_dialog
from dialogs.billing.windows import billing_dialog
from dialogs.booking.windows import booking_dialog
from dialogs.bulk.windows import bulk_dialog
from dialogs.children.windows import children_dialog
from dialogs.contact.windows import contact_dialog
from dialogs.devices.windows import devices_dialog
from dialogs.enrolment.windows import enrolment_dialog
from dialogs.entry.errors import error_router
from dialogs.entry.handlers import entry_router, fallback_router
from dialogs.entry.reminders import reminder_router
from dialogs.family_inbox.windows import family_inbox_dialog
from dialogs.family_requests.windows import family_requests_dialog
from dialogs.groups.windows import groups_dialog
from dialogs.home.windows import home_dialog
from dialogs.inbox.windows import inbox_dialog
from dialogs.intents import use_own_intents
from dialogs.planning.windows import planning_dialog
from dialogs.privacy.windows import privacy_dialog
from dialogs.promotion.windows import promotion_dialog
from dialogs.reports.windows import reports_dialog
from dialogs.requests.windows import requests_dialog
from dialogs.settings.windows import settings_dialog
from dialogs.statement.windows import statement_dialog
from dialogs.team.windows import team_dialog
from dialogs.tools.windows import tools_dialog
from dialogs.yearly.windows import yearly_dialog


def include_dialogs(router: Router) -> None:
    """Put every journey into a dispatcher. Updates of one chat must reach it one after the other."""
    router.include_routers(
        entry_router(),
        reminder_router(),
        home_dialog(),
        planning_dialog(),
        booking_dialog(),
        absence_dialog(),
        requests_dialog(),
        inbox_dialog(),
        family_requests_dialog(),
        family_inbox_dialog(),
        announcements_dialog(),
        attendance_dialog(),
        tools_dialog(),
        enrolment_dialog(),
        bulk_dialog(),
        promotion_dialog(),
        groups_dialog(),
        reports_dialog(),
        billing_dialog(),
        team_dialog(),
        audit_dialog(),
        account_dialog(),
        children_dialog(),
        contact_dialog(),
        statement_dialog(),
        yearly_dialog(),
        settings_dialog(),
        privacy_dialog(),
        devices_dialog(),
        fallback_router(),
        error_router(),
    )
    use_own_intents()
    setup_dialogs(router, message_manager=AnsweringMessageManager(), events_isolation=DisabledEventIsolation())
