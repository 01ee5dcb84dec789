"""Makes pages from templates; the server and the static site make the same ones.

Templates get `links` (addresses), `page` (the record that is shown) and `version`. All that they put into a page
is escaped.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reportminer import __version__
from reportminer.export.harmless import make_harmless
from reportminer.web import arranging, phrases
from reportminer.web.links import Links

ASSETS = Path(__file__).parent / "assets"
"""Folder of the files that come with the pages; each of them is public."""
TEMPLATES = Path(__file__).parent / "templates"


def render(name: str, links: Links, **context: object) -> str:
    """Return a page as HTML.

    Args:
        name: `overview`, `search`, `finding`, `report`, `pattern`, `theme`, `area`, `heat_map`, `codebook`,
            `about` or `error`.
        links: where pages lie.
        context: `page`, the record of `workflow.browsing.views` that the page shows; `about` needs none, `error`
            takes `heading`, `message` and `remedy`.
    """
    return _make_environment().get_template(f"{name}.html").render(links=links, version=__version__, **context)


@cache
def _make_environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters.update(phrases.FILTERS | arranging.FILTERS)
    return environment


def _finalize(value: object) -> object:
    return make_harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value
