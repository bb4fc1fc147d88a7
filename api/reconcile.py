"""Reconciliation at ``/reconcile``: a table's names in, the entities that they may mean out, as OpenRefine asks.

Reconciliation Service API 0.2: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/.
Here stand the routes and how a request is read; :mod:`api.matches` ranks, :mod:`api.extensions` fetches values.
"""

import json
import re
import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from api.catalogues import Catalogue
from api.extensions import propose, to_answer, to_column
from api.languages import find_language
from api.matches import MOST, WEIGHED, Question, check_time, find_all, make_search, name_entities, rank_all, to_record
from api.operations import FORM, Pairs, decode, find_content_type, read_body
from api.pages import ENVIRONMENT, render
from api.prepared import Preparations
from api.questions import read_column, read_json, read_number, read_question
from api.served import ServedGraph
from api.suggestions import KINDS, begins, complete, make_manifest, to_suggestion, to_term_record
from api.values import Values, read_values
from graph.names_index import Found, Name
from graph.query import QueryTimeout

BATCH: Final = 100  # queries in a request
ROWS: Final = 1000  # entities in a data extension query
COLUMNS: Final = 50  # properties in a data extension query
BODY: Final = 1_000_000  # bytes that can be posted
SUGGESTED: Final = 20
WAITING: Final = 16  # batches that may wait
CALLBACK: Final = re.compile(r"[A-Za-z_$][\w$.]{0,127}")
SHOWN: Final = ("dcterms:description", "skos:altLabel")  # in the preview, above the rest
# A preview is shown in a frame of OpenRefine's page, so it may be framed; nothing in it runs.
PREVIEW_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors *"
)


def create_reconcile_router(graph: ServedGraph, preparations: Preparations) -> APIRouter:
    """Return the routes of the reconciliation service over a graph."""
    router = APIRouter()
    service = Service(graph, preparations)

    @router.api_route("/reconcile", methods=["GET", "HEAD", "POST"])
    async def reconcile(request: Request) -> Response:
        """Reconcile names (``queries``) or fetch values (``extend``) for OpenRefine; without either, the manifest."""
        pairs = dict(await read_pairs(request))
        return to_response(await service.answer(request, pairs), pairs)

    @router.api_route("/reconcile/suggest/{kind}", methods=["GET", "HEAD"])
    async def suggest(request: Request, kind: str) -> Response:
        """Complete what is typed (``prefix``) to entities, types or properties, for OpenRefine."""
        pairs = dict(decode(request.scope["query_string"]))
        return to_response(await service.suggest(request, kind, pairs), pairs)

    @router.api_route("/reconcile/flyout/{kind}", methods=["GET", "HEAD"])
    async def fly_out(request: Request, kind: str) -> Response:
        """Tell in a few words what an entity, type or property (``id``) is, for OpenRefine."""
        pairs = dict(decode(request.scope["query_string"]))
        return to_response(await service.fly_out(request, kind, pairs.get("id", "")), pairs)

    @router.api_route("/reconcile/properties", methods=["GET", "HEAD"])
    async def propose_properties(request: Request) -> Response:
        """Propose the properties that entities of a ``type`` have, for OpenRefine."""
        pairs = dict(decode(request.scope["query_string"]))
        return to_response(await service.propose(request, pairs), pairs)

    @router.api_route("/reconcile/preview", methods=["GET", "HEAD"])
    async def preview(request: Request) -> Response:
        """Show an entity (``id``) in a small frame: its names and what is known of it."""
        return await service.preview(request, dict(decode(request.scope["query_string"])).get("id", ""))

    return router


