"""Complementary and health data of children: a row for each child and field."""

from core.imports.cells import compact
from core.imports.reading import Reading
from core.model.family import RecordField
from core.model.filed import FiledChild, FiledRecord
from core.model.importing import Problem, ProblemKind, Sheet
from core.rules.records import religion_in

LIMITS = {"child_last_name": 80, "child_first_name": 80, "birth_date": 10, "field": 40, "value": 2000}
"""How many characters each column holds."""

FIELDS: dict[RecordField, tuple[str, ...]] = {
    RecordField.INSURANCE: ("assurance", "assurance scolaire"),
    RecordField.DOCTOR: ("medecin", "medecin traitant"),
    RecordField.IMAGE: ("droit a l image", "image rights"),
    RecordField.OUTINGS: ("sorties", "autorisation de sortie"),
    RecordField.LEAVES_ALONE: ("part seul", "rentre seul", "leaves alone"),
    RecordField.ASSOCIATIONS: ("associations", "autorisation associations"),
    RecordField.NOTES: ("remarques", "observations"),
    RecordField.ALLERGIES: ("allergies",),
    RecordField.CARE_PLAN: ("PAI", "care plan"),
    RecordField.TREATMENT: ("traitement",),
    RecordField.VACCINES: ("vaccins", "vaccinations"),
    RecordField.MEALS: ("repas", "regime alimentaire"),
}
"""How the fields are called beside their code, without accents; the first name is the usual one."""

_BY_NAME = {compact(name): field for field, names in FIELDS.items() for name in (*names, field.value)}
_KNOWN = tuple(names[0] for names in FIELDS.values())


def read_records(sheet: Sheet) -> tuple[tuple[FiledRecord, ...], tuple[Problem, ...]]:
    """The records of a file, and what is wrong in it. What is said of a child is never repeated in a problem."""
    found: dict[tuple[FiledChild, RecordField], FiledRecord] = {}
    problems: list[Problem] = []
    for row in sheet.rows:
        reading = Reading(sheet, row, LIMITS, private=("value",))
        record = _record(reading)
        if record is not None:
            earlier = found.setdefault((record.child, record.field), record)
            if earlier is not record:
                reading.note(ProblemKind.DUPLICATE_LINE, "field", number=earlier.number)
        problems += reading.problems
    return tuple(found.values()) if not problems else (), tuple(problems)


def _record(reading: Reading) -> FiledRecord | None:
    child = FiledChild(
        reading.text("child_last_name"), reading.text("child_first_name"), reading.day("birth_date", needed=False)
    )
    name, value = reading.text("field"), reading.text("value", needed=False)
    field = _BY_NAME.get(compact(name))
    if field is None:
        if name:
            reading.problems.append(Problem(reading.number, ProblemKind.UNKNOWN_FIELD, "field", name, known=_KNOWN))
        return None
    if religion_in(field, value):
        reading.note(ProblemKind.RELIGION, "value")
    return FiledRecord(reading.number, child, field, value)
