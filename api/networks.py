"""What ``smolny export`` writes: a network or a table; an unknown name is answered with those that there are."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from api.failures import USE, tell

if TYPE_CHECKING:
    from graph.stores import Access


def export_network(folder: Path, network: str, out: Path | None, store: str | None = None) -> None:
    """Write the network ``network`` of the graph to ``out``; wrong use ends with status 2."""
    from graph.gexf import write_network
    from graph.network import NETWORKS, read_network

    if network not in NETWORKS:
        _tell_names("network", network, NETWORKS)
    if out is None:
        raise typer.BadParameter("where shall it be written?", param_hint="--out")
    found = read_network(folder, network, find_store(folder, store))
    write_network(found, out)
    typer.echo(f"{out}: {found.number_of_nodes()} nodes, {found.number_of_edges()} edges")


def export_table(folder: Path, name: str, path: Path, store: str | None = None) -> None:
    """Write the table ``name`` of the graph to ``path``; wrong use ends with status 2."""
    from graph.prosopography import TABLES, write_table

    if name not in TABLES:
        _tell_names("table", name, TABLES)
    typer.echo(f"{path}: {write_table(folder, name, path, find_store(folder, store))} lines")


def find_store(folder: Path, url: str | None) -> "Access | None":
    """Return how the store at ``url`` is reached, or the one of the environment; None where there is none."""
    from api.settings import read_settings

    return read_settings(folder=folder, store=url).find_store()


def _tell_names(kind: str, name: str, names: dict[str, str]) -> None:
    tell([f"'{name}': no such {kind}; there are:"])
    tell(f"{name}: {description}" for name, description in names.items())
    raise typer.Exit(USE)
