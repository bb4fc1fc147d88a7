"""The routes in, their description for programs out: ``/openapi.json``, with parameters that routes read themselves.

SPARQL describes itself (:mod:`api.descriptions`) and is left out, as are the pages for readers.
"""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.media_types import GRAPH_TYPES, HTML, JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from graph.manifest import find_smolny_version

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
SUMMARY: Final = "A historical knowledge graph: entities, facts, claims and the sentences that make them."


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter in the address."""

    name: str
    meaning: str
    example: str = ""
    required: bool = False
    whole: bool = False


ID: Final = Parameter("id", "The entity, class or property.", "person/leon-trotsky", required=True)
CALLBACK: Final = Parameter("callback", "A function that the answer is given to, for JSONP.")
FORMAT: Final = Parameter("format", "A short name of the format, before Accept: ttl, nt, jsonld, rdf, trig, nq.", "ttl")
PREFIX: Final = Parameter("prefix", "What has been typed.", "trot")
LIMIT: Final = Parameter("limit", "How many at most.", "10", whole=True)

# Of each path: its parameters; and of those that are for programs, the media types of what they answer.
PARAMETERS: Final[Mapping[str, tuple[Parameter, ...]]] = {
    "/.well-known/void": (FORMAT,),
    "/graph": (
        Parameter("graph", "The IRI of a named graph."), Parameter("default", "Present for the default graph."), FORMAT,
    ),
    "/reconcile": (
        Parameter("queries", "A batch of reconciliation queries as JSON.", '{"q0": {"query": "Trotsky"}}'),
        Parameter("extend", "A data extension query as JSON."), CALLBACK,
    ),
    "/reconcile/suggest/{kind}": (
        PREFIX, Parameter("type", "A class that entities, or entities with a property, must have.", "smo:Person"),
        Parameter("cursor", "How many to leave out.", "0", whole=True), LIMIT, CALLBACK,
    ),
    "/reconcile/flyout/{kind}": (ID, CALLBACK),
    "/reconcile/preview": (ID,),
    "/reconcile/properties": (Parameter("type", "A class.", "smo:Person"), LIMIT, CALLBACK),
}  # fmt: skip
ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "/.well-known/void": GRAPH_TYPES,
    "/examples": (JSON,),
    "/health": (JSON,),
    "/suggest": (JSON,),
    "/data/{path}": (TURTLE, JSON_LD, RDF_XML, N_TRIPLES),
    "/files/{name}": (TURTLE, "application/gzip"),
    "/graph": GRAPH_TYPES,
    "/id/{path}": (),
    "/metrics": ("text/plain",),
    "/reconcile": (JSON,),
    "/reconcile/flyout/{kind}": (JSON,),
    "/reconcile/preview": (HTML,),
    "/reconcile/properties": (JSON,),
    "/reconcile/suggest/{kind}": (JSON,),
}
REDIRECTS: Final = ("/id/{path}",)
FORM: Final = {
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {"type": "object", "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}}}
        }
    }
}
PROBLEM_SCHEMA: Final = {
    "type": "object",
    "properties": {
        "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
        "detail": {"type": "string"}, "line": {"type": "integer"}, "column": {"type": "integer"},
    },
    "required": ["type", "title", "status", "detail"],
}  # fmt: skip


def describe_routes(app: FastAPI) -> None:
    """Make ``app`` answer ``/openapi.json`` with what its routes take and give."""

    def make_schema() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = to_schema(app)
        return app.openapi_schema

    app.openapi = make_schema  # type: ignore[method-assign]


def to_schema(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # GET and HEAD of a route have one name there; not here
        found = get_openapi(title=app.title, version=find_smolny_version(), summary=SUMMARY, routes=app.routes)
    paths = {path: to_item(path, item) for path, item in found["paths"].items() if path in ANSWERS}
    return {
        **{key: value for key, value in found.items() if key != "components"},
        "paths": paths,
        "components": {"schemas": {"Problem": PROBLEM_SCHEMA}},
    }


def to_item(path: str, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a path takes and gives by GET and POST; HEAD is GET without a body."""
    return {
        method: to_operation(path, method, operation) for method, operation in item.items() if method in ("get", "post")
    }


def to_operation(path: str, method: str, operation: Mapping[str, Any]) -> dict[str, Any]:
    """Return an operation with its own parameters and answers."""
    types = ANSWERS[path]
    given = [one for one in operation.get("parameters", ()) if one["in"] == "path" or path not in PARAMETERS]
    asked = [] if method == "post" else [to_parameter(one) for one in PARAMETERS.get(path, ())]
    good = {"description": operation["description"]} | ({"content": {one: {} for one in types}} if types else {})
    problem = {"content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    record = {
        "summary": operation["summary"],
        "description": operation["description"],
        "operationId": f"{method}{path.replace('/', '_').replace('{', '').replace('}', '')}",
        "parameters": given + asked,
        "responses": {
            "303" if path in REDIRECTS else "200": good,
            "default": {"description": "What is wrong, as RFC 9457 has it.", **problem},
        },
    }
    return record | ({"requestBody": FORM} if method == "post" else {})


def to_parameter(parameter: Parameter) -> dict[str, Any]:
    """Return a parameter as OpenAPI has it."""
    record: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.meaning,
        "required": parameter.required,
        "schema": {"type": "integer" if parameter.whole else "string"},
    }
    return record | ({"example": parameter.example} if parameter.example else {})
