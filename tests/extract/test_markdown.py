import pytest

from extract.cleaning import write_blocks
from extract.markdown import find_markdown_blocks, is_markdown


def read(raw: str) -> list[str]:
    return write_blocks(*find_markdown_blocks(raw)).text.splitlines()


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("# Un titre", "Un titre"),
        ("### **Un titre**", "Un titre"),
        ("Un **mot** et *un autre*, _un tiers_.", "Un mot et un autre, un tiers."),
        ("Voir [le site](https://example.org/a_b).", "Voir le site."),
        ("le 1<sup>er</sup> mars", "le 1er mars"),
        ("une note<sup>12</sup>.", "une note."),
        ("une note[^3], puis", "une note, puis"),
        ("![portrait](a.png)Anna", "Anna"),
        ("> cité", "cité"),
        ("2 * 3 = 6", "2 * 3 = 6"),
        ("nom_de_fichier", "nom_de_fichier"),
    ],
)
def test_marks_are_left_out(raw: str, text: str) -> None:
    assert read(raw) == [text]


def test_a_sentence_cut_by_notes_is_whole_and_notes_follow() -> None:
    raw = (
        "Le comité se réunit à Vienne, où ses membres<sup>1</sup> avaient trouvé refuge après une fuite et où\n\n"
        "---\n\n\\* Historienne.\n\n<sup>1</sup> Voir *Clarté*, 1922.\n\nils publièrent une revue.\n"
    )
    assert read(raw) == [
        (
            "Le comité se réunit à Vienne, où ses membres avaient trouvé refuge après une fuite et où ils publièrent "
            "une revue."
        ),
        "Historienne.",
        "Voir Clarté, 1922.",
    ]


def test_offsets_are_those_of_the_file() -> None:
    raw = "## Titre\n\nLa revue *La Critique sociale*<sup>4</sup> parut.\n"
    cleaned = write_blocks(*find_markdown_blocks(raw))
    start = cleaned.text.index("La Critique")
    assert raw[slice(*cleaned.offsets.span(start, start + 19))] == "La Critique sociale"


def test_the_view_is_as_long_as_the_text() -> None:
    raw = "# A\n\n**b** [c](d) <sup>1</sup> [^2] <https://e.org> ***\n---\n> f\\* `g`"
    assert len(find_markdown_blocks(raw)[0]) == len(raw)


def test_plain_text_is_told_from_markdown() -> None:
    assert is_markdown("# Titre\n\nUn mot<sup>1</sup>.")
    assert not is_markdown("Un texte sans marques, où 2 * 3 font 6.")
