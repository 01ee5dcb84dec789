"""Who may ask the local server, for what, and the headers that every answer carries.

A page of the web that is open in the same browser must not be able to read what stands here: it could send
requests to this address, or let its own name point to this machine (DNS rebinding). So the names in Host and
Origin must be this machine's own, and nothing here may be framed or loaded by other pages.

Source: Fetch Metadata (W3C, Sec-Fetch-*), RFC 9110 section 15.5.20 (421), Content Security Policy Level 3.
"""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""On every answer."""
NOT_KEPT = "no-store"
"""Cache-Control of what states none itself: what a workspace says is not left in a browser's cache."""

_NAMES = ("127.0.0.1", "localhost", "[::1]")
_METHODS = ("GET", "HEAD")
_PATH = re.compile(rb"/|(?:/[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}){1,4}")
"""No address of ours needs more; so nothing encoded, no hidden file and no way up ever reaches a handler."""
_LONGEST_QUERY = 4000


class Guard:
    """Refuses what does not come from this machine's own pages, and puts the headers on every answer.

    Args:
        app: what answers the rest.
        port: where it is served; a name without it is that of another server.
    """

    def __init__(self, app: ASGIApp, *, port: int) -> None:
        self._app = app
        self._home = f"http://127.0.0.1:{port}/"
        self._hosts = frozenset(f"{name}:{port}" for name in _NAMES) | (set(_NAMES) if port == 80 else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        if scope["type"] != "http":
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message))
            await send(message)

        answer = self._find_refusal(scope) or self._app
        await answer(scope if _is_plain(scope) else _lead_nowhere(scope), receive, send_with_headers)

    def _find_refusal(self, scope: Scope) -> ASGIApp | None:
        """Return what is answered to a request that is refused; None if it may go on."""
        headers = Headers(scope=scope)
        hosts = [host.lower() for host in headers.getlist("host")]
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return _refuse(421, f"This is not the address of the evidence browser. Open {self._home} instead.")
        if not self._is_own(headers):
            return _refuse(403, f"Another site asked for this page. Open {self._home} yourself instead.")
        if scope["method"] not in _METHODS:
            return _refuse(405, "The evidence browser can only be read.")
        if len(scope["query_string"]) > _LONGEST_QUERY:
            return _refuse(414, f"The question is too long. Go back to {self._home} and ask in fewer words.")
        return None

    def _is_own(self, headers: Headers) -> bool:
        """Say whether a request comes from our own pages, from the person (address bar, bookmark), or by a link.

        A link on another page may lead here, as it may to any site: the other page cannot see what is answered.
        """
        origins = headers.getlist("origin")
        if any(origin.lower() not in {f"http://{host}" for host in self._hosts} for origin in origins):
            return False
        site = headers.get("sec-fetch-site", "none")
        asked_as = headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")
        return site in {"none", "same-origin"} or asked_as == ("navigate", "document")


def _refuse(status: int, text: str) -> ASGIApp:
    """Return a plain answer: under a foreign name, links to our pages would lead elsewhere."""
    return PlainTextResponse(f"{text}\n", status_code=status, headers={"Allow": ", ".join(_METHODS)})


def _is_plain(scope: Scope) -> bool:
    return _PATH.fullmatch(scope.get("raw_path") or scope["path"].encode("utf-8", "replace")) is not None


def _lead_nowhere(scope: Scope) -> Scope:
    """Return the request with an address that there is not, so that it is answered by the page that says so."""
    return {**scope, "path": "/-", "raw_path": b"/-"}


def _add_headers(headers: MutableHeaders) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    headers.setdefault("Cache-Control", NOT_KEPT)
