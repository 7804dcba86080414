"""The web application on a socket, until somebody stops it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType
from typing import Any

from indexer.errors import MorgueError

THREADS = 8
IDLE_SECONDS = 30
MOST_CONNECTIONS = 200


def serve(app: Any, host: str, port: int, announce: Callable[[str], None]) -> int:
    """Serves a WSGI application and calls `announce` with its address; gives the exit code once it was told to stop.

    Port 0 takes a free one. Raises MorgueError where the address cannot be listened on.
    """
    from waitress.server import create_server

    try:
        server = create_server(
            app, host=host, port=port, threads=THREADS, channel_timeout=IDLE_SECONDS,
            connection_limit=MOST_CONNECTIONS, ident="morgue",
        )  # fmt: skip
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise MorgueError(
            f"{host}:{port} cannot be listened on: {reason}; choose another --host or --port"
        ) from error
    for found_host, found_port in getattr(server, "effective_listen", None) or [
        (server.effective_host, server.effective_port)
    ]:
        announce(f"http://{f'[{found_host}]' if ':' in str(found_host) else found_host}:{found_port}/")
    return _run_until_stopped(server)


def _run_until_stopped(server: Any) -> int:
    """Ends with 0 when asked to (SIGTERM), with 130 on Ctrl-C; waitress swallows the exception itself."""
    codes: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        codes.append(0 if number == signal.SIGTERM else 130)
        raise SystemExit(codes[-1])

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    server.run()
    return codes[0] if codes else 0
