"""What ``smolny export`` writes: a network or a table; an unknown name is answered with those that there are."""

from pathlib import Path

import typer

from api.failures import USE, tell


def export_network(folder: Path, network: str, out: Path | None) -> None:
    """Write the network ``network`` of the graph to ``out``; wrong use ends with status 2."""
    from graph.gexf import write_network
    from graph.network import NETWORKS, read_network

    if network not in NETWORKS:
        _tell_names("network", network, NETWORKS)
    if out is None:
        raise typer.BadParameter("where shall it be written?", param_hint="--out")
    found = read_network(folder, network)
    write_network(found, out)
    typer.echo(f"{out}: {found.number_of_nodes()} nodes, {found.number_of_edges()} edges")


def export_table(folder: Path, name: str, path: Path) -> None:
    """Write the table ``name`` of the graph to ``path``; wrong use ends with status 2."""
    from graph.prosopography import TABLES, write_table

    if name not in TABLES:
        _tell_names("table", name, TABLES)
    typer.echo(f"{path}: {write_table(folder, name, path)} lines")


def _tell_names(kind: str, name: str, names: dict[str, str]) -> None:
    tell([f"'{name}': no such {kind}; there are:"])
    tell(f"{name}: {description}" for name, description in names.items())
    raise typer.Exit(USE)
