import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.calendars import gregorian_from_jdn
from extract.date_contexts import Context
from extract.date_words import read_year_words
from extract.dates import FoundDate, find_dates
from extract.edtf import GREGORIAN, JULIAN, bounds

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def read(text: str, **context: object) -> list[tuple[str, str]]:
    return [(text[date.start : date.end], date.when.edtf) for date in find_dates(text, Context(**context))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # years
        ("Il revint à Lyon en 1921.", [("1921", "1921")]),
        ("Elle partit à la fin de 1920 pour Tours.", [("1920", "1920")]),
        ("La grève reprit en 1920 et 1921.", [("1920", "1920"), ("1921", "1921")]),
        ("Le mouvement (1936) fut bref.", [("1936", "1936")]),
        ("DURAND (1936a) et MARTIN (1937 ; 1938b).", [("1937", "1937")]),
        ("La période 1917-1924 reste mal connue.", [("1917-1924", "1917/1924")]),
        ("Les années de guerre, 1914–18, pesèrent.", [("1914–18", "1914/1918")]),
        ("Les tirages de 1919/20 sont perdus.", [("1919/20", "1919/1920")]),
        ("De 1917 à 1919, il vécut à Kiev.", [("1917 à 1919", "1917/1919")]),
        ("Elle y resta de 1917 à avril 1918.", [("1917 à avril 1918", "1917/1918-04")]),
        ("Entre fin 1927 et début 1929, il se tut.", [("1927", "1927"), ("1929", "1929")]),
        ("En mil neuf cent dix-sept, tout changea.", [("mil neuf cent dix-sept", "1917")]),
        ("Vers dix-neuf cent cinq, il écrit.", [("dix-neuf cent cinq", "1905")]),
        ("Les soldats d'août 14 ne rentrèrent pas.", [("août 14", "1914-08")]),
        ("Adhérent en 17, il démissionne.", [("17", "1917")]),
        # decades
        ("Au début des années 1930, il peint.", [("années 1930", "193X")]),
        ("Dans les années trente, on dansait.", [("années trente", "193X")]),
        ("Dès les années 20 elle milite.", [("années 20", "192X")]),
        # months and seasons
        ("Une conférence eut lieu en mai 1919 à Lille.", [("mai 1919", "1919-05")]),
        ("Le numéro de février-mars 1928 manque.", [("février-mars 1928", "1928-02/1928-03")]),
        ("Le froid de décembre-janvier 1918 tua.", [("décembre-janvier 1918", "1917-12/1918-01")]),
        ("Dès la mi-mars 1920, la ville jeûna.", [("mars 1920", "1920-03")]),
        ("De mars à mai 1920, la ville jeûna.", [("mars à mai 1920", "1920-03/1920-05")]),
        ("Il y vint en mai et septembre 1932.", [("mai", "1932-05"), ("septembre 1932", "1932-09")]),
        ("Pendant l'été 1919, il moissonne.", [("été 1919", "1919-22")]),
        ("Au printemps de 1920, elle accouche.", [("printemps de 1920", "1920-21")]),
        ("L'hiver 1920-1921 fut terrible.", [("hiver 1920-1921", "1920-24")]),
        ("L'automne 1918 sonna la fin.", [("automne 1918", "1918-23")]),
        # days
        ("Le 18 février 1921, le train arriva.", [("18 février 1921", "1921-02-18")]),
        ("Le 1er mai 1920, le cortège fut long.", [("1er mai 1920", "1920-05-01")]),
        ("Le premier août 1914, l'affiche parut.", [("premier août 1914", "1914-08-01")]),
        ("Le vingt-deux mars 1921, on vota.", [("vingt-deux mars 1921", "1921-03-22")]),
        ("Réunis les 11 et 12 mars 1921, ils votent.", [("11 et 12 mars 1921", "1921-03-11/1921-03-12")]),
        ("Absent du 2 au 9 août 1922.", [("2 au 9 août 1922", "1922-08-02/1922-08-09")]),
        ("Les 6 et 13 octobre 1921, rien.", [("6", "1921-10-06"), ("13 octobre 1921", "1921-10-13")]),
        (
            "Du 26 octobre au 3 novembre 1923, il siège.",
            [("26 octobre au 3 novembre 1923", "1923-10-26/1923-11-03")],
        ),
        ("Lettres des 3 mai et 5 juin 1921.", [("3 mai", "1921-05-03"), ("5 juin 1921", "1921-06-05")]),
        (
            "Numéros des 25 mai, 25 juillet et 19 novembre 1933.",
            [("25 mai", "1933-05-25"), ("25 juillet", "1933-07-25"), ("19 novembre 1933", "1933-11-19")],
        ),
        (
            "Le 28 décembre 1922 au 4 janvier 1923 : congé.",
            [("28 décembre 1922 au 4 janvier 1923", "1922-12-28/1923-01-04")],
        ),
        ("Reçu le 05/02/2014 par la poste.", [("05/02/2014", "2014-02-05")]),
        ("Version du 2014-02-05.", [("2014-02-05", "2014-02-05")]),
        ("Télégramme du 8.11.1920.", [("8.11.1920", "1920-11-08")]),
        ("Paris, 9 déc. 1920.", [("9 déc. 1920", "1920-12-09")]),
        # Republican
        ("La chute du 9 thermidor an II.", [("9 thermidor an II", "1794-07-27")]),
        ("Élu en germinal an III.", [("germinal an III", "1795-03-21/1795-04-19")]),
        ("Le coup du 18 brumaire fut bref.", [("18 brumaire", "")]),
        # taken from what went before
        ("En 1921, il voyage. Le 17 décembre, il rentre.", [("1921", "1921"), ("17 décembre", "1921-12-17")]),
        ("En 1921, il voyage. En juin, il rentre.", [("1921", "1921"), ("juin", "1921-06")]),
        ("Le 3 mars 1921, il sort. Le 12, il meurt.", [("3 mars 1921", "1921-03-03"), ("12", "1921-03-12")]),
        (
            "Il sort le 3 mars 1921. Dès le 12, et jusqu'au 15, il marche.",
            [("3 mars 1921", "1921-03-03"), ("12", "1921-03-12"), ("15", "1921-03-15")],
        ),
        (
            "Le 20 novembre 1920, il écrit. En février, il part.",
            [("20 novembre 1920", "1920-11-20"), ("février", "1921-02")],
        ),
        (
            "Le 3 mars 1921, il sort. Dans la nuit du 7 au 8, rien.",
            [("3 mars 1921", "1921-03-03"), ("7 au 8", "1921-03-07/1921-03-08")],
        ),
        ("1920\n\nDès janvier, il gèle.", [("1920", "1920"), ("janvier", "1920-01")]),
        # not settled by anything
        ("Le 17 décembre, il rentre.", [("17 décembre", "")]),
        ("Le 22 au soir, il rentre.", [("22", "")]),
        ("En juin, il rentre.", [("juin", "")]),
        ("Fin juillet, on vendange.", [("juillet", "")]),
        ("Du 4 au 9 avril, congé.", [("4 au 9 avril", "")]),
        ("En 1905 et en 1917, le 9 janvier compta.", [("1905", "1905"), ("1917", "1917"), ("9 janvier", "")]),
        ("Le 10 septembre 1920, il écrit. En mars, il part.", [("10 septembre 1920", "1920-09-10"), ("mars", "")]),
        ("Le 12 mars 1921, il sort. Le 4, il dormait.", [("12 mars 1921", "1921-03-12"), ("4", "")]),
        (
            "Le 3 mars 1921, il sort. En 1922, il lit ; le 12, il meurt.",
            [("3 mars 1921", "1921-03-03"), ("1922", "1922"), ("12", "")],
        ),
        ("L'élan de 1905 pesait. En juin, il part.", [("1905", "1905"), ("juin", "")]),
        ("On y comptait quinze cents hommes.", []),
        ("Le 31 avril 1921, dit-il.", [("31 avril 1921", "")]),
        # a reference lends its year to nothing
        (
            "En 1921, il écrit (Paris, 1988) ; en juin, il part.",
            [("1921", "1921"), ("1988", "1988"), ("juin", "1921-06")],
        ),
    ],
)
def test_dates_are_found_and_placed(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Près de 2000 ouvriers défilèrent.",
        "Ils étaient 1 500 délégués.",
        "Voir p. 1917, note 3.",
        "Voir pp. 1920-1924.",
        "Le no 1923 du catalogue.",
        "L'article 58 fut appliqué.",
        "Les 21 conditions furent votées.",
        "Le 6e congrès s'ouvrit.",
        "Le 2ème bureau enquête.",
        "Il arriva à 17 heures.",
        "Vers le 15 rue Lepic, il tourna.",
        "La planète Mars brillait.",
        "Il admirait Octobre et ses suites.",
        "Les journées de juillet l'avaient marqué.",
        "Les thèses d'avril parurent trop hardies.",
        "Un mois plus tard, il mourut.",
        "Au XIXe siècle, on y croyait.",
        "Une hausse de 1920 % fut notée.",
        "Il paya 1914,50 roubles.",
        "http://exemple.org/archives/1963/00/texte.htm",
        "Le code 19205 est faux.",
        "En 24 heures, tout fut dit.",
        "On releva 1850 morts.",
        "Il en compta 1800, pas davantage.",
        "Mais il partit.",
    ],
)
def test_numbers_and_names_that_are_no_dates(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le 25 octobre (7 novembre) 1917, le palais tomba.",
            [("25 octobre", "1917-10-25", JULIAN), ("7 novembre", "1917-11-07", GREGORIAN)],
        ),
        (
            "Le 25 octobre/7 novembre 1917.",
            [("25 octobre", "1917-10-25", JULIAN), ("7 novembre 1917", "1917-11-07", GREGORIAN)],
        ),
        (
            "Le 7 novembre (25 octobre) 1917.",
            [("7 novembre", "1917-11-07", GREGORIAN), ("25 octobre", "1917-10-25", JULIAN)],
        ),
        (
            "Le 25 octobre 1917 (7 novembre), à Petrograd.",
            [("25 octobre 1917", "1917-10-25", JULIAN), ("7 novembre", "1917-11-07", GREGORIAN)],
        ),
        ("Le 7/20 mars 1917.", [("7", "1917-03-07", JULIAN), ("20 mars 1917", "1917-03-20", GREGORIAN)]),
        (
            "Le 19 décembre 1917 (1er janvier 1918).",
            [("19 décembre 1917", "1917-12-19", JULIAN), ("1er janvier 1918", "1918-01-01", GREGORIAN)],
        ),
        ("À Petrograd, le 3 juillet 1917.", [("3 juillet 1917", "1917-07-03", JULIAN)]),
        ("À Petrograd, en juillet 1917.", [("juillet 1917", "1917-07", JULIAN)]),
        ("À Petrograd, en 1917.", [("1917", "1917", GREGORIAN)]),
        ("À Moscou, le 13 février 1918.", [("13 février 1918", "1918-02-13", JULIAN)]),
        ("À Moscou, le 14 février 1918.", [("14 février 1918", "1918-02-14", GREGORIAN)]),
        ("À Moscou, le 3 juillet 1918.", [("3 juillet 1918", "1918-07-03", GREGORIAN)]),
        ("À Paris, le 3 juillet 1917.", [("3 juillet 1917", "1917-07-03", GREGORIAN)]),
        ("Né à Bruxelles le 4 mai 1891, de parents venus de Russie.", [("4 mai 1891", "1891-05-04", GREGORIAN)]),
        ("À Petrograd, le 7 novembre 1917.", [("7 novembre 1917", "1917-11-07", GREGORIAN)]),
        ("À Petrograd, le 3 juillet 1917 (nouveau style).", [("3 juillet 1917", "1917-07-03", GREGORIAN)]),
        ("À Riga, le 3 juillet 1917, ancien style.", [("3 juillet 1917", "1917-07-03", JULIAN)]),
        ("Parti le 3 juillet 1917 (a. s.).", [("3 juillet 1917", "1917-07-03", JULIAN)]),
        ("À Moscou, le 3 juin 1917 du calendrier grégorien.", [("3 juin 1917", "1917-06-03", GREGORIAN)]),
        (
            "Toutes les dates suivent le nouveau style. À Moscou, le 3 juin 1917.",
            [("3 juin 1917", "1917-06-03", GREGORIAN)],
        ),
    ],
)
def test_calendars(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(text[date.start : date.end], date.when.edtf, date.when.calendar) for date in find_dates(text)]
    assert found == expected


