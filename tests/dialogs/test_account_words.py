"""What is on file of a family, as it is said."""

from dataclasses import replace
from datetime import date

from core.model.accounts import Band, FamilyFile, QuotientOnFile
from dialogs.account.words import family_lines
from locales import translator


def test_a_quotient_is_said_as_a_band_with_its_date() -> None:
    nothing = FamilyFile(1, "Bruyère", ("Lou",), None, False, (), None, None, None, None)
    said = {}
    for band in (None, Band(None, 700), Band(701, 1200), Band(1201, None)):
        file = replace(nothing, quotient=QuotientOnFile(date(2026, 12, 1), band))
        (said[band],) = (line for line in family_lines(translator("fr"), file) if line.startswith("📊"))
    assert [line.replace("\u00a0", " ").replace("\u202f", " ").partition(" : ")[2] for line in said.values()] == [
        "au dossier, depuis le 1er décembre 2026",
        "700 au plus, depuis le 1er décembre 2026",
        "entre 701 et 1 200, depuis le 1er décembre 2026",
        "1 201 ou plus, depuis le 1er décembre 2026",
    ]
    empty = "\n".join(family_lines(translator("en"), nothing))
    for nothing_yet in ("not on file yet", "no tax notice", "no number", "none on file", "Direct debit: none"):
        assert nothing_yet in empty
