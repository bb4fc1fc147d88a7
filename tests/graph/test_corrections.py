"""Decisions of a historian: read from the table, applied at every build, told where they no longer fit."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from graph.build import build
from graph.checks import check
from graph.corrections import ACTIONS, COLUMNS, Correction, find_corrections, read_corrections, read_tables, to_row
from graph.store import load
from ontology.files import PREFIXES

EXAMPLES = Path(__file__).parents[2] / "examples" / "corpus"
LETTER, PORTRAIT = "08-lettre-sur-cronstadt", "10-balabanova"
HEADER = "\t".join(COLUMNS)


def line(action, subject="", **cells):
    return to_row(Correction(action, subject, **cells))


# What is decided here only tries the table: it claims nothing about history.
TEN = (
    line(
        "merge", "place/lugano", object="place/suisse-italienne", value="Suisse italienne",
        because="vue de loin", author="Test", date="2026-11-21",
    ),
    line("split", "place/finlande", object="place/golfe-de-finlande", source=LETTER, quote="passèrent en Finlande"),
    line("retype", "party/gauche-de-zimmerwald", value="smo:Organisation", because="un courant"),
    line("rename", "person/maria-lafont", value="Maria Lafont, biographe"),
    line("reject", "place/russie", source=LETTER, quote="avait quitté la Russie avec Berkman"),
    line("reject", "person/israel-getzler"),
    line(
        "reject-claim", "person/mikhail-kalinine", predicate="smo:holdsOffice", source=LETTER,
        quote="Kalinine, président du Comité exécutif central panrusse",
    ),
    line("redate", "person/emma-goldman", predicate="smo:died", value="1940-05-14", source=LETTER,
         quote="Elle mourut à Toronto en 1940"),
    line("prefer", "person/angelica-balabanova", predicate="smo:born", source=PORTRAIT,
         quote="selon d'autres notices, elle est née en 1876"),
    line("reassign", "person/grigori-zinoviev", predicate="smo:holdsOffice", value="person/leon-trotsky",
         source=LETTER, quote="Zinoviev, président du Soviet de Petrograd"),
)  # fmt: skip

SHOWN = (
    "<place/lugano> dcterms:isReplacedBy <place/suisse-italienne> FILTER NOT EXISTS { <place/lugano> a ?class }",
    "?m oa:hasBody <place/golfe-de-finlande> ; smo:correctedBy ?l ; oa:hasTarget/oa:hasSelector/oa:exact 'Finlande'",
    "<organisation/gauche-de-zimmerwald> a smo:Organisation . <party/gauche-de-zimmerwald> dcterms:isReplacedBy ?new",
    '<person/maria-lafont> skos:prefLabel "Maria Lafont, biographe"@fr ; skos:altLabel "Maria Lafont"@fr',
    "FILTER NOT EXISTS { ?c a smo:Claim ; rdf:subject <person/emma-goldman> ; rdf:object <place/russie> }",
    "<person/israel-getzler> owl:deprecated true FILTER NOT EXISTS { ?m oa:hasBody <person/israel-getzler> }",
    "FILTER NOT EXISTS { ?c a smo:Claim ; rdf:subject <person/mikhail-kalinine> ; rdf:predicate smo:holdsOffice }",
    '?c a smo:Claim ; rdf:subject <person/emma-goldman> ; rdf:predicate smo:died ; smo:edtf "1940-05-14"',
    '<person/angelica-balabanova> smo:born "1876" . ?f rdf:predicate smo:born ; smo:preferredBy smv:curated',
    "?c a smo:Claim ; rdf:subject <person/leon-trotsky> ; rdf:object <soviet/soviet-de-petrograd> ; smo:correctedBy ?l",
)


def write_table(folder, *rows):
    (folder / "corrections.tsv").write_text("\n".join(["# essai", HEADER, *rows]) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    """Two of the example texts, and ten decisions about them."""
    folder = tmp_path_factory.mktemp("corpus")
    for name in (LETTER, PORTRAIT):
        shutil.copy(EXAMPLES / f"{name}.txt", folder)
    return folder


@pytest.fixture(scope="module")
def builds(examples, tmp_path_factory):
    """What the builds return: without decisions, with ten, after the source changed; and where the graph lies."""
    out = tmp_path_factory.mktemp("out")
    first = build([examples], out / "a")
    write_table(examples, *TEN)
    second = build([examples], out / "a")
    shutil.copytree(out / "a", out / "second")
    fresh = build([examples], out / "fresh")
    letter = examples / f"{LETTER}.txt"
    text = letter.read_text(encoding="utf-8")
    text = text.replace("passèrent en Finlande", "se réfugièrent en Finlande").replace(
        "Elle mourut à Toronto en 1940.", ""
    )
    letter.write_text("Un ami me l'a envoyée.\n\n" + text, encoding="utf-8")
    third = build([examples], out / "a")
    return {"first": first, "second": second, "fresh": fresh, "third": third, "out": out}


def holds(folder, pattern):
    store = Store()
    load(folder, store)
    query = f"BASE <https://w3id.org/smolny/id/> ASK {{ {pattern} }}"
    return bool(store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True))


def snapshot(folder):
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and "index" not in path.parts)
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in files if path.name not in (".lock", "local.json")
    }


def test_a_rebuild_reads_nothing_anew_and_applies_all_ten(builds):
    assert builds["second"].reused == 2
    assert builds["second"].corrected == len(TEN)
    assert builds["second"].problems == ()


@pytest.mark.parametrize("pattern", SHOWN)
def test_each_of_the_ten_shows_in_the_graph(builds, pattern):
    assert holds(builds["out"] / "second", pattern)


def test_a_full_build_is_equal(builds):
    assert snapshot(builds["out"] / "second") == snapshot(builds["out"] / "fresh")


def test_the_corrected_graph_is_without_problems(builds, examples):
    kept = [problem for problem in check(builds["out"] / "second") if "changed since" not in problem.message]
    assert kept == []


def test_reason_and_author_stand_in_the_graph(builds):
    assert holds(
        builds["out"] / "second",
        '<place/suisse-italienne> smo:correctedBy ?line . ?line smo:because "vue de loin" ;'
        ' dcterms:creator "Test" ; smo:correctionKind smv:correction-merge',
    )


def test_after_the_source_changed_what_no_longer_fits_is_told_and_the_rest_applied(builds):
    result = builds["third"]
    assert result.corrected == len(TEN) - 2
    assert [problem.partition(" not applied")[0] for problem in result.problems] == [
        "corrections.tsv:4: split", "corrections.tsv:10: redate",
    ]  # fmt: skip
    assert "'passèrent en Finlande' is not in 08-lettre-sur-cronstadt any more" in result.problems[0]
    assert holds(builds["out"] / "a", SHOWN[9])


def test_check_tells_what_did_not_fit(builds):
    told = [problem for problem in check(builds["out"] / "a") if problem.where.startswith("corrections.tsv")]
    assert [problem.where for problem in told] == ["corrections.tsv:10", "corrections.tsv:4"]
    assert all("not applied" in problem.message for problem in told)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("fuse\tperson/a", "unknown action 'fuse'"),
        ("merge\tperson/a", "merge needs object"),
        ("merge\tAnne\t\tperson/b", "subject 'Anne' is no entity"),
        ("merge\tperson/a\t\tperson/a", "merge needs two entities"),
        ("retype\tperson/a\t\t\tsmo:Ami", "'smo:Ami' is no class"),
        ("retype\tperson/a\t\t\tDate", "is no class"),
        ("rename\tperson/a\t\t\tA\tsource", "rename takes no source"),
        ("reject-claim\tperson/a\tsmo:estAmi\t\t\ts\tq", "unknown predicate 'smo:estAmi'"),
        ("split\tperson/a\t\tperson/b\t\ts\tq\tici", "at 'ici' is neither"),
        ("rename person/a", "unknown action 'rename person/a'"),
        ("\t".join(["rename", *"123456789", "x", "y"]), "12 cells, the header has 11"),
    ],
)
def test_a_malformed_line_is_told_with_its_place_and_stops_nothing(tmp_path, row, reason):
    write_table(tmp_path, row, "rename\tperson/a\t\t\tAnne")
    lines, problems = read_corrections(tmp_path / "corrections.tsv")
    assert [one.action for one in lines] == ["rename"]
    assert len(problems) == 1
    assert problems[0].startswith("corrections.tsv:3: ")
    assert reason in problems[0]


@pytest.mark.parametrize("content", [b"action;subject\n", b"nom\tsujet\n", b"\xff\xfe", b"action\tsubject\tsubject\n"])
def test_a_table_that_can_not_be_read_is_told(tmp_path, content):
    (tmp_path / "corrections.tsv").write_bytes(content)
    lines, problems = read_corrections(tmp_path / "corrections.tsv")
    assert lines == ()
    assert "none of it is applied" in problems[0]


def test_a_spreadsheet_may_quote_cells_and_end_lines_its_way(tmp_path):
    table = '\ufeffaction\tsubject\tvalue\r\nrename\tperson:a\t"Anne ""la Rouge"""\t\t\r\n'
    (tmp_path / "corrections.tsv").write_bytes(table.encode())
    (only,), problems = read_corrections(tmp_path / "corrections.tsv")
    assert (only.subject, only.value, problems) == ("person/a", 'Anne "la Rouge"', ())


