"""``smolny push``: a built graph into a SPARQL store."""

from pathlib import Path
from typing import Annotated

import typer

from api.failures import tell_failures
from api.progress import show_progress


def push(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="A folder that smolny build has made.")
    ],
    url: Annotated[str, typer.Argument(metavar="URL", help="Where the store answers the Graph Store Protocol.")],
    default_graph: Annotated[
        str | None,
        typer.Option(metavar="IRI", help="A named graph for what has no name.", show_default="the unnamed graph"),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Send also what the store should have already.")] = False,
) -> None:
    """Load the graph into a SPARQL store.

    Each source becomes a named graph, entities, facts and ontology the unnamed one. What was sent is written down: a
    push that broke off goes on where it stopped, and the next sends only what has changed. Who asks is told by
    SMOLNY_STORE_USER, SMOLNY_STORE_PASSWORD and SMOLNY_STORE_AUTH (basic, digest). Then smolny serve --store asks that
    store; see docs/stores.md.

    \b
    Examples:
        smolny push graph/ http://localhost:7878/store
        smolny push graph/ http://localhost:8890/sparql-graph-crud-auth --default-graph https://example.org/graph
    """
    with tell_failures():
        from api.settings import read_settings
        from graph.pushing import push as push_graph

        settings = read_settings(folder=folder, store=url, store_default_graph=default_graph)
        access = settings.find_store()
        if access is None:
            raise typer.BadParameter("which store?", param_hint="URL")
        with show_progress("pushing") as progress:
            done = push_graph(folder, access, everything=everything, progress=progress)
        typer.echo(f"{url}: {done.sent} graphs sent, {done.unchanged} unchanged, {done.deleted} deleted")
