"""Complementary and health data, as the town's software gives them."""

from datetime import timedelta

import pytest

from core.db import tables as t
from core.model.children import RecordProblem, RecordsRefusedError, RecordsTally
from core.model.family import RecordField
from core.organisation import Organisation
from core.usecases.records import write_records
from tests.builders import build
from tests.clock import NOW
from tests.core.usecases.children_on_file import two_homes
from tests.core.usecases.steps import rows

LATER = NOW + timedelta(days=1)


async def kept(organisation: Organisation) -> dict[RecordField, tuple[str, bool]]:
    """What is on file of the only child there is anything of, and whether it was written later."""
    return {row.field: (row.value, row.updated_at == LATER) for row in await rows(organisation, t.child_records)}


async def test_only_what_is_named_changes_and_what_is_the_same_keeps_its_date(organisation: Organisation) -> None:
    one, _ = await build(organisation, two_homes)
    given = {
        one.children["Lou"]: {
            RecordField.ALLERGIES: " Arachides\n",
            RecordField.DOCTOR: "",
            RecordField.MEALS: "sans porc",
            RecordField.NOTES: "",
        }
    }
    assert await organisation.write(write_records, given, LATER) == RecordsTally(1, 0, 1, 2)
    written = {RecordField.ALLERGIES: ("Arachides", False), RecordField.MEALS: ("sans porc", True)}
    assert await kept(organisation) == written
    assert await organisation.write(write_records, given, LATER + timedelta(days=1)) == RecordsTally(0, 0, 0, 4)
    assert await kept(organisation) == written
    changed = {one.children["Lou"]: {RecordField.ALLERGIES: "Arachides, noix"}}
    assert await organisation.write(write_records, changed, LATER) == RecordsTally(0, 1, 0, 0)
    audited = [(row.action, row.facts) for row in await rows(organisation, t.audit_events)]
    assert audited == [("records", {"children": 1})] * 2


async def test_where_a_value_names_a_religion_nothing_is_written(organisation: Organisation) -> None:
    one, other = await build(organisation, two_homes)
    lou, mia = one.children["Lou"], other.children["Mia"]
    before = await kept(organisation)
    with pytest.raises(RecordsRefusedError, match="halal") as refused:
        await organisation.write(
            write_records, {lou: {RecordField.MEALS: "repas halal"}, mia: {RecordField.DOCTOR: "Dr Saule"}}, LATER
        )
    assert refused.value.problems == (RecordProblem(lou, RecordField.MEALS, "halal"),)
    assert await kept(organisation) == before