class Service:
    """Answers reconciliation requests from a graph's catalogue."""

    def __init__(self, graph: ServedGraph, preparations: Preparations) -> None:
        self._graph = graph
        self._preparations = preparations
        # Names are compared in one thread: more would only hold up the event loop. Suggestions do not wait for batches.
        self._limiter = CapacityLimiter(1)
        self._quick = CapacityLimiter(1)

    async def _read_catalogue(self) -> Catalogue:
        return (await self._preparations.read()).catalogue

    async def answer(self, request: Request, pairs: Mapping[str, str]) -> dict[str, Any]:
        """Return the answer to ``queries``, to ``extend`` or to neither."""
        language = find_language(request)
        if "queries" in pairs:
            return await self.match(read_json(pairs["queries"], "queries"), language)
        if "query" in pairs:  # one query alone, as in version 0.1
            text = pairs["query"]
            one = read_json(text, "query") if text.lstrip().startswith("{") else {"query": text}
            return dict((await self.match({"q": one}, language))["q"])
        if "extend" in pairs:
            return await self.extend(read_json(pairs["extend"], "extend"), language)
        if request.method == "POST":
            raise HTTPException(400, "post 'queries' or 'extend'")
        return make_manifest(find_root(request), await self._read_catalogue(), language, BATCH)

    async def match(self, batch: Mapping[str, Any], language: str) -> dict[str, Any]:
        """Return the candidates of each query of a batch."""
        if len(batch) > BATCH:
            raise HTTPException(413, f"at most {BATCH} queries are taken at once")
        deadline = time.monotonic() + self._graph.settings.timeout_s
        catalogue = await self._read_catalogue()
        questions = [read_question(catalogue, key, query) for key, query in batch.items()]
        if self._limiter.statistics().tasks_waiting > WAITING:
            raise QueryTimeout("too many batches are waiting")
        found = await to_thread.run_sync(partial(find_all, catalogue, questions, deadline), limiter=self._limiter)
        asked = [
            (question, named if question.text.strip() else await self._search(catalogue, question, deadline))
            for question, named in zip(questions, found, strict=True)
        ]
        values = await self._read_wanted(catalogue, asked)
        work = partial(rank_all, catalogue, asked, values, deadline)
        ranked = await to_thread.run_sync(work, limiter=self._limiter)
        types = {id_: term.name(language) for id_, term in catalogue.classes.items()}
        return {
            key: {"result": [to_record(match, types) for match in matches]}
            for key, matches in zip(batch, ranked, strict=True)
        }

    async def extend(self, query: Mapping[str, Any], language: str) -> dict[str, Any]:
        """Return the values of properties for each entity."""
        ids, columns = query.get("ids"), query.get("properties")
        if not isinstance(ids, list) or not isinstance(columns, list):
            raise HTTPException(400, "extend: 'ids' and 'properties' must be arrays")
        if len(ids) > ROWS or len(columns) > COLUMNS:
            raise HTTPException(413, f"at most {ROWS} ids and {COLUMNS} properties are taken at once")
        catalogue = await self._read_catalogue()
        asked = [to_column(catalogue, *read_column(column)) for column in columns]
        rows = {str(id_): catalogue.find_entity(str(id_)) for id_ in ids}
        values = await read_values(
            self._graph, catalogue.base, (card.id for card in rows.values() if card),
            (column.property for column in asked if column.property),
        )  # fmt: skip
        return to_answer(catalogue, rows, asked, values, language)

    async def suggest(self, request: Request, kind: str, pairs: Mapping[str, str]) -> dict[str, Any]:
        """Return what begins as ``prefix`` does."""
        catalogue, language = await self._read_catalogue(), find_language(request)
        prefix, first = pairs.get("prefix", ""), read_number(pairs.get("cursor", ""), 0, 1_000_000)
        limit = read_number(pairs.get("limit", ""), SUGGESTED, MOST)
        type_ = pairs.get("type") or pairs.get("schema") or ""
        if kind == "entity":
            cards = await to_thread.run_sync(complete, catalogue, prefix, type_, limiter=self._quick)
            return {"result": [to_suggestion(card, catalogue, language) for card in cards[first : first + limit]]}
        terms = (
            catalogue.classes
            if kind == "type"
            else {id_: catalogue.properties[id_] for id_ in propose(catalogue, type_)}
        )
        check_kind(kind)
        found = [term for term in terms.values() if begins(term, prefix)]
        return {"result": [to_term_record(term, language) for term in found[first : first + limit]]}

    async def fly_out(self, request: Request, kind: str, id_: str) -> dict[str, Any]:
        """Return a small piece of HTML that tells what something is."""
        check_kind(kind)
        catalogue, language = await self._read_catalogue(), find_language(request)
        card = catalogue.find_entity(id_) if kind == "entity" else None
        term = {
            "type": catalogue.classes.get(catalogue.find_class(id_)),
            "property": catalogue.properties.get(catalogue.find_property(id_)),
        }.get(kind)
        if card is None and term is None:
            raise HTTPException(404, f"nothing in the graph is called {id_}")
        types = (
            [catalogue.classes[one].name(language) for one in card.types if one in catalogue.classes] if card else []
        )
        template = ENVIRONMENT.get_template("flyout.html")
        return {"id": id_, "html": template.render(card=card, term=term, types=types, language=language)}

    async def propose(self, request: Request, pairs: Mapping[str, str]) -> dict[str, Any]:
        """Return the properties of a class."""
        catalogue, language = await self._read_catalogue(), find_language(request)
        type_ = pairs.get("type", "")
        limit = read_number(pairs.get("limit", ""), len(catalogue.properties), 1000)
        found = [catalogue.properties[id_] for id_ in propose(catalogue, type_)][:limit]
        record: dict[str, Any] = {"properties": [{"id": term.id, "name": term.name(language)} for term in found]}
        return record | ({"type": type_} if type_ else {}) | ({"limit": limit} if pairs.get("limit") else {})

    async def preview(self, request: Request, id_: str) -> Response:
        """Return the page for a small frame."""
        catalogue, language = await self._read_catalogue(), find_language(request)
        card = catalogue.find_entity(id_)
        if card is None:
            raise HTTPException(404, f"nothing in the graph is called {id_}")
        own = catalogue.uses.get(card.types[0], ()) if card.types else ()
        properties = [id_ for id_ in own if id_ not in SHOWN]
        values = await read_values(self._graph, catalogue.base, [card.id], properties)
        known = [(catalogue.properties[id_].name(language), values.get((card.id, id_), [])) for id_ in properties]
        page = {
            "card": card,
            "types": [catalogue.classes[one].name(language) for one in card.types if one in catalogue.classes],
            "names": sorted({name.text for name in catalogue.names.find_names(card.id)} - {card.label}),
            "known": [(name, [value.text for value in found]) for name, found in known if found],
            "language": language,
        }
        return render(request, "preview.html", page, headers={"Content-Security-Policy": PREVIEW_POLICY})

    async def _search(self, catalogue: Catalogue, question: Question, deadline: float) -> list[Found]:
        """Return the entities that have one of the wanted values, where no name is looked for."""
        found: dict[str, None] = {}
        for wanted in question.wanted:
            check_time(deadline)
            wanted = await to_thread.run_sync(name_entities, catalogue, wanted, limiter=self._limiter)
            iris = {value.entity: self._graph.find_iri(value.entity) for value in wanted.values if value.entity}
            rows = (
                await self._graph.select(make_search(iris, wanted)) if wanted.property in catalogue.properties else []
            )
            entities = (catalogue.find_entity(row["it"]) for row in rows)
            found.update(dict.fromkeys(card.id for card in entities if card))
        cards = [catalogue.cards[id_] for id_ in found]
        types = set(question.types)
        fit = [card for card in cards if not types or types & card.all_types]
        return [Found(card.id, Name(card.id, card.label, True), 100.0, False, False) for card in fit]

    async def _read_wanted(self, catalogue: Catalogue, asked: Sequence[tuple[Question, Sequence[Found]]]) -> Values:
        """Return the values of the wanted properties of the best candidates."""
        pairs = [(question, named) for question, named in asked if question.wanted]
        entities = {one.entity for _, named in pairs for one in named[:WEIGHED]}
        properties = {wanted.property for question, _ in pairs for wanted in question.wanted}
        return await read_values(self._graph, catalogue.base, entities, properties & catalogue.properties.keys())


