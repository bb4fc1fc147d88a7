"""Names, prefixes, and that what is generated is up to date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from ontology import files, generate, terms
from ontology.files import PREFIXES, expand, shorten

NAMES = st.text(st.characters(codec="ascii", categories=("L", "N"), include_characters="-_."), min_size=1)


@pytest.mark.parametrize("name", [files.ONTOLOGY, files.VOCABULARIES, files.SHAPES])
def test_file_is_turtle_with_our_prefixes(name: str) -> None:
    graph = Graph().parse(data=files.read_text(name), format="turtle")
    used = [line.split()[1:3] for line in files.read_text(name).splitlines() if line.startswith("@prefix")]
    ours = {f"{prefix}:": f"<{namespace}>" for prefix, namespace in PREFIXES.items()}
    assert len(graph) > 100
    assert {prefix: iri for prefix, iri in used if prefix != "shapes:"}.items() <= ours.items()


@given(st.sampled_from(sorted(PREFIXES)), NAMES)
def test_shorten_undoes_expand(prefix: str, name: str) -> None:
    assert shorten(expand(f"{prefix}:{name}")) == f"{prefix}:{name}"


def test_an_iri_without_prefix_stays() -> None:
    assert shorten("https://w3id.org/smolny/id/person/x") == "https://w3id.org/smolny/id/person/x"
    assert shorten(files.SMO) == files.SMO


def test_an_unknown_prefix_is_refused() -> None:
    with pytest.raises(ValueError, match="'smx:Person': no such prefix"):
        expand("smx:Person")


@pytest.mark.parametrize("path", generate.write_all(), ids=lambda path: path.name)
def test_generated_file_is_up_to_date(path: generate.Path) -> None:
    assert path.read_text(encoding="utf-8") == generate.write_all()[path], "run python -m ontology.generate"


def test_constants_are_the_terms() -> None:
    assert URIRef("https://w3id.org/smolny/ontology#Person") == terms.Person
    assert URIRef("https://w3id.org/smolny/vocabulary/vice-chair") == terms.SMV_vice_chair


def test_check_mode_names_what_is_stale(
    monkeypatch: pytest.MonkeyPatch, tmp_path: generate.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "terms.py"
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    monkeypatch.setattr(generate, "write_all", lambda: {stale: "new"})
    assert generate.main(["--check"]) == 1
    assert capsys.readouterr().err == "terms.py: stale; run python -m ontology.generate\n"
    assert not stale.exists()
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0