def test_both_halves_of_a_double_date_are_one_day() -> None:
    days = [date.when.earliest for date in find_dates("Le 25 octobre (7 novembre) 1917.")]
    assert days == ["1917-11-07", "1917-11-07"]


def test_two_days_that_are_not_one_are_no_double_date() -> None:
    assert {date.when.calendar for date in find_dates("Le 3 mars (5 avril) 1917, à Lyon.")} == {GREGORIAN}


def test_the_context_decides_the_calendar() -> None:
    text = "Le 3 juillet 1917, il pleut."
    assert find_dates(text, Context(region="ru"))[0].when.earliest == "1917-07-16"
    assert find_dates(text, Context(calendar=JULIAN))[0].when.calendar == JULIAN
    assert find_dates(text, Context(is_russian=lambda words: "pleut" in words))[0].when.calendar == JULIAN
    assert find_dates(text)[0].when.calendar == GREGORIAN


def test_names_hold_no_dates() -> None:
    text = "La révolution russe de 1905 hantait Octobre 1920."
    name = (text.index("révolution"), text.index(" hantait"))
    assert read(text, names=(name,)) == [("Octobre 1920", "1920-10")]


def test_part_of_a_date_inside_a_name_leaves_the_rest() -> None:
    text = "La Révolution d'Octobre 1917."
    assert read(text, names=((3, 24),)) == [("1917", "1917")]


