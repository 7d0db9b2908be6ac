"""The examples of ``docs/imports.md``: each is a whole file, and is imported as it stands."""

import re
from pathlib import Path

import pytest

from core.imports.cells import compact
from core.imports.layouts import LAYOUTS
from core.imports.records import FIELDS
from core.model.importing import ImportKind
from core.organisation import Organisation
from core.usecases.importing import import_file
from tests.clock import NOW

PAGE = (Path(__file__).parents[3] / "docs" / "imports.md").read_text(encoding="utf-8")
OWN = (ImportKind.TOWN, ImportKind.INVOICES, ImportKind.PAYMENTS, ImportKind.ACCOUNTS, ImportKind.RECORDS)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_each_example_is_imported_whole(organisation: Organisation) -> None:
    examples = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    kinds = []
    for example in examples:
        imported = await organisation.write(import_file, example.encode(), NOW)
        assert imported.plan.changes, example
        assert not imported.plan.unmatched, example
        kinds.append(imported.sheet.kind)
    assert set(OWN) <= set(kinds)


@pytest.mark.parametrize("kind", [kind for kind in OWN if kind is not ImportKind.TOWN])
def test_every_column_is_explained(kind: ImportKind) -> None:
    section = PAGE[PAGE.index(f"\n## {kind.title()}") :].split("\n## ")[1]
    assert {column for column in LAYOUTS[kind].columns if f"`{column}`" not in section} - {
        "child_last_name",
        "child_first_name",
    } == set()


def test_every_field_of_a_record_is_explained() -> None:
    assert {field for field in FIELDS if f"| `{field}` |" not in PAGE} == set()
    explained = compact(PAGE)
    assert {names[0] for names in FIELDS.values() if compact(names[0]) not in explained} == set()
