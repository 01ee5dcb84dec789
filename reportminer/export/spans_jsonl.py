"""Paragraphs with the patterns of their sentences as spans: JSON lines for annotation tools.

A line is a block of a report that holds a sentence, also one without a code: whoever annotates has to see what the
machine missed. `spans` has the form of Prodigy (objects with `start`, `end`, `label`), `label` that of doccano
(lists of start, end, label); both say the same. Offsets count characters (Unicode code points) of `text`, from 0,
the end not included. Spans of several patterns of one sentence lie on each other.
"""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from reportminer.export.coded import CodedReport, CodedSentence, iter_given
from reportminer.export.documents import attribute
from reportminer.store.views import BlockRow, ReportRow


def make_span_lines(coded: CodedReport) -> Iterator[str]:
    """Yield the blocks of a report as JSON, in reading order."""
    by_block = _group(coded)
    stated = {name.casefold(): value for name, value in attribute(coded.report).items()}
    for block in coded.blocks:
        spans = [
            span for sentence in by_block[block.number] for span in _make_spans(sentence, block, coded.report)
        ]
        line = {
            "text": block.text,
            "spans": spans,
            "label": _make_labels(spans),
            "meta": {
                "report_id": coded.report.report_id,
                "block": block.number,
                "page": block.page or None,
                "section": " > ".join(block.section),
                "title": coded.report.title or coded.report.file,
                **stated,
            },
        }
        yield json.dumps(line, ensure_ascii=False)


def _group(coded: CodedReport) -> dict[int, list[CodedSentence]]:
    """Return the sentences by the number of the block in which they begin."""
    starts = [block.start for block in coded.blocks]
    by_block: dict[int, list[CodedSentence]] = defaultdict(list)
    for sentence in coded.sentences:
        at = bisect_right(starts, sentence.span.start) - 1
        if at >= 0 and sentence.span.end <= coded.blocks[at].end:
            by_block[coded.blocks[at].number].append(sentence)
    return by_block


def _make_spans(sentence: CodedSentence, block: BlockRow, report: ReportRow) -> Iterator[dict[str, Any]]:
    for given in iter_given(sentence, report):
        span: dict[str, Any] = {
            "start": sentence.span.start - block.start,
            "end": sentence.span.end - block.start,
            "label": given.pattern_id,
            "finding_id": sentence.finding.finding_id,
            "coder": given.coder,
        }
        if given.probability is not None:
            span |= {"probability": round(given.probability, 4), "decision": given.decision}
        yield span


def _make_labels(spans: list[dict[str, Any]]) -> list[list[Any]]:
    """Return each stretch and label once, whoever gave it."""
    return [list(key) for key in dict.fromkeys((span["start"], span["end"], span["label"]) for span in spans)]
