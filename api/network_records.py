"""A network in, what its page and its page's script show of it out, and how that lies on a shelf."""

import sqlite3
from collections.abc import Mapping
from typing import Any, Final

import networkx as nx

from api.languages import LANGUAGES
from graph.gexf import COLOURS, OTHER, to_gexf
from graph.network import SPECS, ask_all, make_network
from graph.query import QueryPool
from graph.sheets import find_wording
from graph.shelves import write_document, write_nodes, write_record

LISTED: Final = 60  # nodes
KINDS: Final = ("Person", "Party", "Soviet", "Front", "Organisation", "Place", "Event", "Work")


def write_networks(pool: QueryPool, database: sqlite3.Connection, wordings: Mapping[str, Mapping[str, str]]) -> None:
    """Write every network to a shelf that is being made; ``wordings`` are those of each language."""
    rows = ask_all(pool)
    for name in SPECS:
        network = make_network(name, rows)
        write_record(database, name_about(name), describe_network(network))
        write_nodes(database, name, network)
        write_document(database, name_gexf(name), to_gexf(network))
        for language in LANGUAGES:
            write_record(database, name_data(name, language), to_record(network, wordings[language]))


def name_about(name: str) -> str:
    """Return the name of the document that tells of a network what its page shows."""
    return f"network/{name}"


def name_data(name: str, language: str) -> str:
    """Return the name of the document that the page's script draws."""
    return f"network/{name}.{language}.json"


def name_gexf(name: str) -> str:
    """Return the name of the document for Gephi."""
    return f"network/{name}.gexf"


def describe_network(network: nx.MultiDiGraph) -> dict[str, Any]:
    """Return what the page shows: the best connected nodes, classes, numbers of nodes and edges, years."""
    ranked = rank_nodes(network)
    kinds = {kind for _, _, kind, _ in ranked}
    return {
        "ranked": ranked[:LISTED],
        "kinds": [kind for kind in KINDS if kind in kinds],
        "size": (network.number_of_nodes(), network.number_of_edges()),
        "years": find_years(network),
    }


def colour(kind: str) -> str:
    """Return the colour of a class as CSS has it."""
    return "#{:02x}{:02x}{:02x}".format(*COLOURS.get(kind, OTHER))


def rank_nodes(network: nx.MultiDiGraph) -> list[tuple[str, str, str, int]]:
    """Return id, label, class and degree (neighbours, each once) of every node, the best connected first."""
    found = [
        (
            node,
            str(data["label"]),
            str(data["mention_class"]),
            len({*network.successors(node), *network.predecessors(node)} - {node}),
        )
        for node, data in network.nodes(data=True)
    ]
    return sorted(found, key=lambda row: (-row[3], row[1]))


def find_years(network: nx.MultiDiGraph) -> tuple[int, int]:
    """Return the first and the last year of the edges."""
    days = [day for _, _, data in network.edges(data=True) for day in (data["start"], data["end"]) if day]
    years = [int(day[:4]) for day in days]
    return (min(years), max(years)) if years else (1900, 1940)


def to_record(network: nx.MultiDiGraph, words: Mapping[str, str]) -> dict[str, Any]:
    """Return a network for the script; periods are pairs of years, 0 where open, and none for an edge without date."""
    numbers = {node: number for number, node in enumerate(sorted(network))}
    nodes = [
        {"id": node, "label": data["label"], "kind": data["mention_class"], "mentions": data["mentions"],
         "wikidata": data["wikidata"]}
        for node, data in sorted(network.nodes(data=True))
    ]  # fmt: skip
    edges = [
        {
            "s": numbers[source], "t": numbers[target],
            "kind": data["role"] or find_wording(data["predicate"], words, inverse=False),
            "claims": data["claims"], "periods": [[_year(day) for day in period] for period in data["periods"]],
        }
        for source, target, data in network.edges(data=True)
        if source != target
    ]  # fmt: skip
    return {"nodes": nodes, "edges": edges, "colours": {kind: colour(kind) for kind in KINDS}}


def _year(day: str) -> int:
    return int(day[:4]) if day else 0