def test_no_date_crosses_a_break() -> None:
    text = "Il part le 12 mars 1921 sonne."
    assert read(text, breaks=(text.index("1921"),)) == [("12 mars", ""), ("1921", "1921")]


def test_the_documents_own_date_is_the_last_resort() -> None:
    text = "Le 17 décembre, il rentre."
    assert read(text, written="1920-12-09") == [("17 décembre", "1920-12-17")]


def test_a_year_does_not_hold_for_ever() -> None:
    text = "En 1921, il voyage. " + "Il marche longtemps sur la route. " * 100 + "Le 17 décembre, il rentre."
    assert read(text)[-1] == ("17 décembre", "")


def test_confidence_says_what_was_inherited() -> None:
    first, second, third = find_dates("Le 3 mars 1921, il sort. Le 12 avril, il lit. Le 14, il meurt.")
    assert (first.confidence, first.inherited) == (1.0, False)
    assert second.inherited
    assert third.inherited
    assert first.confidence > second.confidence > third.confidence


def test_the_wording_and_the_bounds_go_with_the_date() -> None:
    [date] = find_dates("En mai 1919, il part.")
    assert date == FoundDate(3, 11, date.when)
    assert (date.when.text, date.when.earliest, date.when.latest) == ("mai 1919", "1919-05-01", "1919-05-31")


