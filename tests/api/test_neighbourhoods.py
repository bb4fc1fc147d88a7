"""The ring of an entity's neighbours."""

from api.neighbourhoods import LONGEST, MOST, draw_neighbourhood, find_neighbours
from graph.sheets import Line, Quote, Section, Sheet


def make_sheet(*lines: Line) -> Sheet:
    return Sheet("https://x.org/id/person/x", "smo:Person", "X", sections=(Section("career", "", lines),))


def tie(number: int, quotes: int = 1, **other: str) -> Line:
    quoted = tuple(Quote("q", "s", "S", at) for at in range(quotes))
    return Line("memberOf", "membre de", other=f"Body {number:02}", other_iri=f"https://x.org/id/party/{number:02}",
                quotes=quoted, **other)  # fmt: skip


def test_the_closest_go_first() -> None:
    near = find_neighbours(make_sheet(tie(1), tie(2, quotes=3), tie(1, role="secrétaire")))
    assert list(near.values()) == [("Body 02", 3, "membre de"), ("Body 01", 2, "membre de, secrétaire")]


def test_what_is_denied_ties_nobody() -> None:
    assert find_neighbours(make_sheet(tie(1, polarity="denied"))) == {}


def test_only_so_many_stand_on_the_ring() -> None:
    sheet = make_sheet(*(tie(number) for number in range(MOST + 5)))
    near = find_neighbours(sheet)
    drawn = draw_neighbourhood(sheet, near, [("https://x.org/id/party/00", "https://x.org/id/party/01")])
    assert drawn
    assert (len(drawn.neighbours), drawn.hidden, len(drawn.ties)) == (MOST, 5, 1)
    assert all(0 < one.x < drawn.width and 0 < one.y < drawn.height for one in drawn.neighbours)


def test_long_names_are_cut() -> None:
    line = Line("memberOf", "x", other="x" * 99, other_iri="https://x.org/id/party/a")
    sheet = make_sheet(line, tie(1))
    drawn = draw_neighbourhood(sheet, find_neighbours(sheet), [])
    assert drawn
    assert max(len(one.name) for one in drawn.neighbours) == LONGEST


def test_one_neighbour_makes_no_drawing() -> None:
    sheet = make_sheet(tie(1))
    assert draw_neighbourhood(sheet, find_neighbours(sheet), []) is None
