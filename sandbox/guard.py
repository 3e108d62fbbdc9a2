"""Keeps foreign web pages out: the workspace answers to its own loopback names only, and never to another origin."""

from collections.abc import Awaitable, Callable

from aiohttp import web

_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@web.middleware
async def guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse a foreign Host (DNS rebinding) or Origin (another page), and send strict headers with every answer."""
    if request.host.rsplit(":", 1)[0] not in _NAMES:
        raise web.HTTPForbidden(text="open the workspace by its loopback address")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        raise web.HTTPForbidden(text="the workspace answers to no other page")
    fetched_by = request.headers.get("Sec-Fetch-Site", "none")
    if fetched_by not in ("none", "same-origin") and request.path != "/":
        raise web.HTTPForbidden(text="the workspace answers to no other page")
    return await handler(request)


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Send the strict headers; a signal, so that streams and sockets carry them as well."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
