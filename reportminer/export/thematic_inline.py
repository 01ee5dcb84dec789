"""Lines of the thematic report as HTML: every text is escaped here, and nowhere else."""

from html import escape

from reportminer.export.harmless import make_harmless
from reportminer.export.thematic_model import Foreign, Inline, Line, Link, Number, Side, Strip, Strong, Text
from reportminer.export.thematic_words import name_side

_SHAPES = {
    "good_practice": '<circle class="full" cx="8" cy="8" r="7.5"/><path class="cut" d="M4.2 8.4l2.7 2.7 5-5.6"/>',
    "failure": '<rect class="full" x=".8" y=".8" width="14.4" height="14.4" rx="1.5"/>'
    '<path class="cut" d="M4.6 4.6l6.8 6.8M11.4 4.6l-6.8 6.8"/>',
    "mixed": '<circle class="line" cx="8" cy="8" r="6.7"/><path class="full" d="M8 1.3a6.7 6.7 0 0 1 0 13.4z"/>',
}
_NO_SHAPE = '<circle class="line" cx="8" cy="8" r="6.7"/>'


def clean(text: str) -> str:
    """Return a text that may stand in HTML, between tags or in an attribute between double quotes."""
    return escape(make_harmless(text))


def write_line(line: Line) -> str:
    """Return a line as HTML."""
    return "".join(map(_write, line))


def _write(inline: Inline) -> str:
    match inline:
        case Text(text):
            written = clean(text)
        case Strong(text):
            written = f"<strong>{clean(text)}</strong>"
        case Foreign(text):
            written = f"<bdi>{clean(text)}</bdi>"
        case Number():
            written = _write_number(inline)
        case Link(text, href):
            written = f'<a href="{clean(href)}"><bdi>{clean(text)}</bdi></a>'
        case Side(polarity):
            written = write_side(polarity)
        case Strip():
            written = _write_strip(inline)
    return written


def _write_number(number: Number) -> str:
    tag, leads = ("a", f' href="#{clean(number.row)}"') if number.row else ("span", "")
    return f'<{tag} class="num"{leads} data-source="{clean(str(number.source))}">{clean(number.shown)}</{tag}>'


def write_side(polarity: str) -> str:
    """Return a side as a shape and a word."""
    shape = _SHAPES.get(polarity, _NO_SHAPE)
    return (
        f'<span class="side {clean(polarity)}"><svg class="shape" viewBox="0 0 16 16" aria-hidden="true" '
        f'focusable="false">{shape}</svg> {name_side(polarity)}</span>'
    )


def _write_strip(strip: Strip) -> str:
    share, low, high = (100 * end for end in (strip.share, strip.low, strip.high))
    return (
        '<svg class="strip" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect class="track" width="100" height="12"/><rect class="share {clean(strip.polarity)}" '
        f'width="{share:.1f}" height="12"/><rect class="range" x="{low:.1f}" y="5" width="{high - low:.1f}" '
        'height="2"/></svg>'
    )
