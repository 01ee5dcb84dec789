"""The charts of the thematic report as inline SVG: text keeps its size at any width, no colour stands alone."""

from collections.abc import Iterator, Sequence

from reportminer.export.thematic_charts import Balance, BarRow, Bars, Chart, Curve, Heat
from reportminer.export.thematic_inline import clean
from reportminer.export.thematic_svg_curve import draw_curve
from reportminer.export.thematic_svg_heat import draw_heat
from reportminer.export.thematic_svg_parts import make_hatch, make_number, wrap
from reportminer.text import clip

_ROW, _BAR_TOP, _BAR = 38, 19, 13
"""Of a row: its height, where the bar begins, the bar's height; pixels."""
_AXIS = 26
_TICKS = (0, 25, 50, 75, 100)
_LONGEST, _LONGEST_ON_WIDE = 44, 90
"""Characters of a label that fit above a bar on a narrow screen, and on a wide one or paper."""
_ROOM_FOR_A_NUMBER = 0.04
"""Share of the width from which a part of a bar holds its number."""


def draw(chart: Chart, *, key: str, title: str, description: str) -> str:
    """Return a chart as SVG with its title and description.

    Args:
        chart: what to draw.
        key: begins the ids of its parts; no other chart of the page has it.
        title: what it shows.
        description: for who cannot see it.
    """
    match chart:
        case Bars():
            return _draw_bars(chart, key, title, description)
        case Balance():
            return _draw_balance(chart, key, title, description)
        case Heat():
            return draw_heat(chart, key=key, title=title, description=description)
        case Curve():
            return draw_curve(chart, key=key, title=title, description=description)


def _draw_bars(chart: Bars, key: str, title: str, description: str) -> str:
    height = _ROW * len(chart.rows)
    hatch = f"{key}-hatch"
    parts = [make_hatch(hatch, chart.polarity), *_grid(height)]
    for place, row in enumerate(chart.rows):
        parts += _bar(row, top=_ROW * place, polarity=chart.polarity, hatch=hatch)
    return wrap([*parts, *_axis(height)], key=key, title=title, description=description, height=height + _AXIS)


def _grid(height: int) -> Iterator[str]:
    for tick in _TICKS[1:-1]:
        yield f'<line class="grid" x1="{tick}%" y1="0" x2="{tick}%" y2="{height}"/>'


def _axis(height: int) -> Iterator[str]:
    anchors = {0: "start", 100: "end"}
    for tick in _TICKS:
        anchor = anchors.get(tick, "middle")
        yield f'<text class="tick" x="{tick}%" y="{height + 18}" text-anchor="{anchor}">{tick}%</text>'


def _bar(row: BarRow, *, top: int, polarity: str, hatch: str) -> Iterator[str]:
    middle, bar = top + _BAR_TOP + _BAR / 2, top + _BAR_TOP
    n, n_total = make_number(row.n, row.n_source), make_number(row.n_total, row.total_source)
    low, high = f"{100 * row.low:.2f}%", f"{100 * row.high:.2f}%"
    size = f'x="0" y="{bar}" width="{100 * row.share:.2f}%" height="{_BAR}"'
    yield from _label(row.label, top)
    yield f'<text class="value" x="100%" y="{top + 14}" text-anchor="end">{n} of {n_total}</text>'
    yield f'<rect class="track" x="0" y="{bar}" width="100%" height="{_BAR}"/>'
    yield f'<rect class="share {polarity}" {size}/><rect fill="url(#{hatch})" {size}/>'
    yield f'<line class="halo" x1="{low}" y1="{middle}" x2="{high}" y2="{middle}"/>'
    yield f'<line class="range" x1="{low}" y1="{middle}" x2="{high}" y2="{middle}"/>'
    for end in (low, high):
        yield f'<line class="range" x1="{end}" y1="{middle - 4}" x2="{end}" y2="{middle + 4}"/>'


def _label(text: str, top: int) -> Iterator[str]:
    """Yield what stands above a bar; a long label twice, of which the style sheet shows the one that fits."""
    if len(text) <= _LONGEST:
        yield f'<text class="label" x="0" y="{top + 14}">{clean(text)}</text>'
        return
    for name, most in (("when-narrow", _LONGEST), ("when-wide", _LONGEST_ON_WIDE)):
        yield f'<text class="label {name}" x="0" y="{top + 14}">{clean(clip(text, most))}</text>'


def _draw_balance(chart: Balance, key: str, title: str, description: str) -> str:
    most = max(row.only_failure + row.both + row.only_good for row in chart.rows)
    parts = [make_hatch(f"{key}-failure", "failure"), make_hatch(f"{key}-mixed", "mixed")]
    for place, row in enumerate(chart.rows):
        top = _ROW * place
        parts += _label(row.label, top)
        values = (row.only_failure, row.both, row.only_good)
        numbers = [make_number(n, source) for n, source in zip(values, row.sources, strict=True)]
        parts += _stack(values, numbers, most=most, top=top + _BAR_TOP, key=key)
    return wrap(parts, key=key, title=title, description=description, height=_ROW * len(chart.rows))


def _stack(values: Sequence[int], numbers: Sequence[str], *, most: int, top: int, key: str) -> Iterator[str]:
    start = 0.0
    for n, shown, side in zip(values, numbers, ("failure", "mixed", "good_practice"), strict=True):
        if not n:
            continue
        width = n / most
        place = f'x="{100 * start:.2f}%" y="{top}" width="{100 * width:.2f}%" height="{_BAR + 2}"'
        yield f'<rect class="share {side} edged" {place}/>'
        if side != "good_practice":
            yield f'<rect fill="url(#{key}-{side})" {place}/>'
        if width >= _ROOM_FOR_A_NUMBER:
            middle = f"{100 * (start + width / 2):.2f}%"
            yield f'<text class="inside" x="{middle}" y="{top + 12.5}" text-anchor="middle">{shown}</text>'
        start += width
