"""Addresses of pages: each asks the browser for a record and shows it."""

import re
from collections.abc import Callable

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse

from reportminer.web.links import ServedLinks
from reportminer.web.problems import NO_PAGE, Problem
from reportminer.web.questions import read_asked
from reportminer.web.rendering import render
from reportminer.workflow.browsing.browser import Browser

LINKS = ServedLinks()
_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")


def add_pages(app: FastAPI, browser: Browser) -> None:
    """Add every page."""
    add_address(app, "/", lambda: show("overview", browser.overview()))
    add_address(app, "/search", _make_search(browser))
    add_address(app, "/heat-map", lambda: show("heat_map", browser.heat_map()))
    add_address(app, "/codebook", lambda: show("codebook", browser.codebook()))
    add_address(app, "/about", lambda: HTMLResponse(render("about", LINKS)))
    add_address(app, "/findings/{key}", _make_page("finding", browser.finding))
    add_address(app, "/reports/{key}", _make_page("report", browser.report))
    add_address(app, "/patterns/{key}", _make_page("pattern", browser.pattern))
    add_address(app, "/themes/{key}", _make_page("theme", browser.theme))
    add_address(app, "/areas/{key}", _make_page("area", browser.area))


def add_address(app: FastAPI, path: str, answer: Callable[..., Response]) -> None:
    """Add one address, which is read by GET and HEAD alone."""
    app.add_api_route(path, answer, methods=["GET", "HEAD"], response_model=None)


def show(name: str, page: object) -> Response:
    """Return a page as an answer."""
    return HTMLResponse(render(name, LINKS, page=page))


def show_problem(problem: Problem) -> Response:
    """Return the page that says what cannot be shown, and what to do."""
    page = render("error", LINKS, heading=problem.heading, message=problem.message, remedy=problem.remedy)
    return HTMLResponse(page, status_code=problem.status)


def is_id(text: str) -> bool:
    """Say whether a text can be an id of anything: whatever else it is, it names no file and no folder."""
    return _ID.fullmatch(text) is not None


def _make_page(name: str, find: Callable[[str], object | None]) -> Callable[[str], Response]:
    def answer(key: str) -> Response:
        page = find(key) if is_id(key) else None
        return show_problem(NO_PAGE) if page is None else show(name, page)

    return answer


def _make_search(browser: Browser) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        asked = read_asked(request.query_params)
        found = browser.search(
            asked.query, filters=asked.filters, mode=asked.mode, one_per_area=asked.one_per_area, page=asked.page
        )
        return show("search", found)

    return answer
