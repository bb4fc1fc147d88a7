"""What stands before a name tells whether it names a body or some of its members."""

import pytest

from extract.borders import add_year
from extract.determiners import is_counted, is_determined, is_indefinite
from extract.found_names import FoundName
from extract.ruled_names import may_stand


def split(marked: str) -> tuple[str, int, str]:
    before, surface, after = marked.split("|")
    return before + surface + after, len(before), surface


@pytest.mark.parametrize(
    "marked", ["deux |bolcheviks| parlèrent", "Les 110 |SR| votèrent", "plusieurs |mencheviks|", "la chute des |PC|"]
)
def test_members_are_counted(marked: str) -> None:
    assert is_counted(*split(marked))


@pytest.mark.parametrize("marked", ["les |bolcheviks| parlèrent", "le 3 mars les |SR| votèrent", "la chute du |PC|"])
def test_a_body_is_not_counted(marked: str) -> None:
    assert not is_counted(*split(marked))


@pytest.mark.parametrize(
    "marked", ["une |garde rouge|", "Un nouveau |parti communiste|", "dans une véritable |guerre civile|"]
)
def test_one_of_its_kind_is_indefinite(marked: str) -> None:
    text, start, _ = split(marked)
    assert is_indefinite(text, start)


@pytest.mark.parametrize("marked", ["la |garde rouge|", "le nouveau |parti communiste|", "chacune, |guerre civile|"])
def test_the_only_one_is_not_indefinite(marked: str) -> None:
    text, start, _ = split(marked)
    assert not is_indefinite(text, start)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("les |gardes rouges|", True),
        ("des premiers |corps francs|", True),
        ("ces « |gardes rouges|", True),
        ("marins et |gardes rouges|", False),
        ("un groupe de |gardes rouges|", False),
    ],
)
def test_a_plural_is_determined(marked: str, expected: bool) -> None:
    text, start, _ = split(marked)
    assert is_determined(text, start) is expected


def found(text: str, surface: str, kind: str, by: str = "authority") -> FoundName:
    start = text.index(surface)
    return FoundName(start, start + len(surface), kind, surface, by, 0.8, sure=False)


@pytest.mark.parametrize(
    ("text", "surface", "kind", "expected"),
    [
        ("Au congrès de Lugano de 1911 il parla.", "congrès de Lugano", "Event", "congrès de Lugano de 1911"),
        ("La grève de Lugano de 1911-1912 dura.", "grève de Lugano", "Event", "grève de Lugano de 1911-1912"),
        ("Au congrès de Lugano de 19110 voix.", "congrès de Lugano", "Event", "congrès de Lugano"),
        ("Le Lugano de 1911 dormait.", "Lugano", "Place", "Lugano"),
    ],
)
def test_a_year_tells_an_event_from_others_of_its_name(text: str, surface: str, kind: str, expected: str) -> None:
    assert add_year(text, found(text, surface, kind)).text == expected


@pytest.mark.parametrize(
    ("text", "surface", "kind", "expected"),
    [
        ("une première armée", "première armée", "Organisation", False),
        ("la première armée", "première armée", "Organisation", True),
        ("une troisième révolution chinoise", "troisième révolution chinoise", "Event", True),
        ("un Comité militaire", "Comité militaire", "Organisation", True),
    ],
)
def test_a_form_after_an_indefinite_article_names_nothing(text: str, surface: str, kind: str, expected: bool) -> None:
    assert may_stand(text, found(text, surface, kind, "row"), []) is expected


def test_a_fall_is_an_event_where_the_town_is_known() -> None:
    text = "Après la chute de Tambovsk, la chute de Martelot."
    town = found(text, "Tambovsk", "Place")
    assert may_stand(text, found(text, "chute de Tambovsk", "Event", "event-of-place"), [town])
    assert not may_stand(text, found(text, "chute de Martelot", "Event", "event-of-place"), [town])