@given(st.integers(2341973, 2451911))
def test_every_day_written_out_is_read_back(jdn: int) -> None:
    year, month, day = gregorian_from_jdn(jdn)
    wording = f"{'1er' if day == 1 else day} {MONTHS[month - 1]} {year}"
    assert read(f"Le {wording}, il part.") == [(wording, f"{year:04d}-{month:02d}-{day:02d}")]


@given(st.text(alphabet="le du 0123456789-/() .,;mars an II été années et au d'août juin", max_size=80))
def test_any_text_gives_spans_in_order_and_sound_values(text: str) -> None:
    found = find_dates(text)
    ends = [0, *(date.end for date in found)]
    assert all(date.start >= end and date.start < date.end for date, end in zip(found, ends, strict=False))
    for date in found:
        assert (date.when.earliest, date.when.latest) == ("", "") or date.when.edtf
        assert date.when.edtf == "" or bounds(date.when.edtf, date.when.calendar)[1]


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("mil neuf cent", 1900),
        ("mil huit cent quarante-huit", 1848),
        ("dix-sept cent quatre-vingt-neuf", 1789),
        ("mille mots", None),
    ],
)
def test_years_in_words(words: str, year: int | None) -> None:
    assert read_year_words(words) == year


def test_no_date_of_a_long_book_is_lost() -> None:
    text = "Le 3 mars 1921, le comité de la ville siégea longtemps ; il y eut 12 votes. " * 14000
    assert len(find_dates(text)) == 14000
