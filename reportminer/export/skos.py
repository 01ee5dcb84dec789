"""A codebook as a thesaurus for the web of data: SKOS in JSON-LD.

Source: SKOS Reference (W3C, 2009); JSON-LD 1.1 (W3C, 2020).
"""

import json
from collections.abc import Iterator
from typing import Any

from reportminer.codebook.model import SIDES, Codebook, Pattern, Theme
from reportminer.codebook.naming import make_name, make_uuid

_VOCABULARY = "urn:x-reportminer:vocabulary:"
_CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "id": "@id",
    "type": "@type",
    "title": "dcterms:title",
    "version": "owl:versionInfo",
    "notation": {"@id": "skos:notation", "@type": f"{_VOCABULARY}id"},
    **{name: f"skos:{name}" for name in ("prefLabel", "definition", "scopeNote", "example")},
    **{
        name: {"@id": f"skos:{name}", "@type": "@id"}
        for name in ("inScheme", "topConceptOf", "hasTopConcept", "broader", "narrower", "related", "member")
    },
    "polarity": f"{_VOCABULARY}polarity",
    "phrase": f"{_VOCABULARY}phrase",
    "nearMiss": f"{_VOCABULARY}nearMiss",
}
"""Short names; those of SKOS but polarity, phrase and nearMiss, for which it has none.

A notation has a datatype of its own, as SKOS wants notations to have (section 6.5.1).
"""
_UNTITLED = "Codebook"


def make_skos(codebook: Codebook) -> str:
    """Return the codebook as JSON-LD: a scheme, a top concept for each theme, below it one for each pattern.

    The id of a theme or pattern is its notation. Identifiers are URNs of UUIDs, the same as in a `.qdc` file. The
    patterns of one side are a collection, as SKOS knows no sides. Texts have no language tag: a codebook does not
    say in which language it is.
    """
    graph = [
        _make_scheme(codebook),
        *_make_sides(codebook),
        *(_make_theme(codebook, theme) for theme in codebook.themes),
        *(_make_pattern(codebook, pattern) for pattern in codebook.patterns),
    ]
    content = {"@context": _CONTEXT, "@graph": [_filled(node) for node in graph]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _make_scheme(codebook: Codebook) -> dict[str, Any]:
    return {
        "id": _urn(codebook, "codebook", ""),
        "type": "skos:ConceptScheme",
        "title": codebook.title or _UNTITLED,
        "version": codebook.version,
        "hasTopConcept": [_urn(codebook, "theme", theme.id) for theme in codebook.themes],
    }


def _make_sides(codebook: Codebook) -> Iterator[dict[str, Any]]:
    for side in SIDES:
        members = [pattern.id for pattern in codebook.patterns if pattern.polarity is side]
        if members:
            yield {
                "id": _urn(codebook, "side", side),
                "type": "skos:Collection",
                "prefLabel": make_name(side),
                "inScheme": _urn(codebook, "codebook", ""),
                "member": [_urn(codebook, "pattern", pattern_id) for pattern_id in members],
            }


def _make_theme(codebook: Codebook, theme: Theme) -> dict[str, Any]:
    members = [pattern.id for pattern in codebook.patterns if pattern.theme == theme.id]
    return {
        "id": _urn(codebook, "theme", theme.id),
        "type": "skos:Concept",
        "notation": theme.id,
        "prefLabel": theme.label,
        "inScheme": _urn(codebook, "codebook", ""),
        "topConceptOf": _urn(codebook, "codebook", ""),
        "phrase": theme.phrases,
        "narrower": [_urn(codebook, "pattern", pattern_id) for pattern_id in members],
    }


def _make_pattern(codebook: Codebook, pattern: Pattern) -> dict[str, Any]:
    return {
        "id": _urn(codebook, "pattern", pattern.id),
        "type": "skos:Concept",
        "notation": pattern.id,
        "prefLabel": make_name(pattern.id),
        "polarity": pattern.polarity,
        "definition": pattern.definition,
        "scopeNote": [
            *(f"Include: {text}" for text in pattern.include),
            *(f"Exclude: {text}" for text in pattern.exclude),
        ],
        "example": pattern.examples,
        "nearMiss": pattern.near_misses,
        "inScheme": _urn(codebook, "codebook", ""),
        "broader": _urn(codebook, "theme", pattern.theme),
        # A concept is not related to itself or to what is not there; the check of the codebook says so.
        "related": [
            _urn(codebook, "pattern", other)
            for other in pattern.confused_with
            if other != pattern.id and other in codebook.pattern_ids
        ],
    }


def _urn(codebook: Codebook, kind: str, key: str) -> str:
    return make_uuid(codebook, kind, key).urn


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    """Return a node without what is empty."""
    return {name: value for name, value in node.items() if value}
