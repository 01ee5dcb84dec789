"""Where each page lies: one protocol, so that the same templates make served pages and static files."""

from typing import Protocol
from urllib.parse import quote, urlencode


class Links(Protocol):
    """Makes addresses for templates; every method returns a text that may stand in `href` or `src`, unescaped."""

    is_live: bool
    """Whether search and its filters can be asked (a served page), or not (static files)."""

    def overview(self) -> str:
        """Return the first page."""

    def search(self, **asked: str) -> str:
        """Return the search page; `asked` are `q`, `mode`, `page` and fields of `Filters`, empty ones left out."""

    def finding(self, finding_id: str) -> str:
        """Return a finding's page."""

    def report(self, report_id: str) -> str:
        """Return a report's page."""

    def pattern(self, pattern_id: str) -> str:
        """Return a pattern's page."""

    def theme(self, theme_id: str) -> str:
        """Return a theme's page."""

    def area(self, key: str) -> str:
        """Return an area's page; see `AreaEntry.key`."""

    def heat_map(self) -> str:
        """Return the page of areas by patterns."""

    def codebook(self) -> str:
        """Return the codebook's page."""

    def about(self) -> str:
        """Return the page on method, limits and accessibility."""

    def table(self, name: str, **asked: str) -> str:
        """Return a download as CSV: `overview`, `search`, `reports/ID`, `patterns/ID`, `themes/ID`, `areas/KEY`,
        `heat-map` or `codebook`."""

    def page_image(self, report_id: str, page: int) -> str:
        """Return the picture of a page (PNG)."""

    def thumbnail(self, report_id: str, page: int) -> str:
        """Return a small picture of a page (PNG)."""

    def asset(self, name: str) -> str:
        """Return a file that comes with the program (`style.css`)."""


class ServedLinks:
    """Addresses of the local server, from its root."""

    is_live = True

    def overview(self) -> str:
        """Return `/`."""
        return "/"

    def search(self, **asked: str) -> str:
        """Return `/search` with what is asked."""
        return _with_query("/search", asked)

    def finding(self, finding_id: str) -> str:
        """Return `/findings/ID`."""
        return f"/findings/{_part(finding_id)}"

    def report(self, report_id: str) -> str:
        """Return `/reports/ID`."""
        return f"/reports/{_part(report_id)}"

    def pattern(self, pattern_id: str) -> str:
        """Return `/patterns/ID`."""
        return f"/patterns/{_part(pattern_id)}"

    def theme(self, theme_id: str) -> str:
        """Return `/themes/ID`."""
        return f"/themes/{_part(theme_id)}"

    def area(self, key: str) -> str:
        """Return `/areas/KEY`."""
        return f"/areas/{_part(key)}"

    def heat_map(self) -> str:
        """Return `/heat-map`."""
        return "/heat-map"

    def codebook(self) -> str:
        """Return `/codebook`."""
        return "/codebook"

    def about(self) -> str:
        """Return `/about`."""
        return "/about"

    def table(self, name: str, **asked: str) -> str:
        """Return `/tables/NAME.csv`."""
        return _with_query(f"/tables/{quote(name, safe='/')}.csv", asked)

    def page_image(self, report_id: str, page: int) -> str:
        """Return `/images/ID/PAGE.png`."""
        return f"/images/{_part(report_id)}/{page}.png"

    def thumbnail(self, report_id: str, page: int) -> str:
        """Return `/thumbnails/ID/PAGE.png`."""
        return f"/thumbnails/{_part(report_id)}/{page}.png"

    def asset(self, name: str) -> str:
        """Return `/assets/NAME`."""
        return f"/assets/{_part(name)}"


def _part(text: str) -> str:
    return quote(text, safe="")


def _with_query(path: str, asked: dict[str, str]) -> str:
    kept = {name: value for name, value in asked.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path
