"""Headings above what a report tells of itself."""

import pytest

from reportminer.classify.method import tells_of_method


@pytest.mark.parametrize(
    "heading",
    [
        "The review team",
        "Background and scope of the local system review",
        "Background and scope",
        "How we carried out the review",
        "How we carried out the progress review",
        "How the review was carried out",
        "About this review",
        "ABOUT THIS REPORT",
        "Methodology",
        "2. Methodology",
        "Annex A: terms of reference",
        "Terms of reference",
        "Scope of the inquiry",
        "Our inquiry",
        "Purpose and scope of this report",
    ],
)
def test_headings_of_method(heading: str) -> None:
    """Also at the head of deeper headings, numbered, and in any case."""
    assert tells_of_method(("Chapter", heading, "Data"))


@pytest.mark.parametrize(
    "heading",
    [
        "Background",
        "Introduction",
        "Our approach",
        "How well do people move through the system?",
        "How the system reviews its plans",
        "Chapter 6: A new approach",
        "Approach to risk assessment",
        "The social work team",
        "Report of the chief nurse",
        "Review of medicines",
        "",
    ],
)
def test_headings_of_findings(heading: str) -> None:
    """Headings that only share a word with them stay."""
    assert not tells_of_method((heading,))
