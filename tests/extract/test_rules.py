"""Every row of the rule tables does what its own examples promise."""

import pytest

from extract.claims import Argument, FoundClaim, find_claims, mask
from extract.marked import read_marked
from extract.model import When
from extract.ruled_names import find_by_rules
from extract.rules import ClaimRule, NameRule, read_claim_rules, read_name_rules


def claims_in(marked: str, rule: ClaimRule) -> list[str]:
    text, marks = read_marked(marked)
    arguments = [
        Argument(mark.start, mark.end, mark.kind, "" if mark.kind == "Date" else text[mark.start : mark.end],
                 When(mark.value) if mark.value else None)
        for mark in marks
    ]  # fmt: skip
    masked = mask(text, 0, len(text), list(enumerate(arguments)))
    return [describe(claim) for claim in find_claims(masked, arguments, [rule])]


def describe(claim: FoundClaim) -> str:
    details = [f"role={claim.role}"] if claim.role else []
    details += [f"date={claim.when.edtf}"] if claim.when else []
    details += ["denied"] if claim.polarity == "smv:denied" else []
    details += [f"by={claim.attributed_to}"] if claim.attributed_to else []
    return f"{claim.subject} | {claim.object}" + (f" | {'; '.join(details)}" if details else "")


@pytest.mark.parametrize("rule", read_claim_rules(), ids=lambda rule: rule.id)
def test_claim_rule_finds_its_example(rule: ClaimRule) -> None:
    wanted = [part.strip().removesuffix("| role=").strip() for part in rule.expects.split(" & ")]
    assert [claim.strip() for claim in claims_in(rule.example, rule)] == wanted, f"rules/{rule.table}:{rule.line}"


@pytest.mark.parametrize("rule", read_claim_rules(), ids=lambda rule: rule.id)
def test_claim_rule_leaves_its_negative_example(rule: ClaimRule) -> None:
    assert rule.negative, f"rules/{rule.table}:{rule.line}: no negative example"
    assert claims_in(rule.negative, rule) == [], f"rules/{rule.table}:{rule.line}"


@pytest.mark.parametrize("rule", read_name_rules(), ids=lambda rule: rule.id)
def test_name_rule_finds_its_example(rule: NameRule) -> None:
    assert [name.text for name in find_by_rules(rule.example, [rule])] == [rule.expects], f"rules/names.tsv:{rule.line}"


@pytest.mark.parametrize("rule", read_name_rules(), ids=lambda rule: rule.id)
def test_name_rule_leaves_its_negative_example(rule: NameRule) -> None:
    assert rule.negative, f"rules/names.tsv:{rule.line}: no negative example"
    assert list(find_by_rules(rule.negative, [rule])) == [], f"rules/names.tsv:{rule.line}"
