"""ONDE's files of a town, read, held against what is known, and written."""

import time
from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.town import NOW, organisation
from core.model.importing import ImportOptions
from core.usecases.importing import import_file, preview_import

PUPILS = 5_000
_PER_CLASS = 25
_LEVELS = ("PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2")
_OLDEST = date(2016, 1, 1)
_SAID = ImportOptions(school="Les Tilleuls")


def _class(number: int) -> tuple[str, str]:
    level = _LEVELS[number // _PER_CLASS % len(_LEVELS)]
    return f"{level} {number // _PER_CLASS} - Mme Aubier", level


def pupils_file(count: int) -> bytes:
    """ONDE's pupils, in ISO-8859-15: brothers and sisters by two, classes of 25."""
    header = "Nom élève;Nom d'usage élève;Prénom élève;Date naissance;Sexe;INE;Niveau;Libellé classe;Identifiant classe"
    return _file(header, (_pupil(number) for number in range(count)), "iso-8859-15")


def _pupil(number: int) -> str:
    label, level = _class(number)
    born = _OLDEST + timedelta(days=number % 3_000)
    return (
        f"NOM{number // 2};;Prénom{number % 2};{born:%d/%m/%Y};F;{number:011}A;{level};{label};{number // _PER_CLASS}"
    )


def guardians_file(count: int) -> bytes:
    """Their guardians, in UTF-8: two for each pair, every fourth pair of them living apart."""
    header = (
        "Civilité Responsable;Nom usage responsable;Nom responsable;Prénom responsable;Adresse responsable;"
        "CP responsable;Commune responsable;Pays;Courriel;Téléphone domicile;Téléphone travail;Téléphone portable"
    )
    header += ";Nom d'usage enfant;Nom de famille enfant;Prénom enfant;Classes enfants" * 2
    return _file(header, (row for pair in range(count // 2) for row in _guardians(pair)), "utf-8-sig")


def _guardians(pair: int) -> Iterator[str]:
    children = ";".join(
        f";NOM{pair};Prénom{number % 2};{_class(number)[0].split(' - ')[0].replace(' ', '')}"
        for number in (2 * pair, 2 * pair + 1)
    )
    for person, civility in enumerate(("MME", "M")):
        street = f"{pair} rue du Moulin" if person and pair % 4 == 0 else f"{pair} rue du Four"
        contact = f"p{person}.{pair}@exemple.fr;;;06{pair:06}{person}0"
        yield f"{civility};;NOM{pair};Parent{person};{street};07340;PEAUGRES;FRANCE;{contact};{children}"


def _file(header: str, rows: Iterator[str], encoding: str) -> bytes:
    return "\r\n".join((header, *rows, "")).encode(encoding)


async def import_seconds(count: int = PUPILS) -> dict[str, float]:
    """Seconds each file takes on an empty SQLite: shown, written, and shown again when nothing is left to do."""
    seconds: dict[str, float] = {}
    async with organisation() as town:
        for name, content in (("pupils", pupils_file(count)), ("guardians", guardians_file(count))):
            for step, usecase in (("shown", preview_import), ("written", import_file), ("again", preview_import)):
                start = time.perf_counter()
                call = town.write if usecase is import_file else town.read
                done = await call(usecase, content, NOW, _SAID)
                seconds[f"{name}, {step}"] = time.perf_counter() - start
                assert not done.plan.unmatched
            assert not done.plan.changes
    return seconds
