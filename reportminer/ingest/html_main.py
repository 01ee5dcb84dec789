"""Finds the main text of a web page: what stays when navigation, notices, buttons and comments are taken away."""

import re
from collections.abc import Set
from typing import Final

from reportminer.ingest.flow import tidy_text
from reportminer.ingest.trees import Element, iter_elements, walk
from reportminer.text import clip

_DROP_TAGS_TEXT: Final = """
script style noscript template iframe object embed applet svg canvas video audio map nav form button input
select textarea datalist dialog menu
"""
_DROP_TAGS: Final = frozenset(_DROP_TAGS_TEXT.split())
_DROP_ROLES_TEXT: Final = """
navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar form
"""
_DROP_ROLES: Final = frozenset(_DROP_ROLES_TEXT.split())
_NAMESPACE: Final = re.compile(
    r"^(?:(?:govuk|nhsuk|gem-c|app|js|c|l|m|o|site|page|block|entry|post|article|global|region|main|primary"
    r"|secondary|content|mobile|top|bottom)-)+"
)
_ELEMENT_OF: Final = re.compile(r"(?:__|--).*$")
_CLUTTER: Final = re.compile(
    r"""cookies?(-.*)? | consent-.* | gdpr(-.*)? | onetrust.* | cc-(banner|window)
    | (sub-?|side-?)?nav(bar|igation)?(-.*)? | breadcrumbs?(-.*)?
    | (sub-?|side-?)?menus?(-(bar|button|container|items?|left|links?|list|main|right|toggle|top|wrapper))?
    | skip-?(to|links?)(-.*)? | pagination(-.*)? | pager(-.*)?
    | share | sharing | sharedaddy | addthis.* | addtoany.* | follow-us(-.*)?
    | shar(e|ing)-?(buttons?|links?|tools?|bar|this|icons?|page|widget)(-.*)?
    | social-?(media|links?|shar(e|ing)|icons?|buttons?|bar)(-.*)?
    | comments? | comments?-(list|area|section|form|wrapper|respond|block|thread)s? | respond | disqus.*
    | newsletter(-.*)? | sign-?up(-.*)? | subscribe(-.*)? | mailing-?list(-.*)?
    | related(-?(content|links?|posts?|pages?|articles?|items?|news|stories|navigation|documents|block))?
    | you-may-also-like | recommended-(for|posts|links|content)(-.*)? | most-?(read|popular)(-.*)?
    | adverts?(-.*)? | advertisement(-.*)? | ads? | ad-(slot|unit|container|banner) | promos?(-.*)?
    | sponsored(-.*)? | side-?bar(-.*)? | widgets?(-area)? | footer(-.*)? | masthead
    | header-(top|bar|nav|search|links) | feedback-(form|link|banner|widget) | survey-(banner|popup|link)
    | print-?(link|button|page|this)(-.*)? | visually-?hidden | sr-?only | screen-?reader(-?text|-?only)?
    | hidden | is-hidden | popup(-.*)? | modal(-.*)? | toast(-.*)? | log-?in(-.*)?
    | search(-?(form|box|bar))? | back-?to-?top""",
    re.VERBOSE,
)
"""Names that designers give to what is not text; a name counts whole, so `social-care` is none of them."""
_NEVER_DROPPED: Final = frozenset(("html", "head", "body", "main", "article", "h1", "h2", "p", "blockquote", "td"))
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAIN_SHARE: Final = 0.4
"""A candidate must hold this share of the page's remaining text, so that a teaser is not taken for the text."""


def find_clutter(root: Element) -> frozenset[Element]:
    """Return the elements that are not part of the text, told by tag, role and class name.

    Names lie: a class name alone never takes away a heading of level 1, nor as much as half of the page's text,
    and where all would go by their names, all stay.
    """
    certain = {e for e in iter_elements(root) if _is_never_text(e)}
    amounts = _count_words(root, certain)
    keep = _ancestors_of_titles(root)
    half = amounts[root] / 2
    named = {e for e in iter_elements(root) if e not in keep and amounts[e] < half and _is_clutter(e)}
    leaves_text = _count_words(root, certain | named)[root] > 0
    return frozenset(certain | named if leaves_text else certain)


def find_main(root: Element, clutter: Set[Element]) -> Element:
    """Return the element that holds the main text: `main`, an only `article`, else the body.

    Args:
        root: the page.
        clutter: elements whose text does not count.
    """
    body = next(root.iter("body"), root)
    amounts = _count_words(body, clutter)
    mains = [e for e in iter_elements(body) if e.tag == "main" or e.get("role") == "main"]
    articles = [e for e in body.iter("article") if not any(a.tag == "article" for a in e.iterancestors())]
    for candidates in (mains, articles if len(articles) == 1 else []):
        best = max(candidates, key=lambda e: amounts[e], default=None)
        if best is not None and amounts[best] >= _MAIN_SHARE * amounts[body]:
            return best
    return body


def read_banner(root: Element) -> str:
    """Return the text of the page's own header, which names its publisher."""
    for header in root.iter("header"):
        if not any(a.tag in ("article", "main") for a in header.iterancestors()):
            texts = header.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::nav)]")
            return clip(tidy_text(" ".join(map(str, texts))), 300)
    return ""


def _is_never_text(element: Element) -> bool:
    if element.tag in _DROP_TAGS or (element.get("role") or "").lower() in _DROP_ROLES:
        return element.tag not in ("body", "html") and not (element.tag == "form" and _wraps_page(element))
    hidden = element.get("hidden") is not None or (element.get("aria-hidden") or "").lower() == "true"
    return element.tag not in ("body", "html") and (
        hidden or bool(_HIDDEN_STYLE.search(element.get("style") or ""))
    )


def _wraps_page(form: Element) -> bool:
    """Say whether a form is the frame of a whole page, as some content systems build them."""
    return next(form.iter("h1", "main", "article"), None) is not None


def _is_clutter(element: Element) -> bool:
    if element.tag in ("header", "footer", "aside"):
        inside = any(a.tag in ("article", "main") for a in element.iterancestors())
        return element.tag == "aside" or not inside
    if element.tag in _NEVER_DROPPED:
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    return any(_CLUTTER.fullmatch(_simplify(name)) for name in names)


def _simplify(name: str) -> str:
    """Take the prefix of a design system and the suffix of an element or variant off a class name."""
    plain = _ELEMENT_OF.sub("", name).replace("_", "-")
    return _NAMESPACE.sub("", plain) or plain


def _ancestors_of_titles(root: Element) -> set[Element]:
    titles = list(root.iter("h1"))
    return {ancestor for title in titles for ancestor in title.iterancestors()} | set(titles)


def _count_words(root: Element, without: Set[Element]) -> dict[Element, int]:
    """Return the number of words below each element, counted in one walk; some elements count as empty."""
    amounts: dict[Element, int] = {}
    for _, element in walk(root, "end"):
        own = len((element.text or "").split())
        below = sum(amounts[child] + len((child.tail or "").split()) for child in element)
        amounts[element] = 0 if element in without else own + below
    return amounts
