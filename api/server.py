"""Settings in, a running server out, until it is told to end."""

import contextlib
import logging
import socket
import sys
from typing import Final

import uvicorn

from api.app import create_app
from api.connections import Limits, make_protocol
from api.logs import make_log_config
from api.settings import Settings

GRACE_S: Final = 5  # for requests under way when the server is told to end


class ServeError(Exception):
    """The server can't listen where it should; the message says where and why."""


def serve(settings: Settings) -> None:
    """Serve the graph until Ctrl-C or SIGTERM.

    Raises :class:`ServeError` where it can't listen and :class:`graph.query.StoreError` where there is no graph.
    """
    with listen(settings.host, settings.port) as listener:
        app = create_app(settings)
        config = uvicorn.Config(
            app, root_path=settings.root_path, access_log=False, server_header=False,
            log_config=make_log_config(settings.log), timeout_graceful_shutdown=GRACE_S,
            http=make_protocol(Limits(settings.request_s, settings.client_connections)),
        )  # fmt: skip
        server = Server(config, settings, find_address(listener, settings.root_path))
        with contextlib.suppress(KeyboardInterrupt):  # the usual end
            server.run(sockets=[listener])


class Server(uvicorn.Server):
    """A server that says where it is when it is ready: when the pages are prepared."""

    def __init__(self, config: uvicorn.Config, settings: Settings, address: str) -> None:
        super().__init__(config)
        self._settings, self._address = settings, address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            tell_start(self._settings, self._address)


def tell_start(settings: Settings, address: str) -> None:
    """Say where the graph is served: in the log where it is kept in JSON, else as a line."""
    message = f"{settings.folder} is served at {address}"
    if settings.log == "json":
        logging.getLogger("smolny.server").info(message, extra={"fields": {"address": address}})
    else:
        print(f"{message} (Ctrl-C ends it)", file=sys.stderr, flush=True)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2048)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else every answer waits 40 ms for its head
        return listener
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (while")[0]
        raise ServeError(f"{host}:{port}: {reason}") from error


def find_address(listener: socket.socket, root_path: str) -> str:
    """Return the address to open in a browser."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}{root_path}" if ":" in host else f"http://{host}:{port}{root_path}"
