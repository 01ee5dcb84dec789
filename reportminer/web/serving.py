"""Serves the evidence browser on this machine alone."""

import errno
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from reportminer.errors import UsageError
from reportminer.settings import Settings
from reportminer.web.app import make_app
from reportminer.workflow.browsing.browser import Browser
from reportminer.workflow.browsing.images import PageImages

ADDRESS = "127.0.0.1"
"""The only one: no other machine can reach it."""
_LONGEST_GOODBYE_S = 3


def serve(workspace: Path, *, settings: Settings, port: int, ready: Callable[[str], None]) -> None:
    """Serve until the person interrupts.

    Args:
        workspace: its folder; only read.
        settings: codebook and encoder.
        port: 0 for any that is free.
        ready: called with the address of the first page once it can be opened.

    Raises:
        UsageError: there is no workspace, or the port cannot be had.
        StorageError: the workspace is damaged.
        SchemaMismatch: a newer version wrote it.
        ConfigError: the codebook cannot be read.
    """
    browser = Browser(workspace, settings=settings)
    browser.overview()  # What is wrong with the workspace is said here, and the first page comes at once.
    with _listen(port) as listening:
        chosen = listening.getsockname()[1]
        app = make_app(browser, PageImages(workspace, settings=settings), port=chosen)
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                access_log=False,
                log_config=None,
                server_header=False,
                http="h11",
                ws="none",
                lifespan="off",
                timeout_graceful_shutdown=_LONGEST_GOODBYE_S,
            )
        )
        ready(f"http://{ADDRESS}:{chosen}/")
        with suppress(KeyboardInterrupt):  # It is how a person ends it.
            server.run(sockets=[listening])


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server((ADDRESS, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise UsageError(
                f"port {port} is taken by another program, perhaps another evidence browser",
                expected="a free port",
                remedy="open or end the other one, or use --port 0 for any free port",
            ) from error
        raise UsageError(
            f"port {port} cannot be opened: {error.strerror or error}",
            expected="a port that you may use, 1024 to 65535",
            remedy="use --port 0 for any free port",
        ) from error
