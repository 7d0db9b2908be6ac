"""Lists as files: to print, and to work on."""

from datetime import datetime

from core.model.policy import Policy
from core.model.rosters import NamedRoster
from locales import Translator
from notifications.transport import Attachment

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def roster_files(
    roster: NamedRoster, words: Translator, policy: Policy, drawn_at: datetime
) -> tuple[Attachment, Attachment]:
    """The list of a day, to print and to work on."""
    from notifications.documents.pdf import roster_pdf  # noqa: PLC0415 (a second, which a start has no time for)
    from notifications.documents.xlsx import roster_xlsx  # noqa: PLC0415

    name = words.text("sheet-file", day=roster.day.isoformat())
    return (
        Attachment(f"{name}.pdf", PDF, roster_pdf(roster, words, policy, drawn_at)),
        Attachment(f"{name}.xlsx", XLSX, roster_xlsx(roster, words, policy, drawn_at)),
    )
