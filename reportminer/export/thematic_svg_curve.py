"""The chart of how new patterns come with further reports."""

from collections.abc import Iterator
from math import ceil

from reportminer.export.thematic_charts import Curve
from reportminer.export.thematic_svg_parts import wrap

_HEIGHT, _PLOT_TOP, _PLOT = 320, 12, 250
"""Of the picture, and of the plot in it; pixels."""
_BOTTOM = _PLOT_TOP + _PLOT
_LEFT, _WIDTH = 9, 89
"""Where the plot begins and how wide it is; percent."""
_N_TICKS = 5
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
_SCALE = 1000


def draw_curve(chart: Curve, *, key: str, title: str, description: str) -> str:
    """Return the chart as SVG."""
    n_reports = len(chart.points)
    parts = [
        *_ticks_up(find_top(chart)),
        *_ticks_across(n_reports),
        f'<svg x="{_LEFT}%" y="{_PLOT_TOP}" width="{_WIDTH}%" height="{_PLOT}" viewBox="0 0 {_SCALE} {_SCALE}" '
        'preserveAspectRatio="none" overflow="visible">',
        *_draw_lines(chart),
        "</svg>",
        f'<line class="axis" x1="{_LEFT}%" y1="{_BOTTOM}" x2="{_LEFT + _WIDTH}%" y2="{_BOTTOM}"/>',
        f'<text class="tick" x="{_LEFT + _WIDTH / 2:g}%" y="{_HEIGHT - 8}" text-anchor="middle">reports</text>',
    ]
    return wrap(parts, key=key, title=title, description=description, height=_HEIGHT)


def choose_ticks(most: int) -> list[int]:
    """Return round numbers from 0 up to a number, about five of them.

    Example:
        >>> choose_ticks(59), choose_ticks(3)
        ([0, 20, 40], [0, 1, 2, 3])
    """
    step = next((step for step in _STEPS if most / step <= _N_TICKS), _STEPS[-1])
    return list(range(0, most + 1, step))


def find_top(chart: Curve) -> int:
    """Return the greatest number of patterns that the chart shows."""
    return ceil(max(1.0, *(max(point.high, point.mean, point.found) for point in chart.points)))


def _ticks_up(top: int) -> Iterator[str]:
    for tick in choose_ticks(top):
        y = _PLOT_TOP + _PLOT * (1 - tick / top)
        yield f'<line class="grid" x1="{_LEFT}%" y1="{y:.1f}" x2="{_LEFT + _WIDTH}%" y2="{y:.1f}"/>'
        yield f'<text class="tick" x="{_LEFT - 1.2:g}%" y="{y + 4:.1f}" text-anchor="end">{tick}</text>'


def _ticks_across(n_reports: int) -> Iterator[str]:
    for tick in choose_ticks(n_reports):
        x = _LEFT + _WIDTH * tick / n_reports
        yield f'<text class="tick" x="{x:.2f}%" y="{_BOTTOM + 18}" text-anchor="middle">{tick}</text>'


def _draw_lines(chart: Curve) -> Iterator[str]:
    n_reports, top = len(chart.points), find_top(chart)

    def at(n: float, value: float) -> str:
        return f"{_SCALE * n / n_reports:.1f},{_SCALE * (1 - value / top):.1f}"

    low = [at(point.n_reports, point.low) for point in chart.points]
    high = [at(point.n_reports, point.high) for point in chart.points]
    mean = [at(0, 0), *(at(point.n_reports, point.mean) for point in chart.points)]
    found = [at(0, 0), *(at(point.n_reports, point.found) for point in chart.points)]
    yield f'<polygon class="band" points="{" ".join([at(0, 0), *low, *reversed(high)])}"/>'
    yield f'<polyline class="found" vector-effect="non-scaling-stroke" points="{" ".join(found)}"/>'
    yield f'<polyline class="mean" vector-effect="non-scaling-stroke" points="{" ".join(mean)}"/>'
