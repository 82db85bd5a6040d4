"""Who may ask the editor, and how much: this computer alone, by an address that holds a secret."""

from __future__ import annotations

from secrets import compare_digest

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from brochures.render.pages import POLICY

HOSTS = ("127.0.0.1", "localhost")

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""What browsers are told with each answer, unless it says otherwise."""


class Guard:
    """Lets requests through that come from the editor's own page, and no others.

    The name of the host is compared, for any name can be made to lead here (DNS rebinding); so is
    where a request comes from, for any page can send one (cross-site request forgery). The secret
    is the first part of the path: other users of this computer do not know it.
    """

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refused(Request(scope))
        if refused:
            await PlainTextResponse("No.", refused)(scope, receive, told)
        else:
            await self._app(scope, receive, told)

    def _refused(self, request: Request) -> int | None:
        """Return the status with which a request is refused; None where it is let through."""
        own = request.headers.get("host", "")
        if own.rpartition(":")[0] not in HOSTS:
            return 421
        _, token, *rest = [*request.url.path.split("/"), ""]
        if not rest or not compare_digest(token.encode(), self._token.encode()):
            return 404
        origin = request.headers.get("origin")
        if origin != f"http://{own}" and (origin or request.method not in ("GET", "HEAD")):
            return 403
        if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return 403
        return None
