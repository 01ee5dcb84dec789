"""The chart of areas by patterns: shades with their number."""

from collections.abc import Iterator

from reportminer.export.thematic_charts import Heat, HeatRow
from reportminer.export.thematic_inline import clean
from reportminer.export.thematic_svg_parts import make_number, wrap
from reportminer.text import clip

_LEFT, _TOP, _RIGHT = 218, 118, 60
"""Room for the names of patterns and areas, which lean over to the right; pixels."""
_WIDTH, _HEIGHT = 38, 24
"""Of a cell."""
_DARK = 4
"""The first shade on which white letters are read better."""


def draw_heat(chart: Heat, *, key: str, title: str, description: str) -> str:
    """Return the chart as SVG; of fixed width, since a table cannot be squeezed."""
    width = _LEFT + _WIDTH * len(chart.areas) + _RIGHT
    parts = [*_name_areas(chart)]
    for place, row in enumerate(chart.rows):
        parts += _draw_row(chart, row, top=_TOP + _HEIGHT * place)
    height = _TOP + _HEIGHT * len(chart.rows) + 2
    return wrap(parts, key=key, title=title, description=description, height=height, width=width)


def _name_areas(chart: Heat) -> Iterator[str]:
    for place, area in enumerate(chart.areas):
        x, y = _LEFT + _WIDTH * (place + 0.5) + 4, _TOP - 8
        yield f'<text class="label" transform="translate({x:g} {y}) rotate(-60)">{clean(clip(area, 19))}</text>'


def _draw_row(chart: Heat, row: HeatRow, *, top: int) -> Iterator[str]:
    middle = top + _HEIGHT / 2 + 4.5
    yield f'<text class="label" x="{_LEFT - 8}" y="{middle}" text-anchor="end">{clean(clip(row.label, 34))}</text>'
    for place, (n, source) in enumerate(zip(row.counts, row.sources, strict=True)):
        x, shade = _LEFT + _WIDTH * place, chart.shade(n)
        yield f'<rect class="cell step-{shade}" x="{x}" y="{top}" width="{_WIDTH}" height="{_HEIGHT}"/>'
        if n:
            letters = "light" if shade >= _DARK else "dark"
            at = f'x="{x + _WIDTH / 2:g}" y="{middle}" text-anchor="middle"'
            yield f'<text class="{letters}" {at}>{make_number(n, source)}</text>'
