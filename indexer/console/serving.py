"""The web application on a socket, until somebody stops it; in one process, or in several that share the socket.

Several are forked once the socket listens and the index is open, so that they share its memory; the first process only
watches them (`processes`).
"""

from __future__ import annotations

import gc
import signal
import socket
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

from indexer.console.processes import run_together
from indexer.errors import MorgueError

THREADS = 8
IDLE_SECONDS = 30
MOST_CONNECTIONS = 200
BACKLOG = 1_024


def serve(
    app: Any,
    host: str,
    port: int,
    *,
    announce: Callable[[str], None],
    tell: Callable[[str], None],
    processes: int = 1,
    prepare: Callable[[], object] = lambda: None,
    refresh: Callable[[], object] = lambda: None,
) -> int:
    """Serves a WSGI application and calls `announce` with its address; gives the exit code once it was told to stop.

    Port 0 takes a free one. `prepare` is called once the address is listened on, before anything is answered. Of several `processes` one that dies is replaced, and `tell` gets a line about it; `refresh` opens
    anew what they share. Raises MorgueError where the address cannot be listened on.
    """
    sockets = _listen(host, port)
    for listening in sockets:
        address = listening.getsockname()
        announce(f"http://{f'[{address[0]}]' if ':' in str(address[0]) else address[0]}:{address[1]}/")
    prepare()
    if processes == 1:
        return _run(app, sockets)
    return run_together(partial(_run, app, sockets), processes, tell, refresh)


def _listen(host: str, port: int) -> list[socket.socket]:
    """A socket for each address that a host name stands for."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        sockets = []
        for family, kind, protocol, _, address in dict.fromkeys(found):
            listening = socket.socket(family, kind, protocol)
            sockets.append(listening)
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listening.bind(address)
            listening.listen(BACKLOG)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise MorgueError(
            f"{host}:{port} cannot be listened on: {reason}; choose another --host or --port, or set MORGUE_PORT"
        ) from error
    return sockets


def _spare_long_pauses() -> None:
    """What is there before the first answer stays: looking through all of it for garbage would stop an answer for a tenth of a second.

    A page makes some ten thousand objects, of which hardly any is garbage in a ring: looking for such after every fifth page is enough.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _run(app: Any, sockets: list[socket.socket]) -> int:
    """Ends with 0 when asked to (SIGTERM), with 130 on Ctrl-C; waitress swallows the exception itself."""
    from waitress.server import create_server

    _spare_long_pauses()
    server = create_server(
        app, sockets=sockets, threads=THREADS, channel_timeout=IDLE_SECONDS,
        connection_limit=MOST_CONNECTIONS, ident="morgue",
    )  # fmt: skip
    codes: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        codes.append(0 if number == signal.SIGTERM else 130)
        raise SystemExit(codes[-1])

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    server.run()
    return codes[0] if codes else 0
