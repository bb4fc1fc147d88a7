"""All routes of the pages for readers who ask no SPARQL, over one graph: what :mod:`api.app` puts before the data's."""

from fastapi import APIRouter

from api.corpora import create_corpus_router
from api.exploring import create_network_router
from api.maps import create_map_router
from api.prepared import Preparations
from api.searching import Searches, create_search_router
from api.served import ServedGraph
from api.sources import create_source_router


def create_site_routers(graph: ServedGraph, preparations: Preparations) -> tuple[APIRouter, ...]:
    """Return the routes of the pages."""
    searches = Searches(preparations)
    return (
        create_search_router(searches),
        create_source_router(graph, preparations),
        create_corpus_router(graph, preparations),
        create_map_router(graph, preparations),
        create_network_router(preparations),
    )
