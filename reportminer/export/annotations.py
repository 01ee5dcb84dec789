"""Findings as W3C Web Annotations, one a line: which words of which page, what was said of them, and by whom.

A sentence has an annotation of the machine and one of each person who coded it. Patterns, themes and sides are
bodies with the purpose `tagging`; patterns and themes once more as concepts (`classifying`) of the SKOS codebook.
The same workspace gives the same lines: so there is no time of creation, which the model recommends and does not
require. Positions count in the text of the report as it was read: `start` and `end` of blocks.jsonl.

Source: Web Annotation Data Model (W3C, 2017); RFC 3778 and its successor RFC 8118 (fragments of PDF); RFC 6920
(names of files by their hash).
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from math import ceil, floor
from typing import Any

from reportminer.codebook.model import Codebook
from reportminer.codebook.naming import make_name, make_uuid
from reportminer.export.coded import CodedReport, CodedSentence
from reportminer.export.documents import attribute
from reportminer.export.qdpx_guids import make_guid, name_machine, user_guid
from reportminer.export.tables import format_region
from reportminer.records import Region
from reportminer.store.codings import CodingRow
from reportminer.store.views import ReportRow

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"reportminer": "urn:x-reportminer:vocabulary:"}]
"""The terms of the model, and beside them those of this program, which begin with `reportminer:`."""
PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778"
"""What says how fragments of PDF are written, as the model names it; RFC 8118 keeps `page` and `viewrect`."""
AROUND = 64
"""Characters before and after the words that are quoted, to tell equal passages apart."""

_FORMATS = {
    "pdf": "application/pdf",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
}

Node = dict[str, Any]


class AnnotationMaker:
    """Makes annotations with the codes of one codebook."""

    def __init__(self, codebook: Codebook, *, program: str) -> None:
        """Look up what all annotations share.

        Args:
            codebook: whose codes were given.
            program: version of reportminer.
        """
        self._codebook = codebook
        self._generator = {
            "id": _urn(make_guid("program", "reportminer", program)),
            "type": "Software",
            "name": f"reportminer {program}",
        }

    def make_lines(self, coded: CodedReport) -> Iterator[str]:
        """Yield the annotations of a report as JSON, in reading order; of one sentence the machine's first."""
        for annotation in self.make_annotations(coded):
            yield json.dumps(annotation, ensure_ascii=False)

    def make_annotations(self, coded: CodedReport) -> Iterator[Node]:
        """Yield the annotations of a report."""
        source = _make_source(coded)
        for sentence in coded.sentences:
            target = _make_target(sentence, coded, source)
            if sentence.is_finding:
                yield self._make_annotation(
                    sentence,
                    creator=_make_machine(coded.report),
                    bodies=list(self._machine_bodies(sentence)),
                    target=target,
                )
            for coding in sentence.codings:
                yield self._make_annotation(
                    sentence,
                    creator=_make_coder(coding),
                    bodies=list(self._person_bodies(coding)),
                    target=target,
                    extra={"dcterms:date": coding.imported} if coding.imported else {},
                )

    def _make_annotation(
        self,
        sentence: CodedSentence,
        *,
        creator: Node,
        bodies: list[Node],
        target: Node,
        extra: Node | None = None,
    ) -> Node:
        finding_id = sentence.finding.finding_id
        return {
            "@context": CONTEXT,
            "id": _urn(make_guid("annotation", finding_id, creator["id"])),
            "type": "Annotation",
            "motivation": "tagging",
            "dcterms:identifier": finding_id,
            "creator": creator,
            "generator": self._generator,
            **(extra or {}),
            "body": bodies,
            "target": target,
        }

    def _machine_bodies(self, sentence: CodedSentence) -> Iterator[Node]:
        finding = sentence.finding
        for tag in finding.tags:
            said = {
                "reportminer:probability": round(tag.probability, 4),
                "reportminer:decision": "accepted" if tag.accepted else "review",
            }
            yield from self._tag("pattern", tag.pattern_id, said)
        for theme_id in finding.themes:
            yield from self._tag("theme", theme_id, {})
        for kind in ("polarity", "strength", "voice"):
            if value := getattr(finding, kind):
                yield _make_tag(kind, value)
        if finding.is_recommendation:
            yield _make_tag("form", "recommendation")

    def _person_bodies(self, coding: CodingRow) -> Iterator[Node]:
        for pattern_id in coding.patterns:
            yield from self._tag("pattern", pattern_id, {})
        for theme_id in coding.themes:
            yield from self._tag("theme", theme_id, {})
        if coding.polarity:
            yield _make_tag("polarity", coding.polarity)
        if coding.is_recommendation:
            yield _make_tag("form", "recommendation")
        if not coding.patterns:
            yield _make_tag("pattern", "none")
        if coding.comment:
            yield {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": coding.comment}

    def _tag(self, kind: str, key: str, said: Node) -> Iterator[Node]:
        """Yield a code as a word, and as a concept if the codebook has it."""
        yield {**_make_tag(kind, key), **said}
        known = self._codebook.pattern_ids if kind == "pattern" else self._codebook.theme_ids
        if key in known:
            label = make_name(key) if kind == "pattern" else self._codebook.theme(key).label
            yield {
                "type": "SpecificResource",
                "purpose": "classifying",
                "source": {
                    "id": make_uuid(self._codebook, kind, key).urn,
                    "type": "skos:Concept",
                    "skos:prefLabel": label,
                },
            }


def _make_tag(kind: str, value: str) -> Node:
    return {
        "type": "TextualBody",
        "purpose": "tagging",
        "format": "text/plain",
        "value": value,
        "reportminer:kind": kind,
    }


def _make_machine(report: ReportRow) -> Node:
    return {
        "id": _urn(user_guid(name_machine(report.coder, report.model))),
        "type": "Software",
        "name": report.coder,
        "schema:softwareVersion": report.model,
    }


def _make_coder(coding: CodingRow) -> Node:
    kind = "Person" if coding.coder_kind == "person" else "Software"
    return {"id": _urn(user_guid(coding.coder)), "type": kind, "name": coding.coder}


def _make_source(coded: CodedReport) -> Node:
    """Return what is known of a report: its file is named by the hash of its bytes, wherever it lies."""
    report, stated = coded.report, attribute(coded.report)
    return {
        "id": _name_by_hash(coded.sha256),
        "type": "Text",
        "format": _FORMATS[report.kind],
        **({"language": report.language} if report.language else {}),
        "dcterms:identifier": report.report_id,
        "dcterms:title": report.title or report.file,
        "dcterms:publisher": stated["Publisher"],
        "dcterms:date": stated["Published"],
        "dcterms:rights": stated["Licence"],
        "dcterms:source": stated["Source"],
        "schema:name": report.file,
    }


def _make_target(sentence: CodedSentence, coded: CodedReport, source: Node) -> Node:
    return {
        "type": "SpecificResource",
        "source": source,
        "dcterms:bibliographicCitation": sentence.citation,
        "selector": list(_make_selectors(sentence, coded)),
    }


def _make_selectors(sentence: CodedSentence, coded: CodedReport) -> Iterator[Node]:
    span, text = sentence.span, coded.text
    yield {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    yield {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    if sentence.finding.page and coded.report.kind == "pdf":
        yield {
            "type": "FragmentSelector",
            "conformsTo": PDF_FRAGMENTS,
            "value": make_fragment(sentence.finding.page, sentence.finding.regions),
            "reportminer:lines": [format_region(region) for region in sentence.finding.regions],
        }


def make_fragment(page: int, regions: Iterable[Region]) -> str:
    """Return the fragment of a PDF that shows a passage: its page, and the rectangle around its lines there.

    Args:
        page: on which it begins, from 1.
        regions: a rectangle a line of print, also on pages that follow.
    """
    boxes = [region.box for region in regions if region.page == page]
    if not boxes:
        return f"page={page}"
    left, top = floor(min(box.x0 for box in boxes)), floor(min(box.top for box in boxes))
    right, bottom = ceil(max(box.x1 for box in boxes)), ceil(max(box.bottom for box in boxes))
    return f"page={page}&viewrect={left},{top},{right - left},{bottom - top}"


def _name_by_hash(sha256: str) -> str:
    digest = urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _urn(guid: str) -> str:
    return f"urn:uuid:{guid.lower()}"
