"""``python tests/api/w3c.py``: the W3C's tests of SPARQL 1.1 over HTTP against Smolny, and ``docs/w3c.md`` from them.

Those of queries go to a real ``smolny serve``, whose index holds the data of all of them as named graphs; a test says
with ``default-graph-uri`` and ``named-graph-uri`` which are its own. Those of the protocol go to the application as it
is, and again with updates carried out by :class:`w3c_servers.Writer`. ``test_w3c_protocol.py`` runs the same and fails
when what passes is not what ``EXPECTED`` says.
"""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, Store
from rdflib import RDF, Graph, Namespace, URIRef
from w3c_answers import compare, read_rows
from w3c_servers import FORMATS, Writer, serve
from w3c_tests import BASE, ROOT, Exchange, ProtocolTest, QueryTest, read_protocol_tests, read_query_tests, to_iri

from api.app import create_app
from api.settings import Settings
from graph.query_worker import answer

REPORT = ROOT / "docs" / "w3c.md"
EMPTY = BASE + "empty"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
EVALUATION = (
    "aggregates", "bind", "bindings", "cast", "construct", "csv-tsv-res", "exists", "functions", "grouping", "json-res",
    "negation", "project-expression", "property-path", "subquery",
)  # fmt: skip
SYNTAX = ("aggregates", "construct", "grouping", "syntax-query")
ACCEPT = {
    ".srx": "application/sparql-results+xml", ".srj": "application/sparql-results+json", ".csv": "text/csv",
    ".tsv": "text/tab-separated-values", ".ttl": "application/sparql-results+json",
}  # fmt: skip
TABLES = (*ACCEPT.values(),)
GRAPHS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")


def read_query(test: QueryTest) -> str:
    """Return the query with the address of its file as base, as the manifests mean it."""
    return f"BASE <{to_iri(test.query)}>\n{test.query.read_text(encoding='utf-8')}"


def find_dataset(test: QueryTest, query: str) -> list[tuple[str, str]]:
    """Return the parameters that name a test's data; none where the query has FROM, an empty default graph else."""
    if re.search(r"\bFROM\b", query):
        return []
    default = [("default-graph-uri", to_iri(path)) for path in test.data] or [("default-graph-uri", EMPTY)]
    return default + [("named-graph-uri", to_iri(path)) for path in test.named]


def run_query_test(client: httpx.Client, test: QueryTest) -> str:
    """Return ``""`` where Smolny answers a test as it should, else what is wrong."""
    query = read_query(test)
    construct = test.result is not None and re.search(r"\b(?:CONSTRUCT|DESCRIBE)\b", query) is not None
    suffix = test.result.suffix if test.result else ""
    accept = "text/turtle" if construct else ACCEPT.get(suffix, "*/*")
    body = urlencode([("query", query), *find_dataset(test, query)])
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
    answer = client.post("/sparql", content=body, headers=headers)
    if "Syntax" in test.kind:
        refused = answer.status_code == 400
        return "" if refused == test.kind.startswith("Negative") else f"answered {answer.status_code}"
    if answer.status_code != 200:
        return f"{answer.status_code}: {answer.json()['detail']}"
    if test.result is None:
        return "the test has no result"
    return compare(answer.text, accept, test.result)


def run_engine_test(test: QueryTest) -> str:
    """Return the same of pyoxigraph alone, asked as its own documentation says: what Smolny may not fall below."""
    store = Store()
    for path in test.data:
        store.load(path=str(path), format=FORMATS[path.suffix], base_iri=to_iri(path))
    query = test.query.read_text(encoding="utf-8")
    for path in (*test.named, *find_from(query, test)):
        store.load(path=str(path), format=FORMATS[path.suffix], base_iri=to_iri(path), to_graph=NamedNode(to_iri(path)))
    construct = re.search(r"\b(?:CONSTRUCT|DESCRIBE)\b", query) is not None
    suffix = test.result.suffix if test.result else ""
    accept = "text/turtle" if construct else ACCEPT.get(suffix, "application/sparql-results+json")
    request = {
        "sparql": query, "base": to_iri(test.query), "prefixes": {}, "default_graphs": [], "named_graphs": [],
        "union": False, "media_type": accept, "max_rows": 10_000, "max_bytes": 10_000_000,
    }  # fmt: skip
    record, body = answer(store, request)
    if "error" in record:
        return str(record["message"])
    return compare(body.decode("utf-8"), accept, test.result) if test.result else "no result"


def find_from(query: str, test: QueryTest) -> list[Path]:
    return [test.query.parent / name for name in re.findall(r"\bFROM\s+(?:NAMED\s+)?<([^>]+)>", query)]


