"""``smolny show``: the record of a person, a body, an event, a place or a work on the terminal."""

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from api.failures import tell_failures

LANGUAGES = ("fr", "en")
RECORD = """CONSTRUCT {{ <{iri}> ?p ?o . ?claim ?cp ?co . ?passage ?pp ?po . ?selector ?sp ?so .
  ?other skos:prefLabel ?label }}
WHERE {{
  {{ <{iri}> ?p ?o }} UNION
  {{ ?claim a smo:Claim ; rdf:subject|rdf:object <{iri}> ; ?cp ?co }} UNION
  {{ ?claim a smo:Claim ; rdf:subject|rdf:object <{iri}> ; rdf:subject|rdf:object ?other .
    ?other skos:prefLabel ?label }}
  UNION {{ ?claim a smo:Claim ; rdf:subject|rdf:object <{iri}> ; prov:wasDerivedFrom ?passage
    {{ ?passage ?pp ?po }} UNION {{ ?passage oa:hasSelector ?selector . ?selector ?sp ?so }} }} }}"""


def show(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="A folder that smolny build has made.")
    ],
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, or an id as person/victor-serge.")],
    format_: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text, md, json or ttl.")] = "text",
    language: Annotated[str, typer.Option("--lang", metavar="fr|en", help="The language of headings.")] = "fr",
    store: Annotated[
        str | None,
        typer.Option(metavar="URL", help="A SPARQL store to ask, see smolny push.", show_default="the folder's index"),
    ] = None,
) -> None:
    """Show all that the graph says of a person, a body, an event, a place or a work.

    Names, dates of life, offices and memberships in order of time, places year by year, works, relatives, allies and
    opponents; of a body its organs, officers, members, seat, predecessors and successors. Under each line stand the
    sentences that say it.

    \b
    Example:
        smolny show graph/ "Victor Serge"
        smolny show graph/ organisation/internationale-communiste --format md --lang en
    """
    from api.sheets import FORMATS, to_json, to_markdown, to_text

    with tell_failures():
        from api.networks import find_store
        from graph.lookups import find_entity
        from graph.sheets import read_sheet
        from graph.stores import open_pool

        if format_ not in FORMATS:
            raise typer.BadParameter(f"'{format_}' is none of {', '.join(FORMATS)}", param_hint="--format")
        if language not in LANGUAGES:
            raise typer.BadParameter(f"'{language}' is none of {', '.join(LANGUAGES)}", param_hint="--lang")
        with open_pool(folder, find_store(folder, store), workers=1) as pool:
            iri = find_entity(pool, name)
            if format_ == "ttl":
                sys.stdout.write(pool.ask(RECORD.format(iri=iri), media_type="text/turtle").body.decode("utf-8"))
                return
            sheet = read_sheet(pool, iri, language)
        width = min(max(shutil.get_terminal_size((100, 24)).columns, 60), 120)
        made = {"text": lambda: to_text(sheet, language, width), "md": lambda: to_markdown(sheet, language)}
        sys.stdout.write(made.get(format_, lambda: to_json(sheet))())
