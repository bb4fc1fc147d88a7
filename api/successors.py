"""The path of an entity in, the path of what it was merged into out; or that it is gone, or never was.

A curator's merge leaves ``dcterms:isReplacedBy`` on what is no longer, a removal ``owl:deprecated``.
"""

from typing import Final

from fastapi import HTTPException

from api.served import ServedGraph

STATE: Final = """SELECT ?there ?gone ?to WHERE {{
  BIND(EXISTS {{ <{iri}> ?p ?o }} AS ?there)
  BIND(EXISTS {{ <{iri}> owl:deprecated true }}
       || (EXISTS {{ <{iri}> dcterms:isReplacedBy ?other }} && NOT EXISTS {{ <{iri}> smo:slug ?slug }}) AS ?gone)
  OPTIONAL {{ <{iri}> dcterms:isReplacedBy ?to }}
}} ORDER BY ?to LIMIT 1"""


async def find_successor(graph: ServedGraph, path: str) -> str:
    """Return the path of what an entity was merged into, ``""`` for one that stands for itself.

    Raise HTTPException 404 for what never was in the graph and 410 for what no longer is and has no successor.
    """
    rows = await graph.select(STATE.format(iri=graph.find_iri(path)))
    state = rows[0] if rows else {}
    if state.get("there") != "true":
        raise HTTPException(404, f"nothing in the graph is called {path}")
    if state.get("gone") != "true":
        return ""
    base = graph.manifest.base
    if not state.get("to", "").startswith(base):
        raise HTTPException(410, f"{path} is no longer in the graph")
    return state["to"].removeprefix(base)