def run_protocol_test(client: httpx.Client, test: ProtocolTest) -> str:
    """Return ``""`` where each response is as it should be, else what is wrong with the first that is not."""
    for exchange in test.exchanges:
        path = "/sparql" + exchange.path.removeprefix("/sparql/")
        answer = client.request(exchange.method, path, headers=exchange.headers, content=exchange.body)
        if problem := check_exchange(exchange, answer):
            return f"{exchange.method} {path[:60]}: {problem}"
    return ""


def check_exchange(exchange: Exchange, answer: httpx.Response) -> str:
    status = f"{answer.status_code // 100}xx"
    if status not in exchange.statuses:
        return f"{answer.status_code} instead of {' or '.join(exchange.statuses)}"
    kind = answer.headers.get("content-type", "").partition(";")[0]
    wanted = {"boolean": TABLES[:2], "tabular": TABLES, "RDF": GRAPHS}.get(exchange.format)
    if wanted and kind not in wanted:
        return f"{kind} instead of {' or '.join(wanted)}"
    if exchange.boolean is not None and read_rows(answer.text, kind) is not exchange.boolean:
        return f"not {exchange.boolean}"
    return ""


ENGINE = "the engine: "
CONSTANT_PATH = ENGINE + "a path of no length from a constant that the graph lacks has no row"
EXPECTED = {
    "aggregates/agg-groupconcat-04": ENGINE + "GROUP_CONCAT keeps the language that its parts share",
    "aggregates/agg-groupconcat-06": ENGINE + "GROUP_CONCAT keeps the language of a single part",
    "aggregates/agg-empty-group-count-graph": ENGINE
    + "an aggregate inside GRAPH ?g is counted over all graphs at once, ?g stays unbound",
    "bindings/graph": ENGINE + "VALUES inside GRAPH ?g with ?g undefined leaves it unbound",
    "csv-tsv-res/tsv03": ENGINE + "xsd:negativeInteger is kept as xsd:integer",
    "functions/bnode01": ENGINE + "BNODE(label) gives the same node in every row",
    "negation/graph-minus": ENGINE + "MINUS inside GRAPH ?g counts ?g as a variable of both sides",
    "property-path/zero_or_more_set_start": CONSTANT_PATH,
    "property-path/zero_or_more_set_end": CONSTANT_PATH,
    "property-path/zero_or_one_set_start": CONSTANT_PATH,
    "property-path/zero_or_one_set_end": CONSTANT_PATH,
}
READ_ONLY = "an update: Smolny only reads and answers 403"
REFUSED = dict.fromkeys(
    (
        "update_dataset_default_graph", "update_dataset_default_graphs", "update_dataset_named_graphs",
        "update_dataset_full", "update_post_form", "update_post_direct", "update_base_uri",
    ),
    READ_ONLY,
)  # fmt: skip


def run_queries(folder: Path) -> dict[QueryTest, str]:
    """Return what is wrong with each query test (``""`` for nothing), run against one real server."""
    tests = [test for name in EVALUATION for test in read_query_tests(name) if "Syntax" not in test.kind]
    tests += [test for name in SYNTAX for test in read_query_tests(name) if "Syntax" in test.kind]
    files = {path for test in tests for path in (*test.data, *test.named)}
    files |= {path for test in tests if test.result for path in find_from(test.query.read_text("utf-8"), test)}
    writer = Writer(folder)
    writer.load({to_iri(path): path for path in sorted(files)})
    writer.publish()
    with serve(folder) as client:
        return {test: run_query_test(client, test) for test in tests}


def run_protocol(folder: Path, *, updates: bool) -> dict[str, str]:
    """Return what is wrong with each protocol test, each on data of its own."""
    problems = {}
    for test in read_protocol_tests():
        writer = Writer(folder / test.id)
        writer.load(test.data)
        writer.publish()
        app = create_app(Settings(folder=writer.folder, workers=1), writer.update if updates else None)
        with TestClient(app) as client:
            problems[test.id] = run_protocol_test(client, test)
    return problems


# Domain and range of the terms of https://www.w3.org/ns/sparql-service-description.
SD_SCHEMA = {
    "endpoint": ("Service", ""), "feature": ("Service", "Feature"), "defaultEntailmentRegime": ("Service", ""),
    "supportedLanguage": ("Service", "Language"), "resultFormat": ("Service", ""), "inputFormat": ("Service", ""),
    "languageExtension": ("Service", "Feature"), "extensionFunction": ("Service", "Function"),
    "defaultDataset": ("Service", "Dataset"), "availableGraphs": ("Service", "GraphCollection"),
    "defaultGraph": ("Dataset", "Graph"), "namedGraph": ("GraphCollection", "NamedGraph"),
    "name": ("NamedGraph", ""), "graph": ("NamedGraph", "Graph"),
}  # fmt: skip
SD_CLASSES = {*(one for pair in SD_SCHEMA.values() for one in pair if one), "EntailmentRegime", "Aggregate"}
SD_SUBCLASSES = {"Dataset": "GraphCollection"}


