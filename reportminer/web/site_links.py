"""Addresses within a folder of files, relative to the page they stand on, so that the folder can lie anywhere."""

import re
from collections.abc import Collection
from urllib.parse import quote

from reportminer.ids import hash_bytes

_PLAIN = re.compile(r"R[0-9a-f]{12}(-[0-9a-f]{8})?|[a-z0-9][a-z0-9_-]{0,79}")
"""Ids that no file system takes for another, also where it knows no capitals."""
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows keeps for devices."""


class SiteLinks:
    """Addresses for one page of the static site.

    Args:
        page: the page's own file, relative to the site, such as `findings/R0123456789ab-0a1b2c3d.html`.
        drawn: report and page of the pictures that the site has; of others no address is given.
    """

    is_live = False

    def __init__(self, page: str, *, drawn: Collection[tuple[str, int]] = ()) -> None:
        self._up = "../" * page.count("/")
        self._drawn = drawn

    def overview(self) -> str:
        """Return `index.html`."""
        return self._to(OVERVIEW)

    def search(self, **asked: str) -> str:
        """Return the page that lists what is asked for, where it is one pattern or theme, else the overview."""
        kept = {name: value for name, value in asked.items() if value}
        match kept:
            case {"pattern": pattern_id} if len(kept) == 1:
                return self.pattern(pattern_id)
            case {"theme": theme_id} if len(kept) == 1:
                return self.theme(theme_id)
            case _:
                return self.overview()

    def finding(self, finding_id: str) -> str:
        """Return `findings/ID.html`."""
        return self._to(page_file("findings", finding_id))

    def report(self, report_id: str) -> str:
        """Return `reports/ID.html`."""
        return self._to(page_file("reports", report_id))

    def pattern(self, pattern_id: str) -> str:
        """Return `patterns/ID.html`."""
        return self._to(page_file("patterns", pattern_id))

    def theme(self, theme_id: str) -> str:
        """Return `themes/ID.html`."""
        return self._to(page_file("themes", theme_id))

    def area(self, key: str) -> str:
        """Return `areas/KEY.html`."""
        return self._to(page_file("areas", key))

    def heat_map(self) -> str:
        """Return `heat-map.html`."""
        return self._to(HEAT_MAP)

    def codebook(self) -> str:
        """Return `codebook.html`."""
        return self._to(CODEBOOK)

    def about(self) -> str:
        """Return `about.html`."""
        return self._to(ABOUT)

    def table(self, name: str, **asked: str) -> str:
        """Return `tables/NAME.csv`; what is asked counts for nothing here."""
        return self._to(table_file(name))

    def page_image(self, report_id: str, page: int) -> str:
        """Return `images/ID/PAGE.png`; empty where the site has no picture of the page."""
        return self._to(image_file(report_id, page)) if (report_id, page) in self._drawn else ""

    def thumbnail(self, report_id: str, page: int) -> str:
        """Return `thumbnails/ID/PAGE.png`; empty where the site has no picture of the page."""
        return self._to(thumbnail_file(report_id, page)) if (report_id, page) in self._drawn else ""

    def asset(self, name: str) -> str:
        """Return `assets/NAME`."""
        return self._to(f"assets/{name}")

    def _to(self, file: str) -> str:
        return self._up + quote(file)


OVERVIEW, HEAT_MAP, CODEBOOK, ABOUT = "index.html", "heat-map.html", "codebook.html", "about.html"


def page_file(kind: str, key: str) -> str:
    """Return the file of one of many pages, relative to the site."""
    return f"{kind}/{safe_name(key)}.html"


def table_file(name: str) -> str:
    """Return the file of a table; see `Links.table`."""
    kind, _, key = name.partition("/")
    return f"tables/{safe_name(kind)}/{safe_name(key)}.csv" if key else f"tables/{safe_name(kind)}.csv"


def image_file(report_id: str, page: int) -> str:
    """Return the file of a page's picture."""
    return f"images/{safe_name(report_id)}/{page}.png"


def thumbnail_file(report_id: str, page: int) -> str:
    """Return the file of a page's thumbnail."""
    return f"thumbnails/{safe_name(report_id)}/{page}.png"


def safe_name(key: str) -> str:
    """Return an id as a file's name: as it is where it is plain, else `x` and digits of its hash.

    No two ids have one name, also where capitals and small letters are the same to the disk.

    Example:
        >>> safe_name("no_shared_vision"), safe_name("E06000001"), safe_name("../../etc")
        ('no_shared_vision', 'E06000001', 'x-e96c8d4d4ba0bba5')
    """
    if _PLAIN.fullmatch(key) and not _RESERVED.fullmatch(key) and not key.startswith("x-"):
        return key
    return f"x-{hash_bytes(key.encode(errors='surrogatepass'))[:16]}"
