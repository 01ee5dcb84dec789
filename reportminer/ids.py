"""Identifiers: derived from content, the same on every machine and run, never reused."""

import hashlib
from pathlib import Path

from reportminer.text import normalise

_CHUNK = 1 << 20


def hash_bytes(data: bytes) -> str:
    """Return the SHA-256 of the bytes as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as 64 hex digits; reads in pieces of 1 MiB."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text's normalised form (NFKC, single spaces) as 64 hex digits."""
    return hash_bytes(normalise(text).encode())


def make_report_id(sha256: str) -> str:
    """Return `R` and the first 12 hex digits of the hash of the file's bytes."""
    return f"R{sha256[:12]}"


def make_finding_id(report_id: str, block_number: int, sentence_text: str, occurrence: int = 0) -> str:
    """Return the report id, a dash and 8 hex digits of the hash of block number and sentence text.

    Args:
        report_id: as `make_report_id` gives it.
        block_number: the block's number in its document, from 0.
        sentence_text: the sentence as stored.
        occurrence: how many times the same sentence stood in the same block before; 0 for the first.
    """
    key = f"{block_number}\n{sentence_text}" + (f"\n{occurrence}" if occurrence else "")
    return f"{report_id}-{hash_bytes(key.encode())[:8]}"
