"""The codes of a project: the codebook, marks for what a review says beside patterns, and strays.

REFI-QDA knows codes and nothing else that a coder may say of a passage. So the side of a finding, that it is a
recommendation, and that no code applies are codes too, below one of their own.
"""

from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree

from reportminer.codebook.memo import describe_mark
from reportminer.codebook.model import Codebook
from reportminer.codebook.naming import make_name
from reportminer.export import qdc
from reportminer.export.qdpx_guids import make_guid
from reportminer.export.qdpx_xml import Element, add_description, make_element
from reportminer.records import Polarity

NO_CODE = "no_code"
"""Mark of a sentence that was read and carries nothing of the codebook."""
ADVICE, NO_ADVICE = "recommendation", "no_recommendation"
MARKS: Mapping[str, tuple[str, str]] = {
    Polarity.GOOD_PRACTICE: ("Finding: good practice", "The passage tells of good practice."),
    Polarity.FAILURE: ("Finding: failure", "The passage tells of a failure."),
    Polarity.MIXED: ("Finding: mixed", "The passage tells of both."),
    Polarity.NEUTRAL: ("Finding: neutral", "The passage states a finding that takes no side."),
    Polarity.NONE: ("No finding", "The passage states no finding."),
    ADVICE: ("Recommendation", "The passage says what should be done."),
    NO_ADVICE: ("Not a recommendation", "The passage does not say what should be done."),
    NO_CODE: (
        "Read: no code applies",
        "Somebody read the passage, and it carries none of the patterns and themes.",
    ),
}
"""Name and meaning by key."""
_MARKS_NAME = "Marks of a review"
_STRAYS_NAME = "Not in the codebook"


class CodeTree:
    """Every code that a project of a workspace may hold.

    Args:
        codebook: the codebook.
        stray_patterns: ids of patterns that sentences carry and the codebook may not have.
        stray_themes: likewise of themes.
    """

    def __init__(
        self, codebook: Codebook, *, stray_patterns: Iterable[str] = (), stray_themes: Iterable[str] = ()
    ) -> None:
        self._codebook = codebook
        self._strays = (
            tuple(sorted(set(stray_themes) - set(codebook.theme_ids))),
            tuple(sorted(set(stray_patterns) - set(codebook.pattern_ids))),
        )
        self.patterns: Mapping[str, str] = {
            **{key: qdc.make_guid(codebook, "pattern", key) for key in codebook.pattern_ids},
            **{key: make_guid("stray pattern", key) for key in self._strays[1]},
        }
        """GUIDs of patterns by id."""
        self.themes: Mapping[str, str] = {
            **{key: qdc.make_guid(codebook, "theme", key) for key in codebook.theme_ids},
            **{key: make_guid("stray theme", key) for key in self._strays[0]},
        }
        """GUIDs of themes by id."""
        self.marks: Mapping[str, str] = {key: make_guid("mark", key) for key in MARKS}
        """GUIDs of marks by key."""
        labels = {theme.id: theme.label for theme in codebook.themes}
        self.names: Mapping[str, str] = {
            **{guid: labels.get(key, make_name(key)) for key, guid in self.themes.items()},
            **{guid: make_name(key) for key, guid in self.patterns.items()},
            **{guid: MARKS[key][0] for key, guid in self.marks.items()},
        }
        """Names of all codes that may be given, by GUID."""

    def make_codebook(self) -> Element:
        """Return the element `CodeBook`."""
        found = make_element("CodeBook")
        codes = ElementTree.SubElement(found, "Codes")
        codes.extend(qdc.iter_codes(self._codebook))
        codes.extend(self._iter_strays())
        codes.append(self._make_marks())
        return found

    def make_sets(self) -> list[Element]:
        """Return the sets of codes, one for each side that some patterns take."""
        return list(qdc.iter_sets(self._codebook, reference="targetGUID"))

    def _iter_strays(self) -> Iterator[Element]:
        if not any(self._strays):
            return
        top = make_element("Code", guid=make_guid("codes", "strays"), name=_STRAYS_NAME, isCodable="false")
        add_description(top, "Codes that sentences of the workspace carry from another codebook.")
        for ids, guids in zip(self._strays, (self.themes, self.patterns), strict=True):
            for key in ids:
                top.append(make_element("Code", guid=guids[key], name=make_name(key), isCodable="true"))
        yield top

    def _make_marks(self) -> Element:
        top = make_element("Code", guid=make_guid("codes", "marks"), name=_MARKS_NAME, isCodable="false")
        add_description(top, describe_mark("What can be said of a passage beside patterns and themes."))
        colours = {str(side): colour for side, colour in qdc.COLOURS.items()}
        for key, (name, meaning) in MARKS.items():
            code = make_element(
                "Code", guid=self.marks[key], name=name, isCodable="true", color=colours.get(str(key))
            )
            add_description(code, describe_mark(meaning))
            top.append(code)
        return top
