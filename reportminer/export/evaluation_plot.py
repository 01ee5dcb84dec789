"""Pictures of an evaluation as inline SVG: stated probability against found share, and bars of intervals."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from reportminer.export.evaluation_style import ACCENT, INK, QUIET

_SIZE, _LEFT, _TOP, _SIDE = 380, 52, 14, 310
"""Of the drawing: its height, where the axes begin, and their length; in units of the picture."""
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_BAR_WIDTH, _BAR_HEIGHT = 100, 14


def draw_reliability(bins: Sequence[Mapping[str, Any]]) -> str:
    """Return the reliability plot: a point for each tenth of the scale that holds decisions, with its interval.

    Args:
        bins: `low`, `high`, `n`, `stated`, `found` and `found_interval` of each.
    """
    held = [each for each in bins if each["n"]]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _SIDE + 24} {_SIZE}" role="img" '
            'class="plot" aria-labelledby="plot-title plot-desc">',
            '<title id="plot-title">Stated probability against the share found to be true</title>',
            f'<desc id="plot-desc">{escape(_describe(held))}</desc>',
            *_axes(),
            *(part for each in held for part in _point(each)),
            "</svg>",
        ]
    )


def draw_interval(value: float | None, limits: Sequence[float] | None) -> str:
    """Return a figure between 0 and 1 and its interval as a bar; a picture of what the cells beside it say."""
    parts = [f'<line x1="1" y1="7" x2="{_BAR_WIDTH - 1}" y2="7" stroke="{QUIET}" stroke-dasharray="1 4"/>']
    if limits:
        low, high = (_along_bar(end) for end in limits)
        parts.append(f'<line x1="{low}" y1="7" x2="{high}" y2="7" stroke="{ACCENT}" stroke-width="4"/>')
    if value is not None:
        at = _along_bar(value)
        parts.append(f'<line x1="{at}" y1="1" x2="{at}" y2="13" stroke="{INK}" stroke-width="2"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_BAR_WIDTH} {_BAR_HEIGHT}" class="bar" '
        f'aria-hidden="true">{"".join(parts)}</svg>'
    )


def _along_bar(value: float) -> str:
    return f"{1 + value * (_BAR_WIDTH - 2):.1f}"


def _describe(bins: Sequence[Mapping[str, Any]]) -> str:
    said = [
        f"between {each['low']:.1f} and {each['high']:.1f}: stated {each['stated']:.2f}, "
        f"found {each['found']:.2f}, {each['n']:,} decisions"
        for each in bins
    ]
    return (
        "On the dashed diagonal stated and found agree; points below it are stated too high, those above too low. "
        + "; ".join(said)
        + ". The table holds the same figures."
    )


def _axes() -> Iterator[str]:
    yield (
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="{QUIET}" stroke-width="1.5" '
        'stroke-dasharray="6 4"/>'
    )
    yield f'<path d="M{_x(0)} {_y(1)} V{_y(0)} H{_x(1)}" fill="none" stroke="{INK}" stroke-width="1"/>'
    for tick in _TICKS:
        yield f'<text x="{_x(tick)}" y="{float(_y(0)) + 18}" text-anchor="middle">{tick:.1f}</text>'
        yield f'<text x="{_LEFT - 8}" y="{float(_y(tick)) + 4}" text-anchor="end">{tick:.1f}</text>'
    yield f'<text x="{_x(0.5)}" y="{float(_y(0)) + 40}" text-anchor="middle">stated probability</text>'
    turn = f'transform="rotate(-90 14 {_y(0.5)})"'
    yield f'<text x="14" y="{_y(0.5)}" text-anchor="middle" {turn}>share found true</text>'


def _point(each: Mapping[str, Any]) -> Iterator[str]:
    x, y = _x(each["stated"]), _y(each["found"])
    if each["found_interval"]:
        low, high = (_y(end) for end in each["found_interval"])
        yield f'<line x1="{x}" y1="{low}" x2="{x}" y2="{high}" stroke="{ACCENT}" stroke-width="2"/>'
    yield f'<circle cx="{x}" cy="{y}" r="5" fill="{ACCENT}"/>'


def _x(value: float) -> str:
    return f"{_LEFT + value * _SIDE:.1f}"


def _y(value: float) -> str:
    return f"{_TOP + (1 - value) * _SIDE:.1f}"
