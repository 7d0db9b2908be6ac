"""``cantine import``: what it shows, what it writes, and what it says where it cannot."""

import pytest

from bot.cli.import_drawing import draw
from bot.cli.refusals import sentences_of
from core.model.importing import (
    Change,
    Encoding,
    Imported,
    ImportKind,
    ImportOptions,
    ImportPlan,
    ImportRefusedError,
    Problem,
    ProblemKind,
    Sheet,
    Step,
    Subject,
)
from locales import LOCALES, translator
from tests.bot.cli.conftest import Terminal
from tests.core.imports.onde import guardian, guardians, pupil, pupils
from tests.core.usecases.import_lines import csv_file, row

TOWN = csv_file(row("Lou Bruyère", "Anne Bruyère"), row("Noé Genêt", "Marc Genêt", class_="CE1", level="CE1"))
NBSP = "\N{NO-BREAK SPACE}"


def _plain(text: str) -> str:
    return text.replace(NBSP, " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


async def test_a_file_is_shown_first_and_written_only_where_that_is_said(terminal: Terminal) -> None:
    await terminal.initialised()
    file = terminal.file("town.csv", TOWN)
    shown = _plain((await terminal.run("import", file)).stdout)
    assert "enfants et responsables de la commune (UTF-8, séparateur point-virgule), 2 lignes." in shown
    assert "Enfants ajoutés : 2\n    Lou Bruyère (CP), inscription : cantine\n" in shown
    assert shown.endswith("Rien n’a été écrit. Si tout est juste, refaites la même commande avec --apply.\n")
    assert "Enfants ajoutés : 2" in _plain((await terminal.run("import", "--apply", file)).stdout)
    again = _plain((await terminal.run("import", "--apply", file)).stdout)
    assert "Rien à changer" in again
    assert "Sans changement : 2 enfants, 2 familles et 2 responsables." in again


async def test_the_files_of_onde_one_after_the_other(terminal: Terminal) -> None:
    await terminal.initialised()
    rows = [pupil(f"BRUYERE Lou{number}", born="01/01/2020") for number in range(22)]
    first = terminal.file("eleves.csv", pupils(*rows, footer="Export du 24/11/2026"))
    refused = await terminal.run("import", first, fails=1)
    assert "ajoutez --school. Écoles connues" in refused.stderr
    shown = _plain((await terminal.run("import", "--school", "Les Tilleuls", "--apply", first)).stdout)
    assert "élèves d’ONDE (Windows-1252," in shown
    assert "Ligne de fin laissée de côté : Export du 24/11/2026" in shown
    assert "Lou19 BRUYERE (CP - Mme Aubier)\n    … et 2 autres\n" in shown
    assert "Les enfants ajoutés ne sont inscrits à rien" in shown
    second = guardians(
        guardian("BRUYERE Anne", ("BRUYERE Lou0", "CP")), guardian("BRUYERE Marc", ("BRUYERE Léo", "CP"))
    )
    shown = _plain((await terminal.run("import", "--apply", terminal.file("resp.csv", second))).stdout)
    assert "ligne 3 : aucun enfant connu ne s’appelle Léo BRUYERE." in shown
    assert "Responsables ajoutés : 1\n    Anne BRUYERE (BRUYERE Anne)\n" in shown


async def test_a_file_that_misses_much_of_the_school_says_what_apply_would_answer(terminal: Terminal) -> None:
    await terminal.initialised()
    whole = terminal.file("all.csv", pupils(*(pupil(f"BRUYERE Lou{number}") for number in range(3))))
    await terminal.run("import", "--school", "Les Tilleuls", "--apply", whole)
    one = terminal.file("one.csv", pupils(pupil("BRUYERE Lou0")))
    shown = _plain((await terminal.run("import", one)).stdout)
    assert "Enfants qui ne sont plus dans le fichier : 2" in shown
    assert "--apply serait refusé :\n  2 élèves sur 3" in shown
    assert "2 élèves sur 3" in (await terminal.run("import", "--apply", one, fails=1)).stderr
    many = terminal.file("many.csv", pupils(*(pupil(f"BRUYERE Lou{number}") for number in range(3, 12))))
    await terminal.run("import", "--apply", "--leavers", many)
    fewer = terminal.file("fewer.csv", pupils(*(pupil(f"BRUYERE Lou{number}") for number in range(3, 11))))
    shown = _plain((await terminal.run("import", "--apply", fewer)).stdout)
    assert "Rien d’autre à changer.\n  Enfants qui ne sont plus dans le fichier : 1\n" in shown
    assert "C’est écrit" not in shown, "who is not in the file stays"
    gone = _plain((await terminal.run("import", "--apply", "--leavers", one)).stdout)
    assert gone.endswith("C’est écrit.\n")


async def test_every_bad_line_is_told_on_standard_error_with_its_number(terminal: Terminal) -> None:
    await terminal.initialised()
    terminal.set("LANGUAGE", "en")
    bad = csv_file(row(services="piscine"), row(born="hier"), row("Noé Bruyère", guardian="Marc Genêt", class_=""))
    result = await terminal.run("import", "--apply", terminal.file("town.csv", bad), fails=1)
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        'line 2: the service "piscine" is unknown. Services: garderie_matin, cantine, and garderie_soir.',
        'line 3: "hier" is not a date; write 2019-05-31 or 31/05/2019.',
        'line 4: the cell "class" is empty.',
        "Nothing was imported: 3 problems to mend.",
    ]


