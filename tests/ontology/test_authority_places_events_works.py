"""The lists of places, events and works as data: every failure names the line to edit."""

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from rdflib import RDFS, Graph, URIRef

from ontology.authority import Entry, read_authority

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "ontology" / "authority"
SMO = "https://w3id.org/smolny/ontology#"
ROOMS = {"places.tsv": "place", "events.tsv": "event", "works.tsv": "work"}
ALL = read_authority()
ENTRIES = tuple(entry for entry in ALL if entry.file in ROOMS)
BY_ID = {entry.id: entry for entry in ALL}
SIDE = "ambiguous_places_events_works.txt"
SLUG = re.compile(r"(place|event|work)/[a-z0-9]+(-[a-z0-9]+)*")
QID = re.compile(r"Q[1-9][0-9]*")
DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
DEGREES = re.compile(r"-?\d{1,3}\.\d{2}")


def where(entry: Entry) -> str:
    return f"{entry.file}:{entry.line}: {entry.id}"


def report(problems: Iterable[str]) -> None:
    found = sorted(problems)
    assert not found, "\n" + "\n".join(found)


def fact(entry: Entry, key: str) -> str:
    return dict(entry.facts).get(key, "")


def first_day(text: str) -> tuple[date, date]:
    """Return the first and the last day of a date of year, month or day precision."""
    match = DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is not YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    first = date(year, month or 1, day or 1)
    return first, first if day else date(year, month or 12, 28)


def names(entry: Entry) -> dict[str, bool]:
    """Return the entry's French names as written, each with whether it is marked ambiguous."""
    found = {entry.label: False}
    for variant in entry.variants:
        if variant.language == "fr":
            found[variant.text] = found.get(variant.text, True) and variant.ambiguous
    return found


def explained() -> Iterator[tuple[str, str, set[str], str]]:
    lines = (FOLDER / SIDE).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[1:], start=2):
        name, slugs, reason = line.split("\t")
        yield f"{SIDE}:{number}", name, set(slugs.split("|")), reason


def test_the_lists_are_filled() -> None:
    counts = {file: sum(entry.file == file for entry in ENTRIES) for file in ROOMS}
    assert counts["places.tsv"] >= 300, counts
    assert counts["events.tsv"] >= 200, counts
    assert counts["works.tsv"] >= 200, counts


def test_slugs_are_plain_and_in_the_room_of_their_file() -> None:
    wrong = (entry for entry in ENTRIES if not SLUG.fullmatch(entry.id) or entry.room != ROOMS[entry.file])
    report(f"{where(entry)}: write '{ROOMS[entry.file]}/<lower-case-letters-digits-hyphens>'" for entry in wrong)


def test_classes_are_the_room_s_or_one_below_it() -> None:
    model = Graph().parse(ROOT / "ontology" / "history.ttl")

    def allowed(entry: Entry) -> bool:
        above = model.transitive_objects(URIRef(SMO + entry.kind.removeprefix("smo:")), RDFS.subClassOf)
        return URIRef(SMO + entry.mention_class.removeprefix("smo:")) in set(above)

    report(f"{where(e)}: {e.kind} is not {e.mention_class} nor below it" for e in ENTRIES if not allowed(e))


def test_labels_are_unique_in_their_room() -> None:
    seen: dict[tuple[str, str], Entry] = {}
    report(
        f"{where(entry)}: the label '{entry.label}' is already that of {where(first)}"
        for entry in ENTRIES
        if (first := seen.setdefault((entry.room, entry.label), entry)) is not entry
    )


def test_texts_are_clean_and_said_once() -> None:
    def problems() -> Iterator[str]:
        for entry in ENTRIES:
            texts = [variant.text for variant in entry.variants]
            for text in (entry.label, entry.description, *texts):
                if text != " ".join(text.split()) or "’" in text:
                    yield f"{where(entry)}: tidy the spaces or the apostrophe in '{text}'"
            for variant in set(entry.variants):
                if entry.variants.count(variant) > 1:
                    yield f"{where(entry)}: '{variant.text}' is there twice"
                if variant.text.startswith(("?", "~")):
                    yield f"{where(entry)}: '{variant.text}' has a mark too many"

    report(problems())