async def read_pairs(request: Request) -> Pairs:
    """Return the parameters in the address and, posted, those of the form, which go before."""
    pairs = decode(request.scope["query_string"])
    if request.method != "POST":
        return pairs
    if (kind := find_content_type(request)) != FORM:
        raise HTTPException(415, f"post {FORM}, not '{kind}'")
    return pairs + decode(await read_body(request, BODY))


def check_kind(kind: str) -> None:
    """Raise HTTPException 404 for what there are no suggestions of."""
    if kind not in KINDS:
        raise HTTPException(404, f"there are suggestions for {', '.join(KINDS)}, not for '{kind}'")


def find_root(request: Request) -> str:
    """Return the address of the server as the client has it."""
    return str(request.base_url).rstrip("/")


def to_response(record: Mapping[str, Any], pairs: Mapping[str, str]) -> Response:
    """Return JSON, or with ``callback`` a call in JavaScript; HTTPException 400 for a callback that is no name."""
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}
    callback = pairs.get("callback", "")
    if not callback:
        return Response(json.dumps(record, ensure_ascii=False), headers=headers, media_type="application/json")
    if not CALLBACK.fullmatch(callback):
        raise HTTPException(400, "callback: not the name of a function")
    return Response(f"/**/{callback}({json.dumps(record)});", headers=headers, media_type="application/javascript")
