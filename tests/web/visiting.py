"""A person at a real Chromium: a page that notes all that must never happen, and what can be seen on it."""

import io
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDE, NARROW, NARROWEST = 1280, 400, 320
"""Pixels: a screen, a telephone, and a screen at 400% zoom (WCAG 2.2, 1.4.10)."""


@dataclass
class Trouble:
    """What a visit must not bring about."""

    outside: list[str] = field(default_factory=list)
    """Addresses that were asked for elsewhere."""
    said: list[str] = field(default_factory=list)
    """Errors and warnings in the console, errors of scripts, and windows that opened."""
    failed: list[str] = field(default_factory=list)
    """Addresses that gave nothing, or an error."""


@contextmanager
def visiting(browser: "Browser", root: str, *, width: int = WIDE, scripts: bool = True) -> Iterator["Page"]:
    """Give a page in a profile of its own; what must not happen is an error at the end.

    Args:
        browser: the Chromium.
        root: what every address must begin with.
        width: of the window, pixels.
        scripts: whether scripts may run.
    """
    context = browser.new_context(
        base_url=root, viewport={"width": width, "height": 800}, java_script_enabled=scripts, accept_downloads=True
    )
    trouble = Trouble()
    page = context.new_page()
    context.on(
        "request", lambda request: None if request.url.startswith(root) else trouble.outside.append(request.url)
    )
    context.on("requestfailed", lambda request: _note_failure(trouble, request))
    context.on("response", lambda response: None if response.ok else trouble.failed.append(response.url))
    page.on("console", lambda message: _note_message(trouble, message))
    page.on("pageerror", lambda error: trouble.said.append(str(error)))
    page.on("dialog", lambda dialog: (trouble.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("popup", lambda popup: trouble.said.append(f"window: {popup.url}"))
    try:
        yield page
    finally:
        context.close()
    assert trouble == Trouble(), trouble


def _note_failure(trouble: Trouble, request: Any) -> None:
    # What is downloaded, or left behind by going on to the next page, is not shown: that is no failure.
    if request.failure != "net::ERR_ABORTED":
        trouble.failed.append(request.url)


def _note_message(trouble: Trouble, message: Any) -> None:
    # Chromium lays out a picture that is opened alone by itself: with styles that the policy forbids, and an icon.
    if not message.location["url"].endswith((".png", "/favicon.ico")):
        trouble.said.append(message.text)


class Rectangle(NamedTuple):
    """A place on a page, in points from the top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies in it."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


_MARKS = """sheet => {
    const picture = sheet.querySelector("image").getBoundingClientRect();
    const boxes = [...sheet.querySelectorAll("rect")].map(box => box.getBoundingClientRect());
    return boxes.map(box => [
        (box.left - picture.left) / picture.width,
        (box.top - picture.top) / picture.height,
        (box.right - picture.left) / picture.width,
        (box.bottom - picture.top) / picture.height,
    ]);
}"""


def find_marks(page: "Page", number: int, size: tuple[float, float]) -> list[Rectangle]:
    """Return where marks are seen on the picture of a page, measured on the screen.

    Args:
        page: a finding's page.
        number: which of its pictures, from 0.
        size: width and height of the report's page in points.
    """
    shares = page.locator("figure.sheet svg").nth(number).evaluate(_MARKS)
    width, height = size
    return [Rectangle(x0 * width, top * height, x1 * width, bottom * height) for x0, top, x1, bottom in shares]


def words_at(pdf: Path, page: int, places: list[Rectangle]) -> list[str]:
    """Return the words of a PDF whose middle half lies in one of the places, as Poppler's pdftotext reads it.

    pdftotext shares no code with what read the report (pdfium), so it is a witness of its own.
    """
    command = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(pdf), "-"]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode(errors="replace")
    tree = ET.fromstring(
        re.sub(r"<(title|meta)[^>]*>.*?(</title>|/>)|[\x00-\x08\x0b\x0c\x0e-\x1f]", "", told, flags=re.S)
    )
    found = []
    for word in tree.iter("{http://www.w3.org/1999/xhtml}word"):
        x0, top, x1, bottom = (float(word.attrib[name]) for name in ("xMin", "yMin", "xMax", "yMax"))
        middle, quarter = (x0 + x1) / 2, (bottom - top) / 4
        if any(place.holds(middle, top + quarter) and place.holds(middle, bottom - quarter) for place in places):
            found.append(word.text or "")
    return found


def page_size(pdf: Path, page: int) -> tuple[float, float]:
    """Return width and height of a page in points, as Poppler's pdfinfo reads it."""
    told = subprocess.run(
        ["pdfinfo", "-f", str(page), "-l", str(page), str(pdf)], capture_output=True, check=True, text=True
    ).stdout
    width, height = re.search(r"Page +\d+ size: +([\d.]+) x ([\d.]+) pts", told).groups()  # type: ignore[union-attr]
    return float(width), float(height)


def tinted_share(png: bytes, place: tuple[float, float, float, float]) -> float:
    """Return the share of pixels of a screenshot that are yellow like a marker pen.

    Args:
        png: the screenshot.
        place: left, top, right, bottom as shares of its width and height.
    """
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    x0, top, x1, bottom = place
    part = picture.crop(
        (
            round(x0 * picture.width),
            round(top * picture.height),
            round(x1 * picture.width),
            round(bottom * picture.height),
        )
    )
    pixels = list(part.getdata())
    return sum(blue < red - 30 and blue < green - 30 for red, green, blue in pixels) / len(pixels)


def path_of(page: "Page") -> str:
    """Return the path of the address that is open."""
    return urlsplit(page.url).path


def overflow_of(page: "Page") -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
