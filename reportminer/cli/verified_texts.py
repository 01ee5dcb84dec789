"""What a verification came to, in plain words and as JSON."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from reportminer.cli.output import columns
from reportminer.cli.summaries import count
from reportminer.workflow.naming import name_page
from reportminer.workflow.verify_records import Place, Verdict, Verification, Verified
from reportminer.workflow.verify_wording import describe_changes

_WIDTH = 100
_MEANING = {
    Verdict.STANDS: "the same words at the same place",
    Verdict.MOVED: "the same words on another page or at another place",
    Verdict.CHANGED: "nearly the same words",
    Verdict.GONE: "nothing like it was found",
    Verdict.FILE_MISSING: "the file is not where it was",
    Verdict.UNREADABLE: "the file cannot be read",
}
_WHOLE_FILE = (Verdict.FILE_MISSING, Verdict.UNREADABLE)


def describe_verification(done: Verification, *, verbose: bool) -> str:
    """Return the counts by verdict, and every quotation that does not stand with where and what.

    Args:
        done: what was verified.
        verbose: whether the remarks on quotations that stand are shown too.
    """
    if not done.n_asked:
        return "Nothing to verify: no finding passes."
    lines = [_first_line(done), "", columns([(v, n, _MEANING[v]) for v, n in done.counts.items()])]
    lines += [*_witness_lines(done.rows), *_changed_lines(done.rows)]
    remarked = [row for row in done.rows if row.verdict is Verdict.STANDS and row.remark]
    if remarked:
        more = ":" if verbose else "; see them with --verbose or in the file of --out."
        lines += ["", f"{_are(len(remarked))} with a remark{more}"]
        lines += [line for row in remarked for line in _lines(row)] if verbose else []
    if done.failed:
        lines += ["", "What does not stand:", *_failed_lines(done.failed)]
    return "\n".join(lines)


def verification_as_json(done: Verification) -> dict[str, Any]:
    """Return a verification for JSON: the counts, and a row for each quotation."""
    return {
        "n_asked": done.n_asked,
        "n_verified": len(done.rows),
        "interrupted": done.interrupted,
        "seconds": done.seconds,
        "counts": {str(verdict): n for verdict, n in done.counts.items()},
        "rows": [_row_as_json(row) for row in done.rows],
    }


def _row_as_json(row: Verified) -> dict[str, Any]:
    fields = asdict(row)
    claim = fields.pop("claim")
    order = ("finding_id", "report_id", "text", "text_hash", "place")
    return {name: claim[name] for name in order} | fields


def _first_line(done: Verification) -> str:
    n_files = len({row.file for row in done.rows})
    said = f"{count(len(done.rows), 'quotation')} of {count(n_files, 'report')} verified in {done.seconds:.1f} s"
    if done.interrupted:
        return f"Stopped early: {said}; {done.n_asked - len(done.rows):,} not looked at."
    return f"{said}."


def _witness_lines(rows: Iterable[Verified]) -> list[str]:
    found = Counter(row.witness for row in rows if row.verdict is Verdict.STANDS)
    by = ", ".join(f"{witness} {n:,}" for witness, n in found.most_common())
    return ["", f"Those that stand were read again by: {by}."] if by else []


def _changed_lines(rows: Iterable[Verified]) -> list[str]:
    files = sorted({row.file for row in rows if row.file_changed})
    return ["", f"Changed since mined ({count(len(files), 'file')}): {', '.join(files)}."] if files else []


def _are(number: int) -> str:
    return f"{number:,} of those that stand {'is' if number == 1 else 'are'} given"


def _failed_lines(rows: Sequence[Verified]) -> Iterator[str]:
    for row in rows:
        if row.verdict not in _WHOLE_FILE:
            yield from _lines(row)
    whole = sorted(
        (row for row in rows if row.verdict in _WHOLE_FILE), key=lambda r: (r.file, r.verdict, r.remark)
    )
    for (file, verdict, remark), group in groupby(whole, key=lambda r: (r.file, r.verdict, r.remark)):
        ids = [row.claim.finding_id for row in group]
        yield f"{verdict}: {file}, {count(len(ids), 'quotation')}: {remark}"
        yield from _wrap(", ".join(ids))


def _lines(row: Verified) -> Iterator[str]:
    places = [name_place(place) for place in (row.claim.place, row.found) if place is not None]
    where = " → ".join(dict.fromkeys(places))
    yield f"{row.claim.finding_id}  {row.verdict}  {row.file}, {where}"
    yield from _wrap(describe_changes(row.changes) if row.changes else f"“{row.claim.text}”")
    if row.remark:
        yield from _wrap(f"Remark: {row.remark}")


def name_place(place: Place) -> str:
    """Return a place in words: the page and how far from its top, or characters of the text.

    Example: `page 12 (printed 8), 96 points from the top`
    """
    if not place.page:
        return f"characters {place.stretch.start:,} to {place.stretch.end:,}"
    down = f", {place.regions[0].box.top:.0f} points from the top" if place.regions else ""
    return name_page(place.page, place.page_label) + down


def _wrap(text: str) -> list[str]:
    margin = " " * 4
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=margin,
        subsequent_indent=margin,
        break_on_hyphens=False,
        break_long_words=False,
    )