def test_line_numbers_are_written_as_an_editor_shows_them() -> None:
    refused = ImportRefusedError([Problem(12040, ProblemKind.DUPLICATE_LINE, number=1204)])
    sentence, _ = sentences_of(refused)
    assert sentence == f"ligne 12040{NBSP}: cette ligne répète la ligne 1204."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest", "enregistrez-le au format CSV"),
        (TOWN.decode().encode("utf-16"), "ou ses accents sont abîmés"),
        (TOWN[:-30], "le fichier a pu être coupé"),
        (b"a;b\n1;2\n", "n’est pas reconnu à ses titres"),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    terminal: Terminal, content: bytes, said: str
) -> None:
    await terminal.initialised()
    assert said in (await terminal.run("import", terminal.file("town.csv", content), fails=1)).stderr


async def test_a_file_that_is_not_there_is_a_usage_error(terminal: Terminal) -> None:
    result = await terminal.run("import", "nowhere.csv", fails=2)
    assert "il n’y a pas de fichier nowhere.csv" in result.stderr


_STEPS = {
    Subject.SCHOOL: {Step.ADDED},
    Subject.CLASS: {Step.ADDED, Step.CHANGED},
    Subject.CHILD: set(Step),
} | {subject: {Step.ADDED, Step.CHANGED} for subject in list(Subject)[3:]}
FIELDS = [
    *("class", "level", "services", "guardian", "family", "quotient", "child", "email", "phone", "address"),
    *("responsible", "caf", "bank", "mandate", "tax"),
    *("label", "lines", "invoice"),
]
VALUES = [
    *(("amount", "1042.60", "8.40"), ("means", "card", "Ticket")),
    *((day, "—", "2026-12-03") for day in ("due-on", "issued-on", "paid-on")),
]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_kind_of_file_and_change_has_its_words(
    locale: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CANTINE_LANGUAGE", locale)
    plans = [
        ImportPlan(tuple(Change(subject, step, "Lou") for subject, steps in _STEPS.items() for step in steps)),
        *(ImportPlan((Change(Subject.CHILD, Step.CHANGED, "Lou", what, "a", "b"),)) for what in FIELDS),
        *(ImportPlan((Change(Subject.INVOICE, Step.CHANGED, "F1", *said),)) for said in VALUES),
        ImportPlan(unchanged=dict.fromkeys(list(Subject)[2:], 1)),
    ]
    for kind in ImportKind:
        for delimiter, plan in zip(";,\t" * len(plans), plans, strict=False):
            draw(Imported(Sheet(kind, Encoding.UTF_8, delimiter, (), ()), plan, is_applied=False), ImportOptions())
    shown = capsys.readouterr().out
    assert translator(locale).text("import-field-means") in shown
    if locale == "fr":
        assert "F1 : montant 1 042,60 € → 8,40 €\n" in _plain(shown)
        assert "F1 : échéance — → 03/12/2026\n" in _plain(shown)
        assert "F1 : moyen de paiement carte bancaire → Ticket\n" in _plain(shown)
