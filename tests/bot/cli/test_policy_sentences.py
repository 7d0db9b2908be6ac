"""Every mistake in a policy file is told in the language of the command line."""

from pathlib import Path

import pytest
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from bot.cli.refusals import policy_sentences
from core.model.expected import Expected
from core.policy import PolicyError, load_policy, preset, preset_text
from core.policy.problems import problems_of
from locales import LOCALES

BOOK = 'book = { kind = "weekly", weekday = "thu", time = "24:00" }'
CANTEEN = 'symbol = "🍽"'
CLOSURE = '[[calendar.closures]]\nlabel = "Pont"\nfirst = 2026-12-24\nlast = {}\n\n[cutoffs]'
RATES = CANTEEN + "\nrates = [{}]"
LAST_RATE = '{ key = "c", label = { fr = "C", en = "C" }, price = "5" }'
RATE = '{{ key = "{}", label = {{ fr = "A", en = "A" }}, price = "2.10", up_to = {} }}'
MISTAKES: list[tuple[str, str, str]] = [
    (
        CANTEEN,
        RATES.format('{ key = "a", label = { fr = "A", en = "A" }, price = 4.5 }'),
        'services.2.rates.1.price : il faut un prix en euros, entre guillemets : "4.50".',
    ),
    (
        CANTEEN,
        RATES.format(f"{RATE.format('a', 900)}, {RATE.format('b', 600)}, {LAST_RATE}"),
        "services.2.rates.2.up_to : il faut un quotient plus haut que celui du tarif précédent.",
    ),
    (
        CANTEEN,
        RATES.format(RATE.format("a", 900)),
        "services.2.rates.1.up_to : le dernier tarif vaut pour tous les autres quotients",
    ),
    (
        "[cutoffs]",
        '[roles]\nmanager = ["mark"]\n\n[cutoffs]',
        'roles.manager : le gestionnaire garde au moins "decide_requests" et "manage_staff".',
    ),
    ('email = "', 'latitude = 45.9\nemail = "', "contact.longitude : les deux clés vont ensemble"),
    ('email = "', 'latitude = "Nord"\nemail = "', "contact.latitude : il faut un nombre, sans guillemets"),
    ("name = ", "name = \n", "cantine.toml : la ligne 1 ne peut pas être lue, à partir du caractère 8. Vérifiez les"),
    (
        "conversations = 6",
        "conversations = [",
        "cantine.toml : le fichier s’arrête trop tôt : des guillemets ou un",
    ),
    (', en = "Canteen"', "", "services.2.label.en : il manque cette clé."),
    (
        "code_days",
        "jours",
        "link.jours : cette clé est inconnue ici. Clés connues : code_days, letter_days, shared_hours et",
    ),
    ('zone = "A"', 'zone = "D"', 'calendar.zone : il faut une valeur parmi "A", "B", "C" et "own".'),
    ('name = "', 'name = 3 # "', "name : il faut un texte entre guillemets."),
    ('name = "', 'name = "" # "', "name : le texte ne peut pas être vide."),
    (CANTEEN, 'symbol = "repas"', "services.2.symbol : il faut 4 caractères au plus."),
    ('key = "cantine"', 'key = "Midi"', "services.2.key : il faut des lettres minuscules sans accent, des chiffres"),
    (CANTEEN, f"{CANTEEN}\ncapacity = true", "services.2.capacity : il faut un nombre entier, sans guillemets."),
    (CANTEEN, f"{CANTEEN}\ncapacity = 0", "services.2.capacity : il faut un nombre à partir de 1."),
    ("result_grouping = 20", "result_grouping = 9999", "notices.result_grouping : il faut un nombre jusqu’à 3600."),
    (CANTEEN, f"{CANTEEN}\nruns_in_holidays = 1", "il faut true (oui) ou false (non), sans guillemets."),
    ("[cutoffs]", CLOSURE.format('"mardi"'), "last : il faut une date sans guillemets, comme 2026-12-24."),
    ("[cutoffs]", CLOSURE.format("2026-12-23"), "last : il faut le même jour que « first », ou un jour après."),
    ('time = "09:00"', "time = 9", 'validation.time : il faut une heure entre guillemets, de "00:00" à "24:00".'),
    ('"Europe/Paris"', '"Paris"', 'calendar.timezone : il faut un fuseau horaire, comme "Europe/Paris".'),
    (
        '\nweekdays = ["mon", "tue", "thu", "fri"]',
        "\nweekdays = 1",
        "services.1.weekdays : il faut une liste entre [ et ].",
    ),
    (
        '\nweekdays = ["mon", "tue", "thu", "fri"]',
        "\nweekdays = []",
        "services.1.weekdays : il faut au moins un élément.",
    ),
    (BOOK, 'book = "jeudi"', "cutoffs.book : il faut plusieurs clés, chacune avec sa valeur."),
    ('ends = "13:30"', 'ends = "11:30"', "services.2.ends : il faut une heure après celle de « starts »."),
    (
        BOOK,
        'book = { kind = "days_before", days = 0, time = "24:00" }',
        "quand « days » vaut 0, il faut une heure avant",
    ),
    (BOOK, 'book = { kind = "days_before", days = 0, time = "08:00" }', 'il faut "07:30" au plus tard : c’est l’heure'),
    (
        BOOK,
        'book = { kind = "table", rows = { thu = { weekday = "mon", time = "09:00" } } }',
        "cutoffs.book.rows : il manque une ligne pour mon, tue et fri, où « cantine » a lieu.",
    ),
    ('zone = "A"', 'zone = "own"', 'quand « zone » vaut "own", il faut le dernier jour connu de votre calendrier.'),
    ('key = "cantine"', 'key = "garderie_matin"', "« garderie_matin » est déjà pris : il faut un autre mot."),
    ('name = "', 'name = "\udce9', "cantine.toml : le fichier n’est pas enregistré en UTF-8."),
]


