"""How the verification of quotations ends, from what was seen in their boxes or found in the text."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from reportminer.records import Document, Skipped
from reportminer.store.views import FileRow
from reportminer.workflow.verify_pages import Sighting
from reportminer.workflow.verify_records import Claim, Verdict, Verified
from reportminer.workflow.verify_text import LIKENESS, Standing
from reportminer.workflow.verify_wording import describe_changes, measure_likeness, split_words, tell_changes

OCR = "tesseract"
"""The one reader of pictures of text."""
_BYTES = "sha256"
_NOT_ALONE = "other words stand inside its boxes too"
_READ_OTHERWISE = "the file is unchanged, but is read otherwise than when it was mined: mine it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportClaims:
    """The quotations of one report."""

    file: str
    """The report's file as shown to people."""
    files: tuple[FileRow, ...]
    """The files with its bytes, its own first."""
    engines: Mapping[int, str]
    """By page what read it."""
    claims: tuple[Claim, ...]
    """In order of the text."""
    read_known: Callable[[], Collection[str]]
    """Gives `ids.hash_text` of all sentences of the report; asked for only where its file is read anew."""


def accept(
    report: ReportClaims,
    claims: Iterable[Claim],
    seen: dict[str, Sighting] | Skipped,
    *,
    first: dict[str, Sighting] | Skipped | None = None,
) -> dict[str, Verified]:
    """Return the quotations that a reading proves, or that no reading could disprove since they are pictures.

    Args:
        report: their report.
        claims: what was looked for.
        seen: what the reading saw.
        first: what the other engine saw, where this is the second attempt.
    """
    rows: dict[str, Verified] = {}
    for claim in claims:
        sighting = None if isinstance(seen, Skipped) else seen[claim.finding_id]
        if sighting is not None and sighting.stands:
            remark = _explain(claim, first) if first is not None else ""
            rows[claim.finding_id] = stand(report, claim, witness=sighting.engine, remark=remark)
        elif sighting is not None and _is_picture(report, claim):
            rows |= _trust_bytes(report, claim, sighting)
    return rows


def _trust_bytes(report: ReportClaims, claim: Claim, sighting: Sighting) -> dict[str, Verified]:
    """Return a quotation on a picture of text as standing where only the reading of the picture differs."""
    if sighting.engine != OCR:
        why = sighting.reason or "it cannot be read again"
        remark = f"its page is a picture of text: {why}; the file is byte for byte the one that was read"
    elif measure_likeness(split_words(claim.text), split_words(sighting.text)) >= LIKENESS:
        told = describe_changes(tell_changes(claim.text, sighting.text))
        remark = f"the file is byte for byte the one that was read, but its picture is now read as: {told}"
    else:
        return {}
    return {claim.finding_id: stand(report, claim, witness=_BYTES, remark=remark)}


def _explain(claim: Claim, first: dict[str, Sighting] | Skipped) -> str:
    """Say why one engine alone is the witness."""
    if isinstance(first, Skipped):
        return f"a second engine gives no text: {first.reason}"
    sighting = first[claim.finding_id]
    if not sighting.text:
        return f"a second engine sees no text there{f': {sighting.reason}' if sighting.reason else ''}"
    return f"{sighting.engine} reads: {describe_changes(tell_changes(claim.text, sighting.text))}"


def _is_picture(report: ReportClaims, claim: Claim) -> bool:
    return any(report.engines.get(region.page) == OCR for region in claim.place.regions)


def stand(report: ReportClaims, claim: Claim, *, witness: str, remark: str = "") -> Verified:
    """Return a quotation as standing at its place."""
    return Verified(
        claim=claim,
        file=report.file,
        verdict=Verdict.STANDS,
        found=claim.place,
        witness=witness,
        remark=remark,
    )


def judge(report: ReportClaims, claim: Claim, standing: Standing | None, document: Document) -> Verified:
    """Return how a quotation ends that was looked for in the whole text."""
    if standing is None:
        return Verified(claim=claim, file=report.file, verdict=Verdict.GONE, remark=document.reason)
    by_page = {page.number: page.engine for page in document.pages}
    same = Verdict.STANDS if standing.is_there else Verdict.MOVED
    return Verified(
        claim=claim,
        file=report.file,
        verdict=same if standing.is_same else Verdict.CHANGED,
        found=standing.place,
        found_text="" if standing.is_same else standing.text,
        changes=() if standing.is_same else tell_changes(claim.text, standing.text),
        witness=by_page.get(standing.place.page) or str(document.source.kind),
    )


def doubt(judged: Verified) -> str:
    """Say what is odd where a file has not changed and no engine sees just the quotation in its boxes."""
    return _NOT_ALONE if judged.verdict is Verdict.STANDS else _READ_OTHERWISE


def end(report: ReportClaims, claims: Iterable[Claim], verdict: Verdict, remark: str) -> dict[str, Verified]:
    """Return the same end for several quotations."""
    return {
        claim.finding_id: Verified(claim=claim, file=report.file, verdict=verdict, remark=remark)
        for claim in claims
    }
