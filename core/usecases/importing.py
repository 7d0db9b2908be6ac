"""``cantine import``: a file is recognised, held against what is known, and written only where the person said so."""

from collections.abc import Callable, Mapping
from datetime import datetime

from core.db import directory
from core.imports.recognise import recognise
from core.model.importing import Imported, ImportKind, ImportOptions, ImportRefusedError, Prepared, Sheet
from core.organisation import UnitOfWork
from core.usecases.importing_accounts import prepare_accounts
from core.usecases.importing_bills import prepare_invoices, prepare_payments
from core.usecases.importing_guardians import prepare_guardians
from core.usecases.importing_pupils import prepare_pupils
from core.usecases.importing_records import prepare_records
from core.usecases.importing_town import prepare_town

_NOTHING_SAID = ImportOptions()

_PREPARE: Mapping[ImportKind, Callable[[UnitOfWork, Sheet, ImportOptions, datetime], Prepared]] = {
    ImportKind.TOWN: prepare_town,
    ImportKind.ONDE_PUPILS: prepare_pupils,
    ImportKind.ONDE_GUARDIANS: prepare_guardians,
    ImportKind.INVOICES: prepare_invoices,
    ImportKind.PAYMENTS: prepare_payments,
    ImportKind.ACCOUNTS: prepare_accounts,
    ImportKind.RECORDS: prepare_records,
}


def preview_import(uow: UnitOfWork, content: bytes, now: datetime, options: ImportOptions = _NOTHING_SAID) -> Imported:
    """What a file would change. Raises ``ImportRefusedError`` with every problem of the file."""
    sheet = recognise(content)
    return Imported(sheet, _PREPARE[sheet.kind](uow, sheet, options, now).plan, is_applied=False)


def import_file(uow: UnitOfWork, content: bytes, now: datetime, options: ImportOptions = _NOTHING_SAID) -> Imported:
    """Import a whole file, or nothing of it; a file imported a second time changes nothing.

    Raises ``ImportRefusedError`` with every problem of the file, and with what the plan says stands in its way.
    """
    directory.take_turns(uow.tx)
    sheet = recognise(content)
    prepared = _PREPARE[sheet.kind](uow, sheet, options, now)
    if prepared.plan.obstacles:
        raise ImportRefusedError(prepared.plan.obstacles)
    prepared.write()
    return Imported(sheet, prepared.plan, is_applied=True)
