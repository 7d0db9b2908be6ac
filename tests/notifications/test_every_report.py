"""Every report there is, read from a town and drawn in every format it may be ordered in."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from pypdf import PdfReader

from core.model.people import StaffActor
from core.model.planning import Mark
from core.model.reports import FileFormat, Report, ReportKind, ReportOrder, Way
from core.organisation import Organisation, UnitOfWork
from core.usecases.reports import draw
from locales import translator
from notifications.documents import report_file
from tests.builders import Town, build
from tests.clock import NOW, THIS_MONDAY

WEEK = THIS_MONDAY, THIS_MONDAY + timedelta(days=4)
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)
CANTEEN = frozenset({"cantine"})


def a_class(town: Town) -> StaffActor:
    """Lou ate on Monday, Élie was ill, and Noé is in no class."""
    family = town.family("Bruyère").guardian("Anne").child("Lou").child("Élie").child("Noé", None)
    cells = [family.cell(child, "cantine", THIS_MONDAY) for child in ("Lou", "Élie", "Noé")]
    manager = town.manager()
    town.booked(*cells)
    town.marked(Mark.PRESENT, cells[0], by=manager)
    town.marked(Mark.ABSENT_EXCUSED, cells[1], by=manager)
    return manager


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_every_report_is_drawn_in_every_format(organisation: Organisation) -> None:
    manager = await build(organisation, a_class)

    def drawn(uow: UnitOfWork, order: ReportOrder) -> Report:
        sheets, glance = draw(uow, manager.scopes, order, NOW)
        return Report(order, sheets, glance, "Claire Morel", NOW)

    for kind in ReportKind:
        days = NOVEMBER if kind is ReportKind.BILLING else WEEK
        services = CANTEEN if kind is ReportKind.PRESENCES_DETAILED else frozenset[str]()
        formats = [FileFormat.PNG] if kind is ReportKind.WEEK else [FileFormat.PDF, FileFormat.XLSX, FileFormat.CSV]
        for file_format in formats:
            order = ReportOrder(kind, *days, file_format, Way.EMAIL, service_keys=services)
            report = await organisation.read(drawn, order)
            file = report_file(report, translator("fr"), organisation.policy)
            rows = sum(len(sheet.rows) for sheet in report.sheets)
            if file_format is FileFormat.CSV:
                assert len(file.content.decode().split("\r\n")) >= rows + 2, kind
            elif file_format is FileFormat.XLSX:
                assert load_workbook(BytesIO(file.content)).worksheets[0].max_row >= 2, kind
            elif file_format is FileFormat.PDF:
                assert len(PdfReader(BytesIO(file.content)).pages) >= len(report.sheets), kind
            else:
                assert "Cantine : lun 23" in file.says.replace("\u00a0", " ")
