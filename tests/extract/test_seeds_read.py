"""The five real sources are read whole: nothing is lost, no watermark stays, every place is found again."""

import os
import random
import re
from pathlib import Path

import pytest

from extract.model import Document
from extract.quotes import find_quote
from extract.texts import File, find_files, read_document

SHARED = Path(os.environ.get("SMOLNY_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
SEEDS = SHARED / "seeds"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason=f"needs {SEEDS.parent.name}/seeds beside the repository"),
]


def find() -> list[File]:
    return list(find_files([SEEDS]).files) if SEEDS.is_dir() else []


@pytest.fixture(scope="module", params=find(), ids=lambda file: file.metadata.id)
def document(request: pytest.FixtureRequest) -> Document:
    file: File = request.param
    return read_document(file.path, file.metadata, file.root)


def count_letters(text: str) -> int:
    return sum(map(str.isalpha, re.sub(r"</?sup>", "", text)))


def test_letters_are_kept(document: Document) -> None:
    assert count_letters(document.text) > 0.99 * count_letters(document.raw)


def test_no_layout_is_left(document: Document) -> None:
    assert not re.search(r"[\u00a0\u00ad\ufeff\t\f]|  |<sup>|\*\*|\w-\n", document.text)
    lines = document.text.splitlines()
    assert not [line for line in lines if re.fullmatch(r"\d{1,3}|© M", line)]
    pieces = [len(line) < 5 for line in lines]
    assert not any(map(all, zip(pieces, pieces[1:], pieces[2:], strict=False)))


def test_random_spans_are_found_again(document: Document) -> None:
    chance = random.Random(1917)
    words = [match.span() for match in re.finditer(r"\w+", document.text)]
    for _ in range(2000):
        first = chance.randrange(len(words))
        last = min(first + chance.randrange(12), len(words) - 1)
        start, end = words[first][0], words[last][1]
        if "\n" not in document.text[start:end]:
            where, exact = document.offsets.span(start, end), document.text[start:end]
            assert find_quote(document.raw, *where, exact), (document.raw[slice(*where)], exact)


def test_hardly_a_block_begins_in_the_middle_of_a_sentence(document: Document) -> None:
    cut = re.findall(r"[^.:;!?…»)\s]\n[a-zà-ÿ].{0,40}", document.text)
    assert len(cut) <= 1 + 0.01 * len(document.breaks)
