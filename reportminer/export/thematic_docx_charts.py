"""The charts of the thematic report as charts of Word (DrawingML), which stay sharp and can be read out.

Figures stand in the chart itself: there is no workbook behind it.

Source: ECMA-376 part 1, 21.2 (DrawingML charts).
"""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from reportminer.export.harmless import make_harmless
from reportminer.export.thematic_charts import Balance, Bars, Curve

Values = Sequence[float]

_GOOD, _BAD, _MIXED, _DATA, _INK, _LINE = "0B5A34", "8F1D13", "6B4300", "2F6AA8", "14171A", "C3C9CF"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
)
_TAIL = (
    '<c:plotVisOnly val="1"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/>'
    f'<a:p><a:pPr><a:defRPr sz="850"><a:solidFill><a:srgbClr val="{_INK}"/></a:solidFill>'
    '<a:latin typeface="Arial"/></a:defRPr></a:pPr>'
    '<a:endParaRPr lang="en-GB"/></a:p></c:txPr></c:chartSpace>'
)
_NO_MARKS = '<c:marker><c:symbol val="none"/></c:marker>'
_LEGEND = '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>'
_PATTERNS = {"good_practice": ("", _GOOD), "failure": ("dkUpDiag", _BAD), "mixed": ("pct50", _MIXED)}


def make_chart(chart: Bars | Balance | Curve) -> bytes:
    """Return the part of a Word file that holds a chart."""
    match chart:
        case Bars():
            plot, legend = _plot_bars(chart), ""
        case Balance():
            plot, legend = _plot_balance(chart), _LEGEND
        case Curve():
            plot, legend = _plot_curve(chart), _LEGEND
    return f"{_HEAD}{plot}</c:plotArea>{legend}{_TAIL}".encode()


def _plot_bars(chart: Bars) -> str:
    labels = [f"{row.label} ({row.n} of {row.n_total})" for row in chart.rows]
    spread = _error_bars([row.high - row.share for row in chart.rows], [row.share - row.low for row in chart.rows])
    series = _series(
        0, "Share of reports", labels, [row.share for row in chart.rows], shape=_fill(chart.polarity), more=spread
    )
    return _bar_chart([series], grouping="clustered", gap=60) + _category_axis() + _value_axis(high=1.0, form="0%")


def _plot_balance(chart: Balance) -> str:
    labels = [row.label for row in chart.rows]
    told = (
        ("Failure alone", "failure", [row.only_failure for row in chart.rows]),
        ("Both", "mixed", [row.both for row in chart.rows]),
        ("Good practice alone", "good_practice", [row.only_good for row in chart.rows]),
    )
    series = [
        _series(place, name, labels, values, shape=_fill(side)) for place, (name, side, values) in enumerate(told)
    ]
    return _bar_chart(series, grouping="stacked", gap=40) + _category_axis() + _value_axis(form="0")


def _plot_curve(chart: Curve) -> str:
    labels = [str(point.n_reports) for point in chart.points]
    told: tuple[tuple[str, Values, str], ...] = (
        ("Mean over all orders", [p.mean for p in chart.points], _stroke(_DATA, 28575)),
        ("Lower end", [p.low for p in chart.points], _stroke(_DATA, 9525, "sysDot")),
        ("Upper end", [p.high for p in chart.points], _stroke(_DATA, 9525, "sysDot")),
        ("Order of publication", [float(p.found) for p in chart.points], _stroke(_INK, 15875, "dash")),
    )
    series = "".join(
        _series(place, name, labels, values, shape=shape, before=_NO_MARKS, after='<c:smooth val="0"/>')
        for place, (name, values, shape) in enumerate(told)
    )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
        '<c:axId val="1"/><c:axId val="2"/></c:lineChart>'
        + _category_axis(is_across=True)
        + _value_axis(form="0", is_across=True)
    )


def _bar_chart(series: Sequence[str], *, grouping: str, gap: int) -> str:
    overlap = '<c:overlap val="100"/>' if grouping == "stacked" else ""
    return (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{"".join(series)}'
        f'<c:gapWidth val="{gap}"/>{overlap}<c:axId val="1"/><c:axId val="2"/></c:barChart>'
    )


def _series(
    place: int,
    name: str,
    labels: Sequence[str],
    values: Values,
    *,
    shape: str,
    before: str = "",
    more: str = "",
    after: str = "",
) -> str:
    column = chr(ord("B") + place)
    last = len(labels) + 1
    points = "".join(f'<c:pt idx="{at}"><c:v>{_text(label)}</c:v></c:pt>' for at, label in enumerate(labels))
    count = f'<c:ptCount val="{len(labels)}"/>'
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{_text(name)}</c:v></c:pt></c:strCache></c:strRef>'
        "</c:tx>"
        f"{shape}{before}{more}<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{count}{points}"
        f"</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f>"
        f"<c:numCache><c:formatCode>General</c:formatCode>{count}{''.join(_points(values))}</c:numCache></c:numRef>"
        f"</c:val>{after}</c:ser>"
    )


def _points(values: Values) -> Iterator[str]:
    for at, value in enumerate(values):
        yield f'<c:pt idx="{at}"><c:v>{value:.4f}</c:v></c:pt>'


def _error_bars(plus: Values, minus: Values) -> str:
    def ends(name: str, values: Values) -> str:
        return (
            f'<c:{name}><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>'
            f"{''.join(_points(values))}</c:numLit></c:{name}>"
        )

    return (
        '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"{ends('plus', plus)}{ends('minus', minus)}{_stroke(_INK, 15875)}</c:errBars>"
    )


def _fill(polarity: str) -> str:
    texture, colour = _PATTERNS.get(polarity, ("", _DATA))
    if not texture:
        return f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'
    return (
        f'<c:spPr><a:pattFill prst="{texture}"><a:fgClr><a:srgbClr val="{colour}"/></a:fgClr><a:bgClr>'
        f'<a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill><a:ln><a:solidFill><a:srgbClr val="{colour}"/>'
        "</a:solidFill></a:ln></c:spPr>"
    )


def _stroke(colour: str, width: int, dash: str = "solid") -> str:
    return (
        f'<c:spPr><a:ln w="{width}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f'<a:prstDash val="{dash}"/></a:ln></c:spPr>'
    )


def _category_axis(*, is_across: bool = False) -> str:
    order, where = ("minMax", "b") if is_across else ("maxMin", "l")
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{where}"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{_stroke(_LINE, 9525)}<c:crossAx val="2"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(*, form: str, high: float | None = None, is_across: bool = False) -> str:
    most = f'<c:max val="{high:g}"/>' if high is not None else ""
    # Of bars the first is on top, which puts the axis of values there too: "max" brings it back to the bottom.
    where, crosses = ("l", "autoZero") if is_across else ("b", "max")
    return (
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{most}<c:min val="0"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{where}"/><c:majorGridlines>{_stroke(_LINE, 6350)}</c:majorGridlines>'
        f'<c:numFmt formatCode={quoteattr(form)} sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/>'
        f'<c:crosses val="{crosses}"/></c:valAx>'
    )


def _text(text: str) -> str:
    return escape(make_harmless(text))
