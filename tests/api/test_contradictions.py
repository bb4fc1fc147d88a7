"""What can't all be true stands side by side on a record: quotes, sources, dates, the one preferred and why."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.app import create_app
from api.cli import app
from api.contradictions import Words, to_conflict, to_side
from api.settings import Settings
from graph.conflicts import Conflict, Side
from graph.holdings import Held

TEXTS = {
    "notice.txt": "Victor Serge naît à Bruxelles en 1890. Il adhère au Parti bolchevique en mai 1919.\n",
    "autre.txt": "Victor Serge naît à Moscou en 1891.\n",
    "corpus.toml": '[autre]\ntitle = "Un autre"\ndate = "1951"\n',
}
WORDS = Words({"born": "né le", "curated": "décision"}, {"curated": "Un historien l'a décidé."}, {}, "", "/r", "fr")


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    texts = tmp_path_factory.mktemp("texts")
    for name, text in TEXTS.items():
        (texts / name).write_text(text, encoding="utf-8")
    folder = tmp_path_factory.mktemp("graph")
    assert CliRunner().invoke(app, ["build", str(texts), "--out", str(folder)]).exit_code == 0
    with TestClient(create_app(Settings(folder=folder, workers=1))) as client:
        yield client


def read_sides(page: str) -> list[str]:
    """Return the text of the sides of each pair."""
    sections = re.findall(r'<section class="conflict".*?</section>', page, re.DOTALL)
    items = [item for section in sections for item in re.findall(r"<li.*?</li>", section, re.DOTALL)]
    return [" ".join(re.sub("<[^>]+>", " ", item).split()) for item in items]


def test_both_stand_side_by_side_with_quotes_sources_and_dates(disputed: TestClient) -> None:
    page = disputed.get("/page/person/victor-serge", headers={"accept": "text/html"}).text
    sides = sorted(read_sides(page))
    assert len(sides) == 6
    assert any("Victor Serge naît à Moscou en 1891." in side for side in sides)
    assert any("Un autre (1951)" in side for side in sides)
    assert any("Victor Serge naît à Bruxelles en 1890." in side for side in sides)
    assert re.search(r'<a class="mark-word" href="#contradictions">contredit par une autre affirmation</a>', page)


def test_the_preferred_one_is_marked_with_its_reason(disputed: TestClient) -> None:
    page = disputed.get("/page/person/victor-serge", headers={"accept": "text/html"}).text
    assert re.search(
        r'<li class="preferred">.*?<span class="kept">retenu : [^<]+</span> <span class="small">', page, re.DOTALL
    )
    english = disputed.get("/page/person/victor-serge?lang=en", headers={"accept": "text/html"}).text
    assert '<h2 id="contradictions">Conflicts</h2>' in english
    assert re.search(r'<span class="kept">held: [^<]+</span>', english)
    disputed.cookies.clear()


def test_a_record_without_contradictions_has_no_such_section(disputed: TestClient, client: TestClient) -> None:
    assert "contradictions" not in client.get("/page/person/victor-serge", headers={"accept": "text/html"}).text
    assert "#contradictions" not in disputed.get("/page/party/parti-bolchevique", headers={"accept": "text/html"}).text


def test_a_side_leads_to_its_sentence() -> None:
    side = to_side(Side("smo:born", "1879", source="notes", start=7, quote="x", rule="curated"), WORDS)
    assert (side.wording, side.value, side.rule, side.reason) == (
        "né le", "1879", "décision", "Un historien l'a décidé."
    )  # fmt: skip
    assert side.href == "/r/page/source/notes?at=7#at-7"


def test_a_source_is_told_by_its_title_and_date() -> None:
    held = Held("notes", "Notes", (), "1920-05", "", 1, 1)
    words = Words({}, {}, {"notes": held}, "", "", "fr")
    side = to_side(Side("smo:born", "1879", source="notes"), words)
    assert (side.title, side.written) == ("Notes", "mai 1920")
    conflict = to_conflict(
        Conflict("contradiction", "X", "", Side("smo:born", "1879"), Side("smo:born", "1880")), words
    )
    assert not conflict.decided


def test_an_office_is_told_before_its_date() -> None:
    side = to_side(Side("smo:holdsOffice", "1922-05", role="secrétaire", source="n"), WORDS)
    assert (side.wording, side.value, side.date, side.role) == ("", "secrétaire", "mai 1922", "")


def test_the_only_claim_beside_a_denial_is_the_only_one_that_affirms() -> None:
    sides = (Side("smo:alliedWith", "X", rule="only-claim"), Side("smo:alliedWith", "X", polarity="denied"))
    one, other = to_conflict(Conflict("contradiction", "Y", "", *sides), WORDS).sides
    assert (one.rule, one.reason, other.rule) == ("la seule qui l’affirme", "", "")
