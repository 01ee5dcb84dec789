"""Parts that the charts of the thematic report share."""

from collections.abc import Iterable

from reportminer.export.thematic_inline import clean
from reportminer.export.thematic_sources import Source
from reportminer.export.thematic_words import number

_HATCHES = {
    "failure": '<rect width="2" height="7" fill="#fff" opacity=".5"/>',
    "mixed": '<circle cx="3.5" cy="3.5" r="1.3" fill="#fff" opacity=".75"/>',
}


def wrap(
    parts: Iterable[str], *, key: str, title: str, description: str, height: float, width: float | None = None
) -> str:
    """Return parts as a picture with a name and a description.

    Args:
        parts: drawn in this order.
        key: begins the ids of its parts.
        title: what it shows.
        description: for who cannot see it.
        height: pixels.
        width: pixels; None where it is as wide as the page lets it be, and all horizontal places are percentages.
    """
    size = f'width="100%" height="{height:g}"'
    if width is not None:
        size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" {size} role="img" '
            f'aria-labelledby="{key}-title {key}-desc">',
            f'<title id="{key}-title">{clean(title)}</title>',
            f'<desc id="{key}-desc">{clean(description)}</desc>',
            *parts,
            "</svg>",
        ]
    )


def make_hatch(key: str, polarity: str) -> str:
    """Return a texture to be laid over a colour, so that sides can be told apart without it."""
    drawn = _HATCHES.get(polarity, "")
    return (
        f'<defs><pattern id="{key}" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)">{drawn}</pattern></defs>'
    )


def make_number(value: int, source: Source) -> str:
    """Return a number inside a text."""
    return f'<tspan data-source="{clean(str(source))}">{number(value)}</tspan>'
