"""Which letters a pattern needs, and that no match is lost by looking for them first."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.claims import Argument, mask
from extract.literals import LiteralIndex, find_needed
from extract.marked import read_marked
from extract.rules import read_claim_rules


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"adhér\w+ au", {"adhér"}),
        (r"(?:adhér|ralli)\w* <A\d+>", {"adhér", "ralli"}),
        (r"(?:adhér|x)\w*", set()),
        (r"(?:adhér)?\w*", set()),
        (r"(?:adhér)+", {"adhér"}),
        (r"(?i:MEMBRE) de", {"membre"}),
        (r"(?<!est )(?!fut )président", {"président"}),
        (r"(?=chef)", {"chef"}),
        (r"[abc]{3}", set()),
        (r"le secrétaire|la présidence", {"secrétaire", "présidence"}),
    ],
)
def test_what_a_pattern_needs(pattern: str, needed: set[str]) -> None:
    assert find_needed(pattern) == needed


def test_no_rule_is_passed_over_where_it_matches() -> None:
    rules = read_claim_rules()
    index = LiteralIndex(rule.pattern.pattern for rule in rules)
    for place, rule in enumerate(rules):
        text, marks = read_marked(rule.example)
        arguments = [Argument(mark.start, mark.end, mark.kind) for mark in marks]
        masked = mask(text, 0, len(text), list(enumerate(arguments))).text
        if rule.pattern.search(masked):
            assert place in index.find(masked), rule.id


WORDS = ("adhér", "ralli", "parti", "le", "Chef", "x")


@given(st.lists(st.sampled_from(WORDS), max_size=6), st.permutations(WORDS))
def test_what_matches_is_always_found(text: list[str], words: list[str]) -> None:
    patterns = [
        rf"{words[0]}\w* (?:{words[1]}|{words[2]})",
        rf"(?:{words[3]})?{words[4]}",
        rf"(?:{words[5]}|\w+) {words[0]}",
    ]
    found = LiteralIndex(patterns).find(" ".join(text))
    assert all(place in found for place, pattern in enumerate(patterns) if re.search(pattern, " ".join(text)))