def test_dates_are_valid_and_in_order() -> None:
    def problems() -> Iterator[str]:
        for entry in ENTRIES:
            try:
                days = [first_day(text) for text in (entry.start, entry.end) if text]
            except ValueError as error:
                yield f"{where(entry)}: {error}"
                continue
            if len(days) == 2 and days[0][0] > days[1][1]:
                yield f"{where(entry)}: ends {entry.end}, before it begins {entry.start}"

    report(problems())


def test_coordinates_are_pairs_of_decimal_degrees_in_range() -> None:
    def wrong(entry: Entry) -> bool:
        pair = fact(entry, "lat"), fact(entry, "long")
        if pair == ("", ""):
            return False
        return not all(map(DEGREES.fullmatch, pair)) or abs(float(pair[0])) > 90 or abs(float(pair[1])) > 180

    report(f"{where(e)}: latitude and longitude with two digits, or neither" for e in ENTRIES if wrong(e))


def test_authors_are_persons_of_the_authority() -> None:
    persons = {entry.label for entry in ALL if entry.room == "person"}
    report(
        f"{where(entry)}: no person is labelled '{author}'"
        for entry in ENTRIES
        for author in fact(entry, "author").split("|")
        if author and author not in persons
    )


def test_events_happen_in_places_of_the_list() -> None:
    places = {entry.label for entry in ENTRIES if entry.room == "place"}
    report(
        f"{where(entry)}: no place is labelled '{place}'"
        for entry in ENTRIES
        if (place := fact(entry, "place")) and place not in places
    )


def test_a_name_of_two_entries_is_marked_or_explained() -> None:
    holders: dict[str, dict[str, bool]] = defaultdict(dict)
    for entry in ALL:
        for name, ambiguous in names(entry).items():
            holders[name][entry.id] = ambiguous
    reasons = {name: slugs for _, name, slugs, _ in explained()}
    report(
        f"{where(BY_ID[min(sure)])}: '{name}' also names {', '.join(sorted(set(shared) - {min(sure)}))}: "
        f"mark it '?' in all but one, or give the reason in {SIDE}"
        for name, shared in holders.items()
        if len(sure := [id_ for id_, ambiguous in shared.items() if not ambiguous]) > 1
        and any(BY_ID[id_].file in ROOMS for id_ in shared)
        and not set(sure) <= reasons.get(name, set())
    )


def test_explained_names_are_carried_by_the_entries_they_list() -> None:
    report(
        f"{place}: '{slug}' does not carry '{name}', or no reason is given"
        for place, name, slugs, reason in explained()
        for slug in slugs
        if not reason or slug not in BY_ID or name not in names(BY_ID[slug])
    )


def test_wikidata_identifiers_are_well_formed_and_used_once() -> None:
    seen: dict[str, Entry] = {}
    for entry in (entry for entry in ALL if entry.wikidata):
        first = seen.setdefault(entry.wikidata, entry)
        if {entry.file, first.file} & set(ROOMS):
            assert QID.fullmatch(entry.wikidata), f"{where(entry)}: '{entry.wikidata}' is no Q-identifier"
            assert first is entry, f"{where(entry)}: {entry.wikidata} is already that of {where(first)}"


@pytest.mark.shared
def test_the_usual_names_of_the_development_gold_are_there() -> None:
    file = Path(os.environ.get("SMOLNY_SHARED", ROOT.parent / "shared")) / "gold" / "dev.gold.jsonl"
    if not file.is_file():
        pytest.skip(f"no development gold at {file}")
    known = {(entry.room, entry.label) for entry in ENTRIES}
    wanted = {
        (mention["class"].lower(), mention["entity"].replace("’", "'"))
        for line in file.read_text(encoding="utf-8").splitlines()
        for mention in json.loads(line)["mentions"]
        if mention["class"].lower() in ROOMS.values()
    }
    # titles of ten words and more are found by rule: no source stands in the lists in so many words
    short = {(room, label) for room, label in wanted if len(re.findall(r"\w+", label)) < 10}
    report(f"{room}: no row with the label '{label}'" for room, label in short - known)
