"""A real server, asked by SPARQLWrapper, by curl and through the page: all get the same answers."""

import html
import json
import re
import shutil
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

QUERY = "SELECT ?nom WHERE { ?qui a smo:Person ; skos:prefLabel ?nom } ORDER BY ?nom"


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"


def ask_wrapper(address: str, method: str = "GET") -> list[str]:
    wrapper = SPARQLWrapper(address + "/sparql")
    wrapper.setQuery("PREFIX smo: <https://w3id.org/smolny/ontology#>\n" + QUERY)
    wrapper.setReturnFormat(JSON)
    wrapper.setMethod(method)
    return [row["nom"]["value"] for row in wrapper.query().convert()["results"]["bindings"]]


def ask_curl(address: str, *options: str) -> str:
    command = ["curl", "-sS", "--fail-with-body", *options, address + "/sparql"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def ask_page(address: str) -> list[str]:
    url = f"{address}/sparql?{urllib.parse.urlencode({'query': QUERY})}"
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": "text/html"})) as answer:
        page = answer.read().decode()
    return [html.unescape(cell) for cell in re.findall("<td>(.*?)</td>", page)]


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
def test_three_clients_get_the_same(server: str) -> None:
    wrapper = ask_wrapper(server)
    posted = json.loads(ask_curl(server, "--data-urlencode", f"query={QUERY}"))["results"]["bindings"]
    table = ask_curl(server, "-G", "-H", "Accept: text/csv", "--data-urlencode", f"query={QUERY}").splitlines()
    assert "Léon Trotsky" in wrapper
    assert wrapper == ask_wrapper(server, POST)
    assert wrapper == [row["nom"]["value"] for row in posted]
    assert wrapper == table[1:]
    assert wrapper == ask_page(server)


@pytest.mark.parametrize("format_", [JSON, XML, CSV, TURTLE])
def test_the_formats_of_sparqlwrapper(server: str, format_: str) -> None:
    wrapper = SPARQLWrapper(server + "/sparql")
    wrapper.setQuery("DESCRIBE <https://w3id.org/smolny/id/person/leon-trotsky>" if format_ == TURTLE else QUERY)
    wrapper.setReturnFormat(format_)
    answer = wrapper.query().convert()
    body = answer.toxml() if format_ == XML else answer if isinstance(answer, dict) else answer.decode()
    assert "Léon Trotsky" in str(body)


def test_pages_answer_while_a_query_never_ends(server: str) -> None:
    def ask_endless() -> int:
        try:
            urllib.request.urlopen(f"{server}/sparql?{urllib.parse.urlencode({'query': ENDLESS})}", timeout=30)
        except urllib.error.HTTPError as error:
            return error.code
        return 200

    with ThreadPoolExecutor(1) as executor:
        status = executor.submit(ask_endless)
        with urllib.request.urlopen(f"{server}/health", timeout=2) as answer:
            assert answer.status == 200
        assert not status.done()
        assert status.result() == 503
