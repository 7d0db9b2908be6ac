"""Every kind of message in both languages, with the names and the numbers that make trouble."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.planning import AbsenceOutcome, RequestKind, RequestState
from core.model.policy import Policy
from core.model.terms import Label
from core.policy import preset
from core.usecases.results import Answer, LinkAlertFacts, ResultFacts
from locales import LOCALES, translator
from notifications.messages.alerts import link_alert_message
from notifications.messages.frame import LENGTH_LIMIT, Stamp
from notifications.messages.results import result_message
from notifications.transport import Button, Message
from simulator.formatting import formatted_text
from tests.builders import TRICKY_NAMES
from tests.clock import MONDAY, NOW, TUESDAY

STAMP = Stamp(1234, NOW)
CANTEEN = Label(fr="Cantine", en="Canteen")
PEAUGRES = preset("peaugres")
APPROVED, REFUSED = RequestState.APPROVED, RequestState.REFUSED
BOOK, CANCEL, ABSENCE = RequestKind


def answer(child: str = "Lou", day: date = MONDAY, **changes: Any) -> Answer:
    """A booked meal, unless said otherwise."""
    facts: dict[str, Any] = {
        "child_id": 1,
        "service": CANTEEN,
        "kind": BOOK,
        "state": APPROVED,
        "outcome": None,
        "refusal": None,
    }
    return Answer(child_first_name=child, day=day, **facts | changes)


def told(*answers: Answer, locale: str = "fr", policy: Policy = PEAUGRES) -> Message:
    return result_message(ResultFacts(answers), STAMP, translator(locale), policy)


def read(html: str) -> str:
    """What a person reads; Telegram's own complaint where the HTML is not as it wants it."""
    return formatted_text(html, "HTML", None).text


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_a_result_groups_the_answers_by_child() -> None:
    message = told(
        answer("Lou", MONDAY),
        answer("Lou", TUESDAY),
        answer("Lou", TUESDAY, service=Label(fr="Garderie du soir", en="Evening care"), kind=CANCEL),
        answer("Noé", MONDAY, child_id=2, state=REFUSED, refusal="Plus de place ce jour-là"),
        answer("Noé", TUESDAY, child_id=2),
    )
    assert message.html.replace("\u00a0", " ").replace("&#x27;", "'") == (
        "📬 <b>Réponses à vos demandes</b>\n"
        "\n"
        "🧒 <b>Lou</b>\n"
        "✅ Cantine, c’est réservé : lundi 30 novembre et mardi 1er décembre\n"
        "✅ Garderie du soir, c’est annulé : mardi 1er décembre\n"
        "\n"
        "🧒 <b>Noé</b>\n"
        "✅ Cantine, c’est réservé : mardi 1er décembre\n"
        "❌ Cantine, réservation refusée : lundi 30 novembre\n"
        "<i>Motif : Plus de place ce jour-là</i>\n"
        "\n"
        "<i>Message nº 1234, mardi 24 novembre à 10 h</i>"
    )


def test_the_buttons_open_the_planning_and_the_requests() -> None:
    assert told(answer()).buttons == (
        (Button("📅 Planning", "open:planning"), Button("📋 Mes demandes", "open:requests")),
    )


@pytest.mark.parametrize(
    ("kind", "state", "outcome", "words"),
    [
        (BOOK, APPROVED, None, {"fr": "c’est réservé", "en": "booked"}),
        (BOOK, REFUSED, None, {"fr": "réservation refusée", "en": "booking refused"}),
        (CANCEL, APPROVED, None, {"fr": "c’est annulé", "en": "cancelled"}),
        (CANCEL, REFUSED, None, {"fr": "annulation refusée", "en": "cancellation refused"}),
        (ABSENCE, APPROVED, AbsenceOutcome.GIVEN_BACK, {"fr": "absence notée, rien à payer", "en": "noted, nothing"}),
        (ABSENCE, APPROVED, AbsenceOutcome.EXCUSED, {"fr": "absence excusée, rien à payer", "en": "excused, nothing"}),
        (ABSENCE, APPROVED, AbsenceOutcome.BILLED, {"fr": "mais facturée", "en": "but billed"}),
        (ABSENCE, APPROVED, AbsenceOutcome.UNDECIDED, {"fr": "absence notée\u00a0:", "en": "absence noted:"}),
        (ABSENCE, REFUSED, AbsenceOutcome.BILLED, {"fr": "absence refusée", "en": "absence refused"}),
    ],
)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_answer_has_its_words(
    kind: RequestKind, state: RequestState, outcome: AbsenceOutcome | None, words: dict[str, str], locale: str
) -> None:
    html = told(answer(kind=kind, state=state, outcome=outcome), locale=locale).html
    assert words[locale] in html
    assert CANTEEN.in_(locale) in html


