import time

import pytest

from extract.cleaning import write_blocks
from extract.headers import read_header
from extract.markup import find_markup_blocks


def read(raw: str, strict: bool = False) -> list[str]:
    return write_blocks(raw, find_markup_blocks(raw, strict)[0]).text.splitlines()


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<p>Un <b>mot</b></p>", ["Un mot"]),
        ("<p>Un</p><p>Deux</p>", ["Un", "Deux"]),
        ("<p>L&rsquo;&Eacute;tat&nbsp;!</p>", ["L’État !"]),
        ("<p>A&#233;&#xe9; &inconnu; &amp;lt;</p>", ["Aéé &inconnu; &lt;"]),
        (
            "<html><head><title>T</title><style>p{}</style></head><body>Texte<script>if (a<b) '</p>'</script></body>",
            ["Texte"],
        ),
        ("<p>avant<!-- <p>non</p> -->après</p>", ["avantaprès"]),
        ("<p>ligne<br>suivante</p>", ["ligne suivante"]),
        ("<ul><li>Anna<li>Ivan</ul>", ["Anna", "Ivan"]),
        ("<p>Un mot<sup><a href='#n1'>1</a></sup>, le 1<sup>er</sup> mars</p>", ["Un mot, le 1er mars"]),
        ("<p>5 < 6 et b</p>", ["5 < 6 et b"]),
    ],
)
def test_html(raw: str, text: list[str]) -> None:
    assert read(raw) == text


TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>Lettres de <hi>Berne</hi></title><author>Anna Ivanova</author></titleStmt>
<publicationStmt><date when="2020">2020</date></publicationStmt>
<sourceDesc><bibl><date when="1915-09">septembre</date></bibl></sourceDesc></fileDesc></teiHeader>
<text><body><pb n="3"/><head>Première lettre</head>
<p>La confé<lb break="no"/>rence de <placeName>Zimmerwald</placeName><note n="1">Village de Suisse.</note> réunit
trente-<lb/>huit <choice><sic>delegués</sic><corr>délégués</corr></choice>.<fw type="head">LETTRES</fw></p>
</body></text></TEI>"""


def test_tei_notes_follow_their_paragraph() -> None:
    assert read(TEI, strict=True) == [
        "Première lettre",
        "La conférence de Zimmerwald réunit trente-huit delegués.",
        "Village de Suisse.",
    ]
    assert find_markup_blocks(TEI)[1] == []


def test_header_of_tei() -> None:
    header = read_header(TEI)
    assert (header.title, header.authors, header.date) == ("Lettres de Berne", ("Anna Ivanova",), "1915-09")


def test_header_of_html() -> None:
    header = read_header(
        "<title>Le  soviet &amp; la ville</title><meta name='author' content='I. P.'><meta content=\"1921\" name=date>"
    )
    assert (header.title, header.authors) == ("Le soviet & la ville", ("I. P.",))


def test_offsets_lead_into_the_markup() -> None:
    raw = "<p>L&rsquo;<i>&Eacute;tat</i> ouvrier</p>"
    cleaned = write_blocks(raw, find_markup_blocks(raw)[0])
    assert raw[cleaned.offsets.position(cleaned.text.index("É"))] == "&"
    start = cleaned.text.index("ouvrier")
    assert raw[slice(*cleaned.offsets.span(start, start + 7))] == "ouvrier"


def test_badly_nested_xml_is_read_with_a_problem() -> None:
    blocks, problems = find_markup_blocks("<a>\n<p>Un <hi>mot</p>\n</b><p>Deux</p>")
    assert len(blocks) == 2
    assert problems[:2] == ["line 2: </p> found where </hi> is due", "line 3: </b> closes nothing"]


def test_entities_of_a_dtd_are_not_replaced() -> None:
    raw = (
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "&x;&x;">]><a><p>avant &x; &y; après</p></a>'
    )
    assert read(raw, strict=True) == ["avant &x; &y; après"]


@pytest.mark.parametrize("part", ["<", "<!--", "<a ", "<a b='", "<![CDATA[", "&", "<script>", "<p><note>", "</p>"])
def test_hostile_markup_takes_no_long_time(part: str) -> None:
    begun = time.process_time()
    find_markup_blocks(part * 20_000)
    assert time.process_time() - begun < 5
