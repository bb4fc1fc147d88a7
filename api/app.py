"""The web application: settings in, routes over one graph out. All are listed in docs/routes.md."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import APIRouter, FastAPI

from api.compression import CompressionMiddleware
from api.data import create_data_router
from api.descriptions import create_describer, create_description_router
from api.errors import add_error_handlers
from api.files import create_files_router
from api.graph_store import create_graph_store_router
from api.headers import HeadersMiddleware
from api.logs import ObservationMiddleware
from api.metrics import Metrics, create_metrics_router
from api.openapi import describe_routes
from api.pages import add_assets
from api.prepared import Preparations
from api.reconcile import create_reconcile_router
from api.served import ServedGraph
from api.settings import Settings
from api.site import create_site_routers
from api.sparql import Updater, create_sparql_router
from api.start import create_start_router
from api.turns import ClientMiddleware

TITLE: Final = "Smolny"


def create_app(settings: Settings, update: Updater | None = None) -> FastAPI:
    """Return the application over the graph in ``settings.folder``, whose index is built where it is missing.

    ``update`` carries out SPARQL updates; without it, as always but in tests of the protocol, they are refused.
    Raises :class:`graph.query.StoreError` where there is no graph. The workers end with the application's lifespan.
    """
    graph = ServedGraph(settings)
    preparations = Preparations(graph)

    @asynccontextmanager
    async def live(app: FastAPI) -> AsyncIterator[None]:
        await preparations.start()
        yield
        preparations.close()
        graph.close()

    app = FastAPI(title=TITLE, lifespan=live, docs_url=None, redoc_url=None)  # their pages load scripts from elsewhere
    app.add_middleware(HeadersMiddleware)
    app.add_middleware(CompressionMiddleware)
    app.add_middleware(ClientMiddleware)
    metrics = Metrics()
    app.add_middleware(ObservationMiddleware, metrics=metrics)  # the last one added is the first to see a request
    add_error_handlers(app)
    for router in create_routers(graph, update, metrics, preparations):
        app.include_router(router)
    add_assets(app)
    describe_routes(app)
    return app


def create_routers(
    graph: ServedGraph,
    update: Updater | None = None,
    metrics: Metrics | None = None,
    preparations: Preparations | None = None,
) -> tuple[APIRouter, ...]:
    """Return all routes over a graph; ``metrics`` counts its requests, ``preparations`` are what its pages read."""
    preparations = preparations or Preparations(graph)
    describe = create_describer(graph, preparations)
    return (
        create_sparql_router(graph, describe, update),  # the first, as it is asked most and quickest
        create_start_router(graph, preparations),
        *create_site_routers(graph, preparations),
        create_description_router(describe),
        create_data_router(graph, preparations),
        create_files_router(graph),
        create_graph_store_router(graph),
        create_reconcile_router(graph, preparations),
        create_metrics_router(graph, metrics or Metrics()),
    )