@pytest.mark.parametrize("name", TRICKY_NAMES)
@pytest.mark.parametrize("locale", LOCALES)
def test_names_are_shown_as_they_are_written(name: str, locale: str) -> None:
    result = told(answer(name, state=REFUSED, refusal=f"voir {name}"), locale=locale)
    alert = link_alert_message(LinkAlertFacts(name, is_own=False), STAMP, translator(locale), PEAUGRES)
    assert read(result.html).count(name) == 2
    assert name in read(alert.html)


@pytest.mark.parametrize("preset_name", ["peaugres", "epagny"])
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("is_own", [True, False])
def test_a_link_alert_says_who_when_and_whom_to_tell(locale: str, preset_name: str, is_own: bool) -> None:
    policy = preset(preset_name)
    text = read(link_alert_message(LinkAlertFacts("Anne Bruyère", is_own), STAMP, translator(locale), policy).html)
    assert "Anne Bruyère" in text
    assert {"fr": "mardi 24 novembre à 10 h", "en": "Tuesday 24 November at 10:00"}[locale] in text
    assert policy.contact.phone in text
    assert policy.contact.email in text
    assert "1234" in text


def test_a_repeated_message_is_the_same_to_the_letter() -> None:
    assert told(answer()) == told(answer())


def test_two_children_of_one_name_are_told_apart() -> None:
    assert told(answer("Lou"), answer("Lou", child_id=2)).html.count("<b>Lou</b>") == 2


def test_many_days_are_named_shortly() -> None:
    html = told(*(answer(day=MONDAY + timedelta(days=n)) for n in range(4))).html
    assert "lun. 30/11, mar. 1/12, mer. 2/12 et jeu. 3/12" in html


def test_a_long_refusal_is_cut_in_words() -> None:
    text = read(told(answer(state=REFUSED, refusal="très long " * 1000)).html)
    assert "très long…" in text
    assert len(text) < 500


def test_a_long_result_says_how_many_answers_are_left_out_and_where_they_are() -> None:
    answers = [
        answer(f"Enfant {n:03}", MONDAY + timedelta(days=day), child_id=n, state=REFUSED, refusal="Plus de place")
        for n in range(60)
        for day in range(3)
    ]
    text = read(told(*answers).html)
    children = text.count("🧒")
    assert f"… et {180 - 3 * children} autres réponses, à lire dans «\u00a0Mes demandes\u00a0»." in text
    assert 20 < children < 60
    assert text.endswith("Message nº\u00a01234, mardi 24 novembre à 10 h")


def test_a_result_without_answers_is_not_a_message() -> None:
    with pytest.raises(ValueError, match="without answers"):
        told()


names = st.one_of(st.sampled_from(TRICKY_NAMES), st.text("<&'\"🦊é x", min_size=1, max_size=80))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            names,
            st.integers(1, 150),
            st.sampled_from(list(RequestKind)),
            st.sampled_from([APPROVED, REFUSED]),
            st.one_of(st.none(), st.text("<&'\"🦊é x", max_size=3000)),
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(LOCALES),
)
def test_no_result_is_ever_too_long_or_malformed(
    groups: list[tuple[str, int, RequestKind, RequestState, str | None]], locale: str
) -> None:
    answers = [
        answer(name, MONDAY + timedelta(days=n), child_id=child, kind=kind, state=state, refusal=refusal)
        for child, (name, days, kind, state, refusal) in enumerate(groups)
        for n in range(days)
    ]
    html = told(*answers, locale=locale).html
    assert utf16(html) <= LENGTH_LIMIT
    text = read(html)
    assert "1234" in text
    assert groups[0][0].strip() in text