def run_descriptions(client: httpx.Client) -> dict[str, str]:
    """Return what is wrong in each of the three tests of service descriptions."""
    answer = client.get("/sparql")
    kind = answer.headers["content-type"].partition(";")[0]
    if answer.status_code != 200 or kind not in GRAPHS:
        return dict.fromkeys(
            ("returns-rdf", "has-endpoint-triple", "conforms-to-schema"), f"{answer.status_code} {kind}"
        )
    graph = Graph().parse(data=answer.text, format=kind)
    endpoint = URIRef(str(client.base_url).rstrip("/") + "/sparql")
    return {
        "returns-rdf": "" if len(graph) else "an empty graph",
        "has-endpoint-triple": "" if (None, SD.endpoint, endpoint) in graph else "no triple with sd:endpoint",
        "conforms-to-schema": "; ".join(check_description(graph)),
    }


def check_description(graph: Graph) -> Iterator[str]:
    """Yield what breaks the vocabulary of service descriptions: unknown terms, and ends that are not of their class."""
    for subject, predicate, value in graph:
        name = str(predicate).removeprefix(str(SD))
        if predicate == RDF.type and str(value).startswith(str(SD)) and str(value)[len(SD) :] not in SD_CLASSES:
            yield f"unknown class {value}"
        if not str(predicate).startswith(str(SD)):
            continue
        if name not in SD_SCHEMA:
            yield f"unknown property {predicate}"
            continue
        for node, wanted in zip((subject, value), SD_SCHEMA[name], strict=True):
            kinds = {str(kind).removeprefix(str(SD)) for kind in graph.objects(node, RDF.type)}
            kinds |= {SD_SUBCLASSES[kind] for kind in kinds if kind in SD_SUBCLASSES}
            if wanted and wanted not in kinds:
                yield f"{node} of {predicate} is no {wanted}"


def write_report(
    queries: dict[QueryTest, str], read_only: dict[str, str], updated: dict[str, str], described: dict[str, str]
) -> str:
    """Return ``docs/w3c.md``."""
    groups = {
        "query evaluation": {
            test.id: problem for test, problem in queries.items() if test.kind == "QueryEvaluationTest"
        },
        "results as CSV": {test.id: problem for test, problem in queries.items() if test.kind == "CSVResultFormatTest"},
        "query syntax": {test.id: problem for test, problem in queries.items() if "Syntax" in test.kind},
        "protocol, as served (read-only)": read_only,
        "protocol, updates carried out (in the tests only)": updated,
        "service description": described,
    }
    numbers = [
        f"| {name} | {sum(not problem for problem in found.values())} | {len(found)} |"
        for name, found in groups.items()
    ]
    failures = [
        f"| `{id_}` | {reason} |" for id_, reason in sorted((EXPECTED | REFUSED).items(), key=lambda pair: pair[0])
    ]
    return REPORT_TEXT.format(numbers="\n".join(numbers), failures="\n".join(failures))


REPORT_TEXT = """# The W3C's tests of SPARQL 1.1

<!-- Generated by python tests/api/w3c.py: do not edit. -->

Run over HTTP: queries against a real `smolny serve` that holds the data of all tests as named graphs (each test names
its own by `default-graph-uri` and `named-graph-uri`), the protocol against the application. Results come in the format
of the file that they are compared with; blank nodes are compared up to their names, numbers by value, language tags
without case, columns of `SELECT *` in any order. `tests/api/test_w3c_protocol.py` runs the same and fails where
anything else fails than what stands below, or where one of these passes.

| tests | passed | of |
|---|---|---|
{numbers}

Where the engine is named, it was asked alone, without server, and gives the same answer. Not run: entailment regimes,
updates by themselves, federated queries (`SERVICE` is refused by default) and writing by the Graph Store Protocol.

## What fails, and why

| test | reason |
|---|---|
{failures}
"""


def main() -> None:
    """Run everything, write the report, and print what fails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        queries = run_queries(folder / "queries")
        read_only = run_protocol(folder / "read-only", updates=False)
        updated = run_protocol(folder / "updated", updates=True)
        with serve(folder / "queries") as client:
            described = run_descriptions(client)
    REPORT.write_text(write_report(queries, read_only, updated, described), encoding="utf-8")
    found = {test.id: problem for test, problem in queries.items()} | read_only | described
    for id_, problem in (found | {f"{id_} (updated)": problem for id_, problem in updated.items()}).items():
        if problem:
            print(f"{id_}: {problem}")


if __name__ == "__main__":
    main()