def refused(folder: Path, before: str, after: str) -> PolicyError:
    """Why the Peaugres preset is refused, without its explanations, after somebody has edited it."""
    text = "\n".join(line for line in preset_text("peaugres").splitlines() if line and not line.startswith("#"))
    assert before in text
    path = folder / "cantine.toml"
    path.write_bytes(text.replace(before, after, 1).encode("utf-8", "surrogateescape"))
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    return caught.value


@pytest.mark.parametrize(("before", "after", "sentence"), MISTAKES)
def test_a_mistake_in_the_policy_is_told_in_french(before: str, after: str, sentence: str, tmp_path: Path) -> None:
    told = "\n".join(policy_sentences(refused(tmp_path, before, after)))
    assert sentence in told.replace("\N{NO-BREAK SPACE}", " ")


def test_a_policy_that_is_not_there_is_told_in_french(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as caught:
        load_policy(tmp_path)
    assert policy_sentences(caught.value) == [f"{tmp_path}\u00a0: le fichier ne peut pas être lu (Is a directory)."]
    with pytest.raises(PolicyError) as caught:
        preset("lyon")
    assert policy_sentences(caught.value) == [
        "lyon\u00a0: il n’y a pas de modèle de ce nom. Modèles\u00a0: peaugres et epagny."
    ]


@pytest.mark.parametrize("language", LOCALES)
def test_every_mistake_has_a_sentence_and_all_that_it_needs(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANTINE_LANGUAGE", language)
    errors = [refused(tmp_path, before, after) for before, after, _ in MISTAKES]
    for path in (tmp_path / "absent.toml", None):
        with pytest.raises(PolicyError) as caught:
            load_policy(path) if path else preset("lyon")
        errors.append(caught.value)
    strange = InitErrorDetails(type=PydanticCustomError("strange", "odd"), loc=("name",), input=None)
    errors.append(PolicyError(problems_of(ValidationError.from_exception_data("", [strange]), "cantine.toml", {})))
    assert all("policy-" not in sentence for error in errors for sentence in policy_sentences(error))
    assert {problem.code for error in errors for problem in error.problems} == set(Expected)
