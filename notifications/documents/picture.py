"""A week at a glance: who was booked and who came, by day and service, and the weeks before. Drawn for a phone."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import MaxNLocator

from core.model.reports import DayGlance, WeekGlance, WeekTrend
from notifications.documents.document import Document
from notifications.documents.typeface import BOLD, REGULAR, drawable
from notifications.documents.words import counts, service_name

_DOTS = 150
_WIDTH = 7.2
_TITLE = 1.35
_SERVICE = 1.75
_TREND = 3.4
_FOOT = 0.4
"""Inches; with so many dots an inch a picture is 1,080 dots wide."""

_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""Okabe and Ito's, which those who confuse red and green tell apart too."""
_INK = "#222222"
_FAINT = "#666666"
_GRID = "#DDDDDD"
_PALE = 0.28
"""How strong the colour is of who was booked; who came stands in front of it, in full."""
_APART = 0.11
"""Between two labels, at least: of the height of the trend."""
_LONGEST = 26
"""Letters of a service's name beside the trend."""


def drawn_png(glance: WeekGlance, document: Document) -> bytes:
    """A week as a picture: the same to the byte for the same facts and instant.

    Raises nothing for a week without services or weeks before it: what is not there is not drawn.
    """
    services = len(glance.service_keys)
    height = _TITLE + _SERVICE * services + (_TREND if glance.trend else 0.0) + _FOOT
    figure = Figure(figsize=(_WIDTH, height), dpi=_DOTS, facecolor="white")
    FigureCanvasAgg(figure)
    _write_around(figure, glance, document, height)
    days = sorted({one.day for one in glance.days})
    for index, key in enumerate(glance.service_keys):
        bottom = (height - _TITLE - _SERVICE * (index + 1) + 0.45) / height
        axes = figure.add_axes((0.05, bottom, 0.9, (_SERVICE - 0.8) / height))
        _draw_service(axes, index, {one.day: one for one in glance.days if one.service_key == key}, days, document)
        _title(axes, service_name(key, document.words, document.policy), _colour(index))
    if glance.trend:
        _draw_trend(figure.add_axes((0.1, (_FOOT + 0.5) / height, 0.55, (_TREND - 1.1) / height)), glance, document)
    kept = BytesIO()
    figure.savefig(kept, format="png", metadata={"Software": None})
    return kept.getvalue()


def _write_around(figure: Figure, glance: WeekGlance, document: Document, height: float) -> None:
    """What it is, how it is read, and when it was drawn."""
    lines = (
        (document.words.text("picture-title", week=document.words.week(glance.monday)), 20, BOLD, _INK, 0.42),
        (glance.school or document.policy.name, 14, REGULAR, _INK, 0.74),
        (document.words.text("picture-key" if glance.service_keys else "picture-empty"), 13, REGULAR, _FAINT, 1.04),
    )
    for text, size, face, colour, down in lines:
        figure.text(0.05, 1 - down / height, drawable(text), color=colour, fontproperties=_font(size, face))
    figure.text(0.05, 0.15 / height, drawable(document.drawn), color=_FAINT, fontproperties=_font(11))


def _draw_service(
    axes: Axes, index: int, by_day: dict[date, DayGlance], days: Sequence[date], document: Document
) -> None:
    """Two bars a day, one in front of the other, and their numbers above."""
    colour = _colour(index)
    greatest = max((max(one.booked, one.present or 0) for one in by_day.values()), default=0) or 1
    for place, day in enumerate(days):
        one = by_day.get(day)
        if one is None:
            continue
        axes.bar(place, one.booked, width=0.84, color=colour, alpha=_PALE, linewidth=0)
        if one.present is not None:
            axes.bar(place, one.present, width=0.5, color=colour, linewidth=0)
        top = max(one.booked, one.present or 0) + greatest * 0.06
        axes.text(
            place, top, drawable(counts(one, document.words)), ha="center", color=_INK, fontproperties=_font(14, BOLD)
        )
    axes.set_xlim(-0.6, max(len(days), 4) - 0.4)
    axes.set_ylim(0, greatest * 1.35)
    axes.set_xticks(range(len(days)), [drawable(document.words.narrow_day(day)) for day in days])
    axes.set_yticks([])
    _bare(axes)


def _draw_trend(axes: Axes, glance: WeekGlance, document: Document) -> None:
    """A line a service, of who came; who was booked in dots behind it; its name where it ends."""
    mondays = sorted({one.monday for one in glance.trend})
    greatest = max(max(one.booked, one.present) for one in glance.trend) or 1
    ends: list[tuple[float, int, str]] = []
    for index, key in enumerate(glance.service_keys):
        weeks = sorted((one for one in glance.trend if one.service_key == key), key=_monday)
        if not weeks:
            continue
        places = [mondays.index(one.monday) for one in weeks]
        colour = _colour(index)
        axes.plot(places, [one.booked for one in weeks], color=colour, linewidth=1.5, linestyle=":")
        axes.plot(places, [one.present for one in weeks], color=colour, linewidth=3, marker="o", markersize=6)
        name = _shortened(service_name(key, document.words, document.policy))
        ends.append((weeks[-1].present / greatest, index, f"{weeks[-1].present} {name}"))
    for at, (_, index, label) in zip(_apart([end for end, _, _ in sorted(ends)]), sorted(ends), strict=True):
        axes.text(
            1.03, at / 1.12, drawable(label), transform=axes.transAxes, va="center", color=_colour(index),
            fontproperties=_font(13, BOLD),
        )  # fmt: skip
    _title(axes, document.words.text("picture-trend"), _INK)
    axes.set_xlim(-0.3, max(len(mondays) - 1, 1) + 0.3)
    axes.set_ylim(0, greatest * 1.12)
    step = 1 + (len(mondays) - 1) // 4
    shown = range((len(mondays) - 1) % step, len(mondays), step)
    axes.set_xticks(shown, [f"{mondays[place].day}/{mondays[place].month}" for place in shown])
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.grid(axis="y", color=_GRID)
    axes.set_axisbelow(True)
    _bare(axes)


def _monday(one: WeekTrend) -> date:
    return one.monday


def _apart(heights: Sequence[float]) -> list[float]:
    """Labels at these heights, the lowest first, moved up as far as they would lie on each other."""
    places: list[float] = []
    for height in heights:
        places.append(max(height, places[-1] + _APART) if places else height)
    over = max(0.0, places[-1] - 1.1) if places else 0.0
    return [place - over for place in places]


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"


def _bare(axes: Axes) -> None:
    """No frame, but for the ground it stands on."""
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_GRID)
    axes.tick_params(length=0, labelcolor=_FAINT)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(_font(12))


def _title(axes: Axes, text: str, colour: str) -> None:
    axes.set_title(drawable(text), loc="left", color=colour, fontproperties=_font(15, BOLD))


def _colour(index: int) -> str:
    return _COLOURS[index % len(_COLOURS)]


def _font(size: int, face: object = REGULAR) -> FontProperties:
    return FontProperties(fname=str(face), size=size)
