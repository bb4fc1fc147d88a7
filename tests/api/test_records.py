"""The page of a person, a body, a place: sections, timeline, quotes; and the pages' two languages."""

import re

import pytest
from fastapi.testclient import TestClient

from api.languages import LANGUAGES, read_texts
from api.timelines import WIDTH, draw_timeline, to_year
from graph.sheets import Line, Section, Sheet


def get(client: TestClient, path: str, **headers: str) -> str:
    answer = client.get(path, headers={"accept": "text/html", **headers})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_page_of_a_person_shows_each_line_with_its_sentence(client: TestClient) -> None:
    page = get(client, "/page/person/victor-serge")
    assert "<h1>Victor Serge</h1>" in page
    assert re.search(r"<time>1922</time> a été à\s*<a href=\"/page/place/berlin\">Berlin</a>", page)
    assert "En 1922, Victor Serge vit à Berlin." in page
    assert page.index("Fonctions et appartenances") < page.index("Lieux, année par année")


def test_the_timeline_has_a_bar_for_each_dated_line(client: TestClient) -> None:
    page = get(client, "/page/person/victor-serge")
    bars = re.findall(r'<g class="bar (\w+)[^>]*><title>([^<]*)</title>', page)
    assert ("places", "1922 – a été à Berlin") in bars
    assert ("career", "mai 1919 – membre du Parti bolchevique") in bars


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "fr"),
        ("en-GB,en;q=0.8", "en"),
        ("de,fr;q=0.5,en;q=0.9", "en"),
        ("de", "fr"),
        ("en;q=0, fr", "fr"),
        ("%", "fr"),
    ],
)
def test_pages_come_in_the_language_that_is_accepted(client: TestClient, accept: str, language: str) -> None:
    client.cookies.clear()
    assert f'<html lang="{language}">' in get(client, "/page/person/victor-serge", **{"accept-language": accept})


def test_the_switch_goes_before_the_header_and_is_remembered(client: TestClient) -> None:
    client.cookies.clear()
    page = get(client, "/page/person/victor-serge?lang=en", **{"accept-language": "fr"})
    assert "Offices and memberships" in page
    assert 'href="?lang=fr"' in page
    assert '<html lang="en">' in get(client, "/", **{"accept-language": "fr"})
    client.cookies.clear()


def test_every_word_of_the_pages_is_in_both_languages() -> None:
    texts = read_texts()
    assert texts["fr"].keys() == texts["en"].keys()
    assert all(texts[language][key] for language in LANGUAGES for key in texts[language])


def test_the_templates_use_no_word_that_there_is_not() -> None:
    from api.pages import WEB

    used = {
        key for path in (WEB / "templates").iterdir() for key in re.findall(r't\["([\w-]+)"\]', path.read_text("utf-8"))
    }
    assert used
    assert used <= read_texts()["fr"].keys()


def make_sheet(*dates: tuple[str, str]) -> Sheet:
    lines = tuple(
        Line("wasIn", "a été à", other="Berlin", edtf=start[:4], earliest=start, latest=end) for start, end in dates
    )
    return Sheet("https://example.org/id/person/x", "smo:Person", "X", sections=(Section("places", "Lieux", lines),))


def test_a_timeline_is_drawn_to_scale_without_overlap() -> None:
    drawn = draw_timeline(
        make_sheet(("1910-01-01", "1919-12-31"), ("1912-01-01", "1912-12-31"), ("1929-01-01", "")), "fr"
    )
    assert drawn
    first, second, third = drawn.bars
    assert (first.x, round(first.width)) == (0.0, WIDTH // 2)
    assert round(second.x) == WIDTH // 10
    assert first.y != second.y
    assert third.open_end
    assert third.end  # its words would leave the drawing
    assert [year for _, year in drawn.ticks] == list(range(1910, 1931, 2))


def test_one_date_makes_no_timeline() -> None:
    assert draw_timeline(make_sheet(("1910-01-01", "1910-01-01")), "fr") is None


def test_a_day_is_a_fraction_of_its_year() -> None:
    assert (to_year("1917-01-01"), to_year("1916-12-31") < 1917) == (1917, True)
