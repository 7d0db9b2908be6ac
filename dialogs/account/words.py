"""What is on file of a family, in sentences."""

from collections.abc import Iterator

from core.model.accounts import Band, Debit, FamilyFile, QuotientOnFile
from locales import Translator


def family_lines(t: Translator, file: FamilyFile) -> Iterator[str]:
    """Who is in it, then what is on file: no more of it than a chat may hold."""
    yield t.html("account-family", family=file.family, children=t.listed(file.children))
    yield from _people(t, file)
    yield t.html("account-tax", year=str(file.tax_year)) if file.tax_year else t.html("account-tax-none")
    yield t.html("account-caf", end=file.caf_end) if file.caf_end else t.html("account-caf-none")
    yield _quotient(t, file.quotient)
    yield _debit(t, file.debit)


def _people(t: Translator, file: FamilyFile) -> Iterator[str]:
    if file.is_responsible:
        yield t.html("account-responsible-you")
    elif file.responsible:
        yield t.html("account-responsible", name=file.responsible)
    else:
        yield t.html("account-responsible-none")
    if file.others:
        yield t.html("account-others", names=t.listed(file.others))


def _quotient(t: Translator, quotient: QuotientOnFile | None) -> str:
    if quotient is None:
        return t.html("account-quotient-none")
    day = t.dated(quotient.since)
    match quotient.band:
        case Band(above=None, up_to=int(limit)):
            return t.html("account-quotient-limit", limit=limit, day=day)
        case Band(above=int(above), up_to=None):
            return t.html("account-quotient-above", above=above, day=day)
        case Band(above=int(above), up_to=int(limit)):
            return t.html("account-quotient-between", above=above, limit=limit, day=day)
        case _:
            return t.html("account-quotient-known", day=day)


def _debit(t: Translator, debit: Debit | None) -> str:
    if debit is None:
        return t.html("account-debit-none")
    parts = [t.html("account-debit", end=debit.iban_end)]
    parts += [t.html("account-debit-mandate", mandate=debit.mandate)] if debit.mandate else []
    parts += [t.html("account-debit-since", day=t.dated(debit.since))] if debit.since else []
    return ", ".join(parts)
