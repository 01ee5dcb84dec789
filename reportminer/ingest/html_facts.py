"""What a web page says about itself: title, publisher, dates and language from meta tags, JSON-LD and `time`."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from reportminer.ingest.flow import tidy_text
from reportminer.ingest.trees import Element
from reportminer.text import clip

_META: Final = {
    "title": ("og:title", "dc.title", "dcterms.title", "twitter:title"),
    "author": ("author", "article:author", "dc.creator", "dcterms.creator", "byl"),
    "site_name": ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name", "publisher"),
    "published": (
        "article:published_time",
        "datepublished",
        "dcterms.issued",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "publication_date",
        "pubdate",
        "date",
        "govuk:first-published-at",
        "govuk:public-updated-at",
    ),
    "created": ("dcterms.created", "dc.date.created", "datecreated"),
    "modified": (
        "article:modified_time",
        "og:updated_time",
        "dcterms.modified",
        "dc.date.modified",
        "datemodified",
    ),
}
_LINKED_DATA: Final = {"published": "datePublished", "created": "dateCreated", "modified": "dateModified"}
_DATES: Final = ("published", "created", "modified")
_DESCRIPTIONS: Final = ("description", "og:description", "dc.description")
_MAX_JSON_CHARS: Final = 200_000
_MAX_JSON_ITEMS: Final = 200
_ISO: Final = re.compile(r"\s*(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")
_WRITTEN: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(\d{4})",
    re.IGNORECASE,
)
_SLASHED: Final = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\b")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page says about itself."""

    title: str
    """Without the site's name where that can be told."""
    head_title: str
    """As the page's head states it, often with the site's name behind."""
    front_text: str
    """Description, publisher and date: evidence that is not body text."""
    metadata: tuple[tuple[str, str], ...]
    """title, author, site_name, published, created, modified; dates as ISO dates."""
    language: str
    """ISO 639-1, or empty."""


def read_facts(root: Element) -> PageFacts:
    """Read what the page's head, its linked data and its `time` elements state."""
    metas = _read_metas(root)
    linked = _read_linked_data(root)
    values: dict[str, str] = {}
    for key, names in _META.items():
        stated = [metas[name] for name in names if name in metas]
        stated += [linked[key]] if key in linked else []
        stated += [_find_time(root)] if key == "published" else []
        found = [to_iso_date(value) for value in stated] if key in _DATES else stated
        values[key] = next(filter(None, found), "")
    head_title = tidy_text("".join(root.xpath("string(//head/title)")))
    values["title"] = values["title"] or _without_site(head_title, values["site_name"])
    description = next((metas[name] for name in _DESCRIPTIONS if name in metas), "")
    front = " ".join(filter(None, [head_title, description, values["site_name"], values["published"]]))
    return PageFacts(
        title=clip(values["title"], 300),
        head_title=head_title,
        front_text=clip(front, 1500),
        metadata=tuple((key, clip(value, 500)) for key, value in values.items() if value),
        language=_read_language(root),
    )


def to_iso_date(text: str) -> str:
    """Return the day (or month) that a text begins with or names, as an ISO date; empty if there is none.

    Dates with strokes are read as day/month/year, as in Britain.
    """
    if match := _ISO.match(text):
        return _check_date(match[1], match[2], match[3])
    if match := _WRITTEN.search(text):
        return _check_date(match[3], str(_MONTHS.index(match[2].lower()) + 1), match[1])
    if match := _SLASHED.match(text):
        return _check_date(match[3], match[2], match[1])
    return ""


def _check_date(year: str, month: str, day: str | None) -> str:
    try:
        whole = date(int(year), int(month), int(day or 1)).isoformat()
    except ValueError:
        return ""
    return whole if day else whole[:7]


def _read_metas(root: Element) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if content := tidy_text(meta.get("content") or ""):
            metas.setdefault(name.strip().lower(), content)
    return metas


def _read_linked_data(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for script in root.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json" or not script.text:
            continue
        for item in _iter_items(script.text):
            for key, name in _LINKED_DATA.items():
                if isinstance(value := item.get(name), str):
                    found.setdefault(key, value)
            publisher = item.get("publisher")
            if isinstance(publisher, dict) and isinstance(title := publisher.get("name"), str):
                found.setdefault("site_name", title)
    return found


def _iter_items(text: str) -> Iterator[dict[str, Any]]:
    if len(text) > _MAX_JSON_CHARS:
        return
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MAX_JSON_ITEMS):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item[:_MAX_JSON_ITEMS]
        elif isinstance(item, dict):
            yield item
            waiting += [item["@graph"]] if "@graph" in item else []


def _find_time(root: Element) -> str:
    """Return the date of the `time` element that is marked as the date of publication, else of the first."""
    times = list(root.iter("time"))
    marks = ("pubdate", "published", "date-published", "entry-date", "datepublished")
    marked = [t for t in times if any(mark in _attributes(t) for mark in marks)]
    element = next(iter(marked or times), None)
    if element is not None:
        return element.get("datetime") or "".join(element.itertext())
    return ""


def _attributes(element: Element) -> str:
    return " ".join([*map(str, element.keys()), *map(str, element.values())]).lower()


def _without_site(title: str, site: str) -> str:
    """Cut " - Care Quality Commission" and the like off the end of a page's title."""
    parts = re.split(r"\s+[|–—·-]\s+", title)
    if len(parts) > 1 and ((site and parts[-1].lower() in site.lower()) or len(parts[0]) > len(parts[-1])):
        return parts[0]
    return title


def _read_language(root: Element) -> str:
    stated = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip().lower()
    return stated[:2] if re.fullmatch(r"[a-z]{2}([-_].*)?", stated) else ""
