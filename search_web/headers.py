"""What guards every answer, errors and static files too: a policy that runs and loads nothing but our own files.

Article text comes from anywhere. Should any of it ever reach a page as markup, the browser still
runs no script, sends no form and loads no picture of it.
"""

from __future__ import annotations

from flask import Flask
from flask.wrappers import Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'none'",
        "connect-src 'none'",
        "object-src 'none'",
        "frame-src 'none'",
        "worker-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

SECURITY_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # An address holds what a reporter looks for: no other site may learn it.
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def guard(app: Flask) -> None:
    """Puts the headers on everything the application answers."""
    app.after_request(_with_headers)


_ROWS = list(SECURITY_HEADERS.items())


def _with_headers(response: Response) -> Response:
    # nothing else sets any of them, so that none has to be looked for first
    response.headers.extend(_ROWS)
    if "Cache-Control" not in response.headers:
        # A rebuild shows at once, and no shared cache keeps what somebody searched for.
        response.headers["Cache-Control"] = "private, no-cache"
    return response
