"""Invoices, payments, accounts and records, from the files of the town's own software."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from core.db import audit
from core.db import tables as t
from core.db.audit import Reach
from core.imports.recognise import recognise
from core.model.importing import (
    Change,
    ImportKind,
    ImportOptions,
    ImportPlan,
    ImportRefusedError,
    Prepared,
    Problem,
    ProblemKind,
    Sheet,
    Step,
    Subject,
)
from core.organisation import Organisation, UnitOfWork
from core.usecases.importing_accounts import prepare_accounts
from core.usecases.importing_bills import prepare_invoices, prepare_payments
from core.usecases.importing_records import prepare_records
from tests.builders import Family, Town, build
from tests.clock import NOW

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

IBAN = "FR76 3000 6000 0112 3456 7890 189"
INVOICES = """number;family;label;issued_on;due_on;amount;line;child_last_name;child_first_name;birth_date;quantity;\
unit_price;line_amount
F1;Bruyère;Octobre;03/11/2026;2026-12-03;1 042,60 €;Cantine;Bruyère;Lou;01/05/2019;240;4,20;
F1;;;;;;Garderie;BRUYERE;lou;;1,5;;34,60
F2;bruyere;Avoir;2026-11-05;;-12,00;;;;;;;
"""
PAYMENTS = """reference;family;invoice;paid_on;amount;means
R1;Bruyère;F1;2026-11-20;1000.00;Prélèvement
R2;Bruyère;;20/11/2026;12,5;Ticket
"""
ACCOUNTS = f"""family;responsible_last_name;responsible_first_name;address;caf_number;tax_year;tax_income;tax_shares;\
iban;mandate;mandate_since
Bruyère;Bruyere;ANNE;12 rue des Lilas 74370 Epagny;1234567A;2025;24 000;2,5;{IBAN};RUM-77;01/09/2026
"""
RECORDS = """child_last_name;child_first_name;birth_date;field;value
Bruyère;Lou;2019-05-01;Allergies;Arachide
Bruyère;Lou;;doctor;Dr Sorbier
"""

FILES = {
    ImportKind.INVOICES: (INVOICES, prepare_invoices),
    ImportKind.PAYMENTS: (PAYMENTS, prepare_payments),
    ImportKind.ACCOUNTS: (ACCOUNTS, prepare_accounts),
    ImportKind.RECORDS: (RECORDS, prepare_records),
}
Prepare = Callable[..., Prepared]


def bruyere(town: Town) -> Family:
    return town.family("Bruyère").guardian("Anne").child("Lou")


def _run(uow: UnitOfWork, prepare: Prepare, sheet: Sheet) -> ImportPlan:
    prepared = prepare(uow, sheet, ImportOptions(), NOW)
    prepared.write()
    return prepared.plan


async def imported(organisation: Organisation, kind: ImportKind, text: str | None = None) -> ImportPlan:
    known, prepare = FILES[kind]
    sheet = recognise((text or known).encode())
    assert sheet.kind is kind
    return await organisation.write(_run, prepare, sheet)


async def problems_of(organisation: Organisation, kind: ImportKind, text: str) -> tuple[Problem, ...]:
    with pytest.raises(ImportRefusedError) as refused:
        await imported(organisation, kind, text)
    return refused.value.problems


async def rows(organisation: Organisation, table: str, *columns: str) -> list[tuple[object, ...]]:
    found = t.metadata.tables[table]
    query = select(*(found.c[column] for column in columns)).order_by(*found.primary_key.columns)
    return await organisation.read(lambda uow: [tuple(row) for row in uow.tx.execute(query)])


async def test_each_file_is_imported_once_whichever_way_amounts_and_days_are_written(
    organisation: Organisation,
) -> None:
    family = await build(organisation, bruyere)
    plans = {kind: await imported(organisation, kind) for kind in FILES}
    assert {kind: len(plan.changes) for kind, plan in plans.items()} == {
        ImportKind.INVOICES: 2,
        ImportKind.PAYMENTS: 2,
        ImportKind.ACCOUNTS: 2,
        ImportKind.RECORDS: 1,
    }
    assert all(not plan.unmatched for plan in plans.values())
    lou = family.children["Lou"]
    assert await rows(organisation, "invoices", "number", "family_id", "due_on", "amount") == [
        ("F1", family.id, date(2026, 12, 3), Decimal("1042.60")),
        ("F2", family.id, None, Decimal("-12.00")),
    ]
    assert await rows(organisation, "invoice_lines", "child_id", "label", "quantity", "unit_price", "amount") == [
        (lou, "Cantine", Decimal("240.00"), Decimal("4.20"), Decimal("1008.00")),
        (lou, "Garderie", Decimal("1.50"), Decimal("23.07"), Decimal("34.60")),
    ]
    assert await rows(organisation, "payments", "reference", "invoice_id", "amount", "means") == [
        ("R1", 1, Decimal("1000.00"), "debit"),
        ("R2", None, Decimal("12.50"), "Ticket"),
    ]
    account = await rows(organisation, "family_accounts", "responsible_id", "caf_number", "iban_end", "mandate")
    assert account == [(family.guardians["Anne"], "1234567A", "0189", "RUM-77")]
    assert await rows(organisation, "tax_notices", "year", "income", "shares") == [(2025, 24000, Decimal("2.50"))]
    assert await rows(organisation, "guardians", "address") == [("12 rue des Lilas\n74370 Epagny",)]
    assert await rows(organisation, "child_records", "field", "value") == [
        ("allergies", "Arachide"),
        ("doctor", "Dr Sorbier"),
    ]
    again = [await imported(organisation, kind) for kind in FILES]
    assert [plan.changes for plan in again] == [()] * len(FILES)
    assert [sum(plan.unchanged.values()) for plan in again] == [2, 2, 1, 1]
    events = await organisation.read(lambda uow: audit.read_events(uow.tx, Reach(None), 20, 0))
    assert sorted(event.action for event in events) == ["import", "import", "import", "records"]


@ON_SQLITE
async def test_what_a_file_says_otherwise_is_changed_and_what_it_leaves_out_stays(organisation: Organisation) -> None:
    await build(organisation, bruyere)
    for kind in FILES:
        await imported(organisation, kind)
    header = INVOICES.splitlines()[0]
    plan = await imported(
        organisation, ImportKind.INVOICES, f"{header}\nF1;Bruyère;Octobre;2026-11-03;2026-12-10;1042.60;;;;;;;\n"
    )
    assert plan.changes == (Change(Subject.INVOICE, Step.CHANGED, "F1", "due-on", "2026-12-03", "2026-12-10"),)
    assert len(await rows(organisation, "invoice_lines", "label")) == 2
    plan = await imported(
        organisation, ImportKind.INVOICES, f"{header}\nF1;Bruyère;Octobre;2026-11-03;2026-12-10;8,40;;;;;;;\n"
    )
    assert plan.changes == (Change(Subject.INVOICE, Step.CHANGED, "F1", "amount", "1042.60", "8.40"),)
    assert await rows(organisation, "invoice_lines", "label") == []
    assert await rows(organisation, "invoices", "amount") == [(Decimal("8.40"),), (Decimal("-12.00"),)]
    plan = await imported(organisation, ImportKind.PAYMENTS, PAYMENTS.replace("F1;", ";"))
    assert plan.changes == (Change(Subject.PAYMENT, Step.CHANGED, "R1", "invoice"),)
    plan = await imported(organisation, ImportKind.ACCOUNTS, "family;caf_number\nBruyère;7654321B\n")
    assert plan.changes == (Change(Subject.ACCOUNT, Step.CHANGED, "Bruyère", "caf"),)
    assert await rows(organisation, "family_accounts", "caf_number", "mandate") == [("7654321B", "RUM-77")]


@ON_SQLITE
@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (ImportKind.INVOICES, INVOICES.replace("34,60", "34,61"), [(2, ProblemKind.SUM, "amount")]),
        (ImportKind.INVOICES, INVOICES.replace("-12,00", "12€00"), [(4, ProblemKind.BAD_AMOUNT, "amount")]),
        (ImportKind.INVOICES, INVOICES.replace("F1;;;", "F1;;Mai;"), [(3, ProblemKind.TWO_VALUES, "label")]),
        (
            ImportKind.INVOICES,
            INVOICES.replace("F2", "F1"),
            [
                (4, ProblemKind.TWO_VALUES, "label"),
                (4, ProblemKind.TWO_VALUES, "issued_on"),
                (4, ProblemKind.TWO_VALUES, "amount"),
            ],
        ),
        (ImportKind.INVOICES, f"{INVOICES}F2;;;;;;;;;;;;\n", [(5, ProblemKind.DUPLICATE_LINE, "number")]),
        (ImportKind.INVOICES, INVOICES.replace("2026-11-05", "05-11-26"), [(4, ProblemKind.BAD_DATE, "issued_on")]),
        (ImportKind.INVOICES, INVOICES.replace(";1,5;;34,60", ";;;"), [(3, ProblemKind.MISSING_VALUE, "line_amount")]),
        (ImportKind.INVOICES, INVOICES.replace(";1,5;", ";0;"), [(3, ProblemKind.BAD_NUMBER, "quantity")]),
        (ImportKind.PAYMENTS, PAYMENTS.replace("R2", "R1"), [(3, ProblemKind.DUPLICATE_LINE, "reference")]),
        (ImportKind.PAYMENTS, PAYMENTS.replace("12,5;", ";"), [(3, ProblemKind.MISSING_VALUE, "amount")]),
        (ImportKind.ACCOUNTS, ACCOUNTS.replace("189;", "188;"), [(2, ProblemKind.BAD_IBAN, "iban")]),
        (ImportKind.ACCOUNTS, ACCOUNTS.replace("74370", ""), [(2, ProblemKind.BAD_ADDRESS, "address")]),
        (ImportKind.ACCOUNTS, ACCOUNTS.replace(";2025;", ";2052;"), [(2, ProblemKind.BAD_NUMBER, "tax_year")]),
        (ImportKind.ACCOUNTS, ACCOUNTS.replace(";24 000;", ";;"), [(2, ProblemKind.MISSING_VALUE, "tax_income")]),
        (ImportKind.RECORDS, RECORDS.replace("doctor", "pizza"), [(3, ProblemKind.UNKNOWN_FIELD, "field")]),
        (ImportKind.RECORDS, RECORDS.replace("Arachide", "halal"), [(2, ProblemKind.RELIGION, "value")]),
    ],
)
async def test_a_file_with_a_mistake_is_not_imported_even_in_part(
    organisation: Organisation, kind: ImportKind, text: str, expected: list[tuple[int, ProblemKind, str]]
) -> None:
    found = await problems_of(organisation, kind, text)
    assert [(one.line, one.kind, one.column) for one in found] == expected
    assert all(one.value == "" for one in found if one.column in {"iban", "value"})


@ON_SQLITE
async def test_what_is_of_nobody_known_is_left_out_and_said(organisation: Organisation) -> None:
    family = await build(organisation, bruyere)
    await build(organisation, lambda town: town.family("Sorbier").guardian("Jo").child("Tom"))
    missing = INVOICES.replace("lou;;", "Léo;;").replace("bruyere", "Genêt")
    plan = await imported(organisation, ImportKind.INVOICES, missing)
    assert [(one.line, one.kind, one.value) for one in plan.unmatched] == [
        (3, ProblemKind.UNKNOWN_CHILD, "BRUYERE Léo"),
        (4, ProblemKind.UNKNOWN_FAMILY, "Genêt"),
    ]
    assert await rows(organisation, "invoice_lines", "child_id") == [(family.children["Lou"],), (None,)]
    wrong_family = PAYMENTS.replace("Bruyère;F1", "Sorbier;F1").replace("Bruyère;;", "Bruyère;F9;")
    plan = await imported(organisation, ImportKind.PAYMENTS, wrong_family)
    assert [one.kind for one in plan.unmatched] == [ProblemKind.UNKNOWN_INVOICE] * 2
    plan = await imported(organisation, ImportKind.INVOICES, INVOICES.replace("Bruyère;Octobre", "Sorbier;Octobre"))
    assert [(one.line, one.kind, one.value) for one in plan.unmatched] == [(2, ProblemKind.OTHER_FAMILY, "F1")]
    assert await rows(organisation, "invoices", "number", "family_id") == [
        ("F1", family.id),
        ("F2", family.id),
    ]
    plan = await imported(organisation, ImportKind.ACCOUNTS, ACCOUNTS.replace("ANNE", "Jo"))
    assert [(one.line, one.kind, one.value) for one in plan.unmatched] == [
        (2, ProblemKind.UNKNOWN_GUARDIAN, "Bruyere Jo")
    ]
    plan = await imported(organisation, ImportKind.RECORDS, RECORDS.replace("Lou;;", "Zoé;;"))
    assert [(one.line, one.kind) for one in plan.unmatched] == [(3, ProblemKind.UNKNOWN_CHILD)]
    assert await rows(organisation, "payments", "id") == await rows(organisation, "family_accounts", "family_id") == []


@ON_SQLITE
async def test_what_was_billed_too_much_may_be_a_line_below_nothing(organisation: Organisation) -> None:
    await build(organisation, bruyere)
    await imported(
        organisation, ImportKind.INVOICES, INVOICES.replace(";1,5;;34,60", ";-1,5;3,33;").replace("42,60", "03")
    )
    assert (await rows(organisation, "invoice_lines", "quantity", "amount"))[1] == (Decimal("-1.50"), Decimal("-5.00"))


@ON_SQLITE
async def test_of_namesakes_the_child_of_the_family_is_meant_and_a_birth_date_tells(organisation: Organisation) -> None:
    def story(town: Town) -> Family:
        town.family("Bruyère (2)").guardian("Jo").child("Lou", last_name="Bruyère", born=date(2018, 1, 1))
        return bruyere(town)

    family = await build(organisation, story)
    assert not (await imported(organisation, ImportKind.INVOICES)).unmatched
    assert set(await rows(organisation, "invoice_lines", "child_id")) == {(family.children["Lou"],)}
    plan = await imported(organisation, ImportKind.RECORDS)
    assert [(one.line, one.kind) for one in plan.unmatched] == [(3, ProblemKind.AMBIGUOUS_CHILD)]


@ON_SQLITE
async def test_a_plan_alone_writes_nothing(organisation: Organisation) -> None:
    await build(organisation, bruyere)
    for text, prepare in FILES.values():
        prepared = await organisation.write(prepare, recognise(text.encode()), ImportOptions(), NOW)
        assert prepared.plan.changes
    for table in ("invoices", "payments", "family_accounts", "tax_notices", "child_records"):
        assert await rows(organisation, table, *t.metadata.tables[table].primary_key.columns.keys()) == []
