"""Lists and reports as files: to print, to work on, to hand to other programs, to look at."""

from datetime import datetime

from core.model.children import SheetFacts
from core.model.policy import Policy
from core.model.reports import FileFormat, Report
from core.model.rosters import NamedRoster
from locales import Translator
from notifications.transport import Attachment

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
PNG = "image/png"


def roster_files(
    roster: NamedRoster, words: Translator, policy: Policy, drawn_at: datetime
) -> tuple[Attachment, Attachment]:
    """The list of a day, to print and to work on."""
    from notifications.documents.document import of_roster  # noqa: PLC0415 (a second, which a start has no time for)
    from notifications.documents.pdf import drawn_pdf  # noqa: PLC0415
    from notifications.documents.xlsx import drawn_xlsx  # noqa: PLC0415

    document = of_roster(roster, words, policy, drawn_at)
    return (
        Attachment(f"{document.name}.pdf", PDF, drawn_pdf(document)),
        Attachment(f"{document.name}.xlsx", XLSX, drawn_xlsx(document)),
    )


def child_file(facts: SheetFacts, words: Translator, policy: Policy) -> Attachment:
    """A child's sheet, to print."""
    from notifications.documents.child_sheet import drawn_sheet  # noqa: PLC0415

    name, pdf = drawn_sheet(facts, words, policy)
    return Attachment(f"{name}.pdf", PDF, pdf)


def report_file(report: Report, words: Translator, policy: Policy) -> Attachment:
    """A report in the format it was ordered in. A week is always a picture, and nothing else is."""
    from notifications.documents.document import of_report  # noqa: PLC0415

    document = of_report(report, words, policy)
    if report.glance is not None:
        from notifications.documents.picture import drawn_png  # noqa: PLC0415
        from notifications.documents.words import glance_in_words  # noqa: PLC0415

        says = glance_in_words(report.glance, words, policy)
        return Attachment(f"{document.name}.png", PNG, drawn_png(report.glance, document), says)
    if report.order.file_format is FileFormat.XLSX:
        from notifications.documents.xlsx import drawn_xlsx  # noqa: PLC0415

        return Attachment(f"{document.name}.xlsx", XLSX, drawn_xlsx(document))
    if report.order.file_format is FileFormat.CSV:
        from notifications.documents.csv_table import drawn_csv  # noqa: PLC0415

        return Attachment(f"{document.name}.csv", CSV, drawn_csv(document))
    from notifications.documents.pdf import drawn_pdf  # noqa: PLC0415

    return Attachment(f"{document.name}.pdf", PDF, drawn_pdf(document))
