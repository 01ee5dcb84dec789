"""The evidence browser as a web application. Handlers are plain functions, run in threads; nothing here writes."""

import sys

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from reportminer.errors import ReportminerError
from reportminer.web.files import add_files
from reportminer.web.pages import add_pages, show_problem
from reportminer.web.problems import NO_PAGE, OUR_FAULT, explain
from reportminer.web.security import Guard
from reportminer.workflow.browsing.browser import Browser
from reportminer.workflow.browsing.images import PageImages

DEFAULT_PORT = 8765


def make_app(browser: Browser, images: PageImages, *, port: int = DEFAULT_PORT) -> ASGIApp:
    """Return the application, with its guard around it.

    Args:
        browser: gives what pages show.
        images: draws pages.
        port: where it is served on 127.0.0.1; requests for another one are refused.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    add_pages(app, browser)
    add_files(app, browser, images)
    app.add_exception_handler(HTTPException, _answer_no_page)
    app.add_exception_handler(ReportminerError, _answer_error)
    app.add_exception_handler(Exception, _answer_fault)
    return Guard(app, port=port)


def _answer_no_page(request: Request, error: Exception) -> Response:
    return show_problem(NO_PAGE)


def _answer_error(request: Request, error: Exception) -> Response:
    """Say an error in the window of the program alone: its message may name folders."""
    print(f"Error: {error}", file=sys.stderr)
    return show_problem(explain(error) if isinstance(error, ReportminerError) else OUR_FAULT)


def _answer_fault(request: Request, error: Exception) -> Response:
    return show_problem(OUR_FAULT)
