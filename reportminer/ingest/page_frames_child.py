"""What reads the frames of one file's pages in a process of its own: limits first, then pdfium; JSON goes out.

Run as `python -m reportminer.ingest.page_frames_child PARENT MEMORY_MB PATH` by `page_frames.read_page_frames`,
never by a person.
"""

import ctypes
import json
import os
import sys
from collections.abc import Iterator

from reportminer.ingest.child import confine
from reportminer.ingest.protocol import write_all

MAX_PAGES = 20_000
"""Pages of which the frames are told at most."""


def main(arguments: list[str]) -> int:
    """Print the frames and return the exit code."""
    confine(memory_mb=int(arguments[1]), parent=int(arguments[0]))
    answers = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints goes nowhere
    write_all(answers, json.dumps(list(_iter_frames(arguments[2]))).encode())
    return 0


def _iter_frames(path: str) -> Iterator[list[float] | None]:
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    from reportminer.ingest.glyphs_pdfium import read_frame

    file = pdfium.PdfDocument(path)
    box = [ctypes.c_float() for _ in range(4)]
    for number in range(min(len(file), MAX_PAGES)):
        page = raw.FPDF_LoadPage(file.raw, number)
        if not page:
            yield None
            continue
        frame = read_frame(page)
        # pdfium tells no media box that a page has from its parents; nearly all of those begin at 0, 0.
        has_box = raw.FPDFPage_GetMediaBox(page, *box)
        yield [*frame, *((box[0].value, box[1].value) if has_box else (0.0, 0.0))]
        raw.FPDF_ClosePage(page)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
