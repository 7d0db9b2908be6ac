"""The week as a picture, and its words for who cannot see it."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from core.model.reports import DayGlance, FileFormat, Report, ReportKind, ReportOrder, Way, WeekGlance, WeekTrend
from core.policy import preset
from locales import translator
from notifications.documents import report_file
from notifications.documents.words import glance_in_words
from tests.clock import NOW, THIS_MONDAY

PEAUGRES = preset("peaugres")
KEYS = ("garderie_matin", "cantine", "garderie_soir")
GLANCE = WeekGlance(
    THIS_MONDAY,
    "Les Tilleuls 🦊",
    KEYS,
    tuple(
        DayGlance(THIS_MONDAY + timedelta(days=day), key, 40 + day, 38 + 2 * day if day < 2 else None)
        for day in (0, 1, 3)
        for key in KEYS
    ),
    tuple(WeekTrend(THIS_MONDAY - timedelta(weeks=week), key, 160, 150) for week in range(8) for key in KEYS),
)
EMPTY = WeekGlance(THIS_MONDAY, None, (), (), ())


def week(glance: WeekGlance) -> Report:
    days = THIS_MONDAY, THIS_MONDAY + timedelta(days=4)
    return Report(ReportOrder(ReportKind.WEEK, *days, FileFormat.PNG, Way.CHAT), (), glance, "Claire Morel", NOW)


@pytest.mark.parametrize(
    ("glance", "locale"),
    [
        pytest.param(GLANCE, "fr", id="a week"),
        pytest.param(EMPTY, "en", id="nothing"),
        pytest.param(replace(GLANCE, trend=GLANCE.trend[:1]), "en", id="the first week ever"),
        pytest.param(
            replace(EMPTY, service_keys=KEYS, days=(DayGlance(THIS_MONDAY, "cantine", 0, 0),)), "fr", id="nobody"
        ),
    ],
)
def test_any_week_is_a_picture_for_a_phone_the_same_each_time(glance: WeekGlance, locale: str) -> None:
    file = report_file(week(glance), translator(locale), PEAUGRES)
    picture = Image.open(BytesIO(file.content))
    assert (picture.format, picture.width) == ("PNG", 1080)
    assert picture.height <= 2 * picture.width
    assert file == report_file(week(glance), translator(locale), PEAUGRES)


def test_a_taller_bar_takes_more_of_the_picture() -> None:
    def dots(present: int) -> int:
        """In the full colour of who came."""
        glance = replace(EMPTY, service_keys=("cantine",), days=(DayGlance(THIS_MONDAY, "cantine", 40, present),))
        file = report_file(week(glance), translator("fr"), PEAUGRES)
        colours = Image.open(BytesIO(file.content)).convert("RGB").getcolors(1 << 20) or []
        return sum(count for count, colour in colours if colour == (0, 114, 178))

    assert 4 * dots(10) < 2 * dots(40)


def test_the_picture_says_in_words_what_it_shows() -> None:
    file = report_file(week(GLANCE), translator("fr"), PEAUGRES)
    assert (file.name, file.media_type) == ("semaine-2026-11-23-2026-11-27.png", "image/png")
    assert file.says.replace("\u00a0", " ").splitlines() == [
        "Semaine du 23 au 27 novembre",
        "Garderie du matin : lun 23 : 38 / 40, mar 24 : 40 / 41 et jeu 26 : 43",
        "Cantine : lun 23 : 38 / 40, mar 24 : 40 / 41 et jeu 26 : 43",
        "Garderie du soir : lun 23 : 38 / 40, mar 24 : 40 / 41 et jeu 26 : 43",
    ]


def test_the_words_fit_under_a_picture_however_many_services_there_are() -> None:
    keys = tuple(f"service_{number:02}" for number in range(30))
    days = tuple(DayGlance(THIS_MONDAY + timedelta(days=day), key, 1000, 999) for day in range(5) for key in keys)
    says = glance_in_words(replace(EMPTY, service_keys=keys, days=days), translator("fr"), PEAUGRES)
    assert len(says) <= 1024
    assert "service_00" in says
