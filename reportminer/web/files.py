"""Addresses of what is not a page: tables to download, pictures, and the files that come with the program."""

import re
from collections.abc import Callable

from fastapi import FastAPI, Request, Response

from reportminer.errors import UsageError
from reportminer.export.csv_files import format_csv
from reportminer.export.model import Row, TableSpec
from reportminer.web.pages import add_address, is_id, show_problem
from reportminer.web.problems import NO_PAGE, NO_PICTURE
from reportminer.web.questions import read_asked
from reportminer.web.rendering import ASSETS
from reportminer.workflow.browsing.browser import Browser
from reportminer.workflow.browsing.images import PageImages

_PAGE = re.compile(r"[1-9][0-9]{0,5}")
_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
_KEPT_AN_HOUR = {"Cache-Control": "private, max-age=3600"}
_ASKED_EACH_TIME = {"Cache-Control": "no-cache"}


def add_files(app: FastAPI, browser: Browser, images: PageImages) -> None:
    """Add every download, picture and asset."""
    add_address(app, "/tables/search.csv", _make_search_table(browser))
    add_address(app, "/tables/{name}.csv", lambda name: _download(browser, name))
    add_address(app, "/tables/{kind}/{key}.csv", lambda kind, key: _download(browser, kind, key))
    add_address(app, "/images/{report_id}/{page}.png", _make_picture(images.page))
    add_address(app, "/thumbnails/{report_id}/{page}.png", _make_picture(images.thumbnail))
    add_address(app, "/assets/{name}", _send_asset)


def _download(browser: Browser, *parts: str) -> Response:
    found = browser.table("/".join(parts)) if all(map(is_id, parts)) else None
    return _send_table(found)


def _make_search_table(browser: Browser) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        asked = read_asked(request.query_params)
        found = browser.table(
            "search", asked.query, filters=asked.filters, mode=asked.mode, one_per_area=asked.one_per_area
        )
        return _send_table(found)

    return answer


def _send_table(found: tuple[TableSpec, list[Row]] | None) -> Response:
    if found is None:
        return show_problem(NO_PAGE)
    spec, rows = found
    return Response(
        format_csv(spec, rows),
        media_type="text/csv; charset=utf-8; header=present",
        # The name is made of ids alone, so it needs no quoting of its own.
        headers={"Content-Disposition": f'attachment; filename="{spec.file}"'},
    )


def _make_picture(draw: Callable[[str, int], bytes]) -> Callable[[str, str], Response]:
    def answer(report_id: str, page: str) -> Response:
        if not is_id(report_id) or not _PAGE.fullmatch(page):
            return show_problem(NO_PAGE)
        try:
            picture = draw(report_id, int(page))
        except UsageError:
            return show_problem(NO_PICTURE)
        return Response(picture, media_type="image/png", headers=_KEPT_AN_HOUR)

    return answer


def _send_asset(name: str) -> Response:
    path = ASSETS / name
    if not is_id(name) or path.suffix not in _TYPES or not path.is_file():
        return show_problem(NO_PAGE)
    return Response(path.read_bytes(), media_type=_TYPES[path.suffix], headers=_ASKED_EACH_TIME)
