"""The command line: arguments in, the work of :mod:`graph` and :mod:`extract` done, exit status out.

Each command is a few lines: it reads its arguments, calls one function of the rooms below and prints what came of it.
The heavy modules are imported inside the commands, so that ``smolny --help`` is quick.
"""

from pathlib import Path
from typing import Annotated, Final

import typer

from api.conflicts import conflicts
from api.failures import finish, tell, tell_failures
from api.progress import show_progress
from api.pushing import push
from api.reviews import review
from api.showing import show

STATUS: Final = (
    "Exit status: 0 done; 1 something is wrong with the data, told on standard error, one line each; 2 wrong use."
)

app = typer.Typer(
    name="smolny",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=STATUS,
)

Graph = Annotated[
    Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="A folder that smolny build has made.")
]
Store = Annotated[
    str | None,
    typer.Option(metavar="URL", help="A SPARQL store to ask, see smolny push.", show_default="the folder's index"),
]
Model = Annotated[
    str | None,
    typer.Option(
        help="An installed spaCy pipeline for French, or its folder.", show_default="the one that ships with Smolny"
    ),
]


def main() -> None:
    """Run the command line; the entry point ``smolny``."""
    app()


def show_version(asked: bool) -> None:
    """Print the version and leave."""
    if asked:
        from graph.manifest import find_smolny_version

        typer.echo(f"smolny {find_smolny_version()}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Make historical knowledge graphs from French texts, and ask them.

    Who was where, in which body, in which office, when, and which sentence says so.

    \b
    A first graph, a question, the web pages:
        smolny build texts/ --out graph/
        smolny query graph/ 'SELECT ?name { ?p a smo:Person ; skos:prefLabel ?name }'
        smolny serve graph/

    smolny COMMAND --help tells all about a command.
    """


@app.command(epilog=STATUS)
def build(
    texts: Annotated[
        list[Path], typer.Argument(metavar="TEXTS...", help="Files or folders: .txt, .md, .pdf, .html, .xml (TEI).")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", file_okay=False, help="The folder of the graph.")],
    base_iri: Annotated[
        str | None, typer.Option(metavar="IRI", help="What the addresses of entities begin with; ends in / or #.")
    ] = None,
    model: Model = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=1, help="How many processes read; each takes about 1 GB.")
    ] = 1,
    corrections: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="A historian's decisions.",
            show_default="corrections.tsv beside the texts",
        ),
    ] = None,
) -> None:
    """Read texts and write the graph.

    The graph is Turtle in DIR/graph: entities.ttl, facts.ttl and one file for each source with its mentions and dated,
    quoted claims. A second run reads only what changed. What was in DIR before stays whole until the new graph is
    complete. Title, author, date and language of a text are taken from a corpus.toml beside it; what you correct in a
    corrections.tsv beside it is applied every time, and what no longer fits is told (docs/corrections.md).

    \b
    Example:
        smolny build letters/ memoirs.pdf --out graph/
    """
    with tell_failures():
        from graph.build import build as build_graph
        from graph.iris import DEFAULT_BASE, Iris

        try:
            base = Iris(base_iri or DEFAULT_BASE).base
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint="--base-iri") from None
        with show_progress("reading") as progress:
            result = build_graph(
                texts, out, base_iri=base, model=model, jobs=jobs, progress=progress, corrections=corrections
            )
        again = f", {result.reused} of them unchanged" if result.reused else ""
        typer.echo(f"{out}: {result.sources} source{'s' if result.sources != 1 else ''}{again}")
        for name, counts in result.counts.items():
            typer.echo(f"  {name}: {sum(counts.values())}")
        if result.corrected:
            typer.echo(f"  corrections: {result.corrected}")
        finish(result.problems)


@app.command(epilog=STATUS)
def link(
    folder: Graph,
    endpoint: Annotated[
        str | None,
        typer.Option(metavar="URL", help="A SPARQL endpoint with Wikidata's shape.", show_default="none: offline"),
    ] = None,
    contact: Annotated[
        str, typer.Option(metavar="MAIL", help="Told to the endpoint, as the Wikidata Query Service asks for.")
    ] = "",
    quickstatements: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what Wikidata lacks there, for QuickStatements.", show_default=False),
    ] = None,
    pause: Annotated[float, typer.Option(metavar="SECONDS", min=0, help="Between two requests.")] = 1.0,
    keep: Annotated[float, typer.Option(metavar="DAYS", min=0, help="How long an answer is not asked anew.")] = 30.0,
) -> None:
    """Link entities to Wikidata.

    Links are written to DIR/links.tsv. Offline, identifiers come from the authority lists. With --endpoint, names are
    looked up there; answers are kept in DIR/wikidata.sqlite, so that a run that broke off goes on where it stopped.
    The table has SSSOM columns and is yours to edit: a curator's line survives every rebuild.

    \b
    Example:
        smolny link graph/ --endpoint https://query.wikidata.org/sparql --contact you@example.org
    """
    if quickstatements and not endpoint:
        raise typer.BadParameter("needs --endpoint: who lacks what?", param_hint="--quickstatements")
    with tell_failures():
        from graph.linking import link as link_entities
        from graph.replacing import replace_file
        from graph.wikidata import Access, make_user_agent

        agent, cache = make_user_agent(contact), folder / "wikidata.sqlite"
        access = Access(endpoint, agent, pause, cache=cache, keep_days=keep) if endpoint else None
        with show_progress("linking") as progress:
            result = link_entities(folder, access, progress=progress, tell_missing=bool(quickstatements))
        if quickstatements and result.missing is not None:
            replace_file(quickstatements, result.missing.encode("utf-8"))
            typer.echo(f"{quickstatements}: {len(result.missing.splitlines())} lines, to read before you send them")
        typer.echo(f"{folder / 'links.tsv'}: {result.links} links, {result.certain} of them certain")
        finish(result.problems)


@app.command(epilog=STATUS)
def query(
    folder: Graph,
    sparql: Annotated[str, typer.Argument(metavar="SPARQL", help="The query; - reads standard input, @FILE a file.")],
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="table, csv, tsv, json, xml; for triples ttl, nt, jsonld, rdf, trig, nq.",
        ),
    ] = "table",
    timeout: Annotated[float, typer.Option(metavar="SECONDS", min=0.1, help="When to give up.")] = 60.0,
    max_rows: Annotated[int, typer.Option(metavar="N", min=1, help="How many rows, or triples, at most.")] = 100_000,
    store: Store = None,
) -> None:
    """Ask the graph in SPARQL 1.1.

    The usual prefixes (smo, smv, skos, rdf, rdfs, dcterms, prov, oa, wd ...) need not be declared. Without FROM,
    entities, facts and all sources are asked together. The graph is only read: updates and SERVICE are refused.

    \b
    Example:
        smolny query graph/ --format csv \\
            'SELECT ?who ?role ?when { ?c a smo:Claim ; rdf:subject ?who ; smo:role ?role ; smo:edtf ?when }'
    """
    with tell_failures():
        from api.exports import NAMES, find_media_type, print_answer, read_query
        from api.networks import find_store
        from graph.stores import ask

        if format_ not in NAMES:
            raise typer.BadParameter(f"'{format_}' is none of {', '.join(NAMES)}", param_hint="--format")
        text = read_query(sparql)
        media_type = find_media_type(text, format_)
        access = find_store(folder, store)
        answer = ask(folder, text, access, media_type=media_type, timeout_s=timeout, max_rows=max_rows)
        print_answer(answer, format_)
        if answer.truncated:
            tell([f"only the first {answer.rows} are shown: ask for more with --max-rows"])


@app.command(epilog=STATUS)
def export(
    folder: Graph,
    network: Annotated[
        str, typer.Argument(metavar="NETWORK", help="Its name, or that of a table; any other word lists them.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", dir_okay=False, help=".gexf, .graphml, .csv or .json.")
    ] = None,
    table: Annotated[
        Path | None, typer.Option(metavar="FILE", dir_okay=False, help="A table instead, as CSV.", show_default="none")
    ] = None,
    store: Store = None,
) -> None:
    """Write a network for Gephi and other programs, or a table.

    The file's ending tells the format: GEXF 1.3 with time, GraphML, two CSV tables (nodes and edges), or the JSON of
    graphology. With --table: everybody of the graph in one table (persons), or bodies, or claims with their quotes.

    \b
    Example:
        smolny export graph/ persons-bodies --out network.gexf
        smolny export graph/ --table persons.csv
        smolny export graph/ claims --table claims.csv
    """
    from api.networks import export_network, export_table

    with tell_failures():
        if table and out:
            raise typer.BadParameter("take either --out or --table", param_hint="--table")
        if table:
            export_table(folder, network or "persons", table, store)
        else:
            export_network(folder, network, out, store)


@app.command(epilog=STATUS)
def serve(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", exists=True, file_okay=False, help="A folder that smolny build has made."),
    ] = None,
    host: Annotated[
        str | None, typer.Option(help="The address to listen at; 0.0.0.0 for all.", show_default="127.0.0.1")
    ] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="The port.", show_default="8000")] = None,
    root_path: Annotated[
        str | None, typer.Option(metavar="PATH", help="The path that a proxy in front takes away, as /smolny.")
    ] = None,
    store: Store = None,
) -> None:
    """Serve the graph: SPARQL, pages, linked data.

    SPARQL is answered at /sparql, where a browser gets a page to ask in; /id/ has a page for everyone and everything.
    Every setting can also be given in the environment (SMOLNY_PORT, SMOLNY_TIMEOUT_S ...): see docs/settings.md. An
    option goes before the environment. Ctrl-C ends it.

    With --store, DIR may be left out; then there are no texts of the sources and no files to download.

    \b
    Example:
        smolny serve graph/ --port 8080
        smolny serve --store http://localhost:7878/query
    """
    with tell_failures():
        from api.server import serve as serve_graph
        from api.settings import read_settings
        from api.standing_in import find_folder

        given = {"host": host, "port": port, "root_path": root_path, "store": store}
        with find_folder(folder, store) as found:
            serve_graph(read_settings(folder=found, **given))


@app.command(epilog=STATUS)
def check(
    folder: Graph,
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="DIR", exists=True, help="Where the texts lie now.", show_default="where they were read"),
    ] = None,
) -> None:
    """Check a graph and find every quote again.

    The graph is held against the ontology's shapes and its own manifest, and each quote is looked up at its place in
    the text. Each problem is one line on standard error that tells where it is and what to do.

    \b
    Example:
        smolny check graph/
    """
    with tell_failures():
        from graph.checks import check as check_graph

        with show_progress("checking"):
            problems = check_graph(folder, corpus)
        if not problems:
            typer.echo(f"{folder}: no problem found")
        finish(f"{problem.where}: {problem.message}" for problem in problems)


@app.command("eval", epilog=STATUS)
def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD.jsonl", exists=True, dir_okay=False, help="Annotated passages.")
    ],
    model: Model = None,
    errors: Annotated[
        Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Write every error there, one a line.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure reading against hand-made gold.

    Prints precision, recall and F1 by class and predicate. A mention is right where its span and class are, a claim
    where its subject, predicate and object are. Entities are scored by B-cubed, dates by their value. A file that
    ends in .txt is annotated text, which can be written by hand: docs/evaluation.md.

    \b
    Example:
        smolny eval tests/data/gold/examples.gold.jsonl --errors errors.tsv
        smolny eval tests/data/exercises/sealed-a.txt
    """
    with tell_failures():
        import json

        from api.evaluations import HEAD, evaluate_gold, to_record, to_rows
        from api.tables import print_table

        with show_progress("reading") as progress:
            scores = evaluate_gold(gold, model, progress)
        if errors:
            errors.write_text("".join(f"{line}\n" for line in scores.errors), encoding="utf-8")
        if as_json:
            typer.echo(json.dumps(to_record(scores), indent=1))
        else:
            print_table(HEAD, to_rows(scores))


app.command("push", epilog=STATUS)(push)
app.command("show", epilog=STATUS)(show)
app.command("conflicts", epilog=STATUS)(conflicts)
app.command("review", epilog=STATUS)(review)


if __name__ == "__main__":
    main()
