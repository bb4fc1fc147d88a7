"""The gold of the example texts keeps the rules: offsets, classes, predicates, dates, evidence, names, sources."""

import html
import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from edtf import parse_edtf
from pypdf import PdfReader

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "examples" / "corpus"
GOLD = [
    json.loads(line)
    for line in (ROOT / "tests" / "data" / "gold" / "examples.gold.jsonl").read_text(encoding="utf-8").splitlines()
]
CLASSES = {"Person", "Party", "Soviet", "Front", "Organisation", "Place", "Event", "Work", "Date"}
# predicate: classes of the subject, classes of the object (empty: it never has one)
BODIES = {"Party", "Organisation", "Soviet", "Front"}
ACTORS = {"Person", "Party", "Organisation", "Place"}
PREDICATES = {
    "memberOf": ({"Person", "Party"}, BODIES),
    "holdsOffice": ({"Person"}, BODIES | {"Place", "Work"}),
    "founded": ({"Person", "Organisation"}, {"Party", "Organisation", "Soviet", "Work"}),
    "leftOrExpelledFrom": ({"Person", "Party"}, {"Party", "Organisation"}),
    "participatedIn": ({"Person", "Party", "Organisation", "Place"}, {"Event"}),
    "wasIn": ({"Person"}, {"Place"}),
    "bornIn": ({"Person"}, {"Place"}),
    "diedIn": ({"Person"}, {"Place"}),
    "born": ({"Person"}, set()),
    "died": ({"Person"}, set()),
    "killedBy": ({"Person"}, {"Person", "Organisation"}),
    "arrestedBy": ({"Person"}, {"Organisation", "Place"}),
    "authorOf": ({"Person"}, {"Work"}),
    "relativeOf": ({"Person"}, {"Person"}),
    "alliedWith": (ACTORS, ACTORS),
    "opposedTo": (ACTORS, ACTORS),
    "locatedIn": (BODIES, {"Place"}),
    "partOf": ({"Organisation", "Soviet", "Party"}, {"Organisation", "Party"}),
    "successorOf": ({"Party", "Organisation"}, {"Party", "Organisation"}),
    "occurredIn": ({"Event"}, {"Place"}),
    "occurredOn": ({"Event"}, set()),
}
WITHOUT_OBJECT = {"born", "died", "occurredOn"}
OBJECT_MAY_LACK = {"holdsOffice", "arrestedBy"}


def letters(text: str) -> str:
    """Keep letters and digits only: what markup, line ends and hyphens leave untouched."""
    text = re.sub(r"<teiHeader>.*?</teiHeader>|<note.*?</note>|<sup>.*?</sup>|<[^>]+>|[¹²³]", "", text, flags=re.DOTALL)
    return "".join(filter(str.isalnum, html.unescape(text)))


def read_letters(path: Path) -> str:
    """Read the letters of a text of any of the formats."""
    if path.suffix == ".pdf":
        return letters("".join(page.extract_text() for page in PdfReader(path).pages))
    return letters(path.read_text(encoding="utf-8"))


def files_by_id() -> dict[str, Path]:
    """Find the file of each source in corpus.toml."""
    table = tomllib.loads((CORPUS / "corpus.toml").read_text(encoding="utf-8"))
    paths = {path.stem: path for path in CORPUS.iterdir()}
    return {entry["id"]: paths[stem] for stem, entry in table.items()}


def classes_of(passage: dict[str, Any]) -> dict[str, set[str]]:
    """Group the classes of a passage's mentions by entity."""
    found: dict[str, set[str]] = {}
    for mention in passage["mentions"]:
        if "entity" in mention:
            found.setdefault(mention["entity"], set()).add(mention["class"])
    return found


@pytest.fixture(params=GOLD, ids=[passage["id"] for passage in GOLD])
def passage(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.param


def test_the_passage_stands_in_its_source(passage: dict[str, Any]) -> None:
    assert letters(passage["text"]) in read_letters(files_by_id()[passage["source"]])


def test_mentions_are_in_order_and_say_what_the_text_says(passage: dict[str, Any]) -> None:
    end = 0
    for mention in passage["mentions"]:
        assert mention["start"] >= end, mention
        end = mention["end"]
        assert passage["text"][mention["start"] : end] == mention["text"]
        assert mention["text"] == mention["text"].strip()
        assert mention["class"] in CLASSES
        assert ("entity" in mention) == (mention["class"] != "Date")


def test_dates_are_edtf(passage: dict[str, Any]) -> None:
    values = [item[key] for key in ("value", "date") for item in passage["mentions"] + passage["claims"] if key in item]
    for value in values:
        assert parse_edtf(value), value


def test_claims_name_annotated_entities_of_the_right_class(passage: dict[str, Any]) -> None:
    classes = classes_of(passage)
    for claim in passage["claims"]:
        subjects, objects = PREDICATES[claim["predicate"]]
        assert classes[claim["subject"]] & subjects, claim
        assert "attributedTo" not in claim or claim["attributedTo"] in classes, claim
        if "object" in claim:
            assert classes[claim["object"]] & objects, claim
        else:
            assert claim["predicate"] in WITHOUT_OBJECT | OBJECT_MAY_LACK, claim


def test_claims_are_said_once_and_evidence_stands_in_the_passage(passage: dict[str, Any]) -> None:
    said = Counter(json.dumps(claim, sort_keys=True) for claim in passage["claims"])
    assert max(said.values(), default=1) == 1
    for claim in passage["claims"]:
        assert claim["evidence"] in passage["text"]
        assert claim["polarity"] in {"affirmed", "denied"}
        assert claim["predicate"] not in {"born", "occurredOn"} or "date" in claim
        assert claim["predicate"] not in {"holdsOffice", "relativeOf"} or claim["role"]


def test_every_text_class_and_predicate_is_covered() -> None:
    assert {passage["source"] for passage in GOLD} == set(files_by_id())
    assert {mention["class"] for passage in GOLD for mention in passage["mentions"]} == CLASSES
    predicates = Counter(claim["predicate"] for passage in GOLD for claim in passage["claims"])
    assert set(predicates) == set(PREDICATES)
    assert min(predicates.values()) >= 2
