"""What others ask a policy."""

import pytest

from core.model.policy import Cutoffs
from core.model.terms import Label
from core.policy import preset


def test_a_label_is_read_in_english_only_by_those_who_chose_it() -> None:
    label = Label(fr="Cantine", en="Canteen")
    assert label.in_("en") == "Canteen"
    assert label.in_("fr") == label.in_("de") == "Cantine"


def test_a_service_follows_its_own_deadlines_or_those_of_the_organisation() -> None:
    policy = preset("epagny")
    canteen = policy.service("cantine")
    assert policy.cutoffs_of(canteen) == policy.cutoffs
    eve = {"kind": "days_before", "days": 1, "time": "12:00"}
    own = Cutoffs.model_validate({"book": eve, "cancel": eve})
    assert policy.cutoffs_of(canteen.model_copy(update={"cutoffs": own})) == own


def test_a_policy_knows_only_its_own_services_and_reasons() -> None:
    policy = preset("peaugres")
    with pytest.raises(KeyError):
        policy.service("mercredi")
    assert policy.absence_reason("holiday") is None