def test_the_same_line_twice_is_told(tmp_path):
    write_table(tmp_path, "rename\tperson/a\t\t\tA", "rename\tperson/a\t\t\tA")
    lines, problems = read_tables(find_corrections([tmp_path]))
    assert len(lines) == 1
    assert problems == ("corrections.tsv:4: the same as corrections.tsv:3",)


CELL = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12).filter(
    lambda cell: not cell.startswith('"')
)


@given(CELL, CELL, CELL)
def test_a_written_line_is_read_again(tmp_path_factory, value, because, author):
    folder = tmp_path_factory.mktemp("table")
    written = Correction("rename", "person/a", value=value, because=because, author=author)
    write_table(folder, to_row(written))
    assert read_corrections(folder / "corrections.tsv").lines == (written,)


# What builds do with a made-up reader: "X est à Y."


@pytest.fixture
def run(reader, texts, tmp_path):
    def run(*rows, out="out", **options):
        write_table(texts, *rows)
        return build([texts], tmp_path / out, reader=reader, authority=(), **options)

    return run


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (["merge\tperson/fantine\t\tperson/cosette", "merge\tperson/cosette\t\tperson/fantine"], "merges in a circle"),
        (["merge\tperson/fantine\t\tperson/cosette", "merge\tperson/fantine\t\tperson/marius"], "already merged into"),
        (["reject\tperson/cosette", "merge\tperson/fantine\t\tperson/cosette"], "is rejected at corrections.tsv:3"),
        (["apart\tperson/fantine\tperson/marius", ""], "apart needs object"),
        (["apart\tperson/fantine\t\tperson/marius", "merge\tperson/fantine\t\tperson/marius"], "keeps the two apart"),
        (["merge\tperson/fantine\t\tperson/cosete"], "person/cosete is known nowhere"),
        (["rename\tperson/javert\t\t\tJavert"], "person/javert is not named in any source"),
        (["rename\tperson/marius\t\t\tA", "rename\tperson/marius\t\t\tB"], "has got 'A' by an earlier line"),
        (["reject\tperson/marius\t\t\t\tquatre\tMarius"], "there is no source quatre"),
        (["reject\tperson/marius\t\t\t\tun\tFantine"], "names person/fantine in un, not person/marius"),
        (["redate\tperson/marius\t\t\thier\tdeux\tMarius est à Paris"], "no EDTF date"),
        (
            ["reject-claim\tperson/marius\tsmo:born\t\t\tdeux\tMarius est à Paris"],
            "does not say person/marius smo:born",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(run, rows, reason, reader):
    reader.bounds = lambda edtf, calendar: (f"{int(edtf[:4])}-01-01", f"{int(edtf[:4])}-12-31") if edtf else ("", "")
    result = run(*rows)
    assert len(result.problems) == 1
    assert result.problems[0].startswith("corrections.tsv:")
    assert reason in result.problems[0]


def test_merges_lead_on_whatever_their_order(run, tmp_path):
    rows = ["merge\tperson/fantine\t\tperson/cosette", "merge\tperson/cosette\t\tperson/marius"]
    run(*rows, out="one")
    run(*reversed(rows), out="two")
    for out in ("one", "two"):
        assert holds(tmp_path / out, "<person/fantine> dcterms:isReplacedBy <person/marius>")
        assert not holds(tmp_path / out, "?m oa:hasBody <person/fantine>")


def test_an_offset_that_moved_is_found_by_the_words(run, texts, tmp_path):
    row = "split\tperson/fantine\t\tperson/euphrasie\tEuphrasie\tun\tFantine est à Montreuil\t0"
    run(row)
    (texts / "un.txt").write_text("Javert est à Digne. Fantine est à Montreuil.", encoding="utf-8")
    assert run(row).problems == ()
    assert holds(tmp_path / "out", "?c a smo:Claim ; rdf:subject <person/euphrasie> ; rdf:object <place/montreuil>")


def test_words_that_stand_twice_need_an_offset_or_a_star(run, texts):
    (texts / "un.txt").write_text("Fantine est à Paris. Fantine est à Digne.", encoding="utf-8")
    row = "split\tperson/fantine\t\tperson/cosette\tCosette\tun\tFantine"
    assert "fits 2 places in un (at 0, 21)" in run(row).problems[0]
    assert run(f"{row}\t21").problems == ()
    assert run(f"{row}\t*").problems == ()


def test_a_whole_source_can_be_split_off(run, tmp_path):
    run("split\tperson/fantine\t\tperson/autre-fantine\tAutre Fantine\ttrois")
    assert holds(tmp_path / "out", "?c a smo:Claim ; rdf:subject <person/autre-fantine> ; rdf:object <place/paris>")
    assert holds(tmp_path / "out", "?c a smo:Claim ; rdf:subject <person/fantine> ; rdf:object <place/montreuil>")


def test_what_makes_no_sense_in_another_class_is_left_out(run, tmp_path):
    result = run("retype\tperson/fantine\t\t\tsmo:Place")
    assert result.problems == ()
    assert result.counts["claims"] == {"smo:wasIn": 2}


def test_joins_of_the_reader_are_made_told_and_prevented(run, reader, tmp_path):
    from extract.model import Join, Joins

    def join_entities(entities, apart=frozenset(), claims=(), authority=None):
        pair = frozenset(("person/marius", "person/cosette"))
        found = [source for source, entity in entities if entity.id == "person/marius"]
        made = [Join(source, "person/marius", "person/cosette", "même nom", 0.7) for source in found]
        return Joins() if pair in apart else Joins(tuple(made))

    reader.join_entities = join_entities
    run()
    assert holds(tmp_path / "out", '?j a smo:Join ; smo:readAs "person/marius" ; smo:joins <person/cosette> ; '
                                   'smo:because "même nom"@en ; smo:confidence 0.7')  # fmt: skip
    assert holds(tmp_path / "out", "<person/marius> dcterms:isReplacedBy <person/cosette>")
    assert "is joined into person/cosette" in run("rename\tperson/marius\t\t\tMarius Pontmercy").problems[0]
    assert run("apart\tperson/marius\t\tperson/cosette").problems == ()
    assert not holds(tmp_path / "out", "?j a smo:Join")
    assert run("merge\tperson/marius\t\tperson/fantine").problems == ()
    assert holds(tmp_path / "out", "?m oa:hasBody <person/fantine> ; oa:hasTarget/oa:hasSelector/oa:exact 'Marius'")


def test_the_table_is_told_in_the_manifest_and_can_lie_elsewhere(run, texts, tmp_path):
    elsewhere = tmp_path / "decisions.tsv"
    elsewhere.write_text("action\tsubject\tvalue\nrename\tperson/marius\tMarius Pontmercy\n", encoding="utf-8")
    result = run("rename\tperson/marius\t\t\tUn autre", corrections=elsewhere)
    assert result.corrected == 1
    assert holds(tmp_path / "out", '<person/marius> skos:prefLabel "Marius Pontmercy"@fr')
    assert '"decisions.tsv"' in (tmp_path / "out" / "graph" / "manifest.json").read_text(encoding="utf-8")


def test_every_action_has_its_concept_and_its_page(tmp_path):
    from ontology.files import VOCABULARIES, read_text

    guide = (Path(__file__).parents[2] / "docs" / "corrections.md").read_text(encoding="utf-8")
    for action in ACTIONS:
        assert f"smv:correction-{action} a" in read_text(VOCABULARIES)
        assert f"`{action}`" in guide
