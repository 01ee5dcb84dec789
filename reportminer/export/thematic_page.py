"""The thematic report as one HTML file that needs nothing else: no script, no asset, no request; fit for print."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from reportminer.export.thematic_inline import clean, write_line
from reportminer.export.thematic_markup import write_block
from reportminer.export.thematic_model import Document, Heading
from reportminer.export.thematic_style import STYLE

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Nothing may be loaded, run or sent."""


def make_page(document: Document) -> str:
    """Return the page. It is also well-formed XML."""
    title = clean(document.title)
    chapters = [block for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>',
            '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>',
            '<meta name="referrer" content="no-referrer"/>',
            f'<meta name="generator" content="{clean(document.program)}"/>',
            f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
            '<a class="skip" href="#summary">Skip to the summary</a>',
            '<header>\n<div class="width">\n<p class="kind">Thematic report</p>',
            f"<h1><bdi>{title}</bdi></h1>",
            f'<p class="subtitle">{write_line(document.subtitle)}</p>\n</div>\n</header>',
            '<div class="width">',
            *_write_contents(chapters),
            "<main>",
            *map(write_block, document.blocks),
            "</main>\n</div>",
            _write_footer(document),
            "</body>\n</html>\n",
        ]
    )


def _write_contents(chapters: Iterable[Heading]) -> Iterator[str]:
    yield '<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ol>'
    for part, members in groupby(chapters, key=lambda chapter: chapter.part):
        items = "\n".join(
            f'<li><a href="#{clean(chapter.anchor)}">{write_line(chapter.line)}</a></li>' for chapter in members
        )
        yield f"<li>{clean(part)}\n<ol>\n{items}\n</ol>\n</li>" if part else items
    yield "</ol>\n</nav>"


def _write_footer(document: Document) -> str:
    return (
        f'<footer>\n<div class="width"><p>Made with <bdi>{clean(document.program)}</bdi> from the reports listed '
        "above. Figures come from counts; words within quotation marks are those of the reports.</p></div>\n"
        "</footer>"
    )
