"""Every row of rules/frames/*.tsv does what its own examples promise, read with the shipped model."""

import pytest

from extract.bindings import bind_owners
from extract.claims import Argument
from extract.clauses import find_clauses
from extract.frame_rules import Frame, read_frames, read_verbs
from extract.frames import find_frame_claims
from extract.items import read_items
from extract.marked import read_marked
from extract.model import When
from extract.syntax import Syntax, parse_paragraphs

SCENE = Argument(0, 0, "Event", "SCENE", sort="smo:Congress")


def claims_in(marked: str, frame: Frame) -> list[str]:
    text, marks = read_marked(marked)
    arguments = [
        Argument(mark.start, mark.end, mark.kind, "" if mark.kind == "Date" else text[mark.start : mark.end],
                 When(mark.value) if mark.value else None)
        for mark in marks
    ]  # fmt: skip
    syntax = Syntax()
    assert list(syntax.keep(parse_paragraphs(text, ())))
    items = read_items(syntax.words(0, len(text)), arguments, read_verbs())
    # no text is read before: "son" is the first named person's
    own = {item.start: arguments[0].entity for item in items if item.form in ("son", "sa", "ses")}
    owners = bind_owners(items, len(arguments), own) if "son" in frame.lemmas else []
    done = find_clauses(items)
    plays = frame.object is not None and "scene" in frame.object.places
    given = [*arguments, *owners, *([SCENE] if plays else [])]
    claims = find_frame_claims(text, done, given, len(arguments) if plays else -1)
    found = [claim for claim in dict.fromkeys(claims) if claim.rule == frame.id]
    details = [
        [f"role={claim.role}"] * bool(claim.role)
        + ([f"date={claim.when.edtf}"] if claim.when else [])
        + ["denied"] * (claim.polarity == "smv:denied")
        for claim in found
    ]
    return [
        " | ".join(filter(None, (claim.subject, claim.object, "; ".join(detail))))
        for claim, detail in zip(found, details, strict=True)
    ]


@pytest.mark.parametrize("frame", read_frames(), ids=lambda frame: frame.id)
def test_frame_finds_its_example(frame: Frame) -> None:
    wanted = [" | ".join(filter(None, map(str.strip, part.split("|")))) for part in frame.expects.split(" & ")]
    assert claims_in(frame.example, frame) == wanted, f"rules/{frame.table}:{frame.line}"


@pytest.mark.parametrize("frame", read_frames(), ids=lambda frame: frame.id)
def test_frame_leaves_its_negative_example(frame: Frame) -> None:
    assert frame.negative, f"rules/{frame.table}:{frame.line}: no negative example"
    assert claims_in(frame.negative, frame) == [], f"rules/{frame.table}:{frame.line}"
