"""How the thematic report looks as a Word file: page, styles and colours, those of the HTML form."""

from typing import Any, NamedTuple

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reportminer.export.thematic_docx_parts import add_page_number

NIGHT, _INK, _QUIET, _LINK = "12283F", "14171A", "474E55", "0B4A8F"
_SANS, _SERIF = "Arial", "Georgia"


class Step(NamedTuple):
    """A shade of a chart of areas."""

    ground: str
    """Colour of the cell."""
    ink: str
    """Colour of its number."""


STEPS = (
    Step("F3F5F7", _INK),
    Step("DBE8F5", _INK),
    Step("B9D3EC", _INK),
    Step("8AB6DE", _INK),
    Step("1F5A93", "FFFFFF"),
    Step("0D325C", "FFFFFF"),
)
"""By `Heat.shade`."""
SIDE_COLOURS = {
    "good_practice": ("0B5A34", "single", 24),
    "failure": ("8F1D13", "double", 12),
    "mixed": ("6B4300", "dashed", 18),
    "neutral": (_QUIET, "single", 12),
    "none": (_QUIET, "single", 12),
}
"""Colour of a side, and the line beside its quotations: kind, and width in eighths of a point."""


def set_up_page(document: WordDocument) -> None:
    """Set paper, margins and the number of the page."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    footer = section.footer.paragraphs[0]
    footer.alignment = 2
    add_page_number(footer)


def set_up_styles(document: WordDocument) -> None:
    """Set the look of all styles that are used."""
    styles = document.styles
    language = styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "en-GB")
    _set(styles["Normal"], size=10.5, after=6)
    _set(styles["Title"], size=24, colour=NIGHT, bold=True, after=4)
    _set(styles["Subtitle"], size=12.5, colour=_INK, after=14)
    for level, size, before in ((1, 16, 24), (2, 12.5, 16), (3, 11, 12)):
        _set(styles[f"Heading {level}"], size=size, colour=NIGHT, bold=True, before=before, after=4, keep=True)
    _set(styles["Caption"], size=10, colour=_INK, bold=True, before=10, after=3, keep=True)
    _set(styles["Quote"], size=11, colour=_INK, font=_SERIF, after=0, keep=True, indent=0.5)
    styles["Quote"].font.italic = styles["Subtitle"].font.italic = False
    for name, look in _OWN.items():
        _set(styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), **look)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor.from_string(_LINK), True


_OWN: dict[str, dict[str, Any]] = {
    "Lead": {"size": 11.5, "after": 8},
    "Hint": {"size": 9.5, "colour": _QUIET, "after": 4},
    "Note": {"size": 10.5, "after": 8, "indent": 0.5},
    "Key Figure": {"size": 16, "bold": True, "after": 0},
    "Place": {"size": 9, "after": 9, "indent": 0.5},
    "Origin": {"size": 8.5, "colour": _QUIET, "before": 2, "after": 8},
    "Table Head": {"size": 8.5, "bold": True, "after": 0, "keep": True},
    "Table Text": {"size": 8.5, "before": 1.5, "after": 1.5},
    "Heat Text": {"size": 7.5, "before": 1, "after": 1},
    "Contents Heading": {"size": 12.5, "colour": NIGHT, "bold": True, "before": 8, "after": 4, "keep": True},
    "Contents 1": {"size": 10, "after": 2},
    "Contents 2": {"size": 10, "after": 2, "indent": 0.6},
}


def _set(
    style: Any,
    *,
    size: float,
    colour: str = _INK,
    font: str = _SANS,
    bold: bool | None = None,
    before: float = 0,
    after: float = 6,
    keep: bool = False,
    indent: float = 0,
) -> None:
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), font)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.keep_with_next = Pt(before), Pt(after), keep
    if indent:
        shape.left_indent = Cm(indent)
