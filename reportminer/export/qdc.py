"""A codebook as programs for qualitative analysis exchange it (REFI-QDA, `.qdc`); `codebook.refi` reads it.

A theme is a code, its patterns are codes below it. The form knows no polarity: it stands in the description, in a
set of codes for each side, and in the colour. All else of a pattern stands in its description, line by line.

Source: REFI-QDA 1.5, codebook exchange; namespace `urn:QDA-XML:codebook:1.0`.
"""

from collections.abc import Iterator
from xml.etree import ElementTree

from reportminer import __version__
from reportminer.codebook.memo import describe_pattern, describe_theme
from reportminer.codebook.model import SIDES, Codebook, Pattern
from reportminer.codebook.naming import make_name, make_uuid
from reportminer.codebook.refi import MAKER
from reportminer.export.qdpx_xml import Element, add_description, make_element
from reportminer.records import Polarity

NAMESPACE = "urn:QDA-XML:codebook:1.0"
COLOURS = {Polarity.GOOD_PRACTICE: "#2E7D32", Polarity.FAILURE: "#C62828", Polarity.NEUTRAL: "#616161"}
"""Of the codes of each side: green, red, grey."""


def make_qdc(codebook: Codebook) -> str:
    """Return the codebook as XML; the same codebook gives the same text and the same GUIDs.

    Characters that XML 1.0 does not allow are left out.
    """
    root = make_element("CodeBook", xmlns=NAMESPACE, origin=f"{MAKER} {__version__}")
    ElementTree.SubElement(root, "Codes").extend(iter_codes(codebook))
    if sets := list(iter_sets(codebook, reference="guid")):
        ElementTree.SubElement(root, "Sets").extend(sets)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def list_qdc_losses(codebook: Codebook) -> tuple[str, ...]:
    """Return what a codebook holds that the form has no place for, in plain sentences."""
    by_theme = [p.id for theme in codebook.themes for p in codebook.patterns if p.theme == theme.id]
    in_order = by_theme == list(codebook.pattern_ids)
    return () if in_order else ("The order of patterns, which stand theme by theme",)


def make_guid(codebook: Codebook, kind: str, key: str) -> str:
    """Return the GUID of a part of the codebook, in capitals as some programs ask for; see `naming.make_uuid`."""
    return str(make_uuid(codebook, kind, key)).upper()


def iter_codes(codebook: Codebook) -> Iterator[Element]:
    """Yield a code a theme, with the codes of its patterns in it."""
    for theme in codebook.themes:
        code = make_element(
            "Code", guid=make_guid(codebook, "theme", theme.id), name=theme.label, isCodable="true"
        )
        add_description(code, describe_theme(theme, codebook))
        code.extend(_make_pattern(codebook, pattern) for pattern in codebook.patterns if pattern.theme == theme.id)
        yield code


def iter_sets(codebook: Codebook, *, reference: str) -> Iterator[Element]:
    """Yield a set of codes for each side that has some.

    Args:
        codebook: the codebook.
        reference: attribute that names a member: `guid` in a codebook, `targetGUID` in a project.
    """
    for side in SIDES:
        members = [pattern for pattern in codebook.patterns if pattern.polarity is side]
        if members:
            found = make_element("Set", guid=make_guid(codebook, "side", side), name=make_name(side))
            for pattern in members:
                found.append(make_element("MemberCode", **{reference: make_guid(codebook, "pattern", pattern.id)}))
            yield found


def _make_pattern(codebook: Codebook, pattern: Pattern) -> Element:
    code = make_element(
        "Code",
        guid=make_guid(codebook, "pattern", pattern.id),
        name=make_name(pattern.id),
        isCodable="true",
        color=COLOURS[pattern.polarity],
    )
    add_description(code, describe_pattern(pattern))
    return code
