"""The page of a source: its text with mentions and claims, opened where a quote leads to."""

import html
import re

from fastapi.testclient import TestClient

from api.sources import cut
from graph.source_texts import Mark


def test_mentions_lead_to_their_entities(client: TestClient) -> None:
    page = client.get("/page/source/memoire").text
    assert re.search(
        r'<a class="m person" href="/page/person/victor-serge" title="Victor Serge">Victor Serge</a> adhère', page
    )
    assert re.search(r'<span class="m date" title="mai 1919">mai 1919</span>', page)


def test_claims_stand_beside_their_sentences(client: TestClient) -> None:
    page = client.get("/page/source/memoire").text
    claims = re.findall(r'<li id="claim-(\d)"><a href="([^"]+)">Victor Serge</a> ([^<]*)<a href="([^"]+)">', page)
    assert ("/page/person/victor-serge", "a été à ", "/page/place/berlin") in [claim[1:] for claim in claims]
    assert re.search(r'<sup><a href="#claim-1" aria-label="affirmation 1">1</a></sup>', page)


def test_a_quote_of_a_record_opens_at_its_sentence(client: TestClient) -> None:
    record = client.get("/page/person/victor-serge").text
    address = html.unescape(re.findall(r'<a href="(/page/source/memoire\?at=\d+#at-\d+)">', record)[-1])
    path, _, anchor = address.partition("#")
    page = client.get(path).text
    assert re.search(rf'<span id="{anchor}" class="sentence asked claiming">', page)


def test_a_part_that_there_is_not_is_missing(client: TestClient) -> None:
    assert client.get("/page/source/memoire?part=2").status_code == 404
    assert client.get("/page/source/memoire?part=0").status_code in (400, 422)
    assert client.get("/page/source/memoire?at=999999").status_code == 200
    assert client.get("/page/source/nothing").status_code == 404


def test_a_source_without_its_reading_has_the_general_page(client: TestClient, monkeypatch) -> None:
    monkeypatch.setattr("api.sources.load_head", lambda shelf, id_: None)
    page = client.get("/page/source/memoire").text
    assert "dcterms:identifier" in page


def test_a_text_is_cut_at_its_mentions() -> None:
    marks = (Mark(0, 6, "person", "https://x.org/id/person/lenine", "Lénine"), Mark(9, 13, "date", edtf="1917"))
    pieces = list(cut("Lénine, <1917>", marks, "https://x.org/id/", "/root", "fr"))
    assert [(piece.text, piece.kind, piece.href) for piece in pieces] == [
        ("Lénine", "person", "/root/page/person/lenine"), (", <", "", ""), ("1917", "date", ""), (">", "", ""),
    ]  # fmt: skip
