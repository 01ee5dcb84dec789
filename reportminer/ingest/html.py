"""Reads a web page as a press release or report: its main text, its headings and what its tags say about it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from reportminer.ingest.encodings import decode
from reportminer.ingest.flow import Facts, Piece, make_document, tidy_text
from reportminer.ingest.html_facts import read_facts
from reportminer.ingest.html_main import find_clutter, find_main, read_banner
from reportminer.ingest.html_walk import read_pieces
from reportminer.ingest.misses import miss
from reportminer.ingest.trees import Element, parse_page
from reportminer.records import BlockKind, Document, Skipped, Source, Status
from reportminer.settings import IngestSettings
from reportminer.text import clip, fold

_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_HEAD_BYTES: Final = 4096
_FRONT_CHARS: Final = 2000
_SAVE_AS_SHOWN: Final = "open it in a browser and save it as PDF: some pages build their text only there"
_BUTTON_WORDS: Final = re.compile(
    r"((print|share|email|save|download|like|tweet|follow) ?(this|us)? ?(page|article|post|story)?( on \w+)?"
    r"|facebook|twitter|linkedin|whatsapp|youtube|instagram|rss|copy link|email"
    r"|(back to|go to|return to) (the )?top( of (the )?page)?|skip to (main )?content|top|next|previous|menu|close"
    r"|is this page useful\?|(did you find|was) this page (helpful|useful)\??|(add|leave) a comment|loading\.*)"
)


def parse_html(source: Source, settings: IngestSettings, on_page: Callable[[int], None]) -> Document | Skipped:
    """Return the document of a web page: its main text without navigation, notices, buttons and comments."""
    root, problem = _parse_bytes(Path(source.path).read_bytes())
    if problem:
        return miss(
            source, Status.DAMAGED, f"its tags are broken or nested too deeply ({problem.partition(',')[0]})"
        )
    if root is None:
        return miss(source, Status.EMPTY, "it holds no text")
    on_page(0)
    facts = read_facts(root)
    banner = read_banner(root)
    clutter = find_clutter(root)
    main = find_main(root, clutter)
    pieces = [piece for piece in read_pieces(main, without=clutter) if not _is_button(piece)]
    if not pieces:
        return miss(source, Status.EMPTY, "it holds no text", remedy=_SAVE_AS_SHOWN)
    pieces = _with_title(root, pieces, stated=facts.head_title)
    on_page(1)
    front = clip(" ".join([facts.title, facts.front_text, banner]), _FRONT_CHARS)
    title = next((p.text for p in pieces if p.kind is BlockKind.HEADING and p.level == 1), facts.title)
    found = Facts(title=title, front_text=front, metadata=facts.metadata, language=facts.language)
    return make_document(source, pieces, found, settings=settings)


def _parse_bytes(data: bytes) -> tuple[Element | None, str]:
    """Parse a page of any encoding; what it declares stands near its beginning."""
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    text, _ = decode(data, declared=declared[1].decode("ascii") if declared else "")
    return parse_page(text)


def _is_button(piece: Piece) -> bool:
    return piece.kind is not BlockKind.TABLE and _BUTTON_WORDS.fullmatch(fold(piece.text).strip(" .")) is not None


def _with_title(root: Element, pieces: list[Piece], *, stated: str) -> list[Piece]:
    """Put the page's first heading of level 1 before the main text if it stands outside of it.

    Not if it is the site's name: the page's stated title then ends with it and does not begin with it.
    """
    if any(piece.kind is BlockKind.HEADING and piece.level == 1 for piece in pieces):
        return pieces
    whole = fold(stated)
    for heading in root.iter("h1"):
        title = tidy_text("".join(heading.itertext()))
        is_site = whole.endswith(fold(title)) and whole != fold(title)
        if title and not is_site:
            return [Piece(kind=BlockKind.HEADING, text=title, level=1), *pieces]
    return pieces
