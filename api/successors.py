"""The path of an entity in, the path of what it was merged into out; or that it is gone, or never was.

A curator's merge leaves ``dcterms:isReplacedBy`` on what is no longer, a removal ``owl:deprecated``.
"""

from typing import Final

from fastapi import HTTPException

from api.served import ServedGraph

STATE: Final = """SELECT ?slug ?deprecated ?to WHERE {{
  <{iri}> ?property ?value .
  OPTIONAL {{ <{iri}> smo:slug ?slug }}
  OPTIONAL {{ <{iri}> owl:deprecated ?deprecated }}
  OPTIONAL {{ <{iri}> dcterms:isReplacedBy ?to }}
}} ORDER BY ?to LIMIT 1"""


async def find_successor(graph: ServedGraph, path: str) -> str:
    """Return the path of what an entity was merged into, ``""`` for one that stands for itself.

    Raise HTTPException 404 for what never was in the graph and 410 for what no longer is and has no successor.
    """
    rows = await graph.select(STATE.format(iri=graph.find_iri(path)))
    if not rows:
        raise HTTPException(404, f"nothing in the graph is called {path}")
    state = rows[0]
    if state.get("deprecated") not in ("true", "1") and ("to" not in state or "slug" in state):
        return ""
    base = graph.manifest.base
    if not state.get("to", "").startswith(base):
        raise HTTPException(410, f"{path} is no longer in the graph")
    return state["to"].removeprefix(base)
