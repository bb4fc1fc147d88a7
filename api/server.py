"""Settings in, a running server out, until it is told to end."""

import uvicorn

from api.app import create_app
from api.settings import Settings


def serve(settings: Settings) -> None:
    """Serve the graph; raises :class:`graph.query.StoreError` before it listens where there is no graph."""
    app = create_app(settings)
    uvicorn.run(
        app, host=settings.host, port=settings.port, root_path=settings.root_path,
        log_level="info", access_log=False, timeout_graceful_shutdown=5, server_header=False,
    )  # fmt: skip
