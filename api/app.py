"""The web application: settings in, routes over one graph out. All are listed in docs/routes.md."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from api.data import create_data_router
from api.descriptions import create_description_router
from api.errors import add_error_handlers
from api.headers import HeadersMiddleware
from api.pages import add_assets
from api.served import ServedGraph
from api.settings import Settings
from api.sparql import create_sparql_router
from api.start import create_start_router

TITLE: Final = "Smolny"


def create_app(settings: Settings) -> FastAPI:
    """Return the application over the graph in ``settings.folder``, whose index is built where it is missing.

    Raises :class:`graph.query.StoreError` where there is no graph. The workers end with the application's lifespan.
    """
    graph = ServedGraph(settings)

    @asynccontextmanager
    async def live(app: FastAPI) -> AsyncIterator[None]:
        yield
        graph.close()

    app = FastAPI(title=TITLE, lifespan=live, docs_url=None, redoc_url=None)  # their pages load scripts from elsewhere
    app.add_middleware(HeadersMiddleware)
    add_error_handlers(app)

    @app.api_route("/health", methods=["GET", "HEAD"], response_class=JSONResponse)
    async def show_health() -> dict[str, str]:
        """Tell that the server is ready, and the version of the graph."""
        return {"status": "ok", "graph": graph.version}

    app.include_router(create_start_router(graph))
    app.include_router(create_sparql_router(graph))
    app.include_router(create_description_router(graph))
    app.include_router(create_data_router(graph))
    add_assets(app)
    return app
